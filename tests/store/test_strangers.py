"""What somebody else has put in the place of a work file or beside it, and who may read what is written there."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sqlite3
import stat
import tempfile
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.store.journal import database, rollback
from selfeval.store.journal.peek import peek
from tests.store.helpers import entry, filled, now, opened

posix = pytest.mark.skipif(os.name == "nt", reason="links and permission bits")
as_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="becomes other users")


def half_done(path, text="half"):
    """Leave at `path` what a process killed in the middle of an entry leaves: the file changed, its rollback beside."""
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")  # so that changed pages go to the disk before the end
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO note VALUES ('half', ?)", (text * 20_000,))
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("INSERT INTO note VALUES ('more', ?)", (text * 20_000,))
    changed, undo = copy.read_bytes(), rollback.rollback_of(copy).read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    copy.unlink()
    return changed, undo


def with_hot_rollback(path):
    changed, undo = half_done(path)
    path.write_bytes(changed)
    rollback.rollback_of(path).write_bytes(undo)
    assert rollback.hot(path)


def test_a_half_done_entry_of_its_own_is_undone(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 40)
    with_hot_rollback(path)
    with opened(path) as journal:
        assert journal.entries() == entries
        assert journal.recovered is None
        assert journal.set_aside is None


@pytest.mark.parametrize("other", [3, 39, 40, 41, 80])
def test_the_rollback_of_another_work_is_put_aside_and_costs_no_entry(tmp_path, other):
    path, foreign = tmp_path / "a.selfeval", tmp_path / "b.selfeval"
    entries = filled(path, 40)
    filled(foreign, other, "别的")
    _, undo = half_done(foreign)
    rollback.rollback_of(path).write_bytes(undo)
    with opened(path) as journal:
        assert journal.entries() == entries
        if other in {3, 80}:  # of about the same size, it undoes nothing here
            assert journal.set_aside == tmp_path / "a.selfeval.damaged-1-journal"
            assert journal.set_aside.read_bytes() == undo
        journal.append(entry(41))
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(41)]
        assert journal.set_aside is None


@posix
@pytest.mark.parametrize("target", ["there", "missing", "folder"])
def test_a_link_in_the_rollbacks_place_is_not_written_through(tmp_path, target):
    path, victim = tmp_path / "a.selfeval", tmp_path / "victim"
    entries = filled(path, 3)
    if target == "there":
        victim.write_text("mine")
    elif target == "folder":
        victim.mkdir()
    rollback.rollback_of(path).symlink_to(victim)
    with opened(path) as journal:
        assert journal.entries() == entries
        journal.append(entry(4))
    assert not victim.exists() if target == "missing" else victim.is_dir() or victim.read_text() == "mine"


@posix
@pytest.mark.parametrize("content", [b"mine, a text", b"", None, "journal"])
def test_a_link_in_the_works_place_is_refused_and_what_it_leads_to_stays(tmp_path, content):
    path, victim = tmp_path / "a.selfeval", tmp_path / "victim"
    if content == "journal":
        filled(victim, 3)
    elif content is not None:
        victim.write_bytes(content)
    before = victim.read_bytes() if victim.exists() else None
    path.symlink_to(victim)
    with pytest.raises(SelfEvalError) as caught:
        opened(path)
    assert caught.value.code == "F311"
    assert path.is_symlink()
    assert (victim.read_bytes() if victim.exists() else None) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(
        ["a.selfeval", *(["victim"] if before is not None else [])]
    )


@posix
def test_a_link_in_the_locks_place_is_not_written_through(tmp_path, state):
    path, victim = tmp_path / "a.selfeval", tmp_path / "victim"
    victim.write_text("mine")
    path.with_name(path.name + ".lock").symlink_to(victim)
    with opened(path) as journal:
        journal.append(entry(1))
        with opened(path) as second:
            assert second.read_only
    assert victim.read_text() == "mine"


@posix
def test_an_entry_does_not_stand_in_a_backup_by_hard_link(tmp_path):
    path, backup = tmp_path / "a.selfeval", tmp_path / "backup"
    entries = filled(path, 3)
    backup.hardlink_to(path)
    before = backup.read_bytes()
    with opened(path) as journal:
        journal.append(entry(4))
    assert backup.read_bytes() == before
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(4)]


@posix
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.mknod(path, stat.S_IFSOCK | 0o600)])
def test_what_is_no_file_is_refused_at_once(tmp_path, make):
    path = tmp_path / "a.selfeval"
    make(path)
    for door in (opened, lambda place: peek(place, now)):
        try:
            found = door(path)
        except SelfEvalError as error:
            assert error.code == "F311"
        else:
            assert found is None


def test_a_file_larger_than_any_journal_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.selfeval"
    with path.open("wb") as stream:
        stream.truncate(database.MOST_BYTES + 1)  # a hole: takes no space
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _path: pytest.fail("read"))
    for door in (opened, lambda place: peek(place, now)):
        with pytest.raises(SelfEvalError) as caught:
            door(path)
        assert caught.value.code == "F319"
    assert path.stat().st_size == database.MOST_BYTES + 1


def begun_as_user(number, umask, task):
    """A process of another user that runs `task`, and the end of a pipe that will say what came of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            os.setgroups([5000])
            os.setresgid(5000, 5000, 5000)
            os.setresuid(number, number, number)
            os.umask(umask)
            os.environ["SELFEVAL_STATE_DIR"] = os.environ["SELFEVAL_STATE_DIR"] + f"/{number}"
            said = task()
        except SelfEvalError as error:
            said = [error.code, error.message.render(), repr(error.__cause__)]
        except BaseException as error:  # noqa: BLE001 - told to the parent, which fails
            said = repr(error)
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    return child, reading


