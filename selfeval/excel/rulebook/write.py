"""A rule pack as a workbook that a finance clerk can edit: one sheet for each topic, drop-downs, notes, validation.

Row 1 of a sheet is its title, row 2 says what it is about, then come the names of its blocks, the small grey row of
keys by which the import knows the columns, the Chinese headings with notes, and the data.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selfeval.core.numbers import plain
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.rules.keys.fields import NAME, NUMERIC, FieldKind, RuleField
from selfeval.core.rules.keys.words import CHOICES
from selfeval.excel.book.grid import column_letters
from selfeval.excel.paper.cells import MAX_TEXT, cell_name, utf16_length
from selfeval.excel.paper.style import BASE, BLUE, FONT, OPTIONS, PALE, display_width, height_for, lines_needed
from selfeval.excel.rulebook.columns import COMBINED, ORDER, REFER, Block, Sheet, note
from selfeval.excel.rulebook.find import KEPT
from selfeval.excel.rulebook.flat import CellValue, flattened
from selfeval.excel.rulebook.kept import CELL, HEAD, KEY, Entry, written_row
from selfeval.excel.rulebook.rows import GUIDE, KEY_ROW, LISTS, SETTING_COLUMNS, SPARE
from selfeval.excel.rulebook.sheets import BLOCKS, CITATIONS, OTHERS, SHEETS

_FIRST = KEY_ROW + 2
"""First row of data, from 0."""
_LAST_ROW = 2000
"""Drop-downs and validation reach down to here."""
_LONGEST_KEPT = 60
_PAGE_WIDTH = 190
"""Characters that a printed page holds at a size one can read."""
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": BLUE, "text_wrap": False},
    "about": {"font_color": "#595959", "text_wrap": False},
    "block": {"bold": True, "font_color": BLUE, "text_wrap": False},
    "key": {"font_size": 7, "font_color": "#A6A6A6", "text_wrap": False, "num_format": "@"},
    "heading": {"bold": True, "border": 1, "bg_color": PALE, "align": "center"},
    "text": {"border": 1, "num_format": "@", "align": "left", "indent": 1},
    "number": {"border": 1, "align": "right", "indent": 1},
    "order": {"border": 1, "align": "center"},
    "center": {"border": 1, "num_format": "@", "align": "center"},
    "label": {"border": 1, "bg_color": PALE, "align": "left"},
    "note": {"border": 1, "font_color": "#595959", "font_size": 9},
    "grey": {"border": 1, "font_color": "#A6A6A6", "font_size": 7, "num_format": "@"},
    "line": {"valign": "top"},
}
_CENTRED = {FieldKind.YES, FieldKind.CHOICE, FieldKind.CITE, FieldKind.CHOICES}


def write_rulebook(pack: Mapping[str, object], cases: Mapping[str, object] | None) -> bytes:
    """The workbook of a pack and its worked cases, both as plain tables, lists, texts, numbers and truth values.

    The same pack gives the same bytes.

    Raises:
        SelfEvalError: R187 if a text or list is longer than a cell can hold.
    """
    document = dict(pack) if cases is None else {**pack, "cases": cases}
    flat = flattened(document, BLOCKS)
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": str(pack.get("title", "")), "created": datetime(2025, 1, 1, tzinfo=UTC)})
    writer = _Writer(book)
    writer.guide()
    for sheet in SHEETS:
        if sheet.title == OTHERS:
            rows: list[dict[str, CellValue]] = [{"path": path, "value": value} for path, value in flat.others]
            writer.sheet(sheet, {sheet.blocks[0]: rows})
        else:
            writer.sheet(sheet, flat.rows)
    writer.lists()
    writer.kept()
    book.close()
    return stream.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[str, Format] = {}
        self._kept: list[Entry] = []
        self._list_ranges = {
            name: f"='{LISTS}'!${column_letters(2 * number + 1)}$3:${column_letters(2 * number + 1)}${2 + len(words)}"
            for number, (name, words) in enumerate(_offered().items())
        }

    def sheet(self, sheet: Sheet, rows: Mapping[Block, list[dict[str, CellValue]]]) -> None:
        """One sheet with its blocks side by side."""
        page = self._book.add_worksheet(sheet.title)
        page.write_string(0, 0, sheet.title, self._format("title"))
        page.write_string(1, 0, sheet.about, self._format("about"))
        page.set_row(0, 24)
        heights: dict[int, int] = {}
        column = 0
        for block in sheet.blocks:
            page.write_string(KEY_ROW - 1, column, block.title, self._format("block"))
            if block.path:
                self._table(page, block, column, rows[block], heights)
                column += len(block.all_columns) + 1
            else:
                self._settings(page, block, column, rows[block], heights)
                column += len(SETTING_COLUMNS) + 1
            page.set_column(column - 1, column - 1, 3)
        for row, lines in heights.items():
            page.set_row(row, height_for(lines))
        page.set_row(KEY_ROW, 11)
        page.set_row(KEY_ROW + 1, 32)
        self._view(page, sheet)

    def _view(self, page: Worksheet, sheet: Sheet) -> None:
        keep = 0
        if len(sheet.blocks) == 1 and sheet.blocks[0].path:
            block = sheet.blocks[0]
            leading = [column.key for column in block.all_columns[:2]]
            keep = sum(1 for key in leading if key in {ORDER, REFER, NAME}) + (leading[0] == ORDER)
            keep = min(keep, 2)
        page.freeze_panes(_FIRST, keep)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        widths = [column.width for block in sheet.blocks for column in block.all_columns if block.path]
        page.fit_to_pages(1 + int(sum(widths)) // _PAGE_WIDTH, 0)
        page.repeat_rows(KEY_ROW + 1)
        page.set_footer("&C第 &P 页，共 &N 页")

    def _table(
        self, page: Worksheet, block: Block, left: int, rows: list[dict[str, CellValue]], heights: dict[int, int]
    ) -> None:
        names = [written_row(block, {key: _shown(value) for key, value in row.items()}) for row in rows]
        for offset, column in enumerate(block.all_columns):
            place = left + offset
            page.set_column(place, place, column.width)
            page.write_string(KEY_ROW, place, block.full_key(column), self._format("key"))
            self._note(KEY, page, (KEY_ROW, place), block.full_key(column), "", column.label)
            page.write_string(KEY_ROW + 1, place, column.label, self._format("heading"))
            self._comment(page, KEY_ROW + 1, place, column)
            style = self._style(column)
            for number in range(len(rows) + SPARE):
                value = rows[number].get(column.key) if number < len(rows) else None
                if value is not None:
                    self._note(CELL, page, (_FIRST + number, place), block.full_key(column), names[number], value)
                self._put(page, _FIRST + number, place, value, style, column, heights)
            self._validate(page, (_FIRST, place, _LAST_ROW, place), column)

    def _settings(
        self, page: Worksheet, block: Block, left: int, rows: list[dict[str, CellValue]], heights: dict[int, int]
    ) -> None:
        values = rows[0] if rows else {}
        for offset, (key, label, width) in enumerate(SETTING_COLUMNS):
            page.set_column(left + offset, left + offset, width)
            page.write_string(KEY_ROW, left + offset, key, self._format("key"))
            page.write_string(KEY_ROW + 1, left + offset, label, self._format("heading"))
        for number, column in enumerate(block.columns):
            row = _FIRST + number
            page.write_string(row, left, column.label, self._format("label"))
            self._put(page, row, left + 1, values.get(column.key), self._style(column), column, heights, 30)
            page.write_string(row, left + 2, note(column), self._format("note"))
            page.write_string(row, left + 3, column.key, self._format("grey"))
            self._note(KEY, page, (row, left + 3), column.key, "", column.label)
            if column.key in values:
                self._note(CELL, page, (row, left + 1), column.key, "", values[column.key])
            heights[row] = max(heights.get(row, 1), lines_needed(note(column), SETTING_COLUMNS[2][2] * 1.1))
            self._validate(page, (row, left + 1, row, left + 1), column)

    def _put(
        self, page: Worksheet, row: int, place: int, value: CellValue | None, style: Format, column: RuleField,
        heights: dict[int, int], width: float = 0,
    ) -> None:  # fmt: skip
        if value is None:
            page.write_blank(row, place, None, style)
        elif isinstance(value, Decimal):
            page.write_number(row, place, float(value), style)  # at most 15 digits, which a double gives back
        else:
            if utf16_length(value) > MAX_TEXT:
                message = msg("“{text}…” is longer than a cell of a workbook can hold.", text=value[:40])
                hint = msg("Edit this pack as a text file, or shorten it there first.")
                raise SelfEvalError(msg("Pack not exported"), message, hint, "R187")
            page.write_string(row, place, value, style)
            heights[row] = max(heights.get(row, 1), lines_needed(value, width or column.width))

    def _validate(self, page: Worksheet, area: tuple[int, int, int, int], column: RuleField) -> None:
        rule: dict[str, Any] = {"ignore_blank": True, "error_title": "请检查"}
        if column.kind is FieldKind.YES:
            rule |= {"validate": "list", "source": ["是", "否"], "error_message": "只能填“是”或“否”。"}
        elif column.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
            rule |= {"validate": "list", "source": self._list_ranges[column.words]}
            rule |= {"error_message": "请从下拉表中选。", "show_error": column.kind is FieldKind.CHOICE}
        elif column.kind is FieldKind.CITE:
            rule |= {"validate": "list", "source": _citation_range(), "error_type": "warning"}
            rule["error_message"] = "“依据”表中没有这个代号；只有基础规则包里有时才可以这样填。"
        elif column.low is not None and column.high is not None:
            kind = "integer" if column.high > 1000 or column.key == "rounding.places" else "decimal"
            low, high = float(column.low), float(column.high)
            limits = {"criteria": "between", "minimum": low or (0.000001 if column.above else 0), "maximum": high}
            sign = "大于" if column.above else "不小于"
            rule |= {"validate": kind, **limits}
            rule["error_message"] = f"应填{sign} {column.low}、不超过 {column.high} 的数。"
        else:
            return
        page.data_validation(*area, rule)

    def _comment(self, page: Worksheet, row: int, place: int, column: RuleField) -> None:
        words = {"author": "selfeval", "x_scale": 1.6, "font_name": FONT, "font_size": 9}
        lines = lines_needed(note(column), 28)
        page.write_comment(row, place, note(column), {**words, "y_scale": max(0.5, 0.24 * lines + 0.15)})

    def _style(self, column: RuleField) -> Format:
        if column.key in {ORDER, REFER} and column.kind in NUMERIC:
            return self._format("order")
        if column.kind in NUMERIC:
            return self._format("number")
        return self._format("center" if column.kind in _CENTRED else "text")

    def _note(self, kind: str, page: Worksheet, at: tuple[int, int], key: str, name: str, value: CellValue) -> None:
        """Remember a key or a filled cell for the list by which the import tells what is gone."""
        cell = cell_name(*at)
        self._kept.append((kind, page.get_name(), cell, key, name, _shown(value)[:_LONGEST_KEPT]))

    def kept(self) -> None:
        """The hidden sheet of everything that was written."""
        page = self._book.add_worksheet(KEPT)
        page.hide()
        for row, entry in enumerate((HEAD, *self._kept)):
            for place, text in enumerate(entry):
                page.write_string(row, place, text, self._format("grey"))

    def guide(self) -> None:
        """The sheet that says how to edit the others."""
        page = self._book.add_worksheet("说明")
        page.set_column(0, 0, 110)
        for row, line in enumerate(GUIDE):
            page.write_string(row, 0, line, self._format("title" if row == 0 else "line"))
            page.set_row(row, height_for(lines_needed(line, 105), 24 if row == 0 else 18))
        page.hide_gridlines(2)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def lists(self) -> None:
        """The words of the drop-downs, each with the word that the pack file uses for it."""
        page = self._book.add_worksheet(LISTS)
        page.write_string(0, 0, "下拉表的内容，不要改。灰色小字是规则包文件中的写法。", self._format("about"))
        for number, (name, labels) in enumerate(_offered().items()):
            column = 2 * number
            page.set_column(column, column, max(10, *(display_width(label) + 2 for label in labels)))
            page.set_column(column + 1, column + 1, 11)
            page.write_string(1, column, name, self._format("heading"))
            page.write_blank(1, column + 1, None, self._format("heading"))
            words = {label: word for word, label in CHOICES[name].items()}
            for row, label in enumerate(labels, start=2):
                page.write_string(row, column, label, self._format("text"))
                page.write_string(row, column + 1, words.get(label, ""), self._format("grey"))
        page.freeze_panes(2, 0)
        page.hide_gridlines(2)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _format(self, name: str) -> Format:
        if name not in self._formats:
            self._formats[name] = self._book.add_format({**BASE, **_LOOKS[name]})
        return self._formats[name]


def _shown(value: CellValue) -> str:
    return value if isinstance(value, str) else plain(value)


def _offered() -> dict[str, tuple[str, ...]]:
    return {name: (*words.values(), *COMBINED.get(name, ())) for name, words in CHOICES.items()}


def _citation_range() -> str:
    sheet = next(sheet for sheet in SHEETS for block in sheet.blocks if block.name == CITATIONS)
    return f"='{sheet.title}'!$A${_FIRST + 1}:$A${_FIRST + 200}"
