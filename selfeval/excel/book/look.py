"""How a workbook looks, sheet by sheet, and what it carries that changes what is seen: for `verify` only."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import field

from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.excel.book.kinds.xlsx import Package, read_relations
from selfeval.excel.book.look_sheet import LookHandler, SheetLook
from selfeval.excel.book.look_styles import Runs, Style, StyleSheet, Theme
from selfeval.excel.book.sheetxml import Attributes, Handler, local, stream


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: the first row (from 1) that it lies over, the cells that it draws, and the words on it."""

    row: int
    cells: frozenset[str]
    words: frozenset[str]


@dataclass
class Drawn:
    """What lies over a sheet: charts, and other things by what they are."""

    charts: list[Chart] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BookLook:
    """A workbook.

    Attributes:
        sheets, drawn: by title.
        styles: by the number that cells have; `odd_strings`: shared strings of which a part cannot be read.
        names: defined names, (name, title of its sheet or "") → what it refers to.
        settings: attributes of workbook and calculation that change what figures say.
        links: it refers to other workbooks.
    """

    sheets: Mapping[str, SheetLook]
    drawn: Mapping[str, Drawn]
    styles: tuple[Style, ...]
    odd_strings: frozenset[int]
    names: Mapping[tuple[str, str], str]
    settings: frozenset[str]
    links: bool

    def style(self, title: str, place: tuple[int, int]) -> Style:
        """The style of a cell."""
        number = self.sheets[title].styles.get(place, 0)
        return self.styles[number] if number < len(self.styles) else Style()


def read_look(data: bytes) -> BookLook:
    """Read a package that `guard` and `xlsx` have let pass; `refusals.DAMAGE` where a part is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive, values=False)
        titles = [title for title, _ in package.worksheets()]
        styles = _styles(archive, package)
        sheets: dict[str, SheetLook] = {}
        drawn: dict[str, Drawn] = {}
        for title, part in package.worksheets():
            handler = LookHandler()
            _feed(archive, part, handler)
            sheets[title] = handler.look
            drawn[title] = _drawn(archive, part, handler.look)
        strings = Runs(styles)
        _feed(archive, package.part_of("sharedStrings"), strings)
        book = _Workbook(package.titles)
        _feed(archive, package.workbook, book)
        links = book.links or any(name.startswith("xl/externalLinks/") for name in archive.namelist())
    settings = book.settings | ({"date1904"} if package.date1904 else set())
    names = {key: text for key, text in book.names.items() if key[1] in {"", *titles}}
    return BookLook(sheets, drawn, styles.styles, frozenset(strings.odd), names, frozenset(settings), links)


def _feed(archive: zipfile.ZipFile, part: str | None, handler: Handler) -> None:
    if part and part in archive.NameToInfo:
        with archive.open(part) as source:
            stream(source, handler)


def _styles(archive: zipfile.ZipFile, package: Package) -> StyleSheet:
    theme = Theme()
    _feed(archive, package.part_of("theme"), theme)
    styles = StyleSheet(theme.colours)
    _feed(archive, package.styles, styles)
    return styles


class _Workbook(Handler):
    """Collects defined names, and settings under which figures read otherwise."""

    def __init__(self, titles: list[str]) -> None:
        self.names: dict[tuple[str, str], str] = {}
        self.settings: set[str] = set()
        self.links = False
        self._titles = titles
        self._name: tuple[str, str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what an element says."""
        if name == "definedName":
            local = attributes.get("localSheetId", "")
            title = self._titles[int(local)] if local.isdigit() and int(local) < len(self._titles) else ""
            self._name = (attributes.get("name", ""), title)
            self.names[self._name] = ""
        elif name == "calcPr":
            self.settings |= {"manual"} if attributes.get("calcMode") == "manual" else set()
            self.settings |= {"asShown"} if attributes.get("fullPrecision") in {"0", "false"} else set()
        elif name == "externalReference":
            self.links = True
        elif name == "workbookView" and attributes.get("visibility", "visible") != "visible":
            self.settings.add("window")

    def end(self, name: str) -> None:
        """A name has ended."""
        if name == "definedName":
            self._name = None

    def text(self, data: str) -> None:
        """What a name refers to."""
        if self._name is not None:
            self.names[self._name] += data


