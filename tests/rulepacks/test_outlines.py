"""Outlines of reports are checked like packs: every mistake at once, each with its line, none of them ever a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.core.report.composition import compose, in_words
from selfeval.core.report.document import Heading, Title
from selfeval.core.report.facts import FACTS
from selfeval.core.report.outline import Scope, placeholders
from selfeval.rulepacks.outlines.load import OutlineError, find_outlines, load_outline, parse_outline
from tests.excel.scored_books import assessed, filled, project, row
from tests.places import ROOT

HEAD = 'schema = "selfeval.outline/1"\nid = "own"\ntitle = "提纲"\nscope = "project"\nheading = "{project}"\n'
SECTION = '[[section]]\ntitle = "一节"\n'


def parsed(text: str):
    return parse_outline(Path("own.toml"), text.encode())


def codes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(OutlineError) as caught:
        parsed(text)
    return [(problem.code, str(problem.where)) for problem in caught.value.problems]


def test_those_of_the_program_can_be_used_and_say_where_they_come_from():
    found = find_outlines([ROOT / "scoring_rules"])
    assert [info.id for info in found] == ["department", "project", "project-transfer", "summary"]
    for info in found:
        assert info.error is None
        assert info.outline.source


def block(text: str) -> str:
    return HEAD + SECTION + f"block = [{{ {text} }}]\n"


LINE = "own.toml:8"
MISTAKES = {
    "unknown key": (HEAD + SECTION + "titel = 1\n", [("R192", LINE)]),
    "unknown key of a block": (block('txt = "x"'), [("R192", LINE)]),
    "no section": (HEAD, [("R193", "own.toml:5")]),
    "no title": (HEAD + "[[section]]\nlevel = 1\n", [("R193", "own.toml:6")]),
    "another schema": (HEAD.replace("outline/1", "outline/9") + SECTION, [("R193", "own.toml:1")]),
    "a rule pack": ('schema = "selfeval.rules/1"\nid = "own"\n', [("R193", "own.toml:1")]),
    "level 4": (HEAD + SECTION + "level = 4\n", [("R193", LINE)]),
    "a number as text": (HEAD + SECTION + 'level = "1"\n', [("R193", LINE)]),
    "unknown table": (block('table = "money"'), [("R193", LINE)]),
    "unknown tier": (block('table = "indicators", tier = "过程"'), [("R193", LINE)]),
    "unknown fact": (block('text = "{totl}分"'), [("R194", LINE)]),
    "unknown fact by itself": (block('fact = "issue"'), [("R194", LINE)]),
    "a fact of several units": (block('text = "{mean}"'), [("R194", LINE)]),
    "nothing between the braces": (block('text = "{}"'), [("R194", LINE)]),
    "unknown fact in when": (HEAD + SECTION + 'when = "x"\n', [("R194", LINE)]),
    "unknown fact in the heading": (HEAD.replace("{project}", "{x}") + SECTION, [("R194", "own.toml:5")]),
    "table of units": (block('table = "units"'), [("R195", LINE)]),
    "list of a department": (block('lines = "safeguards"'), [("R195", LINE)]),
    "each project of a project": (HEAD + SECTION + 'each = "project"\n', [("R195", LINE)]),
    "two things": (block('text = "a", table = "funds"'), [("R196", LINE)]),
    "nothing": (block('gap = " "'), [("R196", LINE)]),
    "gap beside a table": (block('table = "funds", gap = "x"'), [("R196", LINE)]),
    "tier of another table": (block('table = "funds", tier = "产出"'), [("R196", LINE)]),
    "level 2 without level 1": (HEAD + SECTION + "level = 2\n", [("R196", LINE)]),
    "another id": (HEAD.replace('"own"', '"other"') + SECTION, [("R197", "own.toml:2")]),
    "three at once": (
        block('text = "{a}{b}", tier = "产出"').replace('scope = "project"', 'scope = "project" ')
        + SECTION
        + "level = 3\n",
        [("R196", LINE), ("R194", LINE), ("R194", LINE), ("R196", "own.toml:11")],
    ),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_every_mistake_is_told_with_its_line(kind):
    text, expected = MISTAKES[kind]
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "code"), [("a = ", "R103"), ("\x00", "R103"), ("x = 1\n" * 300_000, "R103"), ("[" * 2000, "R103")]
)
def test_what_is_no_toml_is_refused_like_a_pack(text, code):
    with pytest.raises(SelfEvalError) as caught:
        parsed(text)
    assert caught.value.code == code


def test_a_near_name_is_offered():
    with pytest.raises(OutlineError) as caught:
        parsed(block('text = "{totl}"'))
    assert "probably total is meant" in caught.value.message.render()


def test_an_outline_that_is_not_there_names_those_that_are():
    with pytest.raises(SelfEvalError) as caught:
        load_outline("projekt", [ROOT / "scoring_rules"])
    assert caught.value.code == "R190"
    assert "project-transfer" in caught.value.hint.render()


def test_an_outline_of_ones_own_hides_that_of_the_program(tmp_path):
    (tmp_path / "outlines").mkdir()
    own = tmp_path / "outlines" / "project.toml"
    own.write_text((HEAD + SECTION).replace('"own"', '"project"'), encoding="utf-8")
    places = [tmp_path, ROOT / "scoring_rules"]
    assert load_outline("project", places).title == "提纲"
    assert [info.path.parent.parent for info in find_outlines(places) if info.hidden] == [ROOT / "scoring_rules"]
    assert load_outline(str(own), []).title == "提纲"


@pytest.mark.parametrize("scope", list(Scope))
def test_every_fact_has_a_text_whatever_is_known(scope):
    """Of the whole example, and of a department in which nothing is known."""
    names = "".join(f"{{{name}}}；" for name in FACTS[scope])
    text = HEAD.replace('"project"', f'"{scope.value}"').replace("{project}", "报告") + SECTION
    outline = parsed(text + f'block = [{{ text = "{names}" }}]\n')
    assert list(placeholders(names)) == list(FACTS[scope])
    empty = assessed(project(row("甲", "≥10"), budget={}))
    for one in ((filled(),), (empty,), (filled(), empty)):
        report = compose(outline, one)
        assert all(bound.text for bound in report.bound())


def test_headings_are_numbered_as_official_documents_have_it():
    text = HEAD + "".join(f'[[section]]\ntitle = "节"\nlevel = {level}\n' for level in (1, 2, 3, 3, 2, 3, 1, 2))
    pieces = compose(parsed(text), [filled()]).pieces
    heads = [piece.parts[0] for piece in pieces if isinstance(piece, Heading)]
    assert heads == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"] * 2
    assert sum(isinstance(piece, Title) for piece in pieces) == 2


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (103, "一百零三"),
     (110, "一百一十"), (999, "九百九十九"), (1000, "1000")],
)  # fmt: skip
def test_numbers_of_headings(number, words):
    assert in_words(number) == words


def test_a_department_with_a_form_of_its_own_reports_on_that():
    form = project(
        row("政策落实", "≥10", "8", reason="少两项"),
        title="部门整体",
        whole_department=True,
        goal_actual="基本完成",
        kept={"issues": "人员不足", "conclusion": "总体良好"},
    )
    outline = load_outline("department", [ROOT / "scoring_rules"])
    texts = {
        bound.key: bound.text for bound in compose(outline, [assessed(form, project(row("甲", "≥1", "1")))]).bound()
    }
    assert texts["department/issues"] == "人员不足"
    assert texts["department/conclusion"] == "总体良好"
    assert texts["department/goal_actual"] == "基本完成"
    assert texts["department/list/reasons"].startswith("“政策落实”：指标值≥10，实际完成值8，扣")
    assert "8" in {text for key, text in texts.items() if key.startswith("department/table/indicators/")}
    assert not [key for key in texts if key.startswith("project/部门整体")]
    alone = {bound.key for bound in compose(outline, [assessed(project(row("甲", "≥1", "1")))]).bound()}
    assert "department/list/reasons" not in alone
    assert not [key for key in alone if key.startswith("department/table/indicators")]
