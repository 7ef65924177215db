"""Reports as plain text, for golden files: `python -m tests.tools.report_texts` writes those of the examples anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from selfeval.core.report.composition import compose
from selfeval.rulepacks.outlines.load import load_outline
from selfeval.word import controls
from selfeval.word.charts import drawn_figures
from selfeval.word.names import q
from selfeval.word.package import main_part, parse, read_parts, relations
from selfeval.word.write import write_report
from tests.excel.scored_books import filled
from tests.places import ROOT

if TYPE_CHECKING:
    from selfeval.word.trees import Element

GOLDEN = ROOT / "tests" / "golden" / "report"
OUTLINES = ("project-transfer", "project", "department", "summary")
WHEN = datetime(2026, 1, 15, 9, 30)  # noqa: DTZ001 - as the clock of the house has it


def written(outline: str) -> bytes:
    """The report about the filled example."""
    plan = load_outline(outline, [ROOT / "scoring_rules"])
    return write_report(compose(plan, [filled()]), {"outline": outline}, WHEN)


def text_of(data: bytes) -> str:
    """One line for each paragraph, row and chart; bound texts in brackets, gaps marked."""
    parts = read_parts(data, "x")
    main = main_part(parts, "x")
    body = parse(parts[main], "x").find(q("w:body"))
    links = relations(parts, main, "x")
    lines: list[str] = []
    for block in body:
        charts = [one.get(q("r:id")) for one in block.iter(q("c:chart"))]
        rows = list(block.iter(q("w:tr")))
        if charts:
            figures = drawn_figures(parse(parts[links[charts[0]][1]], "x"))
            lines += ["(图)", *(f"    {line}" for line in figures.split("\n"))]
        elif rows:
            lines += ["| " + " | ".join(_paragraph(cell) for cell in row.iter(q("w:tc"))) + " |" for row in rows]
        elif block.tag == q("w:sdt"):
            mark = "(待填)" if controls.shows_placeholder(block) else ""
            text = controls.text_of(controls.content(block))
            lines += [f"{mark}⟦{line}⟧" for line in text.split("\n")]
        elif block.tag == q("w:p"):
            style = block.find(f"{q('w:pPr')}/{q('w:pStyle')}").get(q("w:val"))
            lines.append(f"[{style}] {_paragraph(block)}".rstrip())
    return "\n".join(lines) + "\n"


def _paragraph(holder: Element) -> str:
    pieces = []
    for one in holder.iter(q("w:sdt"), q("w:t")):
        if one.tag == q("w:sdt"):
            pieces.append(f"⟦{controls.text_of(controls.content(one))}⟧")
        elif not any(
            above.tag == q("w:sdt")
            for above in itertools.takewhile(lambda above: above is not holder, one.iterancestors())
        ):
            pieces.append(one.text or "")
    return "".join(pieces).replace("\n", "⏎")


def _between(one: Element, holder: Element) -> Iterator[Element]:
    return itertools.takewhile(lambda above: above is not holder, one.iterancestors())


def main() -> None:
    """Write all of them."""
    for outline in OUTLINES:
        (GOLDEN / f"{outline}.txt").write_text(text_of(written(outline)), encoding="utf-8")


if __name__ == "__main__":
    main()
