"""One 项目支出绩效自评表 in the layout of the national form (财预〔2020〕10号): amounts, goals, indicators, total.

Entries that a person may change stand here as numbers where that shows them exactly; weights and scores refer to
计分过程.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from selfeval.core.assessment import Assessment
from selfeval.core.model import AMOUNTS, SOURCES, Indicator
from selfeval.core.numbers import round_half_up
from selfeval.core.rules import RulePack, TotalRounding
from selfeval.core.scoring import Scored
from selfeval.excel import write_plan as at
from selfeval.excel.style import places_format
from selfeval.excel.write_cells import number_text
from selfeval.excel.write_entries import actual_entry, amount_entry
from selfeval.excel.write_labels import (
    AMOUNT_WORDS,
    GRADE,
    INCOMPLETE,
    NO_TOTAL,
    NOT_APPLICABLE,
    SOURCE_WORDS,
    TOTAL,
    TOTAL_ROW,
)
from selfeval.excel.write_page import About, Page, absolute
from selfeval.excel.write_plan import ProjectPlan, in_steps

_A4, _LAST = 9, at.REASON
_NO_LIMIT = 1_000_000_000
_HIGHEST_MERGE = 400.0  # points; about half a printed page
_HEADERS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")


def write_form(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    """Fill one form sheet and set it up for printing."""
    year = f"（{assessment.year}年度）" if assessment.year else ""
    project = plan.result.project
    kind = "部门整体支出" if project.whole_department else "项目支出"
    page.put(0, 0, f"{kind}绩效自评表{year}", "title", to=(0, _LAST))
    page.sheet.set_row(0, 34)
    page.put(1, 0, f"金额单位：{project.money_unit}", "right", to=(1, _LAST))
    department = project.department or assessment.evaluation.department.name
    _pair(page, at.FORM_NAMES, ("项目名称", project.name or project.title), ("项目编码", project.code))
    _pair(page, at.FORM_NAMES + 1, ("主管部门", department), ("实施单位", project.unit))
    _funds(page, plan, assessment)
    _goals(page, plan, assessment)
    _indicators(page, plan, assessment)
    _totals(page, plan, assessment.pack)
    _signatures(page, plan, assessment)
    _print_setup(page, plan)


def _pair(page: Page, row: int, left: tuple[str, str], right: tuple[str, str]) -> None:
    page.put(row, 0, left[0], "label", to=(row, at.TIER1))
    page.put(row, at.TIER2, left[1], to=(row, at.TIER3))
    page.put(row, at.TARGET, right[0], "label")
    page.put(row, at.ACTUAL, right[1], to=(row, _LAST))
    widths = page.width(at.TIER2, at.TIER3), page.width(at.ACTUAL, _LAST)
    page.height(row, (left[1], widths[0]), (right[1], widths[1]), at_least=22)


def _funds(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    """Amounts by source; the total row carries the execution rate and its score."""
    unit, execution = plan.result.project.money_unit, plan.result.execution
    top = at.FORM_FUNDS
    page.put(top, 0, f"项目资金（{unit}）", "upright", to=(top + 4, 0))
    page.put(top, at.TIER1, "", "header", to=(top, at.TIER2))
    for place, word in enumerate((*AMOUNT_WORDS.values(), "分值", "执行率", "得分")):
        page.put(top, at.TIER3 + place, word, "header")
    for source, row in at.SOURCE_ROWS.items():
        word = SOURCE_WORDS[source] if source else TOTAL_ROW
        word = f"其中：{word}" if source == SOURCES[0] else word
        page.put(row, at.TIER1, word, "label", to=(row, at.TIER2))
        for amount in AMOUNTS:
            _amount(page, plan, f"{amount}.{source}" if source else amount)
        page.sheet.set_row(row, 20)
        if source:
            for column in (at.EXEC_WEIGHT, at.EXEC_RATE, at.EXEC_SCORE):
                page.put(row, column, "—", "center")
    page.sheet.set_row(top, 20)
    row, steps, pid = at.SOURCE_ROWS[""], plan.execution_row, plan.result.project.id
    page.put(
        row,
        at.EXEC_WEIGHT,
        execution.weight,
        "center",
        formula=in_steps(steps, "weight"),
        about=About("execution_weight", pid),
    )
    rate = None if execution.rate is None else round_half_up(execution.rate, 4)
    base, executed = in_steps(steps, "value"), in_steps(steps, "reading")
    formula = f"IF({base}=0,0,ROUND({executed}/{base},4))"
    page.put(row, at.EXEC_RATE, rate, "center", number="0.00%", formula=formula, about=About("rate", pid))
    if not execution.applies:
        page.put(row, at.EXEC_SCORE, NOT_APPLICABLE, "center", about=About("execution_score", pid))
        return
    page.put(
        row,
        at.EXEC_SCORE,
        execution.score,
        "center",
        number=places_format(assessment.pack.rounding.places),
        formula=in_steps(steps, "score"),
        about=About("execution_score", pid),
    )


def _amount(page: Page, plan: ProjectPlan, field: str) -> None:
    """One amount: the number as written, the text where it is none, a formula where it was derived."""
    budget = plan.result.budget
    text, amount = budget.texts.get(field, ""), budget.amount(field)
    row, column = plan.amount_on_form(field)
    if text or amount is None:
        entry = amount_entry(text, amount)
        if entry.number is not None:
            page.put(row, column, entry.number.value, "center", number=entry.number.format)
        else:
            page.put(row, column, text or None, "center")
        return
    parts = [f"{field}.{source}" for source in SOURCES if budget.amount(f"{field}.{source}") is not None]
    cells = parts or ["initial"]
    formula = "+".join(absolute(*plan.amount_on_form(name)) for name in cells)
    page.put(row, column, amount, "center", formula=formula)


def _goals(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    row = at.FORM_GOALS
    page.put(row, 0, "年度总体目标", "upright", to=(row + 1, 0))
    page.put(row, at.TIER1, "预期目标", "header", to=(row, at.TARGET))
    page.put(row, at.ACTUAL, "实际完成情况", "header", to=(row, _LAST))
    expected = "\n".join(plan.result.project.goals)
    actual = assessment.evaluation.value(plan.result.project, "goal_actual")
    page.put(row + 1, at.TIER1, expected, to=(row + 1, at.TARGET))
    page.put(row + 1, at.ACTUAL, actual, to=(row + 1, _LAST))
    widths = page.width(at.TIER1, at.TARGET), page.width(at.ACTUAL, _LAST)
    page.height(row + 1, (expected, widths[0]), (actual, widths[1]), at_least=75)


def _indicators(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    rows = plan.result.indicators
    last = max(at.FORM_HEADER, at.FORM_FIRST + len(rows) - 1)
    page.put(at.FORM_HEADER, 0, "绩效指标", "upright", to=(last, 0))
    for place, word in enumerate(_HEADERS, start=1):
        page.put(at.FORM_HEADER, place, word, "header")
    page.sheet.set_row(at.FORM_HEADER, 30)
    for place, scored in enumerate(rows):
        _indicator(page, plan, assessment, at.FORM_FIRST + place, scored)
    texts = [scored.indicator for scored in rows]
    _tier(page, at.TIER1, [row.tier1 for row in texts])
    _tier(page, at.TIER2, [f"{row.tier1}\n{row.tier2}" for row in texts], shown=[row.tier2 for row in texts])


def _tier(page: Page, column: int, keys: Sequence[str], shown: Sequence[str] | None = None) -> None:
    """Write a tier's column, equal neighbours merged, but none so high that a page might show it without its word."""
    start, top = 0, at.FORM_FIRST
    for place in range(1, len(keys) + 1):
        ends = place == len(keys) or keys[place] != keys[start]
        if ends or page.points(top + start, top + place) > _HIGHEST_MERGE:
            first, last = at.FORM_FIRST + start, at.FORM_FIRST + place - 1
            page.put(first, column, (shown or keys)[start], "center", to=(last, column))
            start = place


