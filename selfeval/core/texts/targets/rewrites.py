"""Target texts put into the plain form in which they are read: 1小时30分钟, 95%≤, 100±5人, 前10名."""

from __future__ import annotations

from selfeval.core.numbers import halfwidth, plain, to_decimal
from selfeval.core.readings import Assumption
from selfeval.core.records import dataclass
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.shapes.chains import around, brought_to, either_way, sign_before_change, sign_first
from selfeval.core.texts.shapes.compounds import one_amount
from selfeval.core.texts.shapes.numerals import in_digits
from selfeval.core.texts.shapes.ranks import rank_in
from selfeval.core.texts.words.targets import speaks_of_time


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text to be read in the place of the one that was written, and what to say of it."""

    text: str
    note: Assumption


def rewritten(body: str, name: str) -> Rewritten | None:
    """The plain form of a text; None where it is plain already."""
    if rank := rank_in(body, name):
        text = f"≤ {plain(rank[0])}{rank[1]}"
        return Rewritten(text, suppose.rank(text))
    if ends := brought_to(body):
        return Rewritten(ends[0], suppose.plain_form(ends[0]))
    if first := sign_first(body):
        return Rewritten(first[0], suppose.plain_form(first[0], first[1], sure=not first[1]))
    if change := sign_before_change(body):
        return Rewritten(change, suppose.plain_form(change))
    if deviation := either_way(body):
        return Rewritten(deviation, suppose.plain_form(deviation))
    if "/" in halfwidth(body) and not speaks_of_time(name) and (share := in_digits(body)):
        return Rewritten(share, suppose.plain_form(share))
    if middle := around(body):
        centre, margin = to_decimal(middle[0]), to_decimal(middle[1])
        if centre is not None and margin is not None and margin <= centre:
            text = f"{plain(centre - margin)}—{plain(centre + margin)}{middle[2]}"
            return Rewritten(text, suppose.plain_form(text))
    if amount := one_amount(body):
        return Rewritten(amount.text, suppose.plain_form(amount.amount, sure=amount.sure))
    return None
