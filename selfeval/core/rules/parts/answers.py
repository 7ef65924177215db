"""The answers that a rule pack gives for targets in words."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass


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
        """The label in the reader's language: each language's sentence shows one of the two and cuts the other off."""
        return msg("{label_en}{label:.0}", label_en=self.label_en or f"“{self.label}”", label=self.label)
