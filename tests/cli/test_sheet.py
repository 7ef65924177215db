"""`selfeval sheet` and what comes back: every entry survives, nothing goes by place, nothing in silence."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import Problem, Severity
from selfeval.core.texts.words.marks import yes_or_no
from selfeval.excel.fillin.labels import FILL, GUIDE
from selfeval.excel.paper.cells import MAX_TEXT, safe_text
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.incoming.fill_in import incoming, take_in
from selfeval.workspace.work.opening import open_workspace
from tests.cli.conftest import Run, listing
from tests.cli.sheet_books import (
    DEPARTMENT,
    LENGTH,
    ONE,
    RATE,
    TWO,
    columns,
    edited,
    evaluation,
    fill,
    indicator,
    row_of,
    scrambled,
    sheet,
)
from tests.examples import examples

Facts = dict[FactKey, str]


def read(*paths: Path, made=None, year: int | None = None) -> tuple[Facts, dict[str, list[Problem]]]:
    values, problems = read_actuals(*paths, evaluation=made or evaluation(), year=year)
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    return dict(values), by_code


def places() -> Iterable[tuple[str, str, tuple[str, ...]]]:
    for project in DEPARTMENT.projects:
        yield project.id, "", ("initial", "adjusted", "executed", "checkpoint.3", "goal_actual", "budget_reason")
        for item in project.indicators:
            yield project.id, item.id, ("actual", "reason", "evidence", "not_applicable")


KEYS = [FactKey(project, item, name) for project, item, names in places() for name in names]
TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "+5", "-3%", "@SUM(A1)", "95%", "0.95", "1-12", "2025年12月20日", "007", "1,234.50", "http://a.cn/b",
         "_x000D_", "_x0041_", "<a>&amp;", "一\n二", "达成年度指标", "指标调整（乐财〔2025〕3号）", "未开展 甲 乙",
         "㎡≥①"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)  # fmt: skip


def shown(facts: Facts) -> Facts:
    """What a cell can hold of the facts: no outer blanks, no control characters.

    A mark of not applying counts without its outer blanks, to which some control characters belong.
    """
    bare = {key: text.strip() if key.field == "not_applicable" else text for key, text in facts.items()}
    kept = {key: safe_text(text).strip() for key, text in bare.items()}
    return {key: text for key, text in kept.items() if text}


def not_applicable_kept(facts: Facts) -> Facts:
    """Words that the column 不适用 takes for yes or no are not what this law is about."""

    def said(text: str) -> bool:
        return text.strip() in {"适用", "无"} or yes_or_no(text, figures=True) is not None

    return {key: text for key, text in facts.items() if key.field != "not_applicable" or not said(text)}


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.dictionaries(st.sampled_from(KEYS), TEXTS, min_size=1, max_size=12), seed=st.integers(0, 99))
@example(facts=dict.fromkeys(KEYS, "\x1f"), seed=0)
@example(facts=dict.fromkeys(KEYS, "F"), seed=0)
def test_every_entry_survives_the_way_to_a_colleague_and_back(tmp_path: Path, facts: Facts, seed: int) -> None:
    facts = not_applicable_kept(facts)
    path = sheet(tmp_path / "a.xlsx", evaluation(facts))
    values, problems = read(path)
    known = {FactKey(ONE, "", "initial"): "180", FactKey(ONE, "", "initial.fiscal"): "180"}
    assert values == known | shown(facts)
    assert {code for code, found in problems.items() if any(p.severity is Severity.ERROR for p in found)} == set()


@pytest.mark.parametrize("seed", range(5))
def test_rows_sorted_columns_moved_and_inserted_header_shifted(tmp_path: Path, seed: int) -> None:
    facts = {key: f"{place}号 =甲" for place, key in enumerate(KEYS) if key.field != "not_applicable"}
    made = evaluation(facts)
    path = sheet(tmp_path / "a.xlsx", made)
    before = read(path)[0]
    edited(path, lambda page: scrambled(page, seed))
    book = openpyxl.load_workbook(path)
    book[FILL].title = "交回"
    del book[GUIDE]
    book.save(path)
    after, problems = read(path)
    assert after == before
    assert set(problems) <= {"F404", "F414"}
    assert [problem.input for problem in problems["F404"]] == ["备注"]


def test_what_is_known_is_filled_in_already_and_counts(tmp_path: Path) -> None:
    facts = {
        FactKey(ONE, RATE, "actual"): "95%",
        FactKey(ONE, LENGTH, "not_applicable"): "指标调整 乐财预〔2025〕3号",
        FactKey(TWO, "", "executed"): "5",
    }
    book = openpyxl.load_workbook(sheet(tmp_path / "a.xlsx", evaluation(facts)), data_only=True)
    page, guide = book[FILL], book[GUIDE]
    at = columns(page)
    assert page.cell(row_of(page, ONE, "合格率"), at["实际完成值"]).value == "95%"
    row = row_of(page, ONE, "里程")
    assert [page.cell(row, at[word]).value for word in ("不适用", "文号")] == ["指标调整", "乐财预〔2025〕3号"]
    states = [page.cell(line, at["状态"]).value for line in range(4, page.max_row + 1)]
    counted = (states.count("已填"), states.count("已填") + states.count("未填"))
    assert page["A2"].value == f"已填 {counted[0]} / {counted[1]}"
    texts = [cell.value for line in guide.iter_rows() for cell in line if isinstance(cell.value, str)]
    progress = [text for text in texts if text.startswith("已填 ")]
    assert progress == ["已填 4 / 11", "已填 1 / 8", "已填 5 / 19"]
    assert progress[2] == page["A2"].value


def test_a_checkpoint_is_open_only_where_a_plan_stands_for_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheet(tmp_path / "a.xlsx", evaluation({})), data_only=True)
    page, at = book[FILL], columns(book[FILL])
    states = {
        (project, month): page.cell(row_of(page, project, f"{month}月底"), at["状态"]).value
        for project in (ONE, TWO)
        for month in (3, 6, 10, 12)
    }
    planned = {(ONE, 3)}
    assert {where for where, state in states.items() if state == "未填"} == planned
    assert {state for where, state in states.items() if where not in planned} == {"选填"}


def test_only_the_inputs_can_be_changed_and_sorting_and_filtering_are_allowed(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheet(tmp_path / "a.xlsx"))
    page = book[FILL]
    at = columns(page)
    protection = page.protection
    assert protection.sheet and not protection.password and not (protection.sort or protection.autoFilter)
    assert not protection.formatColumns and protection.insertRows and protection.deleteColumns
    assert book[GUIDE].protection.sheet
    open_columns = {"里程": {"实际完成值", "不适用", "文号", "偏差原因分析及改进措施", "佐证资料"}}
    open_columns["出行改善"] = {*open_columns["里程"], "得分比例"}
    open_columns["全年执行数"] = {"实际完成值", "偏差原因分析及改进措施"}
    open_columns["3月底"] = {"实际完成值"}
    for name, wanted in open_columns.items():
        row = row_of(page, ONE, name)
        assert {word for word, column in at.items() if not page.cell(row, column).protection.locked} == wanted, name
    assert all(cell.protection.locked for row in page.iter_rows(max_row=3) for cell in row)
    assert not any(sheet.sheet_state != "visible" for sheet in book.worksheets)
    assert not any(dimension.hidden for dimension in page.column_dimensions.values())
    assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 9
    assert page.print_title_rows == "$3:$3" and page.sheet_properties.pageSetUpPr.fitToPage


def test_every_sort_of_entry_has_its_validation(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(sheet(tmp_path / "a.xlsx"))[FILL]
    column = columns(page)["实际完成值"]
    by_cell = {
        str(area): rule for rule in page.data_validations.dataValidation for area in rule.sqref.ranges
    }  # every rule stands on cells of its own
    found = {}
    for name in ("里程", "合格率", "完工", "是否验收", "出行改善", "全年执行数", "3月底"):
        found[name] = by_cell[page.cell(row_of(page, ONE, name), column).coordinate]
    assert {rule.errorStyle for rule in found.values()} == {"warning"}
    assert found["是否验收"].formula1 == '"是,否"'
    assert found["出行改善"].formula1.startswith('"达成年度指标,')
    assert found["完工"].type == "custom" and "DATEVALUE" in found["完工"].formula1
    for name, unit in (("里程", "公里"), ("合格率", "%"), ("全年执行数", "万元"), ("3月底", "%")):
        assert f"单位：{unit}" in found[name].prompt, name
        assert found[name].type == "custom" and "VALUE" in found[name].formula1
    states = by_cell[page.cell(row_of(page, ONE, "里程"), columns(page)["不适用"]).coordinate]
    assert states.formula1 == '"未开展,指标调整,项目取消,数据未出"'


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    made = evaluation({FactKey(ONE, LENGTH, "actual"): "=cmd|'/c calc'!A1", FactKey(ONE, LENGTH, "reason"): "@SUM(A1)"})
    page = openpyxl.load_workbook(sheet(tmp_path / "a.xlsx", made))[FILL]
    formulas = {cell.column for row in page.iter_rows(min_row=3) for cell in row if cell.data_type == "f"}
    assert formulas == {columns(page)["状态"]}
    assert page.cell(row_of(page, ONE, "=1+1"), columns(page)["三级指标"]).data_type == "s"


def entered(path: Path, project: str, name: str, number: int = 1, **texts: object) -> Path:
    return edited(path, lambda page: fill(page, project, name, number, **texts))


@pytest.mark.parametrize(
    ("value", "number_format", "wanted"),
    [
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (12, "General", "12"),
        ("12", "@", "12"),
        (175.3, "General", "175.3"),
        (datetime.date(2025, 12, 20), "yyyy-mm-dd", "2025-12-20"),
        (datetime.date(2025, 12, 20), 'yyyy"年"m"月"d"日"', "2025-12-20"),
        (46011, "mm-dd-yy", "2025-12-20"),
        (" 12 公里 ", "@", "12 公里"),
    ],
)
def test_values_as_other_programs_leave_them(tmp_path: Path, value: object, number_format: str, wanted: str) -> None:
    def change(page: Worksheet) -> None:
        cell = page.cell(row_of(page, ONE, "里程"), columns(page)["实际完成值"])
        cell.value, cell.number_format = value, number_format  # type: ignore[assignment]

    values, problems = read(edited(sheet(tmp_path / "a.xlsx"), change))
    assert values[FactKey(ONE, LENGTH, "actual")] == wanted
    assert set(problems) == {"F414"}


def test_blank_cells_clear_nothing_and_are_counted(tmp_path: Path) -> None:
    path = entered(sheet(tmp_path / "a.xlsx"), ONE, "里程", 实际完成值="12")
    made = evaluation({FactKey(ONE, RATE, "actual"): "95%"})
    values, problems = read(path, made=made)
    assert FactKey(ONE, RATE, "actual") not in values
    (problem,) = problems["F414"]
    assert problem.message.render() == "43 of 46 rows have no actual; they change nothing."
    assert str(problem.where) == "a.xlsx"


def test_deleted_rows_are_no_matter(tmp_path: Path) -> None:
    path = entered(sheet(tmp_path / "a.xlsx"), TWO, "里程", 实际完成值="12")

    def keep_one(page: Worksheet) -> None:
        row = row_of(page, TWO, "里程")
        page.delete_rows(row + 1, page.max_row)
        page.delete_rows(4, row - 4)

    values, problems = read(edited(path, keep_one))
    assert (values, problems) == ({FactKey(TWO, LENGTH, "actual"): "12"}, {})


def _retarget(page: Worksheet) -> None:
    fill(page, ONE, "里程", 年度指标值="≥20公里")


def _rename(page: Worksheet) -> None:
    fill(page, ONE, "里程", 三级指标="长度")


def _retier(page: Worksheet) -> None:
    fill(page, ONE, "里程", 二级指标="")


def _recode(page: Worksheet) -> None:
    fill(page, ONE, "里程", 项目编码="9")


def _uncode(page: Worksheet) -> None:
    fill(page, ONE, "里程", 项目编码="", 项目名称="")


def _last_year(page: Worksheet) -> None:
    fill(page, ONE, "里程", 年度="2024")


def _other_project(page: Worksheet) -> None:
    fill(page, ONE, "里程", 项目名称="造桥资金")


def _copied_row(page: Worksheet) -> None:
    page.append([cell.value for cell in page[row_of(page, ONE, "里程")]])
    page.cell(page.max_row, columns(page)["实际完成值"]).value = "13"


def _lonely_document(page: Worksheet) -> None:
    fill(page, ONE, "合格率", 文号="3号")


def _error_cell(page: Worksheet) -> None:
    fill(page, ONE, "里程", 实际完成值="#REF!")
    page.cell(row_of(page, ONE, "里程"), columns(page)["实际完成值"]).data_type = "e"


def _hidden_row(page: Worksheet) -> None:
    page.row_dimensions[row_of(page, ONE, "里程")].hidden = True


def _not_applicable_too(page: Worksheet) -> None:
    fill(page, ONE, "里程", 不适用="未开展")


@pytest.mark.parametrize(
    ("change", "code", "severity", "taken", "words"),
    [
        (_retarget, "F413", Severity.WARNING, True, ("≥20公里", "≥10公里")),
        (_rename, "F401", Severity.ERROR, False, ()),
        (_retier, "F401", Severity.ERROR, False, ()),
        (_recode, "F401", Severity.ERROR, False, ()),
        (_uncode, "F401", Severity.ERROR, False, ()),
        (_last_year, "F412", Severity.ERROR, False, ("2024", "2025")),
        (_other_project, "F413", Severity.WARNING, True, ("造桥资金", "修路资金")),
        (_copied_row, "F403", Severity.ERROR, True, ("12", "13")),
        (_lonely_document, "F404", Severity.WARNING, True, ()),
        (_hidden_row, "F203", Severity.INFO, True, ()),
        (_not_applicable_too, "F415", Severity.WARNING, True, ("未开展",)),
    ],
)
def test_what_does_not_fit_is_said_with_its_cell(
    tmp_path: Path,
    change: Callable[[Worksheet], None],
    code: str,
    severity: Severity,
    taken: bool,
    words: tuple[str, ...],
) -> None:
    path = entered(sheet(tmp_path / "a.xlsx"), ONE, "里程", 实际完成值="12")
    values, problems = read(edited(path, change))
    (problem,) = problems.pop(code)
    assert problem.severity is severity
    assert str(problem.where).startswith("[a.xlsx]填报!")
    assert all(word in problem.message.render() for word in words)
    assert (values.get(FactKey(ONE, LENGTH, "actual")) == "12") is taken
    assert set(problems) <= {"F414"}


def test_a_sheet_of_other_targets_is_told_row_by_row(tmp_path: Path) -> None:
    other = replace(
        DEPARTMENT,
        year=2024,
        projects=tuple(
            replace(one, indicators=tuple(replace(row, actual="1") for row in one.indicators))
            for one in DEPARTMENT.projects
        ),
    )
    path = sheet(tmp_path / "a.xlsx", evaluation(department=other))
    values, problems = read(path)
    rows = sum(len(project.indicators) for project in other.projects)
    assert values == {}
    assert len([problem for problem in problems["F412"] if "里程" in problem.input or problem.input]) >= rows
    assert read(path, year=2024)[0]


def test_indicators_alike_in_everything_are_told_apart_by_their_number(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx")
    for number, text in ((1, "一次"), (2, "二次"), (3, "五次")):
        entered(path, TWO, "重复", number, 实际完成值=text)
    edited(path, scrambled)
    values, _ = read(path)
    base = "产出指标/数量指标/重复"
    assert [values[FactKey(TWO, f"{base}{mark}", "actual")] for mark in ("", "#2", "#3")] == ["一次", "二次", "五次"]

    def unnumbered(page: Worksheet) -> None:
        for row in range(8, page.max_row + 1):
            page.cell(row, columns(page)["序号"]).value = None

    values, problems = read(edited(path, unnumbered))
    assert [FactKey(TWO, f"{base}{mark}", "actual") in values for mark in ("", "#2", "#3")] == [False, False, True]
    assert len(problems["F402"]) == 2


def test_amounts_keep_the_unit_of_the_sheet(tmp_path: Path) -> None:
    path = entered(sheet(tmp_path / "a.xlsx"), TWO, "全年执行数", 实际完成值="5", 计量单位="万元")
    assert read(path)[0][FactKey(TWO, "", "executed")] == "5万元"


def test_several_colleagues(tmp_path: Path) -> None:
    made = evaluation({FactKey(ONE, LENGTH, "actual"): "11", FactKey(ONE, RATE, "actual"): "90%"})
    blank = sheet(tmp_path / "空.xlsx", made)
    for folder in ("办公室", "业务科"):
        (tmp_path / folder).mkdir()
        shutil.copy(blank, tmp_path / folder / "交回.xlsx")
    office, field = tmp_path / "办公室" / "交回.xlsx", tmp_path / "业务科" / "交回.xlsx"
    entered(office, ONE, "里程", 实际完成值="12")
    entered(office, TWO, "里程", 实际完成值="20")
    entered(field, TWO, "里程", 实际完成值="21")
    entered(field, TWO, "费用", 实际完成值="80")
    values, problems = read(office, field, made=made)
    assert values[FactKey(ONE, LENGTH, "actual")] == "12"  # the other file only repeats what was known
    assert values[FactKey(ONE, RATE, "actual")] == "90%"
    assert values[FactKey(TWO, "产出指标/成本指标/费用", "actual")] == "80"
    assert values[FactKey(TWO, LENGTH, "actual")] == "20"
    (conflict,) = problems["F403"]
    assert conflict.severity is Severity.ERROR
    assert str(conflict.where).startswith("[业务科/交回.xlsx]填报!")
    assert all(word in conflict.message.render() for word in ("“20”", "“21”", "[办公室/交回.xlsx]填报!"))
    assert {key: text for key, text in read(field, office, made=made)[0].items() if text == "21"}


def test_an_entry_too_long_for_a_cell_is_left_out_and_kept(tmp_path: Path) -> None:
    made = evaluation({FactKey(ONE, LENGTH, "reason"): "长" * (MAX_TEXT + 1)})
    values, _ = read(sheet(tmp_path / "a.xlsx", made), made=made)
    assert FactKey(ONE, LENGTH, "reason") not in values


def test_the_sheet_saved_as_csv_reads_the_same(tmp_path: Path) -> None:
    path = entered(sheet(tmp_path / "a.xlsx"), ONE, "里程", 实际完成值="12", 佐证资料="验收单")
    page = openpyxl.load_workbook(path, data_only=True)[FILL]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[cell.value for cell in row] for row in page.iter_rows()])
    (tmp_path / "a.csv").write_text(text.getvalue(), encoding="utf-8")
    from_csv, problems = read(tmp_path / "a.csv")
    assert from_csv == read(path)[0]
    assert {problem.severity for found in problems.values() for problem in found} <= {Severity.INFO}


def test_a_work_in_progress_takes_it_in_as_one_step(targets_book: Path, tmp_path: Path) -> None:
    work = open_workspace(targets_book)
    try:
        project = work.evaluation.department.projects[1]
        item = project.indicators[2]
        work.set(project.id, item.id, "actual", "80%")
        path = sheet(tmp_path / "a.xlsx", work.evaluation)
        code = project.code
        entered(path, code, item.tier3, 实际完成值="90%")
        entered(path, code, "全年执行数", 实际完成值="182.5")
        found = incoming(work, [path])
        assert dict(found.values) == {
            FactKey(project.id, item.id, "actual"): "90%",
            FactKey(project.id, "", "executed"): "182.5",
        }
        assert found.replaced == ((FactKey(project.id, item.id, "actual"), "80%"),)
        assert found.same > 0
        step = take_in(work, found)
        assert step is not None and step.kind == "import" and len(step.changes) == 2
        assert take_in(work, incoming(work, [path])) is None
        work.undo()
        assert work.evaluation.indicator_value(project, item, "actual") == "80%"
    finally:
        work.close()


# -- the command


def test_command(run: Run, folder: Path) -> None:
    done = run("sheet", "targets.xlsx")
    assert (done.code, done.out.strip()) == (0, f"Fill-in workbook: {folder / 'targets-填报-2025.xlsx'}")
    again = run("sheet", "targets.xlsx")
    assert again.code == 2 and "--force" in again.err
    assert run("sheet", "targets.xlsx", "--force").code == 0
    assert run("sheet", "targets.xlsx", "-o", "targets.xlsx", "--force").code == 2
    assert run("sheet", "targets.xlsx", "-o", "x.txt").code == 2
    before = listing(folder)
    assert run("sheet", "missing.xlsx").code == 2
    assert listing(folder) == before


def test_command_round_trip_gives_the_same_scores(run: Run, folder: Path) -> None:
    assert run("sheet", "filled.xlsx", "-o", "a.xlsx").code == 0

    def totals(*args: object) -> list[str]:
        return [project["total"] for project in json.loads(run("score", *args, "--json", "--force").out)["projects"]]

    wanted = totals("filled.xlsx")
    assert totals("targets.xlsx", "--actuals", "a.xlsx") == wanted
    assert run("score", "filled.xlsx", "-o", "scored.xlsx").code == 1
    assert run("sheet", "scored.xlsx", "-o", "b.xlsx").code == 0
    assert totals("targets.xlsx", "--actuals", "b.xlsx", "--actuals", "a.xlsx") == wanted


def test_command_lists_conflicts_and_what_the_actuals_had(run: Run, folder: Path) -> None:
    run("sheet", "targets.xlsx", "-o", "a.xlsx")
    shutil.copy(folder / "a.xlsx", folder / "b.xlsx")
    code = "13022525P00RERB10015T"
    for name, text in (("a.xlsx", "150"), ("b.xlsx", "160")):
        entered(folder / name, code, "全年执行数", 实际完成值=text)
    done = run("sheet", "targets.xlsx", "--actuals", "a.xlsx", "--actuals", "b.xlsx", "-o", "c.xlsx")
    assert done.code == 1
    assert "F403" in done.out and "[b.xlsx]填报!" in done.out
    page = openpyxl.load_workbook(folder / "c.xlsx")[FILL]
    assert page.cell(row_of(page, code, "全年执行数"), columns(page)["实际完成值"]).value == "150"


def test_command_fills_in_what_was_entered_in_the_program(run: Run, folder: Path) -> None:
    work = open_workspace(folder / "targets.xlsx")
    project = work.evaluation.department.projects[1]
    work.set(project.id, project.indicators[2].id, "actual", "88%")
    work.close()
    done = run("sheet", "targets.xlsx", "-o", "a.xlsx")
    assert "1 entry made in the program counts as well" in done.err
    page = openpyxl.load_workbook(folder / "a.xlsx")[FILL]
    row = row_of(page, project.code, project.indicators[2].tier3)
    assert page.cell(row, columns(page)["实际完成值"]).value == "88%"


def test_command_refuses_a_fill_in_workbook_as_targets(run: Run, folder: Path) -> None:
    run("sheet", "targets.xlsx", "-o", "a.xlsx")
    for words in (("score", "a.xlsx"), ("check", "a.xlsx"), ("sheet", "a.xlsx")):
        done = run(*words)
        assert done.code == 2 and "--actuals" in done.err, words


def test_names_that_a_workbook_cannot_hold_are_still_found(tmp_path: Path) -> None:
    odd = indicator("甲\x0b乙\u2028😀\"'<&>", "≥5\x01个", actual="12")
    one = replace(DEPARTMENT.projects[0], indicators=(odd,))
    made = evaluation(department=replace(DEPARTMENT, projects=(one,)))
    values, problems = read(sheet(tmp_path / "a.xlsx", made), made=made)
    assert values[FactKey(ONE, odd.id, "actual")] == "12"
    assert set(problems) <= {"F414"}
