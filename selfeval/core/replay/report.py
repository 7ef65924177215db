"""The JSON of a replay, schema `selfeval.replay/1`: numbers are decimal strings, null where there is none."""

from __future__ import annotations

from selfeval.core.numbers import decimal_text, fixed, plain
from selfeval.core.problems import Translate
from selfeval.core.replay.proposals import Proposal
from selfeval.core.replay.replay import Part, ProjectReplay, Replay
from selfeval.core.replay.words import LABELS, reasons, rule_words, signed
from selfeval.core.report.plain import Plain, pack_plain
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored

SCHEMA = "selfeval.replay/1"


def replay_plain(replay: Replay) -> Plain:
    """One evaluation: year, old pack, department before and after, counts."""
    before, after = replay.before, replay.after
    return {
        "department": before.evaluation.department.name or None,
        "year": before.year,
        "old_rules": pack_plain(before.pack),
        "old_total": fixed(before.department.total, before.pack.rounding.places),
        "new_total": fixed(after.department.total, after.pack.rounding.places),
        "old_grade": before.department.grade or None,
        "new_grade": after.department.grade or None,
        "projects": len(replay.projects),
        "changed": len(replay.changes),
        "unchanged": len(replay.projects) - len(replay.changes),
    }


def change_plain(replay: Replay, item: ProjectReplay, translate: Translate) -> Plain:
    """One project that changes: both results, the difference, its parts, the reasons, the rows that change.

    `difference` is null where only one of the packs gives a total, and the parts then tell the points so far; where
    weights do not make full marks there are no parts.
    """
    project = item.before.project
    return {
        "id": project.id,
        "code": project.code or None,
        "name": project.title,
        "old": _result_plain(item.before, replay.before.pack),
        "new": _result_plain(item.after, replay.after.pack),
        "difference": signed(item.difference) if item.measured else None,
        "so_far": not item.finished,
        "parts": [_part_plain(replay, item, part, translate) for part in item.parts],
        "reasons": [
            {
                "rule": reason.by.value,
                "points": signed(reason.points),
                "rows": reason.rows,
                "old": reason.old.render(translate),
                "new": reason.new.render(translate),
                "sentence": reason.sentence.render(translate),
            }
            for reason in reasons(replay, item)
        ],
        "indicators": [_row_plain(old, new, replay, translate) for old, new in item.rows()],
    }


def proposal_plain(proposal: Proposal, translate: Translate) -> Plain:
    """A reading that nobody has confirmed, the rows it is about, and the projects it would change if confirmed."""
    rule, places = proposal.rule, proposal.replay.after.pack.rounding.places
    return {
        "names": list(rule.names),
        "target": rule.target,
        "reading": rule.reading,
        "note": rule.note or None,
        "rows": [{"project": project, "indicator": indicator} for project, indicator in proposal.rows],
        "if_confirmed": [
            {
                "id": item.before.project.id,
                "name": item.before.project.title,
                "old_total": fixed(item.before.total, places),
                "new_total": fixed(item.after.total, places),
                "old_grade": item.before.grade or None,
                "new_grade": item.after.grade or None,
                "difference": signed(item.difference) if item.measured else None,
            }
            for item in proposal.replay.changes
        ],
        "sentence": proposal.sentence.render(translate),
    }


def _result_plain(result: ProjectResult, pack: RulePack) -> Plain:
    places = pack.rounding.places
    return {
        "rules": pack.id,
        "total": fixed(result.total, places),
        "grade": result.grade or None,
        "earned": plain(result.earned),
        "execution_score": decimal_text(result.execution.score),
        "execution_weight": plain(result.execution.weight),
    }


def _part_plain(replay: Replay, item: ProjectReplay, part: Part, translate: Translate) -> Plain:
    old, new = rule_words(replay, item, part)
    return {
        "rule": part.by.value,
        "label": LABELS[part.by].render(translate),
        "indicator": part.indicator or None,
        "points": signed(part.points),
        "old": old.render(translate),
        "new": new.render(translate),
    }


def _row_plain(old: Scored, new: Scored, replay: Replay, translate: Translate) -> Plain:
    row = old.indicator
    return {
        "id": row.id,
        "tier1": row.tier1,
        "tier2": row.tier2,
        "tier3": row.tier3,
        "old": _scored_plain(old, replay.before.pack, translate),
        "new": _scored_plain(new, replay.after.pack, translate),
    }


def _scored_plain(scored: Scored, pack: RulePack, translate: Translate) -> Plain:
    return {
        "weight": plain(scored.weight.effective),
        "score": fixed(scored.score, pack.rounding.places),
        "method": scored.method_title or None,
        "source": scored.citation.text if scored.citation else None,
        "verified": scored.citation.verified if scored.citation else None,
        "why": scored.why.render(translate) or None,
    }
