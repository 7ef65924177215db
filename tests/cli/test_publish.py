"""The copy for publication: what a colleague left in the workbook is nowhere in it, and every figure is still there."""

from __future__ import annotations

import io
import platform
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from selfeval.excel.book.any_kind import open_book
from tests.cli.conftest import Run, listing
from tests.excel.scored_books import assessed, filled, project, row, written
from tests.office import office

FORM, OTHER = "信访专项资金", "解决特殊疑难问题资金"
SECRETS = (
    "王小二", "赵六批注", "私藏表", "内部路径", "隐藏备注", "D:\\年报", "某公司",
    "张三", "目标.xlsx", "a" * 64, "秘密宏",
)  # fmt: skip


def _scored(run: Run, folder: Path, *more: str) -> Path:
    assert run("score", folder / "filled.xlsx", "-o", folder / "out.xlsx", "--force", *more).code in {0, 1}
    return folder / "out.xlsx"


def _lived_in() -> bytes:
    """A scored workbook after months on colleagues' computers."""
    book = openpyxl.load_workbook(io.BytesIO(written(filled(), values_only=True)))
    form = book[FORM]
    form["D13"].comment = Comment("赵六批注：数字再核", "赵六批注")
    form["B40"] = "隐藏备注"
    form.row_dimensions[40].hidden = True
    form["B41"] = "表外的话"
    book.create_sheet("私藏表").append(["私藏表的内容"])
    book.create_sheet("藏").sheet_state = "hidden"
    book["藏"].append(["私藏表二"])
    properties = book.properties
    properties.creator, properties.lastModifiedBy, properties.keywords = "王小二", "王小二", "D:\\年报"
    properties.created = datetime(2026, 1, 15, 9, 30)  # noqa: DTZ001
    book.defined_names["内部路径"] = DefinedName("内部路径", attr_text="'D:\\年报\\[旧.xlsx]Sheet1'!$A$1")
    out = io.BytesIO()
    book.save(out)
    custom = '<Properties><property name="公司"><a>某公司</a></property></Properties>'
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("docProps/custom.xml", custom)
        package.writestr("xl/externalLinks/externalLink1.xml", "<externalLink>D:\\年报</externalLink>")
        package.writestr("xl/printerSettings/printerSettings1.bin", "HP 王小二".encode("utf-16"))
        package.writestr("xl/persons/person.xml", "<personList>王小二</personList>")
        package.writestr("xl/vbaProject.bin", "秘密宏".encode("gbk"))
    return out.getvalue()


