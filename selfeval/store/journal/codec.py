"""Core values to JSON text and back, exactly: `Decimal` digits, nested messages, None apart from "".

Every value that JSON does not know carries its type's name, and only the types listed here are ever made from a file.
Everything is written as ASCII, so that text of any sort (even broken surrogates out of a clipboard) comes back as it
went in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar, cast

from selfeval.core import evaluation, model, problems, readings
from selfeval.core.records import dataclass
from selfeval.store.journal.shapes import fits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """The types that are made from one kind of file, and no others, each by its name."""

    records: Mapping[str, type[Any]]
    choices: Mapping[str, type[Enum]]


def known(*kinds: type[Any]) -> Known:
    """These types: records, and closed lists of words."""
    choices = {kind.__name__: kind for kind in kinds if issubclass(kind, Enum)}
    return Known({kind.__name__: kind for kind in kinds if kind.__name__ not in choices}, choices)


_WORK = known(
    problems.Message,
    problems.CellRef,
    problems.Problem,
    model.Department,
    model.Project,
    model.Indicator,
    model.SubGoal,
    model.Claimed,
    readings.Target,
    readings.Actual,
    readings.Assumption,
    evaluation.Step,
    evaluation.Change,
    evaluation.FactKey,
    problems.Severity,
    problems.Owner,
    model.Tier1,
    readings.Kind,
    readings.Comparator,
    readings.Origin,
    readings.Confidence,
    readings.ActualKind,
)
"""What a work file holds."""


class CodecError(ValueError):
    """The text is not what `to_json` of this version writes."""


def to_json(value: object, of: Known = _WORK) -> str:
    """The JSON text of a core value; `TypeError` for a type that is not among those known."""
    return json.dumps(_plain(value, of), separators=(",", ":"))


def from_json(text: str, kind: type[T], of: Known = _WORK) -> T:
    """The value of type `kind` that `to_json` wrote; `CodecError` for any other text."""
    try:
        value = _value(json.loads(text), of)
        sound = isinstance(value, kind) and _sound(value)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        message = f"not a {kind.__name__}: {error}"
        raise CodecError(message) from error
    if not sound:
        message = f"a {kind.__name__} was expected, not this {type(value).__name__}"
        raise CodecError(message)
    return cast("T", value)


def _sound(value: object) -> bool:
    """Whether every record in it holds what its fields are said to hold."""
    if isinstance(value, tuple) and type(value) is tuple:
        return all(map(_sound, value))
    if isinstance(value, Mapping):
        return all(_sound(key) and _sound(item) for key, item in value.items())
    return fits(value, type(value))


def _plain(value: object, of: Known) -> object:
    if isinstance(value, Enum):
        return {"choice": type(value).__name__, "is": value.value}
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if type(value) is date:
        return {"day": value.isoformat()}
    name = type(value).__name__
    if type(value) is of.records.get(name):
        if is_dataclass(value):
            return {"record": name, "of": {part.name: _plain(getattr(value, part.name), of) for part in fields(value)}}
        return {"record": name, "of": {part: _plain(getattr(value, part), of) for part in value._fields}}  # type: ignore[attr-defined]
    if isinstance(value, tuple):
        return [_plain(item, of) for item in value]
    if isinstance(value, frozenset):
        return {"set": [_plain(item, of) for item in sorted(value)]}
    if isinstance(value, Mapping):
        pairs = "fixed" if isinstance(value, MappingProxyType) else "pairs"
        return {pairs: [[_plain(key, of), _plain(item, of)] for key, item in value.items()]}
    message = f"{name} is not a core value"
    raise TypeError(message)


def _value(plain: Any, of: Known) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(plain, list):
        return tuple(_value(item, of) for item in plain)
    if not isinstance(plain, dict):
        return plain
    if "record" in plain:
        return of.records[plain["record"]](**{name: _value(item, of) for name, item in plain["of"].items()})
    if "choice" in plain:
        return of.choices[plain["choice"]](plain["is"])
    if "number" in plain:
        return Decimal(plain["number"])
    if "day" in plain:
        return date.fromisoformat(plain["day"])
    if "set" in plain:
        return frozenset(_value(item, of) for item in plain["set"])
    if "fixed" in plain:
        return MappingProxyType({_value(key, of): _value(item, of) for key, item in plain["fixed"]})
    return {_value(key, of): _value(item, of) for key, item in plain["pairs"]}
