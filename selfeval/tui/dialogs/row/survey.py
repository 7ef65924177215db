"""The survey behind a satisfaction rate: how many questionnaires went out, came back, were valid, were content."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.texts.surveys import PART_LABELS, PART_WORDS, PARTS, RATE_WORDS, RATES, read_survey, survey_text
from selfeval.tui.actions.meanings import ENTER, ESCAPE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import Words, one_line, percent
from selfeval.tui.widgets.field_pairs import field_pairs
from selfeval.tui.widgets.keys import Choice


class Surveying(Dialog[str]):
    """Gives the fact `survey`, "" where there is none any more.

    Where nothing is entered, what another text tells of (`offer`) stands in the fields, and `said` says where it does.
    """

    def __init__(self, title: str, now: str, offer: str = "", said: Message | None = None) -> None:
        super().__init__()
        self._title, self._now, self._said = title, now, said
        self._first = _counts(now) if now.strip() else _counts(offer)

    def compose(self) -> ComposeResult:
        """Four fields, what they give, keys."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(flow(words(msg("The survey behind the satisfaction"))), classes="dialog-title")
            about = [self._title, *([words(self._said)] if self._said is not None else [])]
            unread = self._now.strip() and not self._first
            about += [words(msg("So far: {text}", text=one_line(self._now)))] if unread else []
            yield Static(flow("\n".join(about)))
            yield from field_pairs(words, [(part, _label(words, part)) for part in PARTS], self._first)
            yield Static(id="rates", markup=False, classes="hint")
            yield self.buttons(
                Choice("save", ENTER, msg("Save")), Choice("cancel", ESCAPE, msg("Leave as it was"))
            )  # fmt: skip

    def on_mount(self) -> None:
        """Begin with the first count that is not there."""
        blank = [part for part in PARTS if not self._first.get(part)]
        self.query_one(f"#{(blank or PARTS)[0]}").focus()
        self._tell()

    @property
    def _typed(self) -> dict[str, str]:
        return {part: one_line(self.query_one(f"#{part}", Input).value).strip() for part in PARTS}

    @property
    def unsaved(self) -> bool:
        """Whether a count was typed that is not entered."""
        return self._typed != {part: self._first.get(part, "") for part in PARTS}

    @on(Input.Changed)
    def _tell(self) -> None:
        """The rates that the counts give."""
        survey = read_survey(survey_text(self._typed))
        rates = [(name, survey.rate(name)) for name in RATES] if survey is not None else []
        told = [f"{self.words(RATE_WORDS[name])} {percent(rate)}" for name, rate in rates if rate is not None]
        self.query_one("#rates", Static).update(Content("   ".join(told)))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Enter goes to the next count, and behind the last one saves."""
        event.stop()
        place = PARTS.index(event.input.id or PARTS[-1])
        if place + 1 < len(PARTS):
            self.query_one(f"#{PARTS[place + 1]}").focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Take the counts; a text that was written otherwise stays as it is while they are the same."""
        same = bool(self._now.strip()) and not self.unsaved
        self.dismiss(self._now if same else survey_text(self._typed))


def _counts(text: str) -> Mapping[str, str]:
    survey = read_survey(text)
    return {} if survey is None else {name: plain(count) for name, count in survey.counts.items()}


def _label(words: Words, part: str) -> Message:
    """What a count is called; in English beside what the form calls it."""
    said = PART_WORDS[part]
    return said if words.language == "zh" else Message("{said} ({form})", (("said", said), ("form", PART_LABELS[part])))
