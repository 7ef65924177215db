"""A rule pack as rows of cells, block by block; what no cell can hold is left for the sheet of other things."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from selfeval.core.patterns import lazy
from selfeval.core.rules.keys.fields import NAME, RuleField
from selfeval.excel.rulebook.columns import EACH, ORDER, REFER, Block, inside
from selfeval.excel.rulebook.values import literal, quoted, to_cell

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in the document; integers count list entries from 0."""

CellValue: TypeAlias = str | Decimal
_BARE = lazy(r'[^\s".\[\]]+')
_PART = lazy(r'\.?(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<bare>[^\s".\[\]]+)|\[(?P<number>\d+)\])')


@dataclass
class Flat:
    """The rows of each block, by the key of the column; `others` are (path, value) texts of the rest."""

    rows: dict[Block, list[dict[str, CellValue]]] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)


def flattened(document: Mapping[str, object], blocks: Sequence[Block]) -> Flat:
    """The rows of a document; nothing of it is lost."""
    flat = Flat()
    taken: set[Path] = set()
    numbers: dict[Path, int] = {}
    for block in blocks:
        rows: list[dict[str, CellValue]] = []
        for path, entry in _entries(document, block.path):
            row = {} if block.refer is None else _referred(document, block, path, numbers)
            if row is None or not (block.named or block.plain or isinstance(entry, Mapping)):
                continue
            cells = _row(block, path, entry, taken)
            if block.plain and not cells:
                continue
            if block.named:
                row |= {NAME: quoted(str(path[-1]))} if cells else {}
            elif block.path:
                numbers[path] = len(rows) + 1
                row[ORDER] = Decimal(len(rows) + 1)
            row |= cells
            rows += [row] if row else []
        flat.rows[block] = rows
    touched = {path[:length] for path in (*taken, *numbers) for length in range(len(path) + 1)}
    flat.others = [(path_text(path, numbers), literal(value)) for path, value in _rest(document, (), taken, touched)]
    return flat


def path_text(path: Path, numbers: Mapping[Path, int]) -> str:
    """`methods[2].over`: list entries by the number in their row."""
    text = ""
    for length, part in enumerate(path, start=1):
        if isinstance(part, int):
            text += f"[{numbers.get(path[:length], part + 1)}]"
        else:
            bare = part if _BARE.fullmatch(part) else literal(part)
            text += f".{bare}" if text else bare
    return text


def path_parts(text: str) -> tuple[str | int, ...]:
    """The parts of `path_text`, numbers as written; `ValueError` if it is no path."""
    parts: list[str | int] = []
    position = 0
    while position < len(text):
        found = _PART.match(text, position)
        if found is None:
            raise ValueError(text)
        position = found.end()
        number = found["number"]
        parts.append(int(number) if number else str(json.loads(found["quoted"])) if found["quoted"] else found["bare"])
    if not parts or isinstance(parts[0], int):
        raise ValueError(text)
    return tuple(parts)


def _entries(document: object, path: tuple[str, ...]) -> Iterator[tuple[Path, object]]:
    """The document itself for settings; else each entry of the list or table with its path."""
    if not path:
        yield (), document
        return
    found: list[tuple[Path, object]] = [((), document)]
    for part in (*path, EACH):
        step: list[tuple[Path, object]] = []
        for place, value in found:
            if part != EACH:
                step += [((*place, part), value[part])] if isinstance(value, Mapping) and part in value else []
            elif isinstance(value, Mapping):
                step += [((*place, key), inner) for key, inner in value.items()]
            elif isinstance(value, list):
                step += [((*place, index), inner) for index, inner in enumerate(value)]
        found = step
    yield from found


def _row(block: Block, path: Path, entry: object, taken: set[Path]) -> dict[str, CellValue]:
    row: dict[str, CellValue] = {}
    for column in block.columns:
        if column.key == NAME:
            continue
        value, there = _inside(entry, column)
        cell = to_cell(value, column) if there else None
        if cell is not None:
            row[column.key] = cell
            taken.add((*path, *inside(column)))
    return row


def _inside(entry: object, column: RuleField) -> tuple[object, bool]:
    for part in inside(column):
        if not isinstance(entry, Mapping) or part not in entry:
            return None, False
        entry = entry[part]
    return entry, True


def _referred(document: object, block: Block, path: Path, numbers: Mapping[Path, int]) -> dict[str, CellValue] | None:
    """How the row of the list above is named in this row; None where it has no name."""
    above = path[: max(index for index, part in enumerate(path[:-1]) if isinstance(part, int)) + 1]
    if block.refer_key == ORDER:
        return {REFER: Decimal(numbers[above])} if above in numbers else None
    entry: Any = document
    for part in above:
        entry = entry[part]
    name = entry.get(block.refer_key) if isinstance(entry, Mapping) else None
    return {REFER: quoted(name)} if isinstance(name, str) and above in numbers else None


def _rest(value: object, path: Path, taken: set[Path], touched: set[Path]) -> Iterator[tuple[Path, object]]:
    """The topmost values of which no cell holds any part."""
    if path in taken:
        return
    if path not in touched:
        if path:
            yield path, value
        return
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from _rest(child, (*path, key), taken, touched)


def value_at(document: object, path: Path) -> Any:  # noqa: ANN401 - whatever a rule pack holds
    """What stands at a path of a document, None where nothing does."""
    for part in path:
        if isinstance(document, list):
            document = document[part] if isinstance(part, int) and part < len(document) else None
        else:
            document = document.get(part) if isinstance(document, dict) else None
    return document


def put_at(document: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - as above
    """Set a value, making the tables around it; returns it."""
    for part in path[:-1]:
        document = document.setdefault(part, {}) if isinstance(document, dict) else document[part]
    document[path[-1]] = value
    return value
