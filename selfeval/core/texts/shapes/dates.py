"""Dates and spans of dates as target and actual texts write them.

A month stands for its last day (`12月底` is 31 December), a quarter or half year for the end of its last month. Where
the text names no year, the year of the context is used and the caller told so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from selfeval.core.numbers import MAX_LENGTH, halfwidth, squeezed
from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.texts.shapes.date_patterns import COMPACT, FORMS, IN_SENTENCE, LOOSE, SHORT, SPANS, TIME
from selfeval.core.texts.shapes.numerals import years_in_digits

_THING = r"(?:项目|工程|任务|工作|建设|资金)"
_HEAD = lazy(
    rf"(?:(?:推迟|延期|延迟|延|提前)[至到]|不晚于|不迟于|不超过|早于|截至|截止到?|已?于|已?在|到|至|确保|{_THING}{{0,2}}(?:完成|完工|竣工|实施|开工|支付|拨付)?"
    r"(?:时间|时限|日期|期限)(?:为|是|:)?){0,3}"
)
_TAIL = lazy(
    r"(?P<before>之?前|以前)?(?:止|以内|之内|内|期间)?(?:全部|全面|按时|按期|基本)?"
    rf"(?:完成|完工|竣工|建成|到位|验收|支付|拨付|发放|投入使用|结束|开工)?(?:完毕)?{_THING}{{0,2}}(?:验收|任务)?[。.;；]?"
)
_DEADLINE = lazy(r"(?:之?前|以前|底|末|内|止|截至|完成|完工|竣工|建成|到位|验收|交付|办结|投入使用|通车)")
_DATE_SHAPE = lazy(
    rf"(?:20[0-9]{{2}}年)?[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号]{TIME})?[底末]?(?:之?前|以前)?(?:完成)?"
    r"|20[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}(?:之?前|以前)?(?:完成)?"
)
_BARE_DATE = lazy(
    r"(?P<y1>20[0-9]{2})([-/])(?P<m1>1[0-2]|0?[1-9])(?:\2(?P<d1>3[01]|[12][0-9]|0?[1-9]))?"
    r"|(?:(?P<y2>20[0-9]{2})年)?(?P<m2>1[0-2]|0?[1-9])月(?:(?P<d2>3[01]|[12][0-9]|0?[1-9])日)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = lazy(
    rf"(?P<m1>{'|'.join(_MONTHS)})-(?P<y>(?:20)?[0-9]{{2}})|(?P<d>[12][0-9]|3[01]|0?[1-9])-(?P<m2>{'|'.join(_MONTHS)})",
    re.IGNORECASE,
)
"""Months and days as Excel shows them under mmm-yy and d-mmm, which is all that a text file keeps of them."""
_BEFORE_TIME = lazy(r"(?<=[0-9日号])[ T](?=[0-9]{1,2}[:时点])")
_SHORT_YEAR = lazy(r"(?<![0-9.])['’‘`]?(2[0-9])年(?=(?:1[0-2]|0?[1-9])月|年?[底末])")
_NEXT_YEAR = lazy(r"(?:次年|翌年|下一?年)度?(?=[0-9]{1,2}月|[一二三四上]|第|[底初]|[Qq])")
_OTHER_YEAR = lazy(r"次年|翌年|明年|来年|下一?年|上年|上一年|去年|前年|往年")
_EVERY_YEAR = lazy("(?:每年度?|年年|各年度?)")
_RECURRING = lazy(
    r"每年度?|年年|(?:在|于)?(?:(?:每个?|各)(?:半年|季度?|月度?|周|星期|旬|工作日|日|天|学期|学年|批次|期)|按(?:半年|季度?|月度?|周|旬|日|天|学期)"
    r"|次(?:月|季度?|周)|月度?(?=[底末初])|季度?(?=[底末初])|周(?=末)|学期(?=[底末初]))"
    r"(?:第?[一二三四五六七日天](?![0-9]))?(?:的?(?:最后一(?:天|日|个工作日)|月?[底末初]|[上中下]旬))?"
    r"(?:[0-9]{1,2}[日号]?(?:(?:-|—|~|至|到)[0-9]{1,2}[日号])?(?![0-9])"
    r"|(?:(?:结束|终了|期满)(?:之?后)?|之?后)的?(?:第?[0-9]{1,2}(?:个?(?:工作日|自然日)|[天日号])|第?[一二三五十]{1,2}(?:个?工作日|[天日]))"
    r")?(?:之?前|以前|内|以内)?"
    r"(?:按时|及时|按期|足额|全部|均|定期|准时)?(?:完成|发放|拨付|支付|上报|报送|报告|公示|公开|结算|更新|到位|缴纳|兑付|开展|检查|一次){0,3}[。.]?"
)
_EVERY_TIME = lazy(
    r"(?:在|于)?(?P<every>每个?(?:半年|季度?|月|周|星期)|按(?:季|月|周)|次月|季度?末?|月)[^0-9]{0,6}(?P<day>[0-9]{1,2})?"
)
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True, slots=True)
class DateText:
    """A date as read.

    Attributes:
        day: the day, or the first day of a span; None where the text has no year and the context neither.
        last_day: the last day of a span, else None.
        year_assumed: whether the year comes from the context, or is missing.
        earlier: for a month followed by 前 without 底 (`12月前`): the day before it begins, the stricter reading.
        exact: whether the text names a day, not only a month or a longer time.
        period: whether it names neither month nor day: 年底, 全年, 上半年, 第四季度.
        digits: whether it is digits alone, as 202512, which might be a number.
        embedded: whether the date stands in a longer sentence.
        short: whether it is month and day as digits alone, as 12.31.
    """

    day: date | None
    last_day: date | None = None
    year_assumed: bool = False
    earlier: date | None = None
    exact: bool = False
    embedded: bool = False
    period: bool = False
    digits: bool = False
    short: bool = False


def read_date(
    text: str,
    year: int | None = None,
    *,
    in_sentence: bool = False,
    loose: bool = False,
    compact: bool = False,
    short: bool = False,
) -> DateText | None:
    """The date or span of dates that the text is: `2025年12月底前`, `12月31日前完成`, `1-12月`, `全年`.

    With `in_sentence`, also the only date of a short sentence that speaks of a deadline. With `compact`, `202512` and
    `20251220` are dates and not numbers, with `loose` also `2025.12` and `2025`, with `short` also `12.31` and `12/31`.
    None where there is no such date, or the calendar has no such day.
    """
    bare = _bare(text)
    if len(bare) > _LONGEST:
        return None
    if year is not None:
        bare = _NEXT_YEAR.sub(f"{year + 1}年", bare)
    if _OTHER_YEAR.search(bare):
        year = None  # 次年3月 is not a day of the year that the context speaks of
    every = _EVERY_YEAR.match(bare)
    head = _HEAD.match(bare, every.end() if every else 0)
    start = head.end() if head else 0
    for span in SPANS:
        found = span.match(bare, start)
        if found and _TAIL.fullmatch(bare, found.end()) and not (_only_years(found) and not loose and "年" not in bare):
            return _span(found, year)
    alone = (*(COMPACT if compact or loose else ()), *(LOOSE if loose else ()), *(SHORT if short else ()))
    for form in (*FORMS, *alone):
        found = form.match(bare, start)
        tail = _TAIL.fullmatch(bare, found.end()) if found else None
        if found and tail:
            read = _single(found, year, before=bool(tail["before"]))
            if read is None:
                return None
            return replace(read, digits=form in alone, short=form in SHORT, period=read.period or bool(every))
    return _in_sentence(bare, year) if in_sentence else None


def is_recurring(text: str) -> bool:
    """Whether the text is a deadline that returns within the year: 每月15日前, 每季度末, 按月发放; not 每月1次."""
    bare = _bare(text)
    return len(bare) <= _LONGEST and _RECURRING.fullmatch(bare) is not None


_LONGEST = 60
"""Characters without blanks; a longer text is no date, nor a sentence about one."""


def _bare(text: str) -> str:
    """The text without blanks; `@` where one of them parts a day from its time of day; `Dec-25` as 2025年12月."""
    bare = "".join(_BEFORE_TIME.sub("@", halfwidth(squeezed(text[: 4 * MAX_LENGTH]))).split())
    bare = _SHORT_YEAR.sub(r"20\1年", years_in_digits(bare))
    found = _ENGLISH.fullmatch(bare)
    if found is None:
        return bare
    month = f"{_MONTHS.index((found['m1'] or found['m2']).lower()) + 1}月"
    return f"{month}{found['d']}日" if found["d"] else f"20{found['y'][-2:]}年{month}"


def _only_years(found: re.Match[str]) -> bool:
    return {name for name, value in found.groupdict().items() if value} == {"y", "y2"}


def before_spreadsheet(text: str) -> str:
    """What a spreadsheet may have made a bare date of: `4月3日` and `2025-04-03` of `4/3`, `2025年4月` of `2025-4`.

    "" where the text is more than a date, such as a deadline.
    """
    found = _BARE_DATE.fullmatch(_bare(text))
    if found is None:
        return ""
    year, month, day = found["y1"] or found["y2"], int(found["m1"] or found["m2"]), found["d1"] or found["d2"]
    return f"{month}/{int(day)}" if day else f"{year}-{month}" if year else str(month)


def is_impossible_date(text: str) -> bool:
    """Whether the text is written as a date, but the calendar has no such day: `2月30日前`, `2025-13-01`."""
    bare = _bare(text)
    return len(bare) <= _LONGEST and bool(_DATE_SHAPE.fullmatch(bare)) and read_date(bare, 2024, loose=True) is None


def names_next_year(text: str) -> bool:
    """Whether the text counts from the year of the budget: 次年3月底前."""
    return _NEXT_YEAR.search(_bare(text)) is not None


def kept_every_time(text: str, deadline: str) -> bool:
    """Whether an outcome says that a deadline that returns was kept: 每月8日 or 每月10日前发放 for 每月10日前."""
    found, wanted = (_EVERY_TIME.match(_bare(one)) for one in (text, deadline))
    if not (is_recurring(text) and found and wanted and found["every"] == wanted["every"]):
        return False
    return bool(found["day"] and wanted["day"]) and int(found["day"]) <= int(wanted["day"])


def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def _in_sentence(bare: str, year: int | None) -> DateText | None:
    if len(bare) > 40 or not _DEADLINE.search(bare):
        return None
    for form in IN_SENTENCE:
        hits = list(form.finditer(bare))
        if len(hits) == 1:
            end = hits[0].end()
            rest = bare[: hits[0].start()] + bare[end:]
            if any(char.isdecimal() for char in rest):
                return None
            before = bool(re.match(r"之?前|以前", bare[end:]))
            return _single(hits[0], year, before=before, embedded=True)
        if hits:
            return None
    return None


def _single(found: re.Match[str], year: int | None, *, before: bool, embedded: bool = False) -> DateText | None:
    fields = {name: value for name, value in found.groupdict().items() if value}
    assumed = "y" not in fields
    number = int(fields["y"]) if not assumed else year
    exact, period = "d" in fields, "m" not in fields
    if number is None or not 2000 <= number <= 2099:
        missing = DateText(None, year_assumed=True, exact=exact, embedded=embedded, period=period)
        return missing if _valid(2024, fields) else None
    if "whole" in fields:
        return DateText(date(number, 1, 1), date(number, 12, 31), assumed, period=True)
    day = _valid(number, fields)
    if day is None:
        return None
    vague = before and not exact and not found.group().endswith(("底", "末", "内", "旬", "中", "中期"))
    earlier = _first(day, fields) - timedelta(days=1) if vague else None
    return DateText(day, None, assumed, earlier, exact, embedded, period)


def _valid(year: int, fields: Mapping[str, str]) -> date | None:
    month = _QUARTERS.get(fields.get("q", ""), 0) or int(fields.get("m", "12"))
    if "h" in fields or "mid" in fields:
        month = 12 if fields.get("h") == "下" else 6
    last = month_end(year, month)
    if "d" in fields:
        wanted = int(fields["d"])
        return last.replace(day=wanted) if wanted <= last.day else None
    part = fields.get("part", "")
    return last.replace(day={"上旬": 10, "中旬": 20}.get(part, last.day))


def _first(day: date, fields: Mapping[str, str]) -> date:
    if "q" in fields:
        return day.replace(month=day.month - 2, day=1)
    if "h" in fields:
        return day.replace(month=day.month - 5, day=1)
    return day.replace(day=1) if "m" in fields else day.replace(month=1, day=1)


def _span(found: re.Match[str], year: int | None) -> DateText | None:
    fields = {name: value for name, value in found.groupdict().items() if value}
    exact, period = "d" in fields, "m" not in fields
    assumed = "y" not in fields
    known = year if assumed else int(fields["y"])
    missing = known is None or not 2000 <= known <= 2099
    first_year = 2024 if known is None or missing else known
    ends = {name.removesuffix("2"): value for name, value in fields.items() if name.endswith("2")}
    first = _valid(first_year, fields)
    last = _valid(int(fields.get("y2", first_year)), ends)
    if first is None or last is None:
        return None
    first = first if exact else _first(first, fields)
    if first > last:
        return None
    if missing:
        return DateText(None, year_assumed=True, exact=exact, period=period)
    return DateText(first, last, assumed, exact=exact, period=period)
