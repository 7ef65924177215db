"""Surveys that stand beside a table of indicators: one line of text, or counts below and beside their labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from selfeval.core.numbers import parse_number, plain
from selfeval.core.patterns import lazy
from selfeval.core.texts.surveys import PARTS, RATE_LABELS, read_survey, survey_text
from selfeval.excel.book.grid import Grid, Place
from selfeval.excel.tables.header import find_headers
from selfeval.excel.tables.labels.labels import label_key, normal

_SURVEY: Final = lazy(r"发放|发出|下发|派发|回收|收回|有效|问卷")
_OUT_OR_BACK: Final = lazy(r"发放|发出|下发|派发|回收|收回|问卷")
_PEOPLE: Final = r"(?:总)?(?:份数|数量|人数|户数|总数|数|量)?"
_LABELS: Final = {
    "valid": lazy(rf"(?:回收|收回)?的?有效(?:调查)?(?:问卷|答卷)?{_PEOPLE}|(?:问卷)?有效{_PEOPLE}"),
    "sent": lazy(
        rf"(?:共|实际)?(?:调查)?(?:问卷)?(?:共)?(?:发放|发出|下发|派发)(?:调查)?(?:问卷|答卷)?{_PEOPLE}|问卷总数"
    ),
    "returned": lazy(rf"(?:实际)?(?:调查)?(?:问卷)?(?:共)?(?:回收|收回)(?:调查)?(?:问卷|答卷)?{_PEOPLE}"),
    "satisfied": lazy(r"(?:表示)?满意(?:的)?(?:问卷)?(?:份数|数量|人数|户数|数)?"),
    "return_rate": lazy(r"(?:调查)?(?:问卷)?(?:回收|收回)率"),
    "valid_rate": lazy(r"(?:调查)?(?:问卷)?有效率|有效问卷率"),
    "satisfaction": lazy(r"(?:综合|总体|平均|调查)?满意(?:度|率)"),
}
"""What forms call the counts and the rates, by `PARTS` and `RATES`."""
_COUNTS: Final = ("sent", "returned", "valid")
_UNIT: Final = lazy(r"(?:份|人次|人|户|张|件|名|家)$")
_ALL: Final = lazy(r"(?:合|总|小)\s*计")
_LONGEST: Final = 200
_LONGEST_LABEL: Final = 24
_NEAR: Final = 3


class Found(NamedTuple):
    """A survey as cells tell it.

    Attributes:
        text: as surveys are written, or the line itself; "" where its figures are none.
        about: words near it that may name the indicator.
        place: its first cell.
        whole: whether its row adds others up.
        said: what stands there, for findings.
        cells: those of labels and figures.
    """

    text: str
    about: str
    place: Place
    whole: bool = False
    said: str = ""
    cells: frozenset[Place] = frozenset()


def lines_in(grid: Grid, taken: Callable[[], Collection[Place]]) -> list[Found]:
    """Every line of text that tells of a survey outside the cells that are `taken`, asked for where there is one."""
    told = [
        ((row, column), text)
        for row in grid.rows
        for column, text in grid.row_texts(row)
        if len(text) <= _LONGEST and _OUT_OR_BACK.search(text) and _is_line(text)
    ]
    held = taken() if told else ()
    return [Found(text.strip(), _above(grid, *at, held), at, said=text) for at, text in told if at not in held]


def blocks_in(grid: Grid, taken: Callable[[], Collection[Place]]) -> list[Found] | None:
    """Every block of counts with labels outside the cells that are `taken`, asked for only where there may be one.

    None for a sheet with fewer than two labels of counts, which has none wherever its tables lie.
    """
    short = [
        ((row, column), text)
        for row in grid.rows
        for column, text in grid.row_texts(row)
        if len(text) <= _LONGEST_LABEL and ("满意" in text or _SURVEY.search(text))
    ]
    if len(short) < 2 or not any(_OUT_OR_BACK.search(text) for _, text in short):
        return None  # of two counts, one is of those handed out or come back
    labels = {place: part for place, text in short if (part := _label(text))}
    if len(set(labels.values()) & set(_COUNTS)) < 2:
        return None
    held = taken()
    found: list[Found] = []
    for block in _blocks({place: name for place, name in labels.items() if place not in held}):
        cells = {*block, *((row, grid.span(row, column).right + 1) for row, column in block)}
        read = list(_read_block(grid, block, held))
        cells |= {(one.place[0], column) for one in read for _, column in block}
        found += [one._replace(cells=frozenset(cells)) for one in read]
    return found


def table_cells(grid: Grid) -> set[Place]:
    """The cells of the sheet's indicator tables, as far as a total or a blank row tells where they end."""
    held: set[Place] = set()
    headers = find_headers(grid)
    for number, header in enumerate(headers):
        later = headers[number + 1].top if number + 1 < len(headers) else (grid.rows[-1] + 1 if grid.rows else 0)
        last = max(right for _, right in header.columns.values())
        row = header.bottom + 1
        while row < later and row in grid.by_row:
            if next((label_key(text) for _, text in grid.row_texts(row)), "") == "total":
                break
            row += 1
        held |= {(at, column) for at in range(header.top, row + 1) for column in range(header.left, last + 1)}
    return held


