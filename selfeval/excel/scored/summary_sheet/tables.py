"""The two tables of 自评汇总 below the list of projects, one row a project: points by tier, spending and its plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import CHECKPOINTS
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import Assessment, TierScore
from selfeval.core.tiers import TierKey, tier_key, tier_order, tier_text
from selfeval.excel.paper.labels import EXECUTION
from selfeval.excel.paper.page import About, Page
from selfeval.excel.paper.style import lines_needed, places_format
from selfeval.excel.scored.plan import SUM, Plan, ProjectPlan, in_steps

_LAST = SUM["state"]
_NAME, _FIRST = 1, 3
"""Columns of the names (two of them, merged) and of the first figure."""

_SHORT = "执行率"
"""The execution rate in a narrow column."""

_MOST_TERMS = 200
_HEADING, _LABELS, _ROW = 22, 16, 16
"""Heights in points of the heading of a table, of its labels and of its rows."""


@dataclass(frozen=True, slots=True)
class Charted:
    """Where a table that is charted stands.

    Attributes:
        header: row of the labels of the columns.
        columns: how many columns each of its two halves has; the first one is `first`.
        rows: row and name of the projects.
        filled: for each row, which of the halves hold a figure.
        series: of the points by tier, the columns (from 0) in which any row has points.
        highest: the most points that a project can earn; the largest percent.
    """

    header: int
    first: int
    columns: int
    rows: Sequence[tuple[int, str]]
    filled: Sequence[tuple[bool, bool]]
    series: Sequence[int]
    highest: Decimal


class SummaryTables:
    """Writes both tables; the figures are live formulas over 计分过程."""

    def __init__(self, page: Page, plan: Plan, assessment: Assessment) -> None:
        self.page, self.plan = page, plan
        self.score_format = places_format(assessment.pack.rounding.places)
        self.last = 0  # the last column that any table has a figure in

    def tiers(self, row: int) -> tuple[Charted | None, int]:
        """Points available and earned by tier; returns where they stand, and the row after the table."""
        plans = self.plan.listed
        kinds = _kinds(plans)
        if not kinds:
            return None, row
        words = [tier_text(kind) if kind else _SHORT for kind in kinds]
        self._head(row, "各级指标得分", ("分值", "得分"), words)
        header, row = row + 2, row + 3
        rows, earned = [], dict.fromkeys(range(len(kinds)), False)
        first = row
        for plan in plans:
            self._name(row, plan)
            for place, kind in enumerate(kinds):
                score = self._tier(row, plan, kind, (_FIRST + place, _FIRST + len(kinds) + place))
                earned[place] |= bool(score) and not self.page.hides(row)
            if not self.page.hides(row):
                rows.append((row, plan.result.project.title))
            row += 1
        series = [place for place, has in earned.items() if has]
        highest = max(sum((tier.available for tier in plan.result.tiers), Decimal(0)) for plan in plans)
        table = Charted(header, _FIRST, len(kinds), rows, [(True, True)] * len(rows), series, highest)
        return (table if rows and row > first else None), row

    def spending(self, row: int) -> tuple[Charted | None, int]:
        """Planned and spent percent at the checkpoints, of the projects that state any; no table without them."""
        told = [plan for plan in self.plan.listed if plan.result.budget.plan or plan.result.budget.checkpoints]
        if not told:
            return None, row - 1
        months = [f"{month}月底" for month in CHECKPOINTS]
        self._head(row, "资金支出计划与实际支出（累计，%）", ("计划", "实际"), months)
        header, row = row + 2, row + 3
        rows, filled, highest = [], [], Decimal(0)
        for plan in told:
            budget = plan.result.budget
            self._name(row, plan)
            for half, (field, values) in enumerate((("plan", budget.plan), ("checkpoint", budget.checkpoints))):
                for place, month in enumerate(CHECKPOINTS):
                    name, column = f"{field}.{month}", _FIRST + half * len(CHECKPOINTS) + place
                    formula = in_steps(plan.fact_rows[name], "reading")
                    about = About("spending", plan.result.project.id, name)
                    self.page.put(row, column, values.get(month), "center", formula=formula, about=about)
            if not self.page.hides(row):
                rows.append((row, plan.result.project.title))
                filled.append((bool(budget.plan), bool(budget.checkpoints)))
                highest = max(highest, *budget.plan.values(), *budget.checkpoints.values())
            row += 1
        table = Charted(header, _FIRST, len(CHECKPOINTS), rows, filled, (), highest)
        return (table if rows else None), row

    def _head(self, row: int, title: str, halves: tuple[str, str], labels: Sequence[str]) -> None:
        """The heading of a table, the two halves of its columns, and the labels of each."""
        page, count = self.page, len(labels)
        self.last = max(self.last, _FIRST + 2 * count - 1)
        page.put(row, 0, title, "section", to=(row, _LAST))
        page.fixed(row, _HEADING)
        page.put(row + 1, _NAME, FACT_LABELS["name"], "header", to=(row + 2, _FIRST - 1))
        for half, word in enumerate(halves):
            first = _FIRST + half * count
            page.put(row + 1, first, word, "header", to=(row + 1, first + count - 1))
            for place, label in enumerate(labels):
                page.put(row + 2, first + place, label, "header")
        texts = [(label, page.width_of(_FIRST + place)) for place, label in enumerate((*labels, *labels))]
        page.fixed(row + 1, _LABELS)
        self._fit(row + 2, _LABELS, *texts)

    def _name(self, row: int, plan: ProjectPlan) -> None:
        title = plan.result.project.title
        self.page.put(row, _NAME, title, to=(row, _FIRST - 1))
        self._fit(row, _ROW, (title, self.page.width(_NAME, _FIRST - 1)))

    def _fit(self, row: int, usual: float, *texts: tuple[str, float]) -> None:
        """The usual height in points, more where a text takes several lines."""
        several = any(lines_needed(*text) > 1 for text in texts)
        self.page.height(row, *texts) if several else self.page.fixed(row, usual)

    def _tier(self, row: int, plan: ProjectPlan, kind: TierKey | None, columns: tuple[int, int]) -> Decimal | None:
        """Points available and earned of one project in one tier, a dash where it has none; returns those earned."""
        page, result, pid = self.page, plan.result, plan.result.project.id
        tier = _tier(plan, kind)
        if tier is None:
            for column in columns:
                page.put(row, column, "—", "center")
            return None
        ids, rows = [""], [plan.execution_row]
        if kind is not None:
            ids = [item.indicator.id for item in result.indicators if tier_key(item.indicator) == kind]
            rows = [plan.indicator_rows[name] for name in ids]
        # What nobody has scored yet is open, not 0.
        earned = tier.earned if any(name not in result.missing for name in ids) else None
        word = tier_text(kind) if kind else EXECUTION
        about = About("tier_weight", pid, word)
        page.put(row, columns[0], tier.available, "center", formula=_sum_of(rows, "weight"), about=about)
        about, formula = About("tier_score", pid, word), _sum_of(rows, "score")
        page.put(row, columns[1], earned, "center", number=self.score_format, formula=formula, about=about)
        return earned


def _kinds(plans: Sequence[ProjectPlan]) -> list[TierKey | None]:
    """The tiers that any project has points in, those of the national form first, the execution rate last."""
    found = {tier.tier for plan in plans for tier in plan.result.tiers if tier.tier}
    rate = any(_tier(plan, None) for plan in plans)
    return [*sorted(found, key=tier_order), *([None] if rate else [])]


def _tier(plan: ProjectPlan, kind: TierKey | None) -> TierScore | None:
    if kind is None and not plan.result.execution.applies:
        return None
    return next((tier for tier in plan.result.tiers if tier.tier == kind), None)


def _sum_of(rows: Sequence[int], column: str) -> str:
    """The sum of these cells of 计分过程, by its first and last row where they are neighbours."""
    if rows == list(range(rows[0], rows[-1] + 1)):
        last = in_steps(rows[-1], column).rpartition("!")[2]
        return f"ROUND(SUM({in_steps(rows[0], column)}:{last}),10)"
    cells = ",".join(in_steps(row, column) for row in rows)
    return f"ROUND(SUM({cells}),10)" if len(rows) <= _MOST_TERMS else ""
