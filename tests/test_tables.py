"""A table of values is one test: every case is tried in folders of its own, and all that fail are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tables import table_of


@pytest.mark.parametrize("value", [1, 2, 3])
def a_table(value: int, tmp_path: Path) -> None:
    assert not [*tmp_path.iterdir()]
    (tmp_path / "x").write_text(os.environ["SELFEVAL_STATE_DIR"], encoding="utf-8")
    Path(os.environ["SELFEVAL_STATE_DIR"]).mkdir(parents=True)
    if value == 2:
        pytest.skip("not here")


def test_each_case_has_its_folders_and_one_that_is_skipped_ends_no_other(tmp_path: Path) -> None:
    whole = table_of(a_table)
    assert whole is not None
    before = os.environ["SELFEVAL_STATE_DIR"]
    whole(tmp_path=tmp_path)
    states = {path.read_text(encoding="utf-8") for path in tmp_path.rglob("x")}
    assert len(states) == 3
    assert os.environ["SELFEVAL_STATE_DIR"] == before not in states


def test_all_cases_that_fail_are_told(tmp_path: Path) -> None:
    @pytest.mark.parametrize(("one", "other"), [(1, 1), (1, 2), (3, 4)])
    def same(one: int, other: int, tmp_path: Path) -> None:
        assert one == other, tmp_path

    whole = table_of(same)
    assert whole is not None
    with pytest.raises(AssertionError, match=r"2 of 3 cases fail:\n- one=1, other=2: .*\n.*\n.*- one=3, other=4: "):
        whole(tmp_path=tmp_path)


def test_where_every_case_is_skipped_the_test_is(tmp_path: Path) -> None:
    @pytest.mark.parametrize("value", [1, 2])
    def skipped(value: int, tmp_path: Path) -> None:
        pytest.skip(f"{value} {tmp_path}")

    whole = table_of(skipped)
    assert whole is not None
    with pytest.raises(pytest.skip.Exception):
        whole(tmp_path=tmp_path)


def test_with_other_fixtures_each_case_stays_a_test() -> None:
    @pytest.mark.parametrize("value", [1])
    def other(value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None: ...

    def no_table(tmp_path: Path) -> None: ...

    assert table_of(other) is None
    assert table_of(no_table) is None
