"""Choosing what a list shows: options in groups, one of each group, each with how many rows it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line

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


class Pick(ListDialog[dict[str, str]]):
    """Gives the value per group that holds after the choice, {} for all rows, None for Esc.

    An option that is taken already is given back by choosing it again; the other groups stay as they are.
    """

    COLUMNS = (Column("", 1), Column("", 30, 1), Column("", 5, right=True))
    MOST = 40
    TAKE: ClassVar[Message] = msg("Show")

    def __init__(self, groups: Sequence[tuple[str, Message]], options: Sequence[Option], now: dict[str, str]) -> None:
        super().__init__(msg("Choose what is shown"))
        self._groups, self._options, self._now = groups, options, now

    def listed(self, wanted: str) -> Iterable[Row]:
        """All rows, then the options under the titles of their groups."""
        words = self.words
        yield Row(ALL_ROWS, ("" if self._now else TAKEN, words(msg("All rows"))))
        for group, title in self._groups:
            mine = [option for option in self._options if option.group == group]
            if mine:
                yield Row(f"head{_BETWEEN}{group}", (words(title),), fixed=True)
            for option in mine:
                taken = TAKEN if self._now.get(group) == option.value else ""
                texts = (taken, one_line(words(option.label)), str(option.count))
                yield Row(f"{group}{_BETWEEN}{option.value}", texts, tone="" if option.count else "dim")

    def take(self, key: str) -> None:
        """Take the option."""
        group, _, value = key.partition(_BETWEEN)
        if group == ALL_ROWS:
            self.dismiss({})
        elif self._now.get(group) == value:
            self.dismiss({name: kept for name, kept in self._now.items() if name != group})
        else:
            self.dismiss({**self._now, group: value})
