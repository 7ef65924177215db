"""The choices that a rule pack can make, each a closed list of words."""

from __future__ import annotations

from enum import StrEnum


class Curve(StrEnum):
    """How a completion rate becomes a share of the weight."""

    RATIO = "ratio"
    GATE = "gate"
    INTERVALS = "intervals"
    ALL_OR_NOTHING = "all_or_nothing"
    BANDS = "bands"
    YES_NO = "yes_no"
    DEADLINE = "deadline"
    RAMP = "ramp"


class Between(StrEnum):
    """What a ramp gives between the percent below which there is nothing and the one from which there is everything.

    `EVEN` rises evenly from 0 at the lower end, (c − x) ÷ (y − x); `COMPLETION` gives what was completed, c ÷ y.
    """

    EVEN = "even"
    COMPLETION = "completion"


class Reverse(StrEnum):
    """Completion of a lower-is-better target t > 0 missed by an actual a > t.

    `INVERSE` t/a; `LINEAR` 1 − (a − t)/t, 0 from 2t on; `ALL_OR_NOTHING` 0.
    """

    INVERSE = "inverse"
    LINEAR = "linear"
    ALL_OR_NOTHING = "all_or_nothing"


class OverDeduction(StrEnum):
    """What far over-achievement costs: nothing, fixed points, the part of the completion above the threshold, or all.

    Points are taken off from the threshold on, the other two above it: with 130 % and `ALL`, 130 % still earns.
    """

    NONE = "none"
    POINTS = "points"
    PROPORTIONAL = "proportional"
    ALL = "all"


class DeductedFrom(StrEnum):
    """What the percent of a deduction is of: what the indicator earned, or what it could earn."""

    SCORE = "score"
    WEIGHT = "weight"


class ExecutionMethod(StrEnum):
    """How the execution rate is scored."""

    PROPORTIONAL = "proportional"
    INTERVALS = "intervals"
    DEDUCT_PER_POINT = "deduct_per_point"
    NONE = "none"
    RAMP = "ramp"


class Denominator(StrEnum):
    """The base of the execution rate."""

    ADJUSTED = "adjusted"
    INITIAL = "initial"
    ADJUSTED_PLUS_CARRY_OVER = "adjusted_plus_carry_over"


class ZeroBudget(StrEnum):
    """What an execution rate with denominator 0 means."""

    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"


class NotApplicablePolicy(StrEnum):
    """What happens to the weight of an indicator that does not apply.

    `REDISTRIBUTE` to its tier 2, else its tier 1, else all the rest; `RESCALE` to all other indicators at once;
    `ZERO` keeps it and scores 0; `HOLD` leaves the project without a total.
    """

    REDISTRIBUTE = "redistribute"
    RESCALE = "rescale"
    ZERO = "zero"
    HOLD = "hold"


class UnknownTiers(StrEnum):
    """Points proposed for a tier 1 that no layout of the pack has.

    `BY_ROWS` its rows' share of all rows of the project; `BY_TIERS` the same for each tier of the project.
    """

    BY_ROWS = "by_rows"
    BY_TIERS = "by_tiers"


class GoalWeights(StrEnum):
    """Whether each goal of the year has a share of the points of its own, and whose.

    `NONE` all indicators share them together; `EQUAL` the same for each goal; `STATED` as the targets state it
    (`目标1（40分）`); `LISTED` as the pack lists it.
    """

    NONE = "none"
    EQUAL = "equal"
    STATED = "stated"
    LISTED = "listed"


class RoundingMode(StrEnum):
    """What becomes of the decimals that a score does not show: `HALF_UP` (四舍五入) or cut off, `DOWN` (舍去尾数)."""

    HALF_UP = "half_up"
    DOWN = "down"


class TotalRounding(StrEnum):
    """`SUM_OF_ROUNDED` adds rounded scores; `ROUNDED_SUM` rounds the sum of exact ones."""

    SUM_OF_ROUNDED = "sum_of_rounded"
    ROUNDED_SUM = "rounded_sum"


class DepartmentTotal(StrEnum):
    """Mean of the project totals, `WEIGHTED` by adjusted budget or `SIMPLE`; or that of the department's `OWN_FORM`.

    The department's own form is the 部门整体支出绩效自评表; the totals of projects do not enter it.
    """

    WEIGHTED = "weighted"
    SIMPLE = "simple"
    OWN_FORM = "own_form"


class DeductionNeeds(StrEnum):
    """What a reviewer must give with a deduction: why, which other row states the same, what was found instead."""

    REASON = "reason"
    ROW = "row"
    ACTUAL = "actual"


class DiscountOf(StrEnum):
    """What a lower grade leaves a percent of: the total of the self-evaluation, or the one of the review."""

    SELF = "self"
    REVIEWED = "reviewed"


class DeviationOf(StrEnum):
    """What the difference of self-score and reviewed score is held against."""

    WEIGHT = "weight"
    SELF = "self"
    REVIEWED = "reviewed"


class WeighedBy(StrEnum):
    """By what the units of one project are weighed where their figures do not add up."""

    EXECUTED = "executed"
    ADJUSTED = "adjusted"
    SIMPLE = "simple"


class JoinedDates(StrEnum):
    """What stands for the dates of several units: the last of them, or none."""

    LATEST = "latest"
    NONE = "none"


class JoinedAnswers(StrEnum):
    """What stands for the qualitative answers of several units.

    `WEIGHED` the mean of their shares of the weight, and the answer in whose band it lies; `LOWEST` the worst; `NONE`.
    """

    WEIGHED = "weighed"
    LOWEST = "lowest"
    NONE = "none"


class FormRow(StrEnum):
    """How a row of the department's own form gets its points.

    `MEASURED` by target and actual, as a project's indicator; `STANDARD` by a score that a person enters against a
    scoring standard (按标准评分), never computed; `COMPUTED` by a target and an actual that a formula of the pack works
    out from amounts; `DUTIES` is the place of the rows that the department's own table has, or of its 分项绩效目标.
    """

    MEASURED = "measured"
    STANDARD = "standard"
    COMPUTED = "computed"
    DUTIES = "duties"


class AmountSource(StrEnum):
    """What an amount of the department's form is while nobody has entered it: nothing, or what the projects say."""

    ENTERED = "entered"
    INITIAL = "initial"
    ADJUSTED = "adjusted"
    EXECUTED = "executed"
    PROJECT_TOTALS = "project_totals"


class Light(StrEnum):
    """What a figure of monitoring shows; `NONE` where nothing can be judged yet."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE).index(self)


class PlanBetween(StrEnum):
    """The planned percent at the end of a month between two checkpoints of the spending plan (资金支出计划).

    `EVEN` rises evenly from one to the next, as if from 0 at the beginning of the year; `LAST` is the last one reached.
    """

    EVEN = "even"
    LAST = "last"


class WithoutPlan(StrEnum):
    """What spending is held against where the targets state no plan: `EVEN` a twelfth a month, `NONE` nothing."""

    EVEN = "even"
    NONE = "none"


class Deed(StrEnum):
    """What is done with a form by its day."""

    HAND_IN = "hand_in"
    PUBLISH = "publish"
