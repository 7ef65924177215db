"""Next year begins with this year: the whole way, and the law that no old text is lost."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import SubGoal
from selfeval.core.next_year.decision import DecisionKind as Kind
from selfeval.core.problems import SelfEvalError
from selfeval.core.readings import Origin
from selfeval.core.scoring.assessment import assess
from selfeval.workspace.headless import load, write_scored
from selfeval.workspace.next_year import targets
from selfeval.workspace.next_year.pack import How, planned
from selfeval.workspace.next_year.targets import carry_over, next_year_target, write_next_year
from selfeval.workspace.source import Source
from selfeval.workspace.work.opening import open_workspace
from tests.core.cases import PACK, evaluation, project, row
from tests.places import ROOT

FILLED = ROOT / "workbooks" / "leting-2025-filled.xlsx"
PACK_2025 = "cn-hebei-leting-2025"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    shutil.copy(FILLED, tmp_path / "leting-2025.xlsx")
    return tmp_path


def confirmed(folder):
    """The example scored under the unit's pack, every reading in doubt confirmed."""
    with_readings = open_workspace(folder / "leting-2025.xlsx", rules=PACK_2025)
    facts = {}
    for place in with_readings.places():
        if place.indicator and with_readings.scored(place.project, place.indicator).target.text == "≤100%":
            facts[place.project, place.indicator] = "≥100%"
    with_readings.enter([(next_year_key(*key), text) for key, text in facts.items()])
    with_readings.close()
    return write_scored(load(folder / "leting-2025.xlsx"), folder / "leting-2025-自评-2025.xlsx")


def next_year_key(project, indicator):
    from selfeval.core.evaluation import FactKey

    return FactKey(project, indicator, "reading")


def made_from(path, year=2026):
    loaded = load(path, year_mismatch=True)
    return carry_over(loaded.assessment, loaded.problems, loaded.source, year)


def test_from_the_scored_workbook_to_the_scored_workbook_of_the_next_year(folder):
    scored = confirmed(folder)
    made = made_from(scored)
    assert made.differences == ()
    assert made.readings == 3
    written = write_next_year(made)
    assert written.path.name == "leting-2026.xlsx"
    assert (written.pack.id, written.pack.how, written.named) == ("cn-hebei-leting-2026", How.MADE, False)
    assert written.pack.checklist
    this = load(written.path)
    assert (this.assessment.year, this.pack.id) == (2026, "cn-hebei-leting-2026")
    assert (this.evaluation.department.name, len(this.assessment.projects)) == ("乐亭县信访局", 2)
    before = load(scored, year_mismatch=True)
    for old, new in zip(before.assessment.projects, this.assessment.projects, strict=True):
        for last, item in zip(old.indicators, new.indicators, strict=True):
            assert item.indicator.target == last.indicator.target == item.indicator.last_target
            assert (item.weight.base, item.weight.origin) == (last.weight.base, "workbook")
            assert item.target.origin is (Origin.CORRECTED if last.target.text == "≤100%" else Origin.AS_WRITTEN)
    assert not [one for one in this.problems if one.code in {"T101", "F232", "W101", "W102"}]
    (folder / "facts.csv").write_text(
        "项目编码,一级指标,二级指标,三级指标,实际完成值\n"
        + "".join(
            f"{one.project.code},{row.tier1},{row.tier2},{row.tier3},{item.actual.text or '达成年度指标 100%'}\n"
            for one in before.assessment.projects for item in one.indicators for row in (item.indicator,)
        )
        + "".join(f"{one.project.code},预算,,{name},180\n" for one in before.assessment.projects
                  for name in ("年初预算数", "全年预算数", "全年执行数")),
        encoding="utf-8",
    )  # fmt: skip
    again = load(written.path, actuals=folder / "facts.csv")
    assert all(result.total is not None for result in again.assessment.projects)
    rescored = load(write_scored(again))
    readings = [item.target.origin for one in rescored.assessment.projects for item in one.indicators]
    assert readings.count(Origin.CORRECTED) == 3


def test_the_pack_that_is_there_is_used_and_made_only_once(folder):
    scored = confirmed(folder)
    first = write_next_year(made_from(scored))
    made = first.pack.made
    assert made is not None
    before = made.path.read_bytes()
    second = write_next_year(made_from(scored), folder / "again.xlsx")
    assert (second.pack.id, second.pack.how, second.pack.made) == (first.pack.id, How.FOLLOWS, None)
    assert made.path.read_bytes() == before
    assert planned(PACK_2025, 2027, folder / "x.xlsx") == ("cn-hebei-leting-2027", How.MADE)
    national = write_next_year(made_from(folder / "leting-2025.xlsx"), folder / "n.xlsx", rules="cn-mof-2021-101")
    assert (national.pack.id, national.pack.how) == ("cn-mof-2021-101", How.IN_FORCE)
    assert national.named
    assert "--rules cn-mof-2021-101" in national.then[-1]


@pytest.mark.parametrize("year", [2025, 2024])
def test_a_year_that_is_not_after_the_evaluation_is_refused(folder, year):
    with pytest.raises(SelfEvalError) as caught:
        made_from(folder / "leting-2025.xlsx", year)
    assert caught.value.code == "F432"
    assert "2025" in caught.value.message.render()


