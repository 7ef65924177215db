"""The JSON Schema for editors: an overlay need not state what its base states, a whole pack must state everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_MERGED = ("WeightsBlock", "ExecutionBlock", "DepartmentBlock", "CitationBlock", "MethodBlock", "AnswerBlock")
"""Tables that merge with those of the base key by key, so that an overlay may leave keys out."""
_BY_ID = ("MethodBlock", "AnswerBlock")
_ALWAYS = ("schema", "id", "version", "title")


def model_in(annotation: object) -> tuple[type[BaseModel] | None, bool]:
    """The table type inside `X`, `tuple[X, ...]`, `dict[str, X]` or `X | None`; whether its entries have names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    named = getattr(annotation, "__origin__", None) is dict
    inner = (model_in(argument)[0] for argument in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None), named


def for_overlays(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with `required` only where it also holds for overlays, and the rest under “if there is no extends”."""
    needed = {"required": schema["required"], "properties": _needed(schema, schema["$defs"])}
    for name in _MERGED:
        schema["$defs"][name].pop("required", None)
    for name in _BY_ID:
        block = schema["$defs"][name]
        block["required"] = ["id"]
        block["properties"]["remove"] = {"const": True, "description": "写 true 表示去掉基础包里同一代号的这一条。"}
    schema["required"] = list(_ALWAYS)
    schema["if"] = {"not": {"required": ["extends"]}}
    schema["then"] = needed
    return schema


def _needed(table: Mapping[str, Any], blocks: Mapping[str, Any]) -> dict[str, Any]:
    """What a whole pack must state inside the tables that merge."""
    found: dict[str, Any] = {}
    for key, value in table["properties"].items():
        holders: list[tuple[tuple[str, ...], object]] = [((), value)]
        holders += [((name,), value.get(name)) for name in ("items", "additionalProperties")]
        holders += [(("patternProperties", name), inner) for name, inner in value.get("patternProperties", {}).items()]
        for wraps, holder in holders:
            name = _block_name(holder)
            if name in _MERGED and "required" in blocks[name]:
                wanted: dict[str, Any] = {"required": list(blocks[name]["required"])}
                for wrap in reversed(wraps):
                    wanted = {wrap: wanted}
                found[key] = wanted
    return found


def _block_name(value: object) -> str:
    """The block that a value refers to, directly or beside null."""
    if not isinstance(value, Mapping):
        return ""
    choices = value.get("anyOf", [value])
    names = [str(choice.get("$ref", "")).rpartition("/")[2] for choice in choices]
    return next((name for name in names if name), "")
