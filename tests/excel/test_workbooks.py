"""The bundled workbooks: faithful to the published targets, read without a finding, made the same every time."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.model import Department
from selfeval.excel.read import read_workbook
from tests.places import ROOT

WORKBOOKS = ROOT / "workbooks"
NAMES = ("leting-2025-targets.xlsx", "leting-2025-filled.xlsx")


@pytest.fixture(scope="module")
def targets() -> Department:
    return read_workbook(WORKBOOKS / NAMES[0]).department


@pytest.fixture(scope="module")
def filled() -> Department:
    return read_workbook(WORKBOOKS / NAMES[1]).department


def test_made_again_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(WORKBOOKS / "make.py"), str(tmp_path)], check=True, capture_output=True)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (WORKBOOKS / name).read_bytes(), name


@pytest.mark.parametrize("name", NAMES)
def test_no_reading_problem(name: str) -> None:
    result = read_workbook(WORKBOOKS / name)
    assert result.problems == ()
    assert not result.scored


def test_department(targets: Department) -> None:
    assert (targets.name, targets.code, targets.year) == ("乐亭县信访局", "482001", 2025)
    assert (targets.budget_total, targets.money_unit) == ("365", "万元")
    assert targets.overall_goal.startswith("2025年，牢牢把握")
    assert [goal.name for goal in targets.sub_goals] == ["解决特殊疑难问题资金", "信访专项资金"]
    assert [len(goal.indicators) for goal in targets.sub_goals] == [6, 7]
    assert len(targets.safeguards) == 7
    assert str(targets.cells["overall_goal"]) == "部门整体!A5"


def test_projects_with_their_gaps(targets: Department) -> None:
    first, second = targets.projects
    assert (first.id, first.name, first.title) == ("13022525P00RERB10016E", "", "解决特殊疑难问题资金")
    assert (second.id, second.name) == ("13022525P00RERB10015T", "信访专项资金")
    assert dict(first.budget) == {
        "initial": "180", "initial.fiscal": "180",
        "plan.3": "25%", "plan.6": "50%", "plan.10": "75%", "plan.12": "100%",
    }  # fmt: skip
    assert first.purpose == "减少越级访的发生，维护社会和谐"
    assert first.goals == ("1.减少越级访的发生，维护社会和谐", "2.确实解决疑难信访问题，提高信访群众满意度")
    assert first.unit == "482001 乐亭县信访局本级"
    assert {item.basis for item in first.indicators} == {"市信访工作考核细则"}
    assert {item.basis for item in second.indicators} == {""}
    assert [item.target for item in second.indicators] == [
        "≤10 批次", "≤100%", "≤100%", "≤185 万元", "显著改善", "有效化解", "≥90%",
    ]  # fmt: skip
    assert all(item.description == item.tier3 for project in targets.projects for item in project.indicators)
    assert all(item.weight is None and not item.actual for project in targets.projects for item in project.indicators)


def test_every_word_is_the_published_one(targets: Department) -> None:
    """Whatever the workbook says of the targets stands in the published text."""
    text = ROOT / "tests/data/documents/leting-2025-published.txt"
    published = "".join(text.read_text(encoding="utf-8").split())
    texts = [targets.overall_goal, *targets.safeguards]
    texts += [text for goal in targets.sub_goals for text in (goal.name, goal.goal, "、".join(goal.indicators))]
    for project in targets.projects:
        texts += [project.code, project.name, project.title, project.purpose, *project.goals, project.unit]
        for item in project.indicators:
            texts += [item.tier1, item.tier2, f"{item.tier3}{item.description}{item.target}{item.basis}"]
    assert [text for text in texts if "".join(text.split()) not in published] == []


def test_filled_has_the_same_targets(targets: Department, filled: Department) -> None:
    for bare, done in zip(targets.projects, filled.projects, strict=True):
        assert [(item.id, item.target, item.basis) for item in bare.indicators] == [
            (item.id, item.target, item.basis) for item in done.indicators
        ]
        assert dict(bare.budget).items() <= dict(done.budget).items()


def test_filled_outcomes(filled: Department) -> None:
    first, second = filled.projects
    rate = Decimal(first.budget["executed"]) / Decimal(first.budget["adjusted"])
    assert round(rate, 4) == Decimal("0.9739")
    assert [first.budget[f"checkpoint.{month}"] for month in (3, 6, 10, 12)] == ["22%", "47%", "70%", "97.39%"]
    assert [item.actual for item in first.indicators] == [
        "达成年度指标 100%", "达成年度指标 95%", "97.39%", "175.3万元",
        "部分达成年度指标并具有一定效果 75%", "达成年度指标 90%", "85%",
    ]  # fmt: skip
    skipped = [item for item in second.indicators if item.not_applicable]
    assert [item.actual for item in skipped] == [""]
    assert skipped[0].not_applicable.startswith("未开展")
    assert second.indicators[0].actual == "15批次"
    assert all(item.evidence for project in filled.projects for item in project.indicators)
    assert all(project.goal_actual for project in filled.projects)
