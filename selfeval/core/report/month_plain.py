"""Monitoring of one month as JSON values: `selfeval monitor --json`, schema `selfeval.monitoring/1`.

What was entered stands under `monitoring`, as `--actuals` takes it; amounts are decimal strings, rates and progress
shares of 1 with four places, figures of lights percents with two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfeval.core.model import SOURCES
from selfeval.core.monitoring.fields import MONEY
from selfeval.core.monitoring.results import Lit, Monitoring, MonthProject, MonthRow
from selfeval.core.numbers import decimal_text, plain, round_half_up
from selfeval.core.problems import Problem, Translate
from selfeval.core.report.plain import Plain, pack_plain, problem_plain, rate_text

MONTH_SCHEMA = "selfeval.monitoring/1"


def monitoring_plain(
    watched: Monitoring, problems: Sequence[Problem], *, source: Mapping[str, str], translate: Translate
) -> Plain:
    """The whole month; `source` has `file` and `sha256`, sentences come in the language of `translate`."""
    pack = watched.pack
    return {
        "schema": MONTH_SCHEMA,
        "year": watched.year,
        "month": watched.month,
        "source": {"file": source.get("file"), "sha256": source.get("sha256")},
        "rules": pack_plain(pack),
        "projects": [_project(one, watched.month, translate) for one in watched.projects],
        "problems": [problem_plain(problem, translate) for problem in problems],
    }


def _project(one: MonthProject, month: int, translate: Translate) -> Plain:
    project = one.project
    return {
        "id": project.id,
        "code": project.code or None,
        "name": project.title,
        "sheet": project.sheet,
        "light": one.light.value,
        "unit": one.budget.unit,
        "monitoring": {str(month): _money(one)},
        "figures": {
            "unit": one.budget.unit,
            "base": decimal_text(one.base),
            "executed": decimal_text(one.budget.amount("executed")),
            "rate": rate_text(one.rate),
            "planned": None if one.planned is None else rate_text(one.planned / 100),
            "forecast": decimal_text(one.expected.amount("executed")),
            "forecast_rate": rate_text(one.expected_rate),
            "progress": rate_text(one.progress),
            "measured": one.measured,
        },
        "lights": [_light(lit, translate) for lit in one.lights],
        "indicators": [_row(row, month, translate) for row in one.rows],
    }


def _money(one: MonthProject) -> Plain:
    """The amounts as entered; those by source apart."""
    texts = one.texts
    sources = {name: {source: texts[f"{name}.{source}"].strip() or None for source in SOURCES} for name in MONEY}
    return {**{name: texts[name].strip() or None for name in MONEY}, "sources": sources}


def _row(row: MonthRow, month: int, translate: Translate) -> Plain:
    item = row.indicator
    return {
        "id": item.id,
        "tier1": item.tier1,
        "tier2": item.tier2,
        "tier3": item.tier3,
        "target": item.target,
        "applies": row.applies,
        "monitoring": {str(month): {name: text.strip() or None for name, text in row.texts.items()}},
        "likelihood": row.likelihood.value if row.likelihood else None,
        "causes": [cause.value for cause in row.causes],
        "progress": rate_text(row.progress),
        "light": row.light.value,
        "lights": [_light(lit, translate) for lit in row.lights],
        "cell": str(where) if (where := item.where("target")) else None,
    }


def _light(lit: Lit, translate: Translate) -> Plain:
    return {
        "kind": lit.kind,
        "light": lit.light.value,
        "why": lit.why.render(translate),
        "figure": None if lit.figure is None else plain(round_half_up(lit.figure, 2)),
        "yellow": decimal_text(lit.yellow),
        "red": decimal_text(lit.red),
    }
