"""The yardstick of the screen: a Textual program that shows a DataTable and nothing else; words: how many rows.

It imports Textual alone, so that its start is the least that a start can take.
Enter changes one cell, as an entry does.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

COLUMNS = ("二级", "指标", "指标值", "实际完成", "分值", "得分", "")


class Bare(App[None]):
    """A table with so many rows."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.entries = 0

    def compose(self) -> ComposeResult:
        """One table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        for number in range(self.rows):
            cells = ("数量", f"完成数量{number}", "≥ 120件", "118件", "12.5", "12.29", "-")
            table.add_row(*(Text(cell) for cell in cells), key=str(number))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter changes one cell."""
        self.entries += 1
        table = self.query_one(DataTable)
        table.update_cell(event.row_key, list(table.columns)[3], Text(f"{self.entries}件"))


if __name__ == "__main__":
    Bare(int(sys.argv[1])).run()
