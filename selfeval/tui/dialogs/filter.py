"""Choosing what a list shows: options in groups, one of each group, each with how many rows it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.tui.base import Dialog
from selfeval.tui.messages import Chosen
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows

TAKEN = "*"
ALL_ROWS = "all"
_BETWEEN = "\t"


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its group and value, how it is called, and how many rows it leaves."""

    group: str
    value: str
    label: Message
    count: int


class Pick(Dialog[dict[str, str]]):
    """Gives the value per group that holds after the choice, {} for all rows, None for Esc.

    An option that is taken already is given back by choosing it again; the other groups stay as they are.
    """

    def __init__(self, groups: Sequence[tuple[str, Message]], options: Sequence[Option], now: dict[str, str]) -> None:
        super().__init__()
        self._groups, self._options, self._now = groups, options, now

    def compose(self) -> ComposeResult:
        """Title, options, keys."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(words(msg("Show only"))), classes="dialog-title")
            yield Rows((Column("", 1), Column("", 30, 1), Column("", 5, right=True)), id="options")
            yield Buttons(words, ("choose", "Enter", msg("Show")), ("cancel", "Esc", msg("Leave as it was")))

    def on_mount(self) -> None:
        """Fill the list; stand on the first option."""
        words = self.words
        rows = [Row(ALL_ROWS, ("" if self._now else TAKEN, words(msg("All rows"))))]
        for group, title in self._groups:
            mine = [option for option in self._options if option.group == group]
            if mine:
                rows.append(Row(f"head{_BETWEEN}{group}", (words(title),), fixed=True))
            for option in mine:
                taken = TAKEN if self._now.get(group) == option.value else ""
                texts = (taken, one_line(words(option.label)), str(option.count))
                rows.append(Row(f"{group}{_BETWEEN}{option.value}", texts, tone="" if option.count else "dim"))
        options = self.query_one(Rows)
        options.fill(rows)
        options.styles.height = min(len(rows), max(self.app.size.height - 10, 6))
        options.styles.max_height = options.styles.height
        options.focus()

    @on(Chosen)
    def action_choose(self) -> None:
        """Take the option under the cursor."""
        group, _, value = self.query_one(Rows).key.partition(_BETWEEN)
        if group == ALL_ROWS:
            self.dismiss({})
        elif self._now.get(group) == value:
            self.dismiss({name: kept for name, kept in self._now.items() if name != group})
        else:
            self.dismiss({**self._now, group: value})
