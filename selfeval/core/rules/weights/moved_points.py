"""Where the points of rows go that do not apply: in stages over all of them together, whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from selfeval.core.model import Indicator
from selfeval.core.rules.choices import NotApplicablePolicy
from selfeval.core.rules.weights.splitting import split
from selfeval.core.tiers import row_order, tier_key

Stage: TypeAlias = Callable[[Indicator], Hashable]
"""What the rows among which points move have in common."""


def move(
    rows: Sequence[Indicator],
    base: Mapping[str, Decimal],
    gone: frozenset[str],
    policy: NotApplicablePolicy,
    *,
    extra: Decimal = Decimal(0),
    unit: Decimal = Decimal("0.01"),
    goals: Mapping[str, str] | None = None,
) -> dict[str, Decimal]:
    """Effective points by id, after the rows in `gone` have given up theirs; `extra` points come from elsewhere.

    The points of what does not apply go first to the rest of the same tier 2; what finds no row there to the rest of
    the tier 1; what finds none there, and `extra`, to all rows that are left; each time in proportion to what those
    rows have by then, equally where they all have 0. With `RESCALE` everything goes to all rows that are left. Shares
    are exact until the end; then the rows that the widest move reached are rounded together by largest remainder to
    multiples of `unit`, so that they add up to what they had. Rows that nothing reached keep what they had.

    Where points go by goals, `goals` says which goal each row serves: then all of this happens first among the rows of
    the same goal, so that a goal keeps its points while any of its rows applies.

    With `ZERO` and `HOLD` nothing of a row moves, and where no row is left nothing at all.
    """
    weights = dict(base)
    if not (gone or extra):
        return weights
    ranked = sorted(rows, key=row_order)
    live = [row for row in ranked if row.id not in gone]
    if policy in {NotApplicablePolicy.ZERO, NotApplicablePolicy.HOLD}:
        ranked, gone = live, frozenset()
    if not live or not (gone or extra):
        return weights
    stages = _stages(policy, goals or {})
    exact = {row.id: Fraction(base[row.id]) for row in live}
    waiting = {row.id: Fraction(base[row.id]) for row in ranked if row.id in gone}
    reached: dict[str, Stage] = {}
    for stage in stages:
        for scope in dict.fromkeys(map(stage, live)):
            heirs = [row.id for row in live if stage(row) == scope]
            givers = [row.id for row in ranked if row.id in waiting and stage(row) == scope]
            points = sum((waiting.pop(key) for key in givers), Fraction(0))
            points += Fraction(extra) if stage is _everything else 0
            if points:
                _share(exact, heirs, points)
                reached.update(dict.fromkeys(heirs, stage))
    weights.update(dict.fromkeys(gone, Decimal(0)))
    weights.update(_rounded(ranked, live, base, exact, reached, extra, unit))
    return weights


def _stages(policy: NotApplicablePolicy, goals: Mapping[str, str]) -> tuple[Stage, ...]:
    """From the narrowest to the widest."""

    def goal(row: Indicator) -> Hashable:
        return goals.get(row.id, "")

    inner: tuple[Stage, ...] = (_tier2, tier_key) if policy is NotApplicablePolicy.REDISTRIBUTE else ()
    if not goals:
        return (*inner, _everything)
    return (*(_within(goal, stage) for stage in inner), goal, _everything)


def _within(goal: Stage, stage: Stage) -> Stage:
    return lambda row: (goal(row), stage(row))


def _tier2(row: Indicator) -> Hashable:
    return tier_key(row), row.tier2.strip()


def _everything(_row: Indicator) -> Hashable:
    return None


def _share(exact: dict[str, Fraction], heirs: Sequence[str], points: Fraction) -> None:
    """Add points to the heirs in proportion to what they have."""
    whole = sum((exact[key] for key in heirs), Fraction(0))
    for key in heirs:
        part = exact[key] / whole if whole else Fraction(1, len(heirs))
        exact[key] += points * part


def _rounded(
    ranked: Sequence[Indicator],
    live: Sequence[Indicator],
    base: Mapping[str, Decimal],
    exact: Mapping[str, Fraction],
    reached: Mapping[str, Stage],
    extra: Decimal,
    unit: Decimal,
) -> dict[str, Decimal]:
    """The exact points of the rows that a move reached, as multiples of `unit` that keep each scope's sum."""
    scopes: dict[tuple[Stage, Hashable], list[Indicator]] = {}
    for row in live:
        if row.id in reached:
            scopes.setdefault((reached[row.id], reached[row.id](row)), []).append(row)
    weights: dict[str, Decimal] = {}
    for (stage, scope), heirs in scopes.items():
        whole = sum((base[row.id] for row in ranked if stage(row) == scope), Decimal(0))
        whole += extra if stage is _everything else 0
        pieces = split(whole, [exact[row.id] for row in heirs], unit, unit)
        weights.update(zip((row.id for row in heirs), pieces, strict=True))
    return weights
