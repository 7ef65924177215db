"""Reads one row of an indicator table: its texts, its target put together from several cells, its points."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.model import STANDARD, Indicator
from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.core.texts.shapes.joined_cells import may_be_a_share
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Cell, Grid
from selfeval.excel.tables.body.outcome_unit import outcome_in_unit
from selfeval.excel.tables.body.tiers import Tiers
from selfeval.excel.tables.header import Header
from selfeval.excel.tables.taking import Taker, number_in

TEXTS = (
    *("description", "basis", "actual", "share", "reason", "evidence", "not_applicable", "deduction", "survey"),
    *("last_target", "last_actual", "last_score", "carried_reading"),
)
"""Fields that one merged cell may hold for several rows at once; points may not."""

POINTS = {"weight": "weight", "score": "claimed_score"}
COMPARATORS = frozenset("≥≤＝=><≧≦＞＜") | {">=", "<="}
_BECAUSE = "(?<!基)因|由于|导致|造成|致使|受.{1,20}影响|疫情|暴雨|洪水|台风|天气|雨季"
_NOT_YET = "未(?!来|成年|央)|尚[不在有]|正在|仍在"
_HELD_UP = "停工|停产|停电|停课|延期|延后|推迟|延误|滞后|拖延|缓慢|暂停|中止|终止|取消"
_TOO_LITTLE = "缺乏|缺少|短缺|不足|不够|不力|不到位|不及时|不理想|偏[低高差少慢]|较[低差慢]"
_CAUSE = lazy("|".join((_BECAUSE, _NOT_YET, _HELD_UP, _TOO_LITTLE)))
"""What a remark says that gives a cause of lost points: 因雨季停工, 受疫情影响, 设备未到位; 省级项目 gives none."""
_POINTS_IN_NAME = lazy(r"[（(\[【]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[）)\]】]\s*$")


class RowReader:
    """Reads the fields of rows under one header."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self._grid, self._header = grid, header
        self._present = [name for name in ("tier3", *TEXTS) if name in header.columns]
        self._shared_points: set[tuple[int, int]] = set()
        self._row, self._places, self._own = 0, dict[str, tuple[int, int]](), dict[str, str]()

    def place(self, name: str, row: int) -> tuple[int, int]:
        """The cell that holds a field of a row: the first filled one under its header, or the head of its merge."""
        self._turn_to(row)
        place = self._places.get(name)
        if place is None:
            place = self._places[name] = self._find(name, row)
        return place

    def own(self, name: str, row: int) -> str:
        """The text that stands in this very row under a header, "" for a cell merged from above or a long line."""
        if name not in self._header.columns:
            return ""
        self._turn_to(row)
        text = self._own.get(name)
        if text is None:
            text = self._own[name] = self._find_own(name, row)
        return text

    def _turn_to(self, row: int) -> None:
        """Keep what is found of the row that is being read, of which a dozen questions are asked.

        Of a row without merged cells, as most are, everything is found at once.
        """
        if row == self._row:
            return
        self._row = row
        self._places.clear()
        self._own.clear()
        if self._grid.is_merged(row):
            return
        cells = self._grid.cells
        for name, (first, last) in self._header.columns.items():
            place = (row, first)
            if first != last and place not in cells and last - first < 64:
                place = next((at for column in range(first, last + 1) if (at := (row, column)) in cells), place)
            self._places[name] = place
            cell = cells.get(place)
            self._own[name] = "" if cell is None else _said(cell)

    def _find(self, name: str, row: int) -> tuple[int, int]:
        first, last = self._header.columns[name]
        for column in range(first, last + 1) if last - first < 64 else (first,):
            span = self._grid.span(row, column)
            if (span.top, span.left) in self._grid.cells:
                return span.top, span.left
        span = self._grid.span(row, first)
        return span.top, span.left

    def _find_own(self, name: str, row: int) -> str:
        place = self.place(name, row)
        if place[0] != row or self._covers_tiers(row, self._header.columns[name][0]):
            return ""
        cell = self._grid.cell(*place)
        return "" if cell is None else _said(cell)

    def _covers_tiers(self, row: int, column: int) -> bool:
        """Whether the cell is part of a line merged across the whole table, such as a note."""
        span = self._grid.span(row, column)
        if span.left == span.right:
            return False
        others = [first for name, (first, _) in self._header.columns.items() if name not in {"tier2", "tier3"}]
        return sum(span.left <= other <= span.right for other in others) > 1

    def read(self, row: int, tiers: Tiers, taker: Taker) -> Indicator:
        """The indicator of a row, its id not settled yet."""
        path = tiers.read(row, taker)
        texts = dict.fromkeys(("tier3", *TEXTS), "")
        texts |= {name: self._text(name, row, taker) for name in self._present}
        texts["target"], texts["initial_target"] = self._targets(row, taker)
        if "actual_unit" in self._header.columns:
            unit = self._grid.text(*self.place("actual_unit", row))
            texts["actual"] = outcome_in_unit(texts["actual"], unit, texts["target"])
        points = {POINTS[name]: self._points(name, row, taker) for name in POINTS}
        measures = self._text("measures", row, taker)
        if measures and measures not in texts["reason"] and measures not in DASHES:
            if not texts["reason"]:
                taker.cells["reason"] = taker.cells["measures"]
            texts["reason"] = f"{texts['reason']}\n{measures}".strip()
        if not texts["tier3"]:
            tiers.miss("tier3", row, taker)
        self._reason_of_remark(row, texts, points, taker)
        kind = self._by_standard(row, texts, points["claimed_score"], taker)
        if points["weight"] is None and not self._is_shared("weight", row):
            points["weight"] = self._points_in_name(texts["tier3"], row, taker)
        return Indicator(
            id="",
            tier1=path["tier1"],
            tier2=path["tier2"],
            weight=points["weight"],
            monitored={},
            claimed_score=points["claimed_score"],
            kind=kind,
            cells=taker.cells,
            **texts,
        )

    def _reason_of_remark(
        self, row: int, texts: dict[str, str], points: dict[str, Decimal | None], taker: Taker
    ) -> None:
        """Where a form has no column for reasons, 备注 says why points were lost, if it speaks of a cause at all."""
        if "reason" in self._header.columns or texts["reason"]:
            return
        weight, score = points["weight"], points["claimed_score"]
        if weight is None or score is None or score >= weight:
            return
        remark = self._text("remark", row, taker)
        if _CAUSE.search(remark):
            texts["reason"], taker.cells["reason"] = remark, taker.cells["remark"]

    def _by_standard(self, row: int, texts: dict[str, str], score: Decimal | None, taker: Taker) -> str:
        """The kind of a row with a scoring standard: without a target it is scored by that, else described by it."""
        standard = self._text("standard", row, taker)
        if not standard or standard in DASHES:
            return ""
        bare = {name: "" if texts[name] in DASHES else texts[name] for name in ("target", "actual")}
        if any(bare.values()):
            texts["description"] = f"{texts['description']}\n评分标准：{standard}".strip()
            return ""
        texts["target"], taker.cells["target"] = standard, taker.cells["standard"]
        texts["actual"] = "" if score is None else format(score, "f")
        if "score" in taker.cells:
            taker.cells["actual"] = taker.cells["score"]
        if not texts["reason"] and (remark := self._text("remark", row, taker)):
            texts["reason"], taker.cells["reason"] = remark, taker.cells["remark"]
        return STANDARD

    def _text(self, name: str, row: int, taker: Taker) -> str:
        return taker.take(name, *self.place(name, row)) if name in self._header.columns else ""

    def _targets(self, row: int, taker: Taker) -> tuple[str, str]:
        """The target that counts and the one it replaced; an adjusted one left blank keeps the initial one."""
        target, initial = self._target(row, taker), self._text("initial_target", row, taker)
        if not initial or initial == target:
            return target, ""
        if not target or target in DASHES:
            taker.cells["target"] = taker.cells["initial_target"]
            return initial, ""
        hint = msg("Say in the reason why the target was changed during the year.")
        message = msg(
            "The target was {initial} and became {target}; the later one counts.", initial=initial, target=target
        )
        taker.note("F221", Severity.INFO, message, hint, *self.place("initial_target", row), initial)
        return target, initial

    def _target(self, row: int, taker: Taker) -> str:
        """The target text; sign, value and unit in cells of their own are put together as a person reads them."""
        value = self._text("target", row, taker)
        sign, unit = self._text("sign", row, taker), self._text("unit", row, taker)
        nature, direction = self._text("nature", row, taker), self._text("direction", row, taker)
        if nature in COMPARATORS and not sign:
            sign, nature = nature, ""
        if may_be_a_share(value, unit):  # 0.9 beside a cell %: what was meant is asked about, so the cells stay apart
            return " | ".join(part for part in (nature, direction, sign, value, unit) if part and part not in DASHES)
        if value and any(mark in value for mark in ("≥", "≤", ">", "<", "＞", "＜", "＝")) and sign in {"", *DASHES}:
            return f"{value}{unit}" if unit and value[-1:].isdigit() else value
        said = [part for part in (nature, direction) if part and part not in DASHES]
        if not (sign or said):
            return f"{value}{unit}" if unit and value[-1:].isdigit() else value
        if not (value or sign):
            return ""
        if sign in COMPARATORS and not said:
            return f"{sign}{value}{unit}"
        return " | ".join(part for part in (*said, sign, value, unit) if part)

    def _is_shared(self, name: str, row: int) -> bool:
        return name in self._header.columns and self.place(name, row)[0] != row

    def _points_in_name(self, name: str, row: int, taker: Taker) -> Decimal | None:
        found = _POINTS_IN_NAME.search(name)
        if found is None:
            return None
        points = number_in(found[1])
        message = msg("The points of this indicator, {points}, were taken from its name.", points=found[1])
        taker.note(
            "F222", Severity.INFO, message, msg("A column 分值 would say it more clearly."), *self.place("tier3", row)
        )
        taker.cells["weight"] = taker.cells["tier3"]
        return points

    def _points(self, name: str, row: int, taker: Taker) -> Decimal | None:
        """Points of a row; a cell merged over several rows holds them for its first row only (F205)."""
        if name not in self._header.columns:
            return None
        place = self.place(name, row)
        if place[0] == row:
            return taker.take_number(name, *place)
        taker.cells[name] = self._grid.ref(*place)
        if place not in self._shared_points:
            self._shared_points.add(place)
            message = msg("This cell is merged over several indicators; its points were read for the first one only.")
            hint = msg("Give each indicator points of its own.")
            taker.note("F205", Severity.WARNING, message, hint, *place, self._grid.text(*place))
        return None


def _said(cell: Cell) -> str:
    """What a cell says; something that nobody knows where a formula has no value."""
    return cell.text.strip() or ("?" if cell.missing else "")
