"""Pasted blocks: what their cells are, where each row belongs, what it would change, and one step for all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.problems import SelfEvalError
from selfeval.textgrid import harmless
from selfeval.workspace.incoming import preview
from selfeval.workspace.incoming.cells import MAX_ROWS, MAX_TEXT, blocks_of, cells_of, is_block
from selfeval.workspace.incoming.copy import CELL, clear, copied, fill_down
from selfeval.workspace.incoming.paste import How, moved, read_block
from selfeval.workspace.incoming.preview import State, look, meant, rivals, take
from selfeval.workspace.incoming.row import FACTS
from selfeval.workspace.pack_in_use import pack_for
from selfeval.workspace.source import Source
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

A, B = "P-A", "P-B"


def row(tier2: str, name: str, target: str, **more: str) -> Indicator:
    return Indicator(f"产出/{tier2}/{name}", more.pop("tier1", "产出指标"), tier2, name, target, **more)


DEPARTMENT = Department(
    name="某局", year=2025, projects=(
        Project(A, "一", "修路资金", A, "修路资金", budget={"initial": "180"}, indicators=(
            row("数量指标", "修路里程", "≥10公里"), row("数量指标", "修桥数量", "≥3座"),
            row("质量指标", "验收合格率", "≥90%"), row("质量指标", "出行条件", "明显改善"),
            row("时效指标", "完工时间", "2025年12月底前"),
            row("满意度指标", "群众满意度", "≥90%", tier1="满意度指标"),
        )),
        Project(B, "二", "养护资金", B, "养护资金", money_unit="元", budget={"initial": "1000"}, indicators=(
            row("数量指标", "养护里程", "≥50公里"), row("质量指标", "验收合格率", "≥95%"),
            row("满意度指标", "群众满意度", "≥85%", tier1="满意度指标"),
        )),
    ),
)  # fmt: skip
ROADS, BRIDGES, PASSED, TRAVEL, DONE, HAPPY = (Place(A, item.id) for item in DEPARTMENT.projects[0].indicators)
CARE, PASSED_B, HAPPY_B = (Place(B, item.id) for item in DEPARTMENT.projects[1].indicators)


def work(facts=None) -> Workspace:
    evaluation = Evaluation(DEPARTMENT, dict(facts or {}))
    return Workspace(Source(Path("x.xlsx"), ""), evaluation, pack_for(evaluation), None)


def below(start: Place = ROADS) -> list[Place]:
    every = [Place(A, item.id) for item in DEPARTMENT.projects[0].indicators]
    return every[every.index(start) :]


def pasted(text: str, start: Place = ROADS, project: str = A):
    return read_block(text, Evaluation(DEPARTMENT), below(start), project)


def table(*rows: str) -> str:
    return "\r\n".join(line.replace("|", "\t") for line in rows) + "\r\n"


def found(text: str):
    return [(line.place, line.how, dict(line.values)) for line in pasted(text).lines]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("95%", (("95%",),)),
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("a\rb\r", (("a",), ("b",))),
        ('"第一行\n第二行"\tx\n', (("第一行\n第二行", "x"),)),
        ('"说""好"""\tx', (('说"好"', "x"),)),
        ('"优"\tx', (('"优"', "x"),)),
        ('"没有结束\tx\ny', (('"没有结束', "x"), ("y",))),
        ("\n\na\n\nb\n\n", (("a",), ("",), ("b",))),
        ("\ufeff95%\x00\u200b\ty\t", (("95%", "y", ""),)),
        ("'=1+1\t'abc", (("=1+1", "'abc"),)),
        ("三级指标,实际完成值\n修路里程,12\n", (("三级指标", "实际完成值"), ("修路里程", "12"))),
        ("一,二\n三,四", (("一,二",), ("三,四",))),
        ("", ()),
    ],
)
def test_cells_are_those_of_the_spreadsheet(text, cells):
    assert cells_of(text) == cells
    assert is_block(text) is (sum(map(len, cells)) > 1)


