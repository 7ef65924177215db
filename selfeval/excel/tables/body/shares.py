"""Reads points that a form prints as shares of 1 (0.15 in a cell without a percent format) as points of 100."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.problems import NOTHING, Problem, Severity, msg
from selfeval.core.records import replace
from selfeval.excel.tables.body.groups import Group
from selfeval.excel.tables.taking import number_in

_LEAST_ROWS: Final = 2
_LEAST_SUM: Final = Decimal("0.5")
"""Below it a table has hardly begun to be filled in."""


def as_points(group: Group, claims: Mapping[str, str]) -> dict[str, str]:
    """Turn a table's shares of 1 into points, told as F234; gives its claims with the execution rate's points likewise.

    No table has points that make at most 1 altogether, so there is nothing else that they can be.
    """
    weights = [row.weight for row in group.indicators if row.weight is not None]
    if len(weights) < _LEAST_ROWS or not all(0 <= weight < 1 for weight in weights):
        return dict(claims)
    if not _LEAST_SUM <= sum(weights) <= 1:
        return dict(claims)
    group.indicators = [
        row if row.weight is None else replace(row, weight=(row.weight * HUNDRED).normalize() + 0)  # 50 for 5E+1
        for row in group.indicators
    ]
    first = next(row for row in group.indicators if row.weight is not None)
    message = msg("The points are printed as shares of 1 and were read as points of 100: {share} as {points}.",
                  share=plain(weights[0]), points=plain(weights[0] * HUNDRED))  # fmt: skip
    group.problems.append(Problem("F234", Severity.INFO, message, NOTHING, first.where("weight"), plain(weights[0])))
    own = number_in(claims.get("execution_weight", ""))
    if own is None or not 0 < own < 1:
        return dict(claims)
    return {**claims, "execution_weight": plain(own * HUNDRED)}
