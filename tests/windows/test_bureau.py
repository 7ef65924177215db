"""The kit for finance bureaus: a small county is read and added up under Wine as under Linux, cell by cell.

Wine and numpy together take minutes, so that it has a target of its own: `make bureau-proof`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet

from tests.places import ROOT
from tests.windows.test_commands import here
from tests.windows.wine import Wine

TABLES = ("facts", "findings", "files")


def test_a_small_county_is_the_same_as_under_linux(bureau: Wine, tmp_path: Path) -> None:
    county = tmp_path / "某 县"
    subprocess.run([sys.executable, "-m", "tests.tools.county.make", str(county), "--forms", "8"], cwd=ROOT, check=True)
    done = bureau.run("selfeval", "batch", "forms", "-o", "汇总 1", "--lang", "zh", cwd=county)
    linux = here(county, "batch", "forms", "-o", "linux", "--lang", "zh")
    assert (done.code, linux.returncode) == (1, 1), done
    assert done.out.decode("gbk").replace("\r\n", "\n").replace("..\\", "../").replace("汇总 1", "linux") == (
        linux.stdout.decode("utf-8").encode("gbk", "replace").decode("gbk")
    )
    for name in TABLES:
        tables = [pyarrow.parquet.read_table(county / out / f"{name}.parquet") for out in ("汇总 1", "linux")]
        assert tables[0].equals(tables[1]), name
        assert tables[0].num_rows > 10
    told = [json.loads((county / out / "summary.json").read_text("utf-8")) for out in ("汇总 1", "linux")]
    assert told[0] == told[1]
    assert _shown(county / "汇总 1") == _shown(county / "linux")
    again = bureau.run("selfeval", "batch", "--resume", "-o", "汇总 1", cwd=county)
    assert (again.code, b"Traceback" in again.err) == (1, False), again


def _shown(out: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(out / "汇总.xlsx", data_only=True)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_doctor_finds_the_kit_whole_but_for_what_this_wine_needs(bureau: Wine, tmp_path: Path) -> None:
    done = bureau.run("selfeval", "doctor", "--lang", "en", cwd=tmp_path, more={"SELFEVAL_ENCODING": "utf-8"})
    said = done.out.decode("utf-8")
    changed = [line for line in said.splitlines() if line.startswith("[bad]")]
    assert [line.split()[2] for line in changed] == ["changed:", "missing:"], said
    assert all(name in said for name in ("_multiarray_umath", "python/_wmi.pyd"))
    bureau.note(f"doctor of the kit for finance bureaus: {done.seconds:.1f} s\n")
