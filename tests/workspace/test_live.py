import subprocess
import sys
from decimal import Decimal as D

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.core.texts.targets.forms import canonical
from selfeval.rulepacks.finding import bundled_folder
from selfeval.store.places import journal_path
from selfeval.workspace import source
from selfeval.workspace.source import read_source
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from tests.store.test_journal import unwritable


@pytest.fixture
def work(targets_book):
    workspace = open_workspace(targets_book)
    yield workspace
    workspace.close()


def first(work):
    result = work.assessment.projects[0]
    return result.project.id, {item.indicator.tier2: item.indicator.id for item in result.indicators}


def test_entries_undo_and_redo_survive_a_restart(targets_book):
    with_entries = open_workspace(targets_book)
    project, rows = first(with_entries)
    with_entries.set(project, rows["成本指标"], "actual", "175.3万元")
    with_entries.set(project, rows["服务对象满意度指标"], "actual", "85%")
    with_entries.set(project, rows["服务对象满意度指标"], "actual", "95%")
    with_entries.undo()
    with_entries.close()

    again = open_workspace(targets_book)
    assert again.scored(project, rows["成本指标"]).score == D("12.5")
    assert again.scored(project, rows["服务对象满意度指标"]).score == D("9.44")
    again.redo()
    assert again.scored(project, rows["服务对象满意度指标"]).score == 10
    for _ in range(3):
        again.undo()
    assert again.undo() is None
    assert again.scored(project, rows["成本指标"]).score is None
    again.close()


def test_going_on_needs_no_second_reading_of_the_workbook(targets_book):
    open_workspace(targets_book).close()
    code = (
        "import sys; from pathlib import Path; from selfeval.workspace.work.opening import open_workspace\n"
        f"work = open_workspace(Path({str(targets_book)!r}))\n"
        "heavy = {'openpyxl', 'pandas', 'xlsxwriter', 'textual'} & set(sys.modules)\n"
        "print(len(work.assessment.projects), *sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2"]


def test_a_second_window_is_read_only_and_says_who(targets_book, work):
    second = open_workspace(targets_book)
    project, rows = first(second)
    assert second.read_only
    assert second.holder is not None
    with pytest.raises(SelfEvalError) as caught:
        second.set(project, rows["成本指标"], "actual", "1万元")
    assert caught.value.code == "F313"
    assert second.evaluation.done == ()
    second.close()
    work.set(project, rows["成本指标"], "actual", "1万元")


def test_a_workbook_that_changed_is_read_again_and_entries_stay(targets_book):
    work = open_workspace(targets_book)
    project, rows = first(work)
    work.set(project, rows["服务对象满意度指标"], "actual", "85%")
    work.set(project, rows["成本指标"], "actual", "170万元")
    work.close()
    book = openpyxl.load_workbook(targets_book)
    for cells in book.worksheets[1].iter_rows():
        for cell in cells:
            if cell.value == "解决问题费用":
                cell.value = "化解问题费用"
            if cell.value == "≥90%":
                cell.value = "≥85%"
    book.save(targets_book)
    again = open_workspace(targets_book)
    assert any("changed" in notice.render() for notice in again.notices)
    assert again.scored(project, rows["服务对象满意度指标"]).score == 10
    kept = [problem for problem in again.problems if problem.code == "F410"]
    assert [problem.input for problem in kept] == ["170万元"]
    again.close()


def test_only_touched_projects_are_scored_again(work):
    before = work.assessment.projects
    project, rows = first(work)
    work.set(project, rows["成本指标"], "actual", "170万元")
    assert work.assessment.projects[0] is not before[0]
    assert work.assessment.projects[1] is before[1]


def test_a_preview_leaves_no_trace(work):
    project, rows = first(work)
    seen = work.preview(project, rows["服务对象满意度指标"], {"actual": "81%"})
    assert seen.score == 9
    assert work.scored(project, rows["服务对象满意度指标"]).score is None
    assert work.evaluation.done == ()


def test_the_next_open_place_goes_round_once(work):
    places = work.places()
    assert work.next_open(None) == places[0]
    assert work.next_open(places[-1]) == places[0]
    project, rows = first(work)
    work.set(project, rows["数量指标"], "actual", "达成年度指标 100%")
    assert work.next_open(places[0]) == Place(project, rows["质量指标"])


def test_a_lost_point_waits_for_its_reason(work):
    project, rows = first(work)
    place = Place(project, rows["服务对象满意度指标"])
    work.set(project, place.indicator, "actual", "80%")
    assert work.is_open(place)
    work.set(project, place.indicator, "reason", "问卷回收不足")
    assert not work.is_open(place)


def test_another_pack_is_a_step_that_can_be_undone(targets_book, work):
    work.close()
    other = open_workspace(targets_book, rules="cn-mof-2021-101")
    assert other.pack.id == "cn-mof-2021-101"
    assert other.evaluation.done[-1].kind == "rules"
    other.undo()
    assert other.pack.id == "cn-mof-2020-10"
    other.close()


