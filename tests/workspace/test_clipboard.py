"""The system's clipboard programs, stood in for by scripts: used where there are any, never waited for too long."""

from __future__ import annotations

import sys

import pytest

from selfeval.workspace.system import clipboard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for the programs")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Makes a program of a name that does what the script says."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    there = lambda name: str(folder / name) if (folder / name).exists() else None  # noqa: E731
    monkeypatch.setattr(clipboard.shutil, "which", there)

    def make(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return tmp_path

    return make


def test_a_text_goes_through_the_program_and_comes_back(programs, tmp_path):
    programs("xclip", f'if [ "$3" = "-o" ]; then cat {tmp_path}/held; else cat > {tmp_path}/held; fi')
    assert clipboard.write("三级指标\t95%\n“引”")
    assert clipboard.read() == "三级指标\t95%\n“引”"


def test_windows_gets_its_own_encoding(programs, tmp_path):
    programs("clip.exe", f"cat > {tmp_path}/held")
    assert clipboard.write("完成")
    assert (tmp_path / "held").read_bytes().decode("utf-16") == "完成"


def test_without_a_program_or_with_one_that_fails_nothing_is_reached(programs):
    assert not clipboard.write("x")
    assert clipboard.read() is None
    programs("xclip", "exit 1")
    assert not clipboard.write("x")
    assert clipboard.read() is None


def test_the_next_program_is_asked_where_one_fails(programs, tmp_path):
    programs("xclip", "exit 1")
    programs("xsel", f"cat > {tmp_path}/held")
    assert clipboard.write("x")
    assert (tmp_path / "held").read_text(encoding="utf-8") == "x"


def test_a_program_that_hangs_is_not_waited_for(programs, monkeypatch):
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    programs("xclip", "exec sleep 30")
    assert not clipboard.write("x")
    assert clipboard.read() is None


def test_a_program_that_stays_behind_does_not_hold_us(programs):
    programs("xclip", "cat > /dev/null; sleep 30 & exit 0")
    assert clipboard.write("x")
