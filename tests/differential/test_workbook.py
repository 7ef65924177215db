"""Three calculators on one workbook: LibreOffice recalculates its formulas, the second calculator knows the scores."""

from __future__ import annotations

import io
import os
import shutil
from fractions import Fraction
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.excel.paper.labels import ROW_EXECUTION, ROW_INDICATOR, ROW_TOTAL, STEP, STEPS
from selfeval.rulepacks.load import load_pack
from tests.differential.calculator import score_department
from tests.differential.evaluations import random_department
from tests.differential.facts import Value
from tests.differential.packfile import read_pack
from tests.differential.product import scored
from tests.differential.seeds import seed_of_the_run
from tests.differential.test_differential import PACKS
from tests.excel.recalculation import Recalculate, recalculation
from tests.excel.scored_books import written

pytestmark = pytest.mark.libreoffice
__all__ = ["recalculation"]

SEED = seed_of_the_run()
NAMES = (
    "cn-mof-2020-10",
    "cn-mof-2021-101",
    "cn-hubei",
    "cn-sichuan-pidu-2025",
    "caps",
    "deduct-90",
    "denominator-carry-over",
    "na-rescale",
    "na-zero",
    "over-proportional",
    "ramp-completion",
    "ramp-even",
    "reverse-linear",
    "deductions",
    "goals-equal",
    "goals-stated",
    "levels",
    "review",
    "rounding-1",
    "rounding-down",
    "rounding-whole",
)
A_PACK = 3 if "SELFEVAL_DIFFERENTIAL_COUNT" in os.environ else 1
"""Workbooks under each pack, more in `make campaign`; each has one to three projects of up to fifteen rows."""


def test_recalculated_stored_and_second_scores_are_the_same(recalculate: Recalculate, tmp_path: Path) -> None:
    print(f"\nseed {SEED}")
    for path in PACKS:
        shutil.copy(path, tmp_path / path.name)
    books: dict[str, bytes] = {}
    expected: dict[str, dict[str, Value]] = {}
    for number, name in enumerate(NAMES * A_PACK):
        mine, theirs = read_pack(tmp_path / f"{name}.toml"), load_pack(str(tmp_path / f"{name}.toml"))
        rng = Random(f"{SEED}/workbook/{number}")
        projects = random_department(rng, mine)
        books[f"{number}-{name}"] = written(scored(projects, theirs, rng))
        results = score_department(mine, projects)
        # What does not apply, or is not scored at all, earns nothing, and its cell says so in words.
        none = mine["execution"]["method"] == "none"
        both = zip(projects, results.projects, strict=True)
        silent = [project for project, result in both if none or not result.execution_applies]
        expected[f"{number}-{name}"] = results.figures(projects) | {f"{one.name} execution": None for one in silent}
    seen = 0
    for name, path in recalculate(books).items():
        stored = openpyxl.load_workbook(io.BytesIO(books[name]), data_only=True)[STEPS]
        again = openpyxl.load_workbook(path, data_only=True)[STEPS]
        for line, figure in _figures(stored):
            found = [_number(sheet.cell(line, STEP["score"] + 1).value) for sheet in (stored, again)]
            assert found == [expected[name][figure]] * 2, f"seed {SEED}, {name}, row {line}: {figure}"
            seen += 1
    print(f"{seen} scores in {len(books)} workbooks")
    assert seen > 60 * A_PACK


def _figures(sheet: Worksheet) -> list[tuple[int, str]]:
    """The rows of 计分过程 that hold a score, each with its name among the figures of the second calculator."""
    found = []
    for line in range(1, sheet.max_row + 1):
        project, indicator, kind = (
            sheet.cell(line, STEP[key] + 1).value for key in ("project_id", "indicator_id", "row")
        )
        name = {ROW_INDICATOR: f"{project}/{indicator} score", ROW_EXECUTION: f"{project} execution"}.get(str(kind))
        name = f"{project} total" if kind == ROW_TOTAL else name
        if name:
            found.append((line, name))
    return found


def _number(value: object) -> Fraction | None:
    """A cell's number without what binary arithmetic adds to it; None for a blank or a word such as 不计总分."""
    return Fraction(str(round(value, 9))) if isinstance(value, int | float) else None
