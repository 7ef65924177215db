"""自评汇总: the department and its projects, points by tier, spending against its plan, and the two charts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter import Workbook

from selfeval.core.assessment import Assessment, ProjectResult, TierScore
from selfeval.core.model import CHECKPOINTS
from selfeval.core.numbers import round_half_up
from selfeval.core.rules import DepartmentTotal
from selfeval.core.weights import tier1_for
from selfeval.excel import write_plan as at
from selfeval.excel.style import places_format
from selfeval.excel.write_charts import CHART_ROWS, Charts, Spending
from selfeval.excel.write_labels import EXECUTION, INCOMPLETE, NO_TOTAL, NOT_APPLICABLE, UNVERIFIED
from selfeval.excel.write_page import About, Page, absolute
from selfeval.excel.write_plan import SUM, Plan, ProjectPlan, in_steps
from selfeval.excel.write_totals import grade_formula

_LAST = len(at.SUMMARY_COLUMNS) - 1
_SCALE = {"元": Decimal("0.0001"), "万元": Decimal(1)}
_MOST_TERMS = 200
_TOTALS = {
    DepartmentTotal.WEIGHTED: "各项目总分按全年预算数加权平均",
    DepartmentTotal.SIMPLE: "各项目总分简单平均",
    DepartmentTotal.OWN_FORM: "部门整体支出绩效自评表的总分，不由各项目汇总",
}
_LINE, _HEADING, _TABLE_HEAD = 18, 26, 20
"""Heights in points of a line below the title, of the heading of a table, and of its labels."""

_PAPER_WIDTH, _PAPER_HEIGHT = 760.0, 500.0
"""Room on A4 across inside the margins and above the footer, in points, a little less than there is."""

_POINTS_PER_CHARACTER = 5.6
_SHRINK = 1.35
"""So many pages are still shrunk to one."""

_ONE_PAGE = 20
"""Projects whose list fits on one printed page; the labels of a longer list stand on every page."""


class SummaryWriter:
    """Writes 自评汇总; holds what every table needs."""

    def __init__(self, book: Workbook, page: Page, plan: Plan, assessment: Assessment) -> None:
        self.book, self.page, self.plan, self.assessment = book, page, plan, assessment
        self.places = assessment.pack.rounding.places
        self.score_format = places_format(self.places)

    def write(self) -> None:
        """All tables, the charts below them, and the print set-up."""
        self._head()
        for plan in self.plan.projects:
            self._project(plan)
        self._department()
        row = self._tiers(self.plan.department_row + 2)
        row, months = self._spending(row + 1)
        if self.plan.projects:
            charts = Charts(self.book, self.page, several=len(self.plan.projects) > 1)
            charts.insert(row + 1, (self.tier_first, self.tier_last), months)
        self._print_setup(row + 1, row + 1 + CHART_ROWS)

    def _head(self) -> None:
        page, pack = self.page, self.assessment.pack
        name, year = self.assessment.evaluation.department.name, self.assessment.year
        title = f"{name}{f'{year}年度' if year else ''}预算绩效自评汇总"
        page.put(0, 0, title, "title", to=(0, _LAST))
        page.fixed(0, 34)
        page.put(1, 0, f"计分规则：{pack.title}（{pack.id}，版本 {pack.version}）", "subtitle", to=(1, _LAST))
        citation = pack.source_of("department.total", pack.department_citation)
        verified = "" if citation is not None and citation.verified else f"，依据{UNVERIFIED}"
        page.put(2, 0, f"部门总分：{_TOTALS[pack.department_total]}{verified}", "subtitle", to=(2, _LAST))
        for row in (1, 2):
            page.fixed(row, _LINE)
        for column, (_, label, _) in enumerate(at.SUMMARY_COLUMNS):
            page.put(at.SUMMARY_HEADER, column, label, "header")
        page.fixed(at.SUMMARY_HEADER, 30)

    def _project(self, plan: ProjectPlan) -> None:
        page, row, result = self.page, plan.summary_row, plan.result
        project, execution, pid = result.project, result.execution, result.project.id
        page.put(row, SUM["number"], plan.number + 1, "center")
        page.put(row, SUM["code"], project.code, "center")
        page.put(row, SUM["project"], project.title)
        page.put(row, SUM["unit"], result.budget.unit, "center")
        for name in at.AMOUNT_COLUMNS:
            formula = in_steps(plan.fact_rows[name], "reading")
            about = About(f"sum_{name}", pid)
            page.put(row, SUM[name], result.budget.amount(name), "center", formula=formula, about=about)
        on_form = plan.on_form(at.SOURCE_ROWS[""], at.EXEC_RATE)
        rate = None if execution.rate is None else round_half_up(execution.rate, 4)
        page.put(row, SUM["rate"], rate, "center", number="0.00%", formula=on_form, about=About("rate", pid))
        score = plan.on_form(at.SOURCE_ROWS[""], at.EXEC_SCORE)
        shown = execution.score if execution.applies else NOT_APPLICABLE
        about = About("execution_score", pid)
        page.put(row, SUM["execution"], shown, "center", number=self.score_format, formula=score, about=about)
        total: Decimal | str | None = result.total
        if total is None:
            total = INCOMPLETE if result.missing else NO_TOTAL
        cell = plan.on_form(plan.form_total, at.SCORE)
        page.put(row, SUM["total"], total, "total", number=self.score_format, formula=cell, about=About("total", pid))
        cell = plan.on_form(plan.form_grade, at.WEIGHT)
        page.put(row, SUM["grade"], result.grade or None, "total", formula=cell, about=About("grade", pid))
        page.put(row, SUM["state"], _state(result), "center")
        page.put(row, SUM["form"], plan.form, "center")
        page.height(
            row,
            *(
                (text, page.widths[SUM[key]])
                for key, text in (("code", project.code), ("project", project.title), ("form", plan.form))
            ),
            at_least=24,
        )

    def _department(self) -> None:
        page, row, whole = self.page, self.plan.department_row, self.assessment.department
        page.put(row, 0, "部门合计", "total", to=(row, SUM["project"]))
        page.put(row, SUM["unit"], whole.unit, "total")
        amounts = {"initial": whole.initial, "adjusted": whole.adjusted, "executed": whole.executed}
        for name, amount in amounts.items():
            about = About(f"sum_{name}")
            page.put(row, SUM[name], amount, "total", formula=self._sum(name), about=about)
        executed, adjusted = absolute(row, SUM["executed"]), absolute(row, SUM["adjusted"])
        rate = None if whole.rate is None else round_half_up(whole.rate, 4)
        formula = f"ROUND({executed}/{adjusted},4)"
        page.put(row, SUM["rate"], rate, "total", number="0.00%", formula=formula, about=About("rate"))
        page.put(row, SUM["execution"], None, "total")
        missing = INCOMPLETE if any(plan.result.missing for plan in self.plan.projects) else NO_TOTAL
        total: Decimal | str = whole.total if whole.total is not None else missing
        formula = self._mean() if whole.total is not None else ""
        page.put(row, SUM["total"], total, "total", number=self.score_format, formula=formula, about=About("total"))
        formula = grade_formula(self.assessment.pack, absolute(row, SUM["total"]))
        page.put(row, SUM["grade"], whole.grade or None, "total", formula=formula, about=About("grade"))
        for key in ("state", "form"):
            page.put(row, SUM[key], None, "total")
        page.fixed(row, 26)

    def _range(self, key: str) -> str:
        first, last = at.SUMMARY_FIRST, self.plan.department_row - 1
        return f"{absolute(first, SUM[key])}:{absolute(last, SUM[key])}"

    def _scales(self) -> str:
        """A constant column of factors into the department's money unit, "" where all projects use it."""
        unit = self.assessment.department.unit
        units = [plan.result.budget.unit for plan in self.plan.projects]
        if set(units) <= {unit}:
            return ""
        return "{" + ";".join(format((_SCALE[own] / _SCALE[unit]).normalize(), "f") for own in units) + "}"

    def _sum(self, key: str) -> str:
        if not self.plan.projects:
            return ""
        scales = self._scales()
        return f"SUMPRODUCT({self._range(key)},{scales})" if scales else f"SUM({self._range(key)})"

    def _mean(self) -> str:
        """The department's total as the pack forms it."""
        totals, budgets = self._range("total"), [plan.result.budget for plan in self.plan.projects]
        pack = self.assessment.pack
        if pack.department_total is DepartmentTotal.OWN_FORM:
            own = next(plan for plan in self.plan.projects if plan.result.project.whole_department)
            return absolute(own.summary_row, SUM["total"])
        weighted = pack.department_total is DepartmentTotal.WEIGHTED
        if not weighted or not any(budget.amount("adjusted") for budget in budgets):
            return f"ROUND(AVERAGE({totals}),{self.places})"
        weights = ",".join(part for part in (self._range("adjusted"), self._scales()) if part)
        return f"ROUND(SUMPRODUCT({totals},{weights})/SUMPRODUCT({weights}),{self.places})"

    def _tiers(self, row: int) -> int:
        """Points by tier of every project; returns the row after the table. Columns B to E hold what is charted."""
        page = self.page
        self._table_head(row, "各级指标得分", ("项目名称", "一级指标", "分值", "得分", "得分率"))
        self.tier_first = row = row + 2
        for plan in self.plan.projects:
            tiers = [tier for tier in plan.result.tiers if tier.tier or plan.result.execution.applies]
            if tiers:
                self.page.put(row, 1, plan.result.project.title, "center", to=(row + len(tiers) - 1, 1))
            for place, tier in enumerate(tiers):
                self._tier(row + place, plan, tier)
                page.height(row + place, (plan.result.project.title, page.widths[1] * len(tiers)))
            row += len(tiers)
        self.tier_last = row - 1
        return row

    def _tier(self, row: int, plan: ProjectPlan, tier: TierScore) -> None:
        page, result, pid = self.page, plan.result, plan.result.project.id
        ids, rows = [""], [plan.execution_row]
        if tier.tier is not None:
            ids = [item.indicator.id for item in result.indicators if tier1_for(item.indicator) == tier.tier]
            rows = [plan.indicator_rows[name] for name in ids]
        unscored = [name for name in ids if name in result.missing]
        word = tier.tier.value if tier.tier else EXECUTION
        page.put(row, 2, word, "center")
        weights, scores = _sum_of(rows, "weight"), _sum_of(rows, "score")
        about = About("tier_weight", pid, word)
        page.put(row, 3, tier.available, "center", formula=weights, about=about)
        about = About("tier_score", pid, word)
        # What nobody has scored yet is open, not 0; a rate of points is one of all points or none.
        earned = tier.earned if len(unscored) < len(ids) else None
        page.put(row, 4, earned, "center", number=self.score_format, formula=scores, about=about)
        rate = round_half_up(tier.earned / tier.available, 4) if tier.available and not unscored else None
        formula = f"ROUND({absolute(row, 4)}/{absolute(row, 3)},4)"
        page.put(row, 5, rate, "center", number="0.0%", formula=formula, about=About("tier_rate", pid, word))

    def _spending(self, row: int) -> tuple[int, Spending | None]:
        """Planned and spent percent at the checkpoints, of the projects that state any.

        Returns the next row, and what is to be charted; None, and no table, where no project states any.
        """
        told = [plan for plan in self.plan.projects if plan.result.budget.plan or plan.result.budget.checkpoints]
        if not told:
            return row - 1, None
        labels = ("项目名称", "类别", *(f"{month}月底" for month in CHECKPOINTS))
        self._table_head(row, "资金支出计划与实际支出（累计，%）", labels)
        header = row + 1
        row += 2
        lines = []
        for plan in told:
            self.page.put(row, 1, plan.result.project.title, "center", to=(row + 1, 1))
            for offset, (word, field) in enumerate((("计划", "plan"), ("实际", "checkpoint"))):
                self._months(row + offset, plan, word, field)
            if not self.page.hides(row):
                lines.append((plan.result.project.title, row, row + 1))
            row += 2
        budgets = [plan.result.budget for plan in told]
        percents = [percent for budget in budgets for percent in (*budget.plan.values(), *budget.checkpoints.values())]
        return row, Spending(header, lines, max(percents)) if lines else None

    def _table_head(self, row: int, title: str, labels: Sequence[str]) -> None:
        """The heading of a table and, below it, the labels of its columns from column B on."""
        self.page.put(row, 0, title, "section", to=(row, _LAST))
        self.page.fixed(row, _HEADING)
        for column, label in enumerate(labels, start=1):
            self.page.put(row + 1, column, label, "header")
        self.page.fixed(row + 1, _TABLE_HEAD)

    def _months(self, row: int, plan: ProjectPlan, word: str, field: str) -> None:
        budget, pid = plan.result.budget, plan.result.project.id
        values = budget.plan if field == "plan" else budget.checkpoints
        self.page.put(row, 2, word, "center")
        for column, month in enumerate(CHECKPOINTS, start=3):
            name = f"{field}.{month}"
            formula = in_steps(plan.fact_rows[name], "reading")
            about = About("spending", pid, name)
            self.page.put(row, column, values.get(month), "center", formula=formula, about=about)
        self.page.height(row, (plan.result.project.title, self.page.widths[1] * 2))

    def _print_setup(self, charts: int, last: int) -> None:
        repeat = at.SUMMARY_HEADER if len(self.plan.projects) > _ONE_PAGE else None
        self.page.print_landscape(repeat, (last, _LAST))
        self._keep_charts_whole(charts, last)
        self.page.sheet.freeze_panes(at.SUMMARY_FIRST, 0)
        self.page.sheet.hide_gridlines(2)

    def _keep_charts_whole(self, charts: int, last: int) -> None:
        """No page may end inside a chart: all on one page where that stays readable, else a page of their own."""
        scale = min(1.0, _PAPER_WIDTH / (self.page.width(0, _LAST) * _POINTS_PER_CHARACTER))
        pages = self.page.points(0, last) * scale / _PAPER_HEIGHT
        if pages <= 1:
            return
        if pages <= _SHRINK:
            self.page.sheet.fit_to_pages(1, 1)
        else:
            self.page.sheet.set_h_pagebreaks([charts])


def _sum_of(rows: Sequence[int], column: str) -> str:
    """The sum of these cells of 计分过程, by its first and last row where they are neighbours."""
    if rows == list(range(rows[0], rows[-1] + 1)):
        last = in_steps(rows[-1], column).rpartition("!")[2]
        return f"ROUND(SUM({in_steps(rows[0], column)}:{last}),10)"
    cells = ",".join(in_steps(row, column) for row in rows)
    return f"ROUND(SUM({cells}),10)" if len(rows) <= _MOST_TERMS else ""


def _state(result: ProjectResult) -> str:
    if result.missing:
        return f"{INCOMPLETE}，缺 {len(result.missing)} 项"
    return NO_TOTAL if result.total is None else "已完成"
