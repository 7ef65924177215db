"""A kit checks itself: a file that was changed, lost or added is named, by the command that people are told to run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from selfeval.workspace.system import crash, kit, system_name
from selfeval.workspace.system.kit import Differences, differences, this_kit
from tests.conftest import ROOT
from tests.tools.kit import manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A kit of three files, as the builder would make it."""
    files = {"lib/selfeval/version.py": b"1", "python/python.exe": b"2", "打开自评.cmd": b"3"}
    files[manifest.ABOUT] = manifest.about("0.1.0", "win64", "clerk", "3.13.2", None, [])
    files[manifest.SUMS] = manifest.sums(files)
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def _found(folder: Path) -> Differences:
    found = this_kit(folder / "lib" / "selfeval")
    assert found is not None
    return differences(found)


def test_a_kit_as_it_was_made_is_whole(folder):
    assert _found(folder) == Differences(listed=4)
    assert _found(folder).whole
    (folder / "我的工作簿.xlsx").write_bytes(b"a person's own")
    (folder / "lib" / "selfeval" / "__pycache__").mkdir()
    (folder / "lib" / "selfeval" / "__pycache__" / "version.cpython-313.pyc").write_bytes(b"")
    assert _found(folder).whole


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("lib/selfeval/version.py", b"other", "changed"),
        ("lib/selfeval/version.py", None, "missing"),
        ("打开自评.cmd", b"other", "changed"),
        ("kit.json", None, "none"),
        ("SHA256SUMS", None, "missing"),
        ("SHA256SUMS", b"\xff\xfe", "missing"),
        ("lib/json.py", b"evil", "extra"),
        ("python/evil.dll", b"evil", "extra"),
    ],
)
def test_what_was_changed_is_named(folder, name, data, kind):
    (folder / name).unlink(missing_ok=True)
    if data is not None:
        (folder / name).write_bytes(data)
    if kind == "none":
        assert this_kit(folder / "lib" / "selfeval") is None
        return
    found = _found(folder)
    assert not found.whole
    assert {each: getattr(found, each) for each in ("changed", "missing", "extra")} == {
        "changed": (), "missing": (), "extra": (), kind: (name,),
    }  # fmt: skip


@pytest.mark.parametrize("length", [0, 1, kit._PART - 1, kit._PART, kit._PART + 1, 3 * kit._PART])
def test_files_of_every_length_are_read_to_their_end(folder, length, monkeypatch):
    path, data = folder / "lib" / "selfeval" / "version.py", os.urandom(length)
    path.write_bytes(data)
    sums = (folder / "SHA256SUMS").read_text("utf-8").replace(manifest.sha256(b"1"), manifest.sha256(data))
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    assert _found(folder).whole
    path.write_bytes(data + b"x")
    assert _found(folder).changed == ("lib/selfeval/version.py",)
    path.write_bytes(data)
    real = os.read  # a drive may give less than asked before the end
    monkeypatch.setattr(os, "read", lambda descriptor, count: real(descriptor, min(count, 1000)))
    assert _found(folder).whole


def test_a_checkout_is_no_kit():
    assert this_kit() is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"left_out": 3}', "\ufeff{"])
def test_a_file_of_that_name_that_says_nothing_makes_no_kit(folder, text):
    (folder / "kit.json").write_text(text, encoding="utf-8")
    assert this_kit(folder / "lib" / "selfeval") is None


@pytest.mark.parametrize("changed", [False, True])
def test_doctor_says_whether_the_kit_is_whole(folder, changed, monkeypatch, capsys):
    from selfeval.cli import run

    monkeypatch.setattr(kit, "__file__", str(folder / "lib" / "selfeval" / "workspace" / "system" / "kit.py"))
    if changed:
        (folder / "lib" / "selfeval" / "version.py").write_bytes(b"other")
        (folder / "python" / "python.exe").unlink()
    run(["doctor", "--lang", "en"])
    said = capsys.readouterr().out
    assert ("all 4 files are as they were made" in said) is not changed
    assert ("changed: lib/selfeval/version.py" in said) is changed
    assert ("missing: python/python.exe" in said) is changed


def test_a_library_that_was_left_out_on_purpose_is_no_fault(folder, monkeypatch, capsys):
    from importlib import metadata

    from selfeval.cli import run

    monkeypatch.setattr(kit, "__file__", str(folder / "lib" / "selfeval" / "workspace" / "system" / "kit.py"))

    def version(name: str) -> str:
        if name in {"pandas", "xlrd"}:
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(metadata, "version", version)
    run(["doctor", "--lang", "en"])
    lines = capsys.readouterr().out.splitlines()
    assert [line[:6].strip() for line in lines if " pandas " in line or " xlrd " in line] == ["[bad]", "[ok]"]
    assert json.loads((folder / "kit.json").read_text("utf-8"))["left_out"] == ["duckdb", "pandas", "pyarrow"]


def test_a_command_whose_library_lacks_says_so_and_keeps_no_report(state_folder, tmp_path):
    (tmp_path / "in").mkdir()
    words = ["batch", "in", "-o", "out"]
    code = f"import sys; sys.modules['pyarrow'] = None; from selfeval.cli import main; main({words})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "zh", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, "缺少部件" in done.stderr, "pyarrow" in done.stderr) == (2, True, True), done.stderr
    assert not list(state_folder.rglob("crash-*"))


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (ModuleNotFoundError("No module named 'duckdb'", name="duckdb"), "duckdb"),
        (ModuleNotFoundError("x", name="pyarrow.parquet"), "pyarrow"),
        (ModuleNotFoundError("x", name="selfeval.gone"), None),
        (ModuleNotFoundError("x", name="_sqlite3"), None),
        (ModuleNotFoundError("x"), None),
        (ImportError("x", name="duckdb"), None),
        (KeyError("duckdb"), None),
    ],
)
def test_only_a_library_of_others_that_is_not_there_is_told_as_such(error, name):
    assert crash.lacking_library(error) == name


def test_the_name_of_the_system_is_told_without_asking_what_may_fail(monkeypatch, tmp_path):
    import platform

    def fails(*_: object) -> str:
        raise OSError("the management service does not answer")

    for name in ("platform", "uname", "system", "win32_ver", "release", "version", "machine"):
        monkeypatch.setattr(platform, name, fails)
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path))
    assert system_name.system_name()
    place = crash.report_crash(ValueError("x"), ["check"])
    assert place is not None
    assert system_name.system_name() in place.read_text("utf-8")
