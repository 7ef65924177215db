"""Actions that look back, or take down what a reviewer says later. Part of the one registry."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import HISTORY, HOME, LAST_YEAR, WHAT_IF, WORK, Action
from selfeval.tui.actions.meanings import (
    COPY,
    DO_IT,
    ENTER,
    FILTER,
    GRADE,
    HISTORY_OF,
    LAST,
    ROW_HISTORY,
    TICK,
    TICK_ALL,
)

LOOKING: tuple[Action, ...] = (
    Action(
        "history",
        HISTORY_OF,
        msg("History"),
        msg("Shows who entered what and when; any point of it can be gone back to."),
        (WORK,),
    ),
    Action("row_history", ROW_HISTORY, msg("History of the row"), msg("Shows what was entered in this row."), (WORK,)),
    Action(
        "last_year",
        LAST,
        msg("Last year"),
        msg("Puts last year's targets, outcomes and scores beside this year's."),
        (WORK,),
    ),
    Action(
        "review",
        GRADE,
        msg("Reviewer's grade"),
        msg("Takes down the grade that a reviewer gave the project; a lower one may leave a part of the total only."),
        (WORK, WHAT_IF),
    ),
    Action("restore", DO_IT, msg("Restore"), msg("Makes everything as it was at this point."), (HISTORY,), 2),
    Action("only_row", FILTER, msg("This row"), msg("Shows the history of one row only, or of all."), (HISTORY,), 3),
    Action("to_row", ENTER, msg("To the row"), msg("Goes to the row of the entry."), (HISTORY,)),
    Action("copy_history", COPY, msg("Copy"), msg("Copies the history as text."), (HISTORY,), 5),
    Action(
        "take_last_year",
        DO_IT,
        msg("Put beside"),
        msg("Puts last year's figures of the ticked rows beside this year's; one undo takes them away."),
        (LAST_YEAR,),
        2,
    ),
    Action("tick", TICK, msg("Tick"), msg("Confirms a row, or takes it out; Enter does the same."), (LAST_YEAR,), 3),
    Action("tick_every", TICK_ALL, msg("Tick all"), msg("Ticks every row, or none."), (LAST_YEAR,), 4),
    Action(
        "start_from_last_year",
        LAST,
        msg("From last year"),
        msg("Picks last year's scored workbook, then this year's targets, and holds one beside the other."),
        (HOME,),
    ),
)
