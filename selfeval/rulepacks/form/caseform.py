"""The closed form of a file of worked cases: facts on one side, the points that must come out on the other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from selfeval.rulepacks.form.fields import Block, Free, Ident, Percent, Rate, Text, Whole

Year = Annotated[Whole, Field(ge=2000, le=2100)]


class RowCase(Block):
    """An indicator as it would stand in a workbook; a blank weight is proposed by the pack."""

    tier1: Free = "产出指标"
    tier2: Free = "数量指标"
    name: Free = "指标"
    target: Free = "≥1"
    actual: Free = ""
    share: Free = ""
    weight: Percent | None = None
    not_applicable: Free = ""
    deduction: Free = ""
    goal: Free = ""


class IndicatorCase(RowCase):
    """One indicator and its score; `no_score` where none may come out."""

    title: Text
    year: Year = 2025
    score: Percent | None = None
    no_score: StrictBool = False
    over: Literal["", "flag", "reason", "deducted"] = ""
    answer: Free = ""
    method: Free = ""


class ProjectFacts(Block):
    """A project: amounts and other budget texts by their keys, and its indicators."""

    budget: dict[Text, Free] = Field(default_factory=dict)
    finished: Free = ""
    review_grade: Free = ""
    money_unit: Literal["万元", "元"] = "万元"
    whole_department: StrictBool = False
    indicators: tuple[RowCase, ...] = ()


class ProjectCase(ProjectFacts):
    """One project and what must come out; what is not written is not compared."""

    title: Text
    year: Year = 2025
    execution: Percent | None = None
    execution_weight: Percent | None = None
    rate: Rate | None = None
    weights: tuple[Percent, ...] | None = None
    scores: tuple[Percent, ...] | None = None
    total: Percent | None = None
    no_total: StrictBool = False
    grade: Free | None = None


class GradeCase(Block):
    """A total and its grade."""

    total: Percent
    grade: Free


class FormRowCase(Block):
    """A row of the department's own form by its name: what is entered, and what it must earn."""

    name: Text
    actual: Free = ""
    score: Percent | None = None
    no_score: StrictBool = False


class DepartmentCase(Block):
    """Several projects and the department's total.

    Under a pack that lays out the department's own form, `rows` holds entries of its rows (outcomes, scores by
    standard, amounts) and what they must earn; what is not written is not compared.
    """

    title: Text
    projects: Annotated[tuple[ProjectFacts, ...], Field(min_length=1)]
    rows: tuple[FormRowCase, ...] = ()
    total: Percent | None = None
    no_total: StrictBool = False
    grade: Free | None = None


class ReviewedRow(RowCase):
    """A row with what the reviewer found: another outcome, other deductions; blank where nothing else was found."""

    self_score: Percent | None = None
    found: Free = ""
    taken_off: Free = ""


class ReviewCase(Block):
    """A reviewed project: what the form claims, what the reviewer found, and what must come out."""

    title: Text
    year: Year = 2025
    budget: dict[Text, Free] = Field(default_factory=dict)
    indicators: Annotated[tuple[ReviewedRow, ...], Field(min_length=1)]
    self_total: Percent | None = None
    form: dict[Ident, Percent] = Field(default_factory=dict)
    scores: tuple[Percent, ...] | None = None
    total: Percent | None = None
    percent: Percent | None = None
    final: Percent | None = None
    form_total: Rate | None = None
    problems: tuple[Text, ...] = ()


class JointCase(Block):
    """One project of several units: what each has, and what must stand for all of them."""

    title: Text
    year: Year = 2025
    units: Annotated[tuple[ProjectFacts, ...], Field(min_length=1)]
    targets: tuple[Free, ...] | None = None
    actuals: tuple[Free, ...] | None = None
    scores: tuple[Percent, ...] | None = None
    total: Percent | None = None
    problems: tuple[Text, ...] = ()


class CasesFile(Block):
    """规则包的算例。"""  # noqa: D415 - ends with the Chinese full stop

    schema_: Annotated[Literal["selfeval.cases/1"], Field(alias="schema")]
    pack: Ident
    case: tuple[IndicatorCase, ...] = ()
    project: tuple[ProjectCase, ...] = ()
    grade: tuple[GradeCase, ...] = ()
    department: tuple[DepartmentCase, ...] = ()
    review: tuple[ReviewCase, ...] = ()
    aggregate: tuple[JointCase, ...] = ()
