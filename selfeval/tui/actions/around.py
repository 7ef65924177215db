"""Actions for what stands around the table of indicators. Part of the one registry."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import WORK, Action
from selfeval.tui.actions.meanings import AROUND, SURVEY

AROUND_TABLE: tuple[Action, ...] = (
    Action(
        "texts",
        AROUND,
        msg("Texts"),
        msg("Writes what was carried out, conclusion, problems and measures of the project, and who signs its form."),
        (WORK,),
    ),
    Action(
        "survey",
        SURVEY,
        msg("Survey"),
        msg("Writes how many questionnaires went out, came back, were valid and content, for a satisfaction rate."),
        (WORK,),
        0,
        True,
    ),
)
