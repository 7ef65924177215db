"""A conversation with a scripted person, held against the same facts entered directly."""

from __future__ import annotations

import json
from decimal import Decimal as D

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.model import FORM_ID
from selfeval.core.readings import Kind
from selfeval.core.scoring.scored import Scored
from selfeval.plain.session import Session
from selfeval.plain.talk import Talk, Wish, wish_of
from selfeval.workspace.headless import load
from selfeval.workspace.output.verify import verify_file
from selfeval.workspace.work.opening import open_workspace

EXECUTED = {"解决特殊疑难问题资金": "175.3", "信访专项资金": "182.5"}
GOAL = "总体目标已完成"
TARGETS = {"≤10批次": "8批次", "≥90%": "85%", "≤100%": "97%"}


class Person:
    """Answers what is asked, reading nothing but what was printed."""

    def __init__(self, workspace, answer, *, language="en"):
        self.said: list[str] = []
        self._answer = answer
        self._asked = 0
        self.session = Session(workspace, Talk(language, self._read, self.said.append, 10_000))

    def _read(self, prompt):
        self._asked += 1
        assert self._asked < 400, "the conversation never ends"
        text = self._answer(prompt, self.said)
        if text is None:
            raise EOFError
        self.said.append(f"{prompt}{text}")
        return text

    def talk(self):
        self.session.run()
        return "\n".join(self.said)


def menu(said):
    """The numbers of the last menu, by what stands behind them."""
    start = len(said) - said[::-1].index("What next?")
    return {line.split(". ", 1)[1].split(":")[0]: line.split(".")[0].strip() for line in said[start:] if ". " in line}


def clerk():
    """Works through everything, exports, leaves."""
    steps = iter(["Write the scored workbook", "Quit"])

    def answer(prompt, said):
        if prompt.startswith("Number (Enter goes on)"):
            return "" if not any("All rows are complete" in line for line in said) else menu(said)[next(steps)]
        target = next((line for line in reversed(said) if line.strip().startswith("Target: ")), "")
        project = next((name for name in EXECUTED if any(name in line for line in said[-8:])), "")
        if prompt.startswith("Actual"):
            if "in words" in target:
                return "1"
            return next((text for sign, text in TARGETS.items() if sign in target.replace(" ", "")), "175万元")
        if prompt.startswith("amount executed:"):
            return EXECUTED[project]
        if prompt.startswith("Reason"):
            return "问卷回收较少，下年扩大调查"
        if prompt.startswith("Number (Enter leaves"):
            return "1"
        if prompt.startswith("goals reached"):
            return GOAL
        return ""

    return answer


@pytest.fixture
def work(seed):
    workspace = open_workspace(seed)
    yield workspace
    workspace.close()


def scripted(*lines):
    given = iter(lines)
    return lambda _prompt, _said: next(given, None)


@pytest.mark.parametrize("text", ["?", "？", "<", "《", ".", "。", "!", "！", "=", "＝", "-", "~", "～"])
def test_a_wish_is_one_sign_alone_with_or_without_an_input_method(text):
    assert wish_of(text) in set(Wish)
    assert wish_of(text + "5") is None