# What lies over a sheet ----------------------------------------------------------------------------------------------

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_SEEN_NOTE = lazy(rb"<(?:\w+:)?Visible\b")
_OBJECT = lazy(rb"""ObjectType=["'](\w+)["']""")


def _drawn(archive: zipfile.ZipFile, part: str, look: SheetLook) -> Drawn:
    folder, name = posixpath.split(part)
    drawn = Drawn()
    if not look.relations:
        return drawn
    relations = read_relations(archive, part) if f"{folder}/_rels/{name}.rels" in archive.NameToInfo else {}
    for element, identity in look.relations:
        target = relations.get(identity, ("", ""))[1]
        if element == "drawing" and target in archive.NameToInfo:
            _anchors(archive, target, drawn)
        elif element == "legacyDrawing" and target in archive.NameToInfo:
            drawn.others += _notes(archive.read(target))
        elif element == "legacyDrawingHF":
            drawn.others.append("heading")
        elif element == "picture":
            drawn.others.append("background")
        elif element == "tablePart":
            drawn.others.append("table")
        elif element in {"oleObject", "control", "sparklineGroup"}:
            drawn.others.append("object")
    return drawn


def _notes(data: bytes) -> list[str]:
    """Notes that are always shown, and whatever else the older kind of drawing holds."""
    found = ["object" for kind in _OBJECT.findall(data) if kind != b"Note"]
    return found + ["note" for _ in _SEEN_NOTE.findall(data)]


def _anchors(archive: zipfile.ZipFile, part: str, drawn: Drawn) -> None:
    handler = _Anchors()
    _feed(archive, part, handler)
    drawn.others += handler.others
    relations = read_relations(archive, part) if handler.charts else {}
    for row, identity in handler.charts:
        target = relations.get(identity, ("", ""))[1]
        chart = _ChartWords()
        _feed(archive, target, chart)
        drawn.charts.append(Chart(row, frozenset(chart.cells), frozenset(chart.words)))


class _Anchors(Handler):
    """Collects `charts` as (row, relation) and `others`, one for each anchor."""

    def __init__(self) -> None:
        self.charts: list[tuple[int, str]] = []
        self.others: list[str] = []
        self._row = 1
        self._inside = self._in_row = self._from = False
        self._chart, self._other = "", ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Note what an anchor holds."""
        if name in _ANCHORS:
            self._inside, self._row, self._chart, self._other = True, 1, "", ""
        elif name == "from":
            self._from = True
        elif name == "row" and self._from:
            self._in_row, self._row = True, 0
        elif name == "chart" and self._inside:
            self._chart = self._chart or local(attributes).get("id", "")
        elif name in {"pic", "sp", "cxnSp", "contentPart"} and self._inside:
            self._other = self._other or ("picture" if name == "pic" else "shape")

    def end(self, name: str) -> None:
        """Put away what an anchor held."""
        if name in _ANCHORS:
            self._inside = False
            if self._chart and not self._other:
                self.charts.append((self._row, self._chart))
            else:
                self.others.append(self._other or "object")
        elif name == "row":
            self._in_row = False
        elif name == "from":
            self._from = False
            self._row += 1

    def text(self, data: str) -> None:
        """The row where an anchor begins."""
        if self._in_row and data.strip().isdigit():
            self._row = self._row * 10 ** len(data.strip()) + int(data.strip()[:7])


class _ChartWords(Handler):
    """Collects the `cells` that a chart draws, and its `words`: titles, and names of series that are no cells."""

    def __init__(self) -> None:
        self.cells: set[str] = set()
        self.words: set[str] = set()
        self._path: list[str] = []
        self._text: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a reference or a text."""
        if name in {"f", "t"} or (name == "v" and self._path[-1:] == ["tx"]):
            self._text = []
        elif name == "numLit":
            self.cells.add("=")
        self._path.append(name)

    def end(self, name: str) -> None:
        """Put it away."""
        self._path.pop()
        if name not in {"f", "t", "v"} or self._text is None:
            return
        text, self._text = "".join(self._text).strip(), None
        if name == "f" and not text.startswith('"'):
            self.cells.add(re.sub(r"[\s'$]", "", text))
        elif text:
            self.words.add(text.strip('"'))

    def text(self, data: str) -> None:
        """Add to it."""
        if self._text is not None:
            self._text.append(data)
