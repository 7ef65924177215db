"""`selfeval sample`: drawn from forms, folders, lists and tables of a batch; the list as a workbook."""

from __future__ import annotations

import json
import shutil
import zipfile
from decimal import Decimal as D

import openpyxl
import pytest

from tests.cli.conftest import listing


@pytest.fixture
def forms(folder):
    (folder / "上报" / "乙").mkdir(parents=True)
    shutil.copy(folder / "filled.xlsx", folder / "上报" / "甲.xlsx")
    shutil.copy(folder / "filled.xlsx", folder / "上报" / "乙" / "z.xlsx")
    (folder / "上报" / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "上报" / "~$甲.xlsx").write_bytes(b"lock")
    return folder / "上报"


def answer(run, *args, code=0):
    done = run("sample", *args, "--json")
    assert done.code == code, done.out + done.err
    return json.loads(done.out)


def drawn_all(run, form):
    return answer(run, form, "--share", "all=100%", "--seed", "s")["drawn"]


def test_a_folder_is_drawn_from_and_what_cannot_be_read_is_told(run, folder, forms):
    before = listing(folder)
    said = answer(run, forms, "--above", "183", "--seed", "s", code=1)
    assert listing(folder) == before
    assert (said["schema"], said["seed"], said["files"], said["projects"]) == ("selfeval.sample/1", "s", 3, 4)
    assert {one["name"] for one in said["drawn"]} == {"信访专项资金"}
    assert [one["file"] for one in said["drawn"]] == ["上报/乙/z.xlsx", "上报/甲.xlsx"]
    assert [one["where"] for one in said["problems"]] == ["上报/坏.xlsx"]


def test_the_same_seed_draws_the_same_and_is_printed(run, folder, forms):
    args = (folder / "filled.xlsx", "--share", "all=50%")
    first = answer(run, *args, "--seed", "2026")
    assert answer(run, *args, "--seed", "2026") == first
    assert "Seed: 2026" in run("sample", *args, "--seed", "2026").out
    assert len(answer(run, *args)["seed"]) == len("2026-03-01")
    assert answer(run, *args)["seed"] == answer(run, *args)["seed"]


def test_projects_that_a_rule_could_not_look_at_are_named(run, folder):
    done = run("sample", folder / "targets.xlsx", "--share", "良=50%", "--seed", "s")
    said = answer(run, folder / "targets.xlsx", "--share", "良=50%", "--seed", "s")["unknown_grade"]
    assert said
    below = done.out.partition("have no grade")[2]
    for one in said:
        assert one["name"] in below and one["file"] in below


def test_a_list_of_files_is_drawn_from_in_any_order(run, folder, forms):
    (folder / "清单.txt").write_text("上报/甲.xlsx\n\nfilled.xlsx\n", encoding="utf-8-sig")
    said = answer(run, folder / "清单.txt", "--each-unit", "--seed", "s")
    assert (said["files"], said["units"], len(said["drawn"])) == (2, 1, 1)
    (folder / "清单.txt").write_text("filled.xlsx\n上报/甲.xlsx\n", encoding="utf-8")
    assert answer(run, folder / "清单.txt", "--each-unit", "--seed", "s")["drawn"] == said["drawn"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8"])
def test_a_list_in_the_encoding_of_chinese_windows_is_read_and_what_it_lacks_is_told(run, folder, forms, encoding):
    (folder / "清单.TXT").write_text('"上报/甲.xlsx"\r\n没有这个.xlsx\r\n上报/乙\r\n', encoding=encoding)
    said = answer(run, folder / "清单.TXT", "--each-unit", "--seed", "s", code=1)
    assert (said["files"], said["projects"]) == (3, 4)
    assert [(one["code"], one["where"]) for one in said["problems"]] == [("F101", "没有这个.xlsx")]


def test_archives_are_drawn_from_and_what_a_batch_wrote_is_no_form(run, folder, forms):
    with zipfile.ZipFile(forms / "包.zip", "w") as archive:
        archive.write(folder / "filled.xlsx", "丙/!.xlsx")
        archive.writestr("说明.docx", b"words")
    (forms / "佐证.docx").write_bytes(b"words")
    assert run("batch", forms / "甲.xlsx", "-o", forms / "out").code in {0, 1}
    said = answer(run, forms, "--share", "all=100%", "--seed", "s", code=1)
    assert [one["where"] for one in said["problems"]] == ["上报/坏.xlsx"]
    assert {one["file"] for one in said["drawn"]} == {"上报/甲.xlsx", "上报/乙/z.xlsx", "上报/包.zip!丙/!.xlsx"}
    named = answer(run, forms / "佐证.docx", "filled.xlsx", "--each-unit", "--seed", "s", code=1)
    assert [one["where"] for one in named["problems"]] == ["上报/佐证.docx"], "who names a file means it"


@pytest.mark.parametrize("damage", ["cut", "text", "other columns", "gone inside"])
def test_damaged_tables_of_a_batch_are_told(run, folder, damage):
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run("batch", "filled.xlsx", "-o", "out").code in {0, 1}
    path = folder / "out/facts.parquet"
    data = path.read_bytes()
    if damage == "other columns":
        parquet.write_table(arrow.table({"file": ["甲.xlsx"]}), path)
    elif damage == "gone inside":
        footer = int.from_bytes(data[-8:-4], "little") + 8
        path.write_bytes(data[:4] + bytes(len(data) - footer - 4) + data[-footer:])
    else:
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else b"no table")
    done = run("sample", "out", "--each-unit")
    assert (done.code, "F713" in done.err, "Traceback" in done.err) == (2, True, False)


