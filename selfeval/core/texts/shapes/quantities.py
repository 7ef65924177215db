"""Numbers with sign and unit as people write them in targets and actuals, alone or inside a short sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from selfeval.core.numbers import BARE_NUMBER, CURRENCY, NUMBER, halfwidth, squeezed, to_decimal, unit_as_written
from selfeval.core.patterns import lazy
from selfeval.core.readings import Comparator
from selfeval.core.records import dataclass
from selfeval.core.texts.shapes.designations import is_grade, names_by
from selfeval.core.texts.words.targets import SIGN, SOFT, SUFFIX, SYMBOLS, comparator_of, comparator_of_suffix
from selfeval.core.units import convert, money_unit, normal_unit, same_unit

SENTENCE = 40
"""In a longer text a number is part of the story, not the target."""

LONGEST = 120
"""Characters, runs of blanks counted once; what is longer is a sentence and neither a number nor a range."""

_CHAR = r"[^0-9\s,;:。，；：、<>=＜＞＝≥≤≧≦⩾⩽﹥﹤═﹦》〉≫±+|…~～—–\-()（）!！?？\"'“”*/.]"
_OTHER_WORD = (
    r"(?:[套次户件个场册本份项处人名家台块头只条座间株盏幅篇期批组类种村页天日月年]"
    r"|人次|户次|[台套车场]次|[一-鿿]·[一-鿿]){1,2}"
)
"""What stands in brackets as the second word of a unit, as in 台（套）; anything else there is a note."""
UNIT = rf"(?:/?{_CHAR}(?:{_CHAR}|(?<=[mM])[23]|[ */·、](?=[^\s0-9])|[(（]{_OTHER_WORD}[)）]){{0,20}}?)?"
_LAST = rf"(?:[(（]含[^()（）]{{0,6}}[)）])?\s*+(?P<suffix>{SUFFIX})?\s*+(?P<about>左右|上下)?\s*+[。.;；,，]*+\s*+"
_ABOUT = "大约|大概|大致|接近|将近|几乎|(?<![节预契合签履违公条])约|(?<![最附临就远邻靠相接将])近|[≈≒]"
"""Not the 约 of 节约 and 预约, nor the 近 of 最近."""
_PER_LAKH = lazy(r"(?<=[0-9０-９]) ?[/／] ?10 ?万")
"""Rates of the health service: 18/10万."""
_DOT_IN_UNIT = lazy(r"(?<=[/／][人户次家亩台])[.．](?=[天日月年次人期])")
"""元/人.天."""
_SOME_MORE = lazy(r"([0-9][0-9,，.]{0,30})(万|亿)?[余多](?=[一-鿿])")
"""500余人, 1万多户, which are about so many."""
_FIRST = rf"\s*+(?P<sign>{SIGN})?\s*+(?P<soft>{SOFT})?\s*+(?P<about1>{_ABOUT})?\s*+(?P<per>百分之|{CURRENCY})?\s*+"
_ALONE = lazy(rf"{_FIRST}(?P<number>{NUMBER})\s*+(?P<unit>{UNIT})\s*+{_LAST}")
_SPAN = lazy(
    rf"\s*+(?:{SOFT})?\s*+(?P<lower>{NUMBER})\s*+(?P<unit1>{UNIT})\s*+(?:—{{1,2}}|–|-|~|～|至|到)\s*+"
    rf"(?P<upper>{NUMBER})\s*+(?P<unit>{UNIT})\s*+(?:之间|范围内|以内|之内)?\s*+[。.;；,，]*+\s*+"
)
_MARGIN = lazy(
    rf"\s*+(?:{SOFT}|不(?:得|能|应)?(?:超过|超出|大于|高于)|≤)?\s*+±\s*+(?P<number>{NUMBER})\s*+(?P<unit>{UNIT})\s*+(?:之间|范围内|以内|之内|内)?\s*+[。.;；,，]*+\s*+"
)
_NOTE = lazy(r"(?P<before>[^()（）]{1,120}+)[(（][^()（）]{0,120}+[)）]\s*+")
_INSIDE = lazy(rf"(?<![0-9.A-Za-z第〔\[【])(?P<number>{BARE_NUMBER})(?![0-9])")
_MINUS = lazy(
    r"(?:同比|环比|增长|增速|增幅|变动|变化|增减|[较比](?:上一?年|去年|20[0-9]{2}年)(?:度|同期)?"
    r"|(?:变[动化]|增[长减速幅]|波动|降低|下降|上升|减少|涨跌|利润|净利|毛利|收益|回报|偏[差离])率|[为是:]) ?-$"
)
"""A minus that is no dash: 同比-6%, 增长率-2%; not 合格率-98%."""
_SPLIT = lazy(r"[0-9](?: | ?[.。·・点] ?)$"), lazy(r"(?: | ?[。·・点] ?| ?\. ?)[0-9]")
"""Before and behind a number: digits that only a blank or a stop parts from it; which of them belong together nobody
can tell: 1 050, 98。5."""
_NOT_AMOUNT = lazy(
    r" ?(?:[〕\]】号届]|年度|月|日(?!(?:之|以)?内)|季度|世纪|级|星级|A级|项?重大|大(?!棚)|型"
    r"|期(?=工程|项目|建设|改造|扩建|开发|厂房|厂区|地块|施工|主体|配套)|G(?![A-Za-z])|年代)"
)
_FOREIGN = lazy(r"(?<![A-Za-z])(?:[A-Z]{1,2}[$＄]|USD|HKD|EUR|JPY|GBP|美元|美金|港[币元]|欧元|日元|英镑)\s?\Z")
"""What says before an amount that it is no 元; how many it would be, nobody wrote."""
_RANGE_BEFORE = lazy(r"[0-9](?:[^0-9,，。;；、]{0,4}(?:-|—|–|~|～|至|到|\+)| ?[/:*×,]) ?$")
_LEAD = lazy(r"[一-鿿]{1,10}(?=[0-9０-９])")
_WORDS_BEFORE = lazy(SIGN)
_SIGN_BEFORE = lazy(rf"(?:(?P<sign>{SIGN})|(?P<soft>{SOFT}))? ?(?P<about>{_ABOUT})? ?$")
_INSIDE_LAST = lazy(rf"\s*+(?:[(（]含[^()（）]{{0,6}}[)）])?\s*+(?P<suffix>{SUFFIX})?(?P<about>左右|上下)?")
_VERBS = lazy(
    r"完成|建设|提高|提升|实现|改善|减少|增加|覆盖|落实|维护|保障|达到|达标|验收|合格|到位|以上|以下|以内|之内|左右|开展|安排|进行|组织|培训|支付"
    r"|拨付|发放|执行|按时|按期|按照|及时|响应|下降|降低|增长|处理|办结|完工|竣工|内容|工作任务|[内前后底]$|不|的|并|和|与|为|是|至|到|或|及"
)
_YEAR, _OF_YEAR = lazy("(?:19|20)[0-9]{2}"), lazy("年|学年|财年|财政年")
"""A calendar year and what stands behind it, which is no amount: 2025学年."""
_NO_UNIT = frozenset("号OoОＯ")
"""First characters that make an ordinal of the number, or stand for a nought."""
_COMMON = (
    "% ‰ 百分比 百分点 个百分点 万元 亿元 千元 元 万 亿 元/人 元/亩 元/户 人次 人 名 户 户次 家 个 个月 "
    "个工作日 工作日 小时 分钟 天 年 次 批次 批 期 件 份 篇 台 台套 套 座 条 项 处 所 场 场次 亩 万亩 公顷 "
    "平方米 万平方米 平方公里 立方米 万立方米 公里 千米 米 厘米 公斤 千克 吨 万吨 只 头 株 例 辆 部 本 册 张 "
    "块 根 栋 间 间次 村 个村 人/次 次/年 车次 人天 周 幅 盏 眼 口 艘 门 节 课时 学时 床 支 瓶 袋 箱 宗 起 "
    "笔 岁 周岁 ㎡ 分 倍 千瓦时 度"
)
_WITHOUT = {Comparator.GE: Comparator.GT, Comparator.LE: Comparator.LT}
"""What 以上（不含10个） leaves of a limit that includes its number."""
_KNOWN = tuple(sorted(_COMMON.split(), key=len, reverse=True))
"""Units recognised in the middle of a sentence, where nothing marks their end; longest first."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands in a text.

    Attributes:
        comparator: what sign or word says, None for a bare number.
        symbol: whether a sign character or comparing word says it, not only 为 or the like.
        value, upper: the number; `upper` for a range.
        unit: as written, `%` for percent.
        approximate: whether 约 or 左右 stands with it.
        context: the words before the number in a sentence, "" for a number alone.
        behind: what follows number and unit in a sentence.
        embedded: whether the number stands in a sentence.
        contradictory: whether two signs disagree, or a range runs downwards.
    """

    comparator: Comparator | None
    value: Decimal
    unit: str = ""
    upper: Decimal | None = None
    symbol: bool = False
    approximate: bool = False
    context: str = ""
    embedded: bool = False
    contradictory: bool = False
    behind: str = ""


def read_alone(text: str) -> Written | None:
    """The quantity or range that the whole text is, with an optional sign, unit and 以上 or the like."""
    text = _DOT_IN_UNIT.sub("·", _PER_LAKH.sub("/十万", squeezed(text)))
    if len(text) > LONGEST:
        return None
    plain_text = halfwidth(text)
    found = _ALONE.fullmatch(plain_text)
    if found:
        return _written(found, text)
    margin = _MARGIN.fullmatch(plain_text)
    if margin:
        value = to_decimal(margin["number"])
        unit = _unit(text, margin.start("unit"), margin.end("unit"))
        if value is None or unit is None or unit.startswith("月"):
            return None
        size = abs(value)
        return Written(Comparator.BETWEEN, -size, unit, size, symbol=True)
    span = _SPAN.fullmatch(plain_text)
    return _range(span, text) if span else None


def read_best(text: str) -> tuple[Written, ...]:
    """The quantities of a text: the one it is, the one before a note in brackets, or those in its sentence."""
    text = _SOME_MORE.sub(r"约\1\2", squeezed(text))
    if len(text) > LONGEST:
        return ()
    alone = read_alone(text)
    if alone:
        return (alone,)
    note = _NOTE.fullmatch(text)
    before = read_alone(note["before"]) if note else None
    if note and before and before.symbol and before.comparator and "不含" in text[note.end("before") :]:
        before = replace(before, comparator=_WITHOUT.get(before.comparator, before.comparator))
    return (replace(before, embedded=True),) if before else _led_range(text) or read_inside(text)


def _led_range(text: str) -> tuple[Written, ...]:
    """A range behind a few words, `培育1-2家`; none where one of them is a sign."""
    lead = _LEAD.match(text)
    known = lead is not None and not _WORDS_BEFORE.search(lead[0]) and not names_by(lead[0], "")
    span = read_alone(text[lead.end() :]) if lead and known else None
    return (replace(span, embedded=True),) if span and span.upper is not None and not span.contradictory else ()


def read_inside(text: str) -> tuple[Written, ...]:
    """The quantities in a sentence of at most `SENTENCE` characters: ordinals, dates and document numbers left out."""
    text = squeezed(text)
    if len(text) > SENTENCE:
        return ()
    plain_text = halfwidth(text)
    hits = (_inside(text, plain_text, found) for found in _INSIDE.finditer(plain_text))
    return tuple(hit for hit in hits if hit is not None)


def valid_unit(text: str) -> bool:
    """Whether a text (of a unit cell, say) can stand as a unit behind a number."""
    bare = halfwidth(squeezed(text))
    found = _ALONE.fullmatch(f"1{bare}") if len(bare) <= LONGEST else None
    return bool(found and found["number"] == "1" and found["unit"] == bare and _unit(text, 0, len(text)) is not None)


def _written(found: re.Match[str], text: str) -> Written | None:
    value = to_decimal(found["number"])
    unit = _unit(text, found.start("unit"), found.end("unit"))
    if unit is not None and found["per"]:
        unit = _unit_before(found["per"], unit)
    if value is None or unit is None or (_YEAR.fullmatch(found["number"]) and _OF_YEAR.match(unit)):
        return None
    sign = comparator_of(found["sign"] or "")
    if sign is None and is_grade(unit):
        return None
    return _signed(
        sign,
        comparator_of(found["soft"] or ""),
        comparator_of_suffix(found["suffix"] or ""),
        value,
        unit,
        (bool(found["about"] or found["about1"])),
    )


def _unit_before(mark: str, unit: str) -> str | None:
    """The unit where 百分之 or a currency sign stands before the number; None where the two contradict each other.

    A currency sign says money and not in which unit.
    """
    if mark == "百分之":
        return None if unit else "%"
    return unit if not unit or unit.startswith("/") else money_unit(unit) or None


def _signed(
    sign: Comparator | None,
    soft: Comparator | None,
    suffix: Comparator | None,
    value: Decimal,
    unit: str,
    approximate: bool,
) -> Written:
    clash = sign is not None and suffix is not None and sign.value[0] != suffix.value[0]
    chosen = sign or suffix or soft
    return Written(chosen, value, unit, symbol=bool(sign or suffix), approximate=approximate, contradictory=clash)


def _range(found: re.Match[str], text: str) -> Written | None:
    lower, upper = to_decimal(found["lower"]), to_decimal(found["upper"])
    first = _unit(text, found.start("unit1"), found.end("unit1"))
    unit = _unit(text, found.start("unit"), found.end("unit"))
    if lower is None or upper is None or unit is None or first is None or unit.startswith("月"):
        return None
    if first and not unit:
        unit = first  # 90%-95
    elif first and first != unit:
        in_first = convert(upper, unit, money_unit(first) or first)
        if in_first is None:
            return None
        unit, upper = (unit, upper) if same_unit(money_unit(first) or first, unit) else (first, in_first)
        unit = money_unit(unit) or unit
    return Written(Comparator.BETWEEN, lower, unit, upper, symbol=True, contradictory=lower > upper)


def _unit(text: str, start: int, end: int) -> str | None:
    unit = text[start:end].strip()
    if len(unit) > 1 and unit[0] in "%％﹪‰" and unit[1] >= "一":
        return None  # 97%满意
    if _VERBS.search(unit) or len(unit) > 16 or unit[:1] in _NO_UNIT or (unit[:1] == "月" and unit != "月"):
        return None
    return unit_as_written(unit)


def _inside(text: str, plain_text: str, found: re.Match[str]) -> Written | None:
    value = to_decimal(found["number"])
    rest = plain_text[found.end() :]
    year = _YEAR.fullmatch(found["number"]) and (_OF_YEAR.match(rest) or rest.startswith(("-", "—")))
    split = _SPLIT[0].search(plain_text[: found.start()]) or _SPLIT[1].match(rest)
    foreign = _FOREIGN.search(plain_text[max(found.start() - 6, 0) : found.start()])
    named = names_by(plain_text[: found.start()], rest)
    if value is None or year or split or foreign or named or _NOT_AMOUNT.match(rest):
        return None
    unit, length = _unit_after(text[found.end() :])
    value = -value if _MINUS.search(plain_text[: found.start()]) else value
    before = _SIGN_BEFORE.search(plain_text[: found.start()])
    sign = comparator_of(before["sign"] or "") if before else None
    soft = comparator_of(before["soft"] or "") if before else None
    after = _INSIDE_LAST.match(rest, length)
    suffix = comparator_of_suffix((after["suffix"] if after else "") or "")
    if not unit and not (sign or soft or suffix) and rest.strip(" 。.;；,，"):
        return None
    about = bool((before and before["about"]) or (after and after["about"]))
    if not (sign or soft or suffix):
        earlier = _WORDS_BEFORE.findall(plain_text[: found.start()])
        sign = comparator_of(earlier[-1]) if earlier else None
    written = _signed(sign, soft, suffix, value, unit, about)
    lead = plain_text[: before.start() if before else found.start()]
    clash = written.contradictory or any(char in SYMBOLS for char in lead) or any(char in SYMBOLS for char in rest)
    clash = clash or bool(_RANGE_BEFORE.search(lead))
    return Written(
        written.comparator,
        value,
        unit,
        None,
        written.symbol,
        about,
        lead.strip(),
        embedded=True,
        contradictory=clash,
        behind=rest[after.end() if after else length :],
    )


def _unit_after(text: str) -> tuple[str, int]:
    """The unit at the start of the text and how many characters it takes."""
    spaces = len(text) - len(text.lstrip())
    rest = text[spaces:]
    short = re.split(
        r"[。.;；,，\s]|以上|以下|以内|及以上|左右|(?<=[天日年月周时钟秒])之?内|[内前后底]$|[（(]含", rest, maxsplit=1
    )[0]
    if 0 < len(short) <= 6 and valid_unit(short) and not short.startswith(("%", "％")):
        return unit_as_written(short), spaces + len(short)
    for known in _KNOWN:
        if rest.startswith(known) or normal_unit(rest[: len(known)]) == known:
            return unit_as_written(rest[: len(known)]), spaces + len(known)
    return "", 0
