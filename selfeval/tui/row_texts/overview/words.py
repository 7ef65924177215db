"""The words for what the list of forms is narrowed to and sorted by."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.problems import Message, msg
from selfeval.core.review.overview import DIFFERENCE, GRADE, MARK, RATE, SEVERITY, Asked
from selfeval.tui.row_texts.overview.overview_rows import MARKS

GROUP_WORDS: Mapping[str, Message] = {
    MARK: msg("Mark"),
    DIFFERENCE: msg("Claimed total"),
    SEVERITY: msg("Findings"),
    GRADE: msg("Grades"),
    RATE: msg("Execution rate"),
}
VALUE_WORDS: Mapping[str, Mapping[str, Message]] = {
    MARK: MARKS,
    DIFFERENCE: {
        "higher": msg("higher than recomputed"),
        "lower": msg("lower than recomputed"),
        "same": msg("as recomputed"),
        "unknown": msg("one of the two is missing"),
    },
    SEVERITY: {
        "errors": msg("with errors"),
        "warnings": msg("with warnings"),
        "clean": msg("without errors and warnings"),
    },
    GRADE: {"other": msg("two different ones"), "same": msg("the same"), "unknown": msg("one of them is missing")},
    RATE: {
        "below_50": msg("below 50%"),
        "below_80": msg("below 80%"),
        "below_90": msg("below 90%"),
        "above_100": msg("above 100%"),
    },
}
ORDER_WORDS: Mapping[str, Message] = {
    "difference": msg("difference between claimed and recomputed"),
    "errors": msg("errors, then warnings"),
    "adjusted": msg("budget"),
    "rate": msg("execution rate"),
    "claimed": msg("claimed total"),
    "total": msg("recomputed total"),
    "unit": msg("unit"),
    "title": msg("project"),
}


def said_of(asked: Asked) -> list[Message]:
    """What the list is narrowed to, and its order where it is not the usual one."""
    said = [VALUE_WORDS[group][value] for group, value in asked.only.items()]
    usual = Asked()
    if (asked.order, asked.down) != (usual.order, usual.down):
        way = msg("by {what}, largest first") if asked.down else msg("by {what}, smallest first")
        said.append(Message(way.template, (("what", ORDER_WORDS[asked.order]),)))
    return said
