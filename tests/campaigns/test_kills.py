"""A slice of the campaign of kills and of that of torn files, and that each sees what it must."""

from __future__ import annotations

import os
import re

import pytest

from tests.campaigns import torn
from tests.campaigns.running import campaign, python
from tests.store.helpers import filled

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


def test_kills_at_random_moments_lose_nothing_that_was_done():
    said = campaign("kills", "--count", "10")
    assert re.search(r"^10 kills, 0 failures", said, re.MULTILINE)


def test_half_written_files_are_undone_or_saved_from():
    said = campaign("torn", "--each", "151", "--mixes", "60")
    total = re.search(r"^(\d+) states, 0 failures", said, re.MULTILINE)
    assert int(total[1]) > 150


LOSES = """
import sqlite3
from tests.campaigns import kills
from selfeval.store.places import journal_path
looked_at = kills._looked_at
def after_a_loss(work, found):
    path = journal_path(work.book)
    if len(work.entries) > 2:
        with sqlite3.connect(path) as connection:
            connection.execute("DELETE FROM entry WHERE seq >= ?", (len(work.entries) - 1,))
    return looked_at(work, found)
kills._looked_at = after_a_loss
found = kills.run("a", count=12)
print(len(found.failures), found.failures[0])
"""


def test_an_entry_that_is_lost_is_seen():
    done = python("-c", LOSES)
    assert re.match(r"[1-9]", done.stdout), done.stderr
    assert "entries were done" in done.stdout


def test_a_half_written_file_without_its_rollback_is_seen(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 40, "长" * 100)
    before = path.read_bytes()
    changed, _ = torn.half_way(path)
    mixed = before[: len(before) // 2] + changed[len(before) // 2 : len(before)]
    assert torn._looked_at(path, mixed, None, entries, whole=True)
    assert not torn._looked_at(path, before, None, entries, whole=True)
