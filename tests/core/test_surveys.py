"""Surveys behind satisfaction: read from what people write, checked against each other and against the figure."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.scoring.assessment import assess
from selfeval.core.texts.surveys import PARTS, read_survey, survey_text, tells_survey, with_rates
from tests.core.cases import PACK, evaluation, project, row

TEXTS = [
    ("发放问卷120份，回收118份，有效115份，满意110份", (120, 118, 115, 110)),
    ("发放120份，回收118份，有效115份，满意110份", (120, 118, 115, 110)),
    ("发放调查问卷１２０份、收回１１８份、其中有效问卷115份、满意110份", (120, 118, 115, 110)),
    ("共发放问卷 200 份，收回有效问卷 190 份，满意率 96%", (200, None, 190, None)),
    ("发放问卷100份，回收有效问卷98份，其中满意95份", (100, None, 98, 95)),
    ("发出问卷50份，收回50份，全部有效", (50, 50, 50, None)),
    ("发放问卷50份，全部收回，均有效，均表示满意", (50, 50, 50, 50)),
    ("发放问卷一百二十份，回收一百一十八份", (120, 118, None, None)),
    ("120/118/115/110", (120, 118, 115, 110)),
    ("120、118、115", (120, 118, 115, None)),
    ("1,200/1,180/1,150/1,100", (1200, 1180, 1150, 1100)),
    ("1,200份/1,180份", (1200, 1180, None, None)),
    ("1，200 / 1，180 / 980", (1200, 1180, 980, None)),
    ("１,２００／１,１８０", (1200, 1180, None, None)),
    ("1,200，1,180，1,150，1,100", (1200, 1180, 1150, 1100)),
    ("1,050,000、1,049,000", (1050000, 1049000, None, None)),
    ("2,100;100", (2100, 100, None, None)),
    ("120,118,115,110", (120, 118, 115, 110)),
    ("120，118，115", (120, 118, 115, None)),
    ("120,118/115", (120, 118, 115, None)),
    ("100, 100, 100", (100, 100, 100, None)),
    ("发放：120；回收：118；有效：115；满意：110", (120, 118, 115, 110)),
    ("发放120 回收118 有效115 满意110", (120, 118, 115, 110)),
    ("调查群众100人，满意95人", (100, None, None, 95)),
    ("随机抽取200户，收到反馈195户，满意190户，基本满意3户，不满意2户", (200, 195, None, 190)),
    ("发放60份，回收60份，非常满意30份，满意20份，基本满意8份，不满意2份", (60, 60, None, 50)),
    ("发放60份，回收60份，满意和基本满意58份", (60, 60, None, 58)),
    ("发放问卷120份，回收118份，无效3份，有效115份", (120, 118, 115, None)),
    ("问卷120份", (120, None, None, None)),
    ("发放1,200份，回收1,180份，有效1,150份，满意1,093份", (1200, 1180, 1150, 1093)),
    ("发放120,回收118,有效115", (120, 118, 115, None)),
    ("发放2万份，回收1.9万份", (20000, 19000, None, None)),
    ("调查时间：2025年6月，发放问卷120份，回收118份", (120, 118, None, None)),
    ("2025年12月10日至20日调查，发放120份", (120, None, None, None)),
    ("抽取5个村200户，满意190户", (200, None, None, 190)),
    ("问卷共10题，发放120份，回收118份，满意115份", (120, 118, None, 115)),
    ("走访3次，访谈12人", (12, None, None, None)),
    ("走访群众50户、发放问卷120份，回收118份", (120, 118, None, None)),
    ("120份发放，118份收回，115份有效，110份满意", (120, 118, 115, 110)),
    ("回收120份，其中118份有效，110人满意，8人不满意", (None, 120, 118, 110)),
    ("回收120份中118份有效", (None, 120, 118, None)),
    ("发放问卷（120份），回收（118份）", (120, 118, None, None)),
    ("调查20个单位，满意19个单位", (20, None, None, 19)),
    ("发放率100%，回收率98%", None),
    ("满意度95%", None),
    ("见满意度调查报告", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "counts"), TEXTS)
def test_a_survey_is_read(text, counts):
    found = read_survey(text)
    assert (None if found is None else tuple(found.counts.get(name) for name in PARTS)) == counts


def test_rates_that_a_text_states_are_kept_beside_the_counts():
    found = read_survey("发放问卷120份，回收118份，回收率98.33%，有效率97.5%，满意度95.65%")
    assert dict(found.stated) == {"return_rate": D("98.33"), "valid_rate": D("97.5"), "satisfaction": D("95.65")}


def test_what_is_written_is_read_as_it_was():
    text = survey_text({"sent": "120", "returned": "118", "valid": "115", "satisfied": "110"})
    assert text == "发放120份，回收118份，有效115份，满意110份"
    found = read_survey(text)
    assert with_rates(found) == f"{text}；回收率98.33%，有效率97.46%，满意率95.65%"
    assert survey_text({"sent": "约一百", "valid": ""}) == "发放约一百"


@pytest.mark.parametrize(
    ("text", "tells"),
    [("发放问卷120份，回收118份", True), ("抽样50户", False), ("验收报告3份，照片20张", False), ("工资表12份", False)],
)
def test_evidence_tells_of_a_survey_only_with_two_counts(text, tells):
    assert tells_survey(text) is tells


def objected(actual, survey="", evidence="", reason="", pack=PACK):
    item = row("群众满意度", "≥90%", "满意度指标", "服务对象满意度指标", actual=actual, weight=D(90),
               survey=survey, evidence=evidence, reason=reason)  # fmt: skip
    made = assess(evaluation(project(item)), pack)
    return {one.code for one in all_problems(made) if one.code in {"A108", "A114", "A115", "A116", "A117"}}


FULL = "发放120份，回收118份，有效115份，满意110份"


@pytest.mark.parametrize(
    ("actual", "survey", "evidence", "codes"),
    [
        ("95.65%", FULL, "", set()),
        ("95.7%", FULL, "", set()),
        ("96%", FULL, "", set()),
        ("95.6%", FULL, "", set()),
        ("98%", FULL, "", {"A115"}),
        ("95%", "", "", {"A108"}),
        ("95.65%", "", FULL, {"A117"}),
        ("98%", "", FULL, {"A117"}),
        ("95%", "", "见调查报告（问卷）", set()),
        ("95%", "发放100份，回收120份", "", {"A114"}),
        ("95%", "发放100份，回收90份，有效95份", "", {"A114"}),
        ("95%", "发放100份，有效120份", "", {"A114"}),
        ("100%", "回收90份，满意95份", "", {"A114"}),
        ("95%", "回收率99%，发放100份，回收95份", "", {"A114"}),
        ("95%", "回收率95%，发放100份，回收95份", "", set()),
        ("95%", "很多群众", "", {"A114"}),
        ("", FULL, "", set()),
    ],
)
def test_counts_are_held_against_each_other_and_the_figure(actual, survey, evidence, codes):
    assert objected(actual, survey, evidence) == codes


def test_a_small_survey_is_told_where_the_pack_says_what_is_small():
    few, least = "发放20份，回收20份，有效20份，满意19份", replace(PACK, survey_least=30)
    assert objected("95%", few) == set()
    assert objected("95%", few, pack=least) == {"A116"}
    assert objected("95.65%", FULL, pack=least) == set()
