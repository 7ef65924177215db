"""Finding rows and findings again: their actions."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import PROBLEMS, WHAT_IF, WHY, WORK, Action
from selfeval.tui.actions.meanings import AFTER, BEFORE, COPY, DO_IT, ESCAPE, EXPLAIN, FILTER, FIND, LEARN

FINDING: tuple[Action, ...] = (
    Action(
        "find",
        FIND,
        msg("Find"),
        msg("Finds rows of all projects by name, target or actual while you type; findings by words, cell or code."),
        (WORK, PROBLEMS, WHAT_IF),
        10,
        not_in=(WORK, WHAT_IF),
    ),
    Action(
        "filter",
        FILTER,
        msg("Filter"),
        msg("Shows only some rows: of a tier, open, doubtful, with points lost or findings; findings by kind."),
        (WORK, PROBLEMS),
        11,
        not_in=(WORK,),
    ),
    Action(
        "show_all",
        ESCAPE,
        msg("Show all"),
        msg("Shows all rows again; after a finding was followed, goes back to the finding."),
        (WORK,),
    ),
    Action(
        "why",
        EXPLAIN,
        msg("Why"),
        msg("Explains the score of this row in full: rule, source, formula and figures."),
        (WORK, WHAT_IF),
    ),
    Action(
        "tour",
        LEARN,
        msg("Tour"),
        msg("Shows in a few short steps how to work here; Esc leaves it."),
        (WORK,),
    ),
    Action(
        "save_text",
        DO_IT,
        msg("Save as text"),
        msg("Writes the findings shown to a text file beside the workbook; no file is overwritten."),
        (PROBLEMS,),
        2,
    ),
    Action(
        "previous_row",
        BEFORE,
        msg("Previous row"),
        msg("Explains the row before this one."),
        (WHY,),
        3,
    ),
    Action(
        "next_row",
        AFTER,
        msg("Next row"),
        msg("Explains the row after this one."),
        (WHY,),
        4,
    ),
    Action(
        "copy_why",
        COPY,
        msg("Copy"),
        msg("Copies the explanation, or what is marked with the mouse."),
        (WHY,),
        2,
    ),
)
