"""The part of work in progress that goes from place to place: which there are, and which still wait for something."""

from __future__ import annotations

from itertools import chain

from selfeval.core.evaluation import Evaluation
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor can stand: an indicator of a project, or its budget (indicator "")."""

    project: str
    indicator: str


class WorkPlaces:
    """Places of an evaluation, in reading order."""

    evaluation: Evaluation
    assessment: Assessment
    _waiting: dict[str, tuple[ProjectResult, tuple[Place, ...]]]

    def has(self, place: Place) -> bool:
        """Whether the workbook has this row."""
        try:
            result = self.assessment.project(place.project)
            return not place.indicator or result.scored(place.indicator) is not None
        except KeyError:
            return False

    def places(self) -> tuple[Place, ...]:
        """Everything that takes an entry, in reading order: each project's budget, then its indicators."""
        return tuple(
            place
            for result in self.assessment.projects
            for place in (
                Place(result.project.id, ""),
                *(Place(result.project.id, item.indicator.id) for item in result.indicators),
            )
        )

    def is_open(self, place: Place) -> bool:
        """Whether this place still waits for something: a score, the reason for points lost, a required text."""
        result = self.assessment.project(place.project)
        if place.indicator in result.missing or (not place.indicator and result.blank_texts):
            return True
        return bool(place.indicator) and self._lacks_reason(result, result.scored(place.indicator))

    def _lacks_reason(self, result: ProjectResult, scored: Scored) -> bool:
        reason = self.evaluation.indicator_value(result.project, scored.indicator, "reason")
        return scored.lost > 0 and not reason.strip() and not scored.not_applicable

    def next_open(self, after: Place | None) -> Place | None:
        """The next place that waits, going round once; None if nothing waits."""
        results = self.assessment.projects
        if after is None or not self.has(after):
            every = [place for result in results for place in self._open_in(result)]
            return next((place for place in every if not self._only_text(place)), every[0] if every else None)
        here = self.assessment.project(after.project)
        start = results.index(here)
        own = (Place(here.project.id, ""), *(Place(here.project.id, item.indicator.id) for item in here.indicators))
        cut = own.index(after) + 1
        later, earlier = set(own[cut:]), set(own[:cut])
        waiting = self._open_in(here)
        rest = (place for result in (*results[start + 1 :], *results[:start]) for place in self._open_in(result))
        around = chain((p for p in waiting if p in later), rest, (p for p in waiting if p in earlier))
        return next(around, None)

    def _only_text(self, place: Place) -> bool:
        """Whether only a required text is left at a budget: it is written once the figures are there."""
        return not place.indicator and "" not in self.assessment.project(place.project).missing

    def _open_in(self, result: ProjectResult) -> tuple[Place, ...]:
        """The places of one project that wait for something; kept until its result is another one."""
        kept = self._waiting.get(result.project.id)
        if kept is None or kept[0] is not result:
            missing = set(result.missing)
            names = [""] if "" in missing or result.blank_texts else []
            for item in result.indicators:
                if item.indicator.id in missing or self._lacks_reason(result, item):
                    names.append(item.indicator.id)
            places = tuple(Place(result.project.id, name) for name in names)
            kept = self._waiting[result.project.id] = (result, places)
        return kept[1]
