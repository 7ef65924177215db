"""A list of 汇总 has every text, and no more links than memory allows."""

from __future__ import annotations

import openpyxl
import xlsxwriter

from selfeval.excel.paper.style import Styles
from selfeval.excel.roundup import lists
from selfeval.excel.roundup.labels import FIRST, Wide


def test_links_end_where_memory_would_and_texts_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "MAX_LINKS", 2)
    with xlsxwriter.Workbook(tmp_path / "links.xlsx", {"constant_memory": True}) as book:
        listed = lists.ListSheet(book, Styles(book), "文件", "文件", [Wide("文件", 20), Wide("项目", 8)])
        for number in range(4):
            listed.add([lists.Link(f"{number}.xlsx", f"上报/{number}.xlsx"), number])
    sheet = openpyxl.load_workbook(tmp_path / "links.xlsx")["文件"]
    cells = [row[0] for row in sheet.iter_rows(min_row=FIRST + 1)]
    assert [cell.value for cell in cells] == ["0.xlsx", "1.xlsx", "2.xlsx", "3.xlsx"]
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, False, False]
