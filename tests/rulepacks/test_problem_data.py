"""A problem of a rule pack carries what is known about it as data: nobody reads a sentence back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from selfeval.core.rules.choices import Curve
from selfeval.core.rules.parts.ladders import Interval
from selfeval.rulepacks.check.check import check_rules
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError, PackProblem
from tests.places import ROOT

ROOMS = ("rulepacks", "workspace/packs", "excel/rulebook")
SOURCE = ROOT / "selfeval"
SYNONYMS = 'synonyms = ["已完成", "做完了", "已完成"]\n'


@pytest.mark.parametrize(
    ("old", "new", "path", "line", "said", "entry"),
    [
        ("weight = 10", "weight = true", ("execution", "weight"), "weight = true", "a number without quotes", None),
        ("rate_below = 70", "rate_below = 80", ("execution", "caps", 1), "total = 79", "Caps must", None),
        ('caps_cite = "local"', 'caps_cite = "locl"', ("execution", "caps_cite"), "locl", "There is no citation", None),
        ("lower = 0\n", f"lower = 0\n{SYNONYMS}", ("answers", 1, "synonyms"), "synonyms", "已完成 occurs twice", 2),
    ],
)  # fmt: skip
def test_path_line_sentence_and_entry_stand_beside_the_sentence(text, write, old, new, path, line, said, entry):
    assert old in text
    damaged = write(text.replace(old, new, 1))
    with pytest.raises(PackError) as caught:
        load_pack(str(damaged))
    (problem,) = [problem for problem in caught.value.problems if problem.path == path]
    assert isinstance(problem, PackProblem)
    assert problem.file == damaged.name
    assert line in damaged.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert str(problem.where) == f"{problem.file}:{problem.line}"
    assert problem.said.render().startswith(said)
    assert problem.message.render().endswith(f": {problem.said.render()}")
    assert problem.entry == entry


def test_what_is_found_in_a_method_names_the_method_by_its_path(text, write):
    pack = load_pack(str(write(text)))
    steps = (Interval(Decimal(90), Decimal(50)), Interval(Decimal(60), Decimal(80)))
    first, *others = pack.methods
    last = replace(first, id="last", curve=Curve.INTERVALS, intervals=steps)
    found = [
        problem for problem in check_rules(replace(pack, methods=(*others, last)), "x.toml") if problem.code == "R141"
    ]
    assert found
    assert {problem.path for problem in found} == {("methods", len(others))}


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_is_read_back(room):
    for path in (SOURCE / room).rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for trick in ("message.args", "message.template", "sentence.args", 'startswith("{'):
            assert trick not in source, (path, trick)
