"""What a reviewer takes off an indicator, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Input

from selfeval.core.problems import Message, msg
from selfeval.core.rules.parts.deductions import Deduction, DeductionRule, cost_words, read_deductions, with_one
from selfeval.tui.dialogs.list_dialog import Field, ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line

NOTHING_OFF = "nothing"


class Deducting(ListDialog[str]):
    """Gives the fact `deduction`: `缺项 2：缺签到表`, "" where nothing is deducted any more.

    `tried` says what the score would be with a fact.
    """

    COLUMNS = (Column("", 16, 1), Column("", 14, 1))

    def __init__(self, title: str, now: str, rules: tuple[DeductionRule, ...], tried: Callable[[str], Message]) -> None:
        super().__init__(msg("What is deducted here?"), title)
        self._now, self._rules, self._tried = now, rules, tried
        self._stated, self._problem = read_deductions(now, rules)

    def listed(self, wanted: str) -> Iterable[Row]:
        """The deductions of the pack."""
        for rule in self._rules:
            yield Row(rule.id, (one_line(rule.title), self.words(cost_words(rule))))
        if self._now.strip():
            yield Row(NOTHING_OFF, (self.words(msg("Nothing is deducted: take it back")), ""))

    def first(self) -> str:
        """What is deducted now."""
        return self._stated[0].rule.id if self._stated else self._rules[0].id

    def fields(self) -> Iterable[Widget]:
        """A number of items, the reason."""
        yield self.field(Field("items", msg("Number of items")))
        yield self.field(Field("why", msg("Reason for the deduction")))

    def on_mount(self) -> None:
        """What is stated stands in the fields."""
        self.call_next(self.moved)

    @property
    def _rule(self) -> DeductionRule | None:
        return next((rule for rule in self._rules if rule.id == self.rows.key), None)

    def moved(self) -> None:
        """Show what is stated for the deduction under the cursor."""
        rule = self._rule
        there = next((one for one in self._stated if one.rule is rule), None)
        self.query_one("#items-field").display = rule is not None and rule.per_item is not None
        self.query_one("#why-field").display = rule is not None
        self.query_one("#items", Input).value = str(there.items) if there and there.items else ""
        self.query_one("#why", Input).value = there.reason if there else ""

    def told(self) -> str:
        """The score with it; why what is entered now cannot be read, until something is written."""
        said = self._problem if self._problem is not None and not self._changed else self._tried(self._fact)
        return self.words(said)

    @property
    def _changed(self) -> bool:
        return bool(self.typed("why") or self.typed("items"))

    @property
    def unsaved(self) -> bool:
        """Whether something was written that is not entered yet."""
        return self._changed and self._fact != self._now

    @property
    def _fact(self) -> str:
        """The fact as it would be entered."""
        rule = self._rule
        if rule is None:
            return ""
        count = self.typed("items")
        items = int(count) if rule.per_item is not None and count.isdecimal() else 0
        return with_one(self._now, self._rules, Deduction(rule, items, self.typed("why")))

    @property
    def _missing(self) -> tuple[str, Message] | None:
        """The field that still needs something, and what."""
        rule, items = self._rule, self.typed("items")
        if rule is None:
            return None
        if rule.per_item is not None and not (items.isdecimal() and int(items) > 0):
            return "items", msg("How many items are missing?")
        return None if self.typed("why") else ("why", msg("A deduction needs a reason."))

    def take_label(self) -> Message:
        """On to the field that still needs something; then the deduction is taken."""
        labels = {"items": msg("Number of items"), "why": msg("Give the reason")}
        return labels[self._missing[0]] if self._missing is not None else self.TAKE

    def take(self, key: str) -> None:
        """Take the deduction; items are counted and a reason is given before it is."""
        if self._missing is not None:
            self.ask(*self._missing)
        else:
            self.dismiss(self._fact)
