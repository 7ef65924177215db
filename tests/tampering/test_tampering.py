"""Single changes of a scored workbook, drawn from all that there are: `verify` names each one where it was made.

One of every kind in the daily run; SELFEVAL_TAMPER_COUNT says how many in all (`make campaign`), drawn evenly over
sheets and kinds with the seed of the run. The counts by sheet and kind are printed.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from random import Random

import pytest

from selfeval.core.problems import Problem, Severity, untranslated
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.scored.verify.workbook import verify
from selfeval.i18n import translator
from tests.differential.seeds import seed_of_the_run
from tests.excel.scored_books import ROOT, opened, pack
from tests.tampering.changes import Change, book_changes, cell_changes, sheet_changes
from tests.tampering.package import Parts

COUNT = int(os.environ.get("SELFEVAL_TAMPER_COUNT", "0"))
SEED = seed_of_the_run()
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


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The filled example, scored, with all its findings."""
    from selfeval.workspace import headless

    target = tmp_path_factory.mktemp("seed") / "scored.xlsx"
    headless.write_scored(headless.load(ROOT / "workbooks" / "leting-2025-filled.xlsx"), target)
    return target.read_bytes()


def _drawn(changes: list[Change]) -> Iterator[Change]:
    """One of each kind, or COUNT of them: evenly from every kind on every sheet, then whatever is left."""
    random = Random(SEED)
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.kind, change.sheet if COUNT else ""].append(change)
    for group in groups.values():
        random.shuffle(group)
    if not COUNT:
        yield from (group[0] for group in groups.values())
        return
    left, given = list(groups.values()), 0
    while left and given < COUNT:
        for group in left:
            if given < COUNT:
                yield group.pop()
                given += 1
        left = [group for group in left if group]


def _names(problem: Problem, change: Change) -> bool:
    if change.kind in CODES and problem.code not in CODES[change.kind]:
        return False
    if problem.where is None:
        return not change.sheet
    return problem.where.sheet == change.sheet and (not change.cell or problem.where.cell == change.cell)


def test_every_change_is_named(seed: bytes) -> None:
    parts, languages = Parts.of(seed), (translator("zh"), untranslated)
    assert verify(opened(seed), pack(), read_formulas(seed), data=seed, languages=languages) == ()
    counts: Counter[tuple[str, str]] = Counter()
    unnamed: list[str] = []
    changes = [*cell_changes(parts), *sheet_changes(parts, GOES_OUT), *book_changes(parts)]
    for change in _drawn(changes):
        data = change.made().data()
        found = verify(opened(data), pack(), read_formulas(data), data=data, languages=languages)
        counts[change.kind, change.sheet or "（工作簿）"] += 1
        differs = change.kind in _NOTES or any(problem.severity is not Severity.INFO for problem in found)
        if not differs and _is_signature(found):
            differs = True
        if not differs or not any(_names(problem, change) for problem in found):
            told = [(problem.code, str(problem.where), problem.severity.value) for problem in found]
            unnamed.append(f"{change.kind} {change.sheet}!{change.cell}: {told[:5]}")
    print(f"\n{sum(counts.values())} of {len(changes)} changes, seed {SEED}, unnamed {len(unnamed)}")
    _print_table(counts)
    assert not unnamed, f"seed {SEED}:\n" + "\n".join(unnamed)
    assert len({kind for kind, _ in counts}) >= 45


@pytest.mark.parametrize(
    ("kind", "sheet", "cell"),
    [
        ("array formula", "信访专项资金", "I20"),
        ("two formulas", "信访专项资金", "H18"),
        ("shared without master", "解决特殊疑难问题资金", "I20"),
        ("struck out", "信访专项资金", "I20"),
        ("white type", "信访专项资金", "I20"),
        ("hiding format", "信访专项资金", "I20"),
        ("a cent more", "计分过程", "K5"),
    ],
)
def test_a_formula_that_shows_nothing_yet_and_a_share_behind_a_formula_are_held(
    seed: bytes, kind: str, sheet: str, cell: str
) -> None:
    (change,) = [one for one in cell_changes(Parts.of(seed)) if (one.kind, one.sheet, one.cell) == (kind, sheet, cell)]
    data, languages = change.made().data(), (translator("zh"), untranslated)
    found = verify(opened(data), pack(), read_formulas(data), data=data, languages=languages)
    assert any(_names(problem, change) for problem in found)


def _is_signature(found: tuple[Problem, ...]) -> bool:
    """A line to sign that was filled in, which is what it is for."""
    return any("Filled in after scoring" in problem.message.render() for problem in found)


def _print_table(counts: Counter[tuple[str, str]]) -> None:
    sheets = sorted({sheet for _, sheet in counts})
    print("kind | " + " | ".join(sheets))
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind} | " + " | ".join(str(counts[kind, sheet]) for sheet in sheets))
