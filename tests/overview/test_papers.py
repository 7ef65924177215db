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

from selfeval.core.problems import CellRef, SelfEvalError, msg
from selfeval.core.review.letter import Correction, said_already
from selfeval.core.review.overview import Asked, MarkKind
from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.overview.overview import Overview
from selfeval.workspace.overview.papers import LETTERS, write_letters, write_project_list
from tests.overview.batches import project, written
from tests.places import ROOT

FILLED = ROOT / "workbooks/leting-2025-filled.xlsx"


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
            overview.mark(line, MarkKind.RETURNED, f"请补充{line.title}的佐证", findings=True)
        lines = overview.of_marks(Asked(), MarkKind.RETURNED)
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
        more = write_letters(overview, overview.of_marks(Asked(), MarkKind.RETURNED))
    assert set(more.written).isdisjoint(found.written), "no letter is written over"
    assert found.written[0].read_bytes() == again


def test_the_remark_alone_brings_no_finding_along(out):
    with Overview(out) as overview:
        line = overview.page(overview.tables.places(Asked(order="errors")), 0, 1)[0]
        assert line.errors
        overview.mark(line, MarkKind.RETURNED, "请核对执行数")
        (path,) = write_letters(overview, overview.of_marks(Asked(), MarkKind.RETURNED)).written
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
            overview.mark(line, MarkKind.RETURNED, "请补充")
        found = write_letters(overview, overview.of_marks(Asked(), MarkKind.RETURNED))
    assert [error.code for _, error in found.failed] == ["F101"]
    assert "信访局.xlsx" in found.failed[0][0]
    assert len(found.written) == 1


def test_the_list_holds_what_the_tables_hold(out):
    with Overview(out) as overview:
        line = overview.page(overview.tables.places(Asked(text="信访局")), 0, 1)[0]
        overview.mark(line, MarkKind.ACCEPTED)
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


@pytest.fixture
def batch_of(tmp_path):
    """Runs a batch over one form of this name, below a folder of its own; gives the folder of both."""

    def make(name: str = "信访局.xlsx", **asked) -> Path:
        (tmp_path / "上报").mkdir()
        shutil.copy(FILLED, tmp_path / "上报" / name)
        Batch(requested((str(tmp_path / "上报"),), tmp_path / "out", **asked), tmp_path / "out", jobs=1).run()
        return tmp_path

    return make


def returned(overview: Overview, remark: str = "请补充") -> list:
    for line in overview.page(overview.tables.places(Asked()), 0, 10):
        overview.mark(line, MarkKind.RETURNED, remark)
    return overview.of_marks(Asked(), MarkKind.RETURNED)


@pytest.mark.parametrize("rules", ["cn-mof-2021-101", "cn-hebei-leting-2025", "variant-weights-40-40-20"])
def test_the_letter_has_the_scores_of_the_screen_whatever_pack_the_batch_was_asked_for(batch_of, rules):
    with Overview(batch_of(rules=rules) / "out") as overview:
        lines = returned(overview)
        (path,) = write_letters(overview, lines).written
        texts = letter_texts(path)
    assert {f"{line.total:.2f}" for line in lines} <= set(texts)


def test_a_pack_that_cannot_be_used_for_the_year_scores_the_letter_as_the_batch(batch_of):
    with Overview(batch_of(rules="cn-sichuan", year=2025) / "out") as overview:
        lines = returned(overview)
        found = write_letters(overview, lines)
    assert (len(found.written), found.failed) == (1, ()), "the usual pack, as a batch does"
    assert {f"{line.total:.2f}" for line in lines} <= set(letter_texts(found.written[0]))


def test_a_letter_is_not_scored_by_another_pack_than_the_screen(batch_of):
    folder = batch_of(rules="cn-hebei-leting-2025")
    run = folder / "out/.work/run.json"
    run.write_text(run.read_text(encoding="utf-8").replace("cn-hebei-leting-2025", "no-such-pack"), encoding="utf-8")
    with Overview(folder / "out") as overview:
        found = write_letters(overview, returned(overview))
    assert (found.written, [error.code for _, error in found.failed]) == ((), ["F704"])


def test_a_form_that_changed_since_the_batch_gets_no_letter_but_a_sentence(batch_of):
    folder = batch_of()
    with Overview(folder / "out") as overview:
        lines = returned(overview)
        book = openpyxl.load_workbook(folder / "上报/信访局.xlsx")
        book["信访专项资金"]["H13"] = 9
        book.save(folder / "上报/信访局.xlsx")
        found = write_letters(overview, lines)
    assert (found.written, [error.code for _, error in found.failed]) == ((), ["F704"])
    assert "信访局.xlsx" in str(found.failed[0][1].message.render(str))


def test_a_mark_made_on_another_version_asks_for_nothing_and_is_named(batch_of):
    folder = batch_of()
    with Overview(folder / "out") as overview:
        old, new = overview.page(overview.tables.places(Asked()), 0, 10)
        overview.mark(old._replace(sha256="of another version"), MarkKind.RETURNED, "以前的意见")
        overview.mark(new, MarkKind.RETURNED, "现在的意见")
        found = write_letters(overview, overview.of_marks(Asked(), MarkKind.RETURNED))
    (path,) = found.written
    texts = letter_texts(path)
    assert "现在的意见" in texts
    assert "以前的意见" not in texts
    assert [error.code for _, error in found.failed] == ["F704"]
    assert old.title in found.failed[0][1].message.render(str)


