"""The review of a form as plain values: `selfeval.recheck/1`, which JSON prints; numbers are decimal strings."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import Problem, Translate
from selfeval.core.records import dataclass
from selfeval.core.report.plain import Plain, pack_plain, problem_plain
from selfeval.core.review.letter import Correction
from selfeval.core.review.proposals import Proposal, Verdict
from selfeval.core.review.rows import RowReview, deviation_text
from selfeval.core.review.totals import ProjectReview, Quality
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import Deduction, DeductionRule, cost_words
from selfeval.core.rules.sources import deduction_source

SCHEMA = "selfeval.recheck/1"


@dataclass(frozen=True, slots=True)
class FormReview:
    """A whole form as reviewed.

    Attributes:
        year: of the budget.
        pack: by which the form is scored, with the review's own kinds.
        projects: in the order of the form.
        proposals: the program's findings, with what the reviewer made of each.
        corrections: what the letter to the unit asks for.
        problems: what a reviewer entered that cannot be used.
    """

    year: int | None
    pack: RulePack
    projects: tuple[ProjectReview, ...]
    proposals: tuple[Proposal, ...]
    corrections: tuple[Correction, ...]
    problems: tuple[Problem, ...]


def review_plain(review: FormReview, source: Mapping[str, object], translate: Translate) -> Plain:
    """The whole review; `source` has `file`, `sha256` of the form and what is said about the rules of the review."""
    pack = review.pack
    return {
        "schema": SCHEMA,
        "year": review.year,
        "source": dict(source),
        "rules": pack_plain(pack),
        "kinds": [_kind(pack, rule, translate) for rule in pack.deductions],
        "projects": [_project(one, pack, translate) for one in review.projects],
        "proposals": [_proposal(one, translate) for one in review.proposals],
        "open_proposals": sum(one.verdict is Verdict.OPEN for one in review.proposals),
        "corrections": [_correction(one, translate) for one in review.corrections],
        "problems": [problem_plain(one, translate) for one in review.problems],
    }


def _kind(pack: RulePack, rule: DeductionRule, translate: Translate) -> Plain:
    source = deduction_source(pack, rule)
    return {
        "id": rule.id,
        "title": rule.title,
        "name": rule.named.render(translate),
        "cost": cost_words(rule).render(translate),
        "needs": rule.needs.value,
        "tier1": [tier.value for tier in rule.tier1],
        "codes": list(rule.codes),
        "verified": bool(source and source.verified),
    }


def _project(one: ProjectReview, pack: RulePack, translate: Translate) -> Plain:
    places, project, discount = pack.rounding.places, one.project, one.discount
    return {
        "code": project.code or None,
        "name": project.title,
        "sheet": project.sheet,
        "self_total": fixed(one.self_total, places),
        "self_grade": one.self_grade or None,
        "total": fixed(one.total, places),
        "grade": one.grade or None,
        "deviation": deviation_text(one.deviation),
        "discount": {
            "lower_by": discount.lower_by,
            "percent": plain(discount.percent),
            "of": fixed(discount.of, places),
            "final": fixed(discount.final, places),
        }
        if discount
        else None,
        "final": fixed(one.final, places),
        "final_grade": one.final_grade or None,
        "execution": {
            "weight": plain(one.found.execution.weight),
            "self_score": fixed(one.execution_self, places),
            "score": fixed(one.execution_score, places),
        },
        "note": one.note.render(translate) or None,
        "quality": _quality(one.quality, translate),
        "indicators": [_row(row, places, translate) for row in one.rows],
    }


def _quality(quality: Quality, translate: Translate) -> Plain | None:
    if not quality.points:
        return None
    return {
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "name": item.named.render(translate),
                "most": plain(item.points),
                "points": None if points is None else plain(points),
            }
            for item, points in quality.points
        ],
        "total": None if quality.total is None else plain(quality.total),
        "out_of": plain(quality.out_of),
        "of_hundred": None if quality.of_hundred is None else format(quality.of_hundred, "f"),
    }


def _row(row: RowReview, places: int, translate: Translate) -> Plain:
    item = row.own.indicator
    where = item.where("score")
    return {
        "id": item.id,
        "tier1": item.tier1,
        "tier2": item.tier2,
        "tier3": item.tier3,
        "kind": row.found.target.kind.value,
        "target": item.target,
        "unit": row.found.target.unit or None,
        "weight": plain(row.found.weight.effective),
        "self_actual": row.own.actual.text or None,
        "self_score": fixed(row.self_score, places),
        "actual": row.actual or None,
        "score": fixed(row.score, places),
        "deviation": deviation_text(row.deviation),
        "deductions": [_deduction(one, translate) for one in row.deductions],
        "remark": row.remark or None,
        "notes": [note.render(translate) for note in row.notes],
        "why": row.found.why.render(translate) or None,
        "cell": str(where) if where else None,
    }


def _deduction(one: Deduction, translate: Translate) -> Plain:
    return {
        "id": one.rule.id,
        "title": one.rule.title,
        "items": one.items or None,
        "cost": cost_words(one.rule).render(translate),
        "reason": one.reason or None,
    }


def _proposal(one: Proposal, translate: Translate) -> Plain:
    return {
        **problem_plain(one.finding, translate),
        "deduction": one.kind.title if one.kind else None,
        "verdict": one.verdict.value,
        "why": one.why or None,
    }


def _correction(one: Correction, translate: Translate) -> Plain:
    return {
        "project": one.project or None,
        "subject": one.subject or None,
        "where": str(one.where) or None,
        "found": one.found.render(translate),
        "ask": one.ask.render(translate) or None,
        "source": one.source.render(translate) or None,
    }
