"""Any single row, column or cell deleted from an exported pack is an error with its cell, or changes nothing."""

from __future__ import annotations

import os
from functools import cache
from random import Random

import pytest

from selfeval.core.problems import Severity
from selfeval.excel.rulebook.read import read_rulebook
from selfeval.excel.rulebook.write import write_rulebook
from selfeval.rulepacks.check.check import check_file
from selfeval.workspace.packs.workbook import import_rulebook
from tests.differential.seeds import seed_of_the_run
from tests.examples import part
from tests.excel.books import loaded
from tests.excel.rulebook_packs import ROOT, both, load

PACKS = ["cn-mof-2021-101", "cn-hebei-leting-2025", "cn-sichuan-pidu-2025", "variant-caps-by-execution"]
SEED = seed_of_the_run()
TRIES = int(os.environ.get("SELFEVAL_REMOVALS", "3"))


@cache
def exported(name):
    return write_rulebook(*both(ROOT / "scoring_rules" / f"{name}.toml"))


def deleted(data, sheet, kind, row, column):
    book = loaded(data)
    page = book[sheet]
    if kind == "row":
        page.delete_rows(row)
    elif kind == "column":
        page.delete_cols(column)
    elif kind == "cell":
        page.cell(row, column).value = None
    else:
        del book[sheet]
    return book


def deletions(data, rng, tries):
    """(sheet, kind, row, column) of random cells that hold something, their rows and columns, and some sheets."""
    book = loaded(data)
    cells = [(page.title, cell.row, cell.column) for page in book for line in page.iter_rows() for cell in line
             if cell.value is not None and page.title != "导出清单"]  # fmt: skip
    for sheet, row, column in rng.sample(cells, tries):
        yield sheet, rng.choice(("row", "column", "cell", "cell")), row, column
    yield rng.choice([page.title for page in book]), "sheet", 0, 0


@pytest.mark.parametrize("name", part(PACKS, 2))
def test_a_single_deletion_is_told_or_changes_nothing(tmp_path, name):
    data = exported(name)
    pack, cases = both(ROOT / "scoring_rules" / f"{name}.toml")
    for number, (sheet, kind, row, column) in enumerate(deletions(data, Random(f"{SEED}{name}"), TRIES)):
        folder = tmp_path / str(number)
        folder.mkdir()
        deleted(data, sheet, kind, row, column).save(folder / "pack.xlsx")
        done = import_rulebook(folder / "pack.xlsx")
        what = (SEED, name, sheet, kind, row, column)
        errors = [problem for problem in done.problems if problem.severity is Severity.ERROR]
        if errors:
            assert done.path is None, what
            assert all(problem.where is not None for problem in errors), (what, errors)
            assert any(problem.where.sheet == sheet for problem in errors), (what, errors)
        else:
            assert (load(done.path), load(done.cases_path)) == (pack, cases), what
            found = check_file(str(done.path), folders=[folder, ROOT / "scoring_rules"])
            assert not [problem for problem in found if problem.severity is Severity.ERROR], what


@pytest.fixture
def imported(tmp_path):
    """Imports cn-mof-2021-101 after changes to its workbook."""

    def imported(change, **options):
        book = loaded(exported("cn-mof-2021-101"))
        change(book)
        book.save(tmp_path / "pack.xlsx")
        return import_rulebook(tmp_path / "pack.xlsx", **options)

    return imported


def places(done):
    return [(problem.code, str(problem.where)) for problem in done.problems if problem.severity is Severity.ERROR]


def test_a_deleted_row_is_named_at_the_place_where_it_stood(imported):
    assert ("R188", "等级!A8") in places(imported(lambda book: book["等级"].delete_rows(8)))


def column_of(page, key):
    return next(column for column in range(1, page.max_column + 1) if page.cell(4, column).value == key)


def test_what_is_meant_to_go_goes(imported):
    def change(book):
        page = book["依据"]
        page.cell(6, column_of(page, "citations.note")).value = None

    (gone,) = places(imported(change))
    assert gone[0] == "R188" and gone[1].startswith("依据!")
    done = imported(change, allow_removed=True)
    assert places(done) == []
    assert done.path is not None and "note" not in load(done.path)["citations"]["weights"]
    assert [problem.code for problem in done.problems] == ["R188"]


def test_what_another_change_makes_needless_may_go(imported):
    """From the pass gate to proportional: the gate is cleared and nobody asks for it."""

    def change(book):
        page = book["计分方法"]
        page.cell(6, column_of(page, "methods.curve")).value = "按完成比例"
        page.cell(6, column_of(page, "methods.gate")).value = None

    assert "R188" not in {code for code, _ in places(imported(change))}


def test_rows_moved_renamed_and_renumbered_are_known_again(imported):
    def change(book):
        page = book["等级"]
        rows = [[cell.value for cell in line] for line in page.iter_rows(min_row=6, max_row=9, max_col=3)]
        rows[2][1] = "合格"
        for place, row in enumerate([*rows[::-1]], start=6):
            for column, value in enumerate(row, start=1):
                page.cell(place + 3, column).value = value
        for place in range(6, 9):
            for column in range(1, 4):
                page.cell(place, column).value = None

    assert "R188" not in {code for code, _ in places(imported(change))}


def test_every_case_runs_whatever_else_is_wrong(imported):
    """A case without its title is named; the others run, and one that fails is named too."""

    def change(book):
        page = book["算例-指标"]
        page.cell(6, column_of(page, "cases.case.title")).value = None
        page.cell(8, column_of(page, "cases.case.score")).value = 1.23
        book["预算执行率"]["B14"] = "九十"

    done = imported(change)
    codes = {code for code, _ in places(done)}
    assert {"R111", "R130", "R182"} <= codes
    assert done.cases_run > 0 and done.cases_unrun >= 1


def test_cases_that_could_not_run_are_not_said_to_agree(imported):
    def change(book):
        page = book["计分方法"]
        page["B6"] = "按 比例"

    done = imported(change)
    assert done.path is None
    assert (done.cases_run, done.cases_unrun > 20) == (0, True)


def test_a_workbook_without_its_list_says_so(imported):
    def change(book):
        del book["导出清单"]

    done = imported(change)
    assert places(done) == []
    assert [problem.code for problem in done.problems] == ["R186"]


def test_words_of_a_pack_that_are_keys_elsewhere_are_no_row_of_keys(tmp_path):
    pack = {"id": "a", "citations": {"value": {"document": "key"}, "b": {"document": "//", "title": "grades.name"}}}
    (tmp_path / "pack.xlsx").write_bytes(write_rulebook(pack, None))
    done = read_rulebook(tmp_path / "pack.xlsx")
    assert (done.pack, done.problems) == (pack, ())
