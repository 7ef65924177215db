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
from typing import Any, TypeVar, cast

from selfeval.core import evaluation, model, problems, readings
from selfeval.store.journal.shapes import fits

T = TypeVar("T")

_RECORDS: Mapping[str, type[Any]] = {
    record.__name__: record
    for record in (
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
    )
}
_CHOICES: Mapping[str, type[Enum]] = {
    choice.__name__: choice
    for choice in (
        problems.Severity,
        problems.Owner,
        model.Tier1,
        readings.Kind,
        readings.Comparator,
        readings.Origin,
        readings.Confidence,
        readings.ActualKind,
    )
}


class CodecError(ValueError):
    """The text is not what `to_json` of this version writes."""


def to_json(value: object) -> str:
    """The JSON text of a core value; `TypeError` for a type that is not a core value."""
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(text: str, kind: type[T]) -> T:
    """The value of type `kind` that `to_json` wrote; `CodecError` for any other text."""
    try:
        value = _value(json.loads(text))
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
    if isinstance(value, dict):
        return all(_sound(key) and _sound(item) for key, item in value.items())
    return fits(value, type(value))


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return {"choice": type(value).__name__, "is": value.value}
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if type(value) is date:
        return {"day": value.isoformat()}
    name = type(value).__name__
    if name in _RECORDS and type(value) is _RECORDS[name]:
        if is_dataclass(value):
            return {"record": name, "of": {part.name: _plain(getattr(value, part.name)) for part in fields(value)}}
        return {"record": name, "of": dict(zip(value._fields, map(_plain, value), strict=True))}  # type: ignore[attr-defined, call-overload]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {"pairs": [[_plain(key), _plain(item)] for key, item in value.items()]}
    message = f"{name} is not a core value"
    raise TypeError(message)


def _value(plain: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    if "record" in plain:
        return _RECORDS[plain["record"]](**{name: _value(item) for name, item in plain["of"].items()})
    if "choice" in plain:
        return _CHOICES[plain["choice"]](plain["is"])
    if "number" in plain:
        return Decimal(plain["number"])
    if "day" in plain:
        return date.fromisoformat(plain["day"])
    return {_value(key): _value(item) for key, item in plain["pairs"]}
