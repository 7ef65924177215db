"""What filling one table of a bureau's form gives: the cells to write, the same in words, what must be said."""

from __future__ import annotations

from dataclasses import field

from selfeval.core.problems import CellRef, Problem
from selfeval.core.records import dataclass
from selfeval.excel.book.grid import Place
from selfeval.excel.form.parts.patch import Value
from selfeval.excel.form.values import Wanted

Formats = dict[Place, str]
"""Number formats of cells."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell that was written: the field as forms call it, and what stands there now."""

    where: CellRef
    field: str
    text: str
    project: str
    indicator: str = ""


@dataclass
class TableFill:
    """What one table takes.

    Attributes:
        values: cells to write.
        formats: number formats that cells get, so that their numbers show a unit.
        written: the same in words, in the order of filling.
        kept: cells whose formula stays, with what they should give.
        problems: everything a person must know; errors keep the table from being filled.
    """

    values: dict[Place, Value] = field(default_factory=dict)
    formats: Formats = field(default_factory=dict)
    written: dict[Place, Entry] = field(default_factory=dict)
    kept: dict[Place, tuple[Wanted, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