def test_a_text_far_too_long_is_refused():
    with pytest.raises(SelfEvalError) as caught:
        cells_of("x" * (MAX_TEXT + 1))
    assert caught.value.code == "F408"
    with pytest.raises(SelfEvalError):
        cells_of("1\n" * (MAX_ROWS + 1))
    with pytest.raises(SelfEvalError):
        cells_of("1\t2\r" * (MAX_ROWS + 1))
    assert is_block("x\n" * MAX_TEXT)


SEEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs"])).map(harmless)


@given(st.lists(st.lists(SEEN, min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_table_comes_back_from_its_own_text(rows):
    def cell(text):
        text = text.strip()
        return '"' + text.replace('"', '""') + '"' if '"' in text else text

    wide = max(map(len, rows))
    rows = [["x", *line, *[""] * (wide - len(line)), "y"] for line in rows]
    text = "\n".join("\t".join(map(cell, line)) for line in rows)
    assert [[one.removeprefix("'") for one in line] for line in cells_of(text)] == [
        [one.strip().removeprefix("'") for one in line] for line in rows
    ]


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text):
    read = pasted(text)
    assert all(line.values for line in read.lines)
    assert all(line.place is None or line.how is not How.NONE for line in read.lines)
    look(work(), read.lines)


@given(st.permutations([ROADS, BRIDGES, PASSED, DONE, HAPPY]))
def test_the_order_of_rows_says_nothing(order):
    items = {place: work().scored(A, place.indicator).indicator for place in order}
    lines = [
        "二级指标|三级指标|实际完成值",
        *(f"{items[one].tier2}|{items[one].tier3}|{at}" for at, one in enumerate(order)),
    ]
    assert {line.place: dict(line.values)["actual"] for line in pasted(table(*lines)).lines} == {
        place: str(at) for at, place in enumerate(order)
    }


HEADED = "项目编码|一级指标|二级指标|三级指标|实际完成值|偏差原因"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEADED, f"{B}|产出指标|质量指标|验收合格率|97%|"], [(PASSED_B, How.CODE, {"actual": "97%"})]),
        (["二级指标|三级指标|实际完成值", "质量|验收合格率|97%"], [(PASSED, How.PATH, {"actual": "97%"})]),
        (["三级指标|实际完成值", "验收合格率|97%"], [(PASSED, How.NAME, {"actual": "97%"})]),
        (["三级指标|实际完成值", "养护里程|60"], [(CARE, How.NAME, {"actual": "60"})]),
        (["二级指标|三级指标|实际完成值", "时效指标|验收合格率|97%"], [(PASSED, How.NAME, {"actual": "97%"})]),
        (["三级指标|实际完成值", "道路修路里程|12"], [(ROADS, How.ALIKE, {"actual": "12"})]),
        (["三级指标|实际完成值", "发放补贴|12"], [(None, How.NONE, {"actual": "12"})]),
        (["三级指标|实际完成值", "修路里程|１２公里"], [(ROADS, How.NAME, {"actual": "１２公里"})]),
        (["三级指标|实际完成值", "修路 里程|12|"], [(ROADS, How.NAME, {"actual": "12"})]),
        (["三级指标|实际完成值", "|12"], [(None, How.NONE, {"actual": "12"})]),
        (["项目编码|三级指标|实际完成值", "9|修路里程|12"], [(None, How.NONE, {"actual": "12"})]),
        (["修路里程|12", "修桥数量|4"], [(ROADS, How.NAME, {"actual": "12"}), (BRIDGES, How.NAME, {"actual": "4"})]),
    ],
)
def test_rows_find_their_place(rows, expected):
    assert found(table(*rows)) == expected


def test_merged_cells_are_filled_down_and_end_where_another_begins():
    text = table("一级指标|二级指标|三级指标|实际完成值", "产出指标|数量指标|修路里程|12", "||修桥数量|4",
                 "|质量指标|验收合格率|95%", "满意度指标||群众满意度|92%")  # fmt: skip
    assert [(place, how) for place, how, _ in found(text)] == [
        (ROADS, How.PATH), (BRIDGES, How.PATH), (PASSED, How.PATH), (HAPPY, How.PATH),
    ]  # fmt: skip


