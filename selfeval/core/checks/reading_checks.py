"""Checks that are made while a workbook is read: registered here, so that every code stands in one list."""

from __future__ import annotations

from selfeval.core.checks.registry import Scope, declare
from selfeval.core.problems import Severity, msg

declare(
    "T109",
    Severity.WARNING,
    msg("Tier of an indicator missing"),
    msg("Write the tier (一级指标, 二级指标) beside each group of indicators."),
    "（二级指标空白）",
    Scope.READING,
)
declare(
    "T110",
    Severity.INFO,
    msg("Tier taken from the row above"),
    msg("Merge the tier's cells over its rows, or write the tier into each of them."),
    "（一级指标仅首行填写，未合并单元格）",
    Scope.READING,
)
