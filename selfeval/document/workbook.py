"""What was recognised as a workbook of targets: which texts go below which headings, which project on which sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval.document.recognised.department import sub_goals
from selfeval.document.recognised.found import DepartmentPart, ProjectPart, Section
from selfeval.excel.targets.values import Line, Overview, TargetSheet
from selfeval.excel.targets.values import Section as Written
from selfeval.excel.targets.write import target_workbook


def made(department: DepartmentPart, projects: Sequence[ProjectPart]) -> tuple[bytes, list[str]]:
    """The bytes of the workbook, and every text and number that it holds, as it is seen."""
    return target_workbook(_overview(department), [_sheet(part) for part in projects])


def _overview(department: DepartmentPart) -> Overview:
    title = department.title.text if department.title else ""
    cover = tuple(text.text for text in department.cover)
    # Headings of other kinds first: the reader takes what follows one of the three as its text.
    sections = sorted(department.sections, key=lambda one: bool(one.key))
    return Overview(department.name, title, cover, tuple(_section(one) for one in sections))


def _section(section: Section) -> Written:
    heading = section.heading.text if section.heading else ""
    if section.key == "sub":
        return Written(heading, tuple(_sub_goals(section)))
    return Written(heading, tuple(Line(text.text) for text in section.texts))


def _sub_goals(section: Section) -> Iterator[Line]:
    for goal in sub_goals(section):
        if goal.name.text:
            yield Line(goal.name.text, bold=True)
        for label, text in (("绩效目标", goal.goal), ("绩效指标", goal.indicators)):
            if text is not None:
                yield Line(text.text, label)


def _sheet(part: ProjectPart) -> TargetSheet:
    return TargetSheet(part.project, part.name, part.title, part.rows, part.extra, part.labels)
