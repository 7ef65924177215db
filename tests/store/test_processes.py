"""What is left when a process is killed, and what a second one sees."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import time

import pytest

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department
from selfeval.core.problems import SelfEvalError
from selfeval.store.journal.lock import Holder, take
from selfeval.store.journal.replay import replay
from tests.store.helpers import child, entry, filled, opened

WRITER = """
import itertools, sys
from pathlib import Path
from tests.store.helpers import entry, opened
journal = opened(Path(sys.argv[1]), "李四")
assert not journal.read_only and journal.recovered is None
for number in itertools.count(len(journal.entries()) + 1):
    journal.append(entry(number, "x" * (number * 97 % 9000)))
    print(number, flush=True)
"""

HOLDING = """
import sys
from pathlib import Path
from tests.store.helpers import entry, opened
with opened(Path(sys.argv[1]), "李四") as journal:
    journal.append(entry(1))
    print("open", flush=True)
    for line in sys.stdin:
        journal.append(entry(2))
        print("more", flush=True)
"""

LOOKING = """
import json, sys
from pathlib import Path
from selfeval.core.problems import SelfEvalError
from tests.store.helpers import entry, opened
with opened(Path(sys.argv[1]), "王五") as journal:
    code = ""
    try:
        journal.append(entry(9))
    except SelfEvalError as error:
        code = error.code
    holder = journal.holder
    print(json.dumps([journal.read_only, holder and [holder.user, holder.pid], code, len(journal.entries())]))
"""


@contextlib.contextmanager
def running(code, *arguments):
    process = child(code, *arguments)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_kill_9_loses_nothing_that_was_confirmed(tmp_path):
    path = tmp_path / "a.xlsx.selfeval"
    dice = random.Random(9)
    confirmed = 0
    for _ in range(14):
        with running(WRITER, path) as process:
            assert process.stdout.readline()
            time.sleep(dice.uniform(0, 0.12))
            process.send_signal(signal.SIGKILL)
            confirmed = max([confirmed, *map(int, process.stdout.read().split())])
        with opened(path) as journal:
            assert not journal.read_only
            assert journal.recovered is None
            assert journal._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            entries = journal.entries()
        assert len(entries) >= confirmed
        assert entries == [entry(number, "x" * (number * 97 % 9000)) for number in range(1, len(entries) + 1)]
        confirmed = len(entries)
    assert len(replay(Evaluation(Department()), entries).done) == confirmed > 14


def test_a_second_process_reads_and_knows_who_writes(tmp_path):
    path = tmp_path / "a.selfeval"
    with running(HOLDING, path) as first:
        assert first.stdout.readline() == "open\n"
        with running(LOOKING, path) as second:
            assert json.loads(second.stdout.readline()) == [True, ["李四", first.pid], "F313", 1]
        with opened(path) as here:
            assert here.read_only
            assert here.entries() == [entry(1)]
            first.stdin.write("go\n")
            first.stdin.flush()
            assert first.stdout.readline() == "more\n"
            assert here.entries() == [entry(1), entry(2)]
            for attempt in (lambda: here.set_meta("a", "b"), lambda: here.put_department(Department(), (), "", 0, 0)):
                with pytest.raises(SelfEvalError) as caught:
                    attempt()
                assert caught.value.code == "F313"
                assert "李四" in caught.value.message.render()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_writer_leaves_no_lock(tmp_path):
    path = tmp_path / "a.selfeval"
    with running(HOLDING, path) as first:
        first.stdout.readline()
        first.send_signal(signal.SIGKILL)
        first.wait()
    with opened(path) as journal:
        assert not journal.read_only
        journal.append(entry(2))


def test_a_second_journal_in_the_same_process_is_read_only_until_the_first_is_closed(tmp_path):
    path = tmp_path / "a.selfeval"
    first = opened(path)
    with opened(path) as second:
        assert second.read_only
        assert second.holder.pid == os.getpid()
    first.append(entry(1))
    first.close()
    with opened(path) as third:
        assert not third.read_only
        assert third.meta("holder") is not None


def test_the_lock_falls_back_to_the_state_folder(tmp_path, state, monkeypatch):
    path = tmp_path / "a.selfeval"
    filled(path, 2)
    path.with_name(path.name + ".lock").mkdir()
    with opened(path) as journal:
        assert not journal.read_only
        assert journal._lock.path.parent == state / "journals"
        with opened(path) as second:
            assert second.read_only
    (state / "journals").rename(state / "away")
    (state / "journals").write_bytes(b"")
    with opened(path) as journal:
        assert not journal.read_only
        assert journal._lock.path is None
        journal.append(entry(3))
    with opened(path) as journal:
        assert len(journal.entries()) == 3


def test_a_reader_that_comes_before_the_file_sees_an_empty_journal(tmp_path, monkeypatch):
    monkeypatch.setattr("selfeval.store.journal.opening._PAUSE", 0)
    path = tmp_path / "a.selfeval"
    held = take(path)
    with opened(path) as journal:
        assert journal.read_only
        assert journal.entries() == []
        with pytest.raises(SelfEvalError) as caught:
            journal.append(entry(1))
        assert caught.value.code == "F313"
    held.release()
    held.release()
    assert not path.exists()


@pytest.mark.parametrize(
    "text", [None, "", "null", "[]", "{", '{"user": "a"}', '{"user":"a","host":"b","pid":"x","since":""}']
)
def test_a_holder_that_makes_no_sense_is_none(text):
    assert Holder.from_json(text) is None
