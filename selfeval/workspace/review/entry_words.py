"""The words of a reviewer's file of entries: its columns, what stands for a verdict, values of JSON as texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.keys import key
from selfeval.core.review.facts import LEFT, TAKEN
from selfeval.workspace.incoming.csv_rows import DELIMITERS, column

COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("复核完成值", "复核实际完成值", "actual", "reviewed_actual"), "actual"),
    **dict.fromkeys((FACT_LABELS["deduction"], "扣分", "扣分事项及理由", "deduction"), "deduction"),
    **dict.fromkeys((FACT_LABELS["share"], "档内比例", "share"), "share"),
    **dict.fromkeys(("备注", "复核备注", "remark"), "remark"),
    **dict.fromkeys(("检查代码", "发现", "finding"), "finding"),
    **dict.fromkeys(("判定", "处理", "verdict"), "verdict"),
    **dict.fromkeys(("理由", "判定理由", "why"), "why"),
    **dict.fromkeys(("复核得分", "质量得分", "points"), "points"),
}
PLACE = ("code", "project", "tier1", "tier2", "tier3", "target", "number")
VERDICTS: Mapping[str, str] = {
    **dict.fromkeys(("采纳", "接受", "是", "taken", "accept", "yes"), TAKEN),
    **dict.fromkeys(("不采纳", "不接受", "否", "left", "reject", "no"), LEFT),
    **dict.fromkeys(("待定", "open"), ""),
}
QUALITY = frozenset({"自评表质量", "质量", "quality"})
BUDGET = frozenset({"预算", "资金", "项目资金", "budget"})
WHOLE = frozenset({"项目", "project"})
NOTHING = frozenset({"无", "—", "-", "none"})
"""Take back a deduction that was entered before."""
AS_THE_UNIT = "同自评"
"""Takes back an outcome or a share that was entered before: the unit's own stands again."""
WRITTEN = "偏离度"
"""A column of the review's own sheets, which are no entries."""
HEADER_WITHIN = 20


def column_named(heading: str) -> str:
    """Which column a heading names; those of the place as in every table."""
    word = key(heading.strip("\ufeff "))
    found = {key(name): field for name, field in COLUMNS.items()}.get(word)
    if found:
        return found
    place = column(heading)
    return place if place in PLACE else ""


def delimiter_of(text: str) -> str:
    """The sign by which one of the first lines names most columns; titles above it may hold any other."""
    lines = text.splitlines()[:HEADER_WITHIN]

    def named(sign: str) -> int:
        return max(
            (sum(bool(column_named(cell.strip('" '))) for cell in line.split(sign)) for line in lines), default=0
        )

    return max(DELIMITERS, key=named)


def text_of(value: object) -> str:
    """A single value as a text, "" for none."""
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def texts_of(value: Mapping[str, object], *names: str) -> dict[str, str]:
    """The texts under these names that are not blank."""
    return {name: text for name in names if (text := text_of(value.get(name)))}


def pairs_of(value: object) -> Iterator[tuple[str, str]]:
    """Names and texts of an object."""
    if isinstance(value, dict):
        yield from ((str(name), text) for name, item in value.items() if (text := text_of(item)))


def deductions_of(value: object) -> str:
    """A deduction as a text, or a list of `kind`, `items` and `reason`."""
    if not isinstance(value, list):
        return text_of(value)
    said = []
    for one in value:
        if isinstance(one, dict):
            count = f" {text_of(one.get('items'))}" if one.get("items") else ""
            said.append(f"{text_of(one.get('kind'))}{count}：{text_of(one.get('reason'))}".rstrip("："))
    return "；".join(said)


def is_header(cells: Sequence[str]) -> bool:
    """Whether these cells name the columns of entries, and not those of a review sheet."""
    names = {column_named(cell) for cell in cells}
    ours = any(key(cell) == WRITTEN for cell in cells)
    return bool({"tier3", "tier1"} & names and names - {*PLACE, ""}) and not ours
