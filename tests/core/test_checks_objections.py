"""What reviewers object to, phrase by phrase, and the checks that say so: no phrase without a check, none unexplained.

The phrases are those of the list that the checks were made from, in its order.
"""

from pathlib import Path

import pytest

from selfeval.core.checks.findings import CHECKS
from tests.core.check_examples import EXAMPLES
from tests.core.month_examples import MONTH_EXAMPLES
from tests.excel import test_layouts

OBJECTIONS = {
    "targets": {
        "weights missing": "W101 W102",
        "weights not summing to their parent": "W104",
        "weights not summing to 100": "W103",
        "direction wrong (a success rate with ≤)": "T102",
        "direction wrong (a cost with ≥)": "T103",
        "a target nobody can fail (≤100% on a rate)": "T101",
        "a target nobody can beat": "T105",
        "percent > 100": "T104",
        "quantity or timeliness indicator with a qualitative value": "T106",
        "vague words without a standard": "T111",
        "unit missing": "T112",
        "unit contradicting the value": "T113",
        "suspected misread": "T107",
        "placeholder left": "T108 T129",
        "duplicate indicator": "T114",
        "execution rate counted twice (its own row and an indicator)": "T115",
        "cost target equal to the whole budget": "T117",
        "missing tier": "T118 T109",
        "empty basis": "T119",
        "description equal to the name": "T120",
        "date outside the year": "T121",
        "names in 分项绩效目标 that the table lacks": "T122 T128",
        "names in the table that 分项绩效目标 lacks": "T123 T128",
        "sources not adding to the total": "B101",
        "projects not adding to the department": "B102",
        "plan checkpoints not rising to 100 %": "B103 B104 B112",
    },
    "actuals and scores": {
        "actual missing": "A101 A110",
        "not a measured value for a numeric target": "A102",
        "actual copies the target text": "A103",
        "an actual that goes the other way than its target": "A112",
        "percent/ratio slip (0.95 for 95 %)": "A104",
        "more than 100 % of a whole": "A113",
        "元/万元 slip (×10 000)": "A105",
        "executed > budget": "B121",
        "rate computed on the wrong base": "B122",
        "score above weight": "S101 S116",
        "score outside its band": "S102",
        "score different from the rule by more than the tolerance": "S103 S116",
        "full score on a missed target": "S104",
        "points lost without a reason": "S105",
        "reason only 无": "S106",
        "reason copied from another row": "S107",
        "reason on a full score": "S108",
        "over-achievement without a reason": "S109",
        "execution below 90 % without a reason": "B123",
        "a mid-year budget change without a reason": "B124",
        "total ≠ sum of parts": "S111",
        "every score full": "S113",
        "satisfaction without survey size": "A108 A116 A117",
        "grade not matching the total": "S114",
    },
    "the seed": {
        "three ≤100% rates": "T101",
        "execution counted twice": "T115",
        "a qualitative quantity target": "T106",
        "cost = budget": "T117",
        "description = name": "T120",
        "no weights": "W101",
        "an empty basis column": "T119",
        "a missing project name": "B105",
        "分项 names that the tables lack": "T122",
    },
}
BEYOND = {
    "texts that cannot be read, or only with a doubt": "T124 T125 A106 A107 A109 B110 B111",
    "rows and tables that are incomplete": "T110 T126 T127 B106 B107 B108 B109 B120 S115",
    "weights unlike the approved rule": "W105 W106 W107 W108 W109 W115 W116",
    "spending during the year, and amounts in another unit": "B113 B125 B126 B127 B128",
    "what a rule pack may add": "A111 S112",
    "a strict target that is missed and earns all points": "S117",
    "what leaves a project without a total": "S118",
    "last year's evaluation beside this year's": "T130",
    "deductions that a reviewer states": "S119 S120 S121",
    "texts longer than the form allows, or shorter": "S122 S123",
    "a survey whose counts or rate are others": "A114 A115",
    "texts around the table: missing, copied, another result": "S124 S125 S126 S127",
    "monitoring: money of a month": "B140 B141 B142 B143 B144 B145 B146",
    "monitoring: likelihood, reasons and progress": "A130 A131 A132 A133 A134 A135 A136 A137 A138",
    "the department's own form: scores by standard, rates, rows of the layout": "S130 S131 B130 B131 A120 W117",
}
"""Checks that no phrase of the list names, and what they are for."""
PHRASES = [(phrase, codes) for part in OBJECTIONS.values() for phrase, codes in part.items()]
TESTED = {example.code for example in (*EXAMPLES, *MONTH_EXAMPLES)}


@pytest.mark.parametrize(("phrase", "codes"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_every_objection_has_a_check_with_a_hit_and_a_miss(phrase, codes):
    assert codes
    for code in codes.split():
        assert code in CHECKS, f"{phrase}: {code} is no check"
        assert code in TESTED or f'"{code}"' in _source(test_layouts), f"{phrase}: {code} has no hit and miss"


def test_every_check_stands_for_an_objection_or_is_explained():
    named = {code for _, codes in PHRASES for code in codes.split()}
    more = {code for codes in BEYOND.values() for code in codes.split()}
    assert not named & more
    assert named | more == set(CHECKS)


def _source(module):
    return Path(module.__file__).read_text(encoding="utf-8")
