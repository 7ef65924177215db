"""Commands are read when they are called for: the table names them all, and help reads none of them."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import click
import pytest

from selfeval.commands import root
from selfeval.commands.shared.usage import Command, Group
from selfeval.commands.table import COMMANDS, below
from tests.cli.conftest import ROOT, process

START = {
    "selfeval", "selfeval.cli", "selfeval.commands", "selfeval.commands.table", "selfeval.commands.shared",
    "selfeval.commands.shared.usage",
    "selfeval.console", "selfeval.core", "selfeval.core.patterns",
    "selfeval.core.problems", "selfeval.core.records", "selfeval.i18n",
    "selfeval.streams", "selfeval.textgrid", "selfeval.version",
}  # fmt: skip
"""All that the program reads of itself before it knows what is wanted."""
BESIDE_CLICK = {
    "locale", "_locale", "struct", "_struct", "decimal", "_decimal", "numbers", "dataclasses", "copy", "unicodedata",
    "gc",
}  # fmt: skip
"""What that, and click for its own sentences, needs of the standard library that `import click` has not loaded."""


def loaded(code: str) -> set[str]:
    """The modules of a fresh interpreter after running `code`."""
    script = f"import json, sys\n{code}\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    return set(json.loads(done.stdout.splitlines()[-1]))


@cache
def with_click() -> set[str]:
    return loaded("import click, gettext, difflib")


def started(*args: str) -> set[str]:
    code = "import contextlib\nfrom selfeval.cli import main\nwith contextlib.suppress(SystemExit):\n"
    return loaded(f"{code}    main({list(args)})")


@pytest.mark.parametrize(
    "args",
    [
        ("--version",), ("--help",), ("-h",), ("--version", "--lang", "zh"), ("--help", "--lang", "en"),
        ("--help", "--lang", "zh"), ("chekc",), ("--no-such-option",), ("--lang", "fr", "check"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_names_no_command_reads_click_and_the_table_only(args):
    found = started(*args)
    assert {name for name in found if name.startswith("selfeval")} == START
    beside = {name.split(".")[0] for name in found - with_click()}
    assert beside - {"selfeval"} <= BESIDE_CLICK


def test_a_start_does_not_search_its_own_modules_for_garbage():
    code = "import contextlib, gc\nfrom selfeval.cli import main\nwith contextlib.suppress(SystemExit):\n"
    script = f"{code}    main(['--version'])\nprint(gc.get_threshold()[0], gc.isenabled())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "100000 True"


@pytest.mark.parametrize("path", COMMANDS, ids=str)
def test_every_command_of_the_table_is_where_it_says(path):
    group: click.Group = root
    context = click.Context(root, info_name="selfeval")
    *before, last = path.split()
    for word in before:
        found = group.get_command(context, word)
        assert isinstance(found, Group)
        group = found
    command = group.get_command(context, last)
    assert isinstance(command, (Command, Group))
    assert command.name == last
    assert command.about == COMMANDS[path].about
    assert command.callback.__doc__


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "",
            (
                "open demo import check changes sheet monitor score explain verify batch review publish due report "
                "recheck sample aggregate next history target rules doctor"
            ),
        ),
        ("rules", "list show check schema replay export import diff new"),
        ("rules list", ""),
    ],
)
def test_commands_stand_in_the_order_of_the_work(path, names):
    assert list(below(path)) == names.split()


def test_a_command_reads_only_its_own_module():
    modules = {path: f"selfeval.commands.{entry.place.partition(':')[0]}" for path, entry in COMMANDS.items()}
    found = started("rules", "schema", "--help")
    assert modules["rules schema"] in found
    assert not found & {modules[path] for path in ("score", "open", "rules replay", "doctor", "history")}


@pytest.mark.parametrize("args", [("chekc",), ("rules", "lst")], ids=" ".join)
def test_a_misspelt_command_is_told_the_near_one_without_reading_any(run, args):
    done = run(*args)
    assert done.code == 2
    assert {"chekc": "check", "lst": "list"}[args[-1]] in done.err


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (("check", "workbooks/leting-2025-filled.xlsx"), {"xlsxwriter", "openpyxl", "pandas", "textual", "tomlkit"}),
        (("target", "≥90%"), {"xlsxwriter", "openpyxl", "pandas", "textual", "pydantic", "sqlite3"}),
        (("explain", "workbooks/leting-2025-filled.xlsx"), {"xlsxwriter", "openpyxl", "pandas", "textual"}),
        (("score", "gone.xlsx"), {"xlsxwriter", "openpyxl", "pandas", "textual", "pydantic"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_loads_no_library_that_it_does_not_use(args, unwanted):
    assert not {name.split(".")[0] for name in started(*args)} & unwanted


def test_a_rule_pack_that_came_out_before_is_not_read_again():
    args = ("rules", "list")
    assert "pydantic" in started(*args)
    assert not {"pydantic", "pydantic_core", "tomllib"} & started(*args)
    assert not {"pydantic", "selfeval.rulepacks.check.cases"} & started("rules", "show", "cn-hubei")
    args = ("explain", str(ROOT / "workbooks" / "leting-2025-filled.xlsx"))
    started(*args)
    assert not {"pydantic", "selfeval.rulepacks.check.cases"} & started(*args)


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("check", ("--select", "T101")),
        ("check", ("--ignore", "B1")),
        ("check", ("--severity", "S105=note")),
        ("score", ("--select", "T101")),
    ],
    ids=str,
)
def test_a_fresh_process_knows_the_codes_of_all_checks(command, option, tmp_path):
    """Whatever was loaded first: codes are known by their checks, and a process that has loaded none refused them."""
    out = ("-o", tmp_path / "out.xlsx") if command == "score" else ()
    done = process(command, ROOT / "workbooks" / "leting-2025-filled.xlsx", *option, *out, SELFEVAL_LANG="en")
    assert "Unknown code" not in done.err
    assert done.code in {0, 1}


def test_tables_are_loaded_by_the_batch_alone():
    """Parquet costs 60 MB and a fifth of a second: a command that writes none does without it."""
    modules = {f"selfeval.commands.{entry.place.partition(':')[0]}" for entry in COMMANDS.values()}
    others = "\n".join(f"import {name}" for name in sorted(modules - {"selfeval.commands.bureau.batch"}))
    assert not {name for name in loaded(others) if name.split(".")[0] == "pyarrow"}
    worker = {name.split(".")[0] for name in loaded("import selfeval.workspace.batch.child.worker")}
    assert not {"pyarrow", "pandas", "numpy", "textual"} & worker
    local = {name.split(".")[0] for name in loaded("import selfeval.commands.bureau.batch")}
    assert not {"dask", "distributed", "fsspec"} & (worker | local), "extras, for --scheduler and remote places alone"
