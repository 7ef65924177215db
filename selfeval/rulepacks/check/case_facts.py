"""The facts of worked cases as projects, and what came out beside what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.model import Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.rulepacks.form.caseform import ProjectFacts, RowCase


def as_project(name: str, facts: ProjectFacts) -> Project:
    """A project of a case."""
    rows = tuple(as_indicator(number, row) for number, row in enumerate(facts.indicators, start=1))
    return Project(
        id=name,
        sheet=name,
        title=name,
        money_unit=facts.money_unit,
        budget=facts.budget,
        finished=facts.finished,
        review_grade=facts.review_grade,
        indicators=rows,
        whole_department=facts.whole_department,
    )


def as_indicator(number: int, row: RowCase) -> Indicator:
    """A row of a case."""
    return Indicator(
        id=f"i{number}",
        tier1=row.tier1,
        tier2=row.tier2,
        tier3=row.name,
        target=row.target,
        weight=row.weight,
        actual=row.actual,
        share=row.share,
        not_applicable=row.not_applicable,
        deduction=row.deduction,
        goal=row.goal,
    )


def listed(values: tuple[Decimal | None, ...]) -> str:
    """Numbers as one text."""
    return ", ".join(shown(value) for value in values)


def shown(value: Decimal | None) -> str:
    """A number, a dash for none."""
    return "—" if value is None else plain(value)


def same(name: str, expected: str, found: str) -> Iterator[Message]:
    """The sentence for what came out otherwise than expected; nothing where it did not."""
    if expected != found:
        yield msg("{name}: {expected} expected, {found} found", name=name, expected=expected or "—", found=found or "—")
