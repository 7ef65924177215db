"""The assumptions about an actual that tells of a change, each as one sentence; all have the code `trend`."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.core.readings import Assumption, Confidence

_LOW = Confidence.LOW


def other_way(written: str, value: str) -> Assumption:
    """Code `trend`: the actual went the other way than the target asks."""
    message = msg(
        "The actual goes the other way than the target asks: {written} counts as {value}.", written=written, value=value
    )
    return Assumption("trend", message)


def other_way_unmeasured() -> Assumption:
    """Code `trend`: an actual that went the other way, without a number."""
    message = msg(
        "The actual goes the other way than the target asks and says not how far; 0, the best case, is taken."
    )
    return Assumption("trend", message)


def other_way_in_words(answer: str) -> Assumption:
    """Code `trend`: words that say the opposite of the target's words."""
    message = msg("The actual goes the other way than the target asks; “{answer}” is taken, with 0%.", answer=answer)
    return Assumption("trend", message, _LOW)


def unchanged() -> Assumption:
    """Code `trend`: nothing changed, where the target asks for a change."""
    return Assumption("trend", msg("The actual says that nothing changed; 0 is taken."))


def change_for_level() -> Assumption:
    """Code `trend`: a change where the target names a level."""
    message = msg("The actual tells by how much something changed, but the target names a level, not a change.")
    return Assumption("trend", message, _LOW)


def decrease_by_minus(fallen: str, *, sure: bool) -> Assumption:
    """Code `trend`: a change below nothing is a decrease; asked about where the words say decrease as well."""
    if sure:
        return Assumption("trend", msg("A change below 0 is a decrease: {fallen} is taken.", fallen=fallen))
    message = msg(
        "Both the words and the minus say decrease; a decrease of {fallen} is taken. Please check that no increase is"
        " meant.",
        fallen=fallen,
    )
    return Assumption("trend", message, _LOW)


def minus_of_a_change(offer: str) -> Assumption:
    """Code `trend`: -5% where the target asks for a decrease."""
    message = msg(
        "The target itself speaks of a change; perhaps the minus only repeats that, and {offer} is meant.", offer=offer
    )
    return Assumption("trend", message, _LOW, offer)
