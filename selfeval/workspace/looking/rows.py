"""Rows found by a text, and rows left by a filter: which places of a work they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from selfeval.core.problems import Message, msg, verbatim
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import in_doubt
from selfeval.workspace.work.workspace import Workspace


class State(StrEnum):
    """What a row may be filtered by."""

    OPEN = "open"
    DOUBTFUL = "doubtful"
    LOST = "lost"
    FINDING = "finding"


STATES = {
    State.OPEN: msg("still open"),
    State.DOUBTFUL: msg("doubtful reading"),
    State.LOST: msg("points lost"),
    State.FINDING: msg("with a finding"),
}


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are shown: those of a tier and in a state; "" and None stand for all.

    `tier` is the text of the first tier, or of both joined by ` / `, as the workbook writes them.
    """

    tier: str = ""
    state: State | None = None

    def __bool__(self) -> bool:
        return bool(self.tier or self.state)

    @property
    def said(self) -> Message:
        """The filter in words."""
        parts = [verbatim(self.tier)] if self.tier else []
        return verbatim((*parts, *([STATES[self.state]] if self.state else [])))


def folded(text: str) -> str:
    """A text as it is compared: width, case and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def tiers(workspace: Workspace) -> list[str]:
    """The tiers of all projects in reading order, each first tier followed by its second ones."""
    found: dict[str, dict[str, None]] = {}
    for result in workspace.assessment.projects:
        for item in result.indicators:
            seconds = found.setdefault(item.indicator.tier1, {})
            if item.indicator.tier2:
                seconds[item.indicator.tier2] = None
    return [text for first, seconds in found.items() for text in (first, *(f"{first} / {one}" for one in seconds))]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row can be filtered by: its first tier, both tiers, and the states it is in."""

    place: Place
    tiers: frozenset[str]
    states: frozenset[State]

    def fits(self, wanted: RowFilter) -> bool:
        """Whether a filter leaves this row."""
        return (not wanted.tier or wanted.tier in self.tiers) and (not wanted.state or wanted.state in self.states)


def filtered(workspace: Workspace, wanted: RowFilter, project: str = "") -> list[Place]:
    """The places that a filter leaves, of one project or of all."""
    return [row.place for row in rows_seen(workspace, project) if row.fits(wanted)]


def rows_seen(workspace: Workspace, project: str = "") -> Iterator[Seen]:
    """Every place, of one project or of all, with what it can be filtered by; looks at each row once."""
    concerned = {(problem.project, problem.indicator) for problem in workspace.objections}
    results = workspace.assessment.projects if not project else (workspace.result(project),)
    for result in results:
        missing = frozenset(result.missing)
        for item in (None, *result.indicators):
            row = item.indicator if item else None
            place = Place(result.project.id, row.id if row else "")
            states = _budget_states(result) if item is None else _states(workspace, result, item)
            blank = bool(result.blank_texts) and not place.indicator
            more = [State.OPEN] if place.indicator in missing or blank else []
            more += [State.FINDING] if (place.project, place.indicator) in concerned else []
            tiers = frozenset((row.tier1, f"{row.tier1} / {row.tier2}")) if row else frozenset()
            yield Seen(place, tiers, frozenset((*states, *more)))


def _budget_states(result: ProjectResult) -> Iterator[State]:
    if result.execution.score is not None and result.execution.score < result.execution.weight:
        yield State.LOST
    if any(note.confidence.value == "low" for note in result.budget.assumptions):
        yield State.DOUBTFUL


def _states(workspace: Workspace, result: ProjectResult, scored: Scored) -> Iterator[State]:
    if scored.lost > 0 and not scored.not_applicable:
        yield State.LOST
        if not workspace.evaluation.indicator_value(result.project, scored.indicator, "reason").strip():
            yield State.OPEN
    if in_doubt(workspace, Place(result.project.id, scored.indicator.id)):
        yield State.DOUBTFUL


class Index:
    """What can be searched of every row; made anew when the facts have changed."""

    def __init__(self, workspace: Workspace) -> None:
        self.made_of = workspace.assessment
        self._texts = [
            (Place(result.project.id, item.indicator.id if item else ""), _text(workspace, result, item))
            for result in workspace.assessment.projects
            for item in (None, *result.indicators)
        ]

    def find(self, text: str) -> list[Place]:
        """The places that hold every word of `text`, in reading order; none for a blank text."""
        words = [folded(word) for word in text.split()]
        if not words:
            return []
        return [place for place, held in self._texts if all(word in held for word in words)]


def _text(workspace: Workspace, result: ProjectResult, scored: Scored | None) -> str:
    if scored is None:
        return folded(result.project.title)
    actual = workspace.evaluation.indicator_value(result.project, scored.indicator, "actual") or scored.actual.text
    answer = scored.answer.label if scored.answer is not None else ""
    row, target = scored.indicator, as_scored(scored.target)
    return "\n".join(map(folded, (row.tier3, row.target, target, actual, answer)))
