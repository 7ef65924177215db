"""`selfeval rules export` and `rules import` as a person runs them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selfeval.cli import run as program
from tests.cli.conftest import ROOT, Run, listing
from tests.examples import part
from tests.excel.books import loaded

PACKS = ROOT / "scoring_rules"
IDS = sorted(path.stem for path in PACKS.glob("*.toml") if not path.name.endswith(".cases.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def edit(path: Path, *changes: tuple[str, str, object]) -> None:
    book = loaded(path.read_bytes())
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    book.save(path)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The pack of the ministry as a workbook."""
    path = tmp_path_factory.mktemp("exported") / "pack.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELFEVAL_STATE_DIR", str(path.with_name("state")))
        assert program(["rules", "export", "cn-mof-2020-10", "-o", str(path)]) == 0
    return path.read_bytes()


@pytest.mark.parametrize("name", part(IDS, 3))
def test_there_and_back_gives_the_pack_itself(run: Run, folder: Path, name: str) -> None:
    assert run("rules", "export", name, "-o", "pack.xlsx").code == 0
    done = run("rules", "import", "pack.xlsx")
    assert (done.code, done.out) == (0, "")
    for ending in (".toml", ".cases.toml"):
        assert load(folder / f"{name}{ending}") == load(PACKS / f"{name}{ending}")
    assert run("rules", "check", f"{name}.toml").code == 0


def test_an_edited_pack_of_a_new_name_is_sound(run: Run, folder: Path) -> None:
    run("rules", "export", "cn-mof-2020-10", "-o", "pack.xlsx")
    edit(folder / "pack.xlsx", ("基本信息", "B6", "my-county-2026"), ("预算执行率", "B14", 85))
    done = run("rules", "import", "pack.xlsx", "-o", "my-county-2026.toml")
    assert done.code == 0
    assert "rules check" in done.err and "60 worked cases come out" in done.err
    assert load(folder / "my-county-2026.cases.toml")["pack"] == "my-county-2026"
    assert run("rules", "check", "my-county-2026.toml").code == 0


def test_a_worked_case_that_fails_is_named_and_nothing_is_written(run: Run, folder: Path) -> None:
    run("rules", "export", "cn-mof-2020-10", "-o", "pack.xlsx")
    edit(folder / "pack.xlsx", ("基本信息", "B6", "my-county-2026"), ("等级", "B6", "优秀"), ("等级", "C6", 92))
    done = run("rules", "import", "pack.xlsx", "-o", "my-county-2026.toml")
    assert done.code == 1
    found = [line for line in done.out.splitlines() if line.startswith("Error")]
    assert found and all("R130" in line and "算例-" in line for line in found)
    assert not list(folder.glob("*.toml"))


MISTAKES = [
    (("等级", "C7", 95), "R123", "等级!C7"),
    (("等级", "C9", 10), "R123", "等级!C9"),
    (("等级", "B6", None), "R111", "等级!B6"),
    (("计分方法", "E6", "nothing"), "R124", "计分方法!E6"),
    (("计分方法", "E6", None), "R111", "计分方法!E6"),
    (("计分方法", "M6", 50), "R125", "计分方法!M6"),
    (("计分方法", "P6", 90), "R114", "计分方法!P6"),
    (("计分方法", "B7", "quantity"), "R126", "计分方法!B7"),
    (("定性档次", "E6", 70), "R121", "定性档次!F7"),
    (("同义写法", "C7", "达成"), "R126", "同义写法!C7"),
    (("预算执行率", "B6", 20), "R120", "分值!"),
    (("预算执行率", "B6", 101), "R114", "预算执行率!B6"),
    (("预算执行率", "B7", None), "R111", "预算执行率!B7"),
    (("预算执行率", "B7", "按区间"), "R122", "预算执行率!"),
    (("基本信息", "B6", "我的包"), "R115", "基本信息!B6"),
    (("基本信息", "B6", None), "R111", "基本信息!B6"),
    (("基本信息", "B7", "no-such-base"), "R160", "基本信息!B7"),
    (("基本信息", "B16", "selfeval.rules/9"), "R105", "基本信息!B16"),
    (("取舍与汇总", "B6", 2.5), "R112", "取舍与汇总!B6"),
    (("检查程度", "A6", "XX"), "R115", "检查程度!"),
    (("算例-指标", "L6", None), "R111", "算例-指标!"),
    (("算例-指标", "B6", None), "R111", "算例-指标!B6"),
    (("基本信息", "B18", "other-pack"), "R131", "基本信息!B18"),
]
"""Cell and what is written there, code of the objection, where it is told."""


def _stage(mistake: tuple[tuple[str, str, object], str, str]) -> str:
    """What is looked at together: keys one by one, then what they say together; some are looked at alone."""
    (sheet, cell, _), code, _ = mistake
    if sheet.startswith("算例") or code in {"R105", "R131", "R160"}:
        return f"{sheet}!{cell}"
    return "keys" if code < "R120" else "laws"


def _together() -> list[list[tuple[tuple[str, str, object], str, str]]]:
    """At most one mistake of each sheet in a workbook, and all of one stage."""
    left, rounds = list(MISTAKES), []
    while left:
        stage = _stage(left[0])
        first = {mistake[0][0]: mistake for mistake in reversed(left) if _stage(mistake) == stage}
        rounds.append(list(first.values()))
        left = [mistake for mistake in left if mistake not in rounds[-1]]
    return rounds


