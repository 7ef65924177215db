"""Ten years of `rules new`, one from the other: each says what the years before decided, each value with its source."""

import shutil
from itertools import pairwise

import pytest

from selfeval.core.problems import SelfEvalError, Severity
from selfeval.core.rules.layers import Seen
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.check.trust import load_tested
from selfeval.rulepacks.compare.diff import diff
from selfeval.rulepacks.layers.folding import MOST_LAYERS
from selfeval.rulepacks.layers.layering import MAX_LAYERS
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.next_year.new import new_pack
from selfeval.rulepacks.text.files import CASES
from tests.places import ROOT

RULES = ROOT / "scoring_rules"
YEARS = range(2026, 2036)
MOF, CENTRAL = "cn-mof-2020-10", "cn-mof-2021-101"
EDITS = {
    2026: """
[citations.c26]
document = "某县财预〔2026〕1号"
seen = "original"

[execution]
weight = 20
cite = "c26"

[[weights.layouts]]
cite = "c26"
tiers = { "产出" = 45, "效益" = 25, "满意度" = 10 }
""",
    2028: """
[citations.c28]
document = "某县财预〔2028〕7号"
seen = "quoted"

[execution]
zero_budget = "not_applicable"
cite = "c28"

[[methods]]
id = "quantity"
reverse = "linear"
cite = "c28"

[[answers]]
id = "partly"
synonyms = ["差不多"]
""",
    2031: """
[citations.c31]
document = "某县财预〔2031〕3号"
verified = true

[[methods]]
id = "deadline"
remove = true

[[methods]]
id = "on-time"
title = "按期完成"
curve = "deadline"
cite = "c31"
applies = { kinds = ["date"] }

[[methods]]
id = "quantity"
over = { reason_from = 120, flag_from = 120, cite = "c31" }

[severities]
T112 = "note"
""",
}
CASES_2026 = """
[[project]]
title = "执行率 80%：80% × 20"
budget = { adjusted = "100", executed = "80" }
execution = 16
"""
CASES_2031 = """
[[case]]
title = "2031 年起按期完成用 on-time"
target = "2025年6月底前"
actual = "2025-06-30"
score = 10
method = "on-time"
"""


def written(made, folder, pack="", cases=""):
    folder.mkdir(exist_ok=True)
    (folder / f"{made.id}.toml").write_text(made.text + pack, encoding="utf-8")
    (folder / f"{made.id}{CASES}").write_text(made.cases_text + cases, encoding="utf-8")


@pytest.fixture(scope="module")
def decade(tmp_path_factory):
    """Ten packs, each made from the one before, with changes in three of the years; by year, with what was folded."""
    folder = tmp_path_factory.mktemp("ten") / "scoring_rules"
    last, found = "cn-mof-2020-10", {}
    for year in YEARS:
        name = "my-county-2026" if year == 2026 else None
        made = new_pack(last, year, new_id=name, folder=folder, folders=[folder, RULES])
        cases = {2026: CASES_2026, 2031: CASES_2031}.get(year, "")
        written(made, folder, EDITS.get(year, ""), cases)
        found[year] = (load_tested(made.id, folders=[folder, RULES]), made.folded)
        last = made.id
    return folder, found


def sources(pack):
    """Document of each single value that several layers could say."""
    places = {
        "execution.weight": pack.execution.citation,
        "execution.zero_budget": pack.execution.citation,
        "execution.denominator": pack.execution.citation,
        "weights.layouts[1]": pack.weights.layouts[0].citation,
    }
    places |= {
        f"methods[{number}].{key}": rule.citation
        for number, rule in enumerate(pack.methods, start=1)
        for key in ("reverse", "curve", "over")
    }
    found = {path: pack.source_of(path, block) for path, block in places.items()}
    return {path: citation.text if citation else "" for path, citation in found.items()}


