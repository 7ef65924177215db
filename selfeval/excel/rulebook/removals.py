"""What is gone from an exported workbook, unless another change left no room for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.core.rules.keys.lookup import GUARDED_LISTS, field_at
from selfeval.excel.book.grid import Book
from selfeval.excel.rulebook.find import Found
from selfeval.excel.rulebook.flat import Path
from selfeval.excel.rulebook.kept import Gone, entries, gone, missing_keys
from selfeval.excel.rulebook.sheets import OTHERS, SHEETS


def removed(
    book: Book, found: Found, document: Mapping[str, Any], paths: Mapping[CellRef, Path], *, allowed: bool
) -> Iterator[Problem]:
    """Keys, rows and cells of the exported workbook that are there no longer (R186, R188).

    `paths` has of each cell the place in the document that it holds. With `allowed`, values that are gone are meant to
    be gone: they are told as warnings.
    """
    listed = entries(book)
    if listed is None:
        yield from _unlisted(book, found)
        return
    yield from missing_keys(listed, found, book)
    for item in gone(listed, found):
        if not _may_go(item, document, paths):
            yield replace(item.problem, severity=Severity.WARNING) if allowed else item.problem


def _unlisted(book: Book, found: Found) -> Iterator[Problem]:
    """Of a workbook without its list only what every workbook has: all sheets and all columns."""
    for sheet in SHEETS:
        if sheet.title == OTHERS:
            continue
        keys = [column.key for block in sheet.blocks if not block.path for column in block.columns]
        if not any(block in found.tables for block in sheet.blocks) and not any(key in found.settings for key in keys):
            text = msg("The sheet {sheet} is gone.", sheet=sheet.title)
            hint = msg("Put it back as in a newly exported workbook; the grey keys are what the import goes by.")
            yield Problem("R186", Severity.ERROR, text, hint, CellRef(sheet.title, "A4"))
    text = msg("The list of what was exported is gone, so that nobody can say whether something was removed.")
    yield Problem("R186", Severity.WARNING, text, where=CellRef(book.sheets[0].title, ""))


def _may_go(item: Gone, document: Mapping[str, Any], paths: Mapping[CellRef, Path]) -> bool:
    """Whether what else was changed leaves no room for it, as for the pass gate of a method that has none any more."""
    if item.refer is not None:
        return item.table in GUARDED_LISTS and not _fits(document, _owner(document, item), GUARDED_LISTS[item.table])
    path = paths.get(item.problem.where) if item.problem.where else None
    field = field_at(tuple(part for part in path if isinstance(part, str))) if path else None
    if path is None or field is None:
        return False
    inner = len(field.key.split("."))
    if field.only and not _fits(document, path[:-inner], field.only):
        return True
    for name, guard in GUARDED_LISTS.items():
        words = tuple(part for part in path if isinstance(part, str))
        if words[: name.count(".") + 1] == tuple(name.split(".")) and len(words) > name.count(".") + 1:
            return not _fits(document, path[: -(len(words) - name.count("."))], guard)
    return False


def _owner(document: Mapping[str, Any], item: Gone) -> Path:
    """The table beside whose keys a list stands: the execution rate, or the method that the row named."""
    if item.table.startswith("execution"):
        return ("execution",)
    listed = document.get("methods")
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if entry.get("id") == item.refer:
            return ("methods", index)
    return ("methods", -1)


def _fits(document: Mapping[str, Any], owner: Path, guard: tuple[str, tuple[str, ...]]) -> bool:
    node: Any = document
    for part in (*owner, *guard[0].split(".")):
        if isinstance(node, list):
            node = node[part] if isinstance(part, int) and 0 <= part < len(node) else None
        else:
            node = node.get(part) if isinstance(node, Mapping) else None
    return node is None or node in guard[1]
