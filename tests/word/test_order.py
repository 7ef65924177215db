"""Word takes the children of properties in one order only, and calls a document with another one damaged."""

from __future__ import annotations

import re

import pytest

from selfeval.word import controls
from selfeval.word.names import NAMESPACES, q
from selfeval.word.package import parse
from tests.tools.report_texts import OUTLINES
from tests.word.documents import FIRST, Opened, entered, updated, written

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex text",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc sdt",
    "tc": "tcPr p",
}
"""Of ISO/IEC 29500-1 (transitional): the sequences of these elements, as far as a report can have them."""


def disorder(root) -> list[str]:
    found = []
    for name, order in ORDER.items():
        places = {q(f"w:{one}"): place for place, one in enumerate(order.split())}
        for element in root.iter(q(f"w:{name}")):
            inside = [one.tag for one in element if one.tag.startswith(f"{{{NAMESPACES['w']}}}")]
            known = [places.get(tag, -1) for tag in inside]
            if -1 in known or known != sorted(known):
                found.append(f"{name}: {[tag.rpartition('}')[2] for tag in inside]}")
    return found


def parts_in_disorder(data: bytes) -> list[str]:
    parts = Opened(data).parts
    names = [name for name in parts if re.fullmatch(r"word/(document|footer\d*)\.xml", name)]
    return [said for name in names for said in disorder(parse(parts[name], name))]


@pytest.mark.parametrize("outline", OUTLINES)
def test_new_documents_are_in_order(outline):
    assert parts_in_disorder(written(outline)) == []


def test_the_styles_that_are_ours_are_in_order():
    styles = parse(Opened(written()).parts["word/styles.xml"], "x")
    for style in styles.iter(q("w:style")):
        if style.get(q("w:styleId")) in {"Normal", "Title", "Heading1", "Heading2", "Heading3"} or (
            style.get(q("w:styleId"), "").startswith("Selfeval")
        ):
            assert disorder(style) == []


def test_documents_brought_up_to_date_are_in_order():
    reason = entered(
        (FIRST, "", "budget_reason", "招标推迟。\n第二段"), (FIRST, "信访群众及相关单位满意度", "actual", "95%")
    )
    for outline in OUTLINES:
        done = updated(written(outline), reason, outline=outline)
        assert parts_in_disorder(done.data) == []
        assert parts_in_disorder(updated(done.data, outline=outline).data) == []
    opened = Opened(written("project-transfer"))
    control = opened.one(f"project/{FIRST}/budget_reason")
    controls.set_placeholder(control, False)
    controls.set_placeholder(control, True)
    assert disorder(opened.root) == []
