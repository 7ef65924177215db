"""The assumptions that reading a target can make, each as one sentence; one function per code."""

from __future__ import annotations

from datetime import date

from selfeval.core.problems import Message, msg
from selfeval.core.readings import Assumption, Confidence

_LOW = Confidence.LOW

NOT_APPLICABLE = "not_applicable"
"""Code of the supposition that the row does not apply; nothing is scored before a person has said so."""


def direction(reading: str, offer: str) -> Assumption:
    """Code `direction`: a bare number was given a comparator; with an offer where the name speaks against it."""
    if not offer:
        return Assumption(
            "direction",
            msg("The text has no comparison sign; it is read as {reading} from its place.", reading=reading),
        )
    message = msg(
        "The text has no comparison sign; from its place it is read as {reading}, but the name suggests {offer}.",
        reading=reading,
        offer=offer,
    )
    return Assumption("direction", message, _LOW, offer)


def direction_of_time(reading: str, offer: str) -> Assumption:
    """Code `direction`: a bare span of time that something takes."""
    message = msg(
        "The text has no comparison sign; as time that something takes it is read as {reading}.", reading=reading
    )
    return Assumption("direction", message, _LOW, offer)


def direction_of_harm(reading: str, offer: str) -> Assumption:
    """Code `direction`: a bare number of what had better be little."""
    message = msg("The text has no comparison sign; as less of it is better, it is read as {reading}.", reading=reading)
    return Assumption("direction", message, _LOW, offer)


def none_of_it(reading: str) -> Assumption:
    """Code `direction`: 0 without a sign, or 无 and its like, asks for none of it."""
    return Assumption(
        "direction", msg("The target asks for none of it; it is read as {reading}.", reading=reading), _LOW
    )


def loss(reading: str, offer: str) -> Assumption:
    """Code `loss`: brackets around a bare number, as accounts print a minus."""
    message = msg("Brackets around a number stand for a minus in accounts; it is read as {reading}.", reading=reading)
    return Assumption("loss", message, _LOW, offer)


def ratio(reading: str, offer: str) -> Assumption:
    """Code `ratio`: a share such as 0.9 where percent are counted."""
    message = msg(
        "{reading} is read as it stands; perhaps {offer} is meant (percent and ratio).", reading=reading, offer=offer
    )
    return Assumption("ratio", message, _LOW, offer)


def negative(reading: str, offer: str) -> Assumption:
    """Code `negative`: less than nothing of what is counted, paid or shared out."""
    message = msg(
        "{reading} asks for less than nothing; perhaps the minus is only a dash, and {offer} is meant.",
        reading=reading,
        offer=offer,
    )
    return Assumption("negative", message, _LOW, offer)


def rank(reading: str) -> Assumption:
    """Code `form`: a place in a ranking, of which a smaller number is better."""
    return Assumption(
        "form", msg("A place in a ranking is read as {reading}: a smaller one is better.", reading=reading)
    )


def plain_form(reading: str, offer: str = "", *, sure: bool = True) -> Assumption:
    """Code `form`: another way to write a value, such as two units, a range by its middle, a sign behind its number."""
    if not offer:
        message = msg("The text is read as {reading}.", reading=reading)
        return Assumption("form", message, Confidence.HIGH if sure else _LOW)
    message = msg("The text is read as {reading}; perhaps {offer} is meant.", reading=reading, offer=offer)
    return Assumption("form", message, _LOW, offer)


def recurring() -> Assumption:
    """Code `recurring`: a deadline that returns every month or quarter."""
    message = msg("The deadline returns, so no single day is asked for, but whether it was kept every time: yes or no.")
    return Assumption("recurring", message, _LOW)


def each_time(time: str, offer: str) -> Assumption:
    """Code `each_time`: a count for every month or quarter, against which a count of the whole year proves nothing."""
    message = msg("The number is for each {time}; an actual of the whole year cannot be held against it.", time=time)
    return Assumption("each_time", message, _LOW, offer)


def each_of(thing: str) -> Assumption:
    """Code `each_time`: a count for each of many, as 每村2名."""
    message = msg(
        "The number is for each one (“{thing}”); an actual of all together cannot be held against it.", thing=thing
    )
    return Assumption("each_time", message, _LOW)


def second_condition() -> Assumption:
    """Code `condition`: a second condition in words, as 95%且不低于上年."""
    message = msg("The text asks for something more, which is not judged: only the number is.")
    return Assumption("condition", message, _LOW)


def long_text() -> Assumption:
    """Code `too_long`: a text that is no value any more."""
    return Assumption("too_long", msg("The text is too long for a number or a date; it is judged in words."), _LOW)


