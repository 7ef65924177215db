"""The scored workbook as others see it: pandas, openpyxl, a spreadsheet program, a printer."""

from __future__ import annotations

import io
import os
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Literal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import CellRef, Problem, Severity, msg, untranslated
from selfeval.excel.book.numfmt import shown
from selfeval.excel.paper.cells import MAX_TEXT, as_number, fitting, safe_text, sheet_names, utf16_length
from selfeval.excel.paper.labels import STEP
from selfeval.excel.paper.style import display_width, height_for, lines_needed
from selfeval.excel.scored.write import write_workbook
from tests.excel.scored_books import ODD_TEXTS, ORIGIN, assessed, filled, project, row, written

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "scored"
NUMBERS = st.from_regex(r"\A[≥≤约]{0,2}-?[0-9]{1,12}(\.[0-9]{1,3})? ?[%批次元/人]{0,3}\Z")


def _read(data: bytes, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def test_the_six_parts_stand_in_their_order() -> None:
    names = _read(written(filled())).sheetnames
    assert names == ["自评汇总", "解决特殊疑难问题资金", "信访专项资金", "计分过程", "检查结果", "偏差分析", "说明"]


def test_openpyxl_reads_the_scores_without_recalculation() -> None:
    book, assessment = _read(written(filled())), filled()
    for result in assessment.projects:
        form = book[result.project.title]
        shown_scores = [form.cell(13 + place, 8).value for place in range(len(result.indicators))]
        expected = [None if item.score is None else float(item.score) for item in result.indicators]
        assert shown_scores == expected
        total = 13 + len(result.indicators)
        assert (form.cell(total, 8).value, form.cell(total + 1, 7).value) == (float(result.total or 0), result.grade)
    assert book["自评汇总"]["J7"].value == float(assessment.department.total or 0)


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_reads_the_scores_without_recalculation(engine: Literal["openpyxl", "calamine"]) -> None:
    frame = pd.read_excel(io.BytesIO(written(filled())), sheet_name="计分过程", header=2, engine=engine)
    rows = frame[frame["行类"] == "指标"]
    expected = [item.score for result in filled().projects for item in result.indicators]
    got = [None if pd.isna(value) else Decimal(str(value)) for value in rows["得分"]]
    assert got == expected
    assert set(frame[frame["行类"] == "总分"]["得分"]) == {float(result.total or 0) for result in filled().projects}
    assert not frame["差异"].iloc[:18].fillna(0).any()


def test_every_formula_has_its_value() -> None:
    data = written(filled())
    formulas, values = _read(data, values=False), _read(data)
    count, blank = 0, []
    for sheet in formulas.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type == "f":
                    count += 1
                    if values[sheet.title][cell.coordinate].value is None:
                        blank.append(f"{sheet.title}!{cell.coordinate}")
    assert count > 100
    # A row that does not apply has no score, and a form no note beside a total: texts without a character.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name)
    assert len(blank) == len(re.findall(r'<c [^>]* t="str"><f>[^<]+</f><v></v></c>', sheets)) > 0
    assert "<v></v>" not in re.sub(r' t="str"><f>[^<]+</f><v></v>', "", sheets)


def test_values_only_holds_the_same_values_and_no_formula() -> None:
    live, fixed = _read(written(filled())), _read(written(filled(), values_only=True), values=False)
    for sheet in fixed.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                other = live[sheet.title][cell.coordinate].value
                if sheet.title != "说明":
                    assert cell.value == other, (sheet.title, cell.coordinate)


def test_the_same_input_gives_the_same_bytes() -> None:
    again = write_workbook(filled(), (), ORIGIN, translate=untranslated)
    assert written(filled()) == again


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_texts_stay_texts(text: str) -> None:
    rows = (row("名" + text, "≥90%", "85%", reason=text, evidence=text, description=text),)
    book = _read(written(assessed(project(*rows, goal_actual=text, purpose=text))), values=False)
    form = book["项目一"]
    assert form["D13"].value == "名" + text
    assert (form["I13"].data_type, form["I13"].value) == ("s", text)
    assert form["F11"].value == text
    assert not form.hyperlinks if hasattr(form, "hyperlinks") else True


def test_control_characters_are_replaced_where_one_sees_it() -> None:
    book = _read(written(assessed(project(row("甲\x00乙\x0b", "≥90%", "85%", reason="a\r\nb\ud800")))))
    assert book["项目一"]["D13"].value == "甲�乙�"
    assert book["项目一"]["I13"].value == "a\nb�"


def test_an_actual_is_a_number_where_that_shows_it_exactly() -> None:
    actuals = ("95%", "8批次", "175.3", "≥266米", "1,234人", "2025年11月30日", "９５％", "008", "已完成")
    targets = ("≥90%", "≤10批次", "≥100", "≥266米", "≥1000人", "2025年12月底前", "≥90%", "≥5", "有效改善")
    rows = [
        row(f"名{place}", target, actual) for place, (target, actual) in enumerate(zip(targets, actuals, strict=True))
    ]
    data = written(assessed(project(*rows)))
    form, formulas = _read(data)["项目一"], _read(data, values=False)
    cells = [form.cell(13 + place, 6) for place in range(len(rows))]
    assert [cell.value for cell in cells[:5]] == [0.95, 8, 175.3, 266, 1234]
    assert [cell.number_format for cell in cells[:5]] == ["0%", '0"批次"', "0.0", '"≥"0"米"', '#,##0"人"']
    assert cells[5].is_date and cells[5].number_format == 'yyyy"年"m"月"d"日"'
    assert cells[6].number_format == '0"％"' or cells[6].value == "９５％"
    assert [cell.value for cell in cells[7:]] == ["008", "已完成"]
    cell = formulas["计分过程"].cell(4, STEP["reading"] + 1)
    assert (cell.value, cell.number_format) == (
        "=IF(ISNUMBER('项目一'!$F$13),ROUND('项目一'!$F$13*100,10),NA())",
        'General"%"',
    )


@given(NUMBERS)
def test_a_number_stands_for_a_text_only_if_it_shows_it(text: str) -> None:
    number = as_number(text)
    if number is not None and not number.is_date:
        assert shown(number.value, number.format) == (text, True)


@given(st.text(max_size=30))
def test_no_text_breaks_a_cell(text: str) -> None:
    as_number(text)
    assert safe_text(safe_text(text)) == safe_text(text)
    safe_text(text).encode("utf-8")


@given(st.lists(st.text(max_size=45), max_size=8))
def test_sheet_names_are_valid_and_unique(titles: list[str]) -> None:
    names = sheet_names(titles, ["说明", "自评汇总"])
    assert len(names) == len(titles)
    assert len({name.casefold() for name in [*names, "说明", "自评汇总", "history"]}) == len(titles) + 3
    for name in names:
        assert 1 <= utf16_length(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name) and name.strip("'") == name


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["说明", "a/b", "A/B"], ["说明(2)", "ab", "AB(2)"]),
        (["", "'x'", "History"], ["项目", "x", "History(2)"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 28 + "(2)"]),
    ],
)
def test_sheet_names(titles: list[str], expected: list[str]) -> None:
    assert sheet_names(titles, ["说明"]) == expected


