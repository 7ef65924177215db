"""What comes of bringing a document up to date."""

from __future__ import annotations

from dataclasses import dataclass

from selfeval.core.report.happened import Happened


@dataclass(frozen=True, slots=True)
class Updated:
    """A document brought up to date.

    Attributes:
        data: its bytes, the same as before where nothing had to be written.
        gaps: how many places still wait for a person.
    """

    data: bytes
    happened: tuple[Happened, ...]
    gaps: int
