"""Holds a workbook of targets that was written against what it was written from, text by text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import Department, Indicator, Project, SubGoal
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, msg
from selfeval.excel.book.kinds.xlsx import read_xlsx
from selfeval.excel.read import read_book

_COMPARE = msg("Compare the sheet with what it was made from.")
_HEAD = ("code", "name", "unit", "department", "purpose", "goals", "money_unit", "whole_department")
_ROW = ("tier1", "tier2", "tier3", "target", "description", "basis", "goal", "weight", "last_target", "last_actual",
        "last_score")  # fmt: skip


def read_back(data: bytes, path: Path) -> tuple[Department, tuple[Problem, ...]]:
    """The workbook in these bytes as any other is read; F632 where it is not. `path` names it in sentences."""
    try:
        return read_book(read_xlsx(data, path)).department, ()
    except SelfEvalError as error:
        message = msg("The workbook does not read back: {text}", text=error.message)
        return Department(), (Problem("F632", Severity.ERROR, message, error.hint, CellRef(path.name, "")),)


def differences(wanted: Department, read: Department) -> Iterator[Problem]:
    """F632 for each text that the workbook reads back otherwise."""
    for name in ("year", "overall_goal", "sub_goals", "safeguards"):
        before, after = _seen(getattr(wanted, name)), _seen(getattr(read, name))
        if before != after:
            yield _difference(wanted.name, name, before, read.cells.get(name))
    yield from in_projects(wanted.projects, read.projects)


def in_projects(wanted: Sequence[Project], read: Sequence[Project]) -> Iterator[Problem]:
    """The same for the projects alone."""
    if len(wanted) != len(read):
        message = msg("{count} projects were written, {read} read back.", count=len(wanted), read=len(read))
        yield Problem("F632", Severity.ERROR, message, _COMPARE)
        return
    for project, found in zip(wanted, read, strict=True):
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
