"""What the keys of a rule pack must fulfil together, beyond the form of each one.

Every law looks at one block that already has its form, so that a mistake in one block hides none in another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import msg
from selfeval.core.readings import Kind
from selfeval.core.rules.choices import Curve, ExecutionMethod, OverDeduction
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow
from selfeval.core.rules.layers import DecidedReading
from selfeval.core.rules.methods import collide
from selfeval.core.rules.pack import ExecutionRule, Grade, MethodRule, OverAchievement
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.deadlines import Deadline
from selfeval.core.rules.parts.deductions import DeductionRule
from selfeval.core.rules.parts.monitoring import MonitoringRule
from selfeval.core.rules.parts.recheck import QualityItem
from selfeval.core.rules.parts.reviewing import ReviewStep
from selfeval.core.rules.parts.weight_rules import WeightRule
from selfeval.core.texts.targets.read import read_target
from selfeval.rulepacks.form.conversion import to_rule
from selfeval.rulepacks.form.schema import PACK_FORMS
from selfeval.rulepacks.laws.around_laws import around_flaws, deadline_flaws
from selfeval.rulepacks.laws.citation_laws import citation_flaws
from selfeval.rulepacks.laws.department_laws import department_flaws
from selfeval.rulepacks.laws.flaw import Flaw
from selfeval.rulepacks.laws.kind_laws import (
    deduction_flaws,
    free_flaws,
    full_marks_flaws,
    goal_flaws,
    ladder_flaws,
    quality_flaws,
    ramp_flaws,
    review_flaws,
    without_effect,
)
from selfeval.rulepacks.laws.monitoring_laws import monitoring_flaws
from selfeval.rulepacks.text.lines import Path

_CODE = lazy(r"[TBASWRF][0-9]{1,4}")
_Rule = TypeVar("_Rule")
_NEEDED_KIND = {Curve.BANDS: Kind.QUALITATIVE, Curve.YES_NO: Kind.BOOLEAN, Curve.DEADLINE: Kind.DATE}


def flaws(raw: Mapping[str, Any], wrong: Collection[Path] = ()) -> Iterator[Flaw]:
    """Every law that the file breaks, block by block; those without their form or with `wrong` values are left out."""
    sound = {key: value for key, value in raw.items() if not any(path[:1] == (key,) for path in wrong)}
    weights = _formed(WeightRule, "weights", sound.get("weights"))
    execution = _formed(ExecutionRule, "execution", sound.get("execution"))
    yield from _years(raw.get("years"))
    if weights:
        yield from _weights(weights, execution)
    if execution:
        yield from _execution(execution, raw["execution"])
    yield from _methods(raw, wrong)
    yield from without_effect(raw)
    yield from _severities(raw.get("severities"))
    if answers := _listed(Answer, "answers", sound.get("answers")):
        yield from _answers(answers)
    if grades := _listed(Grade, "grades", sound.get("grades")):
        yield from _grades(grades)
    if deductions := _listed(DeductionRule, "deductions", sound.get("deductions")):
        yield from deduction_flaws(deductions, raw)
        for index, rule in enumerate(deductions):
            for code in rule.codes:
                yield from _code_flaws(code, ("deductions", index, "codes"))
    yield from around_flaws(raw)
    if deadlines := _listed(Deadline, "deadlines", sound.get("deadlines")):
        yield from deadline_flaws(deadlines)
    if review := _listed(ReviewStep, "review", sound.get("review")):
        yield from review_flaws(review, raw)
    quality = _listed(QualityItem, "form_quality", sound.get("form_quality"))
    if quality or not sound.get("form_quality"):
        yield from quality_flaws(quality, sound)
    if monitoring := _formed(MonitoringRule, "monitoring", sound.get("monitoring")):
        yield from monitoring_flaws(monitoring)
    yield from _of_department(raw, sound)
    yield from _readings(raw)
    yield from citation_flaws(raw, wrong)


def _of_department(raw: Mapping[str, Any], sound: Mapping[str, Any]) -> Iterator[Flaw]:
    """The department's own form, where rows and amounts both have their form."""
    if all(key in sound or key not in raw for key in ("department_rows", "department_amounts")):
        rows = _listed(DepartmentRow, "department_rows", sound.get("department_rows", []))
        amounts = _listed(DepartmentAmount, "department_amounts", sound.get("department_amounts", []))
        yield from department_flaws(rows, amounts, raw)


def _severities(block: object) -> Iterator[Flaw]:
    """A severity for a code that no finding has would change nothing, in silence."""
    if not isinstance(block, Mapping) or not block:
        return
    for code in block:
        if isinstance(code, str) and _CODE.fullmatch(code):
            yield from _code_flaws(code, ("severities", code))


