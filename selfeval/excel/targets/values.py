"""What a workbook of targets is made of: the department's part, and one sheet a project."""

from __future__ import annotations

from dataclasses import dataclass

from selfeval.core.model import Indicator, Project


@dataclass(frozen=True, slots=True)
class Line:
    """A text below a heading: beside its `label` where it has one, `bold` where it begins something."""

    text: str
    label: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, "" for texts without one, and what stands below it."""

    heading: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """What the workbook says of the department: its name, the title of the document, its cover, its headings."""

    name: str = ""
    title: str = ""
    cover: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """A column that the layout has no place of its own for: its header, and its text for each row."""

    header: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """One project.

    Attributes:
        project: head, budget and goals.
        name: what the sheet is called.
        title: the line above the table, "" for the usual one.
        rows: the indicators, in their order, those of the execution rate included.
        extra: further columns, each as long as `rows`.
        labels: other labels of the head with their values, such as 主管部门.
    """

    project: Project
    name: str
    title: str
    rows: tuple[Indicator, ...]
    extra: tuple[Extra, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