def test_nothing_is_written_over_and_a_workbook_that_cannot_be_written_leaves_no_pack(folder, monkeypatch):
    scored = confirmed(folder)
    made = made_from(scored)
    for wanted, code in ((scored, "F306"), (folder / "leting-2025.xlsx", "F301"), (folder / "x.xls", "F305")):
        with pytest.raises(SelfEvalError) as caught:
            next_year_target(made.source, 2025, 2026, wanted)
        assert caught.value.code == code

    def full(*_args, **_more):
        from selfeval.core.problems import msg

        raise SelfEvalError(msg("Disk full"), msg("Disk full"), code="F303")

    monkeypatch.setattr(targets, "write_bytes", full)
    with pytest.raises(SelfEvalError):
        write_next_year(made, folder / "t.xlsx")
    assert not (folder / "t.xlsx").exists()
    assert not list(folder.rglob("cn-hebei-leting-2026*"))


def test_the_list_of_decisions_names_cells_of_the_new_workbook_and_is_on_its_last_sheet(folder):
    made = made_from(confirmed(folder))
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    assert book.sheetnames[-1] == "待定事项"
    sheet = book["待定事项"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
    assert len(rows) == len(made.decisions) > 20
    for one, shown in zip(made.decisions, rows, strict=True):
        cell = made.cell(one)
        assert shown[4] == (cell or None)
        if one.indicator and one.fact == "target":
            name, _, place = cell.partition("!")
            assert book[name][place].value == one.text
    assert {one.kind for one in made.decisions} >= {
        Kind.MISSED, Kind.BELOW_LAST, Kind.ALWAYS_FULL, Kind.VAGUE, Kind.AMOUNTS, Kind.PLAN, Kind.NOT_APPLICABLE,
        Kind.OLD_YEAR, Kind.WEIGHTS,
    }  # fmt: skip


def test_an_evaluation_without_a_single_outcome_can_be_carried_over(folder):
    shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", folder / "t-2025.xlsx")
    made = made_from(folder / "t-2025.xlsx")
    assert not made.complete
    assert made.differences == ()
    kinds = {one.kind for one in made.decisions}
    assert Kind.MISSED not in kinds
    assert Kind.ALWAYS_FULL not in kinds


CORPUS = sorted((ROOT / "tests" / "corpus" / "workbooks").glob("*.xlsx"))
"""Workbooks of every layout: lists of projects, national forms, forms of a whole department, several on a sheet."""


def test_every_layout_that_can_be_read_is_carried_over_word_for_word(folder):
    carried = 0
    for path in CORPUS:
        try:
            made = made_from(path, 2031)
        except SelfEvalError as error:
            assert error.code.startswith(("F1", "R")), path.name
            continue
        assert made.differences == (), path.name
        carried += 1
    assert carried > len(CORPUS) // 2


SIGNS = "修路里程站人次率，（）。甲乙丙2025≥90%≤[]a*+-/：；"
TEXT = st.text(SIGNS, min_size=2, max_size=24).map(str.strip).filter(lambda text: len(text) > 1)
VALUE = st.sampled_from(["≥90%", "≤10批次", "280人次", "逐步减少", "2025年12月底前", "18—54周岁", "≥1,200.5万元"])
TIERS = st.sampled_from([("产出指标", "数量指标"), ("效益指标", "社会效益指标")])


@st.composite
def departments(draw):
    rows = [
        replace(
            row(f"甲{number}{draw(TEXT)}", draw(VALUE), tier1, tier2, description=draw(TEXT), basis=draw(TEXT)),
            weight=draw(st.sampled_from([D(10), D("12.5")])),
        )
        for number, (tier1, tier2) in enumerate(draw(st.lists(TIERS, min_size=1, max_size=5)))
    ]
    rows.sort(key=lambda one: one.tier1)
    own = project(*rows, name=f"修路{draw(TEXT)}项目", goals=(f"目标：{draw(TEXT)}",), purpose=f"用于{draw(TEXT)}",
                  unit="482001乐亭县信访局")  # fmt: skip
    base = evaluation(own)
    sub = SubGoal(f"修路{draw(TEXT)}", f"完成{draw(TEXT)}", ("里程",))
    told = replace(base.department, name="乐亭县信访局", overall_goal=f"总的来说{draw(TEXT)}", sub_goals=(sub,),
                   safeguards=(f"加强{draw(TEXT)}",))  # fmt: skip
    return Evaluation(told, base.facts)


@settings(max_examples=40, deadline=None)
@given(departments())
def test_no_old_text_is_lost(told):
    made = carry_over(assess(told, PACK), (), Source(Path("甲.xlsx"), "0" * 64), 2026)
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    seen = "".join("".join(str(cell.value).split()) for sheet in book for line in sheet.iter_rows() for cell in line
                   if cell.value is not None)  # fmt: skip
    own = told.department.projects[0]
    texts = [told.department.overall_goal, *told.department.safeguards, own.purpose, *own.goals]
    texts += [text for sub in told.department.sub_goals for text in (sub.name, sub.goal)]
    texts += [text for one in own.indicators for text in (one.tier3, one.target, one.description, one.basis)]
    for text in texts:
        assert "".join(text.split()) in seen
