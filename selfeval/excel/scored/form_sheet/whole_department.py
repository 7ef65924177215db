"""What the department's own form has otherwise than a project's: money from 自评汇总, figures that nobody entered."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import AMOUNT, AMOUNTS, SOURCES, STANDARD
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.rules.formula import shown
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.department_rows import stated_formula
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.units import convert
from selfeval.excel.paper.labels import FORM_HEADERS, INDICATOR_COLUMNS
from selfeval.excel.paper.page import About, Page
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.entries import Entry
from selfeval.excel.scored.plan import ProjectPlan, in_steps, in_summary

NOTHING_HERE = "—"


def headers_of(plan: ProjectPlan) -> tuple[str, ...]:
    """The headings of the indicators: those of forms with rows by standard name what stands there, too."""
    by_standard = any(item.indicator.kind in {STANDARD, AMOUNT} for item in plan.result.indicators)
    return tuple(
        FORM_HEADERS.get(name, FACT_LABELS[name]) if by_standard else FACT_LABELS[name] for name in INDICATOR_COLUMNS
    )


def formulas_of(result: ProjectResult, pack: RulePack) -> list[str]:
    """How the actuals that nobody entered were worked out, in words, as the pack states it."""
    rows = [item.indicator for item in result.indicators if item.computed is not None]
    return [f"{row.tier3} = {shown(expr, str)}" for row in rows if (expr := stated_formula(row, pack)) is not None]


def write_money(page: Page, plan: ProjectPlan, assessment: Assessment) -> bool:
    """The amounts of all projects together; False for a form that has amounts of its own."""
    if not is_beside(plan.result.project):
        return False
    whole, pid, top = assessment.department, plan.result.project.id, at.SOURCE_ROWS[""]
    sums = {"initial": whole.initial, "adjusted": whole.adjusted, "executed": whole.executed}
    for name in AMOUNTS:
        formula, about = in_summary(plan.summary_row, name), About("amount", pid)
        page.put(
            top,
            at.AMOUNT_COLUMNS[name],
            sums[name],
            "center",
            formula=formula if sums[name] is not None else "",
            about=about,
        )
        for source in SOURCES:
            _source(page, plan, f"{name}.{source}", whole.unit)
    page.put(
        top, at.EXEC_WEIGHT, plan.result.execution.weight, "center", number=f'General;General;"{NOTHING_HERE}"',
        formula=in_steps(plan.execution_row, "weight"), about=About("execution_weight", pid),
    )  # fmt: skip
    rate = None if whole.rate is None else round_half_up(whole.rate, 4)
    formula = in_summary(plan.summary_row, "rate") if rate is not None else ""
    page.put(top, at.EXEC_RATE, rate, "center", number="0.00%", formula=formula, about=About("rate", pid))
    page.put(top, at.EXEC_SCORE, NOTHING_HERE, "center")
    return True


def _source(page: Page, plan: ProjectPlan, name: str, unit: str) -> None:
    """One source of money of all projects that state it, in the department's unit; nothing where none does."""
    parts: list[str] = []
    total: Decimal | None = None
    for item in plan.projects:
        amount = item.result.budget.amount(name)
        factor = convert(Decimal(1), item.result.budget.unit, unit)
        if amount is not None and factor is not None:
            cell = in_steps(item.fact_rows[name], "reading")
            parts.append(cell if factor == 1 else f"{cell}*{plain(factor)}")
            total = (total or Decimal(0)) + amount * factor
    about = About("amount", plan.result.project.id)
    page.put(*plan.amount_on_form(name), total, "center", formula="+".join(parts), about=about)


def write_derived(page: Page, place: tuple[int, int], entry: Entry, steps_row: int, about: About) -> None:
    """A figure that was worked out or taken over: a formula of its reading in 计分过程."""
    number, cell = entry.number, in_steps(steps_row, "reading")
    if number is None or entry.factor is None:
        page.put(*place, entry.text, "center", about=about)
        return
    formula = cell if entry.factor == 1 else f"{cell}/{plain(entry.factor)}"
    style = "measure" if '"' in number.format else "center"
    page.put(*place, number.value, style, number=number.format, formula=formula, about=about)
