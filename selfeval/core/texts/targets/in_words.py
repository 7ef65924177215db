"""Says in words how a target is understood; the screen, the questions of plain mode and the tests read it."""

from __future__ import annotations

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Comparator, Kind, Target

_SAID = {
    Comparator.GE: msg("at least {value}"),
    Comparator.GT: msg("more than {value}"),
    Comparator.LE: msg("at most {value}"),
    Comparator.LT: msg("less than {value}"),
    Comparator.EQ: msg("exactly {value}"),
}


def understood(target: Target) -> Message:
    """A target in words: `at least 90%`, `by 2025-11-30`, `in words: one of three answers`."""
    if target.kind is Kind.UNREADABLE:
        return msg("cannot be read")
    if target.kind is Kind.QUALITATIVE:
        return msg("in words: choose one of the answers")
    if target.kind is Kind.BOOLEAN:
        return msg("yes or no")
    if target.kind is Kind.DATE:
        if target.last_day is not None and target.day is not None:
            return msg("between {first} and {last}", first=target.day, last=target.last_day)
        return msg("by {day}", day=target.day) if target.day else msg("a date without a year")
    if target.value is None and target.comparator is None:
        return msg("a number, in {unit}", unit=target.unit) if target.unit else msg("a number")
    value = f"{plain(target.value)}{target.unit}" if target.value is not None else ""
    if target.upper is not None:
        return msg("between {first} and {last}", first=value, last=f"{plain(target.upper)}{target.unit}")
    said = _SAID.get(target.comparator or Comparator.EQ, _SAID[Comparator.EQ])
    return Message(said.template, (("value", value),))
