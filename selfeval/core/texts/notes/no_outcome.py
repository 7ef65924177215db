"""What to say of a number or a day in an actual that is not what was achieved; all have the code `no_outcome`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.problems import Message, msg
from selfeval.core.readings import Assumption, Confidence
from selfeval.core.texts.words.no_outcome import NoOutcome

_ONLY_BY_HOW_MUCH = msg("{value} is only by how much the outcome differs, not the outcome itself.")
_NUMBERS: Mapping[NoOutcome, Message] = MappingProxyType(
    {
        NoOutcome.PLANNED: msg("{value} is what was planned, not what was achieved."),
        NoOutcome.EACH: msg("{value} is the number of each one or of each time, not that of all together."),
        NoOutcome.OTHER_TIME: msg("{value} is of another year, or of several years together."),
        NoOutcome.LEFT: msg("{value} is what is left or was not done, not what was achieved."),
        NoOutcome.MORE: _ONLY_BY_HOW_MUCH,
        NoOutcome.LESS: _ONLY_BY_HOW_MUCH,
    }
)
_TAKEN_NUMBERS: Mapping[NoOutcome, Message] = MappingProxyType(
    {
        NoOutcome.EACH: msg("{value} is said of each one or of each time; it is taken as the outcome."),
        NoOutcome.OTHER_TIME: msg("{value} may be of another year, or of several years; it is taken as the outcome."),
        NoOutcome.PLANNED: msg("{value} may be what was planned; it is taken as the outcome."),
        NoOutcome.LESS: msg("{value} may only be by how much the outcome differs; it is taken as the outcome."),
    }
)
_DAYS: Mapping[NoOutcome, Message] = MappingProxyType(
    {
        NoOutcome.PLANNED: msg("The day is planned; when it was done, the text does not say."),
        NoOutcome.BEGUN: msg("On this day work began; when it was finished, the text does not say."),
        NoOutcome.LEFT: msg("The text says that it was not done, or only in part."),
    }
)


def number_not_achieved(instead: NoOutcome, value: str, offer: str) -> Assumption:
    """Code `no_outcome`: a number that is planned, left undone, of another time or of each one, or only a difference.

    The `offer` is the outcome that follows from it, "" where none does.
    """
    return _doubt(Message(_NUMBERS[instead].template, (("value", value),)), offer)


def number_perhaps_not_achieved(instead: NoOutcome, value: str) -> Assumption:
    """Code `no_outcome`: a number that is taken as the outcome, though its words may say something else."""
    return _doubt(Message(_TAKEN_NUMBERS[instead].template, (("value", value),)))


def day_not_achieved(instead: NoOutcome) -> Assumption:
    """Code `no_outcome`: a day for which it is planned, on which it began, or on which it was not done."""
    return _doubt(_DAYS[instead])


def nearly_done() -> Assumption:
    """Code `no_outcome`: a day on which the most of it was done."""
    return _doubt(msg("The text speaks of a part, or of most of it; the day is taken for all."))


def _doubt(message: Message, offer: str = "") -> Assumption:
    return Assumption("no_outcome", message, Confidence.LOW, offer)
