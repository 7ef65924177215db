"""What the text of a conclusion (评价结论) says of its own total and grade: 自评得分95分，等级为优.

Points of a tier or an indicator (产出指标得50分), of another year, of a reviewer, full marks (满分100分) and lines that
are only to be reached (90分以上) are no total; praise (社会评价良好) is no grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.numbers import parse_number
from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.texts.shapes.numerals import value_of


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MOST = 10_000
"""Signs that are read; a conclusion that is longer says its total before."""
_CLAUSE = lazy(r"[，,。；;！!？?、\n\r（）()【】\[\]]|\s{1,9}")
_GAP = lazy(r"[ \t\u3000]{1,9}(?=[0-9０-９分])")
"""Blanks before a figure or its unit, which part nothing."""
_SENTENCE = lazy(r"[。；;！!？?\n\r]")
_NUMBER = (
    "[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,4})?|[一二两三四五六七八九十百零〇]{1,6}(?:点[零〇一二三四五六七八九]{1,4})?"
)
_POINTS = lazy(
    rf"(?P<number>{_NUMBER})分(?![之钟项类级解配布别成析为数公值管])"
    r"|(?<=[得总评]分)[为是：:]?(?P<bare>[0-9０-９.．]{1,8})\Z"
)
_LINE = lazy(r"分?(?:（含）)?(?:及以上|或以上|以上|及以下|以下|以内|左右)|分?[-—~～至到][0-9]")
_TOTAL = lazy(
    r"(?:总得分|总分|总评分|总成绩|综合得分|综合评分|合计得分|最终得分|最后得分|合计|总计|共计)(?P<link>[^0-9]{0,4})\Z"
)
_SCORE = lazy(
    r"(?:得分|评分|自评分值?|自评分数|分数|成绩|得|自评|结论|结果|评价)(?:为|是|：|:|达到?|共|合计|计|了|仅){0,3}\Z"
)
_TIERS = _words("执行率 产出 效益 满意 成本 数量 质量 时效 过程 决策 管理 投入")
_NO_TOTAL = (
    *_TIERS,
    *_words("复核 评审 第三方 再评价 专家 重点评价 平均 目标 力争 满分"),
    *_words("扣 差 低于 高于 超过 不足 提高 提升 下降 由 较 比"),
)
"""What a number behind it is points of, where it is not the total of this evaluation."""
_PART = lazy(r"指标|单项|[该此本每]项(?!目)|[一二三]级|目标")
_BARE = frozenset({"", "得", "得分", "得分为", "计", "计得", "实得", "得分：", "得分:"})
_FULL = lazy(r"(?:总分|得分|评分|自评|综合|项目)(?:为|是|：|:|得|获){0,2}满分\Z")
_YEAR = lazy(r"(20[0-9]{2})\s{0,3}年")
_PAST, _NOW = lazy(r"上年|去年|上一年|往年|前年"), lazy(r"今年|本年|当年|本次|此次")
_GRADE = lazy(
    r"(?P<before>[^“”\"‘’「」]{0,60}?)(?P<head>等级|等次|级别|档次|评级|结论|结果|评定|评价|自评|考核|评)"
    r"(?P<link>(?:确定为|评定为|认定为|定为|评为|属于|列为|达到|应为|均为|为|是|属|达|：|:){0,2})\s{0,3}"
    r"[“\"‘「『《]{0,2}(?P<grade>优秀|优|良好|良|中等|中|一般|合格|不合格|较差|差)[”\"’」』》]{0,2}(?:等级|等次|级|等|档|类)?\Z"
)
_BARE_GRADE = lazy(
    r"(?:为|达到|属于|评为|定为|获得?)?[“\"‘「]?(?P<grade>优秀|优|良好|良|中等|中|合格|不合格|较差|差)"
    r"[”\"’」]?(?P<tail>等级|等次|级|等|档)?\Z"
)
_OWN = (
    *_words("自评 评价 绩效 结论 综合 总体 评定 结果 最终 对应 部门 整体 单位 项目 得分"),
    *_words("定 为 其 的 本 年度 自我 考核 资金"),
)
"""What may stand before 等级 where it is the grade of the evaluation."""
_PRAISE = (
    *_words("群众 社会 公众 对象 受益 用户 家长 学生 居民 企业 各方 各界 反映 满意 反馈 测评 体验 口碑"),
    *_words("效果 质量 水质 空气 环境 工程 安全 信用 资质 状况 情况"),
)
"""What somebody or something else is praised for."""
_NOT = _words("未 没有 不是 不能 难以 距 力争 争取 目标 复核 评审 第三方 专家")
_NAMES = {"优秀": "优", "良好": "良", "中等": "中", "一般": "中", "合格": "中", "较差": "差", "不合格": "差"}


def grade_named(written: str, grades: frozenset[str]) -> str:
    """The grade of a rule pack that a word names: 优秀 is 优 where the pack has no 优秀; other words stay."""
    return written if written in grades else _NAMES.get(written, written)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a text says of itself, each with the words in which it does.

    Attributes:
        totals: the points that it gives as the total; several where it says several.
        grades: the words that it gives as the grade.
    """

    totals: tuple[tuple[Decimal, str], ...] = ()
    grades: tuple[tuple[str, str], ...] = ()


