"""Numbers written in Chinese characters, put into digits for reading: 不少于三次 → 不少于3次, 百分之九十五 → 95%.

Only where the whole text has the shape of a value; 一次性, 第一时间, 一级 and 一体化 stay words. The text itself is
never changed: what comes back is only what the readers of numbers and dates look at.
"""

from __future__ import annotations

import re
from decimal import Decimal

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_NUMERAL = "[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零〇一二三四五六七八九]+)?"
_MOST = 12
"""Characters; a longer numeral is no value of an indicator."""

_LEAD = (
    r"(?:(?:大于|小于|高于|低于)(?:或|、)?等于|不(?:得|能|应)?(?:低于|少于|小于|超过|高于|大于|多于)|至少|最少|至多|最多|最高|最低"
    r"|大于|小于|高于|低于|超过|达到?|控制在|约|[≥≤<>＝=]|(?:每|全)(?:年|季度?|月|周|日|天|次|人|户|亩)(?:不少于|至少|不超过)?)?"
)
_HAPPENED = "(?:(?:全年|共|累计|实际|总共|曾|仅|只){0,2}(?:发生|出现|发现|查出|接到|收到|有|计)(?:过|了)?)?"
_COUNTER = (
    r"(?:人次|批次|场次|件次|个工作日|个月|小时|分钟|公里|千米|平方米|立方米|公斤|周岁|万元整?|亿元整?|元整?|米|亩|吨|次|个|场|期|批|人|名|户|家|项|篇|份|台|套|条|座"
    r"|处|所|件|辆|天|日|年|周|种|类|只|头|株|棵|例|起|宗|岁|轮|本|册|幅|部|门|村|万人|万次|万亩|万)"
)
_TAIL = r"(?:及以上|或以上|以上|及以下|或以下|以下|以内|之内|内|左右|/(?:年|月|人|亩|户|次))?[。.]?"
_VALUE = lazy(rf"\A\s*+{_HAPPENED}(?P<lead>{_LEAD})\s*+(?P<number>{_NUMERAL})\s*+(?P<rest>{_COUNTER}{_TAIL})\s*+")
_LARGE = lazy(
    rf"\A\s*+(?:人民币)?(?P<lead>{_LEAD})\s*+(?P<number>[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{{3,24}})"
    rf"(?P<rest>(?:元|圆|人次|人|亩|户|吨|株|次|平方米)整?{_TAIL})\s*+"
)
"""壹佰贰拾叁万肆仟元整: with more digits behind 万 or 亿."""
_SHARE = lazy(
    rf"\A\s*+(?P<lead>{_LEAD})\s*+(?P<base>百分之|千分之|万分之)\s*+(?P<number>{_NUMERAL}|[0-9]+(?:\.[0-9]+)?)\s*+(?P<rest>{_TAIL})\s*+"
)
_FRACTION = lazy(
    rf"\A\s*+(?P<lead>{_LEAD})\s*+(?P<below>{_NUMERAL})分之\s*+(?P<number>{_NUMERAL})\s*+(?P<rest>{_TAIL})\s*+"
)
_DIGITS_FRACTION = lazy(
    rf"\A\s*+(?P<lead>{_LEAD})\s*+(?P<number>[1-9][0-9]?)[/／](?P<below>[1-9]|10)\s*+(?P<rest>{_TAIL})\s*+"
)
"""1/3以上, ≥2/3; not ≤12/31, which is a day. Without a word beside it, a spreadsheet or a count of two things may have
made it."""
_HALVES = {
    "过半": ">50%",
    "过半数": ">50%",
    "超过半数": ">50%",
    "半数以上": "≥50%",
    "一半以上": "≥50%",
    "一半": "50%",
    "半数": "50%",
}
_SOME = frozenset({"一批", "一些", "一系列"})
"""What looks like one of something and says only that there are some."""
_TENTHS = lazy(
    rf"\A\s*+(?P<lead>{_LEAD})\s*+(?P<number>[一二三四五六七八九])成(?P<half>[半一二三四五六七八九]?)"
    rf"\s*+(?P<rest>{_TAIL})\s*+"
)
_ZEROS = "零〇○OoＯｏ"
"""A zero in a year as people type it; those who do not find 〇 take the letter."""
_YEAR = f"二[{_ZEROS}][{_ZEROS}一二三四五六七八九]{{2}}"
_SPELLED_YEAR = lazy(rf"{_YEAR}(?=\s*年)")
_YEAR_DIGITS = str.maketrans(f"{_ZEROS}一二三四五六七八九", f"{'0' * len(_ZEROS)}123456789")
_MONTH = lazy(
    rf"(?P<head>(?:(?:20[0-9]{{2}}|{_YEAR})年)?)(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?P<mark>[日号]))?"
    r"(?P<rest>(?:底|末|份|[上中下]旬)?(?:之?前|以前)?(?:完成)?)[。.]?"
)


