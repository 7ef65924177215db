"""Texts that name the year that is over."""

from __future__ import annotations

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE = lazy(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR = lazy(r"(?<![0-9≥≤><=])(?<![0-9][.,])(20[0-9]{2})(?=(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9])|(?![0-9]))")
_NUMBERED = lazy(r"[〔\[(【](20[0-9]{2})[〕\])】](?=\s?(?:第\s?)?[0-9]{1,5}\s?号)")
_COUNTED = lazy(
    r"(?:余|多)?\s?(?:个|人|户|次|件|份|元|万|亿|亩|米|吨|台|套|场|家|名|位|项|公里|千米|平方|立方|小时|分钟|%|‰)"
)


def old_years(text: str, first: int, year: int) -> tuple[int, ...]:
    """The years from `first` on and before `year` that a text names, in their order.

    The number of a document, 财预〔2025〕10号, names the year of that document and stays; 2025人 is a count.
    """
    plain = _CHINESE.sub(lambda found: found[0].translate(_DIGITS), halfwidth(text))
    numbered = {found.start(1) for found in _NUMBERED.finditer(plain)}
    named = []
    for found in _YEAR.finditer(plain):
        value = int(found[1])
        if first <= value < year and found.start(1) not in numbered and not _COUNTED.match(plain, found.end(1)):
            named.append(value)
    return tuple(dict.fromkeys(named))
