"""Every fact that a person can enter appears wherever it must: a new one cannot be forgotten anywhere.

The table says for each place which facts do not belong there, and why; everything else has to be there.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import INDICATOR_FIELDS, LAST_YEAR_FIELDS, PROJECT_FIELDS, Evaluation, FactKey
from selfeval.core.model import CHECKPOINTS, SIGNED, WRITTEN
from selfeval.core.problems import untranslated
from selfeval.core.report.facts import FACTS, About
from selfeval.core.report.outline import Scope
from selfeval.core.report.plain import to_plain
from selfeval.core.rules.parts.deductions import DeductionRule
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.fillin.rows import fill_rows
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import evaluation_of
from selfeval.i18n import translator
from selfeval.workspace.incoming.csv_rows import budget_field, column, rows_of_table
from selfeval.workspace.incoming.json_rows import rows_of_json
from selfeval.workspace.looking.fact_names import field_name
from tests.excel.scored_books import assessed, opened, pack, project, row, written

ROW = {
    "actual": "91%", "share": "", "reason": "人手不足，已增派人员。", "evidence": "调查报告第3页", "reading": "",
    "weight": "", "deduction": "缺少佐证：只有封面", "survey": "发放120份，回收118份，有效115份，满意105份",
    "not_applicable": "",
}  # fmt: skip
"""A value for each fact of a row; "" for those that need a row of their own (see `OTHER_ROWS`)."""
OTHER_ROWS = {"share": "88", "reading": "≥85%", "weight": "7", "not_applicable": "未开展 某文〔2025〕1号"}
TEXTS = {
    "goal_actual": "全年目标已完成", "budget_reason": "招标推迟", "finished": "是", "review_grade": "良",
    "content": "修路12公里", "conclusion": "达到预期目标", "issues": "档案不全", "measures": "按月核对",
    "preparer": "张三", "leader": "李四", "phone": "0315-4612345", "signed_on": "2026年2月20日",
}  # fmt: skip
LAST = set(LAST_YEAR_FIELDS)

NOT_THERE: dict[str, dict[str, str]] = {
    "form": {
        **dict.fromkeys(("evidence", "share", "reading"), "the national form has no place for it"),
        **dict.fromkeys((f"checkpoint.{month}" for month in CHECKPOINTS), "the national form has no place for it"),
        **dict.fromkeys(("finished", "review_grade"), "the national form has no place for it"),
        **dict.fromkeys(LAST, "shown beside the row on the screen only"),
    },
    "back": dict.fromkeys(LAST, "read again from last year's workbook"),
    "json": dict.fromkeys(LAST, "of another year's evaluation"),
    "json in": {
        **dict.fromkeys(("reading", "weight"), "decided by a person on the screen, never by a file"),
        **dict.fromkeys(LAST, "read again from last year's workbook"),
    },
    "table in": {
        **dict.fromkeys(("reading", "weight"), "decided by a person on the screen, never by a file"),
        **dict.fromkeys(LAST, "read again from last year's workbook"),
    },
    "fill-in": {
        **dict.fromkeys(("reading", "weight", "deduction", "review_grade"), "not for colleagues to say"),
        **dict.fromkeys(LAST, "not for colleagues to say"),
    },
    "report": {
        **dict.fromkeys(("evidence", "share", "reading", "weight", "not_applicable", "deduction"), "in its tables"),
        **dict.fromkeys(("actual", "reason", "survey"), "in its tables and lists"),
        **dict.fromkeys((f"checkpoint.{month}" for month in CHECKPOINTS), "in its table of spending"),
        **dict.fromkeys(("finished", "review_grade"), "a matter of scoring"),
        **dict.fromkeys(LAST, "of another year's evaluation"),
    },
    "named": {},
}


def _money(name: str, number: int) -> str:
    if name.startswith("checkpoint."):
        return f"{number}.{number}%"
    return f"{100 + number}.5"


FIELDS = tuple(dict.fromkeys((*INDICATOR_FIELDS, *PROJECT_FIELDS)))
VALUES = {
    **ROW, **OTHER_ROWS, **TEXTS,
    **{name: _money(name, number) for number, name in enumerate(PROJECT_FIELDS, 11) if name not in TEXTS},
}  # fmt: skip


def _made() -> Assessment:
    """One project in which every fact of a project and of a row is entered, each with its own text."""
    satisfaction = ("满意度指标", "服务对象满意度指标")
    rows = (
        row("群众满意度", "≥95%", "", *satisfaction), row("社会稳定", "有效改善", "达成年度指标", "效益指标"),
        row("办结率", "≥90%", "95%"), row("培训次数", "≥3次", "3次"), row("停办事项", "≥1次", ""),
    )  # fmt: skip
    made = assessed(project(*rows, title="修路", code="A001", goals=("修路",)))
    owner = made.projects[0].project.id
    facts = {FactKey(owner, "", name): VALUES[name] for name in PROJECT_FIELDS}
    facts |= {FactKey(owner, rows[0].id, name): text for name, text in ROW.items() if text}
    for name, item in zip(OTHER_ROWS, rows[1:], strict=True):
        facts[FactKey(owner, item.id, name)] = VALUES[name]
    rules = replace(pack(), deductions=(DeductionRule("no-evidence", "缺少佐证", "", Decimal(10)),))
    return assess(Evaluation(made.evaluation.department, facts), rules)


MADE = _made()


def _keys(name: str) -> FactKey:
    return next(key for key in MADE.evaluation.facts if key.field == name)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "scored.xlsx"
    path.write_bytes(written(MADE))
    return path


def _needed(place: str) -> list[str]:
    return [name for name in FIELDS if name not in NOT_THERE[place]]


def test_the_table_knows_every_fact_and_no_other() -> None:
    assert set(FIELDS) - LAST == set(VALUES)
    assert all(set(names) <= set(FIELDS) for names in NOT_THERE.values())


@pytest.mark.parametrize("name", _needed("form"))
def test_it_stands_on_the_form(book: Path, name: str) -> None:
    form = openpyxl.load_workbook(book, data_only=True)["修路"]
    shown = " ".join(str(cell.value) for line in form.iter_rows() for cell in line if cell.value is not None)
    wanted = {"actual": "0.91", "not_applicable": "未开展"}.get(name, VALUES[name])
    assert wanted in shown


@pytest.mark.parametrize("name", _needed("back"))
def test_it_is_read_back(book: Path, name: str) -> None:
    again = evaluation_of(read_scored(opened(book.read_bytes())))
    key = _keys(name)
    owner = again.department.project(key.project)
    if not key.indicator:
        assert again.value(owner, name) == VALUES[name]
        return
    item = next(one for one in owner.indicators if one.id == key.indicator)
    assert again.indicator_value(owner, item, name) == VALUES[name]


@pytest.mark.parametrize("name", _needed("json"))
def test_it_is_in_the_json(name: str) -> None:
    shown = json.dumps(to_plain(MADE, (), source={}, translate=untranslated)["projects"], ensure_ascii=False)
    value = {"reading": "85", "finished": "true"}.get(name, VALUES[name].removesuffix("%"))
    assert value in shown


@pytest.mark.parametrize("name", _needed("json in"))
def test_json_of_actuals_may_give_it(name: str) -> None:
    one: dict[str, object] = {"code": "A001"}
    if name not in PROJECT_FIELDS:
        one["indicators"] = [{"tier3": "群众满意度", name: VALUES[name]}]
    elif name in TEXTS:
        one[name] = VALUES[name]
    else:
        one["budget"] = {name: VALUES[name]}
    rows, problems = rows_of_json(json.dumps({"projects": [one]}, ensure_ascii=False), "a.json")
    assert (name, VALUES[name]) in [value for found in rows for value in found.values]
    assert problems == ()


@pytest.mark.parametrize("name", _needed("table in"))
def test_a_table_of_actuals_may_give_it(name: str) -> None:
    if name in PROJECT_FIELDS:
        assert budget_field("", name) == name
        return
    assert column(name) == name
    rows, problems = rows_of_table(f"项目编码\t三级指标\t{name}\nA001\t群众满意度\t{VALUES[name]}\n", "a.csv")
    assert name in [field for found in rows for field, _ in found.values] and problems == ()


@pytest.mark.parametrize("name", _needed("fill-in"))
def test_the_fill_in_workbook_shows_it(name: str) -> None:
    shown = {text for found in fill_rows(MADE) for text in found.values.values()}
    parts = VALUES[name].split(" ") if name == "not_applicable" else [VALUES[name]]
    assert set(parts) <= shown


@pytest.mark.parametrize("name", _needed("report"))
def test_a_report_can_name_it(name: str) -> None:
    fact = FACTS[Scope.PROJECT][name]
    assert fact.text(About((MADE,), MADE.projects[0])) == VALUES[name]


@pytest.mark.parametrize("name", _needed("named"))
def test_it_has_a_name_for_people(name: str) -> None:
    assert not field_name(name).render(translator("zh")).isascii()


def test_what_is_written_around_the_table_stands_in_one_list() -> None:
    assert set(WRITTEN) | set(SIGNED) <= set(TEXTS)
