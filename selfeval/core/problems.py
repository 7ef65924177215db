"""Sentences that are not yet in anyone's language, and problems in the user's data as values.

The core never chooses a language. It makes `Message` values, whose template is the English sentence and, at the same
time, the key of the translation; the rooms at the edge render them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, Union

from selfeval.core.records import dataclass

Translate: TypeAlias = Callable[[str], str]
"""Turns an English template into the reader's language; returns it unchanged where there is no translation."""

Arg: TypeAlias = Union[str, int, Decimal, date, "Message", "Messages"]


def untranslated(template: str) -> str:
    """The `Translate` that leaves everything in English."""
    return template


ONE = "one\x04"
"""Stands before a template in a catalogue's entries for one of what it counts, as contexts of gettext do."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: an English template with `{named}` fields, and the values for them.

    A field may itself be a message (rendered in the same language) or a tuple of messages (joined by `; `).
    """

    template: str
    args: tuple[tuple[str, Arg], ...] = ()

    def render(self, translate: Translate = untranslated) -> str:
        """The sentence in the language of `translate`; a template that lost a field is shown as it stands."""
        text = self._in_number(translate) if self.template else ""
        if not self.args:
            return text
        try:
            return text.format(**{name: _shown(value, translate) for name, value in self.args})
        except (KeyError, IndexError, ValueError):
            return text

    def _in_number(self, translate: Translate) -> str:
        """The translated template, in the singular where the language has one for it and `count` is one."""
        counts_one = str(dict(self.args).get("count")) == "1"
        one = translate(ONE + self.template) if counts_one else ONE
        return translate(self.template) if ONE[-1] in one else one

    def __bool__(self) -> bool:
        return bool(self.template)


def verbatim(what: Arg) -> Message:
    """What somebody wrote, or several sentences in a row, said as it stands: it is never looked up in a catalogue."""
    return Message("{it}", (("it", what),))


Messages: TypeAlias = tuple[Message, ...]
NOTHING = Message("")


def msg(template: str, /, **args: Arg) -> Message:
    """Make a `Message`; the name is the keyword by which the translation catalogue finds its templates."""
    return Message(template, tuple(args.items()))


def labelled(label: Message | str, text: Message | str) -> Message:
    """What something is, then what is said of it, with the colon of the language."""
    return msg("{label}: {text}", label=label, text=text)


def _shown(value: Arg, translate: Translate) -> str:
    if isinstance(value, Message):
        return value.render(translate)
    if isinstance(value, tuple):
        return translate("; ").join(part.render(translate) for part in value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


class Severity(StrEnum):
    """How much a problem matters: an error is what a reviewer would send the form back for."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst, so that sorting puts errors first."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Level(StrEnum):
    """What a rule pack makes of a check: one of the severities, or switched off; `info` is an older word for `note`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"

    @classmethod
    def _missing_(cls, value: object) -> Level | None:
        return cls.NOTE if value == "info" else None

    @property
    def severity(self) -> Severity | None:
        """The severity, None where the check is switched off."""
        if self is Level.OFF:
            return None
        return Severity.INFO if self is Level.NOTE else Severity(self.value)


class Owner(StrEnum):
    """Whose a finding is: of the approved targets, which nobody can change any more, or of the evaluation in hand."""

    TARGETS = "targets"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class CellRef:
    """One cell of the workbook that was read, such as `信访专项资金!E12`."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, or worth a second look, in the user's data.

    Attributes:
        code: stable for ever: T targets, B budget, A actuals, S scores, W weights, R rule packs, F files, then digits.
        severity: how much it matters.
        message: what is wrong, as one sentence.
        hint: what to do about it; may be empty.
        where: the cell it stands in, if it came from a workbook.
        input: the text that was read, unchanged.
        project: id of the project it concerns, or "" for the department or the file.
        indicator: id of the indicator it concerns, or "".
        about: whose it is; for findings of checks as the registry of checks declares it.
    """

    code: str
    severity: Severity
    message: Message
    hint: Message = NOTHING
    where: CellRef | None = None
    input: str = ""
    project: str = ""
    indicator: str = ""
    about: Owner = Owner.EVALUATION


class SelfEvalError(Exception):
    """We cannot go on: shown as a panel or a modal, exit code 2; never a traceback.

    Attributes:
        title: two or three words, such as "File not found".
        message: one sentence that says what is wrong.
        hint: what the person can do.
        code: the stable problem code of the case, if it has one (F… or R…).
        path: the file it is about; "" where it is about none.
        line: the line of a text file, from 1; None where it is about the whole file, or a workbook.
        problems: every mistake of the file, each with its place, where more than one can be told.
    """

    path: str = ""
    problems: tuple[Problem, ...] = ()

    def __init__(
        self, title: Message, message: Message, hint: Message = NOTHING, code: str = "", *, line: int | None = None
    ) -> None:
        super().__init__(message.render())
        self.line = line
        self.title = title
        self.message = message
        self.hint = hint
        self.code = code

    @property
    def cell(self) -> CellRef | None:
        """The place of the first of its problems; None where it has none."""
        return next((problem.where for problem in self.problems if problem.where), None)


@contextmanager
def about_file(path: object, *, codes: str = "") -> Iterator[None]:
    """Errors from inside whose code begins so are about this file, unless they know of another one already."""
    try:
        yield
    except SelfEvalError as error:
        if error.code.startswith(codes):
            error.path = error.path or str(path)
        raise
