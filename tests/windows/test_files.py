"""Files of the kit's program where Windows differs: long names, files that others hold, locks of two processes."""

from __future__ import annotations

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


@pytest.mark.parametrize("name", ["CON.xlsx", "nul.xlsx", "a.xlsx.", "a?.xlsx", "a|b.xlsx"])
def test_a_name_that_windows_does_not_have_loses_nothing(wine: Wine, folder, name):
    done = wine.run("selfeval", "score", "filled.xlsx", "-o", name, cwd=folder)
    written = [
        path
        for path in folder.iterdir()
        if path.name not in {"targets.xlsx", "filled.xlsx"} and ".selfeval" not in path.name
    ]
    assert b"Traceback" not in done.err
    assert done.code == 2 or any(path.suffix == ".xlsx" and verify_file(path).differences == () for path in written), (
        done
    )
