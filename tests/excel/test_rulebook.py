"""A rule pack survives its workbook: whatever the schema allows comes back exactly, mistakes name their cell."""

from __future__ import annotations

import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from selfeval.core.problems import SelfEvalError, Severity
from selfeval.core.rules.keys.words import CHOICES
from selfeval.excel.rulebook.columns import inside
from selfeval.excel.rulebook.flat import flattened
from selfeval.excel.rulebook.read import Rulebook, read_rulebook
from selfeval.excel.rulebook.sheets import BLOCKS
from selfeval.excel.rulebook.write import write_rulebook
from selfeval.rulepacks.form.schema import PackFile
from tests.examples import examples, part
from tests.excel import rulebook_packs
from tests.excel.books import loaded
from tests.excel.rulebook_packs import FILES, HARD, ROOT, both, load
from tests.office import XLSX, office

NATIONAL = ROOT / "scoring_rules" / "cn-mof-2021-101.toml"


def there_and_back(folder: Path, pack: dict, cases: dict | None) -> Rulebook:
    path = folder / "pack.xlsx"
    path.write_bytes(write_rulebook(pack, cases))
    return read_rulebook(path)


@pytest.mark.parametrize("path", part(FILES, 6), ids=lambda path: path.stem)
def test_every_pack_comes_back_as_it_was(path, tmp_path):
    pack, cases = both(path)
    found = there_and_back(tmp_path, pack, cases)
    assert found.pack == pack
    assert found.cases == cases
    assert found.problems == ()


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(rulebook_packs.packs(), st.none() | rulebook_packs.cases())
def test_every_pack_that_the_schema_allows_comes_back(tmp_path_factory, pack, cases):
    found = there_and_back(tmp_path_factory.mktemp("pack"), pack, cases)
    assert found.problems == ()
    assert found.pack == pack
    assert found.cases == cases


@pytest.mark.parametrize("first", range(6))
def test_hard_texts_come_back_wherever_they_stand(first, tmp_path):
    """Six to a pack, each in every place that there may be several of."""
    texts = HARD[first::6]
    pack = {"id": "a", "title": texts[0], "citations": {"a": {"document": texts[1]}}}
    pack["citations"] |= {text: {"note": text, "document": text} for text in texts}
    pack["answers"] = [{"id": f"a{place}", "label": text, "synonyms": [text, "乙"]} for place, text in enumerate(texts)]
    pack["methods"] = [
        {"id": f"m{place}", "applies": {"names": [text, "乙", text]}} for place, text in enumerate(texts)
    ]
    cases = {"case": [{"actual": text, "target": ""} for text in texts]}
    found = there_and_back(tmp_path, pack, cases)
    assert (found.pack, found.cases) == (pack, cases)


@pytest.mark.parametrize(
    "number", ["0.1", "0.000001", "99.999999", "89.995", "123456.654321", "12345678901234567890.5"]
)
def test_numbers_come_back_to_the_last_digit(number, tmp_path):
    pack = {"id": "a", "tolerance": Decimal(number), "grades": [{"name": "优", "at_least": Decimal(number)}]}
    assert there_and_back(tmp_path, pack, None).pack == pack


def test_what_is_stated_as_empty_is_not_what_is_not_stated(tmp_path):
    pack = {
        "id": "a",
        "grades": [],
        "severities": {},
        "methods": [{"id": "m", "over": {}, "intervals": []}, {"id": "n"}],
    }
    assert there_and_back(tmp_path, pack, None).pack == pack


def test_every_key_of_the_schema_has_a_column(tmp_path):
    schema = PackFile.model_json_schema(by_alias=True)
    held = {(*block.path, *inside(column)) for block in BLOCKS for column in block.columns}
    held = {tuple(part for part in path if part != "[]") for path in held}
    for key in schema["properties"]:
        assert any(path[0] == key for path in held), key
    for path in FILES:
        pack, cases = both(path)
        others = flattened({**pack, "cases": cases}, BLOCKS).others
        assert all(value in {"{}", "[]"} for _, value in others), others


def test_words_of_a_list_are_never_ambiguous():
    for words in CHOICES.values():
        assert len(set(words.values())) == len(words)


def test_the_same_pack_gives_the_same_bytes():
    assert write_rulebook(*both(NATIONAL)) == write_rulebook(*both(NATIONAL))


@cache
def exported() -> bytes:
    return write_rulebook(*both(NATIONAL))


@pytest.fixture
def book():
    return loaded(exported())


@pytest.fixture
def read(tmp_path):
    def call(workbook):
        path = tmp_path / "edited.xlsx"
        workbook.save(path)
        return read_rulebook(path)

    return call


def test_sorted_rows_and_moved_columns_import_the_same(book, read):
    for sheet in book.worksheets:
        if sheet.title in {"说明", "选项"}:
            continue
        last = sheet.max_row
        filled = [row for row in range(6, last + 1) if any(cell.value is not None for cell in sheet[row])]
        rows = [[cell.value for cell in sheet[row]] for row in filled]
        for row, values in zip(filled, reversed(rows), strict=True):
            for column, value in enumerate(values, start=1):
                sheet.cell(row, column).value = value
        sheet.move_range(f"A1:{get_column_letter(sheet.max_column)}{last}", rows=2, cols=3)
    found = read(book)
    pack, cases = both(NATIONAL)
    assert found.problems == ()
    assert (found.pack, found.cases) == (pack, cases)


def test_a_row_put_in_between_without_a_number_stays_there(book, read):
    sheet = book["等级"]
    sheet.insert_rows(7)
    sheet["B7"], sheet["C7"] = "良好", 85
    assert [grade["name"] for grade in read(book).pack["grades"]] == ["优", "良好", "良", "中", "差"]


