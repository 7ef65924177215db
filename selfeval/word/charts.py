"""Native charts: bars that Word draws, edits and prints itself, with the figures in a small workbook inside.

A picture would be dead, and drawing one takes a library of 30 MB and a Chinese font on the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from selfeval.core.numbers import plain
from selfeval.core.report.document import Chart
from selfeval.core.report.facts import number
from selfeval.word.elements import FIGURE, Numbers, control, make, paragraph
from selfeval.word.names import NAMESPACES, clipped, q, safe, tag_of
from selfeval.word.trees import child, fragment, node, unparse

if TYPE_CHECKING:
    from selfeval.word.trees import Element

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Sheet1"
_WIDTH, _HEIGHT = 5_580_000, 2_700_000
"""Size on the page in EMU: 155 × 75 mm."""
_COLOURS = ("A6A6A6", "2E75B6", "C55A11")
_STAMP = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def figure(chart: Chart, relation: str, numbers: Numbers) -> Element:
    """The place of a chart in the text: a control around its drawing."""
    number = numbers.next()
    drawing = f"""<w:drawing xmlns:w="{NAMESPACES["w"]}" xmlns:wp="{NAMESPACES["wp"]}" xmlns:a="{NAMESPACES["a"]}"
 xmlns:c="{NAMESPACES["c"]}" xmlns:r="{NAMESPACES["r"]}"><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{_WIDTH}" cy="{_HEIGHT}"/><wp:docPr id="{number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{NAMESPACES["c"]}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""
    element = fragment("".join(drawing.split("\n")))
    element[0][1].set("descr", clipped(chart.label))
    inside = paragraph(FIGURE, make("w:r", None, element))
    return control(tag_of(chart.key), chart.label, numbers, [inside])


def chart_xml(chart: Chart, relation: str) -> bytes:
    """The chart part; `relation` leads to the workbook of its figures."""
    space = _c("chartSpace", nsmap={name: NAMESPACES[name] for name in ("c", "a", "r")})
    space.append(_c("roundedCorners", val="0"))
    inside = child(space, q("c:chart"))
    inside.append(_title(chart.label))
    inside.append(_c("autoTitleDeleted", val="0"))
    area = child(inside, q("c:plotArea"))
    area.append(_c("layout"))
    bars = child(area, q("c:barChart"))
    bars.extend([_c("barDir", val="col"), _c("grouping", val="clustered"), _c("varyColors", val="0")])
    bars.extend(_series(chart, place) for place in range(len(chart.series)))
    bars.extend([_labels(), _c("gapWidth", val="80"), _c("axId", val="111"), _c("axId", val="112")])
    area.extend([_axis("catAx", "111", "112", "b"), _axis("valAx", "112", "111", "l")])
    legend = child(inside, q("c:legend"))
    legend.extend([_c("legendPos", val="b"), _c("overlay", val="0")])
    inside.extend([_c("plotVisOnly", val="1"), _c("dispBlanksAs", val="gap")])
    space.append(_font(1050))
    child(space, q("c:externalData")).set(q("r:id"), relation)
    space[-1].append(_c("autoUpdate", val="0"))
    return unparse(space)


def chart_workbook(chart: Chart) -> bytes:
    """The figures as the workbook that Word opens for “edit data”; the same figures give the same bytes."""
    from xlsxwriter import Workbook  # only where there is a chart to be drawn

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _STAMP})
    sheet = book.add_worksheet(SHEET)
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, safe(name))
    for column, (name, values) in enumerate(chart.series, 1):
        sheet.write_string(0, column, safe(name))
        for row, value in enumerate(values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value))
    book.close()
    return stream.getvalue()


def figures(chart: Chart) -> str:
    """Names and figures of a chart as one text, to tell whether it is still the one that was written."""
    lines = ["\t".join(safe(name) for name in chart.categories)]
    lines += ["\t".join([safe(name), *(number(value) for value in values)]) for name, values in chart.series]
    return "\n".join(lines)


def drawn_figures(root: Element) -> str:
    """The same text of a chart part, from what it keeps of its figures, whichever program saved it."""
    lines: list[str] = []
    for series in root.iter(q("c:ser")):
        names = _points(series.find(q("c:cat")))
        if not lines:
            lines.append("\t".join(names))
        title = "".join(_points(series.find(q("c:tx"))))
        values = (_same_number(text) for text in _points(series.find(q("c:val"))))
        lines.append("\t".join([title, *values]))
    return "\n".join(lines)


