"""Says which rule, old and new, accounts for a part of a difference between two rule packs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg, verbatim
from selfeval.core.records import dataclass
from selfeval.core.replay.replay import By, Part, ProjectReplay, Replay
from selfeval.core.rules.choices import Denominator, ExecutionMethod
from selfeval.core.rules.keys.words import choice_words
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.rounding import rounding_words
from selfeval.core.rules.shares import band
from selfeval.core.rules.sources import execution_source, source_text
from selfeval.core.rules.steps import ramp_words, step_words
from selfeval.core.rules.weights.weights import layout_for
from selfeval.core.scoring.results import ProjectResult, cap_words
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.tiers import tier1_for

LABELS: Mapping[By, Message] = {
    By.WEIGHT: msg("weights proposed"),
    By.MOVED: msg("points of what does not apply"),
    By.READING: msg("reading of target and actual"),
    By.METHOD: msg("method"),
    By.ANSWERS: msg("bands of the answers"),
    By.EXECUTION_WEIGHT: msg("weight of the execution rate"),
    By.EXECUTION: msg("score of the execution rate"),
    By.SCORED: msg("can be scored"),
    By.ROUNDING: msg("rounding"),
    By.CAP: msg("cap on the total"),
    By.REVIEW: msg("reviewer's lower grade"),
    By.GRADES: msg("limits of the grades"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """All parts of a project's difference that the same rule accounts for.

    Attributes:
        old, new: the rule in both packs, in words.
        points: their sum; may be 0 where rows win what others lose.
        rows: how many rows it concerns, 0 where it is the total.
    """

    by: By
    old: Message
    new: Message
    points: Decimal
    rows: int

    @property
    def sentence(self) -> Message:
        """Points, kind of rule, old → new, number of rows."""
        rule = msg("{old} → {new}", old=self.old, new=self.new)
        if self.old == self.new:
            rule = msg("{rule}, with other figures", rule=self.old)
        what = msg("{what}: {rule}", what=LABELS[self.by], rule=rule)
        if self.rows > 1:
            what = msg("{what} ({count} rows)", what=what, count=self.rows)
        wordless = self.by is By.GRADES or (self.by is By.SCORED and not self.rows)  # no points of a row
        return what if wordless else msg("{points} points, {what}", points=signed(self.points), what=what)


def signed(points: Decimal) -> str:
    """Points with their sign: `+1.2`, `-3`, `0`."""
    return f"+{plain(points)}" if points > 0 else plain(points)


def reasons(replay: Replay, item: ProjectReplay) -> tuple[Reason, ...]:
    """Why a project's points or grade differ, the rule that accounts for most points first."""
    groups: dict[tuple[By, Message, Message], list[Part]] = {}
    for part in item.parts:
        old, new = rule_words(replay, item, part)
        groups.setdefault((part.by, old, new), []).append(part)
    found = [
        Reason(by, old, new, sum((part.points for part in parts), Decimal(0)), sum(part.row for part in parts))
        for (by, old, new), parts in groups.items()
    ]
    held = [note for note in (item.after.note, item.before.note) if note and not item.measured]
    if held and not any(reason.by is By.SCORED for reason in found):
        words = (item.before.note or msg("has a total"), item.after.note or msg("has a total"))
        found.append(Reason(By.SCORED, *words, Decimal(0), 0))
    return tuple(sorted(found, key=lambda reason: (reason.by is not By.SCORED, -abs(reason.points))))


def rule_words(replay: Replay, item: ProjectReplay, part: Part) -> tuple[Message, Message]:
    """The rule behind a part, in the old pack and in the new one."""
    sides = ((replay.before.pack, item.before), (replay.after.pack, item.after))
    old, new = (_words(part, pack, result) for pack, result in sides)
    return old, new


