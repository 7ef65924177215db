"""A rule pack as rows for people: `selfeval rules show`, the pack view, the workbook's notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Messages, msg
from selfeval.core.rules.choices import Curve, ExecutionMethod, Light
from selfeval.core.rules.keys.lookup import KEYS
from selfeval.core.rules.keys.words import choice_words
from selfeval.core.rules.layers import LINKED, Citation
from selfeval.core.rules.pack import MethodRule, OverAchievement, RulePack
from selfeval.core.rules.parts.deductions import cost_words
from selfeval.core.rules.steps import ramp_words
from selfeval.rulepacks.around import around_rows
from selfeval.rulepacks.rows import Row, complete, plain_row, term
from selfeval.rulepacks.words import free_words, ladder, of_target, over_words


def describe(pack: RulePack) -> list[Row]:
    """Everything the pack says, in the order of its file; names and labels stand as written in it."""
    rows = [
        *_head(pack),
        *_weights(pack),
        *_execution(pack),
        *(row for index, rule in enumerate(pack.methods) for row in _method(pack, rule, f"methods[{index + 1}]")),
        *_answers(pack),
        *_grades(pack),
        *_totals(pack),
        *_department_form(pack),
        *_deductions(pack),
        *_review(pack),
        *_recheck(pack),
        *around_rows(pack),
        *_monitoring(pack),
        *_named(pack),
        *_fallen(pack),
        *_citations(pack),
    ]
    complete(rows, pack)
    return [_placed(pack, row) if row.path else row for row in rows]


def _placed(pack: RulePack, row: Row) -> Row:
    """The row with the layer that states its value, and of several layers with the source which that layer gives."""
    citation = row.citation
    if citation is not None and not row.path.startswith("citations."):
        citation = pack.source_of(row.path, citation.id)
    return replace(row, citation=citation, layer=pack.layer_of(row.path))


def _head(pack: RulePack) -> Iterator[Row]:
    section = msg("Rule pack")
    yield from (Row(section, term(key), Message(getattr(pack, key)), path=key) for key in ("id", "title", "version"))
    years = msg("{first}–{last}", first=pack.first_year or "…", last=pack.last_year or "…")
    yield Row(section, msg("budget years"), years, path="years")
    if pack.applies_to:
        yield Row(section, term("applies_to"), Message("、".join(pack.applies_to)), path="applies_to")
    yield Row(section, term("money_unit"), Message(pack.money_unit), path="money_unit")
    yield plain_row(section, pack, "tolerance")
    yield Row(section, msg("hash (SHA-256)"), Message(pack.sha256))
    for number, layer in enumerate(pack.layers if len(pack.layers) > 1 else (), start=1):
        text = msg("{id}, version {version} ({title})", **layer.words)
        yield Row(section, msg("layer {number}", number=number), text)


def _weights(pack: RulePack) -> Iterator[Row]:
    section, rule = msg("Weights"), pack.weights
    for number, layout in enumerate(rule.layouts, start=1):
        key = Message("、".join(tier.value for tier in layout.tiers))
        points = tuple(Message(f"{tier.value} {plain(value)}") for tier, value in layout.tiers.items())
        source, path = pack.citation(layout.citation), f"weights.layouts[{number}]"
        yield Row(section, key, msg("{parts}", parts=points), source, path)
        if layout.free:
            yield Row(section, msg("split by the unit"), free_words(layout), source, f"{path}.free")
    for tier, heir in rule.missing.items():
        text = msg("its points go to {heir}", heir=heir.value)
        yield Row(section, msg("without {tier}", tier=tier.value), text, path=f"weights.missing.{tier.value}")
    for name, share in rule.tier2_shares.items():
        key = msg("share of {name}", name=name)
        yield Row(section, key, Message(plain(share)), path=f"weights.tier2_shares.{name}")
    keys = ("step", "not_applicable", "unknown_tiers", "by_goal")
    yield from (plain_row(section, rule, f"weights.{key}") for key in keys)
    for name, share in rule.goal_shares.items():
        key, value = msg("share of the goal {name}", name=name), msg("{percent}%", percent=plain(share))
        yield Row(section, key, value, path=f"weights.goal_shares.{name}")


def _execution(pack: RulePack) -> Iterator[Row]:
    section, rule = msg("Budget execution"), pack.execution
    source = pack.citation(rule.citation)
    yield plain_row(section, rule, "execution.weight", source)
    yield plain_row(section, rule, "execution.method", source)
    if rule.method is ExecutionMethod.NONE:
        return
    if rule.method is ExecutionMethod.DEDUCT_PER_POINT:
        text = msg(
            "full from {full}%, then {points} off per point", full=plain(rule.full_at), points=plain(rule.per_point)
        )
        path = "execution.full_at" if pack.layer_of("execution.full_at") else "execution.method"
        yield Row(section, msg("deduction"), text, source, path)
    if rule.method is ExecutionMethod.RAMP:
        yield Row(section, msg("lines"), ramp_words(rule.ramp), source, "execution.ramp")
    if rule.intervals:
        yield Row(section, msg("steps"), msg("{steps}", steps=ladder(rule.intervals)), source, "execution.intervals")
    if rule.finished_full:
        yield Row(section, msg("finished within budget"), msg("full weight"), source, "execution.finished_full")
    yield plain_row(section, rule, "execution.denominator", source)
    yield plain_row(section, rule, "execution.zero_budget")
    below = msg("below {percent}%", percent=plain(rule.explain_below))
    yield Row(section, msg("reason required"), below, path="execution.explain_below")
    for number, cap in enumerate(rule.caps, start=1):
        key = msg("rate below {percent}%", percent=plain(cap.rate_below))
        text = msg("total at most {points}", points=plain(cap.total))
        yield Row(section, key, text, pack.citation(rule.caps_citation), f"execution.caps[{number}]")


def _method(pack: RulePack, rule: MethodRule, path: str) -> Iterator[Row]:
    section, source = Message(rule.title), pack.citation(rule.citation)
    condition = rule.applies
    kinds: Messages = tuple(choice_words(kind) for kind in condition.kinds)
    words = (*condition.tier1, *condition.tier2, *condition.units, *condition.names)
    direction = {"higher": msg("higher is better"), "lower": msg("lower is better")}.get(condition.direction)
    scope = (*kinds, *(Message(str(word)) for word in words), *((direction,) if direction else ()))
    applies = msg("{scope}", scope=scope) if scope else msg("all indicators")
    yield Row(section, msg("applies to"), applies, source, f"{path}.applies")
    yield plain_row(section, rule, f"{path}.curve", source)
    if rule.curve is Curve.GATE:
        yield plain_row(section, rule, f"{path}.gate", source)
    if rule.intervals:
        measure = msg("steps of the actual") if rule.on_actual else msg("steps of the completion")
        yield Row(section, measure, msg("{steps}", steps=ladder(rule.intervals)), source, f"{path}.intervals")
    if rule.curve is Curve.RAMP:
        yield Row(section, msg("lines"), ramp_words(rule.ramp), source, f"{path}.ramp")
    if rule.curve in {Curve.RATIO, Curve.GATE, Curve.INTERVALS, Curve.RAMP} and not rule.on_actual:
        yield plain_row(section, rule, f"{path}.reverse", source)
    yield from _over(section, rule.over, pack.citation(rule.over.citation) or source, f"{path}.over")


def _over(section: Message, over: OverAchievement, source: Citation | None, path: str) -> Iterator[Row]:
    for key in ("flag_from", "reason_from"):
        if (percent := getattr(over, key)) is not None:
            yield Row(section, term(f"methods.over.{key}"), of_target(percent), source, f"{path}.{key}")
    if over.deduct_from is None:
        return
    yield Row(section, msg("over-achievement deducted"), over_words(over), source, f"{path}.deduct_from")


def _answers(pack: RulePack) -> Iterator[Row]:
    section, source = msg("Qualitative answers"), pack.citation(pack.answers_citation)
    for number, answer in enumerate(pack.answers, start=1):
        band = msg("{upper}–{lower}% of the weight", upper=plain(answer.upper), lower=plain(answer.lower))
        yield Row(section, Message(answer.label), band, source, f"answers[{number}]")
        if answer.synonyms:
            words = Message("、".join(answer.synonyms))
            yield Row(section, msg("also written"), words, path=f"answers[{number}].synonyms")


def _grades(pack: RulePack) -> Iterator[Row]:
    section, source = msg("Grades"), pack.citation(pack.grades_citation)
    if not pack.grades:
        yield Row(section, msg("grades"), msg("no grades"))
    for number, grade in enumerate(pack.grades, start=1):
        text = msg("from {points} points", points=plain(grade.at_least))
        yield Row(section, Message(grade.name), text, source, f"grades[{number}]")


def _totals(pack: RulePack) -> Iterator[Row]:
    section = msg("Totals")
    yield from (plain_row(section, pack.rounding, f"rounding.{key}") for key in ("places", "mode", "total"))
    source = pack.citation(pack.department_citation)
    yield Row(section, term("department.total"), choice_words(pack.department_total), source, "department.total")
    for code, severity in pack.severities.items():
        yield Row(msg("Severities"), Message(code), choice_words(severity), path=f"severities.{code}")


def _department_form(pack: RulePack) -> Iterator[Row]:
    """The layout of the department's own form: its rows with their points, and what formulas compute with."""
    section, source = msg("Department's own form"), pack.citation(pack.department_rows_citation)
    for number, row in enumerate(pack.department_rows, start=1):
        how = [choice_words(row.kind), *(Message(text) for text in (row.target, row.formula) if text)]
        if row.points is not None:
            how.insert(0, msg("{number} points", number=plain(row.points)))
        if row.coefficient is not None:
            how.insert(0, msg("coefficient {number}", number=plain(row.coefficient)))
        name = Message("/".join(part for part in (row.tier1, row.tier2, row.name) if part))
        yield Row(section, name, msg("{parts}", parts=tuple(how)), source, f"department_rows[{number}]")
    for number, amount in enumerate(pack.department_amounts, start=1):
        unit = f"（{amount.unit}）" if amount.unit else ""
        name = Message(f"{amount.name}{unit}")
        yield Row(section, name, choice_words(amount.source), source, f"department_amounts[{number}]")


