from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import threading
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, msg
from selfeval.store import places
from selfeval.store.journal.journal import Cached
from selfeval.store.journal.lines import LogEntry
from selfeval.store.journal.replay import replay
from tests.examples import examples
from tests.store.helpers import NOON, child, entry, filled, opened

DEPARTMENT = Department(
    "信访局",
    year=2025,
    projects=(
        Project(
            "p",
            "Sheet1",
            "信访专项资金",
            indicators=(Indicator("产出/数量/1", "产出", "数量", "接访批次", "≥10 批次", weight=Decimal("10.0")),),
        ),
    ),
)


def test_entries_survive_closing(tmp_path):
    path = tmp_path / "目标.xlsx.selfeval"
    entries = filled(path, 25)
    with opened(path) as journal:
        assert journal.entries() == entries
        assert journal.meta("pack") == "cn-mof-2020-10"
        assert journal.meta("other") is None
        assert (journal.read_only, journal.volatile, journal.recovered, journal.holder) == (False, False, None, None)
        journal.append(entry(26))
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(26)]


def test_one_file_is_left_beside_the_workbook(tmp_path):
    path = tmp_path / "a.xlsx.selfeval"
    with opened(path) as journal:
        journal.append(entry(1))
        assert {one.name for one in tmp_path.iterdir()} <= {path.name, path.name + ".lock"}
    if os.name != "nt":
        assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_the_file_says_what_it_is_and_how_it_is_written(tmp_path):
    path = tmp_path / "a.selfeval"
    with opened(path) as journal:
        assert journal._connection.execute("PRAGMA synchronous").fetchone() == (3,)
        assert journal._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x53454C46,)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    "text", ["", "\0", "'; DROP TABLE entry; --", "\ud800", "≥90％\r\n㎡①", "x" * 100_000, "#" * 50]
)
def test_any_text_comes_back(tmp_path, text):
    path = tmp_path / "a.selfeval"
    with opened(path) as journal:
        journal.append(entry(1, text or " "))
        journal.set_meta("k", text)
    with opened(path) as journal:
        assert journal.entries() == [entry(1, text or " ")]
        assert journal.meta("k") == text


def test_the_workbook_is_kept(tmp_path):
    path = tmp_path / "a.selfeval"
    where = CellRef("表", "E12")
    problems = (Problem("T101", Severity.ERROR, msg("{a}", a=Decimal("1.50")), where=where, input="≤100%"),)
    with opened(path) as journal:
        assert journal.cached() is None
        journal.put_department(DEPARTMENT, problems, "ab" * 32, 1234, 1_700_000_000_123_456_789)
    with opened(path) as journal:
        assert journal.cached() == Cached(DEPARTMENT, problems, "ab" * 32, 1234, 1_700_000_000_123_456_789)
        journal.set_meta("workbook", '{"record":"Department","of":{"newer_field":1}}')
        assert journal.cached() is None


@pytest.mark.parametrize(("projects", "findings"), [(0, 0), (1, 45), (20, 0), (21, 20), (70, 3)])
def test_a_workbook_of_any_size_is_kept_in_parts_and_nothing_of_the_one_before(tmp_path, projects, findings):
    path = tmp_path / "a.selfeval"
    many = Department("局", projects=tuple(Project(str(number), "表", "题") for number in range(projects)))
    problems = tuple(Problem("T101", Severity.ERROR, msg("{a}", a=number)) for number in range(findings))
    larger = Department("局", projects=tuple(Project(str(number), "旧", "旧") for number in range(90)))
    with opened(path) as journal:
        journal.put_department(larger, (), "ab" * 32, 1, 1)
        journal.put_before(larger)
        journal.put_department(many, problems, "cd" * 32, 2, 2)
        journal.put_before(many)
    with opened(path) as journal:
        assert journal.cached() == Cached(many, problems, "cd" * 32, 2, 2)
        assert journal.before() == many
    count = -(-max(projects, findings) // 20)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        keys = {key for (key,) in connection.execute("SELECT key FROM note")}
    assert {key for key in keys if key.startswith("workbook/")} == {f"workbook/{number}" for number in range(count)}


def test_a_workbook_of_which_a_part_is_missing_is_read_again(tmp_path):
    path = tmp_path / "a.selfeval"
    many = Department("局", projects=tuple(Project(str(number), "表", "题") for number in range(50)))
    with opened(path) as journal:
        journal.put_department(many, (), "ab" * 32, 1, 1)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM note WHERE key = 'workbook/1'")
    with opened(path) as journal:
        assert journal.cached() is None


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["enter", "undo", "redo"]), st.integers(0, 3), st.none() | st.text(max_size=3))
    )
)
def test_replay_gives_back_the_evaluation_with_undo_and_redo(tmp_path, acts):
    path = tmp_path / "a.selfeval"
    path.unlink(missing_ok=True)
    evaluation = Evaluation(DEPARTMENT)
    with opened(path) as journal:
        for action, number, text in acts:
            if action == "enter":
                step = evaluation.step([(FactKey("p", str(number), "actual"), text)])
                if step is None:
                    continue
                after = evaluation.enter(step)
            elif action == "undo" and evaluation.done:
                after, step = evaluation.undo(), evaluation.done[-1]
            elif action == "redo" and evaluation.undone:
                after, step = evaluation.redo(), evaluation.undone[-1]
            else:
                continue
            journal.append(LogEntry(NOON, "张三", action, step))
            evaluation = after
    with opened(path) as journal:
        again = replay(Evaluation(DEPARTMENT), journal.entries())
    assert again == evaluation


