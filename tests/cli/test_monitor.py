"""`selfeval monitor`: the seed in June, its form there and back, kinds of files, exit codes, the year's end apart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.monitoring.fields import field, month_field
from selfeval.workspace.headless import load
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.work.opening import open_workspace
from tests import june
from tests.cli.conftest import ROOT, Run, listing, process


def months(evaluation: Evaluation) -> dict[FactKey, str]:
    """What stands in an evaluation about months, entered or shown through."""
    found = {key: text for key, text in evaluation.facts.items() if month_field(key.field) and text}
    for project in evaluation.department.projects:
        found |= {FactKey(project.id, "", name): text for name, text in project.monitored.items()}
        for row in project.indicators:
            found |= {FactKey(project.id, row.id, name): text for name, text in row.monitored.items()}
    return found


@pytest.fixture
def facts(folder: Path) -> Path:
    return june.write(folder / "june.json")


def monitored(run: Run, *words: object) -> dict[str, Any]:
    done = run("monitor", *words, "--json")
    assert done.code in {0, 1}, done.err
    return dict(json.loads(done.out))


def test_june_2025_of_the_seed(run: Run, folder: Path, facts: Path) -> None:
    found = monitored(run, "targets.xlsx", 6, "--actuals", facts)
    assert (found["schema"], found["year"], found["month"]) == ("selfeval.monitoring/1", 2025, 6)
    special, petitions = found["projects"]
    figures = {
        key: special["figures"][key] for key in ("base", "executed", "rate", "planned", "forecast", "forecast_rate")
    }
    assert figures == {"base": "180", "executed": "84.6", "rate": "0.4700", "planned": "0.5000", "forecast": "175",
                       "forecast_rate": "0.9722"}  # fmt: skip
    lights = [{lit["kind"]: (lit["light"], lit["figure"]) for lit in one["lights"]} for one in (special, petitions)]
    assert lights[0]["spending"] == ("green", "94") and lights[0]["expected"] == ("green", "97.22")
    assert lights[1]["spending"] == ("red", "64.86") and lights[1]["expected"] == ("yellow", "81.08")
    assert (special["light"], petitions["light"]) == ("green", "red")
    visits = petitions["indicators"][0]
    assert {lit["kind"]: lit["light"] for lit in visits["lights"]} == {"likelihood": "red", "forecast": "yellow"}
    assert (visits["likelihood"], visits["causes"]) == ("完全不可能", ["经费", "人员"])
    assert not [one for one in found["problems"] if one["severity"] == "error"]


def test_july_takes_the_plan_between_the_checkpoints_or_the_last_as_the_pack_says(run: Run, folder: Path) -> None:
    july = june.write(folder / "july.json", 7)
    assert monitored(run, "targets.xlsx", 7, "--actuals", july)["projects"][0]["figures"]["planned"] == "0.5625"
    pack = (folder / "last.toml").resolve()
    pack.write_text(
        'schema = "selfeval.rules/1"\nid = "last"\nextends = "cn-mof-2020-10"\nversion = "1"\ntitle = "按节点"\n'
        '[monitoring]\nbetween = "last"\n',
        encoding="utf-8",
    )
    found = monitored(run, "targets.xlsx", 7, "--actuals", july, "--rules", pack)
    assert found["projects"][0]["figures"]["planned"] == "0.5000"


def test_a_pack_with_rates_of_its_own(run: Run, folder: Path, facts: Path) -> None:
    found = monitored(run, "targets.xlsx", 6, "--actuals", facts, "--rules", "cn-sichuan-2025", "--year-mismatch", "ok")
    spending = [one["lights"][0] for one in found["projects"]]
    assert [(lit["light"], lit["figure"], lit["yellow"]) for lit in spending] == [
        ("green", "47", "40"), ("yellow", "32.43", "40"),
    ]  # fmt: skip


def test_the_form_goes_there_and_back(run: Run, folder: Path, facts: Path) -> None:
    done = run("monitor", "targets.xlsx", 6, "--actuals", facts, "-o", "form.xlsx")
    assert (done.code, (folder / "form.xlsx").is_file()) == (0, True)
    before, after = load(folder / "targets.xlsx", actuals=facts), load(folder / "form.xlsx")
    expected = months(before.evaluation)
    assert len(expected) > 40
    assert months(after.evaluation) == expected
    assert after.evaluation.department.year == 2025
    assert not [one for one in after.problems if one.code.startswith("F")]
    taken, problems = read_actuals(folder / "form.xlsx", evaluation=load(folder / "targets.xlsx").evaluation)
    assert dict(taken) == expected and not problems
    again = run("monitor", "form.xlsx", 6, "-o", "again.xlsx")
    assert again.code == 0
    assert _cells(folder / "again.xlsx") == _cells(folder / "form.xlsx")


def _cells(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book
        if sheet.title != "监控结果"
    }


def test_a_table_and_json_say_the_same(run: Run, folder: Path, facts: Path) -> None:
    (folder / "june.csv").write_text(june.as_csv(), encoding="utf-8")
    both = [
        months(load(folder / "targets.xlsx", actuals=folder / name).evaluation) for name in ("june.json", "june.csv")
    ]
    assert both[0] == both[1]


def test_its_own_json_can_be_given_back(run: Run, folder: Path, facts: Path) -> None:
    done = run("monitor", "targets.xlsx", 6, "--actuals", facts, "--json")
    (folder / "said.json").write_text(done.out, encoding="utf-8")
    both = [load(folder / "targets.xlsx", actuals=folder / name) for name in ("june.json", "said.json")]
    assert months(both[0].evaluation) == months(both[1].evaluation)
    assert not [one for one in both[1].problems if one.code == "F404"]


def test_a_blank_form_asks_for_nothing_yet(run: Run, folder: Path) -> None:
    done = run("monitor", "targets.xlsx", "6月")
    assert (done.code, (folder / "targets-监控6月-2025.xlsx").is_file()) == (0, True)
    assert "blank" in done.out
    assert months(load(folder / "targets-监控6月-2025.xlsx").evaluation) == {}


def test_nothing_is_overwritten_and_no_month_is_guessed(run: Run, folder: Path) -> None:
    before = listing(folder)
    for word in ("12", "0", "x", "13月"):
        assert run("monitor", "targets.xlsx", word).code == 2
    assert run("monitor", "targets.xlsx", "6", "-o", "targets.xlsx", "--force").code == 2
    assert run("monitor", "targets.xlsx", "6", "-o", "filled.xlsx").code == 2
    assert listing(folder) == before


def test_findings_decide_the_exit_code(run: Run, folder: Path) -> None:
    (folder / "m.csv").write_text(
        f"项目编码,三级指标,1-6月完成情况,完成目标可能性\n{june.PETITIONS},重点地区访量,12批次,完全不可能\n",
        encoding="utf-8",
    )
    done = run("monitor", "targets.xlsx", 6, "--actuals", "m.csv", "-o", "a.xlsx")
    assert done.code == 1
    assert {"A132", "B140", "A130"} <= set(done.out.split())


def test_warnings_count_where_they_are_asked_for(run: Run, folder: Path, facts: Path) -> None:
    said = json.loads(facts.read_text(encoding="utf-8"))
    said["projects"][1]["indicators"][1]["monitoring"]["6"].pop("measures")
    facts.write_text(json.dumps(said), encoding="utf-8")
    codes = [run("monitor", "targets.xlsx", 6, "--actuals", facts, "-o", f"{at}.xlsx", *more).code
             for at, more in enumerate(((), ("--strict",)))]  # fmt: skip
    assert codes == [0, 1]


def test_the_month_entered_last_is_taken(run: Run, folder: Path) -> None:
    with_work(folder / "targets.xlsx", {3: "40", 6: "84.6"})
    assert monitored(run, "targets.xlsx")["month"] == 6


def with_work(path: Path, spent: dict[int, str]) -> None:
    workspace = open_workspace(path)
    for month, text in spent.items():
        workspace.enter([(FactKey(june.SPECIAL, "", field(month, "executed")), text)])
    workspace.close()


def test_what_was_entered_in_the_program_counts_and_is_undone_there(run: Run, folder: Path) -> None:
    with_work(folder / "targets.xlsx", {6: "84.6"})
    assert monitored(run, "targets.xlsx", 6)["projects"][0]["figures"]["executed"] == "84.6"
    workspace = open_workspace(folder / "targets.xlsx")
    workspace.undo()
    workspace.close()
    assert monitored(run, "targets.xlsx", 6)["projects"][0]["figures"]["executed"] is None


def test_an_entry_of_a_month_survives_a_kill(folder: Path) -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom selfeval.core.evaluation import FactKey\n"
        "from selfeval.workspace.work.opening import open_workspace\n"
        "w = open_workspace(Path('targets.xlsx'))\n"
        f"w.enter([(FactKey('{june.SPECIAL}', '', 'monitor.6.executed'), '84.6')])\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -9
    assert set(months(load(folder / "targets.xlsx").evaluation).values()) == {"84.6"}


def test_months_and_the_years_end_keep_out_of_each_other(run: Run, folder: Path, facts: Path) -> None:
    scored = run("score", "targets.xlsx", "--actuals", "filled.xlsx", "--json", "-o", "s.xlsx")
    both = run("score", "targets.xlsx", "--actuals", "filled.xlsx", "--actuals", facts, "--json", "-o", "b.xlsx")
    assert [one["total"] for one in json.loads(both.out)["projects"]] == [
        one["total"] for one in json.loads(scored.out)["projects"]
    ]
    assert {one["code"] for one in json.loads(both.out)["problems"]} == {
        one["code"] for one in json.loads(scored.out)["problems"]
    }
    found = monitored(run, "targets.xlsx", 6, "--actuals", "filled.xlsx", "--actuals", facts)
    assert found["projects"][0]["figures"]["executed"] == "84.6"


def test_the_command_says_how_it_is_used(folder: Path) -> None:
    done = process("monitor", "targets.xlsx", "13", cwd=folder, SELFEVAL_LANG="en")
    assert done.code == 2 and "1 to 11" in done.err


def test_an_amount_of_another_month_is_that_months_and_one_of_no_month_is_told(run: Run, folder: Path) -> None:
    (folder / "money.csv").write_text(
        "项目名称,一级指标,二级指标,三级指标,1-6月完成情况\n"
        "信访专项资金,预算,,1-7月执行数,70\n信访专项资金,预算,,1-12月执行数,150\n信访专项资金,预算,,1-6月执行数,60\n"
        "信访专项资金,预算,,截至12月底执行数,160\n",
        encoding="utf-8",
    )
    for month, spent in ((6, "60"), (7, "70")):
        found = monitored(run, "targets.xlsx", month, "--actuals", "money.csv")
        assert found["projects"][1]["figures"]["executed"] == spent
    assert [one["input"] for one in found["problems"] if one["code"] == "F404"] == ["150", "160"]
