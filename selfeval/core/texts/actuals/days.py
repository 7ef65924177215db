"""Actuals of targets that are dates: the day on which it was done, and what makes that doubtful."""

from __future__ import annotations

import re
from datetime import date

from selfeval.core.numbers import halfwidth, squeezed
from selfeval.core.patterns import lazy
from selfeval.core.readings import Actual, ActualKind, Assumption, Target
from selfeval.core.records import replace
from selfeval.core.texts.actuals.numbers import COPIED, NOT_MEASURED, add_doubt
from selfeval.core.texts.actuals.words import same_words
from selfeval.core.texts.notes import actual_days as of_day
from selfeval.core.texts.notes import actuals as note
from selfeval.core.texts.notes.no_outcome import day_not_achieved, nearly_done
from selfeval.core.texts.shapes.dates import DateText, month_end, names_next_year, read_date
from selfeval.core.texts.shapes.numerals import in_digits
from selfeval.core.texts.shapes.several import CLAUSE
from selfeval.core.texts.words.no_outcome import day_is_no_outcome, is_nearly_done, says_finished

_MONTH = lazy(r"\s{0,99}+(1[0-2]|0?[1-9])\s*+月?份?\s*+")
_MONTH_SAID = lazy(r"月|20[0-9]{2}[-./]?[01]?[0-9]")
_LIMIT_WORD = lazy(r"前|[≥≤<>＜＞]|以内|之内")
_NOTE_BEHIND = lazy(r" ?[(（][^()（）]{1,120}[)）] ?\Z|[,，;；。 ](?=[^0-9]{1,120}\Z).{1,120}\Z")
"""What is said behind a day, in brackets or in a clause of its own without digits."""
_DEED_BEHIND = lazy(
    r"(?<=[0-9][日号]) ?(?!(?:仍|还|尚)?(?:未|没|不|无|拟|预|计划|将))[^0-9,，。;；前至到后起止]{1,10}\Z"
)
"""What was done on a day: 6月20日公示, 3月15日启动."""
_REAL = lazy(r"\A(?:项目|工程)?(?:实际|完工|竣工|完成)?(?:完工|竣工|完成)?(?:时间|日期)?(?:为|于|在|[:：])?")
"""What stands before the day in a clause that tells of it."""
_EARLY, _LATE = 2, 11
"""Months at the begin and at the end of a year: what was done in the first may be of the year after the second."""


def read_day(text: str, target: Target, year: int | None) -> Actual:
    """The day of an actual for a target that is a date; none where it was planned for that day, or not done."""
    again = names_next_year(text) and names_next_year(target.text)  # both count from the year of the budget
    known = target.day.year if target.day and not again else year
    bare = squeezed(text)
    shorter = (_NOTE_BEHIND.sub("", bare), _DEED_BEHIND.sub("", bare))
    found = next((dated for one in (text, *shorter) if (dated := _found(one, known))), None)
    finished = None if found else _finished_on(text, known)
    found = found or finished
    instead = day_is_no_outcome(text) if found and not finished else None
    if instead and instead not in target.apart:
        remark = day_not_achieved(instead)
        return Actual(text, ActualKind.UNREADABLE, assumptions=(remark,), doubts=(NOT_MEASURED,))
    month = None if found else _MONTH.fullmatch(halfwidth(text))
    if month and known is not None and _counts_months(target):
        day = month_end(known, int(month[1]))
        return Actual(text, ActualKind.DATE, day=day, assumptions=(of_day.month_number(day),))
    if found is None:
        return Actual(text, ActualKind.UNREADABLE, assumptions=(of_day.no_date(),), doubts=(NOT_MEASURED,))
    if found.day is None:
        return Actual(text, ActualKind.UNREADABLE, assumptions=(of_day.year(None),))
    read = _dated(text, target, found, known)
    if finished and read.day:
        return replace(read, assumptions=(*read.assumptions, note.one_of_several(read.day.isoformat())))
    return replace(read, assumptions=(*read.assumptions, nearly_done())) if is_nearly_done(text) else read


def _finished_on(text: str, year: int | None) -> DateText | None:
    """The one of several days on which a clause says that it was finished: 3月1日开工，10月15日完工."""
    clauses = [one for one in CLAUSE.split(squeezed(text)) if says_finished(one)]
    days = [day for one in clauses if (day := _found(_REAL.sub("", one), year))]
    return days[0] if len(days) == 1 and len(CLAUSE.split(text)) > 1 else None


def _found(text: str, year: int | None) -> DateText | None:
    return read_date(text, year, in_sentence=True, loose=True, short=True) or _spelled_date(text, year)


def _spelled_date(text: str, year: int | None) -> DateText | None:
    """A day in Chinese characters: 二〇二五年十二月三日."""
    digits = in_digits(text)
    return read_date(digits, year) if digits else None


def _dated(text: str, target: Target, found: DateText, year: int | None) -> Actual:
    """The day of an outcome; for a span of dates its last day counts."""
    day = found.last_day or found.day
    notes: list[Assumption] = []
    if found.year_assumed:
        notes.append(of_day.year(None if _may_be_next_year(day, target) else year))
    if not found.exact and day:
        notes.append(of_day.whole_month(day, asked=_spans_the_limit(text, day, target)))
    if found.short and day:
        notes.append(of_day.short_day(day, _other_day(text, day)))
    if day and year and day.year < year:
        notes.append(of_day.before_year(day, year))
    actual = Actual(text, ActualKind.DATE, day=day, assumptions=tuple(notes))
    if same_words(text, target.text) and _LIMIT_WORD.search(text):
        return add_doubt(actual, COPIED, note.copied())
    return actual


def _may_be_next_year(day: date | None, target: Target) -> bool:
    """Whether a day without a year may be one after the deadline: 1月5日 for 12月31日前."""
    limit = target.last_day or target.day
    return (
        day is not None and limit is not None and day.month <= _EARLY and limit.month >= _LATE and not target.last_day
    )


def _spans_the_limit(text: str, last: date, target: Target) -> bool:
    """Whether a month, quarter or year that ends on this day holds days before and after the deadline."""
    limit = target.last_day or target.day
    if limit is None or limit >= last:
        return False
    longer = 2 if "季" in text else 5 if "半年" in text else 11 if not _MONTH_SAID.search(text) else 0
    return limit >= last.replace(day=1, month=max(1, last.month - longer))


def _other_day(text: str, day: date) -> str:
    """The day that a number such as 12.3 stands for where the spreadsheet has dropped its last nought: 12月30日."""
    lost = "." in halfwidth(text) and day.day < 4 and not halfwidth(text).rstrip(" 日号.").endswith(f"0{day.day}")
    try:
        return day.replace(day=day.day * 10).isoformat() if lost else ""
    except ValueError:
        return ""


def _counts_months(target: Target) -> bool:
    """Whether the target itself is given as a month, so that a lone number answers it."""
    return any(remark.code == "month" for remark in target.assumptions) or bool(re.search(r"月(?!.*日)", target.text))
