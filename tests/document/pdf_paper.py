"""A small typesetter that makes PDFs of the documents for tests, with the faults of real ones on demand.

The letters are those of a font that no file embeds (STSong-Light), as older Chinese programs write them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.document.paper import Break, C, H, P, Paper, T

WIDTH, HEIGHT, EDGE = 595.0, 842.0, 60.0
SIZE = 10.0
PAD = 4.0
_NEVER_FIRST = "，。、；：？！）》”％%"


@dataclass
class Faults:
    """What is wrong with a PDF.

    Attributes:
        open_top: the line above each table is missing, on all pages or (`later`) on those behind the first.
        open_sides: no lines at the left and right of tables.
        apart: each cell is drawn by itself, with a gap around it.
        close: points between two tables that follow each other.
        split_rows: a row goes on over the end of a page.
        low_labels: a cell merged over the end of the page shows its text only behind it.
        without: lines (x0, y0, x1, y1, growing downward) that are left out.
        header: a line at the top of each page.
        ruled: `all` lines, `none`, `three` (above and below the table, and below its header), `across` (none that
            goes down), `framed` (those that go down at the sides alone).
        centred: texts stand in the middle of their cells' height, not at the top.
        pad: points above and below the text of a cell.
        right: texts that are bare figures, or begin with a sign, stand at the right of their cells.
    """

    open_top: str = ""
    open_sides: bool = False
    apart: bool = False
    close: float = 14.0
    split_rows: bool = False
    low_labels: bool = False
    without: Callable[[float, float, float, float], bool] = lambda *_: False
    header: str = ""
    ruled: str = "all"
    centred: bool = False
    pad: float = PAD
    right: bool = False


@dataclass
class _Page:
    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)


def width_of(text: str, size: float = SIZE) -> float:
    """Width of a text in points."""
    return sum(size if char > "\u2000" else size / 2 for char in text)


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """Lines as a typesetter breaks them: no sign that closes begins one, no word of Latin letters is cut."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for piece in _pieces(part):
            if width_of(line + piece, size) > room and line:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
    return lines


def _pieces(text: str) -> Iterable[str]:
    piece = ""
    for char in text:
        glued = char in _NEVER_FIRST or (piece[-1:].isascii() and piece and char.isascii() and char != " ")
        if piece and not glued:
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


