"""The words of target texts: comparators, names that speak for a direction, placeholders, yes/no targets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from selfeval.core.absence import says_not_applicable
from selfeval.core.leftovers import holds_placeholder, is_leftover
from selfeval.core.marks import as_word, is_pair, ticked
from selfeval.core.model import Comparator, Tier1, tier1_of
from selfeval.core.none_words import says_none

_NOT = "不(?:得|能|应|可|要)?"
_SIGN_PATTERNS: tuple[tuple[Comparator, str], ...] = (
    (Comparator.GE, r"≥=?|≧|⩾|>=|=>|(?:大于|高于|多于)(?:或|、)?等于"),
    (Comparator.GE, rf"{_NOT}(?:低于|小于|少于|短于|差于)|至少|最少|最低"),
    (Comparator.LE, r"≤=?|≦|⩽|<=|=<|(?:小于|低于|少于)(?:或|、)?等于"),
    (Comparator.LE, rf"{_NOT}(?:超过|超出|高于|大于|多于|长于|超)|至多|最多|最高"),
    (Comparator.GT, r">|﹥|＞|大于|高于|多于|优于|超过|突破"),
    (Comparator.LT, r"<|﹤|＜|小于|低于|少于|短于|不足|不到|不满"),
    (Comparator.EQ, r"==?|═|＝|﹦|等于"),
)
_SOFT_PATTERNS: tuple[tuple[Comparator, str], ...] = (
    (Comparator.LE, "(?:严格)?控制在|限制在|压减至|降(?:低)?(?:至|到)"),
    (Comparator.GE, "(?:力争|确保|争取)?(?:达到?|提高到|提升到|提高至|提升至)"),
    (Comparator.EQ, "为|是"),
)
"""Words that a suffix such as 以上 overrules."""

_SUFFIXES: Mapping[str, Comparator] = {
    "及以上": Comparator.GE,
    "或以上": Comparator.GE,
    "以上": Comparator.GE,
    "及以下": Comparator.LE,
    "或以下": Comparator.LE,
    "以下": Comparator.LE,
    "以内": Comparator.LE,
    "之内": Comparator.LE,
    "内": Comparator.LE,
}
"""以上, 以下 and 以内 include the number (民法典 第一千二百五十九条), 超过 and 不满 do not."""

SIGN = "|".join(pattern for _, pattern in _SIGN_PATTERNS)
SOFT = "|".join(pattern for _, pattern in _SOFT_PATTERNS)
SUFFIX = "|".join(_SUFFIXES)
SYMBOLS = "≥≧⩾≤≦⩽><＞＜﹥﹤=＝═﹦±》〉≫"
DAMAGED = "》〉≫二到"
"""Glyphs that scanned or retyped tables show in the place of ≥."""

_COMPILED = tuple((sign, re.compile(pattern)) for sign, pattern in (*_SIGN_PATTERNS, *_SOFT_PATTERNS))

_EMPTY = frozenset({"", "暂无", "待定", "待填", "略", "同上"})

_WITHIN = "(?:之内|以内|范围之?内|内|中)"
_YES_NO = re.compile(
    r"是|否|有|是/否|是或否|是否.{0,20}|.{1,20}与否|(?:已)?(?:建立|设立)"
    r"|(?:完全|全部|均)?(?:符合|满足|遵守|执行)"
    r"(?:国家|相关|有关|规定|各项|法律|法规|政策|行业|技术|项目|设计|合同|财务|管理|制度|的|和|、|及){0,6}"
    r"(?:规定|要求|标准|规范|政策|法规|制度|条件)"
    r"|[^，,。0-9]{0,12}(?:不|未|没有|不得|不能)超(?:出|过|支)?"
    r"(?:年度|项目|总|批复|财政)?(?:预算|概算)?(?:数|额|金额|范围|批复|资金)?"
    rf"|[^，,。0-9]{{0,12}}控制在(?:年度|项目|总|批复)?预算(?:数|额|金额|批复)?{_WITHIN}?"
    rf"|预算{_WITHIN}"
)

_ADVERSE = re.compile(
    r"(?<![无未零])(?<!未发生)(?<!未出现)(?:结余|结转|投诉|死亡|伤亡|事故|超支|违规|违纪|违法|受害|成灾|发病|感染率|上访"
    r"|越级访|进京访|赴省访|访量|信访量|差错|错误|误差|延误|延迟|逾期|流失|费用"
    r"|成本|造价|单价|能耗|耗电|耗水|排放量|污染物|债务|空置|失业|返贫|贫困发生"
    r"|故障|案发|发案|辍学|响应时|等待时|处理时|办理时|办结时|退货|破损|损坏|漏损"
    r"|变动率|偏差|不合格率?|不满意|不良|[未不]达标率|返工|返修|漏报|误报|漏诊|误诊|出错|超标率|违约率|退回率|退单|复发率|损耗|停机率|负债率)"
)
_RESOLVED = re.compile(
    r"处理率|处置|办结率|化解|修复|整改|(?<!不)满意|及时|完成|解决|排查|查处|防控|防治"
    r"|治理|下降|降低|减少|节约|覆盖|(?<![不未])(?:达标|合格)|执行率|到位|培训|宣传|演练|按期"
    r"|按时|准确|保障率|控制率|回访|进度|使用率|利用率|发放|救助|挽回|收缴|避免"
    r"|预防|案件数|回复|答复|受理"
)
_GAINFUL = re.compile(
    r"节约|节省|节支|压减率|压降|收益|回报率|收入|产值|利润|执行率|完成率|到位率|下降|降低|减少|合格|达标|覆盖|满意|及时率|效益"
)
_MEASURE = re.compile(
    r"(?:发生|支出|率|数量|次数|人数|起数|件数|批次|金额|总额|比例|占比|情况|数|量|额|[（(][^()（）]{0,20}[)）]){1,8}$"
)
_OCCURRENCE = re.compile(
    r"事件|案件|火灾|疫情|舆情|伤情|受伤|聚集|群体性|通报|问责|处罚|缺陷|隐患|纠纷|污染|中毒|泄[露密]|负面|违[约章]|欠薪|拖欠|损失|冲突"
)
_WORK = re.compile(
    r"培训|宣传|建设|新建|改造|购置|采购|发放|开展|举办|完成|检查|巡查|督查|核查|排查|印[制刷]|维修|维护|养护|补助|资助|救助|慰问|抚恤|赔偿|补偿|服务"
    r"|参[加与]|受益|覆盖|招聘|组织|制作|编[制写]|安装|种植|检测|监测|审计|调研|统计|走访|接待|演练|鉴定|评估|创建|扶持|奖励|保障"
)
_TIMELY = re.compile(r"时间|时限|日期|期限|截止|时效")


@lru_cache(maxsize=1024)
def comparator_of(text: str) -> Comparator | None:
    """The comparator that a symbol, word or cell such as 大于等于 stands for; None for anything else."""
    bare = "".join(text.split())
    return next((sign for sign, pattern in _COMPILED if pattern.fullmatch(bare)), None)


def comparator_of_suffix(text: str) -> Comparator | None:
    """The comparator of 以上, 以下, 以内 and their like."""
    return _SUFFIXES.get(text)


def is_placeholder(text: str) -> bool:
    """Whether nothing has been filled in: blank, `**`, `……`, `XX`, or signs and brackets only.

    What says something is none: ticks and boxes, 无, and `/` or `—`, which say that the indicator does not apply.
    """
    if says_not_applicable(text) or as_word(text) != text or is_pair(text):
        return False
    bare = "".join(text.split()).strip("，。；;,.：:")
    if bare in _EMPTY or holds_placeholder(bare) or is_leftover(bare):
        return True
    return not any(char.isalnum() for char in bare) or bare.strip("…. ") in _EMPTY


def says_nothing_of_a_unit(text: str) -> bool:
    """Whether a unit's cell holds no unit: blank, 无, `/`, a placeholder."""
    return is_placeholder(text) or says_none(text) or says_not_applicable(text)