def test_a_whole_form_is_taken_apart():
    text = table(
        "项目支出绩效自评表|||||||", "项目名称|养护资金||||||",
        "项目资金（元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分|",
        "年度资金总额|1000|1000|900|10|90%|9|", "其中：当年财政拨款|1000|1000|900||||",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
        "产出指标|数量指标|养护里程|≥50公里|60公里|20|20|", "|质量指标|验收合格率|≥90%|94%|20|19|返工一处",
        "满意度指标|满意度指标|群众满意度|≥85%|88%|10|10|", "总分||||||97|",
    )  # fmt: skip
    read = pasted(text)
    assert [(line.place, dict(line.values)) for line in read.lines] == [
        (Place(B, ""), {"initial": "1000", "adjusted": "1000", "executed": "900"}),
        (Place(B, ""), {"initial.fiscal": "1000", "adjusted.fiscal": "1000", "executed.fiscal": "900"}),
        (CARE, {"actual": "60公里"}), (PASSED_B, {"actual": "94%", "reason": "返工一处"}), (HAPPY_B, {"actual": "88%"}),
    ]  # fmt: skip
    assert any("“≥90%”, here “≥95%”" in note.render() for note in read.lines[3].notes)
    said = " ".join(note.render() for note in read.notes)
    assert "Row 1 is no indicator" in said
    assert "总分" in said
    assert not read.missing


def test_budgets_of_several_projects_with_their_unit():
    text = table(
        "项目编码|项目名称|年初预算数（万元）|全年执行数（万元）", f"{A}|修路资金|180|175.3", f"{B}|养护资金|0.1|0.09"
    )
    assert found(text) == [
        (Place(A, ""), How.CODE, {"initial": "180", "executed": "175.3"}),
        (Place(B, ""), How.CODE, {"initial": "0.1万元", "executed": "0.09万元"}),
    ]


def test_budget_rows_as_in_a_table_of_actuals():
    text = table(
        "一级指标|二级指标|三级指标|实际完成值",
        "预算||全年执行数|175.3",
        "|当年财政拨款|全年执行数|175.3",
        "||3月底|22%",
    )
    assert next(values for _, _, values in found(text)) == {"executed": "175.3"}
    assert {key for _, _, values in found(text) for key in values} == {"executed", "executed.fiscal", "checkpoint.3"}


def test_values_without_names_go_by_position_and_blanks_enter_nothing():
    read = pasted("4\n\n已完成\n", BRIDGES)
    assert [(line.place, line.how, dict(line.values)["actual"]) for line in read.lines] == [
        (BRIDGES, How.POSITION, "4"), (TRAVEL, How.POSITION, "已完成"),
    ]  # fmt: skip
    assert any("3 rows; from the cursor on there are 5" in note.render() for note in read.notes)
    beyond = pasted("\n".join("1234567"), HAPPY)
    assert [line.place for line in beyond.lines] == [HAPPY, *[None] * 6]
    headed = pasted("实际完成值\n1\n2", DONE)
    assert [line.place for line in headed.lines] == [DONE, HAPPY]
    two = pasted(table("1|雨季停工", "2|资金未到"), ROADS)
    assert [dict(line.values) for line in two.lines] == [
        {"actual": "1", "reason": "雨季停工"}, {"actual": "2", "reason": "资金未到"},
    ]  # fmt: skip


def test_columns_without_heading_are_told_by_what_stands_in_them():
    text = table("产出指标|数量指标|修路里程|≥10公里|12公里|10|10|", "||修桥数量|≥3座|2座|10|6.67|汛期冲毁",
                 "|质量指标|验收合格率|≥90%|95%|10|10|")  # fmt: skip
    read = pasted(text)
    assert read.supposed
    assert [dict(line.values) for line in read.lines] == [
        {"actual": "12公里"}, {"actual": "2座", "reason": "汛期冲毁"}, {"actual": "95%"},
    ]  # fmt: skip
    assert [name for _, name in read.columns] == ["tier1", "tier2", "tier3", "target", "actual", "reason"]


def test_titles_across_the_width_give_project_and_tier_and_others_are_told():
    text = table("三级指标|目标值|实际完成值", "养护资金||", "一、产出指标||", "验收合格率||97%", "注：以上为初步数||")
    read = pasted(text)
    assert [(line.place, line.how) for line in read.lines] == [(PASSED_B, How.CODE)]
    assert any("注：以上为初步数" in note.render() for note in read.notes)


