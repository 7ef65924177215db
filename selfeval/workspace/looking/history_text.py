"""The history as lines of text: for the clipboard, a file, plain mode."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import Message, Translate, msg
from selfeval.workspace.looking.change_text import change_told
from selfeval.workspace.looking.history import Point, happened


def moment(at: str) -> str:
    """`2026-11-23T22:14:05+08:00` as `2026-11-23 22:14:05`."""
    return at[:19].replace("T", " ")


def head(point: Point) -> Message:
    """`14. 2026-11-23 22:14:05 wang: pasted, undone since`."""
    said = msg("{number}. {at} {who}: {what}", number=point.number, at=moment(point.at), who=point.who,
               what=happened(point))  # fmt: skip
    return msg("{said}, undone since", said=said) if point.undone else said


def lines(evaluation: Evaluation, found: Iterable[Point], translate: Translate) -> list[str]:
    """One line per row of the journal, its changes below it, as they are given."""
    said = []
    for point in found:
        said.append(head(point).render(translate))
        said += [f"   {_one_line(change_told(evaluation, change).render(translate))}" for change in point.changes]
    return said


def _one_line(text: str) -> str:
    return " ".join(text.split())
