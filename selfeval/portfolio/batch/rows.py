"""One evaluation as rows of the tables of a batch: facts, findings, and a line for each project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from selfeval.core.keys import key
from selfeval.core.model import AMOUNTS, Project
from selfeval.core.numbers import decimal_text, plain, round_half_up
from selfeval.core.problems import CellRef, Message, Problem, Severity, Translate
from selfeval.core.rules.sources import source_text
from selfeval.core.scoring.money_slips import amount_slip
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.conclusions import grade_named
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.units import convert
from selfeval.portfolio.batch.columns import PLACES
from selfeval.portfolio.batch.record import ProjectLine, Row, Value

MONEY = "万元"
"""The unit of every amount in the tables."""

Split = Callable[[str], tuple[str, str]]
"""Parts a cell such as `482001 乐亭县信访局` into code and name."""


class Languages(NamedTuple):
    """Chinese and English."""

    zh: Translate
    en: Translate

    def both(self, message: Message) -> tuple[str, str]:
        """The sentence in Chinese and in English."""
        return message.render(self.zh), message.render(self.en)


class Whose(NamedTuple):
    """Whose a project is: code and name of its department and of its unit."""

    department_code: str
    department: str
    unit_code: str
    unit: str


class Rows:
    """The rows of one evaluation; `problems` are all of its findings, `kind` is what its file is."""

    def __init__(
        self,
        assessment: Assessment,
        problems: Sequence[Problem],
        *,
        kind: str,
        filled: bool,
        split: Split,
        languages: Languages,
    ) -> None:
        self._assessment, self._problems, self._kind, self._filled = assessment, problems, kind, filled
        self._languages = languages
        department = assessment.evaluation.department
        code, name = split(department.name)
        self._own = (department.code or code, name)
        self._whose = [self._whose_of(result.project, split) for result in assessment.listed]
        self._place = {result.project.id: place for place, result in enumerate(assessment.listed)}

    def _whose_of(self, project: Project, split: Split) -> Whose:
        code, name = split(project.department) if project.department.strip() else self._own
        unit_code, unit = split(project.unit) if project.unit.strip() else (code, name)
        return Whose(code, name or unit, unit_code, unit)

    def projects(self) -> tuple[ProjectLine, ...]:
        """A line for each project."""
        found: dict[str, Counter[Severity]] = {}
        for problem in self._problems:
            found.setdefault(problem.project, Counter())[problem.severity] += 1
        return tuple(
            self._line(result, whose, found.get(result.project.id, Counter()))
            for result, whose in zip(self._assessment.listed, self._whose, strict=True)
        )

    def _line(self, result: ProjectResult, whose: Whose, found: Counter[Severity]) -> ProjectLine:
        project = result.project
        where = project.where("name")
        changed = sum(1 for row in project.indicators if row.initial_target and row.initial_target != row.target)
        return ProjectLine(
            _version(whose, project, self._assessment.year),
            *whose,
            project.code,
            project.title,
            self._assessment.year,
            project.whole_department,
            self._filled,
            *_amounts(result),
            any(amount_slip(result.budget, name) for name in AMOUNTS),
            decimal_text(project.claimed.total),
            decimal_text(result.total),
            self._claimed_grade(project),
            result.grade,
            where.sheet,
            where.cell,
            found[Severity.ERROR],
            found[Severity.WARNING],
            found[Severity.INFO],
            changed,
            len(project.indicators),
        )

    def facts(self) -> list[Row]:
        """The budget row and the indicators of every project, by `FACT_FIELDS`."""
        return [row for place in range(len(self._whose)) for row in self._of_project(place)]

    def _of_project(self, place: int) -> Iterator[Row]:
        result, whose = self._assessment.listed[place], self._whose[place]
        project, pack = result.project, self._assessment.pack
        head = (self._kind, self._assessment.year, *whose, project.code, project.title, project.whole_department)
        rate = None if result.execution.rate is None else plain(round_half_up(result.execution.rate, PLACES))
        tail = (
            project.money_unit,
            *_amounts(result),
            rate,
            decimal_text(project.claimed.total),
            decimal_text(result.total),
            self._claimed_grade(project),
            result.grade,
            result.complete,
            pack.id,
            pack.version,
            pack.sha256,
        )
        yield place, [*head, *self._budget(result), *tail, *_cell(project.where("executed")), ""]
        evaluation = self._assessment.evaluation
        for item in result.indicators:
            reason = evaluation.indicator_value(project, item.indicator, "reason")
            own = self._indicator(item, evaluation.indicator_value(project, item.indicator, "actual"))
            yield (
                place,
                [*head, *own, reason, *tail, *_cell(item.indicator.where("target")), item.indicator.last_target],
            )

    def _budget(self, result: ProjectResult) -> tuple[Value, ...]:
        execution = result.execution
        claimed, score = result.project.claimed.execution_score, execution.score if execution.applies else None
        texts = ("budget", "", "", "", "", result.project.kept.get("execution_target", ""), "", "", "", None, "", "")
        points = (plain(execution.weight), decimal_text(claimed), decimal_text(score), _less(claimed, score))
        method = self._assessment.pack.execution.method.value
        rule = source_text(execution.citation).render(self._languages.zh)
        reason = self._assessment.evaluation.value(result.project, "budget_reason")
        return *texts, *points, None, method, rule, *self._languages.both(execution.why), reason

    def _indicator(self, item: Scored, actual: str) -> tuple[Value, ...]:
        row, target = item.indicator, item.target
        sign = target.comparator.value if target.comparator else ""
        texts = ("indicator", row.id, row.tier1, row.tier2, row.tier3, row.target, canonical(target))
        reading = (target.kind.value, sign, decimal_text(target.value), target.unit, actual)
        points = (plain(item.weight.effective), decimal_text(row.claimed_score), decimal_text(item.score))
        rule = source_text(item.citation).render(self._languages.zh) if item.method else ""
        last = (_less(row.claimed_score, item.score), item.met, item.method, rule)
        return *texts, *reading, *points, *last, *self._languages.both(item.why)

    def _claimed_grade(self, project: Project) -> str:
        claimed, pack = project.claimed, self._assessment.pack
        if claimed.grade:
            return grade_named(claimed.grade, frozenset(grade.name for grade in pack.grades))
        return "" if claimed.total is None else pack.grade_of(claimed.total)

    def findings(self) -> list[Row]:
        """Every finding, by `FINDING_FIELDS`."""
        rows: list[Row] = []
        for problem in self._problems:
            place = self._place.get(problem.project, -1)
            whose = self._whose[place] if place >= 0 else Whose("", self._own[1], "", self._own[1])
            project = self._assessment.listed[place].project if place >= 0 else None
            names = (project.code, project.title) if project else ("", "")
            said = (*self._languages.both(problem.message), *self._languages.both(problem.hint))
            head = (self._assessment.year, whose.department, whose.unit, *names, problem.indicator)
            level = (problem.code, problem.severity.value, problem.about.value)
            rows.append((place, [*head, *level, *_cell(problem.where), problem.input, *said]))
        return rows


def _version(whose: Whose, project: Project, year: int | None) -> str:
    """Unit, year and project for comparing, "" where one is not known: a sheet's name is no project's."""
    name = key(project.name) or key(project.code)
    unit = key(whose.unit)
    return f"{unit}|{year}|{name}" if unit and name and year else ""


def _cell(where: CellRef | None) -> tuple[str, str]:
    return (where.sheet, where.cell) if where else ("", "")


def _amounts(result: ProjectResult) -> tuple[str | None, str | None, str | None]:
    budget = result.budget
    initial, adjusted, executed = (_money(budget.amount(name), budget.unit) for name in AMOUNTS)
    return initial, adjusted, executed


def _money(amount: Decimal | None, unit: str) -> str | None:
    return None if amount is None else decimal_text(convert(amount, unit, MONEY))


def _less(claimed: Decimal | None, score: Decimal | None) -> str | None:
    return None if claimed is None or score is None else plain(Fraction(claimed) - Fraction(score))
