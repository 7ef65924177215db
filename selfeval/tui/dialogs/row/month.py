"""The facts of a month for one row: how likely the target is, what was reached, what keeps it back; or its money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from selfeval.core.monitoring.fields import months_entered
from selfeval.core.monitoring.words import (
    CAUSE_KINDS,
    LIKELIHOOD_NAMES,
    Likelihood,
    causes,
    likelihood,
    no_cause,
)
from selfeval.core.numbers import parse_money
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.tui.dialogs.list_dialog import Field, ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.entry import begin_with
from selfeval.workspace.looking.fact_names import month_fact_name
from selfeval.workspace.monitoring.month import usual_month
from selfeval.workspace.work.workspace import Workspace

NOT_SAID = "-"
_TYPED = ("actual", "forecast", "causes", "reason", "measures")


class MonthOfRow(ListDialog[Mapping[str, str]]):
    """Gives the facts of the month by name, None if nothing was to be changed.

    What stands there `now` is kept as it is written where nobody changed it; `typed` is shown in its place.
    """

    COLUMNS = (Column("", 30, 1),)
    TAKE: ClassVar[Message] = msg("Save")

    def __init__(
        self,
        title: Message,
        about: Sequence[str | Message],
        now: Mapping[str, str],
        typed: Mapping[str, str],
        begun: str = "",
    ) -> None:
        super().__init__(title, *about)
        self._now, self._shown = now, {**now, **typed}
        self._begun = begun

    def listed(self, wanted: str) -> Iterable[Row]:
        """The three answers, and that nothing is said yet."""
        for kind in Likelihood:
            yield Row(kind.value, (self.words(LIKELIHOOD_NAMES[kind]),))
        yield Row(NOT_SAID, (self.words(msg("not said yet")),), tone="dim")

    def first(self) -> str:
        """What is said now."""
        return _choice(self._shown["likelihood"])

    def fields(self) -> Iterable[Widget]:
        """What was reached and is expected, causes, reason, measures."""
        for name in _TYPED:
            example = msg("{kinds}, one or several", kinds=CAUSE_KINDS) if name == "causes" else NOTHING
            yield self.field(Field(name, month_fact_name(name), one_line(self._shown[name]), example))

    def keyboard(self) -> Widget:
        """Begin with the outcome."""
        return _begun(self.query_one("#actual", Input), self._begun)

    def on_key(self, event: events.Key) -> None:
        """The arrows choose the answer, also while something is typed."""
        if event.key in {"up", "down"} and not self.rows.has_focus:
            event.stop()
            self.rows.action_move(1 if event.key == "down" else -1)

    @property
    def _facts(self) -> dict[str, str]:
        now, key = self._now, self.rows.key
        said = "" if key == NOT_SAID else key
        facts = {name: _kept(now[name], self.typed(name)) for name in _TYPED}
        found, rest = causes(facts["causes"])
        if not rest:
            facts["causes"] = now["causes"] if (found, rest) == causes(now["causes"]) else "、".join(found)
        return {"likelihood": now["likelihood"] if key == _choice(now["likelihood"]) else said, **facts}

    @property
    def unsaved(self) -> bool:
        """Whether anything was changed here."""
        return self._facts != {name: self._now[name] for name in self._facts}

    def take(self, key: str) -> None:
        """Take everything; causes that are none are asked for again."""
        _, rest = causes(self._facts["causes"])
        if rest:
            self.ask("causes", no_cause(rest))
        else:
            self.dismiss(self._facts)


class MonthOfProject(ListDialog[Mapping[str, str]]):
    """Gives the amounts of the month by name, None if nothing was to be changed; see `MonthOfRow`."""

    COLUMNS = (Column("", 60, 1),)
    TAKE: ClassVar[Message] = msg("Save")

    def __init__(
        self,
        title: Message,
        lines: Sequence[Message],
        now: Mapping[str, str],
        typed: Mapping[str, str],
        unit: str,
        begun: str = "",
    ) -> None:
        super().__init__(title)
        self._lines, self._now, self._unit, self._begun = lines, now, unit, begun
        self._shown = {**now, **typed}

    def listed(self, wanted: str) -> Iterable[Row]:
        """What is known of the budget and the plan."""
        for number, said in enumerate(self._lines):
            yield Row(str(number), (self.words(said),))

    def fields(self) -> Iterable[Widget]:
        """Spent and expected, each by source too where the budget has several."""
        for name, text in self._shown.items():
            yield self.field(Field(_id(name), month_fact_name(name), one_line(text)))

    def keyboard(self) -> Widget:
        """Begin with what was spent."""
        return _begun(self.query_one("#executed", Input), self._begun)

    @property
    def _facts(self) -> dict[str, str]:
        return {name: _kept(text, self.typed(_id(name))) for name, text in self._now.items()}

    @property
    def unsaved(self) -> bool:
        """Whether anything was changed here."""
        return self._facts != self._now

    def take(self, key: str) -> None:
        """Take everything; what is no amount is asked for again."""
        for name, text in self._facts.items():
            if text and parse_money(text, self._unit) is None:
                self.ask(_id(name), msg("“{text}” is not a number.", text=text))
                return
        self.dismiss(self._facts)


class MonthPick(ListDialog[str]):
    """Gives the number of a month: it begins at the one that is looked at `now`, else at the usual one."""

    COLUMNS = (Column("", 16, 1), Column("", 20, 1))
    MOST = 11
    TAKE: ClassVar[Message] = msg("Show")

    def __init__(self, workspace: Workspace, now: int = 0) -> None:
        super().__init__(msg("To the end of which month?"))
        evaluation, pack = workspace.evaluation, workspace.pack
        self._month = now or usual_month(evaluation, pack)
        self._known = months_entered(evaluation)
        self._asked = [one.month for one in pack.monitoring.months]

    def listed(self, wanted: str) -> Iterable[Row]:
        """January to November, with those entered and those that the rule pack asks for."""
        for month in range(1, 12):
            said = msg("entered") if month in self._known else msg("asked for") if month in self._asked else NOTHING
            yield Row(
                str(month), (self.words(msg("months 1 to {month}", month=str(month))), self.words(said) if said else "")
            )

    def first(self) -> str:
        """The month that is shown."""
        return str(self._month)

    def take(self, key: str) -> None:
        """Take the month."""
        self.dismiss(key)


def _begun(cell: Input, text: str) -> Input:
    """A field with what was typed on the list before."""
    if text:
        begin_with(cell, text)
    return cell


def _choice(text: str) -> str:
    """The row of the answer that a text gives."""
    kind = likelihood(text)
    return kind.value if kind else NOT_SAID


def _kept(now: str, typed: str) -> str:
    """What was typed; what stands there, as it is written, where the line says the same."""
    return now if typed == one_line(now) else typed


def _id(name: str) -> str:
    """The widget id of a fact."""
    return name.replace(".", "-")