def years_in_digits(text: str) -> str:
    """A text with the years that it spells in plain digits: `二〇二五年` → `2025年`."""
    return _SPELLED_YEAR.sub(lambda found: found[0].translate(_YEAR_DIGITS), text)


def in_digits(text: str) -> str:
    """The text with its Chinese number in digits; "" where it has none, or is no value as a whole."""
    bare = text.strip()
    if len(bare) > 40:
        return ""
    if found := _SHARE.fullmatch(bare):
        number = _either(found["number"])
        if found["base"] == "万分之":
            return _joined(found, number and number / 100, "%")
        return _joined(found, number, "%" if found["base"] == "百分之" else "‰")
    if half := _HALVES.get(bare.rstrip("。.")):
        return half
    if found := _FRACTION.fullmatch(bare):
        return _joined(found, _percent(value_of(found["number"]), value_of(found["below"])), "%")
    if (found := _DIGITS_FRACTION.fullmatch(bare)) and (found["lead"] or found["rest"].strip("。.")):
        return _joined(found, _percent(Decimal(found["number"]), Decimal(found["below"])), "%")
    if found := _TENTHS.fullmatch(bare):
        return _joined(found, Decimal(_DIGITS[found["number"]] * 10 + _units(found["half"])), "%")
    if found := _MONTH.fullmatch(bare):
        month = value_of(found["month"])
        day = f"{value_of(found['day'])}{found['mark']}" if found["day"] else ""
        return f"{years_in_digits(found['head'])}{month}月{day}{found['rest']}" if month and month <= 12 else ""
    large = _LARGE.fullmatch(bare)
    if large and (number := _of_groups(large["number"])) is not None:
        return _joined(large, number, "")
    found = _VALUE.fullmatch(bare)
    if found is None or bare[found.start("number") :].rstrip("。.") in _SOME:
        return ""
    return _joined(found, value_of(found["number"]), "")


def _units(behind: str) -> int:
    """What stands behind 成: 5 of 九成五 and of 九成半."""
    return 5 if behind == "半" else _DIGITS.get(behind, 0)


def _of_groups(numeral: str) -> Decimal | None:
    """The value of a numeral in groups of 亿 and 万, of which the last one has no such word; None for others."""
    total = Decimal(0)
    if numeral[-1] in "万亿":
        return None
    for word, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group, found, rest = numeral.partition(word) if word else (numeral, "", "")
        if word and not found:
            continue
        value = value_of(group.lstrip("零〇") if total else group)
        if value is None or value >= 10**4:
            return None
        total, numeral = total + value * size, rest
    return total


def _percent(top: Decimal | None, below: Decimal | None) -> Decimal | None:
    """The fraction in hundredths, rounded down at two places so that two thirds themselves are never too few."""
    return Decimal(int(top * 10_000 // below)) / 100 if top and below and top <= below else None


def _either(number: str) -> Decimal | None:
    return Decimal(number) if number[0].isascii() else value_of(number)


def _joined(found: re.Match[str], number: Decimal | None, sign: str) -> str:
    return "" if number is None else f"{found['lead']}{plain(number)}{sign}{found['rest']}"


def value_of(numeral: str) -> Decimal | None:
    """The value of a numeral such as 三, 一百二十, 二〇二五, 三点五, 壹佰; None for one that is not well formed."""
    whole, point, places = numeral.partition("点")
    if not whole or len(whole) > _MOST:
        return None
    number = _whole(whole)
    if number is None:
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[char]) for char in places)}") if point else Decimal(number)


def _whole(numeral: str) -> int | None:
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total, digit, last = 0, None, 10_000
    for char in numeral:
        if char in _TENS:
            scale = _TENS[char]
            if scale >= last or digit == 0:
                return None
            total += (1 if digit is None else digit) * scale
            last, digit = scale, None
        else:
            if digit not in {None, 0}:
                return None
            digit = _DIGITS[char]
    return total + (digit or 0)