class Typesetter:
    """Sets one document."""

    def __init__(self, paper: Paper, faults: Faults) -> None:
        self.pages = [_Page()]
        self.y = EDGE
        self.bottom = (paper.height * 28.35 if paper.height else HEIGHT) - EDGE
        self.height = self.bottom + EDGE
        self._faults = faults
        after_table = False
        for piece in paper.pieces:
            if isinstance(piece, Break):
                self._new_page()
            elif isinstance(piece, T):
                if after_table:
                    self.y += faults.close
                self._table(piece)
            else:
                size = {1: 16.0, 2: 14.0, 3: 12.0}.get(piece.level, SIZE) if isinstance(piece, H) else SIZE
                self._paragraph(piece.text, size, set_in=isinstance(piece, P) and piece.set_in)
            after_table = isinstance(piece, T)

    def _new_page(self) -> None:
        self.pages.append(_Page())
        self.y = EDGE

    def _paragraph(self, text: str, size: float, *, set_in: bool) -> None:
        left = 2 * size if set_in else 0.0
        for index, line in enumerate(_broken(text, WIDTH - 2 * EDGE, left, size)):
            if self.y + 1.6 * size > self.bottom:
                self._new_page()
            self.pages[-1].texts.append((EDGE + (left if index == 0 else 0), self.y, size, line))
            self.y += 1.6 * size
        self.y += 4

    def _table(self, table: T) -> None:
        columns = table.columns
        room = WIDTH - 2 * EDGE
        given = list(table.widths) or [1.0] * columns
        xs = [EDGE]
        for share in given:
            xs.append(xs[-1] + room * share / sum(given))
        cells = table.cells()
        heights = _heights(table, cells, xs, self._faults.pad)
        top, first = 0, True
        while top < len(table.rows):
            end = self._fitting(heights, top, cells, xs)
            if end == top:
                if self.y > EDGE:
                    self._new_page()
                    continue
                end = top + 1
            self._part(table, cells, xs, heights, top, end, first=first)
            top, first = end, False
            if top < len(table.rows):
                self._new_page()
                if table.repeat is not None:
                    self._part(table, cells, xs, heights, table.repeat, table.repeat + 1, first=False)

    def _fitting(self, heights: list[float], top: int, cells: list[tuple[int, int, C]], xs: list[float]) -> int:
        """The first row of the next page: no merged cell is broken where its text does not fit above the break."""
        end, y = top, self.y
        while end < len(heights) and y + heights[end] <= self.bottom:
            y += heights[end]
            end += 1
        for row, column, cell in cells:
            if top <= row < end < row + cell.down and not self._faults.low_labels:
                lines = wrapped(cell.text, xs[column + cell.across] - xs[column] - 2 * PAD)
                if len(lines) * 1.3 * SIZE + 2 * self._faults.pad > sum(heights[row:end]) + 0.1:
                    end = row
        return max(end, top)

    def _part(
        self,
        table: T,
        cells: list[tuple[int, int, C]],
        xs: list[float],
        heights: list[float],
        top: int,
        end: int,
        *,
        first: bool,
    ) -> None:
        """Rows top … end - 1 on this page."""
        ys = [self.y]
        for row in range(top, end):
            ys.append(ys[-1] + heights[row])
        page = self.pages[-1]
        for row, column, cell in cells:
            last = row + cell.down
            if last <= top or row >= end:
                continue
            upper, lower = ys[max(row, top) - top], ys[min(last, end) - top]
            left, right = xs[column], xs[column + cell.across]
            shown = row >= top
            if self._faults.low_labels and row < end < last:
                shown = False
            if self._faults.low_labels and row < top and last <= end:
                shown = True
            if shown:
                lines = wrapped(cell.text, right - left - 2 * PAD)
                first_line = upper + self._faults.pad
                if self._faults.centred:
                    first_line = (upper + lower - (len(lines) - 1) * 1.3 * SIZE - SIZE) / 2
                for number, line in enumerate(lines):
                    x = left + PAD
                    if self._faults.right and line[:1] in "0123456789≥≤=":
                        x = right - PAD - width_of(line)
                    page.texts.append((x, first_line + number * 1.3 * SIZE, SIZE, line))
            gap = 1.0 if self._faults.apart else 0.0
            box = left + gap, upper + gap, right - gap, lower - gap
            self._box(page, box, xs, ys[0], first=first, table=table)
        self._rules(page, table, xs, ys, top, end, first=first)
        self.y = ys[-1]

    def _rules(
        self, page: _Page, table: T, xs: list[float], ys: list[float], top: int, end: int, *, first: bool
    ) -> None:
        """The lines of a table that has only three: above, below, and below the header."""
        if self._faults.ruled != "three":
            return
        header = next(row for row, cells in enumerate(table.rows) if {"三级指标", "绩效指标"} & set(map(_text, cells)))
        heights = [ys[0]] if first else []
        heights += [ys[header + 1 - top]] if top <= header < end else []
        heights += [ys[-1]] if end == len(table.rows) else []
        page.lines += [(xs[0], y, xs[-1], y) for y in heights]

    def _box(
        self, page: _Page, box: tuple[float, float, float, float], xs: list[float], top: float, *, first: bool, table: T
    ) -> None:
        if not table.lines or self._faults.ruled in {"none", "three"}:
            return
        x0, y0, x1, y1 = box
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            upright = line[0] == line[2]
            if upright and self._faults.ruled == "across":
                continue
            if upright and self._faults.ruled == "framed" and xs[0] + 2 < line[0] < xs[-1] - 2:
                continue
            if upright and self._faults.open_sides and (line[0] <= xs[0] + 2 or line[0] >= xs[-1] - 2):
                continue
            at_top = not upright and line[1] <= top + 2
            if at_top and (self._faults.open_top == "all" or (self._faults.open_top == "later" and not first)):
                continue
            if not self._faults.without(*line):
                page.lines.append(line)

    def data(self) -> bytes:
        """The bytes of the PDF."""
        streams = []
        for number, page in enumerate(self.pages, start=1):
            parts = [
                f"{x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S"
                for x0, y0, x1, y1 in page.lines
            ]
            texts = [*page.texts, (WIDTH / 2 - 10, self.height - 40, SIZE, f"- {number} -")]
            if self._faults.header:
                texts.append((EDGE, 30.0, SIZE, self._faults.header))
            for x, y, size, text in texts:
                code = text.encode("utf-16-be").hex().upper()
                parts.append(f"BT /F1 {size} Tf {x:.2f} {self.height - y - size * 0.88:.2f} Td <{code}> Tj ET")
            streams.append("\n".join(["0.7 w", *parts]).encode())
        return pdf_bytes(streams, WIDTH, self.height)


def _broken(text: str, room: float, left: float, size: float) -> list[str]:
    """Lines of a paragraph whose first one is set in."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        own = room - (left if not lines else 0)
        if width_of(line + piece, size) > own and line:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def _text(cell: C | str) -> str:
    return cell.text if isinstance(cell, C) else cell


def _heights(table: T, cells: list[tuple[int, int, C]], xs: list[float], pad: float) -> list[float]:
    heights = [SIZE * 1.3 + 2 * pad] * len(table.rows)
    for row, column, cell in cells:
        lines = wrapped(cell.text, xs[column + cell.across] - xs[column] - 2 * PAD)
        need = len(lines) * 1.3 * SIZE + 2 * pad
        if cell.down == 1:
            heights[row] = max(heights[row], need)
        else:
            last = row + cell.down - 1
            heights[last] = max(heights[last], need - sum(heights[row:last]))
    return heights


def pdf_bytes(streams: list[bytes], width: float, height: float, *, more: str = "") -> bytes:
    """A PDF of these content streams, one a page, with the font F1."""
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {more}>>".encode(),
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
            b" /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 5 0 R >>"
        ),
        (
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
            b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
        ),
    ]
    kids = []
    for stream in streams:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.0f} {height:.0f}]"
            " /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects) + 2} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def as_pdf(paper: Paper, folder: Path, faults: Faults | None = None) -> Path:
    """As a PDF."""
    path = folder / f"{paper.name}.pdf"
    path.write_bytes(Typesetter(paper, faults or Faults()).data())
    return path
