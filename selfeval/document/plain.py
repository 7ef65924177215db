"""What was read from a document, as plain values for JSON: everything with its page and line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from selfeval.core.problems import Problem, Translate
from selfeval.core.report.plain import counts_plain, problem_plain
from selfeval.document.recognised.department import sub_goals
from selfeval.document.recognised.found import DepartmentPart, ProjectPart, Targets, Text
from selfeval.document.values import Place

SCHEMA = "selfeval.import/1"

Plain = dict[str, Any]


def targets_plain(targets: Targets, translate: Translate, more: Sequence[Problem] = ()) -> Plain:
    """Everything, sentences in the language of `translate`; `more` are doubts that arose later."""
    document, doubts = targets.document, (*targets.doubts, *more)
    return {
        "schema": SCHEMA,
        "source": {
            "file": document.name,
            "sha256": document.sha256,
            "kind": document.kind.value,
            "pages": document.pages or None,
        },
        "department": _department(targets.department),
        "contents": [
            {"title": entry.title, "page_stated": entry.page or None, **place_plain(entry.place)}
            for entry in targets.entries
        ],
        "projects": [_project(part) for part in targets.projects],
        "sums": {
            "stated": targets.sums.stated,
            "added": targets.sums.added,
            "unit": targets.sums.unit,
            "agree": targets.sums.agree,
            "projects": [
                {"name": name, "table": own or None, "goal": named} for name, own, named in targets.sums.parts
            ],
        },
        "doubts": [
            {
                **problem_plain(problem, translate),
                **place_plain(Place.of(problem.where.cell) if problem.where else None),
            }
            for problem in doubts
        ],
        "counts": counts_plain(doubts),
        "unplaced": [
            {"text": item.text, **place_plain(item.place), "why": item.why.value} for item in targets.unplaced
        ],
    }


def place_plain(place: Place | None) -> Plain:
    """Page and line, null where the kind of document knows none."""
    return {"page": place.page or None if place else None, "line": place.line or None if place else None}


def _department(part: DepartmentPart) -> Plain:
    sub, safeguards = part.section("sub"), part.section("safeguards")
    return {
        "name": part.name or None,
        "title": part.title.text if part.title else None,
        "year": part.year,
        "cover": [text.text for text in part.cover],
        "sections": [
            {
                "kind": section.key or None,
                "heading": section.heading.text if section.heading else None,
                "texts": [_text(text) for text in section.texts],
                **place_plain(section.heading.place if section.heading else None),
            }
            for section in part.sections
        ],
        "sub_goals": [
            {
                "name": goal.name.text or None,
                "goal": goal.goal.text if goal.goal else None,
                "indicators": goal.indicators.text if goal.indicators else None,
                **place_plain(goal.name.place),
            }
            for goal in (sub_goals(sub) if sub else [])
        ],
        "safeguards": len(safeguards.texts) if safeguards else 0,
    }


def _text(text: Text) -> Plain:
    return {"text": text.text, **place_plain(text.place)}


def _project(part: ProjectPart) -> Plain:
    project = part.project
    return {
        "name": project.name or None,
        "title": part.title or None,
        "code": project.code or None,
        "unit": project.unit or None,
        "money_unit": project.money_unit,
        "budget": _placed(dict(project.budget), part.places),
        "purpose": project.purpose or None,
        "goals": list(project.goals),
        **place_plain(part.places.get("title") or next(iter(part.places.values()), None)),
        "indicators": [
            {
                "tier1": row.tier1,
                "tier2": row.tier2,
                "tier3": row.tier3,
                "description": row.description or None,
                "target": row.target,
                "basis": row.basis or None,
                **place_plain(part.places.get(f"row.{index}")),
            }
            for index, row in enumerate(part.rows, start=1)
        ],
        "columns": [{"header": extra.header, "texts": list(extra.texts)} for extra in part.extra],
    }


def _placed(texts: Mapping[str, str], places: Mapping[str, Place]) -> Plain:
    return {key: {"text": text, **place_plain(places.get(key))} for key, text in texts.items()}
