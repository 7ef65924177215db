"""Text copied from a spreadsheet: its cells, and which column holds what.

Excel and WPS put rows on lines and cells between tabs; a cell that holds a line break, a tab or a quotation mark stands
in quotation marks, those inside it doubled. Terminals hand line ends over as they like.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from selfeval.core.evaluation import Evaluation
from selfeval.core.keys import key, tier_key
from selfeval.core.model import AMOUNTS
from selfeval.core.numbers import parse_number
from selfeval.core.patterns import lazy
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.excel.tables.labels.labels import head_key
from selfeval.textgrid import UNSEEN
from selfeval.workspace.incoming.csv_rows import column
from selfeval.workspace.incoming.row import FACTS

MAX_TEXT, MAX_ROWS = 2_000_000, 20_000
"""Characters and rows; no block of cells that people paste is longer."""
HEADER_WITHIN = 10
"""Rows in which the heading is looked for; titles may stand above it."""

_WRAPPED = lazy(r'(?<!")"([^"]*+(?:""[^"]*+)*+)"(?=[\t\r\n]|\Z)')
_END = lazy(r"\t|\r\n|\r|\n|\Z")
_CONTROL = lazy(rf"[\t{UNSEEN}]+")
_TEXT_MARK = lazy(r"^'(?=[=+\-@])")
_SIGN = lazy(r"^\s*[≥≤≧≦＞＜><=＝》《]")

Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of cells.

    Attributes:
        rows: the cells below the heading, row by row.
        first: number of the first of them in the block, from 1.
        headings: the cells of the heading, empty where the block has none.
        columns: what each column holds: a column of `tables.KNOWN`, an amount of the budget, `weight`, `score`, or "".
        supposed: whether the columns were told by what stands in them, for want of a heading.
    """

    rows: Cells
    first: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    supposed: bool


def cells_of(text: str) -> Cells:
    """The cells of a copied block, without blank rows at its ends; a comma-separated table is one, too.

    Raises:
        SelfEvalError: F408 the text is far longer than any block of cells.
    """
    if len(text) > MAX_TEXT or len(_END.findall(text.replace("\t", ""))) > MAX_ROWS:
        raise SelfEvalError(
            msg("Too much text"),
            msg("What was pasted is far longer than any table of actuals."),
            msg("Copy only the cells that are needed."),
            "F408",
        )
    rows = _split(text)
    if max(map(len, rows), default=0) == 1 and (found := _comma_separated(text)):
        rows = found
    while rows and not any(rows[-1]):
        rows.pop()
    while rows and not any(rows[0]):
        rows.pop(0)
    return tuple(tuple(row) for row in rows)


def is_block(text: str) -> bool:
    """Whether a pasted text is more than the content of one cell."""
    body = text.strip("\r\n")
    wrapped = _WRAPPED.match(body)
    return any(sign in body for sign in "\t\r\n") and not (wrapped and wrapped.end() == len(body))


def one_cell(text: str) -> str:
    """The text of the first cell, "" where there is none."""
    return next((row[0] for row in cells_of(text)), "")


