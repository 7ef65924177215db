"""Decisions as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.next_year.decision import Decision
from selfeval.core.next_year.words import TITLES, sentence
from selfeval.core.problems import Translate


def decision_plain(decision: Decision, cell: str, translate: Translate) -> Mapping[str, object]:
    """One decision; `cell` is where it is decided in the new workbook, null where that is no cell."""
    return {
        "kind": decision.kind.value,
        "title": TITLES[decision.kind].render(translate),
        "project": decision.project or None,
        "project_name": decision.title or None,
        "indicator": decision.indicator or None,
        "name": decision.name or None,
        "fact": decision.fact,
        "text": decision.text or None,
        "data": dict(decision.data),
        "cell": cell or None,
        "message": sentence(decision).render(translate),
    }
