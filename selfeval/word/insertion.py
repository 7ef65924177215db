"""What the evaluation has anew, a project or a first deviation, is put where the outline has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfeval.core.report.document import Bound, BoundTable, Chart, Heading, Passage, Piece, Report, Title
from selfeval.core.report.happened import Kind
from selfeval.word import controls
from selfeval.word.charts import CHART_TYPE, WORKBOOK_TYPE, chart_workbook, chart_xml, figure
from selfeval.word.elements import CELL, paragraph, parts
from selfeval.word.names import q, tag_of
from selfeval.word.package import add_relation, declare, parse
from selfeval.word.record import entries_of
from selfeval.word.standing_document import Standing
from selfeval.word.write import block_elements

if TYPE_CHECKING:
    from selfeval.word.trees import Element

_BUILT_IN = {"Title": "title", "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3",
             "Normal": "normal"}  # fmt: skip


def put_in(standing: Standing, report: Report) -> None:
    """Put in every piece that is in neither the document nor its record, below the one that the outline has before."""
    known = set(standing.record.entries) | {controls.tag(one) for one in standing.standing_controls()}
    body = standing.body()
    before: Element | None = None
    entries = entries_of(report)
    styles, places = _styles(standing), _places(body)
    for piece, fresh in _pieces(report, known):
        if not fresh:
            found = _place(piece, places)
            before = before if found is None else found
            continue
        tags = [tag_of(bound.key) for bound in _bound(piece)] + [tag_of(key) for key in _keys(piece)]
        label = piece.label if isinstance(piece, BoundTable | Chart) else _said(piece)
        if before is None:
            standing.tell(Kind.HOMELESS, tags[0] if tags else "", label)
            continue
        for element in _elements(standing, piece):
            _restyle(element, styles)
            body.insert(body.index(before) + 1, element)
            before = element
        standing.touch(body)
        standing.entries |= {tag: entries[tag] for tag in tags}
        if tags:
            standing.tell(Kind.ADDED, tags[0], label)
        if isinstance(piece, Passage) and piece.bound.open:
            standing.gaps += 1


def _pieces(report: Report, known: set[str]) -> Iterator[tuple[Piece, bool]]:
    """Each piece, and whether it is new: by its own tags, or as a part of a project that is new."""
    inside: int | None = None
    for piece in report.pieces:
        tags = [tag_of(bound.key) for bound in _bound(piece)]
        if isinstance(piece, Title | Heading):
            level = piece.level if isinstance(piece, Heading) else 0
            if inside is not None and level <= inside:
                inside = None
            if inside is None and tags and not set(tags) & known:
                inside = level
            yield piece, inside is not None
            continue
        own = [tag_of(key) for key in _keys(piece)] or tags
        yield piece, inside is not None or (bool(own) and not set(own) & known)


def _bound(piece: Piece) -> list[Bound]:
    if isinstance(piece, Passage):
        return [piece.bound]
    if isinstance(piece, BoundTable):
        return [cell for row in piece.rows for cell in row.cells]
    if isinstance(piece, Chart):
        return []
    return [part for part in piece.parts if isinstance(part, Bound)]


def _keys(piece: Piece) -> list[str]:
    return [piece.key] if isinstance(piece, BoundTable | Chart) else []


def _said(piece: Piece) -> str:
    return "".join(bound.label if isinstance(piece, Passage) else bound.text for bound in _bound(piece)[:1])


def _places(body: Element) -> dict[str, Element]:
    """The child of the body in which each tag stands first."""
    places: dict[str, Element] = {}
    for top in body:
        for control in top.iter(q("w:sdt")):
            places.setdefault(controls.tag(control), top)
    return places


def _place(piece: Piece, places: dict[str, Element]) -> Element | None:
    """The child of the body in which a piece stands, None where that cannot be told."""
    tags = [tag_of(key) for key in _keys(piece)] or [tag_of(bound.key) for bound in _bound(piece)]
    block = isinstance(piece, Passage | BoundTable | Chart)
    for top in (places[tag] for tag in tags if tag in places):
        if block or top.tag == q("w:p"):
            following = top.getnext()
            return following if following is not None and _is_spacer(following) else top
    return None


def _is_spacer(element: Element) -> bool:
    """The empty line that a table has below it."""
    style = element.find(f"{q('w:pPr')}/{q('w:pStyle')}")
    return (
        element.tag == q("w:p")
        and style is not None
        and style.get(q("w:val")) == CELL
        and not controls.text_of(element)
    )


def _elements(standing: Standing, piece: Piece) -> list[Element]:
    if isinstance(piece, Chart):
        return [_chart(standing, piece)]
    if isinstance(piece, Title | Heading):
        style = "Title" if isinstance(piece, Title) else f"Heading{piece.level}"
        return [paragraph(style, *parts(piece.parts, standing.numbers))]
    return block_elements(piece, standing.numbers)


def _chart(standing: Standing, chart: Chart) -> Element:
    """A new chart with its two parts."""
    parts_now, name = standing.parts, standing.name
    number = next(
        count for count in range(1, len(parts_now) + 2) if f"word/charts/selfeval{count}.xml" not in parts_now
    )
    place, book = f"word/charts/selfeval{number}.xml", f"word/embeddings/selfeval{number}.xlsx"
    parts_now[book] = chart_workbook(chart)
    standing.rewritten = True
    relation = add_relation(parts_now, place, "package", f"/{book}", name)
    parts_now[place] = chart_xml(chart, relation)
    declare(parts_now, place, CHART_TYPE, name)
    declare(parts_now, book, WORKBOOK_TYPE, name)
    return figure(chart, add_relation(parts_now, standing.main, "chart", f"/{place}", name), standing.numbers)


def _styles(standing: Standing) -> dict[str, str]:
    """What our styles are called in this document: Word gives them other ids when it saves."""
    data = standing.parts.get("word/styles.xml")
    if data is None:
        return {}
    ids: dict[str, str] = {}
    for style in parse(data, standing.name).iter(q("w:style")):
        name = style.find(q("w:name"))
        if name is not None:
            ids[name.get(q("w:val"), "").lower()] = style.get(q("w:styleId"), "")
    return ids


def _restyle(element: Element, styles: dict[str, str]) -> None:
    for style in element.iter(q("w:pStyle")):
        own = style.get(q("w:val"), "")
        name = _BUILT_IN.get(own, own.lower())
        if styles.get(name):
            style.set(q("w:val"), styles[name])
