"""Readings that a person should confirm or change: what was supposed of each target, what another reading would be.

Three things ask for a word: a supposition of the reading itself, a direction that a check objects to (`≤100%` on a
rate), and a reading that was confirmed last year for the same target text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.readings import Comparator, Confidence, Kind, Origin, Target
from selfeval.core.records import dataclass
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

LAST_YEAR = "last_year"
_TURNED = {
    Comparator.GE: Comparator.LE,
    Comparator.LE: Comparator.GE,
    Comparator.GT: Comparator.LT,
    Comparator.LT: Comparator.GT,
}
_CHECKED = frozenset({"T101", "T102", "T103"})
"""Checks that object to a direction: nobody can fail it, a success limited from above, a cost demanded from below."""

_TITLES = {
    LAST_YEAR: msg("Confirmed last year for the same target text"),
    "T101": msg("A target that nobody can fail, such as ≤100% on a rate"),
    "T102": msg("A success limited from above"),
    "T103": msg("A cost or a harm demanded from below"),
    "direction": msg("A number without a sign: direction from its place"),
    "ratio": msg("Percent or a share"),
    "negative": msg("Less than nothing"),
    "unit": msg("The unit"),
    "year": msg("A date without a year"),
    "date": msg("Which day still counts"),
    "month": msg("A month as a lone number"),
    "embedded": msg("A number inside a sentence"),
    "from_name": msg("The value taken from the indicator's name"),
    "misread": msg("A sign that looks misread"),
    "sign": msg("The sign"),
    "approximate": msg("About so much"),
    "loss": msg("A number in brackets"),
    "recurring": msg("A deadline that returns"),
    "not_applicable": msg("A row that perhaps does not apply"),
    "too_long": msg("A text too long for a value"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to confirm about a target.

    Attributes:
        kind: the assumption's or the check's code, or `last_year`.
        said: the question as a sentence.
        offer: another reading as a target text, "" where none is known.
        target: as it is read now.
        name: the indicator's.
    """

    place: Place
    kind: str
    said: Message
    offer: str
    target: Target
    name: str

    @property
    def now(self) -> str:
        """The present reading as a target text, "" where the target cannot be read."""
        return canonical(self.target) if self.target.kind is not Kind.UNREADABLE else ""

    @property
    def confirmed(self) -> str:
        """The reading that is confirmed: last year's where the question is whether it still holds, else the present."""
        return self.offer if self.kind == LAST_YEAR else self.now

    @property
    def other(self) -> str:
        """The reading that is taken instead, "" where none is known."""
        found = self.now if self.kind == LAST_YEAR else self.offer
        return "" if found == self.confirmed else found

    @property
    def title(self) -> Message:
        """What this kind of doubt is called."""
        return title_of(self.kind)


def title_of(kind: str) -> Message:
    """The name of a kind of doubt."""
    return _TITLES.get(kind, msg("Cannot be read for certain"))


def doubts(workspace: Workspace, place: Place) -> tuple[Doubt, ...]:
    """What there is to confirm about one indicator; nothing once a person has decided, or for the budget."""
    return _doubts(workspace, place, workspace.problems_of(place)) if place.indicator else ()


def in_doubt(workspace: Workspace, place: Place) -> bool:
    """Whether something of a row waits for a word: how its target is read, or what was entered."""
    scored = workspace.scored(place.project, place.indicator)
    if scored.not_applicable:
        return False
    return scored.target.kind is Kind.UNREADABLE or bool(doubts(workspace, place)) or bool(unsure(scored))


def unsure(scored: Scored) -> list[Message]:
    """What is not certain about the outcome of a row, one sentence each."""
    notes = scored.assumptions[len(scored.target.assumptions) :]
    return [note.message for note in notes if note.confidence is Confidence.LOW]


def _doubts(workspace: Workspace, place: Place, problems: Iterable[Problem]) -> tuple[Doubt, ...]:
    scored = workspace.scored(place.project, place.indicator)
    target = scored.target
    if target.origin not in {Origin.AS_WRITTEN, Origin.ASSUMED}:
        return ()
    found: list[tuple[str, Message, str]] = []
    if last := last_reading(workspace, place):
        found.append((LAST_YEAR, msg("Last year this target text was read as {reading}.", reading=last), last))
    found += [(note.code, note.message, note.offer) for note in target.assumptions]
    found += [(one.code, one.message, _turned(target)) for one in problems if one.code in _CHECKED]
    return tuple(Doubt(place, kind, said, offer, target, scored.indicator.tier3) for kind, said, offer in found)


def last_reading(workspace: Workspace, place: Place) -> str:
    """What a person decided last year for the same target text, "" where nobody did or the text is another."""
    result = workspace.result(place.project)
    row = result.scored(place.indicator).indicator
    last = workspace.evaluation.indicator_value(result.project, row, "last.target")
    same = "".join(last.split()) == "".join(row.target.split()) != ""
    return workspace.evaluation.indicator_value(result.project, row, "last.reading") if same else ""


def all_doubts(workspace: Workspace) -> tuple[tuple[str, tuple[Doubt, ...]], ...]:
    """All doubts by kind, in the order of `_TITLES`; one that cannot be read at all stands last."""
    found: dict[str, list[Doubt]] = {kind: [] for kind in _TITLES}
    for place in workspace.places():
        for one in doubts(workspace, place):
            found.setdefault(one.kind, []).append(one)
    return tuple((kind, tuple(of_kind)) for kind, of_kind in found.items() if of_kind)


def kept(some: Iterable[Doubt]) -> list[tuple[FactKey, str | None]]:
    """The facts that confirm the readings in question: the present ones, or last year's."""
    return _facts((one.place, one.confirmed) for one in some)


def changed(some: Iterable[Doubt]) -> list[tuple[FactKey, str | None]]:
    """The facts that take the other readings."""
    return _facts((one.place, one.other) for one in some)


def _facts(readings: Iterable[tuple[Place, str]]) -> list[tuple[FactKey, str | None]]:
    return [(FactKey(place.project, place.indicator, "reading"), text) for place, text in readings if text]


def _turned(target: Target) -> str:
    """The same figure with the other direction, `≥100%` for `≤100%`."""
    if target.comparator not in _TURNED:
        return ""
    return canonical(replace(target, comparator=_TURNED[target.comparator]))
