"""What a rule pack says about points: by tier, by goal, and where those of missing tiers and absent rows go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from selfeval.core.model import Tier1
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import GoalWeights, NotApplicablePolicy, UnknownTiers


@dataclass(frozen=True, slots=True)
class WeightLayout:
    """Points by tier 1 for projects that have just these tiers.

    Of the tiers in `free` only the sum is a rule: the unit splits it, and what is written here is the usual split.
    """

    tiers: Mapping[Tier1, Decimal]
    citation: str
    free: tuple[Tier1, ...] = ()


@dataclass(frozen=True, slots=True)
class WeightRule:
    """How 100 points are shared out where the workbook has no weights.

    Attributes:
        layouts: the first is the usual one; the one whose tiers equal the project's is used.
        missing: for projects that fit no layout: a missing tier's points go to the named tier, else to all by weight.
        step: smallest piece when splitting; tier2_shares: importance of tier 2 by name, 1 where not named.
        unknown_tiers: what a tier gets that the layout used does not have.
        by_goal: whether each goal has its own share, in which the layouts then hold; goal_shares: percents, if listed.
    """

    layouts: tuple[WeightLayout, ...]
    missing: Mapping[Tier1, Tier1] = field(default_factory=dict)
    step: Decimal = Decimal("0.5")
    tier2_shares: Mapping[str, Decimal] = field(default_factory=dict)
    not_applicable: NotApplicablePolicy = NotApplicablePolicy.REDISTRIBUTE
    unknown_tiers: UnknownTiers = UnknownTiers.BY_ROWS
    by_goal: GoalWeights = GoalWeights.NONE
    goal_shares: Mapping[str, Decimal] = field(default_factory=dict)
