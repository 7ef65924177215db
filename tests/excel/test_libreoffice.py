"""An independent calculator: LibreOffice, forced to recalculate, must find the value that we stored in every formula.

Without soffice the tests are skipped; with SELFEVAL_REQUIRE_LIBREOFFICE=1 they fail instead.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.evaluation import FactKey
from selfeval.core.rules.choices import ZeroBudget
from selfeval.core.scoring.assessment import assess
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.paper.labels import STEP
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import evaluation_of
from selfeval.excel.scored.verify.workbook import verify
from selfeval.workspace.incoming.files import read_actuals
from tests.cli.sheet_books import (
    DEPARTMENT,
    ONE,
    RATE,
    TWO,
    columns,
    edited,
    evaluation,
    fill,
    row_of,
    scrambled,
)
from tests.cli.sheet_books import sheet as fill_in
from tests.excel.books import saved
from tests.excel.recalculation import Recalculate, formula_values, recalculation
from tests.excel.scored_books import (
    ACTUALS,
    TARGETS,
    VARIANTS,
    assessed,
    filled,
    pack,
    project,
    row,
    variant,
    written,
)

pytestmark = pytest.mark.libreoffice
__all__ = ["recalculation"]


MANY = {"base", "new", "rounded_sum"}
"""Packs that score a single row in another way than the others do."""


def _books() -> dict[str, bytes]:
    """The filled example, and every kind of target with every kind of actual under every kind of pack."""
    books = {"filled": written(filled())}
    for name in VARIANTS:
        rows = [
            row(f"{target}{place}", target, actual)
            for target in TARGETS
            for place, actual in enumerate(ACTUALS)
            if actual not in {"", "胡写", "无", "="}
        ]
        many = project(*rows, title="全部")
        whole = project(
            row("甲", "≥90%", "85%"), row("乙", "≤10批次", "15批次"), row("停", "是", "", not_applicable="未开展")
        )
        low = project(
            row("甲", "≥90%", "100%"), title="低", budget={"initial": "500000", "executed": "285000"}, money_unit="元"
        )
        zero = project(row("甲", "≥90%", "100%"), title="零", budget={"initial": "0", "executed": "0"})
        fine = [row(f"{n}", "≥90%", actual, weight=Decimal("3.125")) for n, actual in enumerate(("95%", "85%"))]
        low_and_fine = (low, zero, project(*fine, title="细"))
        if name in MANY:
            books[f"{name}-many"] = written(assessed(many, rules=variant(name)))
        books[f"{name}-whole"] = written(assessed(whole, *low_and_fine, rules=variant(name)))
    return books


Done = dict[str, tuple[bytes, Path]]


@pytest.fixture(scope="module")
def done(recalculate: Recalculate) -> Done:
    """Each of them as we wrote it, and where it lies recalculated."""
    books = _books()
    return {name: (books[name], path) for name, path in recalculate(books).items()}


def test_it_finds_our_value_in_every_formula_cell(done: Done) -> None:
    checked = 0
    for name, (data, path) in done.items():
        ours, theirs = formula_values(data), formula_values(path.read_bytes())
        assert ours.keys() == theirs.keys(), name
        for place, mine in ours.items():
            assert _equal(mine, theirs[place]), (name, *place, mine, theirs[place])
            checked += 1
    assert checked > 2500


def _equal(mine: object, other: object) -> bool:
    if isinstance(mine, int | float) and isinstance(other, int | float):
        return abs(mine - other) <= 1e-9 * max(1, abs(mine))
    return mine == other


def test_it_was_really_forced_to_recalculate(recalculate: Recalculate) -> None:
    data = written(filled())
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    # openpyxl drops every stored value
    path = recalculate({"bare": saved(book)})["bare"]
    assert openpyxl.load_workbook(path, data_only=True)["自评汇总"]["J7"].value == pytest.approx(93.30)


def test_what_it_saves_again_verifies_and_reads_back(done: Done) -> None:
    for name, (_, path) in done.items():
        rules = pack() if name == "filled" else variant(name.split("-")[0])
        book = open_book(path)
        assert verify(book, rules) == (), name
        assert len(assess(evaluation_of(read_scored(book)), rules).projects) >= 1


def test_changing_an_actual_or_an_amount_on_the_form_changes_every_score_there(recalculate: Recalculate) -> None:
    made = assessed(
        project(row("甲", "≥90%", "95%"), row("乙", "≤10批次", "8批次"), budget={"initial": "180", "executed": "175.3"})
    )
    book = openpyxl.load_workbook(io.BytesIO(written(made)))
    form = book["项目一"]
    form["F13"], form["F14"], form["F6"] = 0.81, 16, 90.9
    path = recalculate({"changed": saved(book)})["changed"]
    result = read_workbook(path)
    again = assess(evaluation_of(result), pack()).projects[0]
    shown = openpyxl.load_workbook(path, data_only=True)
    assert [line.actual.text for line in again.indicators] == ["81%", "16批次"]
    assert shown["项目一"]["H13"].value == pytest.approx(float(again.indicators[0].score or 0))
    assert shown["项目一"]["H14"].value == pytest.approx(float(again.indicators[1].score or 0))
    assert shown["项目一"]["I6"].value == pytest.approx(5.05)
    steps = shown["计分过程"]
    for place, line in enumerate(again.indicators, start=4):
        now, before = (steps.cell(place, STEP[key] + 1).value for key in ("score", "program"))
        assert now == pytest.approx(float(line.score or 0))
        assert steps.cell(place, STEP["difference"] + 1).value == pytest.approx(now - before)
        assert now != before
    assert again.grade != made.projects[0].grade
    assert shown["项目一"].cell(16, 7).value == again.grade
    assert shown["自评汇总"]["J5"].value == pytest.approx(float(again.total or 0))
    assert shown["自评汇总"]["K5"].value == again.grade


def test_a_fill_in_workbook_saved_by_it_reads_the_same(recalculate: Recalculate, tmp_path: Path) -> None:
    known = {
        FactKey(project.id, item.id, name): text
        for project in DEPARTMENT.projects
        for item in project.indicators
        for name, text in (("actual", "=1+1"), ("reason", "一\n二 & <三>"), ("evidence", "007"))
    } | {FactKey(ONE, "", "executed"): "175.3", FactKey(ONE, "", "checkpoint.3"): "22%"}
    made = evaluation(known)
    plain, moved = fill_in(tmp_path / "plain.xlsx", made), fill_in(tmp_path / "moved.xlsx", made)
    edited(moved, scrambled)

    def enter(page: Worksheet) -> None:
        for value, code, name in ((0.95, "0%", "合格率"), (date(2025, 12, 20), "yyyy-mm-dd", "完工")):
            cell = page.cell(row_of(page, ONE, name), columns(page)["实际完成值"])
            cell.value, cell.number_format = value, code

    for path in (plain, moved):
        edited(path, enter)
    before = read_actuals(plain, evaluation=evaluation())[0]
    assert set(known) <= set(dict(before))
    assert dict(before)[FactKey(ONE, RATE, "actual")] == "95%"
    for name, path in recalculate({"plain": plain.read_bytes(), "moved": moved.read_bytes()}).items():
        values, problems = read_actuals(path, evaluation=evaluation())
        assert dict(values) == dict(before), name
        assert {problem.code for problem in problems} <= {"F404", "F414"}


def test_it_counts_what_is_filled_in_as_we_do(recalculate: Recalculate, tmp_path: Path) -> None:
    path = fill_in(tmp_path / "a.xlsx", evaluation({FactKey(ONE, RATE, "actual"): "95%"}))
    ours = openpyxl.load_workbook(path, data_only=True)
    entered = edited(path, lambda page: fill(page, TWO, "里程", 实际完成值="12"))
    theirs = openpyxl.load_workbook(recalculate({"a": entered.read_bytes()})["a"], data_only=True)

    def counts(book: openpyxl.Workbook) -> list[str]:
        cells = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
        return [text for text in cells if isinstance(text, str) and text.startswith("已填 ")]

    assert counts(ours) == ["已填 3 / 11", "已填 0 / 8", "已填 3 / 19", "已填 3 / 19"]
    assert counts(theirs) == ["已填 3 / 11", "已填 1 / 8", "已填 4 / 19", "已填 4 / 19"]


def test_validation_lets_pass_what_it_should(recalculate: Recalculate, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(fill_in(tmp_path / "a.xlsx"))["填报"]
    rules = {area.coord: rule for rule in page.data_validations.dataValidation for area in rule.sqref.ranges}
    cases = {
        "里程": ({"12", "12公里", "1,234.5", "-3"}, {"很多", "12个", "十二"}),
        "合格率": ({"95", "95%", "95.5%", "0", "0%", "95％", "0.5%"}, {"0.95", "达标"}),
        "完工": ({"2025-12-20"}, {"年底前", "已完成"}),
    }
    trial, wanted = openpyxl.Workbook(), {}
    for name, (good, bad) in cases.items():
        address = page.cell(row_of(page, ONE, name), columns(page)["实际完成值"]).coordinate
        for text in (*sorted(good), *sorted(bad)):
            row = len(wanted) + 1
            trial.active.cell(row, 1).value = text
            trial.active.cell(row, 1).data_type = "s"
            formula = rules[address].formula1.replace(address, f"A{row}")
            trial.active.cell(row, 2).value = f"=IF(ISERROR({formula}),FALSE,{formula})"
            wanted[row] = (name, text, text in good)
    done = openpyxl.load_workbook(recalculate({"trial": saved(trial)})["trial"], data_only=True).active
    assert [case for row, case in wanted.items() if bool(done.cell(row, 2).value) != case[2]] == []


NA = "#N/A"
# target, actual as scored, what a person types over it, the number format of that, the score or that there is none
CHANGED = (
    ("有效改善", "达成年度指标 95%", "部分达成年度指标并具有一定效果 70%", "General", "rescored"),
    ("有效改善", "达成年度指标 95%", "未达成年度指标且效果较差 30％", "General", "rescored"),
    ("有效改善", "达成年度指标 95%", "达成年度指标100%", "General", "rescored"),
    ("有效改善", "达成年度指标 95%", "部分达成年度指标并具有一定效果", "General", NA),
    ("有效改善", "达成年度指标 95%", "部分达成年度指标并具有一定效果 95%", "General", NA),
    ("有效改善", "达成 95%", "部分达成 70%", "General", NA),
    ("有效改善", "达成 95%", "", "General", NA),
    ("有效改善", "达成年度指标", "达成年度指标", "General", "same"),
    ("是", "是", "否", "General", "rescored"),
    ("是", "否", "是", "General", "rescored"),
    ("是", "已建立", "未建立", "General", NA),
    ("是否超预算", "否", "是", "General", "rescored"),
    ("2025年12月底前", "2025年11月底", "2026年2月底", "General", NA),
    ("2025年12月底前", "2025年11月底", date(2026, 2, 3), "yyyy-mm-dd", "rescored"),
    ("2025年12月底前", "2025年11月20日", date(2026, 2, 3), 'yyyy"年"m"月"d"日"', "rescored"),
    ("≥90%", "约95%", "约60%", "General", NA),
    ("≥90%", "95", 60, '0"%"', "rescored"),
    ("≥90%", "95", "六十", "General", NA),
    ("≥400台（套）", "428.4", 321.25, '0.0"台（套）"', "rescored"),
    ("≥400台（套）", "428.4台（套）", 200, '0.0"台（套）"', "rescored"),
)


def test_a_changed_text_is_scored_anew_or_leaves_no_score(recalculate: Recalculate) -> None:
    rows = [row(f"名{place}", target, actual) for place, (target, actual, *_) in enumerate(CHANGED)]
    made = assessed(project(*rows))
    book = openpyxl.load_workbook(io.BytesIO(written(made)))
    for place, (_, _, value, code, _) in enumerate(CHANGED, start=13):
        cell = book["项目一"].cell(place, 6)
        cell.value, cell.number_format = value or None, code
    path = recalculate({"changed": saved(book)})["changed"]
    shown = openpyxl.load_workbook(path, data_only=True)
    again = assess(evaluation_of(read_workbook(path)), pack()).projects[0]
    for place, (case, line) in enumerate(zip(CHANGED, again.indicators, strict=True)):
        score, before = shown["项目一"].cell(13 + place, 8).value, made.projects[0].indicators[place].score
        difference = shown["计分过程"].cell(4 + place, STEP["difference"] + 1).value
        if case[-1] == NA:
            assert (score, difference) == (NA, NA), case
        else:
            assert score == pytest.approx(float(line.score or 0)), case
            assert (score == pytest.approx(float(before or 0))) == (case[-1] == "same"), case
    total = shown["项目一"].cell(13 + len(CHANGED), 8).value
    assert total == NA and "尚未重新计分" in shown["项目一"]["A2"].value


def test_a_changed_target_leaves_no_old_score(recalculate: Recalculate) -> None:
    targets = ("≥90%", "10—20人", "2025年12月底前", "是", "有效改善")
    actuals = ("85%", "25人", "2026年1月5日", "是", "达成年度指标 95%")
    rows = [
        row(f"名{place}", target, actual) for place, (target, actual) in enumerate(zip(targets, actuals, strict=True))
    ]
    book = openpyxl.load_workbook(io.BytesIO(written(assessed(project(*rows)))))
    for place in range(len(rows)):
        book["项目一"].cell(13 + place, 5).value = "≥80%"
    shown = openpyxl.load_workbook(recalculate({"targets": saved(book)})["targets"], data_only=True)
    assert [shown["项目一"].cell(13 + place, 8).value for place in range(len(rows))] == [NA] * len(rows)


@pytest.mark.parametrize("before", ["100", "0"])
def test_a_budget_that_becomes_0_gives_what_the_rule_gives(recalculate: Recalculate, before: str) -> None:
    after = "0" if before == "100" else "100"
    base = pack()
    packs = {
        "zero": base,
        "gone": replace(base, execution=replace(base.execution, zero_budget=ZeroBudget.NOT_APPLICABLE)),
        "steps": pack("cn-mof-2021-101"),
        "caps": variant("caps"),
        "finished": replace(base, execution=replace(base.execution, finished_full=True)),
    }
    books = {}
    for name, rules in packs.items():
        one = project(row("甲", "≥90%", "85%"), budget={"initial": "100", "adjusted": before, "executed": "60"},
                      finished="是" if name == "finished" else "")  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(written(assessed(one, rules=rules))))
        book["项目一"]["E6"] = Decimal(after)
        books[name] = saved(book)
    for name, path in recalculate(books).items():
        shown = openpyxl.load_workbook(path, data_only=True)["项目一"]
        again = assess(evaluation_of(read_workbook(path)), packs[name]).projects[0]
        if name == "gone":  # points move between the rows then, which no formula does
            assert (shown["I6"].value, shown["H14"].value) == (NA, NA)
        else:
            assert shown["I6"].value == pytest.approx(float(again.execution.score or 0)), name
            assert shown["H14"].value == pytest.approx(float(again.total or 0)), name
            assert shown["H6"].value == pytest.approx(float(again.execution.rate or 0)), name


def test_a_budget_made_of_its_sources_is_scored_anew_from_texts_too(recalculate: Recalculate) -> None:
    """A carry-over in full-width digits or in another unit stands on the form as it was written."""
    parts = {"wide": "１.４８７", "yuan": "14870元", "plain": "1.487"}
    books = {
        name: written(
            assessed(project(row("修路", "≥1公里", "1"), budget={"adjusted.carry_over": text, "executed": "1.1"}))
        )
        for name, text in parts.items()
    }
    for name, path in recalculate(books).items():
        form = openpyxl.load_workbook(path, data_only=True).worksheets[1]
        values = [cell.value for line in form.iter_rows() for cell in line]
        assert not [value for value in values if isinstance(value, str) and value.startswith("#")], name
        assert 7.4 in values, name
