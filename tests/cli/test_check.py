"""`check`, `target`, `rules`: findings, readings and packs, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from selfeval.workspace import headless
from tests.cli.conftest import ROOT, Run

SEED = {"T101", "T106", "T115", "T117", "T119", "T120", "T122", "W101", "B105"}
"""What domain.md section 6 wants to be found in the seed."""


def test_the_seed_raises_its_findings(run: Run, folder: Path) -> None:
    done = run("check", "targets.xlsx", "--json")
    assert done.code == 1
    data = json.loads(done.out)
    assert data["schema"] == "selfeval.check/1"
    (file,) = data["files"]
    assert file["file"] == "targets.xlsx"
    assert file["error"] is None
    assert {problem["code"] for problem in file["problems"]} >= SEED
    assert not {problem["code"] for problem in file["problems"] if problem["code"].startswith("A")}


def test_text_names_every_finding(run: Run, folder: Path) -> None:
    problems = headless.load(folder / "targets.xlsx").problems
    done = run("check", "targets.xlsx")
    for problem in problems:
        assert f"{problem.code}  {problem.where}" in done.out
    whole, targets, mine = (line.strip() for line in done.out.splitlines()[-4:-1])
    assert whole.startswith("5 errors")
    assert targets.startswith("Of the approved targets: 5 errors")
    assert mine.startswith("Of this evaluation: 0 errors")


def test_strict_counts_warnings(run: Run, folder: Path, monkeypatch) -> None:
    from dataclasses import replace

    from selfeval.core.problems import Severity

    real = headless.load

    def only(severity: Severity):
        def load(*args: object, **more: object) -> headless.Loaded:
            loaded = real(*args, **more)
            return replace(loaded, problems=tuple(item for item in loaded.problems if item.severity is severity))

        return load

    for severity, plain, strict in ((Severity.ERROR, 1, 1), (Severity.WARNING, 0, 1), (Severity.INFO, 0, 0)):
        monkeypatch.setattr(headless, "load", only(severity))
        assert run("check", "targets.xlsx").code == plain
        assert run("check", "targets.xlsx", "--strict").code == strict


def test_json_names_files_that_cannot_be_read(run: Run, folder: Path) -> None:
    done = run("check", "missing.xlsx", "targets.xlsx", "--json")
    assert done.code == 2
    missing, targets = json.loads(done.out)["files"]
    assert missing["error"]["code"] == "F101"
    assert set(missing["error"]) == {"code", "title", "message", "hint"}
    assert targets["problems"]


def test_target(run: Run) -> None:
    done = run("target", "≥90%", "290%", "20万元", "", "--tier2", "成本指标", "--json")
    assert done.code == 0
    readings = json.loads(done.out)
    assert [reading["text"] for reading in readings] == ["≥90%", "290%", "20万元", ""]
    assert readings[0]["comparator"] == ">="
    assert readings[2]["comparator"] == "<="
    assert readings[2]["origin"] == "assumed"
    assert readings[3]["kind"] == "unreadable"
    text = run("target", "20万元", "--tier2", "成本指标")
    assert "≤ 20万元" in text.out


def test_target_with_the_cells_beside_it_and_an_outcome(run: Run) -> None:
    cells = ("--tier2", "质量指标", "--name", "验收合格率", "--sign", "≥", "--unit", "%")
    (reading,) = json.loads(run("target", "96", *cells, "--actual", "0.96%", "--json").out)
    assert (reading["canonical"], reading["actual"]["value"], reading["actual"]["doubts"]) == (
        "≥ 96%",
        "0.96",
        ["A104"],
    )
    assert reading["actual"]["assumptions"][0]["offer"] == "96%"
    (late,) = json.loads(run("target", "年底", "--year", "2024", "--actual", "12月20日", "--json").out)
    assert (late["day"], late["actual"]["day"]) == ("2024-12-31", "2024-12-20")
    assert "A104" in run("target", "96", *cells, "--actual", "0.96%").out
    assert run("target", "年底", "--year", "25").code == 2


def test_dashes_may_begin_a_target(run: Run) -> None:
    assert run("target", "--", "-5%").code == 0


def test_rules_list(run: Run) -> None:
    packs = json.loads(run("rules", "list", "--json").out)
    assert {pack["id"] for pack in packs} >= {"cn-mof-2020-10", "cn-mof-2021-101"}
    assert all(pack["error"] is None and len(pack["sha256"]) == 64 for pack in packs)
    assert "cn-mof-2020-10" in run("rules", "list").out


def test_rules_of_the_working_folder_win_and_broken_ones_are_shown(run: Run, folder: Path) -> None:
    own = folder / "scoring_rules"
    own.mkdir()
    source = (ROOT / "scoring_rules" / "cn-mof-2020-10.toml").read_text(encoding="utf-8")
    (own / "cn-mof-2020-10.toml").write_text(source, encoding="utf-8")
    (own / "broken.toml").write_text("id = ", encoding="utf-8")
    packs = json.loads(run("rules", "list", "--json").out)
    assert [(pack["bundled"], pack["hidden"]) for pack in packs if pack["id"] == "cn-mof-2020-10"] == [
        (False, False), (True, True),
    ]  # fmt: skip
    assert next(pack for pack in packs if pack["id"] == "broken")["error"]
    assert run("rules", "check").code == 1
    done = run("rules", "check", "broken", "--json")
    assert done.code == 1
    assert json.loads(done.out)[0]["problems"][0]["severity"] == "error"


def test_rules_show_and_check(run: Run) -> None:
    text = run("rules", "show", "cn-mof-2020-10").out
    assert "财预〔2020〕10号" in text
    assert "(not verified)" in text
    rows = json.loads(run("rules", "show", "cn-mof-2020-10", "--json").out)
    assert {"section", "key", "value", "source", "verified", "seen", "path", "layer"} == set(rows[0])
    checked = run("rules", "check")
    assert checked.code == 0
    assert "cn-mof-2021-101" in checked.out


def test_rules_schema(run: Run) -> None:
    schema = json.loads(run("rules", "schema").out)
    assert schema["additionalProperties"] is False
    assert "execution" in schema["properties"]


def test_codes_are_selected_ignored_and_weighed_like_a_linter(run: Run, folder: Path) -> None:
    whole = json.loads(run("check", "targets.xlsx", "--json").out)
    assert whole["selection"] == {"select": [], "ignore": [], "severities": {}}
    (file,) = whole["files"]
    assert file["left_out"] == {"select": 0, "ignore": 0, "severity": 0, "rules": 0}
    options = ("--select", "T", "--ignore", "T106,T12", "--severity", "T101=warning", "--severity", "t117=off")
    done = run("check", "targets.xlsx", *options, "--json")
    assert done.code == 0
    data = json.loads(done.out)
    assert data["selection"] == {
        "select": ["T"], "ignore": ["T106", "T12"], "severities": {"T101": "warning", "T117": "off"},
    }  # fmt: skip
    (chosen,) = data["files"]
    assert {problem["code"] for problem in chosen["problems"]} == {"T101", "T111", "T115", "T119"}
    assert len(chosen["problems"]) + sum(chosen["left_out"].values()) == len(file["problems"])
    text = run("check", "targets.xlsx", *options)
    assert "findings left out by --select" in text.out and "findings left out by --ignore" in text.out
    assert run("check", "targets.xlsx", *options, "--strict").code == 1
    assert run("check", "targets.xlsx", "--ignore", "T,B").code == 0


def test_unknown_codes_are_refused(run: Run, folder: Path) -> None:
    for options in (("--select", "T1O1"), ("--ignore", "t10l"), ("--severity", "T1O1=error")):
        for command in (("check", "targets.xlsx"), ("score", "filled.xlsx", "-o", "new.xlsx")):
            done = run(*command, *options)
            assert done.code == 2
            assert "T101" in done.err
    assert not (folder / "new.xlsx").exists()


def test_a_selection_changes_what_score_prints_and_returns_but_not_the_workbook(run: Run, folder: Path) -> None:
    import openpyxl

    def listed(name: str) -> list[object]:
        sheet = openpyxl.load_workbook(folder / name)["检查结果"]
        return [[cell.value for cell in line] for line in sheet.iter_rows()]

    assert run("score", "filled.xlsx", "-o", "whole.xlsx").code == 1
    done = run("score", "filled.xlsx", "-o", "part.xlsx", "--ignore", "T,B", "--json")
    data = json.loads(done.out)
    assert done.code == 0
    assert data["left_out"]["ignore"] > 0
    assert not [problem for problem in data["problems"] if problem["code"][0] in "TB"]
    assert listed("whole.xlsx") == listed("part.xlsx")


def test_a_pack_switches_checks_off_and_the_count_says_so(run: Run, folder: Path) -> None:
    own = folder / "scoring_rules"
    own.mkdir()
    text = 'schema = "selfeval.rules/1"\nid = "mild"\nversion = "1"\ntitle = "本县"\nextends = "cn-mof-2020-10"\n'
    pack = own / "mild.toml"
    pack.write_text(text + '[severities]\nT101 = "off"\nT106 = "warning"\nB105 = "info"\n', encoding="utf-8")
    done = run("check", "targets.xlsx", "--rules", "mild")
    assert done.code == 0
    assert "3 findings left out by the rule pack" in done.out
    again = run("check", "targets.xlsx", "--rules", "mild", "--severity", "T106=error", "--json")
    assert again.code == 1
    assert json.loads(again.out)["files"][0]["left_out"]["rules"] == 3
    pack.write_text(text + '[severities]\nT1O1 = "off"\nT991 = "off"\n', encoding="utf-8")
    refused = run("check", "targets.xlsx", "--rules", "mild")
    assert refused.code == 2
    assert "T1O1" in refused.err or "T991" in refused.err


def test_several_files_end_with_a_line_for_each(run: Run, folder: Path) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    done = run("check", "targets.xlsx", "broken.xlsx")
    assert done.code == 2
    last = [line.split() for line in done.out.splitlines()[-2:]]
    assert last[0][0] == "targets.xlsx" and last[0][1] == "5"
    assert last[1] == ["broken.xlsx", "not", "read"]
    assert "All files" not in run("check", "targets.xlsx").out


def test_rules_check_says_how_many_worked_cases_were_run(run, folder):
    (folder / "mine.toml").write_text("execution:\n  weight: 10\n", encoding="utf-8")
    assert "Worked cases run: 60" in run("rules", "check", "cn-mof-2020-10").out
    assert "Worked cases run" not in run("rules", "check", "mine.toml").out  # nothing could be run
