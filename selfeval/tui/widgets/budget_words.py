"""What the budget screen says about the figures in it, and where Enter leads."""

from __future__ import annotations

from selfeval.core.assessment import ProjectResult
from selfeval.core.budget import Budget
from selfeval.core.choices import ExecutionMethod
from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.rules import ExecutionRule, RulePack
from selfeval.tui.text import Words, percent, points, spaced


def rate_line(words: Words, pack: RulePack, result: ProjectResult) -> str:
    """Rate and score, then what is wrong with a figure or what was assumed for one that is not written."""
    budget, execution = result.budget, result.execution
    line = words(
        msg(
            "Execution rate {rate}, score {score} of {weight}",
            rate=percent(execution.rate),
            score=points(execution.score, pack.rounding.places),
            weight=plain(execution.weight),
        )
    )
    notes = [spaced(words(note.message)) for note in budget.assumptions]
    wrong = [name for name in budget.unreadable if "." not in name or not name.startswith("plan")]
    if wrong:
        texts = "; ".join(budget.texts.get(name, "") for name in wrong)
        notes = [words(msg("Not a number: {texts}", texts=texts))]
    elif execution.rate is not None and execution.rate > 1:
        notes.insert(0, words(msg("More was spent than the budget has: check both figures.")))
    if pack.execution.method is ExecutionMethod.INTERVALS:
        notes.insert(0, _ladder(words, pack.execution))
    return "  ".join([line, *notes])


def _ladder(words: Words, rule: ExecutionRule) -> str:
    """The intervals of a pack that scores by them: `finished: 10 points; else from 80% 7, from 60% 5, below 0`."""
    steps = ", ".join(
        words(
            msg(
                "from {rate}% {points} points",
                rate=plain(step.at_least),
                points=plain(rule.weight * step.share / 100),
            )
        )
        for step in rule.intervals
    )
    if rule.finished_full:
        return words(
            msg("Finished within the budget: {points} points; otherwise {steps}, below that 0.",
                points=plain(rule.weight), steps=steps)
        )  # fmt: skip
    return words(msg("By intervals: {steps}, below that 0.", steps=steps))


def assumed(budget: Budget, field: str) -> str:
    """The amount that is taken for a field where nothing is written, in brackets; "" where none is."""
    amount = budget.amount(field)
    return f"({plain(amount)})" if amount is not None and field not in budget.texts else ""
