"""The same table in every kind of file gives the same reading, and what a kind cannot know is said."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from selfeval.core.problems import Message, SelfEvalError, untranslated
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book, Span
from selfeval.excel.book.kinds.cells import NO_FORMULAS, NO_HIDDEN, NO_MERGES, NO_NUMBERS
from selfeval.workspace import headless
from selfeval.workspace.output.verify import verify_file
from tests.excel.kinds import makers
from tests.excel.kinds.makers import FILES

FULL = ("form.xls", "form.ods", "form.xlsb", "form.xml")
"""Kinds that know numbers, merges and what is hidden."""
SHOWN = ("form.html", "page.html", "form.csv", "biff2.xls", "biff3.xls", "biff4.xls")


def texts(book: Book, title: str = "") -> dict[tuple[int, int], str]:
    grid = book.sheet(title) if title else book.sheets[0]
    assert grid is not None
    return {place: cell.text for place, cell in grid.cells.items()}


def evaluation(path: Path, year: int = 2025) -> dict[str, object]:
    """`score --json` without what is bound to differ: the file, the name of the sheet, notes on the kind of file."""
    loaded = headless.load(path, year=year)
    plain = dict(headless.to_json(loaded, untranslated))
    plain.pop("source")
    plain.pop("counts")  # of all findings, those that are bound to differ included
    sheet = str(plain["projects"][0]["sheet"])  # type: ignore[index]
    notes = {"F215", "F216", "F217", "F405"}
    plain["problems"] = [one for one in plain["problems"] if one["code"] not in notes]  # type: ignore[attr-defined]
    text = json.dumps(plain, ensure_ascii=False, default=str)
    return dict(json.loads(text.replace(f'"{sheet}"', '"SHEET"').replace(f'"{sheet}!', '"SHEET!')))


@pytest.fixture
def form() -> Book:
    return open_book(FILES / "form.xlsx")


@pytest.mark.parametrize("name", FULL)
def test_kinds_that_know_all_give_the_same_grids(form: Book, name: str) -> None:
    other = open_book(FILES / name)
    assert [grid.title for grid in other.sheets] == [grid.title for grid in form.sheets]
    for mine, theirs in zip(form.sheets, other.sheets, strict=True):
        assert {at: (c.text, c.exact, c.formula) for at, c in mine.cells.items()} == {
            at: (c.text, c.exact, c.formula) for at, c in theirs.cells.items()
        }
        assert set(mine.merges) == set(theirs.merges)
        assert (mine.hidden_rows, mine.hidden_columns, mine.hidden) == (
            theirs.hidden_rows,
            theirs.hidden_columns,
            theirs.hidden,
        )
        # Kinds that write dates as dates hold no serial number behind them.
        numbers = {at for at, cell in mine.cells.items() if cell.value is not None and at != (15, 6)}
        assert all(theirs.cells[at].value == mine.cells[at].value for at in numbers)
    assert form.sheets[0].hidden_rows == {makers.HIDDEN_ROW}
    assert form.sheets[1].hidden


@pytest.mark.parametrize("name", [*FULL, *SHOWN])
def test_the_same_table_gives_the_same_evaluation(name: str) -> None:
    expected, found = evaluation(FILES / "form.xlsx"), evaluation(FILES / name)
    if name in SHOWN:
        # These files do not say what is hidden, and so there is no finding on the hidden row (F203); those without
        # merged cells have blank tiers, which are taken from the row above (T110); the hidden column 内部编号 (F226)
        # was not exported into them. Nothing else may differ.
        unknown = {"F203", "F226"} if name.endswith(".html") else {"F203", "F226", "T110"}
        for side in (expected, found):
            side["problems"] = [one for one in side["problems"] if one["code"] not in unknown]  # type: ignore[attr-defined]
    assert found == expected


def test_a_percent_is_never_supposed(tmp_path: Path) -> None:
    """0.9 shown as 90 % is 90 % where the format is known; where only texts are known, 0.9 stays 0.9."""
    for name in ("form.xlsx", *FULL, "form.html"):
        assert texts(open_book(FILES / name))[14, 5] == "90%", name
    path = tmp_path / "raw.csv"
    path.write_text((FILES / "form.csv").read_text("utf-8-sig").replace("90%", "0.9"), encoding="utf-8")
    book = open_book(path)
    assert texts(book)[14, 5] == "0.9"
    assert [note.code for note in book.notes] == ["F216"]


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("form.xlsx", []),
        ("form.xlsb", []),
        ("form.ods", []),
        ("form.xml", []),
        ("form.xls", []),
        ("page.html", [NO_NUMBERS, NO_HIDDEN, NO_FORMULAS]),
        ("form.csv", [NO_NUMBERS, NO_MERGES, NO_HIDDEN, NO_FORMULAS]),
    ],
)
def test_what_a_kind_does_not_know_is_said(name: str, missing: list[Message]) -> None:
    said = [note for note in open_book(FILES / name).notes if note.code == "F216"]
    assert [set(dict(note.message.args)["missing"]) for note in said] == ([set(missing)] if missing else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("write", [makers.write_page, makers.write_text, makers.write_xml])
def test_texts_in_every_encoding_under_the_name_xls(
    tmp_path: Path, encoding: str, write: Callable[[Path, str], None]
) -> None:
    path = tmp_path / "导出.xls"
    write(path, encoding)
    book = open_book(path)
    expected = texts(open_book(FILES / "form.xlsx"))
    expected.pop((12, 11))
    found = texts(book)
    found.pop((12, 11), None)
    assert found == expected
    codes = [note.code for note in book.notes]
    assert codes[0] == "F215"
    assert ("F405" in codes) == encoding.startswith("gb")


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        ("form.xlsx", "form.et", False),
        ("form.xls", "form.et", False),
        ("form.xls", "form.xlsx", True),
        ("form.xlsx", "form.xls", True),
        ("form.ods", "form.xlsx", True),
        ("form.xlsb", "form.xlsm", True),
        ("form.xlsx", "form.bak", False),
    ],
)
def test_the_content_decides_and_a_wrong_name_is_told(tmp_path: Path, source: str, name: str, said: bool) -> None:
    shutil.copy(FILES / source, tmp_path / name)
    book = open_book(tmp_path / name)
    assert texts(book) == texts(open_book(FILES / source))
    assert ("F215" in [note.code for note in book.notes]) == said


def test_an_independent_reader_finds_the_same_in_our_xlsb() -> None:
    """The records that the tests write are real: calamine, which knows no formats, reads the same values."""
    ours = open_book(FILES / "form.xlsb").sheets[0]
    theirs = CalamineWorkbook.from_path(str(FILES / "form.xlsb")).get_sheet_by_index(0).to_python(skip_empty_area=False)
    for (row, column), cell in ours.cells.items():
        value = theirs[row - 1][column - 1]
        if isinstance(value, float | int):
            assert cell.value == Decimal(repr(value))
        elif not isinstance(value, str):
            assert cell.text == value.isoformat()
        else:
            assert cell.text == value


def test_another_program_s_xlsb() -> None:
    """Written by pyxlsbwriter 0.1.0."""
    book = open_book(FILES / "other.xlsb")
    assert texts(book) == {
        (1, 1): "三级指标",
        (1, 2): "指标值",
        (2, 1): "合格率",
        (2, 2): "0.9",
        (3, 1): "数量",
        (3, 2): "-17",
        (4, 1): "TRUE",
        (4, 2): "2025-12-21",
    }


def test_old_workbook_with_a_password(tmp_path: Path) -> None:
    data = (FILES / "biff4.xls").read_bytes()
    size = 4 + struct.unpack_from("<H", data, 2)[0]
    path = tmp_path / "secret.xls"
    path.write_bytes(data[:size] + struct.pack("<HHI", 0x2F, 4, 0x12345678) + data[size:])
    with pytest.raises(SelfEvalError) as caught:
        open_book(path)
    assert caught.value.code == "F104"


def test_open_document_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "secret.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<!DOCTYPE x><m:manifest><m:encryption-data/></m:manifest>")
        archive.writestr("content.xml", b"\x01\x02")
    with pytest.raises(SelfEvalError) as caught:
        open_book(path)
    assert caught.value.code == "F104"


def ods(body: str, styles: str = "") -> bytes:
    """An .ods with these tables."""
    names = ["office", "style", "text", "table", "number", "calcext", "draw"]
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = f"<office:document-content {spaces}>{styles}<office:body><office:spreadsheet>{body}"
        archive.writestr("content.xml", f"{content}</office:spreadsheet></office:body></office:document-content>")
    return out.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "x.ods") -> Book:
    path = tmp_path / name
    path.write_bytes(data)
    return open_book(path)


CELL = '<table:table-cell office:value-type="string"{more}><text:p>甲</text:p></table:table-cell>'


def test_repeats_of_open_document_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfeval.excel.book.kinds.cells.MAX_CELLS", 50_000)
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    row = f"<table:table-row>{CELL.format(more='')}</table:table-row>"
    book = read(tmp_path, ods(f'<table:table table:name="表">{row}{blank}{row}</table:table>'))
    assert texts(book) == {(1, 1): "甲", (1_048_572, 1): "甲"}
    many = CELL.format(more=' table:number-columns-repeated="16000"')
    row = f'<table:table-row table:number-rows-repeated="1000000">{many}</table:table-row>'
    with pytest.raises(SelfEvalError) as caught:
        read(tmp_path, ods(f'<table:table table:name="表">{row}</table:table>'))
    assert caught.value.code == "F109"


def test_comments_and_drawings_are_not_what_a_cell_shows(tmp_path: Path) -> None:
    inside = "<office:annotation><text:p>批注</text:p></office:annotation><draw:frame><text:p>图</text:p></draw:frame>"
    cell = (
        f'<table:table-cell office:value-type="string">{inside}<text:p>甲<text:s text:c="2"/>乙</text:p>'
        "<text:p>丙<text:line-break/>丁</text:p></table:table-cell>"
    )
    never = '<table:table-cell table:formula="of:=1"/>'
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string">'
    error += "<text:p>#DIV/0!</text:p></table:table-cell>"
    book = read(tmp_path, ods(f"<table:table><table:table-row>{cell}{never}{error}</table:table-row></table:table>"))
    assert texts(book)[1, 1] == "甲  乙\n丙\n丁"
    assert book.sheets[0].cells[1, 2].missing
    assert book.sheets[0].cells[1, 3].error


def page(tmp_path: Path, body: str) -> Book:
    return read(tmp_path, f"<html><body>{body}</body></html>".encode(), "page.html")


def test_tables_of_a_page_stand_below_each_other(tmp_path: Path) -> None:
    book = page(
        tmp_path,
        "<h2>自评表</h2><table><tr><td>项目名称<td>修路</table>单位：万元<table><tr><td>外<table><tr><td>内</table>后</table>",
    )
    expected = {
        (1, 1): "自评表",
        (2, 1): "项目名称",
        (2, 2): "修路",
        (3, 1): "单位：万元",
        (4, 1): "内",
        (5, 1): "外后",
    }
    assert texts(book) == expected


def test_spans_scripts_and_hidden_texts_of_a_page(tmp_path: Path) -> None:
    book = page(
        tmp_path,
        "<script>var a='<td>x</td>'</script><table><tr><td rowspan=2>甲<td colspan='2'>乙<tr><td>丙"
        "<td style='display:none'>暗<td>丁<tr style='display: none'><td>行</table>",
    )
    assert texts(book) == {(1, 1): "甲", (1, 2): "乙", (2, 2): "丙", (2, 4): "丁", (3, 1): "行"}
    assert set(book.sheets[0].merges) == {Span(1, 1, 2, 1), Span(1, 2, 1, 3)}
    assert book.sheets[0].hidden_rows == {3}
    left_out = [note for note in book.notes if note.code == "F217"]
    assert "暗" in left_out[0].message.render()


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr>" * 60_000,
        "<table>" * 100,
        "<table><tr>" + "<td colspan=1000 rowspan=60000>x" * 2000,
        "<table>" + "<tr><td rowspan=65000 colspan=1000>x" * 60_000,
    ],
)
def test_pages_that_ask_for_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr("selfeval.excel.book.kinds.cells.MAX_CELLS", 50_000)
    with pytest.raises(SelfEvalError) as caught:
        page(tmp_path, body)
    assert caught.value.code == "F109"


def test_old_workbook_whose_last_rows_ask_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from selfeval.excel.book.kinds import xls

    monkeypatch.setattr(xls, "MAX_ROWS", 10)
    with pytest.raises(SelfEvalError) as caught:
        open_book(FILES / "form.xls")
    assert caught.value.code == "F109"


def test_a_scored_workbook_of_another_kind_is_not_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from selfeval.workspace.output import verify

    monkeypatch.setattr(verify, "is_scored", lambda _: True)
    with pytest.raises(SelfEvalError) as caught:
        verify_file(FILES / "form.xls")
    assert caught.value.code == "F116"
    assert "an .xls workbook" in caught.value.message.render()


def test_the_scored_workbook_of_an_old_one_is_an_xlsx_beside_it(tmp_path: Path) -> None:
    source = Path(shutil.copy(FILES / "form.xls", tmp_path / "2025表.xls"))
    before = source.read_bytes()
    written = headless.write_scored(headless.load(source))
    assert written == tmp_path / "2025表-自评-2025.xlsx"
    assert source.read_bytes() == before


def test_an_xlsx_pays_for_no_other_kind() -> None:
    code = (
        "import sys; from pathlib import Path; from selfeval.excel.read import read_workbook;"
        f"read_workbook(Path({str(FILES / 'form.xlsx')!r}));"
        "print([m for m in sys.modules if m.split('.')[0] in ('xlrd', 'python_calamine') or m.endswith('kinds.html')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
