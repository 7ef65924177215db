"""The fill-in workbook for colleagues without a terminal: a sheet that explains, and one row for each thing to enter.

All projects stand on one sheet, and every row says whose it is: so it may be sorted, filtered, copied or cut into parts
for the sections (科室) that fill it in, and still be read back.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selfeval.core.scoring.results import Assessment
from selfeval.excel.fillin.guide import answer_cells, write_guide
from selfeval.excel.fillin.labels import (
    COLUMNS,
    COUNT_ROW,
    DONE,
    FILL,
    FIRST_ROW,
    GUIDE,
    HEADER_ROW,
    INPUTS,
    OPEN,
    OPTIONAL,
    PLACE,
    TITLE_ROW,
)
from selfeval.excel.fillin.rows import FillRow, fill_rows
from selfeval.excel.fillin.styles import FillStyles
from selfeval.excel.fillin.validation import check_row
from selfeval.excel.paper.cells import absolute, cell_name, fitting, safe_text
from selfeval.excel.paper.page import A4
from selfeval.excel.paper.style import OPTIONS, height_for, lines_needed

_ALLOWED = dict.fromkeys(("sort", "autofilter", "format_columns", "format_rows"), True)
_LEAST_HEIGHT = 30.0
_LAST = len(COLUMNS) - 1


def write_fill(assessment: Assessment) -> tuple[bytes, tuple[str, ...]]:
    """The workbook, and the addresses of entries that are too long for a cell and were therefore left blank.

    A blank cell changes nothing when the workbook is read back, so that those entries are kept.
    """
    rows = fill_rows(assessment)
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": _title(assessment), "created": datetime(2025, 1, 1, tzinfo=UTC)})
    styles = FillStyles(book)
    guide = book.add_worksheet(GUIDE)
    sheet = book.add_worksheet(FILL)
    write_guide(guide, styles, assessment, rows, _title(assessment))
    writer = _Writer(sheet, styles, assessment, answer_cells(assessment))
    writer.write(rows)
    sheet.activate() if assessment.projects else guide.activate()
    book.close()
    return stream.getvalue(), tuple(writer.left_out)


def _title(assessment: Assessment) -> str:
    year = f"（{assessment.year}年度）" if assessment.year else ""
    return f"{assessment.evaluation.department.name}绩效自评填报表{year}"


class _Writer:
    """Fills the sheet 填报."""

    def __init__(self, sheet: Worksheet, styles: FillStyles, assessment: Assessment, answers: str) -> None:
        self._sheet, self._styles, self._assessment, self._answers = sheet, styles, assessment, answers
        self.left_out: list[str] = []

    def write(self, rows: tuple[FillRow, ...]) -> None:
        """Title, count, header, rows; then how the sheet looks, prints and is protected."""
        sheet, last = self._sheet, FIRST_ROW + max(len(rows), 1) - 1
        sheet.write_string(TITLE_ROW, 0, safe_text(_title(self._assessment)), self._styles.get("title"))
        sheet.set_row(TITLE_ROW, 28)
        self._count(rows, last)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(HEADER_ROW, place, column.label, self._styles.get("ask" if column.input else "header"))
        sheet.set_row(HEADER_ROW, 32)
        for number, row in enumerate(rows):
            self._row(FIRST_ROW + number, row)
        self._colours(last)
        self._view(last)

    def _count(self, rows: tuple[FillRow, ...], last: int) -> None:
        states = f"{absolute(FIRST_ROW, PLACE['state'])}:{absolute(last, PLACE['state'])}"
        done = sum(row.filled for row in rows)
        wanted = sum(row.filled or not row.optional for row in rows)
        formula = f'="{DONE} "&COUNTIF({states},"{DONE}")&" / "&(COUNTIF({states},"{DONE}")+COUNTIF({states},"{OPEN}"))'
        self._sheet.write_formula(COUNT_ROW, 0, formula, self._styles.get("count"), f"{DONE} {done} / {wanted}")
        note = "黄色格填写，灰色格不用填；状态写着“未填”的还要填，“选填”的可以不填。怎样填见“填报说明”。"
        self._sheet.write_string(COUNT_ROW, PLACE["tier1"], note, self._styles.get("note"))
        self._sheet.set_row(COUNT_ROW, 20)

    def _row(self, row: int, entry: FillRow) -> None:
        lines = 1
        for place, column in enumerate(COLUMNS):
            if column.key == "state":
                self._state(row, entry)
                continue
            open_cell = column.key in entry.inputs
            text = entry.values.get(column.key, "") if column.input else entry.texts.get(column.key, "")
            look = "input" if open_cell else "closed" if column.input else "text"
            if column.key in {"year", "number", "target", "unit", "actual", "share"}:
                look += "_center"
            written = self._put(row, place, text, self._styles.get(look))
            lines = max(lines, lines_needed(written, column.width))
        self._sheet.set_row(row, height_for(lines, _LEAST_HEIGHT))
        check_row(self._sheet, row, entry, self._assessment.pack, self._answers)

    def _put(self, row: int, place: int, text: str, look: Format) -> str:
        kept, rest = fitting(safe_text(text).strip())
        if rest and COLUMNS[place].input:
            self.left_out.append(f"{FILL}!{cell_name(row, place)}")
            kept = ""
        if kept:
            self._sheet.write_string(row, place, kept, look)
        else:
            self._sheet.write_blank(row, place, None, look)
        return kept

    def _state(self, row: int, entry: FillRow) -> None:
        cells = "&".join(cell_name(row, PLACE[key]) for key in ("actual", "not_applicable"))
        blank = OPTIONAL if entry.optional else OPEN
        formula = f'=IF(TRIM({cells})<>"","{DONE}","{blank}")'
        value = DONE if entry.filled else blank
        self._sheet.write_formula(row, PLACE["state"], formula, self._styles.get("state"), value)

    def _colours(self, last: int) -> None:
        state = f"${cell_name(FIRST_ROW, PLACE['state'])}"
        for word, looks in ((OPEN, ("open_mark", "open_cell")), (DONE, ("done_mark", ""))):
            for key, look in zip(("state", "actual"), looks, strict=True):
                if look:
                    area = (FIRST_ROW, PLACE[key], last, PLACE[key])
                    rule = {"type": "formula", "criteria": f'={state}="{word}"', "format": self._styles.get(look)}
                    self._sheet.conditional_format(*area, rule)

    def _view(self, last: int) -> None:
        sheet = self._sheet
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.autofilter(HEADER_ROW, 0, last, _LAST)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, _LAST)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
        first, end = cell_name(FIRST_ROW, 0), cell_name(last, _LAST)
        sheet.ignore_errors({"number_stored_as_text": f"{first}:{end}", "two_digit_text_year": f"{first}:{end}"})
        sheet.set_selection(FIRST_ROW, PLACE[INPUTS[0]], FIRST_ROW, PLACE[INPUTS[0]])
        sheet.protect("", _ALLOWED)
