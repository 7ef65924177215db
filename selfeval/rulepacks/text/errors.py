"""The mistakes of a rule-pack file, each with its line, as it reads and as it should read, and its dotted path."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.problems import NOTHING, CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.rulepacks.text.lines import Path, Span, dotted, spans
from selfeval.rulepacks.text.meant import Repair, instead


@dataclass(frozen=True, slots=True)
class PackProblem(Problem):
    """A problem of a file of rules as data.

    Attributes:
        path: of its value in that file; file: the name of the file, line: the line there, None for the whole file.
        said: the sentence without the path before it.
        entry: place, from 0, of the text that it is about in the list at the path; None for the list or no list.
    """

    path: Path = ()
    line: int | None = None
    file: str = ""
    said: Message = NOTHING
    entry: int | None = None


class PackError(SelfEvalError):
    """A rule pack that cannot be used; `problems` has every mistake in it, in the order of the file."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            msg("Mistakes in the rule pack"),
            msg(
                "{file}: {count} to correct — {problems}",
                file=name,
                count=len(problems),
                problems=tuple(_placed(problem) for problem in problems),
            ),
            msg("Correct them in a text editor; scoring_rules/README.md explains every key."),
            code="R100",
            line=next((problem.line for problem in problems if isinstance(problem, PackProblem)), None),
        )
        self.problems = problems


class Place:
    """Makes the problems of one file, knowing its name and the place of each key."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        self._spans: Mapping[Path, Span] | None = None

    def problem(
        self,
        code: str,
        path: Path,
        message: Message,
        severity: Severity = Severity.ERROR,
        read: str = "",
        repair: Repair | None = None,
        hint: Message = NOTHING,
    ) -> PackProblem:
        """A problem at this path, with the line as it reads and, given a repair, as it should read."""
        place, inside = self.located(path)
        span = place.span(inside)
        stands = bool(inside) and place.exact(inside) is not None
        hint = hint or (instead(place.text, span, repair if stands else None) if span and inside else NOTHING)
        sentence = msg("{path}: {message}", path=dotted(path), message=message) if path else message
        where = CellRef(f"{place.name}:{span.line}" if span else place.name, "")
        line = span.line if span else None
        return PackProblem(
            code, severity, sentence, hint, where, read, path=inside, line=line, file=place.name, said=message
        )

    def located(self, path: Path) -> tuple[Place, Path]:
        """The file in which the value at this path stands, and its path there."""
        return self, path

    @property
    def text(self) -> str:
        """The text of the file."""
        return self._text

    @property
    def all_spans(self) -> Mapping[Path, Span]:
        """The places of all keys; found only when somebody asks, as most files have no mistakes."""
        if self._spans is None:
            self._spans = spans(self._text)
        return self._spans

    def span(self, path: Path) -> Span | None:
        """The place of a key, or of the nearest one around it; for a key missing at the top, the last one there."""
        for length in range(len(path), 0, -1):
            if found := self.exact(path[:length]):
                return found
        top = [span for key, span in self.all_spans.items() if len(key) == 1 and span.value < span.end]
        return top[-1] if top else None

    def exact(self, path: Path) -> Span | None:
        """The place of a key, or of the first part of a table or list that has no line of its own."""
        found = self.all_spans.get(path)
        return found or next((span for key, span in self.all_spans.items() if key[: len(path)] == path), None)

    def at(self, path: Path) -> str:
        """File and line of the path, such as `cn-mof-2020-10.toml:37`; the file alone where nothing stands in it."""
        place, inside = self.located(path)
        span = place.span(inside)
        return f"{place.name}:{span.line}" if span else place.name


def _placed(problem: Problem) -> Message:
    text = msg("{where} {code} {message}", where=str(problem.where), code=problem.code, message=problem.message)
    return msg("{message} ({hint})", message=text, hint=problem.hint) if problem.hint else text
