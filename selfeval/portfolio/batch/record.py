"""What came of one file: its end state, its projects and its rows, and the bytes as which that is kept."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

Value: TypeAlias = str | int | bool | None
"""What a row holds; decimals are texts."""

LAYOUT = 3
"""Of the kept bytes; a change of it, or of the columns, makes what was kept be worked out anew."""

_MARK = b"selfeval.result/1\n"
_DIGEST = 16
_FAST = 1
"""Level of compression: results are written once and read a few times."""


class State(StrEnum):
    """How a file ends: each in exactly one of them."""

    READ = "read"
    DOUBT = "doubt"
    REFUSED = "refused"


class InputKind(StrEnum):
    """What a file turned out to be."""

    TARGETS = "targets"
    FILLED = "filled"
    SCORED = "scored"
    FILL_IN = "fill_in"
    DEPARTMENT = "department"
    DOCUMENT = "document"
    PASSED_OVER = "passed_over"
    UNKNOWN = "unknown"


class Limits(NamedTuple):
    """What one file may take: seconds of the processor (elsewhere than on POSIX, of the clock), bytes of memory."""

    seconds: int
    memory: int

    def exceeds(self, ended: Limits | None) -> bool:
        """Whether these allow more of either than those that ended a file; nothing exceeds none."""
        return ended is not None and (self.seconds > ended.seconds or self.memory > ended.memory)


class Doubt(NamedTuple):
    """A sentence that says why a file is doubtful or refused, in both languages."""

    code: str
    zh: str
    en: str


class ProjectLine(NamedTuple):
    """One project as sums and lists need it; amounts in 万元 and points, as decimal texts.

    `version` is what all versions of one form have in common: unit, year and name; "" where one of them is not known.
    `slip` says that an amount looks like 元 beside 万元, or the reverse.
    """

    version: str
    department_code: str
    department: str
    unit_code: str
    unit: str
    code: str
    title: str
    year: int | None
    whole_department: bool
    filled: bool
    initial: str | None
    adjusted: str | None
    executed: str | None
    slip: bool
    claimed_total: str | None
    total: str | None
    claimed_grade: str
    grade: str
    sheet: str
    cell: str
    errors: int
    warnings: int
    notes: int
    adjusted_targets: int
    indicators: int


Row: TypeAlias = tuple[int, list[Value]]
"""The place of its project (-1 for the file or the department) and the values by `FACT_FIELDS` or `FINDING_FIELDS`."""


@dataclass
class Record:
    """What came of the bytes of one file under one name, in one context: program, rule packs, year, known layouts.

    Attributes:
        doubts: why it is doubtful or refused, the gravest first; empty for one that was simply read.
        verified: whether a scored workbook verifies, None for any other file.
        chosen: how its rule pack was chosen; notice: what to know about that, in Chinese and in English.
        limits: what it was given, where that ended it; what has more is tried again.
    """

    state: State
    kind: InputKind
    doubts: tuple[Doubt, ...] = ()
    year: int | None = None
    projects: tuple[ProjectLine, ...] = ()
    facts: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    verified: bool | None = None
    pack: str = ""
    chosen: str = ""
    notice: tuple[str, str] = ("", "")
    limits: Limits | None = None


def refused(doubt: Doubt, kind: InputKind = InputKind.UNKNOWN, limits: Limits | None = None) -> Record:
    """A file of which nothing can be had, with the sentence."""
    return Record(State.REFUSED, kind, (doubt,), limits=limits)


def encoded(record: Record) -> bytes:
    """The bytes to keep: a mark, a digest, the record."""
    head = (record.state, record.kind, record.doubts, record.year, record.projects)
    choice = (record.verified, record.pack, record.chosen, record.notice, record.limits)
    value = (LAYOUT, *head, record.facts, record.findings, *choice)
    # What is no valid text, such as half a character of an old workbook, becomes `?`: no table could hold it.
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    data = zlib.compress(text.encode("utf-8", "replace"), _FAST)
    return _MARK + hashlib.sha256(data).digest()[:_DIGEST] + data


def decoded(data: bytes) -> Record | None:
    """The record; None for bytes that were cut short, changed, or written by another version."""
    body = data[len(_MARK) + _DIGEST :]
    if not data.startswith(_MARK) or data[len(_MARK) :][:_DIGEST] != hashlib.sha256(body).digest()[:_DIGEST]:
        return None
    layout, *fields = json.loads(zlib.decompress(body))
    if layout != LAYOUT:
        return None
    state, kind, doubts, year, projects, facts, findings, verified, pack, chosen, notice, limits = fields
    return Record(
        State(state),
        InputKind(kind),
        tuple(Doubt(*one) for one in doubts),
        year,
        tuple(ProjectLine(*one) for one in projects),
        [(place, values) for place, values in facts],
        [(place, values) for place, values in findings],
        verified,
        pack,
        chosen,
        (notice[0], notice[1]),
        None if limits is None else Limits(*limits),
    )
