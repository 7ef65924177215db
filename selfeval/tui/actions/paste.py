"""Copying, cutting, filling down, pasting, and taking in what colleagues have sent back: their actions."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import PASTE, WHAT_IF, WORK, Action
from selfeval.tui.actions.meanings import (
    CONFIRM,
    COPY,
    CORRECT,
    CUT,
    DO_IT,
    FILL_DOWN,
    NEXT,
    PASTE_HERE,
    TAKE_IN,
    TICK,
    TICK_ALL,
)

PASTING: tuple[Action, ...] = (
    Action(
        "copy_rows",
        COPY,
        msg("Copy"),
        msg("Copies the outcome of the row, or all rows picked with Shift and the arrows as a table for Excel or WPS."),
        (WORK, WHAT_IF),
    ),
    Action(
        "cut_rows",
        CUT,
        msg("Cut"),
        msg("Copies the rows and clears them; one undo brings everything back."),
        (WORK, WHAT_IF),
    ),
    Action(
        "paste_block",
        PASTE_HERE,
        msg("Paste"),
        msg("Pastes cells copied from Excel or WPS; several are shown row by row before anything is entered."),
        (WORK, WHAT_IF),
    ),
    Action(
        "fill_down",
        FILL_DOWN,
        msg("Fill down"),
        msg("Gives the outcome of the first picked row to the others; what does not fit is shown first."),
        (WORK, WHAT_IF),
    ),
    Action(
        "take_in",
        TAKE_IN,
        msg("Take in a file"),
        msg("Takes in actuals from a file: a fill-in workbook that came back, .csv or .json; shown row by row first."),
        (WORK,),
    ),
    Action(
        "take_block",
        DO_IT,
        msg("Take over"),
        msg("Enters every row with a tick as one step; one undo takes all of it back."),
        (PASTE,),
        2,
    ),
    Action(
        "leave_out",
        TICK,
        msg("Tick"),
        msg("Leaves the row out, or takes it; Enter does the same."),
        (PASTE,),
        3,
    ),
    Action(
        "next_doubt",
        NEXT,
        msg("To check"),
        msg("Goes to the next row that should be looked at or that has no place yet."),
        (PASTE,),
        4,
    ),
    Action("tick_all", TICK_ALL, msg("All or none"), msg("Ticks every row that can be taken, or none."), (PASTE,)),
    Action(
        "other_row",
        CORRECT,
        msg("Other row"),
        msg("Gives the row of the block to another indicator or budget."),
        (PASTE,),
    ),
    Action(
        "as_meant",
        CONFIRM,
        msg("As meant"),
        msg("Takes what is probably meant, 95% for 0.95 or 元 for 万元, for a row that looks like a slip."),
        (PASTE,),
    ),
)

PASTE_HELP = (
    msg("Nothing is entered yet. Each line says where a row of the block goes, what it replaces, and what it scores."),
    msg("Rows with [x] are taken. Enter leaves a row out or takes it; a row without a place is given one."),
    msg("fits: can be taken. check: look at it, the reason stands behind. unusable: cannot be read as an outcome."),
    msg("Rows that are only alike by name, and repeated ones, are not taken until you tick them."),
    msg("A row that looks like a slip says what is probably meant; F7 takes that."),
    msg("F10 enters all ticked rows as one step; Ctrl+Z takes all of it back. Esc enters nothing."),
)
