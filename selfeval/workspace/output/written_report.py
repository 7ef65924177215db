"""What came of writing a report, or of bringing one up to date: for JSON, the command line and the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selfeval.core.problems import Message, msg
from selfeval.core.report.happened import Happened, Kind
from selfeval.core.report.outline import Outline

SCHEMA = "selfeval.report/1"
MOST_TOLD = 8
"""So many texts that people changed or deleted are named on the screen; the command line lists all."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What came of it.

    Attributes:
        path: the document.
        gaps: how many places wait for a person; `unknown`: how many figures are not known yet; `bound`: how many texts
            follow the evaluation.
        updated: whether a document that stood already was brought up to date, and what `happened` in it.
    """

    path: Path
    outline: Outline
    bound: int
    gaps: int
    unknown: int
    updated: bool = False
    happened: tuple[Happened, ...] = ()

    def of(self, kind: Kind) -> tuple[Happened, ...]:
        """What happened of one kind."""
        return tuple(one for one in self.happened if one.kind is kind)

    def told(self) -> list[Message]:
        """What to say of a report: where it is, what waits for a person, what of theirs was left alone."""
        lines = [
            Message("{path}", (("path", str(self.path)),)),
            msg(
                "{gaps} places wait for a person, {unknown} figures are unknown.", gaps=self.gaps, unknown=self.unknown
            ),
        ]
        if self.updated:
            lines.append(msg("{count} texts were written anew.", count=len(self.of(Kind.CHANGED))))
        left = [*self.of(Kind.KEPT), *self.of(Kind.GONE), *self.of(Kind.STALE), *self.of(Kind.HOMELESS)]
        lines += [_told(one) for one in left[:MOST_TOLD]]
        if len(left) > MOST_TOLD:
            lines.append(msg("... and {count} more", count=len(left) - MOST_TOLD))
        return lines

    def plain(self) -> Mapping[str, object]:
        """The same for `--json`."""
        return {
            "schema": SCHEMA,
            "file": str(self.path),
            "outline": {"id": self.outline.id, "title": self.outline.title, "sha256": self.outline.sha256},
            "updated": self.updated,
            "bound": self.bound,
            "gaps": self.gaps,
            "unknown": self.unknown,
            **{
                kind.value: [
                    {"tag": one.tag, "label": one.label, "before": one.before, "now": one.now} for one in self.of(kind)
                ]
                for kind in Kind
            },
        }


def _told(one: Happened) -> Message:
    if one.kind is Kind.KEPT:
        return msg(
            "{label}: the report says “{before}”, the evaluation “{now}”",
            label=one.label, before=_short(one.before), now=_short(one.now),
        )  # fmt: skip
    if one.kind is Kind.GONE:
        return msg("{label}: deleted by a person, not brought back", label=one.label)
    if one.kind is Kind.STALE:
        return msg("{label}: no longer in the evaluation, still in the report", label=one.label)
    return msg("{label}: new in the evaluation, without a place in the report", label=one.label)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:29] + "…"
