"""The tables of a web page → `Book`: a page saved or exported under any name, read as Excel would lay it out.

All tables of a page stand on one sheet, one below the other with the texts between them, since systems like to put a
form's head and its rows into separate tables; only a page of LibreOffice with several sheets is parted again.
Scripts are never run.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.core.problems import Problem, msg
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.cells import NO_FORMULAS, NO_HIDDEN, NO_NUMBERS, Places, note, only_texts
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.excel.book.kinds.html.tables import Sheet, Table, TableCell
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.refusals import TooMuchError, refusal

_NO_TEXT: Final = frozenset({"script", "style", "template", "xml", "noscript", "comment"})
_HEAD: Final = frozenset({"title"})
_BLOCKS: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "center", "hr", "caption"}
)
_HIDDEN = lazy(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_SHEET_NAME = lazy(r"<x:Name>([^<]{1,100})</x:Name>")
_LIBREOFFICE = lazy(r"table\d+")
_CELLS: Final = frozenset({"td", "th", "tr"})
_CLOSING: Final = {"td": _CELLS, "th": _CELLS, "p": _CELLS | _BLOCKS}
"""What ends an element whose own end is left out."""
_DEEPEST = 40
_ENDS: Final = (
    ("<![", lazy(r"\]\s*+\]?\s*+>")),
    ("<!--", lazy(r"--\s*+>")),
    ("<", lazy(">")),
)
"""Beginnings in a page, and how the parser sees them end."""


def read_page(data: bytes, path: Path) -> Book:
    """Read all tables of a page.

    Raises:
        SelfEvalError: F106 where it has none.
    """
    text, notes = decoded(data, path)
    named = _SHEET_NAME.search(text[:100_000])
    page = _Page(named[1].strip() if named else path.stem)
    page.feed(_ending(text))
    page.close()
    sheets = page.finish()
    if not page.tables:
        raise refusal(FileKind.PROSE, path)
    unknown = only_texts(path, (NO_NUMBERS, NO_HIDDEN, NO_FORMULAS))
    notes = (*notes, unknown, *_left_out(page.left_out, path))
    return Book(path.name, sha256(data), sheets, notes=notes)


def _ending(text: str) -> str:
    """The page with every sign that begins what never ends as a plain text.

    For each tag, comment or section that is not closed, the parser would look through the rest of the page.
    """
    for begin, end in _ENDS:
        last = max((found.end() for found in end.finditer(text)), default=0)
        text = text[:last] + text[last:].replace(begin, f"&lt;{begin[1:]}")
    return text


def _left_out(texts: list[str], path: Path) -> tuple[Problem, ...]:
    if not texts:
        return ()
    message = msg(
        "{count} hidden texts of the web page were not read, the first is {text}.", count=len(texts), text=texts[0]
    )
    return (note("F217", path, message, msg("Show them in the page, or open it in a browser and compare.")),)


class _Page(HTMLParser):
    """Follows the tags of a page; `tables` counts the tables, `left_out` holds hidden texts."""

    def __init__(self, title: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables = 0
        self.left_out: list[str] = []
        self._places = Places()
        self._sheets = [Sheet(title, self._places)]
        self._open: list[Table] = []
        self._line: list[str] = []
        # Where an element without text was first opened that is still open: looked up, never looked for, since a page
        # may open any number of them.
        self._silent: dict[str, int] = {}
        self._silent_depth = 0
        self._hidden: list[str] = []  # the element that hides, and those of its name within it
        self._hidden_text: list[str] = []
        self._hidden_in = 0
        self._anchor = False

    def finish(self) -> tuple[Grid, ...]:
        """All sheets that hold something."""
        while self._open:
            self._end_table()
        self._end_line()
        self._hidden = []
        self._put_hidden()
        grids = tuple(sheet.grid() for sheet in self._sheets)
        return tuple(grid for grid in grids if grid.cells) or grids[:1]

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """A section of a kind that nobody knows is passed over, as browsers do; the parser would stop there."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, or a block of text."""
        own = {name: value or "" for name, value in attrs}
        if self._silent or tag in _NO_TEXT or tag in _HEAD:
            if tag in _NO_TEXT or tag in _HEAD:
                self._silent.setdefault(tag, self._silent_depth)
                self._silent_depth += 1
            return
        self._follow_hidden(tag, own)
        if tag == "a" and _LIBREOFFICE.fullmatch(own.get("name", "")) and not self._open:
            self._end_line()
            self._anchor = True
        elif tag == "table":
            self._begin_table()
        elif self._open and tag == "tr":
            self._open[-1].begin_row(hidden=bool(_HIDDEN.search(own.get("style", ""))))
        elif self._open and tag in {"td", "th"}:
            self._open[-1].begin_cell(own)
        elif self._open and tag == "col":
            self._open[-1].column(own, hidden=bool(_HIDDEN.search(own.get("style", ""))))
        elif tag == "br":
            self.handle_data("\0")
        elif tag == "input" and own.get("type", "text").lower() in {"text", "number"}:
            self.handle_data(own.get("value", ""))
        elif tag in _BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content; `<td/>` is a cell all the same."""
        if tag in _NO_TEXT or tag in _HEAD:
            return
        self.handle_starttag(tag, attrs)
        if tag in {"td", "th", "tr"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Finish what was begun."""
        if self._silent:
            self._end_silent(tag)
            return
        if self._hidden and tag == self._hidden[0]:
            self._hidden.pop()
            self._put_hidden()
        if tag == "a" and self._anchor:
            self._anchor = False
            self._begin_sheet()
        elif tag == "table" and self._open:
            self._end_table()
        elif tag == "tr" and self._open:
            self._open[-1].end_row()
        elif tag in {"td", "th"} and self._open:
            self._open[-1].end_cell()
        elif tag in _BLOCKS:
            self._break()

    def _end_silent(self, tag: str) -> None:
        """An end closes the outermost element of its name, and all that is open within it."""
        if tag in self._silent:
            self._silent_depth = self._silent[tag]
            self._silent = {name: at for name, at in self._silent.items() if at < self._silent_depth}

    def handle_data(self, data: str) -> None:
        """Text of the cell or line we are in; a NUL stands for a line break that counts."""
        if self._silent:
            return
        if self._hidden:
            self._hidden_text.append(data)
        elif not self._open:
            if data == "\0":
                self._end_line()
            else:
                self._line.append(data)
        else:
            self._open[-1].text(data)

    def _break(self) -> None:
        if self._open:
            self._open[-1].text("\1")
        elif not self._anchor:
            self._end_line()

    def _follow_hidden(self, tag: str, own: dict[str, str]) -> None:
        """Inside something hidden we stay until its own end; rows and columns are kept, and marked, by their table."""
        if self._hidden and len(self._open) <= self._hidden_in and tag in _CLOSING.get(self._hidden[0], ()):
            self._hidden = []
            self._put_hidden()
        if tag in {"br", "img", "input", "hr", "col", "meta", "link", "tr"}:
            return
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.append(tag)
        elif _HIDDEN.search(own.get("style", "")) or "hidden" in own:
            self._hidden.append(tag)
            self._hidden_in = len(self._open)

    def _put_hidden(self) -> None:
        text = TableCell.spaced("".join(self._hidden_text))
        if not self._hidden and text:
            self.left_out.append(text[:80])
            self._hidden_text = []

    def _begin_table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise TooMuchError("tables too deep")
        self._end_line()
        self.tables += 1
        self._open.append(Table(self._places))

    def _end_table(self) -> None:
        """A table within a cell of another one is put down before the rest of that one."""
        self._sheets[-1].add(self._open.pop())

    def _end_line(self) -> None:
        text = TableCell.spaced("".join(self._line))
        self._line = []
        if text:
            self._sheets[-1].add_line(text)

    def _begin_sheet(self) -> None:
        """LibreOffice writes `<a name="table0"><h1>Sheet 1: <em>Name</em></h1></a>` before each sheet."""
        title = TableCell.spaced("".join(self._line)).partition(": ")[2]
        self._line = []
        if not self.tables:
            self._sheets = []  # what stands before the first table is the list of the sheets
        self._sheets.append(Sheet(title, self._places))
