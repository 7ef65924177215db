"""`selfeval recheck`: entries, journal, review sheet and letter; the unit's form is never changed."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from selfeval.workspace.review.work import ReviewWork
from tests.cli.conftest import ROOT, listing
from tests.excel.recalculation import formula_values, recalculation

_ = recalculation  # the fixture `recalculate`
HEAD = "项目名称,一级指标,二级指标,三级指标,复核完成值,扣分事项,备注,检查代码,判定,理由,复核得分"
ENTRIES = f"""{HEAD}
信访专项资金,,,上级交办案件按期结案率,95%,,台账 95 件,,,,
信访专项资金,满意度指标,,信访群众及相关单位满意度,,满意度没有调查：没有问卷,,,,,
信访专项资金,,,解决信访问题，社会和谐稳定,,部分无法核实：只有电话记录,,,,,
信访专项资金,预算,,全年执行数,150,,,,,,
解决特殊疑难问题资金,,,预算资金执行率,,,,T101,采纳,与执行率重复,
解决特殊疑难问题资金,,,有效减少越级访的发生,,,,T106,不采纳,本县历年如此,
信访专项资金,自评表质量,,内容完整,,,,,,,15
"""
JOURNAL = "form.复核.xlsx.selfeval"


_scored: list[bytes] = []
"""The form as the unit hands it in, scored by the first test that asks for it."""


@pytest.fixture
def form(run, folder):
    if _scored:
        (folder / "form.xlsx").write_bytes(_scored[0])
    else:
        assert run("score", "filled.xlsx", "-o", "form.xlsx").code in {0, 1}
        _scored.append((folder / "form.xlsx").read_bytes())
    (folder / "entries.csv").write_text(ENTRIES, encoding="utf-8")
    return folder / "form.xlsx"


def answer(run, *args, code=0):
    done = run("recheck", *args, "--json")
    assert done.code == code, done.out + done.err
    return json.loads(done.out)


def project(said, name="信访专项资金"):
    return next(one for one in said["projects"] if one["name"] == name)


def row(said, name, of="信访专项资金"):
    return next(one for one in project(said, of)["indicators"] if one["tier3"] == name)


def test_looking_makes_nothing_and_every_finding_is_a_proposal(run, folder, form):
    before = listing(folder)
    said = answer(run, form)
    assert listing(folder) == before
    findings = json.loads(run("check", form, "--json").out)["files"][0]["problems"]
    assert [one["code"] for one in said["proposals"]] == [one["code"] for one in findings]
    assert {one["verdict"] for one in said["proposals"]} == {"open"}
    assert said["corrections"] == []
    assert [one["self_total"] for one in said["projects"]] == [one["total"] for one in said["projects"]]
    assert any("variant-review-checklist" in notice for notice in said["source"]["notices"])
    assert not any(kind["verified"] for kind in said["kinds"])


def test_what_was_entered_is_scored_kept_and_told_and_the_form_stays(run, folder, form):
    before = form.read_bytes()
    said = answer(run, form, "--entries", "entries.csv", "-o", "out.xlsx", "--letter", "out.docx")
    assert form.read_bytes() == before
    assert row(said, "上级交办案件按期结案率")["actual"] == "95%"
    assert (row(said, "信访群众及相关单位满意度")["score"], row(said, "信访群众及相关单位满意度")["deviation"]) == (
        "0.00", "100.00%")  # fmt: skip
    assert row(said, "解决信访问题，社会和谐稳定")["score"] == "19.32"
    one = project(said)
    assert (one["total"], one["grade"], one["discount"]["percent"], one["final"]) == ("73.26", "中", "80", "58.61")
    verdicts = {(item["code"], item["verdict"]) for item in said["proposals"] if item["verdict"] != "open"}
    assert verdicts == {("T101", "taken"), ("T106", "left")}
    asked = [item["where"] for item in said["corrections"]]
    assert "信访专项资金!F14" in asked
    assert all("!" in where for where in asked)
    again = answer(run, form)
    assert again["projects"] == said["projects"]
    entered = (folder / JOURNAL).read_bytes()
    assert "0 entries" not in run("recheck", form, "--entries", "entries.csv").err
    assert answer(run, form)["projects"] == said["projects"]
    assert len((folder / JOURNAL).read_bytes()) == len(entered)


def test_json_entries_say_the_same_as_a_table(run, folder, form):
    table = answer(run, form, "--entries", "entries.csv")
    (folder / JOURNAL).unlink()
    data = {"projects": [
        {"name": "信访专项资金", "budget": {"全年执行数": 150}, "quality": {"completeness": 15}, "indicators": [
            {"tier3": "上级交办案件按期结案率", "actual": "95%", "remark": "台账 95 件"},
            {"tier1": "满意度指标", "tier3": "信访群众及相关单位满意度",
             "deduction": [{"kind": "满意度没有调查", "reason": "没有问卷"}]},
            {"tier3": "解决信访问题，社会和谐稳定", "deduction": "部分无法核实：只有电话记录"}]},
        {"name": "解决特殊疑难问题资金", "indicators": [
            {"tier3": "预算资金执行率", "findings": [{"code": "T101", "verdict": "taken", "why": "与执行率重复"}]},
            {"tier3": "有效减少越级访的发生", "findings": [
                {"code": "T106", "verdict": "left", "why": "本县历年如此"}]}]},
    ]}  # fmt: skip
    (folder / "entries.json").write_text(json.dumps(data), encoding="utf-8")
    said = answer(run, form, "--entries", "entries.json")
    for name in ("projects", "proposals", "corrections", "problems"):
        assert said[name] == table[name]


BAD = [
    ("信访专项资金,,,没有这个指标,1,,,,,,", "F401"),
    (",,,信访群众及相关单位满意度,90%,,,,,,", "F402"),
    ("信访专项资金,,,重点地区访量,,瞎写：什么,,,,,", "S201"),
    ("信访专项资金,,,重点地区访量,,没有佐证,,,,,", "S202"),
    ("信访专项资金,,,重点地区访量,,满意度没有调查：无,,,,,", "S204"),
    ("信访专项资金,自评表质量,,没有这项,,,,,,,5", "F404"),
    ("信访专项资金,自评表质量,,logic,,,,,,,11", "S206"),
    ("信访专项资金,预算,,没有这个数,5,,,,,,", "F404"),
    ("信访专项资金,预算,,全年执行数,很多,,,,,,", "B110"),
    ("信访专项资金,预算,,全年执行数,-7,,,,,,", "B111"),
    ("信访专项资金,,,重点地区访量,,,,T101,也许,,", "F404"),
    ("信访专项资金,,,重点地区访量,,,,,采纳,,", "F404"),
    ("信访专项资金,项目,,,5,,,,,,", "F404"),
    ("信访专项资金,,,重点地区访量,,,,S113,采纳,,", "F404"),
    ("信访专项资金,项目,,,,,,A108,不采纳,,", "F404"),
    ("信访专项资金,,,重点地区访量,,,,Z999,采纳,,", "F404"),
]


@pytest.mark.parametrize(("line", "code"), BAD)
def test_entries_that_cannot_be_used_are_told_and_the_others_count(run, folder, form, line, code):
    (folder / JOURNAL).unlink(missing_ok=True)
    (folder / "bad.csv").write_text(
        f"{HEAD}\n{line}\n信访专项资金,,,上级交办案件按期结案率,95%,,,,,,\n", encoding="utf-8"
    )
    said = answer(run, form, "--entries", "bad.csv", code=1)
    assert code in {one["code"] for one in said["problems"]}
    assert row(said, "上级交办案件按期结案率")["actual"] == "95%"


@pytest.mark.parametrize(
    "text", ["", "甲,乙\n1,2\n", '项目名称,三级指标,复核完成值\n"没有,关\n', "{", "[]", '{"projects": 1}']
)
def test_what_is_no_file_of_entries_is_refused(run, folder, form, text):
    (folder / "bad.csv").write_text(text, encoding="utf-8")
    assert run("recheck", form, "--entries", "bad.csv").code == 2
    assert not answer(run, form)["corrections"]


def test_a_form_that_changed_since_is_told(run, folder, form):
    answer(run, form, "--entries", "entries.csv")
    book = openpyxl.load_workbook(form)
    book["说明"]["Z99"] = "后来写的"
    book.save(form)
    said = answer(run, form)
    assert said["source"]["changed"] is True
    assert "S207" in {one["code"] for one in said["problems"]}
    assert row(said, "上级交办案件按期结案率")["actual"] == "95%"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("-o", "form.xlsx"), "F306"),
        (("-o", "out.pdf"), "F305"),
        (("--letter", "out.xlsx"), "F305"),
        (("-o", "there.xlsx"), "F301"),
        (("--entries", "entries.csv", "--letter", "entries.docx", "-o", "entries.csv"), "F305"),
    ],
)
def test_nothing_is_written_over_what_is_there(run, folder, form, args, code):
    (folder / "there.xlsx").write_bytes(b"mine")
    before = listing(folder)
    done = run("recheck", form, *args, "--force") if code == "F306" else run("recheck", form, *args)
    assert done.code == 2
    assert code in done.err
    assert {name: data for name, data in listing(folder).items() if "复核" not in name} == before


def test_a_second_window_can_only_read(run, folder, form):
    script = (
        "import sys\nfrom pathlib import Path\nfrom selfeval.workspace.review.work import open_review\n"
        f"work = open_review(Path({str(form)!r}), entering=True)\nprint('open', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        done = run("recheck", form, "--entries", "entries.csv")
        assert done.code == 2
        assert "F313" in done.err
        other.communicate("")
    assert answer(run, form, "--entries", "entries.csv")["open_proposals"] > 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a kill as POSIX has it")
def test_a_kill_between_two_entries_loses_none_that_was_told(run, folder, form):
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom selfeval.core.evaluation import FactKey\n"
        "from selfeval.workspace.review.work import open_review\n"
        f"work = open_review(Path({str(form)!r}), entering=True)\n"
        "project = work.reviewer.department.projects[1]\n"
        "for number, row in enumerate(project.indicators):\n"
        "    work.enter([(FactKey(project.id, row.id, 'remark'), f'记{number}')])\n"
        "    print(number, flush=True)\n"
        "    if number == 3: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split() == [b"0", b"1", b"2", b"3"]
    remarks = [item["remark"] for item in project(answer(run, form))["indicators"]]
    assert remarks[:5] == ["记0", "记1", "记2", "记3", None]


def test_the_work_on_another_workbook_is_no_review(run, folder, form):
    other = folder / "form.复核.xlsx"
    other.write_bytes(form.read_bytes())
    script = (
        "from pathlib import Path\nfrom selfeval.workspace.work.opening import open_workspace\n"
        f"with __import__('contextlib').closing(open_workspace(Path({str(other)!r}))) as work:\n"
        "    one = work.evaluation.department.projects[0]\n    work.set(one.id, one.indicators[0].id, 'actual', '1')\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env={**os.environ})
    done = run("recheck", form, "--entries", "entries.csv")
    assert (done.code, "F311" in done.err) == (2, True)


COLUMNS = "一级指标,二级指标,三级指标,性质,指标值,单位,权重,自评完成值,自评得分,复核完成值,复核得分,偏离度,备注"
FOUND = "等级,维度,对象,位置,发现,判定,处理建议,依据"


@pytest.mark.libreoffice
def test_the_sheet_has_its_columns_and_live_formulas_that_come_out_the_same_anew(run, folder, form, recalculate):
    answer(run, form, "--entries", "entries.csv", "-o", "out.xlsx")
    stored = openpyxl.load_workbook("out.xlsx", data_only=True)
    assert stored.sheetnames == ["复核汇总", "复核-解决特殊疑难问题资金", "复核-信访专项资金", "复核发现", "说明"]
    assert [cell.value for cell in stored["复核-信访专项资金"][4]][:13] == COLUMNS.split(",")
    assert [cell.value for cell in stored["复核发现"][3]] == FOUND.split(",")
    data = (folder / "out.xlsx").read_bytes()
    kept, anew = formula_values(data), formula_values(recalculate({"out": data})["out"].read_bytes())
    assert kept.keys() == anew.keys()
    assert len(kept) > 40
    for place, value in kept.items():
        assert anew[place] == (value if isinstance(value, str) else pytest.approx(value, abs=1e-9)), place


def test_the_letter_says_what_the_review_holds_and_nothing_else(run, folder, form):
    said = answer(run, form, "--entries", "entries.csv", "--letter", "out.docx", "--lang", "zh")
    text = zipfile.ZipFile("out.docx").read("word/document.xml").decode()
    for one in said["corrections"]:
        assert one["where"] in text
        assert one["found"].replace("&", "&amp;") in text
    assert "预算绩效自评复核意见" in text
    assert "【请填写：复核单位】" in text
    assert "T106" not in text
    assert "T111" not in text


def test_a_form_reviewed_without_fault_gets_a_letter_that_asks_for_nothing(run, folder, form):
    run("recheck", form, "--letter", "out.docx")
    assert "没有需要修改的内容" in zipfile.ZipFile("out.docx").read("word/document.xml").decode()


def test_a_filled_form_is_reviewed_against_its_claims(run, folder):
    said = answer(run, "filled.xlsx")
    assert all(one["self_total"] for one in said["projects"])


def test_the_file_of_entries_may_have_its_columns_in_any_order(run, folder, form):
    lines = list(csv.reader(io.StringIO(ENTRIES)))
    turned = "\n".join("\t".join(reversed(line)) for line in lines)
    (folder / "turned.csv").write_text(turned, encoding="utf-16")
    assert answer(run, form, "--entries", "turned.csv")["projects"] == answer(run, form)["projects"]
    assert project(answer(run, form))["final"] == "58.61"


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
@pytest.mark.parametrize(
    "title", ["", "复核记录，一、二、三", "甲,乙,丙;丁;戊|己|庚|辛|壬,癸,子,丑,寅,卯,辰,巳,午", '"复核, 记录"']
)
def test_entries_may_stand_below_a_title_of_any_signs(run, folder, form, sign, title):
    lines = [sign.join(line) for line in csv.reader(io.StringIO(ENTRIES))]
    (folder / "entries.csv").write_text("\n".join([title, *lines] if title else lines), encoding="utf-8")
    said = answer(run, form, "--entries", "entries.csv")
    assert project(said)["final"] == "58.61"


def test_a_form_that_a_batch_names_is_reviewed_by_that_name(run, folder, form):
    pytest.importorskip("pyarrow")
    (folder / "上报" / "乡镇").mkdir(parents=True)
    form.rename(folder / "上报" / "乡镇" / "甲.xlsx")
    assert run("batch", "上报", "-o", "out").code in {0, 1}
    said = answer(run, "上报/乡镇/甲.xlsx", "--batch", "out", "--entries", "entries.csv")
    assert said["source"]["file"] == "甲.xlsx"
    assert (folder / "上报" / "乡镇" / "甲.复核.xlsx.selfeval").is_file()
    sampled = json.loads(run("sample", "out", "--each-unit", "--seed", "s", "--json").out)
    assert [one["file"] for one in sampled["drawn"]] == ["上报/乡镇/甲.xlsx"]
    for name, place, code in (
        ("x.xlsx", "out", "F101"),
        ("a.zip!甲.xlsx", "out", "F705"),
        ("x.xlsx", "上报", "F713"),
        ("s3://桶/甲.xlsx", "out", "F716"),
    ):
        done = run("recheck", name, "--batch", place)
        assert (done.code, code in done.err) == (2, True)


def test_a_form_of_a_batch_is_found_by_its_path_from_here_too(run, folder, form):
    pytest.importorskip("pyarrow")
    (folder / "县" / "上报").mkdir(parents=True)
    form.rename(folder / "县" / "上报" / "甲.xlsx")
    assert run("batch", "县/上报", "-o", "out").code in {0, 1}
    for name in ("上报/甲.xlsx", "县/上报/甲.xlsx", str(folder / "县" / "上报" / "甲.xlsx")):
        assert answer(run, name, "--batch", "out")["source"]["file"] == "甲.xlsx"
    (folder / "乙.xlsx").write_bytes((folder / "县" / "上报" / "甲.xlsx").read_bytes())
    assert "F101" in run("recheck", "乙.xlsx", "--batch", "out").err  # of no source of the batch


def test_nothing_is_written_of_a_form_that_changed_while_it_was_reviewed(run, folder, form, monkeypatch):
    monkeypatch.setattr(ReviewWork, "intact", lambda self: False)
    done = run("recheck", form, "--entries", "entries.csv", "-o", "out.xlsx", "--letter", "out.docx")
    assert done.code == 2
    assert not (folder / "out.xlsx").exists()
    assert not (folder / "out.docx").exists()


def test_a_form_of_a_batch_is_scored_as_that_was_asked_unless_something_else_is(run, folder, form):
    pytest.importorskip("pyarrow")
    assert run("batch", "form.xlsx", "-o", "out", "--rules", "variant-weights-40-40-20").code in {0, 1}
    used = answer(run, "form.xlsx", "--batch", "out")
    assert used["rules"] == answer(run, "form.xlsx", "--rules", "variant-weights-40-40-20")["rules"]
    assert used["projects"] == answer(run, "form.xlsx", "--rules", "variant-weights-40-40-20")["projects"]
    assert used["rules"] != answer(run, "form.xlsx")["rules"]
    other = answer(run, "form.xlsx", "--batch", "out", "--rules", "cn-mof-2021-101")
    assert other["rules"] == answer(run, "form.xlsx", "--rules", "cn-mof-2021-101")["rules"]


def test_a_form_of_a_batch_that_says_no_year_is_of_the_year_that_the_batch_was_asked_for(run, folder):
    pytest.importorskip("pyarrow")
    book = openpyxl.load_workbook("filled.xlsx")
    for sheet in book:
        for cell in (cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)):
            cell.value = cell.value.replace("2025", "")
    book.save("甲.xlsx")
    assert run("batch", "甲.xlsx", "filled.xlsx", "-o", "out", "--year", "2024").code in {0, 1}
    assert [answer(run, name, "--batch", "out")["year"] for name in ("甲.xlsx", "filled.xlsx")] == [2024, 2025]
    assert answer(run, "甲.xlsx", "--batch", "out", "--year", "2023")["year"] == 2023


def test_entries_may_stand_in_a_workbook_below_a_title(run, folder, form):
    wanted = answer(run, form, "--entries", "entries.csv")
    (folder / JOURNAL).unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["复核记录"])
    for line in csv.reader(io.StringIO(ENTRIES)):
        sheet.append(line)
    book.save("entries.xlsx")
    assert answer(run, form, "--entries", "entries.xlsx")["projects"] == wanted["projects"]


def test_the_review_sheet_itself_is_no_file_of_entries(run, folder, form):
    run("recheck", form, "--entries", "entries.csv", "-o", "out.xlsx")
    assert run("recheck", form, "--entries", "out.xlsx").code == 2


def test_everything_entered_can_be_taken_back(run, folder, form):
    before = answer(run, form)
    answer(run, form, "--entries", "entries.csv")
    back = f"""{HEAD}
信访专项资金,,,上级交办案件按期结案率,同自评,,无,,,,
信访专项资金,满意度指标,,信访群众及相关单位满意度,,无,,,,,
信访专项资金,,,解决信访问题，社会和谐稳定,,无,,,,,
信访专项资金,预算,,全年执行数,同自评,,,,,,
解决特殊疑难问题资金,,,预算资金执行率,,,,T101,待定,,
解决特殊疑难问题资金,,,有效减少越级访的发生,,,,T106,待定,,
"""
    (folder / "back.csv").write_text(back, encoding="utf-8")
    said = answer(run, form, "--entries", "back.csv")
    for one in (*said["projects"], *before["projects"]):
        one.pop("quality")
    assert said["projects"] == before["projects"]
    assert said["proposals"] == before["proposals"]