def _indicator(page: Page, plan: ProjectPlan, assessment: Assessment, row: int, scored: Scored) -> None:
    item, project = scored.indicator, plan.result.project
    evaluation, steps = assessment.evaluation, plan.indicator_rows[item.id]
    entry = actual_entry(scored, evaluation.indicator_value(project, item, "actual") or scored.actual.text)
    reason = reason_shown(evaluation.indicator_value(project, item, "reason"), scored.not_applicable)
    page.put(row, at.TIER3, item.tier3)
    page.put(row, at.TARGET, item.target, "center")
    if entry.number is not None:
        page.put(row, at.ACTUAL, entry.number.value, "center", number=entry.number.format)
    else:
        page.put(row, at.ACTUAL, entry.text, "center")
    weight = About("form_weight", project.id, item.id)
    page.put(row, at.WEIGHT, scored.weight.effective, "center", formula=in_steps(steps, "weight"), about=weight)
    page.put(
        row,
        at.SCORE,
        scored.score,
        "center",
        number=places_format(assessment.pack.rounding.places),
        formula=in_steps(steps, "score"),
        about=About("form_score", project.id, item.id),
    )
    page.put(row, at.REASON, reason)
    _row_height(page, row, item, entry.text, reason)


def _row_height(page: Page, row: int, item: Indicator, actual: str, reason: str) -> None:
    texts = {
        at.TIER1: item.tier1,
        at.TIER2: item.tier2,
        at.TIER3: item.tier3,
        at.TARGET: item.target,
        at.ACTUAL: actual,
        at.REASON: reason,
    }
    page.height(row, *((text, page.widths[column]) for column, text in texts.items()), at_least=28)