def test_what_the_block_lacks_is_told():
    assert pasted(table("三级指标|实际完成值", "修路里程|12", "群众满意度|92%", "修桥数量|")).missing == (
        BRIDGES, PASSED, TRAVEL, DONE,
    )  # fmt: skip


def seen(text: str, facts=None, start: Place = ROADS):
    workspace = work(facts)
    return workspace, look(workspace, read_block(text, workspace.evaluation, below(start), A).lines)


@pytest.mark.parametrize(
    ("value", "facts", "state"),
    [
        ("95%", {}, State.FITS),
        ("95%", {FactKey(A, PASSED.indicator, "actual"): "95%"}, State.SAME),
        ("95%", {FactKey(A, PASSED.indicator, "actual"): "94%"}, State.LOOK),
        ("95%", {FactKey(A, PASSED.indicator, "not_applicable"): "未开展"}, State.LOOK),
        ("0.95", {}, State.LOOK),
        ("≥90%", {}, State.LOOK),
        ("随项目进度把控", {}, State.BAD),
        ("#N/A", {}, State.BAD),
        ("########", {}, State.BAD),
    ],
)
def test_each_row_says_whether_it_fits(value, facts, state):
    _, rows = seen(table("三级指标|实际完成值", f"验收合格率|{value}"), facts)
    assert [one.state for one in rows] == [state]
    slip = value == "0.95"  # may be 95%: asked about before it is entered
    assert rows[0].wanted is (state in {State.FITS, State.LOOK} and not slip)


@pytest.mark.parametrize(
    ("name", "value", "offered"),
    [
        ("修桥数量", "4人", "4座"),  # another thing is counted
        ("修桥数量", "4万元", None),  # money is no other word for it
        ("修路里程", "12人", None),
        ("验收合格率", "0.95", "95%"),
        ("验收合格率", "95%", None),
        ("群众满意度", "9O%", "90%"),
    ],
)
def test_a_slip_in_a_row_waits_and_can_be_taken_as_meant(name, value, offered):
    workspace = work()
    (one,) = look(workspace, pasted(table("二级指标|三级指标|实际完成值", f"|{name}|{value}")).lines)
    line = meant(workspace, one)
    assert (dict(line.values)["actual"] if line else None) == offered
    if line is not None:
        assert not one.wanted
        (again,) = look(workspace, [line])
        assert again.wanted and meant(workspace, again) is None
        take(workspace, [again], [0])
        project = workspace.result(A).project
        row = next(item for item in project.indicators if item.id == line.place.indicator)
        assert workspace.evaluation.indicator_value(project, row, "actual") == offered


def test_an_amount_of_the_budget_is_taken_as_meant():
    workspace = work({FactKey(A, "", "adjusted"): "180"})
    (one,) = look(workspace, pasted(table("项目编码|全年执行数", f"{DEPARTMENT.projects[0].code}|1753000")).lines)
    line = meant(workspace, one)
    assert line is not None and dict(line.values) == {"executed": "1753000元"}


def test_alike_and_repeated_rows_wait_for_a_person():
    _, rows = seen(table("三级指标|实际完成值", "验收合格率|95%", "验收合格率|96%", "道路修路里程|12"))
    assert [one.wanted for one in rows] == [True, False, False]
    assert rows[1].again
    assert rivals(rows, 0) == (1,)
    assert rows[1].scored.actual.text == "96%"


def test_one_step_takes_the_rows_chosen_and_one_undo_takes_them_back():
    before = {FactKey(A, TRAVEL.indicator, "actual"): "部分", FactKey(A, TRAVEL.indicator, "share"): "70"}
    workspace, rows = seen(
        table("三级指标|实际完成值|偏差原因", "验收合格率|85%|返工", "修路里程|12|", "出行条件|明显改善|"), before
    )
    step = take(workspace, rows, {0, 2})
    assert step.kind == "paste"
    assert {change.key.field: change.new for change in step.changes} == {
        "actual": "明显改善",
        "reason": "返工",
        "share": "",
    }
    assert workspace.evaluation.facts[FactKey(A, PASSED.indicator, "actual")] == "85%"
    assert FactKey(A, ROADS.indicator, "actual") not in workspace.evaluation.facts
    workspace.undo()
    assert dict(workspace.evaluation.facts) == before
    assert take(workspace, rows, set()) is None


