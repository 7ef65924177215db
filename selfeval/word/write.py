"""A report becomes a new Word document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from selfeval.core.report.document import BoundTable, Chart, Heading, Passage, Piece, Report, Sentence, Title
from selfeval.word.charts import CHART_TYPE, WORKBOOK_TYPE, chart_workbook, chart_xml, figure
from selfeval.word.elements import BODY, CELL, Numbers, make, paragraph, parts, passage, table
from selfeval.word.names import q, safe
from selfeval.word.package import read_parts, write_parts
from selfeval.word.page import HEADINGS, TITLE, font_table, lay_out
from selfeval.word.record import Record, entries_of

if TYPE_CHECKING:
    from docx.document import Document

    from selfeval.word.trees import Element

RECORD_PART = "/customXml/selfeval1.xml"
_UNWANTED = ("thumbnail", "stylesWithEffects")
"""What the empty document of the library brings along: a picture of a page, the styles of Word 2007 once more."""


def write_report(report: Report, about: Mapping[str, str], when: datetime) -> bytes:
    """The report as a document.

    Args:
        report: what it says.
        about: what the record says of where it came from: see `Record`.
        when: the time that its properties name; the same report at the same time gives the same bytes.
    """
    import docx  # 70 ms, and only for a new document

    document = docx.Document()
    lay_out(document)
    body: Element = document.element.body
    numbers = Numbers()
    charts = 0
    for place, piece in enumerate(report.pieces):
        if isinstance(piece, Chart):
            charts += 1
            drawn = [_chart(document, piece, charts, numbers)]
        else:
            drawn = elements(document, piece, numbers, first=place == 0)
        for element in drawn:
            body.insert(len(body) - 1, element)  # the properties of the section stay last
    _properties(document, report, when)
    _keep_record(document, Record(about, entries_of(report)))
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = font_table()
    stream = BytesIO()
    document.save(stream)
    return write_parts(read_parts(stream.getvalue(), safe(report.heading)))


def elements(document: Document, piece: Piece, numbers: Numbers, *, first: bool = False) -> list[Element]:
    """What a piece other than a chart looks like; titles after the first begin a page."""
    if isinstance(piece, Title):
        whole = paragraph(_id(document, TITLE), *parts(piece.parts, numbers))
        if not first:
            whole[0].append(make("w:pageBreakBefore"))
        return [whole]
    if isinstance(piece, Heading):
        return [paragraph(_id(document, HEADINGS[piece.level - 1]), *parts(piece.parts, numbers))]
    assert not isinstance(piece, Chart)
    return block_elements(piece, numbers)


def block_elements(piece: Sentence | Passage | BoundTable, numbers: Numbers) -> list[Element]:
    """What a piece of the text below a heading looks like."""
    if isinstance(piece, Sentence):
        return [paragraph(BODY, *parts(piece.parts, numbers))]
    if isinstance(piece, Passage):
        return [passage(piece.bound, numbers)]
    return [*table(piece, numbers), spacer()]


def spacer() -> Element:
    """The small empty line below a table, which keeps two tables from growing into one."""
    return paragraph(CELL)


def _id(document: Document, style: str) -> str:
    found = document.styles[style].style_id
    assert isinstance(found, str)
    return found


def _chart(document: Document, chart: Chart, number: int, numbers: Numbers) -> Element:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    book = Part(PackURI(f"/word/embeddings/selfeval{number}.xlsx"), WORKBOOK_TYPE, chart_workbook(chart), package)
    part = Part(PackURI(f"/word/charts/selfeval{number}.xml"), CHART_TYPE, b"", package)
    part._blob = chart_xml(chart, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    return figure(chart, document.part.relate_to(part, RELATIONSHIP_TYPE.CHART), numbers)


def _keep_record(document: Document, record: Record) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI(RECORD_PART), CONTENT_TYPE.XML, record.to_xml(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _properties(document: Document, report: Report, when: datetime) -> None:
    """Title and time; no name of a person, nothing that is not ours."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = safe(report.heading)[:255], "", ""
    properties.last_modified_by, properties.revision = "", 1
    properties.created = properties.modified = when
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNWANTED)]:
            del relations[key]
    compatibility = document.settings.element.find(q("w:compat"))
    if compatibility is not None:
        _modern(compatibility)


def _modern(compatibility: Element) -> None:
    """Lay out as Word has done since 2013, not in the compatibility mode of the library's empty document."""
    for one in compatibility.findall(q("w:compatSetting")):
        if one.get(q("w:name")) == "compatibilityMode":
            one.set(q("w:val"), "15")
