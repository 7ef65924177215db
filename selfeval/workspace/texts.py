"""Target and actual texts read on their own, without a workbook."""

from __future__ import annotations

from selfeval.core.readings import Actual, Target
from selfeval.core.scoring.assessment import answer_words
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import read_target


def read_targets(texts: tuple[str, ...], year: int | None = None, **cells: str) -> list[Target]:
    """How target texts are understood, in their order; `cells` are the tiers, the name, sign and unit beside them."""
    return [read_target(text, year=year, **cells) for text in texts]


def read_outcome(text: str, target: Target, year: int | None = None) -> Actual:
    """How an actual text is understood for a target, with the answers of the national rule pack."""
    from selfeval.rulepacks.check.trust import load_tested  # pydantic; a target alone needs no rule pack
    from selfeval.store import kept_packs  # as above
    from selfeval.workspace.pack_in_use import DEFAULT_PACK  # sqlite3

    national = load_tested(DEFAULT_PACK, keeper=kept_packs)
    return read_actual(text, target, answers=answer_words(national), year=year)
