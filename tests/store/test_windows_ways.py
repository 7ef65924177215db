"""The program on files as Windows treats them; `windows_ways.py` says which difference is held where."""

from __future__ import annotations

import errno
import hashlib
import ntpath
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path, PureWindowsPath

import pytest

from selfeval import held_file
from selfeval.core.problems import SelfEvalError
from selfeval.excel.book import guard
from selfeval.rulepacks.text import files
from selfeval.store import atomic, leftovers, name_parts, own_file, places, recent, sqlite_file
from selfeval.store.journal import lock
from selfeval.store.name_parts import refuse_windows_name
from selfeval.workspace import source
from selfeval.workspace.batch.folder import OutFolder, Request
from selfeval.workspace.batch.inputs import all_inputs, is_remote
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.work.opening import open_workspace
from tests.places import ROOT
from tests.store.helpers import child, entry, filled, opened
from tests.store.test_atomic import names
from tests.store.windows_ways import Nt, held, keeps_open_files, other_drives, without_locks
from tests.tui.conftest import seed

__all__ = ["seed"]

# -- names


@pytest.mark.parametrize(
    ("path", "why", "offered"),
    [
        ("CON.xlsx", "device", "_CON.xlsx"),
        ("nul.xlsx", "device", "_nul.xlsx"),
        (r"D:\自评\aux.备份.xlsx", "device", "_aux.备份.xlsx"),
        ("com¹.xlsx", "device", "_com¹.xlsx"),
        ("LPT9", "device", "_LPT9"),
        ("prn .xlsx", "device", "_prn .xlsx"),
        ("conout$.xlsx", "device", "_conout$.xlsx"),
        (r"nul\结果.xlsx", "device", "_nul"),
        ("结果.xlsx.", "dot or a blank", "结果.xlsx"),
        ("结果.xlsx ", "dot or a blank", "结果.xlsx"),
        ("2025年. /结果.xlsx", "dot or a blank", "2025年"),
        ("...", "dot or a blank", "_"),
        ("结果?.xlsx", "the sign ?", "结果_.xlsx"),
        ("甲|乙.xlsx", "the sign |", "甲_乙.xlsx"),
        ('"结果".xlsx', 'the sign "', "_结果_.xlsx"),
        ("结果.xlsx:自评.xlsx", "the sign :", "结果.xlsx_自评.xlsx"),
        ("甲\t乙.xlsx", r"the sign \t", "甲_乙.xlsx"),
        (r"\\server\share\con.xlsx", "device", "_con.xlsx"),
        (r"\\?\C:\自评\a*b.xlsx", "the sign *", "a_b.xlsx"),
    ],
)
def test_a_name_that_windows_does_not_have_is_refused_and_another_offered(path, why, offered):
    with pytest.raises(SelfEvalError) as caught:
        refuse_windows_name(path)
    assert caught.value.code == "F320"
    assert why in caught.value.message.render()
    assert caught.value.hint.render() == f"Give another name, for example {offered}."
    refuse_windows_name(offered)


@pytest.mark.parametrize(
    "path",
    [
        "结果.xlsx",
        r"C:\自评\结果.xlsx",
        "C:结果.xlsx",
        r"..\结果.xlsx",
        r".\结果.xlsx",
        "//server/share/结果.xlsx",
        r"\\server\share\2025 年\结果.xlsx",
        r"\\?\C:\自评\结果.xlsx",
        r"\\?\UNC\server\share\结果.xlsx",
        "console.xlsx",
        "com10.xlsx",
        "auxiliary.xlsx",
        "结果 con.xlsx",
        ".selfeval",
    ],
)
def test_any_other_name_is_taken(path):
    refuse_windows_name(path)


def test_such_a_name_is_refused_before_anything_is_done(tmp_path, monkeypatch):
    ways = (
        lambda path: atomic.write_bytes(path, b"new", overwrite=False),
        lambda path: atomic.write_bytes(path, b"new", overwrite=True),
        lambda path: checked_workbook(path, (), force=False),
        lambda path: OutFolder(path).prepare(Request(("x",))),
    )
    path = tmp_path / "nul.xlsx"
    atomic.write_bytes(path, b"on Linux a name like any other", overwrite=False)
    monkeypatch.setattr(name_parts, "os", Nt())
    for way in ways:
        with pytest.raises(SelfEvalError) as caught:
            way(path)
        assert caught.value.code == "F320"
    assert path.read_bytes().startswith(b"on Linux")
    assert names(tmp_path) == ["nul.xlsx"]


