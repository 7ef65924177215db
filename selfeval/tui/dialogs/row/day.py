"""The day on which something was done: typed in any usual form, or found with the arrow keys and the mouse."""

from __future__ import annotations

import contextlib
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.meanings import ENTER, ESCAPE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import one_line, spaced
from selfeval.tui.widgets.keys import Choice, Key

_WEEKDAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


class DayInput(Input):
    """A date; the arrows go by days, PgUp and PgDn by months."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.step('day', 1)", show=False),
        Binding("down", "screen.step('day', -1)", show=False),
        Binding("pageup", "screen.step('month', 1)", show=False),
        Binding("pagedown", "screen.step('month', -1)", show=False),
    ]


class Day(Dialog[str]):
    """Gives the text of a day. `read` gives the day that a text means, if any, and what it would score."""

    def __init__(
        self, title: str, said: Message, text: str, start: date, read: Callable[[str], tuple[date | None, str]]
    ) -> None:
        super().__init__()
        self._title, self._said, self._text = title, said, text
        self._start, self._read = start, read

    def compose(self) -> ComposeResult:
        """The target, the day with keys around it, what it scores."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(words(msg("On which day was it done?"))), classes="dialog-title")
            yield Static(flow(f"{self._title}\n{spaced(words(self._said))}"), id="asked-of")
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Done on"))), classes="label")
                yield DayInput(self._text or self._start.isoformat(), id="day", compact=True, select_on_focus=True)
            with Horizontal(classes="field"):
                for unit, label in (("month", msg("month")), ("day", msg("day"))):
                    for sign, step in (("-", -1), ("+", 1)):
                        yield Key(f"step('{unit}',{step})", sign, words(label), classes="chip")
            yield Static(id="day-reading", markup=False)
            keys = msg("Up and Down change the day, PgUp and PgDn the month.")
            yield Static(flow(words(keys)), classes="hint")
            yield self.buttons(Choice("take", ENTER, msg("Take")), Choice("cancel", ESCAPE, msg("Leave as it was")))

    def on_mount(self) -> None:
        """Say what stands there."""
        self._tell()

    @property
    def _field(self) -> DayInput:
        return self.query_one(DayInput)

    @property
    def unsaved(self) -> bool:
        """Whether another day was typed."""
        return one_line(self._field.value) != (self._text or self._start.isoformat())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        day, score = self._read(one_line(self._field.value))
        reading = self.query_one("#day-reading", Static)
        reading.set_class(day is None, "bad")
        weekday = self.words(_WEEKDAYS[day.weekday()]) if day else ""
        reading.update(flow(f"{day.isoformat()} {weekday}   {score}" if day else score))

    def action_step(self, unit: str, steps: int) -> None:
        """Another day or month; a month keeps the day of the month where it can."""
        day = self._read(one_line(self._field.value))[0] or self._start
        with contextlib.suppress(OverflowError, ValueError):  # the calendar ends at year 1 and 9999
            self._field.value = _moved(day, unit, steps).isoformat()
            self._field.action_select_all()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the text, if it is a day."""
        text = one_line(self._field.value)
        if self._read(text)[0] is None:
            self._field.focus()
        else:
            self.dismiss(text)


def _moved(day: date, unit: str, steps: int) -> date:
    if unit == "day":
        return day + timedelta(days=steps)
    year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
