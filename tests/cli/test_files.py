"""Actuals from other files: matched by code, path and name, never by position; nothing dropped in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.problems import Problem, SelfEvalError, Severity
from selfeval.workspace.incoming.files import read_actuals
from tests.cli.conftest import FILLED, TARGETS, Run
from tests.examples import examples

P1, P2 = "13022525P00RERB10016E", "13022525P00RERB10015T"


def indicator(name: str, tier1: str = "产出指标", tier2: str = "数量指标", mark: str = "") -> Indicator:
    return Indicator(f"{tier1}/{tier2}/{name}{mark}", tier1, tier2, name, "≥90%")


EVALUATION = Evaluation(
    Department(
        year=2025,
        projects=(
            Project(
                "A1", "一", "修路资金", "A1", "修路资金",
                indicators=(
                    indicator("里程"), indicator("合格率", tier2="质量指标"),
                    indicator("满意度（群众）", "满意度指标", "服务对象满意度指标"),
                ),
            ),
            Project(
                "B2", "二", "养护资金", "B2", money_unit="元",
                indicators=(
                    indicator("里程"), indicator("重复"), indicator("重复", mark="#2"),
                    indicator("费用", "成本指标", "经济成本指标"),
                ),
            ),
        ),
    )
)  # fmt: skip

HEAD = "项目编码,一级指标,二级指标,三级指标,实际完成值,偏差原因,佐证,不适用,份额"
Read = Callable[..., tuple[dict[FactKey, str], dict[str, list[Problem]]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def call(content: str | bytes, name: str = "a.csv") -> tuple[dict[FactKey, str], dict[str, list[Problem]]]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        values, problems = read_actuals(path, evaluation=EVALUATION)
        by_code: dict[str, list[Problem]] = {}
        for problem in problems:
            by_code.setdefault(problem.code, []).append(problem)
        return dict(values), by_code

    return call


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def key(project: str, row: str, field: str) -> FactKey:
    return FactKey(project, row, field)


LENGTH = "产出指标/数量指标/里程"
RATE = "产出指标/质量指标/合格率"


def test_every_column_lands_in_its_fact(read: Read) -> None:
    values, problems = read(table('A1,产出指标,质量指标,合格率,88%,"雨季, 停工",验收单,,75'))
    assert values == {
        key("A1", RATE, "actual"): "88%",
        key("A1", RATE, "reason"): "雨季, 停工",
        key("A1", RATE, "evidence"): "验收单",
        key("A1", RATE, "share"): "75",
    }
    assert problems == {}


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("A1,产出指标,数量指标,里程,1", ("A1", LENGTH)),
        ("B2,产出指标,数量指标,里程,1", ("B2", LENGTH)),
        ("A1,,,里程,1", ("A1", LENGTH)),
        ("A1,产出,数量,里程,1", ("A1", LENGTH)),
        ("Ａ１,产出指标（50分）,数量指标,  里 程 ,1", ("A1", LENGTH)),
        (",,,合格率,1", ("A1", RATE)),
        ("A1,,,满意度(群众),1", ("A1", "满意度指标/服务对象满意度指标/满意度（群众）")),
        (",成本指标,,费用,1", ("B2", "成本指标/经济成本指标/费用")),
    ],
)
def test_matched(read: Read, row: str, wanted: tuple[str, str]) -> None:
    values, problems = read(table(row))
    assert values == {key(*wanted, "actual"): "1"}
    assert problems == {}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C3,产出指标,数量指标,里程,1", "F401"),
        ("A1,产出指标,数量指标,没有,1", "F401"),
        ("A1,效益指标,数量指标,里程,1", "F401"),
        ("A1,产出指标,数量指标,,1", "F401"),
        (",产出指标,数量指标,里程,1", "F402"),
        ("B2,产出指标,数量指标,重复,1", "F402"),
        (",预算,,全年执行数,1", "F402"),
        ("A1,预算,,别的,1", "F404"),
        ("A1,预算,,5月底,1", "F404"),
        ("A1,预算,,全年执行数,1,,证据", "F404"),
        ("A1,,,里程,1,,,,,多余", "F404"),
    ],
)
def test_not_matched_is_said_with_its_line(read: Read, row: str, code: str) -> None:
    values, problems = read(table("A1,,,合格率,9", row))
    assert key("A1", RATE, "actual") in values
    (problem,) = problems.pop(code)
    assert problems == {}
    assert str(problem.where) == "a.csv:3"
    assert problem.severity in {Severity.ERROR, Severity.WARNING}


def test_never_by_position(read: Read) -> None:
    rows = ["A1,,,合格率,1", "B2,,,费用,2", "A1,,,里程,3"]
    assert read(table(*rows))[0] == read(table(*reversed(rows)))[0]


def test_columns_in_any_order_and_names(read: Read) -> None:
    values, problems = read(table("3,里程,A1,迟了", head="实际完成情况,指标名称,项目代码,未完成原因"))
    assert values == {key("A1", LENGTH, "actual"): "3", key("A1", LENGTH, "reason"): "迟了"}
    assert problems == {}


def test_by_project_name_where_there_is_no_code(read: Read) -> None:
    values, _ = read(table("修 路资金,里程,3", head="项目名称,三级指标,实际完成值"))
    assert values == {key("A1", LENGTH, "actual"): "3"}
    assert "F401" in read(table("造桥资金,里程,3", head="项目名称,三级指标,实际完成值"))[1]


def test_budget_rows(read: Read) -> None:
    values, problems = read(
        table(
            "A1,预算,,年初预算数,180",
            "A1,预算,,全年预算数,180",
            "A1,预算,,全年执行数,175.3,支付延后",
            "A1,预算,财政资金,全年执行数,170",
            "A1,预算,上年结转,全年执行数,5",
            "A1,预算,其他资金,全年执行数,0.3",
            "A1,预算,,3月底,22%",
            "A1,预算,,12月底,97.39%",
            "A1,预算,,是否完成,是",
        )
    )
    assert problems == {}
    assert values == {
        key("A1", "", "initial"): "180", key("A1", "", "adjusted"): "180", key("A1", "", "executed"): "175.3",
        key("A1", "", "budget_reason"): "支付延后", key("A1", "", "executed.fiscal"): "170",
        key("A1", "", "executed.carry_over"): "5", key("A1", "", "executed.other"): "0.3",
        key("A1", "", "checkpoint.3"): "22%", key("A1", "", "checkpoint.12"): "97.39%", key("A1", "", "finished"): "是",
    }  # fmt: skip


def test_twice(read: Read) -> None:
    values, problems = read(table("A1,,,里程,3", "A1,,,里程,3", "A1,产出,,里程,4"))
    assert values == {key("A1", LENGTH, "actual"): "3"}
    same, different = problems["F403"]
    assert (same.severity, different.severity) == (Severity.WARNING, Severity.ERROR)
    assert "4" in different.message.render()


@pytest.mark.parametrize(
    ("text", "kept"), [("是", "不适用"), ("√", "不适用"), ("未开展", "未开展"), ("否", None), ("", None), ("N", None)]
)
def test_not_applicable(read: Read, text: str, kept: str | None) -> None:
    values, _ = read(table(f"A1,,,里程,3,,,{text}"))
    assert values.get(key("A1", LENGTH, "not_applicable")) == kept


def test_blank_cells_enter_nothing(read: Read) -> None:
    values, problems = read(table("A1,产出指标,数量指标,里程,,,", ",,,,,", ""))
    assert values == {}
    assert set(problems) == {"F406"}


def test_unknown_columns_are_said(read: Read) -> None:
    values, problems = read(table("A1,里程,3,我", head="项目编码,三级指标,实际完成值,填表人电话"))
    assert values == {key("A1", LENGTH, "actual"): "3"}
    assert problems["F404"][0].input == "填表人电话"


def test_titles_above_the_header_are_said(read: Read) -> None:
    values, problems = read("自评数据\n\n" + table("A1,,,里程,3"))
    assert values == {key("A1", LENGTH, "actual"): "3"}
    (problem,) = problems["F404"]
    assert (problem.severity, str(problem.where)) == (Severity.INFO, "a.csv:1")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-8", None), ("utf-8-sig", None), ("gb18030", "F405"), ("utf-16", None)],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_line_ends(
    read: Read, delimiter: str, encoding: str, code: str | None, newline: str
) -> None:
    text = table("A1,产出指标,数量指标,里程,3").replace(",", delimiter).replace("\n", newline)
    values, problems = read(text.encode(encoding))
    assert values == {key("A1", LENGTH, "actual"): "3"}
    assert set(problems) == ({code} if code else set())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", table('A1,,,里程,"3', "A1,,,合格率,4"), "line 2"),
        ("a.csv", table("A1,,,合格率,4", 'A1,,,里程,"3"x'), "line 3"),
        ("a.csv", "姓名,电话\n张三,1\n", "column names"),
        ("a.csv", "", "column names"),
        ("a.csv", b"\xff\x00\x81\xff" * 10, "neither UTF-8"),
        ("a.json", '{"projects": [\n{"code": "A1",}]}', "line 2"),
        ("a.json", "", "line 1"),
        ("a.json", "[]", "projects"),
        ("a.json", '{"projects": {}}', "projects"),
        ("a.json", "[" * 100_000, "nested"),
    ],
)
def test_broken_files_end_in_a_sentence(read: Read, name: str, content: str | bytes, words: str) -> None:
    with pytest.raises(SelfEvalError) as caught:
        read(content, name)
    assert caught.value.code == "F407"
    assert words.casefold() in caught.value.message.render().casefold()


JSON = {
    "projects": [
        {
            "code": "A1",
            "budget": {
                "initial": "180", "adjusted": 180, "executed": 175.30,
                "checkpoints": {"3": "22%", "6": "47%", "10": "70%", "12": "97.39%"},
            },
            "indicators": [
                {"tier2": "质量指标", "tier3": "合格率", "actual": "95%", "reason": "雨", "evidence": "单",
                 "not_applicable": None},
                {"tier3": "里程", "not_applicable": True},
            ],
        },
        {"name": "养护资金", "indicators": [{"tier3": "费用", "actual": 0.1}]},
    ]
}  # fmt: skip


def test_json_of_the_contract(read: Read) -> None:
    values, problems = read(json.dumps(JSON).replace("175.3,", "175.30,"), "a.json")
    assert problems == {}
    assert values == {
        key("A1", "", "initial"): "180", key("A1", "", "adjusted"): "180", key("A1", "", "executed"): "175.30",
        key("A1", "", "checkpoint.3"): "22%", key("A1", "", "checkpoint.6"): "47%",
        key("A1", "", "checkpoint.10"): "70%", key("A1", "", "checkpoint.12"): "97.39%",
        key("A1", RATE, "actual"): "95%", key("A1", RATE, "reason"): "雨", key("A1", RATE, "evidence"): "单",
        key("A1", LENGTH, "not_applicable"): "不适用",
        key("B2", "成本指标/经济成本指标/费用", "actual"): "0.1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ({"projects": [], "extra": 1}, "F404", "a.json!extra"),
        ({"projects": [3]}, "F404", "a.json!projects[0]"),
        ({"projects": [{"code": "A1", "budget": []}]}, "F404", "a.json!projects[0].budget"),
        ({"projects": [{"code": "A1", "budget": {"checkpoints": 3}}]}, "F404", "a.json!projects[0].budget.checkpoints"),
        ({"projects": [{"code": "A1", "indicators": {}}]}, "F404", "a.json!projects[0].indicators"),
        ({"projects": [{"code": "A1", "indicators": ["x"]}]}, "F404", "a.json!projects[0].indicators[0]"),
        (
            {"projects": [{"code": "A1", "indicators": [{"tier3": "里程", "actual": ["9"]}]}]},
            "F404",
            "a.json!projects[0].indicators[0].actual",
        ),
        (
            {"projects": [{"code": "A1", "indicators": [{"tier3": "里程", "value": "9", "actual": "9"}]}]},
            "F404",
            "a.json!projects[0].indicators[0].value",
        ),
        (
            {"projects": [{"code": "Z", "indicators": [{"tier3": "里程", "actual": "9"}]}]},
            "F401",
            "a.json!projects[0].indicators[0]",
        ),
    ],
)
def test_json_problems_have_their_place(read: Read, data: dict, code: str, where: str) -> None:
    _, problems = read(json.dumps(data), "a.json")
    assert where in {str(problem.where) for problem in problems[code]}


def test_json_key_twice(read: Read) -> None:
    text = '{"projects": [{"code": "A1", "indicators": [{"tier3": "里程", "actual": "1", "actual": "2"}]}]}'
    values, problems = read(text, "a.json")
    assert values == {key("A1", LENGTH, "actual"): "1"}
    assert problems["F403"][0].input == "2"


def test_unit_of_money(read: Read) -> None:
    """B2 counts in 元; an amount in 万元 keeps its meaning."""
    data = {"projects": [{"code": "B2", "budget": {"unit": "万元", "executed": "1.5", "adjusted": "2万元"}}]}
    values, _ = read(json.dumps(data), "a.json")
    assert values == {key("B2", "", "executed"): "1.5万元", key("B2", "", "adjusted"): "2万元"}


def test_lone_surrogates_do_no_harm(read: Read) -> None:
    text = '{"projects": [{"code": "A1", "indicators": [{"tier3": "里程", "actual": "\\ud800"}]}]}'
    values, _ = read(text, "a.json")
    values[key("A1", LENGTH, "actual")].encode("utf-8")


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=120))
def test_no_table_whatever_raises_anything_else(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes((HEAD + "\n" + text).encode("utf-8", "replace"))
    try:
        values, problems = read_actuals(path, evaluation=EVALUATION)
    except SelfEvalError as error:
        assert error.code == "F407"
    else:
        assert values or problems


any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["A1", "里程", "9%"])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["code", "budget", "indicators", "tier3", "actual", "executed", "checkpoints", "3", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=examples(150), deadline=None)
@given(any_json)
def test_no_json_whatever_raises(tmp_path_factory, data: object) -> None:
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_text(json.dumps({"projects": [data]}), encoding="utf-8")
    values, _ = read_actuals(path, evaluation=EVALUATION)
    assert all(isinstance(text, str) and text for _, text in values)


# -- the whole way


def totals(run: Run, *args: object) -> list[str]:
    data = json.loads(run("score", *args, "--json", "--force").out)
    return [*(project["total"] for project in data["projects"]), data["department"]["total"]]


def test_workbook_json_and_csv_give_the_same_scores(run: Run, folder: Path) -> None:
    """The filled example's facts, moved onto the bare targets in three ways."""
    wanted = totals(run, "filled.xlsx")
    assert None not in wanted
    assert totals(run, "targets.xlsx", "--actuals", "filled.xlsx") == wanted
    (folder / "a.json").write_text(run("score", "filled.xlsx", "--json", "--force").out, encoding="utf-8")
    assert totals(run, "targets.xlsx", "--actuals", "a.json") == wanted
    rows = [HEAD]
    names = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
    for project in json.loads((folder / "a.json").read_text(encoding="utf-8"))["projects"]:
        rows += [f"{project['code']},预算,,{name},{project['budget'][field]}" for field, name in names.items()]
        for item in reversed(project["indicators"]):
            facts = [item["actual"], item["reason"], item["evidence"], item["not_applicable"], item["share"]]
            cells = [f'"{text or ""}"' for text in facts]
            rows.append(",".join([project["code"], item["tier1"], item["tier2"], f'"{item["tier3"]}"', *cells]))
    (folder / "a.csv").write_text("\n".join(rows), encoding="gb18030")
    done = run("score", "targets.xlsx", "--actuals", "a.csv", "--json", "--force")
    assert [problem["code"] for problem in json.loads(done.out)["problems"] if problem["code"].startswith("F4")] == [
        "F405"
    ]
    assert totals(run, "targets.xlsx", "--actuals", "a.csv") == wanted


def test_problems_of_the_file_reach_json_and_workbook(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(table(f"{P1},,,没有的指标,3"), encoding="utf-8")
    done = run("score", "targets.xlsx", "--actuals", "a.csv", "--json")
    assert done.code == 1
    found = next(problem for problem in json.loads(done.out)["problems"] if problem["code"] == "F401")
    assert found["where"] == "a.csv:2"
    book = openpyxl.load_workbook(folder / "targets-自评-2025.xlsx")
    texts = {cell.value for row in book["检查结果"].iter_rows() for cell in row}
    assert "F401" in texts


def test_workbook_with_targets_only_has_no_actuals(tmp_path: Path) -> None:
    _, problems = read_actuals(TARGETS, evaluation=Evaluation(Department()))
    assert "F406" in {problem.code for problem in problems} or "F401" in {problem.code for problem in problems}


def test_values_of_a_workbook_come_as_written() -> None:
    from selfeval.workspace import source

    evaluation = source.fresh(source.read_source(TARGETS))
    values, problems = read_actuals(FILLED, evaluation=evaluation)
    assert not [problem for problem in problems if problem.code.startswith("F40")]
    facts = dict(values)
    assert Decimal(facts[FactKey(P2, "", "executed")]) == Decimal("182.5")
