"""How texts are understood: a target value, an actual outcome, and what had to be supposed for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass


class Kind(StrEnum):
    """What sort of outcome a target asks for."""

    QUANTITY = "quantity"
    RANGE = "range"
    DATE = "date"
    BOOLEAN = "boolean"
    QUALITATIVE = "qualitative"
    UNREADABLE = "unreadable"


class Comparator(StrEnum):
    """How the actual is held against the target value."""

    GE = ">="
    GT = ">"
    LE = "<="
    LT = "<"
    EQ = "="
    BETWEEN = "between"


class Origin(StrEnum):
    """Where a reading comes from; `CONFIRMED` and `CORRECTED` are acts of a person."""

    AS_WRITTEN = "as_written"
    ASSUMED = "assumed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


KINDS = {
    Kind.QUANTITY: msg("quantity"),
    Kind.RANGE: msg("range"),
    Kind.DATE: msg("date"),
    Kind.BOOLEAN: msg("yes/no"),
    Kind.QUALITATIVE: msg("qualitative"),
    Kind.UNREADABLE: msg("unreadable"),
}
"""What each kind of reading is called."""
ORIGINS = {
    Origin.AS_WRITTEN: msg("as written"),
    Origin.ASSUMED: msg("assumed"),
    Origin.CONFIRMED: msg("confirmed"),
    Origin.CORRECTED: msg("corrected"),
}
"""What each origin of a reading is called."""


class Confidence(StrEnum):
    """How sure an assumption is; a `LOW` one is asked about, a `HIGH` one only shown."""

    HIGH = "high"
    LOW = "low"


class Trend(IntEnum):
    """`FALL` 下降, `RISE` 上升; `NONE` where a text speaks of neither, or of both."""

    FALL = -1
    NONE = 0
    RISE = 1

    @property
    def opposite(self) -> Trend:
        """The other way."""
        return Trend(-self)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that the text does not say and the program had to suppose.

    Attributes:
        code: stable name, such as `direction`, `unit`, `year`, `misread`, `answer`, `share`.
        message: the supposition as a sentence.
        confidence: whether a person should be asked.
        offer: another reading of the text, such as `≥90%` for a suspected misread `290%`; offered, never applied.
    """

    code: str
    message: Message
    confidence: Confidence = Confidence.HIGH
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator value (指标值) as understood.

    Attributes:
        text: the original text, never changed.
        kind: what sort of outcome it asks for.
        comparator: None for boolean, qualitative and unreadable targets.
        value: the number in `unit` (90 for `≥90%`); the lower end of a range; None for other kinds.
        upper: the upper end of a range, else None.
        unit: the unit as written, `%` for every spelling of percent, "" where there is none.
        day: the deadline (or first day of a span of dates) for dates.
        last_day: the last day of a span of dates, else None.
        origin: how far the text itself carries this reading.
        assumptions: what had to be supposed.
        trend: whether text or name ask for a decrease or an increase, so that the other way counts below nothing.
        whole: whether it is the share of a whole (合格率, 满意度), so that no outcome lies beyond 100 % or below 0.
        apart: what text or name speak of themselves, of `NoOutcome`: 结余资金 of a rest, which outcomes then repeat.
        name: the name of its row, which tells which of several numbers is asked for.
    """

    text: str
    kind: Kind
    comparator: Comparator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    day: date | None = None
    last_day: date | None = None
    origin: Origin = Origin.AS_WRITTEN
    assumptions: tuple[Assumption, ...] = ()
    trend: Trend = Trend.NONE
    whole: bool = False
    apart: tuple[str, ...] = ()
    name: str = ""

    @property
    def lower_is_better(self) -> bool:
        """Whether less counts as more (反向指标)."""
        return self.comparator in {Comparator.LE, Comparator.LT}


class ActualKind(StrEnum):
    """What an actual text turned out to hold."""

    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    ANSWER = "answer"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Actual:
    """An actual outcome (实际完成值) as understood for one target.

    Attributes:
        text: the original text, never changed.
        kind: what it holds.
        value: the number, converted into the target's unit; None for other kinds.
        day: the date for dates.
        yes: the answer for yes/no outcomes.
        answer: id of the rule pack's qualitative answer (`achieved`, `partly`, `not_achieved`, …), "" if none.
        share: percent of the weight inside the answer's band, if the text states one.
        assumptions: what had to be supposed.
        doubts: codes of the checks that this text calls for, such as `A104` for a percent/ratio slip.
    """

    text: str
    kind: ActualKind
    value: Decimal | None = None
    day: date | None = None
    yes: bool | None = None
    answer: str = ""
    share: Decimal | None = None
    assumptions: tuple[Assumption, ...] = ()
    doubts: tuple[str, ...] = ()
