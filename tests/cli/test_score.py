"""`score`, `explain`, `verify`: the JSON contract of product.md key by key, what is written, and what never is."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.i18n import translator
from selfeval.workspace import examples, headless
from selfeval.workspace.work.opening import open_workspace
from tests.cli.conftest import Run, listing, process

OUT = "filled-自评-2025.xlsx"

TOP = {"schema", "year", "source", "rules", "projects", "department", "problems"}
PROJECT = {"code", "name", "sheet", "complete", "total", "grade", "claimed", "budget", "indicators"}
BUDGET = {"unit", "initial", "adjusted", "executed", "rate", "weight", "score", "claimed_score"}
INDICATOR = {
    "id", "tier1", "tier2", "tier3", "target", "actual", "reading", "weight", "weight_origin", "score", "claimed_score",
    "method", "why", "reason", "cell",
}  # fmt: skip
READING = {"kind", "comparator", "value", "upper", "unit", "origin", "assumptions"}
PROBLEM = {"code", "severity", "where", "input", "message", "hint"}
NUMBERS = {
    "total", "initial", "adjusted", "executed", "rate", "weight", "score", "claimed_score", "value", "upper",
    "earned", "available", "share", "completion", "base", "base_weight", "uncapped_total",
}  # fmt: skip


def scored(run: Run, *args: object) -> dict:
    done = run("score", *args, "--json", "--force")
    assert done.code in {0, 1}, done.err
    return json.loads(done.out)


def test_json_has_every_key_of_the_contract(run: Run, folder: Path) -> None:
    data = scored(run, "filled.xlsx")
    assert set(data) >= TOP
    assert data["schema"] == "selfeval.evaluation/1"
    assert data["year"] == 2025
    assert set(data["source"]) >= {"file", "sha256"}
    assert data["source"]["file"] == "filled.xlsx"
    assert len(data["source"]["sha256"]) == 64
    assert set(data["rules"]) >= {"id", "version", "sha256"}
    assert len(data["projects"]) == 2
    for project in data["projects"]:
        assert set(project) >= PROJECT
        assert set(project["claimed"]) >= {"total", "grade"}
        assert set(project["budget"]) >= BUDGET
        assert project["complete"] is True
        for item in project["indicators"]:
            assert set(item) >= INDICATOR
            assert set(item["reading"]) >= READING
    assert set(data["department"]) >= {"total", "grade", "budget"}
    assert data["problems"]
    for problem in data["problems"]:
        assert set(problem) >= PROBLEM


def test_numbers_are_decimal_strings_or_null(run: Run, folder: Path) -> None:
    def look(value: object, key: str = "") -> None:
        assert not isinstance(value, float), key
        if key in NUMBERS and not isinstance(value, dict):
            assert value is None or (isinstance(value, str) and Decimal(value).is_finite()), (key, value)
        if isinstance(value, dict):
            for name, inner in value.items():
                look(inner, name)
        elif isinstance(value, list):
            for inner in value:
                look(inner)
        elif isinstance(value, int) and not isinstance(value, bool):
            left_out = {"select", "ignore", "severity", "rules"}
            assert key in {"year", "errors", "warnings", "notes"} | left_out  # the year, and how many there are

    look(scored(run, "filled.xlsx"))


def test_json_names_what_the_contract_names(run: Run, folder: Path) -> None:
    project = scored(run, "filled.xlsx")["projects"][0]
    assert project["budget"]["unit"] == "万元"
    assert project["budget"]["rate"] == "0.9739"
    assert project["budget"]["score"] == "9.74"
    rate = next(item for item in project["indicators"] if item["tier3"] == "预算资金执行率")
    assert rate["reading"]["kind"] == "quantity"
    assert rate["reading"]["comparator"] == "<="
    assert rate["cell"] == "解决特殊疑难问题资金!F15"
    assert sum(Decimal(item["weight"]) for item in project["indicators"]) == 90


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_json_workbook_and_screen_agree(run: Run, folder: Path, language: str) -> None:
    data = scored(run, "filled.xlsx", "--lang", language)
    text = run("score", "filled.xlsx", "--force", "--lang", language)
    totals = [project["total"] for project in data["projects"]] + [data["department"]["total"]]
    with_screen = open_workspace(folder / "filled.xlsx")
    try:
        results = [str(result.total) for result in with_screen.assessment.projects]
        assert [*results, str(with_screen.assessment.department.total)] == totals
    finally:
        with_screen.close()
    book = openpyxl.load_workbook(folder / OUT, data_only=True)
    shown = {cell.value for row in book["自评汇总"].iter_rows() for cell in row if isinstance(cell.value, int | float)}
    for total in totals:
        assert total in text.out
        assert float(total) in shown


def test_streams_and_codes(folder: Path) -> None:
    done = process("score", "filled.xlsx", "--json", cwd=folder, SELFEVAL_LANG="en")
    assert done.code == 1, "the seed's targets have error-level findings"
    assert json.loads(done.out)["projects"]
    assert OUT in done.err
    assert (folder / OUT).is_file(), "findings do not keep the workbook from being written"


def test_an_existing_output_is_kept(run: Run, folder: Path) -> None:
    (folder / OUT).write_bytes(b"mine")
    done = run("score", "filled.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "F301" in done.err
    assert "--force" in done.err
    assert "(2).xlsx" in done.err
    assert (folder / OUT).read_bytes() == b"mine"
    assert run("score", "filled.xlsx", "--force").code == 1
    assert (folder / OUT).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("way", ["same", "symlink", "hardlink", "dotted"])
def test_the_input_is_never_overwritten(run: Run, folder: Path, way: str) -> None:
    name = "alias.xlsx"
    if way == "symlink":
        (folder / name).symlink_to("filled.xlsx")
    elif way == "hardlink":
        os.link(folder / "filled.xlsx", folder / name)
    elif way == "dotted":
        name = "../work/filled.xlsx"
    else:
        name = "filled.xlsx"
    before = listing(folder)
    done = run("score", "filled.xlsx", "-o", name, "--force")
    assert done.code == 2
    assert "F306" in done.err
    assert listing(folder) == before


def test_the_actuals_are_never_overwritten(run: Run, folder: Path) -> None:
    before = listing(folder)
    done = run("score", "targets.xlsx", "--actuals", "filled.xlsx", "-o", "filled.xlsx", "--force")
    assert done.code == 2
    assert "F306" in done.err
    assert listing(folder) == before


def test_nothing_is_left_when_the_disk_is_full(run: Run, folder: Path, monkeypatch) -> None:
    from selfeval.store import atomic

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    before = listing(folder)
    done = run("score", "filled.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "F303" in done.err
    assert listing(folder) == before


def test_twice_the_same_bytes(run: Run, folder: Path, monkeypatch) -> None:
    from selfeval.workspace import clock

    monkeypatch.setattr(clock, "now", lambda: "2026-01-05T08:00:00+08:00")
    run("score", "filled.xlsx", "-o", "a.xlsx")
    run("score", "filled.xlsx", "-o", "b.xlsx")
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


def test_nothing_but_the_output_is_written(run: Run, folder: Path, own_state: Path) -> None:
    before = listing(folder)
    run("score", "filled.xlsx")
    run("check", "filled.xlsx")
    run("explain", "filled.xlsx")
    assert set(listing(folder)) == {*before, OUT}
    assert listing(own_state) == {}


def test_values_only(run: Run, folder: Path) -> None:
    run("score", "filled.xlsx", "--values-only")
    book = openpyxl.load_workbook(folder / OUT)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_another_pack_and_another_year(run: Run, folder: Path) -> None:
    data = scored(run, "filled.xlsx", "--rules", "cn-mof-2021-101", "--year", "2024")
    assert data["rules"]["id"] == "cn-mof-2021-101"
    assert data["year"] == 2024
    assert (folder / "filled-自评-2024.xlsx").is_file()
    assert "2025" in run("score", "filled.xlsx", "--year", "2024", "--force").err


def test_targets_alone_are_scored_as_far_as_they_go(run: Run, folder: Path) -> None:
    data = scored(run, "targets.xlsx")
    for project in data["projects"]:
        assert project["complete"] is False
        assert project["total"] is None
        assert all(item["score"] is None and item["weight_origin"] == "proposed" for item in project["indicators"])


def test_a_scored_workbook_can_be_scored_again(run: Run, folder: Path) -> None:
    first = scored(run, "filled.xlsx")
    second = scored(run, OUT)
    assert [item["total"] for item in first["projects"]] == [item["total"] for item in second["projects"]]
    assert (folder / "filled-自评-2025 (2).xlsx").is_file(), "the scored workbook is the input now"


# -- entries made in the program


@pytest.fixture
def entered(folder: Path) -> Path:
    """The targets with one actual entered in the program."""
    work = open_workspace(folder / "targets.xlsx")
    project = work.evaluation.department.projects[0]
    row = next(item for item in project.indicators if item.tier3 == "信访群众及相关单位满意度")
    work.enter([(FactKey(project.id, row.id, "actual"), "45%"), (FactKey(project.id, "", "executed"), "90")])
    work.close()
    return folder


def satisfaction(data: dict) -> dict:
    return next(item for item in data["projects"][0]["indicators"] if item["tier1"] == "满意度指标")


def test_entries_of_the_program_count(run: Run, entered: Path) -> None:
    done = run("score", "targets.xlsx", "--json")
    assert satisfaction(json.loads(done.out))["score"] == "5.00"
    assert "2 entries made in the program" in done.err
    assert "5.00" in run("explain", "targets.xlsx", "满意度").out


def test_looking_does_not_disturb_whoever_has_the_work_open(run: Run, entered: Path) -> None:
    work = open_workspace(entered / "targets.xlsx")
    try:
        journal = next(path for path in entered.iterdir() if path.name.endswith(".selfeval"))
        before = journal.read_bytes()
        data = scored(run, "targets.xlsx")
        assert satisfaction(data)["score"] == "5.00"
        assert journal.read_bytes() == before
        assert not work.read_only
        project = work.evaluation.department.projects[0]
        assert work.set(project.id, "", "executed", "91") is not None, "the writer goes on writing"
        assert scored(run, "targets.xlsx")["projects"][0]["budget"]["executed"] == "91"
    finally:
        work.close()


def test_actuals_of_a_file_take_the_place_of_entries(run: Run, entered: Path) -> None:
    (entered / "a.csv").write_text("三级指标,实际完成值\n重点地区访量,8\n", encoding="utf-8")
    done = run("score", "targets.xlsx", "--actuals", "a.csv", "--json")
    assert satisfaction(json.loads(done.out))["score"] is None
    assert "left aside" in done.err


def test_a_journal_that_was_cut_off_gives_what_is_left(run: Run, entered: Path) -> None:
    journal = next(path for path in entered.iterdir() if path.name.endswith(".selfeval"))
    damaged = bytearray(journal.read_bytes())
    damaged[18:22] = b"\xff\xff\xff\xff"
    journal.write_bytes(bytes(damaged))
    done = run("score", "targets.xlsx", "--json")
    assert satisfaction(json.loads(done.out))["score"] == "5.00"
    assert journal.read_bytes() == bytes(damaged), "looking repairs nothing"


# -- explain, verify


def test_explain_one_and_all(run: Run, folder: Path) -> None:
    every = run("explain", "filled.xlsx")
    assert every.code == 0
    for word in ("解决问题费用", "信访费用支出", "93.31", "93.29", "Execution", "财预〔2020〕10号"):
        assert word.lower() in every.out.lower()
    one = run("explain", "filled.xlsx", "信访费用支出")
    assert "信访费用支出" in one.out
    assert "解决问题费用" not in one.out
    assert run("explain", "filled.xlsx", "费用").out.count("产出指标 / 成本指标") == 2
    wrong = run("explain", "filled.xlsx", "信访费支出")
    assert (wrong.code, wrong.out) == (2, "")
    assert "信访费用支出" in wrong.err


def test_verify(run: Run, folder: Path) -> None:
    run("score", "filled.xlsx")
    fine = run("verify", OUT)
    assert (fine.code, fine.err) == (0, "")
    data = json.loads(run("verify", OUT, "--json").out)
    assert data["equal"] is True
    assert data["differences"] == []
    book = openpyxl.load_workbook(folder / OUT)
    sheet = next(sheet for sheet in book if sheet.title == "信访专项资金")
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    place = f"{sheet.title}!{cell.coordinate}"
    cell.value = 99
    book.save(folder / "changed.xlsx")
    changed = run("verify", "changed.xlsx", "--json")
    assert changed.code == 1
    assert place in {found["where"] for found in json.loads(changed.out)["differences"]}
    assert run("verify", "filled.xlsx").code == 2


# -- the use cases themselves


def test_loaded_is_pure(folder: Path) -> None:
    before = listing(folder)
    loaded = headless.load(folder / "filled.xlsx")
    assert listing(folder) == before
    assert loaded.stage is headless.Stage.FILLED
    assert headless.load(folder / "targets.xlsx").stage is headless.Stage.TARGETS
    plain = headless.to_json(loaded, translator("en"))
    assert json.loads(json.dumps(plain)) == plain


def test_demo_copy_is_scratch(own_state: Path) -> None:
    first, second = examples.demo_copy(), examples.demo_copy()
    assert first != second
    assert first.read_bytes() == examples.demo_files()[examples.FILLED_EXAMPLE].read_bytes()
    assert own_state in first.parents


def test_missing_example_is_a_sentence(monkeypatch) -> None:
    monkeypatch.setattr(examples, "FILLED_EXAMPLE", "nowhere.xlsx")
    with pytest.raises(SelfEvalError) as caught:
        examples.demo_files()
    assert caught.value.code == "F101"
