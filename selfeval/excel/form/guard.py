"""What of a form's cell must stay: a label of its own, a value that says the same, what stands behind a label."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.keys import key
from selfeval.core.numbers import decimals, plain, round_half_up
from selfeval.core.patterns import lazy
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.texts.shapes.rates import printed_rate
from selfeval.excel.book.grid import Cell
from selfeval.excel.form.places import is_unfilled
from selfeval.excel.form.values import Wanted
from selfeval.excel.tables.head.codes import split_code
from selfeval.excel.tables.head.goals import GOAL_KEYS
from selfeval.excel.tables.labels.labels import label_of
from selfeval.excel.tables.taking import number_in

_PREFIX = lazy(r"\s{0,99}+[^:：]{1,24}[:：]")
_NEXT_LABEL = lazy(r"(?:^|[\s\u3000；;，,])[^\s:：；;，,]{2,14}[:：]")
_BLANKS = " \t\n\u3000_＿"


def printed_label(text: str) -> tuple[str, str] | None:
    """What a form prints in a cell of its head: its label with the colon, and the text behind it.

    A label without a colon has "" for the first; None for a cell that holds no label.
    """
    label, found = label_of(text), _PREFIX.match(text)
    if label is None and not (found and not text[found.end() :].strip(_BLANKS)):
        return None
    if found is None:
        return "", text
    return found[0], text[found.end() :]


def is_label_of(text: str, name: str) -> bool:
    """Whether a cell's label is that of a field, or one that the program does not know and nothing stands behind."""
    label = label_of(text)
    return label is None or label[0] == name or {label[0], name} <= GOAL_KEYS


def behind_label(prefix: str, rest: str, wanted: str) -> str | None:
    """The cell's text with the value behind the label; None where another value stands there already."""
    follows = _NEXT_LABEL.search(rest)
    if follows:
        value, others = rest[: follows.start()], rest[follows.start() :].lstrip(_BLANKS)
        return f"{prefix}{wanted}    {others}" if not value.strip(_BLANKS) else None
    return f"{prefix}{wanted}" if is_unfilled(rest.strip(_BLANKS)) else None


def says(rest: str, wanted: Wanted) -> bool:
    """Whether the text behind a label, up to the next one, is the value."""
    follows = _NEXT_LABEL.search(rest)
    return agrees(Cell((rest[: follows.start()] if follows else rest).strip(_BLANKS)), wanted)


def holds_labels(rest: str) -> bool:
    """Whether another label follows."""
    return _NEXT_LABEL.search(rest) is not None


def unapproved_points(result: ProjectResult) -> Message:
    """Which points are not those approved, because indicators do not apply; nothing where none moved."""
    rows = tuple(
        Message("{name} {base} → {now}", (("name", item.indicator.tier3), ("base", plain(item.weight.base)),
                                          ("now", plain(item.weight.effective))))
        for item in result.indicators
        if item.weight.effective != item.weight.base
    )  # fmt: skip
    if not rows:
        return NOTHING
    return msg("Points moved because indicators do not apply, and are not those approved: {rows}", rows=rows)


def compare(wanted: Wanted, found: Decimal | None) -> bool:
    """Whether a formula gives what was wanted: to the decimal places that we print."""
    if found is None or wanted.number is None:
        return False
    printed = round_half_up(found, decimals(wanted.number))
    return wanted.number in (found, printed) or plain(found) == wanted.text


def agrees(cell: Cell, wanted: Wanted) -> bool:
    """Whether a cell already says it."""
    if key(cell.text) == key(wanted.text):
        return True
    if wanted.number is None:
        return False
    if wanted.kind == "percent":
        printed = printed_rate(cell.text, Fraction(wanted.number))
        return cell.value == wanted.number or (printed is not None and printed.share == Fraction(wanted.number))
    return cell.value == wanted.number or number_in(cell.text) == wanted.number


def is_half(name: str, text: str, wanted: Wanted) -> bool:
    """Whether a cell holds code and name of the project in one, and this one of them is what is wanted."""
    code, title = split_code(text)
    return bool(code) and {"code": code, "name": title}.get(name) == wanted.text
