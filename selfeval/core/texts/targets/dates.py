"""Targets that are deadlines, spans of dates, or a lone month number."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.readings import Assumption, Kind, Origin, Target
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.shapes.dates import (
    DateText,
    before_spreadsheet,
    is_impossible_date,
    is_recurring,
    month_end,
    read_date,
)
from selfeval.core.texts.targets.forms import Context, deadline, unreadable
from selfeval.core.texts.words.no_outcome import spoken_of
from selfeval.core.texts.words.targets import is_cost

_MONTH_NOTE = lazy(r"\s*+(?P<month>[0-9]{1,2})\s*+月?\s*+\((?P<note>[^0-9]{1,40})\)\s*+")
_MONTH_NAME = lazy(r"(?:时限|时间|期限|月份).{0,40}月|月份")
_LONE_MONTH = lazy(r"\s*+(?P<month>1[0-2]|0?[1-9])\s*+月?\s*+")
_LOWER_SIGN = lazy(r"\s*+(?:≤=?|≦|⩽|<=|=<|不(?:得|能|应)?(?:超过|晚于|迟于)|小于等于|早于)\s*+")
_QUARTERS = lazy(r"\s*+[1-4]\s*+季度?内?\s*+")
_DURATION = lazy("周期|工期|时长|耗时|用时|历时|天数")
"""Names of time that something takes, for which 2季度 are two of them and not the second one."""
_FAR = 5
"""Years from the budget's beyond which digits alone are a count."""
_BEFORE = lazy(r"前|止|完成|完工|竣工")
_ASKS_A_DAY = lazy(
    r"(?:完成|完工|竣工|开工|验收|交付|拨付|支付|发放|上报|截止|结束|开始|投入使用|到位)(?:的?时间|日期|节点)|日期|时间节点"
)
_TWO_DIGITS = lazy(r"[0-9]{1,2}[./][0-9]{2}")
_NUMBERED = lazy(r"数量|质量|成本|效益|满意")
_FIXED_DAY = lazy(r"年(?!\s*$)|日|号|底|末|20[0-9]{2}[-./]")


def month_target(text: str, body: str, context: Context) -> Target | None:
    """A lone month number, where the text or the name says that months are meant: `10 (任务完成时限(月))`."""
    bare = halfwidth(body)
    found = _MONTH_NOTE.fullmatch(bare)
    found = found if found and "月" in found["note"] else None
    if found is None and (_MONTH_NAME.search(context.name) or (context.unit == "月" and context.timely)):
        found = None if "个月" in context.name or context.sign else _LONE_MONTH.fullmatch(bare)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    if context.year is None or not 2000 <= context.year <= 2099:
        return Target(text, Kind.DATE, origin=Origin.ASSUMED, assumptions=(suppose.year(None),))
    day = month_end(context.year, int(found["month"]))
    notes = (suppose.month_number(day), suppose.year(context.year))
    return Target(text, Kind.DATE, day=day, origin=Origin.ASSUMED, assumptions=notes)


def date_target(text: str, body: str, context: Context) -> Target | None:
    """A deadline or a span of dates, alone or in a short sentence; None where the text is none."""
    if _QUARTERS.fullmatch(halfwidth(body)) and _DURATION.search(context.name):
        return None
    lower = _LOWER_SIGN.match(body)
    rest = body[lower.end() :] if lower else body
    if lower and not _FIXED_DAY.search(halfwidth(rest)):
        return None
    digits = not (lower or context.sign or context.unit or is_cost(context.tier1, context.tier2))
    short = digits and context.timely and _may_be_short(rest, context)
    found = read_date(rest, context.year, in_sentence=True, loose=context.timely, compact=digits, short=short)
    if found is None:
        return unreadable(text, "date") if is_impossible_date(rest) else None
    if found.digits and not _near(found, context.year):
        return None
    notes = (*_date_notes(found, context, signed=lower is not None), *_not_asked(rest, context))
    sure = not (found.year_assumed or found.earlier or notes)
    origin = Origin.AS_WRITTEN if sure or _only_embedded(notes) else Origin.ASSUMED
    apart = spoken_of(text, context.name)
    return Target(
        text, Kind.DATE, day=found.day, last_day=found.last_day, origin=origin, assumptions=notes, apart=apart
    )


def _not_asked(body: str, context: Context) -> tuple[Assumption, ...]:
    """A bare date in a row whose tiers ask for a number: Excel makes dates of texts such as 3/4."""
    first = before_spreadsheet(body)
    if not first or context.timely or not _NUMBERED.search(f"{context.tier1}{context.tier2}"):
        return ()
    return (suppose.made_by_spreadsheet(first),)


def recurring_target(text: str, body: str) -> Target | None:
    """A deadline of every month or quarter: a question of yes or no, as one missed month is no other day."""
    if not is_recurring(body):
        return None
    return Target(text, Kind.BOOLEAN, origin=Origin.ASSUMED, assumptions=(suppose.recurring(),))


def _only_embedded(notes: tuple[Assumption, ...]) -> bool:
    return all(note.code == "embedded" for note in notes)


def _near(found: DateText, year: int | None) -> bool:
    """Whether digits name a year about the budget's, so that they are hardly a count."""
    if found.day is None:
        return found.short
    return year is None or abs(found.day.year - year) <= _FAR


def _may_be_short(body: str, context: Context) -> bool:
    """Whether 12.31 is a day: before 前, or where a day is asked for and the digits can hardly be a number."""
    return _BEFORE.search(body) is not None or (
        _ASKS_A_DAY.search(context.name) is not None and _TWO_DIGITS.fullmatch(halfwidth(body).strip()) is not None
    )


def _date_notes(found: DateText, context: Context, *, signed: bool) -> Iterable[Assumption]:
    if found.year_assumed:
        yield suppose.year(context.year if found.day else None, asked=found.period)
    if found.earlier and found.day:
        yield suppose.vague_before(found.day, deadline(found.earlier))
    if found.digits and found.day and (found.period or found.short or signed or not context.timely):
        yield suppose.taken_for_date(found.day)
    if found.embedded and found.day:
        yield suppose.embedded(deadline(found.day))
