from __future__ import annotations

import random
import sqlite3

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.store import atomic, places
from selfeval.store.journal import database
from tests.store.helpers import NOON, entry, filled, opened


def damaged(path, data):
    path.write_bytes(data)
    journal = opened(path)
    recovery = journal.recovered
    assert recovery is not None
    assert recovery.at == NOON
    assert recovery.damaged.read_bytes() == data
    found = journal.entries()
    assert recovery.steps == len(found)
    journal.append(entry(999))
    journal.close()
    with opened(path) as again:
        assert again.recovered is None
        assert again.entries() == [*found, entry(999)]
    return found, recovery


def overwritten(data, start, length):
    return data[:start] + bytes([0xA5]) * length + data[start + length :]


@pytest.mark.parametrize(
    ("start", "length"),
    [(0, 16), (0, 100), (0, 4096), (18, 2), (28, 4), (60, 12), (100, 200), (4096, 300), (20_000, 64), (30_000, 3)],
)
def test_bytes_overwritten(tmp_path, start, length):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 300)
    data = overwritten(path.read_bytes(), start, length)
    found, recovery = damaged(path, data)
    assert set(map(repr, found)) <= set(map(repr, entries))
    assert found == sorted(found, key=entries.index)
    assert len(found) >= 280
    assert recovery.lost <= 20
    if start + length <= 4096:
        assert found == entries


def test_a_lost_header_costs_no_long_entry(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 12, "长" * 5000)
    found, recovery = damaged(path, overwritten(path.read_bytes(), 0, 4096))
    assert found == entries
    assert recovery.lost == 0


@pytest.mark.parametrize("share", [0.9, 0.5, 0.25])
@pytest.mark.parametrize("whole_pages", [True, False])
def test_a_truncated_file(tmp_path, share, whole_pages):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 300)
    data = path.read_bytes()
    length = int(len(data) * share)
    found, _ = damaged(path, data[: length // 4096 * 4096 if whole_pages else length])
    assert found == [one for one in entries if one in found]
    assert len(found) >= 300 * share - 45
    if whole_pages:
        assert found == entries[: len(found)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"\0" * 20_000,
        b"not a database, just a note\n" * 9,
        "信访".encode("gbk"),
        random.Random(5).randbytes(9000),
    ],
)
def test_nothing_to_save(tmp_path, data):
    found, recovery = damaged(tmp_path / "a.selfeval", data)
    assert found == []
    assert recovery.lost == 0


def test_random_damage_never_stops_the_work_and_never_makes_entries_up(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 60)
    good = path.read_bytes()
    dice = random.Random(20260115)
    for _ in range(60):
        data = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            start = dice.randrange(len(data))
            noise = dice.randbytes(dice.choice([1, 4, 60, 700]))
            data[start : start + len(noise)] = noise
        path.write_bytes(bytes(data))
        try:
            journal = opened(path)
        except SelfEvalError as error:
            assert error.code == "F312"
            continue
        found = journal.entries()
        journal.close()
        assert [one for one in entries if one in found] == found
        if journal.recovered is None:
            assert found == entries


def test_one_changed_letter_in_an_entry_is_noticed(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 10)
    data = path.read_bytes().replace(b'"7 \\u6279\\u6b21"', b'"9 \\u6279\\u6b21"')
    found, recovery = damaged(path, data)
    assert found == [*entries[:6], *entries[7:]]
    assert recovery.lost == 1
    with opened(path) as journal:
        assert journal.meta("pack") == "cn-mof-2020-10"


def test_damaged_files_are_all_kept(tmp_path):
    path = tmp_path / "a.selfeval"
    for number in (1, 2, 3):
        damaged(path, b"junk %d" % number)
        assert path.with_name(f"a.selfeval.damaged-{number}").read_bytes() == b"junk %d" % number


def test_a_second_window_reads_a_damaged_file_and_leaves_it_alone(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 40)
    with opened(path):
        data = overwritten(path.read_bytes(), 0, 100)
        path.write_bytes(data)
        with opened(path) as second:
            assert second.read_only
            assert second.recovered.damaged is None
            assert second.entries() == entries
        assert path.read_bytes() == data


def code_of(path):
    before = path.read_bytes()
    with pytest.raises(SelfEvalError) as caught:
        opened(path)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    return caught.value.code


def altered(path, *statements):
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_newer_version_is_left_alone(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    altered(path, f"PRAGMA user_version = {database.VERSION + 1}")
    assert code_of(path) == "F312"


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "a.selfeval"
    altered(path, "CREATE TABLE bookmarks (x)")
    assert code_of(path) == "F311"


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_never_taken_for_a_damaged_journal(tmp_path, head):
    path = tmp_path / "a.xlsx"
    path.write_bytes(head + b"rest")
    assert code_of(path) == "F311"


def test_our_tables_with_another_mark_are_a_damaged_journal(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 3)
    altered(path, "PRAGMA application_id = 7")
    assert damaged(path, path.read_bytes())[0] == entries


def test_a_full_disk_while_saving_leaves_the_damaged_file(tmp_path, monkeypatch):
    path = tmp_path / "a.selfeval"
    filled(path, 30)
    data = overwritten(path.read_bytes(), 0, 100)
    path.write_bytes(data)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SelfEvalError) as caught:
        opened(path)
    assert caught.value.code == "F303"
    assert path.read_bytes() == data
    monkeypatch.undo()
    with opened(path) as journal:
        assert len(journal.entries()) == 30


@pytest.mark.parametrize("call", [1, 2])
def test_a_rescue_cut_short_is_done_again(tmp_path, monkeypatch, call):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 30)
    path.write_bytes(overwritten(path.read_bytes(), 0, 4096))
    real, calls = atomic.write_bytes, []

    def cut_short(*arguments, **options):
        calls.append(arguments)
        if len(calls) == call:
            raise KeyboardInterrupt
        real(*arguments, **options)

    monkeypatch.setattr(atomic, "write_bytes", cut_short)
    with pytest.raises(KeyboardInterrupt):
        opened(path)
    monkeypatch.undo()
    with opened(path) as journal:
        assert not journal.read_only
        assert journal.entries() == entries


