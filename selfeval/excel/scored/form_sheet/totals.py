"""Total and grade below the indicators of a form, as live formulas that follow the pack: rounding, caps, grades."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.rules.choices import TotalRounding
from selfeval.core.rules.formula import excel_rounded
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.reviewing import grade_given
from selfeval.excel.paper.cells import absolute, number_text
from selfeval.excel.paper.formulas import grade_formula, literal
from selfeval.excel.paper.labels import GRADE, TOTAL, no_total
from selfeval.excel.paper.page import About, Page
from selfeval.excel.paper.style import places_format
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.applicability import noted, words_unless_stale
from selfeval.excel.scored.plan import ProjectPlan, in_steps

_NO_LIMIT = 1_000_000_000


def write_totals(page: Page, plan: ProjectPlan, pack: RulePack) -> None:
    """The sum of the weights, the total with what held it down, and the grade."""
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
        exec_score = absolute(at.SOURCE_ROWS[""], at.EXEC_SCORE)
        words, first = no_total(result), in_steps(min((*plan.indicator_rows.values(), plan.execution_row)), "score")
        cells = f"{first}:{in_steps(plan.execution_row, 'score').rpartition('!')[2]},{exec_score}"
        page.put(row, at.SCORE, words, "total", formula=words_unless_stale(cells, words), about=about)
    else:
        number = places_format(pack.rounding.places)
        page.put(row, at.SCORE, result.total, "total", number=number, formula=total_formula(plan, pack), about=about)
    note = _cap_note(plan) if result.note else ""
    page.put(row, at.REASON, note, formula=noted(absolute(row, at.SCORE), note), about=About("note", pid))
    page.fixed(row, 24)
    row = plan.form_grade
    page.put(row, 0, GRADE, "total", to=(row, at.ACTUAL))
    total = absolute(plan.form_total, at.SCORE)
    grade, formula = shown_grade(pack, total, result.grade, given=result.total is not None)
    about = About("grade", pid)
    page.put(row, at.WEIGHT, grade, "total", formula=formula, about=about, to=(row, at.REASON))
    page.fixed(row, 24)


def _cap_note(plan: ProjectPlan) -> str:
    result, execution, reviewed = plan.result, plan.result.execution, plan.result.reviewed
    if result.total is None:
        return no_total(result)
    said = []
    if execution.cap is not None and result.capped != result.uncapped:
        below = number_text(execution.cap_below or Decimal(0))
        said.append(f"执行率低于{below}%，总分不超过{number_text(execution.cap)}分")
    if reviewed is not None:
        percent = number_text(reviewed.percent)
        said.append(f"复核等级为{reviewed.grade}，低于自评等级{reviewed.own}，{reviewed.before}分按{percent}%计")
    return "；".join(said)


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
    total = excel_rounded(total, pack.rounding.places, pack.rounding.mode)
    execution = plan.result.execution
    if not pack.execution.caps or not execution.applies:
        return _reviewed(total, plan, pack)
    base, executed = (in_steps(plan.execution_row, key) for key in ("value", "reading"))
    rate = f"IF({base}=0,0,{executed}/{base})"
    limits = (
        f"IF({rate}<{number_text(cap.rate_below / 100)},{number_text(cap.total)},{_NO_LIMIT})"
        for cap in pack.execution.caps
    )
    return _reviewed(f"MIN({total},{','.join(limits)})", plan, pack)


def _reviewed(total: str, plan: ProjectPlan, pack: RulePack) -> str:
    """The total with the discount that the reviewer's grade asks for, as long as that grade stands in its cell."""
    written, names = plan.result.budget.texts.get("review_grade", ""), [one.name for one in pack.grades]
    grade = grade_given(written, pack.grades)
    if not pack.review or grade not in names:
        return total
    rank = str(len(names) - 1)
    for place, one in reversed(list(enumerate(pack.grades))):
        rank = f"IF({total}>={number_text(one.at_least)},{place},{rank})"
    share = "1"
    for step in pack.review:
        share = f"IF({names.index(grade)}-{rank}>={step.lower_by},{number_text(step.percent / 100)},{share})"
    discounted = excel_rounded(f"{total}*{share}", pack.rounding.places, pack.rounding.mode)
    cell = in_steps(plan.fact_rows["review_grade"], "actual")
    return f"IF(EXACT({cell},{literal(written)}),{discounted},NA())"


def shown_grade(pack: RulePack, total: str, grade: str, *, given: bool) -> tuple[str | None, str]:
    """The grade and its formula; blank where no total is given, None for a pack without grades."""
    if not pack.grades:
        return None, ""
    # a spreadsheet takes the words in the place of a total for more than any number
    return grade, grade_formula(pack, total) if given else f'IF(ISERROR({total}),NA(),"")'
