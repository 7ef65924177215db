"""What the rows of a paste or a file would change: old and new texts, how each is read and scored, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from selfeval.core.checks.findings import project_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.evaluation import Evaluation, FactKey, Step
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.readings import ActualKind
from selfeval.core.records import dataclass
from selfeval.core.scoring.assessment import rescored
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.workspace.incoming.paste import How, Line
from selfeval.workspace.incoming.row import Values
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.outcomes import FROM_FILES, with_following
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.slips import FINDINGS, budget_slip, slip_in
from selfeval.workspace.work.workspace import Workspace

_BROKEN = lazy(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)")
"""What a spreadsheet shows in place of a value: errors, and numbers wider than their column."""
_ELSEWHERE = frozenset({"A108"})
"""Findings that no value of the block can settle or cause."""
DOUBTFUL = frozenset({How.ALIKE})


class State(StrEnum):
    """What a person has to do about a row."""

    FITS = "fits"
    SAME = "same"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Fact:
    """One text that would change: what stands there now, and what would."""

    key: FactKey
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A row with everything that is known about it.

    Attributes:
        facts: what it states, whether or not it changes anything; empty without a place.
        scored: the indicator as it would score, None for the budget or without a place.
        problems: what a reviewer would object to in the new values.
        notes: what else to know, the most important first.
        cleared: facts that an outcome takes away: an old share, the mark of not applying.
        again: whether an earlier row gives the same.
    """

    line: Line
    facts: tuple[Fact, ...] = ()
    scored: Scored | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Message, ...] = ()
    cleared: tuple[FactKey, ...] = ()
    state: State = State.BAD
    again: bool = False

    @property
    def wanted(self) -> bool:
        """Whether it is taken unless a person leaves it out."""
        unlike = self.line.how is How.FILL and bool(self.line.notes)
        asked = unlike or any(problem.code in FINDINGS for problem in self.problems)
        return self.state in {State.FITS, State.LOOK} and self.line.how not in DOUBTFUL and not self.again and not asked


Take = Callable[[Sequence[Seen], Collection[int]], Step | None]
"""Enters the ticked ones of the lines seen; None where nothing was entered."""


def look(workspace: Workspace, lines: Sequence[Line]) -> tuple[Seen, ...]:
    """Every line with what it would change. Nothing is entered."""
    first = _firsts(lines)
    evaluation = workspace.evaluation
    values: dict[FactKey, str] = {}
    for line in lines:
        if line.place is not None and first[line.place, line.values[0][0]] is line:
            _give(values, _values(workspace, line))
    step = evaluation.step(values.items())
    trial = evaluation.enter(step) if step else evaluation
    touched = {line.place.project for line in lines if line.place}
    results = {one: rescored(trial, workspace.result(one), workspace.pack) for one in touched}
    problems = {one: _objections(workspace, trial, result) for one, result in results.items()}
    return tuple(_seen(workspace, line, first, results, problems) for line in lines)


def _give(values: dict[FactKey, str], more: Mapping[FactKey, str]) -> None:
    """Add what is not given yet."""
    for key, text in more.items():
        values.setdefault(key, text)


def _firsts(lines: Iterable[Line]) -> dict[tuple[Place, str], Line]:
    """The first line that gives a fact."""
    first: dict[tuple[Place, str], Line] = {}
    for line in lines:
        for field, _ in line.values:
            if line.place is not None:
                first.setdefault((line.place, field), line)
    return first


def _text(evaluation: Evaluation, key: FactKey) -> str:
    """A fact as it stands."""
    project = evaluation.department.project(key.project)
    if not key.indicator:
        return evaluation.value(project, key.field)
    item = next(row for row in project.indicators if row.id == key.indicator)
    return evaluation.indicator_value(project, item, key.field)


def _values(workspace: Workspace, line: Line) -> dict[FactKey, str]:
    """What a line enters, with everything that follows from it."""
    if line.place is None:
        return {}
    stated = [(FactKey(line.place.project, line.place.indicator, field), text) for field, text in line.values]
    following = with_following(workspace.assessment, stated, FROM_FILES if line.how is How.FILE else "paste")
    return {key: text or "" for key, text in following.items()}


def _objections(workspace: Workspace, trial: Evaluation, result: ProjectResult) -> tuple[Problem, ...]:
    """What a reviewer would object to in outcomes and budget that the work does not have already."""
    known = {(one.code, one.indicator, one.message) for one in workspace.problems if one.code[0] == "B"}
    return tuple(
        one
        for one in project_problems(trial, result, workspace.pack, Stage.FILLED)
        if one.code[0] in "AB"
        and one.code not in NOT_YET | _ELSEWHERE
        and (one.code[0] == "A" or (one.code, one.indicator, one.message) not in known)
    )