def _deductions(pack: RulePack) -> Iterator[Row]:
    for number, rule in enumerate(pack.deductions, start=1):
        source = pack.citation(rule.citation)
        yield Row(msg("Deductions"), Message(rule.title), cost_words(rule), source, f"deductions[{number}]")


def _review(pack: RulePack) -> Iterator[Row]:
    source = pack.citation(pack.review_citation)
    for number, step in enumerate(pack.review, start=1):
        key = msg("lower by {count} grades", count=step.lower_by)
        text = msg("{percent}% of the total", percent=plain(step.percent))
        yield Row(msg("Reviewer's grade"), key, text, source, f"review[{number}]")


def _recheck(pack: RulePack) -> Iterator[Row]:
    """How the review of a form is added up, where the pack says anything about it, and a project of several units."""
    section = msg("Review of a form")
    if pack.deductions or pack.review or pack.form_quality:
        source = pack.citation(pack.recheck.citation)
        yield from (
            plain_row(section, pack.recheck, f"recheck.{key}", source) for key in ("discount_of", "deviation_of")
        )
    for number, item in enumerate(pack.form_quality, start=1):
        value = msg("{points} points", points=plain(item.points))
        yield Row(section, Message(item.title), value, pack.citation(item.citation), f"form_quality[{number}]")
    if pack.aggregation.citation:
        source = pack.citation(pack.aggregation.citation)
        yield from (
            plain_row(msg("Project of several units"), pack.aggregation, f"aggregation.{key}", source)
            for key in ("relative", "dates", "answers")
        )


