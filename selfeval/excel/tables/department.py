"""Reads the sheet about the whole department, paragraphs or table: 总体绩效目标, 分项绩效目标, 工作保障措施."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selfeval.core.model import SubGoal
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef
from selfeval.core.units import MONEY_UNIT, money_unit
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.labels.labels import is_title, normal, title_subject, title_year
from selfeval.excel.tables.taking import Taker

_SECTIONS = {
    "overall": ("总体绩效目标", "部门总体绩效目标", "总体目标", "部门整体绩效目标"),
    "sub": ("分项绩效目标", "分项目标", "部门分项绩效目标"),
    "safeguards": ("工作保障措施", "保障措施"),
}
_HEADINGS = {word: key for key, words in _SECTIONS.items() for word in words}
_ITEM = lazy(r"^[（(][一二三四五六七八九十]+[）)]\s*|^\d+[.、．](?!\d)\s*")
_TOTAL = lazy(
    r"(?:共计|合计|总计|预算总额|总额为?)[:：]?\s{0,9}(?:人民币\s{0,9})?([\d,，.]+)\s{0,9}"
    rf"({MONEY_UNIT}|[万亿](?![一-鿿]))"
)
_LISTED = lazy(r"[、；;\n]+")
NAME = lazy(
    r"^(?:\d{3,12}\s*)?([一-鿿（）()]{2,40}"
    r"(?:局|委|部|院|办|办公室|中心|校|学|会|站|所|队|厅|处|社|馆|署|政府))(?:本级|机关)?$"
)


@dataclass
class Paragraph:
    """One line of text and the cell that it stands in."""

    text: str
    where: CellRef


@dataclass
class DepartmentText:
    """What a sheet says about the department; empty where it says nothing."""

    name: str = ""
    year: int | None = None
    overall_goal: str = ""
    budget_total: str = ""
    money_unit: str = ""
    sub_goals: list[SubGoal] = field(default_factory=list)
    safeguards: list[str] = field(default_factory=list)
    cells: dict[str, CellRef] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is any of it."""
        return bool(self.overall_goal or self.sub_goals or self.safeguards)


def read_department(grid: Grid, stop: int, taker: Taker) -> DepartmentText:
    """Read the rows above `stop`; nothing is found on a sheet without one of the three headings."""
    lines = list(_paragraphs(grid, stop, taker))
    if not any(section_of(line.text)[0] for line in lines):
        return DepartmentText()
    result, section, sub = DepartmentText(), "", _SubGoals()
    for line in lines:
        key, rest = section_of(line.text)
        if key:
            section = key
            result.cells.setdefault(key, line.where)
            line = Paragraph(rest, line.where)  # noqa: PLW2901 - the heading may hold the text as well
            if not rest:
                continue
        if not section:
            _read_title(line, result)
        elif section == "overall":
            result.overall_goal = f"{result.overall_goal}\n{line.text}".strip()
            result.cells.setdefault("overall_goal", line.where)
        elif section == "sub":
            sub.add(line)
        else:
            result.cells.setdefault(f"safeguard.{len(result.safeguards) + 1}", line.where)
            result.safeguards.append(line.text)
    result.sub_goals = sub.goals()
    _read_total(result)
    return result


def _paragraphs(grid: Grid, stop: int, taker: Taker) -> Iterator[Paragraph]:
    for row in grid.rows:
        if row >= stop:
            return
        for column in grid.by_row[row]:
            text = taker.take("line", row, column)
            for line in text.split("\n"):
                if line.strip():
                    yield Paragraph(line.strip(), grid.ref(row, column))


def section_of(text: str) -> tuple[str, str]:
    """The section that a line begins, and the rest of the line; ("", "") for other lines."""
    key = _HEADINGS.get(normal(text))
    if key:
        return key, ""
    before, colon, after = text.replace("：", ":", 1).partition(":")
    key = _HEADINGS.get(normal(before)) if colon else None
    return (key, after.strip()) if key else ("", "")


def _read_title(line: Paragraph, result: DepartmentText) -> None:
    if result.year is None and (year := title_year(line.text)):
        result.year = year
        result.cells["year"] = line.where
    text = "".join(line.text.split()).removeprefix("部门名称：").removesuffix("编制")
    if is_title(text):
        text = title_subject(text)
    found = NAME.match(text)
    if found and not result.name:
        result.name = found[1]
        result.cells["name"] = line.where


def _read_total(result: DepartmentText) -> None:
    total, unit = total_in(result.overall_goal)
    if total:
        result.budget_total, result.money_unit = total, unit
        result.cells["budget_total"] = result.cells["overall_goal"]


def total_in(text: str) -> tuple[str, str]:
    """The total of a department's goal and its unit: `…，共计365万元` → `365`, `万元`; ("", "") where it has none."""
    found = _TOTAL.search(text)
    return (found[1].strip("，."), money_unit(found[2])) if found else ("", "")


class _SubGoals:
    """Puts 分项绩效目标 together from lines: a name, 绩效目标, 绩效指标; the labels may have cells of their own."""

    def __init__(self) -> None:
        self._items: list[dict[str, str]] = []
        self._places: list[CellRef] = []
        self._key = "name"

    def add(self, line: Paragraph) -> None:
        """One more line."""
        before, colon, after = line.text.replace("：", ":", 1).partition(":")
        label = {"绩效目标": "goal", "绩效指标": "indicators"}.get(normal(before if colon else line.text))
        if label:
            self._key = label
            if not self._items:
                self._begin("", line)
            if after.strip():
                self._append(after.strip())
        elif _ITEM.match(line.text) or (self._key == "indicators" and self._items[-1].get("indicators")):
            self._begin(_ITEM.sub("", line.text), line)
        elif not self._items:
            self._begin(line.text, line)
        else:
            self._append(line.text)

    def _begin(self, name: str, line: Paragraph) -> None:
        self._items.append({"name": name})
        self._places.append(line.where)
        self._key = "name"

    def _append(self, text: str) -> None:
        item = self._items[-1]
        key = "goal" if self._key == "name" else self._key
        item[key] = f"{item[key]}\n{text}" if item.get(key) else text

    def goals(self) -> list[SubGoal]:
        """All of them."""
        return [
            SubGoal(
                name=item["name"],
                goal=item.get("goal", ""),
                indicators=tuple(part.strip() for part in _LISTED.split(item.get("indicators", "")) if part.strip()),
                where=place,
            )
            for item, place in zip(self._items, self._places, strict=True)
        ]
