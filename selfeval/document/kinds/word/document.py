"""A Word document (.docx) → `Document`: the final text, in reading order, read from the XML of the package.

Content controls, text boxes, tracked changes, numbers that Word counts itself and cells merged down are not to be had
from a library's paragraphs, so the tree is walked here; a package's parts are looked at by `guard` first.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.document.kinds.contents import contents_entry
from selfeval.document.kinds.word.marks import W, kept, numbering, paragraph_styles, tag, value
from selfeval.document.kinds.word.runs import Runs
from selfeval.document.kinds.word.table import Cells
from selfeval.document.refusals import MAX_ROWS, MAX_TEXT, damaged, too_large, too_many_rows
from selfeval.document.values import Block, Document, DocumentKind, Line, Notes, Place, Table
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.refusals import DAMAGE

_MAIN: Final = lazy(
    rb'PartName="/([^"]+)"[^>]*ContentType="[^"]*wordprocessingml\.(?:document|template)[^"]*main\+xml"'
)
_MAIN_OTHER: Final = lazy(
    rb'ContentType="[^"]*(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template))[^"]*main\+xml"[^>]*PartName="/([^"]+)"'
)
_ROW: Final = lazy(rb"<w:tr[ >]")
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DEEPEST: Final = 30


def read_docx(data: bytes, path: Path) -> Document:
    """Read the document's body.

    Raises:
        SelfEvalError: F603 damaged, F605 too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            main = main_part(archive)
            if main not in names:
                raise damaged(path)
            if archive.getinfo(main).file_size > MAX_TEXT:
                raise too_large(path)
            folder = main.rpartition("/")[0]
            body = archive.read(main)
            if len(_ROW.findall(body)) > MAX_ROWS:
                raise too_many_rows(path)
            styles = _tree(archive, f"{folder}/styles.xml", names)
            numbers = _tree(archive, f"{folder}/numbering.xml", names)
            asides = [
                tree
                for name in sorted(names)
                if re.fullmatch(rf"{re.escape(folder)}/(?:header|footer|footnotes|endnotes)\d*\.xml", name)
                and (tree := _tree(archive, name, names)) is not None
            ]
            tree = _parsed(body)
        walk = _Body(path, styles, numbers, paged=b"lastRenderedPageBreak" in body)
        walk.read(tree)
        aside = walk.aside(asides)
    except (ParseError, DefusedXmlException, RecursionError, *DAMAGE) as error:
        raise damaged(path) from error
    walk.tell()
    return Document(
        path.name,
        sha256(data),
        DocumentKind.DOCX,
        walk.pages,
        tuple(walk.blocks),
        aside,
        tuple(walk.notes.problems),
    )


def main_part(archive: zipfile.ZipFile) -> str:
    """The part that holds the text, "" where the package is no Word document."""
    try:
        types = archive.read("[Content_Types].xml")
    except KeyError:
        return ""
    found = _MAIN.search(types) or _MAIN_OTHER.search(types)
    if found is None and b"ms-word" in types:
        return "word/document.xml"
    return found[1].decode("ascii", "replace") if found else ""


def _tree(archive: zipfile.ZipFile, name: str, names: set[str]) -> Element | None:
    if name not in names or archive.getinfo(name).file_size > MAX_TEXT:
        return None
    return _parsed(archive.read(name))


def _parsed(data: bytes) -> Element:
    """A part as a tree; the names of the strict form are those of the usual one."""
    tree: Element = fromstring(data.replace(_STRICT, W[1:-1].encode()))
    return tree