def ended(child, reading):
    """What came of it, within a time after which something is wrong."""
    ready, _, _ = select.select([reading], [], [], 30)
    if not ready:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as stream:
        return json.loads(stream.read() or b'"nothing"')


def as_user(number, umask, task):
    """What `task` gives when another user runs it, in a process of its own."""
    return ended(*begun_as_user(number, umask, task))


def entered(path, number):
    with opened(path, f"user{number}") as journal:
        if not journal.read_only:
            journal.append(entry(number))
        where = "memory" if journal.volatile else "beside" if journal.path == path else "elsewhere"
        return [journal.read_only, where, len(journal.entries())]


@pytest.fixture
def shared(monkeypatch):
    """A folder that other users reach, which those of pytest are not, with state folders for them beside it."""
    top = Path(tempfile.mkdtemp(prefix="selfeval-shared-"))
    top.chmod(0o755)
    for name in ("states", "shared", "warm"):
        (top / name).mkdir()
    (top / "states").chmod(0o1777)
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(top / "states"))
    warmed_up(top / "warm", monkeypatch)
    yield top / "shared"
    shutil.rmtree(top)


def warmed_up(folder, monkeypatch):
    """Import whatever the doors of the store import on their way: another user may not read where Python lies."""
    "".encode("ascii")
    with opened(folder / "a.selfeval"):
        entered(folder / "a.selfeval", 1)
    with monkeypatch.context() as patch:
        patch.setattr("selfeval.store.journal.opening._writable", lambda _path: False)
        entered(folder / "a.selfeval", 1)
    half = folder / "b.selfeval"
    filled(half, 3)
    with_hot_rollback(half)
    entered(half, 1)


@as_root
@pytest.mark.parametrize("umask", [0o002, 0o022, 0o077])
@pytest.mark.parametrize(
    ("mode", "bits", "second"),
    [
        (0o2775, 0o664, [False, "beside", 2]),
        (0o1777, 0o644, [False, "elsewhere", 2]),
        (0o755, 0o600, [False, "elsewhere", 1]),
    ],
)
def test_two_users_in_a_folder(shared, mode, bits, second, umask):
    os.chown(shared, 4001, 5000)
    shared.chmod(mode)
    path = shared / "a.xlsx.selfeval"
    assert as_user(4001, umask, lambda: entered(path, 1)) == [False, "beside", 1]
    assert stat.S_IMODE(path.stat().st_mode) == bits
    assert as_user(4002, umask, lambda: entered(path, 2)) == second
    assert as_user(4001, umask, lambda: entered(path, 3)[:2]) == [False, "beside"]
    assert as_user(4001, umask, lambda: len(opened(path).entries())) == (3 if second[1] == "beside" else 2)


@as_root
@pytest.mark.parametrize("umask", [0o002, 0o022, 0o077])
@pytest.mark.parametrize("mode", [0o2775, 0o1777])
def test_the_second_user_reads_while_the_first_has_it_open_and_is_told_who(shared, mode, umask):
    os.chown(shared, 4001, 5000)
    shared.chmod(mode)
    path = shared / "a.xlsx.selfeval"

    def looked(place):
        with opened(place, "user2") as journal:
            holder = journal.holder
            return [journal.read_only, holder.user if holder else None, len(journal.entries())]

    begun, go_on = os.pipe(), os.pipe()

    def held():
        with opened(path, "user1") as journal:
            journal.append(entry(1))
            os.write(begun[1], b"1")
            os.read(go_on[0], 1)
            return len(journal.entries())

    first = begun_as_user(4001, umask, held)
    assert select.select([begun[0]], [], [], 30)[0]
    assert as_user(4002, umask, lambda: looked(path)) == [True, "user1", 1]
    os.write(go_on[1], b"1")
    assert ended(*first) == 1
