"""The notebooks run, show what they give, and their answers are those worked out without tables."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

import selfeval
from selfeval.workspace.batch.batch import Batch, requested
from tests.docs.pages import named, text_of
from tests.tools import notebooks
from tests.tools.county.forms import YEAR
from tests.tools.notebooks import CHINESE, ENGLISH, FOLDER, HEAPERS, SPENDERS, Bureau, code_cells, loaded, source

CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notebooks") / "county"


@pytest.fixture(scope="module")
def bureau(place: Path) -> Bureau:
    return notebooks.batched(place)


@pytest.fixture(scope="module")
def run(bureau: Bureau, place: Path) -> tuple[list[Any], dict[str, Any]]:
    return notebooks.executed(loaded(ENGLISH), place)


@pytest.fixture(scope="module")
def facts(bureau: Bureau, place: Path) -> list[dict[str, Any]]:
    """The rows of this year's forms one file after the other, older versions left out; no table is read for it."""
    results = [one for one in selfeval.batch(bureau.forms, out=place / "out", jobs=1) if "-旧" not in one.file]
    return [{**row, "file": one.file} for one in results for row in one.facts if row["year"] == YEAR]


def names(run: tuple[list[Any], dict[str, Any]]) -> dict[str, Any]:
    return run[1]


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=named)
def test_a_notebook_is_one_of_the_fourth_format(path: Path) -> None:
    notebook = loaded(path)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[\w-]{1,64}", one) for one in ids)
    for cell in notebook["cells"]:
        own = {"code": {"execution_count", "outputs"}, "markdown": set()}[cell["cell_type"]]
        assert set(cell) == {"cell_type", "id", "metadata", "source", *own}
        for output in cell.get("outputs", ()):
            assert set(output) == {"data", "execution_count", "metadata", "output_type"}


def test_both_languages_have_the_same_code_and_only_their_words_differ() -> None:
    english, chinese = loaded(ENGLISH), loaded(CHINESE)
    assert code_cells(english) == code_cells(chinese)
    for one, other in zip(english["cells"], chinese["cells"], strict=True):
        assert one["cell_type"] == other["cell_type"]
        assert (source(one) == source(other)) == (one["cell_type"] == "code")


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=named)
def test_links_of_a_notebook_lead_to_pages_of_its_language_and_back(path: Path) -> None:
    text = "".join(source(cell) for cell in loaded(path)["cells"] if cell["cell_type"] == "markdown")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert len(targets) == 3 and all((FOLDER / target).exists() for target in targets)
    for target in (target for target in targets if target.endswith(".md")):
        assert f"(notebooks/{path.name})" in text_of(FOLDER / target)
    assert all(target.endswith(".zh-CN.md") == (path == CHINESE) for target in targets if target.endswith(".md"))


def test_the_folder_is_light() -> None:
    assert sum(one.stat().st_size for one in FOLDER.iterdir()) < 64 * 1024


def test_what_a_notebook_shows_is_what_its_cells_give(run: tuple[list[Any], dict[str, Any]]) -> None:
    """`python -m tests.tools.notebooks` stores it anew."""
    for count, (cell, value) in enumerate(zip(code_cells(loaded(ENGLISH)), run[0], strict=True), start=1):
        assert cell["outputs"] == notebooks.stored(value, count), source(cell)
        assert cell["execution_count"] == count


def test_tables_in_parts_give_the_same(run, bureau: Bureau, place: Path) -> None:
    parted = place.with_name("parted")
    shutil.copytree(place / "out", parted / "out")
    Batch(requested((str(bureau.forms),), parted / "out"), parted / "out", 1, part_files=20).run()
    assert len(list((parted / "out" / "facts.parquet").iterdir())) > 2
    values, _ = notebooks.executed(loaded(ENGLISH), parted)
    assert [notebooks.stored(value, 1) for value in values] == [notebooks.stored(value, 1) for value in run[0]]


def test_amounts_are_decimals_and_words_categories(run: tuple[list[Any], dict[str, Any]]) -> None:
    own = names(run)
    assert own["counted"]["unit"].dtype == "category"
    assert {type(value) for value in own["claims"]["excess"]} == {Decimal}
    for column in ("executed", "rate", "points", "earned", "unearned"):
        assert {type(value) for value in own["little"][column]} == {Decimal}
    assert {type(value) for value in own["heap"]["by_rules"]} == {Decimal}


