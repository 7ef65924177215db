"""Months that come from other files: units of money, our own output, and nothing lost in silence."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import SOURCES, Department, Indicator, Project
from selfeval.core.monitoring.fields import field
from selfeval.core.monitoring.monitor import monitor
from selfeval.core.problems import Problem, Severity
from selfeval.core.report.month_plain import monitoring_plain
from selfeval.core.report.plain import SCHEMA
from selfeval.i18n import translator
from selfeval.workspace.incoming.files import read_actuals
from tests.core.cases import PACK

ROW = Indicator("产出指标/数量指标/里程", "产出指标", "数量指标", "里程", "≥90公里")
BOOK = Evaluation(
    Department(
        year=2025,
        projects=(
            Project("A1", "一", "修路资金", "A1", "修路资金", {"initial": "180"}, indicators=(ROW,)),
            Project(
                "B2", "二", "养护资金", "B2", "养护资金", {"initial": "1800000"}, indicators=(ROW,), money_unit="元"
            ),
        ),
    )
)


def given(tmp_path: Path, content: object, name: str = "m.json") -> tuple[dict[FactKey, str], list[Problem]]:
    """What a file says to the book."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (tmp_path / name).write_text(text, encoding="utf-8")
    values, problems = read_actuals(tmp_path / name, evaluation=BOOK)
    return dict(values), list(problems)


def spent(values: dict[FactKey, str], code: str = "A1") -> str:
    return values.get(FactKey(code, "", field(6, "executed")), "")


UNITS = [
    # code, what stands beside "monitoring" → the amount as it is entered
    ("A1", {"unit": "元"}, "846000元"),
    ("A1", {"unit": "万元"}, "846000"),
    ("A1", {}, "846000"),
    ("A1", {"budget": {"unit": "元"}}, "846000元"),
    ("A1", {"budget": {"unit": "万元"}, "unit": "元"}, "846000元"),
    ("A1", {"figures": {"unit": "元"}}, "846000"),
    ("B2", {"unit": "万元"}, "846000万元"),
    ("B2", {"unit": "元"}, "846000"),
]


@pytest.mark.parametrize(("code", "beside", "entered"), UNITS, ids=str)
def test_the_unit_beside_monitoring_is_that_of_bare_amounts(tmp_path, code, beside, entered):
    months = {"6": {"executed": "846000", "forecast": "90万元", "sources": {"executed": {"fiscal": 846000}}}}
    values, _ = given(tmp_path, {"projects": [{"code": code, "monitoring": months, **beside}]})
    assert spent(values, code) == entered
    assert values[FactKey(code, "", field(6, "executed.fiscal"))] == entered
    assert values[FactKey(code, "", field(6, "forecast"))] == "90万元"


@pytest.mark.parametrize("schema", ["selfeval.monitoring/1", SCHEMA])
def test_our_own_output_says_its_unit_among_the_figures_too(tmp_path, schema):
    project = {"code": "A1", "monitoring": {"6": {"executed": "846000"}}, "figures": {"unit": "元"}}
    values, problems = given(tmp_path, {"schema": schema, "projects": [project]})
    assert spent(values) == "846000元" and not problems


def test_what_monitor_prints_means_the_same_to_a_book_that_counts_otherwise(tmp_path):
    facts = {"executed": "846000", "forecast": "1750000", "executed.fiscal": "846000"}
    step = BOOK.step([(FactKey("B2", "", field(6, name)), text) for name, text in facts.items()])
    watched = monitor(BOOK.enter(step), PACK, 6)
    said: dict[str, Any] = monitoring_plain(watched, (), source={}, translate=translator("en"))
    (project,) = [one for one in said["projects"] if one["code"] == "B2"]
    assert project["unit"] == "元"
    moved = {**said, "projects": [{**project, "code": "A1", "name": "修路资金"}]}
    values, _ = given(tmp_path, moved)
    after = BOOK.enter(BOOK.step(list(values.items())))
    one = monitor(after, PACK, 6).project("A1")
    found = (one.budget.unit, one.budget.amount("executed"), one.expected.amount("executed"))
    assert found == ("万元", Decimal("84.6"), Decimal(175))


