"""Text to `Decimal` and back, and the doors through which a score is rounded.

Full-width digits, points, commas, signs and percent signs count as their plain forms while a number is read; the text
itself, and the unit in it, is never changed (full compatibility folding would turn ㎡ into m2 and ① into 1).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from selfeval.core.patterns import lazy
from selfeval.core.units import convert, money_unit, normal_unit

HUNDRED = Decimal(100)
"""All of it in percent, and full marks."""

MAX_DIGITS = 24
"""A number with more digits is no amount anyone reports; it is not read."""

MAX_LENGTH = 500
"""Longer texts are not searched for numbers."""

NUMBER = r"[+-]?(?>[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
"""A number in plain form: no exponent; thousands separators only where all of them are right.

Atomic, so that no pattern around it can try the pieces of a long run of digits again.
"""

BARE_NUMBER = NUMBER.removeprefix("[+-]?")
"""A number without its sign."""

CURRENCY = "(?:人民币|RMB|CNY)?[¥￥]|人民币:?|RMB|CNY|[$＄€£]"
"""What says that an amount is money, and never in which unit: under a heading in 万元 `￥100` are 100 万元."""

_PLAIN = str.maketrans(
    "０１２３４５６７８９．，％﹪－﹣−＋＊／（）：∶＞＜＝　\u200b\u200c\u200d\u2060\ufeff",
    "0123456789.,%%---+*/()::><=      ",
)
_MARKS = ("'", "’", "‘", "`")
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What web pages and chats leave in a text and nobody sees."""
_BLANK = str.maketrans({"　": " ", **dict.fromkeys(_UNSEEN, "")})
_UNIT = r"(?:[^0-9\s¥￥$＄€£,;:。，；：、<>=＜＞＝≥≤≧≦±+|…~～—–\-()（）!?！？]|(?<=[mM])[23]|[ ·、](?=\S))*"
_QUANTITY = lazy(
    rf"\s*+(?P<minus>[-△▲](?![^0-9]*[+-]))?\s*+(?P<sign>{CURRENCY})?\s*+(?P<number>{NUMBER})"
    rf"\s*+(?P<unit>{_UNIT})\s*+(?P<last>[¥￥$＄€£])?\s*+"
)
_BRACKETED = lazy(r"(?P<number>[^()]{0,60}[0-9]) ?\((?P<unit>[^()]{1,6})\)")
_TO_THE_CENT = lazy(r"(?<=[元圆])[整正]$")
_CURRENCY_WORDS = frozenset({"人民币", "RMB", "CNY"})
_ACCOUNTING = lazy(rf"\s*+(?P<sign>{CURRENCY})?\s*+[(]\s*+(?P<body>[^()+-]{{1,40}}+)[)]\s*+(?P<unit>{_UNIT})\s*+")
"""A loss as accounts print it: `(1,234)`, `(5%)`, `¥(1,234.00)`."""
_NUMBER = lazy(NUMBER)


@lru_cache(maxsize=4096)
def exact(value: Decimal | int) -> Fraction:
    """The number as a fraction: the same few come again with every row, and `Fraction` takes 2 µs to look at one."""
    return Fraction(value)


def plain(value: Decimal | Fraction | int) -> str:
    """A number without exponent and without trailing zeros after the point: `12.50` → `12.5`, `1E+2` → `100`.

    A fraction that has no finite decimal form is shown to ten places.
    """
    if not isinstance(value, Decimal | int):  # the other way round takes ten times as long, `Fraction` being abstract
        value = value.numerator if value.denominator == 1 else round_half_up(value, 10)
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def round_half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """The nearest multiple of 10^-places, halves away from zero, exact for every fraction: 1.005 → 1.01 at 2."""
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(abs(numerator) * 10**places, denominator)
    if 2 * rest >= denominator:
        whole += 1
    return Decimal(f"{'-' if numerator < 0 else ''}{whole}E{-places}")


def cut_off(value: Decimal | Fraction, places: int) -> Decimal:
    """The value without what comes after `places` decimals, exact for every fraction: 8.999 → 8.99 at 2."""
    numerator, denominator = value.as_integer_ratio()
    whole = abs(numerator) * 10**places // denominator
    return Decimal(f"{'-' if numerator < 0 else ''}{whole}E{-places}")


