"""The department's part of a document: its cover, and its headings with the texts below each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.contents import HEADING, is_part
from selfeval.document.recognised.found import DepartmentPart, Section, SubGoal, Text
from selfeval.document.values import Block, Line
from selfeval.excel.tables.department import NAME, section_of
from selfeval.excel.tables.labels.labels import is_title, normal, title_year, year_in

_ITEM: Final = lazy(r"^[（(][一二三四五六七八九十]{1,3}[）)]|^\d{1,2}[.、．](?!\d)")
_TITLE: Final = lazy(r"绩效(?:目标|文本|目标表|评价)$")
_LONGEST_HEADING: Final = 30
_LABELS: Final = {"绩效目标": "goal", "绩效指标": "indicators"}


def department_part(blocks: Sequence[Block]) -> DepartmentPart:
    """Read it; every line is kept, on the cover or below a heading."""
    part = DepartmentPart()
    begun = False
    for line in _lines(blocks):
        key, rest = section_of(line.text)
        if is_part(line.text) and not rest:
            begun = True
            continue  # says which part begins; the workbook has a sheet for each
        if key:
            part.sections.append(Section(key, Text(line.text[: len(line.text) - len(rest)].strip(" :："), line.place)))
            if rest:
                part.sections[-1].texts.append(Text(rest, line.place))
        elif _is_heading(line, begun=begun or bool(part.sections)):
            part.sections.append(Section("", Text(line.text, line.place)))
        elif part.sections:
            part.sections[-1].texts.append(Text(line.text, line.place))
        else:
            _cover(line, part)
    if part.title is None:
        part.title = next((text for text in part.cover if title_year(text.text) or _TITLE.search(text.text)), None)
        part.cover = [text for text in part.cover if text is not part.title]
    part.year = part.year or _year(part)
    return part


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for cell in block.cells:
                for text in cell.text.split("\n"):
                    if text.strip():
                        yield Line(text.strip(), cell.place)


def _is_heading(line: Line, *, begun: bool) -> bool:
    """Whether a line is a heading; what is set large on the cover is none."""
    if _ITEM.match(line.text):
        return False
    short = len(line.text) <= _LONGEST_HEADING and line.text[-1] not in "。；;，,"
    return short and (bool(HEADING.match(line.text)) or (begun and 0 < line.level <= 3))


def _cover(line: Line, part: DepartmentPart) -> None:
    text = "".join(line.text.split())
    part.year = part.year or title_year(line.text)
    found = NAME.match(text)
    if part.title is None and is_title(line.text):
        part.title = Text(text, line.place)
    elif found and not part.name and not text.endswith("编制"):
        part.name = text
    else:
        part.cover.append(Text(line.text, line.place))


def _year(part: DepartmentPart) -> int | None:
    overall = part.section("overall")
    texts = [part.title.text] if part.title else []
    years = {
        year for text in texts + [one.text for one in (overall.texts if overall else [])] if (year := year_in(text))
    }
    return years.pop() if len(years) == 1 else None


def sub_goals(section: Section) -> list[SubGoal]:
    """The 分项绩效目标 of their section: a line with a name, 绩效目标 and 绩效指标 below it."""
    found: list[dict[str, list[Text]]] = []
    key = "name"
    for text in section.texts:
        before, colon, after = text.text.replace("：", ":", 1).partition(":")
        label = _LABELS.get(normal(before if colon else text.text))
        if label:
            key = label
            if not found:
                found.append({})
            if after.strip():
                found[-1].setdefault(key, []).append(Text(after.strip(), text.place))
        elif (
            (_ITEM.match(text.text) and (not found or key != "goal" or not text.text[0].isdigit()))
            or not found
            or (key == "indicators" and found[-1].get("indicators") and len(text.text) <= _LONGEST_HEADING)
        ):
            found.append({"name": [text]})
            key = "name"
        else:
            found[-1].setdefault("goal" if key == "name" else key, []).append(text)
    return [_sub_goal(one) for one in found]


def _sub_goal(found: dict[str, list[Text]]) -> SubGoal:
    def whole(key: str) -> Text | None:
        texts = found.get(key, [])
        return Text("\n".join(text.text for text in texts), texts[0].place) if texts else None

    name = whole("name") or whole("goal") or whole("indicators")
    assert name is not None
    return SubGoal(name if found.get("name") else Text("", name.place), whole("goal"), whole("indicators"))
