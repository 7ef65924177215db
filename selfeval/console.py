"""What a command says and where: data on stdout, messages on stderr; colours and widths that the terminal has."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import IO

from selfeval.core.problems import Arg, Message, Problem, SelfEvalError, Severity, Translate, msg, verbatim
from selfeval.i18n import pick_language, translator
from selfeval.streams import CHOICE
from selfeval.textgrid import escaped, fill, harmless

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM = "1", "2"
_NARROWEST, _WIDEST, _UNBROKEN = 40, 100, 1_000_000
"""Terminal cells between which messages are broken into lines."""
_LONGEST_QUOTE = 200
"""Characters of a user's text inside a sentence; JSON and the workbook have it whole."""

SEVERITY_WORDS = {
    Severity.ERROR: msg("Error"),
    Severity.WARNING: msg("Warning"),
    Severity.INFO: msg("Note"),
}


class Console:
    """Where one run of the program prints.

    Attributes:
        language: `zh` or `en`.
        given_up: the code page that has no Chinese and was given up for UTF-8, until that has been said.
    """

    def __init__(self, language: str, given_up: str | None = None) -> None:
        self.language = language
        self.given_up = given_up
        # Our own colours are told from escape sequences in a file's text by a word that no file can know.
        self._colour = f"\0{os.urandom(8).hex()}"

    @classmethod
    def speaking(cls, wanted: str | None, given_up: str | None = None) -> Console:
        """One in the language that is wanted, else in that of the system; see `streams.prepare_streams`."""
        return cls(pick_language(wanted), given_up)

    @cached_property
    def translate(self) -> Translate:
        """From English templates into the language of this run; the catalogue is read for the first sentence."""
        return translator(self.language)

    @cached_property
    def _painted(self) -> re.Pattern[str]:
        return re.compile(rf"{self._colour}([0-9;]+m)")

    def text(self, message: Message) -> str:
        """The sentence in the language of this run."""
        return message.render(self.translate)

    # -- data

    def out(self, text: str) -> None:
        """Print data on stdout, in its own encoding if that has Chinese; `SelfEvalError` where it cannot be written."""
        self._write(sys.stdout, text + "\n")

    def json(self, value: object) -> None:
        """Print one JSON value on stdout, always in UTF-8: other programs read it."""
        import json

        data = (escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n").encode("utf-8", "replace")
        with self._pipe(sys.stdout):
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    # -- messages

    def say(self, message: Message) -> None:
        """One sentence on stderr, never broken into lines: it may end in a path that somebody copies."""
        self._write(sys.stderr, self.text(message) + "\n")

    def stop(self, error: SelfEvalError) -> None:
        """The panel that says why we cannot go on: title, sentence, hint."""
        title = self.text(error.title) + (f" [{error.code}]" if error.code else "")
        head = self.text(msg("Cannot go on: {title}", title=verbatim(title)))
        lines = [self.paint(head, _COLOURS[Severity.ERROR], sys.stderr, bold=True)]
        width = self.width(sys.stderr)
        lines += fill(self.text(error.message), "  ", width)
        if error.hint:
            lines += fill(self.text(error.hint), "  → " if self.can_draw("→") else "  > ", width)
        self._write(sys.stderr, "\n".join(lines) + "\n")

    def interrupted(self) -> None:
        """Said after ctrl+c."""
        self.say(msg("Interrupted. Everything entered before is saved."))

    def crashed(self, error: BaseException, args: Sequence[str]) -> None:
        """Keep a report about our own mistake and say where it is; say which library lacks, if that is all."""
        from selfeval.workspace.system import crash  # only after a mistake of ours

        if name := crash.lacking_library(error):
            self.stop(
                SelfEvalError(
                    msg("Part missing"),
                    msg("This needs the library {name}, which is not in this installation.", name=name),
                    msg("A kit for those who fill in has no tables of many forms: use the kit for finance bureaus."),
                )
            )
            return
        kind, place = type(error).__name__, crash.report_crash(error, args)
        if place is None:
            self.say(msg("The program made a mistake ({kind}). Everything entered before is saved.", kind=kind))
            return
        self.say(
            msg(
                "The program made a mistake ({kind}). Everything entered before is saved. The report is in {path}.",
                kind=kind,
                path=str(place),
            )
        )

    # -- findings

    def problem_lines(self, problems: Iterable[Problem]) -> list[str]:
        """Findings as lines: severity, code, place, sentence; the text that was read and the hint below."""
        width, lines = self.width(sys.stdout), []
        for problem in problems:
            severity = self.paint(
                self.text(SEVERITY_WORDS[problem.severity]), _COLOURS[problem.severity], sys.stdout, bold=True
            )
            where = f"  {problem.where}" if problem.where else ""
            read = f"  [{clipped(problem.input)}]" if problem.input.strip() else ""
            lines.append(f"{severity} {problem.code}{where}{read}")
            lines += fill(self.text(_brief(problem.message)), "    ", width)
            hint = self.text(_brief(problem.hint))
            lines += [self.paint(line, _DIM, sys.stdout) for line in fill(hint, "    ", width) if hint]
        return lines

    def counted(self, problems: Iterable[Problem]) -> str:
        """How many findings there are of each severity."""
        found = [problem.severity for problem in problems]
        if not found:
            return self.text(msg("No findings."))
        return self.text(
            msg(
                "{errors} errors, {warnings} warnings, {notes} notes",
                errors=found.count(Severity.ERROR),
                warnings=found.count(Severity.WARNING),
                notes=found.count(Severity.INFO),
            )
        )

    def heading(self, text: str) -> str:
        """A heading on stdout."""
        return self.paint(text, _BOLD, sys.stdout)

    # -- what the terminal can do

    def width(self, stream: IO[str]) -> int:
        """Cells in which sentences are broken: the terminal's, inside reasonable limits; never for pipes."""
        if not stream.isatty():
            return _UNBROKEN
        import shutil  # brings the compression libraries along

        return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)

    def paint(self, text: str, colour: str, stream: IO[str], *, bold: bool = False) -> str:
        """The text in an ANSI colour, where the stream is a terminal that wants colours."""
        if not colourful(stream):
            return text
        return f"{self._colour}{'1;' if bold else ''}{colour}m{text}{self._colour}0m"

    def can_draw(self, char: str) -> bool:
        """Whether stderr has this character."""
        try:
            char.encode(sys.stderr.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def flush(self) -> None:
        """Bring everything out, also where the reader of a pipe has gone; `SelfEvalError` where it is not possible."""
        for stream in (sys.stdout, sys.stderr):
            with self._pipe(stream):
                stream.flush()

    def _write(self, stream: IO[str], text: str) -> None:
        if self.given_up and not text.isascii():
            encoding, self.given_up = self.given_up, None
            told = msg(
                "The code page {encoding} has no Chinese, so UTF-8 is written; {name} asks for another encoding.",
                encoding=encoding,
                name=CHOICE,
            )
            self.say(told)
        with self._pipe(stream):
            if self._colour not in text:
                stream.write(harmless(text))
                return
            pieces = enumerate(self._painted.split(text))
            stream.write("".join(f"\x1b[{piece}" if place % 2 else harmless(piece) for place, piece in pieces))

    @contextlib.contextmanager
    def _pipe(self, stream: IO[str]) -> Iterator[None]:
        """A reader that has seen enough (`| head`) is no mistake: what follows goes nowhere, the work goes on.

        Data that stdout cannot take, on a full disk, must not look complete; about stderr nothing can be said.
        """
        try:
            yield
        except OSError as error:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            if stream is sys.stdout and not isinstance(error, BrokenPipeError):
                raise SelfEvalError(
                    msg("Output not written"),
                    msg("The result could not be written to the output."),
                    msg("Check that the disk has space, then run the command again."),
                ) from error


def _brief(message: Message) -> Message:
    """The sentence with what it quotes from a file cut to a readable length."""

    def cut(value: Arg) -> Arg:
        if isinstance(value, Message):
            return _brief(value)
        if isinstance(value, tuple):
            return tuple(map(_brief, value))
        if isinstance(value, str) and len(value) > _LONGEST_QUOTE:
            return f"{value[: _LONGEST_QUOTE - 1]}…"
        return value

    return Message(message.template, tuple((name, cut(value)) for name, value in message.args))


def colourful(stream: IO[str]) -> bool:
    """Whether to use colours: only on terminals, never with NO_COLOR (no-color.org) or on a dumb terminal."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(os.environ.get(name) for name in ("WT_SESSION", "ANSICON", "ConEmuANSI", "TERM"))


def clipped(text: str, limit: int = 60) -> str:
    """A text from a file on one line, at most `limit` characters, without control characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
