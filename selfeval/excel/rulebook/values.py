"""Values of a rule pack as cells that a clerk can edit, and back, exactly.

A blank cell is a key that is not there. A text that a cell could not give back (empty, with blanks at its ends, with
control characters, in quotes itself) stands in straight quotes, written as in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from selfeval.core.numbers import parse_quantity, plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.keys.fields import NUMERIC, WRITTEN, FieldKind, RuleField
from selfeval.core.rules.keys.words import CHOICES, OLDER, likely
from selfeval.excel.book.grid import Cell
from selfeval.excel.paper.cells import MAX_TEXT, safe_text, utf16_length

YES, NO = "是", "否"
_TRUTH = {YES: True, NO: False, "TRUE": True, "FALSE": False}
_DIGITS = 15
_LARGEST = 30
_SEPARATORS = lazy(r"[、，,;；\n]")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell cannot be read: problem code, sentence, what to do."""

    code: str
    message: Message
    hint: Message = NOTHING


def to_cell(value: object, column: RuleField) -> str | Decimal | None:
    """What to write for a value; None where no cell of this column could give it back."""
    if column.kind in NUMERIC:
        return _number(value)
    shown: str | None = None
    if column.kind is FieldKind.YES:
        shown = (YES if value else NO) if isinstance(value, bool) else None
    elif column.kind is FieldKind.CHOICE:
        shown = '""' if value == "" else _shown(value, column) if isinstance(value, str) else None
    elif isinstance(value, str) and column.kind in WRITTEN:
        shown = quoted(value)
    elif isinstance(value, list) and value:
        shown = _listed(value, column)
    return shown if shown is None or utf16_length(shown) <= MAX_TEXT else None


def from_cell(cell: Cell, column: RuleField) -> object:
    """The value in a cell that holds something, or what is `Wrong` with it."""
    text = cell.text.strip()
    if cell.missing:
        message = msg("The cell holds a formula whose value was not stored, so nothing can be read from it.")
        return Wrong("R182", message, msg("Open the workbook in Excel or WPS, save it, and try again."))
    if cell.error:
        message = msg("The cell shows the error {error}.", error=text)
        return Wrong("R182", message, msg("Correct the formula, or enter the value."))
    if column.kind in NUMERIC:
        return _read_number(cell, text, column)
    if column.kind is FieldKind.YES:
        hint = msg("Choose 是 or 否.")
        return _TRUTH.get(text.upper(), Wrong("R183", msg("“{read}” is neither 是 nor 否.", read=text), hint))
    if column.kind is FieldKind.CHOICE:
        return "" if text == '""' else _choice(text, column)
    if column.kind is FieldKind.TEXTS:
        return [unquoted(line.strip()) for line in text.split("\n") if line.strip()]
    if column.kind in {FieldKind.CHOICES, FieldKind.SERIES}:
        parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
        values = [
            _choice(part, column) if column.kind is FieldKind.CHOICES else _read_number(Cell(part), part, column)
            for part in parts
        ]
        return next((value for value in values if isinstance(value, Wrong)), values)
    return unquoted(text)


def quoted(text: str) -> str:
    """The text as it stands in a cell."""
    if text and text == text.strip() and safe_text(text) == text and not _in_quotes(text):
        return text
    return escaped(json.dumps(text, ensure_ascii=False))


def unquoted(text: str) -> str:
    """The text that a cell means."""
    if _in_quotes(text):
        try:
            inner = json.loads(text)
        except ValueError:
            return text
        return inner if isinstance(inner, str) else text
    return text


def literal(value: object) -> str:
    """Any value as `[1, "a"]`: JSON, in which numbers keep all their digits."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return plain(value) if not isinstance(value, Decimal) or value.is_finite() else str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(str(key))}: {literal(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return escaped(json.dumps(str(value), ensure_ascii=False))


def from_literal(text: str) -> object:
    """The value that `literal` wrote; `ValueError` for anything else."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (InvalidOperation, RecursionError) as error:
        raise ValueError(text) from error
    if _has_null(value):
        raise ValueError(text)
    return value


def escaped(text: str) -> str:
    """A JSON text with what a workbook cannot hold in escapes of four hexadecimal digits."""
    return "".join(char if safe_text(char) == char else f"\\u{ord(char):04x}" for char in text)


def whole_or_decimal(number: Decimal) -> int | Decimal:
    """Numbers without a fraction are integers in a rule pack."""
    return int(number) if number == number.to_integral_value() else number


def _refuse(text: str) -> object:
    raise ValueError(text)


def _has_null(value: object) -> bool:
    if isinstance(value, dict | list):
        return any(map(_has_null, value.values() if isinstance(value, dict) else value))
    return value is None


def _in_quotes(text: str) -> bool:
    return len(text) >= 2 and text[0] == text[-1] == '"'


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    if not number.is_finite() or (number and abs(number.adjusted()) > _LARGEST):
        return None
    digits = plain(number).replace("-", "").replace(".", "").strip("0")
    return number if len(digits) <= _DIGITS else None


def _listed(values: Iterable[object], column: RuleField) -> str | None:
    parts: list[str] = []
    for value in values:
        if column.kind is FieldKind.TEXTS and isinstance(value, str):
            line = quoted(value)
            parts.append(escaped(json.dumps(value, ensure_ascii=False)) if "\n" in line else line)
        elif column.kind is FieldKind.CHOICES and isinstance(value, str) and value in CHOICES[column.words]:
            parts.append(CHOICES[column.words][value])
        elif column.kind is FieldKind.SERIES and (number := _number(value)) is not None:
            parts.append(plain(number))
        else:
            return None
    return ("\n" if column.kind is FieldKind.TEXTS else "、").join(parts)


def _shown(word: str, column: RuleField) -> str | None:
    return CHOICES[column.words].get(OLDER.get(word, word))


def _choice(text: str, column: RuleField) -> object:
    words = CHOICES[column.words]
    for word, label in words.items():
        if OLDER.get(text, text) in {label, word}:
            return word
    meant = likely(text, column.words)
    message = msg("“{read}” is not one of {choices}.", read=text[:60], choices="、".join(words.values()))
    hint = msg("Choose from the list of the cell.")
    if meant is not None:
        hint = msg("Probably {meant} is meant.", meant=words[meant])
    return Wrong("R183", message, hint)


def _read_number(cell: Cell, text: str, column: RuleField) -> object:
    quantity = parse_quantity(text)
    hint = msg("Write the number alone.")
    if quantity is None or quantity[1] not in {"", column.unit}:
        if quantity is not None and quantity[1] == "%":
            hint = msg("This is no percentage; write the number alone, and take the percent format off the cell.")
        return Wrong("R182", msg("A number is needed here, not “{read}”.", read=text[:60]), hint)
    if not cell.exact and cell.value is not None:
        message = msg("The cell shows {shown} but holds {held}.", shown=text, held=cell.value)
        return Wrong("R182", message, msg("Enter the number that is meant, or show more places."))
    return whole_or_decimal(quantity[0] if cell.value is None or quantity[1] else cell.value)
