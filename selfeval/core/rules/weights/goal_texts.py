"""What a text says of a goal of the year: its number, its words, the share of the points that it states.

Tables state a goal in words of their own: `目标1`, `年度绩效目标1（40分）：建成公路`, `1.建成公路`, its text alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from selfeval.core.patterns import lazy

_BRACKETS = str.maketrans("【】〔〕", "[][]")
_CHINESE = "一二三四五六七八九十"
_COUNT = rf"(\d{{1,2}}|[{_CHINESE}]{{1,2}})"
_WORD = r"(?:(?:本?年度?|项目|总体?|绩效|预期|具体|分项|分|子|工作){0,4}目标)"
_ENDS = r"(?=$|[ :(\[、,;。—-]|\.(?!\d))"
_NAMED = lazy(rf"{_WORD} ?[(\[]?{_COUNT}[)\]]?{_ENDS}")
_LISTED = lazy(rf"(?:[(\[]{_COUNT}[)\]]|{_COUNT}(?=$|[、:)]|\.(?!\d)))[、.:)]?")
_LISTED_INSIDE = lazy(r"(?:(?<=[ ;。.,、])|^)\d{1,2}[.、)](?!\d)")
_AMOUNT = r"(\d{1,3}(?:\.\d{1,2})?)(分|%)"
_CALLED = r"(?:权重|分值|占比|比重|占|合计|共|计){1,2}:?"
_SHARE = lazy(rf"[(\[](?:{_CALLED})?{_AMOUNT}[)\]]|(?:权重|分值|占比|比重):?{_AMOUNT}")


@lru_cache(maxsize=4096)
def named_goal(text: str) -> int | None:
    """The number of a goal that a text begins with and calls so: 1 for `目标1`, `年度绩效目标一（40分）：建成公路`."""
    found = _NAMED.match(_plain(text))
    return _number(found[1]) if found else None


@lru_cache(maxsize=4096)
def stated_share(text: str) -> tuple[tuple[Decimal, str], ...]:
    """The different shares that a goal's text states, as (number, 分 or %): `（40分）`, `（权重60%）`, `权重：60%`.

    Without a word for it only points count, and only behind the goal's number or at the end of the text: `（90%）` in
    a sentence is what the goal is to reach.
    """
    whole = _plain(text)
    head = _NAMED.match(whole) or _LISTED.match(whole)
    found: list[tuple[Decimal, str]] = []
    for share in _SHARE.finditer(whole):
        number, unit = (share[1], share[2]) if share[1] else (share[3], share[4])
        called = bool(re.search("权重|分值|占|比重|计|共", share[0]))
        placed = share.end() == len(whole.rstrip(" :。;")) or (head is not None and share.start() == head.end())
        if called or (unit == "分" and placed):
            found.append((Decimal(number), unit))
    return tuple(dict.fromkeys(found))


def states_several(text: str) -> bool:
    """Whether a text states more than one goal, so that it says of no row which of them it serves."""
    whole = _plain(text)
    named = {goal_number(found[0]) for found in _NAMED.finditer(whole)}
    listed = {found[0] for found in _LISTED_INSIDE.finditer(whole)}
    return len(named) > 1 or len(listed) > 1


def goal_key(text: str) -> str:
    """What all texts have alike that mean the same goal: its number, else its words."""
    number = goal_number(text)
    return goal_says(text) if number is None else str(number)


def same_goal(texts: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The texts grouped by the goal that they mean, in the order in which the goals first occur."""
    groups: dict[str, list[str]] = {}
    for text in texts:
        groups.setdefault(goal_key(text), []).append(text)
    return tuple(map(tuple, groups.values()))


def goal_number(text: str) -> int | None:
    """The number of a goal in a text that is known to state one: also of `1`, `1.建成公路`, `（二）建成公路`."""
    if (named := named_goal(text)) is not None:
        return named
    found = _LISTED.match(_plain(text))
    return _number(found[1] or found[2]) if found else None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text.startswith("十"):
        return 10 + (_CHINESE.index(text[1]) + 1 if len(text) > 1 else 0)
    return (_CHINESE.index(text[0]) + 1) * (10 if text.endswith("十") and len(text) > 1 else 1)


def _plain(text: str) -> str:
    return normalize("NFKC", " ".join(text.split())).translate(_BRACKETS)


def goal_says(text: str) -> str:
    """What a goal says, without its number, its share, blanks and the signs at its ends."""
    whole = _plain(text)
    head = _NAMED.match(whole) or _LISTED.match(whole)
    rest = _SHARE.sub("", whole[head.end() :] if head else whole)
    return "".join(rest.split()).strip(":、.,;。—-()[]") or "".join(whole.split())
