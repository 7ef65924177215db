"""Places in a ranking, of which fewer are better: 前10名, 全省前三, 排名第8."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.texts.shapes.numerals import value_of

_NUMBER = r"(?P<number>[0-9]{1,4}|[一二三四五六七八九十]{1,3})"
_LEAD = (
    r"(?:(?:排名|排位|名次|综合排名|考核|考评|成绩|位次)?(?:力争|确保|保持|争取|稳定|继续)?(?:进入|进|位居|位列|居于?|列|达到|保持在?|在|为|是|排名?)?"
    r"(?:全国|全省|全市|全县|全区|全系统|系统内?|同类[^0-9，,]{0,6}|[一-鿿]{0,4}[省市县区])?(?:排名?|排位|居|位居|位列|列)?)"
)
_TAIL = r"(?:以内|之内|内|以上|及以上|以前|之前|行列|水平)?[。.]?"
_AMONG = lazy(rf"{_LEAD}前 ?{_NUMBER} ?(?P<unit>名|位|强|甲|%)?{_TAIL}")
_PLACE = lazy(rf"{_LEAD}第 ?{_NUMBER} ?(?P<unit>名|位)?{_TAIL}")
_ASKED = lazy(r"排名|排位|名次|位次|考核|考评|评比")


def rank_in(text: str, name: str = "") -> tuple[Decimal, str] | None:
    """The place that the text names and its unit, 名 where it has none; None for any other text.

    A bare `前3` or `第3` is one only where the text itself or the name speaks of a ranking.
    """
    bare = "".join(halfwidth(text).split())
    found = (_AMONG.fullmatch(bare) or _PLACE.fullmatch(bare)) if len(bare) <= 30 else None
    if found is None or not (found["unit"] or _ASKED.search(text + name)):
        return None
    number = Decimal(found["number"]) if found["number"].isascii() else value_of(found["number"])
    if not number:
        return None
    unit = found["unit"] or "名"
    return number, unit if unit in {"位", "%"} else "名"
