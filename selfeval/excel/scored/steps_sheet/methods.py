"""What 计分过程 says of a score: method, source, formula in words, the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from selfeval.core.model import AMOUNT, STANDARD
from selfeval.core.problems import Message, Translate
from selfeval.core.report.explain import formula_numbers, formula_words
from selfeval.core.rules.formula import Expr
from selfeval.core.scoring.department_rows import AMOUNT_TITLE, STANDARD_TITLE
from selfeval.core.scoring.scored import Scored
from selfeval.excel.paper.labels import NOT_APPLICABLE
from selfeval.excel.scored.entries import behind
from selfeval.excel.scored.steps_sheet.derived_figures import notes_of


def method_texts(scored: Scored, translate: Translate) -> dict[str, str]:
    """The texts of a row by column: how its points came about, or why there are none."""
    if scored.indicator.kind == AMOUNT:
        return {"method": AMOUNT_TITLE, "numbers": notes_of(scored).render(translate)}
    if scored.not_applicable:
        return {"method": NOT_APPLICABLE, "numbers": scored.why.render(translate)}
    if scored.formula is None or scored.values is None:
        method = STANDARD_TITLE if scored.indicator.kind == STANDARD else "未计分"
        return {"method": method, "numbers": scored.why.render(translate)}
    return {
        "method": scored.method_title,
        "formula": formula_words(scored.formula, translate),
        "numbers": numbers_text(scored.formula, scored.values, notes_of(scored) or scored.step, translate),
        **behind(scored.citation, scored.layer),
    }


def numbers_text(formula: Expr, values: Mapping[str, Fraction], step: Message, translate: Translate) -> str:
    """The formula with its numbers, and the step of a ladder that they lie in or how the actual was worked out."""
    numbers = formula_numbers(formula, values)
    return f"{numbers}（{step.render(translate)}）" if step else numbers
