"""Half-written files of a killed program: taken away by the next write into the folder, and nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from selfeval.store import atomic, leftovers

NAME = ".~selfeval-0123456789ab.tmp"
OLD = 60.0


def _aged(path: Path, seconds: float = OLD) -> Path:
    moment = time.time() - seconds
    os.utime(path, (moment, moment), follow_symlinks=False)
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _write(folder: Path) -> None:
    atomic.write_bytes(folder / "out.xlsx", b"new", overwrite=True)


_STOPS = """
import os, sys, signal
from pathlib import Path
from selfeval.store import atomic
def stop(*_, **__):
    print("there", flush=True)
    signal.pause()
setattr({where}, stop)
atomic.write_bytes(Path(sys.argv[1]) / "a.xlsx", b"x" * 100_000, overwrite={overwrite})
"""
_WHERE = {
    "being written": ("os, 'fsync'", "False"),
    "before its name": ("os, 'link'", "False"),
    "before it replaces": ("os, 'replace'", "True"),
}


def _stopped(folder: Path, where: str) -> subprocess.Popen[str]:
    code, overwrite = _WHERE[where]
    code = _STOPS.replace("{where}", code).replace("{overwrite}", overwrite)
    child = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "there\n"
    return child


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a kill as POSIX has it")
@pytest.mark.parametrize("where", _WHERE)
def test_what_a_kill_leaves_goes_with_the_next_write(tmp_path: Path, where: str) -> None:
    child = _stopped(tmp_path, where)
    (left,) = tmp_path.glob(".~selfeval-*.tmp")
    _aged(left)
    _write(tmp_path)
    assert left.exists() and leftovers.leftovers(tmp_path) == []  # somebody is still writing it
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert leftovers.leftovers(tmp_path) == [left]
    _write(tmp_path)
    assert _names(tmp_path) == ["out.xlsx"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a kill as POSIX has it")
def test_a_kill_after_the_name_was_given_leaves_the_output(tmp_path: Path) -> None:
    code = _STOPS.replace("{where}", "Path, 'unlink'").replace("{overwrite}", "False")
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "there\n"
    child.kill()
    child.communicate()
    (left,) = tmp_path.glob(".~selfeval-*.tmp")
    _aged(left)
    _write(tmp_path)
    assert _names(tmp_path) == ["a.xlsx", "out.xlsx"]
    assert (tmp_path / "a.xlsx").read_bytes() == b"x" * 100_000


@pytest.mark.parametrize(
    "name",
    [
        "~selfeval-0123456789ab.tmp",
        ".~selfeval-0123456789AB.tmp",
        ".~selfeval-0123456789ab.tmp2",
        ".~selfeval-0123456789abc.tmp",
        ".~selfeval-0123456789a.tmp",
        ".~selfeval-0123456789ab.xlsx",
        ".~lock.out.xlsx#",
        ".~selfeval-0123456789ab.tmp\n",
        "a.~selfeval-0123456789ab.tmp",
    ],
)
def test_files_of_other_names_stay(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"theirs")
    _aged(path)
    _write(tmp_path)
    assert path.read_bytes() == b"theirs"


def test_a_young_file_stays(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"")
    _write(tmp_path)
    assert NAME in _names(tmp_path)


@pytest.mark.parametrize("hours", [-24, -0.1])
def test_a_file_from_the_future_stays(tmp_path: Path, hours: float) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"")
    _aged(path, hours * 3600)
    _write(tmp_path)
    assert path.exists()


def test_links_folders_and_pipes_of_the_name_stay_and_so_do_their_targets(tmp_path: Path) -> None:
    folder, target = tmp_path / "shared", tmp_path / "target"
    folder.mkdir()
    target.write_bytes(b"precious")
    link, inner, pipe = (folder / f".~selfeval-00000000000{number}.tmp" for number in range(3))
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no symbolic links here")
    inner.mkdir()
    kept = [link, inner]
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        kept.append(pipe)
    for path in (*kept, target):
        _aged(path)
    _write(folder)
    assert target.read_bytes() == b"precious" and all(os.path.lexists(path) for path in kept)


def test_a_hard_link_takes_only_the_name_away(tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    target.write_bytes(b"precious")
    os.link(target, tmp_path / NAME)
    _aged(target)
    _write(tmp_path)
    assert _names(tmp_path) == ["mine.xlsx", "out.xlsx"] and target.read_bytes() == b"precious"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a second user")
def test_the_files_of_another_user_stay(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"theirs")
    os.chown(path, 12345, 12345)
    _aged(path)
    _write(tmp_path)
    assert path.exists()


def test_where_a_drive_knows_no_locks_an_hour_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refused(*_: object) -> None:
        raise OSError(95, "no locks")

    monkeypatch.setattr(fcntl, "flock", refused)
    path = tmp_path / NAME
    path.write_bytes(b"")
    _aged(path, 600)
    _write(tmp_path)
    assert path.exists()
    _aged(path, 4000)
    _write(tmp_path)
    assert _names(tmp_path) == ["out.xlsx"]


def test_a_folder_that_cannot_be_listed_is_written_into_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "scandir", refused)
    _write(tmp_path)
    assert (tmp_path / "out.xlsx").read_bytes() == b"new"
