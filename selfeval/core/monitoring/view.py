"""A month as if it were the year's end: the same targets and readings, with what was reached by then as outcomes.

So a month's outcome is read, converted and held against its target by the very rules of the self-evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import AMOUNTS, SOURCES
from selfeval.core.monitoring.fields import field

_EXECUTED = AMOUNTS[-1]
_YEARS_END = ("share", "reason", "evidence", "deduction")
"""Facts of an indicator that speak of its outcome at the end of the year."""


def month_view(evaluation: Evaluation, month: int) -> Evaluation:
    """The evaluation with what was spent and reached by the end of a month, and nothing of the year's end."""
    return _view(evaluation, month, "executed", "actual")


def expected_view(evaluation: Evaluation, month: int) -> Evaluation:
    """The evaluation with what was expected of the whole year at the end of a month."""
    return _view(evaluation, month, "forecast", "forecast")


def _view(evaluation: Evaluation, month: int, money: str, outcome: str) -> Evaluation:
    facts = {**evaluation.facts, **dict(_facts(evaluation, month, money, outcome))}
    return replace(evaluation, facts=MappingProxyType(facts), done=(), undone=())


def _facts(evaluation: Evaluation, month: int, money: str, outcome: str) -> Iterator[tuple[FactKey, str]]:
    for project in evaluation.department.listed:
        for part in ("", *(f".{source}" for source in SOURCES)):
            said = evaluation.value(project, field(month, f"{money}{part}"))
            yield FactKey(project.id, "", f"{_EXECUTED}{part}"), said
        yield FactKey(project.id, "", "finished"), ""
        for row in project.indicators:
            said = evaluation.indicator_value(project, row, field(month, outcome))
            yield FactKey(project.id, row.id, "actual"), said
            for name in _YEARS_END:
                yield FactKey(project.id, row.id, name), ""
