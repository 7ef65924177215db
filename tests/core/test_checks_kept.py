"""Findings that are kept while somebody types: of the table as it was read, and of rows that are still the same."""

from __future__ import annotations

import types

import pytest

from selfeval.core.checks.findings import CHECKS
from selfeval.core.checks.registry import PROJECT_CHECKS, Case, Stage
from selfeval.core.checks.round import KeptFindings, run_project
from selfeval.core.evaluation import FactKey
from selfeval.core.scoring.assessment import assess, assess_project, reassess
from tests.core.cases import PACK, evaluation, project, row
from tests.core.check_examples import EXAMPLES


def blindfolded(case):
    """A case in which nothing can be seen but the table, its weights, and what the execution rate may earn."""

    def value(item, name):
        assert name == "weight", f"{name} is entered in a row"
        return case.value(item, name)

    return types.SimpleNamespace(
        project=case.project,
        pack=case.pack,
        stage=case.stage,
        rows=tuple(types.SimpleNamespace(indicator=item.indicator, weight=item.weight) for item in case.rows),
        result=types.SimpleNamespace(
            weighing=case.result.weighing, execution=types.SimpleNamespace(weight=case.result.execution.weight)
        ),
        value=value,
        has_column=case.has_column,
    )


def said(found):
    return [(one.message, one.field, one.text, one.where, one.item and one.item.indicator.id) for one in found]


@pytest.mark.parametrize("code", sorted(code for code, check in CHECKS.items() if check.of_table))
def test_a_check_of_the_table_sees_nothing_that_is_entered_in_a_row(code):
    look, hits = PROJECT_CHECKS[code], 0
    for example in EXAMPLES:
        for whole in (example.hit, example.miss):
            for result in assess(whole, example.pack).projects:
                case = Case(whole, result, example.pack, Stage.FILLED)
                found = said(look(case))
                assert said(look(blindfolded(case))) == found
                hits += bool(found)
    assert hits, "no example raises it"


@pytest.mark.parametrize(
    ("field", "text", "anew"),
    [("actual", "95%", False), ("reason", "人员调整", False), ("reading", "≥80%", False), ("weight", "7", True),
     ("not_applicable", "项目取消", True)],
)  # fmt: skip
def test_what_was_found_of_the_table_is_kept_until_weights_are_others(monkeypatch, field, text, anew):
    asked = []
    table = dict(PROJECT_CHECKS)["T119"]
    before = evaluation(project(row("办结率", "≥90%"), row("走访量", "≥90%")))
    one, kept = before.department.projects[0], KeptFindings()
    result = assess_project(before, one, PACK)
    monkeypatch.setattr(
        "selfeval.core.checks.round.PROJECT_CHECKS", {"T119": lambda case: asked.append(case) or table(case)}
    )
    list(run_project(Case(before, result, PACK, Stage.FILLED), kept))
    step = before.step([(FactKey(one.id, one.indicators[0].id, field), text)])
    after = before.enter(step)
    result = reassess(after, result, PACK, [change.key for change in step.changes])
    list(run_project(Case(after, result, PACK, Stage.FILLED), kept))
    assert len(asked) == 1 + anew


@pytest.mark.parametrize(
    ("actuals", "said"),
    [
        (("", "", ""), ["no indicator has an actual yet"]),
        (("95%", "", ""), ["“走访量” has no actual", "“结案率” has no actual"]),
        (("95%", "85%", ""), ["“结案率” has no actual"]),
        (("", "85%", ""), ["“办结率” has no actual", "“结案率” has no actual"]),
        (("95%", "85%", "90%"), []),
        (("", "", ""), ["no indicator has an actual yet"]),
    ],
)
def test_rows_without_an_outcome_are_named_once_one_of_them_has_one(actuals, said):
    names, kept = ("办结率", "走访量", "结案率"), KeptFindings()
    one = project(*(row(name, "≥80%") for name in names), name="甲")
    state = evaluation(one)
    result = assess_project(state, one, PACK)
    list(run_project(Case(state, result, PACK, Stage.FILLED), kept))
    for item, text in zip(one.indicators, actuals, strict=True):
        step = state.step([(FactKey(one.id, item.id, "actual"), text)])
        state = state.enter(step) if step else state
        result = reassess(state, result, PACK, [change.key for change in step.changes]) if step else result
    found = [
        problem for problem in run_project(Case(state, result, PACK, Stage.FILLED), kept) if problem.code == "A101"
    ]
    texts = [problem.message.render() for problem in found]
    assert len(texts) == len(said)
    assert all(wanted in text for text, wanted in zip(texts, said, strict=True))
    assert all(bool(problem.indicator) == ("yet" not in text) for problem, text in zip(found, texts, strict=True))
