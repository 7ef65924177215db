"""Numbers that have their form and are hardly meant: a share of 1 where percents are numbers of 100, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules.keys.fields import ITSELF, NAME, NUMBERS, PERCENTS, RuleField
from selfeval.core.rules.keys.tables import TABLES
from selfeval.rulepacks.text.lines import Path, inside

_WHOLE = Decimal(100)
"""A threshold that begins here cannot lie lower: that is a limit, not a habit."""

Unusual: TypeAlias = tuple[str, Path, Message, Decimal | None]
"""Problem code, path, sentence, the number that is probably meant."""


def unusual(raw: Mapping[str, Any]) -> Iterator[Unusual]:
    """Every number of a pack that lies outside what is usual for its key: R116, R114 below the threshold of a whole."""
    for table, fields in TABLES.items():
        numbers = [field for field in fields if field.kind in NUMBERS and field.usual]
        for path, entry, above in _entries(raw, table) if numbers else ():
            for field in numbers:
                keys = () if field.key == ITSELF else tuple(field.key.split("."))
                value = inside(entry, keys)
                if isinstance(value, bool) or not isinstance(value, int | Decimal) or _free(table, field, above):
                    continue
                if found := _judged(Decimal(value), field):
                    yield "R114" if field.usual and field.usual[0] == _WHOLE else "R116", (*path, *keys), *found


def meant(value: Decimal, field: RuleField) -> Decimal | None:
    """What a number outside the usual range probably stands for: 0.8 for 80, 1.3 or 30 for 130; None where unclear."""
    if field.usual is None or not value.is_finite():
        return None
    low, high = field.usual
    guesses = [value * 100] if 0 < value <= 10 else []
    if low == _WHOLE and 0 < value <= 50:
        guesses.append(value + 100)  # “30 % above the target” for 130 % of it
    return next((guess for guess in guesses if low <= guess <= high), None)


def _judged(value: Decimal, field: RuleField) -> tuple[Message, Decimal | None] | None:
    if field.usual is None or value == 0 or not value.is_finite() or field.usual[0] <= value <= field.usual[1]:
        return None
    if (field.high is not None and value > field.high) or value < 0:
        return None  # refused by the form
    low, high = field.usual
    guess = meant(value, field)
    shown = plain(value)
    if guess is None:
        text = msg("{value} lies outside {low} to {high}: {why}", value=shown, low=plain(low), high=plain(high),
                   why=field.why)  # fmt: skip
        return text, None
    if field.kind in PERCENTS:
        text = msg("{value} means {value} %; percents are written as numbers of 100, so that {meant} is meant: {why}",
                   value=shown, meant=plain(guess), why=field.why)  # fmt: skip
    else:
        text = msg("{value} means {value} of 100 points; probably {meant} is meant: {why}",
                   value=shown, meant=plain(guess), why=field.why)  # fmt: skip
    return text, guess


def _free(table: str, field: RuleField, method: Mapping[str, Any]) -> bool:
    """Whether a step looks at actual values that are no percents, such as 3 complaints."""
    if table != "methods.intervals" or field.key != "at_least" or method.get("on_actual") is not True:
        return False
    applies = method.get("applies")
    units = applies.get("units") if isinstance(applies, Mapping) else None
    return isinstance(units, list) and bool(units) and not any(unit in {"%", "％", "*"} for unit in units)


def _entries(raw: Mapping[str, Any], table: str) -> Iterator[tuple[Path, Any, Mapping[str, Any]]]:
    """Every entry of a table with its path and the entry of the list above it."""
    found: list[tuple[Path, Any, Mapping[str, Any]]] = [((), raw, raw)]
    for part in table.split(".") if table else ():
        step: list[tuple[Path, Any, Mapping[str, Any]]] = []
        for path, value, _ in found:
            inner = value.get(part) if isinstance(value, Mapping) else None
            if isinstance(inner, list):
                step += [((*path, part, number), entry, value) for number, entry in enumerate(inner)]
            elif isinstance(inner, Mapping):
                step.append(((*path, part), inner, value))
        found = step
    named = any(field.key == NAME for field in TABLES[table])
    for path, value, above in found:
        if named and isinstance(value, Mapping):
            yield from (((*path, key), entry, value) for key, entry in value.items())
        else:
            yield path, value, above
