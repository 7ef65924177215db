"""Far more indicators than any department has are refused while the sheets are still being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.excel.book.kinds import xlsx
from selfeval.excel.read import read_workbook
from selfeval.excel.tables import counting
from tests.campaigns.sizes import make


def test_sheets_behind_far_too_many_indicators_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "a.xlsx", 12, 20)
    monkeypatch.setattr(counting, "_FAR_TOO_MANY", 100)
    read: list[str] = []
    grid = xlsx.Package._grid
    monkeypatch.setattr(
        xlsx.Package, "_grid", lambda self, title, *more: read.append(title) or grid(self, title, *more)
    )
    with pytest.raises(SelfEvalError) as caught:
        read_workbook(tmp_path / "a.xlsx")
    assert caught.value.code == "F115"
    assert read == [f"项目{number}" for number in range(6)]  # 120 indicators; the first look comes with 120 rows


@pytest.mark.parametrize("limit", [1, 239, 240, 30_000])
def test_what_is_read_does_not_depend_on_when_it_was_counted(tmp_path: Path, monkeypatch, limit: int) -> None:
    make(tmp_path / "a.xlsx", 12, 20)
    whole = read_workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(counting, "_FAR_TOO_MANY", limit)
    if limit < 240:
        with pytest.raises(SelfEvalError):
            read_workbook(tmp_path / "a.xlsx")
    else:
        assert read_workbook(tmp_path / "a.xlsx") == whole
