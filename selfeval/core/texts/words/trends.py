"""Which way a text says that something went: 下降 and 减少 against 上升 and 增加, for targets, actuals and names."""

from __future__ import annotations

import re

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.readings import Trend

_BEFORE = "(?:上一?年|去年|往年|前年|年初|年度?同期|同期|往期|基期)"
_FALL = (
    "负增长|不升反降|不增反[降减]|只减不增|只降不升|[稳中]有降|走低|下降|减少|降低|压减|压降|缩减|缩小|缩短|压缩|削减|精简|回落|下滑|下跌|下浮|下调|递减|减缓|减轻|减幅|降幅|节约|节省|节支"
    "|减收|减产|减员|萎缩|收窄|[少缩跌]了"
    rf"|(?:低|少|小)于{_BEFORE}|↓|[降减跌少](?=[0-9])(?<!不少)(?<!至少)(?<!最少)"
)
_RISE = (
    "不降反[升增]|不减反增|只增不减|只升不降|[稳中]有升|走高|上升|增加|增长|增多|提高|提升|升高|上涨|上浮|上调|攀升|扩大|递增|反弹|增幅|涨幅|升幅|增速|新增"
    "|增收|增产|增员|超支|延长|[多涨升]了"
    rf"|(?:高|多|大)于{_BEFORE}|超过?{_BEFORE}|↑|[增升涨多](?=[0-9])(?<!至多)(?<!最多)"
)
_WORD = lazy(
    rf"(?P<not>未|没有?|不得?|无|零|遏制|抑制|扭转|制止|防止|避免)?(?:(?P<fall>{_FALL})|(?P<rise>{_RISE}))(?!率?[了]?(?:至|到|为[0-9]))"
)
_BETTER = lazy("改善|好转|优化|向好|提升|增强|改进|优良|美化")
_WORSE = lazy("(?<![未没无不])(?:恶化|变差|变坏|倒退|退步)")
_LEVEL = lazy(r"持平|零增长|不变|无变化|没有变化|未变")
_BASE = lazy(
    rf"(?:同比|环比|[较比](?:{_BEFORE}|20[0-9]{{2}}年度?|前期|之前|以前|原来)(?:同期)?)[^0-9,，。;；]{{0,8}}[0-9]"
)
_CHANGE = lazy(rf"同比|环比|变[动化]|增减|涨跌|波动|[较比](?:{_BEFORE}|20[0-9]{{2}}年度?)")
_DEGREE = lazy("明显|显著|大幅|有效|进一步|较大|极大|持续|稳步|逐步|不断|逐年|切实|全面|满意|水平提|能力")
_HEDGED = lazy("有所|略|稍|小幅|微|基本|部分|有限|但|除|不明显|个别|预计|计划|将|力争")
_SHORT = 12
"""Characters of an outcome that says nothing else than which way things went."""
_CLAUSE = lazy(r"[,，。;；、]")


def trend_of(text: str) -> Trend:
    """Which way the text says that something goes: 同比下降10%以上, 逐步减少, 低于上年; 未增加 counts as not upwards.

    A level is no change: 降至10起, 提高到95%. Where words of both kinds stand in it, the one before the number counts.
    """
    bare = "".join(halfwidth(text).split())
    if len(bare) > 200:
        return Trend.NONE
    number = re.search("[0-9]", bare)
    if number:
        lead = _CLAUSE.split(bare[: number.start() + 1])[-1]
        near = list(_WORD.finditer(lead))
        if near:
            return _said(near[-1])
    return _common({_said(found) for found in _WORD.finditer(bare)})


def goes_only_that_way(text: str, target: str) -> bool:
    """Whether a target asks for a direction and no degree (同比下降), and the outcome says it without a but."""
    return not _DEGREE.search(target) and not _HEDGED.search(text) and len(text) <= _SHORT


def says_level(text: str) -> bool:
    """Whether the text says that nothing changed: 与上年持平."""
    return bool(_LEVEL.search(text)) and not any(char.isdecimal() for char in text)


def names_a_base(text: str) -> bool:
    """Whether the number of the text is counted from an earlier one: 较上年增加3次, 同比提高2个百分点."""
    return _BASE.search("".join(halfwidth(text).split())) is not None


def states_a_change(text: str) -> bool:
    """Whether the number of the text is a change, with its sign saying which way: 同比-6%, 变动-6%."""
    return _CHANGE.search(text) is not None


def got_worse(text: str, target: str) -> bool:
    """Whether the outcome says that something got worse which was to get better: 恶化 against 明显改善."""
    return bool(_BETTER.search(target)) and bool(_WORSE.search(text)) and not _BETTER.search(text)


def _said(found: re.Match[str]) -> Trend:
    trend = Trend.FALL if found["fall"] else Trend.RISE
    return trend.opposite if found["not"] else trend


def _common(trends: set[Trend]) -> Trend:
    return next(iter(trends)) if len(trends) == 1 else Trend.NONE
