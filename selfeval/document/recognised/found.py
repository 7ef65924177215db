"""What was recognised in a document, as values: the department's part and the projects, each with its places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from selfeval.core.model import Indicator, Project
from selfeval.core.problems import Problem
from selfeval.document.values import Document, Place
from selfeval.excel.targets.values import Extra


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of contents: what it names, the page that it says, and where it stands."""

    title: str
    page: str
    place: Place


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its place."""

    text: str
    place: Place


@dataclass
class Section:
    """A heading of the department's part with what stands below it.

    Attributes:
        key: `overall`, `sub` or `safeguards`, "" for other headings.
        heading: as printed; None for texts before the first one.
    """

    key: str
    heading: Text | None
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SubGoal:
    """One of the 分项绩效目标: its line with the number, its goal, and the indicators as printed."""

    name: Text
    goal: Text | None = None
    indicators: Text | None = None
    more: tuple[Text, ...] = ()


@dataclass
class DepartmentPart:
    """The department's part of a document."""

    name: str = ""
    title: Text | None = None
    year: int | None = None
    cover: list[Text] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def section(self, key: str) -> Section | None:
        """The first section of a kind."""
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """One project of a document.

    Attributes:
        project: what its table says.
        title: of the table, as printed without blanks; "" where there is none.
        rows: its indicators, in their order, those of the execution rate included.
        extra: columns that are carried along.
        places: where each field of the project stands, `title` included, and each row (`row.1` …).
        labels: other labels of the head with their values, such as 主管部门.
    """

    project: Project
    title: str
    rows: tuple[Indicator, ...]
    extra: tuple[Extra, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What to call it: its name, or what its title speaks of."""
        return self.project.name or self.project.title


class Why(StrEnum):
    """Why a text has no place in the workbook."""

    LOOSE = "loose"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the document that is not in the workbook."""

    text: str
    place: Place
    why: Why


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts held against each other, as decimal texts in `unit`; None where the document does not say it."""

    stated: str | None
    added: str | None
    unit: str
    parts: tuple[tuple[str, str, str | None], ...] = ()
    """Name, amount of the table, amount that the department's goal states for it."""
    agree: bool | None = None


@dataclass(frozen=True)
class Targets:
    """All of it.

    Attributes:
        entries: the list of contents.
        doubts: what a person should look at, worst first.
        unplaced: what could not be placed.
    """

    document: Document
    department: DepartmentPart
    projects: tuple[ProjectPart, ...]
    entries: tuple[Entry, ...]
    sums: Sums
    doubts: tuple[Problem, ...]
    unplaced: tuple[Unplaced, ...]
