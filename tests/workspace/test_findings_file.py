"""The file of findings is a text that nobody's terminal obeys, whatever the workbook says."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from selfeval.workspace.looking.findings import write_text
from selfeval.workspace.work.opening import open_workspace
from tests.cli.test_terminal_commands import COMMANDS, unseen
from tests.conftest import ROOT


@pytest.mark.parametrize("command", COMMANDS, ids=ascii)
def test_a_command_in_a_text_is_a_mark_in_the_file(tmp_path: Path, command: str) -> None:
    book = Path(shutil.copy(ROOT / "tests" / "excel" / "kinds" / "files" / "form.csv", tmp_path / "form.csv"))
    with contextlib.closing(open_workspace(book)) as workspace:
        path = write_text(workspace, f"甲{command}乙\n\t丙", "检查结果")
    said = path.read_bytes().decode("utf-8-sig")
    assert not unseen(said.replace("\r\n", "\n").replace("\t", ""))
    assert said.startswith("甲")
    assert said.endswith("乙\r\n\t丙")
