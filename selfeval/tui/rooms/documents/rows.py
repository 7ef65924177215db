"""A document beside what was read from it: rows of the preview and the line under the cursor in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from selfeval.core.problems import Severity, msg
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line
from selfeval.workspace.incoming.documents.preview import Read

_MARKS = {Severity.ERROR: ("x", "bad"), Severity.WARNING: ("!", "warn"), Severity.INFO: ("i", "dim")}


def document_columns(words: Words) -> tuple[Column, ...]:
    """Mark, place, what it is, the text."""
    return (
        Column("", 1),
        Column(words(msg("Place")), 12),
        Column(words(msg("What it is")), 14, 2),
        Column(words(msg("Text")), 24, 5),
    )


def document_rows(words: Words, read: Iterable[Read], *, doubts_only: bool) -> Iterator[Row]:
    """One row a line that was read, a title before each project."""
    project = ""
    for one in read:
        if doubts_only and not one.doubtful:
            continue
        if one.project != project:
            project = one.project
            yield Row(f"project {one.key}", (one_line(project),), tone="title", fixed=True)
        mark, tone = _MARKS[one.severity] if one.severity is not None else (" ", "")
        cells = (mark, place_shown(words, one), one_line(words(one.what)), one_line(one.text))
        yield Row(one.key, cells, {0: tone, 2: tone} if tone else {1: "dim"})


def place_shown(words: Words, one: Read) -> str:
    """`page 3, line 12` in few cells."""
    if one.page:
        return words(msg("p. {page}, l. {line}", page=one.page, line=one.line))
    return words(msg("l. {line}", line=one.line)) if one.line else "-"


def document_detail(words: Words, one: Read) -> Content:
    """The whole sentence, the text as it stands in the document, what to do."""
    parts = [f"{place_shown(words, one)}  {words(one.what)}", one.text]
    if one.hint is not None and one.hint.template:
        parts.append(words(one.hint))
    return Content("\n".join(part for part in parts if part.strip()))
