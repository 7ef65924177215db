"""What to say of a number or a day in an actual that is not what was achieved; all have the code `no_outcome`."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.core.readings import Assumption, Confidence
from selfeval.core.texts.words.no_outcome import NoOutcome

_LOW = Confidence.LOW


def no_outcome(instead: NoOutcome, value: str, offer: str = "") -> Assumption:
    """Code `no_outcome`: a number or a day that is planned, left undone, or only a difference; `value` "" for a day."""
    if not value:
        planned = instead is NoOutcome.PLANNED
        message = (
            msg("The day is planned; when it was done, the text does not say.")
            if planned
            else msg("On this day work began; when it was finished, the text does not say.")
            if instead is NoOutcome.BEGUN
            else msg("The text says that it was not done, or only in part.")
        )
    elif instead is NoOutcome.PLANNED:
        message = msg("{value} is what was planned, not what was achieved.", value=value)
    elif instead is NoOutcome.EACH:
        message = msg("{value} is the number of each one or of each time, not that of all together.", value=value)
    elif instead is NoOutcome.OTHER_TIME:
        message = msg("{value} is of another year, or of several years together.", value=value)
    elif instead is NoOutcome.LEFT:
        message = msg("{value} is what is left or was not done, not what was achieved.", value=value)
    else:
        message = msg("{value} is only by how much the outcome differs, not the outcome itself.", value=value)
    return Assumption("no_outcome", message, _LOW, offer)


def perhaps_no_outcome(instead: NoOutcome, value: str, offer: str = "") -> Assumption:
    """Code `no_outcome`: a number that is taken as the outcome, though its words may say something else."""
    if instead is NoOutcome.EACH:
        message = msg("{value} is said of each one or of each time; it is taken as the outcome.", value=value)
    elif instead is NoOutcome.OTHER_TIME:
        message = msg("{value} may be of another year, or of several years; it is taken as the outcome.", value=value)
    elif instead is NoOutcome.PLANNED:
        message = msg("{value} may be what was planned; it is taken as the outcome.", value=value)
    else:
        message = msg("{value} may only be by how much the outcome differs; it is taken as the outcome.", value=value)
    return Assumption("no_outcome", message, _LOW, offer)


def nearly_done() -> Assumption:
    """Code `no_outcome`: a day on which the most of it was done."""
    return Assumption("no_outcome", msg("The text speaks of a part, or of most of it; the day is taken for all."), _LOW)
