"""Rows of the department's own form that are no plain indicators: scores by standard, amounts, actuals worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import AMOUNT, COMPUTED, STANDARD, Indicator
from selfeval.core.numbers import HUNDRED, parse_money, parse_quantity, plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Actual, ActualKind, Assumption, Kind, Target
from selfeval.core.records import replace
from selfeval.core.rules.choices import AmountSource
from selfeval.core.rules.forms.arithmetic import FormulaError, names_in, parsed
from selfeval.core.rules.forms.layout import same_name
from selfeval.core.rules.formula import A, Expr, Num, Round, Var, evaluate, mul, result_of, shown, within
from selfeval.core.rules.keys.words import choice_words
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import amounts as taken_off
from selfeval.core.rules.parts.deductions import deducted, read_deductions
from selfeval.core.rules.sources import source_text
from selfeval.core.rules.weights.weighing import Weight
from selfeval.core.scoring.department_form import amount_of, row_of
from selfeval.core.scoring.indicator import score_indicator
from selfeval.core.scoring.scored import Scored
from selfeval.core.units import convert, is_money

STANDARD_TITLE, AMOUNT_TITLE = "按标准评分", "计算数据"
"""What 计分过程 calls the method of a row by standard, and a row that holds an amount; both tell the kind again."""

RATE_PLACES = 2
"""Decimal places of a rate that was worked out, in percent: as forms print it."""

OfProjects = Mapping[str, Decimal]
"""What the projects say of the form's amounts, by `AmountSource`; money in 万元."""


def standard_target(indicator: Indicator) -> Target:
    """What a row by standard, or an amount, has in the place of a target: its text, and the unit of what is entered."""
    unit = "分" if indicator.kind == STANDARD else indicator.target.strip()
    return Target(indicator.target, Kind.QUANTITY, unit=unit)


def by_standard(indicator: Indicator, text: str, weight: Weight, pack: RulePack, deduction: str) -> Scored:
    """A score that a person gives against a standard: taken as entered, between 0 and the row's points."""
    target = standard_target(indicator)
    value = _entered(text, "分")
    actual = Actual(text, ActualKind.BLANK if not text.strip() else ActualKind.UNREADABLE)
    base = Scored(indicator, target, actual, weight, None, msg("No score has been entered yet."))
    if not text.strip():
        return base
    words: dict[str, Message | str] = {"text": text.strip(), "weight": plain(weight.effective)}
    if value is None:
        said = msg("“{text}” is no score; enter points between 0 and {weight}.", **words)
        return replace(base, said=said)
    base = replace(base, actual=Actual(text, ActualKind.NUMBER, value))
    if not 0 <= value <= weight.effective:
        return replace(base, said=msg("{text} points lie outside 0 to {weight}; there is no score.", **words))
    off, problem = read_deductions(deduction, pack.deductions)
    if problem is not None:
        return replace(base, said=problem, deduction_problem=problem)
    points, percent = taken_off(off, weight.effective)
    expr = within(deducted(Round(A, pack.rounding.places, pack.rounding.mode), points, percent), weight.effective)
    values = {"a": Fraction(value), "w": Fraction(weight.effective)}
    values |= {"m": points, "r": percent} if off else {}
    exact, score = result_of(expr, values)
    citation = pack.citation(pack.department_rows_citation)
    said = msg(
        "scored by standard, {points} as entered, {source}",
        points=plain(value),
        source=source_text(citation) if citation else msg("as the form has it"),
    )
    return replace(
        base, score=score, exact=exact, said=said, method="standard", method_title=STANDARD_TITLE, citation=citation,
        layer=pack.layer_of("department_rows"), formula=expr, values=values, deductions=off,
    )  # fmt: skip


def _entered(text: str, unit: str) -> Decimal | None:
    """The number in an entry, with the unit or without one; money in any of its units."""
    if is_money(unit):
        return parse_money(text, unit)
    quantity = parse_quantity(text)
    if quantity is None or quantity[1] not in {"", unit}:
        return None
    return quantity[0]


