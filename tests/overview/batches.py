"""Batches written row by row, so that a test says what stands in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from selfeval.portfolio.batch.columns import FACTS, FILES, FINDINGS, Kind
from selfeval.portfolio.batch.parquet import TableWriter

Values = Mapping[str, object]


def written(out: Path, facts: Iterable[Values], findings: Iterable[Values] = (), files: Iterable[Values] = ()) -> Path:
    """The folder of a batch with these rows; what a row does not say is blank."""
    out.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in (("facts", FACTS, facts), ("findings", FINDINGS, findings), ("files", FILES, files)):
        with TableWriter(out / f"{name}.parquet", columns) as writer:
            writer.add(
                [tuple(row.get(column.name, _blank(column.name, column.kind)) for column in columns) for row in rows]
            )
    summary = {
        "schema": "selfeval.batch/1", "complete": True, "units": None,
        "files": {"given": 4, "read": 2, "doubt": 1, "refused": 1},
    }  # fmt: skip
    (out / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return out


def _blank(name: str, kind: Kind) -> object:
    return True if name == "counts" else None


def project(title: str, **said: object) -> dict[str, object]:
    """The row of a project's budget, which stands for the project."""
    values: dict[str, object] = {
        "file": f"{title}.xlsx", "sha256": f"hash of {title}", "row": "budget", "year": 2025, "project": title,
        "project_code": f"P-{title}", "department": "财政局", "unit": "预算股", "tier1": "预算执行率", "sheet": "表",
        "cell": "E5", "why_zh": "执行数 ÷ 预算数", "why_en": "executed / budget",
    }  # fmt: skip
    return {**values, **said}


def indicator(title: str, name: str, **said: object) -> dict[str, object]:
    """A row of a project's form."""
    own = {"row": "indicator", "indicator": name, "tier1": "产出指标", "tier2": "数量指标", "tier3": name}
    return {**project(title), **own, **said}


def finding(title: str, code: str, severity: str, **said: object) -> dict[str, object]:
    """A finding about a project."""
    values = {
        "file": f"{title}.xlsx", "sha256": f"hash of {title}", "project": title, "project_code": f"P-{title}",
        "code": code, "severity": severity, "message_zh": "得分与规则不符。", "message_en": "The score differs.",
        "hint_zh": "请更正。", "hint_en": "Correct it.", "sheet": "表", "cell": "F9",
    }  # fmt: skip
    return {**values, **said}


LONG = "因雨季提前，" * 200
"""A reason longer than any pane."""


def three(out: Path) -> Path:
    """Three forms of two departments: one that claims too much, one as recomputed, one without a claim."""
    facts = [
        project("修路", adjusted="120", executed="60", rate="0.5", claimed_total="98", total="90.5", claimed_grade="优",
                grade="优", reason=LONG),
        indicator("修路", "里程", target="≥10公里", actual="8公里", weight="50", claimed_score="50", score="40",
                  difference="10", reason=LONG, why_zh="8 ÷ 10 × 50 = 40", why_en="8 / 10 x 50 = 40"),
        project("建校", adjusted="300.5", executed="300.5", rate="1", claimed_total="88", total="88",
                claimed_grade="良", grade="良", department="教育局", unit="一中"),
        project("种树", adjusted="5", executed="1", rate="0.2", total="70", grade="中", unit="苗圃"),
    ]  # fmt: skip
    findings = [
        finding("修路", "S102", "error", indicator="里程"),
        finding("修路", "A110", "warning", indicator="里程"),
        finding("种树", "W101", "warning"),
    ]
    files = [
        {"file": "坏.xlsx", "state": "refused", "kind": "unknown", "code": "F102", "message_zh": "打不开。",
         "message_en": "It cannot be opened."},
        {"file": "修路.xlsx", "state": "read", "kind": "filled"},
        {"file": ".DS_Store", "state": "refused", "kind": "passed_over", "code": "F701"},
    ]  # fmt: skip
    return written(out, facts, findings, files)
