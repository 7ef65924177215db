"""运行监控 of a scored workbook: what was entered for months comes back, is verified, and stands only where it is."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.monitoring.fields import field, months_entered
from selfeval.core.monitoring.monitor import monitor
from selfeval.core.problems import untranslated
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.paper.cells import MAX_TEXT
from selfeval.excel.paper.labels import ABOUT, DEVIATIONS, MONTHS
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.verify.workbook import verify
from selfeval.excel.scored.write import write_workbook
from tests.excel.books import loaded, saved
from tests.excel.months import watched
from tests.excel.scored_books import ORIGIN, filled, opened, pack, written
from tests.office import XLSX, office


def months_of(evaluation: Evaluation) -> Mapping[tuple[str, str, str], str]:
    """Every fact of a month, however it is held."""
    names = [field(month, name) for month in range(1, 12) for name in
             ("executed", "forecast", "executed.fiscal", "forecast.fiscal", "executed.other")]  # fmt: skip
    row_names = [field(month, name) for month in range(1, 12)
                 for name in ("actual", "forecast", "likelihood", "causes", "reason", "measures")]  # fmt: skip
    found = {}
    for project in evaluation.department.listed:
        found |= {(project.id, "", name): evaluation.value(project, name) for name in names}
        for row in project.indicators:
            found |= {(project.id, row.id, name): evaluation.indicator_value(project, row, name) for name in row_names}
    return {key: text for key, text in found.items() if text}


def scored_file(assessment: Assessment, folder: Path) -> Path:
    path = folder / "scored.xlsx"
    path.write_bytes(written(assessment))
    return path


def test_every_fact_of_every_month_comes_back(tmp_path: Path) -> None:
    made = watched()
    again = Evaluation(read_workbook(scored_file(made, tmp_path)).department)
    assert months_of(again) == months_of(made.evaluation)
    assert len(months_of(again)) == 5 + 3 * 9
    assert months_entered(again) == (3, 6, 7, 10)


def test_the_lights_are_those_of_before(tmp_path: Path) -> None:
    made = watched()
    again = Evaluation(read_workbook(scored_file(made, tmp_path)).department)
    for month in (3, 6, 7, 10):
        before, after = monitor(made.evaluation, made.pack, month), monitor(again, made.pack, month)
        assert [(one.light, [row.light for row in one.rows]) for one in before.projects] == [
            (one.light, [row.light for row in one.rows]) for one in after.projects
        ]


def test_the_workbook_of_a_recovered_work_is_the_same(tmp_path: Path) -> None:
    made = watched()
    path = scored_file(made, tmp_path)
    result = read_workbook(path)
    settings = {FactKey("", "", name): text for name, text in result.settings.items() if name != "rules"}
    again = assess(Evaluation(result.department, settings), made.pack)
    sheet = openpyxl.load_workbook(path)[MONTHS]
    other = openpyxl.load_workbook(io.BytesIO(write_workbook(again, (), ORIGIN, translate=untranslated)))[MONTHS]
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        [cell.value for cell in line] for line in other.iter_rows()
    ]


def test_it_verifies_and_names_a_changed_month(tmp_path: Path) -> None:
    data = written(watched())
    assert verify(opened(data), pack(), read_formulas(data), data=data) == ()
    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = next(cell for line in book[MONTHS].iter_rows() for cell in line if cell.value == "84.6")
    cell.value = "94.6"
    changed = [one for one in verify(opened(saved(book)), pack()) if one.where and one.where.sheet == MONTHS]
    assert [(one.where.cell if one.where else "", one.input) for one in changed] == [(cell.coordinate, "94.6")]


def test_a_sheet_that_is_gone_is_named(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(watched())))
    del book[MONTHS]
    assert ("F212", MONTHS) in {(one.code, one.where.sheet) for one in verify(opened(saved(book)), pack()) if one.where}


def test_it_stands_before_the_last_sheet_and_reads_by_indicator() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(watched())))
    assert book.sheetnames[-3:] == [DEVIATIONS, MONTHS, ABOUT]
    lines = [[cell.value for cell in line][:11] for line in book[MONTHS].iter_rows(min_row=4)]
    assert [line[4] for line in lines] == ["1-6月", "1-7月", "1-7月", *["1-3月", "1-6月", "1-10月"] * 3]
    assert lines[0][2:7] == ["资金（万元）", None, "1-6月", "84.6", "175"]
    assert lines[4][5:] == ["≥45%", "95%", "有可能", "经费、人员", "=1+1", "加快\n进度"]
    assert all(str(cell.data_type) != "f" for line in book[MONTHS].iter_rows() for cell in line)


def test_without_months_there_is_no_such_sheet_and_a_renamed_one_is_found(tmp_path: Path) -> None:
    assert MONTHS not in loaded(written(filled())).sheetnames
    path = scored_file(watched(), tmp_path)
    book = openpyxl.load_workbook(path)
    book[MONTHS].title = "监控"
    book.save(path)
    assert months_of(Evaluation(read_workbook(path).department)) == months_of(watched().evaluation)


def test_a_text_longer_than_a_cell_comes_back_whole(tmp_path: Path) -> None:
    made = watched(reason="很长的原因。" * (MAX_TEXT // 5))
    again = Evaluation(read_workbook(scored_file(made, tmp_path)).department)
    assert months_of(again) == months_of(made.evaluation)


def test_a_workbook_of_before_is_of_another_layout() -> None:
    """Months were recorded and stood on no sheet: what lacks it is not taken for one that was tampered with."""
    data = written(watched())
    book = opened(data)
    assert '"layout":3' in "".join(text for grid in book.sheets for row in grid.rows for _, text in grid.row_texts(row))


def test_the_copy_for_publication_has_none(tmp_path: Path) -> None:
    from selfeval.excel.scored.publish import publish
    from selfeval.excel.scored.verify.workbook import matched_sheets
    from selfeval.excel.scored.write import build

    made = watched()
    path = scored_file(made, tmp_path)
    book = open_book(path)
    _, figures = build(made, (), ORIGIN, translate=untranslated)
    public = publish(book, path.read_bytes(), made, matched_sheets(book, made, read_workbook(path)), figures)
    assert MONTHS not in openpyxl.load_workbook(io.BytesIO(public.data)).sheetnames
    assert MONTHS in next(one.names for one in public.removed if "internal sheets" in one.what.render())


@pytest.mark.libreoffice
def test_libreoffice_keeps_every_fact(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = watched()
    path, out = scored_file(made, tmp_path), tmp_path / "out"
    office(tmp_path_factory, recalculates=True).convert(XLSX, out, [path])
    again = Evaluation(read_workbook(out / path.name).department)
    assert months_of(again) == months_of(made.evaluation)
    assert not [one for one in verify(open_book(out / path.name), pack()) if one.severity.value == "error"]
