"""The charts of a report."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.model import CHECKPOINTS
from selfeval.core.report.bound_lists import EXECUTION
from selfeval.core.report.document import BoundTable, Chart
from selfeval.core.report.facts import About
from selfeval.core.report.outline import ChartName
from selfeval.core.tiers import tier_text


def chart_of(name: ChartName, about: About, base: str) -> Chart:
    """One of the charts: points by tier against those available, or spending against its plan."""
    if name is ChartName.SPENDING:
        budget = about.project.budget
        plan = tuple(budget.plan.get(month) for month in CHECKPOINTS)
        spent = tuple(budget.checkpoints.get(month) for month in CHECKPOINTS)
        months = tuple(f"{month}月底" for month in CHECKPOINTS)
        series = (("计划支出进度（%）", plan), ("实际支出进度（%）", spent))
        return Chart(f"{base}/chart/spending", "支出计划与实际支出进度", months, series)
    if about.result is None:
        results = about.assessment.projects
        totals = ("满分", tuple(Decimal(100) for _ in results)), ("总分", tuple(one.total for one in results))
        return Chart(f"{base}/chart/tiers", "各项目得分", tuple(one.project.title for one in results), totals)
    tiers = [one for one in about.project.tiers if one.tier or about.project.execution.applies]
    names = tuple(tier_text(one.tier) if one.tier else EXECUTION for one in tiers)
    points = (
        ("分值", tuple(one.available for one in tiers)),
        ("得分", tuple(one.earned if one.begun else None for one in tiers)),
    )
    return Chart(f"{base}/chart/tiers", "各级指标得分", names, points)


def has_figures(piece: BoundTable | Chart) -> bool:
    """Whether there is anything in it beside the names of its rows."""
    if isinstance(piece, Chart):
        return any(value is not None for _, values in piece.series for value in values)
    return any(cell.text for row in piece.rows for cell in row.cells[1:])
