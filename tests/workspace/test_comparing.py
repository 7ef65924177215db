"""Three ways: the workbook before, the workbook now, and what was entered."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.workspace.compare.compare import How, assign, compare, lost
from selfeval.workspace.compare.on_disk import candidates, last_change, look_at, on_disk
from selfeval.workspace.work.opening import open_workspace
from tests.places import ROOT

SEED = ROOT / "workbooks" / "leting-2025-targets.xlsx"


@pytest.fixture
def seed(tmp_path):
    return Path(shutil.copyfile(SEED, tmp_path / "目标.xlsx"))


def row(name, target="≥90%", tier2="质量指标", **more):
    return Indicator(f"产出指标/{tier2}/{name}", "产出指标", tier2, name, target, **more)


def department(*rows, project="P1", title="甲项目", **budget):
    return Department(projects=(Project(project, "S", title, budget=budget, indicators=rows),))


def facts(*entries):
    return {FactKey("P1", f"产出指标/质量指标/{name}" if name else "", field): text for name, field, text in entries}


def test_the_same_workbook_has_no_changes():
    assert not compare(department(row("合格率")), department(row("合格率")), facts(("合格率", "actual", "95%")))


def test_added_removed_renamed_and_changed_rows_are_told_apart():
    before = department(row("验收合格率"), row("按期完成率"), row("返工次数", "≤2次"), initial="100")
    now = department(
        row("验收合格率", "≥95%", weight=Decimal(10)), row("按期完成比率"), row("投诉件数", "≤5件"), initial="120"
    )
    found = compare(before, now, {})
    kinds = {(change.how, change.name or change.title): change for change in found.rows}
    assert set(kinds) == {
        (How.CHANGED, "甲项目"), (How.CHANGED, "验收合格率"), (How.RENAMED, "按期完成比率"),
        (How.ADDED, "投诉件数"), (How.REMOVED, "返工次数"),
    }  # fmt: skip
    cells = {cell.field: (cell.old, cell.new) for cell in kinds[How.CHANGED, "验收合格率"].cells}
    assert cells == {"target": ("≥90%", "≥95%"), "weight": ("", "10")}
    assert [(c.field, c.old, c.new) for c in kinds[How.CHANGED, "甲项目"].cells] == [("initial", "100", "120")]
    assert kinds[How.RENAMED, "按期完成比率"].was_name == "按期完成率"


def test_entries_of_rows_that_are_gone_come_first_and_with_their_texts():
    entered = facts(("返工次数", "actual", "1次"), ("返工次数", "evidence", "验收单"))
    found = compare(department(row("合格率"), row("返工次数")), department(row("合格率", "≥80%")), entered)
    assert [change.name for change in found.rows] == ["返工次数", "合格率"]
    assert found.stranded == found.rows[:1]
    assert dict(found.rows[0].entries) == entered


def test_a_changed_cell_names_the_entry_that_stands_in_its_place():
    before, now = department(row("合格率", actual="90%")), department(row("合格率", actual="91%"))
    (change,) = compare(before, now, facts(("合格率", "actual", "92%"))).rows
    (cell,) = change.cells
    assert (cell.old, cell.new, cell.entered) == ("90%", "91%", "92%")
    (change,) = compare(before, now, {}).rows
    assert change.cells[0].entered is None
    assert not change.entries


def test_a_reading_that_was_confirmed_for_the_old_target_is_named():
    found = compare(
        department(row("合格率", "≥90%")), department(row("合格率", "≥80%")), facts(("合格率", "reading", "≥ 90%"))
    )
    assert found.rows[0].cells[0].entered == "≥ 90%"


def test_a_project_that_is_gone_keeps_every_entry_listed():
    entered = facts(("", "executed", "9"), ("合格率", "actual", "92%"))
    found = compare(department(row("合格率")), department(row("合格率"), project="P2"), entered)
    assert [change.how for change in found.rows] == [How.REMOVED, How.REMOVED, How.ADDED]
    assert {key: text for change in found.stranded for key, text in change.entries} == entered


def test_a_row_that_moved_to_another_tier_is_renamed():
    found = compare(department(row("合格率")), department(row("合格率", tier2="数量指标")), {})
    assert [change.how for change in found.rows] == [How.RENAMED]


def test_putting_entries_on_another_row_overwrites_nothing_and_is_one_step():
    now = department(row("新合格率"))
    entered = facts(("合格率", "actual", "92%"), ("合格率", "reason", "雨"), ("新合格率", "reason", "雪"))
    evaluation = Evaluation(now, entered)
    (stranded,) = lost(evaluation).values()
    step = evaluation.step(assign(evaluation, stranded, "P1", "产出指标/质量指标/新合格率"), "assign")
    after = evaluation.enter(step)
    assert dict(after.facts) == facts(
        ("新合格率", "actual", "92%"), ("合格率", "reason", "雨"), ("新合格率", "reason", "雪")
    )
    assert dict(after.undo().facts) == entered


def test_the_likeliest_row_is_offered_first():
    before = department(row("按期完成率"), row("验收合格率"))
    now = department(row("验收合格率"), row("按期完成比率"), row("别的"))
    (stranded,) = compare(before, now, facts(("按期完成率", "actual", "1"))).stranded
    names = [name for _, _, name, _ in candidates(now, stranded)]
    assert names[0] == "按期完成比率"
    assert set(names) == {"验收合格率", "按期完成比率", "别的"}


# -- with a real workbook


def rename(path, item, name):
    """As somebody would in Excel."""
    book = openpyxl.load_workbook(path)
    where = item.where("tier3")
    book[where.sheet][where.cell] = name
    book.save(path)


def first_row(workspace):
    result = workspace.assessment.projects[0]
    return result.project, result.indicators[-1].indicator


def test_a_change_is_noticed_while_the_work_is_open_and_nothing_is_overwritten(seed):
    workspace = open_workspace(seed)
    assert on_disk(workspace) is None
    project, item = first_row(workspace)
    workspace.set(project.id, item.id, "actual", "96%")
    rename(seed, item, item.tier3 + "（改）")
    found = on_disk(workspace)
    assert [(change.how, change.was_name) for change in found.comparison.rows] == [(How.RENAMED, item.tier3)]
    assert workspace.scored(project.id, item.id).actual.text == "96%"
    workspace.renewal.renew(found.reading)
    assert workspace.evaluation.facts[FactKey(project.id, item.id, "actual")] == "96%"
    assert any(problem.code == "F410" for problem in workspace.problems)
    assert on_disk(workspace) is None
    new = found.comparison.rows[0].indicator
    step = workspace.enter(assign(workspace.evaluation, found.comparison.rows[0].entries, project.id, new), "assign")
    assert workspace.scored(project.id, new).actual.text == "96%"
    assert not any(problem.code == "F410" for problem in workspace.problems)
    assert workspace.undo() == step
    workspace.redo()
    workspace.close()
    again = open_workspace(seed)
    assert again.scored(project.id, new).actual.text == "96%"
    assert again.undo() == step
    again.close()


def test_a_change_between_two_openings_is_shown_until_somebody_looked(seed):
    workspace = open_workspace(seed)
    project, item = first_row(workspace)
    workspace.set(project.id, item.id, "actual", "96%")
    workspace.close()
    assert not look_at(seed)[0]
    rename(seed, item, item.tier3 + "一")
    before = seed.with_name(seed.name + ".selfeval").read_bytes()
    assert [change.how for change in look_at(seed)[0].rows] == [How.RENAMED]
    assert seed.with_name(seed.name + ".selfeval").read_bytes() == before
    open_workspace(seed).close()
    rename(seed, item, item.tier3 + "一二")
    second = open_workspace(seed)
    assert second.notices
    (change,) = last_change(second).comparison.rows
    assert (change.was_name, change.name) == (item.tier3, item.tier3 + "一二"), "the change nobody saw is not skipped"
    second.renewal.changes_seen()
    second.close()
    rename(seed, item, item.tier3 + "三")
    third = open_workspace(seed)
    (change,) = last_change(third).comparison.rows
    assert (change.was_name, change.name) == (item.tier3 + "一二", item.tier3 + "三")
    third.close()


def test_a_workbook_that_is_gone_or_half_written_is_no_change(seed):
    workspace = open_workspace(seed)
    data = seed.read_bytes()
    seed.write_bytes(data[: len(data) // 2])
    assert on_disk(workspace) is None
    seed.unlink()
    assert on_disk(workspace) is None
    workspace.close()


def test_undo_of_an_entry_whose_row_is_gone_brings_the_entry_back(seed):
    workspace = open_workspace(seed)
    project, item = first_row(workspace)
    workspace.set(project.id, item.id, "actual", "96%")
    rename(seed, item, "完全不同的名称甲乙丙丁")
    workspace.renewal.renew(on_disk(workspace).reading)
    workspace.undo()
    assert not lost(workspace.evaluation)
    workspace.redo()
    assert lost(workspace.evaluation)
    workspace.close()


def test_the_command_lists_old_new_and_what_was_entered(seed, capsys):
    from selfeval.cli import run

    workspace = open_workspace(seed)
    project, item = first_row(workspace)
    workspace.set(project.id, item.id, "actual", "96%")
    workspace.close()
    rename(seed, item, item.tier3 + "（改）")
    assert run(["changes", str(seed), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert f"renamed: {project.title}, {item.tier3}（改）" in said
    assert f"probably “{item.tier3}” before" in said
    assert "entered: actual = 96%" in said
    assert run(["changes", str(seed), "--json"]) == 0
    (plain,) = json.loads(capsys.readouterr().out)["rows"]
    assert plain["entries"] == [{"field": "actual", "text": "96%"}]
    assert run(["changes", str(seed.with_name("x.xlsx"))]) == 2
