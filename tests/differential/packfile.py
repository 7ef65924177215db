"""Rule packs for the second calculator: TOML into plain dictionaries, layers put together, every number a fraction.

Written from scoring_rules/README.md alone; nothing of the product is imported here.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

Pack = dict[str, Any]

BY_ID = ("methods", "answers")
"""Lists whose items are found by their id in the layer below; every other list is replaced whole."""


def read_pack(path: Path) -> Pack:
    """The pack of this file on top of the packs that it extends; bases lie in the same folder."""
    own = _exact(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Fraction))
    base = own.pop("extends", None)
    return _layered(read_pack(path.with_name(f"{base}.toml")), own) if base else own


def _layered(below: Pack, above: Pack) -> Pack:
    merged = dict(below)
    for key, value in above.items():
        under = below.get(key)
        if key in BY_ID and isinstance(under, list):
            merged[key] = _by_id(under, value)
        elif isinstance(value, dict) and isinstance(under, dict):
            merged[key] = _layered(under, value)
        else:
            merged[key] = value
    return merged


def _by_id(below: list[Pack], above: list[Pack]) -> list[Pack]:
    items = {item["id"]: item for item in below}
    for item in above:
        if item.get("remove"):
            del items[item["id"]]
        else:
            items[item["id"]] = _layered(items.get(item["id"], {}), item)
    return list(items.values())


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value
