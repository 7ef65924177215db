"""核对记录: everything that a scored workbook was written from, as plain JSON on 说明, so that `verify` can rebuild it.

Much of a scored workbook stands in it once only: evidence, findings, the outcome of the goals. Without a second place
nobody could say whether it is still what the program wrote.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department
from selfeval.core.monitoring.fields import months_entered
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Owner, Problem, Severity, Translate, msg
from selfeval.core.records import dataclass

VERSION = 1
"""Of the record itself: how facts and findings are spelled in it."""

LAYOUT = 2
"""Of the workbook: where things stand, what labels say, how cells look. Raised with every change of these, so that a
workbook of an earlier layout is not taken for one that was tampered with (`tests/excel/test_verify_layout.py`)."""

MONTHS_LAYOUT = 3
"""Of workbooks with facts of months, which have a sheet of their own; those of layout 2 had not."""

_LANGUAGE = msg("English")
"""The language in which sentences are written, by its own name."""

_PIECE = 30_000
"""Characters of the record that stand in one cell, a little less than a cell holds."""

_ESCAPED = lazy("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|_x")
"""What XML cannot hold, what programs take for the end of a line, and the beginning of a workbook's own escapes."""

_DECIMAL = lazy(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
_WHERE = frozenset({"cells", "where"})
"""Fields that say where something stood in the source: nothing of the scored workbook depends on them."""


class RecordError(ValueError):
    """The record was changed, or is none."""


class OtherVersionError(RecordError):
    """The record is as it was written, but by a version of the program whose records this one does not know.

    Attributes:
        tool: the program that wrote it, "" where it does not say.
    """

    def __init__(self, tool: str) -> None:
        super().__init__("version")
        self.tool = tool


@dataclass(frozen=True, slots=True)
class Record:
    """What a scored workbook was written from.

    Attributes:
        evaluation: department and facts; where things stood in the source is left out.
        problems: the findings, their sentences rendered.
        language: the language of the sentences, by its own name.
        live: it was written with formulas.
        about: what 说明 said of rules, source, program, person and time, by the keys of its rows.
        text: the record as it stands on 说明.
        layout: that of the workbook, see `LAYOUT`; 0 in those written before it was recorded.
    """

    evaluation: Evaluation
    problems: tuple[Problem, ...]
    language: str
    live: bool
    about: Mapping[str, str]
    text: str
    layout: int = LAYOUT


def layout_of(evaluation: Evaluation) -> int:
    """The layout in which this version writes an evaluation."""
    return MONTHS_LAYOUT if months_entered(evaluation) else LAYOUT


def language_of(translate: Translate) -> str:
    """The language that a `Translate` turns into, by its own name."""
    return _LANGUAGE.render(translate)


def record_text(
    evaluation: Evaluation,
    problems: Sequence[Problem],
    about: Mapping[str, str],
    translate: Translate,
    *,
    live: bool,
) -> str:
    """The record as JSON, in characters that every cell can hold."""
    held = {
        "version": VERSION,
        "layout": layout_of(evaluation),
        "language": language_of(translate),
        "live": live,
        "about": dict(about),
        "department": _plain(evaluation.department),
        "facts": [[*key, value] for key, value in sorted(evaluation.facts.items())],
        "problems": [_problem(problem, translate) for problem in problems],
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0][0]):04x}{found[0][1:]}", text)


