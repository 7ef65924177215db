"""Texts of a table without ruled lines → its rows: what belongs to one is told by the gaps between lines.

Three readings are tried: lines nearer to each other than the rest are one cell; each line is a row; a line that has
name and target begins a row. A reading holds only where every row has one name and one target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.pdf.unruled.values import Body, Reading, Row, Text

_SAME_STEP: Final = 0.8
"""Points by which steps from line to line differ that are meant to be the same."""
_JUMP: Final = 1.22
"""So many times the step between lines of a cell is that between rows, at the least."""
_MOST_PITCH: Final = 1.8
"""Letters from one line of a cell to the next, at the most."""
_BESIDE: Final = 0.75
"""Part of the step between lines of a cell that lines of one row, each in the middle of its cell, are apart."""
_USUAL_STEP: Final = 1.3
_ENTRY: Final = lazy(r"\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]")


def read_rows(body: Body) -> Reading | None:
    """The rows; None where no reading holds."""
    in_lines = _in_lines(body)
    if in_lines is not None:
        return Reading(tuple(in_lines), max(_steps(body)[:1], default=0.0))
    steps = _steps(body)
    size = max((text.size for text in body.texts), default=10.0)
    pitches = [0.0, *(step for step in steps if step <= _MOST_PITCH * size)]
    by_gap = _gap(steps, size) if body.pitch is None else _nearest(pitches, body.pitch)
    holding = {
        pitch: rows for pitch in pitches if _holds(rows := _rows(body, pitch), body, clear=pitch in {0.0, by_gap})
    }
    first = next(iter(holding), None)
    if by_gap is not None and by_gap in holding:
        other = holding[first] if first is not None else holding[by_gap]
        return Reading(tuple(holding[by_gap]), by_gap, _differing(holding[by_gap], other))
    if first is not None:
        return Reading(tuple(holding[first]), first, _like_wrapped(holding[first], body, size))
    if by_gap is not None and by_gap > 0:
        rows = _rows(body, by_gap)
        bare = tuple(number for number, row in enumerate(rows) if not row.has(body.target))
        if _holds(rows, body, targets=False) and 2 * len(bare) <= len(rows):
            return Reading(tuple(rows), by_gap, bare)
    return _by_anchors(body, size)


def _nearest(pitches: Sequence[float], pitch: float) -> float | None:
    near = min(pitches, key=lambda one: abs(one - pitch))
    return near if abs(near - pitch) <= _SAME_STEP else None


def _line_step(body: Body) -> float:
    """The least step from line to line: no two rows stand nearer to each other."""
    size = max((text.size for text in body.texts), default=10.0)
    steps = [step for step in _steps(body) if step >= 0.9 * size]
    return min([*steps, 2.0 * size]) if steps else _USUAL_STEP * size


def _steps(body: Body) -> list[float]:
    """Steps from line to line within columns, each once, from the least."""
    found: list[float] = []
    for texts in _columns(body):
        found += [
            lower.middle - upper.middle
            for upper, lower in pairwise(texts)
            if not body.ruled_between(upper.middle, lower.middle)
        ]
    least: list[float] = []
    for step in sorted(found):
        if least and step - least[-1] <= _SAME_STEP:
            least[-1] = step
        else:
            least.append(step)
    return least


def _columns(body: Body) -> Iterator[list[Text]]:
    for column in sorted({text.column for text in body.texts}):
        yield sorted((text for text in body.texts if text.column == column), key=lambda text: text.middle)


def _gap(steps: Sequence[float], size: float) -> float | None:
    """The step between lines of one cell, where the steps between rows clearly are wider."""
    near = [step for step in steps if step <= _MOST_PITCH * size]
    jumps = [(after / before, before) for before, after in pairwise(steps) if before in near]
    widest = max(jumps, default=(0.0, 0.0))
    return widest[1] if widest[0] >= _JUMP else None


def _rows(body: Body, pitch: float) -> list[Row]:
    """Lines of a column not further apart than `pitch` as one cell, cells beside each other as one row."""
    blocks: list[list[Text]] = []
    for texts in _columns(body):
        block: list[Text] = []
        for text in texts:
            near = bool(block) and text.middle - block[-1].middle <= pitch + 0.01
            if near and not body.ruled_between(block[-1].middle, text.middle):
                block.append(text)
            else:
                block = [text]
                blocks.append(block)
    rows: list[Row] = []
    beside, last = _BESIDE * _line_step(body), 0.0
    for block in sorted(blocks, key=lambda one: one[0].middle):
        apart = block[0].middle - last
        if not rows or apart >= beside or body.ruled_between(last, block[0].middle):
            rows.append(Row())
            last = block[-1].middle
        last = max(last, block[-1].middle)
        rows[-1].texts.setdefault(block[0].column, []).extend(block)
    for row in rows:
        for texts in row.texts.values():
            texts.sort(key=lambda text: text.middle)
    return rows


def _holds(rows: Sequence[Row], body: Body, *, targets: bool = True, clear: bool = True) -> bool:
    """Whether every row has one name and one target, and no two cells in one column.

    Lines beside each other are rows, unless they are numbered, or the gaps are those of lines in a cell (`clear`) and
    each line is full.
    """
    first_ends = body.goes_on and bool(rows) and not (rows[0].has(body.name) and rows[0].has(body.target))
    own = rows[1:] if first_ends else rows
    if not own or not all(row.has(body.name) and (row.has(body.target) or not targets) for row in own):
        return False
    if any(_is_later_entry(row.texts[body.target][0]) for row in own if row.has(body.target)):
        return False  # an entry of a list of targets in one cell
    return not any(_several(row) or (_side_by_side(row, body) and not (clear and _full(row, body))) for row in rows)


def _side_by_side(row: Row, body: Body) -> bool:
    """Whether several lines of a row have a name and a target each, and no numbers as entries of a list have."""
    names, targets = row.texts.get(body.name, []), row.texts.get(body.target, [])
    alike = sum(any(abs(name.middle - target.middle) < 2 for target in targets) for name in names)
    return alike > 1 and not all(map(_is_entry, names))


def _is_entry(text: Text) -> bool:
    return bool(_ENTRY.match(text.text))


def _is_later_entry(text: Text) -> bool:
    found = _ENTRY.match(text.text)
    return found is not None and found[0].strip("（()）.．、") not in {"1", "①"}


def _in_lines(body: Body) -> list[Row] | None:
    """Rows as the horizontal lines part them, where each has a name and a target, once or as lists."""
    rows = _rows(body, 10_000.0)
    inside = [line for line in body.across if rows[0].bottom - 2 < line.at < rows[-1].top + 2] if rows else []
    if not inside or len(rows) < 2 or not _holds(rows, body, targets=False):
        return None
    return rows


def _several(row: Row) -> bool:
    """Whether a column of a row holds two cells: its lines are further apart than those of another column."""
    steps = [
        lower.middle - upper.middle
        for texts in row.texts.values()
        for upper, lower in pairwise(texts)
        if lower.middle - upper.middle > 0
    ]
    return bool(steps) and max(steps) > min(steps) * _JUMP


def _differing(rows: Sequence[Row], others: Sequence[Row]) -> tuple[int, ...]:
    """Rows that begin or end elsewhere in another reading."""
    known = {(row.top, row.bottom) for row in others}
    return tuple(number for number, row in enumerate(rows) if (row.top, row.bottom) not in known)


def _like_wrapped(rows: Sequence[Row], body: Body, size: float) -> tuple[int, ...]:
    """Rows that may as well be second lines of the row above: near to it, and all that stands above them is full."""
    widths: dict[int, float] = {}
    for text in body.texts:
        widths[text.column] = max(widths.get(text.column, 0.0), text.width)
    found = []
    for number, (upper, lower) in enumerate(pairwise(rows), start=1):
        above = [upper.texts.get(column, [])[-1:] for column in lower.texts]
        full = all(texts and widths[texts[0].column] - texts[0].width < 0.6 * size for texts in above)
        if full and lower.top - upper.bottom < (_MOST_PITCH - 1) * size:
            found.append(number)
    return tuple(found)


def _by_anchors(body: Body, size: float) -> Reading | None:
    """A row begins where name and target stand in one line; the lines below belong to it. All of them are doubtful."""
    heights = {column: [text for text in body.texts if text.column == column] for column in (body.name, body.target)}
    begins = sorted(
        name.top
        for name in heights[body.name]
        if any(abs(name.middle - target.middle) < 0.3 * size for target in heights[body.target])
    )
    listed = any(map(_is_later_entry, heights[body.target]))
    if len(begins) < 2 or len(begins) != len(heights[body.target]) or listed:
        return None
    rows = [Row() for _ in begins]
    for texts in _columns(body):
        for text in texts:
            place = sum(begin <= text.top + 0.3 * size for begin in begins) - 1
            if place < 0:
                return None
            rows[place].texts.setdefault(text.column, []).append(text)
    if any(not _full(row, body) for row in rows):
        return None
    doubtful = tuple(number for number, row in enumerate(rows) if any(len(texts) > 1 for texts in row.texts.values()))
    return Reading(tuple(rows), 0.0, doubtful)


def _full(row: Row, body: Body) -> bool:
    """Whether each line of a cell that another one follows fills its column."""
    for column, texts in row.texts.items():
        width = max(text.width for text in body.texts if text.column == column)
        if any(width - upper.width > 2.2 * upper.size for upper, _ in pairwise(texts)):
            return False
    return True
