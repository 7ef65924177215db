"""What stood in last year's evaluation for a row, as far as it was taken over; screen and plain mode read it here."""

from __future__ import annotations

from selfeval.core.checks.rows.last_year import more_last_year
from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Project
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.scoring.scored import Scored


@dataclass(frozen=True, slots=True)
class Before:
    """Last year's row beside this year's.

    Attributes:
        name, target, actual: texts as they stood there; `name` only where it was another.
        weight, score: points as texts, "" where there were none.
        reading: how a person had that target read last year, "" where nobody decided.
        more: last year's outcome in this year's unit, where this year's target asks for less than it; else "".
    """

    name: str
    target: str
    actual: str
    weight: str
    score: str
    more: str
    lower_is_better: bool = False
    reading: str = ""

    @property
    def weaker(self) -> Message:
        """Says that this year's target asks for less than last year's outcome."""
        return weaker(self.more, lower_is_better=self.lower_is_better)

    @property
    def decided(self) -> Message:
        """Last year's decision on how the target is read; nothing where there was none."""
        if not self.reading:
            return NOTHING
        facts = {"target": self.target, "reading": self.reading}
        return msg("“{target}” was read as {reading}, by a person's decision.", **facts)

    @property
    def told(self) -> Message:
        """Everything in one sentence."""
        if not self.actual and not self.score:
            return msg("target {target}, no outcome", target=self.target)
        if not self.score:
            return msg("target {target}, actual {actual}, no score", target=self.target, actual=self.actual or "-")
        if not self.weight:
            return msg("target {target}, actual {actual}, {score} points", target=self.target,
                       actual=self.actual or "-", score=self.score)  # fmt: skip
        return msg(
            "target {target}, actual {actual}, {score} of {weight} points",
            target=self.target,
            actual=self.actual or "-",
            score=self.score,
            weight=self.weight,
        )


def weaker(reached: str, *, lower_is_better: bool) -> Message:
    """Says on which side of last year's outcome a target lies that is less demanding than it."""
    if lower_is_better:
        return msg("The target is above last year's actual, {actual}.", actual=reached)
    return msg("The target is below last year's actual, {actual}.", actual=reached)


def before(evaluation: Evaluation, project: Project, scored: Scored) -> Before | None:
    """What stood there last year; None where nothing was taken over for this row."""

    def fact(name: str) -> str:
        return evaluation.indicator_value(project, scored.indicator, f"last.{name}")

    if not fact("name"):
        return None
    more = more_last_year(scored.target, fact("actual"))
    return Before(
        "" if fact("name").strip() == scored.indicator.tier3.strip() else fact("name"),
        fact("target"),
        fact("actual"),
        fact("weight"),
        fact("score"),
        "" if more is None else f"{plain(more)}{scored.target.unit}",
        scored.target.lower_is_better,
        fact("reading"),
    )
