"""What a document says in several places is held against itself: contents, headings, goals, tables, amounts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from selfeval.workspace.incoming.documents.targets import read_targets
from tests.document import leting_paper, paper
from tests.document.paper import H, P, Paper, T

GAP = " .......... "


def changed(old: str, new: str) -> Callable[[Paper], Paper]:
    """The document with one text exchanged, outside of tables."""

    def change(document: Paper) -> Paper:
        pieces = [
            type(piece)(piece.text.replace(old, new), *list(vars(piece).values())[1:])
            if isinstance(piece, H | P)
            else piece
            for piece in document.pieces
        ]
        return Paper(document.name, pieces)

    return change


def in_table(old: str, new: str) -> Callable[[Paper], Paper]:
    def change(document: Paper) -> Paper:
        pieces = list(document.pieces)
        for index, piece in enumerate(pieces):
            if isinstance(piece, T):
                rows = [
                    [
                        paper.C(cell.text.replace(old, new), cell.across, cell.down)
                        if isinstance(cell, paper.C)
                        else cell.replace(old, new)
                        for cell in row
                    ]
                    for row in piece.rows
                ]
                pieces[index] = T(rows, piece.widths)
        return Paper(document.name, pieces)

    return change


def without_second_table(document: Paper) -> Paper:
    last = max(index for index, piece in enumerate(document.pieces) if isinstance(piece, T))
    first = max(index for index, piece in enumerate(document.pieces[:last]) if isinstance(piece, H))
    return Paper(document.name, document.pieces[:first])


CASES: dict[str, tuple[Callable[[Paper], Paper], set[str]]] = {
    "as published": (lambda document: document, set()),
    "a table of the list is not there": (without_second_table, {"F625", "F626", "F629"}),
    "another name in the list": (changed(f"2.信访专项资金绩效目标表{GAP}", f"2.信访维稳资金绩效目标表{GAP}"), {"F625"}),
    "a heading of the list is not there": (changed(f"三、工作保障措施{GAP}", f"三、保障措施{GAP}"), {"F625"}),
    "another name among the goals": (changed("（二）信访专项资金", "（二）信访工作经费"), {"F626"}),
    "another name in the table": (in_table("信访专项资金", "信访工作经费"), {"F627"}),
    "another amount in the table": (in_table("185", "158"), {"F629"}),
    "another total": (changed("共计365万元", "共计356万元"), {"F629"}),
    "another amount in the goal": (changed("资金185万元", "资金158万元"), {"F629"}),
    "amounts in yuan": (changed("共计365万元", "共计3650000元"), set()),
    "no amount in a table": (in_table("180", ""), {"F629"}),
}


@pytest.mark.parametrize("name", CASES)
def test_disagreement_is_told(name: str, tmp_path: Path) -> None:
    change, codes = CASES[name]
    imported = read_targets(paper.as_docx(change(leting_paper.paper()), tmp_path))
    assert {problem.code for problem in imported.doubts} - {"F628"} == codes
    assert all(problem.where is not None and problem.where.cell for problem in imported.doubts)


def test_a_text_that_fits_nowhere_is_listed_with_its_line(tmp_path: Path) -> None:
    document = leting_paper.paper()
    table = next(index for index, piece in enumerate(document.pieces) if isinstance(piece, T))
    document.pieces.insert(table, P("本表由财务室填报，如有疑问请联系办公室张三同志。"))
    imported = read_targets(paper.as_text(document, tmp_path))
    (lost,) = imported.targets.unplaced
    line = (tmp_path / "leting.txt").read_text(encoding="utf-8").split("\n")[lost.place.line - 1]
    assert lost.text == line == "本表由财务室填报，如有疑问请联系办公室张三同志。"
