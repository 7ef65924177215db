"""Bytes of a TOML file → its tables; used for packs and for their worked cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg
from selfeval.held_file import patiently
from selfeval.rulepacks.text.lines import endless_key, line_numbers

FOLDER = "scoring_rules"
"""The folder of rule packs: in the working folder, beside a workbook, among the person's own files, in the program."""
CASES = ".cases.toml"
"""Ending of the file of worked cases beside a pack."""

if TYPE_CHECKING:
    from selfeval.rulepacks.text.faults import Fault

SCHEMA = "selfeval.rules/1"
"""The form of rule packs that this program knows; a pack that names another one is refused."""

CASES_SCHEMA = "selfeval.cases/1"
"""The same of files of worked cases."""

MAX_BYTES = 1 << 20
"""A rule pack is a page or two of text; anything above 1 MiB is another kind of file."""

_MAX_DEPTH = 20


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        SelfEvalError: R104 over 1 MiB, R108 not readable.
    """
    try:
        with patiently(lambda: path.open("rb")) as file:
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
    import tomllib  # its patterns take 5 ms, and a pack that is kept is not read

    if endless_key(text):
        raise _not_toml(path, text)
    try:
        return text, _shallow(path, tomllib.loads(text, parse_float=Decimal))
    except InvalidOperation as error:
        raise refused("R103", msg("{file} holds a number that cannot be read", file=path.name)) from error
    except RecursionError as error:
        raise refused("R103", msg("{file} is nested too deeply", file=path.name)) from error
    except ValueError as error:
        raise _not_toml(path, text) from error


def _shallow(path: Path, raw: dict[str, Any]) -> dict[str, Any]:
    """The tables, unless dotted keys nest them deeper than any pack is."""
    level: list[Any] = [raw]
    for _ in range(_MAX_DEPTH):
        level = [inner for value in level for inner in (value.values() if isinstance(value, dict) else value)]
        level = [value for value in level if isinstance(value, dict | list)]
        if not level:
            return raw
    raise refused("R103", msg("{file} is nested too deeply", file=path.name))


def check_schema(path: Path, raw: Mapping[str, Any], text: str) -> None:
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
    hint = msg("A newer program may be needed, or the file is no rule pack.")
    raise RefusedError("R105", message, hint, line_numbers(text).get(("schema",)))


def _not_toml(path: Path, text: str) -> SelfEvalError:
    from selfeval.rulepacks.text.faults import faults  # only files with faults need it

    found = faults(text)
    first, rest = found[0], found[1:]
    return RefusedError("R103", _cannot(path, first), first.hint, first.line,
                   tuple((item.line, _cannot(path, item), item.hint) for item in rest))  # fmt: skip


def _cannot(path: Path, fault: Fault) -> Message:
    line = fault.shown or "—"
    return msg("{file}, line {line}, cannot be read: {text}", file=path.name, line=fault.line, text=line)


class RefusedError(SelfEvalError):
    """A file that cannot be used as it is.

    Attributes:
        rest: line, sentence and hint of every further fault.
    """

    def __init__(
        self, code: str, message: Message, hint: Message, line: int | None = None,
        rest: tuple[tuple[int, Message, Message], ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(msg("Rule pack not usable"), message, hint, code, line=line)
        self.rest = rest


def refused(code: str, message: Message, hint: Message = NOTHING) -> SelfEvalError:
    """The error of a pack that cannot be used."""
    return RefusedError(code, message, hint)
