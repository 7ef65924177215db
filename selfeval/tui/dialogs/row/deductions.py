"""What a reviewer takes off an indicator, and why."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import Message, msg
from selfeval.core.rules.deductions import Deduction, DeductionRule, cost_words, read_deductions, with_one
from selfeval.tui.base import Dialog
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows

NOTHING_OFF = "nothing"


class Deducting(Dialog[str]):
    """Gives the fact `deduction`: `缺项 2：缺签到表`, "" where nothing is deducted any more.

    `tried` says what the score would be with a fact.
    """

    def __init__(self, title: str, now: str, rules: tuple[DeductionRule, ...], tried: Callable[[str], Message]) -> None:
        super().__init__()
        self._title, self._now, self._rules, self._tried = title, now, rules, tried
        self._stated, self._problem = read_deductions(now, rules)

    def compose(self) -> ComposeResult:
        """The deductions of the pack, a number of items, the reason."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(words(msg("What is deducted here?"))), classes="hint")
            yield Rows((Column("", 16, 1), Column("", 14, 1)), id="deductions")
            with Horizontal(classes="field", id="counted"):
                yield Static(Content(words(msg("Number of items"))), classes="label")
                yield Input("", id="items", compact=True)
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Reason for the deduction"))), classes="label")
                yield Input("", id="why", compact=True)
            yield Static(id="tried", markup=False, classes="label")
            yield Buttons(words, ("take", "Enter", msg("Take")), ("cancel", "Esc", msg("Leave as it was")))

    def on_mount(self) -> None:
        """Stand on what is deducted now."""
        words, rows = self.words, self.query_one("#deductions", Rows)
        shown = [Row(rule.id, (one_line(rule.title), words(cost_words(rule)))) for rule in self._rules]
        if self._now.strip():
            shown.append(Row(NOTHING_OFF, (words(msg("Nothing is deducted: take it back")), "")))
        rows.fill(shown, self._stated[0].rule.id if self._stated else self._rules[0].id)
        rows.styles.height = min(len(shown), 8)
        rows.focus()
        self._stand()

    @property
    def _rule(self) -> DeductionRule | None:
        key = self.query_one("#deductions", Rows).key
        return next((rule for rule in self._rules if rule.id == key), None)

    def _stand(self) -> None:
        """Show what is stated for the deduction under the cursor."""
        rule = self._rule
        there = next((one for one in self._stated if one.rule is rule), None)
        self.query_one("#counted").display = rule is not None and rule.per_item is not None
        self.query_one("#items", Input).value = str(there.items) if there and there.items else ""
        self.query_one("#why", Input).value = there.reason if there else ""
        self._show_tried()

    def _show_tried(self) -> None:
        said = self._problem if self._problem is not None and not self._changed else self._tried(self._fact)
        self.query_one("#tried", Static).update(Content(self.words(said)))

    @property
    def _changed(self) -> bool:
        return bool(self.query_one("#why", Input).value or self.query_one("#items", Input).value)

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
        count = self.query_one("#items", Input).value.strip()
        items = int(count) if rule.per_item is not None and count.isdecimal() else 0
        return with_one(self._now, self._rules, Deduction(rule, items, one_line(self.query_one("#why", Input).value)))

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        if event.source == "deductions":
            self._stand()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_tried()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.key == NOTHING_OFF:
            self.dismiss("")
        elif event.source == "deductions":
            counted = self._rule is not None and self._rule.per_item is not None
            self.query_one("#items" if counted else "#why", Input).focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the deduction; items are counted and a reason is given before it is."""
        rule, items, why = self._rule, self.query_one("#items", Input), self.query_one("#why", Input)
        if rule is None:
            self.dismiss("")
        elif rule.per_item is not None and not (items.value.strip().isdecimal() and int(items.value) > 0):
            self._ask(items, msg("How many items are missing?"))
        elif not why.value.strip():
            self._ask(why, msg("A deduction needs a reason."))
        else:
            self.dismiss(self._fact)

    def _ask(self, field: Input, said: Message) -> None:
        field.focus()
        self.query_one("#tried", Static).update(Content(self.words(said)))
