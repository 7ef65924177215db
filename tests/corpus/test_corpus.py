"""Every workbook of the corpus is read as expected: projects, money, indicators with their cells, and all problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.round import stage_of
from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import Severity
from selfeval.core.scoring.assessment import assess
from selfeval.excel.read import read_workbook
from tests.corpus.make import ALL, EXPECTED, MAKERS, WORKBOOKS
from tests.corpus.reading import as_text
from tests.excel.scored_books import pack


@pytest.mark.parametrize("name", sorted(ALL))
def test_reading(name: str) -> None:
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    assert as_text(WORKBOOKS / f"{name}.xlsx", ALL[name].about) == expected


@pytest.mark.parametrize("name", sorted(name for name, book in ALL.items() if book.maker != "libreoffice"))
def test_the_script_makes_what_is_read_the_same(name: str, tmp_path: Path) -> None:
    """The other writer's workbook of the same cells gives the same reading, and so does one made anew."""
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    for maker in ("openpyxl", "xlsxwriter"):
        path = tmp_path / f"{maker}.xlsx"
        path.write_bytes(MAKERS[maker](ALL[name]))
        assert as_text(path, ALL[name].about) == expected


NAMELESS = ("B105", "B109")
"""A table that names no project, and no money of one."""
ERRORS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *("sign_value_unit", "nature_direction", "sub_header_unmerged", "weight_in_names", "columns_in_odd_order"),
            *("name_column_called_performance_indicator", "header_with_breaks_and_brackets", "placeholders"),
            *("blank_and_repeated_tiers", "subtotals_and_notes", "unknown_columns", "adjusted_column_named_so"),
        ),
        NAMELESS,
    ),
    **dict.fromkeys(("total_in_the_middle", "initial_and_adjusted_targets", "percent_cells"), (*NAMELESS, "B120")),
    **dict.fromkeys(("sheets_by_project", "side_by_side", "side_by_side_at_other_heights"), ("B109", "B109")),
    **dict.fromkeys(("continued_with_repeated_header", "halves_one_below_the_other"), ("B109",)),
    "line_between_tables": ("B109", "B109"),
    "hidden_rows_and_columns": ("B105", "B109", "B109"),
    "national_form_in_yuan": ("B101", "B101"),
    "claims_that_contradict": ("B122", "S104", "S111"),
    **dict.fromkeys(("flat_list_repeated", "flat_list_merged", "flat_list_resaved_by_libreoffice"), ("S105", "S105")),
}
"""Every finding of level error that a workbook of the corpus deserves; the others deserve none."""


@pytest.mark.parametrize("name", sorted(ALL))
def test_no_error_is_told_that_is_none(name: str) -> None:
    """Checked and scored: each error is a true one, and a form that claims a total gets that total by the rule."""
    path = WORKBOOKS / f"{name}.xlsx"
    if (EXPECTED / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1].startswith("refused"):
        return
    reading = read_workbook(path)
    evaluation = Evaluation(reading.department)
    scored = assess(evaluation, pack())
    found = all_problems(scored, stage_of(evaluation), reading=reading.problems)
    errors = sorted(problem.code for problem in found if problem.severity is Severity.ERROR)
    assert tuple(errors) == ERRORS.get(name, ())
    for result in scored.projects:
        claimed = result.project.claimed.total
        assert claimed is None or result.total is None or "S111" in errors or result.total == claimed


def test_the_corpus_is_whole_and_small() -> None:
    assert len(ALL) >= 50
    assert {path.stem for path in WORKBOOKS.iterdir()} == set(ALL) == {path.stem for path in EXPECTED.iterdir()}
    assert all(path.stat().st_size <= 15 * 1024 for path in WORKBOOKS.iterdir())
