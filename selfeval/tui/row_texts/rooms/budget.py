"""What the budget screen says about the figures in it, each sentence with the field that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from textual.content import Content

from selfeval.core.checks.projects.execution import december_unlike
from selfeval.core.evaluation import Evaluation
from selfeval.core.model import CHECKPOINTS, SOURCES, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, labelled, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.rules.pack import ExecutionRule, RulePack
from selfeval.core.rules.steps import ramp_words
from selfeval.core.scoring.budget import Budget
from selfeval.core.scoring.results import REQUIRED_TEXTS, ProjectResult
from selfeval.tui.text import Words, many_lines, one_line, percent, points, spaced

AMOUNT_NAMES = {"initial": msg("Initial"), "adjusted": msg("Adjusted"), "executed": msg("Executed")}


def still_to_write(name: str) -> Message:
    """That a required text is blank, and the key that leads to it."""
    if name == "goal_actual":
        return msg("What became of the goals of the year is still to be written (F5).")
    return msg("Still to be written (Shift+F12): {text}.", text=REQUIRED_TEXTS[name])


def goals_set(words: Words, evaluation: Evaluation, form: Project) -> Content:
    """What the goals of the department's own form were, and what became of those of each project."""
    department = evaluation.department
    goals = list(form.goals or filter(None, (department.overall_goal,)))
    if not form.goals:
        goals += [_named(words, one.name, one.goal) for one in department.sub_goals]
    blank = words(msg("still to be written"))
    became = [
        _named(words, one.title, one_line(evaluation.value(one, "goal_actual").strip()) or blank)
        for one in department.listed
    ]
    lines: list[Content] = []
    for heading, said in (
        (msg("Goals that were set"), [many_lines(one) for one in goals]),
        (msg("What became of them, by project"), became),
    ):
        if said:
            lines += [Content.styled(words(heading), "$muted"), *(Content(f"  {one}") for one in said)]
    return Content("\n").join(lines)


def _named(words: Words, name: str, text: str) -> str:
    return words(labelled(one_line(name), text)) if name and text else name or text


def rate_line(words: Words, pack: RulePack, result: ProjectResult) -> str:
    """Rate and score, then what was assumed for a figure that is not written, and the intervals of the pack."""
    budget, execution = result.budget, result.execution
    line = words(
        msg(
            "Execution rate {rate}, score {score} of {weight}",
            rate=percent(execution.rate),
            score=points(execution.score, pack.rounding.places),
            weight=plain(execution.weight),
        )
    )
    notes = [] if wrong_fields(budget) else [spaced(words(note.message)) for note in budget.assumptions]
    if pack.execution.method is ExecutionMethod.INTERVALS:
        notes.insert(0, _ladder(words, pack.execution))
    if pack.execution.method is ExecutionMethod.RAMP:
        notes.insert(0, words(ramp_words(pack.execution.ramp)))
    return "  ".join([line, *notes])


def _ladder(words: Words, rule: ExecutionRule) -> str:
    """The intervals of a pack that scores by them: `finished: 10 points; else from 80% 7, from 60% 5, below 0`."""
    steps = ", ".join(
        words(
            msg(
                "from {rate}% {points} points",
                rate=plain(step.at_least),
                points=plain(step.earned(rule.weight)),
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


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What is to be said about one field; `bad` where its text cannot stay."""

    field: str
    text: str
    bad: bool = False


def rate_tone(result: ProjectResult) -> str:
    """The tone of the line with the rate: no other news than good is in the colour of good news."""
    execution = result.execution
    if wrong_fields(result.budget):
        return "bad"
    if execution.score is None or execution.score < execution.weight:
        return "warn"
    return "good"


def wrong_fields(budget: Budget) -> list[str]:
    """The fields of this screen whose text is not what belongs there."""
    return [name for name in budget.unreadable if not name.startswith("plan")]


def field_notes(words: Words, result: ProjectResult) -> list[FieldNote]:
    """What is to be said about single fields: no number, too much, sums that are off, percents that fall or differ."""
    budget = result.budget
    notes = [
        FieldNote(name, words(msg("Not a number: {texts}", texts=budget.texts.get(name, ""))), bad=True)
        for name in wrong_fields(budget)
    ]
    rate = result.execution.rate
    if rate is not None and rate > 1 and not notes:
        notes.append(FieldNote("executed", words(msg("More was spent than the budget has: check both figures."))))
    notes += _sums(words, budget)
    notes += [FieldNote(f"checkpoint.{month}", words(said)) for month, said in _falls(budget)]
    notes += [FieldNote(f"checkpoint.{CHECKPOINTS[-1]}", words(said)) for said in december_unlike(result)]
    return notes


def _sums(words: Words, budget: Budget) -> Iterator[FieldNote]:
    """Where the sources of an amount do not add up to it: one sentence each."""
    for amount, name in AMOUNT_NAMES.items():
        parts = [budget.amounts[key] for source in SOURCES if (key := f"{amount}.{source}") in budget.amounts]
        whole = budget.amount(amount)
        if not parts or whole is None or sum(parts, Decimal(0)) == whole:
            continue
        sums, off = sum(parts, Decimal(0)), whole - sum(parts, Decimal(0))
        fields: dict[str, Message | str] = {
            "name": name,
            "sum": plain(sums),
            "whole": plain(whole),
            "off": plain(abs(off)),
            "unit": budget.unit,
        }
        said = (
            msg("{name}: the sources come to {sum}, the whole is {whole}: {off} {unit} are missing.", **fields)
            if off > 0
            else msg("{name}: the sources come to {sum}, the whole is {whole}: {off} {unit} too many.", **fields)
        )
        yield FieldNote(amount, words(said))


def _falls(budget: Budget) -> Iterator[tuple[int, Message]]:
    known = sorted(budget.checkpoints.items())
    for (first, before), (second, after) in pairwise(known):
        if after < before:
            said = msg(
                "Month {second} is below month {first}; the percents are cumulative.", first=first, second=second
            )
            yield second, said


def why_label(words: Words, pack: RulePack, result: ProjectResult) -> str:
    """The label of the explanation, with what the pack wants explained: low execution, a changed budget."""
    label, wanted = words(msg("Why execution is low or the budget changed")), []
    rate, budget = result.execution.rate, result.budget
    if rate is not None and result.execution.applies and rate * 100 < pack.execution.explain_below:
        wanted.append(msg("execution is below {below}%", below=plain(pack.execution.explain_below)))
    initial, adjusted = budget.amount("initial"), budget.amount("adjusted")
    if initial is not None and adjusted is not None and initial != adjusted:
        wanted.append(
            msg("the budget changed from {initial} to {adjusted}", initial=plain(initial), adjusted=plain(adjusted))
        )
    return f"{label}  ! {words(msg('wanted here: {why}', why=tuple(wanted)))}" if wanted else label