def _split(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        wrapped = _WRAPPED.match(text, place) if text.startswith('"', place) else None
        if wrapped and any(sign in wrapped[1] for sign in '\t\r\n"'):
            cell, place = wrapped[1].replace('""', '"'), wrapped.end()
        else:
            end = _END.search(text, place)
            stop = end.start() if end else len(text)
            cell, place = text[place:stop], stop
        rows[-1].append(clean(cell))
        sign = _END.match(text, place)
        place = sign.end() if sign and sign[0] else len(text) + 1
        if sign and sign[0] and sign[0] != "\t":
            rows.append([])
    return rows


def _comma_separated(text: str) -> list[list[str]]:
    """The cells of a .csv that was copied from an editor; empty where its first lines name no columns."""
    for sign in (",", ";"):
        try:
            rows = [[clean(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
        except csv.Error:
            continue
        if _headings(rows[:HEADER_WITHIN]):
            return rows
    return []


def clean(text: str) -> str:
    """A cell's text with plain line breaks, no other control or direction characters, no mark that says “text”."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TEXT_MARK.sub("", _CONTROL.sub(" ", text).strip())


def blocks_of(text: str, evaluation: Evaluation) -> tuple[Block, ...]:
    """The blocks that a text holds, one below the other, each under its heading.

    Columns are told by the heading; where there is none, by what stands in them. Rows above the first heading are a
    block without columns.
    """
    cells = cells_of(text)
    starts = _headings(cells)
    if not starts:
        return (Block(cells, 1, (), guessed(cells, evaluation), supposed=True),)
    found = [Block(cells[: starts[0][0]], 1, (), (), supposed=False)] if starts[0][0] else []
    ends = [place for place, _, _ in starts[1:]] + [len(cells)]
    for (place, lines, columns), end in zip(starts, ends, strict=True):
        found.append(Block(cells[place + lines : end], place + lines + 1, cells[place], columns, supposed=False))
    return tuple(found)


def _headings(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """(place, rows taken, columns) of each row that names columns."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    taken = 0
    for place, row in enumerate(rows):
        if place < taken:
            continue
        names = _named(row)
        lines = 1
        if place + 1 < len(rows) and len(set(names) - {""}) > 1:
            below = _named(rows[place + 1])
            if len(set(below) - {""}) > 1:
                wide = max(len(names), len(below))
                pairs = zip(_filled(names, wide), _filled(below, wide), strict=True)
                names, lines = [one or other for one, other in pairs], 2
        if _suffices(names, row):
            found.append((place, lines, tuple(_once(names))))
            taken = place + lines
    return found


def _named(row: Sequence[str]) -> list[str]:
    labels = [head_key(cell) for cell in row]
    return [label if label in AMOUNTS else column(cell) for cell, label in zip(row, labels, strict=True)]


def _filled(names: list[str], wide: int) -> list[str]:
    return names + [""] * (wide - len(names))


def _once(names: list[str]) -> list[str]:
    """Of two columns of one name the first counts."""
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    return [name if first[name] == place else "" for place, name in enumerate(names)]


def _suffices(names: Sequence[str], row: Sequence[str]) -> bool:
    known = set(names) - {""}
    facts = known & {*FACTS, *AMOUNTS}
    return bool(facts) and (len(known) > 1 or sum(map(bool, row)) == 1)


def guessed(rows: Cells, evaluation: Evaluation) -> tuple[str, ...]:
    """What each column of a block without a heading seems to hold, by what the workbook knows."""
    wide = max(map(len, rows), default=0)
    texts = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(wide)]
    columns = [""] * wide
    for name, known in _known(evaluation).items():
        form = tier_key if name in {"tier1", "tier2"} else key
        for place, cells in enumerate(texts):
            hits = sum(form(cell) in known for cell in cells)
            if not columns[place] and hits * (3 if name == "tier3" else 2) >= max(len(cells), 1):
                columns[place] = name
                break
    _guess_facts(columns, texts, evaluation)
    return tuple(columns)


def _known(evaluation: Evaluation) -> dict[str, set[str]]:
    projects = evaluation.department.projects
    rows = [row for project in projects for row in project.indicators]
    found = {
        "tier3": {key(row.tier3) for row in rows},
        "code": {key(project.code) for project in projects},
        "project": {key(text) for project in projects for text in (project.name, project.title)},
        "tier1": {tier_key(row.tier1) for row in rows},
        "tier2": {tier_key(row.tier2) for row in rows},
        "target": {key(row.target) for row in rows},
    }
    return {name: texts - {""} for name, texts in found.items()}


def _guess_facts(columns: list[str], texts: list[list[str]], evaluation: Evaluation) -> None:
    """Outcome, reason and evidence: what is left, in this order, points and scores passed over."""
    left = [place for place, cells in enumerate(texts) if cells and not columns[place]]
    named = "tier3" in columns
    if named and "target" not in columns and len(left) > 1 and _mostly(texts[left[0]], lambda c: bool(_SIGN.match(c))):
        columns[left.pop(0)] = "target"
    weights = {row.weight for project in evaluation.department.projects for row in project.indicators} - {None}
    wanted = ["actual", "reason", "evidence"]
    for place in left:
        numeric = _mostly(texts[place], lambda cell: parse_number(cell) is not None)
        points = named and bool(weights) and all(parse_number(cell) in weights for cell in texts[place])
        if points and place != left[-1]:
            columns[place] = "weight"
        elif wanted and (wanted[0] == "actual" or not numeric):
            columns[place] = wanted.pop(0)


def _mostly(cells: list[str], holds: Callable[[str], bool]) -> bool:
    return 2 * sum(map(holds, cells)) > len(cells)