def decimals(value: Decimal) -> int:
    """How many digits a number is written with behind its point: 2 for `12.50`, 0 for `1E+2`."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def same_to_its_digits(printed: Decimal, exact: Decimal | Fraction, *, cut: bool = False) -> bool:
    """Whether a figure that somebody printed is the exact one rounded to its digits, or with `cut` cut off there."""
    places = decimals(printed)
    return printed == round_half_up(exact, places) or (cut and printed == cut_off(exact, places))


def halfwidth(text: str) -> str:
    """The text with full-width digits and number signs in plain form, character for character, for reading only."""
    return text.translate(_PLAIN)


def squeezed(text: str) -> str:
    """The text trimmed and without what is not seen, with one blank for every run of blanks, of whatever width.

    What is looked for in it needs no patterns that may take a run of blanks in many ways.
    """
    return " ".join(text.translate(_BLANK).split())


def unmarked(text: str) -> str:
    """The text without the mark that spreadsheets keep before a number entered as text: `'95%`."""
    return text[1:].lstrip() if text[:1] in _MARKS and not any(mark in text[1:] for mark in _MARKS) else text


def to_decimal(text: str) -> Decimal | None:
    """The value of a piece that matched `NUMBER`, None where it has more than `MAX_DIGITS` digits."""
    bare = text.replace(",", "")
    return Decimal(bare) if sum(char.isdecimal() for char in bare) <= MAX_DIGITS else None


def parse_number(text: str) -> Decimal | None:
    """A number standing alone: `1,234`, `９５`, `－3`, `1，234`; None for anything else, exponents included."""
    if len(text) > MAX_LENGTH:
        return None
    bare = halfwidth(text).strip()
    return to_decimal(bare) if _NUMBER.fullmatch(bare) else None


def parse_quantity(text: str) -> tuple[Decimal, str] | None:
    """A number and the unit after it, as written but `%` for every spelling of percent: `1.5万元`, `９５％`, `150万`.

    The unit is "" where there is none. A currency sign makes 万 into 万元 and otherwise changes nothing: `￥100` has no
    unit. `(1,234)` is minus 1,234, as accounts print it. None where the text is anything else.
    """
    if len(text) > MAX_LENGTH:
        return None
    loss = accounting(text)
    text = unmarked(squeezed(text if loss is None else loss))
    bracketed = _BRACKETED.fullmatch(halfwidth(text))
    if bracketed and money_unit(bracketed["unit"]):
        text = f"{bracketed['number']}{bracketed['unit']}"  # 100（万元）
    found = _QUANTITY.fullmatch(halfwidth(text))
    value = to_decimal(found["number"]) if found else None
    if found is None or value is None:
        return None
    unit = unit_as_written(text[found.start("unit") : found.end("unit")])
    unit = "" if unit in _CURRENCY_WORDS else unit
    value = -value if found["minus"] else value
    if (found["sign"] or found["last"]) and unit:
        unit = money_unit(unit)
        return (value, unit) if unit else None
    return value, unit


def accounting(text: str) -> str | None:
    """The text with a minus for the brackets that accounts put around a loss: `(5%)` → `-5%`; None without them."""
    found = _ACCOUNTING.fullmatch(halfwidth(squeezed(text)))
    inner = _QUANTITY.fullmatch(f"{found['body']}{found['unit']}") if found else None
    if found is None or inner is None or (inner["unit"] not in {"", "%", "‰"} and not money_unit(inner["unit"])):
        return None
    return f"{found['sign'] or ''}-{found['body'].strip()}{found['unit']}"


def unit_as_written(text: str) -> str:
    """The unit trimmed, otherwise unchanged; `%` for every spelling of percent, 元 for 元整."""
    return "%" if normal_unit(text) == "%" else _TO_THE_CENT.sub("", text.strip())


def parse_money(text: str, default_unit: str) -> Decimal | None:
    """An amount, converted exactly into `default_unit` (`万元` or `元`), which is also the unit of a bare number.

    Understands 元, 千元, 万元, 亿元 and the short 万, 亿; None for any other text.
    """
    quantity = parse_quantity(text)
    if quantity is None:
        return None
    value, unit = quantity
    if not unit:
        return value
    money = money_unit(unit)
    return convert(value, money, default_unit) if money else None


def parse_percent(text: str) -> Decimal | None:
    """A percentage as a number of 100: `97.39%`, `97.39`, `９７％`; None for any other unit."""
    quantity = parse_quantity(text)
    if quantity is None:
        return None
    value, unit = quantity
    return value if unit in {"", "%"} else None


def decimal_text(value: Decimal | Fraction | None) -> str | None:
    """A number in all its digits: `84.6`; None stays None."""
    return None if value is None else plain(value)


def fixed(value: Decimal | None, places: int) -> str | None:
    """A score or a total with `places` decimals, more only where it has them: `97.5` → `97.50`; None stays None."""
    if value is None:
        return None
    rounded = round_half_up(value, places)
    return format(rounded if rounded == value else value, "f")
