"""The words of target texts: comparators, names that speak for a direction, placeholders, yes/no targets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from selfeval.core.model import Tier1, tier1_of
from selfeval.core.patterns import lazy
from selfeval.core.readings import Comparator
from selfeval.core.texts.kept import of_short_texts
from selfeval.core.texts.words.absence import says_not_applicable
from selfeval.core.texts.words.leftovers import holds_placeholder, is_leftover
from selfeval.core.texts.words.marks import as_word, is_pair, ticked
from selfeval.core.texts.words.nothing import says_none

_NOT = "(?:不(?:得|能|应|可|要|宜|会|准|允许)?|未|没有)"
_SIGN_PATTERNS: tuple[tuple[Comparator, str], ...] = (
    (Comparator.GE, r"≥=?|≧|⩾|>=|=>|(?:大于|高于|多于)(?:或|、)?等于"),
    (Comparator.GE, rf"{_NOT}(?:低于|小于|少于|短于|差于)|至少|最少|最低|下限|保底"),
    (Comparator.LE, r"≤=?|≦|⩽|<=|=<|(?:小于|低于|少于)(?:或|、)?等于"),
    (Comparator.LE, rf"{_NOT}(?:超过|超出|高于|大于|多于|长于|突破|逾|超)|至多|最多|最高|上限"),
    (Comparator.GT, r">|﹥|＞|大于|高于|多于|优于|超过|突破"),
    (Comparator.LT, r"<|﹤|＜|小于|低于|少于|短于|不足|不到|[不未]满|未足"),
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
    "封顶": Comparator.LE,
}
"""以上, 以下 and 以内 include the number (民法典 第一千二百五十九条), 超过 and 不满 do not."""

SIGN = "|".join(pattern for _, pattern in _SIGN_PATTERNS)
SOFT = "|".join(pattern for _, pattern in _SOFT_PATTERNS)
SUFFIX = "|".join(_SUFFIXES)
SYMBOLS = "≥≧⩾≤≦⩽><＞＜﹥﹤=＝═﹦±》〉≫"
DAMAGED = "》〉≫二到"
"""Glyphs that scanned or retyped tables show in the place of ≥."""

_COMPILED = tuple((sign, lazy(pattern)) for sign, pattern in (*_SIGN_PATTERNS, *_SOFT_PATTERNS))

_EMPTY = frozenset({"", "暂无", "待定", "待填", "略", "同上"})

_WITHIN = "(?:之内|以内|范围之?内|内|中)"
_YES_NO = lazy(
    r"是|否|有|是/否|是或否|是否.{0,20}|.{1,20}与否|(?:已)?(?:建立|设立)"
    r"|(?:完全|全部|均)?(?:符合|满足|遵守|执行)"
    r"(?:国家|相关|有关|规定|各项|法律|法规|政策|行业|技术|项目|设计|合同|财务|管理|制度|的|和|、|及){0,6}"
    r"(?:规定|要求|标准|规范|政策|法规|制度|条件)"
    r"|(?:完全|全部|均|严格)?(?:符合|满足|遵守|达到|按照?|依据|依照)[^，,。0-9《》]{0,8}"
    r"(?:《[^《》]{1,40}》(?:[(（][^()（）]{1,30}[)）])?[、和及]?){1,3}[^，,。0-9《》]{0,4}"
    r"(?:规定|要求|标准|规范|条件|执行|实施|办理|开展)?"
    r"|[^，,。0-9]{0,12}(?:不|未|没有|不得|不能)超(?:出|过|支)?"
    r"(?:年度|项目|总|批复|财政)?(?:预算|概算)?(?:数|额|金额|范围|批复|资金)?"
    rf"|[^，,。0-9]{{0,12}}控制在(?:年度|项目|总|批复)?预算(?:数|额|金额|批复)?{_WITHIN}?"
    rf"|预算{_WITHIN}"
    r"|(?:[≤≦⩽<]=?|不(?:得|能|应)?(?:超过|高于|突破|大于)|小于等于|低于)?(?:年初|年度|项目|总|批复|财政){0,3}预算"
    rf"(?:资金|安排|控制|批复){{0,2}}(?:数|额|金额|总额|价)?{_WITHIN}"
    r"|(?:[≤≦⩽<]=?|不(?:得|能|应)?(?:超过|高于|突破|大于)|小于等于)(?:年初|年度|项目|总|批复|财政){0,3}预算"
    r"(?:资金|安排|控制|批复){0,2}(?:数|额|金额|总额|价)?"
)

_TIMELY = lazy(r"时间|时限|日期|期限|截止|时效")


@lru_cache(maxsize=1024)
def comparator_of(text: str) -> Comparator | None:
    """The comparator that a symbol, word or cell such as 大于等于 stands for; None for anything else."""
    bare = "".join(text.split())
    return next((sign for sign, pattern in _COMPILED if pattern.fullmatch(bare)), None)


def comparator_of_suffix(text: str) -> Comparator | None:
    """The comparator of 以上, 以下, 以内 and their like."""
    return _SUFFIXES.get(text)


@of_short_texts
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


def is_cost(tier1: str, tier2: str) -> bool:
    """Whether tier 1 or tier 2 is 成本, where a bare number is a ceiling; 经济成本 and 社会成本 included."""
    return tier1_of(tier1) is Tier1.COST or "成本" in tier2
