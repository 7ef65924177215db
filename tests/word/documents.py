"""Reports for the tests, and what people and other programs do to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from selfeval.core.evaluation import FactKey
from selfeval.core.report.composition import compose
from selfeval.core.report.document import Report
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.rulepacks.outlines.load import load_outline
from selfeval.word import controls
from selfeval.word.names import NAMESPACES, q, tag_of
from selfeval.word.outcome import Updated
from selfeval.word.package import main_part, parse, read_parts, write_parts
from selfeval.word.trees import unparse
from selfeval.word.update import update_report
from selfeval.word.write import write_report
from tests.excel.scored_books import filled, pack
from tests.places import ROOT
from tests.tools.report_texts import WHEN

ABOUT = {"outline": "project", "tool": "selfeval 0"}
FIRST, SECOND = "13022525P00RERB10016E", "13022525P00RERB10015T"
"""The codes of the two projects of the example."""


def entered(*facts: tuple[str, str, str, str]) -> Assessment:
    """The filled example with other facts: project, name of the indicator or "", field, text."""
    evaluation = filled().evaluation
    values = []
    for project, name, field, text in facts:
        rows = evaluation.department.project(project).indicators
        row = next((one.id for one in rows if one.tier3 == name), "")
        values.append((FactKey(project, row, field), text))
    step = evaluation.step(values)
    return assess(evaluation.enter(step) if step else evaluation, pack())


@lru_cache(maxsize=64)
def plan(outline: str):
    return load_outline(outline, [ROOT / "scoring_rules"])


def report(assessment: Assessment | None = None, outline: str = "project") -> Report:
    return compose(plan(outline), [assessment or filled()])


@lru_cache(maxsize=8)
def written(outline: str = "project") -> bytes:
    """The report about the example as it is."""
    return write_report(report(outline=outline), ABOUT, WHEN)


def updated(data: bytes, assessment: Assessment | None = None, outline: str = "project") -> Updated:
    return update_report(data, report(assessment, outline), ABOUT, "报告.docx")


class Opened:
    """A document in somebody's hands."""

    def __init__(self, data: bytes) -> None:
        self.parts = read_parts(data, "x")
        self.main = main_part(self.parts, "x")
        self.root = parse(self.parts[self.main], "x")
        self.body = self.root.find(q("w:body"))

    def all(self, key: str) -> list[etree._Element]:
        """The controls of this key."""
        return [one for one in controls.controls(self.root) if controls.tag(one) == tag_of(key)]

    def one(self, key: str) -> etree._Element:
        """The first of them."""
        found = self.all(key)
        assert found, key
        return found[0]

    def says(self, key: str) -> list[str]:
        """What they say."""
        return [controls.text_of(controls.content(one)) for one in self.all(key)]

    def texts(self) -> dict[str, set[str]]:
        """What every control says, by its tag; tables and charts left out."""
        found: dict[str, set[str]] = {}
        for one in controls.controls(self.root):
            if not any(True for _ in one.iter(q("w:tbl"), q("w:drawing"))):
                found.setdefault(controls.tag(one), set()).add(controls.text_of(controls.content(one)))
        return found

    def write(self, key: str, text: str, place: int = 0) -> None:
        """Type over a text, as a person does."""
        control = self.all(key)[place]
        controls.set_text(controls.content(control), text)
        controls.set_placeholder(control, False)

    def inside(self, key: str, xml: str) -> None:
        """Have a control hold this instead, as another program saved it."""
        holder = controls.content(self.one(key))
        for child in list(holder):
            holder.remove(child)
        names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
        holder.extend(etree.fromstring(f"<x {names}>{xml}</x>"))

    def paragraph(self, text: str, after: str) -> None:
        """A paragraph of a person's own below a bound text."""
        top = self.one(after)
        while top.getparent() is not self.body:
            top = top.getparent()
        new = etree.fromstring(f'<w:p xmlns:w="{NAMESPACES["w"]}"><w:r><w:t>{text}</w:t></w:r></w:p>')
        self.body.insert(self.body.index(top) + 1, new)

    def row(self, key: str) -> etree._Element:
        """The row of a cell."""
        return next(self.one(key).iterancestors(q("w:tr")))

    def rows(self, key: str) -> Iterator[str]:
        """The first cell of each row of a table."""
        for row in self.one(key).iter(q("w:tr")):
            yield controls.text_of(next(row.iter(q("w:tc"))))

    def delete(self, element: etree._Element) -> None:
        element.getparent().remove(element)

    def saved(self) -> bytes:
        return write_parts({**self.parts, self.main: unparse(self.root)})
