"""Which forms are handed in or published, and by when: the deadlines of the rule pack against a day that is given.

The day on which the final accounts were approved (决算批复日期) is a fact of the whole evaluation, `approved_on`.
"""

from __future__ import annotations

from datetime import date

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.layers import Citation
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deadlines import Deadline
from selfeval.core.scoring.results import Assessment
from selfeval.core.texts.shapes.dates import read_date


@dataclass(frozen=True, slots=True)
class Due:
    """One form with its day.

    Attributes:
        day: the last day, None where it counts from an approval that is not known, or of a budget year that is not.
        left: days from today to it, less than 0 once it has passed; None where there is no day.
        forms: titles of the forms of this evaluation that it is about; empty where it is about none of them.
        citation: where the pack has it from, with whether anybody held the original against it.
    """

    deadline: Deadline
    day: date | None
    left: int | None
    forms: tuple[str, ...]
    citation: Citation | None

    @property
    def said(self) -> Message:
        """How much time is left, in words."""
        if self.day is None or self.left is None:
            if self.deadline.days_after_approval is not None:
                return msg("counts from the approval of the accounts; no day after the budget year is entered")
            return msg("the budget year is not known")
        if self.left < 0:
            return msg("{count} days overdue", count=-self.left)
        return msg("today") if self.left == 0 else msg("{count} days left", count=self.left)


def publication_list(assessment: Assessment, today: date) -> tuple[Due, ...]:
    """Every deadline of the pack, those with a day first, in the order of their days."""
    pack, year = assessment.pack, assessment.year
    approved = approved_on(assessment)
    found = []
    for number, deadline in enumerate(pack.deadlines, start=1):
        day = deadline.due(year, approved)
        source = pack.source_of(f"deadlines[{number}]", deadline.citation)
        left = None if day is None else (day - today).days
        found.append(Due(deadline, day, left, _forms(assessment, deadline.what), source))
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or today)))


def counts_from_approval(pack: RulePack) -> bool:
    """Whether a deadline of the pack counts from the approval of the accounts, so that its day should be entered."""
    return any(one.days_after_approval is not None for one in pack.deadlines)


def approved_on(assessment: Assessment) -> date | None:
    """The day on which the accounts were approved, None while it is not entered or cannot be read.

    A day before the end of the budget year is none: nobody has approved accounts of a year that was not over.
    """
    year = None if assessment.year is None else assessment.year + 1
    found = read_date(assessment.evaluation.setting("approved_on").strip(), year)
    day = None if found is None else found.day
    return None if day is None or (year is not None and day.year < year) else day


def _forms(assessment: Assessment, what: str) -> tuple[str, ...]:
    """The forms that a deadline is about, by its words: 项目…, 部门整体…; of neither (部门决算, …), all."""
    whole, single = "整体" in what, "项目" in what
    return tuple(
        one.project.title
        for one in assessment.projects
        if (whole and one.project.whole_department) or (single and not one.project.whole_department) or whole is single
    )
