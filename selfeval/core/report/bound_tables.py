"""The tables of a report, with a key for each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import AMOUNT, AMOUNTS, CHECKPOINTS, SOURCES
from selfeval.core.numbers import plain
from selfeval.core.report.bound_lists import EXECUTION, execution_lost, fact, lost_points
from selfeval.core.report.document import Bound, BoundTable, TableRow
from selfeval.core.report.facts import About, number, percent, score_text
from selfeval.core.report.outline import TableName
from selfeval.core.scoring.scored import Scored
from selfeval.core.tiers import tier_key, tier_text

_Cells = Sequence[tuple[str, str, str]]
"""Of a row: the last part of each cell's key, its label, its text."""


def table_of(name: TableName, about: About, base: str, tier: str = "") -> BoundTable | None:
    """One of the tables; `base` begins the keys of whatever it is about. None for a department without its own form."""
    if about.result is None and name not in _OF_ALL:
        return None
    return _TABLES[name](about, base, tier)


def _row(key: str, cells: _Cells) -> TableRow:
    return TableRow(key, tuple(Bound(f"{key}/{name}", label, text) for name, label, text in cells))


def _table(key: str, label: str, head: Sequence[tuple[str, int]], rows: Iterator[TableRow], unit: str,
           numeric: frozenset[int]) -> BoundTable:  # fmt: skip
    columns, widths = tuple(name for name, _ in head), tuple(width for _, width in head)
    return BoundTable(key, label, columns, widths, numeric, tuple(rows), unit)


def _money(about: About) -> str:
    return f"单位：{about.project.budget.unit}"


def _funds(about: About, base: str, _tier: str) -> BoundTable:
    """年度资金总额 and its sources, as the national form has them; sources without any amount are left out."""
    result, key = about.project, f"{base}/table/funds"
    budget, execution = result.budget, result.execution

    def row(name: str, label: str, amounts: Mapping[str, Decimal | None], whole: bool) -> TableRow:
        score = score_text(execution.score, about.places) if execution.applies else ""
        return _row(
            f"{key}/{name}",
            [
                ("name", "项目资金", label),
                *((one, AMOUNT_LABELS[one], number(amounts[one])) for one in AMOUNTS),
                ("weight", "分值", plain(execution.weight) if whole else ""),
                ("rate", "执行率", percent(execution.rate) if whole else ""),
                ("score", "得分", score if whole else ""),
            ],
        )

    def rows() -> Iterator[TableRow]:
        yield row("total", "年度资金总额", {one: budget.amount(one) for one in AMOUNTS}, True)
        for source in SOURCES:
            amounts = {one: budget.amount(f"{one}.{source}") for one in AMOUNTS}
            if any(amount is not None for amount in amounts.values()):
                yield row(source, SOURCE_LABELS[source], amounts, False)

    head = [("项目资金", 20), *((AMOUNT_LABELS[one], 15) for one in AMOUNTS), ("分值", 9), ("执行率", 12), ("得分", 10)]
    return _table(key, "项目资金", head, rows(), _money(about), frozenset(range(1, 7)))


def _indicators(about: About, base: str, tier: str) -> BoundTable:
    """Indicators with target, outcome, points and reason; of one 一级指标 or, with it in front, of all."""
    result, key = about.project, f"{base}/table/indicators"
    scored = [one for one in result.indicators if one.indicator.kind != AMOUNT]
    mine = [one for one in scored if not tier or tier_text(tier_key(one.indicator)) == tier]

    def row(one: Scored) -> TableRow:
        indicator = one.indicator
        first = ("tier2", FACT_LABELS["tier2"], indicator.tier2)
        if not tier:
            first = ("tier1", FACT_LABELS["tier1"], tier_text(tier_key(indicator)))
        return _row(f"{key}/{indicator.id}", [first, *_outcome(about, one)])

    named = (
        ("tier2" if tier else "tier1", 14),
        ("tier3", 25),
        ("target", 14),
        ("actual", 14),
        ("weight", 8),
        ("score", 9),
    )
    head = [*((FACT_LABELS[name], width) for name, width in named), ("偏差原因及改进措施", 24)]
    label = f"{tier}指标完成情况" if tier else "绩效指标完成情况"
    return _table(f"{key}/{tier}" if tier else key, label, head, map(row, mine), "", frozenset({4, 5}))


def _outcome(about: About, one: Scored) -> _Cells:
    reason = one.not_applicable or fact(about, one, "reason")
    return [
        ("name", FACT_LABELS["tier3"], one.indicator.tier3),
        ("target", FACT_LABELS["target"], one.indicator.target),
        ("actual", FACT_LABELS["actual"], fact(about, one, "actual")),
        ("weight", "分值", plain(one.weight.effective)),
        ("score", "得分", score_text(one.score, about.places)),
        ("reason", "偏差原因及改进措施", reason),
    ]


