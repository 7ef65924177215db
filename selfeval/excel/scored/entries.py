"""What is written for an entry: the live number that shows it exactly, how it is read, where it can be changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.records import dataclass
from selfeval.core.rules.layers import Citation, Layer
from selfeval.core.scoring.budget import Budget
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.absence import punctuated
from selfeval.excel.paper.cells import EPOCH_ORDINAL, AsNumber, as_number, cell_name, scaled, with_unit
from selfeval.excel.paper.labels import (
    CARRIED,
    DEDUCTED,
    NOT_APPLICABLE,
    SHARE_ASSUMED,
    SHARE_CLAIMED,
    SHARE_ENTERED,
    SHARE_IN_TEXT,
    UNVERIFIED,
    VERIFIED,
)
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.plan import ProjectPlan


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form shows for an entered text.

    Attributes:
        text: the text as written.
        number: the number that stands for it, None where the form holds the text.
        factor: reading / number; None where the reading cannot follow the form.
        reading: the number behind the text (a date as the serial number of spreadsheets), None without one.
    """

    text: str
    number: AsNumber | None = None
    factor: Fraction | None = None
    reading: Decimal | None = None

    def formula(self, reference: str) -> str:
        """The reading as a formula of the form's cell, "" where it cannot follow it."""
        if self.factor is None:
            return ""
        inner = scaled(reference, self.factor)
        return f"IF(ISNUMBER({reference}),{inner},NA())" if inner else ""


def actual_entry(scored: Scored, text: str) -> Entry:
    """The actual of an indicator on the form."""
    actual = scored.actual
    reading = actual.value
    if actual.kind is ActualKind.YES_NO and actual.yes is not None:
        reading = Decimal(int(actual.yes))
    elif actual.kind is ActualKind.DATE and actual.day is not None:
        reading = serial(actual.day)
    if scored.not_applicable or actual.kind is ActualKind.YES_NO:
        return Entry(NOT_APPLICABLE if scored.not_applicable else text, reading=reading)
    unit = scored.target.unit if actual.kind is ActualKind.NUMBER else ""
    return _entry(text, reading, dated=actual.kind is ActualKind.DATE, unit=unit)


def target_entry(scored: Scored) -> Entry:
    """The target of an indicator on the form: its text, but a bare number whose unit is known shows that unit."""
    target, text = scored.target, scored.indicator.target
    bare = as_number(text) if target.kind is Kind.QUANTITY and target.unit else None
    if bare is None or bare.value != target.value or with_unit(bare, target.unit) == bare:
        return Entry(text, reading=target.value)
    return Entry(text, with_unit(bare, target.unit), Fraction(1), target.value)


def reason_shown(reason: str, not_applicable: str, deduction: str = "") -> str:
    """What stands in the column of reasons: why the row does not apply, or what is deducted, and the reason."""
    if not not_applicable and not deduction.strip():
        return reason
    before = (
        f"{NOT_APPLICABLE}：{punctuated(not_applicable)}" if not_applicable else f"{DEDUCTED}：{punctuated(deduction)}"
    )
    return f"{before}。{reason}" if reason.strip() else before


def reason_behind(shown: str, not_applicable: str, deduction: str = "") -> str:
    """The reason in what stands there."""
    before = reason_shown("", not_applicable, deduction)
    if not before or not shown.startswith(before):
        return shown
    return shown.removeprefix(before).removeprefix("。")


def amount_entry(text: str, amount: Decimal | None) -> Entry:
    """An amount of money on the form; `amount` in the project's money unit."""
    return _entry(text, amount, dated=False)


def _entry(text: str, reading: Decimal | None, *, dated: bool, unit: str = "") -> Entry:
    number = as_number(text)
    if number is None or reading is None or number.is_date != dated:
        return Entry(text, reading=reading)
    if number.value == 0:
        factor = Fraction(100 if "%" in _unquoted(number.format) else 1)
    else:
        factor = Fraction(reading) / Fraction(number.value)
    if Fraction(number.value) * factor != Fraction(reading) or scaled("A1", factor) is None:
        return Entry(text, reading=reading)
    return Entry(text, with_unit(number, unit) if factor == 1 else number, factor, reading)


def _unquoted(code: str) -> str:
    return "".join(code.split('"')[::2])


def serial(day: date) -> Decimal:
    """The number by which spreadsheets count a date (days since 1899-12-30)."""
    return Decimal(day.toordinal() - EPOCH_ORDINAL)


def behind(citation: Citation | None, layer: Layer | None) -> dict[str, str]:
    """Document and article, the layer of the rule pack that says so, and whether the original was held against it."""
    verified = citation is not None and citation.verified
    return {
        "citation": citation.text if citation else "",
        "layer": layer.id if layer else "",
        "verified": VERIFIED if verified else UNVERIFIED,
    }


def share_origin(scored: Scored, entered: str) -> str:
    """Where the share of a qualitative answer comes from, with the text as entered."""
    if entered:
        return f"{SHARE_ENTERED}：{entered}"
    if scored.share is None:
        return ""
    if any(item.code == "share" for item in scored.assumptions):
        return f"{SHARE_ASSUMED}：{plain(scored.share)}"
    origin = SHARE_CLAIMED if scored.actual.share is None else SHARE_IN_TEXT
    return f"{origin}：{plain(scored.share)}"


def fact_text(evaluation: Evaluation, plan: ProjectPlan, name: str) -> str:
    """What was written for a fact of the project."""
    return evaluation.value(plan.result.project, name)


def fact_reading(budget: Budget, name: str) -> Decimal | None:
    """The number read from it: an amount in the money unit, or a percent."""
    head, _, month = name.partition(".")
    if head == "plan":
        return budget.plan.get(int(month))
    if head == "checkpoint":
        return budget.checkpoints.get(int(month))
    return budget.amount(name)


def where_to_edit(plan: ProjectPlan, form_row: int, scored: Scored, *, live: bool) -> str:
    """The cell to change when the actual changes, and what else where the reading cannot follow it."""
    cell = f"自评表 {plan.form}!{cell_name(form_row, at.ACTUAL)}"
    if live or scored.score is None or scored.not_applicable:
        return cell
    if scored.answer is not None:
        return f"{cell}，并改本行“档内比例”"
    return f"{cell}，并改本行“实际读数”"


def carried_texts(evaluation: Evaluation, project: Project, row: Indicator) -> dict[str, str]:
    """What 计分过程 carries of a row so that the work can go on from it, by column."""
    facts = ("not_applicable", "evidence", "deduction", "survey")
    return {
        "goal": row.goal,
        "description": row.description,
        "basis": row.basis,
        **{name: str(getattr(row, name)) for name in CARRIED},
        "confirmed": evaluation.indicator_value(project, row, "reading"),
        **{name: evaluation.indicator_value(project, row, name) for name in facts},
    }
