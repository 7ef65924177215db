"""Targets in words that nothing of it may happen (无事故, 零发生), and rows that say that they do not apply."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.readings import Comparator, Kind, Origin, Target
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.targets.forms import Context, canonical, unreadable
from selfeval.core.texts.words import names
from selfeval.core.texts.words import targets as words
from selfeval.core.texts.words.absence import says_not_applicable
from selfeval.core.texts.words.nothing import says_none, says_zero


def none_target(text: str, body: str, context: Context, unit: str) -> Target | None:
    """At most 0 for 零, 未发生, 无事故; unreadable and to be asked about where the row does not seem to apply.

    A lone 无 is 0 among harms and where nothing is known of the row; of work to be done, of benefits and of
    satisfaction it says that there is nothing to measure.
    """
    if says_not_applicable(body):
        return unreadable(text, "not_applicable")
    if says_none(body):
        known = bool(context.name.strip())
        if known and not (names.less_is_better_by_name(context.name) or names.is_occurrence(context.name)):
            return unreadable(text, "nothing")
    elif not says_zero(body) or words.is_yes_no(body):
        return None
    target = Target(text, Kind.QUANTITY, Comparator.LE, Decimal(0), unit=unit, origin=Origin.ASSUMED)
    note = suppose.none_of_it(canonical(target))
    return Target(text, Kind.QUANTITY, Comparator.LE, Decimal(0), unit=unit, origin=Origin.ASSUMED, assumptions=(note,))
