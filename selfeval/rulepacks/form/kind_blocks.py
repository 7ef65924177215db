"""The form of the kinds of rule that stand in several places of a pack or in lists of their own."""

# ruff: noqa: D415 - the descriptions end with the Chinese full stop

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from selfeval.core.rules.choices import Between, DeductedFrom
from selfeval.rulepacks.form.fields import Block, Ident, Percent, Positive, Rate, Text, Whole


class IntervalBlock(Block):
    """阶梯的一级：达到 at_least（%）起，得分值的 share（%），或得 points 分。"""

    at_least: Rate
    share: Percent | None = None
    points: Percent | None = None


class RampBlock(Block):
    """低于 zero_below（%）不得分，达到 full_at（%）得满分，其间按比例。"""

    zero_below: Rate = Decimal(0)
    full_at: Rate = Decimal(100)
    between: Between = Between.EVEN


class DeductionBlock(Block):
    """评审扣分的一种情形。"""

    id: Ident
    title: Text
    cite: Ident
    percent: Percent | None = None
    taken_from: DeductedFrom = DeductedFrom.SCORE
    per_item: Positive | None = None


class ReviewBlock(Block):
    """复核等级低于自评等级时总分打折的一级。"""

    lower_by: Annotated[Whole, Field(ge=1, le=9)]
    percent: Percent
