"""Commands of the kit on the seed: exit codes, words that are those of Linux, in the code page that a pipe has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from selfeval.workspace.output.verify import verify_file
from tests.places import ROOT
from tests.windows.wine import CHINESE, CODE_PAGES, WESTERN, Wine

COMMANDS = (
    (("check", "targets.xlsx"), 1),
    (("check", "gone.xlsx"), 2),
    (("explain", "filled.xlsx"), 0),
    (("rules", "list"), 0),
    (("target", "≥90%", "不超过3次"), 0),
    (("--help",), 0),
    (("chekc",), 2),
)


def here(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """The same under Linux, in UTF-8."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SELFEVAL_")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "selfeval", *words], cwd=folder, env=environment, capture_output=True, check=False
    )


@pytest.mark.parametrize(("locale", "language"), [(CHINESE, "zh"), (WESTERN, "zh"), (WESTERN, "en")])
@pytest.mark.parametrize(("words", "code"), COMMANDS, ids=str)
def test_what_is_said_is_what_linux_says_in_the_code_page_or_in_utf_8(
    wine: Wine, folder, words, code, language, locale
):
    done = wine.run("selfeval", *words, "--lang", language, cwd=folder, locale=locale)
    linux = here(folder, *words, "--lang", language)
    assert (done.code, linux.returncode) == (code, code)
    encoding = "gbk" if locale == CHINESE else "utf-8"
    said = done.out.decode(encoding).replace("\r\n", "\n")
    lost = linux.stdout.decode("utf-8").encode(encoding, "replace").decode(encoding)
    assert said == lost
    if locale == WESTERN:
        assert done.err.decode("utf-8").count("SELFEVAL_ENCODING") == (0 if (done.out + done.err).isascii() else 1)


def test_doctor_finds_everything_whole(wine: Wine, folder):
    done = wine.run("selfeval", "doctor", cwd=folder)
    said = done.out.decode("gbk")
    assert (done.code, "[不好]" in said) == (0, False), said
    assert re.search(r"免安装版 .*个文件均与制作时一致", said)


@pytest.mark.parametrize("locale", CODE_PAGES)
def test_the_whole_way_to_a_workbook_that_holds_its_figures(wine: Wine, folder, locale):
    done = wine.run(
        "selfeval", "score", "targets.xlsx", "--actuals", "filled.xlsx", "-o", "结果 1.xlsx", cwd=folder, locale=locale
    )
    assert done.code in {0, 1}, done
    assert wine.run("selfeval", "verify", "结果 1.xlsx", cwd=folder, locale=locale).code == 0
    assert verify_file(folder / "结果 1.xlsx").differences == ()
    assert wine.run("selfeval", "explain", "结果 1.xlsx", cwd=folder, locale=locale).code == 0
    linux = here(folder, "score", "targets.xlsx", "--actuals", "filled.xlsx", "-o", "linux.xlsx")
    assert linux.returncode == done.code
    assert _cells(folder / "结果 1.xlsx") == _cells(folder / "linux.xlsx")


def _cells(path: Path) -> dict[str, list[list[object]]]:
    """What a workbook shows, except who made it when and of which file."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book
        if sheet.title != "说明"
    }


@pytest.mark.parametrize(("choice", "encoding"), [("utf-8", "utf-8"), ("gb18030", "gb18030")])
def test_a_person_may_ask_for_an_encoding(wine: Wine, folder, choice, encoding):
    for locale in CODE_PAGES:
        done = wine.run(
            "selfeval",
            "explain",
            "filled.xlsx",
            "--lang",
            "zh",
            cwd=folder,
            locale=locale,
            more={"SELFEVAL_ENCODING": choice},
        )
        assert "理由" in done.out.decode(encoding) or "得分" in done.out.decode(encoding)
        assert "SELFEVAL_ENCODING" not in done.err.decode(encoding)


def test_json_is_utf_8_in_every_code_page(wine: Wine, folder):
    for locale in CODE_PAGES:
        assert '"优"' in wine.run(
            "selfeval", "score", "filled.xlsx", "--json", "-o", f"{locale}.xlsx", cwd=folder, locale=locale
        ).out.decode("utf-8")


def test_a_command_of_finance_bureaus_says_what_lacks(wine: Wine, folder):
    done = wine.run("selfeval", "batch", ".", "-o", "out", cwd=folder)
    assert (done.code, "缺少部件" in done.err.decode("gbk")) == (2, True)


def test_the_launcher_runs_the_program_and_gives_its_exit_code(wine: Wine, folder):
    """As a command prompt runs it: `selfeval.cmd check targets.xlsx`."""
    for words, code in ((("--version",), 0), (("check", "targets.xlsx"), 1), (("check", "gone.xlsx"), 2)):
        program = [wine.program, "cmd", "/c", str(wine.kit / "selfeval.cmd"), *words]
        assert wine.run(program=program, cwd=folder).code == code


def test_how_long_it_takes_beside_linux(wine: Wine, folder, capsys):
    """Figures, not limits: Wine is no Windows, and the Pythons are of different versions."""
    lines = []
    for words in (("--version",), ("check", "targets.xlsx")):
        under = min(wine.run("selfeval", *words, cwd=folder).seconds for _ in range(3))
        linux = min(_seconds(folder, words) for _ in range(3))
        ratio = f"{under:.2f} s under Wine, {linux:.2f} s under Linux, {under / linux:.1f} to 1"
        lines.append(f"selfeval {' '.join(words)}: {ratio}\n")
    wine.note("".join(lines))
    with capsys.disabled():
        print("\n" + "".join(lines), end="")


def _seconds(folder: Path, words: tuple[str, ...]) -> float:
    start = time.monotonic()
    here(folder, *words)
    return time.monotonic() - start
