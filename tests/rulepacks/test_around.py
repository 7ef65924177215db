"""What packs say of texts around the table, surveys and deadlines: what cannot be meant is refused, all else taken."""

import pytest

from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError

HEAD = """schema = "selfeval.rules/1"
id = "own"
extends = "cn-mof-2020-10"
version = "1"
title = "自定"
"""
LENGTHS = 'lengths_cite = "weights"\n'
DUE = '[[deadlines]]\nwhat = "单位自评表"\ndeed = "hand_in"\nwho = "单位"\ncite = "weights"\n'

BAD = [
    (f"{LENGTHS}[lengths]\nreason = 100\n[lengths_least]\nreason = 200", "R138"),
    (f"{LENGTHS}[lengths]\nconclusion = 9\n[lengths_least]\nconclusion = 10", "R138"),
    ("[lengths_least]\nreason = 20", "R124"),
    ("survey_least = 30", "R124"),
    ('survey_cite = "weights"', "R124"),
    (f"{DUE}month = 2", "R139"),
    (f"{DUE}day = 15", "R139"),
    (DUE, "R139"),
    (f"{DUE}month = 3\nday = 15\ndays_after_approval = 20", "R139"),
    (f"{DUE}month = 3\ndays_after_approval = 20", "R139"),
]  # fmt: skip
GOOD = [
    f"{LENGTHS}[lengths]\nreason = 200\n[lengths_least]\nreason = 200",
    f"{LENGTHS}[lengths_least]\nconclusion = 50",
    'survey_least = 30\nsurvey_cite = "weights"',
    f"{DUE}month = 2\nday = 28",
    f"{DUE}days_after_approval = 20",
]  # fmt: skip


def written(folder, lines):
    path = folder / "own.toml"
    path.write_text(f"{HEAD}{lines}\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("lines", "code"), BAD)
def test_what_cannot_be_meant_is_refused(tmp_path, lines, code):
    with pytest.raises(PackError) as caught:
        load_pack(written(tmp_path, lines))
    assert code in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("lines", GOOD)
def test_what_can_be_meant_is_taken(tmp_path, lines):
    assert load_pack(written(tmp_path, lines)).id == "own"
