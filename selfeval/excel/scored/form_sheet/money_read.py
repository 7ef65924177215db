"""Money of a form read back: what stands on it wins over 计分过程."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.model import AMOUNTS, FORM_ID, SOURCES
from selfeval.core.numbers import parse_money
from selfeval.core.scoring.budget import completed
from selfeval.excel.paper.labels import EXECUTION_REASON
from selfeval.excel.scored.about_read import About
from selfeval.excel.scored.form_sheet.read import Form
from selfeval.excel.scored.steps_sheet.read import StepRow, entered_text, month_text, shows_own

_AMOUNT_FIELDS = (*(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES), *AMOUNTS)
"""Sources before the totals that are sums of them."""


def budget_texts(money: dict[str, StepRow], form: Form | None, unit: str) -> dict[str, str]:
    """Texts by the keys of `BUDGET_FIELDS`, blank ones left out; `unit` is that of the form's amounts."""
    texts: dict[str, str] = {}
    for name in _AMOUNT_FIELDS:
        if name in money and (text := _amount(money[name], form, name, texts, unit)):
            texts[name] = text
    texts |= {name: month_text(row) for name, row in money.items() if "." in name and name not in _AMOUNT_FIELDS}
    return {name: texts[name] for name in money if texts.get(name)}


def budget_reason(money: dict[str, StepRow], form: Form | None, about: About) -> str:
    """The reason of the execution rate: on the form behind its label, else in 计分过程."""
    kept = money["budget_reason"].text("actual") if "budget_reason" in money else ""
    text = about.whole(form.grid, *form.fields["budget_reason"]) if form and "budget_reason" in form.fields else ""
    return text.removeprefix(EXECUTION_REASON) if text.startswith(EXECUTION_REASON) else kept


def _amount(row: StepRow, form: Form | None, name: str, before: dict[str, str], unit: str) -> str:
    """The text of an amount; `before` are those that it may be the sum of."""
    original = row.text("actual")
    if form is None or name not in form.fields:
        return original
    cell = form.cell(form.fields[name])
    program = row.number("program")
    if original or cell is None:
        return entered_text(cell, original, original)
    if cell.formula and (row.text("project_id") == FORM_ID or shows_own(cell, program, _summed(name, before, unit))):
        return ""
    return "" if cell.value == program else entered_text(cell, original, original)


def _summed(name: str, texts: dict[str, str], unit: str) -> Decimal | None:
    """What the program takes for an amount that is not written, from those that stand on the form now."""
    amounts = {key: number for key, text in texts.items() if (number := parse_money(text, unit)) is not None}
    return completed(amounts, texts)[0].get(name)
