"""What is missing for the next grade."""

from __future__ import annotations

from decimal import Decimal as D

from selfeval.core.evaluation import FactKey
from selfeval.core.scoring.next_grade import better_grade, next_grade
from selfeval.workspace import examples
from selfeval.workspace.work.opening import open_workspace


def work(tmp_path, pack, executed):
    """The filled example under a pack, the first project's spending replaced."""
    source = examples.demo_files()[examples.FILLED_EXAMPLE]
    copy = tmp_path / source.name
    copy.write_bytes(source.read_bytes())
    found = open_workspace(copy, rules=pack)
    project = found.assessment.projects[0].project.id
    found.enter([(FactKey(project, "", "executed"), executed)])
    return found, found.result(project)


def test_missing_points_and_where_they_were_lost(tmp_path):
    found, result = work(tmp_path, "cn-mof-2020-10", "90")
    following = next_grade(result, found.pack)
    assert (following.grade.name, following.grade.at_least) == ("优", 90)
    assert following.points == 90 - result.total > 0
    assert following.losses[0].indicator == ""
    assert following.losses[0].points == 5
    assert sum(loss.points for loss in following.losses) == 100 - result.total
    assert [loss.points for loss in following.losses] == sorted((x.points for x in following.losses), reverse=True)
    assert not following.capped
    found.close()


def test_a_cap_is_said(tmp_path):
    found, result = work(tmp_path, "variant-caps-by-execution", "115")
    following = next_grade(result, found.pack)
    assert result.total == result.execution.cap
    assert following.capped
    found.close()


def test_the_best_grade_has_no_next(tmp_path):
    found, result = work(tmp_path, "cn-mof-2020-10", "180")
    assert result.grade == "优"
    assert next_grade(result, found.pack) is None
    assert better_grade(D("89.995"), found.pack).name == "优"
    assert better_grade(D(90), found.pack) is None
    assert better_grade(D("59.99"), found.pack).name == "中"
    found.close()
