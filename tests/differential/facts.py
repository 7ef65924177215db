"""What an evaluation says, in plain values: the common ground of the second calculator and of the random evaluations.

Every fact stands here twice: as the text that the product has to read, and as the value that it means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Target:
    """A target as it is meant: `sign` is one of >= > <= < = between before by is words."""

    text: str
    sign: str
    value: Fraction = Fraction(0)
    upper: Fraction = Fraction(0)
    unit: str = ""
    day: date | None = None
    yes: bool = True

    @property
    def kind(self) -> str:
        """What a pack's `applies.kinds` calls it."""
        return {"between": "range", "by": "date", "is": "boolean", "words": "qualitative"}.get(self.sign, "quantity")


@dataclass(frozen=True)
class Actual:
    """An outcome as it is meant; all None where nothing was entered."""

    text: str = ""
    share_text: str = ""
    number: Fraction | None = None
    day: date | None = None
    yes: bool | None = None
    answer: str | None = None
    share: Fraction | None = None


@dataclass(frozen=True)
class Row:
    """One indicator; `weight` is None where the form has none, `reading` what a person said of the target.

    `deducted`: ids of deductions with the number of items, 0 where none are counted. `goal`: the number of the goal
    that the row serves, 0 where the form states none; `goal_share` what is stated of it, in points or in percent.
    """

    tier1: str
    tier2: str
    name: str
    target: Target
    actual: Actual
    weight: Fraction | None
    absent: str = ""
    reading: str = ""
    deducted: tuple[tuple[str, int], ...] = ()
    deduction_text: str = ""
    goal: int = 0
    goal_text: str = ""
    goal_share: tuple[Fraction, str] | None = None

    @property
    def id(self) -> str:
        """Path and name: one row of a project has it."""
        return f"{self.tier1}/{self.tier2}/{self.name}"


@dataclass(frozen=True)
class Project:
    """One project; amounts by the names initial, adjusted, executed, adjusted.carry_over, missing where blank."""

    name: str
    rows: tuple[Row, ...]
    amounts: dict[str, Fraction] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unit: str = "万元"
    finished: str = ""
    execution_weight: Fraction | None = None
    whole_department: bool = False
    review_grade: str = ""


# ---- what is made of them ---------------------------------------------------------------------------------

Value = Fraction | str | bool | None


@dataclass(frozen=True)
class RowResult:
    """Points of a row: as written or proposed, after redistribution, earned (None while it cannot be scored).

    `less`: over-achievement took something off; `fine`: the points have more decimals than scores have.
    """

    base: Fraction
    weight: Fraction
    score: Fraction | None
    exact: Fraction | None
    method: str
    less: bool = False
    fine: bool = False


@dataclass(frozen=True)
class ProjectResult:
    """What a project comes to; `total` None where something is missing or no total may be given."""

    rows: tuple[RowResult, ...]
    rate: Fraction | None
    execution_weight: Fraction
    execution: Fraction | None
    total: Fraction | None
    grade: str
    complete: bool
    execution_applies: bool = True
    capped: bool = False
    off_the_mark: bool = False


@dataclass(frozen=True)
class DepartmentResult:
    """All projects, and the department's own total and grade."""

    projects: tuple[ProjectResult, ...]
    total: Fraction | None
    grade: str

    def figures(self, projects: tuple[Project, ...]) -> dict[str, Value]:
        """Every figure by its place, such as `项目一 total`."""
        found: dict[str, Value] = {}
        for project, result in zip(projects, self.projects, strict=True):
            for row, item in zip(project.rows, result.rows, strict=True):
                for name in ("base", "weight", "score", "method"):
                    found[f"{project.name}/{row.id} {name}"] = getattr(item, name)
            for name in ("rate", "execution_weight", "execution", "total", "grade", "complete"):
                found[f"{project.name} {name}"] = getattr(result, name)
        return found | {"total": self.total, "grade": self.grade}
