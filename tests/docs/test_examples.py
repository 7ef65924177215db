"""What the pages show is what the program does: sessions, the JSON of each command, files of actuals."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, PAGES, ROOT, blocks, named, pattern, prose, sessions, text_of

WITH_SESSIONS = [page for page in PAGES if blocks(page, "console")]
JSON_PAGES = [DOCS / "json.md", DOCS / "json.zh-CN.md"]
READING_PAGES = [DOCS / "readings.md", DOCS / "readings.zh-CN.md"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbooks of the program in it, as the README tells to make one."""
    folder = tmp_path_factory.mktemp("place")
    _unpack(folder)
    return folder


def _unpack(folder: Path) -> None:
    for book in (*(ROOT / "workbooks").glob("*.xlsx"), *(ROOT / "tests/data/documents").glob("*.txt")):
        shutil.copy(book, folder)


def _run(words: list[str], folder: Path, language: str = "en", *, apart: bool = False) -> str:
    """What a command prints, both streams as they come on a screen, or with `apart` standard output alone."""
    from selfeval.cli import run

    own = {"SELFEVAL_STATE_DIR": str(folder / "state"), "SELFEVAL_LANG": language}
    both = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    errors = io.TextIOWrapper(io.BytesIO(), encoding="utf-8") if apart else both
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(both), contextlib.redirect_stderr(errors):
        patch.chdir(folder)
        for name, value in own.items():
            patch.setenv(name, value)
        run(words)
    both.seek(0)
    return both.read()


@pytest.mark.parametrize("page", WITH_SESSIONS, ids=named)
def test_sessions_go_as_they_are_shown(page: Path, tmp_path: Path) -> None:
    _unpack(tmp_path)
    language = "zh" if page.name.endswith(".zh-CN.md") else "en"
    for words, shown in sessions(page):
        said = _run(words, tmp_path, language)
        assert pattern(shown).fullmatch(said), f"{words}\n{said}"


@pytest.mark.parametrize("page", READING_PAGES, ids=named)
def test_the_json_that_the_page_shows_is_understood(page: Path) -> None:
    """Every key of it has its place; a clerk copies it."""
    from selfeval.workspace.incoming.json_rows import rows_of_json

    (sample,) = blocks(page, "json")
    rows, problems = rows_of_json(sample, page.name)
    assert problems == ()
    assert [dict(row.values) for row in rows] == [
        {"executed": "178.2", "checkpoint.12": "99%", "goal_actual": "目标全部完成"},
        {"actual": "118批次", "reason": "来访减少", "evidence": "台账"},
        {"actual": "达成年度指标", "share": "95%"},
    ]


@pytest.mark.parametrize("page", READING_PAGES, ids=named)
def test_the_columns_that_the_page_names_are_understood(page: Path) -> None:
    from selfeval.workspace.incoming.csv_rows import rows_of_table

    cells = re.findall(r"^\| ([^|]+) \|", text_of(page).partition(".csv`")[2], re.MULTILINE)[1:]
    columns = [word for cell in cells if not cell.startswith("-") for word in re.split(r", |、", cell)]
    assert len(columns) == 12
    lines = [["X1", "修路", "产出指标", "数量指标", "里程", "12公里", "", "雨季", "台账", "", "", "2025"]]
    budget = {"全年执行数": "80", "3月底": "20%", "年度总体目标实际完成情况": "完成", "复核等级": "良"}
    for name, text in budget.items():
        lines.append(["X1", "修路", "预算", "", name, text, *[""] * 6])
    table = "\n".join(",".join(line) for line in [columns, *lines])
    rows, problems = rows_of_table(table, page.name)
    assert problems == ()
    assert [dict(row.values) for row in rows] == [
        {"actual": "12公里", "reason": "雨季", "evidence": "台账"},
        {"executed": "80"}, {"checkpoint.3": "20%"}, {"goal_actual": "完成"}, {"review_grade": "良"},
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "language"), [("plain.md", "en"), ("plain.zh-CN.md", "zh")])
def test_the_menu_and_the_signs_of_plain_mode_are_those_shown(
    name: str, language: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selfeval.plain.session import Session
    from selfeval.plain.talk import Talk, Wish
    from selfeval.workspace.work.opening import open_workspace

    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(place / "plain"))
    said: list[str] = []

    def nobody(prompt: str) -> str:
        raise EOFError(prompt)

    with contextlib.closing(open_workspace(place / "leting-2025-targets.xlsx")) as workspace:
        Session(workspace, Talk(language, nobody, said.append, 100)).run()
    (menu,) = blocks(DOCS / name, "text")
    assert menu in "\n".join(said)
    signs = set(re.findall(r"^\| `(.)` \|", text_of(DOCS / name), re.MULTILINE))
    assert signs == {wish.value for wish in Wish}


# -- JSON


