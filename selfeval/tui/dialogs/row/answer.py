"""The answer to a target in words, and the share of the points inside the answer's band; or a plain yes or no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.numbers import parse_percent, plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.shares import band, in_band
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Key

STEP = Decimal(5)


class ShareInput(Input):
    """A percent; up and down change it, Enter takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.step(1)", show=False),
        Binding("down", "screen.step(-1)", show=False),
    ]


class YesNo(ListDialog[str]):
    """Gives `是` or `否`."""

    def __init__(self, title: str, said: Message, now: str) -> None:
        super().__init__(msg("Was the target reached?"), title, said)
        self._now = now

    def listed(self, wanted: str) -> Iterable[Row]:
        """The two answers."""
        yield Row("是", (self.words(msg("Yes, reached")),))
        yield Row("否", (self.words(msg("No, not reached")),))

    def first(self) -> str:
        """The present answer."""
        return self._now

    def take(self, key: str) -> None:
        """Take the row under the cursor."""
        self.dismiss(key)


class Choice(ListDialog[tuple[str, str]]):
    """Gives (answer's label, share as percent text); Enter takes the answer with the share that stands there.

    `usual` is the share that is offered with an answer, in percent; `score_of` says what a share would earn.
    """

    COLUMNS = (Column("", 3), Column("", 20, 1), Column("", 9, right=True))

    def __init__(
        self,
        title: str,
        said: Message,
        answers: tuple[Answer, ...],
        now: tuple[str, Decimal | None],
        usual: Callable[[Answer], Decimal],
        score_of: Callable[[Answer, str], str],
    ) -> None:
        super().__init__(msg("Which answer holds?"), title, said)
        self._answers = answers
        self._now, self._share = now
        self._usual, self._score_of = usual, score_of

    @property
    def _english(self) -> bool:
        return self.words.language == "en"

    def listed(self, wanted: str) -> Iterable[Row]:
        """The answers with their bands."""
        return [self._row(answer, chosen=answer.id == self._now) for answer in self._answers]

    def lines(self) -> int:
        """English answers have the form's own words behind them."""
        return 2 if self._english else 1

    def first(self) -> str:
        """The present answer."""
        return self._now

    def fields(self) -> Iterable[Widget]:
        """The share of the points."""
        yield Horizontal(
            Static(Content(self.words(msg("Share of the points, %"))), classes="label"),
            Key("step_down", "-", "", classes="chip"),
            ShareInput(id="share", compact=True, select_on_focus=True),
            Key("step_up", "+", "", classes="chip"),
            classes="field",
        )

    def on_mount(self) -> None:
        """The present share is filled in once the list is."""
        self.call_next(self._begin)

    def _begin(self) -> None:
        self._mark()
        self._fill_share(self._share if self._share is not None else self._usual(self.answer))

    @property
    def answer(self) -> Answer:
        """The answer under the cursor."""
        key = self.rows.key
        return next(answer for answer in self._answers if answer.id == key)

    def _fill_share(self, share: Decimal) -> None:
        self.query_one(ShareInput).value = plain(share)

    def _row(self, answer: Answer, *, chosen: bool) -> Row:
        limits = f"{plain(answer.upper)}-{plain(answer.lower)}%"
        return Row(answer.id, ("(x)" if chosen else "( )", _label(answer, english=self._english), limits))

    def _mark(self) -> None:
        """The sign before the answer that the share belongs to; colour alone would not say it."""
        for answer in self._answers:
            self.rows.put(self._row(answer, chosen=answer.id == self.answer.id))

    def moved(self) -> None:
        """Another answer, with the share that is usual for it."""
        self._mark()
        self._fill_share(self._usual(self.answer))

    def _valid(self) -> Decimal | None:
        share = parse_percent(self.query_one(ShareInput).value)
        return share if share is not None and in_band(self.answer, share) else None

    def told(self) -> str:
        """What the share earns, or which share the answer may have."""
        share, answer = self._valid(), self.answer
        self.query_one("#told").set_class(share is None, "bad")
        if share is None:
            return self.words(msg("Give a number from {band}.", band=band(answer)))
        return self._score_of(answer, plain(share))

    def take_label(self) -> Message:
        """Enter takes the share along, so it is named."""
        share = self._valid()
        return msg("Give the share") if share is None else msg("Take with {share}%", share=plain(share))

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

    def take(self, key: str) -> None:
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
