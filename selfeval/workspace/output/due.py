"""What is handed in or published by when, for a file or for work in progress, against today."""

from __future__ import annotations

from datetime import date

from selfeval.core.problems import Translate
from selfeval.core.records import dataclass
from selfeval.core.rules.parts.deadlines import DEEDS
from selfeval.core.scoring.publication import Due, approved_on, publication_list
from selfeval.core.scoring.results import Assessment
from selfeval.workspace.clock import today

SCHEMA = "selfeval.due/1"


@dataclass(frozen=True, slots=True)
class DueList:
    """The list of one evaluation.

    Attributes:
        today: the day that it counts from.
        approved: the day on which the final accounts were approved, None while it is not known.
    """

    file: str
    rules: str
    year: int | None
    today: date
    approved: date | None
    list: tuple[Due, ...]


def due_of(assessment: Assessment, file: str, day: date | None = None) -> DueList:
    """The list of an evaluation on a day, by default today."""
    day = day or today()
    listed = publication_list(assessment, day)
    return DueList(file, assessment.pack.id, assessment.year, day, approved_on(assessment), listed)


def due_plain(found: DueList, translate: Translate) -> dict[str, object]:
    """The list as JSON values, schema `selfeval.due/1`."""
    return {
        "schema": SCHEMA,
        "file": found.file,
        "rules": found.rules,
        "year": found.year,
        "today": found.today.isoformat(),
        "approved_on": found.approved.isoformat() if found.approved is not None else None,
        "due": [_plain(one, translate) for one in found.list],
    }


def _plain(one: Due, translate: Translate) -> dict[str, object]:
    return {
        "what": one.deadline.what,
        "deed": one.deadline.deed.value,
        "deed_text": DEEDS[one.deadline.deed].render(translate),
        "who": one.deadline.who,
        "rule": one.deadline.day_words.render(translate),
        "day": one.day.isoformat() if one.day is not None else None,
        "days_left": one.left,
        "said": one.said.render(translate),
        "forms": list(one.forms),
        "source": one.citation.text if one.citation is not None else None,
        "verified": one.citation.verified if one.citation is not None else None,
    }
