"""Recognises the labels by which forms name their fields, whatever their spacing, numbering and brackets.

Pure text: knows no sheets. The words themselves stand in `words` and `patterns`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from selfeval.core.model import AMOUNTS, PARTS, RECEIVED, SOURCES
from selfeval.core.patterns import lazy
from selfeval.core.units import MONEY_UNIT, money_unit
from selfeval.excel.tables.labels.patterns import COLUMN_PATTERNS, HEAD_PATTERNS
from selfeval.excel.tables.labels.words import (
    BLOCK_NAME,
    COLUMNS,
    DUTIES,
    HEAD,
    PROJECT_COLUMNS,
    WEAK_NAMES,
    WEAK_TARGETS,
)

_BRACKETS = lazy(r"[（(〔\[【][^（()）〔〕\[\]【】]*[）)〕\]】]")
_OPEN_BRACKET = lazy(r"[（(〔\[【][^（()）〔〕\[\]【】]*$")
_INSIDE = lazy(r"[（(〔\[【]([^（()）〔〕\[\]【】]*)[）)〕\]】]")
_NOISE = lazy(r"[\s\u200b-\u200f\u2060\ufeff*★☆▲△●◆■※:：。①-⑳]+")
_PREFIX = lazy(
    r"^(?:其中[:：、]?|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、.．]|\d+[.、．)）](?!\d))+"
)
_MARKS = str.maketrans({"／": "/", "︰": ":", "﹕": ":", "∶": ":"})
_MONTH = lazy(r"^(?:截至|至)?(1[0-2]|[1-9])月(?:底|末|份|\d\d日)?(?:前)?$")
_FORM_OF = "(?:申报|批复|自评|情况|结果|汇总|一览|统计|明细)*"
_TITLE = lazy(rf"(?:目标|自评|评价|绩效){_FORM_OF}(?:表|文本)$")
_TITLE_WORDS = lazy(
    rf"(?:部门)?(?:预算)?(?:项目|部门|支出|预算|整体|财政|专项|资金){{0,8}}(?:绩效)?(?:目标|自评|评价){_FORM_OF}(?:表|文本)?$"
)
_SUFFIX = lazy(rf"(?:支出)?(?:绩效)?(?:目标|自评|评价){_FORM_OF}(?:表|文本)$")
_YEAR = lazy(r"(?<!\d)(20\d\d)\s*年")
_ANNUAL = lazy(r"(?:本年度?|年度|当年|全年)(?:绩效|总体|预期)*(?:目标|指标|资金总额)(?:值|情况)?")
_YEAR_LINE = lazy(r"^[（(]?20\d\d年度?[）)]?$|20\d\d年度?(?:部门)?(?:整体)?(?:预算|绩效)")
_PAGE_MARK = lazy(r"^[（(]?(?:续|续表|接上表|接上页|第.{1,3}页.*|共.{1,3}页|-\d+-|—\d+—)[）)]?$")
_MONEY_UNIT = lazy(rf"(?:单位\s*[:：]?\s*|[（(])(?:人民币)?({MONEY_UNIT})(?![／/一-鿿])")


MONEY = frozenset({*AMOUNTS, RECEIVED})
"""Amounts that stand in columns: the scored ones and 到位数, which is only kept."""
AMOUNT_PARTS = frozenset({*SOURCES, *PARTS})
"""What an amount is made of: where the money comes from, and in a department's form what it is spent on."""
SECOND_PART = "parts"
"""Ends the name of the cell of a second amount that only together with the first one makes a source of money."""
STARTS_TABLE = frozenset(
    {"code", "name", "department", "unit", "budget_block", "plan", "checkpoint", "goals", "expected"}
)
"""Labels that only stand above the indicators, so that one below them begins the next table."""


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A label without blanks, line breaks, brackets with what they hold, colons and a leading 其中 or number."""
    if len(text) > 80:
        return ""
    text = _PREFIX.sub("", _NOISE.sub("", normalize("NFKC", re.sub(r"\s+", "", text)).translate(_MARKS)))
    for _ in range(2):
        text = _BRACKETS.sub("", text)
    return _OPEN_BRACKET.sub("", text)


@lru_cache(maxsize=16_384)
def column_of(text: str) -> str | None:
    """Which column of an indicator table a header names; for 备注（未完成原因） what its brackets say."""
    plain = normal(text)
    found = COLUMNS.get(plain) or _composed(plain, COLUMN_PATTERNS)
    if found == "remark" or plain == "说明":
        return next((inner for inside in _INSIDE.finditer(text) if (inner := column_of(inside[1]))), found)
    return found


def weak_name_of(text: str) -> str | None:
    """`name?` for a header that names the indicators where no other one does (指标内容), `block?` for 绩效指标.

    `target?` for one that names their targets where no other one does (年度目标), `duty?` for one that stands in place
    of the tiers (部门职责).
    """
    plain = normal(text)
    if plain in WEAK_TARGETS:
        return "target?"
    if plain in DUTIES:
        return "duty?"
    if plain == BLOCK_NAME:
        return "block?"
    return "name?" if plain in WEAK_NAMES else None


def project_column_of(text: str) -> str | None:
    """Which fact of the project a column of a flat list holds, such as `project.name` or `project.initial`."""
    key = head_key(text)
    return f"project.{key}" if key in PROJECT_COLUMNS else None


@lru_cache(maxsize=4096)
def header_name(text: str) -> str | None:
    """The field that a cell of a header names in any of these ways."""
    return column_of(text) or weak_name_of(text) or project_column_of(text)


@lru_cache(maxsize=16_384)
def head_key(text: str) -> str:
    """Which field around the indicators a label names, "" for any other text."""
    plain = normal(text)
    return HEAD.get(plain) or _composed(plain, HEAD_PATTERNS) or ""


def _composed(plain: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str | None:
    if not 1 < len(plain) <= 30:
        return None
    return next((field for field, pattern in patterns if pattern.fullmatch(plain)), None)


@lru_cache(maxsize=16_384)
def label_of(text: str) -> tuple[str, str] | None:
    """Which field a cell labels, with the text after the colon if it holds the value as well (`项目名称：修路`)."""
    if key := head_key(text):
        return key, ""
    before, colon, after = text.replace("：", ":", 1).partition(":") if "：" in text else text.partition(":")
    if colon and (key := head_key(before)):
        return key, after.strip()
    return None


def is_period(text: str) -> bool:
    """Whether a label speaks of the whole time that a project runs: 中期目标, 实施期资金总额, 长期绩效指标."""
    return head_key(text) in {"period_goals", "period_block", "period_total"}


@lru_cache(maxsize=4096)
def is_annual(text: str) -> bool:
    """Whether a label speaks of the year's goals, money or indicators: 年度目标, 年度绩效指标（2025年）."""
    return bool(_ANNUAL.fullmatch(normal(text)))


