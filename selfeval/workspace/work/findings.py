"""The findings of work in progress, kept for the projects that did not change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from selfeval.core.checks.findings import department_problems, merged, project_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.round import KeptFindings
from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import Problem
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.handing_in import ToDo, still_to_do
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.workspace import source
from selfeval.workspace.packs.fitting import tier_findings
from selfeval.workspace.work.places import Place

NOT_YET = frozenset({"A101", "A110", "B120"})
"""Findings that an evaluation in progress always has: actual, outcome of the goal, amount executed not entered."""


@dataclass(frozen=True)
class Findings:
    """All findings about one state of the work."""

    assessment: Assessment
    problems: tuple[Problem, ...]

    @cached_property
    def objections(self) -> tuple[Problem, ...]:
        """Those that say more than that something has not been entered yet."""
        return tuple(problem for problem in self.problems if problem.code not in NOT_YET)

    @cached_property
    def by_place(self) -> dict[Place, list[Problem]]:
        """All of them by the place that they concern."""
        found: dict[Place, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(Place(problem.project, problem.indicator), []).append(problem)
        return found

    @cached_property
    def to_do(self) -> tuple[ToDo, ...]:
        """What is left before the evaluation can be handed in."""
        return still_to_do(self.assessment, self.problems)


class WorkFindings:
    """The part of work in progress that finds what a reviewer would object to."""

    evaluation: Evaluation
    pack: RulePack
    assessment: Assessment
    reading_problems: tuple[Problem, ...]
    _findings: Findings | None = None
    _problems: dict[str, tuple[ProjectResult, tuple[Problem, ...], KeptFindings]]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All findings: reading, targets, weights, budgets, actuals, scores."""
        return self.look_for_problems().problems

    @property
    def objections(self) -> tuple[Problem, ...]:
        """The findings without those that only say that something has not been entered yet."""
        return self.look_for_problems().objections

    @property
    def to_do(self) -> tuple[ToDo, ...]:
        """What is left before the evaluation can be handed in; empty where it is ready."""
        return self.look_for_problems().to_do

    def problems_of(self, place: Place) -> list[Problem]:
        """The findings about one place."""
        return self.look_for_problems().by_place.get(place, [])

    def look_for_problems(self) -> Findings:
        """Everything that is found now."""
        if self._findings is not None and self._findings.assessment is self.assessment:
            return self._findings
        loose = (*self.reading_problems, *source.lost_facts(self.evaluation), *tier_findings(self.assessment))
        found = []
        for result in self.assessment.projects:
            known = self._problems.get(result.project.id)
            if known is None or known[0] is not result:
                kept = known[2] if known is not None else KeptFindings()
                fresh = project_problems(self.evaluation, result, self.pack, Stage.FILLED, kept)
                known = self._problems[result.project.id] = (result, fresh, kept)
            found.append(known[1])
        loose += department_problems(self.assessment, Stage.FILLED)
        self._findings = Findings(self.assessment, merged(loose, found, self.assessment))
        return self._findings
