"""The header of an indicator table that no ruled lines part: labels that stand side by side, in one line or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selfeval.document.kinds.pdf.flow import FlowLine
from selfeval.document.kinds.pdf.words import NARROW, SET_WIDE, OfWords, Word, lines_in, stacked, words_of
from selfeval.excel.tables.labels.labels import (
    STARTS_TABLE,
    column_of,
    label_of,
    project_column_of,
    weak_name_of,
)

_NAMES: Final = ("tier3", "name?", "block?")
_TARGETS: Final = ("target", "target?", "value")
_FEWEST: Final = 3
_TALLEST: Final = 4.5
"""Letters from the first to the last line of a header, at the most."""
_NEXT: Final = 1.75
"""Letters from one line of a label to the next."""


@dataclass(frozen=True, slots=True)
class Label(OfWords):
    """The label of one column, which field it names, and the label of several columns above it."""

    words: tuple[Word, ...]
    field: str
    group: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowHeader:
    """Lines `first` … `last` of a page with their labels, from left to right."""

    first: int
    last: int
    labels: tuple[Label, ...]

    def at(self, fields: Sequence[str]) -> int | None:
        """The column of the first of these fields that there is."""
        own = [label.field for label in self.labels]
        return next((own.index(field) for field in fields if field in own), None)

    @property
    def name(self) -> int:
        """The column of the indicators' names."""
        return self.at(_NAMES) or 0

    @property
    def target(self) -> int:
        """The column of the targets."""
        return self.at(_TARGETS) or 0

    def is_like(self, other: FlowHeader) -> bool:
        """Whether another one has the same labels."""
        return [label.field for label in self.labels] == [label.field for label in other.labels]


def field_of(text: str) -> str:
    """Which column a label names, "" for another text."""
    return column_of(text) or weak_name_of(text) or ""


def find_flow_header(lines: Sequence[FlowLine], start: int) -> FlowHeader | None:
    """The first header among `lines[start:]`."""
    for first in range(start, len(lines)):
        best = _best(lines, first)
        if best is None or best[0] < _FEWEST:
            continue
        for later in range(first + 1, min(first + 6, len(lines))):  # a line of the form's head may look like a label
            other = _best(lines, later)
            if other is not None and other[0] >= best[0]:
                best = other
        _, header, gap = best
        header = _completed(lines, header, gap)
        header = _lower(lines, _upper(lines, header, gap), gap)
        whole = header.at(_NAMES) is not None and header.at(_TARGETS) is not None
        listed = any(project_column_of(label.text) for label in header.labels)
        if whole and not listed and header.name < header.target:
            return header
    return None


def _best(lines: Sequence[FlowLine], first: int) -> tuple[int, FlowHeader, float] | None:
    """The most labels, the header that they make, and the gap between its words; None without a label in the line."""
    if not any(field_of(word.text) for gap in (NARROW, SET_WIDE) for word in words_of(lines[first], gap)):
        return None
    best: tuple[int, FlowHeader, float] | None = None
    for gap in (NARROW, SET_WIDE):
        for last in range(first, min(first + 6, len(lines))):
            if lines[last].top - lines[first].top > _TALLEST * lines[first].size:
                break
            labels = _labels(lines[first : last + 1], gap)
            known = {label.field for label in labels if label.field}
            if best is None or len(known) > best[0]:
                best = len(known), FlowHeader(first, last, labels), gap
    return best


def _labels(lines: Sequence[FlowLine], gap: float) -> tuple[Label, ...]:
    found: list[Label] = []
    for stack in stacked(word for line in lines for word in words_of(line, gap)):
        rows = lines_in(stack)
        if len(rows) > 1 and len(rows[-1]) > 1:
            group = tuple(word for row in rows[:-1] for word in row)
            known = _is_group(group)
            found += [Label((word,), field_of(word.text) if known else "", group) for word in rows[-1]]
        else:
            found.append(_label(stack))
    return tuple(found)


def _label(stack: Sequence[Word]) -> Label:
    """A label of one column; where its lower part alone is one, the upper part stands over several columns."""
    for cut in range(len(stack)):
        field = field_of(_text(stack[cut:]))
        if field and (cut == 0 or _is_group(stack[:cut])):
            return Label(tuple(stack[cut:]), field, tuple(stack[:cut]))
    return Label(tuple(stack), "")


def _is_group(words: Sequence[Word]) -> bool:
    """Whether a text above labels is one itself, and not the label of a value in the form's head."""
    label = label_of(_text(words))
    return bool(field_of(_text(words))) and (label is None or label[0] not in STARTS_TABLE)


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _completed(lines: Sequence[FlowLine], header: FlowHeader, gap: float) -> FlowHeader:
    """With as many lines above and below as make labels of texts that are none by themselves."""
    best = header
    for more in range(1, 5):
        for up in range(more + 1):
            first, last = header.first - up, header.last + more - up
            if first < 0 or last >= len(lines) or lines[last].top - lines[first].top > _TALLEST * lines[first].size:
                continue
            labels = _labels(lines[first : last + 1], gap)
            known, before = _known(labels), _known(best.labels)
            if known > before and len(labels) - known <= len(best.labels) - before:
                best = FlowHeader(first, last, labels)
    return best


def _known(labels: Sequence[Label]) -> int:
    return sum(bool(label.field) for label in labels)


def _lower(lines: Sequence[FlowLine], header: FlowHeader, gap: float) -> FlowHeader:
    """With the lines below that end its labels."""
    while header.last + 1 < len(lines):
        line = lines[header.last + 1]
        if not line.signs or line.top - lines[header.last].top > _NEXT * line.size:
            break
        labels = _labels(lines[header.first : header.last + 2], gap)
        grown = [new for new, old in zip(labels, header.labels, strict=False) if new.words != old.words]
        if len(labels) != len(header.labels) or not all(label.field and not label.group for label in grown):
            break
        header = FlowHeader(header.first, header.last + 1, labels)
    return header


def _upper(lines: Sequence[FlowLine], header: FlowHeader, gap: float) -> FlowHeader:
    """With the lines above that begin its labels, or are the labels of several columns."""
    while header.first > 0:
        line = lines[header.first - 1]
        if not line.signs or lines[header.first].top - line.top > _NEXT * line.size:
            break
        labels = _labels(lines[header.first - 1 : header.last + 1], gap)
        grown = [
            new
            for new, old in zip(labels, header.labels, strict=False)
            if (new.words, new.group) != (old.words, old.group)
        ]
        if len(labels) != len(header.labels) or not grown or not all(label.field for label in grown):
            break
        header = FlowHeader(header.first - 1, header.last, labels)
    return header