def test_a_whole_evaluation_gives_the_workbook_that_the_same_facts_give(work, seed, tmp_path):
    said = Person(work, clerk()).talk()
    output = tmp_path / f"{seed.stem}-自评-2025.xlsx"
    assert f"Scored workbook: {output}" in said
    assert verify_file(output).differences == ()

    facts = {
        "projects": [
            {
                "code": result.project.code,
                "name": result.project.title,
                "budget": {"executed": EXECUTED[result.project.title]},
                "indicators": [
                    {
                        "tier2": item.indicator.tier2,
                        "tier3": item.indicator.tier3,
                        "actual": _actual(item),
                        "reason": "问卷回收较少，下年扩大调查" if item.lost > 0 else "",
                    }
                    for item in result.indicators
                ],
            }
            for result in work.assessment.projects
        ]
    }
    (tmp_path / "facts.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(seed.read_bytes())
    direct = load(copy, actuals=tmp_path / "facts.json").assessment
    assert [result.total for result in direct.projects] == [result.total for result in work.assessment.projects]
    assert None not in [result.total for result in direct.projects]


def _actual(item: Scored) -> str:
    if item.target.kind is Kind.QUALITATIVE:
        return "达成年度指标 100%"
    text = item.indicator.target.replace(" ", "")
    return next((actual for sign, actual in TARGETS.items() if sign in text), "175万元")


def test_every_answer_is_on_disk_at_once(work, seed):
    seen = []

    def answer(prompt, _said):
        if prompt.startswith("Number (Enter goes on)"):
            return ""
        if prompt.startswith("amount executed:"):
            return "175.3"
        other = open_workspace(seed)  # read-only: the conversation holds the work
        seen.append(other.evaluation.value(other.assessment.projects[0].project, "executed"))
        other.close()
        return None

    Person(work, answer).talk()
    assert seen == ["175.3"]


def test_undo_takes_back_the_last_answer_and_redo_brings_it_back(work):
    Person(work, scripted("3", "1", "", "", "175.3", ".", "7", "9")).talk()
    project = work.assessment.projects[0].project
    assert work.evaluation.value(project, "executed") == ""
    Person(work, scripted("8", "9")).talk()
    assert work.evaluation.value(project, "executed") == "175.3"


def test_a_slip_of_the_pen_is_asked_about_before_it_counts(work):
    place = next(p for p in work.places() if p.indicator and work.scored(*_ids(p)).target.text == "≥90%")
    number = str(work.places().index(place) + 1)
    said = Person(work, scripted("2", number, "0.95", "", "", "9")).talk()
    assert "1. 95%" in said
    assert "2. 0.95 (as written)" in said
    assert work.scored(*_ids(place)).score == 10


@pytest.mark.parametrize(("answer", "actual"), [("1", "95%"), ("2", "0.95"), ("96%", "96%"), (".", None)])
def test_a_slip_is_answered_by_number_by_typing_again_or_left(work, answer, actual):
    place = next(p for p in work.places() if p.indicator and work.scored(*_ids(p)).target.text == "≥90%")
    number = str(work.places().index(place) + 1)
    Person(work, scripted("2", number, "0.95", answer, "", "", "9")).talk()
    assert work.evaluation.facts.get(FactKey(place.project, place.indicator, "actual")) == actual


@pytest.mark.parametrize(("answer", "actual"), [("1", "12批次"), ("8批次", "8批次"), (".", None)])
def test_another_unit_is_asked_about(work, answer, actual):
    place = next(p for p in work.places() if p.indicator and work.scored(*_ids(p)).target.unit == "批次")
    number = str(work.places().index(place) + 1)
    Person(work, scripted("2", number, "12人", answer, "", "", "9")).talk()
    assert work.evaluation.facts.get(FactKey(place.project, place.indicator, "actual")) == actual


def test_the_figures_of_a_reason_follow_a_new_outcome(work):
    place = next(p for p in work.places() if p.indicator and work.scored(*_ids(p)).target.text == "≥90%")
    number = str(work.places().index(place) + 1)
    Person(work, scripted("2", number, "85%", "停工", "", "9")).talk()
    said = Person(work, scripted("2", number, "80%", "", "", "9")).talk()
    reason = work.evaluation.facts[FactKey(place.project, place.indicator, "reason")]
    assert reason == "完成值 80%，低于目标 10 个百分点。原因：停工"
    assert "The figures at the head of the reason follow the new outcome" in said


@pytest.mark.parametrize("sign", [".", "<", "?", "!"])
def test_a_lone_sign_is_never_taken_for_a_reason_or_for_evidence(work, sign):
    place = next(p for p in work.places() if p.indicator and work.scored(*_ids(p)).target.text == "≥90%")
    number = str(work.places().index(place) + 1)
    Person(work, scripted("2", number, "85%", sign, "", sign, "", "9")).talk()
    facts = work.evaluation.facts
    assert facts[FactKey(place.project, place.indicator, "actual")] == "85%"
    assert not facts.get(FactKey(place.project, place.indicator, "reason"))
    assert not facts.get(FactKey(place.project, place.indicator, "evidence"))


def test_an_amount_that_is_no_number_is_asked_for_again_and_changes_nothing(work):
    said = Person(work, scripted("1", "因连续阴雨", ".", "9")).talk()
    assert "“因连续阴雨” is not a number" in said
    assert "[因连续阴雨]" not in said
    assert not work.evaluation.done


def test_what_cannot_be_read_is_asked_again_and_never_takes_the_place_of_an_outcome(work):
    place = next(p for p in work.places() if p.indicator and work.scored(*_ids(p)).target.text == "≥90%")
    number = str(work.places().index(place) + 1)
    work.set(place.project, place.indicator, "actual", "91%")
    said = Person(work, scripted("2", number, "很好很好", ".", "9")).talk()
    assert said.count("Actual (Enter goes on") == 2
    assert work.evaluation.facts[FactKey(place.project, place.indicator, "actual")] == "91%"


def test_a_row_that_does_not_apply_moves_its_points_and_says_where(work):
    project = work.assessment.projects[0]
    before = {item.indicator.id: item.weight.effective for item in project.indicators}
    said = Person(work, scripted("2", "2", "!", "2", "乐财预〔2025〕3号", "9")).talk()
    after = work.assessment.projects[0].indicators
    assert after[0].not_applicable == "指标调整 乐财预〔2025〕3号"
    assert sum(item.weight.effective for item in after) == sum(before.values())
    assert "Points of " in said


def test_a_budget_that_is_no_number_is_asked_again(work):
    said = Person(work, scripted("3", "1", "", "", "约180万", "180", ".", "9")).talk()
    assert "“约180万” is not a number." in said
    assert work.assessment.projects[0].execution.rate == 1


def test_going_back_leads_to_the_row_before(work):
    said = Person(work, scripted("", *[""] * 7, "<", ".", "9")).talk()
    assert [line.split()[1] for line in said.splitlines() if line.startswith("Question")] == ["1", "2", "1"]


def test_a_second_window_can_look_but_not_enter(work, seed):
    other = open_workspace(seed)
    try:
        said = Person(other, scripted("3", "1", "", "", "175.3", ".", "9")).talk()
    finally:
        other.close()
    assert "here it can only be read" in said
    assert work.evaluation.facts == {}


def test_the_end_of_input_is_an_end_like_any_other(work):
    assert Person(work, scripted()).talk().endswith("Everything entered is saved.")


@pytest.mark.parametrize("sign", ["?", "？"])
def test_a_question_mark_at_the_menu_explains_each_of_its_lines(work, sign):
    answers = iter([sign, "17"])
    person = Person(work, lambda _prompt, _said: next(answers))
    assert person.talk().endswith("Everything entered is saved.")
    asked = person.said.index(f"Number (Enter goes on): {sign}")
    lines = [line.strip() for line in person.said[asked + 1 : asked + 15]]
    assert [line.split(".")[0] for line in lines] == [str(number) for number in range(1, 15)]
    assert "Lists everything that a reviewer would ask about" in lines[3]


@pytest.mark.parametrize(("answer", "told"), [("?", "Type the number that stands before a line"), ("x", "from 1 to")])
def test_every_list_explains_itself_and_a_dot_leads_back_to_the_menu(work, answer, told):
    answers = iter(["2", answer, ".", "2", "<", "17"])
    said = Person(work, lambda _prompt, _said: next(answers)).talk()
    assert told in said
    assert said.count("What next?") == 3


def test_chinese_has_no_english_in_it(work):
    person = Person(work, scripted("", ".", "2", "", "4", "5", "9"), language="zh")
    assert "请选择下一步操作" in person.talk()
    assert not [line for line in person.said if "Enter" in line or "Number" in line]


def test_control_characters_in_an_answer_never_reach_the_terminal(work):
    place = next(p for p in work.places() if p.indicator)
    work.set(place.project, place.indicator, "actual", "\x1b[2J完成")
    assert "\x1b" not in Person(work, scripted("2", "2", ".", "9")).talk()


def _ids(place):
    return place.project, place.indicator


def test_the_result_says_total_and_grade(filled):
    workspace = open_workspace(filled)
    try:
        said = Person(workspace, scripted("5", "9")).talk()
        assert str(workspace.assessment.department.total or D(0)) in said
    finally:
        workspace.close()


def test_a_deduction_is_chosen_counted_and_explained(work, tmp_path):
    path = tmp_path / "with-deductions.toml"
    path.write_text(DEDUCTIONS, encoding="utf-8")
    work.set("", "", "rules", str(path))
    place = next(place for place in work.places() if place.indicator)
    said = Person(work, scripted("2", "2", "#", "1", "2", "缺签到表", ".", "9")).talk()
    assert "1. 缺项: 2 points for each item" in said
    assert work.evaluation.facts[FactKey(place.project, place.indicator, "deduction")] == "缺项 2：缺签到表"
    Person(work, scripted("2", "2", "#", "2", ".", "9")).talk()
    assert work.evaluation.facts[FactKey(place.project, place.indicator, "deduction")] == ""


def test_a_rule_pack_without_deductions_says_so(work):
    assert "The rule pack knows no deductions." in Person(work, scripted("2", "2", "#", ".", "9")).talk()


def test_a_reviewers_grade_is_asked_for_with_the_budget(work, tmp_path):
    path = tmp_path / "with-review.toml"
    path.write_text(REVIEW, encoding="utf-8")
    work.set("", "", "rules", str(path))
    project = work.assessment.projects[0].project

    def reviewed(*answers):
        def answer(prompt, said):
            if prompt.startswith("Number (Enter goes on)"):
                return menu(said)["Budget of a project" if not asked else "Quit"]
            if prompt.startswith("Number"):
                return "1"
            if prompt.startswith("reviewer's grade"):
                asked.append(prompt)
                return answers[len(asked) - 1]
            return ""

        asked = []
        return Person(work, answer).talk()

    said = reviewed("?", "合格", "78分")
    assert "“合格” is neither a grade of the rule pack nor points from 0 to 100." in said
    assert "A grade, or the points given" in said
    assert work.evaluation.value(project, "review_grade") == "78分"
    assert "reviewer's grade [78分]" in reviewed("-")
    assert work.evaluation.value(project, "review_grade") == ""


REVIEW = """schema = "selfeval.rules/1"
id = "with-review"
extends = "cn-mof-2020-10"
version = "1"
title = "复核打折"
review_cite = "local"
review = [{ lower_by = 1, percent = 90 }]
[citations.local]
document = "地方规定"
verified = false
"""
DEDUCTIONS = """schema = "selfeval.rules/1"
id = "with-deductions"
extends = "cn-mof-2020-10"
version = "1"
title = "评审扣分"
[citations.local]
document = "地方规定"
verified = false
[[deductions]]
id = "missing-items"
title = "缺项"
cite = "local"
per_item = 2
"""


def test_of_the_departments_form_only_its_texts_are_asked_for(work):
    work.set("", "", "rules", "variant-department-process")
    asked = []

    def answer(prompt, said):
        if prompt.startswith("Number (Enter goes on)"):
            return menu(said)["Quit" if asked else "Budget of a project"]
        if prompt.startswith("Number"):
            asked.append(prompt)
            return str(len(work.assessment.projects))
        asked.append(prompt)
        return "处置完成" if prompt.startswith("goals reached") else ""

    said = Person(work, answer).talk()
    form = next(result.project for result in work.assessment.projects if result.project.id == FORM_ID)
    assert "all projects together" in said
    assert not [prompt for prompt in asked if "amount" in prompt or "budget" in prompt or "executed" in prompt]
    assert work.evaluation.value(form, "goal_actual") == "处置完成"