def amount(indicator: Indicator, text: str, weight: Weight, pack: RulePack, given: OfProjects) -> Scored:
    """A row that holds an amount: no points, only its number; without an entry what the projects say, told as such."""
    target, known = standard_target(indicator), amount_of(pack, indicator.tier3)
    actual = Actual(text, ActualKind.BLANK if not text.strip() else ActualKind.UNREADABLE)
    value = _entered(text, target.unit) if text.strip() else None
    said = msg("an amount that formulas compute with; it has no points")
    if value is not None:
        actual = Actual(text, ActualKind.NUMBER, value)
    elif text.strip():
        said = msg("“{text}” is no amount in {unit}.", text=text.strip(), unit=target.unit or "—")
    elif known is not None and (found := _given(known.source, target.unit, given)) is not None:
        note = msg("not entered: {what}, {value}", what=choice_words(known.source), value=plain(found))
        actual = Actual(
            f"{plain(found)}{target.unit}", ActualKind.NUMBER, found, assumptions=(Assumption("given", note),)
        )
    scored = Scored(indicator, target, actual, weight, None, said, assumptions=actual.assumptions)
    return replace(scored, method=AMOUNT if actual.value is not None else "")


def _given(source: AmountSource, unit: str, given: OfProjects) -> Decimal | None:
    """What the projects say, in the unit of the amount; None for money where that is no unit of money."""
    value = given.get(source.value)
    if value is None or source is AmountSource.PROJECT_TOTALS:
        return value
    return convert(value, "万元", unit)


def worked_out(indicator: Indicator, target: Target, pack: RulePack, known: Mapping[str, Scored]) -> Actual | Message:
    """The actual that the row's formula gives, or the sentence that says why there is none.

    `known` are the rows of amounts by the names of `same_name`.
    """
    stated, expr = stated_formula(indicator, pack), formula_of(indicator, target, pack)
    if stated is None or expr is None:
        return msg("The rule pack has no formula for this row.")
    values: dict[str, Fraction] = {}
    for name in names_in(stated):
        item = known.get(same_name(name))
        if item is None or item.actual.value is None:
            if item is not None and item.actual.kind is ActualKind.UNREADABLE:
                return msg("The amount “{name}” cannot be read.", name=name)
            return msg("The amount “{name}” has not been entered yet.", name=name)
        if item.actual.value < 0:
            return msg("The amount “{name}” is negative: {value}.", name=name, value=plain(item.actual.value))
        values[name] = Fraction(item.actual.value)
    words, numbers = shown(stated, str), shown(stated, lambda name: plain(values[name]))
    try:
        result = evaluate(expr, values)
    except ZeroDivisionError:
        return msg("{words}: the divisor is 0 ({numbers}), so that there is no figure.", words=words, numbers=numbers)
    value = round_half_up(result, RATE_PLACES)
    text = f"{plain(value)}{target.unit}"
    note = msg("{words} = {numbers} = {value}", words=words, numbers=numbers, value=text)
    if isinstance(stated, Var):  # an amount that is the figure itself
        note = msg("{words} = {value}", words=words, value=text)
    return Actual(text, ActualKind.NUMBER, value, assumptions=(Assumption("computed", note),))


def stated_formula(indicator: Indicator, pack: RulePack) -> Expr | None:
    """The formula of a computed row as the pack states it; None for other rows."""
    row = row_of(pack, indicator) if indicator.kind == COMPUTED else None
    try:
        return parsed(row.formula) if row is not None and row.formula else None
    except FormulaError:
        return None


def formula_of(indicator: Indicator, target: Target, pack: RulePack) -> Expr | None:
    """The formula of a computed row, rounded as forms print it; times 100 where the target is a percentage."""
    expr = stated_formula(indicator, pack)
    if expr is None:
        return None
    return Round(mul(Num(HUNDRED), expr) if target.unit == "%" else expr, RATE_PLACES)


def computed(
    row: Indicator, target: Target, weight: Weight, pack: RulePack, off: str, of_form: Mapping[str, Scored]
) -> Scored:
    """A row whose actual its formula gives; without one, why there is none."""
    known = {same_name(item.indicator.tier3): item for item in of_form.values()}
    found = worked_out(row, target, pack, known)
    if isinstance(found, Message):
        return Scored(row, target, Actual("", ActualKind.BLANK), weight, None, found, assumptions=target.assumptions)
    scored = score_indicator(row, target, found, weight, pack, deduction=off)
    return replace(scored, computed=formula_of(row, target, pack))


def of_projects(scored: Scored, rows: Sequence[Scored]) -> bool:
    """Whether a row's actual was worked out from nothing but what the projects say, whose reasons stand with them."""
    if scored.computed is None:
        return False
    names = {same_name(name) for name in names_in(scored.computed)}
    amounts = [row for row in rows if row.indicator.kind == AMOUNT and same_name(row.indicator.tier3) in names]
    return bool(amounts) and all(any(note.code == "given" for note in row.actual.assumptions) for row in amounts)
