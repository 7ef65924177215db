"""Worked cases: known facts go through the real scoring, and the points must come out exactly (tolerance 0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path as FilePath

from pydantic import ValidationError

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import BUDGET_FIELDS, Department
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess, assess_project
from selfeval.core.scoring.department_form import laid_out, with_form
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.rulepacks.check.case_facts import as_project, listed, same, shown
from selfeval.rulepacks.check.joint_cases import joined
from selfeval.rulepacks.check.review_cases import reviewed
from selfeval.rulepacks.form.caseform import (
    Cases,
    CasesFile,
    DepartmentCase,
    IndicatorCase,
    ProjectCase,
    ProjectFacts,
    facts_of,
    to_cases,
)
from selfeval.rulepacks.form.objections import form_problems
from selfeval.rulepacks.text.errors import PackError, PackProblem, Place
from selfeval.rulepacks.text.files import CASES_SCHEMA, read_bytes, read_toml
from selfeval.rulepacks.text.lines import Path

_KINDS = ("case", "project", "department", "grade", "review", "aggregate")
_USUAL_WEIGHT = Decimal(10)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One worked case after it ran.

    Attributes:
        title: what the case says it shows.
        place, path: its file, and where it stands in it; `where` is such as `cn-mof-2020-10.cases.toml:12`.
        differences: what came out otherwise than expected; empty if the case passed.
    """

    title: str
    place: Place
    path: Path
    differences: tuple[Message, ...] = ()

    @property
    def where(self) -> str:
        """File and line; looked for only when somebody asks, as the lines of a file take longer than a case."""
        return self.place.at(self.path)

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


def run(pack: RulePack, path: FilePath) -> tuple[CaseResult, ...]:
    """Run every worked case of a file under a pack.

    Raises:
        SelfEvalError: R102, R103, R104, R108 as for a pack.
        PackError: the file of cases has mistakes itself.
    """
    return run_cases(pack, path, *read_cases(path))


def run_cases(pack: RulePack, path: FilePath, cases: Cases, place: Place) -> tuple[CaseResult, ...]:
    """Run worked cases that are read already.

    Raises:
        PackError: R131, they belong to another pack.
    """
    if cases.pack != pack.id:
        wrong = place.problem("R131", ("pack",), msg("these cases belong to {pack}", pack=cases.pack))
        raise PackError(path.name, (wrong,))
    return _ran(pack, cases, place)


def run_sound(pack: RulePack, path: FilePath, data: bytes) -> tuple[tuple[CaseResult, ...], tuple[Problem, ...]]:
    """Run every worked case that has its form, whatever is wrong with others; and everything wrong with the file.

    Raises:
        SelfEvalError: R102, R103 as for a pack.
    """
    text, raw = read_toml(path, data)
    place = Place(path.name, text)
    try:
        cases, _ = parse_cases(path, data)
        problems: list[PackProblem] = []
        kept = {kind: list(range(len(getattr(cases, kind)))) for kind in _KINDS}
    except PackError as error:
        problems = [problem for problem in error.problems if isinstance(problem, PackProblem)]
        wrong = {problem.path[:2] for problem in problems}
        listed = {kind: raw[kind] if isinstance(raw.get(kind), list) else [] for kind in _KINDS}
        kept = {
            kind: [index for index in range(len(entries)) if (kind, index) not in wrong]
            for kind, entries in listed.items()
        }
        sound = {kind: [listed[kind][index] for index in places] for kind, places in kept.items()}
        cases = to_cases({"schema": CASES_SCHEMA, "pack": pack.id, **sound})
    if raw.get("pack") != pack.id and not any(problem.path == ("pack",) for problem in problems):
        text_of = msg("these cases belong to {pack}", pack=str(raw.get("pack", "—")))
        problems.append(place.problem("R131", ("pack",), text_of))
    results = tuple(
        replace(result, path=(result.path[0], kept[str(result.path[0])][int(result.path[1])]))
        for result in _ran(pack, cases, place)
    )
    return results, tuple(problems)


def _ran(pack: RulePack, cases: Cases, place: Place) -> tuple[CaseResult, ...]:
    ran = [
        (("case", index), case.title, _indicator(case, scored))
        for index, (case, scored) in enumerate(zip(cases.case, _scored(pack, cases.case), strict=True))
    ]
    ran += [(("project", index), case.title, _project(pack, case)) for index, case in enumerate(cases.project)]
    ran += [(("department", index), case.title, _department(pack, case)) for index, case in enumerate(cases.department)]
    ran += [
        (("grade", index), plain(case.total), same("grade", case.grade, pack.grade_of(case.total)))
        for index, case in enumerate(cases.grade)
    ]
    ran += [(("review", index), case.title, reviewed(pack, case)) for index, case in enumerate(cases.review)]
    ran += [(("aggregate", index), case.title, joined(pack, case)) for index, case in enumerate(cases.aggregate)]
    return tuple(CaseResult(title, place, where, tuple(found)) for where, title, found in ran)


def read_cases(path: FilePath) -> tuple[Cases, Place]:
    """The cases of a file; errors as for `run`."""
    return parse_cases(path, read_bytes(path))


