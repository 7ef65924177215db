"""Which entries of a form can be live numbers: shown exactly as written, and read by a simple formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import ActualKind
from selfeval.core.scoring import Scored
from selfeval.excel.write_cells import EPOCH_ORDINAL, AsNumber, as_number, scaled
from selfeval.excel.write_labels import NOT_APPLICABLE


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
        return Entry(text, reading=Decimal(int(actual.yes)))
    if actual.kind is ActualKind.DATE and actual.day is not None:
        reading = serial(actual.day)
    if scored.not_applicable and (not text or scored.score is None):
        return Entry(NOT_APPLICABLE, reading=reading)
    return _entry(text, reading, dated=actual.kind is ActualKind.DATE)


def amount_entry(text: str, amount: Decimal | None) -> Entry:
    """An amount of money on the form; `amount` in the project's money unit."""
    return _entry(text, amount, dated=False)


def _entry(text: str, reading: Decimal | None, *, dated: bool) -> Entry:
    number = as_number(text)
    if number is None or reading is None or number.is_date != dated:
        return Entry(text, reading=reading)
    if number.value == 0:
        factor = Fraction(100 if "%" in _unquoted(number.format) else 1)
    else:
        factor = Fraction(reading) / Fraction(number.value)
    if Fraction(number.value) * factor != Fraction(reading) or scaled("A1", factor) is None:
        return Entry(text, reading=reading)
    return Entry(text, number, factor, reading)


def _unquoted(code: str) -> str:
    return "".join(code.split('"')[::2])


def serial(day: date) -> Decimal:
    """The number by which spreadsheets count a date (days since 1899-12-30)."""
    return Decimal(day.toordinal() - EPOCH_ORDINAL)


def serial_of(ordinal: Fraction) -> Decimal:
    """The same from a proleptic ordinal, as scoring counts dates."""
    return Decimal(int(ordinal) - EPOCH_ORDINAL)