def _deviations(about: About, base: str, _tier: str) -> BoundTable:
    """Where points were lost; columns: indicator, target, outcome, points, points lost, reason."""
    key = f"{base}/table/deviations"

    def rows() -> Iterator[TableRow]:
        for one in lost_points(about.project):
            lost = ("lost", "扣分", score_text(one.lost, about.places))
            cells = [lost if name == "score" else (name, label, text) for name, label, text in _outcome(about, one)]
            yield _row(f"{key}/{one.indicator.id}", cells)
        if (missed := execution_lost(about.project)) is not None:
            execution = about.project.execution
            reason = about.assessment.evaluation.value(about.project.project, "budget_reason")
            points = plain(execution.weight), score_text(missed, about.places)
            texts = (EXECUTION, "100%", percent(execution.rate), *points, reason)
            names = ("name", "target", "actual", "weight", "lost", "reason")
            yield _row(f"{key}/execution", [*zip(names, _DEVIATION, texts, strict=True)])

    head = [*zip(_DEVIATION, (26, 14, 14, 8, 9, 30), strict=True)]
    return _table(key, "扣分情况", head, rows(), "", frozenset({3, 4}))


_DEVIATION = ("指标", FACT_LABELS["target"], FACT_LABELS["actual"], "分值", "扣分", "偏差原因及改进措施")


def _spending(about: About, base: str, _tier: str) -> BoundTable:
    key, budget = f"{base}/table/spending", about.project.budget

    def row(month: int) -> TableRow:
        return _row(
            f"{key}/{month}",
            [
                ("month", "时点", f"{month}月底"),
                ("plan", "计划支出进度", _hundredth(budget.plan.get(month))),
                ("spent", "实际支出进度", _hundredth(budget.checkpoints.get(month))),
            ],
        )

    head = [("时点", 20), ("计划支出进度", 30), ("实际支出进度", 30)]
    return _table(key, "支出进度", head, map(row, CHECKPOINTS), "", frozenset({1, 2}))


def _hundredth(value: Decimal | None) -> str:
    return "" if value is None else f"{plain(value)}%"


_WHOLE = [(FACT_LABELS["adjusted"], 16), (FACT_LABELS["executed"], 16), ("执行率", 13), ("总分", 12), ("等级", 9)]


def _projects(about: About, base: str, _tier: str) -> BoundTable:
    assessment, key = about.assessment, f"{base}/table/projects"

    def rows() -> Iterator[TableRow]:
        for one in assessment.listed:
            cells = [
                ("name", FACT_LABELS["name"], one.project.title),
                ("adjusted", FACT_LABELS["adjusted"], number(one.budget.amount("adjusted"))),
                ("executed", FACT_LABELS["executed"], number(one.budget.amount("executed"))),
                ("rate", "执行率", percent(one.execution.rate)),
                ("total", "总分", score_text(one.total, about.places)),
                ("grade", "等级", one.grade),
            ]
            yield _row(f"{key}/{one.project.id}", cells)

    units = {one.budget.unit for one in assessment.listed}
    unit = f"单位：{units.pop()}" if len(units) == 1 else ""
    return _table(key, "项目自评结果", [(FACT_LABELS["name"], 34), *_WHOLE], rows(), unit, frozenset({1, 2, 3, 4}))


def _units(about: About, base: str, _tier: str) -> BoundTable:
    key = f"{base}/table/units"

    def rows() -> Iterator[TableRow]:
        for place, one in enumerate(about.all):
            department, places = one.department, one.pack.rounding.places
            cells = [
                ("name", "单位名称", unit_name(about, place)),
                ("projects", "项目个数", str(len(one.projects))),
                ("adjusted", FACT_LABELS["adjusted"], _with_unit(department.adjusted, department.unit)),
                ("executed", FACT_LABELS["executed"], _with_unit(department.executed, department.unit)),
                ("rate", "执行率", percent(department.rate)),
                ("total", "总分", score_text(department.total, places)),
                ("grade", "等级", department.grade),
            ]
            yield _row(f"{key}/{unit_id(about, place)}", cells)

    head = [("单位名称", 28), ("项目个数", 9), *_WHOLE]
    return _table(key, "各单位自评结果", head, rows(), "单位：万元", frozenset({1, 2, 3, 4, 5}))


def _with_unit(value: Decimal | None, unit: str) -> str:
    """The amount, with its unit where that is not the one above the table."""
    return number(value) + ("" if unit == "万元" or value is None else unit)


def unit_name(about: About, place: int) -> str:
    """What the unit at this place is called."""
    return about.all[place].evaluation.department.name or f"第{place + 1}家单位"


def unit_id(about: About, place: int) -> str:
    """What tells the unit at this place from all others, the same in every run: its code, its name, or its place."""
    ids = [one.evaluation.department.code or one.evaluation.department.name for one in about.all]
    return ids[place] if ids[place] and ids.count(ids[place]) == 1 else f"{ids[place]}#{place + 1}"


_OF_ALL = frozenset({TableName.PROJECTS, TableName.UNITS})
_TABLES: Mapping[TableName, Callable[[About, str, str], BoundTable]] = {
    TableName.FUNDS: _funds,
    TableName.INDICATORS: _indicators,
    TableName.DEVIATIONS: _deviations,
    TableName.SPENDING: _spending,
    TableName.PROJECTS: _projects,
    TableName.UNITS: _units,
}
