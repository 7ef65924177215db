"""The one registry of what a person can do: footer, palette, help and tests all read it.

No action needs a bare letter: with a Chinese input method switched on, letters never arrive as keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from selfeval.core.problems import msg
from selfeval.tui.actions.action import (
    ALL,
    BUDGET,
    CHANGE,
    CHANGED,
    DOCUMENT,
    HELP,
    HISTORY,
    LAST_YEAR,
    PASTE,
    PROBLEMS,
    RESULT,
    RULES,
    WHAT_IF,
    WHY,
    WORK,
    Action,
)
from selfeval.tui.actions.disk import ON_DISK
from selfeval.tui.actions.document import DOCUMENTS
from selfeval.tui.actions.finding import FINDING
from selfeval.tui.actions.looking import LOOKING
from selfeval.tui.actions.meanings import (
    AFTER,
    AGAIN,
    ALL_READINGS,
    BEFORE,
    CLEAR,
    COLOURS,
    CONFIRM,
    CORRECT,
    DEDUCT,
    DETAILS,
    DO_IT,
    EDIT,
    ENTER,
    ESCAPE,
    FINDINGS,
    FROM_BUDGET,
    HELP_HERE,
    LIST,
    MONEY,
    NEXT,
    NOT_APPLICABLE,
    OUTCOME,
    PALETTE,
    QUIT,
    READ_BACK,
    READ_ON,
    REASON,
    RULES_HERE,
    TRY,
    UNDO,
)
from selfeval.tui.actions.paste import PASTING

ACTIONS: tuple[Action, ...] = (
    Action("help", HELP_HERE, msg("Help"), msg("Explains this screen, its marks and its keys."), (ALL,), 1),
    Action(
        "edit",
        EDIT,
        msg("Enter"),
        msg("Enters what was achieved; typing does the same, Enter keeps the text there is."),
        (WORK, WHAT_IF),
        0,
    ),
    Action(
        "next_open",
        NEXT,
        msg("Next"),
        msg("Goes to the next row that still waits for something."),
        (WORK,),
        3,
    ),
    Action("projects", LIST, msg("List"), msg("Shows or hides the list of projects."), (WORK, WHAT_IF), 4),
    Action("budget", MONEY, msg("Budget"), msg("Enters budget, spending and the checkpoints."), (WORK, WHAT_IF), 5),
    Action(
        "note", REASON, msg("Reason"), msg("Writes why points were lost and what the evidence is."), (WORK,), 0, True
    ),
    Action(
        "confirm", CONFIRM, msg("Confirm"), msg("Confirms how the target of this row is understood."), (WORK,), 0, True
    ),
    Action(
        "problems",
        FINDINGS,
        msg("Findings"),
        msg("Lists everything a reviewer would ask about; Enter goes to the row."),
        (WORK, RESULT),
        7,
    ),
    Action(
        "result", OUTCOME, msg("Result"), msg("Shows totals and grades, and exports the workbook."), (WORK, PROBLEMS), 8
    ),
    Action(
        "correct",
        CORRECT,
        msg("Reading"),
        msg("Corrects how the target of this row is understood; its text stays as it is."),
        (WORK,),
        0,
        True,
    ),
    Action(
        "readings",
        ALL_READINGS,
        msg("All readings"),
        msg("Lists every reading that waits for a word; one key confirms or changes a whole kind."),
        (WORK,),
    ),
    Action(
        "not_applicable",
        NOT_APPLICABLE,
        msg("Not applicable"),
        msg("Marks the row as not applicable, with the reason and a document number."),
        (WORK, WHAT_IF),
        0,
        True,
    ),
    Action(
        "deduct",
        DEDUCT,
        msg("Deduction"),
        msg("Takes off what a reviewer deducts in this row, with the reason: no evidence, missing items."),
        (WORK, WHAT_IF),
        0,
        True,
    ),
    Action(
        "offer",
        FROM_BUDGET,
        msg("From budget"),
        msg("Takes the value of this row from the budget figures."),
        (WORK, WHAT_IF),
        0,
        True,
    ),
    Action(
        "clear",
        CLEAR,
        msg("Clear"),
        msg("Clears what was entered in this row; undo brings it back."),
        (WORK, WHAT_IF),
        0,
        True,
    ),
    Action(
        "previous_project",
        BEFORE,
        msg("Previous project"),
        msg("Shows the project before this one."),
        (WORK, WHAT_IF),
    ),
    Action(
        "next_project",
        AFTER,
        msg("Next project"),
        msg("Shows the project after this one."),
        (WORK, WHAT_IF),
    ),
    Action(
        "undo",
        UNDO,
        msg("Undo"),
        msg("Takes back the last entry; where work is saved, also after a restart."),
        (WORK, BUDGET, RESULT, WHAT_IF, HISTORY, CHANGED),
        9,
        not_in=(RESULT,),
    ),
    Action(
        "redo",
        AGAIN,
        msg("Redo"),
        msg("Enters again what was just taken back."),
        (WORK, BUDGET, RESULT, WHAT_IF, HISTORY, CHANGED),
    ),
    Action(
        "drawer",
        DETAILS,
        msg("Details"),
        msg("Shows the details of the row as usual, in full, or not at all."),
        (WORK, WHAT_IF),
    ),
    Action("read_on", READ_ON, msg("Read on"), msg("Scrolls the details of the row down."), (WORK, WHAT_IF)),
    Action("read_back", READ_BACK, msg("Read back"), msg("Scrolls the details of the row up."), (WORK, WHAT_IF)),
    Action(
        "saved",
        DO_IT,
        msg("Saved?"),
        msg("Says where the entries are kept; every one is saved at once."),
        (WORK, BUDGET),
    ),
    Action(
        "rules",
        RULES_HERE,
        msg("Rules"),
        msg("Shows the rule pack with its sources, and what another one would change."),
        (WORK, RESULT, WHAT_IF),
        10,
        not_in=(WORK, RESULT),
    ),
    Action(
        "what_if",
        TRY,
        msg("What-if"),
        msg("Tries other figures or another rule pack; nothing of it is kept."),
        (WORK, RESULT),
    ),
    Action(
        "tried",
        OUTCOME,
        msg("Effects"),
        msg("Lists what was tried and what each of it does to the totals."),
        (WHAT_IF,),
        8,
    ),
    Action(
        "change_pack",
        ENTER,
        msg("Change to it"),
        msg("Shows what the rule pack under the cursor would change in this work, before anything is changed."),
        (RULES,),
        2,
    ),
    Action(
        "take_pack",
        DO_IT,
        msg("Change the pack"),
        msg("Scores this work by the new rule pack from now on; one undo takes it back."),
        (CHANGE,),
        2,
    ),
    Action(
        "other_list",
        LIST,
        msg("Other list"),
        msg("Goes to the other list of this screen; Tab does the same."),
        (RULES, CHANGE),
        3,
    ),
    *LOOKING,
    *PASTING,
    *ON_DISK,
    *DOCUMENTS,
    Action("export", OUTCOME, msg("Export"), msg("Writes the scored workbook."), (RESULT,), 2, also=DO_IT),
    *FINDING,
    Action(
        "back",
        ESCAPE,
        msg("Back"),
        msg("Goes back to the screen before."),
        (BUDGET, PROBLEMS, RESULT, HELP, RULES, CHANGE, WHAT_IF, HISTORY, LAST_YEAR, PASTE, CHANGED, WHY, DOCUMENT),
        20,
    ),
    Action("theme", COLOURS, msg("Colours"), msg("Changes between dark, light and high contrast."), (ALL,)),
    Action("palette", PALETTE, msg("All"), msg("Lists every action; type part of its name."), (ALL,), 30),
    Action("quit", QUIT, msg("Quit"), msg("Leaves; everything entered is saved already."), (ALL,), 31),
)


def actions_for(where: str) -> tuple[Action, ...]:
    """The actions of one screen, those of every screen at the end."""
    own = tuple(action for action in ACTIONS if where in action.where)
    return own + tuple(action for action in ACTIONS if ALL in action.where)


def action(action_id: str) -> Action:
    """The action with this id; `KeyError` if there is none."""
    for found in ACTIONS:
        if found.id == action_id:
            return found
    raise KeyError(action_id)


def bindings(where: str) -> list[Binding]:
    """Key bindings of one screen (or of `ALL`); nothing of Textual's own footer is used, so none is shown."""
    mine = (found for found in ACTIONS if where in found.where)
    return [
        Binding(",".join(found.keys), found.id, show=False, priority=where == ALL and found.id != "help", id=found.id)
        for found in mine
        if found.keys
    ]


def footer(where: str) -> tuple[Action, ...]:
    """What the footer of a screen shows, in order."""
    shown: Iterable[Action] = (a for a in actions_for(where) if a.footer and where not in a.not_in)
    return tuple(sorted(shown, key=lambda found: found.footer))
