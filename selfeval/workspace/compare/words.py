"""The words for what changed in a workbook; the screen and the command line say the same."""

from __future__ import annotations

from selfeval.core.problems import Message, msg
from selfeval.workspace.compare.compare import CellChange, Comparison, How, RowChange
from selfeval.workspace.looking.fact_names import cell_name, field_name

HOWS = {
    How.REMOVED: msg("gone"),
    How.RENAMED: msg("renamed"),
    How.CHANGED: msg("changed"),
    How.ADDED: msg("new"),
}


def counted(found: Comparison) -> Message:
    """How many rows of each kind."""
    return msg(
        "{gone} rows gone, {renamed} renamed, {changed} changed, {new} new. Entries without a row: {stranded}.",
        gone=found.count(How.REMOVED),
        renamed=found.count(How.RENAMED),
        changed=found.count(How.CHANGED),
        new=found.count(How.ADDED),
        stranded=sum(len(row.entries) for row in found.stranded),
    )


def row_name(row: RowChange) -> Message:
    """The row with its project."""
    return msg("{project}, {row}", project=row.title, row=row.name) if row.name else Message(row.title)


def cell_line(cell: CellChange) -> Message:
    """Old and new, and what was entered."""
    old, new = cell.old or msg("empty"), cell.new or msg("empty")
    if cell.entered is None:
        return msg("{cell}: {old} -> {new}", cell=cell_name(cell.field), old=old, new=new)
    if cell.field == "target":
        return msg(
            "{cell}: {old} -> {new}; “{entered}” was entered for the old one and stays",
            cell=cell_name(cell.field),
            old=old,
            new=new,
            entered=cell.entered,
        )
    return msg(
        "{cell}: {old} -> {new}; your entry “{entered}” stays and counts",
        cell=cell_name(cell.field),
        old=old,
        new=new,
        entered=cell.entered or msg("empty"),
    )


def details(row: RowChange) -> tuple[Message, ...]:
    """Everything about one row, a sentence a line."""
    lines = [cell_line(cell) for cell in row.cells]
    if row.was_name:
        lines.insert(0, msg("probably “{name}” before", name=row.was_name))
    if row.stranded:
        lines += [
            msg("entered: {field} = {text}", field=field_name(key.field), text=text or msg("empty"))
            for key, text in row.entries
        ]
    return tuple(lines)
