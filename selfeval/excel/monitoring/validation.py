"""Drop-downs of the form of monitoring: they offer and explain, and keep nobody from writing something else."""

from __future__ import annotations

from selfeval.core.monitoring.results import MonthRow
from selfeval.core.readings import Kind
from selfeval.core.rules.pack import RulePack
from selfeval.excel.monitoring import layout as at
from selfeval.excel.paper.cells import cell_name, own_list
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.validation import WARNS


def check_row(page: Page, row: int, one: MonthRow, pack: RulePack) -> None:
    """Offer √ for the boxes of a row, and the pack's answers where its target is qualitative."""
    mark = {**WARNS, "validate": "list", "source": [at.MARK]}
    for column in at.CAUSES.values():
        page.check(row, column, {**mark, "error_message": "选“√”；其他文字请写在“原因说明”。"})
    for column in at.LIKELIHOODS.values():
        page.check(row, column, {**mark, "input_title": "完成目标可能性", "input_message": "三格中选一格。",
                                 "error_message": "选“√”，三格中选一格。"})  # fmt: skip
    _one_of_three(page, row)
    labels = own_list([answer.label for answer in pack.answers])
    if one.reached.target.kind is Kind.QUALITATIVE and labels:
        words = {
            "validate": "list",
            "source": labels,
            "error_message": "一般从下拉中选一个完成档次，也可在后面写比例。",
        }
        for column in (at.REACHED, at.EXPECTED):
            page.check(row, column, {**WARNS, **words})


def _one_of_three(page: Page, row: int) -> None:
    """Two boxes of likelihood that are both chosen look wrong at once."""
    first, last = (f"${cell_name(row, column)}" for column in (at.FIRST_LIKELIHOOD, at.LAST_LIKELIHOOD))
    rule = {"type": "formula", "criteria": f"=COUNTA({first}:{last})>1", "format": page.ledger.styles.get("twice")}
    page.sheet.conditional_format(row, at.FIRST_LIKELIHOOD, row, at.LAST_LIKELIHOOD, rule)
