"""`score --template`: names, streams, codes, `--json`; what is never written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from selfeval.workspace.work.opening import open_workspace
from tests.cli.conftest import Run, listing
from tests.excel.forms import national

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")

FIRST, SECOND = "filled-自评-2025-解决特殊疑难问题资金.xlsx", "filled-自评-2025-信访专项资金.xlsx"
CODES = ("13022525P00RERB10016E", "13022525P00RERB10015T")


@pytest.fixture
def form(folder: Path) -> Path:
    return national(folder / "form.xlsx")


def test_one_file_a_project_and_a_report_on_stderr(run: Run, folder: Path, form: Path) -> None:
    before = listing(folder)
    done = run("score", "filled.xlsx", "--template", "form.xlsx")
    assert done.code == 1, "the seed's targets have error-level findings"
    after = listing(folder)
    assert set(after) - set(before) == {FIRST, SECOND}
    assert {name: after[name] for name in before} == before
    assert "93.31" in done.out
    assert f"{folder / FIRST} (52 cells)" in done.err
    assert "  得分: H13 H16 H18 H20 H23 H27 H29" in done.err
    assert "F526  自评表!H31" in done.err


def test_json_has_a_key_more(run: Run, folder: Path, form: Path) -> None:
    done = run("score", "filled.xlsx", "--template", "form.xlsx", "--json")
    data = json.loads(done.out)
    assert data["schema"] == "selfeval.evaluation/1"
    filled = data["template"]
    assert filled["form"] == "form.xlsx"
    assert [Path(file["file"]).name for file in filled["files"]] == [FIRST, SECOND]
    assert {"where", "field", "text", "project", "indicator"} == set(filled["files"][0]["cells"][0])
    assert {problem["code"] for problem in filled["problems"]} == {"F526", "F530", "F534", "F538"}


def test_existing_files_and_inputs_are_kept(run: Run, folder: Path, form: Path) -> None:
    (folder / SECOND).write_bytes(b"mine")
    before = listing(folder)
    done = run("score", "filled.xlsx", "--template", "form.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "F301" in done.err
    assert listing(folder) == before, "not even the first one"
    assert run("score", "filled.xlsx", "--template", "form.xlsx", "--force").code == 1
    assert (folder / SECOND).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("way", ["same", "hardlink"])
def test_the_form_is_never_overwritten(run: Run, folder: Path, way: str) -> None:
    form = national(folder / "form.xlsx", sheets=tuple(zip("甲乙", CODES, strict=True)))
    name = "form.xlsx"
    if way == "hardlink":
        name = "alias.xlsx"
        os.link(form, folder / name)
    before = form.read_bytes()
    done = run("score", "filled.xlsx", "--template", "form.xlsx", "-o", name, "--force")
    assert done.code == 2
    assert "F306" in done.err
    assert form.read_bytes() == before


def test_output_names(run: Run, folder: Path, form: Path) -> None:
    done = run("score", "filled.xlsx", "--template", "form.xlsx", "-o", "out.xlsx")
    assert done.code == 2
    assert "F305" in done.err
    (folder / "out").mkdir()
    run("score", "filled.xlsx", "--template", "form.xlsx", "-o", "out")
    assert sorted(path.name for path in (folder / "out").iterdir()) == sorted([FIRST, SECOND])
    national(folder / "both.xlsx", sheets=tuple(zip("甲乙", CODES, strict=True)))
    run("score", "filled.xlsx", "--template", "both.xlsx")
    assert (folder / "filled-自评-2025-both.xlsx").is_file()
    run("score", "filled.xlsx", "--template", "both.xlsx", "-o", "mine.xlsx")
    assert openpyxl.load_workbook(folder / "mine.xlsx")["乙"]["C3"].value == "信访专项资金"
    assert run("score", "filled.xlsx", "--template", "both.xlsx", "-o", "mine.xls").code == 2


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("no.xlsx", None, "F101"), ("empty.xlsx", b"", "F107"), ("cut.xlsx", b"PK\x03\x04broken", "F108"),
     ("web.xls", b"<html><table><tr><td>x</td></tr></table></html>", "F110")],
)  # fmt: skip
def test_bad_forms_are_met_with_a_sentence(run: Run, folder: Path, name: str, data: bytes | None, code: str) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    before = listing(folder)
    done = run("score", "filled.xlsx", "--template", name)
    assert (done.code, done.out) == (2, "")
    assert code in done.err
    assert listing(folder) == before


def test_a_form_with_too_few_rows_says_how_many(run: Run, folder: Path) -> None:
    national(folder / "form.xlsx", sheets=tuple(zip("甲乙", CODES, strict=True)))
    book = openpyxl.load_workbook(folder / "form.xlsx")
    for row in range(13, 22):
        book["甲"].cell(row, 4).value = "别的指标"
    book.save(folder / "form.xlsx")
    done = run("score", "filled.xlsx", "--template", "form.xlsx", "--lang", "zh")
    assert done.code == 1
    assert "“产出指标/数量指标”下还缺 1 行" in done.err
    after = openpyxl.load_workbook(folder / "filled-自评-2025-form.xlsx")
    assert (after["甲"]["C3"].value, after["乙"]["C3"].value) == (None, "信访专项资金")


def test_nothing_is_written_where_no_table_fits(run: Run, folder: Path) -> None:
    national(folder / "form.xlsx", sheets=(("甲", "X1"),))
    before = listing(folder)
    done = run("score", "filled.xlsx", "--template", "form.xlsx")
    assert done.code == 1
    assert "No form was written" in done.err
    assert listing(folder) == before


def test_the_screen_fills_the_same_form(folder: Path, form: Path) -> None:
    workspace = open_workspace(folder / "filled.xlsx")
    try:
        result = workspace.export_template(form)
    finally:
        workspace.close()
    assert [file.path.name for file in result.files] == [FIRST, SECOND]


def test_a_folder_that_is_not_there_yet_is_made(run: Run, folder: Path, form: Path) -> None:
    done = run("score", "filled.xlsx", "--template", "form.xlsx", "-o", "forms/2025")
    assert len(list((folder / "forms" / "2025").iterdir())) == 2, done.err
