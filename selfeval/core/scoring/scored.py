"""An indicator with its score, and the sentences that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import Indicator
from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Actual, ActualKind, Assumption, Comparator, Target
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Curve, OverDeduction
from selfeval.core.rules.formula import Expr, shown, taken
from selfeval.core.rules.layers import Citation, Layer
from selfeval.core.rules.pack import MethodRule, RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.deductions import Deduction, deduction_words
from selfeval.core.rules.rounding import Rounding, rounding_words
from selfeval.core.rules.sources import deduction_source, over_source, source_text
from selfeval.core.rules.weights.weighing import Weight
from selfeval.core.texts.targets.forms import canonical


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator with its score.

    Attributes:
        score: rounded as the pack says; None while it cannot be scored (see `why`).
        exact: the score before rounding.
        method: id of the pack's method, "" if none applies.
        method_title: what a finance clerk calls the method.
        citation: where the method comes from.
        layer: the layer of the rule pack that states the method or changed it last.
        not_applicable: why the indicator does not apply, "" if it does.
        completion: actual / target (or the reverse) in percent, for quantities with a positive target.
        over: `flag`, `reason` or `deducted` when the actual is far above the target, else "".
        met: whether the target was met; None where that is not known.
        step: the step of the ladder or the pass gate that decided the score, nothing for other methods.
        answer: the qualitative answer; share: percent of the weight inside its band.
        said: why there is no score, or why the row needs none; nothing where `scored_by` explains it.
        scored_by: the rule, and the pack that it stands in, by which the score came out.
        formula, values: what was computed, for live formulas; None and empty where nothing was.
        assumptions: of the target, the actual and the score together.
        deductions: what somebody takes off this score.
        computed: the formula that gave the actual, its amounts by name; None where somebody entered it.
        deduction_problem: why what stands as a deduction cannot be used, so that there is no score.
    """

    indicator: Indicator
    target: Target
    actual: Actual
    weight: Weight
    score: Decimal | None
    said: Message
    exact: Fraction | None = None
    method: str = ""
    method_title: str = ""
    citation: Citation | None = None
    layer: Layer | None = None
    not_applicable: str = ""
    completion: Decimal | None = None
    over: str = ""
    met: bool | None = None
    step: Message = NOTHING
    answer: Answer | None = None
    share: Decimal | None = None
    scored_by: tuple[MethodRule, RulePack] | None = field(default=None, compare=False, repr=False)
    formula: Expr | None = None
    values: Mapping[str, Fraction] | None = None
    assumptions: tuple[Assumption, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    deduction_problem: Message = NOTHING
    computed: Expr | None = None

    @property
    def steps(self) -> tuple[Message, ...]:
        """Clause, inputs as read, formula with its numbers, rounding: one sentence each.

        Made when somebody looks: of a thousand rows that are scored people read the one that they stand on.
        """
        return explained(self, *self.scored_by) if self.scored_by else ()

    @property
    def why(self) -> Message:
        """The whole explanation as one sentence."""
        return msg("{steps}", steps=self.steps) if self.scored_by else self.said

    @property
    def full_though_missed(self) -> bool:
        """Whether a measured target was missed and the rule still gives every point, as it does for 10 against > 10."""
        measured = self.met is False and self.answer is None and self.score is not None
        return measured and self.score == self.weight.effective > 0

    @property
    def only_deducted(self) -> bool:
        """Whether nothing but deductions cost points, each of which has a reason of its own."""
        reached = self.met is True and self.share in {None, HUNDRED} and self.over not in {"reason", "deducted"}
        return bool(self.deductions) and reached

    @property
    def lost(self) -> Decimal:
        """Points not earned, 0 while there is no score."""
        return self.weight.effective - self.score if self.score is not None else Decimal(0)


def explained(scored: Scored, rule: MethodRule, pack: RulePack) -> tuple[Message, ...]:
    """Why this score, one sentence each: clause, inputs as read, formula with its numbers and rounding, what moved."""
    sentences = [
        msg("“{title}”, {source}", title=rule.title, source=source_text(scored.citation)),
        _inputs(scored),
        *((scored.step,) if scored.step else ()),
        _arithmetic(scored, pack.rounding),
    ]
    if doubt := _missed(scored, rule):
        sentences.append(doubt)
    if scored.over:
        percent, source = scored.completion or Decimal(0), source_text(over_source(pack, rule))
        if scored.over == "deducted" and rule.over.deduction is OverDeduction.ALL:
            limit = plain(rule.over.deduct_from or 0)
            sentences.append(
                msg(
                    "{percent}% of the target, above {limit}%: no points ({source})",
                    percent=percent,
                    limit=limit,
                    source=source,
                )
            )
        elif scored.over == "deducted":
            sentences.append(msg("{percent}% of the target: reduced ({source})", percent=percent, source=source))
        else:
            sentences.append(msg("{percent}% of the target: far above, nothing deducted", percent=percent))
    for one in scored.deductions:
        citation = source_text(deduction_source(pack, one.rule))
        sentences.append(msg("{said}, {source}", said=deduction_words(one), source=citation))
    if scored.weight.effective != scored.weight.base:
        moved = msg(
            "weight {base} became {effective} because other indicators do not apply",
            base=plain(scored.weight.base),
            effective=plain(scored.weight.effective),
        )
        sentences.append(moved)
    return tuple(sentences)


def _inputs(scored: Scored) -> Message:
    target, actual = scored.target, scored.actual
    if scored.answer is not None and scored.share is not None:
        return msg(
            "“{target}”: {answer}, {share}% of the weight",
            target=target.text,
            answer=scored.answer.named,
            share=plain(scored.share),
        )
    shown_actual = actual.day.isoformat() if actual.day else actual.text
    if actual.value is not None and actual.kind is ActualKind.NUMBER:
        shown_actual = f"{plain(actual.value)}{target.unit}"
    if scored.met:
        return msg("target {target}, actual {actual}: met", target=canonical(target), actual=shown_actual)
    return msg("target {target}, actual {actual}: not met", target=canonical(target), actual=shown_actual)


def _missed(scored: Scored, rule: MethodRule) -> Message:
    """What a missed target has that its formula alone does not tell."""
    values, target = scored.values or {}, scored.target
    if scored.full_though_missed:
        if target.comparator in {Comparator.GT, Comparator.LT} and values.get("a") == values.get("t"):
            return msg(
                "missed: exactly {limit} does not meet {target}, yet the formula takes nothing off",
                limit=f"{plain(target.value or 0)}{target.unit}",
                target=canonical(target),
            )
        return msg("missed, yet the rule takes nothing off")
    proportional = rule.curve in {Curve.RATIO, Curve.GATE, Curve.INTERVALS, Curve.RAMP} and not rule.on_actual
    limit = target.upper if target.comparator is Comparator.BETWEEN else target.value
    if scored.met is False and scored.score == 0 and proportional and limit is not None and limit <= 0:
        return msg("no share can be taken of a target of 0 or below: missed, it earns nothing")
    return NOTHING


def _arithmetic(scored: Scored, rounding: Rounding) -> Message:
    """The formula with its numbers and the rounding, such as `85 ÷ 90 × 10 = 9.44`."""
    values = scored.values or {}
    full, score = scored.weight.effective, scored.score
    if scored.formula is None or score is None or score == full:
        return msg("full {weight} points", weight=plain(full))
    if score == 0:
        return msg("0 of {weight} points", weight=plain(full))
    numbers = shown(taken(scored.formula, values), lambda name: plain(values[name]))
    if Fraction(score) != scored.exact:
        return msg(
            "{numbers} = {score} points, {rounded}",
            numbers=numbers,
            score=score,
            rounded=rounding_words(rounding),
        )
    return msg("{numbers} = {score} points", numbers=numbers, score=score)