def test_a_text_too_long_is_cut_with_a_mark_and_goes_on_elsewhere() -> None:
    text = "😀字" * 20000
    kept, rest = fitting(text)
    assert utf16_length(kept) <= MAX_TEXT and kept.endswith("见“说明”）")
    assert kept.rpartition("……")[0] + rest == text
    data = written(assessed(project(row("甲", "≥90%", "85%", reason=text))))
    assert "长文本续" in {cell.value for cell in _read(data)["说明"]["A"]}


def test_a_project_that_is_not_finished_says_so() -> None:
    rows = (row("甲", "≥90%", "95%"), row("乙", "≥5次", ""), row("停", "≥5次", "", not_applicable="未开展"))
    book = _read(written(assessed(project(*rows))))
    form = book["项目一"]
    assert (form["H16"].value, form["G17"].value) == ("未完成", None)
    assert (form["H14"].value, form["F15"].value, form["H15"].value) == (None, "不适用", None)
    assert book["自评汇总"]["L5"].value == "未完成，缺 1 项"


def test_points_of_a_tier_that_nobody_has_scored_yet_are_open_not_0() -> None:
    rows = (
        row("甲", "≥90%", "95%"), row("乙", "≥5次", ""),
        row("丙", "≥90%", "", "效益指标", "社会效益指标"),
        row("丁", "≥90%", "95%", "满意度指标", "服务对象满意度指标"),
    )  # fmt: skip
    data = written(assessed(project(*rows, budget={"initial": "100"})))
    sheet = _read(data)["自评汇总"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "各级指标得分")
    assert [sheet.cell(top + 1, 4).value, sheet.cell(top + 1, 8).value] == ["分值", "得分"]
    labels, figures = ([cell.value for cell in sheet[row][3:11]] for row in (top + 2, top + 3))
    assert labels == ["产出", "效益", "满意度", "执行率"] * 2
    assert figures == [50, 30, 10, 10, 25, None, 10, None]


