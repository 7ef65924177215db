"""Reads the rows of one indicator table: tiers, texts, points, and the total row below them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from selfeval.core.model import Indicator
from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.excel.footer import Footer
from selfeval.excel.grid import Grid, column_letters
from selfeval.excel.header import Header
from selfeval.excel.labels import STARTS_TABLE, is_title, label_of
from selfeval.excel.refusals import MAX_INDICATORS, too_many_indicators
from selfeval.excel.taking import Taker

TIERS = ("tier1", "tier2")
TEXTS = ("description", "basis", "actual", "share", "reason", "evidence", "not_applicable")
"""Fields that one merged cell may hold for several rows at once; points may not."""

POINTS = {"weight": "weight", "score": "claimed_score"}
COMPARATORS = frozenset("≥≤＝=><≧≦＞＜") | {">=", "<="}


@dataclass
class Body:
    """What stands below a header.

    Attributes:
        footer: the total and the grade as printed below the indicators.
        indicators: in the order of the rows.
        problems: problems of reading them, with the ids of the indicators.
        end: the first row that belongs to the next table, or one beyond the last row.
    """

    footer: Footer
    indicators: list[Indicator] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    end: int = 0


@dataclass
class _Tier:
    """The tier text that holds at the present row, and the run of blank cells that it was carried into.

    `missed` is set while there is none to carry, so that a run of such rows is told once.
    """

    text: str = ""
    row: int = 0
    missed: bool = False
    blank_from: int = 0
    blank_to: int = 0


class BodyReader:
    """Reads one table; use `read` once."""

    def __init__(self, grid: Grid, header: Header, stop: int) -> None:
        self._grid, self._header, self._stop = grid, header, stop
        self._body = Body(Footer(grid, header), end=stop)
        self._tiers = {name: _Tier() for name in TIERS}
        self._ids: set[str] = set()
        self._hidden: list[int] = []
        self._shared_points: set[tuple[int, int]] = set()

    def read(self) -> Body:
        """All rows up to the next table's first label, title or header."""
        below_total = False
        for row in self._grid.rows:
            if row <= self._header.bottom:
                continue
            if row >= self._stop or self._begins_table(row):
                self._body.end = row
                break
            key = self._first_label(row)
            if key in {"total", "grade"}:
                below_total = True
                self._body.footer.read(row)
            elif key == "note":
                below_total = True
            elif not below_total and key != "subtotal" and self._is_indicator(row):
                if len(self._body.indicators) >= MAX_INDICATORS:
                    raise too_many_indicators(self._grid.title)
                self._read_row(row)
            else:
                self._body.footer.read(row, only_grade=True)
        for name in TIERS:
            self._tell_carried(name)
        self._tell_hidden()
        return self._body

    def _first_label(self, row: int) -> str:
        for column, text in self._grid.row_texts(row):
            if column <= max(self._header.column("tier3") or 1, self._header.column("target") or 1):
                label = label_of(text)
                return label[0] if label else ""
        return ""

    def _begins_table(self, row: int) -> bool:
        texts = list(self._grid.row_texts(row))
        if not texts:
            return False
        label = label_of(texts[0][1])
        # An indicator may be called 支出进度 too, but it never stands at the left edge.
        at_edge = texts[0][0] <= min(first for first, _ in self._header.columns.values())
        return bool(at_edge and label and label[0] in STARTS_TABLE) or (len(texts) == 1 and is_title(texts[0][1]))

    def _is_indicator(self, row: int) -> bool:
        """A row is one if its own name or target cell holds something; a merge that began above does not count."""
        for name in ("tier3", "target"):
            column = self._header.column(name)
            if column is None:
                continue
            place = self._place(name, row)
            cell = self._grid.cell(*place)
            if place[0] == row and cell is not None and not self._covers_tiers(row, column):
                return True
        return False

    def _covers_tiers(self, row: int, column: int) -> bool:
        """Whether the cell is part of a line merged across the whole table, such as a note."""
        span = self._grid.span(row, column)
        others = [first for name, (first, _) in self._header.columns.items() if name not in {"tier2", "tier3"}]
        return span.left < span.right and sum(span.left <= other <= span.right for other in others) > 1

    def _place(self, name: str, row: int) -> tuple[int, int]:
        """The cell that holds a field of a row: the first filled one under its header, or the head of its merge."""
        first, last = self._header.columns[name]
        for column in range(first, last + 1) if last - first < 64 else (first,):
            span = self._grid.span(row, column)
            if (span.top, span.left) in self._grid.cells:
                return span.top, span.left
        span = self._grid.span(row, first)
        return span.top, span.left

    def _read_row(self, row: int) -> None:
        taker = Taker(self._grid)
        tiers = {name: self._tier(name, row, taker) for name in TIERS}
        texts = {name: self._text(name, row, taker) for name in ("tier3", *TEXTS)}
        texts["target"] = self._target(row, taker)
        points = {POINTS[name]: self._points(name, row, taker) for name in POINTS}
        if not texts["tier3"]:
            self._missing("tier3", "三级指标", row, taker)
        identifier = self._identify(tiers["tier1"], tiers["tier2"], texts["tier3"])
        indicator = Indicator(
            id=identifier,
            tier1=tiers["tier1"],
            tier2=tiers["tier2"],
            weight=points["weight"],
            claimed_score=points["claimed_score"],
            cells=taker.cells,
            **texts,
        )
        self._body.indicators.append(indicator)
        self._body.problems += [replace(problem, indicator=identifier) for problem in taker.problems]
        if any(self._grid.is_hidden(row, first) for first, _ in self._header.columns.values()):
            self._hidden.append(row)

    def _identify(self, *path: str) -> str:
        base = "/".join("".join(part.split()) for part in path)
        identifier, number = base, 1
        while identifier in self._ids:
            number += 1
            identifier = f"{base}#{number}"
        self._ids.add(identifier)
        return identifier

    def _tier(self, name: str, row: int, taker: Taker) -> str:
        """The tier of a row: its own cell, its merge, or (told as T110) the last one above a blank cell."""
        if name not in self._header.columns:
            return ""
        tier = self._tiers[name]
        place = self._place(name, row)
        text = "".join(taker.take(name, *place).split())
        if text:
            if text != tier.text or place[0] != tier.row:
                self._tell_carried(name)
                if name == "tier1" and text != tier.text:
                    self._tell_carried("tier2")
                    self._tiers["tier2"] = _Tier()
            tier = self._tiers[name]
            tier.text, tier.row = text, place[0]
        elif tier.text:
            taker.cells[name] = self._grid.ref(tier.row, place[1])
            tier.blank_from, tier.blank_to = tier.blank_from or row, row
        elif not tier.missed:
            tier.missed = True
            self._missing(name, "一级指标" if name == "tier1" else "二级指标", row, taker)
        return self._tiers[name].text

    def _missing(self, name: str, title: str, row: int, taker: Taker) -> None:
        if name in self._header.columns:
            place = self._place(name, row)
            hint = msg("Fill in the cell, or merge it with the one above that it belongs to.")
            taker.note(
                "T109", Severity.WARNING, msg("There is no {column} from this row on.", column=title), hint, *place
            )

    def _tell_carried(self, name: str) -> None:
        tier = self._tiers[name]
        if not tier.blank_from:
            return
        letters = column_letters(self._header.columns[name][0])
        first, last = f"{letters}{tier.blank_from}", f"{letters}{tier.blank_to}"
        self._body.problems.append(
            Problem(
                "T110",
                Severity.INFO,
                msg(
                    "The tier is blank in {cells}; “{tier}” from {above} above it was taken.",
                    cells=first if first == last else f"{first}:{last}",
                    tier=tier.text,
                    above=f"{letters}{tier.row}",
                ),
                msg("Merge the cells or repeat the tier in each row, so that nobody has to guess."),
                CellRef(self._grid.title, first),
            )
        )
        tier.blank_from = tier.blank_to = 0

    def _text(self, name: str, row: int, taker: Taker) -> str:
        return taker.take(name, *self._place(name, row)) if name in self._header.columns else ""

    def _target(self, row: int, taker: Taker) -> str:
        """The target text; sign, value and unit in cells of their own are put together as a person reads them."""
        value = self._text("target", row, taker)
        sign, unit = self._text("sign", row, taker), self._text("unit", row, taker)
        direction = self._text("direction", row, taker)
        if not (sign or direction):
            has_digit = value[-1:].isdigit()
            return f"{value}{unit}" if unit and has_digit else value
        if sign in COMPARATORS and not direction:
            return f"{sign}{value}{unit}"
        return " | ".join(part for part in (direction, sign, value, unit) if part)

    def _points(self, name: str, row: int, taker: Taker) -> Decimal | None:
        """Points of a row; a cell merged over several rows holds them for its first row only (F205)."""
        if name not in self._header.columns:
            return None
        place = self._place(name, row)
        if place[0] == row:
            return taker.take_number(name, *place)
        taker.cells[name] = self._grid.ref(*place)
        if place not in self._shared_points:
            self._shared_points.add(place)
            message = msg("This cell is merged over several indicators; its points were read for the first one only.")
            hint = msg("Give each indicator points of its own.")
            taker.note("F205", Severity.WARNING, message, hint, *place, self._grid.text(*place))
        return None

    def _tell_hidden(self) -> None:
        if not self._hidden:
            return
        first, last = self._hidden[0], self._hidden[-1]
        self._body.problems.append(
            Problem(
                "F203",
                Severity.WARNING,
                msg(
                    "Hidden rows or columns hold indicators (rows {first} to {last}); they were read.",
                    first=first,
                    last=last,
                ),
                msg("Show them and check whether they belong to the form."),
                CellRef(self._grid.title, f"A{first}"),
            )
        )
