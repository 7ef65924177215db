"""What a scored workbook does once a row stops applying or applies again in the spreadsheet: formulas that tell.

The points of what does not apply lie with other rows, and no formula moves them. So every row of 计分过程 marks whether
it still applies as it did when it was scored; while a mark of a project is set, its points are `#N/A`, and with them
every score, sum and grade that rests on them. A score of its own leaves a row that did not apply, or was not scored,
as soon as its text is another.
"""

from __future__ import annotations

from selfeval.core.model import AMOUNTS, SOURCES
from selfeval.core.rules.choices import ExecutionMethod, NotApplicablePolicy, ZeroBudget
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.absence import IN_NOT_APPLICABLE, SAY_NOT_APPLICABLE
from selfeval.excel.paper.cells import absolute, number_text
from selfeval.excel.paper.formulas import literal
from selfeval.excel.paper.labels import NOT_APPLICABLE, STALE, STEP
from selfeval.excel.scored.entries import Entry
from selfeval.excel.scored.live_readings import LONGEST_LITERAL, Pair
from selfeval.excel.scored.plan import ProjectPlan

_MOVED = "有指标改为不适用或恢复适用，分值要重新分配：用程序打开重新计分"
_FILLED = "原来未计分，现已改：用程序打开计分"
_APPLIES = "原为不适用，现已改：用程序打开重新计分"


def points_move(pack: RulePack) -> bool:
    """Whether the points of what does not apply go to other rows."""
    return pack.weights.not_applicable in {NotApplicablePolicy.REDISTRIBUTE, NotApplicablePolicy.RESCALE}


def row_mark(entry: Entry, scored: Scored, actual: Pair) -> str:
    """1 once the row's actual says otherwise than before whether the indicator applies, else 0."""
    cell = actual[0]
    if scored.not_applicable:
        return f"IF({_absent(cell)},0,1)"
    bare = f'SUBSTITUTE(SUBSTITUTE({cell}," ",""),"\u3000","")'
    words, marks = (
        "{" + ",".join(map(literal, texts)) + "}" for texts in (IN_NOT_APPLICABLE, sorted(SAY_NOT_APPLICABLE))
    )
    says = f"SUMPRODUCT(--ISNUMBER(FIND({words},{bare})))+SUMPRODUCT(--({bare}={marks}))>0"
    return f"IF({unchanged(entry, actual)},0,IF({says},1,0))"


def execution_mark(pack: RulePack, result: ProjectResult, base: str) -> str:
    """1 once the budget became 0, or is 0 no longer, and the execution rate applies by that; "" where it never does."""
    rule, known = pack.execution, result.execution.base
    if rule.method is ExecutionMethod.NONE or rule.zero_budget is not ZeroBudget.NOT_APPLICABLE or known is None:
        return ""
    same, other = ("0", "1") if known == 0 else ("1", "0")
    return f"IF(ISERROR({base}),0,IF({base}=0,{same},{other}))"


def points_formula(points: str, plan: ProjectPlan, pack: RulePack) -> str:
    """The points of a row, gone while a mark of the project is set; "" where no points ever move."""
    return f"IF({project_mark(plan)}=0,{points},NA())" if points_move(pack) else ""


def project_mark(plan: ProjectPlan) -> str:
    """The cell with the sum of a project's marks."""
    return absolute(plan.total_row, STEP["moved"])


def left_out(entry: Entry, scored: Scored, actual: Pair) -> str:
    """Nothing in the place of a score that is none, until the actual is another."""
    same = _absent(actual[0]) if scored.not_applicable else unchanged(entry, actual)
    return f'IF({same},"",NA())'


def zero_score(actual: Pair) -> str:
    """The 0 points that a pack gives a row that does not apply."""
    return f"IF({_absent(actual[0])},0,NA())"


def execution_left_out(plan: ProjectPlan) -> str:
    """The same for an execution rate that lacks an amount: the formula looks at the amounts that were not read."""
    budget = plan.result.budget
    names = (*AMOUNTS, *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES))
    open_names = [name for name in names if budget.amount(name) is None]
    blank = [plan.on_form(*plan.amount_on_form(name)) for name in open_names if not budget.texts.get(name)]
    unread = [name for name in open_names if budget.texts.get(name)]
    tests = [f"COUNTA({','.join(blank)})=0"] if blank else []
    for name in unread:
        written = absolute(plan.fact_rows[name], STEP["actual"])
        tests.append(f"EXACT({plan.on_form(*plan.amount_on_form(name))},{written})")
    return f'IF(AND({",".join(tests)}),"",NA())' if tests else ""


def unchanged(entry: Entry, actual: Pair) -> str:
    """The condition that the form still shows what was scored."""
    cell, kept = actual
    if entry.number is not None:
        return f"AND(ISNUMBER({cell}),N({cell})={number_text(entry.number.value)})"
    return f"EXACT({cell},{kept})"


def edit_formula(plan: ProjectPlan, pack: RulePack, row: int, scored: Scored, text: str) -> str:
    """Where to change the actual; once a change leaves no score, what to do about it."""
    if len(text) > LONGEST_LITERAL:
        return ""
    if scored.not_applicable:
        todo = _APPLIES
    elif scored.score is None:
        todo = _FILLED
    else:
        cell = "实际读数" if scored.answer is None else "档内比例"
        todo = f"原文已改，旧得分作废：在本行“{cell}”填新的数，或用程序打开重新计分"
    formula = f"IF(ISERROR({absolute(row, STEP['score'])}),{literal(todo)},{literal(text)})"
    return f"IF({project_mark(plan)}<>0,{literal(_MOVED)},{formula})" if points_move(pack) else formula


def words_unless_stale(cells: str, words: str) -> str:
    """Words in the place of a total that cannot be given; `#N/A` once one of the scores that it waits for changed."""
    return f"IF(ISERROR(SUM({cells})),NA(),{literal(words)})"


def noted(total: str, words: str) -> str:
    """Words beside a total, and in their place that it is stale as long as it is an error."""
    return f"IF(ISERROR({total}),{literal(STALE)},{literal(words)})"


def _absent(cell: str) -> str:
    return f"EXACT(TRIM({cell}),{literal(NOT_APPLICABLE)})"
