"""Where everything stands on the form of monitoring; rows and columns from 0.

Columns as on published 项目支出绩效运行监控表: amounts of the first months, each indicator with what is expected of it,
five boxes of causes, three of likelihood.
"""

from __future__ import annotations

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.monitoring.fields import FORM_LABELS, span
from selfeval.core.monitoring.words import CAUSE_HEADINGS, Cause, Likelihood

TITLE = "绩效运行监控表"
RESULT = "监控结果"
MARK = "√"

LABEL, TIER1, TIER2, TIER3, TARGET, REACHED, EXPECTED = range(7)
CAUSES = dict(zip(Cause, range(7, 12), strict=True))
REASON = 12
LIKELIHOODS = dict(zip(Likelihood, range(13, 16), strict=True))
MEASURES = 16
LAST = MEASURES
FIRST_CAUSE, LAST_CAUSE = min(CAUSES.values()), max(CAUSES.values())
FIRST_LIKELIHOOD, LAST_LIKELIHOOD = min(LIKELIHOODS.values()), max(LIKELIHOODS.values())

WIDTHS = (4.5, 8.0, 10.0, 19.0, 11.0, 12.0, 12.0, *(5.5,) * 5, 18.0, *(5.5,) * 3, 18.0)

NAMES, FUNDS = 2, 4
"""First rows of the block of names and of the block of money."""
SOURCE_ROWS = {"": FUNDS + 1, "fiscal": FUNDS + 2, "carry_over": FUNDS + 3, "other": FUNDS + 4}
AFTER_FUNDS = FUNDS + 5

BUDGET = (TIER3, TIER3)
EXECUTED = (TARGET, REACHED)
RATE = (EXPECTED, EXPECTED)
FORECAST = (FIRST_CAUSE, LAST_CAUSE)
FORECAST_RATE = (REASON, REASON)
PLANNED = (FIRST_LIKELIHOOD, LAST)
"""Columns of the block of money, first and last."""


def head_labels(month: int, base: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """The headings of the block of money by their columns."""
    months = span(month)
    return (
        (BUDGET, base),
        (EXECUTED, f"{months}{FORM_LABELS['executed']}"),
        (RATE, f"{months}{FORM_LABELS['rate']}"),
        (FORECAST, FORM_LABELS["forecast_money"]),
        (FORECAST_RATE, f"全年预计{FORM_LABELS['rate']}"),
        (PLANNED, f"{month}月底计划进度"),
    )


def column_labels(month: int) -> dict[int, str]:
    """The headings of the table of indicators, but for those over boxes."""
    return {
        TIER1: FACT_LABELS["tier1"],
        TIER2: FACT_LABELS["tier2"],
        TIER3: FACT_LABELS["tier3"],
        TARGET: FACT_LABELS["target"],
        REACHED: f"{span(month)}{FORM_LABELS['actual']}",
        EXPECTED: FORM_LABELS["forecast"],
        REASON: FORM_LABELS["reason"],
        MEASURES: FORM_LABELS["measures"],
    }


def box_labels() -> dict[int, str]:
    """The headings of the single boxes."""
    boxes = {column: CAUSE_HEADINGS[cause] for cause, column in CAUSES.items()}
    return boxes | {column: kind.value for kind, column in LIKELIHOODS.items()}
