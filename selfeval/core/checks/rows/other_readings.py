"""Whether it matters how a doubted row is read: the score under every reading that is possible."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from selfeval.core.checks.registry import Case
from selfeval.core.numbers import plain
from selfeval.core.readings import Actual, Assumption, Confidence, Kind, Target
from selfeval.core.scoring.assessment import answer_words, budget_year, needs_confirmation
from selfeval.core.scoring.indicator import score_indicator
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import apply_reading


def sure(item: Scored) -> bool:
    """Whether target and actual could be read without doubt, so that the rule's score can be held against a claim."""
    return not needs_confirmation(item.target) and not _doubts(item.actual.assumptions)


def settled(case: Case, item: Scored) -> bool:
    """Whether the row has one score: read without doubt, or the same whichever of the possible readings is right."""
    if sure(item):
        return True
    if item.score is None:
        return False
    found = possible(case, item)
    return bool(found) and all((one.score, one.met) == (item.score, item.met) for one in found)


def missed_alike(case: Case, item: Scored) -> bool:
    """Whether the target was missed, and points with it, whichever of the possible readings is right."""
    found = [item] if sure(item) else list(possible(case, item))
    return bool(found) and all(one.met is False and one.score is not None and one.lost > 0 for one in found)


def possible(case: Case, item: Scored) -> Sequence[Scored]:
    """The row under each possible reading of its target and actual, the present one first; empty where one is unknown.

    A doubt that offers another reading leaves two; one about the direction alone leaves at least, at most and exactly.
    """
    year, row = budget_year(case.evaluation), item.indicator
    cells = {"tier1": row.tier1, "tier2": row.tier2, "name": row.tier3}
    targets = [item.target]
    others = _others(item.target) if needs_confirmation(item.target) else []
    if not all(others):
        return ()
    targets += [apply_reading(item.target, text, year=year, **cells) for text in others]
    return _scored(case, item, targets, year)


def _scored(case: Case, item: Scored, targets: Sequence[Target], year: int | None) -> Sequence[Scored]:
    words = answer_words(case.pack)
    offers = [note.offer for note in _doubts(item.actual.assumptions)]
    if not all(offers):
        return ()
    texts = [item.actual.text, *offers]
    pairs = (
        (target, item.actual if not place else read_actual(text, target, answers=words, year=year))
        for target, (place, text) in product(targets, enumerate(texts))
    )
    return [_again(case, item, target, actual, words, year) for target, actual in pairs]


def _again(case: Case, item: Scored, target: Target, actual: Actual, words: dict[str, str], year: int | None) -> Scored:
    if target is not item.target and actual is item.actual:
        actual = read_actual(actual.text, target, answers=words, year=year)
    off = case.value(item, "deduction")
    return score_indicator(item.indicator, target, actual, item.weight, case.pack, deduction=off)


def _doubts(notes: Sequence[Assumption]) -> list[Assumption]:
    return [note for note in notes if note.confidence is Confidence.LOW]


def _others(target: Target) -> list[str]:
    """The other readings of a target as texts; one of them is "" where a doubt leaves it open what else is meant."""
    found: list[str] = []
    for note in _doubts(target.assumptions):
        if note.offer:
            found.append(note.offer)
        elif note.code == "direction" and target.kind is Kind.QUANTITY and isinstance(target.value, Decimal):
            found += [f"{sign}{plain(target.value)}{target.unit}" for sign in ("≥", "≤", "=")]
        else:
            found.append("")
    return found
