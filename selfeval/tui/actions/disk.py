"""The actions around files on the disk: what somebody else changed in the workbook, and what is written beside it."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import CHANGED, RESULT, WORK, Action

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
    Action(
        "copies",
        ("f6",),
        msg("Other files"),
        msg("Writes the workbook with values only, the finance bureau's own form, or the copy for publication."),
        (RESULT,),
        3,
    ),
    Action(
        "open_folder",
        ("f4",),
        msg("Folder"),
        msg("Opens the folder that the workbook was written to."),
        (RESULT,),
    ),
)
