"""What one key of a rule pack is: its kind, its limits, what is usual for it, and when it has an effect.

The tables themselves stand in `tables` and `nesting`; the form of pack files, their JSON Schema, the workbook of
`rules export`, the rows of `rules show` and the words of `rules diff` are made of them, so that a key is stated once.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass

NAME, ITSELF = "*", "="
"""Keys of no table: the name of an entry, and its value where that is no table."""


class FieldKind(StrEnum):
    """What a key holds.

    `NAME` is a text of small letters, digits, - and _, `CODE` one like T101, `FORMAT` the text that names the format of
    the file. `PERCENT` and `POINTS` lie between 0 and 100, `RATE` may exceed 100 %, `MEASURE` is any number above 0,
    `SERIES` several numbers.
    """

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    FORMAT = "format"
    TEXTS = "texts"
    CITE = "cite"
    CHOICE = "choice"
    CHOICES = "choices"
    YES = "yes"
    PERCENT = "percent"
    RATE = "rate"
    POINTS = "points"
    MEASURE = "measure"
    WHOLE = "whole"
    SERIES = "series"


WRITTEN = frozenset({FieldKind.TEXT, FieldKind.NAME, FieldKind.CODE, FieldKind.FORMAT, FieldKind.CITE})
"""Texts as they are written, of whatever form."""
NUMBERS = frozenset({FieldKind.PERCENT, FieldKind.RATE, FieldKind.POINTS, FieldKind.MEASURE})
NUMERIC = NUMBERS | {FieldKind.WHOLE}
PERCENTS = frozenset({FieldKind.PERCENT, FieldKind.RATE})


@dataclass(frozen=True, slots=True)
class RuleField:
    """One key of a rule pack.

    Attributes:
        key: its name inside its table; dotted where it stands in a small table of its own, such as `over.points`.
        label, note: Chinese heading, and what is to be written.
        words: for choices, the name of the list in `words.CHOICES`.
        low, high: what no number may leave; `above` where `low` itself is excluded.
        unit: `%` or `分`.
        usual: what a number other than 0 ordinarily lies in; others are refused with `why`, as a share of 1 would be.
        only: key beside this one and its values with which alone this one has an effect.
        default: what holds where the key is not written, in the words of the file; None where nothing does.
        width: of its column in a workbook, in characters.
        optional: need not be written although nothing holds where it is not.
        blank: its text, or each of its texts, may be written and say nothing; of a list, there need be none.
        term: what sentences call it, beside what its table is about; nothing for keys that no sentence names.
        after: the key behind which it stands in the JSON Schema, where the columns of workbooks have another order.
    """

    key: str
    kind: FieldKind
    label: str
    note: str
    words: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    unit: str = ""
    usual: tuple[Decimal, Decimal] | None = None
    why: Message = NOTHING
    only: tuple[str, tuple[str, ...]] | None = None
    default: object = None
    width: int = 14
    optional: bool = False
    blank: bool = False
    term: Message = NOTHING
    after: str | None = None

    @property
    def required(self) -> bool:
        """Whether a whole pack must write it."""
        return self.default is None and not self.optional

    def if_any(self) -> RuleField:
        """The same key, which need not be written; nothing holds then."""
        return replace(self, optional=True)

    def or_blank(self) -> RuleField:
        """The same key of texts, which may say nothing."""
        return replace(self, blank=True)

    def called(self, term: Message) -> RuleField:
        """The same key with what sentences call it."""
        return replace(self, term=term)

    def behind(self, key: str) -> RuleField:
        """The same key, behind this one in the JSON Schema; "" for the first place."""
        return replace(self, after=key)

    def where(self, key: str, *values: str) -> RuleField:
        """The same key, with an effect only where the key beside it has one of these values."""
        return replace(self, only=(key, values))

    def ordinarily(self, low: str, high: str, why: Message) -> RuleField:
        """The same key, refused with the sentence where it is neither 0 nor between these."""
        return replace(self, usual=(Decimal(low), Decimal(high)), why=why)


def text(key: str, label: str, note: str, width: int = 14, default: object = None) -> RuleField:
    """A text."""
    return RuleField(key, FieldKind.TEXT, label, note, default=default, width=width)


def name(key: str, label: str, note: str, width: int = 14) -> RuleField:
    """A name of small letters, digits, - and _."""
    return RuleField(key, FieldKind.NAME, label, note, width=width)


def texts(key: str, label: str, note: str, width: int = 24, default: object = None) -> RuleField:
    """A list of texts."""
    return RuleField(key, FieldKind.TEXTS, label, note, default=default, width=width)


def cite(key: str, label: str = "依据", note: str = "填“依据”表中的代号。", default: object = None) -> RuleField:
    """The name of a citation."""
    return RuleField(key, FieldKind.CITE, label, note, default=default, width=12, term=msg("source"))


def choice(key: str, label: str, note: str, words: str, width: int = 16, default: object = None) -> RuleField:
    """A word of a closed list."""
    return RuleField(key, FieldKind.CHOICE, label, note, words, default=default, width=width)


def choices(key: str, label: str, note: str, words: str, default: object = None) -> RuleField:
    """Several words of a closed list."""
    return RuleField(key, FieldKind.CHOICES, label, note, words, default=default, width=16)


def yes(key: str, label: str, note: str, default: object = None) -> RuleField:
    """是 or 否."""
    return RuleField(key, FieldKind.YES, label, note, default=default, width=10)


def percent(key: str, label: str, note: str, default: str | None = None) -> RuleField:
    """A part of 100, written as a number of 100."""
    return _number(key, FieldKind.PERCENT, f"{label}（%）", note, 100, "%", default)


def rate(key: str, label: str, note: str, default: str | None = None) -> RuleField:
    """A percentage that may exceed 100, written as a number of 100."""
    return _number(key, FieldKind.RATE, f"{label}（%）", note, 1000, "%", default)


def points(key: str, label: str, note: str, default: str | None = None) -> RuleField:
    """Points, of 100."""
    return _number(key, FieldKind.POINTS, label, note, 100, "分", default)


def measure(key: str, label: str, note: str, *, unit: str = "", default: str | None = None) -> RuleField:
    """A number above 0, at most 100."""
    return replace(_number(key, FieldKind.MEASURE, label, note, 100, unit, default), above=True)


def whole(key: str, label: str, note: str, least: int, most: int, default: str | None = None) -> RuleField:
    """A whole number."""
    number = _number(key, FieldKind.WHOLE, label, note, most, "", default)
    return replace(number, low=Decimal(least))


def series(key: str, label: str, note: str) -> RuleField:
    """Several numbers of points."""
    return RuleField(key, FieldKind.SERIES, label, note, unit="分", width=20)


def _number(
    key: str, kind: FieldKind, label: str, note: str, most: int, unit: str, default: str | None
) -> RuleField:  # fmt: skip
    number = None if default is None else Decimal(default)
    return RuleField(key, kind, label, note, low=Decimal(0), high=Decimal(most), unit=unit, default=number, width=11)
