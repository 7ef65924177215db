"""The budget of one project as numbers, and the score of its execution rate (预算执行率)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNTS, CHECKPOINTS, SOURCES, Project
from selfeval.core.numbers import exact, parse_money, parse_number, parse_percent, plain, round_half_up
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Assumption, Confidence
from selfeval.core.records import dataclass, replace
from selfeval.core.rules import methods
from selfeval.core.rules.choices import Denominator, ExecutionMethod, NotApplicablePolicy, ZeroBudget
from selfeval.core.rules.formula import Expr, result_of, shown, taken, within
from selfeval.core.rules.layers import Citation, Layer
from selfeval.core.rules.pack import ExecutionRule, RulePack
from selfeval.core.rules.sources import Source, execution_source, source_text, weight_source
from selfeval.core.rules.steps import execution_step
from selfeval.core.texts.shapes.rates import are_shares
from selfeval.core.texts.words.marks import yes_or_no

_FINISHED = {"已完成": True, "完成": True, "未完成": False}

Parts: TypeAlias = tuple[str, ...]
CARRIED = "carried"
"""Begins the code of a supposition about a budget of which only the carry-over is written."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Amounts in the project's money unit, None where unknown or unreadable.

    Attributes:
        amounts: by the keys `initial`, `adjusted`, `executed` and `<amount>.<source>`.
        plan, checkpoints: cumulative percent by month (3, 6, 10, 12), as planned and as spent.
        texts: what was written, by field, for all fields of `BUDGET_FIELDS`, `finished` and `review_grade`, that are
            not blank.
        unreadable: fields whose text is not an amount, a percent, or for `finished` neither yes nor no.
        derived: of the amounts that are not written, the keys of those that they are the sum of.
        finished: whether the project is finished; None where nobody said so, or it cannot be read.
    """

    unit: str
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    plan: Mapping[int, Decimal] = field(default_factory=dict)
    checkpoints: Mapping[int, Decimal] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    finished: bool | None = None
    derived: Mapping[str, Parts] = field(default_factory=dict)

    def amount(self, name: str) -> Decimal | None:
        """An amount by its key, None where unknown."""
        return self.amounts.get(name)

    def base(self, rule: ExecutionRule) -> Decimal | None:
        """The denominator of the execution rate under a rule, None where unknown."""
        if rule.denominator is Denominator.INITIAL:
            return self.amount("initial")
        adjusted = self.amount("adjusted")
        if adjusted is None or rule.denominator is Denominator.ADJUSTED:
            return adjusted
        return adjusted + (self.amount("adjusted.carry_over") or self.amount("initial.carry_over") or Decimal(0))


@dataclass(frozen=True, slots=True)
class ExecutionScored:
    """The execution rate with its score.

    Attributes:
        weight: points it can earn; 0 where it is not scored, or where its points went to the indicators.
        base: the denominator in the project's money unit.
        rate: exact executed / base, None where unknown.
        score: rounded; None while it cannot be scored; 0 with weight 0.
        cap: the largest total this rate allows, None without one; `cap_below` its threshold in percent.
        citation, layer: where the rule that gave the score comes from; `weight_from`: where its points come from.
        step: the step of the ladder that decided the score, nothing where there is none.
        formula, values: what was computed (`e`, `b`, `w`), None and empty where nothing was.
    """

    weight: Decimal
    weight_origin: str
    base: Decimal | None
    rate: Fraction | None
    score: Decimal | None
    why: Message
    exact: Fraction | None = None
    citation: Citation | None = None
    applies: bool = True
    cap: Decimal | None = None
    cap_below: Decimal | None = None
    formula: Expr | None = None
    values: Mapping[str, Fraction] = field(default_factory=dict)
    layer: Layer | None = None
    weight_from: Source = (None, None)
    step: Message = NOTHING


def read_budget(evaluation: Evaluation, project: Project) -> Budget:
    """The project's budget as it stands: facts over what the workbook says, sums and defaults as assumptions."""
    unit = project.money_unit
    texts, amounts, unreadable = {}, {}, []
    for name in (*AMOUNTS, *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES)):
        if text := evaluation.value(project, name).strip():
            texts[name] = text
            amount = parse_money(text, unit)
            if amount is None:
                unreadable.append(name)
            else:
                amounts[name] = amount
    plan: dict[int, Decimal] = {}
    checkpoints: dict[int, Decimal] = {}
    for month in CHECKPOINTS:
        for name, percents in ((f"plan.{month}", plan), (f"checkpoint.{month}", checkpoints)):
            if text := evaluation.value(project, name).strip():
                texts[name] = text
                percent = parse_percent(text)
                if percent is None:
                    unreadable.append(name)
                else:
                    percents[month] = percent
    amounts, assumptions, derived = completed(amounts, texts)
    base, executed = amounts.get("adjusted"), amounts.get("executed")
    money = Fraction(executed) / Fraction(base) if base and executed is not None else None
    assumptions += _in_percent("plan", plan, texts, None) + _in_percent("checkpoint", checkpoints, texts, money)
    finished = None
    if reviewer := evaluation.value(project, "review_grade").strip():
        texts["review_grade"] = reviewer
    if answer := evaluation.value(project, "finished").strip():
        texts["finished"] = answer
        finished = _FINISHED.get(answer, yes_or_no(answer, figures=True))
        if finished is None:
            unreadable.append("finished")
    return Budget(unit, amounts, plan, checkpoints, texts, tuple(unreadable), tuple(assumptions), finished, derived)


