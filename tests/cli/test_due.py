"""`selfeval due`, and outlines among what `rules check` looks at."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from selfeval.workspace.due_of_file import due_of_file
from tests.cli.conftest import TARGETS, Run

PACK = """schema = "selfeval.rules/1"
extends = "cn-sichuan-2025"
id = "mine"
version = "1"
title = "本县"
"""


def test_days_are_listed_with_their_source(run: Run) -> None:
    done = run("due", str(TARGETS), "--rules", "cn-sichuan-2025", "--approved", "2026-08-31")
    assert done.code == 0
    for day in ("2026-02-28", "2026-03-15", "2026-09-20"):
        assert day in done.out
    assert "川财绩〔2025〕5号 (not verified" in done.out
    answer = json.loads(run("due", str(TARGETS), "--rules", "cn-sichuan-2025", "--json").out)
    assert [one["day"] for one in answer["due"]] == ["2026-02-28", "2026-03-15", None]
    assert {one["verified"] for one in answer["due"]} == {False}


def test_the_days_left_count_from_the_clock_that_is_given() -> None:
    found = due_of_file(TARGETS, rules="cn-sichuan-2025", approved="2026年8月31日", day=date(2026, 3, 1))
    assert [one.left for one in found.list] == [-1, 14, 203]


def test_a_pack_without_days_says_so_and_a_wrong_day_is_refused(run: Run) -> None:
    assert "gives no day" in run("due", str(TARGETS), "--rules", "cn-mof-2020-10").out
    for approved in ("soon", "2026-02-30", "2025-12-31", "2024年1月1日"):
        done = run("due", str(TARGETS), "--rules", "cn-sichuan-2025", "--approved", approved)
        assert done.code == 2 and "is no day after the budget year" in done.err


def test_rules_check_looks_at_the_outlines_too(run: Run, folder: Path) -> None:
    outlines = folder / "scoring_rules" / "outlines"
    outlines.mkdir(parents=True)
    (folder / "scoring_rules" / "mine.toml").write_text(PACK, encoding="utf-8")
    (outlines / "own.toml").write_text(
        'schema = "selfeval.outline/1"\nid = "own"\ntitle = "报告"\nscope = "project"\nheading = "{project}"\n'
        '\n[[section]]\ntitle = "一"\ncolour = "red"\nblock = [{ text = "得{points}分" }]\n',
        encoding="utf-8",
    )
    done = run("rules", "check")
    assert done.code == 1
    assert "own.toml:9" in done.out and "colour" in done.out
    named = {one["pack"] for one in json.loads(run("rules", "check", "--json").out)}
    assert {"outlines/own", "outlines/project"} <= named
