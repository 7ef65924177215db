"""What each key means, decided once: the same on every screen and in every dialog."""

from __future__ import annotations

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that keys mean wherever they count.

    Attributes:
        keys: the first one is shown; a further one is for terminals that keep the first for themselves.
        said: the meaning in one sentence, for the table of keys.
        settles: whether it confirms or changes something for good; such a key has a second one.
    """

    keys: tuple[str, ...]
    said: Message
    settles: bool = False


# Esc, Enter, the space bar and the arrows mean what they mean in every list and field.
ENTER = Meaning(("enter",), msg("Takes what the cursor stands on; in a dialog, the marked answer."))
ESCAPE = Meaning(("escape",), msg("One step back; in a dialog everything stays as it was."))
TICK = Meaning(("space", "ideographic_space"), msg("Ticks the row, or takes its tick away."))
"""With an input method on, the space bar may send the wide space."""
TICK_ALL = Meaning(("ctrl+a",), msg("Picks or ticks everything, or nothing."))
CLEAR = Meaning(("delete",), msg("Takes away what the cursor stands on."))
BEFORE = Meaning(("left", "ctrl+pageup"), msg("To the one before: project, row, or the folder above."))
AFTER = Meaning(("right", "ctrl+pagedown"), msg("To the one after: project or row."))
FOLDER_ABOVE = Meaning(("backspace",), msg("To the folder above."))
READ_ON = Meaning(("ctrl+down",), msg("Scrolls the text of the row down."))
READ_BACK = Meaning(("ctrl+up",), msg("Scrolls the text of the row up."))
NEW_LINE = Meaning(("ctrl+j", "shift+enter"), msg("Begins a new line in a text."))

HELP_HERE = Meaning(("f1", "ctrl+slash", "ctrl+underscore"), msg("Explains the screen or dialog."))
EDIT = Meaning(("f2",), msg("Begins an entry."))
NEXT = Meaning(("f3",), msg("Goes to the next row that needs something."))
LIST = Meaning(("f4",), msg("Shows the other list of the screen, goes to it, or sorts it."))
MONEY = Meaning(("f5",), msg("Opens the budget."))
REASON = Meaning(("f6",), msg("Writes the reason and the evidence, or why a form goes back."))
CONFIRM = Meaning(("f7", "alt+y"), msg("Confirms how something is read, or accepts a form."), settles=True)
FINDINGS = Meaning(("f8",), msg("Lists the findings."))
OUTCOME = Meaning(("f9",), msg("Shows what comes of it, and gives it out."))
DO_IT = Meaning(
    ("f10", "ctrl+s"),
    msg("Goes through with what the screen or dialog is for: takes it over, writes it, saves it."),
    settles=True,
)
DETAILS = Meaning(("f12",), msg("Shows more or less of the details."))

LEARN = Meaning(("shift+f1", "f13"), msg("Shows how to work here: the tour, the example."))
FROM_DOCUMENT = Meaning(("shift+f2", "f14"), msg("Reads targets from a document."))
NEXT_YEAR = Meaning(("shift+f4", "f16"), msg("Carries the targets over into the next year."))
GRADE = Meaning(("shift+f5", "f17"), msg("Takes down a reviewer's grade."))
DEDUCT = Meaning(("shift+f6", "f18"), msg("Takes down what a reviewer deducts."))
LAST = Meaning(("shift+f7", "f19"), msg("Picks last year's workbook."))
HISTORY_OF = Meaning(("shift+f8", "f20"), msg("Shows what was entered, by whom and when."))
OTHER_FILES = Meaning(("shift+f9", "f21"), msg("Writes other files than the scored workbook."))
SURVEY = Meaning(("shift+f10", "f22", "alt+s"), msg("Writes the survey behind a satisfaction rate."))
WATCH = Meaning(("shift+f11", "f23"), msg("Watches the year to the end of a month."))
AROUND = Meaning(("shift+f12", "f24"), msg("Writes the texts around the table, and who signs."))

ROW_HISTORY = Meaning(("ctrl+left",), msg("Shows what was entered in the row."))
ON_DISK_NOW = Meaning(("ctrl+right",), msg("Shows what changed in the workbook."))
FROM_BUDGET = Meaning(("ctrl+b",), msg("Takes the value from the budget."))
COPY = Meaning(("ctrl+c",), msg("Copies."))
FILL_DOWN = Meaning(("ctrl+d",), msg("Fills down."))
ALL_READINGS = Meaning(("ctrl+e",), msg("Lists all readings to confirm."))
FIND = Meaning(("ctrl+f",), msg("Finds."))
RULES_HERE = Meaning(("ctrl+g",), msg("Shows the rule packs."))
FILTER = Meaning(("ctrl+k",), msg("Shows only some of the list."))
TRY = Meaning(("ctrl+l",), msg("Tries something that is not kept."))
NOT_APPLICABLE = Meaning(("ctrl+n",), msg("Marks as not applicable."))
OPEN = Meaning(("ctrl+o",), msg("Opens a file or a folder."))
PALETTE = Meaning(("ctrl+p",), msg("Lists every action."))
QUIT = Meaning(("ctrl+q",), msg("Leaves the program."))
CORRECT = Meaning(("ctrl+r",), msg("Takes another reading, or another row, than the one supposed."))
COLOURS = Meaning(("ctrl+t",), msg("Changes the colours."))
TAKE_IN = Meaning(("ctrl+u",), msg("Takes in a file that came back."))
PASTE_HERE = Meaning(("ctrl+v",), msg("Pastes."))
EXPLAIN = Meaning(("ctrl+w",), msg("Explains the score."))
CUT = Meaning(("ctrl+x",), msg("Cuts."))
AGAIN = Meaning(("ctrl+y",), msg("Does again what was taken back."))
UNDO = Meaning(("ctrl+z",), msg("Takes back the last step."))

SAME_PRESS = frozenset({"ctrl+underscore", "ideographic_space", *(f"f{number}" for number in range(13, 25))})
"""What some terminals send for a key that stands before it: nothing that a person would have to know of."""
MEANINGS = tuple(found for found in dict(globals()).values() if isinstance(found, Meaning))
"""All of them, in the order of the table."""


def meaning_of(key: str) -> Meaning | None:
    """What a key means; None for one that means nothing."""
    return next((found for found in MEANINGS if key in found.keys), None)