# -- files that are open


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Windows' rules about open files, in the modules that ask which system this is, too."""
    found = keeps_open_files(monkeypatch)
    for module in (atomic, lock, held_file):
        monkeypatch.setattr(module, "os", Nt())
    monkeypatch.setattr(held_file, "PATIENCE", 0.1)
    return found


def test_the_rules_about_open_files_are_those_of_windows(tmp_path, refused):
    path = tmp_path / "a"
    path.write_bytes(b"")
    with path.open("rb"):
        for step in (path.unlink, lambda: path.rename(tmp_path / "b"), lambda: (tmp_path / "c").replace(path)):
            (tmp_path / "c").write_bytes(b"")
            with pytest.raises(PermissionError):
                step()
    assert refused == ["unlink a", "rename a", "replace a"]


def test_a_whole_work_never_renames_or_deletes_what_it_has_open(seed, refused):
    for _ in range(2):
        work = open_workspace(seed)
        project = work.evaluation.department.projects[0]
        work.set(project.id, "", "executed", "175.3")
        second = open_workspace(seed)
        assert second.read_only
        second.close()
        work.close()
    for _ in range(2):
        atomic.write_bytes(seed.with_name("结果.xlsx"), b"x", overwrite=True)
    atomic.write_bytes(seed.with_name("新.xlsx"), b"x", overwrite=False)
    assert own_file.write("recent.json", {})
    assert refused == []


def test_damage_is_mended_without_renaming_or_deleting_what_is_open(tmp_path, refused):
    path = tmp_path / "a.selfeval"
    filled(path, 30)
    path.write_bytes(path.read_bytes()[:-5000])
    with opened(path) as journal:
        assert journal.recovered is not None
        journal.append(entry(31))
        path.write_bytes(b"somebody else's")
        assert not journal.intact()
        journal.put_back()
        assert journal.intact()
    assert refused == []


def _once_held(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Whoever opens a file is refused so many times first, in the words of Windows' C library: no number at all."""
    left, real = [times], Path.open

    def step(self: Path, *words: object, **more: object) -> object:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, *words, **more)

    monkeypatch.setattr(Path, "open", step)
    monkeypatch.setattr(held_file, "os", Nt())
    monkeypatch.setattr(held_file, "PAUSE", 0.001)


READERS = {
    "workbook": lambda path: guard.load(path)[0],
    "its hash": source.file_hash,
    "pack": files.read_bytes,
}


@pytest.mark.parametrize("what", READERS)
def test_a_file_that_an_antivirus_holds_for_a_moment_is_read(monkeypatch, what):
    path = ROOT / "workbooks" / "leting-2025-targets.xlsx"
    data = path.read_bytes()
    _once_held(monkeypatch, 3)
    assert READERS[what](path) in {data, hashlib.sha256(data).hexdigest()}


@pytest.mark.parametrize(("what", "code"), [("workbook", "F103"), ("its hash", "F103"), ("pack", "R108")])
def test_one_that_stays_held_is_told_as_that(monkeypatch, what, code):
    _once_held(monkeypatch, 1_000_000)
    monkeypatch.setattr(held_file, "PATIENCE", 0.05)
    with pytest.raises(SelfEvalError) as caught:
        READERS[what](ROOT / "workbooks" / "leting-2025-targets.xlsx")
    assert caught.value.code == code


@pytest.mark.parametrize(("number", "tries"), [(32, 3), (33, 3), (5, 3), (87, 1), (None, 1)])
def test_only_what_may_be_over_in_a_moment_is_tried_again(monkeypatch, number, tries):
    count = []

    def step() -> int:
        count.append(1)
        if len(count) < 3:
            raise held("a", number)
        return 7

    monkeypatch.setattr(held_file, "PAUSE", 0.001)
    if tries == 3:
        assert held_file.patiently(step) == 7
    else:
        with pytest.raises(PermissionError):
            held_file.patiently(step)
    assert len(count) == tries


# -- drives


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.parametrize("before", ["nothing", "file", "folder"])
def test_from_another_drive_it_is_copied(tmp_path, monkeypatch, kind, before):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    written, path = tmp_path / "one" / "table", tmp_path / "two" / "table"
    for place, what, text in ((written, kind, "new"), (path, before, "old")):
        if what == "folder":
            place.mkdir()
            (place / text).write_text(text, encoding="utf-8")
        elif what == "file":
            place.write_text(text, encoding="utf-8")
    other_drives(monkeypatch)
    atomic.put_in_place(written, path)
    assert (names(path) if kind == "folder" else [path.read_text(encoding="utf-8")]) == ["new"]
    assert (names(written.parent), names(path.parent)) == ([], ["table"])


