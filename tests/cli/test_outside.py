"""What others script against: streams, exit codes, help, languages, what is imported."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import selfeval
from selfeval.commands import doctor
from selfeval.commands.table import COMMANDS as TABLE
from selfeval.console import Console
from tests.cli.conftest import ROOT, Run, process

COMMANDS = ((), ("rules",), *(tuple(path.split()) for path in TABLE))


def test_version_loads_nothing_heavy() -> None:
    probe = (
        "import sys, json\nfrom selfeval.cli import run\ncode = run(['--version'])\n"
        "heavy = {'textual', 'openpyxl', 'pandas', 'pydantic', 'rich', 'xlsxwriter', 'sqlite3', 'numpy'}\n"
        "print(json.dumps([code, sorted(heavy & {name.split('.')[0] for name in sys.modules})]))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    version, rest = done.stdout.splitlines()
    assert version == f"selfeval {selfeval.__version__}"
    assert json.loads(rest) == [0, []]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_in_the_language_asked_for(run: Run, command: tuple[str, ...], language: str, flag: str) -> None:
    done = run(*command, flag, "--lang", language)
    assert (done.code, done.err) == (0, "")
    chinese = re.search(r"[一-鿿]", re.sub(r"(?m)^  selfeval .*$|如 ?\S+|such as .*", "", done.out))
    assert done.out.startswith("Usage:" if language == "en" else "用法：")
    assert bool(chinese) == (language == "zh") or (language == "en" and not chinese)


def test_help_lines_fit_in_80_cells(run: Run) -> None:
    from selfeval.textgrid import cells

    for command in COMMANDS:
        for language in ("en", "zh"):
            for line in run(*command, "--help", "--lang", language).out.splitlines():
                assert cells(line) <= 80, (command, line)


def test_language_before_and_after_the_command(run: Run) -> None:
    before, after = run("--lang", "en", "rules", "list"), run("rules", "list", "--lang=en")
    assert before == after
    assert "Title" in before.out


def test_listed_commands_exist(run: Run) -> None:
    text = run("--help").out
    names = re.findall(r"^  ([a-z]+) ", text.split("Commands")[1].split("Options")[0], re.MULTILINE)
    assert names == [
        "open",
        "demo",
        "import",
        "check",
        "changes",
        "sheet",
        "monitor",
        "score",
        "explain",
        "verify",
        "batch",
        "review",
        "publish",
        "due",
        "report",
        "recheck",
        "sample",
        "aggregate",
        "next",
        "history",
        "target",
        "rules",
        "doctor",
    ]


def test_reader_that_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m selfeval rules schema | true; echo "${{PIPESTATUS[0]}}"'
    for tail in ("head -1 >/dev/null", "true"):
        done = subprocess.run(
            ["bash", "-c", command.replace("true;", f"{tail};")], capture_output=True, text=True, cwd=ROOT, check=True
        )
        assert done.stderr == ""
        assert done.stdout.strip() == "0"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupted_is_130(tmp_path: Path) -> None:
    """ctrl+c while the program waits for a file that does not end."""
    slow = (
        # A runner in the background of a shell hands down an interrupt that is ignored; a person's terminal does not.
        "import signal, sys, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from selfeval.workspace import headless\n"
        "def wait(*a, **k):\n    print('ready', flush=True)\n    time.sleep(600)\n"
        "headless.read = wait\nfrom selfeval.cli import main\nmain(['check', 'x.xlsx', '--lang', 'en'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=250)
    assert child.returncode == 130
    assert "Interrupted" in errors
    assert "Traceback" not in errors


def test_our_own_mistake_is_reported_not_thrown(run: Run, folder: Path, own_state: Path, monkeypatch) -> None:
    from selfeval.workspace import headless

    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("分母")

    monkeypatch.setattr(headless, "load", broken)
    done = run("check", "filled.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    reports = list(own_state.rglob("crash-*.txt"))
    assert len(reports) == 1
    assert str(reports[0]) in done.err.replace("\n", "")
    text = reports[0].read_text(encoding="utf-8")
    assert "ZeroDivisionError: 分母" in text
    assert "Traceback" in text
    assert "saved" in done.err


def test_mistake_without_any_folder_still_ends_in_a_sentence(run: Run, folder: Path, monkeypatch) -> None:
    from selfeval.workspace import headless

    (folder / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(folder / "file"))
    monkeypatch.setattr(headless, "load", None)
    done = run("check", "filled.xlsx")
    assert done.code == 2
    assert "mistake (TypeError)" in done.err


def test_characters_the_code_page_lacks_do_not_end_the_program(folder: Path) -> None:
    done = process("check", "targets.xlsx", cwd=folder, PYTHONIOENCODING="ascii", SELFEVAL_LANG="zh")
    assert done.code == 1
    assert "?" in done.out
    done = process("score", "filled.xlsx", "--json", cwd=folder, PYTHONIOENCODING="ascii", SELFEVAL_LANG="zh")
    assert json.loads(done.out)["department"]["grade"] == "优", "JSON is UTF-8 whatever the terminal"


def test_no_colours_on_pipes(folder: Path) -> None:
    assert "\x1b" not in process("check", "targets.xlsx", cwd=folder).out


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_on_terminals_unless_unwanted(folder: Path, env: dict[str, str], coloured: bool) -> None:
    import pexpect

    environment = {**os.environ, "TERM": "xterm-256color", "SELFEVAL_LANG": "en", "PYTHONPATH": str(ROOT), **env}
    environment.pop("NO_COLOR", None) if "NO_COLOR" not in env else None
    child = pexpect.spawn(
        sys.executable, ["-m", "selfeval", "check", "targets.xlsx"], cwd=str(folder), env=environment, encoding="utf-8"
    )
    text = child.read()
    child.close()
    assert child.exitstatus == 1
    assert ("\x1b[1;31m" in text) == coloured


def test_demo_without_a_terminal_scores_the_example(own_state: Path) -> None:
    done = process("demo", SELFEVAL_LANG="en")
    assert done.code == 0
    path = Path(done.out.strip().splitlines()[-1].removeprefix("Scored workbook: "))
    assert path.is_file()
    assert own_state in path.parents
    assert "93.30" in done.out


def test_doctor(run: Run, folder: Path) -> None:
    done = run("doctor")
    assert done.code == 0
    assert selfeval.__version__ in done.out
    for name in ("textual", "openpyxl", "cn-mof-2020-10", "leting-2025-filled.xlsx", str(folder)):
        assert name in done.out


def test_doctor_finds_what_is_wrong(run: Run, folder: Path, monkeypatch) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(folder / "file"))
    done = run("doctor")
    assert done.code == 1
    assert "SELFEVAL_STATE_DIR" in done.out


@pytest.mark.parametrize(
    ("size", "bad", "hint"),
    [((100, 15), True, True), ((50, 40), True, True), ((120, 22), False, True), ((80, 24), False, False)],
)
def test_doctor_says_what_to_do_about_a_window_that_is_too_small(
    size: tuple[int, int], bad: bool, hint: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr(doctor.shutil, "get_terminal_size", lambda: os.terminal_size(size))
    monkeypatch.setattr(doctor, "ask", lambda: next(iter(doctor._LINES)))
    found = {one.about.render(): one for one in doctor._terminal(Console("en"))}["window size"]
    assert (found.bad, bool(found.hint)) == (bad, hint)
