"""Keeps rule packs that were read and found sound, so that a further start need not read and try them again.

A pack lies under the fingerprint of everything it was made of; whoever asks computes that anew each time. A file that
is damaged, of another form or of another person is no pack, and is written again.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from selfeval.core import model, problems, readings
from selfeval.core.rules import choices, layers, pack, rounding
from selfeval.core.rules.forms import layout
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts import (
    aggregation,
    answers,
    deadlines,
    deductions,
    ladders,
    monitoring,
    recheck,
    reviewing,
    weight_rules,
)  # fmt: skip
from selfeval.store import places
from selfeval.store.journal.codec import CodecError, from_json, known, to_json
from selfeval.store.own_cache import read, write

FOLDER = "packs"
MOST = 40
"""As many are kept; the oldest go."""

_MOST_BYTES = 1 << 21
_PARTS = known(
    RulePack, pack.MethodRule, pack.Applies, pack.OverAchievement, pack.ExecutionRule, pack.TotalCap, pack.Grade,
    layers.Citation, layers.Layer, layers.Stated, layers.Fallen, layers.Link, layers.DecidedReading, layers.LinkedTo,
    layers.Seen, ladders.Interval, ladders.Ramp, rounding.Rounding, answers.Answer, deductions.DeductionRule,
    deadlines.Deadline, choices.Deed,
    reviewing.ReviewStep, weight_rules.WeightLayout, weight_rules.WeightRule, readings.Kind, model.Tier1,
    problems.Level, choices.Curve, choices.Between, choices.Reverse, choices.OverDeduction, choices.DeductedFrom,
    choices.ExecutionMethod, choices.Denominator, choices.ZeroBudget, choices.NotApplicablePolicy,
    choices.UnknownTiers, choices.GoalWeights, choices.RoundingMode, choices.TotalRounding, choices.DepartmentTotal,
    recheck.RecheckRule, recheck.QualityItem, aggregation.AggregationRule, choices.DeductionNeeds, choices.DiscountOf,
    choices.DeviationOf, choices.WeighedBy, choices.JoinedDates, choices.JoinedAnswers,
    monitoring.MonitoringRule, monitoring.MonitoringMonth, choices.Light, choices.PlanBetween,
    choices.WithoutPlan,
    choices.FormRow, choices.AmountSource, layout.DepartmentRow, layout.DepartmentAmount,
)  # fmt: skip
"""What a rule pack is made of."""


def get(fingerprint: str) -> RulePack | None:
    """The pack kept under this fingerprint, None where none is or what lies there is not to be trusted."""
    head, _, body = read(_path(fingerprint), _MOST_BYTES).partition(b"\n")
    try:
        return from_json(body.decode("ascii"), RulePack, _PARTS) if head == _head(fingerprint, body) else None
    except (UnicodeDecodeError, CodecError):
        return None


def put(fingerprint: str, kept: RulePack) -> None:
    """Keep a pack; where nothing can be written, nothing is kept."""
    body = to_json(kept, _PARTS).encode("ascii")
    path = _path(fingerprint)
    write(path, _head(fingerprint, body) + b"\n" + body)
    with contextlib.suppress(OSError):
        _tidy(path.parent)


def _path(fingerprint: str) -> Path:
    return places.state_dir() / FOLDER / f"{fingerprint}.json"


def _head(fingerprint: str, body: bytes) -> bytes:
    """The first line of a file: a sum over its name and all that follows."""
    return hashlib.sha256(fingerprint.encode("ascii") + b"\n" + body).hexdigest().encode("ascii")


def _tidy(folder: Path) -> None:
    """Take away the oldest ones beyond those kept."""
    found = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[MOST:]:
        path.unlink()
