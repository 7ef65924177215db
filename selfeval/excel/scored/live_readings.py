"""What a reading or a share becomes when a text of the form is changed: the formulas of 计分过程 that tell.

A number on the form is followed. A text has its old reading only while it stands there unchanged; a plain 是 or 否, a
date, one of the pack's answers with a share are read anew, and every other text gives `#N/A`: never an old score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from selfeval.core.model import STANDARD
from selfeval.core.numbers import plain
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.rules.choices import ZeroBudget
from selfeval.core.rules.formula import excel, unrounded, within
from selfeval.core.rules.methods import execution_points
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.actuals.words import yes_no
from selfeval.excel.paper.cells import absolute, utf16_length
from selfeval.excel.paper.formulas import literal
from selfeval.excel.paper.labels import STEP
from selfeval.excel.scored.entries import Entry
from selfeval.excel.scored.plan import ProjectPlan

_FIRST_DAY, _LAST_DAY = 36526, 73051
"""2000 and 2100 as spreadsheets count days: numbers between them are dates."""

LONGEST_LITERAL = 200
"""Characters that a text inside a formula may have (Excel takes 255), with room for doubled quotes."""

Pair = tuple[str, str]
"""A cell of the form, and the cell of 计分过程 with the text as it was when it was scored."""


def reading_formula(entry: Entry, scored: Scored, actual: Pair, target: Pair) -> str:
    """The actual as a number, following the form; "" where there is nothing to follow."""
    if entry.factor is not None and scored.indicator.kind == STANDARD:
        cell, most = actual[0], plain(scored.weight.effective)
        return f"IF(AND(ISNUMBER({cell}),N({cell})>=0,N({cell})<={most}),{cell},NA())"
    if entry.factor is not None:
        return entry.formula(actual[0])
    if entry.reading is None or scored.not_applicable:
        return ""
    kept, value = _same(actual), plain(entry.reading)
    if scored.actual.kind is ActualKind.YES_NO:
        return f"IF({_same(target)},IF({kept},{value},{_yes_or_no(scored, actual[0])}),NA())"
    if scored.actual.kind is ActualKind.DATE:
        cell = actual[0]
        dated = f"AND(ISNUMBER({cell}),N({cell})>={_FIRST_DAY},N({cell})<{_LAST_DAY})"
        return f"IF({kept},{value},IF({dated},{cell},NA()))"
    return f"IF({kept},{value},NA())"


def share_formula(scored: Scored, pack: RulePack, actual: Pair, target: Pair) -> str:
    """The share of a qualitative answer: the old one for the old text, a new one with its answer, else `#N/A`."""
    if scored.share is None or scored.not_applicable:
        return ""
    other = "NA()"
    for answer in reversed(pack.answers):
        other = _with_share(answer, actual[0], other, top=answer == pack.answers[0])
    return f"IF({_same(target)},IF({_same(actual)},{plain(scored.share)},{other}),NA())"


def target_formula(entry: Entry, scored: Scored, value: Decimal | None, target: Pair) -> str:
    """A number of the target: the form's own where it is one, else the reading of its text as long as that stands."""
    if value is None:
        return ""
    if entry.number is not None and scored.target.kind is Kind.QUANTITY:
        return f"IF(ISNUMBER({target[0]}),{target[0]},NA())"
    return f"IF({_same(target)},{plain(value)},NA())"


def amount_formula(text_cells: Pair, reading: Decimal) -> str:
    """An amount that stands on the form as a text."""
    return f"IF({_same(text_cells)},{plain(reading)},NA())"


def execution_formula(plan: ProjectPlan, pack: RulePack, cells: Callable[[str], str], *, exact: bool = False) -> str:
    """The score of the execution rate, whatever becomes of budget and amount: a budget of 0 gives what the rule gives.

    `cells` addresses the variables `e`, `b` and `w`; with `exact` the score is not rounded.
    """
    rule, budget = pack.execution, plan.result.budget

    def live(*, done: bool) -> str:
        points = execution_points(rule, pack.rounding, finished=done, denominator=Decimal(1))
        score = within(points, plan.result.execution.weight)
        return excel(unrounded(score) if exact else score, cells)

    formula, text = live(done=bool(budget.finished)), budget.texts.get("finished", "")
    if rule.finished_full and len(text) <= LONGEST_LITERAL:
        cell = absolute(plan.fact_rows["finished"], STEP["actual"])
        other = f'IF({cell}="是",{live(done=True)},IF(OR({cell}="否",{cell}=""),{live(done=False)},NA()))'
        formula = f"IF(EXACT(TRIM({cell}),{literal(text)}),{formula},{other})"
    zero = "0" if rule.zero_budget is ZeroBudget.ZERO else "NA()"
    return f"IF({cells('b')}=0,{zero},{formula})"


def _same(pair: Pair) -> str:
    return f"EXACT({pair[0]},{pair[1]})"


def _yes_or_no(scored: Scored, cell: str) -> str:
    """What a plain 是 or 否 says of this target."""
    formula = "NA()"
    for word in ("否", "是"):
        said = yes_no(word, scored.target.text)
        if said is not None:
            formula = f"IF(TRIM({cell})={literal(word)},{int(said)},{formula})"
    return formula


def _with_share(answer: Answer, cell: str, other: str, *, top: bool) -> str:
    """The share behind an answer's own words, `达成年度指标 95%`, where it lies in the answer's band."""
    label, length = answer.label, utf16_length(answer.label)
    text = f'SUBSTITUTE({cell},"％","%")'
    share = f"ROUND(VALUE(TRIM(MID({text},{length + 1},20)))*100,6)"
    parts: Sequence[str] = (
        f"LEFT({text},{length})={literal(label)}",
        f'RIGHT({text},1)="%"',
        f"{share}>={plain(answer.lower)}",
        f"{share}{'<=' if top else '<'}{plain(answer.upper)}",
    )
    return f"IFERROR(IF(AND({','.join(parts)}),{share},1/0),{other})"
