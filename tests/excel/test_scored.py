"""Reading a scored workbook back: the same facts, so the same scores."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import SelfEvalError
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.book.numfmt import number_under
from selfeval.excel.scored.read import is_scored, read_scored
from selfeval.excel.scored.verify.expected import evaluation_of
from selfeval.excel.scored.verify.workbook import verify
from selfeval.excel.tables.sheet import read_tables
from tests.examples import examples
from tests.excel.books import loaded, saved
from tests.excel.scored_books import (
    VARIANTS,
    assessed,
    assessments,
    filled,
    opened,
    pack,
    project,
    row,
    variant,
    written,
)

_FACTS = ("actual", "share", "reason", "evidence", "not_applicable", "reading")
_DERIVED = {"indicators", "claimed", "cells", "budget", "sheet", "goal_actual", "budget_reason", "finished"}


def _again(assessment: Assessment, *, values_only: bool = False) -> Assessment:
    book = opened(written(assessment, values_only=values_only))
    assert is_scored(book)
    result = read_scored(book)
    assert result.scored and result.problems == ()
    return assess(evaluation_of(result), assessment.pack)


def _blankless(text: str) -> str:
    """Texts of blanks only are no texts for a workbook."""
    return text if text.strip() else ""


def _same(before: Assessment, after: Assessment) -> None:
    assert after.department == before.department
    old, new = before.evaluation, after.evaluation
    for name in ("name", "code", "overall_goal", "budget_total", "safeguards", "money_unit"):
        left, right = getattr(old.department, name), getattr(new.department, name)
        same = tuple(map(_blankless, left)) if isinstance(left, tuple) else _blankless(left)
        assert right == same, name
    assert new.setting("preparer") == _blankless(old.setting("preparer"))
    for was, now in zip(before.projects, after.projects, strict=True):
        assert (now.total, now.grade, now.missing, now.tiers) == (was.total, was.grade, was.missing, was.tiers)
        assert (now.budget, now.execution, now.weighing.indicators.keys()) == (
            was.budget,
            was.execution,
            was.weighing.indicators.keys(),
        )
        for field in fields(was.project):
            if field.name not in _DERIVED:
                left, right = getattr(was.project, field.name), getattr(now.project, field.name)
                assert right == (_blankless(left) if isinstance(left, str) else left), field.name
        for name in ("goal_actual", "budget_reason", "finished"):
            assert new.value(now.project, name) == _blankless(old.value(was.project, name)), name
        for left, right in zip(was.indicators, now.indicators, strict=True):
            assert (right.score, right.weight.effective, right.weight.base) == (
                left.score,
                left.weight.effective,
                left.weight.base,
            )
            assert (right.why, right.assumptions, right.target) == (left.why, left.assumptions, left.target)
            for name in _FACTS:
                text = old.indicator_value(was.project, left.indicator, name)
                assert new.indicator_value(now.project, right.indicator, name) == _blankless(text), name
            for name in ("id", "tier1", "tier2", "tier3", "target", "description", "basis"):
                assert getattr(right.indicator, name) == _blankless(getattr(left.indicator, name)), name


@pytest.mark.parametrize("values_only", [False, True])
def test_the_filled_example_comes_back(values_only: bool) -> None:
    before = filled()
    after = _again(before, values_only=values_only)
    _same(before, after)
    assert after.projects[0].project.claimed.total == before.projects[0].total
    assert after.projects[1].project.claimed.execution_score == before.projects[1].execution.score


@settings(
    max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(assessments())
def test_every_evaluation_comes_back_and_verifies(before: Assessment) -> None:
    book = opened(written(before))
    _same(before, assess(evaluation_of(read_scored(book)), before.pack))
    assert verify(book, before.pack) == ()


@pytest.mark.parametrize(
    "word", ["其他资金", "年度资金总额", "预期目标", "实际完成情况", "项目编码", "主管部门", "三级指标", "总分", "—"]
)
def test_a_text_that_reads_like_a_label_of_the_form_is_still_a_text(word: str) -> None:
    rows = (row("数", "≥90%", "85%", reason=word), row(word, "≥5次", "5次"))
    amounts = {"executed": "60", "initial.other": "40", "initial.fiscal": "60"}
    texts = {"unit": word, "department": word, "code": "1302", "goals": (word,), "goal_actual": word}
    before = assessed(project(*rows, title=word, budget=amounts, **texts))
    _same(before, _again(before))
    assert verify(opened(written(before)), before.pack) == ()


@pytest.mark.parametrize("name", VARIANTS)
def test_every_kind_of_pack_comes_back(name: str) -> None:
    rows = (
        row("数", "≥90%", "85%", reason="人手不足"),
        row("质", "有效改善", "部分达成 70%", tier2="质量指标"),
        row("停", "≥5次", "", not_applicable="未开展"),
        row("满", "≥90%", "100%", "满意度指标", "服务对象满意度指标"),
    )
    one = project(*rows, budget={"initial": "100", "adjusted": "100", "executed": "55"})
    two = project(*rows, title="项目二", budget={"initial": "500000", "executed": "500000"}, money_unit="元")
    before = assessed(one, two, rules=variant(name))
    _same(before, _again(before))
    assert verify(opened(written(before)), before.pack) == ()


def test_proposed_weights_are_proposed_again_and_stated_ones_are_kept() -> None:
    before = assessed(project(row("甲", "≥5次", "5次"), row("乙", "≥5次", "5次", weight=Decimal("17.5"))))
    read = read_scored(opened(written(before))).department.projects[0]
    assert [line.weight for line in read.indicators] == [None, Decimal("17.5")]


def test_a_changed_actual_on_the_form_is_read() -> None:
    book = opened(written(assessed(project(row("甲", "≥90%", "95%"), row("乙", "≤10批次", "8批次")))))
    changed = _with(book, "项目一", {"F13": Cell("88%", Decimal("0.88")), "F14": Cell("12批次", Decimal(12))})
    read = read_scored(changed).department.projects[0].indicators
    assert [line.actual for line in read] == ["88%", "12批次"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number_under(Decimal("0.875"), "0%"), "87.5%"),
        (number_under(Decimal("0.00317"), '0.0000"万人"'), "0.00317万人"),
        (number_under(Decimal("428.45"), '0.0"台（套）"'), "428.45台（套）"),
        (number_under(Decimal(98), '0"%"'), "98%"),
        (Cell("八成"), "八成"),
        (Cell("2025-11-30", Decimal(45991)), "2025-11-30"),
        (None, ""),
    ],
)
def test_a_changed_actual_keeps_every_digit(cell: Cell | None, expected: str) -> None:
    book = opened(written(assessed(project(row("甲", "≥90%", "95%")))))
    assert read_scored(_with(book, "项目一", {"F13": cell})).department.projects[0].indicators[0].actual == expected


def test_a_changed_budget_and_an_added_one_are_read() -> None:
    book = opened(written(assessed(project(row("甲", "≥90%", "95%"), budget={"initial": "100万元"}))))
    cells = {"F6": Cell("95.5", Decimal("95.5")), "D6": Cell("120万元", Decimal(120))}
    budget = read_scored(_with(book, "项目一", cells)).department.projects[0].budget
    assert budget == {"initial": "120万元", "executed": "95.5"}


@pytest.mark.parametrize(
    ("budget", "cells", "wanted"),
    [
        ({"initial": "100"}, {"F6": "85"}, {"initial": "100", "executed": "85"}),
        ({"initial": "100"}, {"F6": "100"}, {"initial": "100", "executed": "100"}),
        ({"initial": "100"}, {"E6": "85"}, {"initial": "100", "adjusted": "85"}),
        ({"initial": "100"}, {"E6": "100"}, {"initial": "100"}),
        ({"initial": "100"}, {"D6": "120", "E6": "120"}, {"initial": "120"}),
        ({"initial.fiscal": "60", "initial.other": "40"}, {"D6": "120"},
         {"initial": "120", "initial.fiscal": "60", "initial.other": "40"}),
        ({"initial.fiscal": "60", "initial.other": "40"}, {"D7": "70", "D6": "110", "E6": "110"},
         {"initial.fiscal": "70", "initial.other": "40"}),
    ],
)  # fmt: skip
def test_a_formula_that_a_person_typed_for_an_amount_is_read(budget, cells, wanted) -> None:
    book = opened(written(assessed(project(row("甲", "≥90%", "95%"), budget=budget))))
    formulas = {place: Cell(text, Decimal(text), formula=place in {"D6", "E6", "F6"}) for place, text in cells.items()}
    assert read_scored(_with(book, "项目一", formulas)).department.projects[0].budget == wanted


@pytest.mark.parametrize("text", ["85", "0", "#DIV/0!"])
def test_a_formula_that_a_person_typed_for_a_blank_actual_is_read(text: str) -> None:
    book = opened(written(assessed(project(row("甲", "≥90次", "")))))
    number = None if text.startswith("#") else Decimal(text)
    typed = Cell(text, number, formula=True, error=number is None)
    assert read_scored(_with(book, "项目一", {"F13": typed})).department.projects[0].indicators[0].actual == text


def test_a_renamed_form_is_found_by_its_code_and_name() -> None:
    before = assessed(project(row("甲", "≥90%", "95%"), code="X1"))
    book = opened(written(before))
    sheets = tuple(Grid("改名", grid.cells, grid.merges) if grid.title == "项目一" else grid for grid in book.sheets)
    renamed = Book(book.name, book.sha256, sheets)
    assert read_scored(renamed).department.projects[0].sheet == "改名"
    assert verify(renamed, before.pack) == ()


def test_a_text_longer_than_a_cell_comes_back_whole() -> None:
    long = "很长的原因。" * 9000
    before = assessed(project(row("甲", "≥90%", "85%", reason=long, evidence=long)))
    line = _again(before).evaluation.department.projects[0].indicators[0]
    assert line.reason == long and line.evidence == long


def test_other_workbooks_are_not_scored_ones() -> None:
    assert not is_scored(Book("x", "", (Grid("说明", {(1, 1): Cell("说明")}),)))


def test_without_the_steps_it_cannot_be_read() -> None:
    book = opened(written(filled()))
    rest = Book(book.name, book.sha256, tuple(grid for grid in book.sheets if grid.title != "计分过程"))
    with pytest.raises(SelfEvalError) as raised:
        read_scored(rest)
    assert raised.value.code == "F114"


def test_a_missing_form_is_a_problem_and_the_rest_still_reads() -> None:
    before = filled()
    book = opened(written(before))
    rest = Book(book.name, book.sha256, tuple(grid for grid in book.sheets if grid.title != "信访专项资金"))
    result = read_scored(rest)
    assert [problem.code for problem in result.problems] == ["F210"]
    again = assess(Evaluation(result.department), pack())
    assert again.projects[1].total == before.projects[1].total


def _with(book: Book, title: str, cells: dict[str, Cell | None]) -> Book:
    """The book with some cells of a sheet changed; None takes a cell away."""
    from selfeval.excel.book.grid import parse_cell

    sheets = []
    for grid in book.sheets:
        held = dict(grid.cells)
        if grid.title == title:
            for name, cell in cells.items():
                held.pop(parse_cell(name), None)
                if cell is not None:
                    held[parse_cell(name)] = cell
        sheets.append(Grid(grid.title, held, grid.merges))
    return Book(book.name, book.sha256, tuple(sheets))


def test_a_workbook_without_the_columns_of_layer_and_state_is_still_read() -> None:
    book = loaded(written(filled(), values_only=True))
    labels = [cell.value for cell in book["计分过程"][3]]
    assert labels[labels.index("依据") + 1 : labels.index("公式")] == ["规则层", "核对情况"]
    book["计分过程"].delete_cols(labels.index("规则层") + 1, 2)
    before, after = (read_scored(opened(data)) for data in (written(filled(), values_only=True), saved(book)))
    assert after.department == before.department
    assert not after.problems


def test_the_form_of_a_whole_department_stays_one() -> None:
    whole = replace(project(row("数", "≥90%", "95%")), whole_department=True)
    before = assessed(whole, rules=variant("own_form"))
    after = _again(before)
    assert after.projects[0].project.whole_department
    assert after.department.total == before.department.total == before.projects[0].total
    book = opened(written(before))
    assert verify(book, before.pack) == ()
    assert read_tables(book.sheets[1])[0].whole_department