def parse_cases(path: FilePath, data: bytes) -> tuple[Cases, Place]:
    """The cases in these bytes; errors as for `run`."""
    text, raw = read_toml(path, data)
    place = Place(path.name, text)
    try:
        cases = to_cases(raw)
    except ValidationError as error:
        raise PackError(path.name, tuple(problem for _, problem in form_problems(error, CasesFile, place))) from error
    budgets = [("project", index, case.budget) for index, case in enumerate(cases.project)]
    budgets += [("review", index, case.budget) for index, case in enumerate(cases.review)]
    problems = [
        place.problem("R110", (kind, index, "budget", key), msg("unknown key; known here are {known}", known=known))
        for kind, index, budget in budgets
        for key in budget
        if key not in BUDGET_FIELDS and (known := ", ".join(BUDGET_FIELDS))
    ]
    problems += [
        place.problem("R111", ("case", index), msg("either score or no_score = true is needed"))
        for index, entry in enumerate(cases.case)
        if (entry.score is None) != entry.no_score
    ]
    if problems:
        raise PackError(path.name, tuple(problems))
    return cases, place


def _scored(pack: RulePack, cases: tuple[IndicatorCase, ...]) -> list[Scored]:
    """Each case's indicator, scored: those of one year as rows of one project, where their weights do not meet.

    An indicator that does not apply gives its points to others, so that it stands in a project of its own.
    """
    rows = [case if case.weight is not None else replace(case, weight=_USUAL_WEIGHT) for case in cases]
    found: dict[int, Scored] = {}
    for year in {row.year for row in rows}:
        together = [place for place, row in enumerate(rows) if row.year == year and not row.not_applicable]
        alone = [[place] for place, row in enumerate(rows) if row.year == year and row.not_applicable]
        for places in (together, *alone):
            facts = facts_of(*(rows[place] for place in places))
            scored = _alone(pack, facts, year).indicators
            found.update(zip(places, scored, strict=True))
    return [found[place] for place in range(len(rows))]


def _indicator(case: IndicatorCase, scored: Scored) -> Iterator[Message]:
    if scored.score != case.score:
        expected = msg("no score") if case.score is None else Message(plain(case.score))
        found = Message(plain(scored.score)) if scored.score is not None else msg("no score")
        yield msg("score {expected} expected, {found} found: {why}", expected=expected, found=found, why=scored.why)
    if case.over or scored.over:
        yield from same("over", case.over or scored.over, scored.over)
    if case.answer:
        yield from same("answer", case.answer, scored.answer.id if scored.answer else "")
    if case.method:
        yield from same("method", case.method, scored.method)


def _project(pack: RulePack, case: ProjectCase) -> Iterator[Message]:
    result = _alone(pack, case, case.year)
    yield from _numbers(case, result)
    weights = tuple(item.weight.effective for item in result.indicators)
    if case.weights is not None:
        yield from same("weights", listed(case.weights), listed(weights))
    if case.scores is not None:
        yield from same("scores", listed(case.scores), listed(tuple(item.score for item in result.indicators)))
    if case.no_total and result.total is not None:
        yield from same("total", "", plain(result.total))
    if case.grade is not None:
        yield from same("grade", case.grade, result.grade)


def _numbers(case: ProjectCase, result: ProjectResult) -> Iterator[Message]:
    rate = result.execution.rate
    percent = None if rate is None else round_half_up(rate * 100, 2)
    for name, expected, found in (
        ("execution", case.execution, result.execution.score),
        ("execution_weight", case.execution_weight, result.execution.weight),
        ("rate", case.rate, percent),
        ("total", case.total, result.total),
    ):
        if expected is not None:
            yield from same(name, plain(expected), shown(found))


def _department(pack: RulePack, case: DepartmentCase) -> Iterator[Message]:
    projects = tuple(as_project(f"p{number}", entry) for number, entry in enumerate(case.projects, start=1))
    evaluation = with_form(Evaluation(Department(year=2025, projects=projects)), pack)
    form = next((one for one in evaluation.department.projects if laid_out(one, pack)), None)
    rows = {row.tier3: row for row in form.indicators} if form else {}
    for item in case.rows:
        if item.name not in rows:
            names = "、".join(rows) or "—"
            yield msg("the department's form has no row {name}; it has {known}", name=item.name, known=names)
    own = form.id if form else ""
    known = [item for item in case.rows if item.name in rows]
    entered = {FactKey(own, rows[item.name].id, "actual"): item.actual for item in known if item.actual}
    assessment = assess(replace(evaluation, facts=entered), pack)
    department = assessment.department
    for item in known:
        score = assessment.project(own).scored(rows[item.name].id).score
        if item.no_score or item.score is not None:
            yield from same(item.name, shown(item.score), shown(score))
    if case.total is not None or case.no_total:
        yield from same("total", shown(case.total), shown(department.total))
    if case.grade is not None:
        yield from same("grade", case.grade, department.grade)


def _alone(pack: RulePack, facts: ProjectFacts, year: int) -> ProjectResult:
    evaluation = Evaluation(Department(year=year, projects=(as_project("p1", facts),)))
    return assess_project(evaluation, evaluation.department.projects[0], pack)
