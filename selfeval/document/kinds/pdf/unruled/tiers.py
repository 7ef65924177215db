"""Labels left of a table's rows, each printed once for several of them → the rows that each stands for.

Without ruled lines this is a supposition. A label stands at the first of its rows, or in the middle of them: the way
that fits every label of the table is taken, and of two that fit the one in which tiers agree with each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from selfeval.core.model import Indicator, Tier1, tier1_of
from selfeval.core.patterns import lazy
from selfeval.core.tiers import tier_key
from selfeval.document.kinds.pdf.rules import Segment
from selfeval.document.kinds.pdf.unruled.values import Row, Text
from selfeval.document.values import Place

_WHOLE: Final = lazy(
    r"(?:产出|效益|满意度|成本|项目完成|项目效果|数量|质量|时效|(?:经济|社会|生态|环境)(?:效益|影响|成本)|生态环境成本"
    r"|可持续影响|(?:服务对象|社会公众|社会公众或服务对象)满意度)(?:指标)?"
)
_LONG: Final = (
    "服务对象满意度指标", "社会公众或服务对象满意度指标", "可持续影响指标",
    "社会效益指标", "经济效益指标", "生态效益指标",
)  # fmt: skip
"""Labels that a narrow column breaks."""
_ENDS: Final = ("指标", "标")
"""What never is a label by itself."""
_NEXT_LINE: Final = 1.75
_FAR: Final = 3.0
_OFF: Final = 0.24
"""Part of the height of a row by which a label may stand beside the middle of its rows."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A label with the rows `first` … `last` that it stands for."""

    column: int
    texts: tuple[Text, ...]
    first: int
    last: int

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.texts[0].words[0].place

    @property
    def text(self) -> str:
        """Its letters without blanks."""
        return _letters(self.texts)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The labels of a table, whether their rows are certain, and by which way they were found, "" if by each."""

    labels: list[Tier]
    certain: bool
    way: str


@dataclass(frozen=True, slots=True)
class _Span:
    texts: tuple[Text, ...]

    @property
    def top(self) -> float:
        return self.texts[0].top

    @property
    def middle(self) -> float:
        return (self.texts[0].top + self.texts[-1].bottom) / 2


def _letters(texts: Sequence[Text]) -> str:
    return "".join(word.text for text in texts for word in text.words)


def tiers_of(
    texts: Sequence[Text], rows: Sequence[Row], across: Sequence[Segment], pitch: float, before: str | None
) -> Tiers | None:
    """The labels of all columns, None where they fit no rows; `before` is the way of a page before, if there is one."""
    goes_on = before is not None
    columns = sorted({text.column for text in texts})
    bands = _bands(rows)
    inner = [(row.top, row.bottom) for row in rows]
    labels = {
        column: _spans([text for text in texts if text.column == column], rows, across, pitch) for column in columns
    }
    readings: list[tuple[str, list[Tier]]] = []
    for way in (_between_lines, _from_top, _around_middle):
        found: list[Tier] = []
        for column in columns:
            own = way(labels[column], bands, across, goes_on)
            if own is None and way is _around_middle:  # rows of one height: the borders stand as far from the text
                own = way(labels[column], inner, across, goes_on)
            if own is None:
                break
            found += [Tier(column, label.texts, *span) for label, span in zip(labels[column], own, strict=True)]
        else:
            if way is _between_lines:
                return Tiers(found, True, before or "")
            readings.append((way.__name__, found))
    if not readings:
        return None
    readings.sort(key=lambda one: (_contradictions(one[1]), one[0] != before))
    (name, best), others = readings[0], readings[1:]
    same = all(_extents(best) == _extents(other) for _, other in others)
    clear = any(_contradictions(best) < _contradictions(other) for _, other in others)
    return Tiers(best, _contradictions(best) == 0 and (same or clear), "" if same and others else name)


def _extents(tiers: Sequence[Tier]) -> list[tuple[int, int, int]]:
    return [(tier.column, tier.first, tier.last) for tier in tiers]


def _bands(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """From where to where each row reaches: half of the gap to its neighbours is its own."""
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(rows)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 4.0
    between = [(upper.bottom + lower.top) / 2 for upper, lower in pairwise(rows)]
    return list(pairwise([rows[0].top - usual / 2, *between, rows[-1].bottom + usual / 2]))


def _spans(texts: Sequence[Text], rows: Sequence[Row], across: Sequence[Segment], pitch: float) -> list[_Span]:
    """Lines of one label together."""
    found: list[list[Text]] = []
    for text in sorted(texts, key=lambda one: one.middle):
        before = found[-1] if found else None
        if before is not None and _is_one(before, text, rows, across, pitch):
            before.append(text)
        else:
            found.append([text])
    return [_Span(tuple(one)) for one in found]


def _is_one(before: Sequence[Text], text: Text, rows: Sequence[Row], across: Sequence[Segment], pitch: float) -> bool:
    """Whether a line goes on with the label of the lines above it."""
    if any(before[-1].middle < line.at < text.middle and line.start < text.words[0].right for line in across):
        return False
    held, own = _letters(before), _letters([text])
    upright = len(own) == 1 and all(len(_letters([one])) == 1 for one in before)
    near = text.middle - before[-1].middle <= max(pitch, _NEXT_LINE * text.size) + 0.5
    if upright and not held.endswith("指标"):
        return text.middle - before[-1].middle <= 2.6 * text.size
    if _is_whole(held) and not _is_whole(held + own):
        return False
    if own in _ENDS and _is_whole(held + own):
        return text.middle - before[-1].middle <= _FAR * text.size
    if _is_whole(held + own) or (near and not _is_whole(own) and _begins_whole(held + own)):
        return near
    same = any(row.top - 2 <= before[-1].middle and text.middle <= row.bottom + 2 for row in rows)
    return near and (same or (pitch > 0 and not _is_whole(own)))


def ends_label(held: str, own: str) -> bool:
    """Whether a text is the end of a label that the end of a page has cut."""
    return not _is_whole(held) and _is_whole(held + own)


def _is_whole(text: str) -> bool:
    return bool(_WHOLE.fullmatch(text))


@lru_cache(maxsize=256)
def _begins_whole(text: str) -> bool:
    """Whether a known label begins with a text."""
    return any(word.startswith(text) for word in _LONG)


def _row_at(bands: Sequence[tuple[float, float]], height: float) -> int:
    return min(range(len(bands)), key=lambda row: max(bands[row][0] - height, height - bands[row][1]))


def _between_lines(
    labels: Sequence[_Span], bands: Sequence[tuple[float, float]], across: Sequence[Segment], goes_on: bool
) -> list[tuple[int, int]] | None:
    """Where horizontal lines part the labels from each other; None where they do not."""
    left = min((word.left for label in labels for text in label.texts for word in text.words), default=0.0)
    right = max((word.right for label in labels for text in label.texts for word in text.words), default=0.0)
    lines = sorted(line.at for line in across if line.start <= left + 2 and line.end >= right - 2)
    cuts = [row for row in range(1, len(bands)) if any(abs(at - bands[row][0]) < 6 for at in lines)]
    spans = list(pairwise([0, *cuts, len(bands)]))
    if goes_on and len(spans) == len(labels) + 1:
        spans = spans[1:]  # the first rows are those of a label of the page before
    if len(spans) != len(labels) or (not cuts and len(labels) == 1 and len(bands) > 1):
        return None
    own = [(first, end - 1) for first, end in spans]
    for label, (first, last) in zip(labels, own, strict=True):
        if not bands[first][0] <= label.middle <= bands[last][1]:
            return None
    return own


def _from_top(
    labels: Sequence[_Span], bands: Sequence[tuple[float, float]], across: Sequence[Segment], goes_on: bool
) -> list[tuple[int, int]] | None:
    """Each label stands at the first of its rows."""
    del across
    begins = [_row_at(bands, label.texts[0].middle) for label in labels]
    if len(set(begins)) != len(begins) or (begins and begins[0] != 0 and not goes_on):
        return None
    return [(first, end - 1) for first, end in pairwise([*begins, len(bands)])]


def _around_middle(
    labels: Sequence[_Span], bands: Sequence[tuple[float, float]], across: Sequence[Segment], goes_on: bool
) -> list[tuple[int, int]] | None:
    """Each label stands in the middle of its rows; the rows before the first one may be those of the page before."""
    del across
    least = min(lower - upper for upper, lower in bands)
    starts = range(len(bands)) if goes_on else range(1)
    for start in starts:
        found, first = [], start
        for label in labels:
            ends = range(first, len(bands))
            off = {end: abs((bands[first][0] + bands[end][1]) / 2 - label.middle) for end in ends}
            last = min(off, key=lambda end: off[end], default=-1)
            if last < 0 or off[last] > max(2.5, _OFF * least):
                break
            found.append((first, last))
            first = last + 1
        if len(found) == len(labels) and first == len(bands):
            return found
    return None


def _contradictions(tiers: Sequence[Tier]) -> int:
    """How often a second tier stands under a first one that it does not belong to, or reaches beyond it."""
    count = 0
    for lower in tiers:
        for upper in tiers:
            if upper.column >= lower.column or lower.last < upper.first or lower.first > upper.last:
                continue
            count += lower.first < upper.first or lower.last > upper.last
            known, own = tier1_of(upper.text), _tier1_above(lower.text)
            count += known is not None and own is not None and own is not known
    return count


def _tier1_above(text: str) -> Tier1 | None:
    """The first tier that a second one can only stand under; cost and satisfaction stand under several."""
    if not _is_whole(text) or "成本" in text or "满意度" in text:
        return None
    key = tier_key(Indicator(id="", tier1="", tier2=text, tier3="", target=""))
    return key if isinstance(key, Tier1) else None
