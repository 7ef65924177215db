"""Every workbook of the corpus is read as expected: projects, money, indicators with their cells, and all problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.make import ALL, EXPECTED, MAKERS, WORKBOOKS
from tests.corpus.reading import as_text


@pytest.mark.parametrize("name", sorted(ALL))
def test_reading(name: str) -> None:
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    assert as_text(WORKBOOKS / f"{name}.xlsx", ALL[name].about) == expected


@pytest.mark.parametrize("name", sorted(name for name, book in ALL.items() if book.maker != "libreoffice"))
def test_the_script_makes_what_is_read_the_same(name: str, tmp_path: Path) -> None:
    """The other writer's workbook of the same cells gives the same reading, and so does one made anew."""
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    for maker in ("openpyxl", "xlsxwriter"):
        path = tmp_path / f"{maker}.xlsx"
        path.write_bytes(MAKERS[maker](ALL[name]))
        assert as_text(path, ALL[name].about) == expected


def test_the_corpus_is_whole_and_small() -> None:
    assert len(ALL) >= 25
    assert {path.stem for path in WORKBOOKS.iterdir()} == set(ALL) == {path.stem for path in EXPECTED.iterdir()}
    assert all(path.stat().st_size <= 15 * 1024 for path in WORKBOOKS.iterdir())