def taken_for_date(day: date) -> Assumption:
    """Code `date`: digits such as 202512 outside the rows that speak of time, or a lone year."""
    return Assumption("date", msg("The digits are taken for a date, {day}.", day=day), _LOW)


def year(number: int | None, *, asked: bool = False) -> Assumption:
    """Code `year`: the date names no year; `asked` where it names no month either, as 年底 and 全年."""
    if number is None:
        return Assumption("year", msg("The date does not say for certain which year it lies in."), _LOW)
    message = msg("The date names no year; the budget year {year} is meant.", year=str(number))
    return Assumption("year", message, _LOW if asked else Confidence.HIGH)


def vague_before(day: date, offer: str) -> Assumption:
    """Code `date`: a month followed by 前, which may or may not include that month."""
    return Assumption(
        "date", msg("It is not clear whether the named time itself still counts; {day} is taken.", day=day), _LOW, offer
    )


def month_number(day: date) -> Assumption:
    """Code `month`: a lone number stands for a month."""
    return Assumption("month", msg("The number is taken for a month, so the deadline is {day}.", day=day), _LOW)


def made_by_spreadsheet(first: str) -> Assumption:
    """Code `spreadsheet_date`: a bare date where a number is asked for, which a spreadsheet made of other signs."""
    message = msg(
        "A date stands where a number is asked for; the spreadsheet may have made it of {first}.", first=first
    )
    return Assumption("spreadsheet_date", message, _LOW)


def embedded(reading: str) -> Assumption:
    """Code `embedded`: the number stands in a sentence."""
    return Assumption("embedded", msg("The number stands in a sentence; it is read as {reading}.", reading=reading))


def numerals(reading: str) -> Assumption:
    """Code `numerals`: the number is written in Chinese characters."""
    message = msg("The number is written in characters; it is read as {reading}.", reading=reading)
    return Assumption("numerals", message)


def from_name(reading: str) -> Assumption:
    """Code `from_name`: the value cell is blank, the indicator's name holds a value."""
    message = msg("The value cell is empty; {reading} is taken from the indicator's name.", reading=reading)
    return Assumption("from_name", message, _LOW)


def misread(offer: str) -> Assumption:
    """Code `misread`: a character looks like scanning damage; the other reading is only offered."""
    if not offer:
        return Assumption("misread", msg("A comparison sign looks damaged and the number is missing."), _LOW)
    return Assumption(
        "misread",
        msg("A character looks damaged by scanning or typing; perhaps {offer} is meant.", offer=offer),
        _LOW,
        offer,
    )


def equals_sign(offer: str) -> Assumption:
    """Code `sign`: `=` where more would be better."""
    message = msg(
        "The text asks for exactly this number; more would count as missed. Perhaps {offer} is meant.", offer=offer
    )
    return Assumption("sign", message, _LOW, offer)


def sign_cell(written: str, cell: str) -> Assumption:
    """Code `sign`: the cell for the sign and the text disagree; the text counts."""
    message = msg(
        "The text says {written}, but the cell for the sign says {cell}; the text is used.", written=written, cell=cell
    )
    return Assumption("sign", message, _LOW)


def unit_cell(written: str, cell: str) -> Assumption:
    """Code `unit`: the cell for the unit and the text disagree, or the cell holds no unit; the text counts."""
    message = msg(
        "The text has the unit “{written}”, but the cell for the unit says “{cell}”; the text is used.",
        written=written,
        cell=cell,
    )
    return Assumption("unit", message, _LOW)


def approximate() -> Assumption:
    """Code `approximate`: 约 or 左右 leave open how far off still counts."""
    return Assumption(
        "approximate", msg("“About” leaves open how large a difference still counts; it is left out."), _LOW
    )


def unreadable(code: str) -> Assumption:
    """Why a text could not be read: codes `blank`, `several_numbers`, `contradiction`, `date`, `number`.

    `not_applicable`, of which `nothing` is the milder sentence: the row does not seem to apply.
    """
    return Assumption(NOT_APPLICABLE if code == "nothing" else code, _UNREADABLE[code], _LOW)


_UNREADABLE: dict[str, Message] = {
    "blank": msg("Nothing is filled in, or only a template is left."),
    "several_numbers": msg("The text holds several numbers; it is not clear which one counts."),
    "contradiction": msg("The signs or the ends of the range contradict each other."),
    "date": msg("The calendar has no such day."),
    "number": msg("The number cannot be read."),
    "not_applicable": msg("The text says that the indicator does not apply; mark the row so, or give its target."),
    "nothing": msg("The text says 无; perhaps the indicator does not apply: mark the row so, or give its target."),
}
