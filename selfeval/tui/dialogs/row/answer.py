"""The answer to a target in words, and the share of the points inside the answer's band; or a plain yes or no."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.numbers import parse_percent, plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules.answers import Answer
from selfeval.core.rules.shares import band, in_band
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.entry import begin_with
from selfeval.tui.widgets.keys import Buttons, Key
from selfeval.tui.widgets.rows import Rows

STEP = Decimal(5)


class ShareInput(Input):
    """A percent; up and down change it, Enter takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.step(1)", show=False),
        Binding("down", "screen.step(-1)", show=False),
    ]


class YesNo(Dialog[str]):
    """Gives `是` or `否`."""

    def __init__(self, title: str, said: Message, now: str) -> None:
        super().__init__()
        self._title, self._said, self._now = title, said, now

    def compose(self) -> ComposeResult:
        """Two rows."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(flow(one_line(words(self._said))), classes="hint")
            yield Rows((Column("", 8, 1),), id="answers")
            yield Buttons(words, ("take", "Enter", msg("Take")), ("cancel", "Esc", msg("Leave as it was")))

    def on_mount(self) -> None:
        """Stand on the present answer."""
        words, rows = self.words, self.query_one(Rows)
        rows.fill([Row("是", (words(msg("Yes, reached")),)), Row("否", (words(msg("No, not reached")),))], self._now)
        rows.styles.height = 2
        rows.focus()

    @on(Chosen)
    def action_take(self) -> None:
        """Take the row under the cursor."""
        self.dismiss(self.query_one(Rows).key)


class Choice(Dialog[tuple[str, str]]):
    """Gives (answer's label, share as percent text).

    `usual` is the share that is offered with an answer, in percent; `score_of` says what a share would earn.
    """

    def __init__(
        self,
        title: str,
        said: Message,
        answers: tuple[Answer, ...],
        now: tuple[str, Decimal | None],
        usual: Callable[[Answer], Decimal],
        score_of: Callable[[Answer, str], str],
    ) -> None:
        super().__init__()
        self._title, self._said, self._answers = title, said, answers
        self._now, self._share = now
        self._usual, self._score_of = usual, score_of

    def compose(self) -> ComposeResult:
        """The answers with their bands, the share, what it earns."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(flow(one_line(words(self._said))), classes="hint")
            yield Rows((Column("", 3), Column("", 20, 1), Column("", 9, right=True)), id="answers", most_lines=2)
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Share of the points, %"))), classes="label")
                yield Key("step_down", "-", "", classes="chip")
                yield ShareInput(id="share", compact=True, select_on_focus=True)
                yield Key("step_up", "+", "", classes="chip")
            yield Static(id="share-reading", markup=False)
            yield Buttons(words, ("take", "Enter", msg("Take")), ("cancel", "Esc", msg("Leave as it was")))

    def on_mount(self) -> None:
        """Stand on the present answer, its share filled in."""
        rows = self.query_one(Rows)
        english = self.words.language == "en"
        rows.fill((self._row(answer, answer.id == self._now) for answer in self._answers), self._now)
        self._mark()
        rows.styles.height = len(self._answers) * (2 if english else 1)
        self._fill_share(self._share if self._share is not None else self._usual(self.answer))
        rows.focus()

    @property
    def answer(self) -> Answer:
        """The answer under the cursor."""
        key = self.query_one(Rows).key
        return next(answer for answer in self._answers if answer.id == key)

    def _fill_share(self, share: Decimal) -> None:
        self.query_one(ShareInput).value = plain(share)
        self._tell()

    def _row(self, answer: Answer, chosen: bool) -> Row:
        band = f"{plain(answer.upper)}-{plain(answer.lower)}%"
        label = _label(answer, english=self.words.language == "en")
        return Row(answer.id, ("(x)" if chosen else "( )", label, band))

    def _mark(self) -> None:
        """The sign before the answer that the share belongs to; colour alone would not say it."""
        for answer in self._answers:
            self.query_one(Rows).put(self._row(answer, answer.id == self.answer.id))

    @on(Moved)
    def _answer_moved(self, event: Moved) -> None:
        event.stop()
        self._mark()
        self._fill_share(self._usual(self.answer))

    @on(Chosen)
    def _answer_chosen(self, event: Chosen) -> None:
        event.stop()
        self.query_one(ShareInput).focus()

    @on(Input.Changed)
    def _share_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """A digit on the list is the beginning of the share."""
        share = self.query_one(ShareInput)
        if event.is_printable and event.character and not share.has_focus:
            event.stop()
            begin_with(share, event.character)

    def _valid(self) -> Decimal | None:
        share = parse_percent(self.query_one(ShareInput).value)
        return share if share is not None and in_band(self.answer, share) else None

    def _tell(self) -> None:
        reading, share, answer = self.query_one("#share-reading", Static), self._valid(), self.answer
        if share is None:
            text = self.words(msg("Give a number from {band}.", band=band(answer)))
        else:
            text = self._score_of(answer, plain(share))
        reading.set_class(share is None, "bad")
        reading.update(flow(text))

    def action_step(self, direction: int) -> None:
        """Change the share to the next multiple of the step, inside the band."""
        answer, share = self.answer, parse_percent(self.query_one(ShareInput).value)
        usual = self._usual(answer)
        if share is None:
            share = usual
        else:
            nearest = (share / STEP).to_integral_value(ROUND_FLOOR if direction > 0 else ROUND_CEILING)
            share = (nearest + direction) * STEP
        self._fill_share(max(share if in_band(answer, share) else min(share, usual), answer.lower))

    def action_step_up(self) -> None:
        """More."""
        self.action_step(1)

    def action_step_down(self) -> None:
        """Less."""
        self.action_step(-1)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the answer with this share, if the share is a possible one."""
        share = self._valid()
        if share is None:
            self.query_one(ShareInput).focus()
        else:
            self.dismiss((self.answer.label, plain(share)))


def _label(answer: Answer, *, english: bool) -> str:
    """The answer as the form has it, before it what it means where the reader has no Chinese."""
    own = one_line(answer.label)
    return f"{one_line(answer.label_en)} ({own})" if english and answer.label_en != answer.label else own