def test_the_workbook_has_the_list_the_rules_and_everybody(run, folder, forms):
    target = folder / "抽查.xlsx"
    args = ("filled.xlsx", "--above", "183", "--grade", "优", "--share", "良=20%", "--each-unit", "--seed", "s")
    assert run("sample", *args, "-o", target).code == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["抽查名单", "抽样办法", "全部项目"]
    said = answer(run, *args)
    drawn = [row for row in book["抽查名单"].iter_rows(min_row=4, values_only=True) if row[0]]
    assert [(row[3], row[8]) for row in drawn] == [(one["name"], one["number"][:12]) for one in said["drawn"]]
    assert "全年预算数 183 万元以上（含）；等级为优的全部" in {row[7] for row in drawn}
    rules = [row[:4] for row in book["抽样办法"].iter_rows(values_only=True) if isinstance(row[1], int)]
    assert [row[1:4] for row in rules[:4]] == [(one["size"], one["taken"], one["alone"]) for one in said["rules"]]
    assert rules[-1][:3] == ("合计（不重复）", said["projects"], len(said["drawn"]))
    assert len([row for row in book["全部项目"].iter_rows(min_row=4, values_only=True) if row[0]]) == said["projects"]
    assert run("sample", *args, "-o", target).code == 2
    assert run("sample", *args, "-o", "filled.xlsx", "--force").code == 2


@pytest.mark.parametrize(
    "args",
    [
        ("filled.xlsx",),
        ("--above", "100"),
        ("filled.xlsx", "--above", "很多"),
        ("filled.xlsx", "--above", "-5"),
        ("filled.xlsx", "--share", "良"),
        ("filled.xlsx", "--share", "良=0%"),
        ("filled.xlsx", "--share", "良=120%"),
        ("filled.xlsx", "--share", "=20%"),
        ("没有这个文件夹", "--each-unit"),
    ],
)
def test_what_cannot_be_drawn_is_refused(run, folder, args):
    assert run("sample", *args).code == 2


def test_the_tables_of_a_batch_are_drawn_from(run, folder):
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"file": f"{number}.xlsx", "counts": number != 3, "unit_code": "001", "unit": "甲局", "department": "甲局",
         "project_code": f"P{number}", "project": f"项目{number}", "row": kind, "adjusted": D("100.500000") * number,
         "claimed_total": D(90), "total": D(80), "claimed_grade": "优", "grade": "良", "sheet": "表"}
        for number in range(1, 5) for kind in ("budget", "indicator")
    ]  # fmt: skip
    (folder / "out").mkdir()
    parquet.write_table(arrow.Table.from_pylist(rows), folder / "out" / "facts.parquet")
    said = answer(run, "out", "--above", "201", "--seed", "s")
    assert [(one["code"], one["amount"], one["grade"]) for one in said["drawn"]] == [
        ("P2", "201", "优"), ("P4", "402", "优")]  # fmt: skip
    assert said["projects"] == 3
