"""Figures of the department's form that nobody entered: rates worked out, amounts of the projects."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.model import AMOUNT
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message
from selfeval.core.rules.choices import AmountSource
from selfeval.core.rules.forms.layout import same_name
from selfeval.core.rules.formula import excel
from selfeval.core.scoring.department_form import amount_of
from selfeval.core.scoring.results import Assessment
from selfeval.core.scoring.scored import Scored
from selfeval.core.units import convert
from selfeval.excel.paper.cells import absolute, quoted_sheet
from selfeval.excel.paper.labels import STEP, SUMMARY
from selfeval.excel.scored.plan import Plan, ProjectPlan
from selfeval.excel.scored.summary_sheet.sums import Sums


def is_derived(scored: Scored, entered: str) -> bool:
    """Whether the row's figure was worked out or taken over, so that its cell on the form holds a formula."""
    taken = scored.indicator.kind == AMOUNT and not entered.strip() and scored.actual.value is not None
    return taken or scored.computed is not None


def notes_of(scored: Scored) -> Message:
    """How a figure was worked out, or where it was taken from; nothing for figures that were entered."""
    found = [note.message for note in scored.assumptions if note.code in {"computed", "given"}]
    return found[0] if found else NOTHING


def derived_formula(plan: ProjectPlan, whole: Plan, assessment: Assessment, scored: Scored) -> str:
    """The live formula of the figure: the pack's over the amounts of this sheet, or that of 自评汇总."""
    if scored.computed is not None:
        amounts = [item.indicator for item in plan.result.indicators if item.indicator.kind == AMOUNT]
        rows = {same_name(one.tier3): one.id for one in amounts}
        reading = STEP["reading"]
        return excel(scored.computed, lambda name: absolute(plan.indicator_rows[rows[same_name(name)]], reading))
    known = amount_of(assessment.pack, scored.indicator.tier3)
    if known is None or known.source is AmountSource.ENTERED:
        return ""
    sums = Sums(whole.listed, assessment, quoted_sheet(SUMMARY))
    if known.source is AmountSource.PROJECT_TOTALS:
        return sums.mean()
    formula, unit = sums.sum(known.source.value), assessment.department.unit
    factor = convert(Decimal(1), unit, scored.target.unit)
    return formula if factor in {None, Decimal(1)} else f"({formula})*{plain(factor or Decimal(1))}"
