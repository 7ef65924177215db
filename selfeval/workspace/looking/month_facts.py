"""What the months of monitoring say of a row, beside the year's end: one sentence a month in which anything stands."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Indicator, Project
from selfeval.core.monitoring.fields import MONTHS, PROJECT_FACTS, ROW_FACTS, field
from selfeval.core.problems import Message, msg
from selfeval.workspace.looking.fact_names import month_fact_name

_BARE = frozenset({"executed", "actual", "likelihood", "causes", "reason", "measures"})
"""Facts that need no name beside the others: they say what they are."""


def month_facts(
    evaluation: Evaluation, project: Project, indicator: Indicator | None = None
) -> Iterator[tuple[Message, Message]]:
    """What each month is called, and its facts, in order; of the project's money without an indicator."""
    for month in MONTHS:
        said = tuple(_said(evaluation, project, indicator, month))
        if said:
            yield msg("months 1 to {month}", month=str(month)), msg("{parts}", parts=said)


def _said(evaluation: Evaluation, project: Project, indicator: Indicator | None, month: int) -> Iterator[Message]:
    for name in PROJECT_FACTS if indicator is None else ROW_FACTS:
        key = field(month, name)
        text = (
            evaluation.value(project, key) if indicator is None else evaluation.indicator_value(project, indicator, key)
        )
        if text.strip():
            text = " ".join(text.split())
            bare = Message("{text}", (("text", text),))
            yield bare if name in _BARE else msg("{label} {text}", label=month_fact_name(name), text=text)
