"""A month in plain mode: what is asked, what it shows, the form; held against the same facts from a file."""

from __future__ import annotations

import pytest

from selfeval.core.monitoring.fields import month_field
from selfeval.plain.session import Session
from selfeval.plain.talk import Talk
from selfeval.workspace.headless import load
from selfeval.workspace.monitoring import month as monitoring
from selfeval.workspace.work.opening import open_workspace
from tests import june

FACTS = june.as_json()["projects"]


@pytest.fixture
def workspace(targets_book):
    opened = open_workspace(targets_book)
    yield opened
    opened.close()


def talked(workspace, answers, month=6):
    """What was said; `answers` takes the prompt and all that was said before, None ends."""
    said = []

    def read(prompt):
        assert len(said) < 3000
        text = answers(prompt, said)
        if text is None:
            raise EOFError
        said.append(f"{prompt}{text}")
        return text

    Session(workspace, Talk("en", read, said.append, 10_000)).run(month=month)
    return said


def clerk(prompt, said):
    """Answers from the facts of June, by the project and row that were named last."""
    titles = [line for line in said if line.startswith("Budget and spending: ")]
    project = FACTS[len(titles) - 1] if titles else FACTS[0]
    row = next((line for line in reversed(said) if " / " in line or line.startswith("Budget and spending: ")), "")
    if prompt.startswith("Number (Enter goes on)"):
        return None
    if prompt.startswith("Number"):
        return "1"
    money = project["monitoring"]["6"]
    facts = next((one["monitoring"]["6"] for one in project["indicators"] if row.endswith(one["tier3"])), {})
    for words, text in (
        ("months 1 to 6: spent so far", money["executed"]),
        ("months 1 to 6: outcome so far", facts.get("actual", "")),
        ("months 1 to 6: likelihood", facts.get("likelihood", "")),
        ("months 1 to 6: causes", facts.get("causes", "")),
        ("months 1 to 6: reason", facts.get("reason", "")),
        ("months 1 to 6: measures", facts.get("measures", "")),
        ("months 1 to 6: expected", facts.get("forecast", "") if facts else money["forecast"]),
    ):
        if prompt.startswith(words):
            return text
    raise AssertionError(prompt)


def months(evaluation):
    return {key: text for key, text in evaluation.facts.items() if month_field(key.field)}


def test_a_month_talked_through_is_the_month_of_the_file(workspace, targets_book, tmp_path):
    said = talked(workspace, clerk)
    told = load(targets_book, actuals=june.write(tmp_path / "june.json"))
    assert months(workspace.evaluation) == months(told.evaluation)
    assert any("[red]" in line and "64.86% of the plan" in line for line in said)
    assert any(line.startswith("Form of monitoring: ") for line in said)
    (form,) = targets_book.parent.glob("*监控6月*.xlsx")
    assert load(form).evaluation.department.projects[0].monitored["monitor.6.executed"] == "84.6"


def scripted(*texts):
    left = iter(texts)
    return lambda prompt, said: next(left, None)


def test_back_menu_clear_and_what_cannot_be(workspace):
    answers = scripted("viele", "84.6", "<", "-", "200", "<", "170", "<", "<", "85", "", "?", ".", None)
    said = talked(workspace, answers)
    key = next(iter(months(workspace.evaluation)))
    assert {one.field: text for one, text in months(workspace.evaluation).items()} == {
        "monitor.6.executed": "85", "monitor.6.forecast": "170",
    }  # fmt: skip
    assert key.project == june.SPECIAL
    assert "“viele” is not a number." in said


def test_reasons_are_asked_only_where_a_target_is_in_danger(workspace):
    answers = scripted("", "", "", "", "1", "", "", "2", "天气", "人员", "", "", ".", None)
    said = talked(workspace, answers)
    prompts = [line.split(": ", 1)[1].split(":")[0].split(" [")[0] for line in said if line.startswith("months 1 to 6")]
    assert prompts[2:5] == ["outcome so far", "expected of the whole year", "likelihood of reaching the target"]
    assert prompts[5] == "outcome so far"
    assert prompts[8:10] == ["causes", "causes"]
    assert any("天气" in line and "none of" in line for line in said)
    assert set(months(workspace.evaluation).values()) == {"确定能", "有可能", "人员"}


def test_the_menu_asks_for_the_month(workspace):
    said = talked(workspace, scripted("12", "13", "7", ".", "17"), month=0)
    assert any("13" in line and "no month" in line for line in said)
    assert "Monitoring, months 1 to 7" in said


def test_findings_are_looked_for_where_they_are_shown_and_nowhere_else(workspace, monkeypatch):
    looked = []
    find = monitoring.month_problems
    monkeypatch.setattr(monitoring, "month_problems", lambda watched: looked.append(watched) or find(watched))
    said = talked(workspace, scripted("84.6", "175", "", "", "", "", "", "", ".", None))
    assert "Target: " in "\n".join(said) and not looked
    talked(workspace, clerk)
    assert len(looked) <= 2
