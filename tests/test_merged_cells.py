"""openpyxl writes every workbook of ours as it would by itself, though the tests make it compare fewer borders."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.merge import MergedCellRange

from tests.excel.forms import national
from tests.excel.scored_books import ROOT, filled, written
from tests.merged_cells import OWN, once_a_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")


def _saved_again(data: bytes) -> dict[str, bytes]:
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(stream)
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


def test_merged_cells_are_saved_as_by_openpyxl_alone(tmp_path, monkeypatch):
    books = [path.read_bytes() for path in sorted((ROOT / "tests" / "corpus" / "workbooks").glob("*.xlsx"))]
    national(tmp_path / "form.xlsx")
    books += [written(filled()), (tmp_path / "form.xlsx").read_bytes()]
    once_a_workbook()
    ours = [_saved_again(book) for book in books]
    monkeypatch.setattr(MergedCellRange, "format", OWN)
    assert ours == [_saved_again(book) for book in books]
