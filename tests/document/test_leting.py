"""The published document of 乐亭县信访局, in every kind and layout, gives the workbook of its targets cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval.core.problems import Severity
from selfeval.workspace.incoming.documents.targets import Imported, read_targets
from tests.document import leting_paper, paper, pdf_paper
from tests.document.seen import cells, differences
from tests.office import missing, office
from tests.places import ROOT

TEXT = ROOT / "tests/data/documents/leting-2025-published.txt"
WORKBOOK = cells((ROOT / "workbooks/leting-2025-targets.xlsx").read_bytes())

KINDS: dict[str, Callable[[paper.Paper, Path], Path]] = {
    "docx": paper.as_docx,
    "text": paper.as_text,
    "markdown": lambda one, folder: paper.as_text(one, folder, bars=True),
    "one cell a line": paper.as_cell_lines,
    "page": paper.as_page,
    "pdf": pdf_paper.as_pdf,
}


def assert_whole(imported: Imported) -> None:
    assert differences(WORKBOOK, cells(imported.data)) == []
    assert [(item.text, item.place) for item in imported.targets.unplaced] == []
    assert imported.differences == ()
    assert not [problem for problem in imported.doubts if problem.severity is Severity.ERROR]


def test_the_published_text_is_the_workbook() -> None:
    imported = read_targets(TEXT)
    assert_whole(imported)
    assert [problem.code for problem in imported.doubts] == ["F628"], "the first project has no name of its own"


def test_everything_has_its_line() -> None:
    targets = read_targets(TEXT).targets
    lines = TEXT.read_text(encoding="utf-8").split("\n")
    for part in targets.projects:
        assert part.title in "".join(lines[part.places["title"].line - 1].split())
        assert part.project.code in lines[part.places["code"].line - 1]
        for number, row in enumerate(part.rows, start=1):
            assert row.tier3 in lines[part.places[f"row.{number}"].line - 1]
    assert [entry.page for entry in targets.entries] == ["1", "1", "2", "5", "6"]


def test_amounts_are_added_and_compared() -> None:
    sums = read_targets(TEXT).targets.sums
    assert (sums.stated, sums.added, sums.unit, sums.agree) == ("365", "365", "万元", True)
    assert sums.parts == (("解决特殊疑难问题资金", "180", "180"), ("信访专项资金", "185", "185"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_workbook(kind: str, tmp_path: Path) -> None:
    assert_whole(read_targets(KINDS[kind](leting_paper.paper(), tmp_path)))


@pytest.mark.parametrize(
    ("name", "faults", "height", "codes"),
    [
        ("top lines missing", pdf_paper.Faults(open_top="all"), 0, {"F623"}),
        ("no lines at the sides", pdf_paper.Faults(open_sides=True), 0, set()),
        ("each cell drawn by itself", pdf_paper.Faults(apart=True), 0, set()),
        ("pages break the tables", pdf_paper.Faults(), 16, {"F621"}),
        ("short pages without a line at their top", pdf_paper.Faults(open_top="later"), 14, {"F621", "F623"}),
        ("a tier printed behind the break", pdf_paper.Faults(low_labels=True), 14, {"F621", "F622"}),
    ],
)
def test_faults_of_pdfs_lose_nothing(
    name: str, faults: pdf_paper.Faults, height: float, codes: set[str], tmp_path: Path
) -> None:
    document = replace(leting_paper.paper(pages=not height), name=name, height=height)
    imported = read_targets(pdf_paper.as_pdf(document, tmp_path, faults))
    assert_whole(imported)
    assert {problem.code for problem in imported.doubts} - {"F628"} == codes


def test_a_header_of_all_pages_is_told_once(tmp_path: Path) -> None:
    faults = pdf_paper.Faults(header="乐亭县信访局2025年绩效文本")
    imported = read_targets(pdf_paper.as_pdf(leting_paper.paper(), tmp_path, faults))
    assert differences(WORKBOOK, cells(imported.data)) == []
    assert [(item.text, item.why) for item in imported.targets.unplaced] == [(faults.header, "aside")]


@pytest.mark.libreoffice
def test_a_pdf_of_libreoffice(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    program = office(tmp_path_factory)
    for made, part in ((paper.as_sheet, "Calc"), (paper.as_docx, "Writer")):
        printed = made(leting_paper.paper(), tmp_path)
        program.convert("pdf", tmp_path, [printed])
        if not (pdf := printed.with_suffix(".pdf")).is_file():
            missing(f"LibreOffice {part}")
        assert_whole(read_targets(pdf))
        pdf.unlink()
