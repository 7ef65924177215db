"""The rows of a table that stands in a document follow the evaluation; rows and words of people stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.core.report.document import BoundTable, TableRow
from selfeval.core.report.happened import Kind
from selfeval.word import controls
from selfeval.word.elements import table_row, widths_of
from selfeval.word.names import digest, q, tag_of
from selfeval.word.record import table_entries
from selfeval.word.standing_document import Standing

if TYPE_CHECKING:
    from selfeval.word.trees import Element


def reconcile(standing: Standing, control: Element, table: BoundTable) -> set[str]:
    """Take out rows that the evaluation no longer has, put in new ones; returns tags of the cells of deleted rows."""
    drawn = next(control.iter(q("w:tbl")), None)
    if drawn is None:
        return set()
    wanted = {tag_of(row.key): row for row in table.rows}
    row_of = _rows_by_cell(standing, table)
    present: dict[str, Element] = {}
    for row in [one for one in drawn.iter(q("w:tr")) if next(one.iterancestors(q("w:tbl"))) is drawn]:
        tags = [row_of[tag] for one in row.iter(q("w:sdt")) if (tag := controls.tag(one)) in row_of]
        if not tags:
            continue
        if tags[0] in wanted:
            present.setdefault(tags[0], row)
        else:
            _no_longer(standing, row, tags[0])
    return _put_in(standing, table, drawn, wanted, present)


def clear(standing: Standing, control: Element) -> None:
    """Take out every row of a table that the evaluation has nothing for any more; its head stays for what may come."""
    tag = controls.tag(control)
    row_of = standing.recorded_rows(tag)
    for row in list(control.iter(q("w:tr"))):
        tags = [row_of[cell] for one in row.iter(q("w:sdt")) if (cell := controls.tag(one)) in row_of]
        if tags:
            _no_longer(standing, row, tags[0])
    standing.entries[tag] = standing.record.entries[tag]


def _rows_by_cell(standing: Standing, table: BoundTable) -> dict[str, str]:
    """The row of each cell, of those that stand and of those that the evaluation has."""
    tag = tag_of(table.key)
    return standing.recorded_rows(tag) | {tag_of(cell.key): tag_of(row.key) for row in table.rows for cell in row.cells}


def _no_longer(standing: Standing, row: Element, tag: str) -> None:
    """A row of something that the evaluation no longer has: out, unless a person wrote in it."""
    name = controls.text_of(row).partition("\n")[0]
    bound = list(controls.controls(row))
    recorded = standing.record.entries
    ours = all(
        controls.tag(one) in recorded
        and digest(controls.text_of(controls.content(one))) == recorded[controls.tag(one)].digest
        for one in bound
    )
    alone = "".join(controls.text_of(controls.content(one)) for one in bound)
    above = row.getparent()
    if ours and alone.replace("\n", "") == controls.text_of(row).replace("\n", "") and above is not None:
        standing.touch(row)
        above.remove(row)
        standing.tell(Kind.REMOVED, tag, name)
        return
    standing.tell(Kind.STALE, tag, name, controls.text_of(row).replace("\n", " | "))
    standing.entries |= {
        controls.tag(one): recorded[controls.tag(one)] for one in bound if controls.tag(one) in recorded
    }


def _put_in(
    standing: Standing, table: BoundTable, drawn: Element, wanted: dict[str, TableRow], present: dict[str, Element]
) -> set[str]:
    """Put in the rows that are new, each below the one before it; those that a person deleted stay away."""
    before: Element | None = next((one for one in drawn.iter(q("w:tr"))), None)
    recorded = set(standing.recorded_rows(tag_of(table.key)).values())
    grid = drawn.find(q("w:tblGrid"))
    widths = widths_of(drawn if grid is None else grid, len(table.columns))
    entries = table_entries(table)
    gone: set[str] = set()
    for tag, row in wanted.items():
        cells = [tag_of(cell.key) for cell in row.cells]
        if tag in present:
            before = present[tag]
        elif tag in recorded:
            standing.tell(Kind.GONE, tag, row.cells[0].text)
            gone |= set(cells)
            standing.entries |= {cell: standing.record.entries.get(cell, entries[cell]) for cell in cells}
        else:
            new = table_row(row, widths, table.numeric, standing.numbers)
            if before is None or (above := before.getparent()) is None:
                drawn.append(new)
            else:
                above.insert(above.index(before) + 1, new)
            standing.touch(drawn)
            standing.tell(Kind.ADDED, tag, row.cells[0].text)
            standing.entries |= {cell: entries[cell] for cell in cells}
            before = new
    return gone
