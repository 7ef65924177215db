"""Points by tier as bars: coloured blanks, for the figures beside them say the same to whoever sees no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from textual.content import Content

from selfeval.core.model import Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.scoring.results import ProjectResult, TierScore
from selfeval.core.tiers import TierKey, tier_key
from selfeval.tui.row_texts.places import TIERS
from selfeval.tui.text import Words, clip, one_line, pad, width

_GOOD = 80
"""Percent of the points of a tier, below which its bar has the colour of what is low."""
_GRID = 3
"""Lines of the grid."""
_SHORTEST, _LONGEST = 5, 24
"""Cells of a bar in the grid."""


def shown_tiers(result: ProjectResult) -> list[TierScore]:
    """The tiers that have points."""
    return [tier for tier in result.tiers if tier.available or tier.earned]


def tier_bars(words: Words, result: ProjectResult, room: int) -> Content:
    """Points earned and available per tier; bars are coloured spaces, the figures beside them say the same."""
    tiers = shown_tiers(result)
    if not tiers:
        return Content("")
    labels = _labels(words, tiers, room)
    bar = max(min((room - sum(width(label) for label in labels)) // len(tiers) - 2, 20), 0)
    parts = [
        Content.assemble((label, "$muted"), bar_of(result, tier, bar))
        for tier, label in zip(tiers, labels, strict=True)
    ]
    return Content("  " if bar else "").join(parts)


def bar_of(result: ProjectResult, tier: TierScore, cells: int) -> Content:
    """The bar of a tier: as long as the part of its points that is earned, coloured by the part of those at stake."""
    filled = int(min(max(tier.earned / tier.available, Decimal(0)), Decimal(1)) * cells) if tier.available else 0
    if tier.earned > 0 and cells:
        filled = max(filled, 1)
    return Content.assemble((" " * filled, f"on {_bar_tone(result, tier)}"), (" " * (cells - filled), "on $bar-rest"))


def _bar_tone(result: ProjectResult, tier: TierScore) -> str:
    """By the points of what has a score: rows that wait are no loss."""
    lost, stake = Decimal(0), Decimal(0)
    for loss, points_at_stake in _entered(result, tier.tier):
        lost, stake = lost + loss, stake + points_at_stake
    if lost <= 0:
        return "$bar-full"
    return "$bar" if (stake - lost) * 100 >= _GOOD * stake else "$bar-low"


def _entered(result: ProjectResult, tier: TierKey | None) -> Iterator[tuple[Decimal, Decimal]]:
    """Points lost and points at stake of each part of a tier that has a score."""
    if tier is None:
        if result.execution.score is not None:
            yield result.execution.weight - result.execution.score, result.execution.weight
        return
    for scored in result.indicators:
        if scored.score is not None and tier_key(scored.indicator) == tier:
            yield scored.lost, scored.weight.effective


def tier_name(words: Words, tier: TierScore) -> str:
    """A tier of the national form in the reader's language, another one as it is written."""
    if tier.tier is None:
        return words(msg("Execution"))
    return words(TIERS[tier.tier]) if isinstance(tier.tier, Tier1) else one_line(tier.tier)


def _labels(words: Words, tiers: Sequence[TierScore], room: int) -> list[str]:
    """Name and points of each tier; the names are cut as far as there is no room for them."""
    names = [tier_name(words, tier) for tier in tiers]
    figures = [f"{plain(tier.earned)}/{plain(tier.available)} " for tier in tiers]
    spare = room - sum(width(text) + 1 for text in figures)
    most = next((cells for cells in range(20, 4, -1) if sum(min(width(name), cells) for name in names) <= spare), 4)
    return [f"{clip(name, most)} {text}" for name, text in zip(names, figures, strict=True)]


def tier_grid(words: Words, result: ProjectResult, room: int, *, whole: bool = True) -> list[Content]:
    """The bars in a grid of three lines: names, bars and figures stand below each other.

    With names that stay `whole` it is wider than the room where this has none for bars.
    """
    tiers = shown_tiers(result)
    columns = max(-(-len(tiers) // _GRID), 1)
    rows = -(-len(tiers) // columns)
    names = [tier_name(words, tier) for tier in tiers]
    figures = [f"{plain(tier.earned)}/{plain(tier.available)}" for tier in tiers]
    each, figure = room // columns - 3, max(map(width, figures), default=0)
    longest, least = max(map(width, names), default=0), _SHORTEST if whole else 0
    name = longest if whole else min(longest, max(each - figure - 4, 4))
    bar = min(max(each - name - figure - 2, least), _LONGEST)
    cells = [
        Content.assemble((pad(one, name), "$muted"), " ", bar_of(result, tier, bar), " ", pad(two, figure))
        for one, two, tier in zip(names, figures, tiers, strict=True)
    ]
    lines = [cells[line::rows] if line < rows else [] for line in range(_GRID)]
    return [Content("   ").join(line) for line in lines]
