"""What monitoring makes of a month: the figures of each project and indicator, with the lights that they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Indicator, Project
from selfeval.core.monitoring.words import LIGHT_KINDS, Cause, Likelihood
from selfeval.core.problems import Message, labelled, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Light
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.budget import Budget
from selfeval.core.scoring.scored import Scored


@dataclass(frozen=True, slots=True)
class Lit:
    """One light and why it shows what it shows.

    Attributes:
        kind: `spending` against the plan, `expected` of the whole year, `progress` of the goals against the spending,
            `likelihood`, `forecast` or `limit` of an indicator.
        light: `NONE` where nothing can be judged.
        why: facts, formula, threshold and source as one sentence.
        figure: what was judged, in percent or percent points; None where no number was.
        yellow, red: the thresholds that it was held against.
    """

    kind: str
    light: Light
    why: Message
    figure: Fraction | None = None
    yellow: Decimal | None = None
    red: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One indicator in a month.

    Attributes:
        reached, expected: the row scored with what was reached by then, and with what is expected of the year.
        texts: the facts of the month as they stand, by their names (`ROW_FACTS`).
        likelihood: None where blank or none of the three.
        causes: the kinds named; `unknown_causes`: words of the same cell that name none.
        progress: share of the target that is reached, at most 1; None where there is no halfway (see `lights`).
    """

    indicator: Indicator
    reached: Scored
    expected: Scored
    texts: dict[str, str]
    likelihood: Likelihood | None
    causes: tuple[Cause, ...]
    unknown_causes: tuple[str, ...]
    progress: Fraction | None
    lights: tuple[Lit, ...]

    @property
    def applies(self) -> bool:
        """Whether the indicator applies this year."""
        return not self.reached.not_applicable

    @property
    def begun(self) -> bool:
        """Whether anything is known of it in this month."""
        return any(text.strip() for text in self.texts.values())

    @property
    def light(self) -> Light:
        """The gravest of its lights."""
        return worst(self.lights)


@dataclass(frozen=True, slots=True)
class MonthProject:
    """One project in a month.

    Attributes:
        budget, expected: the amounts with what was spent by then, and with what is expected of the year, as `executed`.
        base: the denominator of the rates; None where unknown.
        rate, expected_rate: exact shares of the base; None where unknown.
        planned: percent of the base that the plan has by then; None where there is nothing to hold it against.
        progress: share of its goals that the project has reached, over `measured` of its indicators; None for none.
        texts: the month's amounts as they stand, by their names (`PROJECT_FACTS`).
    """

    project: Project
    budget: Budget
    expected: Budget
    base: Decimal | None
    rate: Fraction | None
    expected_rate: Fraction | None
    planned: Fraction | None
    progress: Fraction | None
    measured: int
    texts: dict[str, str]
    rows: tuple[MonthRow, ...]
    lights: tuple[Lit, ...]

    @property
    def begun(self) -> bool:
        """Whether anything is known of it in this month."""
        return any(text.strip() for text in self.texts.values()) or any(row.begun for row in self.rows)

    @property
    def light(self) -> Light:
        """The gravest light of the project and its indicators."""
        return worst((*self.lights, *(lit for row in self.rows for lit in row.lights)))

    def row(self, indicator_id: str) -> MonthRow:
        """The indicator with this id; `KeyError` if there is none."""
        for row in self.rows:
            if row.indicator.id == indicator_id:
                return row
        raise KeyError(indicator_id)


@dataclass(frozen=True, slots=True)
class Monitoring:
    """A whole evaluation at the end of a month; `year` is the budget year."""

    evaluation: Evaluation
    pack: RulePack
    year: int | None
    month: int
    projects: tuple[MonthProject, ...]

    @property
    def begun(self) -> bool:
        """Whether anything is known of this month."""
        return any(project.begun for project in self.projects)

    def project(self, project_id: str) -> MonthProject:
        """The project with this id; `KeyError` if there is none."""
        for one in self.projects:
            if one.project.id == project_id:
                return one
        raise KeyError(project_id)


def lights_told(lights: Iterable[Lit]) -> Iterator[tuple[Light, Message]]:
    """Each colour with its reason; lights of one colour that have one reason are told once, all of them by name."""
    alike: dict[tuple[Light, Message], list[Message]] = {}
    for lit in lights:
        alike.setdefault((lit.light, lit.why), []).append(LIGHT_KINDS[lit.kind])
    for (light, why), names in alike.items():
        if len(names) == 1:
            yield light, why
        else:
            all_of_them = reduce(lambda some, name: msg("{names}, {name}", names=some, name=name), names)
            yield light, labelled(all_of_them, why)


def worst(lights: Iterable[Lit]) -> Light:
    """The gravest of several; none where there is none."""
    return min((lit.light for lit in lights), key=lambda light: light.rank, default=Light.NONE)
