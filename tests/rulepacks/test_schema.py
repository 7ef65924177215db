"""What a pack may get wrong: every mistake named with its line, its dotted path and what was probably meant."""

import json

import pytest

from selfeval.core.problems import Level, Severity
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.form.schema import json_schema
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError
from tests.places import ROOT

MISTAKES = [
    # what to replace, by what, code, path, word in the message
    ('method = "proportional"', 'methd = "proportional"', "R110", "execution.methd", "method"),
    ('method = "proportional"\n', "", "R111", "execution.method", "missing"),
    ("verified = false", "verifed = false", "R110", "citations.local.verifed", "verified"),
    ("rate_below = 80", "rate_belw = 80", "R110", "execution.caps[1].rate_belw", "rate_below"),
    ('id = "quantity"', 'id = "quantity"\nunits = ["%"]', "R110", "methods[1].units", "unknown"),
    ("weight = 10", 'weight = "10"', "R112", "execution.weight", "without quotes"),
    ("weight = 10", "weight = true", "R112", "execution.weight", "number"),
    ("weight = 10", "weight = nan", "R114", "execution.weight", "places"),
    ("weight = 10", "weight = inf", "R114", "execution.weight", "places"),
    ("weight = 10", "weight = 1e-99999999", "R114", "execution.weight", "places"),
    ("weight = 10", "weight = 1e99999999", "R114", "execution.weight", ""),
    ("weight = 10", "weight = -10", "R114", "execution.weight", "≥ 0"),
    ("weight = 10", "weight = 1979-01-01", "R112", "execution.weight", "number"),
    ('method = "proportional"', 'method = "proporional"', "R113", "execution.method", "proportional"),
    ('curve = "ratio"', 'curve = ["ratio"]', "R113", "methods[1].curve", "ratio"),
    ('kinds = ["date"]', 'kinds = "date"', "R112", "methods[2].applies.kinds", "brackets"),
    ('"产出" = 50', '"产岀" = 50', "R113", "weights.layouts[1].tiers.产岀", "产出"),
    ("verified = false", 'verified = "no"', "R112", "citations.local.verified", "true or false"),
    ('id = "quantity"', 'id = "数量"', "R115", "methods[1].id", "letters"),
    ('title = "按期"', 'title = ""', "R115", "methods[2].title", "empty"),
    ('title = "按期"', 'title = "  "', "R115", "methods[2].title", "empty"),
    ('title = "按期"', "title = 5", "R112", "methods[2].title", "quotes"),
    ('"产出" = 50', '"产出" = 51', "R120", "weights.layouts[1].tiers", "101"),
    ('"产出" = 50, "效益" = 30', '"产出" = 49.75, "效益" = 30.25', "R120", "weights.layouts[1].tiers", "multiples"),
    ("upper = 100", "upper = 99", "R121", "answers[1].upper", "100"),
    ("lower = 80", "lower = 85", "R121", "answers[2].upper", "gap"),
    ("lower = 80", "lower = 75", "R121", "answers[2].upper", "overlap"),
    ("lower = 0\n", "lower = 1\n", "R121", "answers[2].lower", "not at 0"),
    ("rate_below = 70", "rate_below = 80", "R122", "execution.caps[2]", "go down"),
    ("total = 79", "total = 90", "R122", "execution.caps[2]", "go down"),
    ('name = "中"\nat_least = 60', 'name = "中"\nat_least = 80', "R123", "grades[3].at_least", "strictly down"),
    ('name = "差"\nat_least = 0', 'name = "差"\nat_least = 1', "R123", "grades[4].at_least", "begin at 0"),
    ('name = "中"', 'name = "优"', "R126", "grades[3].name", "twice"),
    ('caps_cite = "local"', 'caps_cite = "locl"', "R124", "execution.caps_cite", "local"),
    ('caps_cite = "local"\n', "", "R124", "execution.caps_cite", "together"),
    ('grades_cite = "local"\n', "", "R124", "grades_cite", "no citation"),
    ('id = "deadline"', 'id = "quantity"', "R126", "methods[2].id", "twice"),
    ('curve = "ratio"', 'curve = "ratio"\ngate = 60', "R125", "methods[1].gate", "no effect"),
    ('curve = "ratio"', 'curve = "gate"', "R111", "methods[1].curve", "gate = 60"),
    ('curve = "ratio"', 'curve = "gate"\ngate = 0', "R114", "methods[1].gate", "between"),
    ('curve = "ratio"', 'curve = "intervals"', "R122", "methods[1].intervals", "needed"),
    ('version = "1"', 'version = "1"\nrounding = { mode = "up" }', "R113", "rounding.mode", "down"),
    ('cite = "local"\ntiers', 'cite = "local"\nfree = ["产出"]\ntiers', "R125", "weights.layouts[1].free", "two tiers"),
    ('cite = "local"\ntiers', 'cite = "local"\nfree = ["产出", "成本"]\ntiers', "R125",
     "weights.layouts[1].free", "成本"),
    ("[weights]\n", '[weights]\nby_goal = "listed"\n', "R111", "weights.by_goal", "share of each goal"),
    ("[weights]\n", '[weights]\nby_goal = "listed"\ngoal_shares = { "目标1" = 60, "目标2" = 30 }\n', "R120",
     "weights.goal_shares", "90"),
    ("[weights]\n", '[weights]\nby_goal = "listed"\ngoal_shares = { "目标1" = 60, "目标一" = 40 }\n', "R126",
     "weights.goal_shares.目标一", "same goal"),
    ("[weights]\n", '[weights]\nby_goal = "equal"\ngoal_shares = { "目标1" = 60, "目标2" = 40 }\n', "R125",
     "weights.goal_shares", "no effect"),
    ("[weights]\n", '[weights]\ngoal_shares = { "目标1" = 100 }\n', "R125", "weights.goal_shares", "no effect"),
    ("[weights]\n", '[weights]\nby_goal = "each"\n', "R113", "weights.by_goal", "equal"),
    ('curve = "ratio"', 'curve = "intervals"\nintervals = [{ at_least = 90 }]', "R111",
     "methods[1].intervals[1]", "points"),
    ('curve = "ratio"',
     'curve = "intervals"\nintervals = [{ at_least = 90, points = 9 }, { at_least = 80, share = 8 }]',
     "R125", "methods[1].intervals[2].share", "not both"),
    ('curve = "ratio"',
     'curve = "intervals"\nintervals = [{ at_least = 90, points = 9 }, { at_least = 80, points = 9 }]',
     "R122", "methods[1].intervals[2]", "strictly down"),
    ('curve = "ratio"', 'curve = "ramp"', "R111", "methods[1]", "zero_below"),
    ('curve = "ratio"', 'curve = "ramp"\nramp = { zero_below = 95, full_at = 95 }', "R114", "methods[1].ramp", "below"),
    ('curve = "ratio"', 'curve = "ramp"\nramp = { full_at = 101 }', "R114", "methods[1].ramp", "at most 100"),
    ('curve = "ratio"', 'curve = "ratio"\nramp = { zero_below = 70 }', "R125", "methods[1].ramp", "no effect"),
    ('curve = "ratio"', 'curve = "ramp"\nramp = { zero = 70 }', "R110", "methods[1].ramp.zero", "zero_below"),
    ('method = "proportional"', 'method = "ramp"', "R111", "execution", "zero_below"),
    ("weight = 10", "weight = 10\nramp = { zero_below = 70 }", "R125", "execution.ramp", "no effect"),
    ('curve = "deadline"', 'curve = "yes_no"', "R125", "methods[2].applies.kinds", "boolean"),
    ('curve = "ratio"', 'curve = "ratio"\nover = { flag_from = 90 }', "R114", "methods[1].over.flag_from", "above"),
    ('curve = "ratio"', 'curve = "ratio"\nover = { deduct_from = 130 }', "R125", "methods[1].over.deduction", "go"),
    ('curve = "ratio"', 'curve = "ratio"\nover = { points = 2 }', "R125", "methods[1].over.points", "only"),
    ("weight = 10", "weight = 0", "R125", "execution.weight", "weight 0"),
    ('weight = 10\nmethod = "proportional"', 'weight = 0\nmethod = "none"', "R125", "execution.caps", "no effect"),
    ("weight = 10", "weight = 10\nfull_at = 90", "R125", "execution.full_at", "no effect"),
    ("weight = 10", "weight = 10\nintervals = [{ at_least = 80, share = 70 }]", "R122", "execution.intervals", "only"),
    ('label = "未达成年度指标"', 'label = "达成年度指标"', "R126", "answers[2].label", "twice"),
    ('version = "1"', 'version = "1"\nyears = { from = 2026, to = 2025 }', "R128", "years", "after"),
    ('version = "1"', 'version = "1"\nyears = { from = 2025.0 }', "R112", "years.from", "whole"),
    ('version = "1"', 'version = "1"\nmoney_unit = "亿元"', "R113", "money_unit", "万元"),
    ('version = "1"', 'version = "1"\nseverities = { T101 = "bad" }', "R113", "severities.T101", "error"),
    ('version = "1"', 'version = "1"\nseverities = { t101 = "error" }', "R115", "severities.t101", "T101"),
    ("[weights]\n", '[weights]\nmissing = { "成本" = "成本" }\n', "R125", "weights.missing.成本", "heir"),
    ("[weights]\n", "[weights]\nstep = 0\n", "R114", "weights.step", "> 0"),
    ("caps = [\n", "intervals = [{ at_least = 80, share = 50 }, { at_least = 80, share = 70 }]\ncaps = [\n",
     "R122", "execution.intervals[2]", "strictly down"),
]  # fmt: skip


