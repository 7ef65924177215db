"""A work file that is gone, cut short or another one while its work is open."""

from __future__ import annotations

import contextlib
import os

import pytest

from selfeval.core.model import Department, Project
from selfeval.core.problems import SelfEvalError, msg
from selfeval.store import atomic
from selfeval.store.journal.journal import Cached, Journal
from tests.store.helpers import NOON, entry, filled, opened

DEPARTMENT = Department("局", projects=(Project("p", "表", "题"),))


def removed(path):
    path.unlink()


def replaced(path):
    other = path.with_name("other")
    other.write_bytes(b"junk" * 1000)
    other.replace(path)


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def emptied(path):
    path.write_bytes(b"")


def another(path):
    other = path.with_name("other.selfeval")
    filled(other, 2)
    other.replace(path)


def another_as_long(path):
    other = path.with_name("longer.selfeval")
    filled(other, 9, "别的")
    other.replace(path)


def an_older_copy(path):
    path.write_bytes(path.with_name("older").read_bytes())


HARMS = [removed, replaced, cut, emptied, another, another_as_long, an_older_copy]


@pytest.mark.parametrize("harm", HARMS)
def test_what_a_window_holds_is_written_again_and_the_other_file_is_kept(tmp_path, harm):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 5)
    path.with_name("older").write_bytes(path.read_bytes())
    with opened(path) as journal:
        assert journal.entries() == entries
        journal.append(entry(6))
        journal.set_meta("note", "kept")
        journal.put_department(DEPARTMENT, (), "ab" * 32, 1, 2)
        assert journal.intact()
        harm(path)
        with contextlib.suppress(SelfEvalError):
            journal.entries()  # what is looked at meanwhile makes nothing forgotten
        there = path.read_bytes() if path.exists() else None
        assert not journal.intact()
        aside = journal.put_back()
        assert (aside.read_bytes() if aside else None) == there
        assert journal.intact()
        with Journal.open(path, who="b", now=lambda: NOON) as reader:
            assert reader.holder.user == "张三"
        journal.append(entry(7))
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(6), entry(7)]
        assert (journal.meta("pack"), journal.meta("note")) == ("cn-mof-2020-10", "kept")
        assert journal.cached() == Cached(DEPARTMENT, (), "ab" * 32, 1, 2)
        assert journal.recovered is None


def test_while_the_drive_is_gone_everything_is_refused_and_afterwards_goes_on(tmp_path):
    path = tmp_path / "work" / "a.selfeval"
    path.parent.mkdir()
    entries = filled(path, 3)
    with opened(path) as journal:
        path.parent.rename(tmp_path / "elsewhere")
        for act in (journal.put_back, lambda: journal.append(entry(4)), journal.put_back):
            with pytest.raises(SelfEvalError):
                act()
        assert not path.parent.exists()
        assert not journal.intact()
        (tmp_path / "elsewhere").rename(path.parent)
        journal.put_back()
        journal.append(entry(4))
        assert journal.entries() == [*entries, entry(4)]


def test_a_full_disk_while_it_is_written_again_leaves_what_lies_there(tmp_path, monkeypatch):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 3)

    def full(*_arguments, **_options):
        raise SelfEvalError(msg("Disk full"), msg("No space."), code="F303")

    with opened(path) as journal:
        path.write_bytes(b"junk" * 100)
        with monkeypatch.context() as patched:
            patched.setattr(atomic, "write_bytes", full)
            for _ in range(2):
                with pytest.raises(SelfEvalError):
                    journal.put_back()
        assert path.read_bytes() == b"junk" * 100
        journal.put_back()
        journal.append(entry(4))
        assert journal.entries() == [*entries, entry(4)]


def test_a_folder_in_its_place_is_a_sentence_and_no_crash(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    with opened(path) as journal:
        path.unlink()
        path.mkdir()
        assert not journal.intact()
        with pytest.raises(SelfEvalError):
            journal.put_back()
        path.rmdir()
        journal.put_back()
        assert journal.intact()


@pytest.mark.skipif(os.name == "nt", reason="a locked file cannot be deleted there")
def test_the_journal_of_a_window_that_took_over_is_left_alone(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    with opened(path) as first:
        for lost in (path, path.with_name(path.name + ".lock")):
            lost.unlink()
        with opened(path, "李四") as second:
            assert not second.read_only
            second.append(entry(1))
            data = path.read_bytes()
            with pytest.raises(SelfEvalError) as caught:
                first.put_back()
            assert caught.value.code == "F313"
            assert path.read_bytes() == data
            second.append(entry(2))
            assert second.intact()


@pytest.mark.skipif(os.name == "nt", reason="a locked file cannot be deleted there")
def test_a_lock_that_was_deleted_with_the_journal_is_taken_anew(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    with opened(path) as journal:
        for lost in (path, path.with_name(path.name + ".lock")):
            lost.unlink()
        journal.put_back()
        with opened(path) as second:
            assert second.read_only


def test_a_reader_has_nothing_to_put_back(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 2)
    with opened(path), Journal.open(path, who="b", now=lambda: NOON) as reader:
        assert reader.read_only
        reader.entries()
        assert reader.intact()


@pytest.mark.skipif(os.name == "nt", reason="a locked file cannot be deleted there")
def test_a_window_without_its_lock_enters_nothing_beside_another(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    with opened(path) as first:
        path.with_name(path.name + ".lock").unlink()
        with opened(path, "李四") as second:
            second.append(entry(4))
            with pytest.raises(SelfEvalError) as caught:
                first.append(entry(5))
            assert caught.value.code == "F313"
            assert first.read_only
            assert first.intact()
            second.append(entry(6))
        assert first.freed()
    with opened(path) as journal:
        assert [one.step for one in journal.entries()][3:] == [entry(4).step, entry(6).step]


@pytest.mark.skipif(os.name == "nt", reason="a locked file cannot be deleted there")
def test_what_others_entered_meanwhile_is_read_before_anything_is_added(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    with opened(path) as first:
        path.with_name(path.name + ".lock").unlink()
        with opened(path, "李四") as second:
            second.append(entry(4))
        with pytest.raises(SelfEvalError) as caught:
            first.append(entry(5))
        assert caught.value.code == "F313"
        assert first.freed(), "nobody has it any more, so it can be opened again"


def test_a_journal_of_another_work_put_in_place_is_no_history_of_this_one(tmp_path):
    path, other = tmp_path / "a.selfeval", tmp_path / "b.selfeval"
    entries = filled(path, 3)
    filled(other, 5, "别的")
    with opened(path) as journal:
        path.write_bytes(other.read_bytes())
        assert not journal.intact()
        with pytest.raises(SelfEvalError) as caught:
            journal.append(entry(4))
        assert caught.value.code == "F316"
        journal.put_back()
        journal.append(entry(4))
        assert journal.entries() == [*entries, entry(4)]


def test_a_copy_of_itself_put_in_its_place_is_gone_on_with(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 3)
    with opened(path) as journal:
        copy = path.with_name("copy")
        copy.write_bytes(path.read_bytes())
        copy.replace(path)
        with contextlib.suppress(SelfEvalError):  # not every system tells that it is another file
            journal.append(entry(4))
        assert journal.put_back() is None
        if len(journal.entries()) == 3:
            journal.append(entry(4))
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(4)]
    assert not path.with_name(path.name + ".damaged-1").exists()
