from __future__ import annotations

import os
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.store import places, recent
from tests.store.helpers import entry, filled, opened


def test_the_journal_lies_beside_the_workbook(tmp_path):
    assert places.journal_path(tmp_path / "目标 2025.xlsx") == tmp_path / "目标 2025.xlsx.selfeval"


@pytest.mark.parametrize("length", [77, 78, 79, 80, 83])
def test_a_long_chinese_name_still_gets_its_own_journal(tmp_path, length):
    paths = [places.journal_path(tmp_path / ("绩" * length + f"{number}.xlsx")) for number in (1, 2)]
    assert paths[0] != paths[1]
    for path in paths:
        assert path.parent == tmp_path
        filled(path, 2)
        path.write_bytes(b"damaged")
        with opened(path) as journal:
            assert journal.recovered.damaged.exists()
            journal.append(entry(1))


def test_a_workbook_name_too_long_for_any_file_is_no_crash(tmp_path):
    assert len(os.fsencode(places.journal_path(tmp_path / ("绩" * 90 + ".xlsx")).name)) < 255


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_a_workbook_leads_to_the_same_journal(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "real" / "a.xlsx")
    assert places.journal_path(tmp_path / "b.xlsx") == places.journal_path(tmp_path / "real" / "a.xlsx")


def test_a_relative_path_means_the_same_work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert places.journal_path(Path("a.xlsx")) == places.journal_path(tmp_path / "a.xlsx")


def test_an_unwritable_folder_has_its_journals_in_the_state_folder(tmp_path, state):
    (tmp_path / "file").write_bytes(b"")
    first, second = (places.journal_path(tmp_path / "file" / name) for name in ("a.xlsx", "b.xlsx"))
    assert first.parent == second.parent == state / "journals"
    assert first != second


def test_of_two_journals_the_one_written_last_counts(tmp_path, monkeypatch):
    workbook = tmp_path / "a.xlsx"
    beside = places.journal_path(workbook)
    elsewhere = places.twin(beside)
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"")
    assert places.journal_path(workbook) == elsewhere
    beside.write_bytes(b"")
    os.utime(elsewhere, ns=(5, 5))
    assert places.journal_path(workbook) == beside
    os.utime(beside, ns=(4, 4))
    assert places.journal_path(workbook) == elsewhere


def test_the_state_folder_can_be_moved(state, monkeypatch):
    assert places.state_dir() == state
    monkeypatch.setenv("SELFEVAL_STATE_DIR", "  ")
    assert places.state_dir().name == "selfeval"
    assert places.state_dir().is_absolute()


def test_scratch_folders_are_new_each_time(state):
    first, second = places.scratch_dir(), places.scratch_dir()
    assert first != second
    assert first.parent == state / "scratch"
    assert list(first.iterdir()) == []


def test_scratch_without_a_state_folder(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "tmp"))
    assert places.scratch_dir().parent == tmp_path / "tmp"
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    with pytest.raises(SelfEvalError) as caught:
        places.scratch_dir()
    assert caught.value.code == "F304"


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("目标.xlsx", "目标-自评-2025.xlsx"),
        ("a.b.xls", "a.b-自评-2025.xlsx"),
        ("目标-自评-2025.xlsx", "目标-自评-2025.xlsx"),
    ],
)
def test_output_names(tmp_path, name, output):
    assert places.output_path(tmp_path / name, 2025) == tmp_path / output


def test_output_names_fit(tmp_path):
    places.output_path(tmp_path / ("绩" * 83 + ".xlsx"), 2025).write_bytes(b"")


def test_recent_works_newest_first_without_repeats(tmp_path):
    for number in range(25):
        assert recent.remember(tmp_path / f"{number}.xlsx", f"单位{number}", 2025, f"2026-01-{number + 1:02}")
    recent.remember(tmp_path / "20.xlsx", "单位20", None, "2026-02-01")
    works = recent.works()
    assert [work.path.name for work in works[:3]] == ["20.xlsx", "24.xlsx", "23.xlsx"]
    assert len(works) == recent.MOST
    assert works[0].year is None
    assert not any(recent.is_there(work.path) for work in works)
    (tmp_path / "20.xlsx").write_bytes(b"")
    assert recent.is_there(recent.works()[0].path)
    assert recent.forget(tmp_path / "20.xlsx")
    assert recent.works()[0].path.name == "24.xlsx"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"works": 3}',
        "[" * 100_000,
        '{"works": [1, null, {}, {"path": 5}, {"path": "a\\u0000", "department": "", "opened": ""}]}',
    ],
)
def test_a_damaged_list_is_an_empty_one(state, tmp_path, text):
    (state / "recent.json").write_text(text, encoding="utf-8")
    assert recent.works() == []
    assert recent.remember(tmp_path / "a.xlsx", "信访局", 2025, "2026-01-15")
    assert [work.department for work in recent.works()] == ["信访局"]


def test_a_list_in_another_encoding(state):
    (state / "recent.json").write_bytes("信访".encode("gbk"))
    assert recent.works() == []


def test_a_list_that_cannot_be_written_stops_nobody(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "file"))
    assert recent.remember(tmp_path / "a.xlsx", "信访局", 2025, "2026-01-15") is False
    assert recent.works() == []


@pytest.mark.skipif(os.name == "nt", reason="names that are not text")
def test_a_path_that_is_not_text_comes_back(tmp_path):
    path = tmp_path / os.fsdecode(b"\xd0\xc5.xlsx")
    recent.remember(path, "信访局", 2025, "2026-01-15")
    assert recent.works()[0].path == path
    with opened(places.journal_path(path)) as journal:
        journal.append(entry(1))


def test_a_path_that_the_system_cannot_follow_is_taken_as_it_is(state, tmp_path, monkeypatch):
    """Windows refuses for drives in memory, some shares and very long names; the work goes on beside the workbook."""
    import os

    def refuses(_path, **_):
        raise OSError(1, "incorrect function")

    monkeypatch.setattr(os.path, "realpath", refuses)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert places.journal_paths(Path("a.xlsx"))[0] == tmp_path / "a.xlsx.selfeval"
