"""Streams that are closed, full or of another code page, and texts from files that a terminal would obey."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import ROOT, Run, process
from tests.kept import share_packs


def _shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    share_packs()
    line = command.replace("selfeval", f'"{sys.executable}" -m selfeval', 1)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, encoding="utf-8", cwd=folder, env=environment, check=False
    )


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize(
    ("command", "code", "closed"),
    [
        ("selfeval rules list", 0, ">&-"),
        ("selfeval rules list", 0, "<&- >&- 2>&-"),
        ("selfeval check filled.xlsx", 1, ">&- 2>&-"),
        ("selfeval check filled.xlsx", 1, "<&-"),
        ("selfeval check none", 2, "2>&-"),
        ("selfeval check none", 2, "<&- >&- 2>&-"),
    ],
)
def test_closed_streams_change_neither_work_nor_exit_code(folder: Path, command: str, code: int, closed: str) -> None:
    done = _shell(f"{command} {closed}", folder)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["check filled.xlsx", "check filled.xlsx --json", "--help"])
def test_a_full_disk_behind_stdout_is_said_and_is_2(folder: Path, command: str) -> None:
    done = _shell(f"selfeval {command} >/dev/full", folder)
    assert done.returncode == 2
    assert "The result could not be written to the output" in done.stderr
    assert "Traceback" not in done.stderr
    assert "program made a mistake" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_stderr_changes_nothing(folder: Path) -> None:
    done = _shell("selfeval check filled.xlsx none 2>/dev/full", folder)
    assert (done.returncode, "filled.xlsx" in done.stdout) == (2, True)


ESCAPES = "\x1b[2J\x1b]0;own\x07清屏\x9b2J\u202e反\u2066"


def _hostile(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["信访专项资金"]
    places = [cell for row in sheet.iter_rows() for cell in row if cell.value == "重点地区访量"]
    # The file's own escapes bring back what XML itself cannot hold.
    places[0].value = "".join(f"_x{ord(char):04X}_" if ord(char) < 32 else char for char in ESCAPES)
    places[1].value = None
    book.save(path)


@pytest.mark.parametrize("command", ["check", "explain"])
def test_texts_from_a_file_do_not_command_the_terminal(run: Run, folder: Path, command: str) -> None:
    _hostile(folder / "filled.xlsx")
    done = run(command, "filled.xlsx")
    assert "清屏" in done.out
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(done.out + done.err)


@pytest.mark.parametrize(
    "words", [("target", ESCAPES), ("check", "a\x1b[2Jb.xlsx"), ("explain", "filled.xlsx", ESCAPES)]
)
def test_neither_do_arguments(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(done.out + done.err)


def test_a_huge_text_is_shown_short_but_kept_whole_in_json(run: Run, folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "filled.xlsx")
    sheet = book["信访专项资金"]
    next(cell for row in sheet.iter_rows() for cell in row if cell.value == 0.932).value = "很长" * 5000
    book.save(folder / "filled.xlsx")
    shown = run("check", "filled.xlsx").out
    assert max(map(len, shown.splitlines())) < 1000
    assert "很长" * 5000 in run("check", "filled.xlsx", "--json").out


@pytest.mark.parametrize(
    ("command", "encoding"),
    [*(("check", encoding) for encoding in ("gbk", "ascii", "cp1252", "utf-16")), ("explain", "ascii")],
)
def test_any_code_page_will_do(folder: Path, encoding: str, command: str) -> None:
    share_packs()
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", command, "filled.xlsx"],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr


def test_the_plain_c_locale(folder: Path) -> None:
    done = process(
        "score", "filled.xlsx", "-o", "出.xlsx", cwd=folder, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert done.code in {0, 1}
    assert (folder / "出.xlsx").is_file()


NO_CHINESE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""As a Windows with a western code page: text for pipes is ASCII."""


def _piped(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    environment |= {"PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "en", **NO_CHINESE, **env}
    return subprocess.run(
        [sys.executable, "-m", "selfeval", *words], capture_output=True, cwd=folder, env=environment, check=False
    )


PIPES = [
    ({}, "utf-8", 1),
    ({"SELFEVAL_ENCODING": "gbk"}, "gbk", 0),
    ({"SELFEVAL_ENCODING": "gb18030"}, "gb18030", 0),
    ({"SELFEVAL_ENCODING": " utf-8 "}, "utf-8", 0),
    ({"SELFEVAL_ENCODING": "no-such-code"}, "utf-8", 1),
    ({"SELFEVAL_ENCODING": "base64"}, "utf-8", 1),
    ({"SELFEVAL_ENCODING": "gbk", "PYTHONIOENCODING": "cp1252"}, "gbk", 0),
    ({"PYTHONIOENCODING": "gbk"}, "gbk", 0),
    ({"SELFEVAL_LANG": "zh"}, "utf-8", 1),
]
"""What the environment says, the encoding that comes of it, and how often it is told. Streams are set up before any
command is known, so that each is tried with one; that no command writes past them is tried with two of each."""


@pytest.mark.parametrize(
    ("words", "env", "encoding", "told"),
    [(("rules", "show", "cn-mof-2020-10"), *pipe) for pipe in PIPES]
    + [((command, "filled.xlsx"), *pipe) for command in ("check", "explain") for pipe in PIPES[:2]],
)
def test_what_goes_into_a_pipe_is_chinese_that_can_be_read(folder, words, env, encoding, told):
    done = _piped(folder, *words, **env)
    out, err = done.stdout.decode(encoding), done.stderr.decode(encoding)
    assert any("一" <= char <= "鿿" for char in out)
    assert "\ufffd" not in out
    assert err.count("SELFEVAL_ENCODING") == told


@pytest.mark.parametrize("words", [("--version",), ("check", "filled.xlsx", "--json"), ("rules", "schema")])
def test_where_nothing_is_lost_nothing_is_said_about_code_pages(folder, words):
    done = _piped(folder, *words)
    assert b"SELFEVAL_ENCODING" not in done.stderr
    done.stdout.decode("utf-8")


@pytest.mark.parametrize(("encoding", "bad"), [("gbk", 0), ("ascii", 1), ("latin-1", 1), ("no-such-code", 1)])
def test_doctor_says_whether_chinese_can_be_shown(folder, encoding, bad):
    said = _piped(folder, "doctor", SELFEVAL_ENCODING=encoding).stdout.decode("utf-8", "replace")
    assert (
        sum(line.startswith("[bad]") and ("encoding" in line or "SELFEVAL_" in line) for line in said.splitlines())
        == bad
    )


def test_answers_in_another_encoding_do_not_end_the_questions(folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "zh", "SELFEVAL_ENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", "open", "targets.xlsx", "--plain"],
        capture_output=True, input="\xff\xfe中\n".encode("gbk", "replace") + b"\xff\xfe\n", cwd=folder, env=environment,
        check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert "程序出错" not in done.stderr.decode("utf-8", "replace")
    assert done.returncode in {0, 2}


def test_a_stream_that_the_caller_has_read_from_stays_as_it_is():
    code = "import sys; sys.stdin.readline(); from selfeval.cli import run; sys.exit(run(['--version']))"
    done = subprocess.run([sys.executable, "-c", code], input=b"1\n2\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
