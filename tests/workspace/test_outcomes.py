"""A new outcome takes along what rests on the old one, through every door by which it can come in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from selfeval.cli import run
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.workspace.headless import load
from selfeval.workspace.incoming import file_preview
from selfeval.workspace.incoming.copy import fill_down
from selfeval.workspace.incoming.paste import read_block
from selfeval.workspace.incoming.preview import look, take
from selfeval.workspace.pack_in_use import pack_for
from selfeval.workspace.source import Source
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace
from tests.excel.books import book

ROWS = (
    ("数量指标", "修路里程", "≥10公里"),
    ("数量指标", "修桥里程", "≥10公里"),
    ("质量指标", "出行条件", "明显改善"),
    ("质量指标", "施工环境", "明显改善"),
    ("质量指标", "建立制度", "是"),
)
DEPARTMENT = Department(name="某局", year=2025, projects=(
    Project("P-A", "一", "修路资金", "P-A", "修路资金", budget={"initial": "100", "adjusted": "100"}, indicators=tuple(
        Indicator(f"产出/{tier2}/{name}", "产出指标", tier2, name, target) for tier2, name, target in ROWS
    )),
))  # fmt: skip
PLACES = {item.tier3: Place("P-A", item.id) for item in DEPARTMENT.projects[0].indicators}
OLD_HEAD, NEW_HEAD = "完成值 9公里，低于目标 10%。原因：", "完成值 8公里，低于目标 20%。原因："
CAUSE = "汛期长。措施：提前开工。"


def fact(row: str, field: str) -> FactKey:
    return FactKey("P-A", PLACES[row].indicator, field)


def work(name: str, facts: dict[str, str], more: dict[str, dict[str, str]] | None = None) -> Workspace:
    rows = {name: facts, **(more or {})}
    values = {fact(row, field): text for row, texts in rows.items() for field, text in texts.items()}
    evaluation = Evaluation(DEPARTMENT, values)
    return Workspace(Source(Path("x.xlsx"), ""), evaluation, pack_for(evaluation), None)


def typed(name, old, new, _folder):
    workspace = work(name, old)
    workspace.enter([(fact(name, field), text) for field, text in new.items()])
    return workspace


def pasted(name, old, new, _folder):
    workspace = work(name, old)
    headings = {"actual": "实际完成值", "share": "得分比例", "reason": "偏差原因分析及改进措施"}
    text = "\n".join("\t".join(cells) for cells in (
        ("三级指标", *(headings[field] for field in new)), (name, *new.values()),
    ))  # fmt: skip
    seen = look(workspace, read_block(text, workspace.evaluation, [], "P-A").lines)
    take(workspace, seen, range(len(seen)))
    return workspace


def filled_down(name, old, new, _folder):
    above = {"修路里程": "修桥里程", "出行条件": "施工环境", "建立制度": "建立制度"}[name]
    workspace = work(name, old, {above: new})
    lines = fill_down(workspace, [PLACES[above], PLACES[name]])
    seen = look(workspace, lines)
    take(workspace, seen, range(len(seen)))
    return workspace


def came_back(name, old, new, folder):
    """As ctrl+u takes a file in."""
    workspace = work(name, old)
    found, lines = file_preview.look_at_file(workspace, json_file(folder, name, new))
    seen = look(workspace, lines.lines)
    file_preview.take_rows(workspace, found, seen, range(len(seen)))
    return workspace


def json_file(folder: Path, name: str, facts: dict[str, str]) -> Path:
    tier2 = next(tier2 for tier2, tier3, _ in ROWS if tier3 == name)
    path = folder / "actuals.json"
    row = {"tier2": tier2, "tier3": name, **facts}
    path.write_text(json.dumps({"projects": [{"name": "修路资金", "indicators": [row]}]}), encoding="utf-8")
    return path


DOORS = (typed, pasted, filled_down, came_back)


def now(workspace: Workspace, name: str, field: str) -> str:
    result = workspace.result("P-A")
    return workspace.evaluation.indicator_value(result.project, result.scored(PLACES[name].indicator).indicator, field)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("name", "old", "new", "field", "after"),
    [
        ("修路里程", {"actual": "9公里", "reason": OLD_HEAD + CAUSE}, {"actual": "8公里"}, "reason", NEW_HEAD + CAUSE),
        ("修路里程", {"actual": "9公里", "reason": "汛期长。"}, {"actual": "8公里"}, "reason", "汛期长。"),
        ("修路里程", {"actual": "9公里", "reason": OLD_HEAD + CAUSE}, {"actual": "9公里"}, "reason", OLD_HEAD + CAUSE),
        (
            "出行条件",
            {"actual": "达成年度指标", "share": "90", "reason": "自评为“达成年度指标”，90%。原因：" + CAUSE},
            {"actual": "部分达成年度指标并具有一定效果", "share": "70"},
            "reason",
            "自评为“部分达成年度指标并具有一定效果”，70%。原因：" + CAUSE,
        ),
        (
            "出行条件",
            {"actual": "达成年度指标", "share": "90"},
            {"actual": "部分达成年度指标并具有一定效果"},
            "share",
            "",
        ),
        ("出行条件", {"actual": "达成年度指标", "share": "90"}, {"actual": "达成年度指标"}, "share", "90"),
        (
            "出行条件",
            {"actual": "达成年度指标", "share": "90"},
            {"actual": "部分达成年度指标并具有一定效果", "share": "90"},
            "share",
            "",
        ),
        ("出行条件", {"actual": "达成年度指标", "share": "90"}, {"actual": "已完成", "share": "90"}, "share", "90"),
    ],
)
def test_a_new_outcome_takes_along_what_rests_on_it(door, name, old, new, field, after, tmp_path):
    workspace = door(name, old, new, tmp_path)
    assert now(workspace, name, field) == after
    workspace.undo()
    assert {key: now(workspace, name, key) for key in old} == old


@pytest.mark.parametrize("door", [typed, pasted, filled_down])
def test_a_row_with_an_outcome_does_apply(door, tmp_path):
    workspace = door("修路里程", {"not_applicable": "未开展"}, {"actual": "10公里"}, tmp_path)
    assert now(workspace, "修路里程", "not_applicable") == ""


def test_of_a_file_the_mark_of_not_applying_wins(tmp_path):
    workspace = came_back("修路里程", {"not_applicable": "未开展"}, {"actual": "10公里"}, tmp_path)
    assert now(workspace, "修路里程", "not_applicable") == "未开展"


def test_an_older_head_in_a_reason_that_is_stated_anew_follows_too(tmp_path):
    new = {"actual": "8公里", "reason": OLD_HEAD + "停工。"}
    for door in (typed, pasted, came_back):
        workspace = door("修路里程", {"actual": "9公里", "reason": OLD_HEAD + CAUSE}, new, tmp_path)
        assert now(workspace, "修路里程", "reason") == NEW_HEAD + "停工。"


def test_another_reading_of_the_target_moves_the_figures_as_well(tmp_path):
    old = {"actual": "9公里", "reason": OLD_HEAD + CAUSE}
    workspace = typed("修路里程", old, {"reading": "≥12公里"}, tmp_path)
    assert now(workspace, "修路里程", "reason") == "完成值 9公里，低于目标 25%。原因：" + CAUSE


def test_going_back_to_an_earlier_point_brings_the_texts_of_then(tmp_path):
    workspace = work("修路里程", {"actual": "9公里", "reason": NEW_HEAD + CAUSE})
    workspace.enter([(fact("修路里程", "actual"), "8公里")], "restore")
    assert now(workspace, "修路里程", "reason") == NEW_HEAD + CAUSE


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_actuals_on_the_command_line_come_through_the_same_door(kind, tmp_path, capsys):
    form = [
        ["项目支出绩效自评表（2025年度）"],
        ["项目名称", "修路资金"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "修路里程", "≥10公里", "9公里", 100, 90, OLD_HEAD + CAUSE],
    ]
    path = book(tmp_path / "targets.xlsx", form)
    given = json_file(tmp_path, "修路里程", {"actual": "8公里"})
    if kind == "csv":
        given = tmp_path / "actuals.csv"
        with given.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(
                [
                    ("项目名称", "一级指标", "二级指标", "三级指标", "实际完成值"),
                    ("修路资金", "产出指标", "数量指标", "修路里程", "8公里"),
                ]
            )
    run(["score", str(path), "--actuals", str(given), "--json"])
    assert json.loads(capsys.readouterr().out)["projects"][0]["indicators"][0]["reason"] == NEW_HEAD + CAUSE
    loaded = load(path, actuals=given)
    project = loaded.evaluation.department.projects[0]
    assert loaded.evaluation.indicator_value(project, project.indicators[0], "reason") == NEW_HEAD + CAUSE
    assert any("figures of the new outcome" in str(note.template) for note in loaded.notices)
