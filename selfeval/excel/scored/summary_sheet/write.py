"""自评汇总: the department and its projects, points by tier, spending against its plan, and the two charts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import WRITTEN
from selfeval.core.numbers import round_half_up
from selfeval.core.rules.choices import DepartmentTotal
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.excel.paper.cells import absolute
from selfeval.excel.paper.labels import INCOMPLETE, NOT_APPLICABLE, no_total
from selfeval.excel.paper.page import About, Page
from selfeval.excel.paper.style import places_format
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.applicability import noted, words_unless_stale
from selfeval.excel.scored.form_sheet.totals import shown_grade
from selfeval.excel.scored.plan import SUM, Plan, ProjectPlan, in_steps
from selfeval.excel.scored.summary_sheet.charts import CHART_ROWS, Charts
from selfeval.excel.scored.summary_sheet.sums import Sums
from selfeval.excel.scored.summary_sheet.tables import SummaryTables

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LAST = len(at.SUMMARY_COLUMNS) - 1
_PRINTED = SUM["state"]
"""Last column on paper: the names of sheets are of use on the screen only."""
_TOTALS = {
    DepartmentTotal.WEIGHTED: "各项目总分按全年预算数加权平均",
    DepartmentTotal.SIMPLE: "各项目总分简单平均",
    DepartmentTotal.OWN_FORM: "部门整体支出绩效自评表的总分，不由各项目汇总",
}
_OF_FORM = _TOTALS[DepartmentTotal.OWN_FORM].partition("，")[0]
_LINE = 16
"""Height in points of a line below the title."""

_PAPER_WIDTH, _PAPER_HEIGHT = 760.0, 500.0
"""Room on A4 across inside the margins and above the footer, in points, a little less than there is."""

_POINTS_PER_CHARACTER = 5.6
_SMALLEST = 0.62
"""Type is shrunk by no more than this to get all on one page."""

_ONE_PAGE = 20
"""Projects whose list fits on one printed page; the labels of a longer list stand on every page."""


class SummaryWriter:
    """Writes 自评汇总; holds what every table needs."""

    def __init__(self, book: Workbook, page: Page, plan: Plan, assessment: Assessment) -> None:
        self.book, self.page, self.plan, self.assessment = book, page, plan, assessment
        self.places = assessment.pack.rounding.places
        self.score_format = places_format(self.places)
        self.sums = Sums(plan.listed, assessment)

    def write(self) -> None:
        """All tables, the charts below them, and the print set-up."""
        self._head()
        for plan in self.plan.listed:
            self._project(plan)
        self._department()
        tables = SummaryTables(self.page, self.plan, self.assessment)
        tiers, row = tables.tiers(self.plan.department_row + 2)
        spending, row = tables.spending(row + 1)
        if self.plan.listed:
            Charts(self.book, self.page, several=len(self.plan.listed) > 1).insert(row + 1, tiers, spending)
        self._print_setup(row + 1, row + 1 + CHART_ROWS, max(_PRINTED, tables.last))

    def _head(self) -> None:
        page, pack = self.page, self.assessment.pack
        name, year = self.assessment.evaluation.department.name, self.assessment.year
        title = f"{name}{f'{year}年度' if year else ''}预算绩效自评汇总"
        page.put(0, 0, title, "title", to=(0, _PRINTED))
        page.fixed(0, 30)
        page.put(1, 0, f"计分规则：{pack.title}", "subtitle", to=(1, _PRINTED))
        page.put(
            2,
            0,
            f"部门总分：{_OF_FORM if self.plan.form else _TOTALS[pack.department_total]}",
            "subtitle",
            to=(2, _PRINTED),
        )
        for row in (1, 2):
            page.fixed(row, _LINE)
        for column, (_, label, _) in enumerate(at.SUMMARY_COLUMNS):
            page.put(at.SUMMARY_HEADER, column, label, "header")
        page.fixed(at.SUMMARY_HEADER, 24)

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
            total = no_total(result)
        cell = plan.on_form(plan.form_total, at.SCORE)
        page.put(row, SUM["total"], total, "total", number=self.score_format, formula=cell, about=About("total", pid))
        cell = plan.on_form(plan.form_grade, at.WEIGHT)
        grade, _ = shown_grade(self.assessment.pack, "", result.grade, given=result.total is not None)
        page.put(row, SUM["grade"], grade, "total", formula=cell, about=About("grade", pid))
        state, about = _state(result), About("state", pid)
        page.put(row, SUM["state"], state, "center", formula=noted(absolute(row, SUM["total"]), state), about=about)
        page.put(row, SUM["form"], plan.form, "center")
        page.height(
            row,
            *((text, page.widths[SUM[key]]) for key, text in (("code", project.code), ("project", project.title))),
            at_least=18,
        )

    def _department(self) -> None:
        page, row, whole = self.page, self.plan.department_row, self.assessment.department
        page.put(row, 0, "部门合计", "total", to=(row, SUM["project"]))
        page.put(row, SUM["unit"], whole.unit, "total")
        amounts = {"initial": whole.initial, "adjusted": whole.adjusted, "executed": whole.executed}
        for name, amount in amounts.items():
            about = About(f"sum_{name}")
            page.put(row, SUM[name], amount, "total", formula=self.sums.sum(name), about=about)
        executed, adjusted = absolute(row, SUM["executed"]), absolute(row, SUM["adjusted"])
        rate = None if whole.rate is None else round_half_up(whole.rate, 4)
        formula = f'IF({adjusted}=0,"",ROUND({executed}/{adjusted},4))'
        page.put(row, SUM["rate"], rate, "total", number="0.00%", formula=formula, about=About("rate"))
        page.put(row, SUM["execution"], None, "total")
        form = self.plan.form
        missing = no_total(*(plan.result for plan in ((form,) if form else self.plan.listed)))
        total: Decimal | str = whole.total if whole.total is not None else missing
        cells = form.on_form(form.form_total, at.SCORE) if form else self.sums.range_of("total")
        formula = (cells if form else self.sums.mean()) if whole.total is not None else ""
        if whole.total is None and self.plan.projects:
            formula = words_unless_stale(cells, missing)
        page.put(row, SUM["total"], total, "total", number=self.score_format, formula=formula, about=About("total"))
        cell, given = absolute(row, SUM["total"]), whole.total is not None
        grade, formula = shown_grade(self.assessment.pack, cell, whole.grade, given=given)
        page.put(row, SUM["grade"], grade, "total", formula=formula, about=About("grade"))
        words = f"共 {len(self.plan.listed)} 个项目"
        formula = noted(absolute(row, SUM["total"]), words) if self.plan.listed else ""
        page.put(row, SUM["state"], words, "total", formula=formula, about=About("state"))
        page.put(row, SUM["form"], None, "total")
        page.fixed(row, 20)

    def _print_setup(self, charts: int, last: int, across: int) -> None:
        repeat = at.SUMMARY_HEADER if len(self.plan.listed) > _ONE_PAGE else None
        self.page.print_landscape(repeat, (last, across))
        self._keep_charts_whole(charts, last, across)
        self.page.sheet.freeze_panes(at.SUMMARY_FIRST, 0)
        self.page.sheet.hide_gridlines(2)

    def _keep_charts_whole(self, charts: int, last: int, right: int) -> None:
        """No page may end inside a chart: all on one page where that stays readable, else a page of their own."""
        width = sum(self.page.width_of(column) for column in range(right + 1))
        across = min(1.0, _PAPER_WIDTH / (width * _POINTS_PER_CHARACTER))
        down = _PAPER_HEIGHT / self.page.points(0, last)
        if down >= across:
            return
        if down >= _SMALLEST:
            self.page.sheet.fit_to_pages(1, 1)
        else:
            self.page.sheet.set_h_pagebreaks([charts])


_TEXTS = {"goal_actual": "年度总体目标实际完成情况", **{name: FACT_LABELS[name] for name in WRITTEN}}


def _state(result: ProjectResult) -> str:
    if result.missing:
        return f"{INCOMPLETE}，缺 {len(result.missing)} 项"
    if result.total is None:
        return no_total(result)
    blank = "、".join(_TEXTS.get(name, name) for name in result.blank_texts)
    return f"未填写{blank}" if blank else "已完成"
