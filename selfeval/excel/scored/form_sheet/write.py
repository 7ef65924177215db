"""One 项目支出绩效自评表 in the layout of the national form (财预〔2020〕10号): amounts, goals, indicators, total.

Entries that a person may change stand here as numbers where that shows them exactly; weights and scores refer to
计分过程.
"""

from __future__ import annotations

from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import AMOUNT, AMOUNTS, SOURCES, Indicator, Project
from selfeval.core.numbers import round_half_up
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.results import Assessment
from selfeval.core.scoring.scored import Scored
from selfeval.excel.paper.cells import absolute
from selfeval.excel.paper.formulas import literal
from selfeval.excel.paper.labels import (
    DEPARTMENT_HEADS,
    EXECUTION_REASON,
    INDICATOR_COLUMNS,
    NOT_APPLICABLE,
    STALE,
    TOTAL_ROW,
)
from selfeval.excel.paper.page import About, Page
from selfeval.excel.paper.style import places_format
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.entries import Entry, actual_entry, amount_entry, reason_shown, target_entry
from selfeval.excel.scored.form_sheet.foot import print_form, write_foot
from selfeval.excel.scored.form_sheet.totals import write_totals
from selfeval.excel.scored.form_sheet.whole_department import NOTHING_HERE, headers_of, write_derived, write_money
from selfeval.excel.scored.live_readings import amount_formula
from selfeval.excel.scored.plan import ProjectPlan, in_steps
from selfeval.excel.scored.steps_sheet.derived_figures import is_derived
from selfeval.excel.scored.validation import check_actual

_LAST = at.REASON
_NAMED = 40
"""Signs of an indicator's name that tell whose text stands below the form."""
_HEADERS = tuple(FACT_LABELS[name] for name in INDICATOR_COLUMNS)


