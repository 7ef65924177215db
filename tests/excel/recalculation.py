"""An independent calculator for tests: LibreOffice, forced to recalculate every formula of a workbook."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

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
