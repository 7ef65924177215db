"""The same facts under another rule pack: what changes in each project, and which rule accounts for how many points.

The parts of a project add up exactly to the difference of its points. An indicator's difference is taken apart in one
fixed order: the old method with the new weight, then at the new decimal places, then for the new reading of target and
actual, then the new method.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from selfeval.core.records import dataclass
from selfeval.core.rules import methods
from selfeval.core.rules.choices import Curve
from selfeval.core.rules.formula import Expr, Round, result_of, unrounded, within
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.budget import ExecutionScored
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored

ZERO = Decimal(0)


class By(StrEnum):
    """Which kind of rule accounts for a part of a difference.

    `WEIGHT` points that the packs propose differently; `MOVED` points of what does not apply, which go elsewhere;
    `READING` a target that a pack has read in another way, or an actual that it takes from elsewhere in the budget;
    `SCORED` a row that only one of the packs can score; `REVIEW` what a reviewer's lower grade
    takes off; `GRADES` the limits of the grades, which move no points.
    """

    WEIGHT = "weight"
    MOVED = "moved"
    READING = "reading"
    METHOD = "method"
    ANSWERS = "answers"
    EXECUTION_WEIGHT = "execution_weight"
    EXECUTION = "execution"
    SCORED = "scored"
    ROUNDING = "rounding"
    CAP = "cap"
    REVIEW = "review"
    GRADES = "grades"


@dataclass(frozen=True, slots=True)
class Part:
    """Some points of a difference, and what accounts for them.

    Attributes:
        points: after less before.
        indicator: id of the indicator; "" for the execution rate (`row` true) and for the total (`row` false).
        row: whether the part belongs to a scored row: an indicator or the execution rate.
    """

    by: By
    points: Decimal
    indicator: str = ""
    row: bool = True


@dataclass(frozen=True, slots=True)
class ProjectReplay:
    """One project under both packs."""

    before: ProjectResult
    after: ProjectResult
    parts: tuple[Part, ...]

    @property
    def comparable(self) -> bool:
        """Whether both packs give a total, or neither does, so that the points can be held against each other."""
        return (self.before.total is None) == (self.after.total is None)

    @property
    def whole(self) -> bool:
        """Whether the weights make full marks under both packs; points out of 110 and out of 100 are no measure."""
        return not self.before.undecided and not self.after.undecided

    @property
    def measured(self) -> bool:
        """Whether the difference of points says something."""
        return self.comparable and self.whole

    @property
    def figures(self) -> tuple[Decimal | None, Decimal | None]:
        """What is shown before and after: totals; points so far while neither pack gives one and full marks are 100."""
        if self.finished or not self.whole:
            return self.before.total, self.after.total
        return self.points

    @property
    def finished(self) -> bool:
        """Whether one of the packs gives a total; where neither does, the points so far are compared."""
        return self.before.total is not None or self.after.total is not None

    @property
    def points(self) -> tuple[Decimal, Decimal]:
        """Points before and after: the totals where there are both, else the points earned so far."""
        if self.before.total is None or self.after.total is None:
            return self.before.earned, self.after.earned
        return self.before.total, self.after.total

    @property
    def difference(self) -> Decimal:
        """Points after less points before; the sum of the parts. 0 where the weights do not make full marks."""
        before, after = self.points
        return after - before if self.whole else ZERO

    @property
    def changed(self) -> bool:
        """Whether total or grade change; while there is no total, the points so far, or the word why there is none."""
        if not self.whole:
            return (self.before.total, self.before.note) != (self.after.total, self.after.note)
        return not self.comparable or self.difference != 0 or self.before.grade != self.after.grade

    @property
    def of_total(self) -> tuple[Part, ...]:
        """The parts between the rows and the total that move points: rounding of the sum, cap, reviewer's grade."""
        return tuple(part for part in self.parts if not part.row and part.points)

    def rows(self) -> Iterator[tuple[Scored, Scored]]:
        """Indicators whose weight or score changes, or that only one pack can score, before and after."""
        for old, new in zip(self.before.indicators, self.after.indicators, strict=True):
            if old.score != new.score or old.weight.effective != new.weight.effective:
                yield old, new


@dataclass(frozen=True, slots=True)
class Replay:
    """A whole evaluation under both packs, projects in the order of the workbook."""

    before: Assessment
    after: Assessment
    projects: tuple[ProjectReplay, ...]

    @property
    def changes(self) -> tuple[ProjectReplay, ...]:
        """The projects that change, the largest change first."""
        return tuple(sorted((item for item in self.projects if item.changed), key=size))


def size(item: ProjectReplay) -> tuple[int, Decimal, int]:
    """Sorts changes: a total won or lost first, then by points, then those of the grade alone."""
    return int(item.comparable), -abs(item.difference), int(item.before.grade == item.after.grade)


def replay(before: Assessment, pack: RulePack) -> Replay:
    """The evaluation that `before` scored, scored by another pack; facts and budget year stay as they are."""
    return compare(before, assess(before.evaluation, pack))


