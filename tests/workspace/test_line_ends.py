"""Texts as editors of Windows save them, CR and LF at the end of each line and UTF-8 marked: they say the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval.document.read import open_document
from selfeval.rulepacks.check.cases import run
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.load import load_pack
from selfeval.workspace.batch.inputs import all_inputs
from selfeval.workspace.batch.units import read_units
from selfeval.workspace.headless import load
from selfeval.workspace.incoming.cells import cells_of
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.system.preferences import KEYS_FILE, keys_file
from tests.cli.conftest import process
from tests.conftest import ROOT

PACKS = ROOT / "tests" / "rulepacks" / "packs"
MISTAKES = (ROOT / "tests" / "rulepacks" / "typing_mistakes.jsonl").read_text(encoding="utf-8").splitlines()
TARGETS = ROOT / "workbooks" / "leting-2025-targets.xlsx"
MARK = b"\xef\xbb\xbf"
ENDS: dict[str, Callable[[str], bytes]] = {
    "Windows": lambda text: text.replace("\n", "\r\n").encode("utf-8"),
    "Notepad": lambda text: MARK + text.replace("\n", "\r\n").encode("utf-8"),
    "mark alone": lambda text: MARK + text.encode("utf-8"),
    "no end of the last line": lambda text: text.rstrip("\n").encode("utf-8"),
    "blank lines at the end": lambda text: (text.replace("\n", "\r\n") + "\r\n\r\n").encode("utf-8"),
}

ROWS = (
    "项目编码,一级指标,二级指标,三级指标,实际完成值,偏差原因\n"
    '{code},产出指标,数量指标,化解信访积案,"8批次","人手不足，\n下年增加"\n'
    "{code},预算,,全年执行数,175.3,\n"
)
PASTED = '三级指标\t实际完成值\n重点地区访量\t8批次\n"两行\n名称"\t9%\n'
UNITS = "001 某局\n002 某中心\n"
TABLE = "单位编码,单位名称\n001,某局\n002,某中心\n"
KEYS = '# mine\nfind = "f6"\nundo = ["ctrl+z"]\n'
DOCUMENT = "2025年部门预算绩效目标\n一、总体目标\n做好信访工作。\n产出指标 数量指标 走访次数 ≥10次\n"


def _pack(path: Path) -> object:
    shutil.copy(PACKS / "caps.cases.toml", path.with_name("caps.cases.toml"))
    pack = load_pack(str(path))
    return replace(pack, sha256="", byte_hashes=frozenset())


def _cases(path: Path) -> object:
    pack = load_pack(str(PACKS / "caps.toml"))
    return [(result.title, result.path, result.differences) for result in run(pack, path)]


def _rows(path: Path) -> object:
    evaluation = load(TARGETS).evaluation
    values, problems = read_actuals(path, evaluation=evaluation)
    return values, [(problem.code, problem.message.render(), str(problem.where)) for problem in problems]


def _code() -> str:
    return load(TARGETS).evaluation.department.projects[0].code


def _listed(path: Path) -> object:
    for name in ("甲 1.xlsx", "乙.xlsx"):
        (path.parent / name).write_bytes(b"")
    return [Path(one.path).name for one in all_inputs([f"@{path}"], None)]


def _keys(path: Path) -> object:
    found = keys_file()
    assert found.path == path
    return found.entries, found.fault


def _document(path: Path) -> object:
    found = open_document(path)
    return found.kind, found.blocks, found.aside


READERS: dict[str, tuple[str, Callable[[], str], Callable[[Path], object]]] = {
    "rule pack": ("caps.toml", lambda: (PACKS / "caps.toml").read_text(encoding="utf-8"), _pack),
    "worked cases": ("caps.cases.toml", lambda: (PACKS / "caps.cases.toml").read_text(encoding="utf-8"), _cases),
    "actuals": ("完成情况.csv", lambda: ROWS.format(code=_code()), _rows),
    "actuals with tabs": ("完成情况.txt", lambda: ROWS.format(code=_code()).replace(",", "\t"), _rows),
    "actuals as JSON": (
        "完成情况.json",
        lambda: json.dumps({"projects": [{"code": _code(), "budget": {"executed": "175.3"}}]}, indent=1) + "\n",
        _rows,
    ),
    "list of files": ("清单.txt", lambda: '甲 1.xlsx\n"乙.xlsx"\n', _listed),
    "units, one a line": ("单位.txt", lambda: UNITS, read_units),
    "units as a table": ("单位.csv", lambda: TABLE, read_units),
    "keys": (KEYS_FILE, lambda: KEYS, _keys),
    "document": ("目标.txt", lambda: DOCUMENT, _document),
}


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("what", READERS)
def test_what_is_read_is_the_same_whatever_the_ends_of_lines(what, ends, state_folder, tmp_path):
    name, text, reader = READERS[what]
    folder = state_folder if name == KEYS_FILE else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    path, said = folder / name, text()
    path.write_bytes(said.encode("utf-8"))
    expected = reader(path)
    assert expected
    path.write_bytes(ENDS[ends](said))
    assert reader(path) == expected


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_what_is_pasted_is_the_same(ends):
    assert cells_of(PASTED.replace("\n", ends)) == cells_of(PASTED)
    assert [row for row in cells_of(PASTED) if row][1][1] == "8批次"


@pytest.mark.parametrize("mistake", MISTAKES[::9])
def test_a_mistake_in_a_rule_pack_is_found_on_the_same_line(mistake, tmp_path):
    told = json.loads(mistake)
    text = (PACKS / "caps.toml").read_text(encoding="utf-8").replace(told["text"], told["typed"], 1)
    shutil.copy(PACKS / "caps.cases.toml", tmp_path)

    def found(data: bytes) -> list[tuple[str, ...]]:
        (tmp_path / "caps.toml").write_bytes(data)
        problems = check_file(str(tmp_path / "caps.toml"))
        return [(one.code, one.message.render(), one.hint.render(), str(one.where), one.input) for one in problems]

    expected = found(text.encode("utf-8"))
    assert expected
    assert found(ENDS["Windows"](text)) == expected


@pytest.mark.parametrize("ends", ENDS)
def test_answers_through_a_pipe_are_the_same(ends, tmp_path, state_folder):
    """As `selfeval open --plain < answers.txt` gets them from a file that Notepad saved."""
    book = Path(shutil.copy(TARGETS, tmp_path / "targets.xlsx"))
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", "open", book.name, "--plain", "--lang", "en"],
        input=ENDS[ends]("1\n175.3\n"), capture_output=True, cwd=tmp_path, check=False,
        env=_environment(state_folder),
    )  # fmt: skip
    assert done.returncode == 0, done
    facts = load(book).evaluation.facts
    assert [text for key, text in facts.items() if key.field == "executed"] == ["175.3"]


def _environment(state: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "SELFEVAL_ENCODING": "utf-8", "SELFEVAL_STATE_DIR": str(state)}


def test_a_new_pack_from_one_of_windows_has_one_kind_of_line_ends(tmp_path):
    folder = tmp_path / "scoring_rules"
    folder.mkdir()
    for name in ("caps.toml", "caps.cases.toml"):
        (folder / name).write_bytes(ENDS["Windows"]((PACKS / name).read_text(encoding="utf-8")))
    done = process("rules", "new", "--id", "caps-2026", "--from", "caps", "--year", "2026", "--full", cwd=tmp_path)
    assert done.code in {0, 1}, done
    for name in ("caps-2026.toml", "caps-2026.cases.toml"):
        assert b"\r" not in (folder / name).read_bytes()
    assert load_pack("caps-2026", folders=[folder]).id == "caps-2026"
