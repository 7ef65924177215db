"""Plain mode looks back: last year's figures, renamed rows asked about, the last entries of the history."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.plain.history import MOST
from selfeval.workspace.work.opening import open_workspace
from tests.plain.test_session import Person, menu
from tests.tui.last_year_book import last_year_book


@pytest.fixture
def work(seed):
    opened = open_workspace(seed)
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
    assert len(last_names(work)) == 11
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
    assert len(last_names(work)) == 11


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
    write = ("@Write the scored workbook", "1")
    answers = (*write, "？", "李四", "！", "王五", "0315", "", *write, "-", ".")
    said = Person(work, picking(*answers)).talk()
    assert said.count("Write it, or Enter alone") == 2
    signed = [work.evaluation.setting(name) for name in ("preparer", "leader", "phone", "signed_on")]
    assert signed == ["", "王五", "0315", ""]


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


# -- as on the screen


def test_an_unfinished_workbook_is_written_only_by_decision(work, seed):
    said = Person(
        work, picking("@Write the scored workbook", "", "@Write the scored workbook", "1", "", "", "", "")
    ).talk()
    assert said.count("Still to do before handing in: ") == 2
    assert said.count("Scored workbook: ") == 1
    assert len(list(seed.parent.glob("*自评*"))) == 1


def test_back_leads_to_the_question_before(work):
    project = work.assessment.projects[0]
    steps = ("@Budget of a project", "1", "", "", "175.3", "170", "", "", "60", "<", "<", "<", "<", "<", "176", ".")
    said = Person(work, picking(*steps)).talk()
    budget = work.result(project.project.id).budget
    assert budget.texts["executed"] == "176"
    assert budget.texts["executed.fiscal"] == "170"
    assert said.count("175.3") >= 2


def test_back_from_the_evidence_leads_to_the_reason_which_can_be_changed(work):
    row = ("@Choose a row", "8")
    Person(work, picking(*row, "85%", "下雨", "<", "下雪", "问卷5份")).talk()
    facts = {key.field: text for key, text in work.evaluation.facts.items() if key.indicator}
    assert facts["reason"] == "下雪"
    assert facts["evidence"] == "问卷5份"
    said = Person(work, picking(*row, "84%", "刮风")).talk()
    assert "[下雪]" in said
    facts = {key.field: text for key, text in work.evaluation.facts.items() if key.indicator}
    assert facts["reason"] == "刮风"
    assert facts["evidence"] == "问卷5份"


def test_a_reason_begins_with_its_facts(work):
    Person(work, picking("@Choose a row", "8", "85%", "下雨", ".")).talk()
    reason = next(text for key, text in work.evaluation.facts.items() if key.field == "reason")
    assert reason == "完成值 85%，低于目标 5 个百分点。原因：下雨"


def test_a_limit_on_a_rate_is_asked_about(work):
    place = next(p for p in work.places() if p.indicator and work.scored(p.project, p.indicator).target.text == "≤100%")
    row = str(work.places().index(place) + 1)
    said = Person(work, picking("@Choose a row", row, "97%", "2", ".")).talk()
    assert "How is the target “≤100%” to be read?" in said
    assert work.evaluation.facts[FactKey(place.project, place.indicator, "reading")].replace(" ", "") == "≥100%"


@pytest.mark.parametrize(("answer", "entered"), [("", "1753000元"), ("2", "1753000"), ("175.3", "175.3")])
def test_yuan_for_ten_thousand_yuan_in_the_budget_is_asked_about(work, answer, entered):
    said = Person(work, picking("@Budget of a project", "1", "", "", "1753000", answer, ".")).talk()
    assert "1753000元?" in said
    assert work.assessment.projects[0].budget.texts["executed"] == entered


def test_rows_of_the_same_name_say_their_project(work):
    said = Person(work, picking("@Choose a row", "")).talk()
    shown = [line.partition(". ")[2] for line in said.splitlines() if "≥90%" in line]
    assert len(shown) == len(set(shown)) == 2


def test_a_second_window_says_that_nothing_was_entered_and_when_the_first_has_gone(work, seed):
    second = open_workspace(seed)
    gone = []

    def answer(prompt, said):
        if prompt.startswith("Number (Enter goes on)"):
            return None if gone else menu(said)["Budget of a project"]
        if prompt.startswith("Number"):
            return "1"
        if "executed" not in prompt:
            return ""
        if gone:
            return "."
        if said[-1].startswith("root") or "has had this work open" in said[-1] or "open it here again" in said[-1]:
            work.close()
            gone.append(True)
        return "171"

    said = Person(second, answer).talk()
    second.close()
    assert "has had this work open" in said
    assert "The other window has gone by now" in said
    assert said.endswith("Nothing was entered here: the work was open in another window.")
    assert "Every answer is saved at once." not in said


# -- the work as a whole


def test_a_file_that_came_back_is_taken_in_after_it_was_shown(work, tmp_path, filled):
    said = Person(work, picking("@Take in a file with actuals", str(filled), "")).talk()
    assert not work.evaluation.done
    assert "empty -> 85%" in said
    answers = ["@Take in a file with actuals", str(filled), "1"]
    said = Person(work, picking(*answers)).talk()
    assert len(work.evaluation.done) == 1
    assert "rows taken over" in said
    reading = open_workspace(filled)
    for mine, theirs in zip(work.assessment.projects, reading.assessment.projects, strict=True):
        assert mine.earned == theirs.earned
    reading.close()
    assert "There is no file" in Person(work, picking("@Take in a file with actuals", str(tmp_path / "x.xlsx"))).talk()


def test_another_rule_pack_is_shown_and_used_by_decision(work):
    work.enter([(FactKey(work.assessment.projects[0].project.id, "", "executed"), "175.3")])
    said = Person(work, picking("@Another rule pack", "", "@Another rule pack", "1", "")).talk()
    assert "(for this unit)" in said
    assert "Proposed and confirmed by nobody: 上级交办案件按期结案率" in said.replace("\n", " ")
    old = work.pack.id
    assert " -> " in said
    assert len(work.evaluation.done) == 1
    Person(work, picking("@Another rule pack", "1", "1")).talk()
    assert work.pack.id != old
    work.undo()
    assert work.pack.id == old


def test_an_earlier_point_is_gone_back_to_as_one_more_entry(work):
    project = work.assessment.projects[0].project
    for text in ("170", "171", "172"):
        work.enter([(FactKey(project.id, "", "executed"), text)])
    said = Person(work, picking("@Go back to an earlier point", "1", "1")).talk()
    assert work.evaluation.value(project, "executed") == "170"
    assert "172" in said
    assert len(work.evaluation.done) == 4
    said = Person(work, picking("@Go back to an earlier point", "4", "@Go back to an earlier point", "2", "")).talk()
    assert "nothing to restore" in said
    assert work.evaluation.value(project, "executed") == "170"