def problems_of(path):
    with pytest.raises(PackError) as caught:
        load_pack(str(path))
    assert caught.value.code == "R100"
    return caught.value.problems


@pytest.mark.parametrize(("old", "new", "code", "path", "word"), MISTAKES, ids=lambda value: str(value)[:24])
def test_mistake(text, write, old, new, code, path, word):
    assert old in text
    damaged = text.replace(old, new, 1)
    found = [
        problem
        for problem in problems_of(write(damaged))
        if problem.code == code and problem.message.render().startswith(f"{path}: ")
    ]
    assert found, [(problem.code, problem.message.render()) for problem in problems_of(write(damaged))]
    assert any(word in problem.message.render() for problem in found)


DEDUCTION = '\n[[deductions]]\nid = "a"\ntitle = "缺项"\ncite = "local"\nper_item = 2\n'


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("per_item = 2\n", "", "R111", "deductions[1]"),
        ("per_item = 2", "per_item = 2\npercent = 30", "R111", "deductions[1]"),
        ("per_item = 2", "percent = 0", "R114", "deductions[1].percent"),
        ("per_item = 2", 'per_item = 2\ntaken_from = "weight"', "R125", "deductions[1].taken_from"),
        ("per_item = 2", 'percent = 30\ntaken_from = "total"', "R113", "deductions[1].taken_from"),
        ('"缺项"', '"缺项2"', "R115", "deductions[1].title"),
        ('"缺项"', '"缺项：少"', "R115", "deductions[1].title"),
        ('cite = "local"', 'cite = "locl"', "R124", "deductions[1].cite"),
        (DEDUCTION, DEDUCTION * 2, "R126", "deductions[2].id"),
        ("per_item = 2", "per_item = 2\npoints = 1", "R111", "deductions[1]"),
        ("per_item = 2", "points = 0", "R114", "deductions[1].points"),
        ("per_item = 2", 'points = 1\nneeds = "rows"', "R113", "deductions[1].needs"),
        ("per_item = 2", 'points = 1\ntier1 = ["产岀"]', "R113", "deductions[1].tier1[1]"),
        ("per_item = 2", 'points = 1\ncodes = ["A999"]', "R115", "deductions[1].codes"),
    ],
)
def test_a_deduction_says_once_what_it_costs(text, write, old, new, code, path):
    found = [(one.code, one.message.render()) for one in problems_of(write(text + DEDUCTION.replace(old, new)))]
    assert any(which == code and said.startswith(f"{path}: ") for which, said in found), found


