"""The product against a second calculator that shares no line with it, on random evaluations under every rule pack.

The seed, that of the day, is printed and stands in every failure. SELFEVAL_DIFFERENTIAL_SEED repeats a run,
SELFEVAL_DIFFERENTIAL_COUNT lengthens it; `make campaign` is the long version, with a seed drawn for it.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.load import load_pack
from tests.differential.calculator import score_department
from tests.differential.evaluations import random_department
from tests.differential.facts import DepartmentResult, Project
from tests.differential.overlays import random_overlay
from tests.differential.packfile import Pack, read_pack
from tests.differential.points import goal_points
from tests.differential.product import figures, scored
from tests.differential.seeds import seed_of_the_run
from tests.places import ROOT

PACKS = sorted(
    path
    for folder in (ROOT / "scoring_rules", ROOT / "tests" / "rulepacks" / "packs")
    for path in folder.glob("*.toml")
    if not path.name.endswith(".cases.toml")
)
BASES = ["caps", "denominator-initial", "denominator-carry-over", "simple-mean", "reverse-linear"]
COUNT = int(os.environ.get("SELFEVAL_DIFFERENTIAL_COUNT", "1000"))
SEED = seed_of_the_run()
A_PACK = 25
"""Evaluations under one random pack, before the next one is drawn."""


@dataclass(frozen=True)
class Rules:
    """One pack as both sides read it."""

    text: str
    mine: Pack
    theirs: RulePack


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All packs side by side, so that an overlay finds its base."""
    folder = tmp_path_factory.mktemp("packs")
    for path in PACKS:
        shutil.copy(path, folder / path.name)
    return folder


def _rules(path: Path) -> Rules:
    return Rules(path.read_text(encoding="utf-8"), read_pack(path), load_pack(str(path)))


def _drawn(folder: Path, number: int) -> Rules:
    name, text = random_overlay(Random(f"{SEED}/pack/{number}"), BASES)
    path = folder / f"{name}-{number}.toml"
    path.write_text(text.replace(f'id = "{name}"', f'id = "{name}-{number}"'), encoding="utf-8")
    return _rules(path)


def _campaign(folder: Path) -> Iterator[tuple[int, Rules]]:
    """Every pack of the repository in turn, then as many evaluations again under random overlays."""
    known = [_rules(folder / path.name) for path in PACKS]
    for number in range(COUNT // 2):
        yield number, known[number % len(known)]
    for number in range(COUNT // 2, COUNT):
        if (number - COUNT // 2) % A_PACK == 0:
            rules = _drawn(folder, number)
        yield number, rules


def test_the_product_and_the_second_calculator_agree(folder: Path) -> None:
    print(f"\nseed {SEED}: {COUNT} evaluations")
    seen: Counter[str] = Counter()
    for number, rules in _campaign(folder):
        rng = Random(f"{SEED}/{number}")
        projects = random_department(rng, rules.mine)
        expected = score_department(rules.mine, projects)
        found = figures(scored(projects, rules.theirs, rng))
        different = [
            f"{place}: {_shown(value)} expected, {_shown(found[place])} found"
            for place, value in expected.figures(projects).items()
            if found[place] != value
        ]
        assert not different, _told(number, rules, projects, different)
        _count(seen, rules.mine, projects, expected)
    print(", ".join(f"{count} {what}" for what, count in sorted(seen.items())))
    # What was never drawn was never compared.
    sure = 1 if COUNT >= 4000 else 2  # a short run may draw fewer of what is rare
    rare = {what: seen[what] for what in EXPECTED if seen[what] * sure < COUNT * EXPECTED[what] / 1000}
    assert not rare, f"seed {SEED}: too few of {rare}"


EXPECTED = {
    "rows": 6000,
    "with a total": 300,
    "several not applicable": 100,
    "nothing applies": 5,
    "held": 20,
    "capped": 10,
    "without execution": 5,
    "points proposed": 200,
    "points shared out by goal": 10,
    "points finer than scores": 20,
    "points off the full mark": 50,
    "taken from the budget": 10,
    "over-achieved less": 10,
    "deducted": 50,
    "graded lower": 10,
    "between nothing and all": 1000,
}
"""How many of a kind there are at least in a thousand evaluations."""


def _count(seen: Counter[str], pack: Pack, projects: tuple[Project, ...], results: DepartmentResult) -> None:
    for project, result in zip(projects, results.projects, strict=True):
        absent = [row for row in project.rows if row.absent]
        held = pack["weights"].get("not_applicable") == "hold" and bool(absent)
        seen["rows"] += len(project.rows)
        seen["with a total"] += result.total is not None
        seen["several not applicable"] += len(absent) > 1
        seen["nothing applies"] += len(absent) == len(project.rows)
        seen["held"] += held
        seen["capped"] += result.capped
        seen["graded lower"] += bool(pack.get("review")) and result.capped and bool(project.review_grade)
        seen["without execution"] += not result.execution_applies
        seen["points proposed"] += any(row.weight is None for row in project.rows)
        seen["points shared out by goal"] += any(row.weight is None for row in project.rows) and bool(
            goal_points(pack, project)
        )
        seen["points finer than scores"] += any(item.fine for item in result.rows)
        seen["points off the full mark"] += result.off_the_mark
        for row, item in zip(project.rows, result.rows, strict=True):
            seen["taken from the budget"] += not row.actual.text and item.score is not None and not row.absent
            seen["over-achieved less"] += item.less
            seen["deducted"] += bool(row.deducted) and item.score is not None and not row.absent
            seen["between nothing and all"] += item.score is not None and 0 < item.score < item.weight


def _shown(value: Fraction | str | bool | None) -> str:
    return str(float(value)) if isinstance(value, Fraction) else repr(value)


def _told(number: int, rules: Rules, projects: tuple[Project, ...], different: list[str]) -> str:
    lines = [f"seed {SEED}, evaluation {number}:", *different[:8], "", rules.text[:3000]]
    for project in projects:
        lines.append(f"{project.name}: {project.texts} {project.unit} {project.finished} {project.execution_weight}")
        lines += [
            f"  {row.id}: {row.target.text} {row.reading} | {row.actual.text} {row.actual.share_text}"
            f" | {row.weight} {row.absent} {row.deduction_text}"
            for row in project.rows
        ]
    return "\n".join(lines)