def test_columns_of_ones_own_and_renamed_sheets_do_no_harm(book, read):
    book["等级"].title = "我的等级"
    book["我的等级"]["F7"] = "备注：问过财政局"
    found = read(book)
    assert found.problems == ()
    assert found.pack == load(NATIONAL)


MISTAKES = (
    ("等级", "C6", "九十", "R182", "等级!C6"),
    ("等级", "C6", "=1/0", "R182", "等级!C6"),
    ("等级", "A6", "第一", "R182", "等级!A6"),
    ("等级", "B4", "grades.nane", "R181", "等级!B4"),
    ("等级", "B4", None, "R181", "等级!B4"),
    ("等级", "B4", "grades.at_least", "R185", "等级!C4"),
    ("计分方法", "D6", "按完成比列", "R183", "计分方法!D6"),
    ("计分方法", "F6", "定量、范维", "R183", "计分方法!F6"),
    ("计分区间", "A6", "没有", "R184", "计分区间!A6"),
    ("计分区间", "A6", None, "R184", "计分区间!A6"),
    ("依据", "E6", "对", "R183", "依据!E6"),
    ("依据", "A7", "weights", "R185", "依据!A7"),
    ("依据", "A7", None, "R182", "依据!A7"),
    ("基本信息", "D6", "idd", "R181", "基本信息!D6"),
    ("基本信息", "D6", None, "R181", "基本信息!B6"),
    ("基本信息", "D7", "id", "R185", "基本信息!D7"),
    ("检查程度", "A6", "T112", "R182", "检查程度!B6"),
    ("算例-项目指标", "A6", 99, "R184", "算例-项目指标!A6"),
    ("其他", "A7", "grades[9].name", "R181", "其他!A7"),
    ("其他", "A7", "title.x", "R181", "其他!A7"),
    ("其他", "A6", "title", "R185", "其他!B6"),
    ("其他", "B6", "{", "R182", "其他!B6"),
    ("其他", "B6", "null", "R182", "其他!B6"),
)
"""Sheet, cell, what is written there, and the code and cell of the problem."""


def _rounds():
    """The mistakes, at most one of each sheet at a time, so that a workbook holds several that do not touch."""
    left = list(MISTAKES)
    while left:
        first = {mistake[0]: mistake for mistake in reversed(left)}
        yield list(first.values())
        left = [mistake for mistake in left if mistake not in first.values()]


@pytest.mark.parametrize("mistakes", list(_rounds()))
def test_a_mistake_names_its_cell_and_what_to_do(book, read, mistakes):
    for sheet, cell, value, _, _ in mistakes:
        book[sheet][cell] = value
    problems = [problem for problem in read(book).problems if problem.severity is Severity.ERROR]
    told = {(problem.code, str(problem.where)) for problem in problems}
    assert not {(code, where) for *_, code, where in mistakes} - told
    assert all(problem.hint for problem in problems)


def test_all_mistakes_come_at_once_in_the_order_of_the_sheets(book, read):
    book["等级"]["C6"], book["依据"]["E6"], book["计分方法"]["D7"] = "九十", "对", "?"
    places = [str(problem.where) for problem in read(book).problems]
    assert places == ["依据!E6", "计分方法!D7", "等级!C6"]


def test_numbers_as_people_write_them(book, read):
    sheet = book["等级"]
    sheet["C6"], sheet["C7"] = "90分", "８０"
    steps = book["计分区间"]
    steps["C6"], steps["C7"] = 0.9, "80%"
    steps["C6"].number_format = "0%"
    pack = read(book).pack
    assert [grade["at_least"] for grade in pack["grades"]] == [90, 80, 60, 0]
    assert [step["at_least"] for step in pack["methods"][1]["intervals"]] == [90, 80]


def test_a_number_that_the_format_rounds_away_is_not_taken(book, read):
    book["等级"]["C7"] = 79.996
    book["等级"]["C7"].number_format = "0.0"
    assert [problem.code for problem in read(book).problems] == ["R182"]


def test_another_workbook_is_refused(tmp_path):
    shutil.copy(ROOT / "workbooks" / "leting-2025-filled.xlsx", tmp_path / "a.xlsx")
    with pytest.raises(SelfEvalError) as caught:
        read_rulebook(tmp_path / "a.xlsx")
    assert caught.value.code == "R180"


def test_a_deleted_column_or_sheet_is_an_error_with_its_cell(book, read):
    book["等级"].delete_cols(3)
    del book["计分区间"]
    problems = read(book).problems
    assert [(problem.code, problem.severity, str(problem.where)) for problem in problems] == [
        ("R186", Severity.ERROR, "等级!C4"),
        ("R186", Severity.ERROR, "计分区间!A4"),
    ]


def test_a_text_longer_than_a_cell_is_refused():
    with pytest.raises(SelfEvalError) as caught:
        write_rulebook({"id": "a", "title": "长" * 40_000}, None)
    assert caught.value.code == "R187"


@pytest.mark.libreoffice
def test_it_survives_libreoffice(tmp_path, tmp_path_factory):
    soffice = office(tmp_path_factory)
    pack, cases = both(NATIONAL)
    pack["title"], pack["citations"]["plain"]["note"] = "=1+1", "长" * 1500 + "\n第二行 "
    pack["answers"][0]["synonyms"] += [text for text in HARD if text not in pack["answers"][0]["synonyms"]]
    (tmp_path / "pack.xlsx").write_bytes(write_rulebook(pack, cases))
    soffice.convert(XLSX, tmp_path / "out", [tmp_path / "pack.xlsx"])
    found = read_rulebook(tmp_path / "out" / "pack.xlsx")
    assert found.problems == ()
    assert (found.pack, found.cases) == (pack, cases)
