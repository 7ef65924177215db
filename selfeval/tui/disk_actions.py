"""The actions around the workbook on the disk: what somebody else changed in it."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.action import CHANGED, WORK, Action

ON_DISK: tuple[Action, ...] = (
    Action(
        "changes",
        ("ctrl+right",),
        msg("Workbook changes"),
        msg("Compares the workbook on the disk with the one that was read, and lists what differs."),
        (WORK,),
    ),
    Action(
        "take_over",
        ("f10",),
        msg("Take it"),
        msg("Goes on with the workbook as it is on the disk; every entry stays."),
        (CHANGED,),
        2,
    ),
)
