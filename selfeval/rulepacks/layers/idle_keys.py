"""Which keys have an effect beside which others, as the tables of fields say: `gate` only with the curve `gate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from selfeval.core.rules.keys.lookup import GUARDED_LISTS
from selfeval.core.rules.keys.tables import TABLES
from selfeval.rulepacks.text.lines import Path, inside

Idle: TypeAlias = tuple[Path, Path, str]
"""A key without effect, the key that decides about it, and what that one says."""


def idle(raw: Mapping[str, Any]) -> Iterator[Idle]:
    """Every key of a document that says more than its default and has no effect beside what else is said."""
    for table in ("execution", "methods"):
        for path, entry in _entries(raw.get(table), (table,)):
            covered: set[Path] = set()
            for keys, decider, values, default in _guarded(table):
                value = inside(entry, keys)
                if value is None or any(keys[: len(other)] == other for other in covered):
                    continue
                said = inside(entry, decider)
                said = said if isinstance(said, str) else _default(table, decider)
                if said is None or said in values or _empty(value, default):
                    continue
                if _known(table, decider, said):
                    covered.add(keys)
                    yield (*path, *keys), (*path, *decider), said


def _guarded(table: str) -> Iterator[tuple[Path, tuple[str, ...], tuple[str, ...], object]]:
    """Keys, the key that decides, the values with which they have an effect, their default; lists and tables first."""
    for name, (key, values) in GUARDED_LISTS.items():
        if name.startswith(f"{table}."):
            inner = name.removeprefix(f"{table}.")
            defaults = {field.key: field.default for field in TABLES[table]}
            yield (
                (inner,),
                (key,),
                values,
                {
                    full.removeprefix(f"{inner}."): default
                    for full, default in defaults.items()
                    if full.startswith(f"{inner}.")
                },
            )
    for field in TABLES[table]:
        if field.only:
            yield tuple(field.key.split(".")), tuple(field.only[0].split(".")), field.only[1], field.default


def _entries(block: object, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if isinstance(block, Mapping):
        yield path, block
    for number, entry in enumerate(block if isinstance(block, list) else ()):
        if isinstance(entry, Mapping):
            yield (*path, number), entry


def _default(table: str, decider: tuple[str, ...]) -> str | None:
    field = next(field for field in TABLES[table] if field.key == ".".join(decider))
    return field.default if isinstance(field.default, str) else None


def _known(table: str, decider: tuple[str, ...], said: str) -> bool:
    """Whether the deciding key holds one of its words; a misspelled one decides nothing."""
    from selfeval.core.rules.keys.words import CHOICES

    field = next(field for field in TABLES[table] if field.key == ".".join(decider))
    return said in CHOICES[field.words]


def _empty(value: object, default: object) -> bool:
    """Whether the value says no more than the default, or nothing at all."""
    if isinstance(value, list):
        return not value
    if isinstance(value, Mapping):
        known = default if isinstance(default, Mapping) else {}
        return all(_empty(inner, known.get(key)) for key, inner in value.items())
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return bool(value == default)
    return isinstance(default, Decimal) and value == default
