"""What each unit brings to a project of several units, and what becomes of a row: values, no words."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Indicator, Project
from selfeval.core.problems import Message
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's form of the project.

    Attributes:
        unit: what the unit is called, unique among those together.
        file: name of its form.
        evaluation, result: its facts and its own scores.
        money: amounts of its budget in 万元 by `initial`, `adjusted`, `executed`; None where one is not known.
    """

    unit: str
    file: str
    evaluation: Evaluation
    result: ProjectResult
    money: dict[str, Decimal | None]

    @property
    def project(self) -> Project:
        """The project as the unit's form has it."""
        return self.result.project


class How(StrEnum):
    """How the figures of a row became one."""

    ALONE = "alone"
    SUM = "sum"
    MEAN = "mean"
    LATEST = "latest"
    ALL_YES = "all_yes"
    WEIGHED = "weighed"
    LOWEST = "lowest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Given:
    """A unit's row: as it scored it, with the money that it weighs; None where a row is weighed by none."""

    part: Part
    scored: Scored
    money: Decimal | None

    @property
    def indicator(self) -> Indicator:
        """The row as the unit's form has it."""
        return self.scored.indicator

    @property
    def absent(self) -> bool:
        """Whether the row does not apply to this unit."""
        return bool(self.scored.not_applicable)


@dataclass(frozen=True, slots=True)
class Joined:
    """What stands for a row of all units together.

    Attributes:
        target, actual, share, reading: texts of the joint form, "" where none stands for all.
        how: how they came about; `said` the same with what has to be known, in a sentence.
        doubt: what somebody should look at, nothing where there is nothing.
    """

    target: str
    actual: str
    how: How
    said: Message
    share: str = ""
    reading: str = ""
    doubt: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class JointRow:
    """A row of the joint form with what each unit brought."""

    indicator: str
    given: tuple[Given, ...]
    joined: Joined


@dataclass(frozen=True, slots=True)
class JointProject:
    """A project of the joint form: the project itself, its units, its rows."""

    project: Project
    parts: tuple[Part, ...]
    rows: tuple[JointRow, ...]
