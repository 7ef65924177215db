"""Where each row of a pasted block belongs: by code, by tiers and name, by name alone, by likeness, or by position.

Nothing is entered here. A row without a place stays in the list, for a person to give it one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from selfeval.core.evaluation import Evaluation
from selfeval.core.keys import key
from selfeval.core.model import AMOUNTS, Indicator, Project
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.row_match import LIKE_FROM, Blank, likeness, same_tiers
from selfeval.workspace.incoming.cells import Block, blocks_of
from selfeval.workspace.incoming.filled_down import Source, sources
from selfeval.workspace.incoming.matching import projects_of, with_unit
from selfeval.workspace.incoming.row import FACTS, Row
from selfeval.workspace.work.places import Place

_BLANK = Blank.ANY_WHERE_WANTED
MOST_COMPARED = 100_000
"""Pairs of names; beyond this nothing is proposed by likeness, which would take too long."""


class How(StrEnum):
    """How a row of a block found its place."""

    CODE = "code"
    PATH = "path"
    NAME = "name"
    ALIKE = "alike"
    POSITION = "position"
    HAND = "hand"
    FILE = "file"
    FILL = "fill"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a block.

    Attributes:
        number: its row in the block, from 1.
        shown: how the block names it, "" where it does not.
        values: texts by field.
        place: where it belongs, None while that is not known; `how` it was found, `likeness` of the names in percent.
        notes: what a person should know of it, such as a target that differs.
        budget: whether its values are facts of a project.
        row: the row as it was read, for giving it another place.
    """

    number: int
    shown: str
    values: tuple[tuple[str, str], ...]
    place: Place | None = None
    how: How = How.NONE
    likeness: int = 100
    notes: tuple[Message, ...] = ()
    budget: bool = False
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """So many indicators fit a row equally well."""

    count: int

    @property
    def message(self) -> Message:
        """In words."""
        return msg("{count} indicators could be meant.", count=self.count)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block with every row that holds something.

    Attributes:
        lines: the rows with values.
        columns: (heading, field) of the columns that are used; the heading is "" where there is none.
        supposed: whether the columns were told by what stands in them.
        notes: what was passed over, and what the person should know of the block as a whole.
        missing: the rows of the work that the block does not mention, where it names its rows.
    """

    lines: tuple[Line, ...]
    columns: tuple[tuple[str, str], ...]
    supposed: bool
    notes: tuple[Message, ...] = ()
    missing: tuple[Place, ...] = ()


def read_block(text: str, evaluation: Evaluation, below: Sequence[Place], project: str) -> Pasted:
    """The rows of a pasted text with their places.

    `below` are the indicators shown from the cursor on, for values without names; `project` is the one that is shown,
    which rows without a project mean first. `SelfEvalError` F408 where the text is too long.
    """
    blocks = blocks_of(text, evaluation)
    named = any({"tier3", *AMOUNTS} & set(block.columns) for block in blocks)
    if not named:
        return _by_position(blocks, below)
    found, notes = sources(blocks, evaluation)
    most = max((len(one.indicators) for one in evaluation.department.projects), default=0)
    propose = len(found) * most <= MOST_COMPARED
    lines = tuple(_placed(source, evaluation, project, propose=propose) for source in found)
    return Pasted(lines, _used(blocks), blocks[-1].supposed, notes, _missing(lines, evaluation))


def _used(blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    pairs = (
        pair
        for block in blocks
        for pair in zip(block.headings or ("",) * len(block.columns), block.columns, strict=False)
        if pair[1]
    )
    return tuple(dict.fromkeys(pairs))


def _by_position(blocks: Sequence[Block], below: Sequence[Place]) -> Pasted:
    """Values without names go to the rows from the cursor on, one by one; a blank cell enters nothing."""
    lines = []
    rows = [(block.first + at, block.columns, cells) for block in blocks for at, cells in enumerate(block.rows)]
    rows = [row for row in rows if row[1]]
    for offset, (number, columns, cells) in enumerate(rows):
        texts = dict(zip(columns, cells, strict=False))
        values = tuple((name, texts[name]) for name in FACTS if texts.get(name))
        if values and offset < len(below):
            lines.append(Line(number, "", values, below[offset], How.POSITION))
        elif values:
            note = msg("There are only {count} rows from the cursor on.", count=len(below))
            lines.append(Line(number, "", values, notes=(note,)))
    notes = [msg("The block names no rows: its values go to the rows from the cursor on, one by one.")]
    if len(rows) != len(below):
        text = msg("The block has {rows} rows; from the cursor on there are {count}.", rows=len(rows), count=len(below))
        notes.append(text)
    return Pasted(tuple(lines), _used(blocks), blocks[-1].supposed, tuple(notes))


def _missing(lines: Sequence[Line], evaluation: Evaluation) -> tuple[Place, ...]:
    there = {line.place for line in lines}
    touched = {line.place.project for line in lines if line.place and line.place.indicator}
    return tuple(
        place
        for project in evaluation.department.projects
        if project.id in touched
        for row in project.indicators
        if (place := Place(project.id, row.id)) not in there
    )


def _placed(source: Source, evaluation: Evaluation, shown: str, *, propose: bool) -> Line:
    """A row of the block as a line, with the likeliest place."""
    row, notes = source.row, source.notes
    line = Line(source.number, source.name, row.values, notes=notes, budget=row.budget, row=row)
    projects = projects_of(row, evaluation)
    if not projects:
        return replace(line, notes=(*notes, msg("No project of the workbook has this code or name.")))
    stated = bool(row.code or row.project)
    if row.budget:
        return _budget(line, projects, shown, stated=stated)
    found = _named(row, projects, shown, stated=stated)
    if isinstance(found, Several):
        return replace(line, notes=(*notes, found.message))
    if isinstance(found, Message):
        line = replace(line, notes=(*notes, found))
        return _alike(line, projects, shown, stated=stated) if propose else line
    project, item, how = found
    return at(replace(line, notes=(*notes, *_differences(row, item, how))), project, item, how)


def at(line: Line, project: Project, item: Indicator | None, how: How, likeness: int = 100) -> Line:
    """The line at a place; amounts of another unit of money keep their meaning."""
    row = line.row
    values = row.values if row is not None else line.values
    if row is not None:
        values = tuple((field, with_unit(text, field, row, project)) for field, text in values)
    place = Place(project.id, item.id if item else "")
    return replace(line, values=values, place=place, how=how, likeness=likeness)


def _budget(line: Line, projects: list[Project], shown: str, *, stated: bool) -> Line:
    if stated and len(projects) > 1:
        return replace(line, notes=(*line.notes, msg("{count} projects could be meant.", count=len(projects))))
    project = projects[0] if stated else next((one for one in projects if one.id == shown), projects[0])
    coded = line.row is not None and bool(line.row.code)
    return at(line, project, None, How.CODE if coded else How.NAME)


def _named(
    row: Row, projects: list[Project], shown: str, *, stated: bool
) -> tuple[Project, Indicator, How] | Several | Message:
    """The one indicator of this name, those of the shown project first; or why there is none."""
    if not row.tier3:
        return msg("This row names no indicator.")
    every = [(one, item) for one in projects for item in one.indicators if key(item.tier3) == key(row.tier3)]
    here = every if stated else [pair for pair in every if pair[0].id == shown] or every
    tiers = [pair for pair in here if same_tiers(row, pair[1], _BLANK)]
    best = tiers or here
    if len(best) > 1 and row.target:
        best = [pair for pair in best if key(pair[1].target) == key(row.target)] or best
    if not best:
        return msg("The workbook has no such indicator.")
    if len(best) > 1:
        return Several(len(best))
    told = bool(tiers) and bool(row.tier1 or row.tier2)
    how = How.NAME if not told else How.CODE if row.code else How.PATH
    return *best[0], how


def _differences(row: Row, item: Indicator, how: How) -> list[Message]:
    notes = []
    if how is How.NAME and (row.tier1 or row.tier2):
        tiers = "/".join(part for part in (item.tier1, item.tier2) if part)
        notes.append(msg("Here this indicator stands under other tiers: {tiers}.", tiers=tiers))
    if row.target and key(row.target) != key(item.target):
        notes.append(
            msg("The target in the block is “{there}”, here “{here}”.", there=row.target, here=item.target)
        )  # fmt: skip
    return notes


def _alike(line: Line, projects: list[Project], shown: str, *, stated: bool) -> Line:
    """The indicator with the likest name, as a proposal; the line as it is where several or none are like it."""
    row = line.row
    if row is None or not row.tier3:
        return line
    if not stated:
        projects = [one for one in projects if one.id == shown] or projects
    rated = sorted(
        (
            (
                likeness(row.tier3, item.tier3, least=LIKE_FROM),
                same_tiers(row, item, Blank.ANY_WHERE_WANTED),
                project,
                item,
            )
            for project in projects
            for item in project.indicators
        ),
        key=lambda found: found[:2],
        reverse=True,
    )
    if not rated or rated[0][0] < LIKE_FROM:
        return line
    percent, _, project, item = rated[0]
    note = msg("Named “{there}” in the block, {likeness}% alike; confirm that it is the same.",
               there=row.tier3, likeness=percent)  # fmt: skip
    return at(replace(line, notes=(*line.notes[:-1], note)), project, item, How.ALIKE, percent)


def moved(line: Line, evaluation: Evaluation, place: Place) -> Line:
    """The line given to another row by a person."""
    project = evaluation.department.project(place.project)
    item = next((row for row in project.indicators if row.id == place.indicator), None)
    return replace(at(line, project, item, How.HAND), notes=())
