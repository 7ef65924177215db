"""Splits rows that hold several indicators in one cell; each split is told, since only a person can be sure of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from selfeval.core.model import Indicator
from selfeval.core.patterns import lazy

_NUMBER = r"(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|指标\s?\d{1,2}\s?[:：])"
_ENTRY: Final = lazy(rf"(?:(?<=^)|(?<=[\s；;。,，:：]))(?={_NUMBER})")
_LEADING: Final = lazy(rf"^{_NUMBER}\s*")
_VALUE: Final = lazy(r"[≥≤＞＜><=＝]|不[低少高]于|不超过|达到|至少|控制在|\d[\d.,]{0,15} ?[%％]\Z")
_LONGEST: Final = 120
_BREAKS: Final = lazy(r"[\n；;]+")
_LISTS: Final = ("description", "basis")


def split_row(row: Indicator) -> tuple[Indicator, ...]:
    """The indicators that a row holds: itself, where there is only one."""
    names = entries(row.tier3)
    if len(names) < 2:
        return (row,)
    targets = entries(row.target)
    if len(targets) == len(names):
        return _rows(row, names, targets)
    if not row.target.strip():
        pairs = [_name_and_value(name) for name in names]
        if sum(bool(value) for _, value in pairs) * 2 > len(names):
            return _rows(row, [name for name, _ in pairs], [value for _, value in pairs])
    return (row,)


def _name_and_value(entry: str) -> tuple[str, str]:
    """`补助校车数≥30辆` → `补助校车数`, `≥30辆`; the entry and "" where no figure follows a name."""
    found = _VALUE.search(entry, 2) if len(entry) <= _LONGEST else None
    value = entry[found.start() :].strip() if found else ""
    if found is None or not any(map(str.isdigit, value)):
        return entry, ""
    return entry[: found.start()].rstrip(" :："), value


def entries(text: str) -> list[str]:
    """The entries of a list in one cell, without their numbers: numbered ones, else one a line."""
    parts = [part.strip(" \n；;。,，") for part in _ENTRY.split(text) if part.strip()]
    if len(parts) < 2:
        parts = [part.strip() for part in _BREAKS.split(text) if part.strip()]
    return [_LEADING.sub("", part).strip() for part in parts]


def _rows(row: Indicator, names: Sequence[str], targets: Sequence[str]) -> tuple[Indicator, ...]:
    lists = {name: entries(getattr(row, name)) for name in _LISTS}
    found = []
    for index, (name, target) in enumerate(zip(names, targets, strict=True)):
        own: dict[str, Any] = {  # texts only, which `replace` cannot know of each key
            key: values[index] if len(values) == len(names) else getattr(row, key) for key, values in lists.items()
        }
        weight = row.weight if index == 0 else None  # whose points they are, only a person can say
        found.append(replace(row, id=f"{row.id}.{index + 1}", tier3=name, target=target, weight=weight, **own))
    return tuple(found)