def compare(before: Assessment, after: Assessment) -> Replay:
    """Two assessments of the same facts, project by project."""
    pairs = zip(before.projects, after.projects, strict=True)
    return Replay(before, after, tuple(_project(old, new, before.pack, after.pack) for old, new in pairs))


def _project(old: ProjectResult, new: ProjectResult, was: RulePack, now: RulePack) -> ProjectReplay:
    found: list[Part] = []
    if old.undecided or new.undecided:
        return ProjectReplay(old, new, ())
    for before, after in zip(old.indicators, new.indicators, strict=True):
        found += _of_indicator(before, after, was, now)
    found += _of_execution(old.execution, new.execution, was, now)
    found += _of_total(old, new, was, now)
    return ProjectReplay(old, new, tuple(found))


def _of_indicator(old: Scored, new: Scored, was: RulePack, now: RulePack) -> Iterator[Part]:
    key = old.indicator.id
    if old.score is None or new.score is None:
        yield from _one_sided(old.score, new.score, key)
        return
    weight = By.WEIGHT if old.weight.base != new.weight.base else By.MOVED
    rest = By.METHOD if new.answer is None else By.ANSWERS
    reweighed, finer = _reweighed(old, new.weight.effective, was, now)
    reread = finer if not reads_otherwise(old, new) else _reread(old, new, was, now)
    steps = (
        (weight, reweighed - old.score),
        (By.ROUNDING, finer - reweighed),
        (By.READING, reread - finer),
        (rest, new.score - reread),
    )
    yield from (Part(by, points, key) for by, points in steps if points)


def reads_otherwise(old: Scored, new: Scored) -> bool:
    """Whether target or actual of a row is understood in another way."""
    return _reading(old) != _reading(new)


def _reading(scored: Scored) -> tuple[object, ...]:
    """How target and actual are understood, without the words about it."""
    target, actual = scored.target, scored.actual
    limits = (target.kind, target.comparator, target.value, target.upper, target.unit, target.day, target.last_day)
    return *limits, actual.kind, actual.value, actual.yes, actual.day


def _reread(old: Scored, new: Scored, was: RulePack, now: RulePack) -> Decimal:
    """What the old pack gives for the new reading; where it has no way to score it, what the new one does."""
    rule = methods.choose(was, old.indicator, new.target)
    if rule is None or rule.curve is Curve.BANDS or new.answer is not None or not new.values:
        return new.score or ZERO
    return result_of(within(methods.points(rule, new.target, now.rounding), new.weight.effective), new.values)[1]


def _of_execution(old: ExecutionScored, new: ExecutionScored, was: RulePack, now: RulePack) -> Iterator[Part]:
    if old.score is None or new.score is None:
        yield from _one_sided(old.score, new.score, "")
        return
    reweighed, finer = _reweighed(old, new.weight, was, now)
    steps = (
        (By.EXECUTION_WEIGHT, reweighed - old.score),
        (By.ROUNDING, finer - reweighed),
        (By.EXECUTION, new.score - finer),
    )
    yield from (Part(by, points) for by, points in steps if points)


def _one_sided(old: Decimal | None, new: Decimal | None, key: str) -> Iterator[Part]:
    if (old is None) != (new is None):
        yield Part(By.SCORED, (new or ZERO) - (old or ZERO), key)


def _reweighed(old: Scored | ExecutionScored, weight: Decimal, was: RulePack, now: RulePack) -> tuple[Decimal, Decimal]:
    """What the old method gives for another weight: at the old pack's decimal places, and at the new one's."""
    score = old.score or ZERO
    if old.formula is None:
        return score, score
    inner, values = unrounded(old.formula), {**(old.values or {}), "w": Fraction(weight)}
    coarse, fine = (result_of(within(_rounded(inner, pack), weight), values)[1] for pack in (was, now))
    return coarse, fine


def _rounded(inner: Expr, pack: RulePack) -> Round:
    return Round(inner, pack.rounding.places, pack.rounding.mode)


def _of_total(old: ProjectResult, new: ProjectResult, was: RulePack, now: RulePack) -> Iterator[Part]:
    """What happens between the rows and the total, and the limits of the grades."""
    if old.total is None or new.total is None:
        return
    for by in (By.ROUNDING, By.CAP, By.REVIEW):
        if points := moved(new, by) - moved(old, by):
            yield Part(by, points, row=False)
    if old.grade != new.grade and now.grade_of(old.total) != was.grade_of(old.total):
        yield Part(By.GRADES, ZERO, row=False)


def moved(result: ProjectResult, by: By) -> Decimal:
    """What rounding of the sum, the cap or the reviewer's grade added to a total or took off; 0 without a total."""
    if result.total is None or result.uncapped is None or result.capped is None:
        return ZERO
    if by is By.ROUNDING:
        return result.uncapped - result.earned
    return result.capped - result.uncapped if by is By.CAP else result.total - result.capped
