"""A text (.txt, .md) → `Document`: tables by tabs, bars or blanks, or with one cell a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.document.kinds.contents import contents_entry
from selfeval.document.kinds.text.cell_lines import cell_lines
from selfeval.document.refusals import MAX_ROWS, too_many_rows
from selfeval.document.values import Block, Document, DocumentKind, Line, Notes, Place, Table, TableCell
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.excel.tables.labels.labels import column_of, label_of

_HEADING = lazy(r"^(#{1,6})\s*+(.*?)\s*+#*$")
_RULE = lazy(r"^[|:\-\s]*-[|:\-\s]*$")
_WIDE = lazy(r"(?:[ \u3000]{2,}|\u3000)")
_EMPHASIS = lazy(r"\*\*([^*]{1,300})\*\*|__([^_]{1,300})__")

Row = tuple[int, list[str]]
"""Number of a line, and its cells."""


def read_text(data: bytes, path: Path) -> Document:
    """Read the lines; F405 is told where the encoding was supposed."""
    text, problems = decoded(data, path)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x1a", "").split("\n")
    if len(lines) > MAX_ROWS:
        raise too_many_rows(path)
    notes = Notes(path.name)
    blocks: list[Block] = []
    for run in _runs(lines):
        blocks += _blocks(run)
    blocks = list(cell_lines(blocks, notes))
    if path.suffix.lower() not in {".txt", ".md", ".markdown", ".text", ""}:
        message = msg("The name ends in {ending}, but the file is a text; it was read as that.", ending=path.suffix)
        notes.tell("F611", Severity.INFO, message)
    return Document(path.name, sha256(data), DocumentKind.TEXT, 0, tuple(blocks), problems=(*problems, *notes.problems))


def _runs(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Lines that follow each other without a blank one between; a list of contents and a heading stand alone."""
    run: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        alone = bool(_HEADING.match(line)) or contents_entry(line) is not None
        if (not line.strip() or alone) and run:
            yield run
            run = []
        if alone:
            yield [(number, line)]
        elif line.strip():
            run.append((number, line))
    if run:
        yield run


def _blocks(run: list[tuple[int, str]]) -> Iterator[Block]:
    if _is_barred(run):
        run = [(number, line) for number, line in run if not _RULE.match(line)]
    rows = _rows(run)
    inside = [index for index, (_, cells) in enumerate(rows) if len(cells) > 1]
    if not inside:
        yield from (_line(number, line) for number, line in run)
        return
    # Lines before the first and behind the last row with columns are no part of the table.
    first, last = inside[0], inside[-1]
    yield from (_line(number, line) for number, line in run[:first])
    yield _table(rows[first : last + 1])
    yield from (_line(number, line) for number, line in run[last + 1 :])


def _rows(run: list[tuple[int, str]]) -> list[Row]:
    if any("\t" in line for _, line in run) and not all(contents_entry(line) for _, line in run):
        return [(number, [_plain(cell) for cell in line.split("\t")]) for number, line in run]
    if _is_barred(run):
        return [(number, _barred(line)) for number, line in run]
    wide = [[part.strip() for part in _WIDE.split(line.strip())] for _, line in run]
    if any(sum(_is_label(part) for part in parts) >= 2 for parts in wide):
        return [(number, parts) for (number, _), parts in zip(run, wide, strict=True)]
    return [(number, [line]) for number, line in run]


def _is_barred(run: list[tuple[int, str]]) -> bool:
    return sum(line.count("|") >= 2 or line.strip().startswith("|") for _, line in run) * 2 > len(run)


def _is_label(text: str) -> bool:
    return column_of(text) is not None or label_of(text) is not None


def _barred(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|").replace("\\|", "\0")
    return [_plain(cell.replace("\0", "|")) for cell in inner.split("|")]


def _plain(text: str) -> str:
    """Text without the marks of Markdown for emphasis and breaks."""
    text = text.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n")
    return _EMPHASIS.sub(lambda found: found[1] or found[2], text).strip(" \u3000\t")


def _line(number: int, line: str) -> Line:
    heading = _HEADING.match(line.strip())
    text, level = (heading[2], len(heading[1])) if heading else (line, 0)
    text = _plain(text)
    return Line(text, Place(0, number), level, contents_entry(text) is not None)


def _table(rows: list[Row]) -> Table:
    cells = [
        TableCell(index, column, text, Place(0, number))
        for index, (number, texts) in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
    ]
    return Table(tuple(cells), len(rows))
