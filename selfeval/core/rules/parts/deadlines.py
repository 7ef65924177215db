"""When forms have to be handed in or published: dates of the year after the budget year, as a rule pack states them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Deed


@dataclass(frozen=True, slots=True)
class Deadline:
    """One form and its day: either a day of the year, or so many days after the final accounts were approved.

    Attributes:
        what: the form, such as 项目支出绩效自评表.
        who: who does it, such as 主管部门.
        month, day: of the year after the budget year; a day that the month lacks is its last one.
        days_after_approval: calendar days after 决算批复.
        citation: id of the source.
    """

    what: str
    deed: Deed
    who: str
    month: int | None = None
    day: int | None = None
    days_after_approval: int | None = None
    citation: str = ""

    def due(self, year: int | None, approved: date | None) -> date | None:
        """The last day for the forms of a budget year; None where the year or the approval is not known."""
        if self.days_after_approval is not None:
            return None if approved is None else approved + timedelta(days=self.days_after_approval)
        if year is None or self.month is None or self.day is None:
            return None
        return date(year + 1, self.month, min(self.day, monthrange(year + 1, self.month)[1]))

    @property
    def day_words(self) -> Message:
        """The day as people say it: the 31st of February is the end of the month."""
        month, day = self.month or 0, self.day or 0
        if self.days_after_approval is None and (day > monthrange(_SHORT_YEAR, month)[1] or day == _LONGEST):
            return msg("by the end of month {month} of the following year", month=month)
        return self.stated

    @property
    def stated(self) -> Message:
        """The day with the numbers of the pack."""
        if self.days_after_approval is not None:
            return msg("within {count} days after the accounts are approved", count=self.days_after_approval)
        month, day = self.month or 0, self.day or 0
        return msg("by {month}-{day} of the following year", month=f"{month:02}", day=f"{day:02}")


_SHORT_YEAR, _LONGEST = 2025, 31

DEEDS = {Deed.HAND_IN: msg("hand in"), Deed.PUBLISH: msg("publish")}
"""What is done by the day, in words."""
