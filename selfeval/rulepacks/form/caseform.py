"""A file of worked cases: its closed form, and its cases as their runner uses them, key by key of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from selfeval.core.rules.keys.case_tables import CASE_NESTED, CASE_TABLES
from selfeval.core.rules.keys.lookup import FileKeys
from selfeval.rulepacks.form.conversion import to_rule
from selfeval.rulepacks.form.schema import Forms
from selfeval.rulepacks.text.files import CASES_SCHEMA

CASE_KEYS = FileKeys(CASE_TABLES, CASE_NESTED)
CASE_FORMS = Forms(CASE_KEYS, CASES_SCHEMA)
CasesFile = CASE_FORMS.of("")
"""The form of a whole file."""


@dataclass(frozen=True, kw_only=True)
class RowCase:
    """An indicator as it would stand in a workbook; a blank weight is proposed by the pack."""

    tier1: str
    tier2: str
    name: str
    target: str
    actual: str
    share: str
    weight: Decimal | None = None
    not_applicable: str
    deduction: str
    goal: str


@dataclass(frozen=True, kw_only=True)
class IndicatorCase(RowCase):
    """One indicator and its score; `no_score` where none may come out."""

    title: str
    year: int
    score: Decimal | None = None
    no_score: bool
    over: str
    answer: str
    method: str


@dataclass(frozen=True, kw_only=True)
class ProjectFacts:
    """A project: amounts and other budget texts by their keys, and its indicators."""

    budget: Mapping[str, str]
    finished: str
    review_grade: str
    money_unit: str
    whole_department: bool
    indicators: tuple[RowCase, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectCase(ProjectFacts):
    """One project and what must come out; what is not written is not compared."""

    title: str
    year: int
    execution: Decimal | None = None
    execution_weight: Decimal | None = None
    rate: Decimal | None = None
    weights: tuple[Decimal, ...] | None = None
    scores: tuple[Decimal, ...] | None = None
    total: Decimal | None = None
    no_total: bool
    grade: str | None = None


@dataclass(frozen=True, kw_only=True)
class GradeCase:
    """A total and its grade."""

    total: Decimal
    grade: str


@dataclass(frozen=True, kw_only=True)
class FormRowCase:
    """A row of the department's own form by its name: what is entered, and what it must earn."""

    name: str
    actual: str
    score: Decimal | None = None
    no_score: bool


@dataclass(frozen=True, kw_only=True)
class DepartmentCase:
    """Several projects and the department's total.

    Under a pack that lays out the department's own form, `rows` holds entries of its rows (outcomes, scores by
    standard, amounts) and what they must earn; what is not written is not compared.
    """

    title: str
    projects: tuple[ProjectFacts, ...]
    rows: tuple[FormRowCase, ...]
    total: Decimal | None = None
    no_total: bool
    grade: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewedRow(RowCase):
    """A row with what the reviewer found: another outcome, other deductions; blank where nothing else was found."""

    self_score: Decimal | None = None
    found: str
    taken_off: str


@dataclass(frozen=True, kw_only=True)
class ReviewCase:
    """A reviewed project: what the form claims, what the reviewer found, and what must come out."""

    title: str
    year: int
    budget: Mapping[str, str]
    indicators: tuple[ReviewedRow, ...]
    self_total: Decimal | None = None
    form: Mapping[str, Decimal]
    scores: tuple[Decimal, ...] | None = None
    total: Decimal | None = None
    percent: Decimal | None = None
    final: Decimal | None = None
    form_total: Decimal | None = None
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JointCase:
    """One project of several units: what each has, and what must stand for all of them."""

    title: str
    year: int
    units: tuple[ProjectFacts, ...]
    targets: tuple[str, ...] | None = None
    actuals: tuple[str, ...] | None = None
    scores: tuple[Decimal, ...] | None = None
    total: Decimal | None = None
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Cases:
    """All cases of a file, by their kinds, and the id of the pack to which they belong."""

    pack: str
    case: tuple[IndicatorCase, ...]
    project: tuple[ProjectCase, ...]
    grade: tuple[GradeCase, ...]
    department: tuple[DepartmentCase, ...]
    review: tuple[ReviewCase, ...]
    aggregate: tuple[JointCase, ...]


def to_cases(raw: Mapping[str, object]) -> Cases:
    """The cases of a document; pydantic's `ValidationError` where it has not the form of such a file."""
    return to_rule(Cases, CasesFile.model_validate(raw))


def facts_of(*rows: RowCase) -> ProjectFacts:
    """A project of these indicators, of which nothing else is said."""
    return to_rule(ProjectFacts, CASE_FORMS.of("department.projects")(), indicators=rows)
