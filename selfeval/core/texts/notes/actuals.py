"""The assumptions that reading an actual can make, each as one sentence; one function per code."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.readings import Assumption, Confidence

_LOW = Confidence.LOW


def missing_unit(value: str, unit: str, offer: str = "") -> Assumption:
    """Code `unit`: the actual is a bare number, the target has a unit; `offer` where it is likelier of another unit."""
    words = {"value": value, "unit": unit}
    if not offer:
        return Assumption("unit", msg("The actual has no unit; {value} {unit} is meant, as in the target.", **words))
    message = msg(
        "The actual has no unit and is taken as {value} {unit}, as in the target; perhaps {offer} is meant.",
        offer=offer,
        **words,
    )
    return Assumption("unit", message, _LOW, offer)


def days_hold_working_days(days: str) -> Assumption:
    """Code `unit`: calendar days under a limit in working days."""
    message = msg("{days} hold no more working days than that; the limit in working days was kept.", days=days)
    return Assumption("unit", message)


def nothing_spent() -> Assumption:
    """Code `zero`: a cost of 0 under a limit, which is kept by what was not done, too."""
    message = msg("Nothing was spent; whether the work was done for nothing or not at all, the number does not say.")
    return Assumption("zero", message, _LOW)


def extra_unit(value: str, unit: str, *, scaled: bool) -> Assumption:
    """Code `unit`: the actual has a unit and the target has none; doubtful where the unit multiplies, as 万 does."""
    message = msg(
        "The target has no unit; the {value} of the actual is held against it without its unit {unit}.",
        value=value,
        unit=unit,
    )
    return Assumption("unit", message, _LOW if scaled else Confidence.HIGH)


def converted(text: str, result: str) -> Assumption:
    """Code `unit`: the actual was converted into the target's unit."""
    return Assumption("unit", msg("{written} is {result} in the unit of the target.", written=text, result=result))


def not_comparable(unit: str, target_unit: str, offer: str = "") -> Assumption:
    """Code `unit`: the two units cannot be compared; `offer` where only the word for what is counted may be wrong."""
    message = msg(
        "The actual is given in {unit}, the target in {target_unit}; the two cannot be compared.",
        unit=unit,
        target_unit=target_unit,
    )
    return Assumption("unit", message, _LOW, offer)


def other_count_word(written: str, taken: str) -> Assumption:
    """Code `unit`: another word for what is counted one by one."""
    message = msg("{written} is taken as {taken}: both words count things one by one.", written=written, taken=taken)
    return Assumption("unit", message, _LOW)


def repeated_sign(value: str) -> Assumption:
    """Code `sign`: the actual carries a comparison sign."""
    return Assumption(
        "sign", msg("An actual has no comparison sign; {value} is taken as the achieved number.", value=value)
    )


def copied() -> Assumption:
    """Code `sign`: the actual is the target text, sign included."""
    return Assumption(
        "sign", msg("The actual repeats the target with its sign; what was really achieved is not said."), _LOW
    )


def embedded(value: str) -> Assumption:
    """Code `embedded`: the number stands in a sentence."""
    return Assumption("embedded", msg("The number stands in a sentence; {value} is taken as the actual.", value=value))


def one_of_several(value: str) -> Assumption:
    """Code `embedded`: several numbers, of which one is in the unit of the target, or alone an outcome."""
    message = msg("The text holds several numbers; {value}, which answers the target, is taken.", value=value)
    return Assumption("embedded", message, _LOW)


def complement(written: str, offer: str) -> Assumption:
    """Code `ratio`: 98.5 % of what is right where the share of what is wrong is asked for, or the reverse."""
    message = msg(
        "{written} is far from the target; perhaps it is the other part, and {offer} is meant.",
        written=written,
        offer=offer,
    )
    return Assumption("ratio", message, _LOW, offer)


def marks(written: str, offer: str) -> Assumption:
    """Code `ratio`: a mean mark out of five or ten where percent are asked for."""
    message = msg("{written} may be a mark out of five or ten; perhaps {offer} is meant.", written=written, offer=offer)
    return Assumption("ratio", message, _LOW, offer)


def approximate() -> Assumption:
    """Code `approximate`: 约 or 左右."""
    return Assumption("approximate", msg("The actual is only approximate; the number is taken as it stands."), _LOW)


def negative(value: str, offer: str) -> Assumption:
    """Code `negative`: less than nothing of what is counted, paid or shared out."""
    message = msg(
        "{value} is negative; perhaps the minus is only a dash, and {offer} is meant.", value=value, offer=offer
    )
    return Assumption("negative", message, _LOW, offer)


def beyond_whole(value: str) -> Assumption:
    """Code `whole`: more than all of it."""
    return Assumption("whole", msg("{value} is more than the whole, which ends at 100%.", value=value), _LOW)


def none_happened() -> Assumption:
    """Code `none`: 无, 未发生 and their like under a limit of what had better not happen."""
    return Assumption("none", msg("The text says that none of it happened; 0 is taken."))


def none_by_answer(text: str) -> Assumption:
    """Code `none`: 达成 and its like for a target such as 无事故."""
    message = msg("“{text}” is taken to say that none of it happened, as the target asks.", text=text)
    return Assumption("none", message, _LOW)


