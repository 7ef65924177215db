"""What the sheets of a rule pack's workbook are made of: columns, blocks of columns, the words to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from selfeval.core.rules.keys.fields import ITSELF, NAME, NUMBERS, FieldKind, RuleField
from selfeval.core.rules.keys.tables import TABLES

ORDER, REFER = "#", "@"
"""Keys of columns that are no keys of the pack: place in a list, row above it; with `NAME` and `ITSELF`."""
EACH = "[]"
"""Stands in a block's path for the entries of a list."""


class Sort(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    CHOICE = "choice"
    CITE = "cite"
    TEXTS = "texts"
    CHOICES = "choices"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one row of a block of settings.

    Attributes:
        key: key of the pack inside its entry, dotted; of a setting from the top.
        label, note: Chinese heading, and what is to be entered.
        choices: name of the list in `rule_words.CHOICES`.
        low, high: limits of a number; `above` where the lower one is excluded.
        unit: `%` or `分`, accepted after a number.
        path: the key taken apart.
    """

    key: str
    label: str
    note: str
    sort: Sort = Sort.TEXT
    width: float = 14
    choices: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    unit: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together: settings (`path` empty), a list of entries, or a table of named ones.

    Attributes:
        path: where the entries stand; `EACH` after a list that the entries of this one are parts of.
        refer: key of the column by which the row of the list above is named.
        named: a table of named entries instead of a list; its first column is the name.
    """

    title: str
    columns: tuple[Column, ...]
    path: tuple[str, ...] = ()
    named: bool = False
    refer: Column | None = None
    refer_key: str = ORDER

    @property
    def name(self) -> str:
        """The path as it stands before the keys of the columns, "" for settings."""
        return ".".join(part for part in self.path if part != EACH)

    def full_key(self, column: Column) -> str:
        """What stands in the key row above a column; for settings, in the key column beside a row."""
        return f"{self.name}.{column.key}" if self.path else column.key

    @property
    def plain(self) -> bool:
        """Whether the entries of the list are values, not tables."""
        return bool(self.path) and not self.named and self.columns[0].key == ITSELF

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns with those that a list needs: the row above, and the place in the list."""
        if not self.path or self.named:
            return self.columns
        order = Column(
            ORDER, "序号", "排列的先后。排序、移动行都不要紧，按序号认；新增的行可以不填，排在最后。", Sort.NUMBER, 6
        )
        return (*((self.refer,) if self.refer else ()), order, *self.columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its blocks stand side by side; `about` is the line under its title."""

    title: str
    about: str
    blocks: tuple[Block, ...]


COMBINED: Mapping[str, tuple[str, ...]] = {"指标类型": ("定量、范围",)}
"""What the drop-down offers besides single words, for cells that hold several."""


_SORTS = {
    **dict.fromkeys((FieldKind.TEXT, FieldKind.NAME, FieldKind.CODE, FieldKind.FORMAT), Sort.TEXT),
    FieldKind.TEXTS: Sort.TEXTS,
    FieldKind.CITE: Sort.CITE,
    FieldKind.CHOICE: Sort.CHOICE,
    FieldKind.CHOICES: Sort.CHOICES,
    FieldKind.YES: Sort.BOOL,
    FieldKind.WHOLE: Sort.NUMBER,
    **dict.fromkeys(NUMBERS, Sort.NUMBER),
}
_HOW = {Sort.TEXTS: "每行写一个（Alt+Enter 换行）。", Sort.CHOICES: "可以写几个，用顿号隔开。"}


def columns(table: str, *, inside: bool = True) -> tuple[Column, ...]:
    """The columns of a table of the pack; with full keys where it is one of settings (`inside` false)."""
    prefix = f"{table}." if table and not inside else ""
    return tuple(_column(field, f"{prefix}{field.key}") for field in TABLES[table])


def _column(field: RuleField, key: str) -> Column:
    sort = _SORTS[field.kind]
    note = field.note + _HOW.get(sort, "")
    return Column(
        key, field.label, note, sort, field.width, field.words, field.low, field.high, field.above, field.unit,
        _path(key),
    )  # fmt: skip


def text(key: str, label: str, note: str, width: float = 14) -> Column:
    """A column of texts."""
    return Column(key, label, note, Sort.TEXT, width, path=_path(key))


def choice(key: str, label: str, note: str, choices: str, width: float = 16) -> Column:
    """A column of words from a closed list."""
    return Column(key, label, note, Sort.CHOICE, width, choices, path=_path(key))


def yes(key: str, label: str, note: str) -> Column:
    """A column of 是 and 否."""
    return Column(key, label, note, Sort.BOOL, 10, path=_path(key))


def number(
    key: str, label: str, note: str, most: int, *, unit: str = "", above: bool = False, least: int = 0
) -> Column:
    """A column of numbers from `least` (`above`: from more than that) to `most`."""
    return Column(
        key, label, note, Sort.NUMBER, 11, low=Decimal(least), high=Decimal(most), above=above, unit=unit,
        path=_path(key),
    )  # fmt: skip


def points(key: str, label: str, note: str) -> Column:
    """A column of points, 0 to 100."""
    return number(key, label, note, 100, unit="分")


def percent(key: str, label: str, note: str, most: int = 100) -> Column:
    """A column of percentages, written as numbers of 100."""
    return number(key, f"{label}（%）", note, most, unit="%")


def numbers(key: str, label: str, note: str) -> Column:
    """A column of lists of numbers."""
    return Column(key, label, f"{note}几个数用顿号隔开。", Sort.NUMBERS, 20, unit="分", path=_path(key))


def _path(key: str) -> tuple[str, ...]:
    """The key taken apart; the keys of a budget hold points themselves."""
    if key in {ITSELF, NAME}:
        return ()
    head, _, rest = key.partition(".")
    return (head, rest) if head == "budget" and rest else tuple(key.split("."))
