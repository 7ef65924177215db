"""Deductions that a person states for an indicator: no evidence, an indicator that does not belong, missing items.

The rule pack says what each one costs. The fact is a text such as `缺少佐证：未附验收单；缺项 2：缺签到表`: one
deduction after the other, each with its name, the number of items where it is counted, and the reason behind a colon.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import Tier1
from selfeval.core.numbers import halfwidth, plain, squeezed
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg, verbatim
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import DeductedFrom, DeductionNeeds
from selfeval.core.rules.formula import ONE, ZERO, Num, Round, Var, div, greatest, mul, sub
from selfeval.core.rules.parts.answers import named

_BETWEEN = lazy(r"[;；\r\n]+")
_COUNT = lazy(r"(\d{1,3}) ?(?:项|处|个|条|件|份)?")
_MOST_ITEMS = 999

POINTS_OFF, SHARE_OFF = Var("m"), Var("r")
"""Points taken off, and the percent of what is left then."""
_HUNDRED = Num(Decimal(100))


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """What a deduction costs: `percent` of the score or of the weight, `points`, or `per_item` for each missing item.

    Attributes:
        title: what a person writes and chooses.
        percent: 100 leaves nothing; None for a deduction by items.
        taken_from: what the percent is of.
        per_item: points for each item; None where items are not counted.
        title_en: the title in English, "" where the pack has none.
        points: points taken off once; None for a deduction in percent or by items.
        needs: what a reviewer must give with it.
        tier1: the tiers whose indicators it is for, empty for all.
        codes: findings of the checks for which it is proposed.
    """

    id: str
    title: str
    citation: str
    percent: Decimal | None = None
    taken_from: DeductedFrom = DeductedFrom.SCORE
    per_item: Decimal | None = None
    title_en: str = ""
    points: Decimal | None = None
    needs: DeductionNeeds = DeductionNeeds.REASON
    tier1: tuple[Tier1, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def named(self) -> Message:
        """The title in the reader's language, as an answer's label."""
        return named(self.title, self.title_en)


@dataclass(frozen=True, slots=True)
class Deduction:
    """One deduction that was stated: `items` missing (0 where they are not counted), and why."""

    rule: DeductionRule
    items: int
    reason: str


def read_deductions(text: str, rules: Sequence[DeductionRule]) -> tuple[tuple[Deduction, ...], Message | None]:
    """The deductions that a fact states, or the sentence that says why it cannot be used."""
    found: list[Deduction] = []
    for piece in filter(None, (squeezed(part) for part in _BETWEEN.split(text))):
        plain_piece = halfwidth(piece)
        cut = plain_piece.find(":")
        head, reason = (piece, "") if cut < 0 else (piece[:cut].strip(), piece[cut + 1 :].strip())
        rule, rest = _named(head, rules)
        if rule is None:
            names = tuple(verbatim(one.title) for one in rules)
            if not names:
                return (), msg("The rule pack knows no deductions; “{text}” cannot be used.", text=head)
            return (), msg("“{text}” is no deduction of the rule pack; it has: {names}.", text=head, names=names)
        count = _COUNT.fullmatch(halfwidth(rest))
        if rule.per_item is not None and count is None:
            return (), msg("“{title}”: how many items are missing? Write, say, “{title} 2: …”.", title=rule.title)
        if rule.per_item is None and rest:
            return (), msg("“{title}” is not counted; write the reason behind a colon.", title=rule.title)
        if any(one.rule is rule for one in found):
            return (), msg("“{title}” stands there twice.", title=rule.title)
        found.append(Deduction(rule, int(count[1]) if count else 0, reason))
    return tuple(found), None


def _named(head: str, rules: Sequence[DeductionRule]) -> tuple[DeductionRule | None, str]:
    """The rule whose title or id the text begins with, the longest one, and what stands behind it."""
    names = [(name, rule) for rule in rules for name in (rule.title, rule.id)]
    for name, rule in sorted(names, key=lambda pair: -len(pair[0])):
        if head == name or (head.startswith(name) and _counted(head, name)):
            return rule, head[len(name) :].strip()
    return None, ""


def _counted(head: str, name: str) -> bool:
    """Whether what stands behind a name is a number of items."""
    return _COUNT.fullmatch(halfwidth(head[len(name) :].strip())) is not None


def stated(rule: DeductionRule, items: int, reason: str) -> str:
    """The deduction as it stands in the fact."""
    count = f" {min(items, _MOST_ITEMS)}" if rule.per_item is not None else ""
    said = _BETWEEN.sub("，", reason.strip())
    return f"{rule.title}{count}：{said}" if said else f"{rule.title}{count}"


def amounts(found: Sequence[Deduction], weight: Decimal) -> tuple[Fraction, Fraction]:
    """Points taken off (items, percents of the weight), and the percent of the score taken off then, 100 at most."""
    points, share = Fraction(0), Fraction(0)
    for one in found:
        if one.rule.per_item is not None:
            points += Fraction(one.rule.per_item) * one.items
        elif one.rule.points is not None:
            points += Fraction(one.rule.points)
        elif one.rule.percent is not None and one.rule.taken_from is DeductedFrom.WEIGHT:
            points += Fraction(one.rule.percent) * Fraction(weight) / 100
        elif one.rule.percent is not None:
            share += Fraction(one.rule.percent)
    return points, min(share, Fraction(100))


def deducted(score: Round, points: Fraction, share: Fraction) -> Round:
    """The score less the deductions: first the points, never below 0, then the percent of what is left."""
    inner = greatest(ZERO, sub(score.inner, POINTS_OFF)) if points else score.inner
    if share:
        inner = mul(inner, sub(ONE, div(SHARE_OFF, _HUNDRED)))
    return Round(inner, score.places, score.mode)


def cost_words(rule: DeductionRule) -> Message:
    """What a deduction costs, in words."""
    if rule.per_item is not None:
        return msg("{points} points for each item", points=plain(rule.per_item))
    if rule.points is not None:
        return msg("{points} points", points=plain(rule.points))
    percent = plain(rule.percent or 0)
    if rule.taken_from is DeductedFrom.WEIGHT:
        return msg("{percent}% of the weight", percent=percent)
    if rule.percent == 100:
        return msg("the whole score")
    return msg("{percent}% of the score", percent=percent)


def deduction_words(one: Deduction) -> Message:
    """A stated deduction in words: name, number of items, cost, reason."""
    words: dict[str, Message | str] = {
        "title": verbatim(one.rule.title),
        "cost": cost_words(one.rule),
        "reason": one.reason or msg("no reason given"),
    }
    if one.rule.per_item is not None:
        return msg("deducted for “{title}”: {items} × {cost} ({reason})", items=one.items, **words)
    return msg("deducted for “{title}”: {cost} ({reason})", **words)


def with_one(now: str, rules: Sequence[DeductionRule], one: Deduction) -> str:
    """The fact with this deduction: in its old place where it stands there, else behind the others.

    A fact that cannot be read is replaced.
    """
    found, problem = read_deductions(now, rules)
    kept = [] if problem is not None else list(found)
    places = [place for place, other in enumerate(kept) if other.rule is one.rule]
    if places:
        kept[places[0]] = one
    else:
        kept.append(one)
    return "；".join(stated(other.rule, other.items, other.reason) for other in kept)
