"""Content controls of a document, whoever saved it last: their tags, what they say, and putting another text in.

Words, marks of the spelling check, comments, other controls and tracked changes may stand between the letters. What was
deleted under “track changes” is not said any more; what was inserted is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from selfeval.word.elements import make, run, text_nodes
from selfeval.word.names import MARK, q, safe

if TYPE_CHECKING:
    from selfeval.word.trees import Element

_SKIPPED = frozenset(map(q, ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr", "w:tblPr", "w:trPr", "w:tcPr")))
_SIGNS = {q("w:tab"): "\t", q("w:br"): "\n", q("w:cr"): "\n", q("w:noBreakHyphen"): "-"}
_ANCHORS = frozenset(
    map(q, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:bookmarkStart", "w:bookmarkEnd",
            "w:footnoteReference", "w:endnoteReference"))
)  # fmt: skip
"""What a person hung on a text: it outlives the text."""


def controls(root: Element) -> Iterator[Element]:
    """The content controls that the program bound, outer ones first."""
    return (control for control in root.iter(q("w:sdt")) if tag(control).startswith(MARK))


def tag(control: Element) -> str:
    """The tag of a control, "" without one."""
    found = control.find(f"{q('w:sdtPr')}/{q('w:tag')}")
    return "" if found is None else found.get(q("w:val"), "")


def content(control: Element) -> Element:
    """What a control holds; an empty one is given a place for it."""
    found = control.find(q("w:sdtContent"))
    if found is None:
        found = make("w:sdtContent")
        control.append(found)
    return found


def is_deleted(control: Element) -> bool:
    """Whether a person deleted it under “track changes”: it is still in the file, and no longer in the text."""
    return any(above.tag in {q("w:del"), q("w:moveFrom")} for above in control.iterancestors()) or (
        bool(_leaves(content(control), deleted=True)) and not _leaves(content(control))
    )


def shows_placeholder(control: Element) -> bool:
    """Whether what it shows is the words for an empty control, and no text."""
    flag = control.find(f"{q('w:sdtPr')}/{q('w:showingPlcHdr')}")
    return flag is not None and flag.get(q("w:val"), "1") not in {"0", "false", "off"}


def set_placeholder(control: Element, shown: bool) -> None:
    """Set or take away that flag."""
    properties = control.find(q("w:sdtPr"))
    assert properties is not None
    for flag in properties.findall(q("w:showingPlcHdr")):
        properties.remove(flag)
    if not shown:
        return
    before = {q(f"w:{name}") for name in ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary")}
    place = next((at for at, child in enumerate(properties) if child.tag not in before), len(properties))
    properties.insert(place, make("w:showingPlcHdr"))


def text_of(holder: Element) -> str:
    """What a person reads in it: paragraphs are parted by line breaks."""
    pieces: list[str] = []
    _collect(holder, pieces)
    text = "".join(pieces)
    return safe(text.removeprefix("\n"))


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == q("w:p"):
            pieces.append("\n")
            _collect(child, pieces)
        elif child.tag == q("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif isinstance(child.tag, str):
            _collect(child, pieces)


def set_text(holder: Element, text: str) -> None:
    """Put a text in the place of the one there; the looks of its first letter and what people hung on it stay."""
    leaves = _leaves(holder)
    if not leaves:
        _home(holder).append(run(text))
        return
    first = leaves[0]
    parent = first.getparent()
    assert parent is not None
    place = parent.index(first)
    for node in reversed(list(text_nodes(text))):
        parent.insert(place, node)
    for leaf in leaves:
        above = leaf.getparent()
        if above is not None:
            above.remove(leaf)


def set_paragraphs(holder: Element, lines: Sequence[str], fresh: Sequence[Element]) -> None:
    """Put paragraphs in the place of those there: as many as can be keep their looks, `fresh` are the others."""
    standing = list(holder.iterchildren(q("w:p")))
    if not standing:  # a person made the control one of a line: its text is one then
        set_text(holder, "\n".join(lines))
        return
    for old, line in zip(standing, lines, strict=False):
        set_text(old, line)
    last = standing[min(len(standing), len(lines)) - 1]
    for spare in standing[len(lines) :]:
        last.extend(_anchors(spare))
        holder.remove(spare)
    for place, new in enumerate(fresh[len(standing) :]):
        holder.insert(holder.index(last) + 1 + place, new)


def plain_runs(holder: Element) -> None:
    """Take the shade of a gap from the runs of a text that now stands in its place."""
    for properties in holder.iter(q("w:rPr")):
        for shade in properties.findall(q("w:shd")):
            properties.remove(shade)


def shade_runs(holder: Element, fill: str) -> None:
    """Shade the runs of what is a gap again."""
    plain_runs(holder)
    for one in holder.iter(q("w:r")):
        properties = one.find(q("w:rPr"))
        if properties is None:
            properties = make("w:rPr")
            one.insert(0, properties)
        properties.append(make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill}))


def _leaves(holder: Element, *, deleted: bool = False) -> list[Element]:
    """The elements that are letters of the text; with `deleted` those that a tracked change took away."""
    found: list[Element] = []
    kinds = {q("w:delText"), q("w:t")} if deleted else {q("w:t"), *_SIGNS}

    def walk(element: Element, inside: bool) -> None:
        for child in element:
            gone = inside or child.tag in {q("w:del"), q("w:moveFrom")}
            if child.tag in _SKIPPED and not (deleted and gone):
                continue
            if child.tag in kinds and gone is deleted:
                found.append(child)
            elif isinstance(child.tag, str):
                walk(child, gone)

    walk(holder, False)
    return found


def _home(holder: Element) -> Element:
    """Where a run can stand: the first paragraph inside, or the holder itself where it stands in a line."""
    if holder.tag == q("w:p"):
        return holder
    found = next(holder.iter(q("w:p")), None)
    return holder if found is None else found


def _anchors(element: Element) -> Iterator[Element]:
    """What hangs on a text that goes: marks alone, references with the run around them."""
    for one in list(element.iter()):
        if one.tag in _ANCHORS:
            above = one.getparent()
            whole = above if above is not None and above.tag == q("w:r") else one
            yield whole