def test_where_nothing_can_be_written_a_sentence_says_so(batch_of):
    folder = batch_of()
    (folder / "out" / LETTERS).write_bytes(b"a file of this name")
    with Overview(folder / "out") as overview, pytest.raises(SelfEvalError) as raised:
        write_letters(overview, returned(overview))
    assert raised.value.code == "F305"


def test_names_as_long_as_the_system_has_them_and_links_to_nowhere(batch_of):
    name = "很长的单位名称" * 11 + "信访局.xlsx"
    folder = batch_of(name)
    with Overview(folder / "out") as overview:
        lines = returned(overview)
        (first,) = write_letters(overview, lines).written
        (second,) = write_letters(overview, lines).written
        assert first != second
        (folder / "out/审核清单.xlsx").symlink_to(folder / "nowhere.xlsx")
        path = write_project_list(overview, overview.tables.places(Asked()))
    assert path.is_file()
    assert not (folder / "nowhere.xlsx").exists(), "nothing is written behind a link"


@pytest.mark.parametrize("name", ["加急!信访局.xlsx", "甲.zip!乙!.xlsx"])
def test_an_exclamation_mark_in_the_name_of_a_file_is_no_archive(batch_of, name):
    folder = batch_of(name)
    with Overview(folder / "out") as overview:
        lines = returned(overview)
        assert overview.place_of(lines[0].file) == (folder / "上报" / name, "")
        found = write_letters(overview, lines)
        assert (len(found.written), found.failed) == (1, ())
        sheet = openpyxl.load_workbook(write_project_list(overview, overview.tables.places(Asked()))).active
    assert sheet is not None
    assert any(cell.hyperlink for row in sheet.iter_rows(min_row=3, min_col=17) for cell in row)


@pytest.mark.parametrize("name", ["第#1批.xlsx", "甲#乙.xlsx"])
def test_a_file_whose_name_would_be_read_as_a_place_in_another_has_no_link(batch_of, name):
    with Overview(batch_of(name) / "out") as overview:
        overview.mark(overview.page([0], 0, 1)[0], MarkKind.RETURNED, "第一行\r\n=1+1\x07")
        sheet = openpyxl.load_workbook(write_project_list(overview, overview.tables.places(Asked()))).active
    assert sheet is not None
    assert sheet["Q3"].value == f"上报/{name}"
    assert not any(cell.hyperlink for row in sheet.iter_rows(min_row=3) for cell in row)
    remarks = {row[15].value for row in sheet.iter_rows(min_row=3)}
    assert remarks == {None, "第一行\n=1+1\ufffd"}
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$2:$2", "landscape", 8)  # fmt: skip


def test_a_file_in_a_remote_place_is_told_as_such(tmp_path):
    out = written(tmp_path / "out", [project("修路", file="s3://桶/修路.xlsx")])
    with Overview(out) as overview:
        found = write_letters(overview, returned(overview))
        assert [error.code for _, error in found.failed] == ["F716"]
        sheet = openpyxl.load_workbook(write_project_list(overview, overview.tables.places(Asked()))).active
    assert sheet is not None
    assert sheet["Q3"].value == "s3://桶/修路.xlsx"
    assert sheet["Q3"].hyperlink is None


def test_a_letter_names_the_unit_without_its_code_and_so_does_its_file(batch_of):
    folder = batch_of("自评表.xlsx")
    with Overview(folder / "out") as overview:
        (path,) = write_letters(overview, returned(overview)).written
    texts = letter_texts(path)
    assert "乐亭县信访局本级：" in texts
    assert path.name == "乐亭县信访局-自评表-退回意见.docx", "forms of many units are called 自评表"
    assert not any("待核实" in text for text in texts), "nothing of it rests on what nobody has verified"


SCORE = msg("Correct the score.")


@pytest.mark.parametrize(
    ("code", "told", "others", "once"),
    [
        ("S104", "H13", (), True),
        ("S103", "H13", (), True),
        ("S101", "H13", (), False),
        ("S104", "H14", (), False),
        ("S104", "H13", ("甲",), False),
        ("S104", "H13", ("乙",), True),
    ],
)
def test_a_score_that_a_finding_tells_is_not_asked_for_twice(code, told, others, once):
    one = Correction("项目", "甲", CellRef("表", "H13"), msg("{a}", a="1"), SCORE)
    finding = Correction("项目", "甲", CellRef("表", told), msg("{a}", a="2"), SCORE, msg("check {code}", code=code))
    every = (one, *(Correction("项目", name, CellRef("表", "F1"), msg("{a}", a="3")) for name in others))
    assert said_already(one, (finding,), every) is once


def test_what_is_told_with_the_mark_is_not_told_again_by_the_review():
    source = msg("check {code}", code="A104")
    one = Correction("项目", "甲", CellRef("表", "F13"), msg("{a}", a="1"), SCORE, source)
    assert said_already(one, (one,), (one,))
    assert not said_already(one, (Correction("项目", "甲", CellRef("表", "F14"), one.found, SCORE, source),), (one,))
