"""The workbook as it was read, as notes of the journal: a head, and parts of a few projects each.

One note for all would be one call into JSON for a thousand projects, which nothing else in the program can interrupt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from selfeval.core.model import Department, Project
from selfeval.core.problems import Problem
from selfeval.store.journal import codec

Notes: TypeAlias = Iterator[tuple[str, str]]
_EACH = 20
"""Projects, and findings, in one part."""


def notes(key: str, department: Department, problems: tuple[Problem, ...], *facts: str | int) -> Notes:
    """Key and text of each note, the head first; `facts` come back as they are."""
    count = -(-max(len(department.projects), len(problems)) // _EACH)
    yield key, codec.to_json((replace(department, projects=()), count, facts))
    for number in range(count):
        part = slice(number * _EACH, (number + 1) * _EACH)
        yield f"{parts(key)}{number}", codec.to_json((department.projects[part], problems[part]))


def parts(key: str) -> str:
    """How the keys of the parts begin."""
    return f"{key}/"


def read(
    key: str, note: Callable[[str], str | None]
) -> tuple[Department, tuple[Problem, ...], tuple[object, ...]] | None:
    """Department, findings and facts from the notes that `note` finds; None where another version has kept them."""
    try:
        match codec.from_json(note(key) or "", tuple):
            case (Department() as head, int(count), tuple() as facts):
                projects: list[Project] = []
                problems: list[Problem] = []
                for number in range(count):
                    some, found = codec.from_json(note(f"{parts(key)}{number}") or "", tuple)
                    if not (_all(Project, some) and _all(Problem, found)):
                        return None
                    projects += some
                    problems += found
                return replace(head, projects=tuple(projects)), tuple(problems), facts
    except (ValueError, TypeError):
        return None
    return None


def _all(kind: type, values: object) -> bool:
    return isinstance(values, tuple) and all(type(value) is kind for value in values)