@pytest.fixture
def drives(tmp_path, monkeypatch) -> tuple[Path, Path]:
    """A finished file on one drive, and the name on another that it is to have."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    written = tmp_path / "one" / "table"
    written.write_text("new", encoding="utf-8")
    other_drives(monkeypatch)
    return written, tmp_path / "two" / "table"


def test_a_copy_that_takes_long_is_not_swept_away_by_another_program(drives, monkeypatch):
    written, path = drives
    real, kept = shutil.copyfile, []

    def slow(source: Path, target: Path) -> None:
        real(source, target)
        moment = time.time() - 60
        os.utime(target, (moment, moment))
        leftovers.sweep(path.parent)
        kept.append(target.exists())

    monkeypatch.setattr(atomic.shutil, "copyfile", slow)
    atomic.put_in_place(written, path)
    assert (kept, path.read_text(encoding="utf-8"), names(path.parent)) == ([True], "new", ["table"])


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_copy_is_on_disk_before_what_was_copied_goes(drives, monkeypatch, kind):
    written, path = drives
    if kind == "folder":
        written.unlink()
        written.mkdir()
        (written / "part").write_text("new", encoding="utf-8")
    real, on_disk = os.fsync, set()

    def noted(descriptor: int) -> None:
        real(descriptor)
        assert written.exists()
        on_disk.add(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", noted)
    atomic.put_in_place(written, path)
    whole = path / "part" if kind == "folder" else path
    assert {whole.stat().st_ino, path.parent.stat().st_ino} <= on_disk
    assert not written.exists()


def test_a_full_drive_keeps_what_is_there(tmp_path, monkeypatch):
    (tmp_path / "one").mkdir()
    written, path = tmp_path / "one" / "table", tmp_path / "table"
    written.write_text("new", encoding="utf-8")
    path.write_text("old", encoding="utf-8")
    other_drives(monkeypatch)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(atomic.shutil, "copyfile", full)
    with pytest.raises(SelfEvalError) as caught:
        atomic.put_in_place(written, path)
    assert caught.value.code == "F303"
    assert (path.read_text(encoding="utf-8"), written.read_text(encoding="utf-8")) == ("old", "new")
    assert names(tmp_path) == ["one", "table"]


NEXT_ENTRY = """
import sys
from pathlib import Path
from tests.store.helpers import entry, opened
with opened(Path(sys.argv[1]), "李四") as journal:
    number = len(journal.entries()) + 1
    if not journal.read_only:
        journal.append(entry(number))
    print(number, journal.read_only, journal.lets_others_in, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS], ids=os.strerror)
def test_on_a_drive_without_locks_the_work_goes_on(tmp_path, tmp_path_factory, monkeypatch, number):
    drive = tmp_path / "网络盘"
    drive.mkdir()
    library = tmp_path_factory.getbasetemp() / "no_locks.so"
    for name, value in without_locks(drive, number, library).items():
        monkeypatch.setenv(name, value)
    path = drive / "a.selfeval"
    for count in (1, 2):
        first = child(NEXT_ENTRY, path)
        assert first.stdout.readline() == f"{count} False True\n"
        second = child(NEXT_ENTRY, path)
        # Another window of this computer is kept out all the same.
        assert second.communicate(timeout=60)[0] == f"{count + 1} True False\n"
        first.communicate(timeout=60)
    assert names(drive) == ["a.selfeval"]
    for name in ("LD_PRELOAD", "NO_LOCKS_BELOW"):
        monkeypatch.delenv(name)
    with opened(path) as journal:
        assert [journal.entries(), journal.lets_others_in] == [[entry(1), entry(2)], False]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EIO, errno.EMFILE], ids=os.strerror)
def test_a_lock_that_somebody_holds_is_never_taken_away(tmp_path, tmp_path_factory, number):
    path = tmp_path / "a.selfeval"
    with opened(path):
        library = tmp_path_factory.getbasetemp() / "no_locks.so"
        hindered = child(NEXT_ENTRY, path, **without_locks(tmp_path, number, library))
        hindered.communicate(timeout=60)
        assert lock.lock_of(path).exists()
        third = child(NEXT_ENTRY, path)
        assert third.communicate(timeout=60)[0].split()[1:] == ["True", "False"]


def test_whoever_works_on_such_a_drive_is_told(tmp_path_factory, seed):
    library = tmp_path_factory.getbasetemp() / "no_locks.so"
    more = without_locks(seed.parent, errno.ENOLCK, library) | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    for words, given, code in (
        (["open", seed.name, "--plain"], "1\n175.3\n", 0),
        (["score", seed.name, "-o", "out.xlsx"], "", 1),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "selfeval", *words, "--lang", "en"],
            input=given, capture_output=True, encoding="utf-8", cwd=seed.parent, env=os.environ | more, check=False,
        )  # fmt: skip
        assert done.returncode == code, done
        assert ("No lock can be kept" in done.stdout + done.stderr) is (words[0] == "open"), done
    work = open_workspace(seed)
    assert [text for key, text in work.evaluation.facts.items() if key.field == "executed"] == ["175.3"]
    work.close()


