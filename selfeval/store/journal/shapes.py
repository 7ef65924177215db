"""Whether a value has the type that its place says: what comes back from a file may say anything under a right name."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from selfeval.core.problems import Message

Fits: TypeAlias = Callable[[object], bool]
_MADE: dict[Any, Fits] = {}


def fits(value: object, kind: type[Any]) -> bool:
    """Whether `value` is a sound value of this type: of a record, whether each of its fields is what it is said to be.

    Numbers are finite; the template of a message holds named fields and nothing else, so that no text is a command to
    whoever puts it into words.
    """
    return _of(kind)(value)


def _of(hint: Any) -> Fits:  # noqa: ANN401 - whatever an annotation says
    """The check of an annotation, made once."""
    if hint not in _MADE:
        _MADE[hint] = _made(hint)
    return _MADE[hint]


def _made(hint: Any) -> Fits:  # noqa: ANN401 - whatever an annotation says
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _any_of(tuple(map(_of, parts)))
    if origin is tuple:
        return _tuple_of(parts)
    if origin is frozenset:
        each = _of(parts[0])
        return lambda value: isinstance(value, frozenset) and all(map(each, value))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_of(_of(parts[0]), _of(parts[1]))
    if not isinstance(hint, type):
        return lambda _value: False  # no field of a core value says anything else
    if hint is Message:
        return _is_message
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        return _record_of(hint)
    if hint is Decimal:
        return lambda value: isinstance(value, Decimal) and value.is_finite()
    if hint is int:
        return lambda value: type(value) is int
    return lambda value: isinstance(value, hint)


def _any_of(choices: tuple[Fits, ...]) -> Fits:
    return lambda value: any(choice(value) for choice in choices)


def _tuple_of(parts: tuple[Any, ...]) -> Fits:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _Late(parts[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    checks = tuple(_Late(part) for part in parts)
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(checks)
        and all(check(part) for check, part in zip(checks, value, strict=True))
    )


def _mapping_of(key: Fits, item: Fits) -> Fits:
    return lambda value: isinstance(value, Mapping) and all(map(key, value)) and all(map(item, value.values()))


def _record_of(record: type[Any]) -> Fits:
    hints = get_type_hints(record)
    names = [part.name for part in fields(record)] if is_dataclass(record) else record._fields
    checks = tuple((name, _of(hints[name])) for name in names)
    return lambda value: type(value) is record and all(check(getattr(value, name)) for name, check in checks)


class _Late:
    """The check of an annotation that may be within itself, as messages are within messages."""

    def __init__(self, hint: Any) -> None:  # noqa: ANN401 - whatever an annotation says
        self._hint = hint

    def __call__(self, value: object) -> bool:
        return _of(self._hint)(value)


def _is_message(value: object) -> bool:
    if type(value) is not Message or not isinstance(value.template, str):
        return False
    if not (isinstance(value.args, tuple) and _template(value.template)):
        return False
    return all(
        isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and _is_argument(pair[1])
        for pair in value.args
    )


def _is_argument(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_message, value))
    if isinstance(value, Message):
        return _is_message(value)
    return isinstance(value, str | int) or _of(Decimal)(value) or hasattr(value, "isoformat")


@cache
def _template(text: str) -> bool:
    try:
        found = list(Formatter().parse(text))
    except ValueError:
        return "{" not in text or "}" not in text
    return all(name is None or (name.isidentifier() and not form and not how) for _, name, form, how in found)