def _everything(path: Path) -> str:
    """All parts of the package as one text, in every encoding that might hide a word."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    return "\n".join(name + "\n" + data.decode(code, "replace") for name, data in parts for code in ("utf-8", "gbk"))


def test_figures_stay_and_nothing_else_does(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "zhang-the-clerk")
    scored = _scored(run, folder)
    before = listing(folder)
    done = run("publish", scored)
    assert done.code == 0 and done.err == ""
    public = folder / "out-公开.xlsx"
    assert listing(folder) == {**before, "out-公开.xlsx": public.read_bytes()}
    ours = openpyxl.load_workbook(scored, data_only=True)
    theirs = openpyxl.load_workbook(public)
    assert theirs.sheetnames == ["自评汇总", OTHER, FORM]
    compared = 0
    for sheet in theirs.worksheets:
        for line in ours[sheet.title].iter_rows():
            for cell in line:
                copy = sheet[cell.coordinate]
                assert (copy.value, copy.number_format) == (cell.value, cell.number_format)
                assert copy.data_type != "f"
                compared += cell.value is not None
    assert compared > 200
    text = _everything(public)
    assert "zhang-the-clerk" in _everything(scored)
    today = f"{datetime.now():%Y-%m-%d}"  # noqa: DTZ005
    here = ("zhang-the-clerk", platform.node(), str(folder), str(Path.home()), "filled.xlsx", today)
    for word in (*here, "selfeval", "xl/comments", "<f>"):
        assert word not in text, word


def test_nothing_of_a_workbook_that_was_lived_in_gets_out(run: Run, folder: Path) -> None:
    (folder / "x.xlsx").write_bytes(_lived_in())
    verified = run("verify", "x.xlsx")
    # Links to other files are a difference, though not one that a copy written anew could carry.
    assert verified.code == 1 and "2 differences" in verified.out and verified.out.count("Warning S518") == 2
    done = run("publish", "x.xlsx")
    assert done.code == 0
    assert (folder / "x.xlsx").read_bytes()
    text = _everything(folder / "x-公开.xlsx")
    for word in (*SECRETS, "表外的话", "comment", 'definedName name="内', "printerSettings", "hidden="):
        assert word not in text, word
    left = dict(line.strip().split(" × ")[::-1] for line in done.out.splitlines() if " × " in line)
    counts = {words.partition(":")[0]: int(count) for words, count in left.items()}
    assert counts["comments"] == counts["defined names"] == counts["hidden rows"] == counts["hidden sheets"] == 1
    assert counts["sheets that are neither summary nor form"] == counts["macros"] == counts["printer settings"] == 1
    assert counts["links to other workbooks"] == counts["lists of persons"] == 1
    assert "cells outside the summary and the forms: 信访专项资金!B41" in done.out
    assert "lastModifiedBy" in done.out and "公司" in done.out


def test_what_is_hidden_is_not_shown_and_the_totals_stay(run: Run, folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(filled(), values_only=True)))
    form, secret = book[FORM], book[FORM]["D14"].value
    form.row_dimensions[14].hidden = True
    form.column_dimensions["I"].hidden = True
    reasons = [form.cell(line, 9).value for line in range(13, 22) if form.cell(line, 9).value]
    total = form.cell(form.max_row - 2, 8).value
    book[OTHER].sheet_state = "hidden"
    book.save("x.xlsx")
    refused = run("publish", "x.xlsx")
    assert refused.code == 2 and "F307" in refused.err and "--without-hidden" in refused.err
    assert refused.out.count("Warning F213") == 3 and not (folder / "x-公开.xlsx").exists()
    assert run("publish", "x.xlsx", "--without-hidden").code == 0
    text = _everything(folder / "x-公开.xlsx")
    public = openpyxl.load_workbook("x-公开.xlsx")
    assert secret and secret not in text
    assert reasons and not any(reason in text for reason in reasons)
    assert OTHER not in text
    shown = public[FORM]
    assert [cell.value for cell in shown[14] if cell.value] == ["（未公开）"]
    assert shown.cell(shown.max_row - 2, 8).value == total
    assert public.sheetnames == ["自评汇总", FORM]
    summary = public["自评汇总"]
    assert [summary.cell(line, 3).value for line in (5, 6)] in (["（未公开）", FORM], [FORM, "（未公开）"])
    assert summary["J7"].value == float(filled().department.total or 0)


def test_names_of_those_who_signed_stay_inside(run: Run, folder: Path) -> None:
    from selfeval.core.evaluation import FactKey

    facts = {FactKey("", "", "preparer"): "李四光", FactKey("", "", "leader"): "王五"}
    made = assessed(project(row("甲", "≥90%", "95%")), facts=facts)
    (folder / "x.xlsx").write_bytes(written(made))
    done = run("publish", "x.xlsx")
    assert done.code == 0 and "2 × names and telephone numbers" in done.out
    text = _everything(folder / "x-公开.xlsx")
    assert "填报人：" in text and "李四光" not in text and "王五" not in text


def test_a_changed_workbook_is_refused_with_its_cells(run: Run, folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(filled(), values_only=True)))
    book[FORM]["H13"] = 1
    book.save("x.xlsx")
    before = listing(folder)
    for words in ((), ("--force",)):
        done = run("publish", "x.xlsx", *words)
        assert done.code == 2 and "F307" in done.err and f"{FORM}!H13" in done.out
    assert listing(folder) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("targets.xlsx",), "F114"),
        (("none.xlsx",), "F101"),
        (("out.xlsx", "-o", "out.xlsx"), "F306"),
        (("out.xlsx", "-o", "out.xlsx", "--force"), "F306"),
        (("out.xlsx", "-o", "taken.xlsx"), "F301"),
        (("out.xlsx", "-o", "x.pdf"), "F305"),
        (("out.xlsx", "-o", "nowhere/x.xlsx"), "F3"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    run: Run, folder: Path, words: tuple[str, ...], code: str
) -> None:
    _scored(run, folder)
    (folder / "taken.xlsx").write_bytes(b"x")
    before = listing(folder)
    done = run("publish", *words)
    assert done.code == 2 and code in done.err
    assert listing(folder) == before


def test_all_hidden_is_refused(run: Run, folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(filled(), values_only=True)))
    for name in ("自评汇总", FORM, OTHER):
        book[name].sheet_state = "hidden"
    book.active = 3
    book.save("x.xlsx")
    done = run("publish", "x.xlsx", "--without-hidden")
    assert done.code == 2 and "F309" in done.err


def test_texts_that_look_personal_are_named_and_left_to_the_person(run: Run, folder: Path) -> None:
    reason = "见 D:\\资料\\张三.docx，联系 13812345678"
    made = assessed(project(row("甲", "≥90%", "85%", reason=reason)))
    (folder / "x.xlsx").write_bytes(written(made))
    done = run("publish", "x.xlsx", "-o", "p.xlsx")
    assert done.code == 0 and done.out.count("F308  项目一!I13") == 2
    assert openpyxl.load_workbook("p.xlsx")["项目一"]["I13"].value == reason


@pytest.mark.libreoffice
def test_a_workbook_that_libreoffice_saved_again_is_published(
    run: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    soffice = office(tmp_path_factory)
    (folder / "x.xlsx").write_bytes(_lived_in())
    soffice.convert("xlsx", folder / "again", [folder / "x.xlsx"])
    assert any("comment" in name for name in zipfile.ZipFile("again/x.xlsx").namelist())
    done = run("publish", "again/x.xlsx")
    assert done.code == 0 and "1 × comments" in done.out and "1 × hidden rows" in done.out, done.out + done.err
    text = _everything(folder / "again" / "x-公开.xlsx")
    for word in (*SECRETS, "LibreOffice"):
        assert word not in text, word
    assert len(open_book(folder / "again" / "x-公开.xlsx").sheets) == 3
