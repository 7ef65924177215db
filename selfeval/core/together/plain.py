"""The joint form's making as plain values, part of `selfeval.aggregate/1`: what each unit brought to each row."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import Translate
from selfeval.core.report.plain import Plain
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.together.part import Given, JointProject, JointRow
from selfeval.core.together.projects import outcome_of

SCHEMA = "selfeval.aggregate/1"


def joint_plain(pairs: Iterable[tuple[JointProject, ProjectResult]], places: int, translate: Translate) -> list[Plain]:
    """Each joint project with its score and what made it; numbers are decimal strings."""
    return [_project(one, result, places, translate) for one, result in pairs]


def _project(one: JointProject, result: ProjectResult, places: int, translate: Translate) -> Plain:
    scores = {item.indicator.id: item for item in result.indicators}
    return {
        "code": one.project.code or None,
        "name": one.project.title,
        "units": [
            {
                "unit": part.unit,
                "file": part.file,
                **{name: None if amount is None else plain(amount) for name, amount in part.money.items()},
                "total": fixed(part.result.total, places),
            }
            for part in one.parts
        ],
        "total": fixed(result.total, places),
        "grade": result.grade or None,
        "indicators": [
            {
                **_row(row, translate),
                "weight": plain(scores[row.indicator].weight.effective),
                "score": fixed(scores[row.indicator].score, places),
            }
            for row in one.rows
        ],
    }


def _row(row: JointRow, translate: Translate) -> Plain:
    item = row.given[0].indicator
    return {
        "tier1": item.tier1,
        "tier2": item.tier2,
        "tier3": item.tier3,
        "target": row.joined.target,
        "actual": row.joined.actual or None,
        "share": row.joined.share or None,
        "how": row.joined.how.value,
        "said": row.joined.said.render(translate),
        "contributions": [_given(one) for one in row.given],
    }


def _given(one: Given) -> Plain:
    return {
        "unit": one.part.unit,
        "target": one.indicator.target,
        "actual": outcome_of(one),
        "weight": plain(one.scored.weight.base),
        "score": None if one.scored.score is None else format(one.scored.score, "f"),
        "money": None if one.money is None else plain(one.money),
    }