def test_a_pack_that_cannot_be_used_is_not_recorded(targets_book, work):
    with pytest.raises(SelfEvalError) as caught:
        work.enter([(FactKey("", "", "rules"), "no-such-pack")], kind="rules")
    assert caught.value.code == "R101"
    assert work.evaluation.done == ()
    work.close()
    again = open_workspace(targets_book)
    assert again.pack.id == "cn-mof-2020-10"
    again.close()


def test_a_pack_named_by_its_file_is_found_from_another_folder(targets_book, work, tmp_path, monkeypatch):
    work.close()
    text = (bundled_folder() / "cn-mof-2021-101.toml").read_text(encoding="utf-8")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "county.toml").write_text(text.replace('id = "cn-mof-2021-101"', 'id = "county"'), encoding="utf-8")
    monkeypatch.chdir(mine)
    open_workspace(targets_book, rules="county.toml").close()
    monkeypatch.chdir(tmp_path)
    again = open_workspace(targets_book)
    assert again.pack.id == "county"
    again.close()


def test_what_another_version_of_the_program_read_is_read_again(targets_book, work, monkeypatch):
    work.close()
    for module in ("opening", "kept_reading"):
        monkeypatch.setattr(f"selfeval.workspace.work.{module}.__version__", "999")
    read = []
    monkeypatch.setattr(source, "read_source", lambda path: read.append(path) or read_source(path))
    for _ in range(2):
        again = open_workspace(targets_book)
        assert again.notices == ()
        again.close()
    assert read == [targets_book]


def test_a_reading_is_confirmed_as_it_is_understood(work):
    project, rows = first(work)
    result = work.result(project)
    scored = result.scored(rows["成本指标"])
    indicator = scored.indicator
    work.set(project, indicator.id, "reading", canonical(scored.target))
    assert work.scored(project, indicator.id).target.origin == "confirmed"
    assert work.evaluation.facts[FactKey(project, indicator.id, "reading")] == "≤ 180万元"


def test_export_never_overwrites_by_itself_nor_the_input(filled_book):
    work = open_workspace(filled_book)
    written = work.export()
    assert written.name == "leting-2025-filled-自评-2025.xlsx"
    before = written.read_bytes()
    with pytest.raises(SelfEvalError) as caught:
        work.export()
    assert caught.value.code == "F301"
    assert written.read_bytes() == before
    assert work.free_output_path() != written
    work.export(force=True)
    with pytest.raises(SelfEvalError) as caught:
        work.export(filled_book, force=True)
    assert caught.value.code == "F306"
    work.close()


def test_going_on_from_the_scored_workbook_gives_the_same_scores(filled_book):
    work = open_workspace(filled_book)
    project, rows = first(work)
    work.set(project, rows["服务对象满意度指标"], "actual", "87%")
    written = work.export()
    again = open_workspace(written)
    assert again.source.scored
    for before, after in zip(work.assessment.projects, again.assessment.projects, strict=True):
        assert after.total == before.total
        assert [item.score for item in after.indicators] == [item.score for item in before.indicators]
        assert [item.weight for item in after.indicators] == [item.weight for item in before.indicators]
    assert again.output_path().name == "leting-2025-filled-自评-2025.xlsx"
    work.close()
    again.close()


@pytest.mark.parametrize("name", ["missing.xlsx", "."])
def test_what_cannot_be_opened_leaves_nothing_behind(tmp_path, name):
    with pytest.raises(SelfEvalError):
        open_workspace(tmp_path / name)
    assert not list(tmp_path.iterdir())


# -- two work files of one workbook


def told(work):
    return " ".join(notice.render(str) for notice in work.notices)


def entered_in(path, text, row="服务对象满意度指标"):
    """Open, enter one outcome, close; what was said on opening."""
    work = open_workspace(path)
    project, rows = first(work)
    work.set(project, rows[row], "actual", text)
    said = told(work)
    work.close()
    return said


def test_a_second_work_file_with_other_entries_is_told(targets_book, monkeypatch):
    entered_in(targets_book, "91%")
    with monkeypatch.context() as locked:
        unwritable(locked, targets_book.parent)
        said = entered_in(targets_book, "93%")
        assert "cannot be written to" in said
        assert "second work file" not in said, "it holds nothing that is not here"
    mine = journal_path(targets_book)
    assert mine.parent != targets_book.parent
    work = open_workspace(targets_book)
    assert "as they were when the folder could not be written to" in told(work)
    assert work.scored(*satisfaction(work)).actual.text == "93%"
    work.close()

    with monkeypatch.context() as colleague:
        colleague.setenv("SELFEVAL_STATE_DIR", str(targets_book.parent / "theirs"))
        assert "second work file" not in entered_in(targets_book, "81%")
    work = open_workspace(targets_book)
    assert work.scored(*satisfaction(work)).actual.text == "81%"
    assert f"second work file, {mine}, with 1 entries that are not here" in told(work)
    work.close()
    with monkeypatch.context() as locked:
        unwritable(locked, targets_book.parent)
        work = open_workspace(targets_book)
        shown, said = work.scored(*satisfaction(work)).actual.text, told(work)
        work.close()
    assert "second work file" in said, f"{shown} is not all that was entered"


def satisfaction(work):
    project, rows = first(work)
    return project, rows["服务对象满意度指标"]
