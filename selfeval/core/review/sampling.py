"""A sample that can be explained: which projects are drawn, by which rule, the same on every machine.

Each project has a number of its own: SHA-256 of seed, unit, code and name in UTF-8, parted by line feeds; unit, code
and name are folded (see `core/keys.py`); further forms of the same three have a fifth line: 2, 3 … by file and sheet.
Where a rule takes some of several projects it takes those with the smallest numbers, so that neither the order in which
files are given nor the version of any program decides.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from selfeval.core.keys import key
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass

EVERY = "*"
"""Stands for any grade."""
ALL_WORDS = frozenset({EVERY, "全部", "all"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that may be drawn.

    Attributes:
        unit, code, name: what tells it from every other; spacing and width of signs do not.
        amount: its adjusted budget in 万元, None where it is not known.
        total, grade: of the self-evaluation, as claimed; by the rule where nothing is claimed.
        file, sheet: where its form lies.
        twin: 2, 3, … for further forms of the same unit, code and name, in the order of files; 1 for the first.
    """

    unit: str
    code: str
    name: str
    amount: Decimal | None
    total: Decimal | None
    grade: str
    file: str
    sheet: str = ""
    twin: int = 1


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What is drawn.

    Attributes:
        seed: goes into every number.
        above: 万元 from which on every project is drawn, None for no such rule.
        grades: every project of these grades is drawn.
        shares: percent of the projects of a grade, rounded up to whole projects; `*` for all of them.
        each_unit: whether every unit has one project at least.
    """

    seed: str
    above: Decimal | None = None
    grades: tuple[str, ...] = ()
    shares: tuple[tuple[str, Decimal], ...] = ()
    each_unit: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing would be drawn whatever there is."""
        return self.above is None and not self.grades and not self.shares and not self.each_unit


@dataclass(frozen=True, slots=True)
class Stratum:
    """One rule with its figures: how many projects it is about, how many it takes, how many of them it alone takes."""

    rule: Message
    size: int
    taken: int
    alone: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A project with its number, and the rules that draw it, by their place in the plan; none where it is not drawn."""

    candidate: Candidate
    number: str
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Every project in the order of units and names, with what drew it; the rules; what could not be judged.

    Attributes:
        unknown_amount, unknown_grade: projects on which a rule had nothing to go by.
    """

    plan: SamplePlan
    all: tuple[Drawn, ...]
    strata: tuple[Stratum, ...]
    unknown_amount: tuple[Candidate, ...]
    unknown_grade: tuple[Candidate, ...]

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Those that are drawn."""
        return tuple(one for one in self.all if one.rules)


def number_of(seed: str, one: Candidate) -> str:
    """The number of a project under a seed: 64 hexadecimal digits."""
    parts = [seed.strip(), key(one.unit), key(one.code), key(one.name)]
    if one.twin > 1:
        parts.append(str(one.twin))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def with_twins(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, those of the same unit, code and name told apart in the order of their files and sheets."""
    seen: Counter[tuple[str, str, str]] = Counter()
    told = []
    for one in sorted(found, key=lambda item: (item.file, item.sheet)):
        who = (key(one.unit), key(one.code), key(one.name))
        seen[who] += 1
        told.append(replace(one, twin=seen[who]))
    return tuple(told)


def draw(found: Sequence[Candidate], plan: SamplePlan) -> Sample:
    """Draw by every rule of the plan; a project that several rules draw names them all."""
    numbered = sorted(
        ((number_of(plan.seed, one), one) for one in with_twins(found)),
        key=lambda pair: (key(pair[1].unit), key(pair[1].code), key(pair[1].name), pair[1].twin),
    )
    rules: list[tuple[Message, list[str], list[str]]] = []
    if plan.above is not None:
        wanted = [number for number, one in numbered if one.amount is not None and one.amount >= plan.above]
        rules.append((msg("adjusted budget {amount}万元 or more", amount=plain(plan.above)), wanted, wanted))
    for grade in plan.grades:
        wanted = [number for number, one in numbered if one.grade == grade]
        rules.append((msg("all of grade {grade}", grade=grade), wanted, wanted))
    for grade, percent in plan.shares:
        pool = sorted(number for number, one in numbered if grade in {EVERY, one.grade})
        name = msg("all grades") if grade == EVERY else msg("grade {grade}", grade=grade)
        said = msg("{percent}% of {grade}", percent=plain(percent), grade=name)
        rules.append((said, pool, pool[: share_of(len(pool), percent)]))
    if plan.each_unit:
        rules.append((msg("every unit at least once"), *_each_unit(numbered, rules)))
    takes = [frozenset(taken) for _, _, taken in rules]
    drawn = tuple(
        Drawn(one, number, tuple(place for place, taken in enumerate(takes) if number in taken))
        for number, one in numbered
    )
    alone = Counter(one.rules[0] for one in drawn if len(one.rules) == 1)
    strata = tuple(
        Stratum(said, len(pool), len(taken), alone[place]) for place, (said, pool, taken) in enumerate(rules)
    )
    graded = bool(plan.grades) or any(grade != EVERY for grade, _ in plan.shares)
    return Sample(
        plan,
        drawn,
        strata,
        tuple(one for _, one in numbered if plan.above is not None and one.amount is None),
        tuple(one for _, one in numbered if graded and not one.grade),
    )


def share_of(size: int, percent: Decimal) -> int:
    """So many of `size` projects are so many percent, rounded up to whole ones."""
    exact = Decimal(size) * percent / 100
    return int(exact) + (exact != int(exact))


def _each_unit(
    numbered: Sequence[tuple[str, Candidate]], rules: Sequence[tuple[Message, list[str], list[str]]]
) -> tuple[list[str], list[str]]:
    """One project of each unit that has none yet; first the smallest number of every such unit, then what is taken."""
    before = {number for _, _, taken in rules for number in taken}
    by_unit: dict[str, list[str]] = {}
    for number, one in numbered:
        by_unit.setdefault(key(one.unit), []).append(number)
    left = [numbers for numbers in by_unit.values() if not before & set(numbers)]
    return [number for numbers in left for number in numbers], [min(numbers) for numbers in left]