@pytest.mark.parametrize("mistakes", _together())
def test_what_the_pack_objects_to_names_the_cell(
    run: Run, folder: Path, exported: bytes, mistakes: list[tuple[tuple[str, str, object], str, str]]
) -> None:
    (folder / "pack.xlsx").write_bytes(exported)
    changes = [change for change, _, _ in mistakes]
    extra = [("检查程度", "B6", "提示")] if any(change[0] == "检查程度" for change in changes) else []
    edit(folder / "pack.xlsx", *changes, *extra)
    before = listing(folder)
    done = run("rules", "import", "pack.xlsx")
    assert done.code == 1
    errors = [line.split()[1:3] for line in done.out.splitlines() if line.startswith("Error")]
    for change, code, where in mistakes:
        assert any(found == code and place.startswith(where) for found, place in errors), (change, done.out)
    assert "Nothing was written." in done.err
    assert listing(folder) == before


def test_all_mistakes_at_once(run: Run, folder: Path) -> None:
    run("rules", "export", "cn-mof-2020-10", "-o", "pack.xlsx")
    edit(
        folder / "pack.xlsx",
        ("等级", "C7", 95), ("计分方法", "D7", "?"), ("计分方法", "E6", "nothing"), ("算例-指标", "B6", None),
    )  # fmt: skip
    out = run("rules", "import", "pack.xlsx").out
    for where in ("等级!C7", "计分方法!D7", "计分方法!E6", "算例-指标!B6"):
        assert where in out
    assert "4 errors" in out


def test_mistakes_in_an_overlay_name_its_own_cells(run: Run, folder: Path) -> None:
    run("rules", "export", "cn-hebei-leting-2025", "-o", "pack.xlsx")
    edit(
        folder / "pack.xlsx",
        ("计分方法", "B6", "qualitative"), ("计分方法", "E6", "nothing"),
        ("计分方法", "B7", "quantity"), ("计分方法", "M7", 50),
    )  # fmt: skip
    out = run("rules", "import", "pack.xlsx").out
    assert "R124  计分方法!E6" in out
    assert "R125  计分方法!M7" in out


def test_nothing_is_overwritten_without_force(run: Run, folder: Path) -> None:
    run("rules", "export", "cn-mof-2020-10", "-o", "pack.xlsx")
    (folder / "cn-mof-2020-10.cases.toml").write_text("mine", encoding="utf-8")
    before = listing(folder)
    for args in (("export", "cn-mof-2020-10", "-o", "pack.xlsx"), ("import", "pack.xlsx")):
        done = run("rules", *args)
        assert done.code == 2
        assert "F301" in done.err
        assert listing(folder) == before
        assert run("rules", *args, "--force").code == 0
        before = listing(folder)


@pytest.mark.parametrize(
    "args",
    [
        ("export", "cn-mof-2020-10", "-o", "pack.toml"),
        ("import", "pack.xlsx", "-o", "pack.xlsx", "--force"),
        ("import", "filled.xlsx"),
        ("import", "missing.xlsx"),
        ("export", "no-such-pack"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused(run: Run, folder: Path, args: tuple[str, ...]) -> None:
    run("rules", "export", "cn-mof-2020-10", "-o", "pack.xlsx")
    before = listing(folder)
    assert run("rules", *args).code == 2
    assert listing(folder) == before


def test_a_name_unlike_the_id_is_told(run: Run, folder: Path) -> None:
    run("rules", "export", "cn-mof-2020-10", "-o", "pack.xlsx")
    done = run("rules", "import", "pack.xlsx", "-o", "other.toml")
    assert done.code == 1
    assert "R106  基本信息!B6" in done.out


@pytest.mark.parametrize(
    ("change", "code", "where", "said"),
    [
        (("基本信息", "B12", "亿元"), "R183", "基本信息!B12", "Choose from the list"),  # near 元 by its letters alone
        (("基本信息", "B12", "千元"), "R183", "基本信息!B12", "Choose from the list"),
        (("预算执行率", "B7", "按比列"), "R183", "预算执行率!B7", "Probably 按比例"),
        (("分值", "I6", "50%"), "R182", "分值!I6", "number"),  # the sum without it is no second mistake
        (("分值", "J6", "三十"), "R182", "分值!J6", "number"),
        (("分值", "I6", 45), "R120", "分值!I6", "95"),  # at a cell that is filled
        (("等级", "C7", "八十"), "R182", "等级!C7", "number"),
        (("预算执行率", "B6", None), "R111", "预算执行率!B6", "nothing stands here"),
        (("预算执行率", "B8", "财预〔2020〕10号"), "R115", "预算执行率!B8", "name of a citation"),
        (("等级", "", None), "R186", "等级!A4", "等级"),  # what the missing sheet does to the cases follows from it
    ],
)
def test_one_mistake_of_a_workbook_is_told_once(
    run: Run, folder: Path, exported: bytes, change: tuple[str, str, object], code: str, where: str, said: str
) -> None:
    (folder / "pack.xlsx").write_bytes(exported)
    if change[1]:
        edit(folder / "pack.xlsx", change)
    else:
        book = loaded(exported)
        book.remove(book[change[0]])
        book.save(folder / "pack.xlsx")
    done = run("rules", "import", "pack.xlsx")
    errors = [line.split()[1:3] for line in done.out.splitlines() if line.startswith("Error")]
    assert (done.code, errors) == (1, [[code, where]])
    assert said in done.out
