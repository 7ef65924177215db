"""`selfeval next`: what it writes, prints and refuses."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import listing


@pytest.fixture
def scored(run, folder):
    assert run("score", "filled.xlsx", "--rules", "cn-hebei-leting-2025", "-o", "2025.xlsx").code in {0, 1}
    return folder / "2025.xlsx"


def test_the_targets_the_pack_and_the_list_are_written_and_named(run, folder, scored):
    done = run("next", scored, "--year", "2026", "-o", "t.xlsx", "--lang", "zh")
    assert done.code == 0, done.err
    assert (folder / "t.xlsx").is_file()
    assert (folder / "scoring_rules" / "cn-hebei-leting-2026.toml").is_file()
    for text in ("2026 年度目标工作簿：t.xlsx", "待定事项：", "无论完成多少都达标", "上年未达标", "规则一步沿用",
                 "selfeval rules check cn-hebei-leting-2026", "信访专项资金!F"):  # fmt: skip
        assert text in done.out
    assert run("rules", "check", "cn-hebei-leting-2026").code == 0


def test_json_says_the_same_and_the_new_workbook_is_checked_and_scored_by_the_new_pack(run, folder, scored):
    said = json.loads(run("next", scored, "--year", "2026", "-o", "t.xlsx", "--json").out)
    assert (said["schema"], said["from_year"], said["year"], said["complete"]) == ("selfeval.next/1", 2025, 2026, True)
    assert (said["rules"]["id"], said["rules"]["how"], said["rules"]["to_be_named"]) == (
        "cn-hebei-leting-2026", "made", False)  # fmt: skip
    assert said["problems"] == []
    kinds = {one["kind"] for one in said["decisions"]}
    assert kinds >= {"cannot_fail", "missed", "amounts", "plan", "old_year", "vague"}
    scored_again = json.loads(run("score", "t.xlsx", "-o", "s.xlsx", "--json").out)
    assert (scored_again["year"], scored_again["rules"]["id"]) == (2026, "cn-hebei-leting-2026")
    assert {row["weight_origin"] for one in scored_again["projects"] for row in one["indicators"]} == {"workbook"}
    told = json.loads(run("check", "t.xlsx", "--json").out)["files"][0]
    assert not [one for one in told["problems"] if one["code"].startswith(("F2", "W"))]
    assert [one for one in told["problems"] if one["code"] == "T130"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--year", "2025"), "F432"),
        (("--year", "2024"), "F432"),
        (("--year", "2026", "-o", "filled.xlsx"), "F301"),
        (("--year", "2026", "-o", "2025.xlsx", "--force"), "F306"),
        (("--year", "2026", "-o", "t.csv"), "F305"),
        (("--year", "2026", "--rules", "no-such-pack"), "R101"),
        (
            (
                "--year",
                "zwanzig",
            ),
            "",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(run, folder, scored, words, code):
    before = listing(folder)
    done = run("next", scored, *words)
    assert done.code == 2
    assert code in done.err
    assert listing(folder) == before


def test_an_evaluation_that_is_not_finished_is_carried_over_and_said_so(run, folder):
    done = run("next", "targets.xlsx", "--year", "2026", "-o", "t.xlsx")
    assert done.code == 0, done.err
    assert "not finished" in done.err
    assert run("next", "targets.xlsx", "--year", "2026", "-o", "t.xlsx").code == 2
    assert run("next", "targets.xlsx", "--year", "2026", "-o", "t.xlsx", "--force").code == 0
    said = json.loads(run("next", "targets.xlsx", "-o", "u.xlsx", "--json").out)
    assert (said["year"], said["complete"]) == (2026, False)
