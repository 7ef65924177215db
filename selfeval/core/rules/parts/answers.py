"""The answers that a rule pack gives for targets in words."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass


def named(label: str, label_en: str) -> Message:
    """What a pack calls something, in the reader's language: each language shows one of the two and cuts the other off.

    A name without English stands in quotation marks.
    """
    return msg("{label_en}{label:.0}", label_en=label_en or f"“{label}”", label=label)


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the qualitative answers: a label, the band of shares (percent of the weight), accepted synonyms.

    The band is `[lower, upper)`, closed above for the topmost answer.
    """

    id: str
    label: str
    label_en: str
    lower: Decimal
    upper: Decimal
    synonyms: tuple[str, ...] = ()

    @property
    def named(self) -> Message:
        """The label in the reader's language."""
        return named(self.label, self.label_en)