def _in_percent(
    name: str, figures: dict[int, Decimal], texts: Mapping[str, str], money: Fraction | None
) -> list[Assumption]:
    """Turn a row of bare shares of 1 (0.25, 0.5, 1) into percent."""
    written = [figures[month] for month in figures]
    if any(parse_number(texts[f"{name}.{month}"]) is None for month in figures) or not are_shares(written, money):
        return []
    figures.update({month: share * 100 for month, share in figures.items()})
    last = max(figures)
    percent = plain(figures[last])
    note = msg("the figures are shares of 1: {share} is {percent}%", share=plain(written[-1]), percent=percent)
    return [Assumption(f"{name}.{last}", note)]


def completed(
    read: Mapping[str, Decimal], texts: Mapping[str, str]
) -> tuple[dict[str, Decimal], list[Assumption], dict[str, Parts]]:
    """The amounts with those totals that are not written, what was supposed, and what each of these is the sum of.

    A total is the sum of its sources, the adjusted budget without any the initial one. The carry-over of the year
    before is no budget of this year by itself: where nothing else is written, a person is asked.
    """
    amounts, assumptions, derived = dict(read), list[Assumption](), dict[str, Parts]()
    for amount in AMOUNTS:
        parts = tuple(name for source in SOURCES if (name := f"{amount}.{source}") in amounts)
        if amount in texts or not parts:
            continue
        carried = parts == (f"{amount}.carry_over",) and amount != "executed"
        if carried and amount == "adjusted" and "initial" in amounts:
            continue
        amounts[amount], derived[amount] = sum((amounts[name] for name in parts), Decimal(0)), parts
        if carried:
            note = msg("only the carry-over is written: {sum} is taken for the whole", sum=plain(amounts[amount]))
            assumptions.append(Assumption(f"{CARRIED}.{amount}", note, Confidence.LOW))
            continue
        note = msg("total not written: the sum of its sources, {sum}, is taken", sum=plain(amounts[amount]))
        assumptions.append(Assumption(f"sum.{amount}", note))
    if "adjusted" not in texts and "adjusted" not in amounts and "initial" in amounts:
        amounts["adjusted"], derived["adjusted"] = amounts["initial"], ("initial",)
        assumptions.append(_like_initial(amounts))
    return amounts, assumptions, derived


def _like_initial(amounts: Mapping[str, Decimal]) -> Assumption:
    """That the adjusted budget is the initial one; doubted where a carry-over of its own is written beside it."""
    initial, carried = amounts["initial"], amounts.get("adjusted.carry_over")
    if carried is None or carried == amounts.get("initial.carry_over"):
        note = msg("adjusted budget not written: the initial budget, {initial}, is taken", initial=plain(initial))
        return Assumption("adjusted", note, Confidence.HIGH)
    note = msg(
        "adjusted budget not written, only its carry-over, {carried}: the initial budget, {initial}, is taken",
        carried=plain(carried), initial=plain(initial),
    )  # fmt: skip
    return Assumption(f"{CARRIED}.adjusted", note, Confidence.LOW)