@pytest.mark.parametrize("schema", [[], {}, ["selfeval.monitoring/1"], {"a": 1}, 3, None, True])
def test_a_schema_that_is_no_text_names_no_output_of_ours(tmp_path, schema):
    values, problems = given(
        tmp_path, {"schema": schema, "projects": [{"code": "A1", "x": 1, "monitoring": {"6": {"executed": "1"}}}]}
    )
    assert spent(values) == "1"
    assert [str(one.where) for one in problems] == ["m.json!projects[0].x"]


AT = "m.json!projects[0].monitoring.6.sources"
NO_SOURCES = [
    (3, AT), ("80", AT), ([], AT), ([{"fiscal": "80"}], AT), (True, AT),
    ({"executed": "80"}, f"{AT}.executed"), ({"executed": ["80"]}, f"{AT}.executed"),
    ({"initial": {"fiscal": "80"}}, f"{AT}.initial"), ({"executed": {"bank": "80"}}, f"{AT}.executed.bank"),
]  # fmt: skip


@pytest.mark.parametrize(("sources", "where"), NO_SOURCES, ids=str)
def test_sources_of_a_month_that_are_none_are_told(tmp_path, sources, where):
    months = {"6": {"executed": "84.6", "sources": sources}}
    values, problems = given(tmp_path, {"projects": [{"code": "A1", "monitoring": months}]})
    assert values == {FactKey("A1", "", field(6, "executed")): "84.6"}
    assert [(one.code, str(one.where)) for one in problems] == [("F404", where)]


def test_sources_of_a_month_are_read(tmp_path):
    sources = {
        amount: {source: str(at) for at, source in enumerate(SOURCES)} | {"other": None}
        for amount in ("executed", "forecast")
    }
    values, problems = given(tmp_path, {"projects": [{"code": "A1", "monitoring": {"6": {"sources": sources}}}]})
    expected = {
        FactKey("A1", "", field(6, f"{amount}.{source}")): str(at)
        for amount in ("executed", "forecast")
        for at, source in enumerate(SOURCES)
        if source != "other"
    }
    assert values == expected and not problems


HEAD = "项目编码,一级指标,二级指标,三级指标,1-6月完成情况,全年预计完成情况,完成目标可能性,偏差原因,原因说明,备注"
MONEY_ROWS = [
    # a row of the budget → what it enters, what is told
    ("1-6月执行数,84.6,,确定能,,,", {"executed": "84.6"}, ["确定能"]),
    ("1-6月执行数,84.6,175,,经费,资金未到位,七月拨付", {"executed": "84.6", "forecast": "175"},
     ["经费", "资金未到位", "七月拨付"]),
    ("全年预计执行数,175,,,,,逐笔核对", {"forecast": "175"}, ["逐笔核对"]),
    ("1-6月执行数,,,有可能,,,", {}, ["有可能"]),
    ("全年预算数,200,210,,,,", {}, ["200", "210"]),
    ("1-6月执行数,84.6,,,,,", {"executed": "84.6"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("row", "entered", "told"), MONEY_ROWS, ids=str)
def test_what_a_row_of_the_budget_does_not_keep_of_a_month_is_told(tmp_path, row, entered, told):
    values, problems = given(tmp_path, f"{HEAD}\nA1,预算,,{row}\n", "m.csv")
    assert {key.field.removeprefix("monitor.6."): text for key, text in values.items()} == entered
    assert [(one.code, one.severity) for one in problems if one.code != "F406"] == [("F404", Severity.WARNING)] * len(
        told
    )
    assert sorted(one.input for one in problems if one.code != "F406") == sorted(told)