def test_who_claims_all_points(run, bureau: Bureau, facts, place: Path) -> None:
    own = names(run)
    planted = Counter(form.unit for form in bureau.full)
    assert planted == {HEAPERS[0][1]: 5, HEAPERS[1][1]: 3}
    at_100 = [
        row for row in facts if row["row"] == "budget" and row["claimed_total"] == 100 and row["total"] is not None
    ]
    assert planted <= Counter(row["unit"] for row in at_100)
    heap = own["heap"]
    assert dict(heap["at_100"]) == dict(Counter(row["unit"] for row in at_100))
    # The rules, form by form, without a batch.
    for unit in planted:
        totals = [_total(path) for path in sorted((bureau.forms / unit).glob("满分-*.xlsx"))]
        mean = sum(totals, Decimal(0)) / len(totals)
        assert heap["by_rules"][unit] == mean.quantize(CENT, ROUND_HALF_UP)
        assert heap["excess"][unit] == (100 - mean).quantize(CENT, ROUND_HALF_UP)
    assert heap["at_100"].sum() == own["steps"].value_counts()["100"] == _at_100(place)


def _total(path: Path) -> Decimal:
    (result,) = selfeval.score(path).assessment.projects
    assert result.total is not None
    return result.total


def _at_100(place: Path) -> int:
    """How many forms the summary counts there."""
    scores = json.loads((place / "out" / "summary.json").read_text(encoding="utf-8"))["scores"]
    return {one["interval"]: int(one["projects"]) for one in scores["distribution"]}["100"]


def test_what_is_found_in_forms_that_claim_all_points(run, bureau: Bureau, place: Path) -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for path in bureau.forms.rglob("满分-*.xlsx"):
        for problem in selfeval.score(path).problems:
            if problem.severity.value != "info":
                files[problem.code].add(path.name)
    own = names(run)
    found = {code: int(count) for (code, _), count in own["by_code"].items() if count}
    assert own["claims"]["full"].sum() == len(bureau.full)
    assert found == {code: len(one) for code, one in files.items()}


def test_where_money_was_spent_and_little_achieved(run, bureau: Bureau, facts) -> None:
    little = names(run)["little"]
    forms: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in facts:
        if row["row"] == "indicator" and not row["whole_department"]:
            forms[row["file"], row["project_code"], row["project"]].append(row)
    expected = {}
    for (_, _, project), rows in forms.items():
        points, scores = sum(row["weight"] for row in rows), [row["score"] for row in rows]
        rate = rows[0]["rate"]
        if rate is None or None in scores or not Decimal("0.9") <= rate <= 1 or sum(scores) >= points * 8 / 10:
            continue
        unearned = rows[0]["executed"] * (points - sum(scores)) / points
        expected[project] = (unearned.quantize(CENT, ROUND_HALF_UP), sum(row["met"] is False for row in rows))
    got = zip(little["project"], zip(little["unearned"], little["missed"], strict=True), strict=True)
    assert {project: (money, int(missed)) for project, (money, missed) in got} == expected
    first = little.head(len(bureau.spent))
    assert set(first["unit"]) == {SPENDERS[1]}
    assert list(first["executed"]) == [form.executed for form in bureau.spent]


def _form(row: dict[str, Any]) -> tuple[str, str, str]:
    """Of which form a row is: several of them may stand in one file."""
    return row["file"], row["project_code"], row["project"]


def test_indicators_always_met(run, facts) -> None:
    told: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in facts:
        if row["row"] == "indicator" and row["met"] is not None:
            told[row["tier3"]].append((_form(row), row["met"]))
    expected = {}
    for name, ends in told.items():
        forms = {form for form, _ in ends}
        if len(forms) >= 5 and all(met for _, met in ends):
            expected[name] = len(forms)
    assert expected and dict(names(run)["always"]["forms"]) == expected


def test_targets_of_last_year(run, bureau: Bureau) -> None:
    own = names(run)["unchanged"]
    pairs = [(one, other) for last, this in bureau.again for one, other in zip(last.lines, this.lines, strict=True)]
    unit = bureau.again[0][1].unit
    assert (own["compared"][unit], own["equal"][unit]) == (len(pairs), sum(a.target == b.target for a, b in pairs))
    assert 0 < own["equal"][unit] < own["compared"][unit]


def test_reasons_shared_by_units(run, facts) -> None:
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in facts:
        if len(row["reason"].strip()) >= 6:
            said[row["reason"].strip()].append((row["unit"], _form(row)))
    expected = {
        text: (len({unit for unit, _ in ends}), len({form for _, form in ends}), len(ends))
        for text, ends in said.items()
        if len({unit for unit, _ in ends}) > 1
    }
    shared = names(run)["shared"]
    assert expected and {text: tuple(map(int, line)) for text, *line in shared.itertuples()} == expected
