"""A second calculator, independent of the product: scores, totals and grades in plain fractions.

Written from docs/scoring.md, scoring_rules/README.md and the rule packs themselves, never from the code; it imports
nothing of the product. What it is given are facts that are already understood (`facts.py`): reading texts is the
product's.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from fractions import Fraction

from tests.differential.facts import Actual, DepartmentResult, Project, ProjectResult, Row, RowResult
from tests.differential.outcomes import ONE, ZERO, ramp_share, score_row, step_points, step_share
from tests.differential.packfile import Pack
from tests.differential.points import (
    FULL,
    as_shown,
    base_weights,
    effective_weights,
    execution_weight,
    half_up,
    policy_of,
    unit_of,
)

TEN_THOUSAND = Fraction(10000)


def earned(pack: Pack, exact: Fraction, weight: Fraction) -> Fraction:
    """A score as shown: rounded, but never above its points, which may have more decimals than scores have."""
    return min(as_shown(pack, exact), weight)


# ---- the execution rate ---------------------------------------------------------------------------------


def amount(project: Project, name: str) -> Fraction | None:
    """An amount as written, else the sum of its sources; a blank 全年预算数 without sources is the 年初预算数.

    So is one of which only the 上年结转 is written, where the 年初预算数 is known.
    """
    amounts = project.amounts
    if name == "adjusted" and not {"adjusted", "adjusted.fiscal", "adjusted.other"} & amounts.keys():
        initial = amount(project, "initial")
        if initial is not None:
            return initial
    sources = [amounts[f"{name}.{kind}"] for kind in ("fiscal", "carry_over", "other") if f"{name}.{kind}" in amounts]
    return amounts.get(name, sum(sources, ZERO) if sources else None)


def denominator(pack: Pack, project: Project) -> Fraction | None:
    """What the amount executed is divided by; a blank carry-over is nothing."""
    kind = pack["execution"].get("denominator", "adjusted")
    base = amount(project, "initial" if kind == "initial" else "adjusted")
    if base is not None and kind == "adjusted_plus_carry_over":
        base += project.amounts.get("adjusted.carry_over", ZERO)
    return base


def score_execution(pack: Pack, project: Project, weight: Fraction) -> tuple[Fraction | None, Fraction | None, bool]:
    """The rate, the exact points, and whether it applies; the first two None where the amounts are not known."""
    rules = pack["execution"]
    method = rules["method"]
    if method == "none":
        return None, ZERO, False
    base, executed = denominator(pack, project), amount(project, "executed")
    if base == 0 and rules.get("zero_budget", "zero") == "not_applicable":
        return None, ZERO, False
    if base is None or executed is None:
        return None, None, True
    if base == 0:
        return ZERO, ZERO, True
    rate = executed / base
    if rules.get("finished_full") and project.finished == "是" and executed <= base:
        return rate, weight, True
    if method == "intervals" and "points" in rules["intervals"][0]:
        return rate, step_points(rules["intervals"], rate * 100, weight), True
    if method == "intervals":
        return rate, weight * step_share(rules["intervals"], rate * 100), True
    if method == "ramp":
        return rate, weight * max(ramp_share(rules["ramp"], rate * 100), ZERO), True
    if method == "deduct_per_point":
        return rate, max(weight - max(rules["full_at"] - rate * 100, ZERO) * rules["per_point"], ZERO), True
    return rate, weight * min(rate, ONE), True


# ---- a project ------------------------------------------------------------------------------------------


def linked(pack: Pack, project: Project, row: Row) -> Actual:
    """The outcome as entered, or what the pack takes from the budget where nothing was."""
    link = next(
        (item for item in pack.get("links", []) if any(fnmatchcase(row.name, text) for text in item["names"])), None
    )
    if row.actual.text or link is None:
        return row.actual
    if link["budget"] == "execution_rate":
        base, executed = denominator(pack, project), amount(project, "executed")
        if base is None or executed is None:
            return row.actual
        if base == 0:
            return Actual(number=ZERO) if pack["execution"].get("zero_budget", "zero") == "zero" else row.actual
        return Actual(number=half_up(executed / base * 100, Fraction(1, 100)))
    number = amount(project, link["budget"])
    scale = TEN_THOUSAND if (project.unit, row.target.unit) == ("元", "万元") else ONE
    return Actual(number=None if number is None else number / scale)


def score_project(pack: Pack, project: Project) -> ProjectResult:
    """Everything about one project."""
    points = execution_weight(pack, project)
    rate, exact, applies = score_execution(pack, project, points)
    base = base_weights(pack, project)
    # As rows that do not apply, unless the pack has no execution rate at all: then its points always go to the rows.
    goes = not applies and (pack["execution"]["method"] == "none" or policy_of(pack) in {"redistribute", "rescale"})
    weights = effective_weights(pack, project, base, points if goes else ZERO)
    rows = tuple(
        _row_result(pack, row, linked(pack, project, row), base[row.id], weights[row.id]) for row in project.rows
    )
    execution = None if exact is None else earned(pack, exact, points)
    unscored = [item for item, row in zip(rows, project.rows, strict=True) if item.score is None and not row.absent]
    scored = not unscored and execution is not None
    on_the_mark = sum(base.values(), points) == FULL
    total = uncapped = None
    if scored and on_the_mark and _may_total(pack, project, held=not applies and not goes and points > 0):
        uncapped = _sum(pack, rows, exact or ZERO, execution or ZERO)
        total = _after_review(pack, project, _capped(pack, uncapped, rate))
    return ProjectResult(
        rows,
        rate,
        ZERO if goes else points,
        execution,
        total,
        "" if total is None else grade_of(pack, total),
        total is not None,
        execution_applies=applies or pack["execution"]["method"] == "none",
        capped=total != uncapped,
        off_the_mark=not on_the_mark,
    )


def _row_result(pack: Pack, row: Row, actual: Actual, base: Fraction, weight: Fraction) -> RowResult:
    unit = unit_of(pack)
    fine = base % unit != 0
    if row.absent:
        nothing = ZERO if policy_of(pack) == "zero" else None
        return RowResult(base, weight, nothing, nothing, "", fine=fine)
    exact, method, less = score_row(pack, row, actual, weight)
    return RowResult(base, weight, None if exact is None else earned(pack, exact, weight), exact, method, less, fine)


def _may_total(pack: Pack, project: Project, *, held: bool) -> bool:
    """No total where no row applies, nor where the pack holds it; `held`: an execution rate that does not apply."""
    policy = policy_of(pack)
    absent = [row for row in project.rows if row.absent]
    nothing = len(absent) == len(project.rows)
    return not ((policy == "hold" and (absent or held)) or (policy != "zero" and nothing))


def _sum(pack: Pack, rows: Sequence[RowResult], exact: Fraction, execution: Fraction) -> Fraction:
    if pack.get("rounding", {}).get("total", "sum_of_rounded") == "rounded_sum":
        total = sum((row.exact for row in rows if row.exact is not None), exact)
    else:
        total = sum((row.score for row in rows if row.score is not None), execution)
    return as_shown(pack, total)


def _capped(pack: Pack, total: Fraction, rate: Fraction | None) -> Fraction:
    caps = [] if rate is None else pack["execution"].get("caps", [])
    return min([total, *(cap["total"] for cap in caps if rate * 100 < cap["rate_below"])])


def _after_review(pack: Pack, project: Project, total: Fraction) -> Fraction:
    """A total whose grade a reviewer lowers counts a part only: by the step for so many grades, the last for more."""
    names = [grade["name"] for grade in pack.get("grades", [])]
    given = project.review_grade
    if given.isdecimal() and int(given) <= FULL:  # points in the place of a grade
        given = grade_of(pack, Fraction(given))
    if given not in names:
        return total
    lower = names.index(given) - names.index(grade_of(pack, total))
    reached = [step for step in pack.get("review", []) if lower >= step["lower_by"]]
    return as_shown(pack, total * reached[-1]["percent"] / 100) if reached else total


def grade_of(pack: Pack, total: Fraction) -> str:
    """The first grade that is reached, from high to low; "" for a pack without grades."""
    return next((grade["name"] for grade in pack.get("grades", []) if total >= grade["at_least"]), "")


# ---- the department ---------------------------------------------------------------------------------------


def department_total(pack: Pack, projects: Sequence[Project], results: Sequence[ProjectResult]) -> Fraction | None:
    """The department's total; None where a total that it needs is missing."""
    how = pack.get("department", {}).get("total", "weighted")
    pairs = list(zip(projects, results, strict=True))
    if how == "own_form":
        own = [result for project, result in pairs if project.whole_department]
        return own[0].total if len(own) == 1 else None
    totals = [result.total for result in results]
    if not totals or None in totals:
        return None
    shares = [ONE] * len(totals)
    if how == "weighted":
        budgets = [_adjusted(project) for project in projects]
        if None in budgets:
            return None
        if any(budgets):
            shares = [budget for budget in budgets if budget is not None]
    weighted = sum((total * share for total, share in zip(totals, shares, strict=True) if total is not None), ZERO)
    return as_shown(pack, weighted / sum(shares, ZERO))


def _adjusted(project: Project) -> Fraction | None:
    found = amount(project, "adjusted")
    return found if found is None or project.unit == "万元" else found / TEN_THOUSAND


def score_department(pack: Pack, projects: Sequence[Project]) -> DepartmentResult:
    """Everything about all projects together.

    Where the pack lays out the department's own form, its total is the department's; nothing is entered there here.
    """
    results = tuple(score_project(pack, project) for project in projects)
    total = None if pack.get("department_rows") else department_total(pack, projects, results)
    return DepartmentResult(results, total, "" if total is None else grade_of(pack, total))
