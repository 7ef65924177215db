"""An independent calculator for tests: LibreOffice, forced to recalculate every formula of a workbook."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.office import XLSX, office

Recalculate = Callable[[dict[str, bytes]], dict[str, Path]]


@pytest.fixture(scope="session", name="recalculate")
def recalculation(tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Every formula worked out anew."""
    return _converter(tmp_path_factory, recalculates=True)


@pytest.fixture(scope="session", name="converted")
def conversion(tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Opened and saved, as a person does it who changes nothing."""
    return _converter(tmp_path_factory, recalculates=False)


def _converter(tmp_path_factory: pytest.TempPathFactory, *, recalculates: bool) -> Recalculate:
    made, count = office(tmp_path_factory, recalculates=recalculates), itertools.count()

    def convert(books: dict[str, bytes]) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp(f"books{next(count)}")
        for name, data in books.items():
            (folder / f"{name}.xlsx").write_bytes(data)
        made.convert(XLSX, folder / "out", [folder / f"{name}.xlsx" for name in books])
        return {name: folder / "out" / f"{name}.xlsx" for name in books}

    return convert


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def formula_values(data: bytes) -> dict[tuple[str, str], float | str | bool]:
    """The value that stands in every formula cell, by sheet and cell; loading the workbook takes ten times as long."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        targets = {
            relation.get("Id"): str(relation.get("Target")).removeprefix("/xl/")
            for relation in fromstring(package.read("xl/_rels/workbook.xml.rels"))
        }
        return {
            (str(sheet.get("name")), cell): value
            for sheet in fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
            for cell, value in _formula_cells(package.read(f"xl/{targets[sheet.get(_RELATION)]}"))
        }


def _formula_cells(sheet: bytes) -> Iterator[tuple[str, float | str | bool]]:
    for cell in fromstring(sheet).iter(f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is not None:
            kind, text = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
            assert kind in {"n", "b", "e", "str"}, f"a formula has no text of its own kind: {kind}"
            value = float(text) if kind == "n" and text else text == "1" if kind == "b" else text
            yield str(cell.get("r")), value