def test_a_file_that_is_only_busy_is_not_opened_without_its_locks(tmp_path):
    path = tmp_path / "a.selfeval"
    filled(path, 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    connection = sqlite_file.opened(path, "rw", seconds=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        connection.execute("BEGIN IMMEDIATE")
    other.close()
    connection.execute("BEGIN IMMEDIATE")
    connection.close()
    assert names(tmp_path) == ["a.selfeval"]


LOOKING = """
import sys
from pathlib import Path

def noticed(event, words):
    if event != "open" or not str(words[0]).endswith(".lock"):
        return
    frame = sys._getframe(1)
    while frame is not None:
        if "filelock" in frame.f_code.co_filename:
            return
        frame = frame.f_back
    raise PermissionError(13, "locked bytes cannot be read", words[0])

sys.addaudithook(noticed)
from tests.store.helpers import opened
path = Path(sys.argv[1])
with opened(path) as journal:
    print(journal.read_only, len(journal.entries()), journal.holder.user, journal.freed(), journal.intact(), flush=True)
"""


def test_what_the_other_process_has_locked_is_never_read(tmp_path):
    """Locks of Windows keep others from reading, too; only the library that takes them may open such a file."""
    path = tmp_path / "a.selfeval"
    filled(path, 2)
    with opened(path, "李四"):
        second = child(LOOKING, path)
        assert second.communicate(timeout=60)[0].split() == ["True", "2", "李四", "False", "True"]


# -- names in capitals


def test_two_spellings_of_a_name_are_one_file_where_the_system_says_so(tmp_path, monkeypatch):
    for name in ("A.xlsx", "a.XLSX"):
        (tmp_path / name).write_bytes(b"")
    sources = [str(tmp_path / "A.xlsx"), str(tmp_path / "a.XLSX")]
    assert len(all_inputs(sources, None)) == 2
    monkeypatch.setattr(os.path, "normcase", ntpath.normcase)
    assert len(all_inputs(sources, None)) == 1


def test_a_work_that_is_opened_in_capitals_is_the_same_work(tmp_path, monkeypatch):
    monkeypatch.setattr(os.path, "normcase", lambda path: ntpath.normcase(path).replace("\\", "/"))
    assert places.twin(tmp_path / "A.xlsx.selfeval") == places.twin(tmp_path / "a.XLSX.selfeval")
    for name in ("A.xlsx", "a.XLSX"):
        recent.remember(tmp_path / name, "某局", 2025, "2026-01-15T12:00:00")
    assert [work.path.name for work in recent.works()] == ["a.XLSX"]
    recent.forget(tmp_path / "A.XLSX")
    assert recent.works() == []


# -- network paths


class Windows(PureWindowsPath):
    """A path of Windows, as far as it is asked here."""

    def absolute(self) -> Windows:
        return self


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (r"C:\自评 表\a.selfeval", "file:/C:/%E8%87%AA%E8%AF%84%20%E8%A1%A8/a.selfeval"),
        (r"\\server\share\a b.selfeval", "file:////server/share/a%20b.selfeval"),
        ("//server/share/a.selfeval", "file:////server/share/a.selfeval"),
        (r"\\?\C:\a.selfeval", "file:////%3F/C:/a.selfeval"),
        (r"Z:\a?b#c%d.selfeval", "file:/Z:/a%3Fb%23c%25d.selfeval"),
    ],
)
def test_sqlite_is_given_network_paths_without_a_host(path, address):
    assert sqlite_file.address(Windows(path)) == address


def test_such_an_address_is_what_it_names(tmp_path):
    (tmp_path / "a b").mkdir()
    path = tmp_path / "a b" / "work"
    path.write_bytes(b"")
    for doubled in ("", "/"):
        address = sqlite_file.address(Path(f"{doubled}{path}"))
        with sqlite3.connect(f"{address}?mode=rw", uri=True) as found:
            assert found.execute("PRAGMA database_list").fetchone()[2].lstrip("/") == str(path).lstrip("/")
        found.close()


@pytest.mark.parametrize("path", [r"\\server\share", "//server/share", r"C:\自评", "C:/自评", "c:", r"\\?\C:\自评"])
def test_no_path_of_windows_is_taken_for_an_address_of_the_net(path):
    assert not is_remote(path)
