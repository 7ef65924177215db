"""Help for one screen: what it is for, its marks, its keys — from the registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.action import (
    BUDGET,
    CHANGE,
    CHANGED,
    DOCUMENT,
    FORM,
    HELP,
    HISTORY,
    HOME,
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
    WORK,
    key_names,
    names_of,
)
from selfeval.tui.actions.document import DOCUMENT_HELP
from selfeval.tui.actions.months import MONTHS_HELP
from selfeval.tui.actions.overview import FORM_HELP, OVERVIEW_HELP, PROJECTS_HELP
from selfeval.tui.actions.paste import PASTE_HELP
from selfeval.tui.actions.registry import actions_for
from selfeval.tui.base import Room, room_bindings
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import width
from selfeval.tui.widgets.keys import Choice, KeyBar

ABOUT = {
    HOME: (
        msg("Pick the workbook that holds your targets, or go on with one from the list."),
        msg("The workbook itself is never changed. What you enter is kept beside it."),
    ),
    WORK: (
        msg("Go down the list and type what was achieved. Enter takes it and goes to the next open row."),
        msg("Targets in words: Enter opens the answers. The first row is the budget: Enter opens it."),
        msg("What looks like 0.95 for 95%, or 元 for 万元, is asked about before it is entered."),
        msg("F7 confirms or changes how a target is understood, Ctrl+E does so for all targets of a kind."),
        msg("Where points are lost you are asked why. You may answer later; the row keeps its mark."),
        msg("Marks: + full points, - points lost, ! reason missing, ? a question is open, / does not apply."),
        msg("Findings: x error, ! warning, i note. A reviewer would send the form back for an error."),
        msg("Home and End go to the first and last row, Left and Right to another project, Esc leaves an entry."),
        msg("Shift with the arrows picks rows. Cells pasted from Excel or WPS are shown before they are entered."),
        msg("Every entry is on disk at once. Leave whenever you like."),
    ),
    BUDGET: (
        msg("Only the amount executed must be entered; the rest is as in the workbook until you change it."),
        msg("Enter goes on to what is still to be entered, Tab to the field beside it, the arrows up and down."),
        msg("A figure in brackets is not written; it is what the rules take for it."),
        msg("A figure after “Enter” follows from the others: Enter takes it, Tab passes it over."),
        msg("Esc brings back a figure that you have just changed; else it leaves, and what you wrote is taken."),
        msg("Amounts may have a unit: 1750000元 is the same as 175万元."),
        msg("The curve shows spending against the plan; what does not add up is said while you type."),
    ),
    PROBLEMS: (
        msg("Everything that a reviewer would ask about, the worst first."),
        msg("Enter goes to the row; F8 or Esc there leads back to the same finding."),
        msg("What stands in the workbook itself is corrected there."),
        msg("Type to look for words, a cell or a code; the filter chooses severity, project or code."),
    ),
    WHY: (
        msg("How the target and the actual were read, the rule with its source, its formula and the figures in it."),
        msg("A source that is not verified was never held against its original text."),
        msg("Left and Right explain the rows beside it. Ctrl+C copies everything, or what the mouse has marked."),
    ),
    RESULT: (
        msg("Totals and grades as they stand. Enter on a line goes to its row."),
        msg("F9 writes the scored workbook beside yours. Nothing is overwritten unless you say so."),
        msg("Shift+F9 writes other files: values only, the finance bureau's own form, a copy for publication."),
    ),
    RULES: (
        msg("Above, the rule packs there are; below, what the one under the cursor says, with its sources."),
        msg("A source that is not verified was never held against its original text."),
        msg("Enter on a pack shows what it would change here. Nothing changes before you confirm that."),
    ),
    CHANGE: (
        msg("What the new rule pack would change: totals and grades first, the largest change first."),
        msg("Below stands what it says otherwise. Everything you entered stays as it is."),
        msg("F10 changes the rule pack, Esc leaves the old one. Ctrl+Z takes the change back later."),
    ),
    CHANGED: (
        msg("Row by row what is another in the workbook, with what was entered there. Nothing is overwritten."),
        msg("First decide which workbook counts: F10 goes on with the changed one, Esc stays with the old one."),
        msg("Then Enter puts the entries of a row that is gone on another row, or asks whether entry or cell counts."),
    ),
    HISTORY: (
        msg("Everything that was entered, pasted, imported, undone and done again, the newest first."),
        msg("F10 goes back to the point under the cursor, also to one that was undone. That is one more entry."),
        msg("Ctrl+K shows the history of one row only. Enter goes to the row."),
    ),
    LAST_YEAR: (
        msg("Rows of last year's evaluation with the same project, tiers and name are ticked already."),
        msg("One with another name is only proposed: compare both, and confirm it with Enter."),
        msg("F10 puts the ticked ones beside this year's rows. They never count for a score."),
    ),
    PASTE: PASTE_HELP,
    DOCUMENT: DOCUMENT_HELP,
    MONTHS: MONTHS_HELP,
    OVERVIEW: OVERVIEW_HELP,
    PROJECTS: PROJECTS_HELP,
    FORM: FORM_HELP,
    WHAT_IF: (
        msg("Try other outcomes, another budget, rows that do not apply, or another rule pack."),
        msg("At the top stands what it comes to, beside the real total. A row that you changed has a star (*)."),
        msg("F9 lists what was tried and what each of it does. Esc goes back; nothing of it is kept."),
    ),
}
"""What is said about each screen but the help itself."""
DIALOG = (
    msg("The buttons name the keys. Enter presses the marked one, Esc leaves everything as it was."),
    msg("Tab goes on to the next list, field or button; the arrows go from button to button."),
    msg("In a text of several lines Ctrl+J begins a new line; Shift+Enter does so where the terminal sends it."),
)


class Help(Room):
    """Explains one screen, or a dialog with its `choices`."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(HELP)
    where = HELP
    AUTO_FOCUS = "#help"

    def __init__(self, about: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__()
        self._about, self._choices = about, choices

    def compose(self) -> ComposeResult:
        """Sentences, then keys."""
        words = self.words
        yield Static(Content(words(msg("Help"))), classes="sheet-title")
        with VerticalScroll(classes="sheet", id="help"):
            for sentence in ABOUT.get(self._about, DIALOG):
                yield Static(flow(words(sentence)), classes="sheet-line")
            if self.host.keymap_read.keys:
                said = msg(
                    "Keys were changed in keys.toml; sentences may name the keys as delivered, this list is right."
                )
                yield Static(flow(words(said)), classes="sheet-line")
            yield Static(Content(""))
            lines = [(names_of(one.meaning.keys), words(one.label), one.meaning.said) for one in self._choices]
            lines += [(key_names(one), words(one.label), one.help) for one in actions_for(self._about)]
            yield from self._lines(lines)
        yield KeyBar(HELP, words)

    def _lines(self, lines: Sequence[tuple[str, str, Message]]) -> Iterator[Horizontal]:
        """Keys, what they are called and what they do, in columns as wide as the widest of these."""
        keys_wide = max((width(keys) for keys, *_ in lines), default=0)
        label_wide = max((width(label) for _, label, _ in lines), default=0)
        for keys, label, told in lines:
            key, called = Static(Content.styled(keys, "bold $key")), Static(Content(label))
            key.styles.width, called.styles.width = keys_wide + 2, label_wide + 2
            yield Horizontal(key, called, Static(flow(self.words(told)), classes="help-text"), classes="help-line")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def sentences(where: str) -> tuple[Message, ...]:
    """What is said about a screen."""
    return ABOUT.get(where, DIALOG)
