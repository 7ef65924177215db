"""What a rule pack says about one project that several units carry out: what stands for their figures together."""

from __future__ import annotations

from selfeval.core.records import dataclass
from selfeval.core.rules.choices import JoinedAnswers, JoinedDates, WeighedBy


@dataclass(frozen=True, slots=True)
class AggregationRule:
    """How the figures of several units become one.

    Amounts and counts add up always. `relative` figures (rates, per head, satisfaction) are means; `dates` and
    `answers` can be neither added nor averaged.
    """

    relative: WeighedBy = WeighedBy.EXECUTED
    dates: JoinedDates = JoinedDates.LATEST
    answers: JoinedAnswers = JoinedAnswers.WEIGHED
    citation: str = ""
