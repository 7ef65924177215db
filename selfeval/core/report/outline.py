"""What a report consists of, as values: the sections of an outline, and what stands in each.

An outline is data beside the rule packs (`scoring_rules/outlines/*.toml`). Its sentences hold placeholders, `{total}`,
for the facts of `facts.py`; everything else in them is written as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from selfeval.core.patterns import lazy

PLACEHOLDER = lazy(r"\{([^{}]*)\}")
"""A fact in a sentence of an outline."""


class Scope(StrEnum):
    """What one report is about."""

    PROJECT = "project"
    DEPARTMENT = "department"
    UNITS = "units"


class TableName(StrEnum):
    """The tables that an outline can ask for."""

    FUNDS = "funds"
    INDICATORS = "indicators"
    DEVIATIONS = "deviations"
    SPENDING = "spending"
    PROJECTS = "projects"
    UNITS = "units"


class ChartName(StrEnum):
    """The charts that an outline can ask for."""

    SPENDING = "spending"
    TIERS = "tiers"


class ListName(StrEnum):
    """Sentences whose number depends on the evaluation: goals of the year, where points were lost and why."""

    GOALS = "goals"
    REASONS = "reasons"
    SAFEGUARDS = "safeguards"
    SURVEYS = "surveys"


TABLES_OF = {
    Scope.PROJECT: frozenset({TableName.FUNDS, TableName.INDICATORS, TableName.DEVIATIONS, TableName.SPENDING}),
    Scope.DEPARTMENT: frozenset({TableName.PROJECTS, TableName.INDICATORS, TableName.DEVIATIONS}),
    Scope.UNITS: frozenset({TableName.UNITS}),
}
"""Tables that are about one project, about a department (of its own form where it has one), about several units."""

LISTS_OF = {
    Scope.PROJECT: frozenset({ListName.GOALS, ListName.REASONS, ListName.SURVEYS}),
    Scope.DEPARTMENT: frozenset({ListName.SAFEGUARDS, ListName.REASONS, ListName.SURVEYS}),
    Scope.UNITS: frozenset[ListName](),
}
CHARTS_OF = {
    Scope.PROJECT: frozenset(ChartName),
    Scope.DEPARTMENT: frozenset({ChartName.TIERS}),
    Scope.UNITS: frozenset[ChartName](),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One thing in a section; of `text`, `fact`, `table`, `chart` and `lines` at most one is not blank.

    Attributes:
        text: a paragraph with placeholders.
        fact: name of a fact that is a paragraph by itself.
        tier: the 一级指标 whose indicators the table `indicators` has; "" for all.
        gap: what a person has to write: alone a marked gap, beside `fact` what is asked where the fact is blank.
    """

    text: str = ""
    fact: str = ""
    table: TableName | None = None
    tier: str = ""
    chart: ChartName | None = None
    lines: ListName | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it.

    Attributes:
        title: the heading without its number; may hold placeholders.
        level: 1 for 一、, 2 for （一）, 3 for 1.
        each: whether it is written once for each project (or unit) of what the report is about.
        when: name of a fact; where that is blank the section is left out.
    """

    title: str
    level: int = 1
    each: Scope | None = None
    when: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """One kind of report.

    Attributes:
        heading: title of the report, with placeholders.
        sha256: of the file, for the record that the document keeps.
        source: where this division of the report is seen, "" where nobody says.
    """

    id: str
    title: str
    scope: Scope
    heading: str
    sections: tuple[Section, ...]
    sha256: str = ""
    source: str = ""


def placeholders(text: str) -> Iterator[str]:
    """Names in braces, in the order of the text."""
    return (found.group(1).strip() for found in PLACEHOLDER.finditer(text))


def scope_of(outline_scope: Scope, each: Scope | None) -> Scope:
    """What the facts of a section are about."""
    return each or outline_scope


EACH_OF = {
    Scope.PROJECT: frozenset[Scope](),
    Scope.DEPARTMENT: frozenset({Scope.PROJECT}),
    Scope.UNITS: frozenset({Scope.DEPARTMENT}),
}
"""What a report can go through one by one."""
