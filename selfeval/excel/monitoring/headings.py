"""What the headings of forms of monitoring mean: which months, and which fact of them.

Published forms call the same column 1-6月执行数, 截至6月底支出数, 上半年实际支出; months and fact are read apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from selfeval.core.keys import key
from selfeval.core.monitoring.fields import MONTHS
from selfeval.core.monitoring.words import CAUSE_HEADINGS, Cause, Likelihood, causes, likelihood
from selfeval.core.patterns import lazy
from selfeval.core.texts.kept import of_short_texts

_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_NUMBER = r"(?P<{}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = "(?:20[0-9]{2}年度?)?"
_MONTHS = (
    lazy(rf"{_YEAR}(?P<words>(?:1|01|一|元)月?(?:份)?(?:-|~|至|到|－){_NUMBER.format('to')}月(?:份|底|末)?)"),
    lazy(rf"{_YEAR}(?P<words>(?:截至|截止|至|到)?{_NUMBER.format('to')}月(?:份)?(?:底|末))"),
)
_PARTS = (("上半年", 6), ("前三季度", 9), ("前3季度", 9), ("三季度", 9), ("一季度", 3), ("1季度", 3), ("前三个月", 3))
_LONGEST, _LONGEST_TITLE = 30, 120
_EMPTY_BRACKETS = lazy(r"[（(]\s*[)）]")

_MONTHLY: Mapping[str, str] = MappingProxyType(
    {
        "executed": (
            "执行数 支出数 实际支出 实际支出数 实际执行数 累计执行数 累计支出 累计支出数 预算执行数 资金执行数 "
            "资金支出数 预算支出数 支出 执行"
        ),
        "rate": "执行率 预算执行率 支出进度 执行进度 资金执行率 支出率 预算执行进度 实际支出进度",
        "actual": (
            "执行情况 完成情况 完成值 实际完成值 实际完成情况 完成数 实际值 监控值 指标完成情况 指标执行情况 "
            "绩效指标完成情况 累计完成值 累计完成情况 绩效完成情况 目标完成情况 实际完成 指标完成值"
        ),
        "planned": "计划进度 计划支出进度 序时进度 支出计划进度",
    }
)
_WHOLE_YEAR: Mapping[str, str] = MappingProxyType(
    {
        "forecast_money": (
            "全年预计执行数 预计全年执行数 全年预计支出数 预计全年支出数 全年预计支出 预计全年支出 全年预计执行 "
            "预计执行数 预计全年执行"
        ),
        "forecast_rate": "全年预计执行率 预计全年执行率 预计执行率",
        "forecast": (
            "全年预计完成情况 预计全年完成情况 全年预计完成值 全年预计完成 预计全年完成值 预计完成值 预计完成情况 "
            "全年预计值 全年预计实现情况 预计全年完成"
        ),
        "likelihood": (
            "完成目标可能性 目标完成可能性 完成可能性 目标实现可能性 实现目标可能性 年度目标完成可能性 "
            "完成目标的可能性 可能性"
        ),
        "causes": "偏差原因分析 偏差原因 偏差分析 偏离原因分析 偏离原因",
        "reason": "原因说明 偏差原因说明 原因 具体原因 偏差说明",
        "measures": (
            "备注 改进措施 整改措施 拟采取的改进措施 拟采取措施 拟采取的措施 纠偏措施 建议 改进建议 下一步措施 措施"
        ),
    }
)
_BY_MONTH = {word: name for name, words in _MONTHLY.items() for word in words.split()}
_BY_YEAR = {word: name for name, words in _WHOLE_YEAR.items() for word in words.split()}
_BOXES = {key(label): cause for cause, label in CAUSE_HEADINGS.items()}


class Heading(NamedTuple):
    """The fact that a heading names, and the month to whose end it goes; 0 where the heading says none."""

    name: str
    month: int


def month_in(text: str) -> int:
    """The month to whose end a text says it goes, from 1 to 11; 0 where it says none."""
    found = _span(key(text))
    return found.month if found is not None else 0


def without_month(text: str) -> str:
    """A title without the words by which it names the first months; the year before them stays."""
    found = _span(key(text)) if len(text) <= _LONGEST_TITLE else None
    if found is None:
        return text
    signs = [len(key(text[:end])) for end in range(len(text) + 1)]  # of the key, up to each sign of the text
    first, last = found.words
    if first not in signs or last not in signs:
        return text
    return _EMPTY_BRACKETS.sub("", text[: signs.index(first)] + text[signs.index(last) :])


@of_short_texts
def heading(text: str) -> Heading | None:
    """What a heading of the form names; None for all others, those of the targets among them."""
    plain = key(text)
    if not plain or len(plain) > _LONGEST:
        return None
    found = _span(plain)
    if found is not None:
        start, end = found.whole
        rest = (plain[:start] + plain[end:]).strip("()[]:的")
        name = _BY_MONTH.get(rest) or _BY_MONTH.get(rest.removeprefix("实际").removeprefix("累计"))
        return Heading(name, found.month) if name else None
    name = _BY_YEAR.get(_bare(plain))
    return Heading(name, 0) if name else None


def _bare(plain: str) -> str:
    """A heading without what stands in brackets behind it: 完成目标可能性(选一项)."""
    return plain.partition("(")[0] or plain


class _Span(NamedTuple):
    """Where a text names the first months, with their year and without, and the last of them."""

    whole: tuple[int, int]
    words: tuple[int, int]
    month: int


def _span(plain: str) -> _Span | None:
    for pattern in _MONTHS:
        found = pattern.search(plain)
        if found is not None:
            written = found["to"]
            month = _NUMERALS.get(written) or int(written)
            return _Span(found.span(), found.span("words"), month) if month in MONTHS else None
    for words, month in _PARTS:
        if (start := plain.find(words)) >= 0:
            place = (start, start + len(words))
            return _Span(place, place, month)
    return None


def box_of(text: str) -> Cause | Likelihood | None:
    """The box that a heading below 偏差原因分析 or 完成目标可能性 names."""
    plain = key(text)
    if plain in _BOXES:
        return _BOXES[plain]
    kinds, rest = causes(plain)
    if len(kinds) == 1 and not rest:
        return kinds[0]
    return likelihood(plain)
