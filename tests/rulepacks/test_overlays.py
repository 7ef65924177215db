"""An overlay says anything that a base can: what no longer fits falls away, faults stand where one edits."""

import pytest

from selfeval.core.problems import Severity
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError

HEAD = 'schema = "selfeval.rules/1"\nid = "one"\nextends = "{base}"\nversion = "1"\ntitle = "one"\n'
CENTRAL, CAPS, FULL_AT_90 = "cn-mof-2021-101", "variant-caps-by-execution", "variant-full-at-90"
METHOD = '[[methods]]\nid = "{}"\ncite = "plain"\n'
EXECUTION = '[execution]\ncite = "plain"\n'


@pytest.fixture
def over(tmp_path):
    def over(base, body):
        path = tmp_path / "one.toml"
        path.write_text(HEAD.format(base=base) + body, encoding="utf-8")
        return str(path)

    return over


LAYOUT = '[[weights.layouts]]\ncite = "weights"\ntiers = { "产出" = 60, "效益" = 40 }\n'
CHANGES = [
    # base, what the overlay says, what falls away by itself
    (CENTRAL, METHOD.format("proportional") + 'curve = "ratio"\n', ["methods[1].gate"]),
    (CENTRAL, METHOD.format("proportional") + 'curve = "all_or_nothing"\n', ["methods[1].gate"]),
    (CENTRAL, METHOD.format("satisfaction") + 'curve = "ratio"\n', ["methods[2].intervals", "methods[2].on_actual"]),
    (CENTRAL, METHOD.format("satisfaction") + 'curve = "gate"\ngate = 60\n',
     ["methods[2].intervals", "methods[2].on_actual"]),
    (CENTRAL, METHOD.format("satisfaction") + 'curve = "gate"\ngate = 60\nintervals = []\non_actual = false\n', []),
    (CENTRAL, METHOD.format("proportional") + 'curve = "intervals"\nintervals = [{ at_least = 90, share = 100 }]\n',
     ["methods[1].gate"]),
    (CENTRAL, METHOD.format("satisfaction") + "remove = true\n".replace("cite", ""), None),
    (CENTRAL, EXECUTION + 'method = "proportional"\n', ["execution.intervals"]),
    (CENTRAL, EXECUTION + 'method = "deduct_per_point"\nfull_at = 90\n', ["execution.intervals"]),
    (CENTRAL, EXECUTION + 'method = "ramp"\nramp = { zero_below = 60, full_at = 95 }\n', ["execution.intervals"]),
    (CENTRAL, EXECUTION + 'method = "none"\n' + LAYOUT,
     ["execution.intervals", "execution.finished_full", "execution.weight"]),
    (CAPS, '[execution]\ncite = "caps"\ncaps = []\n', ["execution.caps_cite"]),
    (FULL_AT_90, '[execution]\ncite = "points"\nmethod = "proportional"\n', ["execution.full_at"]),
    (CENTRAL, METHOD.format("direct") + 'gate = 0\nreverse = "inverse"\nover = { deduction = "none" }\n', []),
    (CENTRAL, METHOD.format("proportional") + 'over = { remove = ["flag_from"] }\n', []),
    (CENTRAL, METHOD.format("proportional") + 'remove = ["over"]\n', []),
    (CENTRAL, "[weights.missing]\nremove = true\n", []),
    (CENTRAL, 'grades = []\nremove = ["grades_cite"]\n', []),
    (CENTRAL, 'years = { remove = ["from"], to = 2030 }\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("base", "body", "gone"), [change for change in CHANGES if change[2] is not None],
                         ids=lambda value: value[-60:] if isinstance(value, str) else "")  # fmt: skip
def test_what_no_longer_fits_falls_away_and_is_told(over, base, body, gone):
    path = over(base, body)
    pack = load_pack(path)
    assert [item.path for item in pack.fallen] == gone
    shown = [row.key.render() for row in describe(pack) if row.section.render() == "No longer in effect"]
    assert shown == gone
    assert [problem for problem in check_file(path) if problem.severity is Severity.ERROR] == []


def test_a_method_is_dropped(over):
    pack = load_pack(over(CENTRAL, '[[methods]]\nid = "satisfaction"\nremove = true\n'))
    assert "satisfaction" not in [rule.id for rule in pack.methods]


def test_single_keys_of_the_base_are_dropped(over):
    body = METHOD.format("proportional") + 'over = { remove = ["flag_from"] }\n[weights.missing]\nremove = true\n'
    pack = load_pack(over(CENTRAL, body))
    assert (pack.methods[0].over.flag_from, pack.methods[0].over.reason_from) == (None, 130)
    assert pack.weights.missing == {}
    assert load_pack(over(CENTRAL, 'years = { remove = ["from"] }\n')).first_year is None


FAULTS = [
    # base, overlay, code, line of the overlay (from 1), word
    (CENTRAL, EXECUTION + "weight = 20\n", "R120", 8, "110"),
    (CENTRAL, EXECUTION + 'method = "none"\n', "R120", 8, "90"),
    (CENTRAL, METHOD.format("proportional") + 'curve = "bands"\n', "R125", 9, "qualitative"),
    (CENTRAL, METHOD.format("proportional") + 'curve = "intervals"\n', "R122", 6, "needed"),
    (CENTRAL, '[[answers]]\nid = "partly"\nlower = 60\n', "R121", 8, "gap"),
    (CENTRAL, '[[answers]]\nid = "not_achieved"\nremove = true\n', "R121", 3, "not at 0"),
    (CENTRAL, METHOD.format("proportional") + "gate = 0.6\n", "R116", 9, "60"),
    (CENTRAL, METHOD.format("direct") + "gate = 60\n", "R125", 9, "no effect"),
    (CENTRAL, EXECUTION + "full_at = 90\n", "R125", 8, "no effect"),
    (CENTRAL, 'remove = ["grades_cite"]\n', "R124", 6, "citation"),
    (CENTRAL, 'remove = ["grade_cite"]\n', "R163", 6, "grade_cite"),
    (CENTRAL, METHOD.format("proportional") + "over = { remove = false }\n", "R112", 9, "single keys"),
]


@pytest.mark.parametrize(("base", "body", "code", "line", "word"), FAULTS, ids=lambda value: str(value)[-40:])
def test_a_fault_stands_where_one_edits(over, base, body, code, line, word):
    with pytest.raises(PackError) as caught:
        load_pack(over(base, body))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.where)) == (code, f"one.toml:{line}")
    assert word in problem.message.render()


def test_a_fault_of_the_base_itself_stands_there(over, tmp_path, text):
    (tmp_path / "caps.toml").write_text(text.replace('"产出" = 50', '"产出" = 40'), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(over("caps", ""))
    (problem,) = caught.value.problems
    assert str(problem.where).startswith("caps.toml:")


def test_only_sources_in_use_are_listed(over):
    body = '[citations.mine]\ndocument = "甲"\nverified = false\n[citations.spare]\ndocument = "乙"\nverified = false\n'
    body += METHOD.format("proportional").replace("plain", "mine") + "gate = 50\n"
    listed = [problem.message.render() for problem in check_file(over(CENTRAL, body)) if problem.code == "R150"]
    assert any("mine" in text for text in listed)
    assert not any("spare" in text for text in listed)
