"""Saved evaluations under another pack: every kind of file, nothing touched, unreadable ones named."""

import io
import json
import shutil
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.core.replay.replay import By
from selfeval.i18n import translator
from selfeval.rulepacks.finding import bundled_folder
from selfeval.workspace import examples, headless
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.packs.replay import pending_change, replay_files, to_json, write
from selfeval.workspace.packs.switch import plan
from selfeval.workspace.work.opening import open_workspace

OLD, NEW = "cn-mof-2020-10", "cn-mof-2021-101"


def listing(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def totals(found):
    return {
        item.before.project.title: (item.before.total, item.after.total)
        for file in found.files
        for item in file.replay.projects
    }


@pytest.fixture
def entered(targets_book):
    """Targets with everything entered in the program."""
    work = open_workspace(targets_book)
    filled = headless.load(examples.demo_files()[examples.FILLED_EXAMPLE]).evaluation
    for project, source in zip(work.evaluation.department.projects, filled.department.projects, strict=True):
        values = [
            (FactKey(project.id, "", name), filled.value(source, name)) for name in ("initial", "adjusted", "executed")
        ]
        values += [
            (FactKey(project.id, row.id, name), filled.indicator_value(source, other, name))
            for row, other in zip(project.indicators, source.indicators, strict=True)
            for name in ("actual", "share", "reason", "weight", "not_applicable")
        ]
        work.enter([(key, value) for key, value in values if value])
    work.close()
    return targets_book


def own_pack(folder, name, **replaced):
    """A pack of one's own: the national one with pieces of its text replaced."""
    text = (bundled_folder() / f"{OLD}.toml").read_text(encoding="utf-8").replace(f'id = "{OLD}"', f'id = "{name}"')
    for old, new in replaced.values():
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_saved_file_gives_the_same_answer_and_stays_as_it_is(entered, filled_book, tmp_path):
    scored = headless.write_scored(headless.load(entered))
    journal = next(tmp_path.glob("*.selfeval"))
    alone = Path(shutil.copy(journal, tmp_path / "sent-by-mail.selfeval"))
    before = listing(tmp_path)
    answers = [totals(replay_files(NEW, [path])) for path in (entered, scored, journal, alone)]
    assert listing(tmp_path) == before
    assert answers[0] == answers[1] == answers[2] == answers[3]
    assert all(old is not None and new is not None and old != new for old, new in answers[0].values())
    assert totals(replay_files(NEW, [filled_book])) == answers[0]


def test_work_that_is_open_elsewhere_can_be_replayed(entered, tmp_path):
    holder = open_workspace(entered)
    before = listing(tmp_path)
    assert len(replay_files(NEW, [entered]).changes) == 2
    assert listing(tmp_path) == before
    assert not holder.read_only
    assert holder.undo() is not None
    holder.close()


def test_the_file_s_own_pack_gives_the_figures_before(filled_book, tmp_path):
    scored = headless.write_scored(headless.load(filled_book, rules=NEW))
    there = replay_files(NEW, [scored])
    assert (there.changes, there.projects) == ((), 2)
    (file,) = replay_files(OLD, [scored]).files
    assert (file.replay.before.pack.id, file.replay.after.pack.id) == (NEW, OLD)
    back = totals(replay_files(OLD, [scored]))
    assert {name: pair[::-1] for name, pair in back.items()} == totals(replay_files(NEW, [filled_book]))


def test_a_pack_of_another_year_leaves_the_year_alone_and_is_named(filled_book, tmp_path):
    pack = own_pack(tmp_path, "next-year", years=("years = { from = 2020 }", "years = { from = 2026, to = 2026 }"))
    (file,) = replay_files(str(pack), [filled_book]).files
    assert (file.replay.before.year, file.replay.after.year) == (2025, 2025)
    assert [notice.render() for notice in file.notices] == [
        "it is of 2025, next-year is meant for 2026–2026; the year stays 2025"
    ]


def test_a_printed_total_that_its_own_pack_no_longer_gives_is_named(filled_book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scoring_rules").mkdir()
    own_pack(tmp_path / "scoring_rules", "county")
    scored = headless.write_scored(headless.load(filled_book, rules="county"))
    assert replay_files(OLD, [scored]).files[0].notices == ()
    own_pack(tmp_path / "scoring_rules", "county", places=("places = 2", "places = 0"))
    (file,) = replay_files(OLD, [scored]).files
    assert any("is printed, county gives" in notice.render() for notice in file.notices)


def test_what_cannot_be_read_is_named_and_does_not_stop_the_rest(filled_book, tmp_path):
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"PK\x03\x04 not a workbook")
    other = tmp_path / "other.selfeval"
    other.write_text("a text", encoding="utf-8")
    missing, folder = tmp_path / "missing.xlsx", tmp_path
    found = replay_files(NEW, [junk, missing, filled_book, other, folder, filled_book])
    assert [item.path.name for item in found.unread] == [junk.name, missing.name, other.name, folder.name]
    assert all(item.error.code for item in found.unread)
    assert len(found.files) == 1
    assert [entry["file"] for entry in to_json(found, str)["unread"]] == [item.path.name for item in found.unread]


def test_a_pack_that_cannot_be_used_stops_at_once(filled_book, tmp_path):
    with pytest.raises(SelfEvalError) as caught:
        replay_files("no-such-pack", [filled_book])
    assert caught.value.code == "R101"


def test_a_file_whose_own_pack_is_gone_is_named(filled_book, tmp_path, monkeypatch):
    pack = own_pack(tmp_path, "gone")
    scored = headless.write_scored(headless.load(filled_book, rules=str(pack)))
    monkeypatch.chdir(tmp_path)
    pack.unlink()
    found = replay_files(NEW, [scored, filled_book])
    assert [(item.path.name, item.error.code) for item in found.unread] == [(scored.name, "R101")]
    assert len(found.files) == 1


def test_a_preview_is_what_happens_and_changes_nothing(entered):
    work = open_workspace(entered)
    steps, before = len(work.evaluation.done), work.assessment
    seen = plan(work, NEW).replay
    assert (len(work.evaluation.done), work.assessment, work.pack.id) == (steps, before, OLD)
    work.enter([(FactKey("", "", "rules"), NEW)], kind="rules")
    assert [item.after.total for item in seen.projects] == [result.total for result in work.assessment.projects]
    assert seen.after.department.total == work.assessment.department.total
    work.undo()
    assert (work.pack.id, work.assessment.department.total) == (OLD, before.department.total)
    work.close()


def test_a_change_is_pending_only_for_work_that_has_entries_under_another_pack(targets_book, filled_book, tmp_path):
    assert pending_change(targets_book, NEW) is None
    assert pending_change(filled_book, NEW) is None
    assert not list(tmp_path.glob("*.selfeval"))
    work = open_workspace(filled_book)
    project = work.evaluation.department.projects[0]
    work.set(project.id, project.indicators[0].id, "reason", "因故推迟")
    work.close()
    before = listing(tmp_path)
    assert pending_change(filled_book, OLD) is None
    found = pending_change(filled_book, NEW)
    assert found is not None
    assert len(found.changes) == 2
    assert listing(tmp_path) == before
    pack = own_pack(tmp_path, "next-year", years=("years = { from = 2020 }", "years = { from = 2026 }"))
    with pytest.raises(SelfEvalError) as caught:
        pending_change(filled_book, str(pack))
    assert caught.value.code == "R165"
    assert pending_change(filled_book, str(pack), year_mismatch=True) is not None


def test_the_workbook_shows_what_the_json_says(filled_book, tmp_path):
    found = replay_files(NEW, [filled_book, tmp_path / "missing.xlsx"])
    target = tmp_path / "对比.xlsx"
    write(found, target)
    book = openpyxl.load_workbook(target, data_only=True)
    assert book.sheetnames == ["对比汇总", "指标明细", "未能读取"]
    plain = json.loads(json.dumps(to_json(found, translator("zh")), ensure_ascii=False))
    summary, detail = book["对比汇总"], book["指标明细"]
    rows = list(summary.iter_rows(min_row=4, values_only=True))
    assert len(rows) == len(plain["changes"]) == 2
    for row, change in zip(rows, plain["changes"], strict=True):
        assert row[3] == change["name"]
        assert [D(str(row[column])) for column in (5, 6, 7)] == [
            D(change["old"]["total"]), D(change["new"]["total"]), D(change["difference"]),
        ]  # fmt: skip
        assert row[8:10] == (change["old"]["grade"], change["new"]["grade"])
        assert row[10].split("\n")[0] == change["reasons"][0]["sentence"]
    listed = sum(len(change["indicators"]) for change in plain["changes"])
    executions = sum(part["rule"] == "execution" for change in plain["changes"] for part in change["parts"])
    lines = list(detail.iter_rows(min_row=4, values_only=True))
    assert len(lines) == listed + executions
    assert sum(D(str(line[9])) for line in lines) == sum(D(change["difference"]) for change in plain["changes"])
    for sheet in (summary, detail):
        assert sheet.freeze_panes == "A4"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.page_setup.orientation == "landscape"
    formulas = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))["对比汇总"]
    assert formulas["H4"].value == "=ROUND(G4-F4,6)"


