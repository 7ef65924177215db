from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.evaluation import Change, FactKey, Step
from selfeval.core.model import Claimed, Department, Indicator, Project, SubGoal
from selfeval.core.problems import CellRef, Message, Problem, Severity
from selfeval.store.journal import codec


def pairs(inner):
    return st.lists(st.tuples(texts, inner), max_size=2).map(tuple)


texts = st.text(st.characters(), max_size=12)
"""All characters, broken surrogates included: a clipboard has no scruples."""
numbers = st.decimals(allow_nan=False, allow_infinity=False)
templates = st.sampled_from(["", "{a}", "{a} of {name}", "100 %", "{{no field}} {a}"]) | st.text("ab。（ ", max_size=9)
cells = st.builds(CellRef, texts, texts)
cell_maps = st.dictionaries(texts, cells, max_size=3)
args = st.recursive(
    st.one_of(texts, st.integers(), numbers, st.dates()),
    lambda inner: st.one_of(
        st.builds(Message, templates, pairs(inner)),
        st.lists(st.builds(Message, templates, pairs(inner)), max_size=2).map(tuple),
    ),
    max_leaves=6,
)


messages = st.builds(Message, templates, pairs(args))
problems = st.builds(
    Problem, texts, st.sampled_from(Severity), messages, messages, st.none() | cells, texts, texts, texts
)
indicators = st.builds(
    Indicator,
    *[texts] * 7,
    weight=st.none() | numbers,
    claimed_score=st.none() | numbers,
    actual=texts,
    cells=cell_maps,
)
claims = st.builds(Claimed, st.none() | numbers, st.none() | texts, texts)
projects = st.builds(
    Project,
    texts,
    texts,
    texts,
    budget=st.dictionaries(texts, texts, max_size=3),
    cells=cell_maps,
    claimed=claims,
    goals=st.lists(texts, max_size=2).map(tuple),
    indicators=st.lists(indicators, max_size=2).map(tuple),
)
sub_goals = st.builds(SubGoal, texts, texts, st.lists(texts, max_size=2).map(tuple), st.none() | cells)
departments = st.builds(
    Department,
    name=texts,
    year=st.none() | st.integers(),
    sub_goals=st.lists(sub_goals, max_size=2).map(tuple),
    projects=st.lists(projects, max_size=2).map(tuple),
    cells=cell_maps,
)
steps = st.builds(
    Step,
    texts,
    st.lists(
        st.builds(Change, st.builds(FactKey, texts, texts, texts), st.none() | texts, st.none() | texts), max_size=3
    ).map(tuple),
)


def exact(value):
    """A value with the type of each part, so that 1.0 and 1.00, None and "", tuple and FactKey differ."""
    if dataclasses.is_dataclass(value):
        return type(value), [exact(getattr(value, part.name)) for part in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return type(value), [exact(item) for item in value]
    if isinstance(value, dict):
        return dict, [(exact(key), exact(item)) for key, item in value.items()]
    return type(value), str(value)


@given(st.one_of(departments, problems, messages, steps, args))
def test_every_value_comes_back_exactly(value):
    text = codec.to_json(value)
    assert text.isascii()
    assert exact(codec.from_json(text, type(value))) == exact(value)


@pytest.mark.parametrize("digits", ["0", "-0", "0.00", "1E+2", "12.50", "1E-30"])
def test_decimals_keep_their_digits(digits):
    assert str(codec.from_json(codec.to_json(Decimal(digits)), Decimal)) == str(Decimal(digits))


def test_an_empty_text_is_not_nothing():
    key = FactKey("p", "", "rules")
    step = Step("clear", (Change(key, "", None), Change(key, None, "")))
    assert codec.from_json(codec.to_json(step), Step) == step


@pytest.mark.parametrize(
    "value", [1.5, b"x", {1, 2}, [1], object(), Message("{x}", (("x", 0.5),)), datetime(2025, 1, 1, tzinfo=UTC)]
)
def test_what_is_no_core_value_is_refused(value):
    with pytest.raises(TypeError):
        codec.to_json(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "3",
        "[]",
        '{"record":"Path","of":{}}',
        '{"record":"Step","of":{"kind":"x"}}',
        '{"record":"Department","of":{"newer_field":1}}',
        '{"choice":"Severity","is":"fatal"}',
        '{"number":"x"}',
        '{"number":"NaN"}',
        '{"number":"-Infinity"}',
        '{"day":"2025-02-30"}',
        '{"pairs":[[1]]}',
        '{"record":"Department","of":3}',
        "[" * 100_000,
    ],
)
def test_other_text_is_refused(text):
    with pytest.raises(codec.CodecError):
        codec.from_json(text, Department)


INDICATOR = {"id": "a", "tier1": "产出", "tier2": "", "tier3": "里程", "target": "≥1"}


@pytest.mark.parametrize(
    ("record", "of"),
    [
        ("Indicator", {**INDICATOR, "target": None}),
        ("Indicator", {**INDICATOR, "weight": 3}),
        ("Indicator", {**INDICATOR, "weight": {"number": "sNaN"}}),
        ("Indicator", {**INDICATOR, "cells": []}),
        ("Indicator", {**INDICATOR, "cells": {"pairs": [["target", "E12"]]}}),
        ("Department", {"name": 5}),
        ("Department", {"year": True}),
        ("Department", {"projects": [{"record": "Indicator", "of": INDICATOR}]}),
        ("Department", {"projects": {"pairs": []}}),
        ("Project", {"id": "a", "sheet": "b", "title": "c", "goals": ["x", None]}),
        ("Project", {"id": "a", "sheet": "b", "title": "c", "claimed": None}),
        ("Message", {"template": "{a.__class__}", "args": [["a", "x"]]}),
        ("Message", {"template": "{a:9999999999}", "args": [["a", "x"]]}),
        ("Message", {"template": "{0}", "args": [["a", "x"]]}),
        ("Message", {"template": "{a}", "args": [["a", None]]}),
        ("Message", {"template": "{a}", "args": [["a", [["x"]]]]}),
        ("Message", {"template": "{a}", "args": [["a"]]}),
        ("Step", {"kind": "enter", "changes": ["x"]}),
    ],
)
def test_a_record_that_says_what_its_fields_cannot_hold_is_refused(record, of):
    kinds = {"Indicator": Indicator, "Department": Department, "Project": Project, "Message": Message, "Step": Step}
    with pytest.raises(codec.CodecError):
        codec.from_json(json.dumps({"record": record, "of": of}), kinds[record])
    with pytest.raises(codec.CodecError):
        codec.from_json(json.dumps([1, {"record": record, "of": of}]), tuple)


def test_a_field_added_since_takes_its_default():
    plain = json.loads(codec.to_json(Department(name="信访局")))
    del plain["of"]["safeguards"]
    assert codec.from_json(json.dumps(plain), Department) == Department(name="信访局")


def test_dates_in_messages():
    message = Message("{day}", (("day", date(2025, 12, 31)),))
    assert codec.from_json(codec.to_json(message), Message) == message
