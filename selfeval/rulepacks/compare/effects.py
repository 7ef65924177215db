"""What a changed rule does in figures: one case scored under both packs, the one in which they differ most.

Everything goes through the real scoring; where no case of the grid comes out differently there is no example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department, Indicator, Project, Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg, verbatim
from selfeval.core.readings import Kind
from selfeval.core.rules.layers import DecidedReading
from selfeval.core.rules.methods import matches
from selfeval.core.rules.pack import MethodRule, RulePack
from selfeval.core.rules.shares import answer_for_share
from selfeval.core.scoring.assessment import assess_project
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.read import read_target
from selfeval.rulepacks.compare.pairing import pairs

_Cases: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Target texts with the actuals to try."""

_YEAR = 2025
_POINTS = Decimal(10)
_RATES = ("85", "80", "95", "75", "65", "55", "45", "89.99", "100", "10")
_HIGHER: _Cases = (("≥100", ("85", "95", "70", "55", "30", "130", "150", "200")), (">100", ("100",)))
_LOWER: _Cases = (("≤10", ("15", "11", "20", "25")),)
_PERCENT: _Cases = (("≥90%", ("85%", "75%", "89.99%", "60%", "50%")),)
_OTHER: Mapping[Kind, _Cases] = {
    Kind.DATE: (("2025年6月底前", ("2025-07-01", "2025-06-30")),),
    Kind.BOOLEAN: (("是", ("否", "是")),),
}
_TOTAL = Decimal(95)


def effect(old: RulePack, new: RulePack, path: str) -> Message:
    """One worked effect of the change at a path of `diff`, such as `execution.weight`; nothing where there is none."""
    first, _, rest = path.partition(".")
    if first == "execution":
        return _execution(old, new) or _caps(old, new)
    if first == "methods":
        return _method(old, new, rest.partition(".")[0])
    if first.startswith("grades"):
        return _grades(old, new)
    return _answers(old, new) if first.startswith("answers") else NOTHING


def reading_effect(pack: RulePack, rule: DecidedReading) -> Message:
    """What a decided reading does to one case, or would do if it were confirmed; nothing where no case differs."""
    name = rule.names[0].replace("*", "") or rule.names[0]
    rows = tuple(
        Indicator(actual, f"{Tier1.OUTPUT.value}指标", "", name, rule.target, weight=_POINTS, actual=actual)
        for actual in _around(rule.reading)
    )
    sides = (replace(pack, readings=(replace(rule, confirmed=yes),), links=()) for yes in (False, True))
    as_written, as_read = (_scored(side, rows, {}).indicators for side in sides)
    found = [
        (abs(before.score - after.score), before, after)
        for before, after in zip(as_written, as_read, strict=True)
        if before.score is not None and after.score is not None
    ]
    most, before, after = max(found, key=lambda item: item[0], default=(Decimal(0), None, None))
    if not most or before is None or after is None:
        return NOTHING
    facts = {
        "actual": after.indicator.actual,
        "weight": plain(_POINTS),
        "old": plain(before.score or Decimal(0)),
        "new": plain(after.score or Decimal(0)),
    }
    if rule.confirmed:
        return msg("for example, actual {actual}, {weight} points: as written {old}, as read {new}", **facts)
    return msg("if confirmed, for example, actual {actual}, {weight} points: {old} → {new}", **facts)


def _around(reading: str) -> Iterator[str]:
    """Outcomes below, at and above what a target asks for."""
    target = read_target(reading)
    if target.value is not None:
        for share in ("0.8", "0.5", "1.2", "1", "0.95"):
            yield plain(target.value * Decimal(share)) + target.unit
    yield from ("是", "否")


def _execution(old: RulePack, new: RulePack) -> Message:
    found = []
    for budget, facts in _budgets():
        before, after = (_scored(pack, (), facts).execution.score for pack in (old, new))
        if before is not None and after is not None and before != after:
            found.append((abs(before - after), budget, before, after))
    if not found:
        return NOTHING
    _, budget, before, after = max(found, key=lambda item: item[0])
    return msg("for example, {case}: {old} → {new} points", case=budget, old=plain(before), new=plain(after))


def _budgets() -> Iterator[tuple[Message, dict[str, str]]]:
    for rate in _RATES:
        yield msg("an execution of {rate}%", rate=rate), {"initial": "100", "adjusted": "100", "executed": rate}
    changed = {"initial": "80", "adjusted": "100", "adjusted.carry_over": "20", "executed": "80"}
    yield msg("80 executed of an initial 80, adjusted to 100, with 20 carried over"), changed
    yield msg("a budget of 0"), {"initial": "0", "adjusted": "0", "executed": "0"}