def _paths(value: object, path: str = "") -> Iterator[str]:
    """Every key with the keys it stands below; the elements of a list are one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}"
            yield from _paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, path)


@pytest.fixture(scope="module")
def scored(place: Path) -> Path:
    words = ["score", "leting-2025-targets.xlsx", "--actuals", "leting-2025-filled.xlsx"]
    _run([*words, "-o", "scored.xlsx"], place)
    return place / "scored.xlsx"


@pytest.fixture(scope="module")
def keys_of_score(place: Path, scored: Path) -> set[str]:
    """Those of a complete evaluation and of one in which everything is still to do."""
    full = _run(["score", str(scored), "--json", "-o", "again.xlsx"], place, apart=True)
    bare = _run(["score", "leting-2025-targets.xlsx", "--json", "-o", "bare.xlsx"], place, apart=True)
    return {path for text in (full, bare) for path in _paths(json.loads(text)) if ".assumptions." not in path}


@pytest.mark.parametrize("page", JSON_PAGES, ids=named)
def test_the_json_of_score_has_the_keys_that_the_page_shows(page: Path, keys_of_score: set[str]) -> None:
    (sample,) = blocks(page, "json")
    assert set(_paths(json.loads(sample))) == keys_of_score


IN_CHECK = ("", ".files", ".files.layout", ".files.layout.tables")
OTHERS = (
    (
        ["check", "leting-2025-targets.xlsx"],
        "selfeval.check/1",
        IN_CHECK,
    ),
    (
        ["import", "leting-2025-published.txt", "--preview"],
        "selfeval.import/1",
        ("", ".source", ".department", ".contents", ".projects", ".projects.columns", ".sums", ".unplaced"),
    ),
    (["verify", "scored.xlsx"], "selfeval.verify/1", ("",)),
    (
        ["batch", "scored.xlsx", "-o", "batch"],
        "selfeval.batch/1",
        (
            "",
            ".files",
            ".refused",
            ".projects",
            ".money",
            ".scores",
            ".scores.distribution",
            ".findings",
            ".outputs",
            ".run",
        ),
    ),
    (["due", "leting-2025-targets.xlsx", "--rules", "cn-sichuan-2025"], "selfeval.due/1", ("", ".due")),
    (["report", "--outlines"], "selfeval.outlines/1", ("", ".outlines")),
    (
        ["next", "scored.xlsx", "--year", "2026"],
        "selfeval.next/1",
        ("", ".source", ".rules", ".projects", ".decisions"),
    ),
    (
        ["recheck", "scored.xlsx"],
        "selfeval.recheck/1",
        ("", ".source", ".kinds", ".projects", ".projects.indicators", ".projects.quality", ".proposals"),
    ),
    (
        ["monitor", "leting-2025-targets.xlsx", "6"],
        "selfeval.monitoring/1",
        ("", ".source", ".rules", ".projects", ".projects.figures", ".projects.lights", ".projects.indicators"),
    ),
    (
        ["sample", "scored.xlsx", "--above", "1", "--share", "all=50%"],
        "selfeval.sample/1",
        ("", ".plan", ".rules", ".drawn"),
    ),
    (
        ["aggregate", "scored.xlsx", "leting-2025-filled.xlsx"],
        "selfeval.aggregate/1",
        ("", ".method", ".projects", ".projects.units", ".projects.indicators"),
    ),
    (["history", "scored.xlsx"], "selfeval.history/1", ("",)),
    (["changes", "scored.xlsx"], "selfeval.changes/1", ("",)),
    (["target", "≥90%", "--actual", "95%"], "", ("",)),
    (["rules", "list"], "", ("",)),
    (["rules", "show", "cn-mof-2020-10"], "", ("",)),
    (["rules", "check", "cn-mof-2020-10"], "", ("",)),
    (["rules", "diff", "cn-mof-2020-10", "cn-mof-2021-101"], "selfeval.rules-diff/1", ("",)),
    (["rules", "new", "--from", "cn-mof-2020-10", "--year", "2026"], "selfeval.rules-new/1", ("",)),
    (["rules", "replay", "cn-mof-2021-101", "scored.xlsx"], "selfeval.replay/1", ("",)),
)


@pytest.mark.parametrize(("words", "schema", "levels"), OTHERS, ids=["-".join(words[:2]) for words, _, _ in OTHERS])
def test_the_page_names_the_keys_of_every_command(
    words: list[str], schema: str, levels: tuple[str, ...], place: Path, scored: Path
) -> None:
    assert scored.is_file()
    answer = json.loads(_run([*words, "--json"], place, apart=True))
    assert (answer["schema"] if isinstance(answer, dict) else "") == schema
    keys = {path.rpartition(".")[2] for path in _paths(answer) if path.rpartition(".")[0] in levels} - {"schema"}
    for page in JSON_PAGES:
        written = prose(page) + "".join(re.findall(r'"(\w+)":', blocks(page, "json")[0]))
        assert not schema or f"`{schema}`" in written
        shown = set(re.findall(r'"(\w+)":', blocks(page, "json")[0]))
        assert keys - shown - set(re.findall(r"`(\w+)`", prose(page))) == set()
