"""Three ways: the workbook as the work knew it, the workbook as it lies on the disk now, and what was entered.

Pure. Nothing is moved or overwritten here: the comparison says what differs and which entries it concerns, and
`assign` and `give_way` make the values of a step for what a person then decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from selfeval.core.evaluation import (
    INDICATOR_FIELDS,
    PROJECT_FIELDS,
    PROJECT_TEXTS,
    Evaluation,
    FactKey,
    indicator_default,
    project_default,
)
from selfeval.core.model import CHECKPOINTS, Department, Indicator, Project
from selfeval.core.records import dataclass
from selfeval.core.row_match import LIKE_FROM, likeness, same_tiers

ROW_FIELDS = (
    *("target", "weight", "description", "basis", "actual", "share", "reason", "evidence", "not_applicable"),
    "deduction",
    "survey",
)
"""Cells of an indicator that are compared; the tiers and the name are what it is found by."""

_PLANS = tuple(f"plan.{month}" for month in CHECKPOINTS)
_MONEY = (*(name for name in PROJECT_FIELDS if name not in PROJECT_TEXTS), *_PLANS)


class How(StrEnum):
    """What happened to a row or a project."""

    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: the text before and now, and what was entered in its place (None: nothing, the workbook counts)."""

    field: str
    old: str
    new: str
    entered: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is no longer as it was.

    Attributes:
        project, indicator: where it stands now, or stood if it is gone; indicator "" for the project itself.
        title, name: what the project and the row are called there.
        was: the indicator's id before, of a renamed row; "" otherwise.
        cells: what differs.
        entries: what was entered on it: of a row that is gone or renamed everything, else what a changed cell concerns.
    """

    how: How
    project: str
    indicator: str
    title: str
    name: str
    was: str = ""
    was_name: str = ""
    cells: tuple[CellChange, ...] = ()
    entries: tuple[tuple[FactKey, str], ...] = ()

    @property
    def stranded(self) -> bool:
        """Whether entries hang on a row that the workbook no longer has."""
        return self.how in {How.REMOVED, How.RENAMED} and bool(self.entries)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, the rows with stranded entries first, then in the order of the workbook."""

    rows: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def stranded(self) -> tuple[RowChange, ...]:
        """The rows whose entries belong to nothing any more."""
        return tuple(row for row in self.rows if row.stranded)

    def count(self, how: How) -> int:
        """How many rows of this kind."""
        return sum(row.how is how for row in self.rows)


def compare(before: Department, now: Department, facts: Mapping[FactKey, str]) -> Comparison:
    """Compare two readings of a workbook; `facts` are what was entered."""
    entered: dict[tuple[str, str], list[tuple[FactKey, str]]] = {}
    for key, text in facts.items():
        entered.setdefault((key.project, key.indicator), []).append((key, text))
    old = {project.id: project for project in before.projects}
    new = {project.id for project in now.projects}
    rows: list[RowChange] = []
    for project in now.projects:
        rows += _project(old.get(project.id), project, entered)
    for project in before.projects:
        if project.id not in new:
            rows += _gone(project, entered)
    return Comparison(tuple(sorted(rows, key=lambda row: not row.stranded)))


_Entered = Mapping[tuple[str, str], list[tuple[FactKey, str]]]


def _gone(project: Project, entered: _Entered) -> Iterator[RowChange]:
    """A project that is no longer there, and each of its rows that something was entered on."""
    own = tuple(entered.get((project.id, ""), ()))
    yield RowChange(How.REMOVED, project.id, "", project.title, "", entries=own)
    for row in project.indicators:
        if facts := entered.get((project.id, row.id)):
            yield RowChange(How.REMOVED, project.id, row.id, project.title, row.tier3, entries=tuple(facts))


def _project(before: Project | None, now: Project, entered: _Entered) -> Iterator[RowChange]:
    if before is None:
        yield RowChange(How.ADDED, now.id, "", now.title, "")
        return
    cells = _differences(_project_cells(before), _project_cells(now), dict(entered.get((now.id, ""), ())))
    if cells:
        yield RowChange(How.CHANGED, now.id, "", now.title, "", cells=cells, entries=_concerned(cells, now.id, ""))
    old = {row.id: row for row in before.indicators}
    kept = {row.id for row in now.indicators}
    missing = [row for row in before.indicators if row.id not in kept]
    renamed = _renamed(missing, [row for row in now.indicators if row.id not in old])
    for row in now.indicators:
        yield from _row(now, row, old.get(row.id), renamed.get(row.id), entered)
    taken = {row.id for row in renamed.values()}
    for row in missing:
        if row.id not in taken:
            facts = tuple(entered.get((now.id, row.id), ()))
            yield RowChange(How.REMOVED, now.id, row.id, now.title, row.tier3, entries=facts)


