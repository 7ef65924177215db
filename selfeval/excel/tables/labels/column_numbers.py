"""Knows the line below a header that only numbers its columns (栏次 | 1 | 2 | 3=1+2) or says how to fill them in.

Pure text, like the labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from selfeval.core.patterns import lazy

_LEADS: Final = frozenset({"栏次", "列次", "行次", "序号", "栏号", "列号", "栏目", "项目"})
_STEMS: Final = frozenset("甲乙丙丁戊己庚辛壬癸")
_NUMBER: Final = lazy(r"\(?(\d{1,2}|[A-Za-z])\)?(?:=.{1,30})?")
_HINT: Final = lazy(r"[（(\[【][^（()）\[\]【】]{1,20}[）)\]】]|(?:填写|填报|填表)?(?:说明|要求|提示)")
_LEAST: Final = 3


def describes_columns(texts: Sequence[str], *, begun: bool) -> bool:
    """Whether a row below a header only numbers its columns or, where no indicator has `begun`, says how to fill them.

    Behind the first indicator texts in brackets may be one that is still blank.
    """
    return numbers_columns(texts) or (not begun and hints_at_columns(texts))


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are nothing but the numbers of its columns, one after the other."""
    rest = ["".join(normalize("NFKC", text).split()) for text in texts]
    if rest and rest[0] in _LEADS:
        rest = rest[1:]
    while rest and rest[0] in _STEMS:
        rest = rest[1:]
    numbers = [_ordinal(text) for text in rest]
    rising = all(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) >= _LEAST and 0 not in numbers and rising


def hints_at_columns(texts: Sequence[str]) -> bool:
    """Whether the texts of a row only say how its columns are filled in: 填写说明 | （必填） | （选填）."""
    return len(texts) >= _LEAST and all(_HINT.fullmatch("".join(text.split())) for text in texts)


def _ordinal(text: str) -> int:
    """1 for `1`, `（1）`, `①`, `A`, `1=2+3`; 0 for other texts."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdigit() else ord(found[1].upper()) - ord("A") + 1
