"""A work file that is gone, cut short or another one while its work is open."""

from __future__ import annotations

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.store.journal import Journal
from tests.store.helpers import NOON, entry, filled, opened


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


HARMS = [removed, replaced, cut, emptied, another]


@pytest.mark.parametrize("harm", HARMS)
def test_what_a_window_holds_is_written_again_and_the_other_file_is_kept(tmp_path, harm):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 5)
    with opened(path) as journal:
        assert journal.entries() == entries
        journal.append(entry(6))
        assert journal.intact()
        harm(path)
        there = path.read_bytes() if path.exists() else None
        assert not journal.intact()
        aside = journal.put_back()
        assert (aside.read_bytes() if aside else None) == there
        assert journal.intact()
        journal.append(entry(7))
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(6), entry(7)]
        assert journal.recovered is None


def test_a_drive_that_refuses_leaves_everything_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.selfeval"
    filled(path, 3)
    with opened(path) as journal:
        journal.entries()
        removed(path)
        tmp_path.rename(tmp_path.with_name("elsewhere"))
        try:
            assert not journal.intact()
            with pytest.raises(SelfEvalError):
                journal.put_back()
        finally:
            tmp_path.with_name("elsewhere").rename(tmp_path)
        assert journal.put_back() is None
        assert len(journal.entries()) == 3


def test_a_reader_has_nothing_to_put_back(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 2)
    with opened(path), Journal.open(path, who="b", now=lambda: NOON) as reader:
        assert reader.read_only
        reader.entries()
        assert reader.intact()
