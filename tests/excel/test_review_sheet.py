"""The review sheet's live formulas come out as the review did, however the pack rounds and names its grades."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from selfeval.core.review.plain import FormReview
from selfeval.core.rules.choices import DiscountOf, RoundingMode
from selfeval.core.rules.rounding import Rounding
from selfeval.excel.review.book import ReviewOrigin, write_review
from tests.core.test_form_review import PACK, QUALITY, UNCLAIMED, project, reviewed, row
from tests.excel.recalculation import formula_values, recalculation

_ = recalculation  # the fixture `recalculate`
ORIGIN = ReviewOrigin("form.xlsx", "0" * 64, "0", "甲", datetime(2026, 1, 5, tzinfo=UTC))
POINTS = [("", f"quality.{name}", str(value)) for name, value in {**QUALITY, "depth": 0}.items()]


def written(pack):
    """A form whose quality, discounted total and grade each lie just below a place where rounding moves them."""
    one = project(row(1, actual="99.99"), row(2), claimed=replace(UNCLAIMED, total=D("99.99")))
    facts = [("i2", "actual", "76.93"), ("i2", "deduction", "部分无法核实：电话记录"), *POINTS]
    found = reviewed(one, facts, pack)
    review = FormReview(2025, pack, (found,), (), (), ())
    return found, write_review(review, ORIGIN, translate=str)


PACKS = {
    "as it ships": PACK,
    "cut off": replace(PACK, rounding=Rounding(mode=RoundingMode.DOWN)),
    "cut off to whole points": replace(PACK, rounding=Rounding(places=0, mode=RoundingMode.DOWN)),
    "cut off, of the self-total": replace(
        PACK,
        rounding=Rounding(places=1, mode=RoundingMode.DOWN),
        recheck=replace(PACK.recheck, discount_of=DiscountOf.SELF),
    ),
    "quoted grades": replace(
        PACK, grades=tuple(replace(one, name=f'"{one.name}"级') for one in PACK.grades), form_quality=()
    ),
}


@pytest.mark.libreoffice
def test_formulas_come_out_as_the_review(recalculate):
    made = {name: written(pack) for name, pack in PACKS.items()}
    books = {str(number): data for number, (_, data) in enumerate(made.values())}
    anew = recalculate(books)
    assert made["cut off"][0].quality.of_hundred != made["as it ships"][0].quality.of_hundred
    assert all(found.discount for found, _ in made.values())
    for number, name in enumerate(made):
        kept, again = formula_values(books[str(number)]), formula_values(anew[str(number)].read_bytes())
        assert kept.keys() == again.keys()
        for place, value in kept.items():
            same = value if isinstance(value, str) else pytest.approx(value, abs=1e-9)
            assert again[place] == same, (name, place)