@pytest.mark.parametrize("rollback", [b"junk", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600])
def test_a_stale_rollback_journal_does_not_spoil_what_was_saved(tmp_path, rollback):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 30)
    path.write_bytes(overwritten(path.read_bytes(), 0, 4096))
    path.with_name("a.selfeval-journal").write_bytes(rollback)
    with opened(path) as journal:
        assert journal.entries() == entries
        journal.append(entry(31))
    with opened(path) as journal:
        assert journal.recovered is None
        assert journal.entries() == [*entries, entry(31)]


def test_damage_on_read_only_media_is_saved_in_memory(tmp_path, state, monkeypatch):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 30)
    data = overwritten(path.read_bytes(), 0, 4096)
    path.write_bytes(data)
    monkeypatch.setattr(places, "writable", lambda _folder: False)
    with opened(path) as journal:
        assert journal.volatile
        assert journal.recovered.steps == 30
        assert journal.entries() == entries
    assert path.read_bytes() == data


def test_a_folder_in_the_journals_place_is_said(tmp_path):
    (tmp_path / "a.selfeval").mkdir()
    with pytest.raises(SelfEvalError) as caught:
        opened(tmp_path / "a.selfeval")
    assert caught.value.code == "F305"


@pytest.mark.parametrize("old", [b"CREATE TABLE entry", b"CREATE TABLE note", b"WITHOUT ROWID", b"seq INTEGER"])
def test_a_description_of_tables_that_is_no_text_is_damage(tmp_path, old):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 4)
    data = path.read_bytes()
    found, _ = damaged(path, data.replace(old, old[:3] + b"\xa0\xff" + old[5:], 1))
    assert found == entries