def digest(text: str) -> str:
    """The hash by which a record is known."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def pieces(text: str) -> Iterator[str]:
    """The record in pieces that fit into cells; none begins or ends with a blank, which programs may drop."""
    while text:
        end = min(_PIECE, len(text))
        while 1 < end < len(text) and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        yield text[:end]
        text = text[end:]


def read_record(text: str, expected: str) -> Record:
    """The record behind its text; `expected` is the hash that 说明 gives.

    Raises:
        OtherVersionError: another version of the program wrote it, in a way that this one cannot read.
        RecordError: it is not what was written.
    """
    if digest(text) != expected:
        raise RecordError("hash")
    try:
        held = json.loads(text, parse_float=_refused, parse_constant=_refused)
        version, layout = (_whole(held[name]) if name in held else 0 for name in ("version", "layout"))
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise RecordError(str(error)) from error
    try:
        if version != VERSION:
            raise RecordError("version")
        return _read(held, text, layout)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        # A later version may hold fields that are unknown here; one of this layout holds none.
        if version > VERSION or layout > MONTHS_LAYOUT:
            raise OtherVersionError(_tool(held)) from error
        raise RecordError(str(error)) from error


def _read(held: dict[str, Any], text: str, layout: int) -> Record:
    department = _made(Department, held["department"])
    facts = {FactKey(*_texts(line[:3])): _texts(line[3:])[0] for line in held["facts"]}
    problems = tuple(_read_problem(line) for line in held["problems"])
    about = dict(zip(_texts(list(held["about"])), _texts(list(held["about"].values())), strict=True))
    (language,), live = _texts([held["language"]]), bool(held["live"])
    evaluation = Evaluation(typing.cast(Department, department), facts)
    return Record(evaluation, problems, language, live, about, text, layout)


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1_000_000:
        raise RecordError("number")
    return value


def _tool(held: Mapping[str, object]) -> str:
    about = held.get("about")
    tool = about.get("tool", "") if isinstance(about, dict) else ""
    return tool[:80] if isinstance(tool, str) else ""


def _refused(text: str) -> object:
    raise RecordError(text)


def _texts(values: Sequence[object]) -> list[str]:
    if not all(isinstance(value, str) for value in values):
        raise RecordError("text")
    return [str(value) for value in values]


def _plain(value: object) -> object:
    """A dataclass without what is as usual; numbers as texts, because JSON's own are binary."""
    if is_dataclass(value) and not isinstance(value, type):
        held = {item.name: getattr(value, item.name) for item in fields(value) if item.name not in _WHERE}
        usual = _usual(type(value))
        return {name: _plain(found) for name, found in held.items() if name not in usual or found != usual[name]}
    if isinstance(value, Mapping):
        return {str(name): _plain(found) for name, found in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return format(value, "f") if isinstance(value, Decimal) else value


@lru_cache(maxsize=16)
def _usual(kind: type) -> Mapping[str, object]:
    """The values that the fields of a dataclass have where nothing is given."""
    found: dict[str, object] = {}
    for item in fields(kind):
        if item.default is not MISSING:
            found[item.name] = item.default
        elif item.default_factory is not MISSING:
            found[item.name] = item.default_factory()
    return found


@lru_cache(maxsize=16)
def _hints(kind: type) -> Mapping[str, object]:
    return typing.get_type_hints(kind)


def _made(kind: object, data: object) -> object:
    """The value of a type that `_plain` took apart."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if not isinstance(data, dict) or not data.keys() <= hints.keys() - _WHERE:
            raise RecordError(kind.__name__)
        return kind(**{name: _made(hints[name], value) for name, value in data.items()})
    if origin in {typing.Union, types.UnionType}:
        return None if data is None else _made(next(one for one in inner if one is not type(None)), data)
    if origin is tuple and isinstance(data, list):
        return tuple(_made(inner[0], item) for item in data)
    if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(data, dict):
        return {name: _made(inner[1], value) for name, value in data.items()}
    if kind is Decimal and isinstance(data, str) and _DECIMAL.fullmatch(data):
        return Decimal(data)
    if kind in {str, bool, int} and type(data) is kind:
        return data
    raise RecordError(str(kind))


def _problem(problem: Problem, translate: Translate) -> list[str]:
    where = problem.where or CellRef("", "")
    words = problem.message.render(translate), problem.hint.render(translate)
    return [problem.code, problem.severity.value, where.sheet, where.cell, problem.input, *words, problem.about.value]


def _read_problem(line: list[str]) -> Problem:
    code, severity, sheet, cell, read, message, hint, owner = _texts(line)
    where = CellRef(sheet, cell) if sheet or cell else None
    return Problem(code, Severity(severity), Message(message), Message(hint), where, read, about=Owner(owner))
