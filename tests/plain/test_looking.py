"""Plain mode looks back: last year's figures, renamed rows asked about, the last entries of the history."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.plain.looking import MOST
from selfeval.workspace.live import Workspace
from tests.plain.test_session import Person, menu
from tests.tui.last_year_book import last_year_book


@pytest.fixture
def work(seed):
    opened = Workspace.open(seed)
    yield opened
    opened.close()


def picking(*steps):
    """A person who takes these entries of the menu and gives these answers, in order, then leaves."""
    left = list(steps)

    def answer(prompt, said):
        if not left:
            return None
        step = left.pop(0)
        return menu(said)[step[1:]] if step.startswith("@") else step

    return answer


def last_names(work):
    return [text for key, text in work.evaluation.facts.items() if key.field == "last.name"]


def test_renamed_rows_are_asked_about_and_the_figures_shown(work, seed):
    last = last_year_book(seed, seed.with_name("2024.xlsx"))
    said = Person(work, picking("@Last year's figures", str(last), "1", "", "@Last year's figures", "")).talk()
    assert len(last_names(work)) == 13
    assert "95% alike" in said
    assert "Not there any more: 去年才有的指标" in said
    assert said.count("The target is below last year's actual, 96%.") >= 2
    assert len(work.evaluation.done) == 1


def test_the_explanation_of_a_row_shows_last_year(work, seed):
    last = last_year_book(seed, seed.with_name("2024.xlsx"))
    person = Person(work, picking("@Last year's figures", str(last), "", "", "@Choose a row", "8", "?", "."))
    said = person.talk()
    assert "Last year: target ≥90%, actual 96%, 12 of 12 points" in said


def test_a_wrong_file_is_said_and_nothing_is_entered(work, tmp_path):
    said = Person(work, picking("@Last year's figures", str(tmp_path / "none.xlsx"))).talk()
    assert "There is no file" in said
    assert not work.evaluation.facts


def test_a_file_named_on_the_command_line_comes_first(work, seed):
    last = last_year_book(seed, seed.with_name("2024.xlsx"))
    person = Person(work, picking("2", "1"))
    person.session.run(last)
    assert len(last_names(work)) == 13


def test_the_history_shows_the_last_entries(work):
    project = work.assessment.projects[0]
    key = FactKey(project.project.id, project.indicators[0].indicator.id, "evidence")
    assert "Nothing has been entered yet." in Person(work, picking(f"@History: the last {MOST} entries"[:8])).talk()
    for number in range(MOST + 5):
        work.enter([(key, f"文{number}")])
    work.undo()
    said = Person(work, picking("@History")).talk()
    assert "undone since" in said
    assert f"文{MOST + 4} -> 文{MOST + 3}" in said
    assert "文5 -> 文6" in said
    assert "文3 -> 文4" not in said


# -- a lone sign is a wish, never a text


def test_a_lone_sign_is_no_name(work):
    work.enter([(FactKey("", "", "preparer"), "张三")])
    answers = ("@Write the scored workbook", "？", "李四", "！", "王五", "@Write the scored workbook", "-", ".")
    said = Person(work, picking(*answers)).talk()
    assert said.count("Write a name, or Enter alone") == 2
    assert [work.evaluation.setting(name) for name in ("preparer", "leader")] == ["", "王五"]


@pytest.mark.parametrize("sign", ["=", "！", "?"])
def test_a_lone_sign_is_no_text_about_the_budget(work, sign):
    signed = []

    def answer(prompt, said):
        if prompt.startswith("Number (Enter goes on)"):
            return None if signed else menu(said)["Budget of a project"]
        if prompt.startswith("Number"):
            return "1"
        if "executed" in prompt:
            return "90"
        signed.append(prompt)
        return sign if len(signed) % 2 else ""

    said = Person(work, answer).talk()
    assert signed
    assert "Amounts in" in said
    assert not {key.field for key in work.evaluation.facts} & {"budget_reason", "goal_actual", "finished"}


def test_a_lone_sign_is_no_document_number(work):
    seventh = ("@Choose a row", "8", "!", "1")
    said = Person(work, picking(*seventh, "?", ".", ".", *seventh, "-")).talk()
    assert "Write a number such as" in said
    marks = [text for key, text in work.evaluation.facts.items() if key.field == "not_applicable"]
    assert marks == ["未开展"]


def test_an_odd_path_is_said(work):
    assert "There is no file" in Person(work, picking("@Last year's figures", "~$last.xlsx")).talk()
