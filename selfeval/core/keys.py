"""Texts for comparing: what two people write differently and mean alike, names and tiers, has one key."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from selfeval.core.patterns import lazy

_BLANKS = lazy("[\\s\x00-\x1f\x7f-\x9f\ufffd\ufffe\uffff]+")
_BRACKETS = lazy(r"\([^()]*\)")
_MARKS = str.maketrans({"、": ",", "。": ".", "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "·": "."})


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """A text for comparing: no blanks, full-width signs and Chinese marks as plain ones, capitals as small letters."""
    return _BLANKS.sub("", normalize("NFKC", text).translate(_MARKS)).casefold()


def tier_key(text: str) -> str:
    """A tier for comparing: `产出指标（50分）` like `产出`."""
    return _BRACKETS.sub("", key(text)).removesuffix("指标")
