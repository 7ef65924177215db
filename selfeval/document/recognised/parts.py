"""Parts a document's blocks: the list of contents, the tables of each project with the lines above, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.contents import HEADING, contents_entry, is_contents_heading, is_part
from selfeval.document.layout import laid
from selfeval.document.recognised.found import Entry, Text
from selfeval.document.values import Block, Line, Table
from selfeval.excel.tables.department import section_of
from selfeval.excel.tables.head.head import is_line
from selfeval.excel.tables.header import find_headers
from selfeval.excel.tables.labels.labels import STARTS_TABLE, is_page_mark, is_title, label_key, label_of

_NUMBER: Final = lazy(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|\d{1,3}\s)")
_HEAD: Final = STARTS_TABLE | {"fiscal", "initial", "money_unit", "year", "purpose", "unused"}
_LONGEST_HEADING, _MOST_ABOVE = 60, 8


@dataclass
class Segment:
    """The blocks of one project's table, lines above it included."""

    blocks: list[Block] = field(default_factory=list)
    headed: bool = False


@dataclass
class Parts:
    """A document in parts.

    Attributes:
        rest: the department's part, in its order.
        loose: what stands between the tables and belongs to none of them.
    """

    entries: list[Entry] = field(default_factory=list)
    outline: list[Text] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)
    resumed: bool = True

    def add(self, blocks: Sequence[Block]) -> None:
        """Blocks outside of tables: behind the first table they are the department's from the next heading on."""
        for block in blocks:
            self.resumed = self.resumed or (isinstance(block, Line) and _is_heading(block))
            (self.rest if self.resumed else self.loose).append(block)

    def goes_on(self, held: Sequence[Line], loose: Sequence[Line]) -> bool:
        """Whether a table may be the rest of the one before: no heading stands between, and nothing but its own lines.

        A form whose indicators did not come yet goes on whatever stands between.
        """
        if not self.segments or any(map(_is_heading, held)):
            return False
        return not loose or not self.segments[-1].headed

    def begin(self, segment: Segment) -> None:
        """The next table."""
        self.segments.append(segment)
        self.resumed = False


def parted(blocks: Sequence[Block]) -> Parts:
    """Part the blocks of a document."""
    parts = Parts()
    body = _without_contents(blocks, parts)
    held: list[Line] = []  # lines since the last table, which may belong to the next one
    for index, block in enumerate(body):
        if isinstance(block, Line):
            held.append(block)
            continue
        headed = _is_headed(block)
        own = _lines_above(held)
        loose = held[: len(held) - len(own)]
        begins = bool(own and _begins(own)) or _labels_begin(block)
        bare = bool(parts.segments) and not parts.segments[-1].headed and not held  # the rest of a head
        if (bare or not begins) and parts.goes_on(held, loose):
            parts.segments[-1].blocks += [*held, block]
            parts.segments[-1].headed |= headed
        elif headed or begins or _followed(body, index):
            parts.add(loose)
            parts.begin(Segment([*own, block], headed))
        else:
            parts.add([*held, block])
        held = []
    parts.add(held)
    return parts


def _without_contents(blocks: Sequence[Block], parts: Parts) -> list[Block]:
    """The blocks without the list of contents, which goes to `entries`, its headings to `outline`."""
    start = next((i for i, b in enumerate(blocks) if isinstance(b, Line) and is_contents_heading(b.text)), None)
    end = -1 if start is None else _contents_end(blocks, start)
    body: list[Block] = []
    for index, block in enumerate(blocks):
        if start is not None and start <= index < end and isinstance(block, Line):
            _list(block, parts, listed=True)
        elif isinstance(block, Line) and block.contents and contents_entry(block.text) is not None:
            _list(block, parts, listed=False)
        else:
            body.append(block)
    return body


def _contents_end(blocks: Sequence[Block], start: int) -> int:
    """Behind the last entry with a page; without pages, where the first entry comes again as a heading."""
    end, first = start + 1, ""
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Line):
            break
        if block.contents:
            end = index + 1
        elif end > start + 1 and not is_part(block.text):
            break
    if end > start + 1:
        return end
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Line) or len(block.text) > _LONGEST_HEADING:
            return start + 1  # no list at all
        plain = "".join(block.text.split())
        if first and (plain == first or (len(plain) >= 4 and first.startswith(plain))):
            return index
        first = first or plain
    return start + 1


def _list(line: Line, parts: Parts, *, listed: bool) -> None:
    found = contents_entry(line.text)
    if found is not None:
        parts.entries.append(Entry(found[0], found[1], line.place))
    elif listed and not is_contents_heading(line.text):
        if is_part(line.text):
            parts.outline.append(Text(line.text, line.place))
        else:
            parts.entries.append(Entry(line.text.strip(), "", line.place))


def _is_headed(table: Table) -> bool:
    grid = laid([table], "").grid
    return bool(grid.rows) and bool(find_headers(grid))


def _labels_begin(table: Table) -> bool:
    """Whether a table begins with what stands above a project's indicators: its code, its name, its money."""
    first = [cell for cell in table.cells if cell.row <= 2 and cell.text.strip()]
    found = [label[0] for cell in first if (label := label_of(cell.text)) is not None]
    titled = bool(first) and is_title(first[0].text)
    return titled or bool({"code", "name", "budget_block"} & set(found)) or len(set(found) & _HEAD) >= 2


def _followed(body: Sequence[Block], index: int) -> bool:
    """Whether nothing but lines of a table stands between a table and one with a header."""
    table = body[index]
    if not isinstance(table, Table) or not any(label_of(cell.text) for cell in table.cells):
        return False
    for block in body[index + 1 :]:
        if isinstance(block, Table):
            return _is_headed(block)
        if not is_line(block.text) or is_title(block.text):
            return False
    return False


def _is_heading(line: Line) -> bool:
    """Whether a line begins a part or a section of the document."""
    numbered = bool(HEADING.match(line.text)) and len(line.text) <= _LONGEST_HEADING
    return line.level > 0 or numbered or is_part(line.text) or bool(section_of(line.text)[0])


def _lines_above(lines: Sequence[Line]) -> list[Line]:
    """The last of the lines, as far as they belong to the table below them: up to its title.

    A line of another kind below the title belongs to the table too; without a title it ends them.
    """
    first = len(lines)
    for index in range(len(lines) - 1, max(len(lines) - _MOST_ABOVE, 0) - 1, -1):
        line = lines[index]
        if is_part(line.text) or section_of(line.text)[0]:
            break
        if is_title(line.text) or line.level or (_NUMBER.match(line.text) and len(line.text) <= _LONGEST_HEADING):
            return list(lines[index:])
        known = is_line(line.text) or is_page_mark(line.text) or label_key(line.text) in _HEAD
        if known and index == first - 1:
            first = index
    return list(lines[first:])


def _begins(lines: Sequence[Line]) -> bool:
    """Whether lines above a table begin a new project: a title that does not only say that a table goes on."""
    return any(
        not is_page_mark(line.text)
        and (is_title(line.text) or line.level > 0 or bool(_NUMBER.match(line.text)) or _names(line))
        for line in lines
    )


def _names(line: Line) -> bool:
    return label_key(line.text) in {"code", "name"}
