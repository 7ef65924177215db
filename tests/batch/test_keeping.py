"""What a batch keeps and lays down for a while is its own, wherever several work and whatever the system says."""

from __future__ import annotations

import errno
import io
import logging
import os
import shutil
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.store.batch.results import Results
from selfeval.store.batch.seen import Seen, Stamp
from selfeval.workspace.batch import archives, pool
from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.batch.child.worker import Worker
from selfeval.workspace.batch.cluster import chunk, client
from selfeval.workspace.batch.folder import OutFolder, Request
from selfeval.workspace.batch.pool import Pool, StoppedError
from selfeval.workspace.batch.run import DEFAULT_LIMITS
from tests.batch.helpers import batched, book, ends, form, put, rows

FAR = 10**19
"""Nanoseconds since 1970: a file of the year 2286, and more than 63 bits."""


def test_two_computers_with_one_process_number_share_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "getpid", lambda: 7)
    settings = {"work": str(tmp_path), "seconds": 1, "memory": 1, "clock": 1.0, "rules": "", "year": None}
    assert len({Worker(settings, io.BytesIO())._scratch for _ in range(2)}) == 2
    written: list[Path] = []
    whole = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: (written.append(path), whole(path, data))[1])
    (tmp_path / "half").mkdir()
    for _ in range(2):
        Results(tmp_path / "results", tmp_path / "half").put("ab12", b"x")
    assert len(set(written)) == 2


def test_a_batch_that_finds_the_folder_taken_leaves_its_half_written_files(tmp_path):
    put(tmp_path / "上报" / "1.xlsx")
    half = tmp_path / "out" / ".work" / "half" / "one"
    with OutFolder(tmp_path / "out").begun(Request((str(tmp_path / "上报"),))):
        half.write_bytes(b"half")
        with pytest.raises(SelfEvalError) as error:
            batched(tmp_path / "上报", out=tmp_path / "out")
        assert error.value.code == "F707"
        assert half.exists()
    batched(tmp_path / "上报", out=tmp_path / "out")
    assert not half.exists()


def test_a_file_of_a_far_year_is_read_and_known_again(tmp_path):
    path = put(tmp_path / "上报" / "1.xlsx")
    os.utime(path, ns=(FAR, FAR))
    if path.stat().st_mtime_ns != FAR:
        pytest.skip("this drive knows no such year")
    archive = tmp_path / "上报" / "a.zip"
    archive.write_bytes(_zip(表=book(form(2))))
    os.utime(archive, ns=(FAR, FAR))
    assert batched(tmp_path / "上报", out=tmp_path / "out").progress.fresh == 2
    assert {state for state, _ in ends(tmp_path / "out").values()} == {"read"}
    assert batched(tmp_path / "上报", out=tmp_path / "out").progress.fresh == 0
    assert chunk._is_here(str(path), list(Stamp.of(path.stat())))


