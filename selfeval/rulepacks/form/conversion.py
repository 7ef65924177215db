"""From a file that has its form to the plain values that the core scores with, key by key of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import BaseModel

from selfeval.core.rules.layers import Citation, Seen
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.layers.layering import Layers

# ruff: noqa: ANN401 - values of any key are taken over

_Rule = TypeVar("_Rule")


def to_pack(file: BaseModel, layers: Layers) -> RulePack:
    """The rule pack as the core knows it."""
    said = dict(file)
    years, department = dict(said["years"]), dict(said["department"] or ())
    citations = {name: _citation(name, block) for name, block in said["citations"].items()}
    return to_rule(
        RulePack,
        file,
        citations=MappingProxyType(citations),
        first_year=years["from"],
        last_year=years["to"],
        **({"department_total": department["total"], "department_citation": department["cite"]} if department else {}),
        sha256=layers.sha256,
        byte_hashes=layers.of_bytes,
        layers=tuple(item.layer for item in layers.files),
        stated=MappingProxyType(layers.stated),
        fallen=layers.fallen,
    )


def to_rule(kind: type[_Rule], block: BaseModel, **settled: Any) -> _Rule:
    """A table as the rule of the core that it states; `settled` holds what its keys do not say as they stand.

    A field takes the key of its name, `citation` that of `cite`; a key that is not written leaves what the rule has.
    """
    rule: Any = kind
    said, hints = dict(block), _hints(rule)
    for name in hints.keys() - settled.keys():
        value = said.get(f"{name.removesuffix('citation')}cite" if name.endswith("citation") else name)
        if value is not None:
            settled[name] = _taken(hints[name], value)
    return kind(**settled)


def _taken(hint: Any, value: Any) -> Any:
    """A value of a block as a field of this type holds it."""
    if isinstance(value, BaseModel):
        rule = _rule_in(hint)
        if rule is None:  # a table that a rule holds as one, of the keys that are written
            return MappingProxyType({key: inner for key, inner in dict(value).items() if inner is not None})
        return to_rule(rule, value)
    if isinstance(value, Mapping):
        return MappingProxyType(dict(value))
    if isinstance(value, tuple):
        return tuple(_taken(hint, item) for item in value)
    return value


def _rule_in(hint: Any) -> type[Any] | None:
    """The rule in `X`, `X | None` or `tuple[X, ...]`."""
    parts = (hint, *get_args(hint))
    return next((part for part in parts if isinstance(part, type) and hasattr(part, "__dataclass_fields__")), None)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    """The types of the fields of a rule."""
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def _citation(name: str, block: BaseModel) -> Citation:
    said = dict(block)
    seen, verified = said["seen"], said["verified"]
    return to_rule(Citation, block, id=name, verified=seen is Seen.ORIGINAL if seen else bool(verified))
