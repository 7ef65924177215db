"""The hash of a rule pack's file: of what it says, not of how it is written down.

Line ends, a BOM, comments, the order of keys and the way a number is written (`10`, `10.0`) do not matter; the schema
version is a key of the file and counts. Earlier versions hashed the bytes; what they recorded must be known again.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

# ruff: noqa: ANN401 - whatever a TOML file holds

_FORM = "selfeval.rules-content/1"
"""Goes into every hash, so that another way of writing the content down gives other hashes."""


def content_hash(raw: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the tables of a pack's file."""
    return hashlib.sha256(f"{_FORM}\n{_canonical(raw)}".encode()).hexdigest()


def byte_hashes(data: bytes) -> tuple[str, str, str]:
    """SHA-256 of the file as it is, with line feeds alone, with carriage returns before them; the last two have no BOM.

    A workbook may have recorded the hash of a copy to which version control or an editor gave other line ends.
    """
    lines = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    as_is, unix, windows = (hashlib.sha256(form).hexdigest() for form in (data, lines, lines.replace(b"\n", b"\r\n")))
    return as_is, unix, windows


def chained(hashes: Sequence[str]) -> str:
    """One file's hash; of several layers the hash of their hashes, base first, one a line."""
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode("ascii")).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(key)}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_canonical(inner) for inner in value) + "]"
    if isinstance(value, bool | str):
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    return f"@{value.isoformat()}"  # a date or time, which TOML knows and no pack needs


def _number(value: Decimal) -> str:
    """The digits without idle zeros, and the exponent; written out, `1e999999999` would fill the memory."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return str(value)
    shown = "".join(map(str, digits)).lstrip("0")
    bare = shown.rstrip("0")
    return f"{'-' * sign}{bare}e{exponent + len(shown) - len(bare)}" if bare else "0"
