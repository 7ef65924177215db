"""The budget execution rate as a row among the indicators: taken out of them, since it is no indicator but that rate.

Forms without a cell for the score of the execution rate print it as `预算执行率 | … | 10 | 98% | 9.8`, or as a tier of
one row. Its weight, rate and score belong to the budget then, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from selfeval.core.model import Indicator
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef
from selfeval.core.records import dataclass
from selfeval.core.rules.weights.weighing import FULL_MARKS
from selfeval.core.texts.words.execution import names_execution
from selfeval.excel.tables.taking import number_in

EXECUTION_FIELDS: Mapping[str, str] = {
    "weight": "execution_weight",
    "actual": "rate",
    "score": "execution_score",
    "reason": "budget_reason",
}
"""Which fact of the execution rate each column of its row holds."""
_KEPT = {"target": "execution_target"}
_IN_NAME = lazy(r"[（(\[【]\s*+(?:权重|分值)?[:：]?\s*+(\d{1,3}(?:\.\d{1,2})?)\s*+[分%％]?\s*+[）)\]】]")


@dataclass(frozen=True, slots=True)
class ExecutionRow:
    """The row that was taken out: its claims by the keys of the head's, its texts, its cells by their fields."""

    indicator: Indicator
    claims: Mapping[str, str]
    reason: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)


def find_execution(
    indicators: list[Indicator], claims: Mapping[str, str], cells: Mapping[str, CellRef]
) -> ExecutionRow | None:
    """The row of the execution rate among a form's indicators, None where it has none or another place for it.

    `claims` and `cells` are those of the head. Where its block of money has a cell for the rate's points that is
    blank, the row counts only if the points of all rows make 100 with it.
    """
    if any(number_in(claims.get(name, "")) is not None for name in ("execution_weight", "execution_score")):
        return None
    row = next((item for item in indicators if _is_row(item, indicators)), None)
    if row is None:
        return None
    weight = points_of(row)
    assert weight is not None  # `_is_row` says so
    if "execution_weight" in cells:
        others = [item.weight for item in indicators if item is not row]
        if sum((points for points in others if points is not None), weight) != FULL_MARKS:
            return None
    score = "" if row.claimed_score is None else str(row.claimed_score)
    texts = {"execution_weight": str(weight), "rate": row.actual, "execution_score": score}
    found = {name: row.cells[source] for source, name in {**EXECUTION_FIELDS, **_KEPT}.items() if source in row.cells}
    found.setdefault("execution_weight", row.cells.get("tier3") or row.cells.get("tier1") or CellRef("", ""))
    return ExecutionRow(row, {name: text for name, text in texts.items() if text}, row.reason, found)


def _is_row(item: Indicator, indicators: list[Indicator]) -> bool:
    if points_of(item) is None:
        return False
    if names_execution(item.tier3):
        return True
    alone = sum(other.tier1 == item.tier1 for other in indicators) == 1
    return names_execution(item.tier1) and (alone or not item.tier3)


def points_of(item: Indicator) -> Decimal | None:
    """The points of a row: its own, else those in the brackets behind its name or its tier."""
    if item.weight is not None:
        return item.weight
    for text in (item.tier3, item.tier2, item.tier1):
        found = _IN_NAME.search(text) if names_execution(text) else None
        if found:
            return Decimal(found[1])
    return None
