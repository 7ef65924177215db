"""Filling the bureau's own form: what is written, what is kept, and that nothing else ever changes."""

from __future__ import annotations

import io
import tempfile
import zipfile
from copy import copy
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import SelfEvalError, Severity
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.form.blanks import with_year
from selfeval.excel.form.fill import Filling, fill_template
from selfeval.excel.form.parts.check import Changes, differences
from selfeval.excel.form.parts.package import open_package
from selfeval.excel.read import read_workbook
from tests.examples import examples
from tests.excel.forms import HEADERS, listing, national
from tests.excel.scored_books import ODD_TEXTS, assessed, filled, pack, project, row
from tests.places import ROOT

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")


def codes(filling: Filling) -> list[str]:
    return [problem.code for problem in filling.problems]


def told(filling: Filling, code: str) -> list[str]:
    return [f"{problem.where}: {problem.message.render()}" for problem in filling.problems if problem.code == code]


def saved(filling: Filling, folder: Path, index: int = 0) -> Path:
    path = folder / f"filled{index}{filling.forms[index].suffix}"
    path.write_bytes(filling.forms[index].data)
    return path


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(path: Path) -> dict[tuple[str, str], tuple[object, str]]:
    """Value and look of every cell, by openpyxl: an independent reader."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, f"{cell.font} {cell.fill} {cell.border} {cell.number_format}")
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
    }


def one(*, actual: str = "12公里", reason: str = "", **more: object) -> Assessment:
    rows = (
        row("修路里程", "≥10公里", actual, weight=Decimal(50), reason=reason),
        row("群众满意度", "≥90%", "95%", "满意度指标", "服务对象满意度指标", weight=Decimal(40)),
    )
    return assessed(project(*rows, title="农村公路养护", code="A001", **more))


BLANK = ("", "", "", "", "", "", "", "")


def test_only_the_sheet_with_written_cells_differs_and_there_only_those(tmp_path: Path) -> None:
    form = national(tmp_path / "form.xlsx")
    filling = fill_template(form, filled())
    before = parts(form.read_bytes())
    was = cells(form)
    for index, done in enumerate(filling.forms):
        after = parts(done.data)
        assert list(after) == list(before)
        changed_parts = {name for name in before if before[name] != after[name]}
        assert changed_parts == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}  # styles are added for units
        now = cells(saved(filling, tmp_path, index))
        changed = {f"{sheet}!{cell}" for (sheet, cell), value in now.items() if was[sheet, cell] != value}
        assert changed <= {str(entry.where) for entry in done.entries}
        written = {(entry.where.sheet, entry.where.cell) for entry in done.entries}
        assert all(was[place][1] == now[place][1] for place in was if place not in written)
        for place in written & was.keys():
            old, new = (look[place][1].rpartition(" ") for look in (was, now))
            assert old[0] == new[0] and (old == new or new[2].endswith(('"', "%")))


def test_the_filled_form_reads_back_as_the_same_evaluation(tmp_path: Path) -> None:
    rows = tuple(
        row(f"指标名{number}", f"≥{number}0公里", f"{number}公里", weight=Decimal(30), reason=f"原因{number}")
        for number in (1, 2, 3)
    )
    scored = assessed(project(*rows, title="农村公路养护", code="A001"))
    line = ("产出指标", "数量指标", *BLANK[2:])
    filling = fill_template(listing(tmp_path / "form.xlsx", [line, line, line]), scored)
    again = read_workbook(saved(filling, tmp_path)).department.projects[0]
    result = scored.projects[0]
    assert (again.name, again.code) == ("农村公路养护", "A001")
    assert [item.actual for item in again.indicators] == ["1公里", "2公里", "3公里"]
    assert [item.claimed_score for item in again.indicators] == [item.score for item in result.indicators]
    assert [item.weight for item in again.indicators] == [item.weight.effective for item in result.indicators]
    assert [item.reason for item in again.indicators] == ["原因1", "原因2", "原因3"]
    assert again.claimed.total == result.total
    assert again.claimed.execution_score == result.execution.score
    second = assess(Evaluation(read_workbook(saved(filling, tmp_path)).department), pack()).projects[0]
    assert second.total == result.total


def test_blank_form_gives_one_copy_a_project(tmp_path: Path) -> None:
    filling = fill_template(national(tmp_path / "form.xlsx"), filled())
    assert [form.copy for form in filling.forms] == [True, True]
    names = [read_workbook(saved(filling, tmp_path, index)).department.projects[0].name for index in (0, 1)]
    assert names == [result.project.title for result in filled().projects]
    totals = [read_workbook(saved(filling, tmp_path, index)).department.projects[0].claimed.total for index in (0, 1)]
    assert totals == [result.total for result in filled().projects], "the bureau's own formula, worked out"


def test_named_tables_are_filled_in_one_file(tmp_path: Path) -> None:
    ids = [result.project.code for result in filled().projects]
    form = national(tmp_path / "form.xlsx", sheets=(("乙", ids[1]), ("甲", ids[0])))
    filling = fill_template(form, filled())
    assert len(filling.forms) == 1
    book = read_workbook(saved(filling, tmp_path)).department
    assert [(item.sheet, item.code) for item in book.projects] == [("乙", ids[1]), ("甲", ids[0])]
    assert [item.claimed.total for item in book.projects] == [filled().projects[1].total, filled().projects[0].total]


def test_a_form_that_is_filled_already_has_nothing_to_take(tmp_path: Path) -> None:
    lines = [("产出指标", "数量指标", *BLANK[2:]), ("满意度指标", "服务对象满意度指标", *BLANK[2:])]
    first = fill_template(listing(tmp_path / "form.xlsx", lines), one())
    again = fill_template(saved(first, tmp_path), one())
    assert (again.forms, codes(again)) == ((), ["F536"])


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("cell", ["【312001】农村公路养护", "312001-农村公路养护", "农村公路养护（312001）"])
def test_code_and_name_in_one_cell_of_the_form_are_both_there(tmp_path: Path, cell: str, force: bool) -> None:
    scored = assessed(project(row("里程", "≥10公里", "10公里"), title="农村公路养护", code="312001"))
    form = listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:])], name=cell)
    edit = openpyxl.load_workbook(form)
    edit.worksheets[0]["D2"] = None
    edit.save(form)
    filling = fill_template(form, scored, force=force)
    assert "F525" not in codes(filling)
    assert openpyxl.load_workbook(saved(filling, tmp_path)).worksheets[0]["B2"].value == cell


def test_a_form_for_targets_lacks_the_columns(tmp_path: Path) -> None:
    form = ROOT / "workbooks" / "leting-2025-targets.xlsx"
    filling = fill_template(form, filled())
    assert filling.forms == ()
    texts = told(filling, "F528")
    assert any("no column for 实际完成值" in text for text in texts)
    assert any("no column for 得分" in text for text in texts)


def test_one_cell_for_the_reasons_of_a_tier_takes_all_of_them(tmp_path: Path) -> None:
    line = ("产出指标", "数量指标", *BLANK[2:])
    path = listing(tmp_path / "form.xlsx", [line, line])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("H7:H8")
    book.active.merge_cells("G7:G8")
    book.save(path)
    rows = row("甲", "≥10个", "9个", reason="一"), row("乙", "≥10个", "8个", reason="二")
    filling = fill_template(path, assessed(project(*rows, title="路")))
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert (sheet["H7"].value, sheet["G7"].value) == ("一\n二", None)
    assert [problem.where.cell for problem in filling.problems if problem.code == "F528"] == ["G7", "G7"]


def test_two_blank_tables_are_refused(tmp_path: Path) -> None:
    form = national(tmp_path / "form.xlsx", sheets=(("一", ""), ("二", "")))
    with pytest.raises(SelfEvalError) as raised:
        fill_template(form, filled())
    assert raised.value.code == "F520"


def test_a_form_of_another_project_is_left_alone(tmp_path: Path) -> None:
    filling = fill_template(national(tmp_path / "form.xlsx", sheets=(("表", "X999"),)), one())
    assert filling.forms == ()
    assert {"F521", "F522"} <= set(codes(filling))


def test_a_form_without_a_table_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "说明"
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(SelfEvalError) as raised:
        fill_template(tmp_path / "form.xlsx", one())
    assert raised.value.code == "F112"


def test_missing_rows_are_counted_and_the_form_is_not_filled(tmp_path: Path) -> None:
    rows = tuple(row(f"里程{number}", "≥10公里", "12公里") for number in range(4))
    form = listing(
        tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:]), ("效益指标", "社会效益指标", *BLANK[2:])]
    )
    filling = fill_template(form, assessed(project(*rows, title="路")))
    assert filling.forms == ()
    assert told(filling, "F523") == [
        "自评表!C6: 3 more rows are needed under 产出指标/数量指标; the form of this project was not filled."
    ]


def test_listed_indicators_are_matched_by_path_and_name(tmp_path: Path) -> None:
    lines = [
        ("满意度指标", "服务对象满意度指标", "群众 满意度", "≥90%", *BLANK[4:]),
        ("产出指标(50分)", "数量指标", "修路里程", "", *BLANK[4:]),
        ("产出指标(50分)", "数量指标", "架桥座数", "≥2座", *BLANK[4:]),
    ]
    filling = fill_template(listing(tmp_path / "form.xlsx", lines), one())
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert [sheet.cell(place, 5).value for place in (7, 8, 9)] == [0.95, 12, None]
    assert sheet["D8"].value == "≥10公里"
    assert sheet["A8"].value == "产出指标(50分)"
    assert told(filling, "F524") == [
        "自评表!C9: The evaluation has no indicator that this row could be; it was left as it is."
    ]


def test_what_the_form_says_is_kept_and_listed_unless_forced(tmp_path: Path) -> None:
    lines = [
        ("产出指标", "数量指标", "修路里程", "≥10公里", "9公里", 50, 45, ""),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", 40, "", ""),
    ]
    form = listing(tmp_path / "form.xlsx", lines)
    kept = fill_template(form, one())
    sheet = openpyxl.load_workbook(saved(kept, tmp_path)).active
    assert (sheet["E7"].value, sheet["G7"].value, sheet["G8"].value) == ("9公里", 45, 40)
    assert [problem.where.cell for problem in kept.problems if problem.code == "F525"] == ["E7", "G7"]
    assert all(problem.severity is Severity.WARNING for problem in kept.problems if problem.code == "F525")
    forced = fill_template(form, one(), force=True)
    sheet = openpyxl.load_workbook(saved(forced, tmp_path)).active
    assert (sheet["E7"].value, sheet["G7"].value) == (12, 50)
    assert "自评表!E7: 实际完成值: “9公里” was replaced by “12公里”." in told(forced, "F525")


def test_other_points_in_the_form_keep_score_and_total_out(tmp_path: Path) -> None:
    lines = [
        ("产出指标", "数量指标", "修路里程", "≥10公里", "", 45, "", ""),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "", "", "", ""),
    ]
    filling = fill_template(listing(tmp_path / "form.xlsx", lines), one())
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert (sheet["E7"].value, sheet["F7"].value, sheet["G7"].value) == (12, 45, None)
    assert (sheet["G8"].value, sheet["G9"].value) == (40, None)
    assert codes(filling).count("F535") == 1


def test_money_follows_the_unit_of_the_form(tmp_path: Path) -> None:
    line = ("产出指标", "数量指标", *BLANK[2:]), ("满意度指标", "服务对象满意度指标", *BLANK[2:])
    filling = fill_template(listing(tmp_path / "form.xlsx", list(line), unit="元"), one())
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert [sheet.cell(5, column).value for column in range(3, 9)] == [1000000, 1000000, 955000, 10, "95.5%", 9.55]
    assert "F529" in codes(filling)


def test_the_formula_of_the_form_stays_and_is_compared(tmp_path: Path) -> None:
    path = listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:]), ("满意度指标", "", *BLANK[2:])])
    book = openpyxl.load_workbook(path)
    book.active["G9"], book.active["F9"] = "=SUM(G7:G8)", "=VLOOKUP(F7,F7:F8,1)"
    book.active["H5"] = "=ROUND(E5/D5*F5,2)"
    book.save(path)
    filling = fill_template(path, one())
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert (sheet["G9"].value, sheet["F9"].value) == ("=SUM(G7:G8)", "=VLOOKUP(F7,F7:F8,1)")
    assert told(filling, "F527") == ["自评表!G9: The form's formula was kept; it gives 90, the evaluation 99.55."]
    assert any("It should show 100" in text for text in told(filling, "F526"))
    values = openpyxl.load_workbook(saved(filling, tmp_path), data_only=True).active
    assert (values["G9"].value, values["F9"].value) == (90, None), "no stale value where it cannot be worked out"
    assert openpyxl.load_workbook(saved(filling, tmp_path)).calculation.fullCalcOnLoad


def test_a_stale_sum_on_another_sheet_is_worked_out_too(tmp_path: Path) -> None:
    path = national(tmp_path / "form.xlsx", formulas=False)
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("汇总")
    other["A1"], other["A2"] = "=自评表!H31*2", "=1+1"
    book.save(path)
    filling = fill_template(path, one())
    total = one().projects[0].total
    assert total is not None
    values = openpyxl.load_workbook(saved(filling, tmp_path), data_only=True)["汇总"]
    assert Decimal(str(values["A1"].value)) == total * 2


def test_percent_cells_take_the_fraction_and_rounding_formats_are_told(tmp_path: Path) -> None:
    path = listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:]), ("满意度指标", "", *BLANK[2:])])
    book = openpyxl.load_workbook(path)
    book.active["G5"].number_format, book.active["E8"].number_format = "0.00%", "0%"
    book.active["H5"].number_format = "0"
    book.save(path)
    filling = fill_template(path, one())
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert (sheet["G5"].value, sheet["E8"].value, sheet["E7"].value) == (0.955, 0.95, 12)
    assert told(filling, "F533") == ["自评表!H5: The number format of the cell shows 10 for 9.55."]


def test_merged_blank_tiers_take_one_tier_each(tmp_path: Path) -> None:
    path = listing(tmp_path / "form.xlsx", [BLANK, BLANK, BLANK, BLANK])
    book = openpyxl.load_workbook(path)
    for merge in ("A7:A8", "A9:A10", "B9:B10"):
        book.active.merge_cells(merge)
    book.save(path)
    rows = (
        row("甲", "≥1个", "1个"), row("乙", "≥1%", "1%", tier2="质量指标"),
        row("丙", "≥1%", "1%", "满意度指标", "服务对象满意度指标"),
    )  # fmt: skip
    filling = fill_template(path, assessed(project(*rows, title="路")))
    sheet = openpyxl.load_workbook(saved(filling, tmp_path)).active
    got = [[sheet.cell(line, column).value for column in (1, 2, 3)] for line in (7, 8, 9, 10)]
    assert got == [["产出指标", "数量指标", "甲"], [None, "质量指标", "乙"],
                   ["满意度指标", "服务对象满意度指标", "丙"], [None, None, None]]  # fmt: skip


def test_hidden_blank_rows_are_not_used(tmp_path: Path) -> None:
    tier = ("产出指标", "数量指标", *BLANK[2:])
    path = listing(tmp_path / "form.xlsx", [tier, tier, ("满意度指标", "", *BLANK[2:])])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[7].hidden = True
    book.save(path)
    sheet = openpyxl.load_workbook(saved(fill_template(path, one()), tmp_path)).active
    assert (sheet["C7"].value, sheet["C8"].value) == (None, "修路里程")


def test_a_header_of_two_lines_and_signs_in_a_cell_of_their_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["项目支出绩效自评表"], ["项目名称", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"],
        ["", "", "", "符号", "值", "计量单位"], ["产出指标", "数量指标"], ["满意度指标", ""], ["总分"],
    ):  # fmt: skip
        sheet.append(line)
    for merge in ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:H4", "I3:I4"):
        sheet.merge_cells(merge)
    book.save(tmp_path / "form.xlsx")
    filling = fill_template(tmp_path / "form.xlsx", one())
    done = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert [done.cell(5, column).value for column in range(3, 10)] == ["修路里程", "≥", 10, "公里", 12, 50, 50]
    again = read_workbook(saved(filling, tmp_path)).department.projects[0]
    assert [item.target for item in again.indicators] == ["≥10公里", "≥90%"]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_texts_stay_texts(tmp_path: Path, text: str) -> None:
    lines = [("产出指标", "数量指标", *BLANK[2:]), ("满意度指标", "", *BLANK[2:])]
    filling = fill_template(listing(tmp_path / "form.xlsx", lines), one(reason=text))
    place = openpyxl.load_workbook(saved(filling, tmp_path)).active["H7"]
    assert place.data_type in {"inlineStr", "s"}
    assert open_book(saved(filling, tmp_path)).sheets[0].text(7, 8) == text.strip()


def test_macros_stay_and_the_name_keeps_its_kind(tmp_path: Path) -> None:
    form = national(tmp_path / "form.xlsx")
    with zipfile.ZipFile(tmp_path / "form.xlsm", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(form.read_bytes()).items():
            if name == "[Content_Types].xml":
                data = data.replace(  # noqa: PLW2901 - the package says what it is
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            archive.writestr(name, data)
        archive.writestr("xl/vbaProject.bin", b"macro\0code")
        archive.writestr("_xmlsignatures/sig1.xml", b"<Signature/>")
    filling = fill_template(tmp_path / "form.xlsm", one())
    assert filling.forms[0].suffix == ".xlsm"
    assert parts(filling.forms[0].data)["xl/vbaProject.bin"] == b"macro\0code"
    assert {"F201", "F530", "F531"} <= set(codes(filling))


def test_prefixed_and_pretty_printed_xml(tmp_path: Path) -> None:
    form = listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:]), ("满意度指标", "", *BLANK[2:])])
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        for name, data in parts(form.read_bytes()).items():
            if name == "xl/worksheets/sheet1.xml":
                for tag in (b"worksheet", b"sheetData", b"dimension", b"row", b"c", b"v", b"is", b"t"):
                    for left in (b"<", b"</"):
                        for right in (b" ", b">", b"/"):
                            data = data.replace(left + tag + right, left + b"x:" + tag + right)  # noqa: PLW2901
                data = data.replace(b"xmlns=", b"xmlns:x=").replace(b"<x:row", b"\n  <x:row")  # noqa: PLW2901
                for tag in (b"sheetPr", b"outlinePr", b"pageSetUpPr", b"sheetViews", b"sheetView", b"selection",
                            b"sheetFormatPr", b"pageMargins"):  # fmt: skip
                    data = data.replace(b"<" + tag, b"<x:" + tag).replace(b"</" + tag, b"</x:" + tag)  # noqa: PLW2901
            archive.writestr(name, data)
    filling = fill_template(tmp_path / "other.xlsx", one())
    again = read_workbook(saved(filling, tmp_path)).department.projects[0]
    assert [item.actual for item in again.indicators] == ["12公里", "95%"]


def test_rows_and_cells_that_are_not_there_yet_are_made(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    for place, word in enumerate(heads, start=1):
        sheet.cell(3, place, word)
    sheet["A1"], sheet["A2"], sheet["A8"] = "项目支出绩效自评表", "项目名称", "总分"
    book.save(tmp_path / "form.xlsx")
    filling = fill_template(tmp_path / "form.xlsx", one())
    assert parts(filling.forms[0].data)["xl/worksheets/sheet1.xml"].count(b"<row ") == 6
    again = read_workbook(saved(filling, tmp_path)).department.projects[0]
    assert [(item.tier3, item.actual) for item in again.indicators] == [("修路里程", "12公里"), ("群众满意度", "95%")]
    assert again.claimed.total == one().projects[0].total
    assert openpyxl.load_workbook(saved(filling, tmp_path)).active.dimensions == "A1:G8"


@settings(max_examples=examples(25), deadline=None)
@given(
    st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), st.sampled_from(ODD_TEXTS), max_size=12),
    st.integers(1, 3),
)
def test_whatever_is_written_nothing_else_changes(given_cells: dict[tuple[int, int], str], count: int) -> None:
    from selfeval.excel.form.parts.patch import patch_sheet
    from selfeval.excel.form.parts.scan import scan

    with tempfile.TemporaryDirectory() as folder:
        form = national(Path(folder) / "form.xlsx", rows=count)
        data = form.read_bytes()
        name = "xl/worksheets/sheet1.xml"
        sheet = parts(data)[name]
        formulas = {(n, c.column) for n, r in scan(sheet).rows.items() for c in r.cells if c.formula_end}
        values = {place: text for place, text in given_cells.items() if place not in formulas}
        patched = patch_sheet(sheet, values, {})
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for part, content in parts(data).items():
                archive.writestr(part, patched if part == name else content)
        written = dict.fromkeys(values)
        assert differences(data, out.getvalue(), Changes({name: written}, {})) == []
        if any(text.strip() for text in values.values()):
            assert differences(data, out.getvalue(), Changes({name: list(written)[1:]}, {})) in ([], [name])
            assert differences(data, out.getvalue(), Changes({}, {})) == [name]
        before = open_package(form).book.sheets[0].cells
        path = Path(folder) / "after.xlsx"
        path.write_bytes(out.getvalue())
        after = open_book(path).sheets[0].cells
        assert {p: c for p, c in before.items() if p not in values} == {
            p: c for p, c in after.items() if p not in values
        }
        for place, text in values.items():
            found = after.get(place)
            assert (found.text if found else "").strip() == text.strip()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b'<row r="12"', b'<row r="3"', 1),
        lambda data: b"\xff\xfe" + data.decode().replace("UTF-8", "UTF-16").encode("utf-16-le"),
    ],
)
def test_what_cannot_be_patched_with_certainty_is_refused(tmp_path: Path, damage) -> None:
    form = national(tmp_path / "form.xlsx")
    with zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as archive:
        for name, data in parts(form.read_bytes()).items():
            archive.writestr(name, damage(data) if name == "xl/worksheets/sheet1.xml" else data)
    with pytest.raises(SelfEvalError) as raised:
        fill_template(tmp_path / "odd.xlsx", one())
    assert raised.value.code == "F532"


def test_the_blank_year_of_the_title_and_the_signature_line_are_filled(tmp_path: Path) -> None:
    form = openpyxl.load_workbook(listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:])] * 2))
    sheet = form.active
    sheet["A1"] = "项目支出绩效自评表（    年度）"
    sheet["A10"] = "填报人：            联系电话：            负责人（签字）：            填报日期：    年  月  日"
    sheet["A11"], sheet["C11"], sheet["D11"] = "填表人：", "单位负责人：    ", "电话："
    sheet["B11"].border = copy(sheet["A9"].border)
    form.save(tmp_path / "form.xlsx")
    facts = {FactKey("", "", "preparer"): "张三", FactKey("", "", "leader"): "李四"}
    rows = (row("修路里程", "≥10公里", "12公里"), row("架桥", "≥1座", "1座"))
    filling = fill_template(tmp_path / "form.xlsx", assessed(project(*rows, title="路"), facts=facts))
    done = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert done["A1"].value == "项目支出绩效自评表（2025年度）"
    assert done["A10"].value.split() == [
        "填报人：张三",
        "联系电话：",
        "负责人（签字）：",
        "填报日期：",
        "年",
        "月",
        "日",
    ]
    assert (done["A11"].value, done["B11"].value, done["C11"].value) == ("填表人：", "张三", "单位负责人：李四")
    again = fill_template(saved(filling, tmp_path), assessed(project(*rows, title="路"), facts=facts))
    assert codes(again) == ["F536"], "filled twice, it stays as it is"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("（    年度）", "（2025年度）"),
        ("（年度）", "（2025年度）"),
        ("20  年度项目支出绩效自评表", "2025年度项目支出绩效自评表"),
        ("（ ____ 年度）", "（2025年度）"),
        ("项目支出绩效自评表（20××年度）", "项目支出绩效自评表（2025年度）"),
        ("（2024年度）", "（2024年度）"),
        ("本年度项目支出绩效自评表", "本年度项目支出绩效自评表"),
        ("截至    年底", "截至    年底"),
    ],
)
def test_years_are_put_into_blanks_only(title: str, wanted: str) -> None:
    assert with_year(title, 2025) == wanted


def test_forms_beside_each_other_are_filled_each_in_its_own_columns(tmp_path: Path) -> None:
    left = openpyxl.load_workbook(
        listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:])] * 2, code="A001")
    )
    sheet = left.active
    for cells_of_row in list(sheet.iter_rows(max_col=8)):
        for cell in cells_of_row:
            twin = sheet.cell(cell.row, cell.column + 9, "A002" if cell.value == "A001" else cell.value)
            twin.border = copy(cell.border)
    left.save(tmp_path / "form.xlsx")
    rows = (row("修路里程", "≥10公里", "12公里"), row("架桥", "≥1座", "1座"))
    projects = (project(*rows, title="路", code="A001"), project(*rows, title="桥", code="A002"))
    filling = fill_template(tmp_path / "form.xlsx", assessed(*projects))
    done = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert (done["B2"].value, done["K2"].value) == ("路", "桥")
    assert (done["C7"].value, done["L7"].value, done["H9"].value) == ("修路里程", "修路里程", None)
    assert done["G9"].value == done["P9"].value is not None


def test_a_form_that_goes_on_below_a_repeated_header_is_filled_whole(tmp_path: Path) -> None:
    line = ("产出指标", "数量指标", *BLANK[2:])
    form = listing(tmp_path / "form.xlsx", [line, HEADERS, line])
    rows = (row("修路里程", "≥10公里", "12公里"), row("架桥", "≥1座", "1座"))
    filling = fill_template(form, assessed(project(*rows, title="路")))
    done = openpyxl.load_workbook(saved(filling, tmp_path)).active
    assert [done.cell(place, 3).value for place in (7, 8, 9)] == ["修路里程", "三级指标", "架桥"]


def test_texts_longer_than_a_row_is_high_are_told(tmp_path: Path) -> None:
    form = openpyxl.load_workbook(listing(tmp_path / "form.xlsx", [("产出指标", "数量指标", *BLANK[2:])] * 2))
    form.active.row_dimensions[7].height = 24
    form.save(tmp_path / "form.xlsx")
    rows = (row("修路里程", "≥10公里", "8公里", reason="雨季" * 40), row("架桥", "≥1座", "0座", reason="雨季" * 40))
    filling = fill_template(tmp_path / "form.xlsx", assessed(project(*rows, title="路")))
    assert told(filling, "F537") == [
        "自评表!H7: 1 texts are longer than their rows are high, so that print may cut them off: H7"
    ]


def test_a_list_of_many_projects_is_refused_as_what_it_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目名称", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"])
    book.active.append(["路", "产出指标", "数量指标", "修路里程", "≥10公里"])
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(SelfEvalError) as raised:
        fill_template(tmp_path / "form.xlsx", one())
    assert raised.value.code == "F112"
    assert raised.value.message.render().startswith("form.xlsx is a list")
