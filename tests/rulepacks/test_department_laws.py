"""What a layout of the department's own form can get wrong, each with its code, its place and the sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError
from tests.places import ROOT

BUNDLED = ROOT / "scoring_rules"
HEAD = """
schema = "selfeval.rules/1"
id = "own"
extends = "cn-mof-2020-10"
version = "1"
title = "本县"
department_rows_cite = "own"

[citations.own]
document = "某文"
seen = "practice"
"""
STANDARD = '[[department_rows]]\ntier1 = "甲"\nname = "{name}"\nkind = "standard"\nstandard = "缺一项扣 1 分"\n{more}\n'
COMPUTED = (
    '[[department_rows]]\ntier1 = "甲"\nname = "率"\nkind = "computed"\npoints = 40\n'
    'target = "≥95%"\nformula = "{formula}"\n'
)
AMOUNT = '[[department_amounts]]\nname = "{name}"\n'
TAKEN = AMOUNT.format(name="甲数") + AMOUNT.format(name="乙数") + 'unit = "{unit}"\nsource = "{source}"\n'
DUTIES = '[[department_rows]]\ntier1 = "丙"\nname = "{name}"\nkind = "duties"\npoints = 30\n'
ROW = STANDARD.format(name="制度", more="points = 60")
RATE = COMPUTED.format(formula="甲数 ÷ 乙数")
AMOUNTS = AMOUNT.format(name="甲数") + AMOUNT.format(name="乙数")


def loaded(tmp_path: Path, text: str):
    (tmp_path / "own.toml").write_text(HEAD + text, encoding="utf-8")
    return load_pack("own", folders=[tmp_path, BUNDLED])


def problems(tmp_path: Path, text: str) -> set[tuple[str, str]]:
    try:
        loaded(tmp_path, text)
    except PackError as error:
        return {(problem.code, ".".join(map(str, problem.path))) for problem in error.problems}
    return set()


def test_a_sound_layout_is_a_pack(tmp_path):
    pack = loaded(tmp_path, ROW + RATE + AMOUNTS)
    assert [row.name for row in pack.department_rows] == ["制度", "率"]
    assert [amount.name for amount in pack.department_amounts] == ["甲数", "乙数"]


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        (STANDARD.format(name="制度", more="points = 61") + RATE + AMOUNTS, "R120", "department_rows"),
        (ROW + RATE + STANDARD.format(name="余", more="coefficient = 2") + AMOUNTS, "R120", "department_rows"),
        (
            STANDARD.format(name="制度", more="points = 60\ncoefficient = 1") + RATE + AMOUNTS,
            "R111",
            "department_rows.0",
        ),
        (STANDARD.format(name="制度", more="") + RATE + AMOUNTS, "R111", "department_rows.0"),
        (STANDARD.format(name="率", more="points = 60") + RATE + AMOUNTS, "R126", "department_rows.1.name"),
        (ROW + RATE + AMOUNTS + AMOUNT.format(name="甲数"), "R126", "department_amounts.2.name"),
        (ROW + RATE + AMOUNT.format(name="甲数"), "R115", "department_rows.1.formula"),
        (ROW + RATE + AMOUNTS + AMOUNT.format(name="丙数"), "R125", "department_amounts.2.name"),
        (ROW + RATE + AMOUNTS + AMOUNT.format(name="丙 数"), "R115", "department_amounts.2.name"),
        (ROW + COMPUTED.format(formula="甲数 ÷ (乙数") + AMOUNTS, "R115", "department_rows.1.formula"),
        (ROW + COMPUTED.format(formula="1 + 1") + AMOUNTS, "R115", "department_rows.1.formula"),
        (ROW + RATE.replace('target = "≥95%"\n', "") + AMOUNTS, "R111", "department_rows.1.target"),
        (ROW + RATE.replace('formula = "甲数 ÷ 乙数"\n', "") + AMOUNTS, "R111", "department_rows.1.formula"),
        (ROW.replace('standard = "缺一项扣 1 分"\n', "") + RATE + AMOUNTS, "R111", "department_rows.0.standard"),
        (
            ROW.replace("points = 60", 'points = 60\nformula = "甲数"') + RATE + AMOUNTS,
            "R125",
            "department_rows.0.formula",
        ),
        (AMOUNTS, "R125", "department_amounts"),
        (ROW + RATE + TAKEN.format(unit="元", source="project_totals"), "R115", "department_amounts.1.unit"),
        (ROW + RATE + TAKEN.format(unit="人", source="executed"), "R115", "department_amounts.1.unit"),
        (ROW + RATE + TAKEN.format(unit="", source="adjusted"), "R115", "department_amounts.1.unit"),
        (ROW + RATE + TAKEN.format(unit="元/人", source="initial"), "R115", "department_amounts.1.unit"),
        (ROW.replace("制度", "甲数") + RATE + AMOUNTS, "R126", "department_amounts.0.name"),
        (ROW.replace("制度", "乙 数（3分）") + RATE + AMOUNTS, "R126", "department_amounts.1.name"),
        (
            RATE + DUTIES.format(name="履职一") + DUTIES.format(name="履职二") + AMOUNTS,
            "R126",
            "department_rows.2.kind",
        ),
        (ROW.replace('kind = "standard"', 'kind = "stated"') + RATE + AMOUNTS, "R113", "department_rows.0.kind"),
    ],
)
def test_a_mistake_is_named_where_it_stands(text, code, path, tmp_path):
    assert (code, path) in problems(tmp_path, text)


@pytest.mark.parametrize(
    ("unit", "source"),
    [("万元", "executed"), ("元", "initial"), ("亿元", "adjusted"), ("分", "project_totals"), ("", "project_totals"),
     ("元", "entered"), ("人", "entered"), ("", "entered")],
)  # fmt: skip
def test_an_amount_has_a_unit_that_its_source_can_have(unit, source, tmp_path):
    loaded(tmp_path, ROW + RATE + TAKEN.format(unit=unit, source=source))


def test_rows_without_a_source_are_refused(tmp_path):
    text = HEAD.replace('department_rows_cite = "own"\n', "") + ROW + RATE + AMOUNTS
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack("own", folders=[tmp_path, BUNDLED])
    assert {problem.code for problem in caught.value.problems} == {"R124"}


def test_a_layer_replaces_all_rows_of_its_base(tmp_path):
    head = HEAD.replace("cn-mof-2020-10", "variant-department-duties")
    head = head.replace('title = "本县"', 'title = "本县"\ndepartment_amounts = []')
    text = head + STANDARD.format(name="制度", more="points = 100")
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    pack = load_pack("own", folders=[tmp_path, BUNDLED])
    assert [row.name for row in pack.department_rows] == ["制度"] and pack.department_amounts == ()
