"""What a rule pack says about the review of a form: what differences are held against, what a good form is."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.problems import Message
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import DeviationOf, DiscountOf
from selfeval.core.rules.parts.answers import named


@dataclass(frozen=True, slots=True)
class RecheckRule:
    """How a review is added up.

    Attributes:
        discount_of: of which total a lower grade leaves a part (see `reviewing`).
        deviation_of: what self-score less reviewed score is divided by.
        form_total: points that the items of form quality make together, None where none are stated.
    """

    discount_of: DiscountOf = DiscountOf.SELF
    deviation_of: DeviationOf = DeviationOf.WEIGHT
    form_total: int | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class QualityItem:
    """One item of the quality of a form, with the points that it can have."""

    id: str
    title: str
    points: Decimal
    citation: str
    title_en: str = ""

    @property
    def named(self) -> Message:
        """The title in the reader's language."""
        return named(self.title, self.title_en)
