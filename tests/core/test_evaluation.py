from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.evaluation import FactKey
from tests.core.cases import evaluation, project, row

KEYS = st.builds(
    FactKey, st.sampled_from(["甲", "乙"]), st.sampled_from(["", "x"]), st.sampled_from(["actual", "reason"])
)
VALUES = st.lists(st.tuples(KEYS, st.none() | st.text(max_size=5)), min_size=1, max_size=4)
START = evaluation(project(row("x", actual="5", reason="因")))


def entered(state, values):
    step = state.step(values)
    return state.enter(step) if step else state


@given(st.lists(VALUES, max_size=8))
def test_undo_takes_back_exactly_what_was_entered(entries):
    states = [START]
    for values in entries:
        after = entered(states[-1], values)
        if after is not states[-1]:
            states.append(after)
    state = states[-1]
    for before in reversed(states[:-1]):
        state = state.undo()
        assert dict(state.facts) == dict(before.facts)
    assert state.undo() is state
    for after in states[1:]:
        state = state.redo()
        assert dict(state.facts) == dict(after.facts)
    assert state.redo() is state


def test_an_entry_without_effect_is_no_step():
    key = FactKey("甲", "x", "actual")
    state = entered(START, [(key, "7")])
    assert state.step([(key, "7")]) is None
    assert state.step([(key, "8"), (key, "7")]) is None


def test_a_new_entry_ends_redo():
    key = FactKey("甲", "x", "actual")
    state = entered(entered(START, [(key, "7")]).undo(), [(key, "8")])
    assert state.undone == ()
    assert state.redo() is state


def test_the_workbook_shows_through_until_a_fact_hides_it():
    case = START.department.projects[0]
    indicator = case.indicators[0]
    key = FactKey(case.id, indicator.id, "actual")
    assert START.indicator_value(case, indicator, "actual") == "5"
    assert entered(START, [(key, "")]).indicator_value(case, indicator, "actual") == ""
    assert entered(entered(START, [(key, "")]), [(key, None)]).indicator_value(case, indicator, "actual") == "5"
    assert START.value(case, "executed") == "80"
