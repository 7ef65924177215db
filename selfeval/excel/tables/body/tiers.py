"""Which tier holds in each row of a table: its own cell, its merge, or the last one above a blank cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import tier1_of
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.excel.book.grid import Grid, column_letters
from selfeval.excel.tables.header import Header
from selfeval.excel.tables.labels.labels import normal
from selfeval.excel.tables.taking import Taker

TIERS = ("tier1", "tier2")
_MOST_TEXTS = 3
"""Cells of a line that names the tier of the rows below it: 产出指标 | 50 | 49.5."""
_LONGEST_TIER = 10
_TIER2_LINE = lazy("(?:数量|质量|时效|(?:经济|社会|生态|环境)效益|可持续影响)指标")
_TIER_LINE = lazy(
    "(?:项目)?(?:产出|效益|效果|成效|成本|完成|影响|(?:服务对象|社会公众|群众)?满意度?)指标|" + _TIER2_LINE.pattern
)
TITLES = {name: FACT_LABELS[name] for name in (*TIERS, "tier3")}


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


class Tiers:
    """Follows tier 1 and tier 2 down one table; `place` finds the cell that holds a field of a row."""

    def __init__(self, grid: Grid, header: Header, place: Callable[[str, int], tuple[int, int]]) -> None:
        self._grid, self._header, self._place = grid, header, place
        self._tiers = {name: _Tier() for name in TIERS}
        self._sections: dict[str, CellRef] = {}
        self._section_row = 0
        self.problems: list[Problem] = []

    def read(self, row: int, taker: Taker) -> dict[str, str]:
        """Both tiers of an indicator's row; T109 where there is none, T110 (told later) where it was carried."""
        return {name: self._read(name, row, taker) for name in TIERS}

    def note(self, row: int) -> None:
        """Take the tiers that a row without an indicator names for the rows below it."""
        for name in TIERS if self._section_row != row else ():
            if name in self._header.columns and self._place(name, row)[0] == row:
                place = self._place(name, row)
                if text := "".join(self._grid.text(*place).split()):
                    self._hold(name, text, place[0])

    def section(self, row: int) -> bool:
        """Take a line such as 一、产出指标（50分） for the tier of the rows below, if the table has no column for it.

        （一）数量指标 is tier 2; 社会效益指标 below 产出指标 is tier 1 as well, as no line says 效益指标.
        """
        texts = self._grid.row_texts(row)
        if "tier1" in self._header.columns or not texts or len(texts) > _MOST_TEXTS:
            return False
        name = normal(texts[0][1])
        second = "tier2" not in self._header.columns and bool(_TIER2_LINE.fullmatch(name))
        first = tier1_of(name)
        if len(name) > _LONGEST_TIER or (first is None and not second):
            return False
        where = self._grid.ref(row, texts[0][0])
        if first is not None and not (second and first is tier1_of(self._tiers["tier1"].text)):
            self._hold("tier1", name, row)
            self._sections = {"tier1": where}
        if second:
            self._hold("tier2", name, row)
            self._sections["tier2"] = where
        self._section_row = row
        return True

    def names_section(self, row: int) -> bool:
        """Whether what stands under the indicators' names is nothing but a tier's own name: 一、产出指标（50分）."""
        texts = self._grid.row_texts(row)
        return bool(texts) and bool(_TIER_LINE.fullmatch(normal(texts[0][1])))

    def restart(self) -> None:
        """Forget the tiers, where another project begins."""
        self.tell()
        self._sections = {}
        self._tiers = {name: _Tier() for name in TIERS}

    def tell(self) -> None:
        """Tell what was carried so far (T110)."""
        for name in TIERS:
            self._tell(name)

    def miss(self, name: str, row: int, taker: Taker) -> None:
        """T109: the row has no text for a tier that the table has a column for."""
        if name in self._header.columns:
            hint = msg("Fill in the cell, or merge it with the one above that it belongs to.")
            message = msg("There is no {column} from this row on.", column=TITLES[name])
            taker.note("T109", Severity.WARNING, message, hint, *self._place(name, row))

    def _read(self, name: str, row: int, taker: Taker) -> str:
        if name not in self._header.columns:
            if name in self._sections:
                taker.cells[name] = self._sections[name]
            return self._tiers[name].text
        place = self._place(name, row)
        text = "".join(taker.take(name, *place).split())
        tier = self._tiers[name]
        if text:
            self._hold(name, text, place[0])
        elif tier.text:
            taker.cells[name] = self._grid.ref(tier.row, place[1])
            tier.blank_from, tier.blank_to = tier.blank_from or row, row
        elif not tier.missed:
            tier.missed = True
            self.miss(name, row, taker)
        return self._tiers[name].text

    def _hold(self, name: str, text: str, row: int) -> None:
        tier = self._tiers[name]
        if text != tier.text or row != tier.row:
            self._tell(name)
            if name == "tier1" and text != tier.text:
                self._tell("tier2")
                self._tiers["tier2"] = _Tier()
        tier.text, tier.row = text, row

    def _tell(self, name: str) -> None:
        tier = self._tiers[name]
        if not tier.blank_from:
            return
        letters = column_letters(self._header.columns[name][0])
        first, last = f"{letters}{tier.blank_from}", f"{letters}{tier.blank_to}"
        self.problems.append(
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
