"""The figures that the forms of a scored workbook print, read back to be compared; nothing is scored by them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from selfeval.core.model import Claimed
from selfeval.core.numbers import parse_number
from selfeval.excel.paper.labels import ROW_EXECUTION
from selfeval.excel.scored.form_sheet.read import Form
from selfeval.excel.scored.steps_sheet.read import StepRow


def claimed_of(form: Form | None, fields: dict[str, str], rows: Sequence[StepRow]) -> Claimed:
    """The figures printed on the form; the weight of the execution rate only where the original workbook had one."""
    weight = parse_number(fields.get("execution_weight", ""))
    if form is None:
        scores = (row.number("score") for row in rows if row.text("row") == ROW_EXECUTION)
        return Claimed(execution_score=next(scores, None), execution_weight=weight)

    def number(name: str) -> Decimal | None:
        cell = form.cell(form.fields.get(name))
        return cell.value if cell else None

    printed = form.cell(form.fields.get("rate"))
    return Claimed(
        total=number("total"),
        grade=form.text("grade") or None,
        rate=printed.text.strip() if printed is not None and printed.value is not None else "",
        execution_score=number("execution_score"),
        execution_weight=weight,
    )
