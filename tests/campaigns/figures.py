"""The file in which runs of campaigns are added up: one line a run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

HEAD = "day\tcampaign\tseed\ttried\tfailed\n"


def add(path: Path, campaign: str, seed: str, tried: int, failed: int) -> None:
    """Add one run."""
    if not path.exists():
        path.write_text(HEAD, encoding="utf-8")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{datetime.now(UTC).date().isoformat()}\t{campaign}\t{seed}\t{tried}\t{failed}\n")
