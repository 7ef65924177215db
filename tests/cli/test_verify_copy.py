"""`verify --of`: a copy for publication, or a filled form of the bureau, is what its scored workbook gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from selfeval.cli import run as program
from tests.cli.conftest import FILLED, Run
from tests.examples import part
from tests.excel.books import saved
from tests.excel.forms import national
from tests.excel.saved_books import NAMES, book
from tests.tampering.saving import as_excel_saves

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")

FORM = "信访专项资金"
COPIED = [name for name in NAMES if name.startswith(("filled", "signed", "units", "pack-"))]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scored workbook, its copy for publication, and the bureau's form filled from it, in one folder."""
    folder = tmp_path_factory.mktemp("copies")
    shutil.copy(FILLED, folder / "filled.xlsx")
    national(folder / "form.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELFEVAL_STATE_DIR", str(folder.with_name("copies-state")))
        patch.chdir(folder)
        program(["score", "filled.xlsx", "-o", "out.xlsx"])
        assert program(["publish", "out.xlsx", "-o", "public.xlsx"]) == 0
        program(["score", "out.xlsx", "--template", "form.xlsx", "-o", "forms"])
    return folder


@pytest.fixture
def copies(made: Path, folder: Path) -> Path:
    """These in a working folder of the test's own."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder


def _codes(run: Run, *words: object) -> dict[str, set[str]]:
    done = run("verify", *words, "--json")
    assert done.code in {0, 1}, done.err
    told = json.loads(done.out)
    assert told["equal"] is (done.code == 0)
    found: dict[str, set[str]] = {}
    for problem in told["differences"]:
        found.setdefault(str(problem["where"]), set()).add(problem["code"])
    return found


def _change(path: Path, change: Callable[[Workbook], object]) -> None:
    opened = openpyxl.load_workbook(path)
    change(opened)
    opened.save(path)


def test_copies_that_nobody_touched_are_clean(run: Run, copies: Path) -> None:
    assert _codes(run, "public.xlsx", "--of", "out.xlsx") == {}
    filled = sorted((copies / "forms").glob("*.xlsx"))
    assert len(filled) == 2
    for path in filled:
        assert _codes(run, path, "--of", "out.xlsx", "--template", "form.xlsx") == {}


def test_copies_saved_again_are_clean(run: Run, copies: Path) -> None:
    _change(copies / "public.xlsx", lambda _: None)
    assert _codes(run, "public.xlsx", "--of", "out.xlsx") == {}


@pytest.mark.parametrize(
    ("cell", "change", "code"),
    [
        ("A1", lambda cell: setattr(cell, "value", "绩效自评表"), "S509"),
        ("H13", lambda cell: setattr(cell, "value", 1), "S509"),
        ("H13", lambda cell: setattr(cell, "value", "9.00"), "S508"),
        ("H13", lambda cell: setattr(cell, "value", "=5+4"), "S517"),
        ("H13", lambda cell: setattr(cell, "number_format", '"98.00"'), "S511"),
        ("H13", lambda cell: setattr(cell, "font", Font(color="FFFFFFFF")), "S512"),
        ("F13", lambda cell: setattr(cell, "value", "别的"), "S507"),
        ("D13", lambda cell: setattr(cell, "value", None), "S509"),
    ],
)
def test_a_changed_copy_for_publication_is_named(
    run: Run, copies: Path, cell: str, change: Callable[[object], object], code: str
) -> None:
    _change(copies / "public.xlsx", lambda opened: change(opened[FORM][cell]))
    found = _codes(run, "public.xlsx", "--of", "out.xlsx")
    assert code in found[f"{FORM}!{cell}"]


def test_sheets_and_rows_of_a_copy_are_held(run: Run, copies: Path) -> None:
    def change(opened: Workbook) -> None:
        opened.create_sheet("另一张")
        del opened["自评汇总"]
        opened[FORM].row_dimensions[13].hidden = True

    _change(copies / "public.xlsx", change)
    found = _codes(run, "public.xlsx", "--of", "out.xlsx")
    assert found["自评汇总"] == {"F212"} and found["另一张"] == {"S510"} and "F213" in found[f"{FORM}!A13"]


def test_a_changed_form_of_the_bureau_is_named(run: Run, copies: Path) -> None:
    path = min((copies / "forms").glob("*.xlsx"))
    plain = openpyxl.load_workbook(path)
    sheet = plain.worksheets[0]
    scored = [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, int | float)]
    labels = [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    number, label = scored[-1], labels[0]
    number.value, label.value = number.value + 1, "别的"
    plain.save(path)
    found = _codes(run, path, "--of", "out.xlsx", "--template", "form.xlsx")
    assert {f"{sheet.title}!{number.coordinate}", f"{sheet.title}!{label.coordinate}"} <= found.keys()


def test_what_was_held_against_what_is_said(run: Run, copies: Path) -> None:
    whole = run("verify", "out.xlsx")
    copy = run("verify", "public.xlsx", "--of", "out.xlsx")
    assert whole.code == copy.code == 0
    assert "its own facts" in whole.out and "its own facts" not in copy.out
    assert "public.xlsx" in copy.out and "out.xlsx" in copy.out


def test_a_copy_and_its_workbook_are_not_taken_for_one_another(run: Run, copies: Path) -> None:
    alone, same = run("verify", "public.xlsx"), run("verify", "out.xlsx", "--of", "out.xlsx")
    assert alone.code == same.code == 2
    assert "F114" in alone.err and "--of" in alone.err
    assert "F119" in same.err


def test_a_copy_of_a_workbook_that_does_not_verify_is_held_against_nothing(run: Run, copies: Path) -> None:
    _change(copies / "out.xlsx", lambda opened: opened[FORM].__setitem__("H13", 1))
    done = run("verify", "public.xlsx", "--of", "out.xlsx")
    assert done.code == 2 and "F118" in done.err
    assert run("verify", "public.xlsx", "--template", "form.xlsx").code == 2


@pytest.mark.parametrize("name", part(COPIED, 6))
def test_every_copy_for_publication_is_clean_also_once_saved_again(run: Run, folder: Path, name: str) -> None:
    (folder / "x.xlsx").write_bytes(book(name))
    done = run("publish", "x.xlsx", "-o", "p.xlsx")
    if done.code == 2 and "R2" in done.out:
        pytest.skip("scored under a variant of a pack that is nowhere a file")
    assert done.code == 0, done.out + done.err
    (folder / "saved.xlsx").write_bytes(as_excel_saves((folder / "p.xlsx").read_bytes()))
    (folder / "again.xlsx").write_bytes(saved(openpyxl.load_workbook(folder / "p.xlsx")))
    for path in ("p.xlsx", "saved.xlsx", "again.xlsx"):
        assert _codes(run, path, "--of", "x.xlsx") == {}
