"""What a difference between two packs is about, by the field of the pack that it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.problems import Message, msg

TOPICS: Mapping[str, Message] = {
    "weights": msg("Weights"),
    "execution": msg("Budget execution"),
    "methods": msg("Methods"),
    "answers": msg("Qualitative answers"),
    "answers_citation": msg("Qualitative answers"),
    "grades": msg("Grades"),
    "grades_citation": msg("Grades"),
    "rounding": msg("Totals"),
    "department_total": msg("Totals"),
    "department_citation": msg("Totals"),
    "review": msg("Reviewer's grade"),
    "review_citation": msg("Reviewer's grade"),
    "deductions": msg("Deductions"),
    "lengths": msg("Limits of texts"),
    "lengths_citation": msg("Limits of texts"),
    "links": msg("Indicators taken from the budget"),
    "readings": msg("Decided readings of targets"),
    "severities": msg("Severities"),
    "citations": msg("Citations"),
}
"""By the field of the pack; the others belong to the head of the pack."""
PROPOSED = msg("Proposed readings of targets, confirmed by nobody: they move no points")
"""The topic of a decided reading that is only offered."""
HEAD = msg("Rule pack")
