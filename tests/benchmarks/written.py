"""What a scored workbook costs beside XlsxWriter alone that is told to write the very same cells, formats and formulas.

Everything that our writer asks of a sheet is taken down once and played again by a bare program: the difference is
what it costs to know what to write.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CELLS = (
    *("write_string", "write_number", "write_blank", "write_formula", "write_url", "merge_range"),
    *("set_row", "set_column", "data_validation"),
)
"""Methods of a sheet by which nearly all of a workbook comes; print settings, charts and the like are left out."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Look(NamedTuple):
    """A format, by its number."""

    number: int


@dataclass
class Script:
    """Calls in their order, with the sheet by its name; formats by their properties."""

    formats: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    def played(self) -> bytes:
        """The same cells, formats and formulas by XlsxWriter alone."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, OPTIONS)
        formats = [book.add_format(look) for look in self.formats]
        sheets: dict[str, Worksheet] = {}
        for name, method, arguments, named in self.calls:
            if name not in sheets:
                sheets[name] = book.add_worksheet(name)
            whole = [formats[each.number] if isinstance(each, Look) else each for each in arguments]
            getattr(sheets[name], method)(*whole, **named)
        book.close()
        return stream.getvalue()


@contextmanager
def taken_down() -> Iterator[Script]:
    """What is asked of sheets meanwhile; what XlsxWriter asks of itself is no wish of ours."""
    script, numbers, inside = Script(), dict[int, int](), [False]
    kept = {name: getattr(Worksheet, name) for name in CELLS}
    add_format = xlsxwriter.Workbook.add_format

    def formatted(book: Any, look: dict[str, Any] | None = None) -> Format:
        made = add_format(book, look)
        numbers[id(made)] = len(script.formats)
        script.formats.append({name: value for name, value in (look or {}).items() if name != "xf_index"})
        return made

    def heard(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(sheet: Worksheet, *arguments: Any, **named: Any) -> Any:
            if inside[0]:
                return method(sheet, *arguments, **named)
            kept_arguments = tuple(
                Look(numbers[id(each)]) if isinstance(each, Format) else dict(each) if isinstance(each, dict) else each
                for each in arguments
            )
            script.calls.append((sheet.get_name(), name, kept_arguments, named))
            inside[0] = True
            try:
                return method(sheet, *arguments, **named)
            finally:
                inside[0] = False

        return call

    xlsxwriter.Workbook.add_format = formatted
    for name, method in kept.items():
        setattr(Worksheet, name, heard(name, method))
    try:
        yield script
    finally:
        xlsxwriter.Workbook.add_format = add_format
        for name, method in kept.items():
            setattr(Worksheet, name, method)
