"""How long the texts of a form may be: 字, the characters without blanks, against the limits that a rule pack gives."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.problems import Message, msg

LIMITED: Mapping[str, Message] = {
    "goal_actual": msg("outcome of the year's goals"),
    "reason": msg("reason"),
    "conclusion": msg("conclusion"),
    "issues": msg("problems found"),
    "measures": msg("measures"),
    "content": msg("what was carried out"),
}
"""The texts that a pack may limit, by its key; a reason is that of a row or of the budget."""
_ALIKE = {"budget_reason": "reason"}


def characters(text: str) -> int:
    """The characters of a text, signs counted and blanks not."""
    return len("".join(text.split()))


def limit_of(lengths: Mapping[str, int], field: str) -> int | None:
    """The most, or the fewest, characters that a text may have, by its field; None where the pack does not say."""
    return lengths.get(_ALIKE.get(field, field))


def named(field: str) -> Message:
    """What a text that may be limited is called, by its field."""
    return LIMITED[_ALIKE.get(field, field)]


def counted(text: str, most: int) -> Message:
    """How much of the limit a text takes."""
    count = characters(text)
    if count > most:
        return msg("{count} of {most} characters: {over} too many", count=count, most=most, over=count - most)
    return msg("{count} of {most} characters", count=count, most=most)


def length_words(lengths: Mapping[str, int]) -> Message:
    """The limits in words, in the order of the texts."""
    parts = tuple(msg("{what} {most}", what=LIMITED[key], most=lengths[key]) for key in LIMITED if key in lengths)
    return msg("{parts}", parts=parts) if parts else msg("no limit")
