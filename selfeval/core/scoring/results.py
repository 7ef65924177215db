"""The results of scoring: projects, the department, the whole assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import FORM_ID, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import ActualKind
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.reviewing import Reviewed
from selfeval.core.rules.weights.weighing import Weighing
from selfeval.core.scoring.budget import Budget, ExecutionScored
from selfeval.core.scoring.scored import Scored
from selfeval.core.tiers import TierKey

REQUIRED_TEXTS: Mapping[str, Message] = {
    "goal_actual": msg("outcome of the year's goal (年度总体目标实际完成情况)"),
    "content": msg("what was carried out (项目实施内容)"),
    "conclusion": msg("conclusion (评价结论)"),
    "issues": msg("problems found (存在问题)"),
    "measures": msg("measures (改进措施)"),
}
"""Texts of a project that a form without them is sent back for, by field; all but the first where the pack says so."""


@dataclass(frozen=True, slots=True)
class TierScore:
    """Points earned so far and points available in one tier 1 (or, with tier None, for the execution rate).

    The `tier` of rows whose 一级指标 names none of the four is its text.

    `begun` tells whether anything in it has a score yet.
    """

    tier: TierKey | None
    earned: Decimal
    available: Decimal
    begun: bool = True


@dataclass(frozen=True, slots=True)
class ProjectResult:
    """One project scored.

    Attributes:
        earned: points so far (rounded scores added up), whether or not the project is complete.
        total: the project's total, None until every indicator and the execution rate have a score.
        uncapped: the total before the execution rate's cap, None as above.
        grade: "" without a total or for a pack without grades.
        missing: ids of the indicators that still lack a score ("" stands for the execution rate).
        note: what the cap, a held indicator or a reviewer's grade did to the total; empty if nothing.
        reviewed: what a reviewer's lower grade made of the total, None where nothing.
        given: for the department's form what the projects say of its amounts, by `AmountSource`; money in 万元.
        required_texts: fields of the texts that the project has to say (see `REQUIRED_TEXTS`); `blank_texts`: those of
            them that are still blank.
        untouched: whether it has several rows that apply, and none of them an outcome.
    """

    project: Project
    budget: Budget
    weighing: Weighing
    indicators: tuple[Scored, ...]
    execution: ExecutionScored
    tiers: tuple[TierScore, ...]
    earned: Decimal
    total: Decimal | None
    uncapped: Decimal | None
    grade: str
    missing: tuple[str, ...]
    note: Message = NOTHING
    reviewed: Reviewed | None = None
    required_texts: tuple[str, ...] = ()
    blank_texts: tuple[str, ...] = ()
    given: Mapping[str, Decimal] = field(default_factory=dict)
    untouched: bool = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Scored] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {item.indicator.id: item for item in self.indicators})
        live = [item for item in self.indicators if not item.not_applicable]
        blank = len(live) > 1 and all(item.actual.kind is ActualKind.BLANK for item in live)
        object.__setattr__(self, "untouched", blank)

    @property
    def capped(self) -> Decimal | None:
        """The total with the execution rate's cap, before a reviewer's grade took anything off."""
        return self.total if self.reviewed is None else self.reviewed.before

    @property
    def complete(self) -> bool:
        """Whether every score and every required text is there, and with them a total."""
        return not self.missing and not self.blank_texts and self.total is not None

    @property
    def undecided(self) -> bool:
        """Whether there is no total because the weights do not make full marks."""
        return bool(self.indicators) and not self.weighing.whole

    @property
    def steps_total(self) -> int:
        """How many things there are to collect: scores of the indicators and the execution rate, required texts."""
        return len(self.indicators) + 1 + len(self.required_texts)

    @property
    def steps_open(self) -> int:
        """How many of them are still missing."""
        return len(self.missing) + len(self.blank_texts)

    def scored(self, indicator_id: str) -> Scored:
        """The scored indicator with this id; `KeyError` if there is none."""
        return self._by_id[indicator_id]


@dataclass(frozen=True, slots=True)
class DepartmentResult:
    """All projects together; amounts are added up in `unit`, None where any is unknown.

    Attributes:
        projects_total: mean of the project totals as the pack forms it; the total itself unless the department has a
            form of its own.
    """

    total: Decimal | None
    grade: str
    unit: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Fraction | None
    projects_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The evaluation, the pack it was scored under, and every result."""

    evaluation: Evaluation
    pack: RulePack
    year: int | None
    projects: tuple[ProjectResult, ...]
    department: DepartmentResult
    _by_id: Mapping[str, ProjectResult] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {result.project.id: result for result in self.projects})

    @property
    def listed(self) -> tuple[ProjectResult, ...]:
        """The projects, without the department's own form beside them."""
        return tuple(result for result in self.projects if result.project.id != FORM_ID)

    def project(self, project_id: str) -> ProjectResult:
        """The result of the project with this id; `KeyError` if there is none."""
        return self._by_id[project_id]


def cap_words(execution: ExecutionScored) -> Message:
    """The largest total that the execution rate allows."""
    below, cap = plain(execution.cap_below or 0), plain(execution.cap or 0)
    return msg("Execution below {below}%: the total is capped at {cap}.", below=below, cap=cap)