def _code_flaws(code: str, path: Path) -> Iterator[Flaw]:
    """A code that no finding has, with the one that is probably meant."""
    from selfeval.core.checks.selection import known_codes, nearest_code  # most packs name no codes

    if code in known_codes():
        return
    text = msg("no finding has the code {code}", code=code)
    if near := nearest_code(code):
        text = msg("no finding has the code {code}; probably {near} is meant", code=code, near=near)
    yield Flaw("R115", path, text)


def _formed(kind: type[_Rule], path: str, value: object) -> _Rule | None:
    """The rule in a table if that has its form, else None: the form's own errors are reported elsewhere."""
    try:
        return None if value is None else to_rule(kind, PACK_FORMS.of(path).model_validate(value))
    except ValidationError:
        return None


def _listed(kind: type[_Rule], path: str, value: object) -> tuple[_Rule, ...]:
    """The rules in a list if all of them have their form, else none."""
    try:
        blocks = TypeAdapter(PACK_FORMS.of_entries(path)).validate_python(value)
    except ValidationError:
        return ()
    return tuple(to_rule(kind, block) for block in blocks)


def _years(value: object) -> Iterator[Flaw]:
    try:
        years = dict(PACK_FORMS.of("years").model_validate({} if value is None else value))
    except ValidationError:
        return
    if years["from"] and years["to"] and years["from"] > years["to"]:
        yield Flaw("R128", ("years",), msg("The first year is after the last year"))


def _weights(weights: WeightRule, execution: ExecutionRule | None) -> Iterator[Flaw]:
    seen: list[set[str]] = []
    for index, layout in enumerate(weights.layouts):
        path: Path = ("weights", "layouts", index, "tiers")
        if set(layout.tiers) in seen:
            yield Flaw("R126", path, msg("Another layout has the same first-level indicators"))
        seen.append(set(layout.tiers))
        if execution and (total := sum(layout.tiers.values(), execution.weight)) != 100:
            text = msg(
                "The points add up to {total} together with execution ({execution}), not to 100",
                total=plain(total),
                execution=plain(execution.weight),
            )
            yield Flaw("R120", path, text, same=f"sum {total}")
        if any(points % weights.step for points in layout.tiers.values()):
            text = msg(
                "The points are not multiples of the step {step} by which they are split", step=plain(weights.step)
            )
            yield Flaw("R120", path, text)
        yield from free_flaws(layout, path[:-1])
    for tier, heir in weights.missing.items():
        if tier is heir:
            yield Flaw("R125", ("weights", "missing", tier.value), msg("A missing tier cannot be its own heir"))
    yield from goal_flaws(weights)


def _execution(execution: ExecutionRule, raw: Mapping[str, Any]) -> Iterator[Flaw]:
    scored = execution.method is not ExecutionMethod.NONE
    if scored != (execution.weight > 0):
        text = msg("Execution that is not scored has weight 0, and execution that is scored has more")
        yield Flaw("R125", ("execution", "weight"), text)
    if execution.method is ExecutionMethod.INTERVALS and not execution.intervals:
        yield Flaw("R122", ("execution", "intervals"), msg("Intervals are needed here"))
    yield from ladder_flaws(execution, raw, ("execution", "intervals"))
    yield from full_marks_flaws(execution, raw, ("execution", "intervals"), weight=execution.weight)
    if execution.method is ExecutionMethod.RAMP:
        yield from ramp_flaws(execution, raw, ("execution",))
    for index in range(1, len(execution.caps)):
        higher, lower = execution.caps[index - 1], execution.caps[index]
        if not (higher.rate_below > lower.rate_below and higher.total >= lower.total):
            yield Flaw("R122", ("execution", "caps", index), msg("Caps must go down, in the rate and in the total"))
    if bool(execution.caps) != bool(execution.caps_citation):
        yield Flaw("R124", ("execution", "caps_cite"), msg("Caps and caps_cite go together"))


def _methods(raw: Mapping[str, Any], wrong: Collection[Path]) -> Iterator[Flaw]:
    listed = raw.get("methods")
    seen: set[str] = set()
    met: list[MethodRule] = []
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        path: Path = ("methods", index)
        method = None if any(other[:2] == path for other in wrong) else _formed(MethodRule, "methods", entry)
        if method is None:
            continue
        if method.id in seen:
            yield Flaw("R126", (*path, "id"), msg("{name} occurs twice", name=method.id))
        seen.add(method.id)
        yield from _method(method, entry, path)
        yield from _ties(method, met, path)
        met.append(method)
        if method.curve is Curve.BANDS and not raw.get("answers") and ("answers",) not in wrong:
            yield Flaw("R121", (*path, "curve"), msg("The curve bands needs [[answers]]"))


