"""The texts around the table of a project — what was carried out, conclusion, problems, measures — and who signs it."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.model import SIGNED, WRITTEN
from selfeval.core.problems import msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import REQUIRED_TEXTS
from selfeval.tui.actions.meanings import ENTER, ESCAPE, NEW_LINE
from selfeval.tui.base import Dialog
from selfeval.tui.dialogs.row.reason import Lines, with_count
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import one_line
from selfeval.tui.widgets.field_pairs import field_pairs
from selfeval.tui.widgets.keys import Choice
from selfeval.workspace.looking.checklist import SIGNATURE


class Texts(Dialog[Mapping[str, str]]):
    """Gives the facts by field, None if nothing was to be changed."""

    def __init__(self, title: str, facts: Mapping[str, str], pack: RulePack) -> None:
        super().__init__()
        self._title, self._pack = title, pack
        self._texts = {name: facts.get(name, "") for name in WRITTEN}
        self._signed = {name: facts.get(name, "") for name in SIGNED}

    def compose(self) -> ComposeResult:
        """Each text below its name, with how long it may be; keys."""
        words = self.words
        with Vertical(classes="dialog tall"):
            title = msg("Texts around the table: {project}", project=self._title)
            yield Static(flow(words(title)), classes="dialog-title")
            with VerticalScroll(id="texts", can_focus=False):
                for name, text in self._texts.items():
                    label = REQUIRED_TEXTS[name]
                    asked = name in self._pack.required_texts
                    said = msg("{label} (must be written)", label=label) if asked else label
                    yield Static(Content(one_line(words(said))), classes="label")
                    yield from with_count(words, self._pack.lengths, Lines(text, id=name))
                yield Static(
                    Content(words(msg("Who signs this form (as for all forms, if not changed)"))), classes="label"
                )
                yield from field_pairs(words, SIGNATURE, self._signed)
            yield self.buttons(
                Choice("save", ENTER, msg("Save")),
                Choice("new_line", NEW_LINE, msg("New line")),
                Choice("cancel", ESCAPE, msg("Leave as it was")),
            )

    def on_mount(self) -> None:
        """Begin with the first text that must be there and is not, else with the first."""
        for area in self.query(Lines):
            area.move_cursor(area.document.end)
        wanting = [name for name in WRITTEN if name in self._pack.required_texts and not self._texts[name].strip()]
        self.query_one(f"#{(wanting or WRITTEN)[0]}").focus()

    @property
    def _now(self) -> dict[str, str]:
        texts = {name: self.query_one(f"#{name}", Lines).text.strip() for name in WRITTEN}
        return texts | {name: self.query_one(f"#{name}", Input).value.strip() for name in SIGNED}

    @property
    def unsaved(self) -> bool:
        """Whether a text or a name was changed."""
        return any(text != (self._texts | self._signed)[name].strip() for name, text in self._now.items())

    def action_new_line(self) -> None:
        """Begin a new line in the text that has the keyboard."""
        if isinstance(self.focused, Lines):
            self.focused.action_line()

    @on(Lines.Done)
    def _text_done(self) -> None:
        """Enter goes to the next text, and behind the last one saves."""
        here = self.focused.id if self.focused is not None else ""
        if here in WRITTEN[:-1]:
            self.query_one(f"#{WRITTEN[WRITTEN.index(here or '') + 1]}").focus()
        else:
            self.action_save()

    @on(Input.Submitted)
    def _name_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Take everything."""
        self.dismiss(self._now)