def reason_shown(reason: str, not_applicable: str) -> str:
    """What stands in the column of reasons: the reason, else why the indicator does not apply."""
    return f"{NOT_APPLICABLE}：{not_applicable}" if not_applicable and not reason else reason


def _totals(page: Page, plan: ProjectPlan, pack: RulePack) -> None:
    result, row = plan.result, plan.form_total
    pid = result.project.id
    page.put(row, 0, TOTAL, "total", to=(row, at.ACTUAL))
    exec_cell = absolute(at.SOURCE_ROWS[""], at.EXEC_WEIGHT)
    weights = sum((scored.weight.effective for scored in result.indicators), result.execution.weight)
    column = f"{absolute(at.FORM_FIRST, at.WEIGHT)}:{absolute(row - 1, at.WEIGHT)}"
    formula = f"ROUND(SUM({column})+{exec_cell},10)" if result.indicators else exec_cell
    page.put(row, at.WEIGHT, weights, "total", formula=formula, about=About("weight_sum", pid))
    about = About("total", pid)
    if result.total is None:
        page.put(row, at.SCORE, INCOMPLETE if result.missing else NO_TOTAL, "total", about=about)
    else:
        number = places_format(pack.rounding.places)
        page.put(row, at.SCORE, result.total, "total", number=number, formula=total_formula(plan, pack), about=about)
    note = result.note.render() and plan.result.note
    page.put(row, at.REASON, "" if not note else _cap_note(plan))
    page.sheet.set_row(row, 24)
    row = plan.form_grade
    page.put(row, 0, GRADE, "total", to=(row, at.ACTUAL))
    total = absolute(plan.form_total, at.SCORE)
    formula = grade_formula(pack, total)
    page.put(row, at.WEIGHT, result.grade or None, "total", formula=formula, about=About("grade", pid), to=(row, _LAST))
    page.sheet.set_row(row, 24)


def _cap_note(plan: ProjectPlan) -> str:
    execution = plan.result.execution
    if plan.result.total is None or execution.cap is None:
        return NO_TOTAL
    below, cap = number_text(execution.cap_below or Decimal(0)), number_text(execution.cap)
    return f"执行率低于{below}%，总分不超过{cap}分"


def total_formula(plan: ProjectPlan, pack: RulePack) -> str:
    """The total as the pack forms it, with the cap that a low execution rate puts on it."""
    first, last = at.FORM_FIRST, plan.form_total - 1
    if pack.rounding.total is TotalRounding.ROUNDED_SUM:
        start = min((*plan.indicator_rows.values(), plan.execution_row))
        column = in_steps(start, "exact") + ":" + in_steps(plan.execution_row, "exact").rpartition("!")[2]
        total = f"SUM({column})"
    else:
        column = f"{absolute(first, at.SCORE)}:{absolute(last, at.SCORE)}"
        total = f"SUM({column},{absolute(at.SOURCE_ROWS[''], at.EXEC_SCORE)})"
    total = f"ROUND({total},{pack.rounding.places})"
    execution = plan.result.execution
    if not pack.execution.caps or not execution.applies:
        return total
    if not execution.base:
        return f"MIN({total},{number_text(execution.cap)})" if execution.cap is not None else total
    rate = f"{in_steps(plan.execution_row, 'reading')}/{in_steps(plan.execution_row, 'value')}"
    limits = (
        f"IF({rate}<{number_text(cap.rate_below / 100)},{number_text(cap.total)},{_NO_LIMIT})"
        for cap in pack.execution.caps
    )
    return f"MIN({total},{','.join(limits)})"


def grade_formula(pack: RulePack, total: str) -> str:
    """The grade of a total as nested IFs, "" for a pack without grades."""
    formula = '""'
    for grade in reversed(pack.grades):
        name = grade.name.replace('"', '""')
        formula = f'IF({total}>={number_text(grade.at_least)},"{name}",{formula})'
    return formula if pack.grades else ""


def _signatures(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    row = plan.form_grade + 1
    preparer, leader = (assessment.evaluation.setting(name) for name in ("preparer", "leader"))
    page.put(row, 0, f"填报人：{preparer}", "sign", to=(row, at.TIER2))
    page.put(row, at.TIER3, f"负责人：{leader}", "sign")
    page.put(row, at.TARGET, "日期：    年    月    日", "sign", to=(row, at.WEIGHT))
    page.put(row, at.SCORE, "盖章：", "sign", to=(row, _LAST))
    page.sheet.set_row(row, 40)


def _print_setup(page: Page, plan: ProjectPlan) -> None:
    sheet = page.sheet
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(at.FORM_HEADER)
    sheet.print_area(0, 0, plan.form_grade + 1, _LAST)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:I{plan.form_grade + 2}"})