def _caps(old: RulePack, new: RulePack) -> Message:
    for rate in map(Decimal, _RATES):
        before, after = (
            min([_TOTAL, *(cap.total for cap in pack.execution.caps if rate < cap.rate_below)]) for pack in (old, new)
        )
        if before != after:
            return msg(
                "for example, a total of {total} at an execution of {rate}%: {old} → {new}",
                total=plain(_TOTAL),
                rate=plain(rate),
                old=plain(before),
                new=plain(after),
            )
    return NOTHING


def _method(old: RulePack, new: RulePack, name: str) -> Message:
    pair = next(((a, b) for a, b in pairs(old.methods, new.methods) if name in {b and b.id, a and a.id}), None)
    if pair is None:
        return NOTHING
    rows = tuple(_rows(pair[1] or pair[0]))
    sides = zip(_scored(old, rows, {}).indicators, _scored(new, rows, {}).indicators, strict=True)
    found = [
        (abs(before.score - after.score), before, after)
        for before, after in sides
        if before.score is not None and after.score is not None and _by(pair, before, after)
    ]
    most, before, after = max(found, key=lambda item: item[0], default=(Decimal(0), None, None))
    if not most or before is None or after is None:
        return NOTHING
    return msg(
        "for example, target {target}, actual {actual}, {weight} points: {old} → {new}",
        target=after.indicator.target,
        actual=after.indicator.actual,
        weight=plain(_POINTS),
        old=plain(before.score or Decimal(0)),
        new=plain(after.score or Decimal(0)),
    )


def _by(pair: tuple[MethodRule | None, MethodRule | None], before: Scored, after: Scored) -> bool:
    """Whether the changed method gave these scores, on the sides that have it."""
    return all(rule is None or rule.id == item.method for rule, item in zip(pair, (before, after), strict=True))


def _rows(rule: MethodRule) -> Iterator[Indicator]:
    """Filled indicators that the method is for."""
    condition = rule.applies
    kinds = condition.kinds or (Kind.QUANTITY,)
    unit = next((unit for unit in condition.units if "*" not in unit), "" if condition.units else "次")
    percent = any(matches(unit, "%") for unit in condition.units)
    cases = [case for kind in kinds for case in _OTHER.get(kind, ())]
    if Kind.QUANTITY in kinds and percent:
        cases += _PERCENT
    elif Kind.QUANTITY in kinds:
        cases += [(target + unit, tuple(text + unit for text in texts)) for target, texts in (*_HIGHER, *_LOWER)]
    tier1 = condition.tier1[0] if condition.tier1 else Tier1.OUTPUT
    tier2 = condition.tier2[0].replace("*", "") if condition.tier2 else ""
    name = condition.names[0].replace("*", "") if condition.names else ""
    for target, actuals in cases:
        for actual in actuals:
            place = f"{target} {actual}"
            yield Indicator(place, f"{tier1.value}指标", tier2, name, target, weight=_POINTS, actual=actual)


def _scored(pack: RulePack, rows: tuple[Indicator, ...], budget: dict[str, str]) -> ProjectResult:
    project = Project(id="p", sheet="", title="", budget=budget, indicators=rows)
    return assess_project(Evaluation(Department(year=_YEAR, projects=(project,))), project, pack)


def _grades(old: RulePack, new: RulePack) -> Message:
    edges = sorted({grade.at_least for pack in (old, new) for grade in pack.grades}, reverse=True)
    for total in edges:
        before, after = old.grade_of(total), new.grade_of(total)
        if before != after:
            names = tuple(verbatim(name or "—") for name in (before, after))
            return msg("for example, a total of {total}: {old} → {new}", total=plain(total), old=names[0], new=names[1])
    return NOTHING


def _answers(old: RulePack, new: RulePack) -> Message:
    for share in map(Decimal, (90, 55, 70, 85, 65, 75, 45, 95, 30)):
        before, after = (answer_for_share(pack, share) for pack in (old, new))
        if before and after and before.label != after.label:
            return msg(
                "for example, {share}% of the weight: “{old}” → “{new}”",
                share=plain(share),
                old=before.named,
                new=after.named,
            )
    return NOTHING
