"""Draws what has changed on a screen, and nothing that lies between.

Textual composes every widget on every line on which anything has changed: 3 ms and more for a row and its details at
opposite edges of the screen. Rests on what its compositor keeps for itself: `tests/tui/test_changed_parts.py` holds
what is drawn here to what Textual would draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Piece = tuple[int, int, Strip]
"""Column and line of the screen, and what stands there."""
Wanted = dict[int, list[tuple[int, int]]]
"""What is still to be drawn: lines, each with first columns and those behind the last."""


class Parts(CompositorUpdate):
    """Pieces of lines, written where they stand."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for x, y, strip in self.pieces:
            yield Control.move_to(x, y)
            yield from strip

    def render_segments(self, console: Console) -> str:
        """What is sent to the terminal."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.pieces)


class PartsCompositor(Compositor):
    """Textual's own, but for a drawing of less than the whole screen."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since it was last drawn, None where nothing has."""
        screen = self.size.region
        changed = [region.intersection(screen) for region in self._dirty_regions]
        self._dirty_regions.clear()
        wanted: Wanted = {}
        for y, first, behind in self._regions_to_spans(region for region in changed if region):
            wanted.setdefault(y, []).append((first, behind))
        # What is returned is only ever asked for `render_segments`.
        return Parts(list(self._pieces(wanted))) if wanted else None  # type: ignore[return-value]

    def _pieces(self, wanted: Wanted) -> Iterator[Piece]:
        """Draw from the front to the back; what one widget has drawn is asked of none behind it."""
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                return
            yield from _drawn(widget, region, region.intersection(clip), wanted)


def _drawn(widget: Widget, whole: Region, seen: Region, wanted: Wanted) -> Iterator[Piece]:
    """What a widget has to say on the lines that are wanted of it; they are wanted no more."""
    first, behind = seen.column_span
    if seen.y > max(wanted) or seen.bottom <= min(wanted):
        return
    lines = [y for y in seen.line_range if y in wanted and any(a < behind and first < b for a, b in wanted[y])]
    for run in _runs(lines):
        crop = Region(first - whole.x, run.start - whole.y, seen.width, len(run))
        for y, strip in zip(run, widget.render_lines(crop), strict=False):
            left: list[tuple[int, int]] = []
            for a, b in wanted.pop(y):
                start, end = max(a, first), min(b, behind)
                if start < end:
                    yield start, y, strip.crop(start - first, end - first)
                    left += [(x, z) for x, z in ((a, start), (end, b)) if x < z]
                else:
                    left.append((a, b))
            if left:
                wanted[y] = left


def _runs(lines: Iterable[int]) -> Iterator[range]:
    """Lines that follow each other."""
    start = end = None
    for line in lines:
        if end is not None and start is not None and line == end:
            end += 1
            continue
        if start is not None and end is not None:
            yield range(start, end)
        start, end = line, line + 1
    if start is not None and end is not None:
        yield range(start, end)
