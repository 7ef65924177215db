"""The assumptions about the day of an actual, each as one sentence; one function per code."""

from __future__ import annotations

from datetime import date

from selfeval.core.problems import msg
from selfeval.core.readings import Assumption, Confidence

_LOW = Confidence.LOW


def before_year(day: date, target_year: int) -> Assumption:
    """Code `year`: done in a year before the one of the target."""
    message = msg("{day} lies before {year}, the year of the target.", day=day.isoformat(), year=target_year)
    return Assumption("year", message, _LOW)


def no_date() -> Assumption:
    """Code `date`: a date is missing."""
    return Assumption("date", msg("The target is a date, but the text does not say on which day it was done."), _LOW)


def year(number: int | None) -> Assumption:
    """Code `year`: the date names no year."""
    if number is None:
        return Assumption("year", msg("The date does not say for certain which year it lies in."), _LOW)
    return Assumption("year", msg("The date names no year; the budget year {year} is meant.", year=str(number)))


def short_day(day: date, offer: str) -> Assumption:
    """Code `date`: month and day as digits alone, which may be a number, or have lost a nought at the end."""
    if not offer:
        return Assumption("date", msg("The digits are taken for a date, {day}.", day=day), _LOW)
    message = msg("The digits are taken for a date, {day}; perhaps {offer} is meant.", day=day, offer=offer)
    return Assumption("date", message, _LOW, offer)


def whole_month(day: date, *, asked: bool = False) -> Assumption:
    """Code `day`: only a month or a longer time is named; `asked` where the deadline lies within it."""
    if asked:
        message = msg("The deadline lies within the time that the text names; its last day, {day}, is taken.", day=day)
        return Assumption("day", message, _LOW)
    return Assumption("day", msg("The text names no day; the last day, {day}, is taken.", day=day))


def month_number(day: date) -> Assumption:
    """Code `month`: a lone number is taken for a month."""
    return Assumption("month", msg("The number is taken for a month, so the day is {day}.", day=day))
