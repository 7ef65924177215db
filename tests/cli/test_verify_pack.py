"""`verify` finds the rule pack that a workbook was scored under, wherever it went with the workbook."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from selfeval.excel.book.any_kind import open_book
from selfeval.excel.scored.about_read import find_about, read_about
from selfeval.excel.scored.record import digest
from selfeval.rulepacks.finding import bundled_folder
from tests.cli.conftest import Run

PACK = (
    'schema = "selfeval.rules/1"\nid = "my-county"\nextends = "cn-mof-2020-10"\nversion = "3"\ntitle = "本县"\n'
    "# 说明\n[rounding]\nplaces = 1\n"
)
OUT = "out.xlsx"


@pytest.fixture
def scored(run: Run, folder: Path) -> Path:
    """A workbook scored under a pack of its own, alone in an empty folder."""
    (folder / "my-county.toml").write_text(PACK, encoding="utf-8")
    assert run("score", "filled.xlsx", "--rules", "my-county.toml", "-o", OUT).code in {0, 1}
    away = folder / "away"
    away.mkdir()
    shutil.move(folder / OUT, away / OUT)
    (folder / "my-county.toml").unlink()
    return away / OUT


def codes(run: Run, *args: object) -> list[str]:
    done = run("verify", *args, "--json")
    assert done.code in {0, 1}, done.err
    return [problem["code"] for problem in json.loads(done.out)["differences"]]


@pytest.mark.parametrize("place", ["away", "away/scoring_rules", "scoring_rules"])
def test_the_pack_is_found_beside_the_workbook_or_in_a_folder_of_packs(
    run: Run, folder: Path, scored: Path, place: str
):
    (folder / place).mkdir(exist_ok=True)
    (folder / place / "my-county.toml").write_bytes(PACK.replace("\n", "\r\n").encode())
    assert codes(run, scored) == []


def test_the_pack_may_be_named(run: Run, folder: Path, scored: Path):
    (folder / "my-county.toml").write_text(PACK, encoding="utf-8")
    assert codes(run, scored, "--rules", "my-county.toml") == []
    other = codes(run, scored, "--rules", "cn-mof-2020-10")
    assert "R201" in other


def test_of_several_packs_of_one_id_the_recorded_one_counts(run: Run, folder: Path, scored: Path):
    for place, places in (("away", "2"), ("away/scoring_rules", "1"), ("scoring_rules", "0")):
        (folder / place).mkdir(exist_ok=True)
        (folder / place / "my-county.toml").write_text(
            PACK.replace("places = 1", f"places = {places}"), encoding="utf-8"
        )
    assert codes(run, scored) == []
    (folder / "away" / "scoring_rules" / "my-county.toml").write_text("no pack", encoding="utf-8")
    assert "R201" in codes(run, scored), "no other one of this id is taken for it in silence"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pack_that_is_not_there_is_named_with_what_to_do(run: Run, scored: Path, lang: str):
    done = run("verify", scored, "--lang", lang)
    assert (done.code, done.out) == (2, "")
    for word in ("my-county 3", "my-county.toml", "--rules my-county.toml", "scoring_rules", "out.xlsx"):
        assert word in done.err


def test_a_base_that_is_not_there_is_named_with_what_to_do(run: Run, scored: Path):
    (scored.parent / "my-county.toml").write_text(PACK.replace("cn-mof-2020-10", "my-province"), encoding="utf-8")
    done = run("verify", scored)
    assert done.code == 2
    assert "my-province" in done.err
    assert "--rules" in done.err


def test_a_mistake_in_the_pack_is_told_as_such(run: Run, scored: Path):
    (scored.parent / "my-county.toml").write_text(PACK.replace("places = 1", "places = 9"), encoding="utf-8")
    done = run("verify", scored)
    assert done.code == 2
    assert "rounding.places" in done.err


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_hash_of_the_bytes_that_an_earlier_version_recorded_is_no_alarm(run: Run, folder: Path, ends: bytes):
    run("score", "filled.xlsx", "-o", OUT)
    new = json.loads(run("verify", OUT, "--json").out)["rules"]["sha256"]
    data = (bundled_folder() / "cn-mof-2020-10.toml").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ends)
    for name, old, wanted in (
        ("old.xlsx", hashlib.sha256(data).hexdigest(), []),
        ("other.xlsx", hashlib.sha256(data + b"#").hexdigest(), ["R201"]),
    ):
        replaced(folder / OUT, folder / "changed.xlsx", new, old)
        before, after = (recorded(folder / file) for file in (OUT, "changed.xlsx"))
        replaced(folder / "changed.xlsx", folder / name, before, after)
        assert codes(run, name) == wanted


def recorded(path: Path) -> str:
    """The hash of the record that a workbook carries."""
    grid = find_about(open_book(path))
    assert grid is not None
    return digest(read_about(grid).record)


def replaced(source: Path, target: Path, old: str, new: str) -> None:
    """A copy of a workbook in which one text is another one."""
    found = 0
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            found += data.count(old.encode())
            after.writestr(name, data.replace(old.encode(), new.encode()))
    assert found