def test_a_list_of_seen_files_that_cannot_be_replaced_is_one_sentence(tmp_path, monkeypatch):
    path = tmp_path / "seen.sqlite"
    path.write_bytes(b"SQLite format 3\0 nothing")

    def held(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises(SelfEvalError) as error:
            Seen(path)
        assert error.value.code == "F304"

    def broken(_: Seen) -> sqlite3.Connection:
        raise sqlite3.DatabaseError("file is not a database")

    monkeypatch.setattr(Seen, "_opened", broken)
    with pytest.raises(SelfEvalError) as error:
        Seen(path)
    assert error.value.code == "F316"


@pytest.mark.parametrize("name", ["表\udc80.xlsx", "表\ud83d.xlsx", "表.xlsx"], ids=["bytes", "half a sign", "text"])
def test_names_that_are_no_valid_text_are_seen_apart(tmp_path, name):
    seen = Seen(tmp_path / "seen.sqlite")
    seen.put(name, Stamp(1, 2), "hash")
    assert seen.get(name, Stamp(1, 2)) == "hash"
    assert seen.get(name + "x", Stamp(1, 2)) is None
    seen.close()


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.xlsx", data)
    return stream.getvalue()


@pytest.mark.parametrize(("change", "code"), [("other", "F704"), ("gone", "F101")])
def test_an_archive_that_changes_after_it_was_listed_gives_no_other_member(tmp_path, change, code):
    archive = tmp_path / "a.zip"
    archive.write_bytes(_zip(甲=book(form(1)), 乙=book(form(2))))
    out = tmp_path / "out"
    batch = Batch(requested((str(archive),), out), out, 1)
    if change == "gone":
        archive.unlink()
    else:
        archive.write_bytes(_zip(乙=book(form(2)), 甲=book(form(1)), 丙=book(form(3))))
    batch.run()
    assert ends(out) == {"a.zip!甲.xlsx": ("refused", code), "a.zip!乙.xlsx": ("refused", code)}
    if change == "other":
        batched(archive, out=out)
        assert {row["file"]: row["state"] for row in rows(out, "files")} == {
            f"a.zip!{name}.xlsx": "read" for name in "甲乙丙"
        }


_FULL_SCRATCH = """
import sys; sys.path[:] = {path!r}
import errno
from pathlib import Path
from selfeval.workspace.batch.child import worker
whole = Path.write_bytes
def full(self, data):
    if "member" in str(self): raise OSError(errno.ENOSPC, "full")
    return whole(self, data)
Path.write_bytes = full
worker.main()
"""


def test_no_space_for_a_member_stops_the_run(tmp_path, monkeypatch):
    archive = tmp_path / "a.zip"
    archive.write_bytes(_zip(甲=book(form(1))))
    monkeypatch.setattr(pool, "_CODE", _FULL_SCRATCH)
    with pytest.raises(SelfEvalError) as error:
        batched(archive, out=tmp_path / "out")
    assert error.value.code == "F303"


def test_a_system_that_starts_no_process_is_one_sentence(tmp_path, monkeypatch):
    def none(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no process")

    monkeypatch.setattr(pool.subprocess, "Popen", none)
    with pytest.raises(SelfEvalError) as error:
        batched(put(tmp_path / "1.xlsx"), out=tmp_path / "out")
    assert error.value.code == "F305"
    with pytest.raises(StoppedError):
        list(Pool(1, {}, DEFAULT_LIMITS).run(iter([pool.Task(0, {})])))


class _Spare:
    """A child process of a run, which only says whether it was ended."""

    ended = False

    def end(self) -> None:
        self.ended = True


def test_runs_that_share_a_worker_of_a_cluster_end_no_children_of_one_at_work(tmp_path):
    settings = {"work": str(tmp_path), "rules": "", "year": None}
    children = [_Spare(), _Spare()]
    held, over = threading.Event(), threading.Event()

    def first() -> None:
        with chunk.in_hand("first", settings) as standing:
            standing.spare.append(children[0])
            held.set()
            over.wait(10)
            assert standing.work.is_dir()

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(10)
    with chunk.in_hand("second", settings) as standing:
        standing.spare.append(children[1])
        places = [one.work for one in chunk._standing.values()]
    assert [one.ended for one in children] == [False, False]
    over.set()
    thread.join()
    with chunk.in_hand("third", settings):
        assert [one.ended for one in children] == [True, True]
        assert not any(place.exists() for place in places)
    chunk._leave()
    assert not chunk._standing


def test_no_space_on_a_worker_of_a_cluster_is_said_as_that(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(chunk.Contexts, "of", lambda *_: "")
    settings = {"work": str(tmp_path), "rules": "", "year": None}
    told = [{"number": 0, "path": "a.xlsx", "member": "", "remote": False, "context": "", "data": b"x"}]
    assert chunk.evaluated("a run", settings, (60, 1 << 30), told).stopped == ("F303", errno.ENOSPC)
    chunk._leave()


def test_what_is_gone_on_with_is_read_from_the_folder_in_which_it_was_named(tmp_path, monkeypatch):
    put(tmp_path / "甲" / "上报" / "1.xlsx")
    (tmp_path / "甲" / "units.csv").write_text("单位名称\n青山县水利站\n", encoding="utf-8")
    shutil.copy(Path("scoring_rules/cn-mof-2020-10.toml").resolve(), tmp_path / "甲" / "own.toml")
    monkeypatch.chdir(tmp_path / "甲")
    batched("上报", out=tmp_path / "out")
    asked = requested((), tmp_path / "out", rules="own.toml", units="units.csv", resume=True)
    assert (asked.rules, asked.units) == (str(tmp_path / "甲" / "own.toml"), str(tmp_path / "甲" / "units.csv"))
    assert requested((), tmp_path / "out", rules="cn-mof-2021-101", resume=True).rules == "cn-mof-2021-101"


@pytest.mark.parametrize("address", ["smb://[host/a", "s3://[::1/a.xlsx"])
def test_an_address_that_is_none_is_one_sentence(tmp_path, address):
    with pytest.raises(SelfEvalError) as error:
        batched(address, out=tmp_path / "out")
    assert error.value.code == "F716"
    assert address in error.value.message.render()


def test_a_cluster_says_nothing_of_its_own_where_its_scheduler_goes(monkeypatch):
    pytest.importorskip("distributed", reason="the extra selfeval[cluster]")
    monkeypatch.setattr(client, "_CONNECT", 0.1)
    with pytest.raises(SelfEvalError) as error:
        client.connected("tcp://127.0.0.1:1")
    assert error.value.code == "F714"
    assert not any(
        logging.getLogger(f"distributed{name}").isEnabledFor(logging.ERROR) for name in ("", ".client", ".comm")
    )


def test_a_damaged_archive_is_named_and_not_the_folder_it_lay_in(tmp_path):
    (tmp_path / "上报").mkdir()
    (tmp_path / "上报" / "坏.zip").write_bytes(b"PK")
    batched(tmp_path / "上报", out=tmp_path / "out")
    (row,) = rows(tmp_path / "out", "files")
    assert row["message_zh"].startswith("坏.zip ")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (PermissionError(errno.EACCES, "held"), "F103"), (OSError(errno.EIO, "drive"), "F103"),
        (FileNotFoundError(errno.ENOENT, "gone"), "F101"), (OSError(errno.EINVAL, "before the beginning"), ""),
        (zipfile.BadZipFile("damaged"), ""), (EOFError(), ""),
    ],
    ids=repr,
)  # fmt: skip
def test_only_a_damaged_member_is_taken_for_damaged(tmp_path, monkeypatch, said, code):
    archive = tmp_path / "a.zip"
    archive.write_bytes(_zip(甲=b"x"))

    def refuse(*_: object) -> None:
        raise said

    archives._opened.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(archives.zipfile, "ZipFile", refuse)
        try:
            found = archives.extracted(archive, 0)
        except SelfEvalError as error:
            assert error.code == code
        else:
            assert (code, found) == ("", None)
    assert archives.extracted(archive, 0) == b"x", "nothing is kept of what could not be had"