def _words(part: Part, pack: RulePack, result: ProjectResult) -> Message:
    scored = result.scored(part.indicator) if part.indicator else None
    match part.by:
        case By.WEIGHT:
            return layout_words(pack, result)
        case By.MOVED:
            return choice_words(pack.weights.not_applicable)
        case By.ANSWERS if scored is not None:
            return _answer_words(pack, scored)
        case By.READING if scored is not None:
            read = canonical(scored.target) or scored.target.text
            return msg("target {target}, actual {actual}", target=read, actual=scored.actual.text)
        case By.METHOD if scored is not None:
            return method_words(scored)
        case By.EXECUTION_WEIGHT:
            return msg("{points} points", points=plain(result.execution.weight))
        case By.EXECUTION:
            return execution_words(pack)
        case By.CAP:
            return cap_words(result.execution) if result.capped != result.uncapped else msg("no cap applies")
        case By.REVIEW:
            return result.reviewed.note if result.reviewed else msg("nothing is taken off for it")
        case By.GRADES:
            return grade_words(pack)
        case By.ROUNDING:
            places = rounding_words(pack.rounding)
            return places if part.row else msg("{how}, {places}", how=choice_words(pack.rounding.total), places=places)
        case _:
            return _whether_scored(result, scored)


def layout_words(pack: RulePack, result: ProjectResult) -> Message:
    """The points of each tier 1 by which a project's weights are proposed, with their source."""
    layout = layout_for(pack.weights, {tier1_for(row) for row in result.project.indicators})
    citation = next((item.citation for item in pack.weights.layouts if item.tiers == layout), "")
    points = "、".join(f"{tier.value} {plain(value)}" for tier, value in layout.items())
    return msg("{title}, {source}", title=points, source=source_text(pack.citation(citation)))


def method_words(scored: Scored) -> Message:
    """The method's title and source; where nothing was computed, why."""
    if not scored.method:
        return scored.why
    return msg("{title}, {source}", title=scored.method_title, source=source_text(scored.citation))


def _answer_words(pack: RulePack, scored: Scored) -> Message:
    if scored.answer is None or scored.share is None:
        return scored.why
    return msg(
        "{answer} ({band}): {share}% of the weight, {source}",
        answer=scored.answer.named,
        band=band(scored.answer),
        share=plain(scored.share),
        source=source_text(pack.citation(pack.answers_citation)),
    )


def execution_words(pack: RulePack) -> Message:
    """How the pack scores the execution rate, with its source."""
    rule = pack.execution
    steps = tuple(map(step_words, rule.intervals))
    how = {
        ExecutionMethod.INTERVALS: msg("by steps ({steps})", steps=steps),
        ExecutionMethod.DEDUCT_PER_POINT: msg(
            "full from {full}%, then {points} off per point", full=plain(rule.full_at), points=plain(rule.per_point)
        ),
        ExecutionMethod.RAMP: ramp_words(rule.ramp),
    }.get(rule.method) or choice_words(rule.method)
    if rule.method is not ExecutionMethod.NONE and rule.denominator is not Denominator.ADJUSTED:
        how = msg("{how}, of the {base}", how=how, base=choice_words(rule.denominator))
    if rule.finished_full:
        how = msg("{how}, full weight if finished within budget", how=how)
    return msg("{title}, {source}", title=how, source=source_text(execution_source(pack, rule)[0]))


def grade_words(pack: RulePack) -> Message:
    """The pack's grades with their lower limits."""
    if not pack.grades:
        return msg("no grades")
    return verbatim("、".join(f"{grade.name} ≥ {plain(grade.at_least)}" for grade in pack.grades))


def _whether_scored(result: ProjectResult, scored: Scored | None) -> Message:
    name, score, why = "", result.execution.score, result.execution.why
    if scored is not None:
        name, score, why = scored.indicator.tier3, scored.score, scored.why
    state = why if score is None else msg("{points} points", points=plain(score))
    return msg("{what}: {rule}", what=name, rule=state) if name else state