@lru_cache(maxsize=4096)
def month_of(text: str) -> int | None:
    """3 for `3月底`, `3 月末`, `截至3月底`; None for other texts."""
    found = _MONTH.match(re.sub(r"\s+", "", text)) if len(text) < 16 else None
    return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Whether a text is the title of a form: `1.解决特殊疑难问题资金绩效目标表`, `项目支出绩效自评表（2025年度）`."""
    return len(text) <= 80 and bool(_TITLE.search(normal(text)))


def is_page_mark(text: str) -> bool:
    """Whether a text only says that a table goes on: `续表`, `第 2 页`, its title with 续, the unit of money again."""
    plain = "".join(text.split())
    if _PAGE_MARK.match(plain) or (is_title(text) and "续" in plain):
        return True
    label = label_of(text)
    return label is not None and label[0] == "money_unit"


def title_subject(text: str) -> str:
    """What a title speaks of: `修路` for `2.修路绩效目标表`, "" for one that only names the form."""
    plain = _YEAR.sub("", _PREFIX.sub("", re.sub(r"\s+", "", text)))
    plain = re.sub(r"[（(]\s*(?:年?度?|20\d\d\s*年?度?)\s*[）)]", "", plain).removeprefix("度")
    return "" if _TITLE_WORDS.fullmatch(plain) else _SUFFIX.sub("", plain)


def is_department_title(text: str) -> bool:
    """Whether a title is that of the form of a whole department (部门整体支出绩效自评表)."""
    return is_title(text) and "整体" in normal(text)


def title_year(text: str) -> int | None:
    """The year that a title or a line such as `（2025年度）` states; None for other texts that only mention one."""
    if is_title(text) or (len(text) <= 80 and _YEAR_LINE.search(re.sub(r"\s+", "", text))):
        return year_in(text)
    return None


def year_in(text: str) -> int | None:
    """The first year a text names, as in `2025年`."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def money_unit_in(text: str) -> str | None:
    """`万元`, `元`, `千元`, `亿元` where a text states the unit of money (`单位：万元`, `项目资金（元）`)."""
    found = _MONEY_UNIT.search(text) if len(text) <= 40 else None
    return (money_unit(found[1]) or None) if found else None