def test_every_year_loads_with_its_cases_and_few_layers(decade):
    folder, found = decade
    for year, (pack, _) in found.items():
        assert (pack.first_year, pack.last_year) == (year, year)
        assert pack.id == f"my-county-{year}"
        assert f"{year}年" in pack.title
        assert len(pack.layers) <= MOST_LAYERS < MAX_LAYERS
        problems = check_file(str(folder / f"{pack.id}.toml"), folders=[folder, RULES])
        assert {problem.code for problem in problems if problem.severity is not Severity.INFO} <= {"R151"}


def test_it_is_folded_when_it_grows_and_says_which(decade):
    _, found = decade
    assert [year for year, (_, folded) in found.items() if folded] == [2029, 2032, 2035]
    assert found[2029][1] == ("my-county-2026", "my-county-2027", "my-county-2028")
    assert [layer.id for layer in found[2029][0].layers] == ["cn-mof-2020-10", "my-county-2029"]


def test_no_rule_is_lost_or_won_on_the_way(decade):
    _, found = decade
    head = {"id", "title", "first_year", "last_year"}
    for (year, (old, _)), (following, (new, _)) in pairwise(found.items()):
        paths = {change.path for change in diff(old, new)} - head
        rules = {path for path in paths if not path.endswith("citation") and not path.startswith("citations")}
        assert bool(rules) == (following in EDITS), (year, following, rules)


def test_each_value_keeps_its_source(decade):
    """A block whose values came from two documents names both after it was folded; all others name their own."""
    _, found = decade
    for (_, (old, _)), (following, (new, folded)) in pairwise(found.items()):
        if following in EDITS:
            continue
        for path, text in sources(old).items():
            assert text in sources(new)[path], (following, path)
            if not folded or path != "execution.weight":
                assert sources(new)[path].count("〔") <= max(text.count("〔"), 2)
    last = found[2035][0]
    assert sources(last)["execution.weight"] == "某县财预〔2026〕1号；某县财预〔2028〕7号"
    assert sources(last)["execution.denominator"] == "财预〔2020〕10号"
    assert sources(last)["weights.layouts[1]"] == "某县财预〔2026〕1号"
    joint = next(item for item in last.citations.values() if "；" in item.document)
    assert (joint.verified, joint.seen) == (False, Seen.QUOTED)  # the least of both
    assert "分值：某县财预〔2026〕1号" in joint.note


def test_worked_cases_travel_along(decade):
    folder, _ = decade
    text = (folder / f"my-county-2035{CASES}").read_text(encoding="utf-8")
    assert "执行率 80%：80% × 20" in text
    assert "on-time" in text
    assert text.startswith("# my-county-2035 的算例")


def test_the_folded_years_are_needed_no_longer(decade, tmp_path):
    folder, found = decade
    alone = tmp_path / "scoring_rules"
    alone.mkdir()
    for name in ("my-county-2035.toml", f"my-county-2035{CASES}"):
        shutil.copy(folder / name, alone / name)
    assert load_tested("my-county-2035", folders=[alone, RULES]).sha256 == found[2035][0].sha256


def test_an_entry_taken_away_and_stated_anew_is_folded_with_what_went(tmp_path):
    folder, last = tmp_path / "scoring_rules", "cn-mof-2020-10"
    gone = '\n[[methods]]\nid = "quantity"\nremove = true\n'
    anew = (
        '\n[[methods]]\nid = "quantity"\ntitle = "比例"\ncurve = "ratio"\ncite = "quantity"\n'
        'applies = { kinds = ["quantity", "range"] }\n'
    )
    other = '\n[[methods]]\nid = "other"\nremove = true\n'
    for year, edit in ((2026, gone), (2027, other + anew), *((year, "") for year in range(2028, 2034))):
        made = new_pack(last, year, new_id=f"odd-{year}", folder=folder, folders=[folder, RULES])
        text = made.text + edit
        if edit == gone:  # without a method for quantities it would not load
            text += anew.replace('"quantity"\ntitle', '"other"\ntitle')
        folder.mkdir(exist_ok=True)
        (folder / f"{made.id}.toml").write_text(text, encoding="utf-8")
        last = made.id
    pack = load_pack("odd-2033", folders=[folder, RULES])
    assert next(rule for rule in pack.methods if rule.id == "quantity").over.flag_from is None
    assert len(pack.layers) <= MOST_LAYERS


