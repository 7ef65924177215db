"""A sample as plain values, `selfeval.sample/1`: the plan, its rules with their figures, what was drawn by which."""

from __future__ import annotations

from selfeval.core.numbers import plain
from selfeval.core.problems import Translate
from selfeval.core.report.plain import Plain
from selfeval.core.review.sampling import Candidate, Drawn, Sample

SCHEMA = "selfeval.sample/1"
ALGORITHM = (
    "sha256(seed \\n unit \\n code \\n name), smallest first; unit, code and name in NFKC, without blanks, Chinese "
    "marks as plain ones, casefolded; a further form of the same three, by file and sheet, has \\n 2, \\n 3 … "
    "behind the name"
)


def sample_plain(sample: Sample, translate: Translate) -> Plain:
    """The whole sample; numbers are decimal strings."""
    plan = sample.plan
    return {
        "schema": SCHEMA,
        "seed": plan.seed,
        "algorithm": ALGORITHM,
        "plan": {
            "above": None if plan.above is None else plain(plan.above),
            "grades": list(plan.grades),
            "shares": [{"grade": grade, "percent": plain(percent)} for grade, percent in plan.shares],
            "each_unit": plan.each_unit,
        },
        "rules": [
            {"rule": one.rule.render(translate), "size": one.size, "taken": one.taken, "alone": one.alone}
            for one in sample.strata
        ],
        "projects": len(sample.all),
        "units": len({one.candidate.unit for one in sample.all}),
        "drawn": [_drawn(one, sample, translate) for one in sample.drawn],
        "unknown_amount": [_named(one) for one in sample.unknown_amount],
        "unknown_grade": [_named(one) for one in sample.unknown_grade],
    }


def _drawn(one: Drawn, sample: Sample, translate: Translate) -> Plain:
    project = one.candidate
    return {
        **_named(project),
        "amount": None if project.amount is None else plain(project.amount),
        "total": None if project.total is None else plain(project.total),
        "grade": project.grade or None,
        "sheet": project.sheet or None,
        "number": one.number,
        "rules": [sample.strata[place].rule.render(translate) for place in one.rules],
    }


def _named(one: Candidate) -> Plain:
    return {"unit": one.unit or None, "code": one.code or None, "name": one.name, "file": one.file}
