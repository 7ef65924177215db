"""Next year's pack: loads, keeps its comments, opens what was decided, and never takes another's id."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.core.rules.succession import year_id
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.compare.diff import diff
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.next_year.new import new_pack
from selfeval.rulepacks.text.files import CASES
from tests.places import ROOT

RULES = ROOT / "scoring_rules"
BUNDLED = sorted(path.stem for path in RULES.glob("*.toml") if not path.name.endswith(CASES))
VARIANTS = Path(__file__).parent / "packs"


def written(made, folder):
    folder.mkdir(exist_ok=True)
    path = folder / f"{made.id}.toml"
    path.write_text(made.text, encoding="utf-8")
    (folder / f"{made.id}{CASES}").write_text(made.cases_text, encoding="utf-8")
    return path


@pytest.mark.parametrize("full", [False, True], ids=["overlay", "full"])
@pytest.mark.parametrize("name", BUNDLED)
def test_it_loads_passes_its_check_and_says_the_same(name, full, tmp_path):
    made = new_pack(name, 2027, full=full, folder=tmp_path / "scoring_rules")
    path = written(made, tmp_path / "scoring_rules")
    assert {problem.code for problem in check_file(str(path))} <= {"R150"}
    old, new = load_pack(name), load_pack(str(path))
    assert (new.first_year, new.last_year, new.version) == (2027, 2027, "1.0")
    allowed = {"id", "version", "title", "first_year"}
    assert {change.path for change in diff(old, new) if not change.path.startswith("readings")} <= allowed
    assert not any(reading.confirmed for reading in new.readings)
    assert len(new.readings) == len(old.readings)


@pytest.mark.parametrize("name", BUNDLED)
def test_a_full_copy_keeps_every_comment(name, tmp_path):
    made = new_pack(name, 2027, full=True, folder=tmp_path)
    source = (RULES / f"{name}.toml").read_text(encoding="utf-8")
    touched = ("years", "# 从")
    kept = [line for line in source.splitlines() if line.startswith("#") and not line.startswith(touched)]
    assert kept
    assert set(kept) <= set(made.text.splitlines())
    assert len(tomllib.loads(made.cases_text).get("case", ())) == len(
        tomllib.loads((RULES / f"{name}{CASES}").read_text(encoding="utf-8")).get("case", ())
    )


def test_an_overlay_states_only_itself(tmp_path):
    raw = tomllib.loads(new_pack("cn-mof-2020-10", 2026, folder=tmp_path).text)
    assert set(raw) == {"schema", "extends", "id", "version", "title", "years"}


@pytest.mark.parametrize(
    ("pack_id", "first", "last", "wanted"),
    [
        ("cn-hebei-leting-2025", 2025, 2025, "cn-hebei-leting-2026"),
        ("cn-mof-2020-10", 2020, None, "cn-mof-2020-10-2026"),
        ("unit-2025-final", 2025, 2025, "unit-2026-final"),
        ("unit-2025-final", 2020, None, "unit-2025-final-2026"),
        ("unit", None, None, "unit-2026"),
    ],
)
def test_the_id(pack_id, first, last, wanted):
    pack = replace(load_pack("cn-mof-2020-10"), id=pack_id, first_year=first, last_year=last)
    assert year_id(pack, 2026) == wanted


@pytest.mark.parametrize(
    ("wanted", "code"), [("cn-mof-2021-101", "R170"), ("Mein Paket", "R171"), ("../x", "R171"), ("", "R171")]
)
def test_an_id_that_cannot_be(wanted, code, tmp_path):
    with pytest.raises(SelfEvalError) as caught:
        new_pack("cn-mof-2020-10", 2026, new_id=wanted, folder=tmp_path)
    assert caught.value.code == code


def test_a_pack_without_years_and_with_dates_of_another_year(tmp_path):
    text = (RULES / "cn-mof-2020-10.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("years")]
    source = tmp_path / "mine.toml"
    source.write_text("\r\n".join(lines).replace('id = "cn-mof-2020-10"', 'id = "mine"').replace(
        'title = "是/否指标：', 'title = "2025年12月底前：'), encoding="utf-8", newline="")  # fmt: skip
    made = new_pack(str(source), 2026, full=True, folder=tmp_path)
    assert (made.id, made.pack.first_year, made.pack.last_year) == ("mine-2026", 2026, 2026)
    said = [item.render() for item in made.checklist]
    assert any("speaks of 2025" in item for item in said)
    assert any("execution: 10 points" in item for item in said)
    assert any(item.startswith("Grades: 优 90") for item in said)
    assert any("citation “quantity”" in item for item in said)
    assert not any("citation “weights”" in item for item in said)  # verified


READINGS = """
[[readings]]
names = ["*率"]
target = "≤100%"
reading = "≥100%"
cite = "plain"
confirmed = true
note = "办公会议定"
"""


@pytest.mark.parametrize("full", [False, True], ids=["overlay", "full"])
def test_decided_readings_are_open_again(full, tmp_path):
    text = (VARIANTS / "caps.toml").read_text(encoding="utf-8").replace('id = "caps"', 'id = "unit-2025"')
    cite = next(iter(load_pack(str(VARIANTS / "caps.toml")).citations))
    source = tmp_path / "unit-2025.toml"
    source.write_text(text + READINGS.replace('"plain"', f'"{cite}"'), encoding="utf-8")
    made = new_pack(str(source), 2026, full=full, folder=tmp_path)
    assert made.id == "unit-2026"
    (reading,) = made.pack.readings
    assert (reading.target, reading.reading, reading.note) == ("≤100%", "≥100%", "办公会议定")
    assert not reading.confirmed
    assert any("“≤100%”" in item.render() for item in made.checklist)
    assert any("Caps on the total" in item.render() for item in made.checklist)
