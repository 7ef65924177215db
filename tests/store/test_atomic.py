from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from selfeval import held_file
from selfeval.core.problems import SelfEvalError
from selfeval.store import atomic


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def code_of(path: Path, *, overwrite: bool) -> str:
    with pytest.raises(SelfEvalError) as caught:
        atomic.write_bytes(path, b"new", overwrite=overwrite)
    return caught.value.code


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_new_file_is_written_and_nothing_else(tmp_path, overwrite):
    path = tmp_path / "自评 表.xlsx"
    atomic.write_bytes(path, b"\x00data\r\n", overwrite=overwrite)
    assert path.read_bytes() == b"\x00data\r\n"
    assert names(tmp_path) == [path.name]


def test_an_existing_file_is_replaced_only_when_asked(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    assert code_of(path, overwrite=False) == "F301"
    assert path.read_bytes() == b"old"
    atomic.write_bytes(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch, links):
    path = tmp_path / "a.xlsx"
    real = os.fsync

    def slow(descriptor):
        path.write_bytes(b"theirs")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EOPNOTSUPP))
    assert code_of(path, overwrite=False) == "F301"
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.xlsx"]


def test_without_hard_links_the_file_is_written_too(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    atomic.write_bytes(tmp_path / "a.xlsx", b"new", overwrite=False)
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_failed_replace_without_hard_links_leaves_no_empty_file(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    monkeypatch.setattr(os, "replace", refusing(errno.EIO))
    assert code_of(tmp_path / "a.xlsx", overwrite=False) == "F305"
    assert names(tmp_path) == []


def refusing(number):
    def refuse(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize(
    ("function", "number", "code"),
    [
        ("fsync", errno.ENOSPC, "F303"),
        ("fsync", errno.EDQUOT, "F303"),
        ("fsync", errno.EIO, "F305"),
        ("open", errno.EACCES, "F304"),
        ("open", errno.EROFS, "F304"),
        ("open", errno.ENAMETOOLONG, "F305"),
        ("replace", errno.EACCES, "F302"),
        ("replace", errno.ENOSPC, "F303"),
        ("replace", errno.EIO, "F305"),
    ],
)
def test_a_refusal_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, function, number, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, function, refusing(number))
    assert code_of(path, overwrite=True) == code
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_the_hint_for_a_file_in_use_names_a_free_one(tmp_path, monkeypatch):
    for name in ("a.xlsx", "a (2).xlsx"):
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(os, "replace", refusing(errno.EACCES))
    with pytest.raises(SelfEvalError) as caught:
        atomic.write_bytes(tmp_path / "a.xlsx", b"new", overwrite=True)
    assert "a (3).xlsx" in caught.value.hint.render()


@pytest.mark.parametrize("where", ["missing/a.xlsx", "file/a.xlsx"])
def test_a_folder_that_is_none(tmp_path, where):
    (tmp_path / "file").write_bytes(b"")
    assert code_of(tmp_path / where, overwrite=True) == "F305"


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic.write_bytes(tmp_path / "a.xlsx", b"new", overwrite=False)
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_colleagues_can_read_what_was_written(tmp_path):
    before = os.umask(0o022)
    try:
        atomic.write_bytes(tmp_path / "a.xlsx", b"new", overwrite=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.xlsx").stat().st_mode) == 0o644
    (tmp_path / "a.xlsx").chmod(0o660)
    atomic.write_bytes(tmp_path / "a.xlsx", b"newer", overwrite=True)
    assert stat.S_IMODE((tmp_path / "a.xlsx").stat().st_mode) == 0o660


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a.xlsx", tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    link.symlink_to(target)
    atomic.write_bytes(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert code_of(link, overwrite=False) == "F301"


@pytest.mark.parametrize(
    ("taken", "asked", "free"),
    [
        ([], "x.xlsx", "x.xlsx"),
        (["x.xlsx"], "x.xlsx", "x (2).xlsx"),
        (["x.xlsx", "x (2).xlsx"], "x.xlsx", "x (3).xlsx"),
        (["x (2).xlsx"], "x (2).xlsx", "x (3).xlsx"),
        (["乐亭.自评"], "乐亭.自评", "乐亭 (2).自评"),
        (["x"], "x", "x (2)"),
        (["x (0).xlsx"], "x (0).xlsx", "x (0) (2).xlsx"),
    ],
)
def test_free_names(tmp_path, taken, asked, free):
    for name in taken:
        (tmp_path / name).write_bytes(b"")
    assert atomic.free_name(tmp_path / asked).name == free


def test_a_free_name_fits_the_file_system(tmp_path):
    path = tmp_path / ("预" * 83 + ".xlsx")
    path.write_bytes(b"")
    free = atomic.free_name(path)
    atomic.write_bytes(free, b"", overwrite=False)
    assert free.name.endswith(" (2).xlsx")


def _folder(path: Path, *found: str) -> Path:
    path.mkdir()
    for name in found:
        (path / name).write_text(name, encoding="utf-8")
    return path


def _held(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "in use")


@pytest.mark.parametrize("before", ["nothing", "file", "folder"])
@pytest.mark.parametrize("after", ["file", "folder"])
def test_a_finished_file_or_folder_takes_the_place_of_what_is_there(tmp_path, before, after):
    half, path = _folder(tmp_path / "half"), tmp_path / "table"
    if before != "nothing":
        _folder(path, "old") if before == "folder" else path.write_text("old", encoding="utf-8")
    written = half / "table"
    _folder(written, "new") if after == "folder" else written.write_text("new", encoding="utf-8")
    atomic.put_in_place(written, path)
    assert (names(path) if after == "folder" else [path.read_text(encoding="utf-8")]) == ["new"]
    assert names(half) == []


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(tmp_path, monkeypatch):
    half, path = _folder(tmp_path / "half"), _folder(tmp_path / "table", "old")
    written = _folder(half / "table", "new")
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda source, target: (_held if source == written else replace)(source, target))
    with pytest.raises(SelfEvalError) as caught:
        atomic.put_in_place(written, path)
    assert caught.value.code == "F302"
    assert names(path) == ["old"]


def test_a_folder_that_is_held_stays_as_it_is(tmp_path, monkeypatch):
    half, path = _folder(tmp_path / "half"), _folder(tmp_path / "table", "old")
    written = _folder(half / "table", "new")
    monkeypatch.setattr(os, "replace", _held)
    with pytest.raises(SelfEvalError) as caught:
        atomic.put_in_place(written, path)
    assert caught.value.code == "F302"
    assert (names(path), names(written)) == (["old"], ["new"])


def _held_for(winerror: int, times: int, step):
    """The step, refused so many times as Windows refuses it while another program has the file open."""
    left = [times]

    def refused(*args):
        if left[0]:
            left[0] -= 1
            error = PermissionError(errno.EACCES, "sharing violation")
            error.winerror = winerror
            raise error
        return step(*args)

    return refused


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_an_antivirus_holds_for_a_moment_is_written(tmp_path, monkeypatch, winerror):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", _held_for(winerror, 3, os.replace))
    monkeypatch.setattr(held_file, "PAUSE", 0.001)
    atomic.write_bytes(path, b"new", overwrite=True)
    assert (path.read_bytes(), names(tmp_path)) == (b"new", ["a.xlsx"])


@pytest.mark.parametrize(("winerror", "tries"), [(32, 5), (87, 1), (None, 1)])
def test_one_that_stays_held_is_told_after_a_while_and_any_other_refusal_at_once(
    tmp_path, monkeypatch, winerror, tries
):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    count = []

    def refused(*_):
        count.append(1)
        error = PermissionError(errno.EACCES, "no")
        error.winerror = winerror
        raise error

    monkeypatch.setattr(os, "replace", refused)
    monkeypatch.setattr(held_file, "PATIENCE", 0.1)
    monkeypatch.setattr(held_file, "PAUSE", 0.01)
    assert code_of(path, overwrite=True) == "F302"
    assert (len(count) == 1) is (tries == 1)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a.xlsx"])