REVIEW = 'review_cite = "local"\nreview = [{ lower_by = 1, percent = 90 }, { lower_by = 2, percent = 80 }]\n'


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("percent = 80", "percent = 95", "R122", "review[2]"),
        ("lower_by = 2", "lower_by = 1", "R122", "review[2]"),
        ("percent = 90", "percent = 100", "R114", "review[1].percent"),
        ("percent = 90", "percent = 0.9", "R116", "review[1].percent"),
        ("lower_by = 1", "lower_by = 0", "R114", "review[1].lower_by"),
        ('review_cite = "local"\n', "", "R124", "review_cite"),
    ],
)
def test_a_reviewers_discount_falls_grade_by_grade(text, write, old, new, code, path):
    damaged = text.replace("grades_cite", REVIEW.replace(old, new) + "grades_cite", 1)
    found = [(one.code, one.message.render()) for one in problems_of(write(damaged))]
    assert any(which == code and said.startswith(f"{path}: ") for which, said in found), found


QUALITY = """
[recheck]
form_total = 30

[[form_quality]]
id = "upload"
title = "上传"
points = 20
cite = "local"

[[form_quality]]
id = "grounds"
title = "依据"
points = 10
cite = "local"
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("form_total = 30", "form_total = 100", "R120", "recheck.form_total"),
        ("points = 10", "points = 20", "R120", "recheck.form_total"),
        ("form_total = 30\n", "", "R111", "form_quality"),
        (QUALITY[QUALITY.index("[[") :], "", "R125", "recheck.form_total"),
        ('id = "grounds"', 'id = "upload"', "R126", "form_quality[2].id"),
        ("points = 10", "points = 0.1", "R116", "form_quality[2].points"),
        ("form_total = 30", 'form_total = 30\ndiscount_of = "both"', "R113", "recheck.discount_of"),
    ],
)
def test_the_items_of_form_quality_make_the_total_that_is_stated(text, write, old, new, code, path):
    assert load_pack(str(write(text + QUALITY))).recheck.form_total == 30
    found = [(one.code, one.message.render()) for one in problems_of(write(text + QUALITY.replace(old, new)))]
    assert any(which == code and said.startswith(f"{path}: ") for which, said in found), found


def test_all_mistakes_at_once_each_with_its_line(text, write):
    damaged = text.replace('"产出" = 50', '"产出" = 40').replace('curve = "bands"', 'curve = "band"')
    damaged = damaged.replace("lower = 80", "lower = 70").replace("[rounding]", "[roundng]")
    damaged += '\n[roundng]\nplaces = "2"\n'
    lines = damaged.splitlines()
    found = {}
    for problem in problems_of(write(damaged)):
        file, line = str(problem.where).rsplit(":", 1)
        assert file == "caps.toml"
        found[problem.code] = lines[int(line) - 1]
    assert "产出" in found["R120"]
    assert found["R113"] == 'curve = "band"'
    assert found["R121"] == "upper = 80"
    assert found["R110"] == "[roundng]"


def test_the_problems_come_in_the_order_of_the_file(text, write):
    damaged = (
        text.replace("lower = 0", "lower = 2")
        .replace('version = "1"', "version = 1")
        .replace("weight = 10", "weight = 11")
    )
    lines = [int(str(problem.where).rsplit(":", 1)[1]) for problem in problems_of(write(damaged))]
    assert lines == sorted(lines)
    assert len(set(lines)) >= 3


def test_the_input_is_kept(text, write):
    (problem,) = problems_of(write(text.replace('method = "proportional"', 'method = "proporional"')))
    assert problem.input == "proporional"


def test_an_empty_file_with_a_schema_lists_every_missing_key(write):
    problems = problems_of(write('schema = "selfeval.rules/1"\n'))
    missing = {problem.message.render().split(":")[0] for problem in problems if problem.code == "R111"}
    assert missing == {"id", "version", "title", "citations", "weights", "execution", "methods"}


@pytest.mark.parametrize("block", ["weights = 5", "methods = 5", "citations = 5", "answers = {}", "grades = true"])
def test_blocks_of_the_wrong_shape_never_crash(write, block):
    assert problems_of(write(f'schema = "selfeval.rules/1"\n{block}\n'))


def test_json_schema_is_closed_and_described():
    schema = json_schema()
    assert json.loads(json.dumps(schema, ensure_ascii=False)) == schema
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["schema", "id", "version", "title"]
    assert schema["if"] == {"not": {"required": ["extends"]}}
    assert set(schema["then"]["required"]) == {
        "schema",
        "id",
        "version",
        "title",
        "citations",
        "weights",
        "execution",
        "methods",
    }
    for block in schema["$defs"].values():
        if block["type"] == "object":
            assert block["additionalProperties"] is False
            assert all("description" in key for key in block["properties"].values())
    weight = schema["$defs"]["ExecutionBlock"]["properties"]["weight"]
    assert (weight["type"], weight["minimum"], weight["maximum"]) == ("number", 0, 100)


@pytest.mark.parametrize("word", ["note", "info"])
def test_a_note_has_one_name_and_packs_that_write_the_older_word_are_read(word, tmp_path):
    path = tmp_path / "mine.toml"
    text = (ROOT / "scoring_rules" / "cn-mof-2020-10.toml").read_text(encoding="utf-8")
    text = text.replace('id = "cn-mof-2020-10"', 'id = "mine"') + f'\nT112 = "{word}"\n'
    path.write_text(text, encoding="utf-8")
    pack = load_pack(str(path))
    assert pack.severities["T112"] is Level.NOTE
    assert pack.severities["T112"].severity is Severity.INFO
    assert [row.value.render() for row in describe(pack) if row.path == "severities.T112"] == ["note"]
