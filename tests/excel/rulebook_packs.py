"""Rule packs for the tests of their workbooks: those there are, and generated ones of every shape the schema allows."""

from __future__ import annotations

import string
import tomllib
import types
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, StringConstraints

from selfeval.rulepacks.form.caseform import CasesFile
from selfeval.rulepacks.form.schema import PackFile
from tests.places import ROOT

FILES = [
    path
    for folder in (ROOT / "scoring_rules", ROOT / "tests" / "rulepacks" / "packs")
    for path in sorted(folder.glob("*.toml"))
    if not path.name.endswith(".cases.toml")
]
HARD = (
    "=1+1", "+86", "-5", "@A1", "'x", '""', '"a" 和 "b"', '"甲"', " 两端空白 ", "", "\u3000", "第一行\n第二行",
    "a\r\nb", "\t", "\x01\x7f", "90%", "1.0", "007", "2025-12-31", "TRUE", "#N/A", "[]", "{}", "_x0041_", "\\n", "、，",
    "　", "长" * 2000, "是", "key", "value", "//", "\ufffe", "1e5", "\u2028", "😀",
)  # fmt: skip


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def both(path: Path) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """A pack and its worked cases as plain data."""
    cases = path.with_name(f"{path.stem}.cases.toml")
    return load(path), load(cases) if cases.is_file() else None


def texts() -> st.SearchStrategy[str]:
    any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
    return st.sampled_from(HARD) | any_text


def idents() -> st.SearchStrategy[str]:
    return st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=8)


def documents(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    required, optional = {}, {}
    for name, field in model.model_fields.items():
        made = _values(field.annotation, list(field.metadata))
        (required if field.is_required() else optional)[field.alias or name] = made
    found = st.fixed_dictionaries(required, optional=optional)
    return found.map(_distinct) if model is PackFile else found


def packs() -> st.SearchStrategy[dict[str, Any]]:
    return documents(PackFile)


def cases() -> st.SearchStrategy[dict[str, Any]]:
    return documents(CasesFile)


def _distinct(document: dict[str, Any]) -> dict[str, Any]:
    """Methods and answers have ids of their own: their intervals and synonyms name them."""
    for key in ("methods", "answers"):
        for number, entry in enumerate(document.get(key, ())):
            entry["id"] = f"{entry['id']}{number}"
    return document


def _values(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _values(args[0], [*args[1:], *metadata])
    if origin in {Union, types.UnionType}:
        return _values(next(arg for arg in args if arg is not type(None)), metadata)
    if origin is tuple:
        return st.lists(_values(args[0], []), max_size=3)
    if origin is dict:
        return st.dictionaries(_values(args[0], []), _values(args[1], []), max_size=3)
    if origin is Literal:
        return st.sampled_from(args)
    if annotation is Decimal:
        return st.decimals(0, 100, places=6) | st.integers(0, 100) | st.sampled_from([Decimal("90.00"), Decimal("0.1")])
    return _plain(annotation, metadata)


def _plain(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if issubclass(annotation, BaseModel):
        return documents(annotation)
    if issubclass(annotation, Enum):
        return st.sampled_from([item.value for item in annotation])
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(0, 2100)
    assert annotation is str, annotation
    patterns = [item.pattern for item in _flat(metadata) if isinstance(item, StringConstraints) and item.pattern]
    return idents() if any("a-z" in str(pattern) for pattern in patterns) else texts()


def _flat(metadata: list[Any]) -> list[Any]:
    return [inner for item in metadata for inner in (item if isinstance(item, list | tuple) else [item])]
