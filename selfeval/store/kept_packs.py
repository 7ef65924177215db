"""Keeps rule packs that were read and found sound, so that a further start need not read and try them again.

A pack lies under the fingerprint of everything it was made of; whoever asks computes that anew each time. A file that
is damaged, of another form or of another person is no pack, and is written again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from selfeval.core import model, problems, readings
from selfeval.core.rules import answers, choices, deductions, ladders, layers, pack, reviewing, rounding, weight_rules
from selfeval.core.rules.pack import RulePack
from selfeval.store import places
from selfeval.store.journal.codec import CodecError, from_json, known, to_json
from selfeval.store.leftovers import claim, sweep, temporary_name
from selfeval.store.sharing import PRIVATE

FOLDER = "packs"
MOST = 40
"""As many are kept; the oldest go."""

_MOST_BYTES = 1 << 21
_PARTS = known(
    RulePack, pack.MethodRule, pack.Applies, pack.OverAchievement, pack.ExecutionRule, pack.TotalCap, pack.Grade,
    layers.Citation, layers.Layer, layers.Stated, layers.Fallen, layers.Link, layers.DecidedReading, layers.LinkedTo,
    layers.Seen, ladders.Interval, ladders.Ramp, rounding.Rounding, answers.Answer, deductions.DeductionRule,
    reviewing.ReviewStep, weight_rules.WeightLayout, weight_rules.WeightRule, readings.Kind, model.Tier1,
    problems.Level, choices.Curve, choices.Between, choices.Reverse, choices.OverDeduction, choices.DeductedFrom,
    choices.ExecutionMethod, choices.Denominator, choices.ZeroBudget, choices.NotApplicablePolicy,
    choices.UnknownTiers, choices.GoalWeights, choices.RoundingMode, choices.TotalRounding, choices.DepartmentTotal,
)  # fmt: skip
"""What a rule pack is made of."""


def get(fingerprint: str) -> RulePack | None:
    """The pack kept under this fingerprint, None where none is or what lies there is not to be trusted."""
    path = _path(fingerprint)
    try:
        with path.open("rb") as stream:
            if _foreign(stream.fileno()):
                return None
            head, _, body = stream.read(_MOST_BYTES).partition(b"\n")
        if head.decode("ascii") != _head(fingerprint, body):
            return None
        return from_json(body.decode("ascii"), RulePack, _PARTS)
    except (OSError, UnicodeDecodeError, CodecError):
        return None


def put(fingerprint: str, kept: RulePack) -> None:
    """Keep a pack; where nothing can be written, nothing is kept."""
    body = to_json(kept, _PARTS).encode("ascii")
    path = _path(fingerprint)
    temporary = temporary_name(path.parent)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        try:
            # Whole or not at all for whoever reads; not `atomic`, which waits for the disk: what a loss of power leaves
            # of it does not fit its first line.
            with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as stream:
                claim(stream.fileno())
                stream.write(_head(fingerprint, body).encode("ascii") + b"\n" + body)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _tidy(path.parent)


def _path(fingerprint: str) -> Path:
    return places.state_dir() / FOLDER / f"{fingerprint}.json"


def _head(fingerprint: str, body: bytes) -> str:
    """The first line of a file: a sum over its name and all that follows."""
    return hashlib.sha256(fingerprint.encode("ascii") + b"\n" + body).hexdigest()


def _foreign(descriptor: int) -> bool:
    """Whether somebody else may have written this file; Windows keeps the state folder to its owner."""
    if not hasattr(os, "getuid"):
        return False
    found = os.fstat(descriptor)
    return found.st_uid != os.getuid() or bool(found.st_mode & 0o022)


def _tidy(folder: Path) -> None:
    """Take away the oldest ones beyond those kept."""
    found = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[MOST:]:
        path.unlink()
