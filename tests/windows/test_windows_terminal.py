"""`打开自评.cmd` on a computer that has Windows Terminal: what that is asked to run, by one that only notes it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.windows.numpy_math import COMPILER
from tests.windows.wine import Wine

_NOTES = r"""
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
/* Windows Terminal, as far as it is asked here: its words, one a line, into the file that a variable names. */
int main(void) {
    int count; wchar_t path[1024]; char line[8192];
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    GetEnvironmentVariableW(L"NOTED", path, 1024);
    FILE *out = _wfopen(path, L"wb");
    for (int i = 1; i < count; i++) {
        WideCharToMultiByte(CP_UTF8, 0, words[i], -1, line, sizeof line, NULL, NULL);
        fprintf(out, "%s\n", line);
    }
    fclose(out);
    return 0;
}
"""


@pytest.fixture
def terminal(wine: Wine, tmp_path: Path):
    """Windows Terminal where Windows puts it, for this test alone."""
    source, place = tmp_path / "wt.c", next((wine.home / "prefix" / "drive_c" / "users").glob("[!P]*"))
    place = place / "AppData" / "Local" / "Microsoft" / "WindowsApps"
    place.mkdir(parents=True, exist_ok=True)
    source.write_text(_NOTES, encoding="ascii")
    subprocess.run([COMPILER, "-s", "-o", place / "wt.exe", source, "-lshell32"], check=True)
    yield tmp_path / "noted"
    (place / "wt.exe").unlink()


# A percent sign is left out: this Wine takes it for that of a variable even inside the value of another one.
@pytest.mark.parametrize(
    "name", [None, "绩效目标 1.xlsx", "a & b.xlsx", "甲;乙.xlsx", "a,b=c.xlsx", "50 (1) ^!x.xlsx", "a&b.xlsx"], ids=str
)
def test_it_is_asked_to_open_the_workbook(wine: Wine, folder: Path, terminal: Path, name: str | None) -> None:
    if name == "a&b.xlsx":
        pytest.skip("this Wine does not say by which line cmd.exe was started")
    opener = str(wine.kit / "打开自评.cmd")
    quoted = "" if name is None else f' "{name}"' if " " in name else f" {name}"  # as Explorer does it
    line = f'cmd.exe /c ""{opener}"{quoted}"'
    if name is not None:
        (folder / "targets.xlsx").rename(folder / name)
    more = {"NOTED": f"Z:{terminal}".replace("/", "\\")}
    run = ["-c", "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))", line]
    done = wine.run(*run, cwd=folder, more=more)
    end = time.monotonic() + 30
    while not terminal.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert terminal.exists(), done
    words = terminal.read_text(encoding="utf-8").splitlines()
    assert words[:3] == ["new-tab", "--title", "selfeval"]
    # The Terminal takes a semicolon for the end of its command, unless a backslash stands before it.
    assert not any(";" in word.replace("\\;", "") for word in words)
    program, *rest = [word.replace("\\;", ";") for word in words[3:]]
    assert program.endswith("\\python\\python.exe")
    assert rest == ["-m", "selfeval", *([] if name is None else ["open", name])]