class _Body:
    """Walks a document's blocks; `pages` counts the page breaks that the file knows of."""

    def __init__(self, path: Path, styles: Element | None, numbers: Element | None, *, paged: bool) -> None:
        self.blocks: list[Block] = []
        self.notes = Notes(path.name)
        self._path = path
        self._styles = paragraph_styles(styles)
        self._numbers = numbering(numbers)
        self._runs = Runs()
        self._paged, self._line = paged, 0
        self._pending = ""
        self._in_contents = 0

    @property
    def pages(self) -> int:
        """How many pages the document had when it was saved, 0 where it does not say so."""
        return self._runs.page if self._paged else 0

    def read(self, tree: Element) -> None:
        """Read the body."""
        body = tree.find(f"{W}body")
        if body is None:
            raise ValueError("no body")
        self._children(body, 0)
        if self._pending:
            self.blocks.append(Line(self._pending, self.place()))

    def place(self) -> Place:
        """The next line."""
        self._line += 1
        if self._line > MAX_ROWS:
            raise too_many_rows(self._path)
        return Place(self.pages, self._line)

    def _children(self, parent: Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        for child in kept(parent):
            name = tag(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child, depth)
            elif name == "sdt":
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                contents = gallery is not None and "contents" in value(gallery).lower()
                self._in_contents += contents
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._children(content, depth + 1)
                self._in_contents -= contents
            elif name in {"ins", "moveTo", "customXml", "smartTag"}:
                self._runs.changed(child)
                self._children(child, depth + 1)
            elif name in {"del", "moveFrom"}:
                self._runs.changed(child)

    def _paragraph(self, paragraph: Element) -> None:
        text = self._numbers.number(paragraph, self._styles) + self._runs.text(paragraph)
        boxes = self._runs.boxes()
        joined = self._pending + text
        if self._runs.mark_deleted(paragraph):  # the next paragraph goes on in this one
            self._pending = joined
        else:
            self._pending = ""
            level, contents = (
                self._styles.level(paragraph),
                self._styles.is_contents(paragraph) or bool(self._in_contents),
            )
            for part in joined.split("\n"):
                place = self.place()
                if part.strip():
                    entry = contents or contents_entry(part) is not None
                    self.blocks.append(Line(part.strip(), place, level, entry))
        for box in boxes:
            self._children(box, 1)

    def _table(self, table: Element, depth: int) -> None:
        cells = Cells(self._runs, self.place, self._numbers, self._styles)
        read = cells.read(table)
        if not cells.inner or any(cell.text for cell in read.cells):  # one that only lays out the page is none
            self.blocks.append(read)
        for inner in cells.inner:
            self._table(inner, depth + 1)
        for box in cells.boxes:
            self._children(box, depth + 1)

    def aside(self, trees: list[Element]) -> tuple[Line, ...]:
        """What headers, footers and notes say, each text once."""
        texts = []
        for tree in trees:
            for paragraph in tree.iter(f"{W}p"):
                text = self._runs.text(paragraph).strip()
                self._runs.boxes()
                if text and text not in texts:
                    texts.append(text)
        return tuple(Line(text, Place(0, 0)) for text in texts)

    def tell(self) -> None:
        """What a person should know of how the text came about."""
        found = self._runs
        if found.changes:
            message = msg("The document holds {count} tracked changes; the final text was read.", count=found.changes)
            hint = msg("Accept or reject the changes in Word, so that everybody sees the same text.")
            self.notes.tell("F612", Severity.WARNING, message, hint)
        if found.box_count:
            message = msg("{count} text boxes were read at the place of their anchors.", count=found.box_count)
            self.notes.tell("F613", Severity.INFO, message, msg("Compare their place with the document."))
        if found.hidden:
            message = msg(
                "{count} hidden texts were not read, the first is {text}.",
                count=len(found.hidden),
                text=found.hidden[0],
            )
            self.notes.tell("F614", Severity.WARNING, message, msg("Show them in Word, or delete them."))
        nested = sum(isinstance(block, Table) for block in self.blocks) and found.nested
        if nested:
            message = msg("{count} tables stand inside cells of others; each was read by itself.", count=nested)
            self.notes.tell("F615", Severity.INFO, message, msg("Compare them with the document."))
