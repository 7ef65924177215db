"""Numbers that name something instead of counting it: standards, stakes of a road, rooms, grades, ordinals."""

from __future__ import annotations

import re

from selfeval.core.patterns import lazy

_STANDARD = lazy(
    r"(?<![A-Za-z])(?:GB|DB ?[0-9]{2}|ISO|IEC|IEEE|JGJ|JTG|JTJ|CJJ?"
    r"|CECS|HJ|SL|NY|LY|SB|SC|WS|WH|QB|DL|SH|SY|YD|YY|TD|MZ|GA|AQ|TSG|YBB)"
    r"(?: ?/ ?[A-Z]{1,2})?(?: ?[A-Z]{1,2})?[ -]{0,2}\Z"
)
_STAKE = lazy(r"K[0-9]{1,4}\+\Z", re.IGNORECASE)
_ROOMS = lazy(r"[0-9一二三四五六]室(?:[0-9一二三四]厅)?\Z")
_ORDINAL = lazy(r"第 ?\Z")
_BEFORE = (_STANDARD, _STAKE, _ROOMS, _ORDINAL)
_BEHIND = lazy(r"室[0-9一二三四]厅|\+[0-9]{3}(?![0-9])")
_GRADE = lazy(r"A{0,5}星?级")
_LONGEST = 24


def names_by(before: str, behind: str) -> bool:
    """Whether a number between these two texts, in half-width signs, is a part of a name: 19001 of `GB/T 19001`."""
    near = before[-_LONGEST:]
    if near[-1:] in {"K", "k"} and behind.startswith("+"):
        return True
    return any(pattern.search(near) for pattern in _BEFORE) or _BEHIND.match(behind) is not None


def is_grade(unit: str) -> bool:
    """Whether what stands behind a number makes a grade of it: 5星级, 4A级景区, 2级标准."""
    return _GRADE.match(unit) is not None
