"""A new key of a rule pack is one line of the table of keys and one field of the rule that holds it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
TABLES = "core/rules/keys/scoring_tables.py"
RULES = "core/rules/pack.py"
PACK = """schema = "selfeval.rules/1"
extends = "cn-mof-2020-10"
id = "mine"
version = "1"
title = "本县"
"""
SHOWN = """
import json, sys, tomllib
from decimal import Decimal
from pathlib import Path
import selfeval
assert selfeval.__file__.startswith(sys.argv[1]), selfeval.__file__
from selfeval.core.problems import SelfEvalError
from selfeval.rulepacks.compare.diff import diff
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.form.schema import json_schema
from selfeval.rulepacks.load import load_pack
from selfeval.workspace.packs.workbook import export_rulebook, import_rulebook
from selfeval.excel.rulebook.read import read_rulebook
plain, own, wrong = (load_pack(name) if number < 2 else name for number, name in enumerate(sys.argv[2:5]))
export_rulebook(sys.argv[3], Path("out.xlsx"))
import_rulebook(Path("out.xlsx"), Path("back/mine.toml"))
try:
    load_pack(wrong)
except SelfEvalError as error:
    refused = error.message.render()
print(json.dumps({
    "schema": json_schema(),
    "rows": [[row.path, row.key.render(), row.value.render()] for row in describe(own)],
    "diff": [[change.path, change.sentence.render()] for change in diff(plain, own)],
    "cells": [[spot.label, spot.where.sheet] for spot in read_rulebook(Path("out.xlsx")).spots.values()],
    "back": tomllib.loads(Path("back/mine.toml").read_text("utf-8"), parse_float=str),
    "refused": refused,
}))
"""


def program(folder, key, field, anchors):
    """A copy of the program in which one key is added to the table, and one field to its rule."""
    root = folder / "program"
    shutil.copytree(REPO / "selfeval", root / "selfeval", ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copytree(REPO / "scoring_rules", root / "scoring_rules")
    for file, line, anchor in ((TABLES, key, anchors[0]), (RULES, field, anchors[1])):
        path = root / "selfeval" / file
        text = path.read_text(encoding="utf-8")
        changed, count = re.subn(anchor, lambda found, line=line: f"{line}\n{found[0]}", text)
        assert count == 1, (file, anchor)
        path.write_text(changed, encoding="utf-8")
    return root


NEW = {
    "a setting": (
        'points("bonus", "另加分", "另加几分。", default="0").called(msg("points on top")),',
        "    bonus: Decimal = Decimal(0)",
        (r'        \),\s+"execution\.intervals"', "    caps_citation: str"),
        "[execution]\nbonus = 5\n",
        "[execution]\nbonus = true\n",
        ("ExecutionBlock", "number", "execution.bonus", "points on top", "5 points", "预算执行率"),
        lambda back: back["execution"] == {"bonus": 5},
    ),
    "a column": (
        'choice("bonus", "另算", "另算法。", "金额单位", default="").called(msg("counted also")),',
        '    bonus: str = ""',
        (r'        \),\s+"methods\.intervals"', r"\n\n@dataclass[^\n]+\s+class TotalCap"),
        '[[methods]]\nid = "quantity"\nbonus = "元"\n',
        '[[methods]]\nid = "quantity"\nbonus = "x"\n',
        ("MethodBlock", "string", "methods[1].bonus", "counted also", "元", "计分方法"),
        lambda back: back["methods"] == [{"id": "quantity", "bonus": "元"}],
    ),
}


@pytest.mark.parametrize("name", NEW)
def test_a_key_in_the_table_is_in_schema_workbook_description_and_diff(tmp_path, name):
    key, field, anchors, stated, mistaken, (block, kind, path, term, value, sheet), is_back = NEW[name]
    root = program(tmp_path, key, field, anchors)
    (tmp_path / "back").mkdir()
    packs = [tmp_path / folder / "mine.toml" for folder in ("plain", "own", "wrong")]
    for pack, text in zip(packs, ("", stated, mistaken), strict=True):
        pack.parent.mkdir()
        pack.write_text(PACK + text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SHOWN, str(root), *map(str, packs)],
        capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False,
        env={"PYTHONPATH": str(root), "PYTHONUTF8": "1", "HOME": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert shown["schema"]["$defs"][block]["properties"]["bonus"]["type"] == kind
    assert shown["schema"]["$defs"][block]["properties"]["bonus"]["description"]
    assert [row[1:] for row in shown["rows"] if row[0] == path] == [[term, value]]
    assert [sentence for where, sentence in shown["diff"] if where.endswith(".bonus")]
    assert all(term in sentence and value in sentence for where, sentence in shown["diff"] if where.endswith(".bonus"))
    assert [sheet] == [where for label, where in shown["cells"] if label.startswith("另")]
    assert is_back(shown["back"])
    assert f"{path}: " in shown["refused"]
