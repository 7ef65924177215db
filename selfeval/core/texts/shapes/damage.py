"""Marks of scanning and retyping damage in target texts: found and offered, never repaired silently.

Seen in published forms: `≥` printed as 》, 二 or 到, as a leading 2 (`≥90%` → `290%`), a letter O for 0.
"""

from __future__ import annotations

import re
from decimal import Decimal

from selfeval.core.numbers import halfwidth, parse_number, plain
from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.texts.shapes.quantities import Written, read_alone
from selfeval.core.texts.words.targets import DAMAGED, SIGN

_OH = "OoОо"
_SHAPE = lazy(
    rf"\s{{0,99}}+(?P<glyph>[{DAMAGED}第])?\s*+(?P<sign>{SIGN})?\s*+(?P<number>[0-9{_OH}][0-9{_OH}.,]*)(?P<rest>.*)",
    re.DOTALL,
)
_NOUGHTS = str.maketrans(dict.fromkeys(_OH, "0"))
_LEADING_TWO = lazy(r"\s{0,99}+2(?P<rest>[1-9][0-9]*+(?:\.[0-9]++)?)\D*+")


@dataclass(frozen=True, slots=True)
class Damage:
    """A suspected misreading.

    Attributes:
        written: the number as it can still be read, None where a digit or the whole number is lost.
        sign_lost: whether a glyph stands where the comparison sign should be.
        offer: what may have been meant where the number cannot be read, "" where nobody can tell.
    """

    written: Written | None
    sign_lost: bool
    offer: str = ""


def find_damage(text: str) -> Damage | None:
    """A damaged sign before a number (`》80万元`, `二100百分比`) or a letter in one (`2O份`), else None."""
    plain_text = halfwidth(text)
    found = _SHAPE.fullmatch(plain_text)
    if found is None:
        lost = plain_text.lstrip()[:1] in set("》〉≫") and not any(char.isdecimal() for char in plain_text)
        return Damage(None, sign_lost=True) if lost else None
    glyph, number = found["glyph"] or "", found["number"]
    letters = any(char in _OH for char in number)
    if not glyph and (not letters or number[0] in _OH):
        return None
    digits = number.translate(_NOUGHTS)
    if glyph == "第" and not digits.startswith("0"):
        return None
    rest = text[found.start("rest") :]
    sound = read_alone((found["sign"] or "") + digits + rest)
    if sound is None or sound.contradictory:
        return None
    if glyph and re.match(r"0(?!\.)", digits):
        # A number does not begin with a nought: the glyph has swallowed its first digit, as ≥1 turned into 到.
        return Damage(None, sign_lost=True, offer=f"≥ 1{digits}{rest.strip()}")
    return Damage(sound, sign_lost=bool(glyph))


def doubled_percent(text: str, value: Decimal, unit: str) -> Decimal | None:
    """The percentage behind a bare one above 100 whose leading 2 looks like a damaged ≥: 90 for `290%`.

    Only percentages: beyond 100 % the 2 itself is the evidence. A plain count such as 2200 gives none; there the actual
    must speak (see `actuals`).
    """
    if unit != "%" or value <= 100:
        return None
    rest = without_leading_two(text)
    return rest if rest is not None and rest <= 100 else None


def without_leading_two(text: str) -> Decimal | None:
    """The number without its leading 2, None where it has none or the rest would begin with a nought."""
    found = _LEADING_TWO.fullmatch(halfwidth(text))
    return parse_number(plain(Decimal(found["rest"]))) if found and len(found["rest"]) < 20 else None
