"""A small county in one batch: what was planted in it is found, and nothing else is called wrong."""

from __future__ import annotations

import os
import re

import pytest

from tests.campaigns import county
from tests.campaigns.county import Outcome
from tests.campaigns.running import campaign
from tests.tools.county.make import County

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed")


def test_a_small_county_is_gone_over_without_a_miss():
    said = campaign("county", "--count", "40")
    found = re.search(r"^(\d+) files, (\d+) forms, (\d+) faults planted, (\d+) found", said, re.MULTILINE)
    files, forms, planted, seen = map(int, found.groups())
    assert files >= 40 <= forms
    assert planted > 10
    assert seen == planted


def test_a_fault_that_nobody_names_and_an_alarm_about_nothing_are_seen(tmp_path):
    outcome = Outcome(planted=1)
    key = County(tmp_path, "x").key
    key.faults.append({"file": "a", "project": "p", "name": "n", "codes": ["S105"], "line": "甲", "also": []})
    rows = {("a", "p"): [{"code": "S105", "indicator": "产出/乙", "cell": "A1", "message_en": ""}],
            ("b", "q"): [{"code": "S105", "indicator": "产出/甲", "cell": "A1", "message_en": ""}]}  # fmt: skip
    county._faults(outcome, key, rows)
    assert (outcome.found, len(outcome.missed), len(outcome.false)) == (0, 1, 1)
    assert not outcome.holds
