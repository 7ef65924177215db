"""Bytes of a TOML file → its tables; used for packs and for their worked cases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg

FOLDER = "scoring_rules"
"""The folder of rule packs: in the working folder, beside a workbook, among the person's own files, in the program."""
CASES = ".cases.toml"
"""Ending of the file of worked cases beside a pack."""

SCHEMA = "selfeval.rules/1"
"""The form of rule packs that this program knows; a pack that names another one is refused."""

MAX_BYTES = 1 << 20
"""A rule pack is a page or two of text; anything above 1 MiB is another kind of file."""

_MAX_DEPTH = 20
_FULL_WIDTH = re.compile(r"[“”‘’＝，［］｛｝]")


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        SelfEvalError: R104 over 1 MiB, R108 not readable.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refused("R108", msg("{file} cannot be read: {reason}", file=str(path), reason=reason)) from error
    if len(data) > MAX_BYTES:
        text = msg("{file} is larger than 1 MiB and is no rule pack", file=path.name)
        raise refused("R104", text)
    return data


def read_toml(path: Path, data: bytes) -> tuple[str, dict[str, Any]]:
    """Text and tables of the file; a UTF-8 BOM is accepted.

    Raises:
        SelfEvalError: R102 not UTF-8, R103 not TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = msg("{file} is not UTF-8 text (byte {byte})", file=path.name, byte=error.start + 1)
        hint = msg("Open it in Notepad or WPS and save it again as UTF-8; GBK (ANSI) is not accepted.")
        raise refused("R102", message, hint) from error
    try:
        return text, _shallow(path, tomllib.loads(text, parse_float=Decimal))
    except InvalidOperation as error:
        raise refused("R103", msg("{file} holds a number that cannot be read", file=path.name)) from error
    except RecursionError as error:
        raise refused("R103", msg("{file} is nested too deeply", file=path.name)) from error
    except ValueError as error:
        raise _not_toml(path, text, str(error)) from error


def _shallow(path: Path, raw: dict[str, Any]) -> dict[str, Any]:
    """The tables, unless dotted keys nest them deeper than any pack is."""
    level: list[Any] = [raw]
    for _ in range(_MAX_DEPTH):
        level = [inner for value in level for inner in (value.values() if isinstance(value, dict) else value)]
        level = [value for value in level if isinstance(value, dict | list)]
        if not level:
            return raw
    raise refused("R103", msg("{file} is nested too deeply", file=path.name))


def check_schema(path: Path, raw: Mapping[str, Any]) -> None:
    """Refuse a file that is made for another form (R105)."""
    schema = raw.get("schema")
    if schema == SCHEMA:
        return
    if schema is None:
        message = msg('{file} does not say schema = "{schema}"', file=path.name, schema=SCHEMA)
    else:
        message = msg(
            "{file} has the form {found}; this program knows {schema}",
            file=path.name,
            found=str(schema)[:60],
            schema=SCHEMA,
        )
    raise refused("R105", message, msg("A newer program may be needed, or the file is no rule pack."))


def _not_toml(path: Path, text: str, error: str) -> SelfEvalError:
    found = re.search(r"line (\d+)", error)
    number = int(found[1]) if found else text.count("\n") + 1
    lines = text.split("\n")
    line = lines[number - 1].strip() if number <= len(lines) else ""
    message = msg("{file}, line {line}: this is not TOML: {text}", file=path.name, line=number, text=line[:80] or "—")
    code = line.split("#")[0]
    if _FULL_WIDTH.search(code):
        hint = msg('Use half-width " = , [ ] in the file, not the full-width ones of a Chinese keyboard.')
    elif re.match(r"[^\"'\x00-\x7f]{1,80}+\s*=", code) or re.search(r"[{,]\s*[^\"'\x00-\x7f]{1,80}+\s*=", code):
        hint = msg('Chinese keys stand in quotes: "产出" = 50')
    else:
        hint = msg("Look for a missing quote, bracket or = on this line or the one before; each key may occur once.")
    return refused("R103", message, hint)


def refused(code: str, message: Message, hint: Message = NOTHING) -> SelfEvalError:
    """The error of a pack that cannot be used."""
    return SelfEvalError(msg("Rule pack not usable"), message, hint, code)
