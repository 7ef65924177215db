"""The line of every key, whatever shape the TOML has."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.rulepacks.text.lines import dotted, line_numbers, line_of, spans

TEXT = '''# a comment = 1
schema = "x"
years = { from = 2020 }

[citations.one]
note = """
[not.a.header]
key = 1
"""
"quoted key" = 1

[[methods]]
id = "a"
applies = { kinds = [
    "date",
] }
[methods.over]
flag_from = 130

[[methods]]
id = "b"
over.flag_from = 120

[weights]
[[weights.layouts]]
cite = "one"
[weights.layouts.tiers]
"产出" = 50
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("schema",), 2),
        (("years", "from"), 3),
        (("citations", "one"), 5),
        (("citations", "one", "note"), 6),
        (("citations", "one", "quoted key"), 10),
        (("methods", 0), 12),
        (("methods", 0, "id"), 13),
        (("methods", 0, "applies", "kinds", 0), 15),
        (("methods", 0, "over", "flag_from"), 18),
        (("methods", 1), 20),
        (("methods", 1, "id"), 21),
        (("methods", 1, "over", "flag_from"), 22),
        (("methods", 1, "curve"), 20),
        (("weights", "layouts", 0, "tiers", "产出"), 28),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_line_of(path, line):
    assert line_of(line_numbers(TEXT), path) == line


def test_the_example_is_toml():
    assert tomllib.loads(TEXT)["methods"][1]["over"]["flag_from"] == 120


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("methods", 1, "over", "flag_from"), "methods[2].over.flag_from"),
        (("answers", 0), "answers[1]"),
    ],
)
def test_dotted(path, text):
    assert dotted(path) == text


@given(st.text())
def test_no_text_breaks_it(text):
    lines = line_numbers(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


FILES = sorted(Path(__file__).resolve().parents[2].glob("scoring_rules/*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_place_of_every_value_holds_the_value(file):
    text = file.read_text(encoding="utf-8")
    document = tomllib.loads(text)
    found = spans(text)
    checked = 0
    for path, span in found.items():
        value = document
        for part in path:
            value = value[part]
        if (span.value < span.end and text[span.start] != "[") or (isinstance(path[-1], int) and span.value < span.end):
            assert tomllib.loads(f"x = {text[span.value : span.end]}")["x"] == value, path
            checked += 1
    assert checked > 5
