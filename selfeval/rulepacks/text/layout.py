"""Plain tables → the text of a rule pack or of its worked cases, as a person would lay it out.

The same document gives the same text, and reading the text gives the same document, number for number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Float, InlineTable, Item, Table, Trivia

_HEADINGS: Mapping[str, str] = {
    "citations": "依据",
    "weights": "分值",
    "execution": "预算执行率",
    "methods": "计分方法：每个指标用条件最贴切的一种",
    "answers": "定性指标的档次：从好到差，首尾相接，盖满 100 到 0",
    "grades": "等级：从高到低，起点分数含在本级",
    "review": "复核",
    "deductions": "评审扣分：复核时可以扣分的情形",
    "deadlines": "上报和公开的期限",
    "recheck": "复核一张自评表的约定",
    "form_quality": "自评表质量：复核时给自评表本身打分的各项",
    "aggregation": "一个项目由几个单位实施时怎样汇总",
    "rounding": "取整",
    "department": "部门总分",
    "department_rows": "部门整体支出绩效自评表的各行",
    "department_amounts": "部门整体表计算用的数据",
    "links": "实际完成值取自预算的三级指标",
    "readings": "约定的读法",
    "severities": "检查的严重程度",
    "monitoring": "绩效运行监控",
    "case": "单个指标",
    "project": "项目",
    "grade": "总分与等级",
    "department[]": "部门",
}
_INLINE = frozenset({"years", "lengths", "lengths_least", "tiers", "applies", "over", "ramp", "budget"})
"""Small tables that stand on one line."""
_MANY = frozenset({"intervals", "caps", "indicators", "projects", "units", "months"})
"""Lists whose entries stand on one line each."""
_LONG = 100


def toml_text(document: Mapping[str, Any], *, spread: bool = False) -> str:
    """The text of plain tables, lists, texts, integers, `Decimal` numbers and truth values.

    With `spread` every key stands on a line of its own, however deep, so that a line names exactly one value.
    """
    text = tomlkit.document()
    for key, value in _plain_first(document, spread=spread):
        item = _item(key, value, spread=spread)
        if not spread and isinstance(item, Table | AoT):
            name = f"{key}[]" if isinstance(item, AoT) and f"{key}[]" in _HEADINGS else key
            text.add(tomlkit.nl())
            if name in _HEADINGS:
                text.add(tomlkit.comment(f"---- {_HEADINGS[name]} ----"))
                text.add(tomlkit.nl())
        text.add(key, item)
    return text.as_string()


def _plain_first(table: Mapping[str, Any], *, spread: bool) -> list[tuple[str, Any]]:
    """The entries of a file: the schema first, tables last, because a key after a table's header would belong to it."""
    return sorted(
        table.items(), key=lambda entry: (_is_tables(entry[0], entry[1], spread=spread), entry[0] != "schema")
    )


def _is_tables(key: str, value: object, *, spread: bool) -> bool:
    if isinstance(value, Mapping):
        return spread or key not in _INLINE
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return listed and _all_tables(value) and (spread or key not in _MANY)


def _all_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _item(key: str, value: object, *, spread: bool) -> Item:
    if isinstance(value, Mapping) and _is_tables(key, value, spread=spread):
        return _table(value, spread=spread)
    if isinstance(value, list | tuple) and _is_tables(key, value, spread=spread):
        return AoT([_table(entry, spread=spread) for entry in value])
    return _value(value, key=key)


def _table(value: Mapping[str, Any], *, spread: bool) -> Table:
    table = tomlkit.table()
    entries = sorted(value.items(), key=lambda entry: _is_tables(entry[0], entry[1], spread=spread))
    for key, inner in entries:
        table.add(key, _item(key, inner, spread=spread))
    return table


def _value(value: object, key: str = "") -> Item:
    """A value on one line; lists that would be long take one line for each entry."""
    if isinstance(value, bool):
        return tomlkit.item(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Mapping):
        return _inline(value)
    if isinstance(value, list | tuple):
        return _array(value, key)
    return tomlkit.item(value)


def _number(value: Decimal) -> Item:
    if value == value.to_integral_value():
        return tomlkit.item(int(value))
    return Float(0.0, Trivia(), format(value, "f"))  # only its text is written: the number never becomes binary


def _inline(value: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, inner in value.items():
        table.append(key, _value(inner))
    return table


def _array(values: Sequence[object], key: str) -> Array:
    array = tomlkit.array()
    for value in values:
        array.append(_value(value))
    if key in _MANY and len(values) > 1:
        return array.multiline(True)
    if len(array.as_string()) <= _LONG:
        return array
    lines: list[list[Item]] = [[]]
    for value in values:
        item = _value(value)
        if lines[-1] and sum(len(other.as_string()) + 2 for other in (*lines[-1], item)) > _LONG:
            lines.append([])
        lines[-1].append(item)
    array = tomlkit.array()
    for line in lines:
        array.add_line(*line)
    array.add_line(indent="")
    return array
