"""`selfeval import` from outside: what is printed, what is written, what is never overwritten."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run
from tests.document.pdf_paper import as_pdf
from tests.document.unruled_papers import three_lines

TEXT = ROOT / "tests/data/documents/leting-2025-published.txt"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return Path(shutil.copy(TEXT, tmp_path / "2025.txt"))


def test_it_writes_beside_the_document_and_the_workbook_is_checked_as_every_other(run: Run, document: Path) -> None:
    done = run("import", str(document), "--lang", "en")
    made = document.with_name("2025-绩效目标.xlsx")
    assert done.code == 0
    assert str(made) in done.out
    assert "Stated total 365 万元 = 180 + 185" in done.out
    assert "line 65" in done.out
    assert "Not placed: 0" in done.out
    assert f"selfeval open {made}" in done.err
    found = run("check", str(made), "--json")
    assert {problem["code"] for problem in json.loads(found.out)["files"][0]["problems"]} >= {"B105", "T101", "T115"}


def test_the_preview_writes_nothing(run: Run, document: Path) -> None:
    done = run("import", str(document), "--preview")
    assert done.code == 0
    assert "信访专项资金" in done.out
    assert [path.name for path in document.parent.iterdir()] == ["2025.txt"]


def test_json_has_places_and_no_more_on_stdout(run: Run, document: Path, tmp_path: Path) -> None:
    done = run("import", str(document), "--json", "-o", str(tmp_path / "x.xlsx"))
    found = json.loads(done.out)
    assert found["schema"] == "selfeval.import/1"
    assert found["output"] == str(tmp_path / "x.xlsx")
    assert [project["line"] for project in found["projects"]] == [65, 86]
    assert found["sums"]["agree"] is True
    assert [doubt["line"] for doubt in found["doubts"]] == [65]
    assert found["unplaced"] == []


def test_a_file_that_is_there_is_left_unless_forced(run: Run, document: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    target.write_bytes(b"mine")
    done = run("import", str(document), "-o", str(target))
    assert done.code == 2
    assert target.read_bytes() == b"mine"
    assert run("import", str(document), "-o", str(target), "--force").code == 0
    assert target.read_bytes().startswith(b"PK")


def test_the_document_itself_is_never_written(run: Run, document: Path) -> None:
    before = document.read_bytes()
    other = document.with_name("2025.xlsx")
    other.hardlink_to(document)
    assert run("import", str(document), "-o", str(other), "--force").code == 2
    assert document.read_bytes() == before


def test_what_cannot_be_read_is_one_sentence_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir,\n\nthere is no table in this letter.\n", encoding="utf-8")
    done = run("import", str(path), "--lang", "en")
    assert done.code == 2
    assert "holds no table of indicators in Chinese" in " ".join(done.err.split())
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_table_without_lines_is_told_with_page_and_line(run: Run, tmp_path: Path) -> None:
    document, faults = three_lines()
    path = as_pdf(document, tmp_path, faults)
    found = json.loads(run("import", str(path), "--lang", "zh", "--json", "-o", str(tmp_path / "x.xlsx")).out)
    told = [doubt for doubt in found["doubts"] if doubt["code"] == "F619"]
    assert [(doubt["page"], doubt["line"]) for doubt in told] == [(1, 3)]
    assert "没有表格线" in told[0]["message"]
    assert [(row["page"], row["line"]) for row in found["projects"][0]["indicators"]][:2] == [(1, 4), (1, 5)]
    assert "P1:L3" in run("import", str(path), "--lang", "en", "--preview").out