def is_yes_no(text: str) -> bool:
    """Whether the target is one that is either fulfilled or not: 是, 建立与否, 符合相关规定, 不超预算."""
    bare = "".join(text.split()).strip("。；;，,")
    return bool(ticked(text)) or as_word(text) in {"是", "否"} or is_pair(text) or bool(_YES_NO.fullmatch(bare))


def speaks_of_time(*texts: str) -> bool:
    """Whether a tier or name says that the indicator is a date or a duration."""
    return any(_TIMELY.search(text) for text in texts)


def less_is_better_by_name(name: str) -> bool:
    """Whether the name tells of something unwanted or of an expense: 结余率, 投诉, 事故, 费用; not 投诉处理率."""
    return bool(_ADVERSE.search(name)) and not _RESOLVED.search(name)


def ends_in_harm(name: str) -> bool:
    """Whether the last words of a name are the unwanted thing itself: 死亡人数, 事故起数; not 事故救援次数."""
    bare = name.strip()
    return any(_ADVERSE.search(end) for end in (bare[-3:], _MEASURE.sub("", bare[-60:])[-3:]))


def harm_by_name(name: str) -> bool:
    """Whether less of it seems to be meant: names of harms, unless they name work that only concerns them."""
    return less_is_better_by_name(name) and (ends_in_harm(name) or not is_work(name))


def is_occurrence(name: str) -> bool:
    """Whether the name counts what had better not happen, though its words do not settle it: 群体性事件."""
    return bool(_OCCURRENCE.search(name)) and not is_work(name) and not _RESOLVED.search(name)


def is_work(name: str) -> bool:
    """Whether the name speaks of something to be done: 培训, 建设, 发放."""
    return bool(_WORK.search(name))


def more_is_better_by_name(name: str) -> bool:
    """Whether the name tells of something wanted although it may stand among the costs: 节约率, 收入."""
    return bool(_GAINFUL.search(name))


def is_cost(tier1: str, tier2: str) -> bool:
    """Whether tier 1 or tier 2 is 成本, where a bare number is a ceiling; 经济成本 and 社会成本 included."""
    return tier1_of(tier1) is Tier1.COST or "成本" in tier2
