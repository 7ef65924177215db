"""The sheets of 汇总 that look across units: findings, missing reasons, full marks, old targets, texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from selfeval.core.records import dataclass
from selfeval.core.roundup.lists import SPOTS, AlwaysFull, FindingKind, Repeated, SameTarget, Spot, Unexplained
from selfeval.excel.paper.cells import cell_name
from selfeval.excel.paper.labels import SEVERITY_WORDS
from selfeval.excel.roundup import labels
from selfeval.excel.roundup.labels import COUNT, FIRST, NOBODY, Wide
from selfeval.excel.roundup.lists import Cell, Link, ListSheet, Live

_MOST_COLUMNS = 40
"""Departments with a column of their own among the findings; what the others have stands in one column."""

MakeSheet = Callable[[str, Sequence[Wide], str], ListSheet]
"""Makes a list by name, columns and the remark above its header."""


@dataclass(frozen=True, slots=True)
class Across:
    """What the forms of all units have in common.

    Attributes:
        reasons: how many reasons are missing, by department; `unexplained` are the gravest of them.
        compared, equal: targets that stand beside one of the year before, and those that are the same.
    """

    kinds: Sequence[FindingKind]
    reasons: Counter[str]
    unexplained: Sequence[Unexplained]
    always_full: Sequence[AlwaysFull]
    compared: int
    equal: int
    same: Sequence[SameTarget]
    repeated: Sequence[Repeated]
    fewest: int


def write_across(make: MakeSheet, across: Across) -> None:
    """All five sheets; each is there also where it is empty."""
    _findings(make, across)
    _unexplained(make, across)
    _always_full(make, across)
    _same(make, across)
    _repeated(make, across.repeated)


def _findings(make: MakeSheet, across: Across) -> None:
    """Codes down, departments across, with live sums both ways."""
    totals: Counter[str] = Counter()
    for one in across.kinds:
        totals.update(one.departments)
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    named, rest = ordered[:_MOST_COLUMNS], ordered[_MOST_COLUMNS:]
    heads = [name or NOBODY for name in named] + (["其他部门"] if rest else [])
    columns = (*labels.FINDING_COLUMNS, *(Wide(name, 11, COUNT) for name in heads))
    sheet = make(labels.FINDINGS, columns, labels.ONLY_COUNTED)
    lead = len(labels.FINDING_COLUMNS)
    for one in across.kinds:
        counts: list[int] = [one.departments.get(name, 0) for name in named]
        counts += [sum(one.departments.get(name, 0) for name in rest)] if rest else []
        ends = f"{cell_name(sheet.row, lead)}:{cell_name(sheet.row, lead + len(counts) - 1)}"
        total = Live(f"SUM({ends})", sum(counts))
        sheet.add((one.code, SEVERITY_WORDS[one.severity], one.example, total, *(count or None for count in counts)))
    last = sheet.row - 1
    sheet.finish(last)
    if last >= FIRST:
        values = [sum(totals.values()), *(totals[name] for name in named)]
        values += [sum(totals[name] for name in rest)] if rest else []
        sums: list[Cell] = [
            Live(f"SUM({cell_name(FIRST, lead - 1 + place)}:{cell_name(last, lead - 1 + place)})", value)
            for place, value in enumerate(values)
        ]
        sheet.add(("合计", None, None, *sums), "total")


def _unexplained(make: MakeSheet, across: Across) -> None:
    total = across.reasons.total()
    most = "、".join(f"{name or NOBODY}{count}处" for name, count in _ordered(across.reasons)[:5])
    remark = f"缺少原因共{total}处，列出{len(across.unexplained)}处，少得分数多的在前" + (
        f"；最多的部门：{most}" if most else ""
    )
    sheet = make(labels.UNEXPLAINED, labels.UNEXPLAINED_COLUMNS, remark)
    for one in across.unexplained:
        sheet.add((*_whose(one.spot), one.lost, one.code, one.said, Link(one.spot.file, one.spot.path)))
    sheet.finish()


def _ordered(found: Counter[str]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _always_full(make: MakeSheet, across: Across) -> None:
    remark = f"至少{across.fewest}份表中出现、每份表都得满分的指标，请确认指标值能否区分好坏"
    sheet = make(labels.ALWAYS_FULL, labels.ALWAYS_FULL_COLUMNS, remark)
    for one in across.always_full:
        sheet.add((one.indicator, one.forms, one.units))
    sheet.finish()


def _same(make: MakeSheet, across: Across) -> None:
    remark = (
        f"有上年指标值可比的指标{across.compared}项，与上年相同{across.equal}项，列出{len(across.same)}项，分值高的在前"
    )
    sheet = make(labels.SAME, labels.SAME_COLUMNS, remark)
    for one in across.same:
        sheet.add((*_whose(one.spot), one.target, one.last, one.source, Link(one.spot.file, one.spot.path)))
    sheet.finish()


def _repeated(make: MakeSheet, found: Sequence[Repeated]) -> None:
    sheet = make(
        labels.REPEATED, labels.REPEATED_COLUMNS, "两个以上单位的表中相同的文字，单位多的在前；后附最先出现的单元格"
    )
    for one in found:
        spots: list[Cell] = [
            Link(f"{spot.unit} {spot.sheet}!{spot.cell}", spot.path, spot.sheet, spot.cell) for spot in one.spots
        ]
        spots += [None] * (SPOTS - len(spots))
        sheet.add((labels.TEXT_KINDS[one.kind], one.text, one.forms, one.units, *spots[:SPOTS]))
    sheet.finish()


def _whose(spot: Spot) -> tuple[Cell, ...]:
    text = spot.indicator or "预算执行率"
    return spot.unit, spot.project, Link(text, spot.path, spot.sheet, spot.cell)
