"""The columns of monitoring in a table of actuals, such as 1-6月完成情况, 全年预计完成情况, 完成目标可能性.

One heading that names the first months makes the table one of monitoring; its other headings are of the same month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.keys import key
from selfeval.core.monitoring.fields import ROW_FACTS, field, month_field
from selfeval.excel.monitoring.headings import heading
from selfeval.excel.tables.labels.labels import AMOUNT_PARTS, head_key

_REASONS = frozenset({key(FACT_LABELS["reason"]), "偏差原因及改进措施", "reason"})
_ALIASES = {name: name for name in ("forecast", "likelihood", "causes", "measures")}
_EXECUTED = frozenset({"executed", "total_row", "budget_block"})


def month_columns(cells: Sequence[str]) -> Mapping[int, str]:
    """The fields of the columns of monitoring by their place; none where no heading names the first months."""
    found = {place: one for place, cell in enumerate(cells) if (one := heading(cell)) is not None}
    month = next((one.month for one in found.values() if one.month and one.name == "actual"), 0)
    if not month:
        return {}
    columns = {place: field(month, one.name) for place, one in found.items() if one.name in ROW_FACTS}
    for place, cell in enumerate(cells):
        word = key(cell)
        if word in _REASONS:
            columns.setdefault(place, field(month, "reason"))
        elif word in _ALIASES:
            columns.setdefault(place, field(month, _ALIASES[word]))
    once: dict[str, int] = {}
    for place in sorted(columns):
        once.setdefault(columns[place], place)
    return {place: name for name, place in once.items()}


def month_values(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """The facts of a month in a row of texts by column."""
    return [(name, text) for name, text in texts.items() if text and month_field(name)]


def month_amount(texts: Mapping[str, str]) -> str:
    """What stands in a row of the budget as the amount of a month, "" for nothing."""
    found = ((month_field(name), text) for name, text in month_values(texts))
    return next((text for one, text in found if one is not None and one.name in {"actual", "forecast"}), "")


def month_money(texts: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The amounts of a month in a row of the budget, and what else of the month stands there, which it does not keep.

    Spent stands in its outcome, expected in its column or in the outcome of its own row.
    """
    source, amount = head_key(texts.get("tier2", "")), texts.get("tier3", "")
    part = f".{source}" if source in AMOUNT_PARTS else ""
    one = heading(amount)
    values, rest = [], []
    for name, text in month_values(texts):
        found = month_field(name)
        if found is None or found.name not in {"actual", "forecast"}:
            rest.append(text)
            continue
        expected = one is not None and one.name == "forecast_money"
        other_months = one is None and "月" in amount
        spent = (one is not None and one.name == "executed") or (head_key(amount) in _EXECUTED and not other_months)
        if expected and found.name == "actual":
            values.append((field(found.month, f"forecast{part}"), text))
        elif spent:
            new = "executed" if found.name == "actual" else "forecast"
            month = one.month if one is not None and one.month and new == "executed" else found.month
            # 1-7月执行数 is July's in a table of June too; 1-12月执行数 is the year's and no month's.
            values.append((field(month, f"{new}{part}"), text))
        else:
            rest.append(text)
    return values, rest