def test_texts_from_files_stay_texts(targets_book, tmp_path):
    named = Path(shutil.copy(examples.demo_files()[examples.FILLED_EXAMPLE], tmp_path / "=1+1 [x].xlsx"))
    target = tmp_path / "out.xlsx"
    write(replay_files(NEW, [named]), target)
    sheet = openpyxl.load_workbook(target)["对比汇总"]
    assert (sheet["A4"].value, sheet["A4"].data_type) == (named.name, "s")


@pytest.mark.parametrize(
    ("name", "force", "code"),
    [("new.xlsx", False, ""), ("there.xlsx", False, "F301"), ("there.xlsx", True, ""), ("in.xlsx", True, "F306"),
     ("x.csv", False, "F305"), ("folder", True, "F305")],
)  # fmt: skip
def test_where_the_workbook_may_go(name, force, code, tmp_path):
    for taken in ("there.xlsx", "in.xlsx"):
        (tmp_path / taken).write_bytes(b"")
    (tmp_path / "folder").mkdir()
    inputs = [tmp_path / "in.xlsx", tmp_path / "missing.xlsx"]
    if not code:
        assert checked_workbook(tmp_path / name, inputs, force=force) == tmp_path / name
        return
    with pytest.raises(SelfEvalError) as caught:
        checked_workbook(tmp_path / name, inputs, force=force)
    assert caught.value.code == code


def test_weights_proposed_differently_are_named(entered, tmp_path):
    work = open_workspace(entered)
    work.enter([(key, None) for key in work.evaluation.facts if key.field == "weight"])
    work.close()
    pack = own_pack(
        tmp_path, "heavy", tiers=('"产出" = 50, "效益" = 30, "满意度" = 10', '"产出" = 40, "效益" = 40, "满意度" = 10')
    )
    found = replay_files(str(pack), [entered])
    assert {part.by for _, item in found.changes for part in item.parts} == {By.WEIGHT}
