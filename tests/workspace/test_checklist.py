"""What stands between an evaluation and handing it in, line by line."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.scoring.handing_in import ToDoKind
from selfeval.workspace.looking.checklist import Advised, checklist, ready
from selfeval.workspace.work.places import Place
from tests.tui.test_handing_in import bare, scored


def lines(work):
    return {line.kind: line for line in checklist(work)}


def row(work, number):
    return work.result("P").indicators[number].indicator.id


def test_of_a_work_that_is_begun_everything_is_left():
    work = bare(weights=(30, 20, 30, 10))
    found = lines(work)
    assert {kind: (line.done, line.total) for kind, line in found.items()} == {
        ToDoKind.EXECUTION: (0, 1), ToDoKind.ROW: (0, 4), ToDoKind.TEXT: (0, 1), ToDoKind.WEIGHTS: (1, 1),
        ToDoKind.FINDING: (1, 1),
        Advised.READING: (4, 4), Advised.SIGNED: (0, 2),
    }  # fmt: skip
    assert found[ToDoKind.ROW].places == tuple(Place("P", row(work, number)) for number in range(4))
    assert found[ToDoKind.EXECUTION].places == (Place("P", ""),)
    assert not ready(checklist(work))


def test_of_one_that_is_done_nothing_required_is():
    work = scored(bare(weights=(30, 20, 30, 10)), "已修好")
    assert ready(checklist(work))
    assert work.to_do == ()
    assert [line.kind for line in checklist(work) if line.left] == [Advised.SIGNED], "which is advised alone"
    work.enter([(FactKey("", "", "preparer"), "张三")])
    assert lines(work)[Advised.SIGNED].done == 1


@pytest.mark.parametrize("reason", ["", "因雨停工"])
def test_a_reason_is_counted_given_or_not(reason):
    work = scored(bare(weights=(30, 20, 30, 10)), "已修好")
    work.enter([(FactKey("P", row(work, 0), "actual"), "8公里"), (FactKey("P", row(work, 0), "reason"), reason)])
    found = lines(work)[ToDoKind.REASON]
    assert (found.done, found.total) == (bool(reason), 1)
    assert found.places == (() if reason else (Place("P", row(work, 0)),))


def test_a_row_that_does_not_apply_is_left_to_nobody():
    work = bare(weights=(30, 20, 30, 10))
    work.enter([(FactKey("P", row(work, 1), "not_applicable"), "本年未安排")])
    assert lines(work)[ToDoKind.ROW].total == 3


def test_points_that_do_not_make_a_hundred_and_errors_are_lines():
    work = scored(bare(weights=(60, 20, 20, 10)), "已修好")
    assert lines(work)[ToDoKind.WEIGHTS].left
    assert lines(work)[ToDoKind.WEIGHTS].to_do
    assert not ready(checklist(work))


def test_what_is_left_is_what_the_work_says_is_left():
    """Whatever was entered: the lines that are required hold every thing to do, each once."""
    for work in (bare(), bare(weights=(60, 20, 20, 10)), scored(bare()), scored(bare(weights=(60, 20, 20, 10)))):
        held = [item for line in checklist(work) for item in line.to_do]
        assert sorted(held, key=repr) == sorted(work.to_do, key=repr)
        assert ready(checklist(work)) is (not work.to_do)
