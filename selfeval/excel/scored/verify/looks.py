"""How a scored workbook is shown, against how the program wrote it: formats, type, what lies over cells, print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import islice

from selfeval.core.numbers import plain
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.book.grid import Book, Cell, Grid, Place, Span, parse_cell
from selfeval.excel.book.kinds.xlsx import decimal15
from selfeval.excel.book.look import BookLook, Drawn, read_look
from selfeval.excel.book.look_sheet import SheetLook
from selfeval.excel.book.numfmt import shown
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.scored.verify.expected import Expected
from selfeval.excel.scored.verify.hidden_parts import INTERNAL, too_small
from selfeval.excel.scored.verify.legibility import alike, seen_text, spelled, unreadable
from selfeval.excel.scored.verify.package import carried_along

_HINT = msg("Take it away, or open the workbook in the program and write it again.")
_BLANK_FORMULA = Cell("字", formula=True)
"""Stands for what a formula may come to show that shows nothing yet."""

INHERITED = msg("This formula shows the number format of the cells that it refers to.")
_OTHERS: Mapping[str, Message] = {
    "picture": msg("a picture"),
    "shape": msg("a shape or text box"),
    "object": msg("an embedded object or control"),
    "note": msg("a note that is always shown"),
    "heading": msg("a picture in the header or footer"),
    "background": msg("a picture in the background"),
    "table": msg("a table with a style of its own"),
}
_ODD: Mapping[str, Message] = {
    "twice": msg("the cell holds two formulas"),
    "empty": msg("it is blank, so that only the stored value is there"),
    "orphan": msg("the formula refers to a shared one that is missing"),
    "array": msg("it is an array formula"),
    "dataTable": msg("it is a data table"),
}


def looks(data: bytes, book: Book, expectation: Expected, compared: Mapping[str, Grid]) -> Iterator[Problem]:
    """S511 … S518 and S520, and F213 for what is too small: everything that is shown otherwise than it was written."""
    try:
        look = read_look(data)
    except DAMAGE:
        return
    wanted = expectation.look
    for name, grid in compared.items():
        ours = expectation.book.sheet(name)
        if ours is None:
            continue
        goes_out = name not in INTERNAL
        blank = {parse_cell(where.cell) for where in expectation.formulas if where.sheet == name} - ours.cells.keys()
        yield from _cells(ours, grid, wanted, look, blank)
        yield from too_small(ours, grid, wanted.sheets[name], look.sheets[grid.title], goes_out=goes_out)
        yield from _formulas(ours, grid, look.sheets[grid.title], wanted.sheets[name])
        yield from _covered(grid, wanted.drawn[name], look.drawn[grid.title])
        yield from _conditional(ours, grid, look.sheets[grid.title], wanted.sheets[name])
        yield from _merges(ours, grid)
        yield from _view(grid, look.sheets[grid.title])
    titles = {name: grid.title for name, grid in compared.items()}
    yield from carried_along(wanted, look, expectation, titles)


def _cells(ours: Grid, grid: Grid, wanted: BookLook, look: BookLook, blank: Set[Place]) -> Iterator[Problem]:
    """S511 and S512, cell by cell; `blank` are formulas that show nothing yet, whose words must not come in white."""
    strings = look.sheets[grid.title].strings
    own = {spelled(style.number) for style in wanted.styles}
    numbers = look.sheets[grid.title].numbers
    for place in sorted(blank | (ours.cells.keys() & (grid.cells.keys() | numbers.keys()))):
        expected = ours.cells.get(place, _BLANK_FORMULA)
        # A number of which nothing is shown is no cell of the grid.
        found = grid.cells.get(place) or (
            Cell("", decimal15(numbers[place])) if place in numbers and place not in blank else _BLANK_FORMULA
        )
        style, now = wanted.style(ours.title, place), look.style(grid.title, place)
        where = grid.ref(*place)
        if style != now:
            if not alike(found.value, found.text, style.number, now.number):
                taken_over = expected.formula and style.number == "General" and spelled(now.number) in own
                told = _inherited if taken_over else _shown_otherwise
                yield told(found, style.number, now.number, where)
            for why in unreadable(style, now):
                yield _unreadable(why, found, where)
        if strings.get(place, -1) in look.odd_strings:
            yield _unreadable(msg("a part of it is set in another type"), found, where)


def _inherited(found: Cell, _wanted: str, now: str, where: CellRef) -> Problem:
    """A formula under the format of what it refers to: LibreOffice gives it that when it works out a workbook anew."""
    seen = shown(found.value, now)[0] if found.value is not None else found.text
    same_number = found.value is not None and seen.startswith(plain(found.value))
    severity = Severity.INFO if same_number else Severity.WARNING
    return Problem("S511", severity, INHERITED, where=where, input=seen)


def _shown_otherwise(found: Cell, wanted: str, now: str, where: CellRef) -> Problem:
    seen, meant = (
        shown(found.value, code)[0] if found.value is not None else seen_text(found.text, code)
        for code in (now, wanted)
    )
    if seen == meant:
        message = msg(
            "The number format is {found}; the program wrote {expected}, and other numbers would read otherwise.",
            found=Message(now),
            expected=Message(wanted),
        )
    else:
        message = msg(
            "This cell shows “{found}”; with what it holds it must show “{expected}”: its number format was changed.",
            found=Message(seen) if seen.strip() else msg("(blank)"),
            expected=Message(meant),
        )
    hint = msg("Restore the number format, or open the workbook in the program and write it again.")
    return Problem("S511", Severity.ERROR, message, hint, where, seen)


def _unreadable(why: Message, found: Cell, where: CellRef) -> Problem:
    message = msg("What stands here cannot be read as it is shown: {why}.", why=why)
    hint = msg("Restore the type, or open the workbook in the program and write it again.")
    return Problem("S512", Severity.ERROR, message, hint, where, found.text.strip())


def _formulas(ours: Grid, grid: Grid, look: SheetLook, wanted: SheetLook) -> Iterator[Problem]:
    """S517: formulas of a kind that the program does not write, and cells that the file has twice."""
    reached = {place: "array" for span in look.arrays for place in ours.cells if _inside(place, span)}
    for place, odd in sorted({**reached, **look.formulas}.items()):
        if wanted.formulas.get(place) != odd:
            message = msg("The formula of this cell is none that the program writes: {why}.", why=_ODD[odd])
            yield Problem("S517", Severity.ERROR, message, _HINT, grid.ref(*place))
    for place in look.twice:
        message = msg("The file holds this cell twice, so programs may show one or the other.")
        yield Problem("S517", Severity.ERROR, message, _HINT, grid.ref(*place))


def _covered(grid: Grid, wanted: Drawn, drawn: Drawn) -> Iterator[Problem]:
    """S513: what lies over the cells of a sheet and was not drawn by the program."""
    for kind in sorted(set(drawn.others)):
        count = drawn.others.count(kind) - wanted.others.count(kind)
        if count <= 0:
            continue
        message = msg(
            "{what} lies on the sheet {sheet} ({count} ×) and may cover what stands there.",
            what=_OTHERS[kind],
            sheet=grid.title,
            count=count,
        )
        yield Problem("S513", Severity.ERROR, message, _HINT, CellRef(grid.title, ""))
    if len(drawn.charts) > len(wanted.charts):
        message = msg("A chart lies on the sheet {sheet} that the program did not draw.", sheet=grid.title)
        yield Problem("S513", Severity.ERROR, message, _HINT, CellRef(grid.title, ""))
    first = min((chart.row for chart in wanted.charts), default=0)
    for chart in drawn.charts:
        if chart.row < first - 1:
            message = msg("A chart of the sheet {sheet} was moved over its tables.", sheet=grid.title)
            yield Problem("S513", Severity.ERROR, message, _HINT, CellRef(grid.title, f"A{chart.row}"))


def _conditional(ours: Grid, grid: Grid, look: SheetLook, wanted: SheetLook) -> Iterator[Problem]:
    """S514: the program writes no conditional format, and one may show anything."""
    for ranges in look.conditional:
        if ranges in wanted.conditional:
            continue
        for span in _spans(ranges):
            touched = next((place for place in sorted(ours.cells) if _inside(place, span)), None)
            if touched is not None:
                message = msg("A conditional format ({range}) decides how this cell is shown.", range=ranges)
                yield Problem("S514", Severity.ERROR, message, _HINT, grid.ref(*touched), ranges)
                break


def _merges(ours: Grid, grid: Grid) -> Iterator[Problem]:
    """S515: merged cells hide all that they hold but the first."""
    for span in sorted(set(ours.merges) ^ set(grid.merges)):
        if any(_inside(place, span) for place in islice(ours.cells.keys() | grid.cells.keys(), 200_000)):
            where = grid.ref(span.top, span.left)
            cells = f"{where.cell}:{grid.ref(span.bottom, span.right).cell}"
            message = msg("The cells {cells} were merged.", cells=cells)
            if span in set(ours.merges):
                message = msg("The cells {cells} were merged by the program and no longer are.", cells=cells)
            yield Problem("S515", Severity.WARNING, message, _HINT, where, cells)


def _view(grid: Grid, look: SheetLook) -> Iterator[Problem]:
    if "showZeros" in look.view:
        message = msg("The sheet {sheet} is set not to show zeros.", sheet=grid.title)
        yield Problem("S511", Severity.WARNING, message, _HINT, CellRef(grid.title, ""))
    if "showFormulas" in look.view:
        message = msg("The sheet {sheet} is set to show formulas in the place of figures.", sheet=grid.title)
        yield Problem("S511", Severity.WARNING, message, _HINT, CellRef(grid.title, ""))


def _spans(ranges: str) -> Iterator[Span]:
    for text in re.split(r"[\s,]+", ranges.strip()):
        try:
            yield Span.of(text.rpartition("!")[2])
        except ValueError:
            continue


def _inside(place: tuple[int, int], span: Span) -> bool:
    return span.top <= place[0] <= span.bottom and span.left <= place[1] <= span.right
