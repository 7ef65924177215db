"""The actions around files on the disk: what somebody else changed in the workbook, and what is written beside it."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import CHANGED, HOME, RESULT, WORK, Action
from selfeval.tui.actions.meanings import CLEAR, DO_IT, LEARN, NEXT_YEAR, ON_DISK_NOW, OPEN, OTHER_FILES

ON_DISK: tuple[Action, ...] = (
    Action(
        "changes",
        ON_DISK_NOW,
        msg("Workbook changes"),
        msg("Compares the workbook on the disk with the one that was read, and lists what differs."),
        (WORK,),
    ),
    Action(
        "take_over",
        DO_IT,
        msg("Take it"),
        msg("Goes on with the workbook as it is on the disk; every entry stays."),
        (CHANGED,),
        2,
    ),
    Action(
        "copies",
        OTHER_FILES,
        msg("Other files"),
        msg("Writes the workbook with values only, the finance bureau's own form, or the copy for publication."),
        (RESULT,),
        3,
    ),
    Action(
        "next_year",
        NEXT_YEAR,
        msg("Next year"),
        msg("Makes next year's targets of an evaluation, with a rule pack and a list of what has to be decided anew."),
        (HOME, RESULT),
    ),
    Action(
        "open_folder",
        OPEN,
        msg("Folder"),
        msg("Opens the folder that the workbook was written to."),
        (RESULT,),
    ),
    Action("browse", OPEN, msg("Browse"), msg("Picks a workbook from a folder."), (HOME,), 2),
    Action("demo", LEARN, msg("Example"), msg("Opens the example of 2025 as a copy to try things on."), (HOME,), 3),
    Action(
        "forget", CLEAR, msg("Forget"), msg("Takes the work under the cursor off the list; its files stay."), (HOME,)
    ),
)