def _seen(
    workspace: Workspace,
    line: Line,
    first: dict[tuple[Place, str], Line],
    results: dict[str, ProjectResult],
    problems: dict[str, tuple[Problem, ...]],
) -> Seen:
    if line.place is None:
        return Seen(line, notes=line.notes)
    evaluation, place = workspace.evaluation, line.place
    given = _values(workspace, line)
    stated = {FactKey(place.project, place.indicator, field) for field, _ in line.values}
    cleared = tuple(key for key, text in given.items() if key not in stated and not text)
    facts = tuple(Fact(key, _text(evaluation, key), text) for key, text in given.items() if key not in cleared)
    notes = list(line.notes)
    earlier = next((first[place, field] for field, _ in line.values if first[place, field] is not line), None)
    scored = None
    if place.indicator and earlier is None:
        scored = results[place.project].scored(place.indicator)
    elif place.indicator:
        texts = {key.field: text for key, text in given.items()}
        scored = workspace.preview(place.project, place.indicator, texts)
    fields = dict(line.values)
    about = "A" if place.indicator else "B"
    found: tuple[Problem, ...] = ()
    if earlier is None and ("actual" in fields or not place.indicator):
        found = tuple(
            one for one in problems[place.project] if one.indicator == place.indicator and one.code[0] == about
        )
    if earlier is not None:
        notes.insert(0, msg("Row {number} of the block goes to the same place.", number=earlier.number))
    broken = any(_BROKEN.fullmatch(text.strip()) for text in fields.values())
    if broken:
        notes.insert(0, msg("The spreadsheet shows an error here, not a value."))
    if any(key.field == "not_applicable" for key in cleared):
        notes.append(msg("This row is marked as not applicable; an outcome takes the mark away."))
    if any(fact.key.field == "reason" and fact.key not in stated for fact in facts):
        notes.append(msg("The figures at the head of the reason follow the new outcome."))
    state = _state(facts, scored, found, notes, broken=broken, cleared=bool(cleared))
    return Seen(line, facts, scored, found, tuple(notes), cleared, state, again=earlier is not None)


def _state(
    facts: tuple[Fact, ...],
    scored: Scored | None,
    problems: Sequence[Problem],
    notes: Sequence[Message],
    *,
    broken: bool,
    cleared: bool,
) -> State:
    if broken:
        return State.BAD
    if all(fact.old == fact.new for fact in facts) and not cleared:
        return State.SAME
    entered = {fact.key.field for fact in facts}
    if scored is not None and "actual" in entered:
        if scored.actual.kind is ActualKind.UNREADABLE:
            return State.BAD
        if scored.score is None and not scored.not_applicable:
            return State.LOOK
        if any(note.confidence.value == "low" for note in scored.actual.assumptions):
            return State.LOOK
    if any(problem.code in {"B110", "B111"} for problem in problems):
        return State.BAD
    replaces = any(fact.old.strip() and fact.old != fact.new for fact in facts)
    return State.LOOK if notes or problems or replaces or cleared else State.FITS


def meant(workspace: Workspace, one: Seen) -> Line | None:
    """The row with the texts that are probably meant, as a question while typing offers them; None for none."""
    line = one.line
    if line.place is None:
        return None
    if line.place.indicator:
        actual = one.scored.actual if one.scored is not None else None
        found = (slip_in(actual), *actual.assumptions) if actual is not None else ()
        offers = {"actual": next((note.offer for note in found if note and note.offer), "")}
    else:
        slips = {field: budget_slip(workspace, line.place.project, field, text) for field, text in line.values}
        offers = {field: note.offer for field, note in slips.items() if note is not None}
    values = tuple((field, offers.get(field) or text) for field, text in line.values)
    if values == line.values:
        return None
    return replace(line, values=values, row=replace(line.row, values=values) if line.row is not None else None)


def rivals(seen: Sequence[Seen], number: int) -> tuple[int, ...]:
    """The other rows that give a fact which row `number` gives: only one of them can be taken."""
    mine = {fact.key for fact in seen[number].facts}
    return tuple(place for place, one in enumerate(seen) if place != number and mine & {fact.key for fact in one.facts})


def values_of(workspace: Workspace, seen: Sequence[Seen], taken: Collection[int]) -> Values:
    """What the rows taken would enter, each fact once."""
    values: dict[FactKey, str] = {}
    for place, one in enumerate(seen):
        if place in taken:
            _give(values, _values(workspace, one.line))
    return tuple(values.items())


def take(workspace: Workspace, seen: Sequence[Seen], taken: Collection[int], kind: str = "paste") -> Step | None:
    """Enter the rows taken as one step that can be undone; None if nothing changes. Errors as for `Workspace.enter`."""
    return workspace.enter(values_of(workspace, seen, taken), kind=kind)
