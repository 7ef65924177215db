"""What a change of a scored workbook must be called, which changes are drawn, and what `verify` says of one."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from selfeval.core.problems import Problem, SelfEvalError, Severity, untranslated
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.scored.record import Record
from selfeval.excel.scored.verify import expected
from selfeval.excel.scored.verify.workbook import verify
from selfeval.i18n import translator
from tests.excel.scored_books import ROOT, opened, pack
from tests.tampering.changes import Change, book_changes, cell_changes, sheet_changes
from tests.tampering.package import Parts

GOES_OUT = ("自评汇总", "解决特殊疑难问题资金", "信访专项资金")

_FORMULA, _FORMAT, _TYPE = frozenset({"S517"}), frozenset({"S511"}), frozenset({"S512"})
CODES: Mapping[str, frozenset[str]] = {
    "white type": _TYPE,
    "tiny type": _TYPE,
    "struck out": _TYPE,
    "hiding format": _FORMAT,
    "literal format": _FORMAT,
    "scaling format": _FORMAT,
    "decimals away": _FORMAT,
    "zeros not shown": _FORMAT,
    "formulas shown": _FORMAT,
    "two formulas": _FORMULA,
    "shared without master": _FORMULA,
    "array formula": _FORMULA,
    "blank formula": _FORMULA,
    "formula for text": _FORMULA,
    "formula for number": _FORMULA,
    "cell twice": _FORMULA,
    "other formula": frozenset({"S506"}),
    "formula away": frozenset({"S504"}),
    "number as text": frozenset({"S507", "S508"}),
    "text box": frozenset({"S513"}),
    "picture": frozenset({"S513"}),
    "background": frozenset({"S513"}),
    "conditional format": frozenset({"S514"}),
    "cells merged": frozenset({"S515"}),
    "merge taken away": frozenset({"S515"}),
    "print area": frozenset({"S516"}),
    "print titles": frozenset({"S516"}),
    "other footer": frozenset({"S516"}),
    "name that shadows": frozenset({"S518"}),
    "external link": frozenset({"S518"}),
    "chart of other cells": frozenset({"S520"}),
    "chart with other words": frozenset({"S520"}),
    **dict.fromkeys(
        ("row hidden", "row of height 0", "row of height 2", "column hidden", "column of 2 pixels", "sheet hidden"),
        frozenset({"F213"}),
    ),
}
"""What a change must be called; any code will do for the others."""

_NOTES = frozenset({"cell added"})
"""Kinds that are told without being a difference: what stands beside all that the program wrote."""


@dataclass
class Judged:
    """What a run came to: changes by kind and sheet, and those that went unnamed, in words."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    unnamed: list[str] = field(default_factory=list)

    def table(self) -> Iterator[str]:
        """The counts, one line a kind, one column a sheet."""
        sheets = sorted({sheet for _, sheet in self.counts})
        yield "kind | " + " | ".join(sheets)
        for kind in sorted({kind for kind, _ in self.counts}):
            yield f"{kind} | " + " | ".join(str(self.counts[kind, sheet]) for sheet in sheets)


def scored_example() -> bytes:
    """The filled example, scored, with all its findings."""
    from selfeval.workspace import headless

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "scored.xlsx"
        headless.write_scored(headless.load(ROOT / "workbooks" / "leting-2025-filled.xlsx"), target)
        return target.read_bytes()


def all_changes(parts: Parts) -> list[Change]:
    """Every single change that there is."""
    return [*cell_changes(parts), *sheet_changes(parts, GOES_OUT), *book_changes(parts)]


def drawn(changes: Iterable[Change], seed: str, count: int) -> Iterator[Change]:
    """One of each kind where `count` is 0, else so many: evenly from every kind on every sheet, then what is left."""
    random = Random(seed)
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.kind, change.sheet if count else ""].append(change)
    for group in groups.values():
        random.shuffle(group)
    if not count:
        yield from (group[0] for group in groups.values())
        return
    left, given = list(groups.values()), 0
    while left and given < count:
        for group in left:
            if given < count:
                yield group.pop()
                given += 1
        left = [group for group in left if group]


def judged(changes: Iterable[Change]) -> Judged:
    """What `verify` says of each change."""
    with _rebuilt_once():
        return _judged(changes)


@contextmanager
def _rebuilt_once() -> Iterator[None]:
    """What is built again from the same record is built and read once: half the time of a long run."""
    kept: dict[str, Any] = {}
    real_build, real_read = expected.build, expected.read_xlsx

    def build(*words: Any, record: Record | None = None, **more: Any) -> Any:
        if record is None:
            return real_build(*words, **more)
        if record.text not in kept:
            kept.clear()
            kept[record.text] = real_build(*words, record=record, **more)
        return kept[record.text]

    read = lru_cache(maxsize=4)(real_read)
    with (
        mock.patch.object(expected, "build", build),
        mock.patch.object(expected, "read_xlsx", read),
        mock.patch.object(expected, "read_formulas", lru_cache(maxsize=4)(expected.read_formulas)),
        mock.patch.object(expected, "read_look", lru_cache(maxsize=4)(expected.read_look)),
    ):
        yield


def _judged(changes: Iterable[Change]) -> Judged:
    found = Judged()
    for change in changes:
        found.counts[change.kind, change.sheet or "（工作簿）"] += 1
        try:
            told = verified(change.made().data())
        except SelfEvalError as error:
            if error.code == "F114" and change.sheet == "说明":  # its marker names a format that nobody knows
                continue
            found.unnamed.append(f"{change.kind} {change.sheet}!{change.cell}: refused, {error.code}")
            continue
        if not named(told, change):
            words = [(problem.code, str(problem.where), problem.severity.value) for problem in told]
            found.unnamed.append(f"{change.kind} {change.sheet}!{change.cell}: {words[:5]}")
    return found


def verified(data: bytes) -> tuple[Problem, ...]:
    """What `verify` says of a workbook."""
    languages = (translator("zh"), untranslated)
    return verify(opened(data), pack(), read_formulas(data), data=data, languages=languages)


def named(found: tuple[Problem, ...], change: Change) -> bool:
    """Whether the change is told as a difference, by a code of its kind, where it was made."""
    differs = change.kind in _NOTES or any(problem.severity is not Severity.INFO for problem in found)
    return (differs or _is_signature(found)) and any(_names(problem, change) for problem in found)


def _names(problem: Problem, change: Change) -> bool:
    # The record is known by its hash: whatever becomes of a cell of it is one code.
    if change.kind in CODES and problem.code not in CODES[change.kind] | {"S519"}:
        return False
    if problem.where is None:
        return not change.sheet
    return problem.where.sheet == change.sheet and (not change.cell or problem.where.cell == change.cell)


def _is_signature(found: tuple[Problem, ...]) -> bool:
    """A line to sign that was filled in, which is what it is for."""
    return any("Filled in after scoring" in problem.message.render() for problem in found)