@pytest.mark.parametrize(
    ("edit", "gone", "base"),
    [
        ('\n[[methods]]\nid = "quantity"\nremove = ["over"]\n', ("methods", "over"), MOF),
        ('\n[[methods]]\nid = "quantity"\nremove = ["over", "reverse"]\n', ("methods", "reverse"), MOF),
        ('\n[[methods]]\nid = "quantity"\nover = { remove = ["flag_from"] }\n', ("methods", "flag_from"), MOF),
        ("\n[weights.missing]\nremove = true\n", ("weights", "missing"), CENTRAL),
        ('\n[weights]\nremove = ["missing"]\n', ("weights", "missing"), CENTRAL),
        ('\n[execution]\nremove = ["denominator"]\n', ("execution", "denominator"), MOF),
        ("\n[rounding]\nremove = true\n", ("rounding", "places"), MOF),
        ('\n[department]\nremove = ["total"]\n', ("department", "total"), MOF),
        ('\n[[answers]]\nid = "partly"\nremove = ["synonyms"]\n', ("answers", "synonyms"), MOF),
    ],
)
def test_what_one_year_took_away_stays_away_for_ten(tmp_path, edit, gone, base):
    folder, last = tmp_path / "scoring_rules", base
    assert any(gone[1] in path for path in load_pack(last).stated)
    for year in YEARS:
        made = new_pack(last, year, new_id=f"less-{year}", folder=folder, folders=[folder, RULES])
        folder.mkdir(exist_ok=True)
        (folder / f"{made.id}.toml").write_text(made.text + (edit if year == 2026 else ""), encoding="utf-8")
        last = made.id
    first, last_one = (load_pack(f"less-{year}", folders=[folder, RULES]) for year in (2026, 2035))
    head = {"id", "title", "first_year", "last_year"}
    assert {change.path for change in diff(first, last_one)} <= head
    assert len(last_one.layers) <= MOST_LAYERS


def test_a_case_on_a_reading_that_is_open_again_is_left_out_and_named(tmp_path):
    folder = tmp_path / "scoring_rules"
    made = new_pack("cn-mof-2020-10", 2025, new_id="unit-2025", folder=folder, folders=[folder, RULES])
    reading = '\n[[readings]]\nnames = ["*率"]\ntarget = "≤100%"\nreading = "≥100%"\nconfirmed = true\ncite = "plain"\n'
    case = '\n[[case]]\ntitle = "结案率 80%"\nname = "结案率"\ntarget = "≤100%"\nactual = "80%"\nscore = 8\n'
    written(made, folder, reading, case)
    load_tested("unit-2025", folders=[folder, RULES])
    following = new_pack("unit-2025", 2026, folder=folder, folders=[folder, RULES])
    written(following, folder)
    load_tested("unit-2026", folders=[folder, RULES])
    assert any("“结案率 80%” was left out" in item.render() for item in following.checklist)


def test_a_base_in_another_folder_is_told(tmp_path):
    elsewhere = tmp_path / "else"
    made = new_pack("cn-mof-2020-10", 2026, new_id="mine-2026", folder=elsewhere, folders=[RULES])
    written(made, elsewhere)
    with pytest.raises(SelfEvalError) as caught:
        new_pack(str(elsewhere / "mine-2026.toml"), 2027, folder=tmp_path / "scoring_rules", folders=[RULES])
    assert caught.value.code == "R160"
    assert "--full" in caught.value.hint.render()
