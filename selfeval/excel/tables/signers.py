"""Who signs, where it is not said in the lines around the table: beside it, on a cover, in a row of labels.

What the table itself says counts; places that disagree give nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from selfeval.core.model import SIGNED
from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Book, Grid, Place
from selfeval.excel.tables.body.signature import SIGNER_WORDS, read_signature
from selfeval.excel.tables.labels.labels import column_of, label_of, normal
from selfeval.excel.tables.sheet import Table

_PHONE: Final = lazy(r"[0-9０-９+（(][0-9０-９()（）\-—－ ]{5,20}[0-9０-９]")
_DATE: Final = lazy(r"(?:19|20)?\d{2}\s*[年./\-—]\s*\d{1,2}(?:\s*[月./\-—]\s*\d{1,2}\s*日?|\s*月)?")
_NAME: Final = lazy(r"[^\d:：（()）]{2,12}")
_WORDS: Final = lazy("|".join(sorted({word[-2:] for word in SIGNER_WORDS})))
"""How their labels end."""
_LONGEST: Final = 200


def with_signers(book: Book, tables: Sequence[Table]) -> tuple[list[Table], dict[str, str]]:
    """The tables with what stands on their own sheets, and what stands on sheets without a table, for all of them."""
    by_sheet: dict[str, dict[str, str]] = {}
    common: dict[str, set[str]] = {}
    sheets = {table.project.sheet for table in tables}
    for grid in book.sheets:
        if grid.very_hidden:
            continue
        found: dict[str, set[str]] = {}
        for name, text in _said(grid):
            found.setdefault(name, set()).add(text)
        alike = {name: texts.pop() for name, texts in found.items() if len(texts) == 1}
        if grid.title in sheets:
            by_sheet[grid.title] = alike
        else:
            for name, text in alike.items():
                common.setdefault(name, set()).add(text)
    alone = [title for title in sheets if sum(table.project.sheet == title for table in tables) == 1]
    signed = [
        _signed(table, by_sheet.get(table.project.sheet, {}) if table.project.sheet in alone else {})
        for table in tables
    ]
    known = {name for table in signed for name in table.project.signed}
    return signed, {name: texts.pop() for name, texts in common.items() if len(texts) == 1 and name not in known}


def _signed(table: Table, said: dict[str, str]) -> Table:
    more = {name: text for name, text in said.items() if name in SIGNED and name not in table.project.signed}
    return table._replace(project=replace(table.project, signed={**table.project.signed, **more})) if more else table


def _said(grid: Grid) -> Iterator[tuple[str, str]]:
    """What a sheet says of those who sign, as far as it can be nothing else."""
    for row in grid.rows:
        labels: list[tuple[str, Place]] = []
        for column, text in grid.row_texts(row):
            if len(text) > _LONGEST or not _WORDS.search(text):
                continue
            if name := SIGNER_WORDS.get(normal(text), ""):
                labels.append((name, (row, column)))
                continue
            yield from ((name, said) for name, said in read_signature(text) if said and _is(name, said))
        beside = [(name, said) for name, place in labels if _is(name, said := _right(grid, place))]
        yield from beside
        if not beside and len({name for name, _ in labels}) > 1:
            yield from _below(grid, labels)


def _right(grid: Grid, place: Place) -> str:
    span = grid.span(*place)
    head = grid.span(place[0], span.right + 1)
    return grid.text(head.top, head.left).strip()


def _below(grid: Grid, labels: Sequence[tuple[str, Place]]) -> Iterator[tuple[str, str]]:
    """The one row of values below a row of labels; a list of many people has more of them."""
    bottom = max(grid.span(*place).bottom for _, place in labels)
    texts = {name: grid.text(bottom + 1, place[1]).strip() for name, place in labels}
    if not any(grid.text(bottom + 2, place[1]).strip() for _, place in labels):
        yield from ((name, text) for name, text in texts.items() if _is(name, text))


def _is(name: str, text: str) -> bool:
    """Whether a text can be what a label asks for."""
    if name == "phone":
        return bool(_PHONE.fullmatch(text))
    if name == "signed_on":
        return bool(_DATE.fullmatch(text))
    known = SIGNER_WORDS.get(normal(text)) or label_of(text) or column_of(text)
    return bool(_NAME.fullmatch(text)) and not known