def read_conclusion(text: str, year: int | None = None) -> Conclusion:
    """The total and the grade of the evaluation of `year` as its conclusion says them."""
    totals: dict[Decimal, str] = {}
    grades: dict[str, str] = {}
    named = True  # the text is the conclusion, so what it begins with may stand without a word: 优（95分）
    for sentence in _SENTENCE.split(_GAP.sub("", text[:_MOST])):
        past, part = False, False
        for clause in filter(None, map(str.strip, _CLAUSE.split(sentence))):
            past = _is_past(clause, year, past)
            if past:
                continue
            for value, words in _totals(clause, named=named, part=part):
                totals.setdefault(value, words)
            if grade := _grade(clause, named=named):
                grades.setdefault(*grade)
            part = bool(_PART.search(clause)) or any(word in clause for word in _TIERS)
            named = bool(grade) or any(word in clause for word in ("自评", "结论", "得分", "总分", "等级", "等次"))
        named = False
    if len(totals) > 1:  # 总分100分，自评得分95分: full marks are named beside what was reached
        totals.pop(Decimal(100), None)
    return Conclusion(tuple(totals.items()), tuple(grades.items()))


def _is_past(clause: str, year: int | None, before: bool) -> bool:
    """Whether a clause speaks of another year: it says so, or goes on where the one `before` it did."""
    if _PAST.search(clause):
        return True
    found = _YEAR.search(clause)
    if found is not None and year is not None:
        return int(found[1]) != year
    return before and not _NOW.search(clause)


def _totals(clause: str, *, named: bool, part: bool) -> Iterator[tuple[Decimal, str]]:
    others = (word for word in _NO_TOTAL if word != "满分")
    if _FULL.search(clause) and not _PART.search(clause) and not any(word in clause for word in others):
        yield Decimal(100), clause
    for found in _POINTS.finditer(clause):
        head, name = clause[: found.start()].rstrip(' “"约'), "number" if found["number"] else "bare"
        if _LINE.match(clause, found.end(name)) or not _is_total(head, alone=named and not head):
            continue
        if part and head in _BARE:  # 执行率100%，得10分: what was spoken of before has these points
            continue
        value = _value(found[name])
        if value is not None and 0 <= value <= 200:
            yield value, clause


def _is_total(head: str, *, alone: bool) -> bool:
    """Whether the words before a number of points say that it is the total."""
    if alone:
        return True
    total, score = _TOTAL.search(head), _SCORE.search(head)
    found = total or score
    if found is None:
        return False
    before = head[: found.start()]
    near = before[-8:] + found["link"] if total else before[-8:]
    if any(word in near for word in _NO_TOTAL):
        return False
    return total is not None or not _PART.search(near)


def _value(number: str) -> Decimal | None:
    value = parse_number(number)
    return value if value is not None else value_of(number)


def _grade(clause: str, *, named: bool) -> tuple[str, str] | None:
    found: re.Match[str] | None = _GRADE.match(clause)
    if found is None:
        bare = _BARE_GRADE.match(clause)
        return (bare["grade"], clause) if bare and (named or bare["tail"]) else None
    before, head = found["before"], found["head"]
    if any(word in before for word in (*_NOT, *_PRAISE)):
        return None
    if head in {"评价", "评", "考核", "结果", "评定"} and not found["link"]:
        return None
    if head in {"等级", "等次", "级别", "档次", "评级"} and before and not before.endswith(_OWN):
        return None
    return found["grade"], clause
