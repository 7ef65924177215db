"""Plain mode ticks off what stands before handing in, writes the report, and carries the targets over."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.workspace.looking.checklist import checklist
from selfeval.workspace.work.opening import open_workspace
from tests.plain.test_looking import picking
from tests.plain.test_session import Person


@pytest.fixture
def work(filled):
    opened = open_workspace(filled)
    yield opened
    opened.close()


def test_the_result_ticks_off_what_the_screen_ticks_off(work):
    said = Person(work, picking("@Result")).talk()
    for line in checklist(work):
        mark = "[ ]" if line.left else "[x]"
        assert f"{mark} {line.name.template}  {line.done}/{line.total}" in said
    assert "Ready to hand in" in said


def test_what_is_left_stands_below_its_line(work):
    project = work.assessment.projects[0].project.id
    work.enter([(FactKey(project, "", "executed"), "")])
    said = Person(work, picking("@Result"), language="zh")
    shown = [line.strip() for line in _talked(said, "结果").splitlines()]
    place = shown.index("[ ] 全年执行数已填报  1/2")
    assert shown[place + 1], "what is to be done"
    assert not shown[place + 1].startswith("[")


def _talked(person, entry):
    """What is said when somebody takes this entry of the menu and leaves."""
    left = [True]

    def answer(prompt, said):
        if not left:
            return None
        left.pop()
        numbers = {line.split(". ", 1)[1]: line.split(".", 1)[0].strip() for line in said if ". " in line}
        return numbers[entry]

    person._answer = answer
    return person.talk()


def test_a_report_is_written_by_the_outline_that_is_chosen_then_brought_up_to_date(work, filled):
    said = Person(work, picking("@Self-evaluation report (Word)", "1")).talk()
    (report,) = filled.parent.glob("*.docx")
    assert f"{report}" in said and "The report is written" in said
    said = Person(work, picking("@Self-evaluation report (Word)", "1", "1")).talk()
    assert "The report is up to date" in said
    assert len(list(filled.parent.glob("*.docx"))) == 1
    Person(work, picking("@Self-evaluation report (Word)", "1", "2")).talk()
    assert len(list(filled.parent.glob("*.docx"))) == 2, "another one beside it"


@pytest.mark.parametrize("answers", [("",), (".",), ("<",), ("1", "")])
def test_no_report_is_written_without_a_word(work, filled, answers):
    if len(answers) > 1:
        Person(work, picking("@Self-evaluation report (Word)", "1")).talk()
    before = {path: path.read_bytes() for path in filled.parent.glob("*.docx")}
    Person(work, picking("@Self-evaluation report (Word)", *answers)).talk()
    assert {path: path.read_bytes() for path in filled.parent.glob("*.docx")} == before


@pytest.mark.parametrize("answer", ["1", ""])
def test_next_year_is_shown_before_it_is_written(work, filled, answer):
    said = Person(work, picking("@Next year's targets", answer)).talk()
    assert "To be decided anew" in said
    assert "Target that nobody can fail" in said
    written = [path for path in filled.parent.glob("*2026*.xlsx") if path != filled]
    assert len(written) == (1 if answer else 0)
