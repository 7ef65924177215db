"""Reads what is printed below the indicators: the total and the grade that a filled form claims."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.model import WRITTEN
from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.body.signature import signed_in
from selfeval.excel.tables.header import Header
from selfeval.excel.tables.labels.labels import label_of
from selfeval.excel.tables.taking import Taker, number_in, value_right, written_at

GRADE_WORDS = frozenset({"优", "良", "中", "差", "优秀", "良好", "中等", "一般", "合格", "较差", "不合格"})
"""What a conclusion says that is nothing but a grade."""
_GRADE = "|".join(sorted(GRADE_WORDS, key=len, reverse=True))

_LONGEST_GRADE = 12
"""A longer text is what was concluded, not a grade."""
_WITH_GRADE = lazy(
    r"(?P<total>[0-9]{1,3}(?:\.[0-9]{1,4})?)分?[,，;；、(]?(?:自评|评价)?(?:结果|等级|等次|结论){0,2}[:为]?"
    rf"(?P<grade>{_GRADE})\)?[。.]?"
)
"""A total with its grade in one cell: 98（优）, `98分 自评等级：优`."""
_SENTENCE = "，,。；;分"
_TICKS, _BOXES = "☑☒√✓✔■●▣◼", "□○◻☐"
_BEFORE_GRADE = frozenset(f"{_TICKS}{_BOXES}])）】")
"""How a box ends that stands before its grade: □优, [√]优."""
_LISTED = lazy(_GRADE)
_LEAST_LISTED = 2


def is_grade(said: str) -> bool:
    """Whether what stands beside 自评结论 is a grade alone, and not a sentence or a total with it: 优，得分95分."""
    return said in GRADE_WORDS or not (len(said) > _LONGEST_GRADE or any(mark in said for mark in _SENTENCE))


def ticked(said: str) -> str:
    """The grade that is ticked among all of them, `□优 ☑良 □中`, `优（√） 良（ ）`; "" where none or several are.

    A text that does not list several grades comes back as it is.
    """
    words = list(_LISTED.finditer(said))
    if len(words) < _LEAST_LISTED or not any(mark in said for mark in _TICKS + _BOXES):
        return said
    starts, ends = [word.start() for word in words], [word.end() for word in words]
    before = said[: starts[0]].rstrip()[-1:] in _BEFORE_GRADE
    bounds = zip([0, *ends[:-1]], starts, strict=True) if before else zip(ends, [*starts[1:], len(said)], strict=True)
    boxes = [said[start:end] for start, end in bounds]
    chosen = [word[0] for word, box in zip(words, boxes, strict=True) if any(mark in box for mark in _TICKS)]
    return chosen[0] if len(chosen) == 1 else ""


class Footer:
    """The claimed `total` and `grade` of one table, None where it has none, with their `cells` and `problems`."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self._grid, self._header = grid, header
        self.total: Decimal | None = None
        self.grade: str | None = None
        self.kept: dict[str, str] = {}
        self.signed: dict[str, str] = {}
        self.cells: dict[str, CellRef] = {}
        self.problems: list[Problem] = []

    def read(self, row: int, *, only_grade: bool = False) -> None:
        """Take the total and the grade from a row, where it labels them; the first total counts."""
        for column, text in self._grid.row_texts(row):
            label = label_of(text)
            if label is None or label[0] not in {"total", "grade"}:
                continue
            span = self._grid.span(row, column)
            if label[0] == "grade":
                place = value_right(self._grid, row, span)
                said = ticked(label[1] or self._grid.text(*place))
                name = "grade" if is_grade(said) else "conclusion"
                if name == "conclusion":
                    self.kept.setdefault(name, said)
                else:
                    self.grade = said or self.grade
                self.cells[name] = self._grid.ref(*((row, column) if label[1] else place))
            elif not only_grade and self.total is None:
                self._read_total(row, span.right, label[1])

    def keep(self, row: int) -> None:
        """Take the texts of `WRITTEN`: at the right of their labels, else below them."""
        for column, text in self._grid.row_texts(row):
            label = label_of(text)
            if label is None or label[0] not in WRITTEN or label[0] in self.kept:
                continue
            place = written_at(self._grid, row, self._grid.span(row, column))
            self.kept[label[0]] = label[1] or self._grid.text(*place)
            self.cells[label[0]] = self._grid.ref(*((row, column) if label[1] else place))
            if label[0] == "conclusion" and self.kept["conclusion"] in GRADE_WORDS:
                self.grade = self.grade or self.kept["conclusion"]

    def sign(self, row: int) -> None:
        """Take who signs; the first line that says so counts."""
        for name, text, place in signed_in(self._grid, row):
            if name not in self.signed:
                self.signed[name] = text
                self.cells[name] = self._grid.ref(*place)

    def reopen(self) -> None:
        """What was read as the total was the sum of a part: indicators follow."""
        self.total = None
        self.cells.pop("total", None)

    def _read_total(self, row: int, after: int, inline: str) -> None:
        """The total stands under 得分; where that column is missing, it is the last figure of its row."""
        taker = Taker(self._grid)
        score, weight = self._header.column("score"), self._header.column("weight")
        columns = [column for column in self._grid.by_row[row] if column > after and column != weight]
        column = score if score in columns else None
        if score is None and columns:
            column = columns[-1]
        said = inline or (self._grid.text(row, column) if column is not None else "")
        if graded := _WITH_GRADE.fullmatch(halfwidth("".join(said.split()))):
            self.total, self.grade = number_in(graded["total"]), self.grade or graded["grade"]
            self.cells["total"] = self._grid.ref(row, after if inline or column is None else column)
        elif inline:
            self.total = number_in(inline)
            self.cells["total"] = self._grid.ref(row, after)
        elif column is not None:
            self.total = taker.take_number("total", row, column)
        self.cells |= taker.cells
        self.problems += taker.problems
