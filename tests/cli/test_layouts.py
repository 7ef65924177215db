"""`check` says what it recognised; `--map` works on every command that reads; `doctor` lists and forgets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval.cli import run
from tests.corpus.make import WORKBOOKS

UNKNOWN = WORKBOOKS / "unknown_columns.xlsx"


def test_check_says_what_was_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(UNKNOWN), "--lang", "en"])
    out = capsys.readouterr().out
    assert "表!A1:H3: 2 indicators (表)" in out
    assert "A=序号  B=一级指标  C=二级指标  D=三级指标  E=指标值" in out
    assert "not understood: F1 考核权数、G1 数据来源、H1 -" in out
    run(["check", str(WORKBOOKS / "placeholders.xlsx"), "--lang", "en"])
    assert "not read as indicators: C3 指标2： (left over from the template)" in capsys.readouterr().out
    run(["check", str(WORKBOOKS / "sheets_by_project.xlsx"), "--lang", "zh"])
    assert "没有表格的工作表：说明" in capsys.readouterr().out


def test_check_says_so_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    run(
        [
            "check",
            str(UNKNOWN),
            str(WORKBOOKS / "subtotals_and_notes.xlsx"),
            "--json",
            "--lang",
            "en",
            "--map",
            "分值=F",
        ]
    )
    captured = capsys.readouterr()
    first, second = json.loads(captured.out)["files"]
    (table,) = first["layout"]["tables"]
    assert (table["sheet"], table["range"], table["indicators"]) == ("表", "A1:H3", 2)
    assert {"field": "weight", "cell": "表!F1", "header": "考核权数", "mapped": True} in table["columns"]
    assert table["unknown"] == [{"cell": "表!G1", "header": "数据来源"}, {"cell": "表!H1", "header": ""}]
    assert second["error"]["code"] == "F122"


def test_what_a_filled_form_claims_is_held_against_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(WORKBOOKS / "claims_that_contradict.xlsx"), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["files"][0]["problems"]
    errors = {(problem["code"], problem["where"]) for problem in problems if problem["severity"] == "error"}
    assert errors == {("B122", "表!G6"), ("S104", "表!H17"), ("S111", "表!H18")}
    assert run(["check", str(WORKBOOKS / "national_form.xlsx"), "--json"]) == 0


def test_an_adjusted_target_counts_and_the_initial_one_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run(["explain", str(WORKBOOKS / "initial_and_adjusted_targets.xlsx"), "发放救助", "--lang", "en"])
    out = capsys.readouterr().out
    assert "Target: ≥260人次" in out
    assert "At the beginning of the year: ≥300人次" in out


def test_map_on_score_and_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.xlsx"
    assert run(["score", str(UNKNOWN), "-o", str(out), "--map", "分值=考核权数", "--json"]) in {0, 1}
    scored = json.loads(capsys.readouterr().out)
    assert [item["weight"] for item in scored["projects"][0]["indicators"]] == ["60", "40"]
    assert "F227" in {problem["code"] for problem in scored["problems"]}
    run(["explain", str(UNKNOWN), "巡河", "--no-map", "--lang", "en"])
    without = capsys.readouterr().out
    run(["explain", str(UNKNOWN), "巡河", "--lang", "en"])
    assert capsys.readouterr().out != without


def test_wrong_words_end_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(UNKNOWN), "--map", "分直=F", "--lang", "en"]) == 2
    assert "Probably 分值 is meant" in capsys.readouterr().err
    assert run(["explain", str(UNKNOWN), "--map", "分值=ZZ", "--lang", "en"]) == 2
    assert "表!F1 考核权数" in capsys.readouterr().err


def test_doctor_lists_and_forgets(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(UNKNOWN), "--map", "分值=F"])
    run(["doctor", "--lang", "en"])
    out = capsys.readouterr().out
    assert "分值=F" in out
    assert "考核权数" in out
    assert run(["doctor", "--forget-map", "nonsense", "--lang", "en"]) == 2
    assert run(["doctor", "--forget-map", "all", "--lang", "en"]) == 0
    assert "Layouts forgotten: 1" in capsys.readouterr().out
