"""Documents for tests, described once and made as .docx, text, Markdown, web page, or one cell a line."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell as WordCell
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class H:
    """A heading."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class P:
    """A paragraph."""

    text: str
    set_in: bool = True


@dataclass(frozen=True)
class Break:
    """A new page."""


@dataclass(frozen=True)
class C:
    """A cell: how far it reaches across and down."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class T:
    """A table: rows of cells; a cell merged from above is not repeated."""

    rows: Sequence[Sequence[C | str]]
    widths: Sequence[float] = ()
    repeat: int | None = None
    lines: bool = True

    def cells(self) -> list[tuple[int, int, C]]:
        """Row and column from 0 of each cell."""
        taken: set[tuple[int, int]] = set()
        found = []
        for row, cells in enumerate(self.rows):
            column = 0
            for item in cells:
                cell = item if isinstance(item, C) else C(item)
                while (row, column) in taken:
                    column += 1
                taken |= {(row + d, column + a) for d in range(cell.down) for a in range(cell.across)}
                found.append((row, column, cell))
                column += cell.across
        return found

    @property
    def columns(self) -> int:
        return max(column + cell.across for _, column, cell in self.cells())


Piece = H | P | Break | T


@dataclass
class Paper:
    """A whole document."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    landscape: bool = False
    height: float = 0.0


