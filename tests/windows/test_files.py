"""Files of the kit's program where Windows differs: long names, files that others hold, locks of two processes."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from pathlib import Path

import pytest

from selfeval.workspace.output.verify import verify_file
from tests.plain.test_pipe import answers, steps
from tests.windows.wine import Wine

READS, NOBODY = "1", "0"
"""What whoever holds a file lets others do: Excel lets them read, some programs nothing."""
_HOLD = """
import ctypes, sys
from ctypes import wintypes
kernel = ctypes.WinDLL("kernel32")
kernel.CreateFileW.restype = wintypes.HANDLE
found = kernel.CreateFileW(sys.argv[1], 0xC0000000, int(sys.argv[2]), None, 3, 0, None)
print("failed" if found in (None, ctypes.c_void_p(-1).value) else "held", flush=True)
sys.stdin.read()
"""


def _hold(wine: Wine, path: Path, share: str):
    return wine.running("-c", _HOLD, path.name, share, cwd=path.parent)


def test_a_path_with_chinese_spaces_and_more_than_260_signs(wine: Wine, folder):
    deep = folder
    for number in range(6):
        deep = deep / f"第 {number} 层 很长的文件夹名称，财政部门下发的预算绩效自评资料汇总文件夹"
    deep.mkdir(parents=True)
    shutil.copy(folder / "filled.xlsx", deep / "自 评.xlsx")
    path = deep / "自 评.xlsx"
    assert len(str(path)) > 260
    # The working folder itself may not be that deep on Windows.
    assert wine.run("selfeval", "check", str(path), cwd=folder).code == 1
    assert wine.run("selfeval", "score", str(path), "-o", str(deep / "结 果.xlsx"), cwd=folder).code in {0, 1}
    assert verify_file(deep / "结 果.xlsx").differences == ()
    assert wine.run("selfeval", "verify", str(deep / "结 果.xlsx"), cwd=folder).code == 0


def test_a_workbook_that_excel_has_open_is_read_and_not_replaced(wine: Wine, folder):
    out = folder / "结果.xlsx"
    assert wine.run("selfeval", "score", "filled.xlsx", "-o", out.name, cwd=folder).code in {0, 1}
    before = out.read_bytes()
    with _hold(wine, out, READS) as holder:
        assert holder.stdout.readline().strip() == b"held"
        assert wine.run("selfeval", "verify", out.name, cwd=folder).code == 0
        done = wine.run("selfeval", "score", "filled.xlsx", "-o", out.name, "--force", cwd=folder)
        assert (done.code, b"F302" in done.err) == (2, True), done
        assert "结果 (2).xlsx" in done.err.decode("gbk")
    assert out.read_bytes() == before
    assert [path.name for path in folder.iterdir() if "tmp" in path.name] == []
    assert wine.run("selfeval", "score", "filled.xlsx", "-o", out.name, "--force", cwd=folder).code in {0, 1}


def test_a_workbook_that_nobody_else_may_read_is_told_as_that(wine: Wine, folder):
    with _hold(wine, folder / "targets.xlsx", NOBODY) as holder:
        assert holder.stdout.readline().strip() == b"held"
        done = wine.run("selfeval", "check", "targets.xlsx", cwd=folder)
        assert (done.code, b"Traceback" in done.err) == (2, False)
        assert b"[F" in done.err + done.out, done


def test_an_antivirus_that_holds_a_file_for_a_second_changes_nothing(wine: Wine, folder):
    out = folder / "结果.xlsx"
    out.write_bytes(b"old")
    with _hold(wine, out, NOBODY) as holder:
        assert holder.stdout.readline().strip() == b"held"
        threading.Thread(target=lambda: (_until(folder), time.sleep(0.5), holder.stdin.close()), daemon=True).start()
        done = wine.run("selfeval", "score", "filled.xlsx", "-o", out.name, "--force", cwd=folder)
    assert done.code in {0, 1}, done
    assert verify_file(out).differences == ()


def _until(folder: Path) -> None:
    """Wait until something is being written beside the old file."""
    end = time.monotonic() + 60
    while len(list(folder.iterdir())) < 4 and time.monotonic() < end:
        time.sleep(0.02)


def test_a_second_process_on_the_same_work_is_told_who_has_it(wine: Wine, folder):
    with wine.running("selfeval", "open", "targets.xlsx", "--plain", cwd=folder) as first:
        said = b""
        while "输入编号".encode("gbk") not in said:
            part = first.stdout.read1(4096)
            assert part, said
            said += part
        done = wine.run("selfeval", "open", "targets.xlsx", "--plain", cwd=folder)
        assert (done.code, "没有录入任何内容" in done.out.decode("gbk")) == (0, True), done.out.decode("gbk")
    again = wine.run("selfeval", "open", "targets.xlsx", "--plain", cwd=folder)
    assert "没有录入任何内容" not in again.out.decode("gbk")


def test_the_whole_seed_is_answered_through_a_pipe(wine: Wine, folder, tmp_path):
    """The answers that a person gives on Linux, piped into the program on Windows, make the same workbook."""
    other = tmp_path / "linux"
    other.mkdir()
    shutil.copy(folder / "targets.xlsx", other / "targets.xlsx")
    lines = "".join(f"{line}\r\n" for line in answers(other / "targets.xlsx")).encode("gbk")
    done = wine.run("selfeval", "open", "targets.xlsx", "--plain", "--lang", "en", cwd=folder, given=lines)
    assert done.code == 0, done
    out = folder / "targets-自评-2025.xlsx"
    assert verify_file(out).differences == ()
    assert steps(out) == steps(other / out.name)


@pytest.mark.parametrize("name", ["CON.xlsx", "nul.xlsx", "a.xlsx.", "a?.xlsx", "a|b.xlsx", "a.xlsx:b.xlsx"])
def test_a_name_that_windows_does_not_have_is_told_and_nothing_is_written(wine: Wine, folder, name):
    before = sorted(path.name for path in folder.iterdir())
    done = wine.run("selfeval", "score", "filled.xlsx", "-o", name, cwd=folder)
    assert (done.code, b"F320" in done.err, b"Traceback" in done.err) == (2, True, False), done
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_device_is_read_as_no_workbook(wine: Wine, folder):
    for name in ("NUL", "nul.xlsx", "con.xlsx"):
        done = wine.run("selfeval", "check", name, cwd=folder)
        assert (done.code, b"Traceback" in done.err) == (2, False), done


def test_a_workbook_that_is_held_for_half_a_second_is_read(wine: Wine, folder):
    """As an antivirus program holds what was just copied."""
    with _hold(wine, folder / "filled.xlsx", NOBODY) as holder:
        assert holder.stdout.readline().strip() == b"held"
        code = (
            "import sys, pathlib; from selfeval.workspace.source import file_hash; print('asks', flush=True); "
            "print(file_hash(pathlib.Path('filled.xlsx')))"
        )
        with wine.running("-c", code, cwd=folder) as reader:
            assert reader.stdout.readline().strip() == b"asks"
            time.sleep(0.5)
            holder.stdin.close()
            found = hashlib.sha256((folder / "filled.xlsx").read_bytes()).hexdigest()
            assert reader.stdout.readline().decode().strip() == found


def test_names_in_capitals_and_long_paths_lead_to_the_same_work(wine: Wine, folder):
    ways = ("TARGETS.XLSX", "targets.xlsx", "\\\\?\\Z:" + str(folder).replace("/", "\\") + "\\Targets.xlsx")
    given = b"1\r\n175.3\r\n"
    assert wine.run("selfeval", "open", ways[0], "--plain", cwd=folder, given=given).code == 0
    beside = sorted(path.name for path in folder.iterdir())
    assert beside == ["filled.xlsx", "targets.xlsx", "targets.xlsx.selfeval"]
    for way in ways[1:]:
        done = wine.run("selfeval", "explain", way, cwd=folder)
        assert (done.code, b"175.3" in done.out) == (0, True), done
    assert sorted(path.name for path in folder.iterdir()) == beside
