"""Findings chosen and left out by code, as severe as asked; nothing is hidden without being counted."""

from dataclasses import replace

import pytest

from selfeval.core.checks.findings import CHECKS, all_problems, switched_off
from selfeval.core.checks.selection import OTHER_CODES, known_codes, nearest_code, selection
from selfeval.core.problems import CellRef, Level, Owner, Problem, SelfEvalError, Severity, msg
from selfeval.core.scoring.assessment import assess
from tests.core import seed
from tests.core.cases import PACK
from tests.tools.problem_codes import others

FOUND = all_problems(assess(seed.evaluation(), PACK))


def codes(selected):
    return {problem.code for problem in selected.problems}


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), lambda _code: True),
        (("T",), (), lambda code: code[0] == "T"),
        (("t1", "w101"), (), lambda code: code[:2] == "T1" or code == "W101"),
        (("T101,B",), (), lambda code: code == "T101" or code[0] == "B"),
        ((), ("T",), lambda code: code[0] != "T"),
        (("T",), ("T12",), lambda code: code[0] == "T" and code[:3] != "T12"),
        (("T101",), ("T",), lambda code: code == "T101"),
        (("T101",), ("T101",), lambda _code: False),
    ],
)
def test_codes_and_their_beginnings_choose(select, ignore, wanted):
    selected = selection(select, ignore).apply(FOUND)
    assert [problem for problem in FOUND if wanted(problem.code)] == list(selected.problems)
    assert len(selected.problems) + selected.left_out == len(FOUND)


def test_each_option_tells_how_many_it_left_out():
    selected = selection(["T"], ["T12"], ["T101=off"]).apply(FOUND)
    notes = [note.render() for note in selected.notes()]
    assert notes == [
        f"{sum(problem.code[0] != 'T' for problem in FOUND)} findings left out by --select",
        f"{sum(problem.code.startswith('T12') for problem in FOUND)} findings left out by --ignore",
        "3 findings left out by --severity …=off",
    ]
    assert selection().apply(FOUND).notes() == ()


def test_a_severity_asked_for_comes_before_the_packs_and_that_before_the_checks_own():
    pack = replace(PACK, severities={"T101": Level.NOTE, "T120": Level.ERROR})
    by_pack = all_problems(assess(seed.evaluation(), pack))
    asked = selection(severities=["t101=Warning"]).apply(by_pack).problems

    def severities(problems, code):
        return {problem.severity for problem in problems if problem.code == code}

    assert severities(FOUND, "T101") == {Severity.ERROR}
    assert severities(by_pack, "T101") == {Severity.INFO}
    assert severities(asked, "T101") == {Severity.WARNING}
    assert severities(asked, "T120") == {Severity.ERROR}


def test_what_the_pack_switches_off_is_left_out_and_can_be_counted():
    pack = replace(PACK, severities={"T101": Level.OFF, "F203": Level.OFF, "T110": Level.ERROR})
    hidden = Problem("F203", Severity.WARNING, msg("a"), where=CellRef("甲", "A1"))
    above = Problem("T110", Severity.INFO, msg("b"), where=CellRef("甲", "A2"))
    assessment = assess(seed.evaluation(), pack)
    left = all_problems(assessment, reading=[hidden, above])
    assert not {problem.code for problem in left} & {"T101", "F203"}
    assert replace(above, severity=Severity.ERROR, about=Owner.TARGETS) in left
    off = switched_off(assessment, reading=[hidden, above])
    assert [problem.code for problem in off].count("T101") == 3
    assert {problem.code for problem in off} == {"T101", "F203"}
    assert len(left) + len(off) == len(FOUND) + 2
    assert switched_off(assess(seed.evaluation(), PACK)) == ()


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        ((["T1O1"], [], []), "T101"),
        (([], ["t10l"], []), "T101"),
        (([], [], ["A1O3=error"]), "A103"),
        ((["T101,"], [], []), "T101"),
        (([], ["Z"], []), "T101"),
    ],
)
def test_an_unknown_code_is_refused_and_the_probable_one_named(values, meant):
    with pytest.raises(SelfEvalError) as refused:
        selection(*values)
    assert meant in refused.value.hint.render()


@pytest.mark.parametrize("text", ["T101", "T101=", "T101=bad", "=error", "T1=error"])
def test_a_severity_has_a_whole_code_and_a_known_word(text):
    with pytest.raises(SelfEvalError):
        selection(severities=[text])


def test_the_known_codes_are_those_of_the_documentation():
    listed = {row["code"] for row in others()} | set(CHECKS)
    assert set(known_codes()) <= listed
    assert set(OTHER_CODES) == {code for code in listed if code[:2] in {"F2", "F4"}} - {
        "F411",
        "F416",
        "F417",
        "F418",
        "F431",
        "F432",
    }
    assert nearest_code("A103") == "A103"
    assert nearest_code("") == ""
