"""`selfeval rules diff` and `rules new` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, listing


def test_diff_in_words(run: Run, folder: Path) -> None:
    done = run("rules", "diff", "cn-mof-2020-10", "cn-mof-2021-101")
    assert done.code == 0
    assert "pass gate: from “none” to “60%”" in done.out
    assert "source: 财预〔2020〕10号 (verified), now 财预〔2021〕101号 (not verified)" in done.out


def test_diff_of_a_pack_with_itself(run: Run, folder: Path) -> None:
    done = run("rules", "diff", "cn-mof-2020-10", "cn-mof-2020-10")
    assert done.code == 0
    assert "Both packs say the same." in done.out


def test_diff_as_json(run: Run, folder: Path) -> None:
    data = json.loads(run("rules", "diff", "cn-mof-2020-10", "cn-mof-2021-101", "--json").out)
    assert data["schema"] == "selfeval.rules-diff/1"
    assert data["old"]["id"] == "cn-mof-2020-10"
    gate = next(change for change in data["changes"] if change["path"] == "methods.quantity.gate")
    assert (gate["old_values"], gate["new_values"]) == ({"gate": "0"}, {"gate": "60"})
    assert gate["new_source"] == {"id": "methods", "source": "财预〔2021〕101号", "verified": False, "seen": None}


def test_new_is_written_checked_and_not_written_twice(run: Run, folder: Path) -> None:
    done = run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026")
    assert done.code == 0
    path = folder / "scoring_rules" / "cn-mof-2020-10-2026.toml"
    assert path.is_file()
    assert "Grades: 优 90" in done.out
    guide = folder / "scoring_rules" / "README.md"  # the pack points to it
    assert "README.md" in path.read_text(encoding="utf-8")
    assert "redistribute" in guide.read_text(encoding="utf-8")
    assert str(Path("scoring_rules") / "README.md") in done.out
    guide.write_text("我的说明", encoding="utf-8")
    assert run("rules", "check", "cn-mof-2020-10-2026").code == 0
    before = listing(folder)
    again = run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026", "--full")
    assert again.code == 2
    assert "R170" in again.err
    assert listing(folder) == before
    more = run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026", "--full", "--id", "mine-2026", "--json")
    data = json.loads(more.out)
    assert (data["id"], more.code) == ("mine-2026", 0)
    assert data["checklist"]
    assert run("rules", "check", "mine-2026").code == 0
    assert guide.read_text(encoding="utf-8") == "我的说明"  # never over a file


def test_a_long_chain_says_what_it_folds(run: Run, folder: Path) -> None:
    run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026", "--id", "mine-2026")
    for year in (2026, 2027):
        run("rules", "new", "--from", f"mine-{year}", "--year", str(year + 1))
    made = json.loads(run("rules", "new", "--from", "mine-2028", "--year", "2029", "--json").out)
    assert made["folded"] == ["mine-2026", "mine-2027", "mine-2028"]
    assert "mine-2026, mine-2027, mine-2028" in made["checklist"][0]
    assert run("rules", "check", "mine-2029").code == 0


def test_stray_cases_are_not_written_over(run: Run, folder: Path) -> None:
    (folder / "scoring_rules").mkdir()
    (folder / "scoring_rules" / "mine.cases.toml").write_text("kept", encoding="utf-8")
    before = listing(folder)
    done = run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026", "--id", "mine")
    assert done.code == 2
    assert listing(folder) == before


def test_scoring_rules_that_is_no_folder(run: Run, folder: Path) -> None:
    (folder / "scoring_rules").write_text("", encoding="utf-8")
    done = run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026")
    assert done.code == 2
    assert "F304" in done.err


def test_bad_arguments(run: Run, folder: Path) -> None:
    assert run("rules", "new", "--from", "cn-mof-2020-10", "--year", "26").code == 2
    assert run("rules", "new", "--from", "nothing", "--year", "2026").code == 2
    assert run("rules", "new", "--year", "2026").code == 2
    assert run("rules", "diff", "cn-mof-2020-10").code == 2


@pytest.mark.parametrize(
    ("base", "year", "force", "offer"),
    [
        ("cn-sichuan", 2026, "ended", "cn-sichuan-2025"),
        ("cn-sichuan", 2025, "ended", "cn-sichuan-2025"),
        ("cn-sichuan-2025", 2024, "not_begun", "cn-sichuan"),
    ],
)
def test_a_base_that_is_not_in_force_is_told_with_the_one_that_is(
    run: Run, folder: Path, base: str, year: int, force: str, offer: str
) -> None:
    done = run("rules", "new", "--from", base, "--year", str(year), "--id", "mine", "--json")
    assert done.code == 0
    (found,) = json.loads(done.out)["bases"]
    assert (found["pack"], found["force"], found["offer"], found["below"]) == (base, force, offer, None)
    assert found["message"] in done.err
    assert f"--from {offer}" in done.err
    rested = (folder / "scoring_rules" / "mine.toml").read_text(encoding="utf-8")
    assert f'extends = "{base}"' in rested  # what was asked for, and nothing else in silence


def test_a_pack_that_rests_on_one_that_has_ended_is_told(run: Run, folder: Path) -> None:
    run("rules", "new", "--from", "cn-sichuan", "--year", "2024", "--id", "mine-2024")
    done = run("rules", "new", "--from", "mine-2024", "--year", "2025", "--json")
    (found,) = json.loads(done.out)["bases"]
    assert (found["pack"], found["below"], found["offer"]) == ("cn-sichuan", "mine-2024", "cn-sichuan-2025")
    assert json.loads(run("rules", "new", "--from", "cn-mof-2020-10", "--year", "2026", "--json").out)["bases"] == []