def as_docx(paper: Paper, folder: Path) -> Path:
    """As a Word document, set as such documents are."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.font.name = "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if paper.height:
        section.page_height = Cm(paper.height)
    section.left_margin = section.right_margin = Cm(2.2)
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for piece in paper.pieces:
        if isinstance(piece, H):
            document.add_heading(piece.text, piece.level)
        elif isinstance(piece, Break):
            document.add_page_break()
        elif isinstance(piece, P):
            paragraph = document.add_paragraph(piece.text)
            if piece.set_in:
                paragraph.paragraph_format.first_line_indent = Pt(21)
        else:
            _word_table(document, piece)
    path = folder / f"{paper.name}.docx"
    document.save(str(path))
    return path


def _word_table(document: object, piece: T) -> None:
    table = document.add_table(len(piece.rows), piece.columns)  # type: ignore[attr-defined]
    if piece.lines:
        table.style = "Table Grid"
    table.autofit = not piece.widths
    for column, width in enumerate(piece.widths):
        for cell in table.columns[column].cells:
            cell.width = Cm(width)
    for row, column, cell in piece.cells():
        place: WordCell = table.cell(row, column)
        if cell.across > 1 or cell.down > 1:
            place = place.merge(table.cell(row + cell.down - 1, column + cell.across - 1))
        place.text = cell.text
    if piece.repeat is not None:
        header = table.rows[piece.repeat]._tr.get_or_add_trPr()
        mark = OxmlElement("w:tblHeader")
        header.append(mark)


def as_text(paper: Paper, folder: Path, *, bars: bool = False) -> Path:
    """As a text with tabs, or as Markdown with bars."""
    lines: list[str] = []
    for piece in paper.pieces:
        if isinstance(piece, H):
            lines += ["#" * piece.level + " " + piece.text, ""]
        elif isinstance(piece, P):
            lines += [piece.text, ""]
        elif isinstance(piece, T):
            grid = [[""] * piece.columns for _ in piece.rows]
            for row, column, cell in piece.cells():
                grid[row][column] = cell.text.replace("\n", "<br>" if bars else " ")
            if bars:
                lines += ["| " + " | ".join(row) + " |" for row in grid[:1]]
                lines += ["|" + "---|" * piece.columns]
                lines += ["| " + " | ".join(row) + " |" for row in grid[1:]]
            else:
                lines += ["\t".join(row) for row in grid]
            lines.append("")
    path = folder / f"{paper.name}{'.md' if bars else '.txt'}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def as_cell_lines(paper: Paper, folder: Path) -> Path:
    """As a text with one cell a line, blank cells left out, as copying from a page gives it."""
    lines: list[str] = []
    for piece in paper.pieces:
        if isinstance(piece, T):
            lines += [cell.text.replace("\n", " ") for _, _, cell in piece.cells() if cell.text]
        elif not isinstance(piece, Break):
            lines.append(piece.text)
    path = folder / f"{paper.name}-lines.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def as_page(paper: Paper, folder: Path) -> Path:
    """As a web page."""
    parts = ["<html><head><meta charset='utf-8'><title>x</title></head><body>"]
    for piece in paper.pieces:
        if isinstance(piece, H):
            parts.append(f"<h{piece.level}>{html.escape(piece.text)}</h{piece.level}>")
        elif isinstance(piece, P):
            parts.append(f"<p>{html.escape(piece.text)}</p>")
        elif isinstance(piece, T):
            parts.append("<table border='1'>")
            by_row: dict[int, list[str]] = {row: [] for row in range(len(piece.rows))}
            for row, _, cell in piece.cells():
                text = html.escape(cell.text).replace("\n", "<br>")
                by_row[row].append(f"<td colspan='{cell.across}' rowspan='{cell.down}'>{text}</td>")
            parts += [f"<tr>{''.join(cells)}</tr>" for cells in by_row.values()]
            parts.append("</table>")
    path = folder / f"{paper.name}.html"
    path.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def as_sheet(paper: Paper, folder: Path) -> Path:
    """As a workbook that prints like the document, for LibreOffice's PDF; tables share the widths of their columns."""
    path = folder / f"{paper.name}-printed.xlsx"
    tables = [piece for piece in paper.pieces if isinstance(piece, T)]
    columns = max(table.columns for table in tables)
    widths = next(table.widths for table in tables if table.columns == columns) or [2.6] * columns
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("文本")
        base = {"font_name": "Noto Serif CJK SC", "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
        plain, ruled = book.add_format({**base, "indent": 0}), book.add_format({**base, "border": 1})
        big = book.add_format({**base, "font_size": 15, "bold": True, "align": "center"})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width * 5)
        whole = sum(widths) * 5
        row, breaks = 0, []
        for piece in paper.pieces:
            if isinstance(piece, Break):
                breaks.append(row)
            elif isinstance(piece, T):
                _sheet_table(sheet, piece, row, ruled, widths)
                row += len(piece.rows)
            else:
                lines = max(1, math.ceil(sum(2 if char > "\u2e80" else 1 for char in piece.text) / (whole - 8)))
                text = f"    {piece.text}" if isinstance(piece, P) and piece.set_in else piece.text
                title = isinstance(piece, H) and piece.level == 1
                sheet.set_row(row, (26 if title else 17) * lines)
                sheet.merge_range(row, 0, row, columns - 1, text, big if title else plain)
                row += 1
        sheet.set_paper(9)
        sheet.set_h_pagebreaks(breaks)
        sheet.set_footer("&C第 &P 页 共 &N 页")
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.7, right=0.7, top=0.8, bottom=0.8)
    return path


def _sheet_table(sheet: Worksheet, piece: T, top: int, ruled: Format, widths: Sequence[float]) -> None:
    heights = [1] * len(piece.rows)
    for row, column, cell in piece.cells():
        room = sum(widths[column : column + cell.across]) * 5 - 3
        need = sum(
            max(1, math.ceil(sum(2 if char > "\u2e80" else 1 for char in line) / room))
            for line in cell.text.split("\n")
        )
        if cell.down == 1:
            heights[row] = max(heights[row], need)
        if cell.down > 1 or cell.across > 1:
            sheet.merge_range(top + row, column, top + row + cell.down - 1, column + cell.across - 1, cell.text, ruled)
        else:
            sheet.write_string(top + row, column, cell.text, ruled)
    for row, lines in enumerate(heights):
        sheet.set_row(top + row, 15 * lines + 4)
