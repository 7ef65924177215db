"""The Python API: its page is true line by line, the command line goes through it, and errors know their place."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import selfeval
from selfeval import api
from selfeval.portfolio.batch import frames
from selfeval.workspace.batch import library
from tests.places import ROOT

FUNCTIONS = ("read", "check", "score", "write", "fill", "verify", "frames")
HOMES = {"batch": library, "batch_frames": frames}
BATCHES = tuple(HOMES)
BOOKS = ("leting-2025-targets.xlsx", "leting-2025-filled.xlsx")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in BOOKS:
        shutil.copy(ROOT / "workbooks" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("page", ["python.md", "python.zh-CN.md"])
def test_every_example_of_the_page_runs(page, folder):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(blocks, {"Decimal": Decimal}, page, page, 0)
    assert len(test.examples) > 15
    assert {name for name in (*FUNCTIONS, *BATCHES) if f"{name}(" in text} == {*FUNCTIONS, *BATCHES}
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(test, out=said.append)
    assert not result.failed, "".join(said)


def test_both_pages_have_the_same_columns_as_the_tables():
    from selfeval.portfolio.frames import INDICATOR_COLUMNS, PROJECT_COLUMNS

    texts = [(ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("python.md", "python.zh-CN.md")]
    for text in (*texts, inspect.getdoc(api.frames)):
        words = re.findall(
            r"[a-z_0-9]+",
            re.sub(r"[（(].*?[)）]", "", text[text.rindex("`projects`" if "`projects`" in text else "`.projects`") :]),
        )
        for columns in (PROJECT_COLUMNS, INDICATOR_COLUMNS):
            assert set(columns) <= set(words)


@pytest.mark.parametrize("name", [*FUNCTIONS, *BATCHES])
def test_a_function_is_typed_and_says_what_it_returns_and_raises(name):
    function = getattr(selfeval, name)
    assert function is getattr(HOMES.get(name, api), name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())
    text = inspect.getdoc(function)
    assert name == "frames" or "Raises:" in text
    assert "Returns:" in text or "return" in text


def test_the_package_names_them_all_and_loads_none_of_them():
    assert {*FUNCTIONS, *BATCHES, "FileResult", "Loaded", "Reading", "SelfEvalError", "__version__"} == set(
        selfeval.__all__
    )
    assert set(selfeval.__all__) <= set(dir(selfeval))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = selfeval.no_such_name
    code = "import sys; before = set(sys.modules); import selfeval; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) <= {"selfeval", "selfeval.version", "__future__"}


@pytest.mark.parametrize(
    ("module", "called"),
    [
        ("check", {"check"}),
        ("score", {"score", "write", "verify"}),
        ("output/template", {"fill"}),
        ("work", {"score", "write"}),
    ],
)
def test_the_command_line_calls_the_same_functions(module, called):
    tree = ast.parse((ROOT / "selfeval" / "commands" / f"{module}.py").read_text(encoding="utf-8"))
    found = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "api"
    }
    assert found == called


def test_what_was_read_once_is_scored_under_several_packs(folder):
    reading = selfeval.read(BOOKS[1])
    first, second = (selfeval.score(reading, rules=pack) for pack in ("cn-mof-2020-10", None))
    assert first.assessment.department.total == second.assessment.department.total == Decimal("93.30")
    assert first.source is reading.source


def test_score_counts_missing_outcomes_as_the_command_does_and_check_does_not(folder):
    codes = [
        {problem.code for problem in found.problems} for found in (selfeval.check(BOOKS[0]), selfeval.score(BOOKS[0]))
    ]
    assert "A101" not in codes[0]
    assert "A101" in codes[1]


BROKEN = {
    "bad.json": '{"projects": [\n  {},\n  {,}\n',
    "bad.csv": "甲,乙\n1,2\n",
    "no-toml.toml": 'schema = "selfeval.rules/1"\nid = "no-toml\n',
    "keys.toml": 'schema = "selfeval.rules/1"\nid = "keys"\ntitel = "x"\n',
}


@pytest.mark.parametrize(
    ("options", "code", "file", "line"),
    [
        ({"actuals": "bad.json"}, "F407", "bad.json", 3),
        ({"actuals": [BOOKS[1], "bad.csv"]}, "F407", "bad.csv", None),
        ({"actuals": "gone.csv"}, "F101", "gone.csv", None),
        ({"last_year": "gone.xlsx"}, "F101", "gone.xlsx", None),
        ({"rules": "no-toml.toml"}, "R103", "no-toml.toml", 2),
        ({"rules": "keys.toml"}, "R100", "keys.toml", 3),
        ({"rules": "no-such-pack"}, "R101", "", None),
    ],
    ids=str,
)
def test_an_error_knows_its_file_and_line(options, code, file, line, folder):
    for name, text in BROKEN.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(selfeval.SelfEvalError) as caught:
        selfeval.score(BOOKS[0], **options)
    assert (caught.value.code, Path(caught.value.path).name, caught.value.line) == (code, file, line)
    assert bool(caught.value.problems) == (code == "R100")
    assert (caught.value.cell is not None) == (code == "R100")


@pytest.mark.parametrize("call", [selfeval.read, selfeval.check, selfeval.score, selfeval.verify])
def test_a_workbook_that_is_not_there_is_named(call, folder):
    with pytest.raises(selfeval.SelfEvalError) as caught:
        call("gone.xlsx")
    assert (caught.value.code, Path(caught.value.path).name) == ("F101", "gone.xlsx")


def test_of_two_workbooks_the_one_that_is_wrong_is_named(folder):
    scored = selfeval.write(selfeval.score(BOOKS[1]), "scored.xlsx")
    for copy, of, wrong in (
        (scored, "gone.xlsx", scored),
        ("gone.xlsx", scored, "gone.xlsx"),
        (BOOKS[1], "gone.xlsx", "gone.xlsx"),
    ):
        with pytest.raises(selfeval.SelfEvalError) as caught:
            selfeval.verify(copy, of=of)
        assert Path(caught.value.path).name == Path(wrong).name
    with pytest.raises(ValueError, match="form needs of"):
        selfeval.verify(scored, form="form.xlsx")
