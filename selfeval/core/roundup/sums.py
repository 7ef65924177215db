"""What a bureau adds up over the forms of all its units: the values of 汇总, for whoever prints them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass as changing
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from selfeval.core.model import AMOUNTS
from selfeval.core.records import dataclass
from selfeval.core.roundup.lists import Largest

COUNTS = ("errors", "warnings", "notes", "adjusted_projects", "adjusted_targets", "indicators")
"""Counts of a form that are added up, beside its amounts."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that was given and its end: `state` is read, doubt or refused; both sentences are blank for read."""

    file: str
    path: str
    state: str
    kind: str
    code: str
    message: str
    projects: int
    counted: int
    errors: int
    warnings: int
    notes: int


@dataclass(frozen=True, slots=True)
class FormLine:
    """One project that is counted: amounts in 万元, totals in points, None where unknown; where its form is.

    `slip` says that an amount looks like 元 beside 万元, or the reverse (`core/scoring/money_slips.py`).
    """

    department: str
    unit_code: str
    unit: str
    code: str
    title: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    slip: bool
    claimed: Decimal | None
    total: Decimal | None
    claimed_grade: str
    grade: str
    errors: int
    warnings: int
    notes: int
    adjusted_targets: int
    indicators: int
    file: str
    path: str
    sheet: str
    cell: str

    @property
    def difference(self) -> Decimal | None:
        """Claimed less recomputed, None where one of them is missing."""
        return None if self.claimed is None or self.total is None else self.claimed - self.total

    @property
    def rate(self) -> Fraction | None:
        """Executed as a share of the adjusted budget, None where one of them is missing or nothing was budgeted."""
        return (
            Fraction(self.executed) / Fraction(self.adjusted) if self.executed is not None and self.adjusted else None
        )

    @property
    def adjusted_projects(self) -> int:
        """1 where at least one of its targets was changed during the year."""
        return int(self.adjusted_targets > 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose claimed score is far from the recomputed one, with the rule that makes it, and where it stands."""

    amount: Decimal
    claimed: Decimal
    score: Decimal
    unit: str
    project: str
    indicator: str
    target: str
    actual: str
    rule: str
    why: str
    file: str
    path: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit, or one project of it, that the bureau's list expects; `found` is what came of it: filled, targets, "".

    A unit that reported and is not on the list is `unlisted`.
    """

    unit_code: str
    unit: str
    project_code: str
    project: str
    found: str


Interval: TypeAlias = tuple[str, Decimal | None, Decimal | None]
"""Its name, from where (the edge included), up to where (the edge left out); None where it is open."""

CLAIMS: tuple[Interval, ...] = (
    ("100", Decimal(100), None),
    ("95—100", Decimal(95), Decimal(100)),
    ("90—95", Decimal(90), Decimal(95)),
    ("80—90", Decimal(80), Decimal(90)),
    ("60—80", Decimal(60), Decimal(80)),
    ("<60", None, Decimal(60)),
)
"""Intervals of claimed totals."""

RATES: tuple[Interval, ...] = (
    (">100%", Decimal("1.000001"), None),
    ("100%", Decimal(1), Decimal("1.000001")),
    ("90%—100%", Decimal("0.9"), Decimal(1)),
    ("80%—90%", Decimal("0.8"), Decimal("0.9")),
    ("60%—80%", Decimal("0.6"), Decimal("0.8")),
    ("<60%", None, Decimal("0.6")),
)
"""Intervals of execution rates, as shares; what is above by less than a millionth is 100 %."""


def interval(value: Decimal | Fraction, intervals: tuple[Interval, ...] = CLAIMS) -> str:
    """The name of the interval that a claimed total, or a rate, lies in."""
    return next(
        name for name, low, high in intervals if (low is None or value >= low) and (high is None or value < high)
    )


MOST_UNWIELDY = 50
"""Projects of each sort of doubtful amounts that are named."""
_THOUSANDFOLD = 3
_FEWEST = 10


@changing
class Unwieldy:
    """Amounts that make a sum doubtful: a slip of 元 and 万元 inside a form, or a form a thousand times the usual.

    What is usual is the median power of ten of the budgets of all forms (`powers`; `others` are those without a slip);
    with fewer than ten forms nothing is. Of each sort those with the largest amounts are kept.
    """

    powers: Counter[int] = field(default_factory=Counter)
    others: Counter[int] = field(default_factory=Counter)
    slips: Largest[FormLine] = field(default_factory=lambda: Largest(MOST_UNWIELDY))
    large: Largest[FormLine] = field(default_factory=lambda: Largest(MOST_UNWIELDY))

    def add(self, line: FormLine) -> None:
        """Look at one project."""
        if line.slip:
            self.slips.add(max(one or Decimal(0) for one in (line.initial, line.adjusted, line.executed)), line)
        if line.adjusted and line.adjusted > 0:
            self.powers[line.adjusted.adjusted()] += 1
            if not line.slip:
                self.others[line.adjusted.adjusted()] += 1
                self.large.add(line.adjusted, line)

    def lines(self) -> list[tuple[FormLine, str]]:
        """The projects, the largest budget first, each with why: `slip` or `large`."""
        found = [(line, "slip") for line in self.slips.lines()]
        found += [(line, "large") for line in self.large.lines() if self._is_large(_power(line))]
        return sorted(found, key=lambda item: -(item[0].adjusted or Decimal(0)))

    @property
    def left_out(self) -> int:
        """How many more there are than `lines` has."""
        large = sum(count for power, count in self.others.items() if self._is_large(power))
        return self.slips.left_out + max(large - MOST_UNWIELDY, 0)

    def _is_large(self, power: int) -> bool:
        return self.powers.total() >= _FEWEST and power >= self._usual() + _THOUSANDFOLD

    def _usual(self) -> int:
        """The power of ten of the form in the middle, by size."""
        middle, below = self.powers.total() // 2, 0
        for power in sorted(self.powers):
            below += self.powers[power]
            if below > middle:
                return power
        return 0


def _power(line: FormLine) -> int:
    return line.adjusted.adjusted() if line.adjusted else 0


@changing
class Sums:
    """What projects add up to: amounts in 万元, points added up with how many there are, grades, findings.

    `base` and `spent` are adjusted budget and amount executed of the projects that have both: of these is the rate.
    """

    forms: int = 0
    money: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(AMOUNTS, Decimal(0)))
    base: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    claimed: Fraction = Fraction(0)
    claims: int = 0
    total: Fraction = Fraction(0)
    totals: int = 0
    difference: Fraction = Fraction(0)
    differences: int = 0
    claimed_grades: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    intervals: Counter[str] = field(default_factory=Counter)
    rates: Counter[str] = field(default_factory=Counter)

    def add(self, line: FormLine) -> None:
        """Add one project."""
        self.forms += 1
        for name, amount in zip(AMOUNTS, (line.initial, line.adjusted, line.executed), strict=True):
            self.money[name] += amount or Decimal(0)
        if line.adjusted is not None and line.executed is not None:
            self.base, self.spent = self.base + line.adjusted, self.spent + line.executed
        for name in COUNTS:
            self.counts[name] += getattr(line, name)
        if line.rate is not None:
            self.rates[interval(line.rate, RATES)] += 1
        if line.claimed is not None:
            self.claimed, self.claims = self.claimed + Fraction(line.claimed), self.claims + 1
            self.intervals[interval(line.claimed)] += 1
        if line.difference is not None:
            self.difference, self.differences = self.difference + Fraction(line.difference), self.differences + 1
        if line.total is not None:
            self.total, self.totals = self.total + Fraction(line.total), self.totals + 1
        self.claimed_grades[line.claimed_grade] += 1
        self.grades[line.grade] += 1

    def add_all(self, other: Sums) -> None:
        """Add what others add up to."""
        self.forms += other.forms
        self.claimed, self.claims = self.claimed + other.claimed, self.claims + other.claims
        self.total, self.totals = self.total + other.total, self.totals + other.totals
        self.difference, self.differences = self.difference + other.difference, self.differences + other.differences
        for name, amount in other.money.items():
            self.money[name] += amount
        self.base, self.spent = self.base + other.base, self.spent + other.spent
        self.claimed_grades.update(other.claimed_grades)
        self.grades.update(other.grades)
        self.counts.update(other.counts)
        self.intervals.update(other.intervals)
        self.rates.update(other.rates)

    @property
    def rate(self) -> Fraction | None:
        """Executed as a share of the adjusted budget, over the projects that have both amounts; None without any."""
        return Fraction(self.spent) / Fraction(self.base) if self.base else None

    @property
    def adjustment(self) -> Fraction | None:
        """指标调整比率: targets changed during the year as a share of all indicators."""
        return (
            Fraction(self.counts["adjusted_targets"], self.counts["indicators"]) if self.counts["indicators"] else None
        )

    @property
    def mean_claimed(self) -> Fraction | None:
        """Mean of the claimed totals."""
        return self.claimed / self.claims if self.claims else None

    @property
    def mean_difference(self) -> Fraction | None:
        """Mean of claimed less recomputed, over the projects that have both."""
        return self.difference / self.differences if self.differences else None

    @property
    def mean_total(self) -> Fraction | None:
        """Mean of the recomputed totals."""
        return self.total / self.totals if self.totals else None
