"""The rows of single keys of a rule pack, by what the table of keys calls them and what kind of value they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from selfeval.core.problems import Message
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.rules.keys.fields import FieldKind
from selfeval.core.rules.keys.lookup import KEYS, field_at
from selfeval.core.rules.layers import Citation, Layer
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.words import of_kind


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a pack: section, what it says about, what it says, and where that comes from.

    Attributes:
        citation: the document behind it.
        path: dotted path of the value in the pack, "" for what stands in no file.
        layer: the layer that states it; None where no layer does and a default holds.
    """

    section: Message
    key: Message
    value: Message
    citation: Citation | None = None
    path: str = ""
    layer: Layer | None = None


def plain_row(section: Message, owner: Any, path: str, source: Citation | None = None) -> Row:  # noqa: ANN401 - any rule
    """The row of a key that is said by what it is called and what it holds."""
    field = field_at(tuple(re.sub(r"\[\d+\]", "", path).split(".")))
    if field is None:
        raise LookupError(path)
    return Row(section, field.term, of_kind(field)(getattr(owner, field.key)), source, path)


def term(path: str) -> Message:
    """What a key is called."""
    field = field_at(tuple(path.split(".")))
    return field.term if field else Message(path)


_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "execution": frozenset({"full_at", "per_point"}),
    "methods": frozenset({"id", "title", "on_actual", "reverse"}),
    "methods.over": frozenset({"deduction", "points"}),
    "answers": frozenset({"id", "label", "label_en", "lower", "upper"}),
    "grades": frozenset({"name", "at_least"}),
    "deductions": frozenset({"id", "title", "percent", "taken_from", "per_item", "points"}),
    "review": frozenset({"lower_by", "percent"}),
    "deadlines": frozenset({"what", "deed", "who", "month", "day", "days_after_approval"}),
    "form_quality": frozenset({"id", "title", "title_en", "points"}),
    "links": frozenset({"names", "budget"}),
    "department_rows": frozenset({"tier1", "tier2", "name", "kind", "points", "coefficient", "target", "formula"}),
    "department_amounts": frozenset({"name", "unit", "source"}),
    "readings": frozenset({"names", "target", "reading", "confirmed", "note"}),
    "monitoring.months": frozenset({"month", "yellow_below", "red_below"}),
}
"""Keys without a path of their own: the row of another key says them with its own, or of the whole entry."""


_LISTS = (
    *("answers", "grades", "deductions", "deadlines", "review", "form_quality", "links", "readings"),
    *("department_rows", "department_amounts"),
)


def _rules(pack: RulePack) -> Iterator[tuple[str, Any, str]]:
    """Every rule of a pack with its table of keys, and the path at which it stands."""
    yield "", pack, ""
    yield "weights", pack.weights, "weights"
    if pack.execution.method is not ExecutionMethod.NONE:
        yield "execution", pack.execution, "execution"
    for number, rule in enumerate(pack.methods, start=1):
        yield "methods", rule, f"methods[{number}]"
        yield "methods.over", rule.over, f"methods[{number}].over"
    for table in _LISTS:
        yield from ((table, item, f"{table}[{number}]") for number, item in enumerate(getattr(pack, table), start=1))
    yield "rounding", pack.rounding, "rounding"
    yield "recheck", pack.recheck, "recheck"
    yield "aggregation", pack.aggregation, "aggregation"
    yield "monitoring", pack.monitoring, "monitoring"


def complete(rows: list[Row], pack: RulePack) -> None:
    """Add behind the rows of each rule one for each key that none of them says and that says more than its default."""
    for rule in _rules(pack):
        _complete(rows, rule)


def _complete(rows: list[Row], rule: tuple[str, Any, str]) -> None:
    table, owner, path = rule
    inside = f"{path}." if path else ""
    own = [index for index, row in enumerate(rows) if row.path == path or (row.path.startswith(inside) and row.path)]
    told = {rows[index].path.removeprefix(inside) for index in own} | _ELSEWHERE.get(table, frozenset())
    for key, field in KEYS.of(table):
        value = getattr(owner, key, field.default)
        if key not in told and field.kind is not FieldKind.CITE and value != field.default:
            last = own[-1] if path and own else rows.index(next(row for row in rows if row.path == "tolerance"))
            row = Row(rows[last].section, field.term or Message(key), of_kind(field)(value), rows[last].citation)
            rows.insert(last + 1, replace(row, path=f"{inside}{key}"))
