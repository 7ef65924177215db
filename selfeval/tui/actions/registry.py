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
    FORM,
    HELP,
    HISTORY,
    LAST_YEAR,
    MONTHS,
    OVERVIEW,
    PASTE,
    PROBLEMS,
    PROJECTS,
    RESULT,
    RULES,
    WHAT_IF,
    WHY,
    Action,
)
from selfeval.tui.actions.around import AROUND_TABLE
from selfeval.tui.actions.desk import DESK
from selfeval.tui.actions.disk import ON_DISK
from selfeval.tui.actions.document import DOCUMENTS
from selfeval.tui.actions.finding import FINDING
from selfeval.tui.actions.looking import LOOKING
from selfeval.tui.actions.meanings import COLOURS, DO_IT, ESCAPE, HELP_HERE, OUTCOME, PALETTE, QUIT
from selfeval.tui.actions.months import IN_MONTHS
from selfeval.tui.actions.overview import OVERVIEWS
from selfeval.tui.actions.packs import PACKS
from selfeval.tui.actions.paste import PASTING

ACTIONS: tuple[Action, ...] = (
    Action("help", HELP_HERE, msg("Help"), msg("Explains this screen, its marks and its keys."), (ALL,), 1),
    *DESK,
    *PACKS,
    *AROUND_TABLE,
    *LOOKING,
    *IN_MONTHS,
    *PASTING,
    *ON_DISK,
    *DOCUMENTS,
    *OVERVIEWS,
    Action("export", OUTCOME, msg("Export"), msg("Writes the scored workbook."), (RESULT,), 2, also=DO_IT),
    *FINDING,
    Action(
        "back",
        ESCAPE,
        msg("Back"),
        msg("Goes back to the screen before."),
        (
            BUDGET,
            PROBLEMS,
            RESULT,
            HELP,
            RULES,
            CHANGE,
            WHAT_IF,
            HISTORY,
            LAST_YEAR,
            PASTE,
            CHANGED,
            WHY,
            DOCUMENT,
            MONTHS,
            OVERVIEW,
            PROJECTS,
            FORM,
        ),
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
