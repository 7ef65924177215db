"""核对记录: what a scored workbook was written from comes back whole, and nothing else passes for it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given

from selfeval.core.problems import CellRef, Problem, Severity, msg, untranslated
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.cells import MAX_TEXT, utf16_length
from selfeval.excel.scored.about_read import find_about, read_about
from selfeval.excel.scored.record import RecordError, digest, pieces, read_record, record_text
from selfeval.excel.scored.write import build, write_workbook
from selfeval.i18n import translator
from tests.excel.scored_books import ORIGIN, assessed, assessments, filled, opened, project, row

_PROBLEM = Problem(
    "T101", Severity.WARNING, msg("A {what}.", what="{braces}"), msg("Do."), CellRef("表", "E5"), "≤100%"
)


def _text(made: Assessment) -> str:
    return record_text(made.evaluation, (_PROBLEM,), {"who": "张三"}, untranslated, live=True)


@given(made=assessments())
def test_the_same_workbook_is_built_again_from_what_it_carries(made: Assessment) -> None:
    data = write_workbook(made, (_PROBLEM,), ORIGIN, translate=untranslated)
    grid = find_about(opened(data))
    assert grid is not None
    about = read_about(grid)
    record = read_record(about.record, about.basic["record"])
    again = assess(record.evaluation, made.pack)
    assert build(again, record.problems, ORIGIN, translate=untranslated, record=record)[0] == data


@pytest.mark.parametrize(
    "text", ["a\u2028b", "\x85", "_x0041_", "\ufffe", '"\\', "{x}", "=1+1", " 空 ", "😀", "\x07", "a\r\nb\tc"]
)
def test_any_text_comes_back(text: str) -> None:
    made = assessed(project(row("甲", "≥1次", text, reason=text, evidence=text)))
    record = read_record(_text(made), digest(_text(made)))
    (item,) = record.evaluation.department.projects[0].indicators
    assert (item.actual, item.reason, item.evidence) == (text, text, text)
    assert not set(_text(made)) & set("\x07\x85\u2028\ufffe\n\r\t") and "_x" not in _text(made)


def test_sentences_keep_their_language() -> None:
    text = record_text(filled().evaluation, (_PROBLEM,), {}, translator("zh"), live=False)
    record = read_record(text, digest(text))
    assert record.language == "中文" and not record.live
    assert [problem.message.render() for problem in record.problems] == ["A {braces}."]
    assert record.problems[0].where == CellRef("表", "E5")


def test_long_records_stand_in_several_cells_that_join_to_the_same() -> None:
    made = assessed(project(*(row(f"指标 {number}", "≥1次", "很长 " * 500) for number in range(60))))
    cut = list(pieces(_text(made)))
    assert len(cut) > 2 and "".join(cut) == _text(made)
    assert all(utf16_length(piece) <= MAX_TEXT and piece == piece.strip() for piece in cut)


def _spoilt(**values: object) -> str:
    held = json.loads(_text(filled()))
    return json.dumps({**held, **values}, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "{" * 5000,
        _spoilt(version=2),
        _spoilt(facts=[["a"]]),
        _spoilt(facts=[[1, 2, 3, 4]]),
        _spoilt(problems=[["T101"]]),
        _spoilt(problems=[["T101", "loud", "", "", "", "", "", "evaluation"]]),
        _spoilt(department=None),
        _spoilt(department={"name": 5}),
        _spoilt(department={"year": "2025"}),
        _spoilt(department={"nothing": "x"}),
        _spoilt(department={"projects": [{"id": "a"}]}),
        _spoilt(department={"projects": {"a": 1}}),
        _spoilt(about={"who": 1}),
        _text(assessed(project(row("重", "≥1次", weight=Decimal(5))))).replace(
            '"weight":"5"', '"weight":"1E+999999999"'
        ),
        _text(filled()).replace('"year":2025', '"year":2025.5', 1),
        _text(filled()).replace('"year":2025', '"year":NaN', 1),
    ],
)
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        read_record(text, digest(text))


def test_another_hash_is_refused() -> None:
    with pytest.raises(RecordError):
        read_record(_text(filled()), "f" * 64)


def test_where_things_stood_in_the_source_changes_nothing() -> None:
    made = filled()
    moved = replace(made.evaluation.department, cells={"name": CellRef("别处", "A1")})
    assert _text(made) == _text(replace(made, evaluation=replace(made.evaluation, department=moved)))


def test_the_record_is_not_printed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(filled(), (), ORIGIN, translate=untranslated)))
    sheet = book["说明"]
    first = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("核对记录"))
    assert str(sheet.print_area).endswith(f"${first - 2}")
    assert sheet.row_dimensions[first + 1].height < 25
