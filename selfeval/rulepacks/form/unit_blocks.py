"""The form of what a unit's own layer adds: indicators taken from the budget, decided readings of targets."""

# ruff: noqa: D415 - the descriptions end with the Chinese full stop

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool

from selfeval.core.rules.layers import LinkedTo
from selfeval.rulepacks.form.fields import Block, Free, Text


class LinkBlock(Block):
    """三级指标的实际完成值取自预算。"""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    budget: LinkedTo
    cite: Free = ""


class ReadingBlock(Block):
    """指标值的读法：表中这样写的，实际是什么意思。"""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    target: Text
    reading: Text
    confirmed: StrictBool
    cite: Free = ""
    note: Free = ""
