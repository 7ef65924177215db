"""Actions of monitoring in mid-year. Part of the one registry."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import HOME, MONTHS, WORK, Action
from selfeval.tui.actions.meanings import DO_IT, EDIT, LIST, WATCH

IN_MONTHS: tuple[Action, ...] = (
    Action(
        "months",
        WATCH,
        msg("Monitoring"),
        msg("Shows spending, outcomes and what is expected by the end of a month, with red and yellow lights."),
        (WORK,),
    ),
    Action(
        "watch_month",
        WATCH,
        msg("Monitoring"),
        msg("Opens the work under the cursor, or one that is picked, at the end of a month that is asked for."),
        (HOME,),
    ),
    Action(
        "fill_month",
        EDIT,
        msg("Enter"),
        msg("Enters the facts of the month for the row; Enter and typing do the same."),
        (MONTHS,),
        2,
    ),
    Action("other_month", LIST, msg("Month"), msg("Chooses another month."), (MONTHS,), 3),
    Action(
        "month_form",
        DO_IT,
        msg("Write the form"),
        msg("Writes the form of monitoring beside the workbook."),
        (MONTHS,),
        4,
    ),
)

MONTHS_HELP = (
    msg("Every project and indicator at the end of a month with its gravest light; below, what stands behind it."),
    msg("Enter, or typing, enters the facts of the row: spent or reached, expected, and what keeps it back."),
    msg("The facts of a month touch no score. Every entry is on disk at once; Ctrl+Z takes it back."),
    msg("F4 chooses another month, F10 writes the form of monitoring beside the workbook."),
)
"""The help of the screen."""