def test_without_checkpoints_there_is_neither_table_nor_chart_of_spending() -> None:
    data = written(assessed(project(row("甲", "≥90%", "95%"))))
    assert "资金支出计划与实际支出（累计，%）" not in {cell.value for cell in _read(data)["自评汇总"]["A"]}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert [name for name in parts.namelist() if name.startswith("xl/charts/chart")] == ["xl/charts/chart1.xml"]


@pytest.mark.parametrize(("count", "repeated"), [(20, None), (21, "$4:$4")])
def test_labels_of_the_project_list_are_repeated_only_where_it_is_long(count: int, repeated: str | None) -> None:
    many = [project(row("甲", "≥90%", "95%"), title=f"项目{number}") for number in range(count)]
    assert _read(written(assessed(*many)))["自评汇总"].print_title_rows == repeated


def test_findings_deviations_and_sources_are_written() -> None:
    finding = Problem("T101", Severity.ERROR, msg("Wrong"), msg("Do"), CellRef("表", "E12"), "≤100%")
    data = write_workbook(filled(), (finding,), ORIGIN, translate=untranslated)
    book = _read(data)
    assert [cell.value for cell in book["检查结果"][4]] == ["T101", "错误", "表!E12", "≤100%", "Wrong", "Do"]
    lost = [line[7].value for line in book["偏差分析"].iter_rows(min_row=4)]
    assert sum(map(Decimal, map(str, lost))) == sum(
        (Decimal(100) - (result.total or 0) for result in filled().projects), Decimal(0)
    )
    about = {line[1].value: line[2].value for line in book["说明"].iter_rows(max_row=30)}
    assert about["格式标记"] == "selfeval.workbook/1"
    assert about["来源文件校验值"] == "a" * 64 and about["规则包代号"] == "cn-mof-2020-10"


def test_forms_are_ready_to_print() -> None:
    form = _read(written(filled()))["信访专项资金"]
    assert (form.page_setup.paperSize, form.page_setup.fitToHeight, form.print_title_rows) == (9, 0, "$12:$12")
    assert form["A1"].value == "项目支出绩效自评表（2025年度）"
    assert {"B13:B16", "B17:B18"} <= {str(span) for span in form.merged_cells.ranges}
    labels = [cell.value for cell in form[form.max_row]]
    assert [text.partition("：")[0] for text in labels if text] == ["填报人", "负责人", "联系电话", "盖章", "日期"]


def test_signatures_come_from_the_evaluation() -> None:
    facts = {FactKey("", "", "preparer"): "李四"}
    form = _read(written(assessed(project(row("甲", "≥90%", "95%")), facts=facts)))["项目一"]
    assert form.cell(form.max_row, 1).value == "填报人：李四"


def test_both_charts_are_native() -> None:
    with zipfile.ZipFile(io.BytesIO(written(filled()))) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2 and "barChart" in charts[0] and "lineChart" in charts[1]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("绩效", 4), ("≥9", 3), ("", 0), ("e\u0301", 1)])
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_rows_grow_with_their_texts() -> None:
    assert lines_needed("字" * 30, 20) == 4
    assert height_for(lines_needed("字" * 30, 20)) > 4 * 14
    form = _read(written(assessed(project(row("甲", "≥90%", "85%", reason="原因" * 60)))))["项目一"]
    assert (form.row_dimensions[13].height or 0) > 140


def test_the_parts_are_as_recorded() -> None:
    """The XML of a small workbook; SELFEVAL_UPDATE_GOLDEN=1 records it anew, and the difference is then reviewed."""
    rows = (
        row("甲", "≥90%", "85%", reason="人手不足"),
        row("乙", "有效改善", "达成年度指标 95%", "效益指标", "社会效益指标"),
    )
    budget = {"initial": "100", "executed": "95.5", "plan.3": "25%", "checkpoint.3": "22%"}
    parts = _parts(written(assessed(project(*rows, budget=budget))))
    if os.environ.get("SELFEVAL_UPDATE_GOLDEN") == "1":
        for name, text in parts.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    recorded = {
        path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8") for path in sorted(GOLDEN.rglob("*.xml"))
    }
    assert sorted(parts) == sorted(recorded)
    for name, text in parts.items():
        assert text == recorded[name], name


def _parts(data: bytes) -> dict[str, str]:
    """Sheets, charts, styles and texts, one element a line, without the hash of the rule pack."""
    wanted = re.compile(r"xl/(worksheets/sheet\d+|charts/chart\d+|styles|sharedStrings|workbook)\.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if wanted.fullmatch(name)}
    return {
        name.replace("/", "-"): re.sub(r"[0-9a-f]{64}", "HASH", text).replace("><", ">\n<")
        for name, text in texts.items()
    }
