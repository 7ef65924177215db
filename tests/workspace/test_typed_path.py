"""What people type, paste or drag as a path is understood, and never ends the program."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from selfeval.workspace.system import typed_path
from selfeval.workspace.system.typed_path import folder_here, is_file, is_folder, path_of


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("'/a b/c.xlsx' ", "/a b/c.xlsx"),
        ('"C:\\x.xlsx"', "C:\\x.xlsx"),
        ("\u202a/a/c.xlsx\n", "/a/c.xlsx"),
        ("file:///a%20b/c.xlsx", "/a b/c.xlsx"),
        ("file:///C:/a%20b/c.xlsx", "C:/a b/c.xlsx"),
        ("file://localhost/a/c.xlsx", "/a/c.xlsx"),
        ("file://server/share/c.xlsx", "//server/share/c.xlsx"),
        ("file://[x].xlsx", "file://[x].xlsx"),
        ("~$目标.xlsx", "~$目标.xlsx"),
        ("'", "'"),
    ],
)
def test_a_path_is_understood(text, path):
    assert path_of(text) == Path(path)


def test_the_own_folder_and_a_folder_to_start_from(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert path_of("~/a.xlsx", Path("/b")) == tmp_path / "a.xlsx"
    assert path_of("c/a.xlsx", tmp_path) == tmp_path / "c" / "a.xlsx"


@pytest.mark.parametrize("text", ["a" * 300, "/".join(["a" * 200] * 40), "a\0" * 200, "~$x", "file://["])
def test_no_text_is_too_odd(text):
    assert not is_folder(path_of(text))
    assert not is_file(path_of(text))


def test_a_folder_that_has_gone_is_replaced_by_the_own(monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(typed_path.Path, "cwd", gone)
    assert folder_here() == Path.home()


@pytest.mark.skipif(os.name == "nt", reason="as shells of POSIX quote")
@pytest.mark.parametrize("dropped", ["'{}/a  b'\\''c&d.xlsx'", "{}/a\\ \\ b\\'c\\&d.xlsx", "{}/a  b'c&d.xlsx"])
def test_a_file_that_is_dropped_on_the_terminal(tmp_path, dropped):
    path = tmp_path / "a  b'c&d.xlsx"
    path.write_bytes(b"")
    assert path_of(dropped.format(tmp_path)) == path
