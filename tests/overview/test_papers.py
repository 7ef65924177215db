"""Lists and letters out of a batch that was really run."""

from __future__ import annotations

import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from selfeval.core.review.overview import Asked
from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.overview.overview import ACCEPTED, RETURNED, Overview
from selfeval.workspace.overview.papers import LETTERS, write_letters, write_project_list

FILLED = Path(__file__).parents[2] / "workbooks/leting-2025-filled.xlsx"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A folder with a form and an archive with another one, and the batch over both."""
    folder = tmp_path_factory.mktemp("round")
    source = folder / "上报"
    source.mkdir()
    shutil.copy(FILLED, source / "信访局.xlsx")
    other = folder / "另一份.xlsx"
    book = openpyxl.load_workbook(FILLED)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("13022525P", "99022525P").replace("信访局", "乡镇局")
    book.save(other)
    with zipfile.ZipFile(source / "乡镇.zip", "w") as archive:
        archive.write(other, "内/另一份.xlsx")
    Batch(requested((str(source),), folder / "out"), folder / "out", jobs=1).run()
    return folder


@pytest.fixture
def out(run, tmp_path):
    return shutil.copytree(run / "out", tmp_path / "out")


def letter_texts(path: Path) -> list[str]:
    """The text of each paragraph; python-docx itself passes over what stands in content controls."""
    body = docx.Document(str(path)).element.body
    return ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]


def test_a_letter_says_the_remark_and_the_errors_each_with_its_cell(out):
    with Overview(out) as overview:
        for line in overview.page(overview.tables.places(Asked()), 0, 10):
            overview.mark(line, RETURNED, f"请补充{line.title}的佐证", findings=True)
        lines = overview.of_marks(Asked(), RETURNED)
        found = write_letters(overview, lines)
        assert not found.failed
        assert [path.parent for path in found.written] == [out / LETTERS] * 2, "one for each form, the archive's too"
        said = [letter_texts(path) for path in found.written]
        for line in lines:
            assert any(f"请补充{line.title}的佐证" in texts for texts in said)
            for one in overview.tables.findings(line):
                if one.severity == "error":
                    assert any(f"{one.sheet}!{one.cell}" in texts for texts in said), one
    again = found.written[0].read_bytes()
    with Overview(out) as overview:
        more = write_letters(overview, overview.of_marks(Asked(), RETURNED))
    assert set(more.written).isdisjoint(found.written), "no letter is written over"
    assert found.written[0].read_bytes() == again


def test_the_remark_alone_brings_no_finding_along(out):
    with Overview(out) as overview:
        line = overview.page(overview.tables.places(Asked(order="errors")), 0, 1)[0]
        assert line.errors
        overview.mark(line, RETURNED, "请核对执行数")
        (path,) = write_letters(overview, overview.of_marks(Asked(), RETURNED)).written
        texts = letter_texts(path)
        assert "请核对执行数" in texts
        assert not any(one.message[0] in text for one in overview.tables.findings(line) for text in texts)


def test_a_form_that_is_gone_is_named_and_the_others_have_their_letters(run, tmp_path):
    folder = tmp_path / "round"
    shutil.copytree(run / "上报", folder / "上报")
    Batch(requested((str(folder / "上报"),), folder / "out"), folder / "out", jobs=1).run()
    (folder / "上报/信访局.xlsx").unlink()
    with Overview(folder / "out") as overview:
        for line in overview.page(overview.tables.places(Asked()), 0, 10):
            overview.mark(line, RETURNED, "请补充")
        found = write_letters(overview, overview.of_marks(Asked(), RETURNED))
    assert [error.code for _, error in found.failed] == ["F101"]
    assert "信访局.xlsx" in found.failed[0][0]
    assert len(found.written) == 1


def test_the_list_holds_what_the_tables_hold(out):
    with Overview(out) as overview:
        line = overview.page(overview.tables.places(Asked(text="信访局")), 0, 1)[0]
        overview.mark(line, ACCEPTED)
        places = overview.tables.places(Asked(order="title", down=False))
        path = write_project_list(overview, places)
        lines = overview.page(places, 0, 10)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[3] for row in rows] == [line.title for line in lines]
    for row, one in zip(rows, lines, strict=True):
        assert Decimal(str(row[4])) == one.adjusted
        assert Decimal(str(row[8])) == one.total
        assert row[12] == one.errors
    marks = {row[3]: row[14] for row in rows if row[1] == line.unit}
    assert marks[line.title] == "通过"
    assert any(cell.hyperlink for row in sheet.iter_rows(min_row=3, min_col=17) for cell in row)
    with Overview(out) as overview:
        assert write_project_list(overview, places) != path
