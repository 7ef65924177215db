"""The form of what a unit's own layer adds: indicators taken from the budget, decided readings of targets."""

# ruff: noqa: D415 - the descriptions end with the Chinese full stop

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool

from selfeval.core.rules import LinkedTo
from selfeval.rulepacks.fields import Block, Free, Text


class LinkBlock(Block):
    """三级指标的实际完成值取自预算。"""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    """三级指标名称，可用 * 通配。"""
    budget: LinkedTo
    """取哪个数：execution_rate 预算执行率，executed 全年执行数，adjusted 全年预算数。"""
    cite: Free = ""
    """依据。"""


class ReadingBlock(Block):
    """指标值的读法：表中这样写的，实际是什么意思。"""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    """三级指标名称，可用 * 通配。"""
    target: Text
    """表中写的指标值。"""
    reading: Text
    """应读作的指标值。"""
    confirmed: StrictBool
    """是否已由本单位确认；false 只作提示，由填报人决定。"""
    cite: Free = ""
    """依据。"""
    note: Free = ""
    """由谁确认，或为什么尚未确认。"""