def _monitoring(pack: RulePack) -> Iterator[Row]:
    section, rule = msg("Monitoring"), pack.monitoring
    source = pack.citation(rule.citation)
    for key, _field in KEYS.of("monitoring"):
        if key != "cite":
            yield plain_row(section, rule, f"monitoring.{key}", source)
    for number, one in enumerate(rule.months, start=1):
        lights = [
            msg("{light} below {percent}%", light=choice_words(light), percent=plain(below))
            for light, below in ((Light.YELLOW, one.yellow_below), (Light.RED, one.red_below))
            if below is not None
        ]
        said = msg("{parts}", parts=tuple(lights)) if lights else msg("held against the plan")
        path = f"monitoring.months[{number}]"
        yield Row(section, msg("months 1 to {month}", month=one.month), said, source, path)


def _named(pack: RulePack) -> Iterator[Row]:
    """What the pack says of single indicators: links to the budget, decided readings."""
    section = msg("Named indicators")
    for number, link in enumerate(pack.links, start=1):
        text = msg("actual from the budget: {what}", what=LINKED[link.budget])
        yield Row(section, Message("、".join(link.names)), text, pack.citation(link.citation), f"links[{number}]")
    for number, rule in enumerate(pack.readings, start=1):
        words = {"target": Message(rule.target), "reading": Message(rule.reading), "note": Message(rule.note)}
        if rule.confirmed:
            text = msg("{target} is read as {reading}. {note}", **words)
        else:
            text = msg("{target} may mean {reading}; not decided yet, only offered. {note}", **words)
        key = Message("、".join(rule.names))
        yield Row(section, key, text, pack.citation(rule.citation), f"readings[{number}]")


def _fallen(pack: RulePack) -> Iterator[Row]:
    """What lower layers say and what fell away, because an upper layer decided otherwise."""
    section = msg("No longer in effect")
    for item in pack.fallen:
        text = msg(
            "{value} of {layer} falls away: {decides} is {said} in {by}",
            value=Message(item.value),
            layer=item.layer.id,
            decides=item.decides,
            said=item.said,
            by=item.by.id,
        )
        yield Row(section, Message(item.path), text)


def _citations(pack: RulePack) -> Iterator[Row]:
    section = msg("Citations")
    for citation in pack.citations.values():
        parts: Messages = tuple(Message(text) for text in (citation.text, citation.title, citation.note) if text)
        yield Row(
            section,
            Message(citation.id),
            msg("{parts}", parts=(*parts, citation.state)),
            citation,
            f"citations.{citation.id}",
        )
