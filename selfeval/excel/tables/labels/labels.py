"""Recognises the labels by which forms name their fields, whatever their spacing, numbering and brackets.

Pure text: knows no sheets. The words themselves stand in `words` and `patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from selfeval.core.model import AMOUNTS, PARTS, RECEIVED, SOURCES
from selfeval.core.patterns import lazy
from selfeval.core.texts.shapes.numerals import years_in_digits
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
_NOISE = lazy(r"[\s\u200b-\u200f\u2060\ufeff*★☆▲△●◆■※:：。]+")
_CIRCLED = lazy(r"[①-⑳㈠-㈩]+")
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
_OF_YEAR = lazy(r"^20\d\d年度?")
"""Before an amount: 2025年预算数."""
_ANNUAL = lazy(r"(?:本年度?|年度|当年|全年)(?:绩效|总体|预期)*(?:目标|指标|资金总额)(?:值|情况)?")
_YEAR_LINE = lazy(r"^[（(]?20\d\d年度?[）)]?$|20\d\d年度?(?:部门)?(?:整体)?(?:预算|绩效)")
_PAGE_MARK = lazy(r"^[（(]?(?:续|续表|接上表|接上页|第.{1,3}页.*|共.{1,3}页|-\d+-|—\d+—)[）)]?$")
_MONEY_UNIT = lazy(
    rf"(?:单位\s*(?:[:：/／]|为)?\s*|[（(〔\[【])(?:人民币)?[¥￥]?({MONEY_UNIT})(?![／/一-鿿])|以(?:人民币)?({MONEY_UNIT})为单位"
)
_NEXT_LABEL = lazy(r"(?<=[\s；;，,])(?:其中\s{0,3}[:：、]?\s{0,3})?([^\s:：；;，,]{2,14})\s{0,9}[:：]")
_BETWEEN = " \t\r\n\u3000\xa0；;，,"
_UNIT_IN_LINE = lazy(rf"单位\s*[:：]\s*(?:人民币)?({MONEY_UNIT})(?![／/一-鿿])")
_UNIT_BEHIND = lazy(rf"[／/，,、:：\s_-]{{0,3}}(?:人民币)?({MONEY_UNIT})$")
_FORMULA = lazy(r"=[^=]*[/÷×*].*$")
_LABELLED_YEAR = lazy(r"(?:预算|评价|自评|考核|项目|绩效)?年度\s*[:：]\s*(20\d\d)(?!\d)")


MONEY = frozenset({*AMOUNTS, RECEIVED})
"""Amounts that stand in columns: the scored ones and 到位数, which is only kept."""
AMOUNT_PARTS = frozenset({*SOURCES, *PARTS})
"""What an amount is made of: where the money comes from, and in a department's form what it is spent on."""
SECOND_PART = "parts"
"""Ends the name of the cell of a second amount that only together with the first one makes a source of money."""
_COUNTS_MONEY = MONEY | AMOUNT_PARTS | {"budget_block", "total_row", "period_total", "heading"}
"""Labels that may have their unit of money behind them without brackets: 项目资金/元."""
_OF_ONE_YEAR = _COUNTS_MONEY | {"rate"}
"""Labels that may have a year before them: 2025年预算数, 2025年度执行率."""
_QUALIFIED_COLUMNS = frozenset({"target", "actual", "score"})
"""Columns whose brackets may say that they are something else: 指标值（年初）, 实际完成值（上年）."""
_LONGEST_QUALIFIER = 8
_LONGEST_UNIT_LINE, _LONGEST_MONEY_LABEL = 120, 40
STARTS_TABLE = frozenset(
    {"code", "name", "department", "unit", "budget_block", "plan", "checkpoint", "goals", "expected"}
)
"""Labels that only stand above the indicators, so that one below them begins the next table."""


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A label without blanks, brackets with what they hold, colons, a leading 其中 or number, and how it is worked out.

    `（一）项目名称：` → `项目名称`; `⑤执行率=③/②` → `执行率`.
    """
    if len(text) > 80:
        return ""
    text = normalize("NFKC", _CIRCLED.sub("", re.sub(r"\s+", "", text))).translate(_MARKS)
    text = _PREFIX.sub("", _NOISE.sub("", text))
    for _ in range(2):
        text = _BRACKETS.sub("", text)
    return _OPEN_BRACKET.sub("", _FORMULA.sub("", text))


@lru_cache(maxsize=16_384)
def column_of(text: str) -> str | None:
    """Which column of an indicator table a header names; for 备注（未完成原因） what its brackets say."""
    plain = normal(text)
    found = _column(plain)
    if found in _QUALIFIED_COLUMNS:
        return next(filter(None, map(_column, _with_brackets_before(text, plain))), found)
    if found == "remark" or plain == "说明":
        return next((inner for inside in _INSIDE.finditer(text) if (inner := column_of(inside[1]))), found)
    return found


def _column(plain: str) -> str | None:
    return COLUMNS.get(plain) or _composed(plain, COLUMN_PATTERNS)


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
    found = _qualified(text, plain)
    if not found and (bare := _OF_YEAR.sub("", plain)) != plain:
        of_year = _qualified(text, bare)
        return of_year if of_year in _OF_ONE_YEAR else ""
    return found


def _qualified(text: str, plain: str) -> str:
    """The field of a label, whose brackets may say which amount it is, and behind which may stand its unit."""
    found = _head(plain)
    if found in MONEY:
        return next((one for one in map(_head, _with_brackets_before(text, plain)) if one in MONEY), found)
    if not found and (bare := _UNIT_BEHIND.sub("", plain)) != plain:
        of_money = _head(bare)
        return of_money if of_money in _COUNTS_MONEY else ""
    return found


def _head(plain: str) -> str:
    return HEAD.get(plain) or _composed(plain, HEAD_PATTERNS) or ""


def _with_brackets_before(text: str, plain: str) -> Iterator[str]:
    """A label with what its brackets say put before it: `年初预算数` for `预算数（年初）`."""
    for inside in _INSIDE.finditer(text):
        if 1 < len(inside[1]) <= _LONGEST_QUALIFIER:
            yield normal(inside[1]) + plain


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


def label_key(text: str) -> str:
    """The field that the label at the beginning of a text names, "" where there is none."""
    label = label_of(text)
    return label[0] if label is not None else ""


@lru_cache(maxsize=4096)
def labels_in(text: str) -> tuple[tuple[str, str], ...]:
    """All labels of a cell with the texts behind their colons, as in `填报单位：某局  年度：2025年`; () for others."""
    first = label_of(text)
    if first is None or not first[1] or len(text) > _LONGEST_UNIT_LINE:
        return () if first is None else (first,)
    later = [found for found in _NEXT_LABEL.finditer(text) if head_key(found[1])]
    ends = [*(found.start() for found in later), None]
    starts = [0, *(found.start(1) for found in later)]
    pieces = [text[start:end].strip(_BETWEEN) for start, end in zip(starts, ends, strict=True)]
    return tuple(label for piece in pieces if (label := label_of(piece)))


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
    again = bool(_PAGE_MARK.match(plain)) or (is_title(text) and "续" in plain)
    return again or label_key(text) == "money_unit"


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
    if is_title(text) or (len(text) <= 80 and _YEAR_LINE.search(_in_digits(re.sub(r"\s+", "", text)))):
        return year_in(text)
    labelled = _LABELLED_YEAR.search(_in_digits(text)) if "年度" in text and len(text) <= 120 else None
    return int(labelled[1]) if labelled else None


def year_in(text: str) -> int | None:
    """The first year a text names, as in `2025年`, `２０２５年`, `二〇二五年`."""
    if "年" not in text:
        return None
    found = _YEAR.search(_in_digits(text))
    return int(found[1]) if found else None


def year_of(text: str) -> int | None:
    """The year that stands as the value of 年度: `2025年度`, and the bare `2025` too."""
    plain = _in_digits(text).strip()
    return int(plain) if plain.isdecimal() and len(plain) == 4 and plain.startswith("20") else year_in(text)


def _in_digits(text: str) -> str:
    return years_in_digits(normalize("NFKC", text))


def money_unit_in(text: str) -> str | None:
    """`万元`, `元`, `千元`, `亿元` where a text states the unit of money (`单位：万元`, `项目资金（元）`)."""
    if len(text) > _LONGEST_UNIT_LINE or ("元" not in text and "圆" not in text):
        return None
    found = (_MONEY_UNIT if len(text) <= _LONGEST_MONEY_LABEL else _UNIT_IN_LINE).search(text)
    if found is None and head_key(text) in _COUNTS_MONEY:
        found = _UNIT_BEHIND.search(_NOISE.sub("", text))
    return (money_unit(next(filter(None, found.groups()), "")) or None) if found else None
