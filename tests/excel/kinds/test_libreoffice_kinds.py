"""What LibreOffice saves as .xls, .ods, .fods and web page reads like the .xlsx it came from.

Without soffice the tests are skipped; with SELFEVAL_REQUIRE_LIBREOFFICE=1 they fail instead.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval.core.model import Department
from selfeval.core.problems import SelfEvalError
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.read import read_workbook
from selfeval.workspace.output.verify import verify_file
from tests.conftest import ROOT
from tests.excel.kinds.makers import write_xlsx
from tests.excel.kinds.test_kinds import evaluation
from tests.excel.scored_books import filled, written
from tests.office import office
from tests.once import once

pytestmark = pytest.mark.libreoffice

BOOKS = ("leting-2025-targets", "leting-2025-filled", "form", "scored")
FILTERS = {"xls": "xls:MS Excel 97", "ods": "ods", "fods": "fods", "html": "html:HTML (StarCalc)"}


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every book in every kind."""
    soffice = office(tmp_path_factory)

    def make(folder: Path) -> None:
        for name in BOOKS[:2]:
            shutil.copy(ROOT / "workbooks" / f"{name}.xlsx", folder)
        write_xlsx(folder / "form.xlsx")
        (folder / "scored.xlsx").write_bytes(written(filled()))
        sources = [folder / f"{name}.xlsx" for name in BOOKS]
        for wanted in FILTERS.values():
            soffice.convert(wanted, folder, sources)

    return once(tmp_path_factory, "kinds", make)


@pytest.mark.parametrize("name", BOOKS[:3])
@pytest.mark.parametrize("kind", FILTERS)
def test_the_same_evaluation(saved: Path, kind: str, name: str) -> None:
    expected, found = evaluation(saved / f"{name}.xlsx"), evaluation(saved / f"{name}.{kind}")
    if kind == "html":
        # LibreOffice leaves hidden rows, columns and sheets out of a page.
        for side in (expected, found):
            side["problems"] = [one for one in side["problems"] if one["code"] not in {"F203", "F226"}]  # type: ignore[attr-defined]
    assert found == expected


@pytest.mark.parametrize("kind", ["xls", "ods", "fods"])
def test_the_same_cells(saved: Path, kind: str) -> None:
    for name in BOOKS[:3]:
        mine, theirs = open_book(saved / f"{name}.xlsx"), open_book(saved / f"{name}.{kind}")
        for one, other in zip(mine.sheets, theirs.sheets, strict=True):
            assert one.title == other.title
            assert {at: (cell.text, cell.exact) for at, cell in one.cells.items()} == {
                at: (cell.text, cell.exact) for at, cell in other.cells.items()
            }
            assert set(one.merges) == set(other.merges)
            hidden = (one.hidden_rows, one.hidden_columns, one.hidden)
            assert hidden == (other.hidden_rows, other.hidden_columns, other.hidden)


def without_words(department: Department) -> Department:
    """Without the cells in which a formula gives words: grades, and the score of a row that does not apply."""
    projects = []
    for one in department.projects:
        rows = (replace(row, claimed_score=None) if row.not_applicable else row for row in one.indicators)
        claimed = replace(one.claimed, grade=None) if one.claimed else None
        projects.append(replace(one, claimed=claimed, indicators=tuple(rows)))
    return replace(department, projects=tuple(projects))


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_scored_workbook_goes_on_in_another_kind_but_is_verified_as_xlsx_only(saved: Path, kind: str) -> None:
    expected, found = read_workbook(saved / "scored.xlsx"), read_workbook(saved / f"scored.{kind}")
    assert found.scored
    assert without_words(found.department) == without_words(expected.department)
    # LibreOffice writes 0 for the text that a formula gives into an .xls, and calculates it anew on opening.
    assert [p.claimed.grade for p in found.department.projects if p.claimed] == (["0"] if kind == "xls" else ["优"]) * 2
    assert found.settings == expected.settings
    with pytest.raises(SelfEvalError) as caught:
        verify_file(saved / f"scored.{kind}")
    assert caught.value.code == "F116"
