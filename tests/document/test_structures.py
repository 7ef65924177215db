"""Documents of other structure: each kind of file gives the same workbook, which stands in `expected/`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from selfeval.workspace.incoming.documents.targets import read_targets
from tests.document import paper, papers, pdf_paper
from tests.document.seen import cells, differences, expected, texts_of

KINDS: dict[str, Callable[[paper.Paper, Path], Path]] = {
    "docx": paper.as_docx,
    "text": paper.as_text,
    "markdown": lambda one, folder: paper.as_text(one, folder, bars=True),
    "page": paper.as_page,
    "pdf": pdf_paper.as_pdf,
}
PAPERS = {make.__name__: make for make in papers.PAPERS}
DOUBTS = {"crowded": {"F624"}, "inside": {"F624"}}
ON_PAPER_ONLY = {"long": {"F621", "F225"}}
IN_CELL_LINES = ("standards", "several", "long", "crowded", "outline", "upright")
"""Those whose cells can be told apart where each has a line and blank ones have none."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_workbook_of_a_structure(name: str, kind: str, tmp_path: Path) -> None:
    imported = read_targets(KINDS[kind](PAPERS[name](), tmp_path))
    made = cells(imported.data)
    assert differences(expected(name, made) if kind == "docx" else expected_of(name), made) == []
    assert [(item.text, str(item.place)) for item in imported.targets.unplaced] == []
    wanted = DOUBTS.get(name, set()) | (ON_PAPER_ONLY.get(name, set()) if kind == "pdf" else set())
    assert {problem.code for problem in imported.doubts} == wanted


def expected_of(name: str) -> list[str]:
    return (Path(__file__).with_name("expected") / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", IN_CELL_LINES)
def test_one_cell_a_line(name: str, tmp_path: Path) -> None:
    imported = read_targets(paper.as_cell_lines(PAPERS[name](), tmp_path))
    assert differences(expected_of(name), cells(imported.data)) == []
    assert not imported.targets.unplaced


@pytest.mark.parametrize("name", PAPERS)
def test_no_text_of_a_table_is_lost(name: str, tmp_path: Path) -> None:
    """Held against the document itself, not against what the program once gave."""
    document = PAPERS[name]()
    written = {"".join(text.split()) for text in texts_of(expected_of(name))}
    whole = "\n".join(written)
    for piece in document.pieces:
        if not isinstance(piece, paper.T):
            continue
        for _, _, cell in piece.cells():
            for line in cell.text.split("\n"):
                plain = "".join(line.split()).replace(",", "").removesuffix("%")
                if plain and len(plain) > 4 and plain[0] not in "12345":
                    assert plain in whole or plain in LABELS, (name, line)


LABELS = {"预算数（万元）", "项目资金（万元）", "年度资金总额", "其中：财政拨款", "年度总体目标"}
