"""Headers over several columns whose parts are named below: 指标值 over 中期 | 年度, 上年 | 本年, 年初 | 调整后."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from selfeval.core.model import tier1_of
from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Grid, Span
from selfeval.excel.tables.labels.labels import normal, title_year

_MOST_PARTS: Final = 8
_WHAT = "(?:绩效|总体?|预期|计划|目标|指标|实际|完成|执行|任务){0,8}(?:值|数|情况)?"
_YEARS = lazy(rf"\A(20\d\d)年度?{_WHAT}")
_PARTS: Final = tuple(
    (part, lazy(rf"\A(?:{words}){_WHAT}"))
    for part, words in (
        (
            "period",
            (
                "(?:项目)?(?:实施期?|中长期|中期|长期|项目期|规划期|总?任务期|执行期|全周期|[二三四五六两]年)(?:内)?"
                "|累计|总体|项目总?|20\\d\\d年?度?[-—–~～至到]{1,2}(?:20)?\\d\\d年?度?"
            ),
        ),
        ("before", "上年度?|去年|往年|上一年度?|历史|基期"),
        ("initial", "年初|期初|初始|原定?|调整前"),
        ("adjusted", "(?:年中)?调整后?"),
        ("part", "上半年|半年|前三季度|[一二三四1-4]季度|(?:1-)?[369]月"),
        ("year", "本年度?|当年|年度|全年度?|今年|1-12月|年末|年终"),
    )
)
_FIELDS: Final = {
    "target": {
        "year": "target",
        "period": "period_target",
        "before": "",
        "initial": "initial_target",
        "adjusted": "adjusted_target",
    },
    "actual": {"year": "actual", "period": "", "before": "", "part": ""},
}
"""What a part of a header's columns holds; nothing of the evaluation where it is ""."""


def split(grid: Grid, named: list[tuple[str, Span]], row: int) -> list[tuple[str, Span]] | None:
    """The header's fields, left to right, with those that this row parts by period; None where it parts none."""
    found: list[tuple[str, Span]] = []
    changed = False
    for index, (field, span) in enumerate(named):
        parts = _parts(grid, field, span, named[index + 1][1].left if index + 1 < len(named) else None, row)
        changed = changed or bool(parts)
        found += parts or [(field, span)]
    return found if changed else None


def with_tiers(grid: Grid, columns: Mapping[str, tuple[int, int]], bottom: int) -> Mapping[str, tuple[int, int]]:
    """The columns with the tiers that stand side by side below one header over all of them: 指标名称 over A:C."""
    first, last = columns.get("tier3", (0, 0))
    if last == first or last - first > 3 or "tier1" in columns or "tier2" in columns:
        return columns
    below = [[c for c, _ in grid.row_texts(row) if first <= c <= last] for row in grid.rows if row > bottom][:3]
    if not any(len(found) > 1 for found in below):
        return columns
    tiers: tuple[str, ...] = ("tier1", "tier2", "tier3")
    if last - first == 1:
        above = any(tier1_of(grid.text(row, first)) for row in grid.rows if row > bottom)
        tiers = ("tier1", "tier3") if above else ("tier2", "tier3")
    spread = {name: (first + place, first + place) for place, name in enumerate(tiers)}
    return {**columns, **spread, "tier3": (spread["tier3"][0], last)}


def _parts(grid: Grid, field: str, span: Span, end: int | None, row: int) -> list[tuple[str, Span]]:
    """The fields of the columns under one header; none where the row does not say which is which."""
    fields = _FIELDS.get(field)
    last = max(span.right, end - 1 if end is not None and end - span.left <= _MOST_PARTS else span.left)
    if fields is None or not span.left < last < span.left + _MOST_PARTS:
        return []
    texts = [(column, text) for column, text in grid.row_texts(row) if span.left <= column <= last]
    parts = [(_part(text, year_above(grid, span.top)), column) for column, text in texts]
    known = [part for part, _ in parts]
    if (
        len(parts) < 2
        or not all(known)
        or len(set(known)) < len(known)
        or not {"year", "adjusted", "initial"} & {*known}
    ):
        return []
    return [(name, grid.span(row, column)) for part, column in parts if (name := fields.get(part, ""))]


def _part(text: str, year: int | None) -> str:
    """Which part of the whole a cell below a header names, "" for any other text."""
    plain = normal(text)
    if found := _YEARS.fullmatch(plain):
        return "year" if year is None or int(found[1]) == year else "before" if int(found[1]) < year else f"{found[1]}"
    return next((part for part, pattern in _PARTS if pattern.fullmatch(plain)), "")


def year_above(grid: Grid, top: int) -> int | None:
    """The year that the form states above its table."""
    found = grid.first(title_year)
    return found[1] if found is not None and found[0] < top else None