def _points(holder: Element | None) -> list[str]:
    """The points of a cache by their places, "" where one is left out."""
    if holder is None:
        return []
    count = holder.find(f".//{q('c:ptCount')}")
    found = {point.get("idx", ""): point.findtext(q("c:v"), "") for point in holder.iter(q("c:pt"))}
    said = "" if count is None else count.get("val", "")
    length = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else len(found)
    return [found.get(str(place), "") for place in range(length)]


def _same_number(text: str) -> str:
    """A figure as we write it, though another program kept 93.310000000000002."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return text
    return plain(Decimal(format(value, ".12g"))) if value.is_finite() and abs(value.adjusted()) < 30 else text


def redraw(root: Element, chart: Chart) -> bool:
    """Put new figures into a chart part and leave its looks alone; False where its series are others than ours."""
    drawn = list(root.iter(q("c:ser")))
    if len(drawn) != len(chart.series):
        return False
    for place, series in enumerate(drawn):
        fresh = _series(chart, place)
        for name in ("c:tx", "c:cat", "c:val"):
            old, new = series.find(q(name)), fresh.find(q(name))
            if old is None or new is None:
                return False
            series.replace(old, new)
    return True


def _series(chart: Chart, place: int) -> Element:
    name, values = chart.series[place]
    column, last = chr(ord("B") + place), len(chart.categories) + 1
    series = _c("ser")
    series.extend([_c("idx", val=str(place)), _c("order", val=str(place))])
    series.append(_cache("tx", "str", f"{SHEET}!${column}$1", [safe(name)]))
    fill = fragment(
        f'<c:spPr xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}"><a:solidFill>'
        f'<a:srgbClr val="{_COLOURS[place % len(_COLOURS)]}"/></a:solidFill></c:spPr>'
    )
    series.append(fill)
    series.append(_c("invertIfNegative", val="0"))
    series.append(_cache("cat", "str", f"{SHEET}!$A$2:$A${last}", [safe(one) for one in chart.categories]))
    figures_of = [None if value is None else plain(value) for value in values]
    series.append(_cache("val", "num", f"{SHEET}!${column}$2:${column}${last}", figures_of))
    return series


def _cache(name: str, kind: str, where: str, points: list[str | None] | list[str]) -> Element:
    holder = _c(name)
    reference = child(holder, q(f"c:{kind}Ref"))
    child(reference, q("c:f")).text = where
    cache = child(reference, q(f"c:{kind}Cache"))
    if kind == "num":
        child(cache, q("c:formatCode")).text = "General"
    cache.append(_c("ptCount", val=str(len(points))))
    for place, text in enumerate(points):
        if text is not None:
            point = child(cache, q("c:pt"), {"idx": str(place)})
            child(point, q("c:v")).text = text
    return holder


def _labels() -> Element:
    labels = _c("dLbls")
    for name, shown in (("LegendKey", "0"), ("Val", "1"), ("CatName", "0"), ("SerName", "0"), ("Percent", "0"),
                        ("BubbleSize", "0")):  # fmt: skip
        labels.append(_c(f"show{name}", val=shown))
    return labels


def _axis(kind: str, own: str, other: str, side: str) -> Element:
    axis = _c(kind)
    axis.append(_c("axId", val=own))
    scaling = child(axis, q("c:scaling"))
    scaling.append(_c("orientation", val="minMax"))
    if kind == "valAx":
        scaling.append(_c("min", val="0"))
    axis.extend([_c("delete", val="0"), _c("axPos", val=side), _c("numFmt", formatCode="General", sourceLinked="0")])
    axis.extend([_c("majorTickMark", val="out"), _c("minorTickMark", val="none"), _c("tickLblPos", val="nextTo")])
    axis.extend([_c("crossAx", val=other), _c("crosses", val="autoZero")])
    return axis


def _title(label: str) -> Element:
    title = fragment(
        f'<c:title xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}"><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>'
        '<a:defRPr sz="1200" b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1200" b="0"/><a:t/></a:r></a:p></c:rich>'
        '</c:tx><c:overlay val="0"/></c:title>'
    )
    title.find(f".//{q('a:t')}").text = safe(label)
    return title


def _font(size: int) -> Element:
    return fragment(
        f'<c:txPr xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}"><a:bodyPr/><a:p><a:pPr>'
        f'<a:defRPr sz="{size}"><a:latin typeface="Times New Roman"/><a:ea typeface="仿宋"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _c(name: str, nsmap: Mapping[str | None, str] | None = None, **attributes: str) -> Element:
    return node(q(f"c:{name}"), attributes, nsmap or {"c": NAMESPACES["c"]})
