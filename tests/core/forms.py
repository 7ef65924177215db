"""The published self-evaluation forms as values; the texts are exactly as published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Claimed, Department, Indicator, Project
from selfeval.core.problems import CellRef

DATA = Path(__file__).resolve().parents[1] / "data"


def forms() -> dict[str, dict[str, Any]]:
    """The forms by id."""
    lines = (DATA / "published_forms.jsonl").read_text(encoding="utf-8").splitlines()
    return {form["id"]: form for form in map(json.loads, lines)}


def decimal(value: object) -> Decimal | None:
    """A printed number, percent signs left off as the reader does."""
    return None if value is None else Decimal(str(value).removesuffix("%"))


def evaluation(form: Mapping[str, Any]) -> Evaluation:
    """A published form as the reader would hand it on: one sheet, a cell for every field of the national form."""
    printed = form["budget"]
    budget = {name: printed[name] for name in ("initial", "adjusted", "executed") if printed[name] is not None}
    claimed = Claimed(
        decimal(form["total_score"]),
        form["grade"],
        printed["rate_text"] or "",
        decimal(printed["score"]),
        decimal(printed["weight"]),
    )
    rows = tuple(_indicator(row, place) for place, row in enumerate(form["indicators"], 12))
    project = Project(
        form["id"],
        "自评表",
        form["project_name"],
        name=form["project_name"],
        budget=budget,
        indicators=rows,
        claimed=claimed,
    )
    return Evaluation(Department(form["department"], year=form["year"], projects=(project,)))


def _indicator(row: Mapping[str, Any], place: int) -> Indicator:
    columns = {"tier1": "A", "tier2": "B", "tier3": "C", "target": "D", "actual": "E", "weight": "F", "score": "G"}
    cells = {field: CellRef("自评表", f"{column}{place}") for field, column in {**columns, "reason": "H"}.items()}
    return Indicator(
        f"{row['level1']}/{row['level2']}/{row['level3']}",
        row["level1"] or "",
        row["level2"] or "",
        row["level3"],
        row["target_text"],
        weight=decimal(row["weight"]),
        actual=row["actual_text"],
        reason=row["reason"] or "",
        claimed_score=decimal(row["score"]),
        cells=cells,
    )