def test_replay_with_rows_missing_still_has_the_recorded_facts():
    first, second = entry(1), entry(2)
    undo = LogEntry(NOON, "张三", "undo", first.step)
    redo = LogEntry(NOON, "张三", "redo", first.step)
    key = first.step.changes[0].key
    assert key not in replay(Evaluation(DEPARTMENT), [first, second, undo]).facts
    assert replay(Evaluation(DEPARTMENT), [second, redo]).facts[key] == "1 批次"


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 5)
    with opened(path) as journal:
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(SelfEvalError) as caught:
            journal.append(entry(6, "x" * 50_000))
        assert caught.value.code == "F303"
        assert journal.entries() == entries
        journal._connection.execute("PRAGMA max_page_count = 100000")
        journal.append(entry(6))
    with opened(path) as journal:
        assert journal.entries() == [*entries, entry(6)]


LIMITED = """
import resource, sys
from pathlib import Path
from selfeval.core.problems import SelfEvalError
from tests.store.helpers import entry, opened
path = Path(sys.argv[1])
with opened(path) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
    try:
        journal.append(entry(6, "x" * 50_000))
    except SelfEvalError as error:
        print(error.code, len(journal.entries()))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
def test_a_drive_that_fails_while_writing(tmp_path):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 5)
    output, _ = child(LIMITED, path).communicate(timeout=60)
    assert output.split() in (["F316", "5"], ["F303", "5"])
    with opened(path) as journal:
        assert journal.recovered is None
        assert journal.entries() == entries


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let an open file be moved")
@pytest.mark.parametrize("how", ["moved", "deleted"])
def test_a_journal_moved_away_while_open_takes_no_entries(tmp_path, how):
    path = tmp_path / "a.selfeval"
    with opened(path) as journal:
        journal.append(entry(1))
        path.rename(tmp_path / "b.selfeval") if how == "moved" else path.unlink()
        with pytest.raises(SelfEvalError) as caught:
            journal.append(entry(2))
        assert caught.value.code == "F318"


def test_another_program_in_the_file_is_waited_for_and_then_named(tmp_path, monkeypatch):
    monkeypatch.setattr("selfeval.store.journal.database._BUSY_SECONDS", 0.05)
    path = tmp_path / "a.selfeval"
    with opened(path) as journal:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SelfEvalError) as caught:
            journal.append(entry(1))
        assert caught.value.code == "F317"
        other.execute("ROLLBACK")
        other.close()
        journal.append(entry(1))
        assert journal.entries() == [entry(1)]


def test_a_folder_that_cannot_be_written_moves_the_journal_to_the_state_folder(tmp_path, state):
    (tmp_path / "file").write_bytes(b"")
    wanted = tmp_path / "file" / "a.xlsx.selfeval"
    filled(wanted, 3)
    with opened(wanted) as journal:
        assert journal.path.parent == state / "journals"
        assert not journal.volatile
        assert len(journal.entries()) == 3


def test_the_first_work_in_an_unwritable_folder_makes_the_state_folder(tmp_path, state):
    (tmp_path / "file").write_bytes(b"")
    wanted = places.journal_path(tmp_path / "file" / "a.xlsx")
    assert not wanted.parent.exists()
    with opened(wanted) as journal:
        assert (journal.path, journal.volatile) == (wanted, False)
        journal.append(entry(1))
    with opened(wanted) as journal:
        assert journal.entries() == [entry(1)]


def test_a_journal_on_read_only_media_is_gone_on_with_in_the_state_folder(tmp_path, state, monkeypatch):
    workbook = tmp_path / "a.xlsx"
    path = places.journal_path(workbook)
    entries = filled(path, 3)
    before = path.read_bytes()
    unwritable(monkeypatch, tmp_path)
    with opened(places.journal_path(workbook)) as journal:
        assert journal.path.parent == state / "journals"
        assert journal.entries() == entries
        journal.append(entry(4))
    assert path.read_bytes() == before
    with opened(places.journal_path(workbook)) as journal:
        assert journal.entries() == [*entries, entry(4)]


@pytest.mark.parametrize("own_work", [False, True])
def test_a_colleague_goes_on_in_a_folder_that_is_not_writable_for_me(tmp_path, monkeypatch, own_work):
    workbook = tmp_path / "a.xlsx"
    path = places.journal_path(workbook)
    entries = filled(path, 3)
    with monkeypatch.context() as mine:
        unwritable(mine, tmp_path)
        with opened(places.journal_path(workbook)) as journal:
            if own_work:
                journal.append(entry(4, "mine"))
    with opened(path) as journal:
        journal.append(entry(5, "theirs"))
    unwritable(monkeypatch, tmp_path)
    with opened(places.journal_path(workbook)) as journal:
        assert journal.entries() == [*entries, entry(4, "mine") if own_work else entry(5, "theirs")]


def test_with_no_writable_place_the_work_is_in_memory(tmp_path, state, monkeypatch):
    path = tmp_path / "a.xlsx.selfeval"
    entries = filled(path, 3)
    before = path.read_bytes()
    unwritable(monkeypatch, tmp_path, state)
    for wanted, expected in ((path, entries), (tmp_path / "b.selfeval", [])):
        with opened(wanted) as journal:
            assert journal.volatile
            assert not journal.read_only
            assert journal.entries() == expected
            journal.append(entry(4))
            assert journal.entries() == [*expected, entry(4)]
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def unwritable(monkeypatch, *folders):
    """Folders in which no file can be made, also for root."""
    real = os.open

    def refusing(path, flags, *rest, **options):
        inside = isinstance(path, str | os.PathLike) and any(str(path).startswith(str(one)) for one in folders)
        if inside and flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "no", str(path))
        return real(path, flags, *rest, **options)

    monkeypatch.setattr(os, "open", refusing)


def test_closing_twice_is_harmless(tmp_path):
    journal = opened(tmp_path / "a.selfeval")
    journal.close()
    journal.close()


def test_threads_do_not_get_in_each_others_way(tmp_path):
    path = tmp_path / "a.selfeval"
    with opened(path) as journal:
        workers = [
            threading.Thread(target=lambda first: [journal.append(entry(first + n)) for n in range(20)], args=(start,))
            for start in (0, 100, 200, 300)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    with opened(path) as journal:
        numbers = sorted(map(repr, journal.entries()))
    assert numbers == sorted(repr(entry(start + n)) for start in (0, 100, 200, 300) for n in range(20))


def test_an_entry_that_cannot_be_written_leaves_the_journal_usable(tmp_path):
    with opened(tmp_path / "a.selfeval") as journal:
        with pytest.raises(TypeError):
            journal.append(LogEntry(object(), "张三", "enter", entry(1).step))
        journal.append(entry(1))
        assert journal.entries() == [entry(1)]


def test_redoing_one_of_two_undone_steps_leaves_the_other_to_be_redone():
    first, second = entry(1), entry(2)
    acts = [LogEntry(NOON, "张三", *act) for act in (("undo", second.step), ("undo", first.step), ("redo", first.step))]
    evaluation = replay(Evaluation(DEPARTMENT), [first, second, *acts])
    assert (evaluation.done, evaluation.undone) == ((first.step,), (second.step,))
