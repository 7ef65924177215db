"""Plain mode without a terminal: the answers of a person, piped into the program, give the workbook that they gave."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from selfeval.workspace.output.verify import verify_file
from selfeval.workspace.work.opening import open_workspace
from tests.conftest import ROOT
from tests.plain.test_session import Person, clerk


def answers(workbook: Path) -> list[str]:
    """What a person answers, in order, until the scored workbook is there and the program is left."""
    work, given, answer = open_workspace(workbook), [], clerk()

    def answered(prompt, said):
        given.append(answer(prompt, said))
        return given[-1]

    Person(work, answered).talk()
    work.close()
    return [line for line in given if line is not None]


def steps(workbook: Path) -> list[list[object]]:
    """The rows of a scored workbook that say how each score came about."""
    sheet = openpyxl.load_workbook(workbook, data_only=True)["计分过程"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_whole_seed_is_answered_through_a_pipe(seed, tmp_path):
    here = tmp_path / "pipe"
    here.mkdir()
    shutil.copy(seed, here / seed.name)
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", "open", seed.name, "--plain", "--lang", "en"],
        input="".join(f"{line}\n" for line in answers(seed)),
        capture_output=True, encoding="utf-8", cwd=here, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    name = f"{seed.stem}-自评-2025.xlsx"
    assert verify_file(here / name).differences == ()
    assert steps(here / name) == steps(seed.with_name(name))


def test_a_screen_still_needs_a_terminal(seed):
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", "open", seed.name, "--lang", "en"],
        input="", capture_output=True, encoding="utf-8", cwd=seed.parent, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, "needs a terminal" in done.stderr) == (2, True)


def piped(workbook: Path, given: bytes, encoding: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "selfeval", "open", workbook.name, "--plain", "--lang", "en"],
        input=given, capture_output=True, cwd=workbook.parent, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SELFEVAL_ENCODING": encoding},
    )  # fmt: skip


@pytest.mark.parametrize(("given", "read_as"), [("gbk", "utf-8"), ("big5", "utf-8"), ("utf-8", "ascii")])
def test_answers_in_another_encoding_end_the_conversation_and_none_of_them_is_kept(seed, given, read_as):
    done = piped(seed, "1\n人手不足\n180\n170\n".encode(given), read_as)
    assert (done.returncode, b"F418" in done.stderr, b"SELFEVAL_ENCODING" in done.stderr) == (2, True, True)
    work = open_workspace(seed)
    assert not work.evaluation.done
    work.close()


def test_answers_are_taken_in_the_encoding_that_is_asked_for(seed, tmp_path):
    here = tmp_path / "pipe"
    here.mkdir()
    copy = Path(shutil.copy(seed, here / seed.name))
    done = piped(copy, "".join(f"{line}\n" for line in answers(seed)).encode("gbk"), "gbk")
    assert done.returncode == 0, done.stderr
    name = f"{seed.stem}-自评-2025.xlsx"
    assert steps(here / name) == steps(seed.with_name(name))
