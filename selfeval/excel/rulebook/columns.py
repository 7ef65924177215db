"""What the sheets of a rule pack's workbook are made of: columns, blocks of columns, the words to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from selfeval.core.records import dataclass
from selfeval.core.rules.keys.fields import ITSELF, NAME, FieldKind, RuleField
from selfeval.core.rules.keys.tables import TABLES

ORDER, REFER = "#", "@"
"""Keys of columns that are no keys of the pack: place in a list, row above it; with `NAME` and `ITSELF`."""
EACH = "[]"
"""Stands in a block's path for the entries of a list."""


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together: settings (`path` empty), a list of entries, or a table of named ones.

    Attributes:
        path: where the entries stand; `EACH` after a list that the entries of this one are parts of.
        refer: key of the column by which the row of the list above is named.
        named: a table of named entries instead of a list; its first column is the name.
    """

    title: str
    columns: tuple[RuleField, ...]
    path: tuple[str, ...] = ()
    named: bool = False
    refer: RuleField | None = None
    refer_key: str = ORDER

    @property
    def name(self) -> str:
        """The path as it stands before the keys of the columns, "" for settings."""
        return ".".join(part for part in self.path if part != EACH)

    def full_key(self, column: RuleField) -> str:
        """What stands in the key row above a column; for settings, in the key column beside a row."""
        return f"{self.name}.{column.key}" if self.path else column.key

    @property
    def plain(self) -> bool:
        """Whether the entries of the list are values, not tables."""
        return bool(self.path) and not self.named and self.columns[0].key == ITSELF

    @property
    def all_columns(self) -> tuple[RuleField, ...]:
        """The columns with those that a list needs: the row above, and the place in the list."""
        if not self.path or self.named:
            return self.columns
        about = "排列的先后。排序、移动行都不要紧，按序号认；新增的行可以不填，排在最后。"
        order = RuleField(ORDER, FieldKind.WHOLE, "序号", about, width=6)
        return (*((self.refer,) if self.refer else ()), order, *self.columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its blocks stand side by side; `about` is the line under its title."""

    title: str
    about: str
    blocks: tuple[Block, ...]


COMBINED: Mapping[str, tuple[str, ...]] = {"指标类型": ("定量、范围",)}
"""What the drop-down offers besides single words, for cells that hold several."""


_HOW = {
    FieldKind.TEXTS: "每行写一个（Alt+Enter 换行）。",
    FieldKind.CHOICES: "可以写几个，用顿号隔开。",
    FieldKind.SERIES: "几个数用顿号隔开。",
}
"""What is added to the note of a column whose cells hold several."""


def columns(table: str, *, inside: bool = True) -> tuple[RuleField, ...]:
    """The columns of a table of the pack; with full keys where it is one of settings (`inside` false)."""
    prefix = f"{table}." if table and not inside else ""
    return tuple(replace(field, key=f"{prefix}{field.key}") for field in TABLES[table])


def note(column: RuleField) -> str:
    """What is to be entered in a column, and how."""
    return column.note + _HOW.get(column.kind, "")


def inside(column: RuleField) -> tuple[str, ...]:
    """The key of a column taken apart; the keys of a budget hold points themselves."""
    if column.key in {ITSELF, NAME}:
        return ()
    head, _, rest = column.key.partition(".")
    return (head, rest) if head == "budget" and rest else tuple(column.key.split("."))
