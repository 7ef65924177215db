"""Actions of a reviewer over the forms of a batch. Part of the one registry."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import FORM, OVERVIEW, PROJECTS, Action
from selfeval.tui.actions.meanings import (
    AFTER,
    BEFORE,
    CONFIRM,
    COPY,
    DO_IT,
    FILTER,
    FIND,
    FINDINGS,
    LIST,
    NEXT,
    OPEN,
    OUTCOME,
    READ_BACK,
    READ_ON,
    REASON,
    TICK,
    UNDO,
)

OVERVIEWS: tuple[Action, ...] = (
    Action("mark_seen", TICK, msg("Seen"), msg("Marks the form as seen, or takes its mark away."), (PROJECTS, FORM), 3),
    Action("mark_accepted", CONFIRM, msg("Accept"), msg("Marks the form as accepted."), (PROJECTS, FORM), 4),
    Action(
        "mark_returned",
        REASON,
        msg("Return"),
        msg("Marks the form as one that goes back to its unit, with a remark for the letter."),
        (PROJECTS, FORM),
        5,
    ),
    Action(
        "next_form",
        NEXT,
        msg("Next unseen"),
        msg("Goes to the next form that has no mark yet."),
        (PROJECTS, FORM),
    ),
    Action("previous_project", BEFORE, msg("Previous"), msg("The form before it in the list."), (FORM,)),
    Action("next_project", AFTER, msg("Next form"), msg("The form after it in the list."), (FORM,)),
    Action(
        "find",
        FIND,
        msg("Find"),
        msg("Finds units, codes, projects and files."),
        (PROJECTS,),
    ),
    Action(
        "filter",
        FILTER,
        msg("Filter"),
        msg("Shows only some of the forms: by mark, difference, findings, grade, execution."),
        (PROJECTS,),
        7,
    ),
    Action("sort", LIST, msg("Sort"), msg("Puts the list in another order."), (PROJECTS,)),
    Action(
        "refused",
        LIST,
        msg("Refused files"),
        msg("Lists the files that were refused or read with doubt."),
        (OVERVIEW,),
        2,
    ),
    Action("whole", FINDINGS, msg("Findings"), msg("Shows all findings of the form, or those of its row."), (FORM,), 6),
    Action("read_on", READ_ON, msg("Read on"), msg("Scrolls the text of the row down."), (FORM,)),
    Action("read_back", READ_BACK, msg("Read back"), msg("Scrolls the text of the row up."), (FORM,)),
    Action("copy_place", COPY, msg("Copy the place"), msg("Copies file, sheet and cell of the row."), (FORM,)),
    Action("open_place", OPEN, msg("Open"), msg("Shows the file in its folder."), (PROJECTS, FORM)),
    Action("undo_mark", UNDO, msg("Undo"), msg("Takes back the last mark made here."), (PROJECTS, FORM)),
    Action(
        "write_list",
        OUTCOME,
        msg("Write the list"),
        msg("Writes the forms that are shown as a workbook, with marks and remarks."),
        (OVERVIEW, PROJECTS),
    ),
    Action(
        "letters",
        DO_IT,
        msg("Letters"),
        msg("Writes a letter for each form shown that goes back to its unit."),
        (OVERVIEW, PROJECTS),
    ),
)

OVERVIEW_HELP = (
    msg("Every department of the batch: its forms, its money, and what they claim beside what the rules give."),
    msg("Enter lists the forms of a department; the first line holds those of all."),
    msg("F4 lists the files that were refused or read with doubt: nothing in the figures comes from the refused ones."),
    msg("F9 writes the list of all forms, F10 the letters for those that go back. No unit's file is changed."),
)
PROJECTS_HELP = (
    msg("The forms, the largest difference between their own total and ours first; F4 puts them in another order."),
    msg("Type to find a unit, code, project or file; Ctrl+K shows only some of the forms, Esc shows all again."),
    msg("Enter opens a form row by row."),
    msg("Marks: o seen, + accepted, < to be returned, ? marked, and the file has changed since."),
    msg("A mark is on disk at once; the same key takes it away, Ctrl+Z takes back the last one."),
    msg("F9 writes the list of the forms that are shown, F10 the letters for those of them that go back."),
)
FORM_HELP = (
    msg("The rows of one form: what it claims beside what was recomputed. The first row that differs comes up first."),
    msg("Below: how the target was read, why the row has its score, by which rule, and where it stands in the file."),
    msg("F8 shows what was found in the whole form. Left and Right go to the forms before and after it."),
    msg("Marks: o seen, + accepted, < to be returned, ? marked, and the file has changed since."),
    msg("What is said on returning a form stands in the letter to its unit."),
)
"""The help of the three screens."""
