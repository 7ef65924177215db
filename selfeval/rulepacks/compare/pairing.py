"""Which item of one pack is which of the other: methods by id, answers, grades, layouts and readings by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from selfeval.core.problems import Message, msg, verbatim
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow
from selfeval.core.rules.layers import Citation, DecidedReading, Link
from selfeval.core.rules.pack import Grade, MethodRule, RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.deadlines import Deadline
from selfeval.core.rules.parts.deductions import DeductionRule
from selfeval.core.rules.parts.monitoring import MonitoringMonth
from selfeval.core.rules.parts.recheck import QualityItem
from selfeval.core.rules.parts.reviewing import ReviewStep
from selfeval.core.rules.parts.weight_rules import WeightLayout
from selfeval.rulepacks.compare.words import wordings

# ruff: noqa: ANN401 - items of any type are paired

_NAMES: Mapping[type, Callable[[Any], tuple[str, ...]]] = {
    MethodRule: lambda rule: (rule.id,),
    Answer: lambda answer: (answer.id,),
    Grade: lambda grade: (grade.name,),
    WeightLayout: lambda layout: tuple(sorted(tier.value for tier in layout.tiers)),
    ReviewStep: lambda step: (str(step.lower_by),),
    Deadline: lambda deadline: (deadline.what, deadline.deed.value, deadline.who),
    DeductionRule: lambda rule: (rule.id,),
    QualityItem: lambda item: (item.id,),
    Citation: lambda citation: (citation.id,),
    Link: lambda link: link.names,
    DepartmentRow: lambda row: (row.tier1, row.name),
    DepartmentAmount: lambda amount: (amount.name,),
    DecidedReading: lambda reading: (*reading.names, reading.target),
    MonitoringMonth: lambda one: (str(one.month),),
}


def keyed(value: Any) -> bool:
    """Whether this is a list or a table of dataclasses, whose items are paired."""
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    return bool(items) and all(is_dataclass(item) for item in items)


def name_in_path(item: Any) -> str:
    """What an item is called in a dotted path."""
    return "+".join(_name(item))


def called(item: Any) -> Message:
    """What a person calls an item."""
    if isinstance(item, WeightLayout):
        return msg("projects with {tiers}", tiers="、".join(tier.value for tier in item.tiers))
    if isinstance(item, DecidedReading):
        return verbatim(f"{'、'.join(item.names)} {item.target}")
    if isinstance(item, MonitoringMonth):
        return msg("months 1 to {month}", month=item.month)
    words = {
        **dict.fromkeys((MethodRule, DeductionRule, QualityItem), "title"),
        DepartmentRow: "name",
        Answer: "label",
        Deadline: "what",
    }
    name = getattr(item, words[type(item)]) if type(item) in words else "、".join(_name(item))
    return verbatim(str(name))


def pairs(old: Any, new: Any) -> list[tuple[Any, Any]]:
    """Every item of either side with its counterpart, None where there is none; the order of `new`, then what is gone.

    Items are paired by name, the first with the first; methods that are left, by the indicators they are for.
    """
    left = _items(old)
    found = [(item, _take(left, lambda other, item=item: _name(other) == _name(item))) for item in _items(new)]
    both: list[tuple[Any, Any]] = []
    for item, match in found:
        counterpart = match
        if match is None and isinstance(item, MethodRule):
            counterpart = _take(left, lambda other, item=item: other.applies == item.applies)
        both.append((counterpart, item))
    return both + [(item, None) for item in left]


def _items(side: Any) -> list[Any]:
    return list(side.values() if isinstance(side, Mapping) else side)


def _take(left: list[Any], fits: Callable[..., bool]) -> Any:
    index = next((index for index, item in enumerate(left) if fits(item)), None)
    return None if index is None else left.pop(index)


def _name(item: Any) -> tuple[str, ...]:
    return _NAMES[type(item)](item) if type(item) in _NAMES else (repr(item),)


def summary(item: Any, pack: RulePack) -> Message:
    """All that an item says beyond what holds anyway, in one sentence; its name and its source stand elsewhere."""
    parts = tuple(_parts(item, pack, skip=_SPOKEN.get(type(item), ())))
    return msg("{parts}", parts=parts) if parts else called(item)


_SPOKEN: Mapping[type, Sequence[str]] = {
    MethodRule: ("title",),
    Answer: ("label", "label_en", "synonyms"),
    DeductionRule: ("title", "title_en"),
    QualityItem: ("title", "title_en"),
    Grade: ("name",),
    Link: ("names",),
    DepartmentRow: ("name", "tier1"),
    DepartmentAmount: ("name",),
    DecidedReading: ("names", "target"),
    MonitoringMonth: ("month",),
}
"""Fields that `called` or nobody needs to hear in a summary."""


def _parts(item: Any, pack: RulePack, skip: Sequence[str] = ()) -> list[Message]:
    said: list[Message] = []
    worded = {name for wording in wordings(type(item)) for name in wording.fields}
    for wording in wordings(type(item)):
        plain_default = all(_is_default(type(item), name, getattr(item, name)) for name in wording.fields)
        if not wording.minor and not plain_default and wording.fields[0] not in skip:
            said.append(msg("{what}: {value}", what=wording.what, value=wording.show(item, pack)))
    for inner in fields(item):
        if inner.name not in worded and is_dataclass(value := getattr(item, inner.name)):
            said += _parts(value, pack)
    return said


def _is_default(kind: type, name: str, value: Any) -> bool:
    item = next(item for item in fields(kind) if item.name == name)
    if item.default is not MISSING:
        return bool(value == item.default)
    return item.default_factory is not MISSING and bool(value == item.default_factory())