def _ties(method: MethodRule, others: list[MethodRule], path: Path) -> Iterator[Flaw]:
    """Two methods that fit some indicator equally well, so that nobody could say which one counts."""
    for other in others:
        if other.id != method.id and collide(method.applies, other.applies):
            text = msg(
                "{name} and {other} fit the same indicators equally well; make one of them more specific",
                name=method.id,
                other=other.id,
            )
            yield Flaw("R129", (*path, "applies"), text)


def _method(method: MethodRule, raw: Mapping[str, Any], path: Path) -> Iterator[Flaw]:
    if method.curve is Curve.GATE and "gate" not in raw:
        yield Flaw("R111", (*path, "curve"), msg("The curve gate needs a line with its pass gate, such as: gate = 60"))
    elif method.curve is Curve.GATE and not 0 < method.gate < 100:
        yield Flaw("R114", (*path, "gate"), msg("The pass gate lies between 0 and 100"))
    if method.curve is Curve.INTERVALS and not method.intervals:
        yield Flaw("R122", (*path, "intervals"), msg("Intervals are needed here"))
    yield from ladder_flaws(method, raw, (*path, "intervals"))
    if method.curve is Curve.RAMP:
        yield from ramp_flaws(method, raw, path)
    yield from full_marks_flaws(method, raw, (*path, "intervals"))
    needed = _NEEDED_KIND.get(method.curve)
    if needed and method.applies.kinds != (needed,):
        text = msg('The curve {curve} is only for kinds = ["{kind}"]', curve=method.curve.value, kind=needed.value)
        yield Flaw("R125", (*path, "applies", "kinds"), text)
    yield from _over(method.over, (*path, "over"))


def _over(over: OverAchievement, path: Path) -> Iterator[Flaw]:
    for key in ("flag_from", "reason_from", "deduct_from"):
        threshold = getattr(over, key)
        if threshold is not None and threshold <= 100:
            yield Flaw("R114", (*path, key), msg("Over-achievement begins above 100 %"))
    if over.deduction is not OverDeduction.NONE and over.deduct_from is None:
        yield Flaw("R125", (*path, "deduction"), msg("deduct_from and a deduction go together"))
    if over.deduction is OverDeduction.POINTS and over.points == 0:
        yield Flaw("R125", (*path, "points"), msg('Points go with deduction = "points" and only with it'))


def _answers(answers: tuple[Answer, ...]) -> Iterator[Flaw]:
    edge = Decimal(100)
    known: set[str] = set()
    for index, answer in enumerate(answers):
        path: Path = ("answers", index)
        if answer.upper != edge:
            text = msg(
                "The band ends at {upper} where {edge} is needed: bands cover 100 to 0 without gap or overlap",
                upper=plain(answer.upper),
                edge=plain(edge),
            )
            yield Flaw("R121", (*path, "upper"), text)
        if answer.lower >= answer.upper:
            yield Flaw("R121", (*path, "lower"), msg("The lower end of the band is not below its upper end"))
        edge = answer.lower
        synonyms = ((("synonyms", other, place)) for place, other in enumerate(answer.synonyms))
        for key, name, entry in (("id", answer.id, None), ("label", answer.label, None), *synonyms):
            if name in known:
                yield Flaw("R126", (*path, key), msg("{name} occurs twice", name=name), entry=entry)
            known.add(name)
    if edge != 0:
        text = msg("The last band ends at {edge}, not at 0", edge=plain(edge))
        yield Flaw("R121", ("answers", len(answers) - 1, "lower"), text)


def _grades(grades: tuple[Grade, ...]) -> Iterator[Flaw]:
    for index in range(1, len(grades)):
        if grades[index].at_least >= grades[index - 1].at_least:
            yield Flaw("R123", ("grades", index, "at_least"), msg("Grades must go strictly down, best first"))
        if grades[index].name in {grade.name for grade in grades[:index]}:
            yield Flaw("R126", ("grades", index, "name"), msg("{name} occurs twice", name=grades[index].name))
    if grades[-1].at_least != 0:
        text = msg("The last grade must begin at 0, or low totals have none")
        yield Flaw("R123", ("grades", len(grades) - 1, "at_least"), text)


def _readings(raw: Mapping[str, Any]) -> Iterator[Flaw]:
    for index, block in enumerate(_listed(DecidedReading, "readings", raw.get("readings"))):
        if read_target(block.reading, name=block.names[0]).kind is Kind.UNREADABLE:
            text = msg("“{reading}” cannot be read as a target", reading=block.reading)
            yield Flaw("R127", ("readings", index, "reading"), text)
