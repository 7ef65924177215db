"""Amounts written in two units: 1小时30分钟, 2个半小时, 5万3千元, 3公里500米; put into one unit for reading."""

from __future__ import annotations

import re
from decimal import Decimal

from selfeval.core.numbers import halfwidth, plain, squeezed, to_decimal
from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.texts.shapes.numerals import value_of
from selfeval.core.units import convert, is_scale, money_unit

_TIME = r"(?:[hH]|hrs?|mins?|min|[dD]|个?半?小时|分钟?|秒钟?|天|日|个?工作日|周|个?星期|个月|年)"
_LENGTH = r"(?:公里|千米|米|厘米|公分|毫米|吨|公斤|千克|斤|克)"
_MONEY = r"(?:[十百千]?[万亿][元圆]?|[十百千][元圆]?|[元圆]|角|分)"
_WORDS = r"[^0-9]{0,12}?"
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})"
_TWO = lazy(
    rf"(?P<lead>{_WORDS})(?P<first>{_NUMBER}) ?(?P<above>{_TIME}|{_LENGTH}|{_MONEY})[零又]? ?"
    rf"(?P<second>{_NUMBER}(?:\.[0-9]{{1,6}})?) ?(?P<below>{_TIME}|{_LENGTH}|{_MONEY})(?P<rest>[整正]?[^0-9]{{0,12}})"
)
_AND_A_HALF = lazy(
    rf"(?P<lead>{_WORDS})(?P<number>{_NUMBER}|[一两二三四五六七八九]) ?"
    r"(?:(?P<unit>(?:个?(?:小时|钟头)|天|年|周|公里|里))半|个半(?P<behind>小时|钟头|月|星期))(?P<rest>[^0-9]{0,12})"
)
_WHOLE = {"月": "个月", "星期": "个星期", "钟头": "小时", "个钟头": "小时", "个小时": "小时"}
_SHORT = {
    "h": "小时",
    "H": "小时",
    "hr": "小时",
    "hrs": "小时",
    "min": "分钟",
    "mins": "分钟",
    "d": "天",
    "D": "天",
    "分": "分钟",
    "秒": "秒钟",
    "半小时": "小时",
    "日": "天",
    "工作日": "个工作日",
    "星期": "个星期",
}
_LOOSELY = {("个月", "天"): 30, ("年", "天"): 365, ("天", "小时"): 24, ("天", "分钟"): 1440, ("周", "小时"): 168}
"""Pairs that no fixed relation holds together, and how many of the smaller unit are usually meant."""
_COINS = {"元": 100, "圆": 100, "角": 10, "分": 1}


@dataclass(frozen=True, slots=True)
class Compound:
    """An amount of two units in one.

    Attributes:
        text: the whole text with the amount in one unit: `90分钟内`.
        amount: the amount alone: `90分钟`.
        sure: whether the two units have a fixed relation; a month has none to a day.
    """

    text: str
    amount: str
    sure: bool = True


def one_amount(text: str) -> Compound | None:
    """The text with its amount in one of its two units; None where it has no such amount."""
    found = _TWO.fullmatch(halfwidth(squeezed(text)))
    if found is None:
        return _and_a_half(halfwidth(squeezed(text)))
    first, second = to_decimal(found["first"]), to_decimal(found["second"])
    if first is None or second is None:
        return None
    sum_ = _added(first, found["above"], second, found["below"])
    if sum_ is None:
        return None
    value, unit, sure = sum_
    amount = f"{plain(value)}{unit}"
    return Compound(f"{found['lead']}{amount}{found['rest'].lstrip('整正')}", amount, sure)


def _and_a_half(text: str) -> Compound | None:
    """两个半小时 and 3天半 as 2.5小时 and 3.5天."""
    found = _AND_A_HALF.fullmatch(text)
    if found is None:
        return None
    number = (to_decimal if found["number"][0].isascii() else value_of)(found["number"])
    if number is None:
        return None
    unit = found["unit"] or found["behind"]
    amount = f"{plain(number + Decimal('0.5'))}{_WHOLE.get(unit, unit)}"
    return Compound(f"{found['lead']}{amount}{found['rest']}", amount)


def _added(first: Decimal, above: str, second: Decimal, below: str) -> tuple[Decimal, str, bool] | None:
    if re.fullmatch(_MONEY, above) and re.fullmatch(_MONEY, below) and above != "分":
        return _money(first, above, second, below)
    above, below = _SHORT.get(above, above), _SHORT.get(below, below)
    times = _LOOSELY.get((above, below))
    ratio = Decimal(times) if times else convert(Decimal(1), above, below)
    if ratio is None or ratio <= 1 or second >= ratio:
        return None
    return first * ratio + second, below, not times


def _money(first: Decimal, above: str, second: Decimal, below: str) -> tuple[Decimal, str, bool] | None:
    """3万5000元 in the smaller one's unit, 5万3千元 in the larger one's; 元 and 角 in 元."""
    if above in _COINS or below in {"角", "分"}:
        if above not in _COINS or below not in _COINS or _COINS[above] <= _COINS[below] or second >= 10:
            return None
        return first * _COINS[above] / 100 + second * _COINS[below] / 100, "元", True
    whole, part = (money_unit(unit) if is_scale(unit) else unit for unit in (above, below))
    ratio = convert(Decimal(1), whole, part) if whole and part else None
    if ratio is None or ratio <= 1 or second >= ratio:
        return None
    bare = is_scale(above) and is_scale(below)  # of what, says what follows, or a cell beside it: 2万3千人次
    if below[0] in "十百千":  # nobody counts in 千元 because he says 5万3千元
        return first + second / ratio, above if bare else whole, True
    return first * ratio + second, below if bare else part, True
