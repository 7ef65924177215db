"""How wide the columns of the scored workbook are: as usual, wider where a text or an amount would not fit otherwise.

A row can only be so high, so a very long text needs a wider column; a number that is too wide shows as `####`. Pages
are printed as wide as the paper, so the columns of a form are not widened beyond what is readable then: a text that
still does not fit stands in full below the form (`form_sheet.foot`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from selfeval.core.model import AMOUNTS, SOURCES
from selfeval.core.numbers import plain
from selfeval.core.problems import untranslated
from selfeval.core.report.tables import deviations
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.numfmt import shown
from selfeval.excel.paper.labels import STEP, STEP_COLUMNS
from selfeval.excel.paper.style import BODY, MAX_LINES, display_width, lines_needed
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.entries import actual_entry, target_entry
from selfeval.excel.scored.lists_write import DEVIATION_COLUMNS
from selfeval.excel.scored.plan import ProjectPlan

WIDEST = 64.0
"""Characters; a text that needs more than this is longer than any form has room for."""

_WIDEST_FORM = 150.0
"""Characters of all columns of a form together: on A4 upright, type of 10 points is printed with 6.4 then."""

_COMFORTABLE_LINES = 14
"""A text with more lines gets a wider column, so that a page holds several rows."""
_STEP = 2.0
_AROUND_NUMBER = 2
_WIDEST_MEASURE = 26.0
"""Characters of a number with its unit; a longer one is shown in smaller type."""


def form_widths(
    plan: ProjectPlan, assessment: Assessment, *, size: int = BODY, factor: float = 1.0
) -> tuple[float, ...]:
    """Widths of the columns of one form in type of `size` points; `factor` makes the usual widths narrower."""
    project, evaluation = plan.result.project, assessment.evaluation
    items = [scored.indicator for scored in plan.result.indicators]
    widths = _fitted(
        [at.FORM_WIDTHS[0] * size / BODY, *(width * factor for width in at.FORM_WIDTHS[1:])],
        {
            at.TIER1: [item.tier1 for item in items],
            at.TIER2: [item.tier2 for item in items],
            at.TIER3: [item.tier3 for item in items],
            at.TARGET: [item.target for item in items],
            at.ACTUAL: [evaluation.indicator_value(project, item, "actual") for item in items],
            at.REASON: [evaluation.indicator_value(project, item, "reason") for item in items],
        },
        _WIDEST_FORM,
    )
    widths = _for_block(widths, (at.TIER1, at.TARGET), "\n".join(project.goals))
    widths = _for_block(widths, (at.ACTUAL, at.REASON), evaluation.value(project, "goal_actual"))
    grown = size / BODY
    columns = {column: name for name, column in at.AMOUNT_COLUMNS.items()}
    budget = plan.result.budget
    fitted = [
        _for_numbers(width / grown, (budget.amount(field) for field in _fields(columns[column]))) * grown
        if column in columns
        else width
        for column, width in enumerate(widths)
    ]
    for column, texts in _measures(plan, assessment).items():
        longest = max((display_width(text) for text in texts), default=0)
        fitted[column] = max(fitted[column], min(_WIDEST_MEASURE, longest + _AROUND_NUMBER) * grown)
    return tuple(fitted)


def _measures(plan: ProjectPlan, assessment: Assessment) -> Mapping[int, list[str]]:
    """What is seen of the numbers with units among targets and actuals: these break no line."""
    found: dict[int, list[str]] = {at.TARGET: [], at.ACTUAL: []}
    for scored in plan.result.indicators:
        text = assessment.evaluation.indicator_value(plan.result.project, scored.indicator, "actual")
        for column, entry in ((at.TARGET, target_entry(scored)), (at.ACTUAL, actual_entry(scored, text))):
            if entry.number is not None and not entry.number.is_date:
                found[column].append(shown(entry.number.value, entry.number.format)[0])
    return found


def summary_widths(assessment: Assessment) -> tuple[float, ...]:
    """Widths of the columns of 自评汇总."""
    whole = assessment.department
    sums = {"initial": whole.initial, "adjusted": whole.adjusted, "executed": whole.executed}
    budgets = [result.budget for result in assessment.projects]
    return tuple(
        _for_numbers(width, [sums[key], *(budget.amount(key) for budget in budgets)]) if key in sums else width
        for key, _, width in at.SUMMARY_COLUMNS
    )


def step_widths(assessment: Assessment) -> tuple[float, ...]:
    """Widths of the columns of 计分过程."""
    results, evaluation = assessment.projects, assessment.evaluation
    rows = [(result.project, scored.indicator) for result in results for scored in result.indicators]
    widths = _fitted(
        [width for _, _, width in STEP_COLUMNS],
        {
            STEP["tier3"]: [item.tier3 for _, item in rows],
            STEP["target"]: [item.target for _, item in rows],
            STEP["actual"]: [evaluation.indicator_value(project, item, "actual") for project, item in rows],
        },
    )
    amounts = [result.budget.amount(field) for result in results for name in AMOUNTS for field in _fields(name)]
    numbers = {STEP[key] for key in ("value", "reading", "program")}
    return tuple(_for_numbers(width, amounts) if place in numbers else width for place, width in enumerate(widths))


def deviation_widths(assessment: Assessment) -> tuple[float, ...]:
    """Widths of the columns of 偏差分析."""
    rows = deviations(assessment, untranslated).rows
    texts = {column: [str(row[column] or "") for row in rows] for column in range(len(DEVIATION_COLUMNS)) if column < 5}
    texts[8] = [str(row[8] or "") for row in rows]
    texts[9] = [str(row[9] or "") for row in rows]
    return _fitted([width for _, width in DEVIATION_COLUMNS], texts)


def _fields(amount: str) -> tuple[str, ...]:
    return (amount, *(f"{amount}.{source}" for source in SOURCES))


def _fitted(
    widths: Sequence[float], texts: Mapping[int, Iterable[str]], together: float | None = None
) -> tuple[float, ...]:
    """Widen columns until their texts fit, then until they fit well, all columns to no more than `together`."""
    fitted = list(widths)
    held = {column: list(found) for column, found in texts.items()}
    for lines in (MAX_LINES, _COMFORTABLE_LINES):
        for column, found in held.items():
            for text in found:
                room = WIDEST if together is None else min(WIDEST, fitted[column] + together - sum(fitted))
                seen = fitted[column] if lines < MAX_LINES else max(room, fitted[column])
                if together is not None and lines_needed(text, seen) > MAX_LINES:
                    continue  # no width shows all of it
                while fitted[column] < room and lines_needed(text, fitted[column]) > lines:
                    fitted[column] += _STEP
    return tuple(fitted)


def _for_block(widths: Sequence[float], columns: tuple[int, int], text: str) -> tuple[float, ...]:
    """Widen the last of neighbouring columns until a text that stands across them fits, if it can."""
    fitted, (first, last) = list(widths), columns
    while lines_needed(text, sum(fitted[first : last + 1])) > MAX_LINES:
        if fitted[last] >= WIDEST or sum(fitted) >= _WIDEST_FORM:
            return tuple(widths)
        fitted[last] += _STEP
    return tuple(fitted)


def _for_numbers(width: float, numbers: Iterable[Decimal | None]) -> float:
    longest = max((len(plain(number)) for number in numbers if number is not None), default=0)
    return min(WIDEST, max(width, float(longest + _AROUND_NUMBER)))
