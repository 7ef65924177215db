"""Words that say that nothing of something happened, or may happen: 无, 零事故, 未发生, 杜绝安全事故."""

from __future__ import annotations

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.texts.words.harm import HAPPENED, OCCASIONS, SURE

_HARM = f"(?:{SURE}|{OCCASIONS}|问题|现象|情况)"
_KIND = (
    "(?:人(?=[死伤亡])|此类?|该类?|上述|类似|重大|特大|较大|一般|大规模|群体性?|恶性|责任|安全|生产|质量|食品|药品|交通|火灾|消防|工程|施工|人员|人身|环境|环保|网络|网上|数据|信息|意识形态|涉农?"
    "|有责|有效|新增|任何|相关|不良|负面|规模性|系统性|学生|群众|因|进京|赴省|集体|个人|越级|廉政|财务|资金|的|和|及|、|或|等){0,6}"
)
_ZERO = lazy(
    rf"(?:零|〇|0)(?:{HAPPENED}|{_KIND}{_HARM}{{1,3}}{HAPPENED}?)率?"
    rf"|(?:均|全年|年内|本年度?|全部){{0,2}}(?:未曾?|没有?|不得?再?|无|杜绝|严禁|避免|防止)(?:再|曾)?{HAPPENED}(?:过)?"
    rf"(?:(?:任何)?[一1][起例件次人宗处])?(?:{_KIND}{_HARM}{{1,3}})?"
    rf"|(?:均|全年|年内|本年度?){{0,2}}(?:无|没有|未|杜绝|严禁){_KIND}{_HARM}{{1,3}}{HAPPENED}?(?:的?(?:情况|现象|问题))?"
    r"|杜绝|(?:保持|控制|降|归)?(?:为|至|到)?[零〇]"
)
_LEAD = lazy("(?:全[年县市区镇乡村局]|本年度?|年内|确保|力争|争取|努力|坚决|实现|做到|全力|严格){0,4}")
"""Words of resolve and of the whole, which change nothing in what is asked for."""
NOTHING_SAID = frozenset(
    {"无", "没有", "暂无", "无偏差", "没有偏差", "无原因", "不适用", "略", "同上", "见上", "待定", "待补充"}
    | {"na", "none", "no", "nil"}
)
"""What people write where they have nothing to say, in small letters without signs."""
_LONE = frozenset({"无", "没有", "没", "未有", "没有过"})
_ASKS = lazy("与否|是否")


def bare(text: str) -> str:
    """The text in plain signs without blanks and without the stops at its end."""
    return "".join(halfwidth(text).split()).strip("。.;；,，!！")


def says_zero(text: str) -> bool:
    """Whether the text says by itself that nothing of it happens: 零, 零起, 未发生, 无事故, 杜绝发生安全事故."""
    said = bare(text)
    if len(said) > 40 or _ASKS.search(said):
        return False
    return _ZERO.fullmatch(_LEAD.sub("", said, count=1)) is not None


def says_none(text: str) -> bool:
    """Whether the text is a lone 无 or 没有, which may mean none of it as well as nothing to say."""
    return bare(text) in _LONE