def test_looking_enters_nothing():
    workspace, _ = seen(table("三级指标|实际完成值", "验收合格率|85%"))
    assert dict(workspace.evaluation.facts) == {}
    assert workspace.evaluation.done == ()


def test_a_row_is_given_another_place_by_hand():
    workspace, rows = seen(table("三级指标|实际完成值|偏差原因", "不认识|12|雨季"))
    line = moved(rows[0].line, workspace.evaluation, BRIDGES)
    (again,) = look(workspace, [line])
    assert (again.line.how, again.state) == (How.HAND, State.FITS)
    assert take(workspace, [again], {0}).changes[0].key == FactKey(A, BRIDGES.indicator, "actual")


def test_copied_rows_come_back_where_they_were():
    facts = {
        FactKey(A, PASSED.indicator, "actual"): "85%", FactKey(A, PASSED.indicator, "reason"): "第一\n第二 \"引\"",
        FactKey(A, ROADS.indicator, "actual"): "=1+1", FactKey(A, "", "executed"): "170",
        FactKey(A, TRAVEL.indicator, "not_applicable"): "未开展 1号",
    }  # fmt: skip
    workspace = work(facts)
    text = copied(workspace, [Place(A, ""), ROADS, PASSED, TRAVEL])
    assert "\n'=1+1" not in text
    assert "\t'=1+1\t" in text
    lines = read_block(text, workspace.evaluation, below(), A).lines
    assert all(one.state is State.SAME for one in look(workspace, lines))
    blank = work()
    take(blank, look(blank, lines), range(len(lines)))
    kept = {**facts, FactKey(A, PASSED.indicator, "reason"): '第一\n第二 "引"'}
    assert {key: text for key, text in blank.evaluation.facts.items() if text and key.field != "initial"} == kept
    assert copied(workspace, [PASSED]) == "85%"


def test_cutting_clears_in_one_step():
    workspace = work({FactKey(A, PASSED.indicator, "actual"): "85%", FactKey(A, PASSED.indicator, "reason"): "返工",
                      FactKey(A, ROADS.indicator, "actual"): "12"})  # fmt: skip
    step = clear(workspace, [Place(A, ""), ROADS, PASSED], CELL)
    assert (step.kind, len(step.changes)) == ("clear", 2)
    assert clear(workspace, [ROADS, PASSED], FACTS).changes[0].key.field == "reason"
    assert clear(workspace, [ROADS], FACTS) is None


def test_filling_down_notes_where_kind_or_unit_differ():
    workspace = work({FactKey(A, PASSED.indicator, "actual"): "95%"})
    lines = fill_down(workspace, [PASSED, TRAVEL, HAPPY])
    assert [(line.place, line.how, bool(line.notes)) for line in lines] == [
        (TRAVEL, How.FILL, True), (HAPPY, How.FILL, False),
    ]  # fmt: skip
    assert [one.state for one in look(workspace, lines)][1] is State.FITS
    assert fill_down(workspace, [ROADS, BRIDGES]) == ()
    assert fill_down(workspace, [Place(A, "")]) == ()


def test_a_thousand_rows_take_one_reading_of_the_project(monkeypatch):
    counted = []
    real = preview.rescored
    monkeypatch.setattr(preview, "rescored", lambda *given: counted.append(1) or real(*given))
    seen("\n".join("1" for _ in range(1000)))
    assert len(counted) == 1


def test_headings_in_two_lines():
    text = table("绩效|||完成|", "一级指标|二级指标|三级指标|实际完成值|偏差原因", "产出|数量|修路里程|12|")
    block = blocks_of(text, Evaluation(DEPARTMENT))[-1]
    assert block.columns == ("tier1", "tier2", "tier3", "actual", "reason")
    assert len(block.rows) == 1
