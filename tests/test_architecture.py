"""The laws of the house at run time: a fresh interpreter per room looks at what it imported.

The static contracts are in `pyproject.toml` and checked by `lint-imports`; these tests also see imports inside
functions that run on import, and third parties that a third party brings along.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module

import pytest
from textual.screen import Screen

from selfeval.tui.app.rooms import ROOMS
from tests.places import ROOT
from tests.tools.house import House, circles, class_lines, look, room_of, written_twice

PACKAGE = ROOT / "selfeval"
DEFERRED = {"api": 3, "excel": 8, "workspace": 18, "rulepacks": 10, "commands": 16, "console": 1, "cli": 5, "plain": 1}
"""Imports of our own modules that stand inside functions, by room; a figure may only fall, and lacks where it is 0."""
MOST_CLASS_LINES = 400
"""Lines of a class together with those of its bases that are our own."""
MOST_FILES = 16
"""Files in one folder; more of them are sub-rooms that nobody has named."""
HEAVY = {"textual", "openpyxl", "pandas", "pydantic", "xlsxwriter", "python_calamine", "xlrd", "numpy", "docx", "lxml"}


@cache
def house() -> House:
    """The tree, read by the process that runs these tests and not by every one that collects them."""
    return look()


@cache
def walked(module: str) -> tuple[ast.AST, ...]:
    """Every node of a module."""
    return tuple(ast.walk(house().trees[module]))


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


def test_files_stay_small_and_typed_in_utf8():
    long, silent = {}, []
    for name, tree in house().trees.items():
        lines = len(house().paths[name].read_text(encoding="utf-8").splitlines())
        long |= {name: lines} if lines > 300 else {}
        silent += [] if ast.get_docstring(tree) else [name]
        for node in walked(name):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
                long |= {f"{name}.{node.name}": length} if length > 60 else {}
    assert not long, "split where a second job shows"
    assert not silent, "a module says its one job"


def test_floats_never_touch_a_score():
    for module in house().trees:
        if room_of(module) == "core":
            for node in walked(module):
                name = node.id if isinstance(node, ast.Name) else ""
                is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
                assert name not in {"float", "round"}, f"{module}:{getattr(node, 'lineno', 0)}"
                assert not is_float, f"{module}:{getattr(node, 'lineno', 0)}"


def test_no_room_imports_its_own_inside_functions_more_than_before():
    found = Counter(room_of(each.source) or "selfeval" for each in house().deferred)
    assert not {room: count for room, count in found.items() if count > DEFERRED.get(room, 0)}


@pytest.mark.parametrize("room", ["selfeval", "cli", "console", "commands", "plain", "workspace"])
def test_an_import_inside_a_function_says_what_heavy_thing_is_behind_it(room):
    silent = []
    for each in house().deferred:
        if (room_of(each.source) or "selfeval") == room:
            line = house().paths[each.source].read_text(encoding="utf-8").splitlines()[each.line - 1]
            silent += [] if "  # " in line else [f"{each.source}:{each.line}"]
    assert not silent


def test_no_pattern_is_compiled_when_a_module_is_read():
    found = []
    for name, tree in house().trees.items():
        found += [name for call in _at_once(tree) if ast.unparse(call.func) == "re.compile"]
    assert not found, "use selfeval.core.patterns.lazy"


def _at_once(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that are made when a module is read: those inside no function."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from [node] if isinstance(node, ast.Call) else ()
            yield from _at_once(node)


def test_no_module_imports_itself_in_a_circle():
    """Also not through an import inside a function, which only hides the circle from whoever reads the file's head."""
    assert not circles(house())


def test_no_table_and_no_function_is_written_twice():
    assert written_twice(house()) == []


def test_what_is_written_twice_is_found_whatever_its_names(tmp_path):
    (tmp_path / "selfeval").mkdir()
    told = textwrap.dedent("""
        WORDS = {{{one!r}: 1, 'b': 2, 'c': 3}}

        def {name}({arg}):
            found = []
            for each in {arg}:
                if each:
                    found.append(each)
            return found
    """)
    (tmp_path / "selfeval" / "here.py").write_text(told.format(one="a", name="kept", arg="rows"), encoding="utf-8")
    (tmp_path / "selfeval" / "there.py").write_text(told.format(one="a", name="whole", arg="cells"), encoding="utf-8")
    assert len(written_twice(look(tmp_path))) == 2
    (tmp_path / "selfeval" / "there.py").write_text(
        told.format(one="x", name="whole", arg="cells").replace("if each:", "if not each:"), encoding="utf-8"
    )
    assert written_twice(look(tmp_path)) == []


def test_no_class_is_long_by_its_bases():
    assert not {name: lines for name, lines in class_lines(house()).items() if lines > MOST_CLASS_LINES}


def test_no_folder_is_crowded():
    found = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in house().paths.values())
    assert not {folder: files for folder, files in found.items() if files > MOST_FILES}


def test_the_lines_of_a_class_are_counted_with_its_bases(tmp_path):
    """Also where the base stands in brackets, comes from another module, or shares its name with a third class."""
    for name, text in (
        ("low", "class Low:\n    a = 1\n"),
        ("mid", "from selfeval.low import Low\n\n\nclass Mid(Low, Generic[T]):\n    b = 1\n    c = 2\n"),
        ("top", "from selfeval.mid import Mid\n\n\nclass Top(Mid[int]):\n    d = 3\n"),
        ("other", "class Low:\n    a = 1\n    b = 2\n    c = 3\n"),
    ):
        (tmp_path / "selfeval").mkdir(exist_ok=True)
        (tmp_path / "selfeval" / f"{name}.py").write_text(text, encoding="utf-8")
    lines = class_lines(look(tmp_path))
    assert lines == {"selfeval.low.Low": 2, "selfeval.mid.Mid": 5, "selfeval.top.Top": 7, "selfeval.other.Low": 4}


def test_the_screen_is_put_together_from_objects():
    """A method that only says what another class shall have is a tower of bases in the making."""
    trees = house().trees
    found = {name for name in trees if name.startswith("selfeval.tui") and "abc" in _taken_from(trees[name])}
    assert not found


def _taken_from(tree: ast.Module) -> set[str]:
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return froms | {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}


def test_every_name_of_a_screen_makes_one_and_is_used():
    """Names are looked up at run time only, where neither mypy nor the import contracts see a slip."""
    named = set()
    for name, tree in house().trees.items():
        if name.startswith("selfeval.tui"):
            named |= {text for call in ast.walk(tree) for text in _screen_named(call)}
    assert named == set(ROOMS)
    for address in ROOMS.values():
        module, _, maker = address.partition(":")
        made = getattr(import_module(module), maker)
        kind = made if isinstance(made, type) else vars(sys.modules[module])[made.__annotations__["return"]]
        assert issubclass(kind, Screen), address


def _screen_named(node: ast.AST) -> list[str]:
    """The name with which a call asks for a screen."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
        return []
    first = node.args[0]
    asks = node.func.attr in {"open_room", "room", "stands_in", "_lead_to"}
    return [first.value] if asks and isinstance(first, ast.Constant) and isinstance(first.value, str) else []
