"""Labelled fields of one line each, two beside each other; labels that stand below one another are as wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.problems import Message
from selfeval.tui.text import Words, width

_BLANK: Mapping[str, str] = MappingProxyType({})


def field_pairs(
    words: Words, fields: Sequence[tuple[str, Message]], texts: Mapping[str, str] = _BLANK
) -> Iterator[Widget]:
    """A line for every two fields; each is given as its id and label, and `texts` holds what stands in it by its id."""
    lines = []
    for first in range(0, len(fields), 2):
        line: list[Widget] = []
        for name, label in fields[first : first + 2]:
            line.append(Static(Content(words(label)), classes="label"))
            line.append(Input(texts.get(name, ""), id=name, compact=True))
        lines.append(line)
    _align(lines)
    yield from (Horizontal(*line, classes="field") for line in lines)


def align_labels(screen: Widget) -> None:
    """Let the fields of a screen that stand below one another begin at one place."""
    _align([list(line.children) for line in screen.query(".field")])


def _align(lines: Sequence[Sequence[Widget]]) -> None:
    """The first labels of the lines get one width, and the second ones."""
    labels = [[one for one in line if isinstance(one, Static) and one.has_class("label")] for line in lines]
    for column in zip_longest(*labels):
        alike = [label for label in column if label is not None]
        cells = max(width(str(label.content)) for label in alike)
        for label in alike:
            label.styles.width = cells + 1
