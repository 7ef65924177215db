"""Tells an indicator that is called like the total, 综合评分, from the row of the total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from selfeval.core.model import Indicator
from selfeval.core.patterns import lazy
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.tables.body.rows import COMPARATORS, RowReader
from selfeval.excel.tables.labels.labels import normal
from selfeval.excel.tables.taking import number_in

_WHOLE = Decimal(100)
_FIGURE = lazy(r"\d")
_SUM = lazy("总|合计|.*(?:总[分计得评]|合计)")
"""How a row is called that holds the sum of the points above it."""


def is_measured(rows: RowReader, row: int, before: Sequence[Indicator]) -> bool:
    """Whether a row that begins like the total is an indicator: it has a target, or an outcome, beside its own points.

    The points of a total are 100, or those of the rows before it. A number without points is a total that stands in
    another column; a grade beside the total (优) is no outcome.
    """
    names = [text for field in ("tier1", "tier2", "tier3") if (text := rows.own(field, row))]
    target, actual = (text if (text := rows.own(field, row)) not in DASHES else "" for field in ("target", "actual"))
    if not rows.own("tier3", row) or not (target or actual):
        return False
    weight = number_in(rows.own("weight", row))
    if weight is None and number_in(rows.own("score", row)) is None:
        return any(text[:1] in COMPARATORS for text in (target, actual) if text)
    points = sum((indicator.weight or Decimal(0) for indicator in before), Decimal(0))
    if weight == _WHOLE or (len(before) > 1 and weight == points and any(_SUM.match(normal(name)) for name in names)):
        return False
    return bool(target or _FIGURE.search(actual))