def write_form(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    """Fill one form sheet and set it up for printing."""
    print_form(page, fill_form(page, plan, assessment))


def fill_form(page: Page, plan: ProjectPlan, assessment: Assessment) -> int:
    """Fill one form sheet; returns its last row."""
    year = f"（{assessment.year}年度）" if assessment.year else ""
    project = plan.result.project
    kind = "部门整体支出" if project.whole_department else "项目支出"
    page.put(0, 0, f"{kind}绩效自评表{year}", "title", to=(0, _LAST))
    page.fixed(0, 34)
    _unit_line(page, plan)
    head = FACT_LABELS | DEPARTMENT_HEADS if is_beside(project) else FACT_LABELS
    department = project.department or assessment.evaluation.department.name
    _pair(page, at.FORM_NAMES, (head["name"], project.name or project.title), (head["code"], project.code))
    _pair(page, at.FORM_NAMES + 1, (FACT_LABELS["department"], department), (FACT_LABELS["unit"], project.unit))
    _funds(page, plan, assessment)
    _goals(page, plan, assessment)
    _indicators(page, plan, assessment)
    write_totals(page, plan, assessment.pack)
    return write_foot(page, plan, assessment)


def _unit_line(page: Page, plan: ProjectPlan) -> None:
    """The unit of the amounts, and a warning once a text was changed that no formula can read."""
    words = f"金额单位：{plan.result.project.money_unit}"
    total = absolute(plan.form_total, at.SCORE)
    formula = f'IF(ISERROR({total}),"{STALE}（见“计分过程”）    {words}","{words}")'
    about = About("money_unit", plan.result.project.id)
    page.put(1, 0, words, "right", formula=formula, about=about, to=(1, _LAST))


def _pair(page: Page, row: int, left: tuple[str, str], right: tuple[str, str]) -> None:
    page.put(row, 0, left[0], "label", to=(row, at.TIER1))
    page.put(row, at.TIER2, left[1], to=(row, at.TIER3))
    page.put(row, at.TARGET, right[0], "label")
    page.put(row, at.ACTUAL, right[1], to=(row, _LAST))
    widths = page.width(at.TIER2, at.TIER3), page.width(at.ACTUAL, _LAST)
    page.height(row, (left[1], widths[0]), (right[1], widths[1]), at_least=22)


def _funds(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    """Amounts by source; the total row carries the execution rate and its score."""
    top = at.FORM_FUNDS
    whose = "部门" if is_beside(plan.result.project) else "项目"
    page.put(top, 0, f"{whose}\n资金\n（{plan.result.project.money_unit}）", "upright", to=(top + 4, 0))
    page.put(top, at.TIER1, "", "header", to=(top, at.TIER2))
    for place, word in enumerate((*AMOUNT_LABELS.values(), "分值", "执行率", "得分")):
        page.put(top, at.TIER3 + place, word, "header")
    own_money = write_money(page, plan, assessment)
    for source, row in at.SOURCE_ROWS.items():
        word = SOURCE_LABELS[source] if source else TOTAL_ROW
        word = f"其中：{word}" if source == SOURCES[0] else word
        page.put(row, at.TIER1, word, "label", to=(row, at.TIER2))
        for amount in () if own_money else AMOUNTS:
            _amount(page, plan, f"{amount}.{source}" if source else amount)
        page.fixed(row, 20)
    page.fixed(top, 20)
    _execution_reason(page, assessment.evaluation.value(plan.result.project, "budget_reason"))
    if not own_money:
        _execution(page, plan, assessment)


def _execution_reason(page: Page, reason: str) -> None:
    """Why the budget was spent as it was, in the room beside the sources of money, where the form scores nothing."""
    rows = [row for source, row in at.SOURCE_ROWS.items() if source]
    if not reason.strip():
        for row in rows:
            for column in (at.EXEC_WEIGHT, at.EXEC_RATE, at.EXEC_SCORE):
                page.put(row, column, "—", "center")
        return
    text = f"{EXECUTION_REASON}{reason}"
    span = (at.EXEC_WEIGHT, at.EXEC_SCORE)
    style = page.style_for(rows[0], span, "执行情况说明", text, rows=len(rows))
    page.put(rows[0], at.EXEC_WEIGHT, text, style, to=(rows[-1], at.EXEC_SCORE))
    page.share_height(rows, text, page.width(at.EXEC_WEIGHT, at.EXEC_SCORE), at_least=20)


def _execution(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    """Weight, rate and score of the execution rate, in the row of the total amount."""
    execution = plan.result.execution
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
        # A budget that came later is scored by nobody: then no total may stand.
        follows = execution.base == 0 and assessment.pack.execution.method is not ExecutionMethod.NONE
        formula = f'IF({base}=0,"{NOT_APPLICABLE}",NA())' if follows else ""
        about = About("execution_score", pid)
        page.put(row, at.EXEC_SCORE, NOT_APPLICABLE, "center", formula=formula, about=about)
        return
    page.put(
        row,
        at.EXEC_SCORE,
        "" if execution.score is None else execution.score,
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
        _entry(page, row, column, entry)
        return
    formula = "+".join(_summand(plan, name) for name in budget.derived[field])
    page.put(row, column, amount, "center", formula=formula, about=About("amount", plan.result.project.id))


def _summand(plan: ProjectPlan, name: str) -> str:
    """An amount inside a sum, in the form's unit, also where its cell holds it as a text such as `１.４８７`."""
    reference = absolute(*plan.amount_on_form(name))
    text, reading = plan.result.budget.texts.get(name, ""), plan.result.budget.amount(name)
    entry = amount_entry(text, reading)
    if entry.factor is not None and entry.factor != 1:
        return entry.formula(reference)
    if entry.factor is not None:
        return reference
    return amount_formula((reference, literal(text)), reading) if text and reading is not None else reference


def _goals(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    row = at.FORM_GOALS
    page.put(row, 0, "年度\n总体\n目标", "upright", to=(row + 1, 0))
    page.fixed(row, 20)
    page.put(row, at.TIER1, FACT_LABELS["goals"], "header", to=(row, at.TARGET))
    page.put(row, at.ACTUAL, FACT_LABELS["goal_actual"], "header", to=(row, _LAST))
    expected = "\n".join(plan.result.project.goals)
    actual = assessment.evaluation.value(plan.result.project, "goal_actual")
    style = page.style_for(row + 1, (at.TIER1, at.TARGET), "年度总体目标的预期目标", expected)
    page.put(row + 1, at.TIER1, expected, style, to=(row + 1, at.TARGET))
    style = page.style_for(row + 1, (at.ACTUAL, _LAST), "年度总体目标的实际完成情况", actual)
    page.put(row + 1, at.ACTUAL, actual, style, to=(row + 1, _LAST))
    widths = page.width(at.TIER1, at.TARGET), page.width(at.ACTUAL, _LAST)
    page.height(row + 1, (expected, widths[0]), (actual, widths[1]), at_least=75)


def _indicators(page: Page, plan: ProjectPlan, assessment: Assessment) -> None:
    rows = plan.result.indicators
    last = max(at.FORM_HEADER, at.FORM_FIRST + len(rows) - 1)
    page.put(at.FORM_HEADER, 0, "绩效\n指标", "upright", to=(last, 0))
    for place, word in enumerate(headers_of(plan), start=1):
        page.put(at.FORM_HEADER, place, word, "header")
    page.fixed(at.FORM_HEADER, 30)
    for place, scored in enumerate(rows):
        _indicator(page, plan, assessment, at.FORM_FIRST + place, scored)
    tiers = [(scored.indicator.tier1, scored.indicator.tier2) for scored in rows]
    first = [tier1 for tier1, _ in tiers]
    page.tier(at.FORM_FIRST, at.TIER1, first, first)
    page.tier(at.FORM_FIRST, at.TIER2, ["\n".join(pair) for pair in tiers], [tier2 for _, tier2 in tiers])


def _indicator(page: Page, plan: ProjectPlan, assessment: Assessment, row: int, scored: Scored) -> None:
    item, project = scored.indicator, plan.result.project
    evaluation, steps = assessment.evaluation, plan.indicator_rows[item.id]
    entry = actual_entry(scored, evaluation.indicator_value(project, item, "actual") or scored.actual.text)
    reason, off = (evaluation.indicator_value(project, item, name) for name in ("reason", "deduction"))
    reason = reason_shown(reason, scored.not_applicable, off)
    page.put(row, at.TIER3, item.tier3, _style(page, row, at.TIER3, item, item.tier3))
    _entry(page, row, at.TARGET, target_entry(scored), _style(page, row, at.TARGET, item, item.target, "center"))
    if is_derived(scored, evaluation.indicator_value(project, item, "actual")):
        write_derived(page, (row, at.ACTUAL), entry, steps, About("reading", project.id, item.id))
    else:
        _entry(page, row, at.ACTUAL, entry, _style(page, row, at.ACTUAL, item, entry.text, "center"))
        check_actual(page, row, at.ACTUAL, scored, entry, assessment.pack)
    if item.kind == AMOUNT:
        for column in (at.WEIGHT, at.SCORE):
            page.put(row, column, NOTHING_HERE, "center")
    else:
        _points(page, row, scored, project, steps, assessment)
    page.put(row, at.REASON, reason, _style(page, row, at.REASON, item, reason))
    _row_height(page, row, item, entry.text, reason)


def _points(page: Page, row: int, scored: Scored, project: Project, steps: int, assessment: Assessment) -> None:
    """Weight and score of an indicator, both as 计分过程 has them."""
    item = scored.indicator
    weight = About("form_weight", project.id, item.id)
    page.put(row, at.WEIGHT, scored.weight.effective, "center", formula=in_steps(steps, "weight"), about=weight)
    page.put(
        row,
        at.SCORE,
        "" if scored.score is None else scored.score,
        "center",
        number=places_format(assessment.pack.rounding.places),
        formula=in_steps(steps, "score"),
        about=About("form_score", project.id, item.id),
    )


def _style(page: Page, row: int, column: int, item: Indicator, text: str, usual: str = "text") -> str:
    """The style of a text of an indicator; one that is too long is told apart by the name and the column."""
    name = item.tier3 if len(item.tier3) <= _NAMED else f"{item.tier3[:_NAMED]}…"
    label = f"“{name}”的{_HEADERS[column - at.TIER1]}"
    return page.style_for(row, (column, column), label, text, usual)


def _entry(page: Page, row: int, column: int, entry: Entry, style: str = "center") -> None:
    """The number that shows an entry exactly, else its text."""
    number = entry.number
    if number is not None:
        page.put(row, column, number.value, "measure" if '"' in number.format else "center", number=number.format)
    else:
        page.put(row, column, entry.text or None, style)


def _row_height(page: Page, row: int, item: Indicator, actual: str, reason: str) -> None:
    texts = {
        at.TIER1: item.tier1,
        at.TIER2: item.tier2,
        at.TIER3: item.tier3,
        at.TARGET: item.target,
        at.ACTUAL: actual,
        at.REASON: reason,
    }
    least = 18 if item.kind == AMOUNT else 28
    page.height(row, *((text, page.widths[column]) for column, text in texts.items()), at_least=least)
