"""`selfeval report`: a new report, one brought up to date, several units, and what is refused."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import pytest

from selfeval.core.report.facts import FACTS
from selfeval.rulepacks.outlines.load import parse_outline
from tests.cli.conftest import FILLED
from tests.docs.pages import DOCS, blocks, text_of
from tests.word.documents import FIRST, Opened

P = f"project/{FIRST}"


def answer(run, *words):
    done = run("report", *words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_report_is_written_beside_the_workbook(run, folder):
    said = answer(run, "filled.xlsx")
    path = folder / "filled-自评报告-2025.docx"
    assert said["file"] == str(path)
    assert said["outline"]["id"] == "project-transfer"
    assert (said["gaps"], said["unknown"], said["updated"]) == (16, 0, False)
    assert said["bound"] > 150
    assert Opened(path.read_bytes()).says(f"{P}/total")[0] == "93.31"


def test_an_existing_file_is_overwritten_only_with_force_and_the_input_never(run, folder):
    (folder / "r.docx").write_bytes(b"mine")
    done = run("report", "filled.xlsx", "-o", "r.docx")
    assert (done.code, "F301" in done.err) == (2, True)
    assert "--update r.docx" in done.err
    assert (folder / "r.docx").read_bytes() == b"mine"
    assert run("report", "filled.xlsx", "-o", "r.docx", "--force").code == 0
    assert run("report", "filled.xlsx", "-o", "filled.xlsx", "--force").code == 2


def test_an_update_in_place_says_what_it_did_and_what_it_left(run, folder):
    run("report", "filled.xlsx", "-o", "r.docx", "--outline", "project")
    opened = Opened((folder / "r.docx").read_bytes())
    opened.write(f"{P}/lost", "约7")
    (folder / "r.docx").write_bytes(opened.saved())
    (folder / "r.docx").chmod(0o640)
    (folder / "facts.csv").write_text(f"项目编码,一级指标,二级指标,三级指标,实际完成值\n{FIRST},预算,,全年执行数,160\n",
                                      encoding="utf-8")  # fmt: skip
    done = run("report", "filled.xlsx", "--actuals", "facts.csv", "--update", "r.docx", "--lang", "zh")
    assert done.code == 0, done.err
    assert "已由人修改，保留原样" in done.out
    assert "扣分：报告写的是“约7”" in done.out
    assert "报告已更新" in done.out
    assert Opened((folder / "r.docx").read_bytes()).says(f"{P}/lost") == ["约7"]
    assert stat.S_IMODE((folder / "r.docx").stat().st_mode) == 0o640


def test_an_update_takes_the_outline_and_the_project_of_the_document(run, folder):
    run("report", "filled.xlsx", "-o", "r.docx", "--outline", "project", "--project", "信访专项")
    before = (folder / "r.docx").read_bytes()
    said = answer(run, "filled.xlsx", "--update", "r.docx")
    assert said["outline"]["id"] == "project"
    assert all(said[kind] == [] for kind in ("changed", "kept", "gone", "added", "removed", "stale", "homeless"))
    assert (folder / "r.docx").read_bytes() == before


def test_an_update_as_another_file_leaves_the_first_alone(run, folder):
    run("report", "filled.xlsx", "-o", "r.docx")
    before = (folder / "r.docx").read_bytes()
    said = answer(run, "filled.xlsx", "--update", "r.docx", "-o", "r2.docx")
    assert said["file"].endswith("r2.docx")
    assert (folder / "r2.docx").read_bytes() == before
    assert run("report", "filled.xlsx", "--update", "r.docx", "-o", "r2.docx").code == 2


def test_several_units_give_a_summary(run, folder):
    shutil.copy(FILLED, folder / "乙.xlsx")
    said = answer(run, "filled.xlsx", "乙.xlsx", "-o", "s.docx")
    assert said["outline"]["id"] == "summary"
    opened = Opened((folder / "s.docx").read_bytes())
    assert opened.says("units/units") == ["2"]
    assert opened.says("units/executed") == ["715.6"]
    assert opened.says("units/rate") == ["98.03%"]
    assert opened.says("units/mean") == ["93.30"]
    assert len(list(opened.rows("units/table/units"))) == 3
    refused = run("report", "filled.xlsx", "乙.xlsx", "--outline", "project", "-o", "t.docx")
    assert (refused.code, "F654" in refused.err) == (2, True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_outlines_are_listed_and_broken_ones_told(run, folder, language):
    done = run("report", "--outlines", "--lang", language)
    assert done.code == 0
    assert "project-transfer" in done.out
    outlines = folder / "scoring_rules" / "outlines"
    outlines.mkdir(parents=True)
    (outlines / "own.toml").write_text('schema = "selfeval.outline/1"\nid = "own"\n', encoding="utf-8")
    done = run("report", "--outlines", "--lang", language)
    assert done.code == 1
    assert "R193" in done.out
    listed = json.loads(run("report", "--outlines", "--json").out)["outlines"]
    assert [one["id"] for one in listed] == ["department", "own", "project", "project-transfer", "summary"]


REFUSED = {
    "no file": ((), ""),
    "no such outline": (("filled.xlsx", "--outline", "x"), "R190"),
    "no such project": (("filled.xlsx", "--project", "道路"), "F657"),
    "both projects": (("filled.xlsx", "--project", "资金"), "F657"),
    "another ending": (("filled.xlsx", "-o", "r.doc"), "F305"),
    "a folder": (("filled.xlsx", "-o", "."), "F305"),
    "update of nothing": (("filled.xlsx", "--update", "none.docx"), "F101"),
    "update of a workbook": (("filled.xlsx", "--update", "targets.xlsx"), "F305"),
    "update of a text": (("filled.xlsx", "--update", "text.docx"), "F652"),
    "update of a folder": (("filled.xlsx", "--update", "folder.docx"), "F305"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_written(run, folder, kind):
    (folder / "text.docx").write_text("x", encoding="utf-8")
    (folder / "folder.docx").mkdir()
    before = sorted(path.name for path in folder.iterdir())
    words, code = REFUSED[kind]
    done = run("report", *words)
    assert done.code == 2
    assert code in done.err
    assert "Traceback" not in done.err
    assert sorted(path.name for path in folder.iterdir()) == before


PAGES = [DOCS / "report.md", DOCS / "report.zh-CN.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_shows_what_the_program_says(run, folder, page):
    """Its session word for word, and every fact that an outline can name."""
    (session,) = blocks(page, "text")
    shutil.copy(folder / "filled.xlsx", folder / "leting-2025-filled.xlsx")
    for part in session.split("$ ")[1:]:
        line, _, shown = part.partition("\n")
        done = run(*line.split()[1:], "--lang", "zh" if "zh-CN" in page.name else "en")
        assert (done.out + done.err).replace(str(folder), "/home/li") == shown
    facts = text_of(page).partition("<!-- facts -->")[2].partition("<!-- /facts -->")[0]
    named = set(re.findall(r"`([a-z_.]+)`", facts)) - {"benefit_", "satisfaction_", "cost_"}
    known = {name for facts_of in FACTS.values() for name in facts_of}
    assert named <= known
    derived = re.compile(r"(benefit|satisfaction|cost)_\w+|(initial|adjusted|executed)\.\w+")
    assert {name for name in known - named if not derived.fullmatch(name)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_outline_of_the_page_can_be_used(page):
    (sample,) = blocks(page, "toml")
    assert parse_outline(Path("my-county.toml"), sample.encode()).sections[0].blocks


@pytest.mark.parametrize("page", [DOCS / "json.md", DOCS / "json.zh-CN.md"], ids=lambda page: page.name)
def test_the_page_names_the_keys_of_the_answer(run, folder, page):
    said = answer(run, "filled.xlsx")
    keys = {*said, *said["outline"]} - {"schema"}
    assert keys <= set(re.findall(r"`(\w+)`", text_of(page)))
    assert f"`{said['schema']}`" in text_of(page)