def _label(text: str) -> str:
    plain_text = normal(text)
    return next((name for name, pattern in _LABELS.items() if plain_text and pattern.fullmatch(plain_text)), "")


def _is_line(text: str) -> bool:
    survey = read_survey(text)
    return survey is not None and sum(name in survey.counts for name in _COUNTS) > 1


def _figure(text: str) -> Decimal | None:
    return parse_number(_UNIT.sub("", text.strip()).strip().removesuffix("%").removesuffix("％"))


def _blocks(labels: Mapping[Place, str]) -> Iterator[dict[Place, str]]:
    """Labels near each other, in one row or one column, that name two counts or more; each field once."""
    left = dict(labels)
    while left:
        first = next(iter(left))
        block = {first: left.pop(first)}
        while (place := _next(left, block)) is not None:
            block[place] = left.pop(place)
        if len(set(block.values()) & set(_COUNTS)) > 1:
            yield block


def _next(left: Mapping[Place, str], block: Mapping[Place, str]) -> Place | None:
    known = set(block.values())
    near = (place for place, name in left.items() if name not in known and any(_is_near(place, one) for one in block))
    return next(near, None)


def _is_near(one: Place, other: Place) -> bool:
    same_row = one[0] == other[0] and abs(one[1] - other[1]) <= _NEAR
    return same_row or (one[1] == other[1] and abs(one[0] - other[0]) <= 2)


def _read_block(grid: Grid, block: Mapping[Place, str], taken: Collection[Place]) -> Iterator[Found]:
    first = min(block)
    about = _above(grid, *first, taken)
    beside = {name: _right(grid, place, block) for place, name in block.items()}
    if sum(_figure(text) is not None for text in beside.values()) * 2 > len(block):
        yield _made(beside, about, first)
        return
    if len({row for row, _ in block}) > 1 and any(text for text in beside.values()):
        yield _made(beside, about, first)
        return
    rows = list(_rows_below(grid, block, taken))
    for row, texts in rows:
        name = _left_of(grid, row, min(column for _, column in block))
        whole = bool(_ALL.search(name)) and len(rows) > 1
        yield _made(texts, name or about, (row, min(column for _, column in block)), whole=whole)


def _right(grid: Grid, place: Place, block: Mapping[Place, str]) -> str:
    """What stands at the right of a label, "" where that is another label."""
    span = grid.span(*place)
    at = (place[0], span.right + 1)
    head = grid.span(*at)
    at = (head.top, head.left)
    text = grid.text(*at)
    return "" if at in block or _label(text) else text


def _rows_below(
    grid: Grid, block: Mapping[Place, str], taken: Collection[Place]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the labels that hold a figure of any of them."""
    row = max(grid.span(*place).bottom for place in block) + 1
    while True:
        texts = {name: grid.text(row, column) for (_, column), name in block.items()}
        own = {name: text for name, text in texts.items() if text.strip()}
        if row not in grid.by_row or any((row, column) in taken for _, column in block):
            return
        if any(map(_label, own.values())):
            return
        if own:
            yield row, own
        row += 1


def _made(texts: Mapping[str, str], about: str, place: Place, *, whole: bool = False) -> Found:
    said = "，".join(text for text in texts.values() if text.strip())
    counts = {name: _count(texts.get(name, "")) for name in PARTS}
    known = {name: count for name, count in counts.items() if count}
    unread = [texts[name] for name in PARTS if texts.get(name, "").strip() and not counts[name]]
    if not said or unread or len(set(known) & set(_COUNTS)) < 2:
        return Found("", about, place, whole, said)
    rates = "".join(f"，{RATE_LABELS[name]}{rate}" for name in RATE_LABELS if (rate := _rate(texts.get(name, ""))))
    return Found(survey_text(known) + rates, about, place, whole, said)


def _count(text: str) -> str:
    figure = _figure(text) if "%" not in text and "％" not in text else None
    return plain(figure) if figure is not None and figure >= 0 and figure == figure.to_integral_value() else ""


def _rate(text: str) -> str:
    """A rate in percent; 0.97 without a sign is a share."""
    figure = _figure(text)
    if figure is None:
        return ""
    share = "%" not in text and "％" not in text and figure <= 1
    return f"{plain(figure * 100 if share else figure)}%"


def _left_of(grid: Grid, row: int, column: int) -> str:
    """The words left of a row's figures."""
    texts: Sequence[str] = [text for at, text in grid.row_texts(row) if at < column and _figure(text) is None]
    return " ".join(texts)


def _above(grid: Grid, row: int, column: int, taken: Collection[Place]) -> str:
    """The words left of a survey and in the row above it, a merged label at its left included."""
    span = next((span for span in grid.merges if span.top <= row <= span.bottom and span.right < column), None)
    words = [grid.text(span.top, span.left)] if span is not None and (span.top, span.left) not in taken else []
    words += [text for at, text in grid.row_texts(row) if at < column and (row, at) not in taken and not _label(text)]
    words += [text for at, text in grid.row_texts(row - 1) if (row - 1, at) not in taken and not _label(text)]
    return " ".join(text for text in words if _figure(text) is None)
