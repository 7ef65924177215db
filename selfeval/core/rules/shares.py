"""The share of the weight that belongs to a qualitative answer: one rule for screens, files and worked cases alike.

Bands are half-open: the upper edge of a lower band belongs to the band above it, only the topmost band has its 100 %.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.rounding import Rounding, share_at_least


def in_band(answer: Answer, share: Decimal) -> bool:
    """Whether a share (percent of the weight) may be given with this answer."""
    return answer.lower <= share < answer.upper or share == answer.upper == HUNDRED


def answer_for_share(pack: RulePack, share: Decimal) -> Answer | None:
    """The answer whose band holds a share given alone; None outside 0–100."""
    return next((answer for answer in pack.answers if in_band(answer, share)), None)


def supposed_share(answer: Answer, weight: Decimal, rounding: Rounding) -> Decimal:
    """The share that is taken, or offered, where only the answer was given, in percent of `weight` points.

    All of it for the topmost answer. For the others the largest whole percent below the edge whose score, rounded as
    the pack rounds, still lies below it; where whole percents or points are too coarse for that, the nearest one in
    the band.
    """
    if answer.upper == HUNDRED:
        return HUNDRED
    below = answer.upper.to_integral_value(ROUND_CEILING) - 1
    edge, share = Fraction(answer.upper) * Fraction(weight) / 100, below
    while share >= answer.lower:
        if Fraction(rounding.of(Fraction(share) * Fraction(weight) / 100)) < edge:
            return share
        share -= 1
    return max(below, answer.lower)


def share_of_claim(answer: Answer | None, claimed: Decimal, weight: Decimal, rounding: Rounding) -> Decimal:
    """The share, in percent, that a claimed score is of `weight` points, which are more than 0.

    A score that is the lower edge of the answer's band, rounded as the pack rounds, has that edge for its share.
    """
    if answer is not None and claimed == rounding.of(Fraction(answer.lower) * Fraction(weight) / 100):
        return answer.lower
    return share_at_least(Fraction(claimed) / Fraction(weight) * 100, 4, rounding.mode)


def band(answer: Answer) -> Message:
    """The band in words: which of its edges belong to it."""
    words = {"lower": plain(answer.lower), "upper": plain(answer.upper)}
    if answer.upper == HUNDRED:
        return msg("{lower}% to {upper}%", **words)
    return msg("{lower}% to below {upper}%", **words)
