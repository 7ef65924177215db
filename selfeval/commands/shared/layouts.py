"""How the tables of a workbook were understood, for `selfeval check`: as lines and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from selfeval.console import Console
from selfeval.core.problems import Translate, msg
from selfeval.textgrid import fill
from selfeval.workspace.mapping import fields

if TYPE_CHECKING:
    from selfeval.excel.tables.recognised import Column, Recognised, TableLayout

_INDENT = "    "
_MOST = 12
"""Rows skipped that are named one by one; JSON has all of them."""


def layout_lines(console: Console, found: Recognised | None) -> list[str]:
    """Tables with their columns, what was not understood, rows skipped, sheets without a table."""
    if found is None or not (found.tables or found.blank):
        return []
    lines = [console.text(msg("What was recognised"))]
    for table in found.tables:
        lines += _table_lines(console, table)
    if found.blank:
        lines += _filled(console, "  ", console.text(msg("No table on: {sheets}", sheets="、".join(found.blank))))
    return lines


def _table_lines(console: Console, table: TableLayout) -> list[str]:
    labels = fields()
    head = msg(
        "{place}: {count} indicators ({projects})",
        place=f"{table.sheet}!{table.range}",
        count=table.indicators,
        projects="、".join(table.projects),
    )
    columns = [f"{_letters(column)}={labels.get(column.field, column.text)}" for column in table.columns]
    lines = [*_filled(console, "  ", console.text(head)), *_filled(console, _INDENT, "  ".join(columns))]
    if table.unknown:
        shown = "、".join(f"{column.where.cell} {_flat(column.text) or '-'}" for column in table.unknown)
        lines += _filled(console, _INDENT, console.text(msg("not understood: {columns}", columns=shown)))
    if table.kept:
        shown = "、".join(f"{one.where.cell} {one.field} {_flat(one.text)[:16]}" for one in table.kept)
        lines += _filled(console, _INDENT, console.text(msg("kept, not scored: {texts}", texts=shown)))
    if table.skipped:
        shown = "、".join(
            f"{row.where.cell} {_flat(row.text)[:16]} ({console.text(row.why)})" for row in table.skipped[:_MOST]
        )
        if len(table.skipped) > _MOST:
            shown += " …"
        lines += _filled(console, _INDENT, console.text(msg("not read as indicators: {rows}", rows=shown)))
    return lines


def _filled(console: Console, indent: str, text: str) -> Iterable[str]:
    import sys

    return fill(text, indent, max(60, min(console.width(sys.stdout), 120)))


def _letters(column: Column) -> str:
    return "".join(char for char in column.where.cell if char.isalpha())


def _flat(text: str) -> str:
    return "".join(text.split())


def layout_plain(found: Recognised | None, translate: Translate) -> dict[str, object] | None:
    """The same for JSON: `tables` (where, projects, indicators, columns, unknown, skipped), `sheets_without_table`."""
    if found is None:
        return None
    return {
        "tables": [_table_plain(table, translate) for table in found.tables],
        "sheets_without_table": list(found.blank),
    }


def _table_plain(table: TableLayout, translate: Translate) -> dict[str, object]:
    return {
        "sheet": table.sheet,
        "range": table.range,
        "projects": list(table.projects),
        "indicators": table.indicators,
        "columns": [
            {"field": column.field, "cell": str(column.where), "header": column.text, "mapped": column.mapped}
            for column in table.columns
        ],
        "unknown": [{"cell": str(column.where), "header": column.text} for column in table.unknown],
        "kept": [{"cell": str(one.where), "field": one.field, "text": one.text} for one in table.kept],
        "skipped": [
            {"cell": str(row.where), "text": row.text, "why": row.why.render(translate)} for row in table.skipped
        ],
    }
