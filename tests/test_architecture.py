"""The laws of the house at run time: a fresh interpreter per room looks at what it imported.

The static contracts are in `pyproject.toml` and checked by `lint-imports`; these tests also see imports inside
functions that run on import, and third parties that a third party brings along.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.house import circles, look, room_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "selfeval"
HEAVY = {"textual", "openpyxl", "pandas", "pydantic", "xlsxwriter", "python_calamine", "xlrd", "numpy"}


def modules_after(code: str) -> set[str]:
    """Top-level names in `sys.modules` of a fresh interpreter after running `code`."""
    script = f"import json, sys\n{code}\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout.splitlines()[-1]))


def core_modules() -> list[str]:
    files = sorted((PACKAGE / "core").rglob("*.py"))
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files)
    return [name.removesuffix(".__init__") for name in names]


def test_the_core_loads_no_third_party_module():
    plain = modules_after("pass")
    loaded = modules_after("\n".join(f"import {name}" for name in core_modules())) - plain
    assert loaded - set(sys.stdlib_module_names) == {"selfeval"}


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("import selfeval", HEAVY | {"click", "rich"}),
        ("import selfeval.cli", HEAVY | {"rich"}),
        ("import selfeval.workspace.work.workspace", HEAVY | {"rich", "click"}),
        ("import selfeval.tui.app.app", HEAVY - {"textual"}),
        ("import selfeval.plain.session", HEAVY),
    ],
)
def test_opening_a_door_does_not_load_what_is_behind_it(code, forbidden):
    assert not modules_after(code) & forbidden


def test_the_version_is_told_without_loading_anything_heavy():
    code = "import contextlib, sys; from selfeval.cli import main; sys.argv = ['selfeval', '--version']"
    code += "\nwith contextlib.suppress(SystemExit):\n    main()"
    assert not modules_after(code) & (HEAVY | {"rich"})


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_stay_small_and_typed_in_utf8(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300, "split where a second job shows"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says its one job"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
            assert length <= 60, f"{node.name} is {length} lines long"


def test_floats_never_touch_a_score():
    for path in (PACKAGE / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.id if isinstance(node, ast.Name) else ""
            is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
            assert name not in {"float", "round"}, f"{path.name}:{getattr(node, 'lineno', 0)}"
            assert not is_float, f"{path.name}:{getattr(node, 'lineno', 0)}"


ROUND = {"tui", "workspace", ""}
"""Rooms that still go round in circles; the others never may again."""


def test_no_room_imports_itself_in_a_circle():
    """Also not through an import inside a function, which only hides the circle from whoever reads the file's head."""
    rings = [ring for ring in circles(look()) if {room_of(name) for name in ring} - ROUND]
    assert not rings
