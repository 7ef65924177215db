"""What targets carry of the year before outlives the scored workbook: last year's target, outcome, score, reading."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.evaluation import Evaluation
from selfeval.core.scoring.assessment import assess
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import evaluation_of
from selfeval.excel.scored.verify.workbook import verify
from tests.excel.scored_books import assessed, opened, pack, project, row, written

LAST = {"last_target": "≥8公里", "last_actual": "9公里", "last_score": "45", "carried_reading": "≥8公里"}


def test_last_years_columns_come_back() -> None:
    made = assessed(
        project(
            row("修路里程", "≥10公里", "12公里", weight=Decimal(50), **LAST), row("培训", "≥1次", "2次"), title="修路"
        )
    )
    data = written(made)
    assert verify(opened(data), pack()) == ()
    again = read_scored(opened(data)).department.projects[0]
    assert {name: getattr(again.indicators[0], name) for name in LAST} == LAST
    assert {getattr(again.indicators[1], name) for name in LAST} == {""}
    evaluation = evaluation_of(read_scored(opened(data)))
    assert evaluation.indicator_value(again, again.indicators[0], "last.actual") == "9公里"
    assert written(assess(Evaluation(evaluation.department), pack()))
