"""Labelled fields of one line each, two beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.problems import Message
from selfeval.tui.text import Words

_BLANK: Mapping[str, str] = MappingProxyType({})


def field_pairs(
    words: Words, fields: Sequence[tuple[str, Message]], texts: Mapping[str, str] = _BLANK
) -> Iterator[Widget]:
    """A line for every two fields; each is given as its id and label, and `texts` holds what stands in it by its id."""
    for first in range(0, len(fields), 2):
        line: list[Widget] = []
        for name, label in fields[first : first + 2]:
            line.append(Static(Content(words(label)), classes="label"))
            line.append(Input(texts.get(name, ""), id=name, compact=True))
        yield Horizontal(*line, classes="field")
