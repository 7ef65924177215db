"""`selfeval rules replay` and the question of `selfeval open --rules`: streams, codes, JSON, what is never written."""

from __future__ import annotations

import json
import os
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.workspace.work.opening import open_workspace
from tests.cli.conftest import Run, listing, process

NEW = "cn-mof-2021-101"
NUMBERS = {"difference", "points", "total", "old_total", "new_total", "earned", "weight", "score", "execution_score"}


def numbers(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in numbers(item, name)]
    if isinstance(value, list):
        return [text for item in value for text in numbers(item, key)]
    assert not isinstance(value, float)
    return [value] if key in NUMBERS and isinstance(value, str) else []


def test_largest_change_first_with_the_rule_behind_it(run: Run, folder: Path) -> None:
    before = listing(folder)
    done = run("rules", "replay", NEW, "filled.xlsx", "targets.xlsx")
    assert done.code == 0, done.err
    assert listing(folder) == before
    changes = [Decimal(text) for text in re.findall(r"  ([+-][\d.]+) points\n", done.out)]
    assert changes == sorted(changes, key=lambda points: -abs(points))
    assert len(changes) == 2
    assert "财预〔2020〕10号 (not verified) → 按完成比例赋分，60% 以下不得分" in done.out.replace("\n      ", "")
    assert "2 projects change, 2 do not; 0 files could not be read." in done.out


def test_json_adds_up_and_has_decimal_strings(run: Run, folder: Path) -> None:
    done = run("rules", "replay", NEW, "filled.xlsx", "missing.xlsx", "--json")
    assert done.code == 2
    data = json.loads(done.out)
    assert data["schema"] == "selfeval.replay/1"
    assert (data["projects"], data["changed"], data["unchanged"]) == (2, 2, 0)
    assert data["unread"][0]["code"] == "F101"
    assert "missing.xlsx" in done.err
    for change in data["changes"]:
        assert sum(Decimal(part["points"]) for part in change["parts"]) == Decimal(change["difference"])
        assert Decimal(change["new"]["total"]) - Decimal(change["old"]["total"]) == Decimal(change["difference"])
    assert all(str(Decimal(text)) for text in numbers(data))
    assert len(numbers(data)) > 20


def test_the_workbook_is_written_once(run: Run, folder: Path) -> None:
    arguments = ("rules", "replay", NEW, "filled.xlsx", "-o", "out.xlsx")
    assert run(*arguments).code == 0
    first = (folder / "out.xlsx").read_bytes()
    again = run(*arguments)
    assert (again.code, again.out) == (2, "")
    assert "F301" in again.err
    assert (folder / "out.xlsx").read_bytes() == first
    assert run(*arguments, "--force").code == 0
    over = run("rules", "replay", NEW, "filled.xlsx", "-o", "filled.xlsx", "--force")
    assert (over.code, "F306" in over.err) == (2, True)


def test_with_nothing_to_show_no_workbook_is_written(run: Run, folder: Path) -> None:
    assert run("rules", "replay", NEW, "missing.xlsx", "-o", "out.xlsx").code == 2
    assert not (folder / "out.xlsx").exists()


def test_chinese_and_a_process_of_its_own(folder: Path, own_state: Path) -> None:
    done = process("--lang", "zh", "rules", "replay", NEW, "filled.xlsx", cwd=folder)
    assert done.code == 0, done.err
    assert "信访专项资金" in done.out


def test_arguments_that_are_missing_or_wrong(run: Run, folder: Path) -> None:
    assert run("rules", "replay", NEW).code == 2
    assert "R101" in run("rules", "replay", "cn-mof-2019", "filled.xlsx").err


# -- the question before a work changes its pack

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are not there on Windows")


@pytest.fixture
def worked(folder: Path) -> Path:
    work = open_workspace(folder / "filled.xlsx")
    project = work.evaluation.department.projects[0]
    work.set(project.id, project.indicators[0].id, "reason", "因故推迟")
    work.close()
    return folder / "filled.xlsx"


def terminal(path: Path, *args: str) -> pexpect.spawn:
    command = ["-m", "selfeval", "open", path.name, "--rules", NEW, *args]
    env = {"TERM": "xterm-256color"}
    root = str(Path(__file__).resolve().parents[2])
    size = (30, 120)
    return pexpect.spawn(
        sys.executable, command, cwd=str(path.parent), env={**os.environ, "PYTHONPATH": root, **env},
        dimensions=size, encoding="utf-8", timeout=60,
    )  # fmt: skip


def pack_of(path: Path) -> tuple[str, list[str]]:
    work = open_workspace(path)
    work.close()
    return work.pack.id, [step.kind for step in work.evaluation.done]


@pytest.mark.parametrize(
    ("answer", "pack", "kinds"), [("n", "cn-mof-2020-10", ["enter"]), ("y", NEW, ["enter", "rules"])]
)
def test_a_work_changes_its_pack_only_after_a_yes(worked: Path, answer: str, pack: str, kinds: list[str]) -> None:
    child = terminal(worked)
    child.expect("points, method")
    child.expect("It can be undone")
    child.sendline(answer)
    child.expect("\x1b\\[\\?1049h")  # the screen has come up
    child.expect("信访")
    child.close(force=True)
    assert pack_of(worked) == (pack, kinds)


def test_yes_asks_nothing_and_undo_takes_it_back(worked: Path) -> None:
    child = terminal(worked, "--yes")
    child.expect("\x1b\\[\\?1049h")
    assert "It can be undone" not in child.before
    child.expect("信访")
    child.close(force=True)
    work = open_workspace(worked)
    assert work.pack.id == NEW
    work.undo()
    assert work.pack.id == "cn-mof-2020-10"
    work.close()
