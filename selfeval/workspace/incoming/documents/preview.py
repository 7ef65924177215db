"""What was read from a document as a list to look through: doubts first, then what has no place, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selfeval.core.problems import Message, Problem, Severity, msg
from selfeval.document.recognised.department import sub_goals
from selfeval.document.recognised.found import ProjectPart, Targets, Text
from selfeval.document.values import Place
from selfeval.workspace.incoming.documents.targets import Imported

HEADING, SECTION, COVER = msg("heading"), msg("section"), msg("cover")
_BUDGET = {"initial": msg("budget"), "initial.fiscal": msg("fiscal"), "initial.other": msg("other money")}


@dataclass(frozen=True, slots=True)
class Read:
    """One line of the list.

    Attributes:
        key: unique in the list.
        page, line: where it stands, 0 where the document knows none.
        what: what it is: a finding's sentence, a field, `not placed`.
        text: what was read.
        severity: of a finding, None elsewhere.
        hint: of a finding.
        project: whose it is, "" for the department.
    """

    key: str
    page: int
    line: int
    what: Message
    text: str
    severity: Severity | None = None
    hint: Message | None = None
    project: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look at it."""
        return self.severity is not None


def preview(imported: Imported) -> tuple[Read, ...]:
    """Everything of a document, in the order in which it is to be looked at."""
    targets = imported.targets
    lines = [*_doubts(imported.doubts), *_unplaced(targets), *_department(targets)]
    for part in targets.projects:
        lines += _project(part)
    return tuple(
        Read(f"{number}", one.page, one.line, one.what, one.text, one.severity, one.hint, one.project)
        for number, one in enumerate(lines)
    )


def _read(place: Place | None, what: Message, text: str, project: str = "") -> Read:
    return Read("", place.page if place else 0, place.line if place else 0, what, text, project=project)


def _doubts(problems: tuple[Problem, ...]) -> Iterator[Read]:
    for problem in problems:
        place = Place.of(problem.where.cell) if problem.where else None
        page, line = place or (0, 0)
        yield Read("", page, line, problem.message, problem.input, problem.severity, problem.hint)


def _unplaced(targets: Targets) -> Iterator[Read]:
    for item in targets.unplaced:
        hint = msg("It is not in the workbook. Enter it there if it belongs to the targets.")
        yield Read("", item.place.page, item.place.line, msg("not placed"), item.text, Severity.WARNING, hint)


def _department(targets: Targets) -> Iterator[Read]:
    part = targets.department
    if part.title is not None:
        yield _read(part.title.place, msg("title of the document"), part.title.text)
    for text in part.cover:
        yield _read(text.place, COVER, text.text)
    for section in part.sections:
        if section.heading is not None:
            yield _read(section.heading.place, HEADING, section.heading.text)
        texts = [_text for goal in sub_goals(section) for _text in (goal.name, goal.goal, goal.indicators)]
        for one in texts if section.key == "sub" else section.texts:
            if isinstance(one, Text) and one.text:
                yield _read(one.place, SECTION, one.text)


def _project(part: ProjectPart) -> Iterator[Read]:
    project, places, name = part.project, part.places, part.name
    yield _read(places.get("title"), msg("table"), part.title or name, name)
    fields = (
        (msg("code"), "code", project.code),
        (msg("name"), "name", project.name),
        (msg("unit"), "unit", project.unit),
    )
    for what, key, text in fields:
        if text:
            yield _read(places.get(key), what, text, name)
    for key, text in project.budget.items():
        what = _BUDGET.get(key) or msg("plan, {month}", month=key.partition(".")[2] or key)
        yield _read(places.get(key), what, text, name)
    if project.purpose:
        yield _read(places.get("purpose"), msg("purpose"), project.purpose, name)
    for goal in project.goals:
        yield _read(places.get("goals"), msg("goal"), goal, name)
    for number, row in enumerate(part.rows, start=1):
        text = " | ".join(
            one for one in (row.tier1, row.tier2, row.tier3, row.target, row.description, row.basis) if one
        )
        yield _read(places.get(f"row.{number}"), msg("indicator"), text, name)
