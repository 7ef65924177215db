"""Why each score is what it is: the lines that `selfeval explain`, the screen and the 计分过程 sheet print."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from selfeval.core.model import Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Translate, msg
from selfeval.core.readings import ORIGINS
from selfeval.core.report.tables import EXECUTION
from selfeval.core.rules.formula import Expr, shown, taken
from selfeval.core.rules.layers import Citation, Layer
from selfeval.core.rules.sources import source_text
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical

_WORDS = {
    "a": msg("actual"),
    "t": msg("target"),
    "u": msg("upper limit"),
    "w": msg("weight"),
    "s": msg("share %"),
    "e": msg("executed"),
    "b": msg("budget"),
    "m": msg("points deducted"),
    "r": msg("percent deducted"),
}
WEIGHT_ORIGINS = {
    "workbook": msg("from the workbook"),
    "entered": msg("entered"),
    "proposed": msg("proposed by the rule pack"),
    "pack": msg("from the rule pack"),
}


def explain(assessment: Assessment, project: Project, indicator: str | None, translate: Translate) -> list[str]:
    """The lines that explain one indicator's score, or with None every score of the project and its total.

    `indicator` is an indicator's id, "" for the execution rate; `KeyError` for an id that the project lacks.
    """
    result = assessment.project(project.id)
    if indicator == "":
        return explain_execution(result, translate)
    if indicator is not None:
        return explain_indicator(assessment, result, result.scored(indicator), translate)
    lines: list[str] = [project.title]
    for scored in result.indicators:
        lines += ["", *explain_indicator(assessment, result, scored, translate)]
    lines += ["", *explain_execution(result, translate), ""]
    return lines + explain_total(result, translate)


def explain_indicator(assessment: Assessment, result: ProjectResult, scored: Scored, translate: Translate) -> list[str]:
    """Name, target and actual as read, method, source, formula, weight and score of one indicator."""
    row, target = scored.indicator, scored.target
    actual = assessment.evaluation.indicator_value(result.project, row, "actual") or scored.actual.text
    origin = ORIGINS[target.origin]
    lines: list[Message] = [
        msg("Target: {text}; read as {reading} ({origin})", text=row.target, reading=canonical(target), origin=origin),
        *([msg("At the beginning of the year: {text}", text=row.initial_target)] if row.initial_target else []),
        msg("Actual: {text}", text=actual) if actual else msg("Actual: none yet"),
    ]
    lines += [msg("Assumed: {text}", text=item.message) for item in scored.assumptions]
    if scored.formula is not None and scored.values is not None:
        lines.append(msg("Method: {title}", title=Message(scored.method_title)))
        lines += _sources(scored.citation, scored.layer)
        words, numbers = formula_words(scored.formula, translate), formula_numbers(scored.formula, scored.values)
        lines.append(msg("Formula: {words}", words=words))
        lines.append(msg("Calculation: {numbers}", numbers=numbers))
    if row.goal:
        lines.append(msg("Goal: {text}", text=row.goal))
    lines.append(weight_line(scored))
    if scored.weight.goal:
        lines.append(goal_words(scored.weight.goal))
    lines.append(msg("Score: {score}", score=scored.score) if scored.score is not None else msg("Score: none yet"))
    lines.append(scored.why)
    head = " / ".join(part for part in (row.tier1, row.tier2, row.tier3) if part)
    return [head, *(f"  {line.render(translate)}" for line in lines)]


def explain_execution(result: ProjectResult, translate: Translate) -> list[str]:
    """The execution rate's amounts, source, formula and score."""
    execution = result.execution
    origin = WEIGHT_ORIGINS[execution.weight_origin]
    lines: list[Message] = _sources(execution.citation, execution.layer)
    lines += [msg("Assumed: {text}", text=item.message) for item in result.budget.assumptions]
    if execution.formula is not None:
        lines.append(msg("Formula: {words}", words=formula_words(execution.formula, translate)))
        if execution.values:
            numbers = formula_numbers(execution.formula, execution.values)
            lines.append(msg("Calculation: {numbers}", numbers=numbers))
    lines.append(msg("Weight: {points} points ({origin})", points=plain(execution.weight), origin=origin))
    if execution.weight_origin == "pack" and execution.weight_from != (execution.citation, execution.layer):
        source, layer = execution.weight_from
        said = Message(layer.id) if layer else msg("no layer")
        lines.append(msg("Source of the weight: {source}; rule pack {id}", source=source_text(source), id=said))
    if execution.score is None:
        lines.append(msg("Score: none yet"))
    elif execution.applies:
        lines.append(msg("Score: {score}", score=execution.score))
    lines.append(execution.why)
    return [EXECUTION.render(translate), *(f"  {line.render(translate)}" for line in lines)]


def explain_total(result: ProjectResult, translate: Translate) -> list[str]:
    """The total and the grade, or what is still missing."""
    if result.total is None:
        text = result.note or msg("Total: {count} scores missing", count=len(result.missing))
        return [text.render(translate)]
    total = msg("Total: {total}, grade {grade}", total=result.total, grade=result.grade or "-")
    return [line.render(translate) for line in (total, result.note) if line]


def _sources(citation: Citation | None, layer: Layer | None) -> list[Message]:
    """The document with its article, whether somebody has held the original against it, the layer that says so."""
    lines = [msg("Source: {source}", source=source_text(citation))]
    if citation is not None:
        lines.append(msg("Checked against the original: yes") if citation.verified else _unverified(citation))
    if layer is not None:
        lines.append(msg("Rule pack: {id}, version {version} ({title})", **layer.words))
    return lines


def _unverified(citation: Citation) -> Message:
    if citation.note:
        return msg("Checked against the original: not yet. {note}", note=Message(citation.note))
    return msg("Checked against the original: not yet")


def weight_line(scored: Scored) -> Message:
    """Points with their origin, and how they moved because other indicators do not apply."""
    weight, origin = scored.weight, WEIGHT_ORIGINS[scored.weight.origin]
    if weight.effective == weight.base:
        return msg("Weight: {points} points ({origin})", points=plain(weight.effective), origin=origin)
    return msg(
        "Weight: {points} points ({origin}: {base}, changed because other indicators do not apply)",
        points=plain(weight.effective),
        origin=origin,
        base=plain(weight.base),
    )


def formula_words(formula: Expr, translate: Translate) -> str:
    """The formula with words for its quantities: `actual ÷ target × weight`."""

    def choice(condition: str, then: str, other: str) -> str:
        sentence = msg("(if {condition}: {then}; otherwise {other})", condition=condition, then=then, other=other)
        return sentence.render(translate)

    return shown(formula, lambda name: _WORDS[name].render(translate), choice)


def formula_numbers(formula: Expr, values: Mapping[str, Fraction]) -> str:
    """The branch of the formula that was taken, with its numbers: `85 ÷ 90 × 10`."""
    return shown(taken(formula, values), lambda name: plain(values[name]))
