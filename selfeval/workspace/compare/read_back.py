"""Holds a workbook of targets that was written against what it was written from, text by text."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import Department, Indicator, Project, SubGoal
from selfeval.core.problems import CellRef, Problem, Severity, msg

_COMPARE = msg("Compare the sheet with last year's workbook.")
_HEAD = ("code", "name", "unit", "department", "purpose", "goals", "money_unit", "whole_department")
_ROW = ("tier1", "tier2", "tier3", "target", "description", "basis", "goal", "weight", "last_target", "last_actual",
        "last_score")  # fmt: skip


def differences(wanted: Department, read: Department) -> Iterator[Problem]:
    """F632 for each text that the workbook reads back otherwise."""
    if len(wanted.projects) != len(read.projects):
        message = msg("{count} projects were written, {read} read back.", count=len(wanted.projects),
                      read=len(read.projects))  # fmt: skip
        yield Problem("F632", Severity.ERROR, message, _COMPARE)
        return
    for name in ("year", "overall_goal", "sub_goals", "safeguards"):
        before, after = _seen(getattr(wanted, name)), _seen(getattr(read, name))
        if before != after:
            yield _difference(wanted.name, name, before, read.cells.get(name))
    for project, found in zip(wanted.projects, read.projects, strict=True):
        yield from _in_project(project, found)


def _in_project(wanted: Project, read: Project) -> Iterator[Problem]:
    for name in _HEAD:
        before, after = _seen(getattr(wanted, name)), _seen(getattr(read, name))
        if before != after:
            yield _difference(wanted.title, name, before, read.where(name))
    plan = {key: text for key, text in wanted.budget.items() if key.startswith("plan.")}
    for key, text in plan.items():
        if _seen(text).rstrip("%％") != _seen(read.budget.get(key, "")).rstrip("%％"):
            yield _difference(wanted.title, key, text, read.where(key))
    if len(wanted.indicators) != len(read.indicators):
        message = msg("“{name}”: {count} indicators were written, {read} read back.", name=wanted.title,
                      count=len(wanted.indicators), read=len(read.indicators))  # fmt: skip
        yield Problem("F632", Severity.ERROR, message, _COMPARE, CellRef(read.sheet, ""), project=read.id)
        return
    for row, found in zip(wanted.indicators, read.indicators, strict=True):
        yield from _in_row(row, found)


def _in_row(wanted: Indicator, read: Indicator) -> Iterator[Problem]:
    for name in _ROW:
        before, after = _seen(getattr(wanted, name)), _seen(getattr(read, name))
        if before != after:
            yield _difference(wanted.tier3, name, before, read.where(name))
    if _seen(wanted.carried_reading) != _seen(read.reading or read.carried_reading):
        yield _difference(wanted.tier3, "reading", wanted.carried_reading, read.where("carried_reading"))


def _difference(name: str, what: str, text: str, where: CellRef | None) -> Problem:
    message = msg("“{name}”: {what} reads back otherwise.", name=name, what=FACT_LABELS.get(what, what))
    return Problem("F632", Severity.WARNING, message, _COMPARE, where, text)


def _seen(value: object) -> str:
    """A value as it is seen in a cell, blanks aside."""
    if isinstance(value, tuple):
        return "\n".join(_seen(one) for one in value)
    if isinstance(value, SubGoal):
        return _seen((value.name, value.goal, value.indicators))
    return "" if value is None else "".join(str(value).split())