def _row(
    project: Project, row: Indicator, same: Indicator | None, was: Indicator | None, entered: _Entered
) -> Iterator[RowChange]:
    place = (project.id, row.id)
    if was is not None:
        facts = tuple(entered.get((project.id, was.id), ()))
        cells = _differences(_cells(was), _cells(row), dict(facts))
        yield RowChange(How.RENAMED, *place, project.title, row.tier3, was.id, was.tier3, cells, facts)
    elif same is None:
        yield RowChange(How.ADDED, *place, project.title, row.tier3)
    elif cells := _differences(_cells(same), _cells(row), dict(entered.get(place, ()))):
        yield RowChange(How.CHANGED, *place, project.title, row.tier3, cells=cells, entries=_concerned(cells, *place))


def _renamed(missing: list[Indicator], fresh: list[Indicator]) -> dict[str, Indicator]:
    """New ids with the old row each is likely to be: under the same tiers the likest names, each used once.

    A row whose target stayed the same to the letter may have quite another name if its cell did not move.
    """
    pairs = sorted(
        ((_score(old, new), -place, -number) for number, old in enumerate(missing) for place, new in enumerate(fresh)),
        reverse=True,
    )
    found: dict[str, Indicator] = {}
    used: set[str] = set()
    for score, place, number in pairs:
        old, new = missing[-number], fresh[-place]
        if score >= LIKE_FROM and new.id not in found and old.id not in used:
            found[new.id] = old
            used.add(old.id)
    return found


def _score(old: Indicator, new: Indicator) -> int:
    like = likeness(old.tier3, new.tier3)
    if not same_tiers(old, new):
        return like if like == 100 else 0  # moved to another tier under its own name
    stayed = old.target == new.target and old.cells.get("tier3") == new.cells.get("tier3") is not None
    return max(like, LIKE_FROM) if stayed else like


def _cells(row: Indicator) -> dict[str, str]:
    return {name: row_text(row, name) for name in ROW_FIELDS}


def row_text(row: Indicator, name: str) -> str:
    """A cell of an indicator as text, "" where it is blank."""
    return indicator_default(row, name).strip()


def _project_cells(project: Project) -> dict[str, str]:
    money = {name: project.budget.get(name, "").strip() for name in _MONEY}
    return money | {
        "title": project.title,
        "money_unit": project.money_unit,
        "goals": "\n".join(project.goals),
        **{name: project_default(project, name) for name in PROJECT_TEXTS},
    }


def _differences(
    old: Mapping[str, str], new: Mapping[str, str], facts: Mapping[FactKey, str]
) -> tuple[CellChange, ...]:
    texts = {key.field: text for key, text in facts.items()}
    cells = [CellChange(name, old[name], new[name], texts.get(name)) for name in new if old[name] != new[name]]
    # A reading that a person confirmed, or an outcome already entered, was given for the target as it stood before.
    return tuple(
        CellChange(cell.field, cell.old, cell.new, texts.get("reading") or texts.get("actual"))
        if cell.field == "target"
        else cell
        for cell in cells
    )


def _concerned(cells: tuple[CellChange, ...], project: str, indicator: str) -> tuple[tuple[FactKey, str], ...]:
    return tuple((FactKey(project, indicator, cell.field), cell.entered) for cell in cells if cell.entered is not None)


# -- what a person decides


def assign(
    evaluation: Evaluation, entries: Iterable[tuple[FactKey, str]], project: str, indicator: str
) -> list[tuple[FactKey, str | None]]:
    """The values of the step that puts entries of a row that is gone on another row.

    What was entered on that other row stays as it is, and so does the entry that would have overwritten it.
    """
    fields = INDICATOR_FIELDS if indicator else PROJECT_FIELDS
    values: list[tuple[FactKey, str | None]] = []
    for key, text in entries:
        there = FactKey(project, indicator, key.field)
        if key.field in fields and there not in evaluation.facts and evaluation.facts.get(key) == text:
            values += [(there, text), (key, None)]
    return values


def lost(evaluation: Evaluation) -> dict[tuple[str, str], tuple[tuple[FactKey, str], ...]]:
    """Entries by (project, indicator) whose row the workbook does not have."""
    rows = {("", "")}
    for project in evaluation.department.projects:
        rows |= {(project.id, ""), *((project.id, row.id) for row in project.indicators)}
    found: dict[tuple[str, str], tuple[tuple[FactKey, str], ...]] = {}
    for key, text in evaluation.facts.items():
        place = (key.project, key.indicator)
        if place not in rows:
            found[place] = (*found.get(place, ()), (key, text))
    return found
