"""Money of a form read back: what stands on it wins over 计分过程."""

from __future__ import annotations

from selfeval.core.model import AMOUNTS, SOURCES
from selfeval.excel.paper.labels import EXECUTION_REASON
from selfeval.excel.scored.about_read import About
from selfeval.excel.scored.form_sheet.read import Form
from selfeval.excel.scored.steps_sheet.read import StepRow, entered_text, month_text

_AMOUNT_FIELDS = (*AMOUNTS, *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES))


def budget_texts(money: dict[str, StepRow], form: Form | None) -> dict[str, str]:
    """Texts by the keys of `BUDGET_FIELDS`, blank ones left out."""
    texts: dict[str, str] = {}
    for name, row in money.items():
        if name in _AMOUNT_FIELDS:
            texts[name] = _amount(row, form, name)
        elif "." in name:
            texts[name] = month_text(row)
    return {name: text for name, text in texts.items() if text}


def budget_reason(money: dict[str, StepRow], form: Form | None, about: About) -> str:
    """The reason of the execution rate: on the form behind its label, else in 计分过程."""
    kept = money["budget_reason"].text("actual") if "budget_reason" in money else ""
    text = about.whole(form.grid, *form.fields["budget_reason"]) if form and "budget_reason" in form.fields else ""
    return text.removeprefix(EXECUTION_REASON) if text.startswith(EXECUTION_REASON) else kept


def _amount(row: StepRow, form: Form | None, name: str) -> str:
    original = row.text("actual")
    if form is None or name not in form.fields:
        return original
    cell = form.cell(form.fields[name])
    if not original and cell is not None and (cell.formula or cell.value == row.number("program")):
        return ""
    return entered_text(cell, original, original)
