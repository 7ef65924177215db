"""One door for targets and actuals: the content decides what a file is, whatever its name says."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.kinds.detect import kind_of
from selfeval.excel.book.kinds.encoding import wide_encoding
from selfeval.excel.book.kinds.names import ACTUALS, ENDINGS, WORKBOOKS, FileKind
from selfeval.workspace.incoming import file_preview
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.system import recent
from tests.cli.test_files import EVALUATION, HEAD, LENGTH, RATE, key
from tests.excel.books import saved

ROWS = [
    HEAD.split(",")[:6],
    ["A1", "产出指标", "数量指标", "里程", "3", "雨天"],
    ["A1", "产出指标", "质量指标", "合格率", "95%", ""],
]
WANTED = {key("A1", LENGTH, "actual"): "3", key("A1", LENGTH, "reason"): "雨天", key("A1", RATE, "actual"): "95%"}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
NAMES = ["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.xls", "a.html", "a.json", "a.ods", "a.bak", "a"]


def delimited(sign: str) -> str:
    return "".join(sign.join(row) + "\r\n" for row in ROWS)


def page() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<html><body><table>{rows}</table></body></html>"


def facts() -> str:
    rows = [
        {"tier2": row[2], "tier3": row[3], "actual": row[4]} | ({"reason": row[5]} if row[5] else {})
        for row in ROWS[1:]
    ]
    return json.dumps({"projects": [{"code": "A1", "indicators": rows}]}, ensure_ascii=False)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    return saved(book)


TEXTS = {
    "commas": (FileKind.TEXT, delimited(",")),
    "tabs": (FileKind.TEXT, delimited("\t")),
    "semicolons": (FileKind.TEXT, delimited(";")),
    "bars": (FileKind.TEXT, delimited("|")),
    "page": (FileKind.HTML, page()),
    "json": (FileKind.JSON, facts()),
}


def took(path: Path) -> tuple[dict[object, str], set[str]]:
    values, problems = read_actuals(path, evaluation=EVALUATION)
    return dict(values), {problem.code for problem in problems}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("content", TEXTS)
def test_actuals_in_every_encoding_under_every_name(tmp_path: Path, content: str, encoding: str, name: str) -> None:
    kind, text = TEXTS[content]
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    values, codes = took(path)
    assert values == WANTED
    assert ("F405" in codes) == encoding.startswith("gb")
    told = path.suffix in ACTUALS and path.suffix not in ENDINGS[kind]
    assert ("F215" in codes) == told
    assert codes <= {"F215", "F405"}


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_of_actuals_under_every_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(workbook())
    values, codes = took(path)
    assert values == WANTED
    assert codes == ({"F215"} if path.suffix in ACTUALS - set(ENDINGS[FileKind.XLSX]) else set())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("content", ["commas", "tabs", "page"])
def test_the_door_of_targets_reads_the_same(tmp_path: Path, content: str, encoding: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXTS[content][1].encode(encoding))
    (grid,) = open_book(path).sheets
    assert [[text for _, text in grid.row_texts(row)] for row in grid.rows] == [
        [cell for cell in row if cell] for row in ROWS
    ]


def test_json_is_no_table_of_targets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text(facts(), encoding="utf-8")
    with pytest.raises(SelfEvalError) as caught:
        open_book(path)
    assert caught.value.code == "F106"
    assert "--actuals" in caught.value.message.render()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("一级指标,实际完成值\n一,1\n".encode("utf-16-le"), "utf-16-le"),
        ("一级指标,实际完成值\n一,1\n".encode("utf-16-be"), "utf-16-be"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-16-le"),
        ("a,b\n1,2\n".encode("utf-16-be"), "utf-16-be"),
        ("项目\t≥90％\r\n".encode("utf-16"), "utf-16"),
        ("一,1\n".encode("utf-16-le") + b"\x4e", "utf-16-le"),  # cut in the middle of a character
        ("一级指标,实际完成值\n".encode(), ""),
        ("一级指标,实际完成值\n".encode("gb18030"), ""),
        (b"", ""),
        (bytes(range(256)) * 40, ""),
        (b"SQLite format 3\0" + bytes(84) + b"table,index\n" * 50, ""),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), ""),
        (b"\0" * 1000, ""),
        (b"\xff\x00\x81\xff" * 10, ""),
    ],
)
def test_utf_16_shows_itself_without_a_mark(data: bytes, encoding: str) -> None:
    assert wide_encoding(data) == encoding


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"projects": []}', FileKind.JSON),
        ("\ufeff\n {\n}", FileKind.JSON),
        ('[{"code": 1}]', FileKind.JSON),
        ("[312]清河县信访局,3\n", FileKind.TEXT),
        ("{单位},3\n", FileKind.TEXT),
        ("项目,3\n\x1a", FileKind.TEXT),  # the end of a text of DOS
        ("项目,一行\v二行\n", FileKind.TEXT),
    ],
)
def test_what_a_text_is(text: str, kind: FileKind) -> None:
    assert kind_of(text.encode()) is kind


def test_a_text_without_the_columns_is_told_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    with pytest.raises(SelfEvalError) as caught:
        read_actuals(path, evaluation=EVALUATION)
    assert caught.value.code == "F407"


def test_the_lists_of_files_come_from_the_table_of_kinds() -> None:
    assert set(recent.SUFFIXES) == set(WORKBOOKS)
    assert set(file_preview.SUFFIXES) == set(ACTUALS) == set(WORKBOOKS) | {".json"}
    assert {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".fods", ".xml", ".html", ".csv", ".txt"} <= set(
        WORKBOOKS
    )