def execution_applies(budget: Budget, rule: ExecutionRule) -> bool:
    """Whether the execution rate is scored at all for this budget."""
    if rule.method is ExecutionMethod.NONE:
        return False
    return not (budget.base(rule) == 0 and rule.zero_budget is ZeroBudget.NOT_APPLICABLE)


def score_execution(budget: Budget, weight: Decimal, weight_origin: str, pack: RulePack) -> ExecutionScored:
    """Score the execution rate: `weight` points of it, by the pack's execution rule."""
    rule = pack.execution
    base, executed = budget.base(rule), budget.amount("executed")
    citation, layer = execution_source(pack, rule, zero=base == 0)
    result = ExecutionScored(
        weight, weight_origin, base, None, None, Message(""), None, citation, layer=layer,
        weight_from=weight_source(pack),
    )  # fmt: skip
    if rule.method is ExecutionMethod.NONE:
        return _without(result, msg("The rule pack does not score the execution rate."))
    if base is None:
        return _waiting(result, msg("The budget has not been entered yet."))
    if base == 0 and rule.zero_budget is ZeroBudget.NOT_APPLICABLE:
        return _without(result, *_inapplicable(weight, pack))
    if executed is None:
        return _waiting(result, msg("The amount executed has not been entered yet."))
    if base < 0:  # a rate of two negative amounts would be a good one
        return _waiting(result, msg("The budget is negative: {amount}.", amount=plain(base)))
    return _with_rate(result, budget, base, executed, pack)


def _without(result: ExecutionScored, why: Message, weight: Decimal = Decimal(0)) -> ExecutionScored:
    return replace(result, weight=weight, score=Decimal(0), why=why, exact=Fraction(0), applies=False)


def not_scored(result: ExecutionScored) -> ExecutionScored:
    """The execution rate of a form of the department that has neither points nor amounts for it."""
    return _without(result, msg("The department's form does not score the execution rate by itself."))


def _inapplicable(weight: Decimal, pack: RulePack) -> tuple[Message, Decimal]:
    """Why the rate of a budget of 0 is not scored, and the points that stay with it: as the pack treats such rows."""
    match pack.weights.not_applicable:
        case NotApplicablePolicy.ZERO:
            return msg("Budget 0: the execution rate does not apply; the pack counts it as 0."), weight
        case NotApplicablePolicy.HOLD:
            return msg("Budget 0: the execution rate does not apply; the pack holds the total."), weight
        case _:
            return msg("Budget 0: the execution rate does not apply; the indicators share its points."), Decimal(0)


def _waiting(result: ExecutionScored, why: Message) -> ExecutionScored:
    return replace(result, why=why)


def _with_rate(
    result: ExecutionScored, budget: Budget, base: Decimal, executed: Decimal, pack: RulePack
) -> ExecutionScored:
    rule = pack.execution
    values = {"e": exact(executed), "b": exact(base), "w": exact(result.weight)}
    expr = within(
        methods.execution_points(rule, pack.rounding, finished=bool(budget.finished), denominator=base), result.weight
    )
    before, score = result_of(expr, values)
    rate = values["e"] / values["b"] if base else Fraction(0)
    percent = round_half_up(rate * 100, 2)
    source = source_text(result.citation)
    step = execution_step(rule, rate, within=bool(budget.finished) and executed <= base) if base else NOTHING
    if base == 0:
        why = msg("{source}: budget 0, rate 0%, 0 points", source=source)
    else:
        numbers = shown(taken(expr, values), lambda name: plain(values[name]))
        why = msg(
            "{source}: executed {executed} ÷ budget {base} {unit} = {percent}%; {numbers} = {score} of {weight} points",
            source=source,
            executed=plain(executed),
            base=plain(base),
            unit=Message(budget.unit),
            percent=percent,
            numbers=numbers,
            score=score,
            weight=plain(result.weight),
        )
    why = msg("{parts}", parts=(why, step)) if step else why
    caps = [cap for cap in rule.caps if rate * 100 < cap.rate_below]
    cap = min(caps, key=lambda item: item.total, default=None)
    return replace(
        result,
        rate=rate,
        score=score,
        why=why,
        exact=before,
        cap=cap.total if cap else None,
        cap_below=cap.rate_below if cap else None,
        formula=expr,
        values=values,
        step=step,
    )
