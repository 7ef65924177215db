"""The worked cases of next year's pack: those of the old pack that hold for the new one too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT

from selfeval.core.problems import SelfEvalError
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.text.files import CASES, CASES_SCHEMA, read_bytes, read_toml

if TYPE_CHECKING:
    from selfeval.rulepacks.check.cases import CaseResult

_EMPTY = """\
# {id} 的算例：已知的事实和应得的分数，必须一分不差。本包改动的每一处，在这里各写一例。

schema = "{schema}"
pack = "{id}"
"""


def carried_cases(path: Path, pack: RulePack, *, every: bool) -> tuple[str, tuple[str, ...]]:
    """The text of the new pack's worked cases, and the titles of those of the old pack that no longer come out.

    `path` is the file of the old ones. An overlay on a pack that rests on nothing needs only one of them to start from,
    as the others are that pack's own. A case does not come out where it rests on a reading that is open again.
    """
    if not path.is_file():
        return _empty(pack.id), ()
    document = tomlkit.parse(_renamed(read_toml(path, read_bytes(path))[0].replace("\r\n", "\n"), path, pack.id))
    document["pack"] = pack.id
    if not every:
        return _first(document, pack.id), ()
    left_out = _failing(path, pack, tomlkit.dumps(document))
    for result in sorted(left_out, key=lambda one: one.path[1:], reverse=True):
        kind, number = result.path
        entries = document[str(kind)]
        if isinstance(entries, AoT) and isinstance(number, int):
            del entries[number]
    return tomlkit.dumps(document), tuple(result.title for result in left_out)


def _renamed(text: str, path: Path, pack_id: str) -> str:
    """The text with the new id in the comment on its first line."""
    old = path.name.removesuffix(CASES)
    first, end, rest = text.partition("\n")
    return (first.replace(old, pack_id) if first.startswith("#") else first) + end + rest


def _first(document: TOMLDocument, pack_id: str) -> str:
    for kind in ("case", "grade"):
        entries = document.get(kind)
        if isinstance(entries, AoT) and entries:
            return f"{_empty(pack_id)}\n[[{kind}]]\n{tomlkit.dumps(entries[0]).strip()}\n"
    return _empty(pack_id)


def _empty(pack_id: str) -> str:
    return _EMPTY.format(schema=CASES_SCHEMA, id=pack_id)


def _failing(path: Path, pack: RulePack, text: str) -> list[CaseResult]:
    from selfeval.rulepacks.check.cases import parse_cases, run_cases  # with the whole scoring behind it

    try:
        cases, place = parse_cases(path, text.encode("utf-8"))
    except SelfEvalError:  # mistakes of the old file, which its own check names
        return []
    return [result for result in run_cases(pack, path, cases, place) if not result.passed]
