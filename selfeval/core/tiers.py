"""Which tier a row's points belong to, and an order of rows that does not depend on where they stand."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from selfeval.core.model import Indicator, Tier1, tier1_of

_TIER2_WORDS: tuple[tuple[str, Tier1], ...] = (
    ("数量", Tier1.OUTPUT),
    ("质量", Tier1.OUTPUT),
    ("时效", Tier1.OUTPUT),
    ("经济", Tier1.BENEFIT),
    ("社会", Tier1.BENEFIT),
    ("生态", Tier1.BENEFIT),
    ("可持续", Tier1.BENEFIT),
)
"""Words of 二级指标, in the order of the national form, with the tier they belong to."""

TierKey: TypeAlias = Tier1 | str
"""One of the four tiers, or the text of a 一级指标 that names none of them."""

_ORDER = [word for word, _ in _TIER2_WORDS]
_PLACES = {tier: place for place, tier in enumerate(Tier1)}


@lru_cache(maxsize=1024)
def _known_tier(tier1: str, tier2: str) -> Tier1 | None:
    """The tier that a 一级指标 names, else the 二级指标; None where neither is a word of any form we know."""
    tier = tier1_of(tier1) or tier1_of(tier2)
    if tier is not None:
        return tier
    texts = (tier2, tier1)
    return next((found for text in texts for word, found in _TIER2_WORDS if word in text), None)


def tier1_for(indicator: Indicator) -> Tier1:
    """The tier 1 by whose rules a row is scored and checked: the known one, else 产出."""
    return _known_tier(indicator.tier1, indicator.tier2) or Tier1.OUTPUT


def tier_key(indicator: Indicator) -> TierKey:
    """The tier a row is shown under and whose points it shares in; rows without a 一级指标 share in 产出."""
    return _known_tier(indicator.tier1, indicator.tier2) or indicator.tier1.strip() or Tier1.OUTPUT


def tier_text(key: TierKey) -> str:
    """The words a tier is printed under: 产出, 效益, 满意度, 成本, another one's as they are written."""
    return key.value if isinstance(key, Tier1) else key


def tier_order(key: TierKey) -> tuple[int, str]:
    """Sorts tiers: those of the national form in its order, then all others by their words."""
    return (_PLACES[key], "") if isinstance(key, Tier1) else (len(_PLACES), key)


def row_order(indicator: Indicator) -> tuple[object, ...]:
    """Sorts rows by tier path and name, so that the same rows in another order are sorted alike."""
    tier2 = next((place for place, word in enumerate(_ORDER) if word in indicator.tier2), len(_ORDER))
    texts = (indicator.tier2, indicator.tier3, indicator.target, indicator.description, indicator.basis)
    return (*tier_order(tier_key(indicator)), tier2, *texts, indicator.id)
