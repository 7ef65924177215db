"""各单位: behind a joint form, what each unit brought to each row, and how the figures became one."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.problems import Message, Translate
from selfeval.core.together.part import JointProject
from selfeval.core.together.projects import outcome_of
from selfeval.excel.paper.page import Ledger, Page
from selfeval.excel.paper.sheet import Sheet

UNITS = "各单位"
_COLUMNS = (
    ("项目", 20.0),
    (FACT_LABELS["tier1"], 9.0),
    (FACT_LABELS["tier2"], 11.0),
    (FACT_LABELS["tier3"], 20.0),
    ("单位", 24.0),
    ("指标值", 14.0),
    ("完成值", 14.0),
    ("分值", 7.0),
    ("得分", 8.0),
    ("权重（万元）", 11.0),
    ("合成的指标值", 14.0),
    ("合成的完成值", 14.0),
    ("怎样合成", 34.0),
)


class UnitsSheet:
    """Adds the sheet to a workbook that is being written."""

    def __init__(self, projects: Sequence[JointProject], method: Message, translate: Translate) -> None:
        self._projects, self._method, self._translate = projects, method, translate

    def __call__(self, book: Workbook, ledger: Ledger) -> None:
        """Write it."""
        page = Page(book.add_worksheet(UNITS, Sheet), ledger, tuple(width for _, width in _COLUMNS))
        last = len(_COLUMNS) - 1
        page.put(0, 0, "各单位完成情况", "title", to=(0, last))
        page.fixed(0, 30)
        note = self._method.render(self._translate)
        page.put(1, 0, note, "note", to=(1, last))
        page.height(1, (note, page.width(0, last)))
        for column, (label, _) in enumerate(_COLUMNS):
            page.put(2, column, label, "header")
        page.fixed(2, 30)
        line = 2
        for one in self._projects:
            line = self._budgets(page, one, line)
            line = self._rows(page, one, line)
        page.print_landscape(2, (line, last))
        page.sheet.freeze_panes(3, 4)
        page.sheet.autofilter(2, 0, line, last)
        page.mark_internal()

    def _budgets(self, page: Page, one: JointProject, line: int) -> int:
        for label, name in (("全年预算数（万元）", "adjusted"), ("全年执行数（万元）", "executed")):
            for part in one.parts:
                line += 1
                texts = (one.project.title, "资金", "", label, part.unit, "")
                for column, text in enumerate(texts):
                    page.put(line, column, text, "text")
                page.put(line, 6, part.money[name], "center")
                for column in range(7, len(_COLUMNS)):
                    page.put(line, column, "", "text")
                page.put(line, 11, one.project.budget.get(name, ""), "center")
                page.put(line, 12, "相加", "text")
        return line

    def _rows(self, page: Page, one: JointProject, line: int) -> int:
        for row in one.rows:
            item, said = row.given[0].indicator, row.joined.said.render(self._translate)
            joined = row.joined.actual + (f" {row.joined.share}%" if row.joined.share else "")
            for given in row.given:
                line += 1
                texts = (one.project.title, item.tier1, item.tier2, item.tier3, given.part.unit)
                for column, text in enumerate(texts):
                    page.put(line, column, text, "text")
                page.put(line, 5, given.indicator.target, "center")
                page.put(line, 6, outcome_of(given), "center")
                page.put(line, 7, given.scored.weight.base, "center")
                page.put(line, 8, given.scored.score, "center")
                page.put(line, 9, given.money, "center")
                page.put(line, 10, row.joined.target, "center")
                page.put(line, 11, joined, "center")
                page.put(line, 12, said, "text")
                page.height(line, (item.tier3, 20.0), (given.part.unit, 24.0), (said, 34.0), (row.joined.target, 14.0))
        return line
