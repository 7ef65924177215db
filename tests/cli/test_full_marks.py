"""A form whose weights do not make 100, and one with a tier that the rule pack does not know, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
FOUR = (
    ("成本指标", "经济成本指标"),
    ("产出指标", "数量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "满意度指标"),
)


def form(path: Path, rows: list[list[object]], *, execution: int | None = 10) -> Path:
    """A filled form of one project with a budget of 100, all of it spent."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目支出绩效自评表（2025年度）"])
    sheet.append(["项目名称", "培训项目"])
    head: list[object] = ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"]
    money: list[object] = ["年度资金总额", 100, 100, 100]
    if execution is not None:
        head += ["分值", "执行率", "得分"]
        money += [execution, "100%", execution]
    sheet.append(head)
    sheet.append(money)
    sheet.append(HEAD)
    for line in rows:
        sheet.append(line)
    sheet.append(["总分", None, None, None, None, None, 110])
    book.save(path)
    return path


def weighed(*points: float | None) -> list[list[object]]:
    return [[*FOUR[place + 1], f"指标{place}", "≥10次", "10次", value, value] for place, value in enumerate(points)]


def test_no_total_and_no_grade_while_the_weights_make_110(run: Run, folder: Path) -> None:
    path = form(folder / "110.xlsx", weighed(60, 30, 10))
    done = run("score", path, "--json", "-o", "out.xlsx")
    data = json.loads(done.out)
    (project,) = data["projects"]
    assert (project["total"], project["grade"], project["complete"]) == (None, None, False)
    assert project["note"] == "Undecided: the weights make 110"
    assert [row["score"] for row in project["indicators"]] == ["60.00", "30.00", "10.00"]
    assert (data["department"]["total"], data["department"]["grade"]) == (None, None)
    assert "W103" in {problem["code"] for problem in data["problems"]}
    assert not {"S111", "S112"} & {problem["code"] for problem in data["problems"]}
    assert [item["kind"] for item in data["handing_in"]["to_do"]] == ["weights"]
    texts = _texts(Path("out.xlsx"))
    assert sum(text == "未定：分值合计 110" for text in texts) >= 2
    assert not {"110", "110.0", "110.00", "优"} & set(texts) - _weights_sum(Path("out.xlsx"))
    for lines in (run("explain", path).out, run("score", path, "-o", "text.xlsx").out):
        assert "Undecided: the weights make 110" in lines
        assert "优" not in lines
    assert run("verify", "out.xlsx").code == 0
    assert run("--lang", "zh", "explain", path).out.count("未定：分值合计 110") == 1


def test_a_replay_gives_no_total_either(run: Run, folder: Path) -> None:
    path = form(folder / "110.xlsx", weighed(60, 30, 10))
    done = run("rules", "replay", "variant-full-at-90", path, "-o", "replay.xlsx")
    assert "优" not in done.out
    assert "110.00" not in done.out
    data = json.loads(run("rules", "replay", "variant-full-at-90", path, "--json").out)
    shown = json.dumps(data, ensure_ascii=False)
    assert '"total": "110.00"' not in shown
    assert "优" not in [text for text in _texts(Path("replay.xlsx")) if len(text) == 1]


def _texts(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [str(cell.value) for sheet in book for line in sheet for cell in line if cell.value is not None]


def _weights_sum(path: Path) -> set[str]:
    """What the sum of the weights, which is no total, may look like."""
    form = openpyxl.load_workbook(path, data_only=True)["培训项目"]
    column = [cell.value for line in form for cell in line if line[0].value == "总分"]
    return {str(value) for value in column if isinstance(value, int | float)}


@pytest.mark.parametrize(
    ("points", "severity"),
    [((None, None, None, None), "warning"), ((20, 40, 20, 10), "info")],
)
def test_a_tier_that_the_pack_does_not_know_names_the_pack_that_does(
    run: Run, folder: Path, points: tuple[int | None, ...], severity: str
) -> None:
    rows = [[*FOUR[place], f"指标{place}", "≥10次", "10次", value, None] for place, value in enumerate(points)]
    rows[0][3:5] = ["≤10元", "10元"]
    path = form(folder / "four.xlsx", rows)
    data = json.loads(run("check", path, "--json").out)
    (found,) = [one for one in data["files"][0]["problems"] if one["code"] == "W109"]
    assert found["severity"] == severity
    assert found["about"] == "evaluation"
    assert "成本指标" in found["message"]
    assert "selfeval score four.xlsx --rules cn-mof-2021-101" in found["hint"]
    scored = json.loads(run("score", path, "--json", "-o", "four-out.xlsx").out)
    assert "W109" in {one["code"] for one in scored["problems"]}
    assert all(float(row["weight"]) > 0 for row in scored["projects"][0]["indicators"])
    chosen = json.loads(run("score", path, "--json", "-o", "c.xlsx", "--rules", "cn-mof-2021-101").out)
    assert "W109" not in {one["code"] for one in chosen["problems"]}
    assert [row["weight"] for row in chosen["projects"][0]["indicators"]] == ["20", "40", "20", "10"]


def test_a_tier_that_no_pack_knows_has_no_pack_to_name(run: Run, folder: Path) -> None:
    rows = [
        ["管理指标", "过程管理", "制度", "≥10次", "10次", None, None],
        ["项目完成指标", "任务", "数", "≥10次", "10次", None, None],
        ["项目效果指标", "作用", "效", "≥10次", "10次", None, None],
        ["满意度指标", "满意度", "意", "≥10次", "10次", None, None],
    ]
    data = json.loads(run("score", form(folder / "m.xlsx", rows), "--json", "-o", "m-out.xlsx").out)
    (found,) = [one for one in data["problems"] if one["code"] == "W109"]
    assert "管理指标" in found["message"]
    assert "项目完成" not in found["message"]
    assert "--rules" not in found["hint"]
    weights = {row["tier3"]: row["weight"] for row in data["projects"][0]["indicators"]}
    assert weights == {"制度": "22.5", "数": "37.5", "效": "22.5", "意": "7.5"}
    assert {row["weight_origin"] for row in data["projects"][0]["indicators"]} == {"proposed"}