def not_applicable() -> Assumption:
    """Code `not_applicable`: 不适用, `/`, `—`."""
    message = msg("The text says that the indicator does not apply; mark the row so, or enter what was achieved.")
    return Assumption("not_applicable", message, _LOW)


def loss(reading: str) -> Assumption:
    """Code `loss`: brackets as accounts print a minus."""
    message = msg("Brackets around a number stand for a minus in accounts; it is read as {reading}.", reading=reading)
    return Assumption("loss", message, _LOW)


def ratio_slip(written: str, offer: str) -> Assumption:
    """Code `ratio`: 0.95 where 95 % is meant, or the reverse."""
    message = msg(
        "{written} is far from the target; perhaps {offer} is meant (percent and ratio).", written=written, offer=offer
    )
    return Assumption("ratio", message, _LOW, offer)


def money_slip(written: str, offer: str) -> Assumption:
    """Code `money_unit`: 元 and 万元 taken for one another."""
    if not offer:
        return Assumption(
            "money_unit", msg("{written} is a thousand times off the target; check 元 and 万元.", written=written), _LOW
        )
    message = msg(
        "{written} is a thousand times off the target; perhaps {offer} is meant.", written=written, offer=offer
    )
    return Assumption("money_unit", message, _LOW, offer)


def target_misread(target: str, offer: str) -> Assumption:
    """Code `target_misread`: the actual suggests that the leading 2 of the target is a damaged ≥."""
    message = msg(
        "The actual is far below the target {target}; if the 2 in front is a damaged ≥, the target is {offer}.",
        target=target,
        offer=offer,
    )
    return Assumption("target_misread", message, _LOW)


def misread(offer: str) -> Assumption:
    """Code `misread`: a letter stands in the number."""
    return Assumption(
        "misread", msg("There is a letter in the number; perhaps {offer} is meant.", offer=offer), _LOW, offer
    )


def damaged_percent(offer: str) -> Assumption:
    """Code `misread`: more than 100 % with a 2 in front, which may be a damaged ≥."""
    message = msg("The 2 in front may be a damaged ≥; perhaps {offer} is meant.", offer=offer)
    return Assumption("misread", message, _LOW, offer)


def no_number() -> Assumption:
    """Code `number`: a measured value is missing."""
    return Assumption("number", msg("The target is a number, but the text holds no single measured number."), _LOW)


def made_by_spreadsheet(first: str) -> Assumption:
    """Code `spreadsheet_date`: a date in place of the number, which a spreadsheet made of other signs."""
    message = msg("The target is a number, the text a date; the spreadsheet may have made it of {first}.", first=first)
    return Assumption("spreadsheet_date", message, _LOW)


def same_as_target() -> Assumption:
    """Code `answer`: the actual equals the target text."""
    return Assumption("answer", msg("The actual is the same as the target; that is taken as fully achieved."))


def as_asked() -> Assumption:
    """Code `answer`: a measured change in the direction that the target asks for in words."""
    return Assumption("answer", msg("The actual went the way the target asks; that is taken as fully achieved."))


def all_of_it(value: str, *, sure: bool) -> Assumption:
    """Code `all`: 全覆盖, 应保尽保, 全部到位 where a share of a whole is asked for."""
    message = msg("The text says that all of it was reached; {value} is taken.", value=value)
    return Assumption("all", message, Confidence.HIGH if sure else _LOW)


def harm_asked(text: str) -> Assumption:
    """Code `answer`: a bare yes or no to a question after something unwanted."""
    message = msg(
        "The target asks whether something unwanted happened; “{text}” is taken as the answer to that question.",
        text=text,
    )
    return Assumption("answer", message, _LOW)


def no_to_a_denial(text: str) -> Assumption:
    """Code `answer`: a bare no to 不超预算, which may say that it was not kept, or that nothing was exceeded."""
    message = msg("“{text}” is taken to say that the target was not kept; write what happened: 未超, 超出 …", text=text)
    return Assumption("answer", message, _LOW)


def no_yes_or_no() -> Assumption:
    """Code `answer`: a yes/no target, and a text that says neither."""
    return Assumption("answer", msg("The target asks for yes or no, and the text says neither clearly."), _LOW)


def no_answer(offer: str) -> Assumption:
    """Code `answer`: a text that is none of the rule pack's answers."""
    if not offer:
        return Assumption(
            "answer", msg("The text is none of the answers that the rules know; please choose one."), _LOW
        )
    message = msg("The text is none of the answers that the rules know; perhaps “{offer}” is meant.", offer=offer)
    return Assumption("answer", message, _LOW, offer)


def only_a_share(share: Decimal) -> Assumption:
    """Code `answer`: a bare percentage for a target in words; doubtful where it is next to nothing."""
    message = msg("The text is only a percentage; {share}% of the weight is taken.", share=plain(share))
    return Assumption("answer", message, _LOW if 0 < share <= 1 else Confidence.HIGH)


def bad_share() -> Assumption:
    """Code `share`: a share outside 0 to 100."""
    return Assumption("share", msg("The share must lie between 0% and 100%."), _LOW)


def too_long() -> Assumption:
    """Code `too_long`."""
    return Assumption("too_long", msg("The text is too long to be read as a value."), _LOW)


def no_target() -> Assumption:
    """Code `target`: the target itself cannot be read."""
    return Assumption("target", msg("The target cannot be read, so nothing can be held against it."), _LOW)
