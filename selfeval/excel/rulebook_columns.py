"""What the sheets of a rule pack's workbook are made of: columns, blocks of columns, the words to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from selfeval.core.choices import (
    Between,
    Curve,
    Denominator,
    DepartmentTotal,
    ExecutionMethod,
    NotApplicablePolicy,
    OverDeduction,
    Reverse,
    RoundingMode,
    TotalRounding,
    UnknownTiers,
    ZeroBudget,
)
from selfeval.core.layers import LinkedTo
from selfeval.core.model import Kind, Tier1
from selfeval.core.problems import Level

ORDER, REFER, NAME, ITSELF = "#", "@", "*", "="
"""Keys of columns that are no keys of the pack: place in a list, row above it, name of an entry, its value."""
EACH = "[]"
"""Stands in a block's path for the entries of a list."""


class Sort(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    CHOICE = "choice"
    CITE = "cite"
    TEXTS = "texts"
    CHOICES = "choices"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one row of a block of settings.

    Attributes:
        key: key of the pack inside its entry, dotted; of a setting from the top.
        label, note: Chinese heading, and what is to be entered.
        choices: name of the list in `CHOICES`.
        low, high: limits of a number; `above` where the lower one is excluded.
        unit: `%` or `分`, accepted after a number.
        path: the key taken apart.
    """

    key: str
    label: str
    note: str
    sort: Sort = Sort.TEXT
    width: float = 14
    choices: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    unit: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together: settings (`path` empty), a list of entries, or a table of named ones.

    Attributes:
        path: where the entries stand; `EACH` after a list that the entries of this one are parts of.
        refer: key of the column by which the row of the list above is named.
        named: a table of named entries instead of a list; its first column is the name.
    """

    title: str
    columns: tuple[Column, ...]
    path: tuple[str, ...] = ()
    named: bool = False
    refer: Column | None = None
    refer_key: str = ORDER

    @property
    def name(self) -> str:
        """The path as it stands before the keys of the columns, "" for settings."""
        return ".".join(part for part in self.path if part != EACH)

    def full_key(self, column: Column) -> str:
        """What stands in the key row above a column; for settings, in the key column beside a row."""
        return f"{self.name}.{column.key}" if self.path else column.key

    @property
    def plain(self) -> bool:
        """Whether the entries of the list are values, not tables."""
        return bool(self.path) and not self.named and self.columns[0].key == ITSELF

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns with those that a list needs: the row above, and the place in the list."""
        if not self.path or self.named:
            return self.columns
        order = Column(
            ORDER, "序号", "排列的先后。排序、移动行都不要紧，按序号认；新增的行可以不填，排在最后。", Sort.NUMBER, 6
        )
        return (*((self.refer,) if self.refer else ()), order, *self.columns)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its blocks stand side by side; `about` is the line under its title."""

    title: str
    about: str
    blocks: tuple[Block, ...]


def _words(kind: type[StrEnum], *labels: str) -> dict[str, str]:
    """Each word of a closed list with its Chinese label; words without one stand for themselves."""
    known = dict(zip(kind, labels, strict=False))
    return {item.value: known.get(item, item.value) for item in kind}


CHOICES: Mapping[str, Mapping[str, str]] = {
    "计分办法": _words(
        Curve, "按完成比例", "设及格线", "按区间", "不达标不得分", "定性分档", "是/否", "按期完成", "两线之间按比例"
    ),
    "其间": _words(Between, "从 0 均匀升到满分", "完成率÷满分线"),
    "反向指标": _words(Reverse, "指标值÷完成值", "1−超出部分÷指标值", "不达标为 0"),
    "超额扣分": _words(OverDeduction, "不扣分", "扣固定分", "超出部分按比例扣", "不得分"),
    "执行率计分": _words(ExecutionMethod, "按比例", "按区间", "每低一个百分点扣分", "不计分", "两线之间按比例"),
    "分母": _words(Denominator, "全年预算数", "年初预算数", "全年预算数加上年结转"),
    "预算为零": _words(ZeroBudget, "执行率按 0", "不适用"),
    "方案外一级指标": _words(UnknownTiers, "按指标个数", "各一级指标相同"),
    "不适用指标": _words(NotApplicablePolicy, "先给同一二级指标", "其余指标同比放大", "计 0 分", "不出总分"),
    "尾数": _words(RoundingMode, "四舍五入", "舍去"),
    "总分取整": _words(TotalRounding, "取整后相加", "相加后取整"),
    "部门总分": _words(DepartmentTotal, "按预算加权平均", "简单平均", "部门整体自评表的总分"),
    "严重程度": _words(Level, "错误", "提醒", "提示", "关闭"),
    "一级指标": _words(Tier1),
    "指标类型": _words(Kind, "定量", "范围", "日期", "是否", "定性", "读不懂"),
    "取自预算": _words(LinkedTo, "预算执行率", "全年执行数", "全年预算数"),
    "方向": {"higher": "越高越好", "lower": "越低越好"},
    "金额单位": {"万元": "万元", "元": "元"},
    "超额结果": {"flag": "提示", "reason": "要求说明原因", "deducted": "扣分"},
}
"""The words of each closed list, by the machine's word."""

OLDER: Mapping[str, str] = {"info": "note"}
"""Words that earlier packs write for one of today's."""

COMBINED: Mapping[str, tuple[str, ...]] = {"指标类型": ("定量、范围",)}
"""What the drop-down offers besides single words, for cells that hold several."""


def text(key: str, label: str, note: str, width: float = 14) -> Column:
    """A column of texts."""
    return Column(key, label, note, Sort.TEXT, width, path=_path(key))


def texts(key: str, label: str, note: str, width: float = 24) -> Column:
    """A column of lists of texts, one on each line."""
    return Column(key, label, f"{note}每行写一个（Alt+Enter 换行）。", Sort.TEXTS, width, path=_path(key))


def cite(key: str, label: str = "依据", note: str = "填“依据”表中的代号。") -> Column:
    """A column of names of citations."""
    return Column(key, label, note, Sort.CITE, 12, path=_path(key))


def choice(key: str, label: str, note: str, choices: str, width: float = 16, *, many: bool = False) -> Column:
    """A column of words from a closed list."""
    sort = Sort.CHOICES if many else Sort.CHOICE
    note += "可以写几个，用顿号隔开。" if many else ""
    return Column(key, label, note, sort, width, choices, path=_path(key))


def yes(key: str, label: str, note: str) -> Column:
    """A column of 是 and 否."""
    return Column(key, label, note, Sort.BOOL, 10, path=_path(key))


def number(
    key: str, label: str, note: str, most: int, *, unit: str = "", above: bool = False, least: int = 0
) -> Column:
    """A column of numbers from `least` (`above`: from more than that) to `most`."""
    return Column(
        key, label, note, Sort.NUMBER, 11, low=Decimal(least), high=Decimal(most), above=above, unit=unit,
        path=_path(key),
    )  # fmt: skip


def points(key: str, label: str, note: str) -> Column:
    """A column of points, 0 to 100."""
    return number(key, label, note, 100, unit="分")


def percent(key: str, label: str, note: str, most: int = 100) -> Column:
    """A column of percentages, written as numbers of 100."""
    return number(key, f"{label}（%）", note, most, unit="%")


def numbers(key: str, label: str, note: str) -> Column:
    """A column of lists of numbers."""
    return Column(key, label, f"{note}几个数用顿号隔开。", Sort.NUMBERS, 20, unit="分", path=_path(key))


def _path(key: str) -> tuple[str, ...]:
    """The key taken apart; the keys of a budget hold points themselves."""
    if key in {ITSELF, NAME}:
        return ()
    head, _, rest = key.partition(".")
    return (head, rest) if head == "budget" and rest else tuple(key.split("."))
