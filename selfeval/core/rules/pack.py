"""What a rule pack says, as plain values: weights, methods, bands, grades, each with its citation.

Packs are written in TOML and pass a closed schema (`selfeval.rulepacks`) before they become one of these; nothing
here reads a file. Percentages are numbers of 100 (`80` means 80 %), points are points of the weight, all `Decimal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from selfeval.core.model import Tier1
from selfeval.core.problems import Level
from selfeval.core.readings import Kind
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import (
    Curve,
    Denominator,
    DepartmentTotal,
    ExecutionMethod,
    OverDeduction,
    Reverse,
    ZeroBudget,
)
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow
from selfeval.core.rules.layers import Citation, DecidedReading, Fallen, Layer, Link, Stated
from selfeval.core.rules.parts.aggregation import AggregationRule
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.deadlines import Deadline
from selfeval.core.rules.parts.deductions import DeductionRule
from selfeval.core.rules.parts.ladders import USUAL_RAMP, Interval, Ramp
from selfeval.core.rules.parts.monitoring import USUAL_MONITORING, MonitoringRule
from selfeval.core.rules.parts.recheck import QualityItem, RecheckRule
from selfeval.core.rules.parts.reviewing import ReviewStep
from selfeval.core.rules.parts.weight_rules import WeightRule
from selfeval.core.rules.rounding import USUAL_ROUNDING, Rounding


@dataclass(frozen=True, slots=True)
class OverAchievement:
    """Thresholds as percent of the target, None where the pack has none.

    At `flag_from` the score is marked, at `reason_from` a reason is required, at `deduct_from` `deduction` applies:
    `points` points, in proportion to the part above the threshold, or all of them. `citation` where it is not the
    method's own.
    """

    flag_from: Decimal | None = None
    reason_from: Decimal | None = None
    deduct_from: Decimal | None = None
    deduction: OverDeduction = OverDeduction.NONE
    points: Decimal = Decimal(0)
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Applies:
    """Which indicators a method is for; an empty condition holds for all. `tier2`, `name`, `unit` may be globs."""

    kinds: tuple[Kind, ...] = ()
    tier1: tuple[Tier1, ...] = ()
    tier2: tuple[str, ...] = ()
    direction: str = ""
    units: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodRule:
    """One way of giving points.

    Attributes:
        id: name inside the pack, such as `quantity`.
        title: what a finance clerk calls it.
        gate: for `Curve.GATE`: completion (percent) below which nothing is earned.
        intervals: for `Curve.INTERVALS`, highest first; below the last one nothing is earned.
        on_actual: the intervals look at the actual value itself instead of the completion.
        reverse: how a missed lower-is-better target is completed.
        ramp: for `Curve.RAMP`, of the completion.
    """

    id: str
    title: str
    curve: Curve
    citation: str
    applies: Applies = Applies()
    reverse: Reverse = Reverse.INVERSE
    gate: Decimal = Decimal(0)
    intervals: tuple[Interval, ...] = ()
    on_actual: bool = False
    over: OverAchievement = OverAchievement()
    ramp: Ramp = USUAL_RAMP


@dataclass(frozen=True, slots=True)
class TotalCap:
    """With an execution rate below `rate_below` percent the project's total is at most `total`."""

    rate_below: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class ExecutionRule:
    """How budget execution (预算执行率) is scored.

    Attributes:
        weight: points; 0 with `ExecutionMethod.NONE`.
        full_at, per_point: for `DEDUCT_PER_POINT`: full score from `full_at` percent, then `per_point` off per point.
        ramp: for `RAMP`, of the rate.
        finished_full: a project finished within budget gets the full weight whatever its rate.
        explain_below: execution rate (percent) below which a reason is required.
        caps: lowest matching one wins.
    """

    weight: Decimal
    method: ExecutionMethod
    citation: str
    denominator: Denominator = Denominator.ADJUSTED
    zero_budget: ZeroBudget = ZeroBudget.ZERO
    intervals: tuple[Interval, ...] = ()
    full_at: Decimal = Decimal(100)
    per_point: Decimal = Decimal(1)
    finished_full: bool = False
    explain_below: Decimal = Decimal(90)
    caps: tuple[TotalCap, ...] = ()
    caps_citation: str = ""
    ramp: Ramp = USUAL_RAMP


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade given from `at_least` points on."""

    name: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class RulePack:
    """A whole rule pack.

    Attributes:
        id, version, title: `cn-mof-2020-10`, the version of the file, its Chinese title.
        sha256: hash of what the file says; for a pack of several layers the hash of the layers' hashes, base first.
        byte_hashes: hashes of the file's bytes, which earlier versions recorded instead.
        first_year, last_year: budget years it is meant for, None for open ends.
        applies_to: units and regions it is meant for: names or parts of names (乐亭县), budget codes (482001).
        methods: tried in order of specificity, see `method_for`.
        answers: qualitative answers, best first.
        grades: best first; empty for a pack without grades.
        tolerance: largest difference, in points, that is not reported when claimed scores are compared.
        severities: severity of checks, by code, where it differs from the default; `off` leaves their findings out.
        layers: the files that the pack is made of, base first; the last one is the pack's own.
        stated: for a pack of several layers, who says each value or table, by dotted path such as `execution.weight`.
        fallen: what lower layers say and what no longer fits what upper ones say.
        links: indicators whose actual comes from the budget, the first that fits.
        readings: how target texts are to be read, the first that fits.
        review: what a reviewer's lower grade leaves of a total, by the number of grades.
        deductions: what somebody may take off an indicator, saying why.
        recheck, form_quality: how the review of a form is added up, and the items of its quality.
        aggregation: how one project of several units becomes one form.
        lengths: the most characters that texts of the form may have, by the keys of `lengths.LIMITED`;
            `lengths_least`: the fewest.
        required_texts: texts around the table, of `WRITTEN`, without which a form is not complete.
        survey_least: the fewest valid questionnaires behind a satisfaction rate, None where the pack does not say.
        deadlines: what is handed in or published by when.
        monitoring: how the year is watched, see `MonitoringRule`.
        department_rows: the layout of the department's own form, empty for a pack without one; `department_amounts`
            what its computed rows compute with.
    """

    id: str
    version: str
    title: str
    citations: Mapping[str, Citation]
    weights: WeightRule
    execution: ExecutionRule
    methods: tuple[MethodRule, ...]
    answers: tuple[Answer, ...]
    grades: tuple[Grade, ...]
    grades_citation: str = ""
    answers_citation: str = ""
    rounding: Rounding = USUAL_ROUNDING
    department_total: DepartmentTotal = DepartmentTotal.WEIGHTED
    department_citation: str = ""
    tolerance: Decimal = Decimal("0.01")
    money_unit: str = "万元"
    first_year: int | None = None
    last_year: int | None = None
    applies_to: tuple[str, ...] = ()
    sha256: str = ""
    byte_hashes: frozenset[str] = frozenset()
    severities: Mapping[str, Level] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    stated: Mapping[str, Stated] = field(default_factory=dict)
    fallen: tuple[Fallen, ...] = ()
    links: tuple[Link, ...] = ()
    readings: tuple[DecidedReading, ...] = ()
    deductions: tuple[DeductionRule, ...] = ()
    review: tuple[ReviewStep, ...] = ()
    review_citation: str = ""
    recheck: RecheckRule = RecheckRule()
    form_quality: tuple[QualityItem, ...] = ()
    aggregation: AggregationRule = AggregationRule()
    lengths: Mapping[str, int] = field(default_factory=dict)
    lengths_citation: str = ""
    lengths_least: Mapping[str, int] = field(default_factory=dict)
    required_texts: tuple[str, ...] = ()
    survey_least: int | None = None
    survey_citation: str = ""
    deadlines: tuple[Deadline, ...] = ()
    monitoring: MonitoringRule = USUAL_MONITORING
    department_rows: tuple[DepartmentRow, ...] = ()
    department_rows_citation: str = ""
    department_amounts: tuple[DepartmentAmount, ...] = ()

    def is_for(self, year: int) -> bool:
        """Whether the pack is meant for this budget year."""
        return (self.first_year or year) <= year <= (self.last_year or year)

    def layer_of(self, path: str) -> Layer | None:
        """The layer that states the value at a dotted path; for a table or list the uppermost that states part of it.

        None where no layer of several says anything there and a default holds.
        """
        if len(self.layers) == 1:
            return self.layers[0]
        found = self.stated.get(path)
        return found.layer if found else None

    def source_of(self, path: str, block: str) -> Citation | None:
        """The source of the value at a dotted path: what the layer that states it cites for it.

        `block` is the citation of the block around it, which holds in a pack of one layer.
        """
        if len(self.layers) < 2:
            return self.citation(block)
        found = self.stated.get(path)
        return self.citation(found.citation) if found else None

    def citation(self, citation_id: str) -> Citation | None:
        """The citation with this id, None for an empty id."""
        return self.citations.get(citation_id)

    def grade_of(self, total: Decimal) -> str:
        """The grade of a total, by half-open intervals: 90.00 is 优, 89.995 is not; "" for a pack without grades."""
        return next((grade.name for grade in self.grades if total >= grade.at_least), "")

    def answer(self, answer_id: str) -> Answer | None:
        """The qualitative answer with this id."""
        return next((answer for answer in self.answers if answer.id == answer_id), None)
