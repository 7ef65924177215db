"""A reviewer's marks: on the disk before they are shown, taken back one by one, seen by a second window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.core.review.overview import Asked, MarkKind
from selfeval.workspace.overview.overview import MARKS, Overview
from tests.overview.batches import project, three, written


def line_of(overview: Overview, text: str):
    return overview.page(overview.tables.places(Asked(text=text)), 0, 1)[0]


@pytest.fixture
def out(tmp_path):
    return three(tmp_path / "out")


def test_marks_are_there_the_next_time(out):
    with Overview(out) as overview:
        assert overview.mark(line_of(overview, "修路"), MarkKind.RETURNED, "请补佐证", findings=True)
        assert overview.mark(line_of(overview, "建校"), MarkKind.ACCEPTED)
    with Overview(out) as overview:
        held = overview.mark_of(line_of(overview, "修路"))
        assert held is not None
        assert (held.mark, held.remark, held.findings) == (MarkKind.RETURNED, "请补佐证", True)
        assert [line.title for line in overview.of_marks(Asked(), MarkKind.ACCEPTED)] == ["建校"]


def test_the_same_mark_again_is_no_new_one_and_taking_away_nothing_is_none(out):
    with Overview(out) as overview:
        line = line_of(overview, "修路")
        assert not overview.mark(line, MarkKind.NONE)
        assert overview.mark(line, MarkKind.SEEN)
        assert not overview.mark(line, MarkKind.SEEN)
        assert overview.mark(line, MarkKind.NONE)
        assert overview.mark_of(line) is None


def test_undo_takes_back_one_by_one_and_only_ones_own(out):
    with Overview(out) as other, Overview(out) as overview:
        line = line_of(overview, "修路")
        other.mark(line_of(other, "建校"), MarkKind.SEEN)
        overview.mark(line, MarkKind.SEEN)
        overview.mark(line, MarkKind.ACCEPTED)
        assert overview.undo() == line.key
        held = overview.mark_of(line)
        assert held is not None
        assert held.mark == MarkKind.SEEN
        assert overview.undo() == line.key
        assert overview.mark_of(line) is None
        assert overview.undo() is None
        assert overview.mark_of(line_of(overview, "建校")) is not None


def test_a_second_window_sees_the_marks_of_the_first(out):
    with Overview(out) as first, Overview(out) as second:
        line = line_of(first, "修路")
        first.mark(line, MarkKind.SEEN)
        assert second.mark_of(line) is None
        second.look_again()
        assert second.mark_of(line) is not None
        assert second.tables.count(Asked(), "mark")["seen"] == 1


def test_a_form_that_came_again_keeps_its_mark_and_says_that_it_has_changed(tmp_path):
    out = written(tmp_path / "out", [project("修路")])
    with Overview(out) as overview:
        overview.mark(line_of(overview, "修路"), MarkKind.ACCEPTED)
    written(out, [project("修路", file="修路-改.xlsx", sha256="another")])
    with Overview(out) as overview:
        line = line_of(overview, "修路")
        held = overview.mark_of(line)
        assert held is not None
        assert held.sha256 != line.sha256
        assert overview.mark(line, MarkKind.ACCEPTED), "accepting the new version is a mark of its own"


def test_looking_again_while_somebody_marks_loses_nothing(tmp_path):
    out = written(tmp_path / "out", [project(f"事{number}") for number in range(60)])
    with Overview(out) as overview, ThreadPoolExecutor(2) as beside:
        lines = overview.page(overview.tables.places(Asked()), 0, 60)
        looking = [beside.submit(overview.look_again) for _ in range(200)]
        for line in lines:
            overview.mark(line, MarkKind.SEEN)
            assert overview.mark_of(line) is not None
        for one in looking:
            one.result()
        assert overview.tables.count(Asked(), "mark")["seen"] == 60


def test_the_next_without_a_mark_is_looked_for_below_then_from_the_top(out):
    with Overview(out) as overview:
        places = overview.tables.places(Asked())
        lines = overview.page(places, 0, 3)
        overview.mark(lines[2], MarkKind.SEEN)
        assert [overview.next_unmarked(places, here) for here in range(3)] == [1, 0, 0]
        overview.mark(lines[0], MarkKind.SEEN)
        assert [overview.next_unmarked(places, here) for here in range(3)] == [1, 1, 1]
        overview.mark(lines[1], MarkKind.SEEN)
        assert overview.next_unmarked(places, 0) is None
        assert overview.next_unmarked([], 0) is None


_KILLED = """
import os, sys
from pathlib import Path
from selfeval.core.review.overview import Asked, MarkKind
from selfeval.workspace.overview.overview import Overview
overview = Overview(Path(sys.argv[1]))
for line in overview.page(overview.tables.places(Asked()), 0, 3):
    overview.mark(line, MarkKind.SEEN)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_killed_window_loses_no_mark(out):
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(out)], check=False, env={**os.environ})
    assert ended.returncode == -signal.SIGKILL
    with Overview(out) as overview:
        assert overview.tables.count(Asked(), "mark")["seen"] == 3


@pytest.mark.parametrize("damage", ["no summary", "other summary", "no json"])
def test_a_folder_of_something_else_is_refused_and_gets_no_file(tmp_path, damage):
    out = three(tmp_path / "out")
    summary = out / "summary.json"
    if damage == "no summary":
        summary.unlink()
    else:
        summary.write_text('{"schema": "something/1"}' if damage == "other summary" else "{", encoding="utf-8")
    with pytest.raises(SelfEvalError) as raised:
        Overview(out)
    assert raised.value.code == "F713"
    assert not (out / MARKS).exists()


def test_a_damaged_list_of_marks_is_told(out):
    (out / MARKS).write_bytes(b"no database, but a note that somebody left here" * 100)
    with pytest.raises(SelfEvalError) as raised:
        Overview(out)
    assert raised.value.code.startswith("F3")
    assert Path(out / MARKS).read_bytes().startswith(b"no database"), "it is not written over"
