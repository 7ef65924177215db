"""Targets with the number before the sign, as in mathematics: 95%≤, 90%≤满意度, 90%≤合格率≤100%, 100±5人."""

from __future__ import annotations

from selfeval.core.numbers import BARE_NUMBER, halfwidth, plain, squeezed, to_decimal
from selfeval.core.patterns import lazy

_LESS, _MORE = "≤=?|≦|⩽|<=|=<|<|﹤", "≥=?|≧|⩾|>=|=>|>|﹥"
_UNIT = r"[^0-9\s≤≥<>=≦⩽≧⩾﹤﹥±]{0,8}?"
_WORD = r"[^0-9≤≥<>=≦⩽≧⩾﹤﹥±]{0,20}"
_AMOUNT = rf"{BARE_NUMBER}\s?{_UNIT}"
_BEHIND = lazy(rf"\A\s*+(?P<number>{_AMOUNT})\s?(?:(?P<less>{_LESS})|(?P<more>{_MORE}))\s?(?P<word>{_WORD})")
_BETWEEN = lazy(
    rf"\A\s*+(?P<low>{_AMOUNT})\s?(?P<sign1>{_LESS})\s?{_WORD}?\s?(?P<sign2>{_LESS})\s?(?P<high>{_AMOUNT})[。.]?"
)
_AROUND = lazy(
    rf"\A\s*+(?:控制在|保持在|稳定在|为)?\s?(?P<middle>{BARE_NUMBER})\s?(?P<unit1>{_UNIT})\s?(?:±|\+/?-)\s?(?P<margin>{BARE_NUMBER})\s?(?P<unit>{_UNIT})"
    r"(?:之间|范围内|以内|之内)?[。.]?"
)
_BEFORE_CHANGE = lazy(
    rf"(?P<sign>{_LESS}|{_MORE})\s?(?P<change>(?:同比|较上年|比上年)?(?:下降|降低|减少|压减|增长|增加|提高|提升|上升|缩短|节约)了?)\s?"
    rf"(?P<amount>{BARE_NUMBER}\s?{_UNIT})"
)
_FROM_TO = lazy(
    rf"[^0-9由从]{{0,12}}[由从]\s?{BARE_NUMBER}\s?{_UNIT}(?:(?P<falls>压缩|缩短|减少|降低|下降|压减|缩减|降)|(?P<rises>提高|提升|增加|增长|上升|扩大|增))"
    rf"[至到为]\s?(?P<number>{BARE_NUMBER}\s?{_UNIT})(?P<rest>以上|以下|以内|之内|左右)?[。.]?"
)
_BOTH = lazy(
    rf"(?:≥|>=|大于等于|不低于|不少于)\s?(?P<low>{_AMOUNT})\s?[且并，,、]?\s?"
    rf"(?:≤|<=|小于等于|不高于|不超过|不多于)\s?(?P<high>{_AMOUNT})[。.]?"
)
_EITHER_WAY = lazy(
    rf"(?:(?:上下|正负|允许)?(?:浮动(?:幅度|范围)?|(?:偏差|误差)(?:率|范围)?)|正负|上下)(?:不(?:得|能|应)?(?:超过|超出|大于|高于)|控制在|保持在|为|在|≤|<=)?\s?"
    rf"(?:正负|±)?\s?(?P<amount>{BARE_NUMBER}\s?{_UNIT})(?:以内|之内|内|之间|范围内)?[。.]?"
)
_STRICT = {"<", "﹤", ">", "﹥"}


def sign_first(text: str) -> tuple[str, str] | None:
    """The text with its sign in front and, where no word stands behind the sign, the other reading; None for others.

    `90%≤满意度` is `≥90%` for certain, `95%≤` may be `≤95%` as well. `90%≤x≤95%` becomes a range; two signs of which
    one leaves out its end are none.
    """
    bare = halfwidth(squeezed(text))
    if len(bare) > 60:
        return None
    if ends := _BOTH.fullmatch(bare):
        return f"{ends['low']}—{ends['high']}", ""
    both = _BETWEEN.fullmatch(bare)
    if both:
        strict = both["sign1"] in _STRICT or both["sign2"] in _STRICT
        return None if strict else (f"{both['low']}—{both['high']}", "")
    found = _BEHIND.fullmatch(bare)
    if found is None:
        return None
    sign = found["less"] or found["more"]
    strict, upwards = sign in _STRICT, found["less"] is not None
    signs = ("> ", "< ") if strict else ("≥ ", "≤ ")
    turned, other = (f"{sign}{found['number']}" for sign in (signs if upwards else reversed(signs)))
    return turned, "" if found["word"].strip(" 。.") else other


def sign_before_change(text: str) -> str:
    """`下降≥5%` for `≥下降5%`; "" for any other text."""
    found = _BEFORE_CHANGE.fullmatch(halfwidth(squeezed(text)))
    return f"{found['change']}{found['sign']}{found['amount']}" if found else ""


def brought_to(text: str) -> tuple[str, str] | None:
    """The amount that something is brought to, with its sign and alone: `由15天压缩至10天` → `≤ 10天`, `10天`."""
    bare = halfwidth(squeezed(text))
    found = _FROM_TO.fullmatch(bare) if len(bare) <= 60 else None
    if found is None:
        return None
    amount = f"{found['number']}{found['rest'] or ''}"
    return (amount if found["rest"] else f"{'≤' if found['falls'] else '≥'} {amount}"), found["number"]


def either_way(text: str) -> str:
    """`±5%` for a deviation that may go up or down: 正负5%以内, 上下浮动不超过5%, 误差≤2毫米; "" for others."""
    bare = halfwidth(squeezed(text))
    found = _EITHER_WAY.fullmatch(bare) if len(bare) <= 40 else None
    return f"±{found['amount']}" if found else ""


def around(text: str) -> tuple[str, str, str] | None:
    """Middle, margin and unit of `100±5人`; None for others, and where only one of a share has its sign: 100±5%."""
    bare = halfwidth(squeezed(text))
    found = _AROUND.fullmatch(bare) if len(bare) <= 40 else None
    if found is None:
        return None
    unit1, unit = found["unit1"].strip(), found["unit"].strip()
    if unit == "%" and unit1 not in {"", "%", "‰"}:  # 500亩±5%
        middle, margin = to_decimal(found["middle"]), to_decimal(found["margin"])
        return None if middle is None or margin is None else (found["middle"], plain(middle * margin / 100), unit1)
    if unit1 not in {"", unit} or (unit in {"%", "‰"} and unit1 != unit):
        return None
    return found["middle"], found["margin"], unit
