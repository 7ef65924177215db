"""Which findings are shown and how much they matter: codes chosen or left out, as a linter does it.

Precedence: what a person asks for comes before the rule pack, the rule pack before a check's own severity. Whatever is
left out is counted, and the count is shown.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from selfeval.core.checks.findings import CHECKS
from selfeval.core.problems import Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass

OTHER_CODES = (
    *("F201", "F202", "F203", "F204", "F205", "F206", "F207", "F208", "F209", "F210", "F211", "F212", "F213"),
    *("F215", "F216", "F217", "F218", "F219", "F221", "F222", "F223", "F224", "F225", "F226", "F227", "F228", "F229"),
    *("F230", "F231", "F232", "F233", "F234", "F235", "F236", "F241"),
    *("F401", "F402", "F403", "F404", "F405", "F406", "F407", "F408", "F410", "F412", "F413", "F414", "F415"),
)
"""Codes of findings that no check makes: those about the workbook that was read and about the actuals given."""

LEVELS: Mapping[str, Severity] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.INFO,
    "info": Severity.INFO,
}
"""Words for a severity on the command line; `off` leaves the finding out."""
_DIGITS = str.maketrans("OIL", "011")
OFF = "off"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a person asks to see.

    Attributes:
        select: codes, or their beginnings, that alone are shown; empty for all.
        ignore: codes, or their beginnings, that are left out.
        severities: severity by code; None for `off`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.select or self.ignore or self.severities)

    def apply(self, problems: Iterable[Problem]) -> Selected:
        """The findings that are left, in their order; the others are counted."""
        kept: list[Problem] = []
        gone: Counter[str] = Counter()
        for problem in problems:
            reason = self._reason(problem.code)
            if reason:
                gone[reason] += 1
                continue
            severity = self.severities.get(problem.code)
            kept.append(problem if severity is None else replace(problem, severity=severity))
        return Selected(tuple(kept), gone["select"], gone["ignore"], gone["severity"])

    def _reason(self, code: str) -> str:
        """The option that leaves a code out, "" for none; the longer of two beginnings decides, --ignore on a tie."""
        wanted, unwanted = _longest(code, self.select), _longest(code, self.ignore)
        if self.select and not wanted:
            return "select"
        if unwanted >= max(wanted, 1):
            return "ignore"
        return "severity" if self.severities.get(code, Severity.INFO) is None else ""


@dataclass(frozen=True, slots=True)
class Selected:
    """What came of a selection: the findings left, and how many each option left out."""

    problems: tuple[Problem, ...]
    by_select: int = 0
    by_ignore: int = 0
    by_severity: int = 0

    @property
    def left_out(self) -> int:
        """How many findings are not shown."""
        return self.by_select + self.by_ignore + self.by_severity

    def notes(self) -> tuple[Message, ...]:
        """One sentence for each option that left something out."""
        counted = (
            (self.by_select, msg("{count} findings left out by --select", count=self.by_select)),
            (self.by_ignore, msg("{count} findings left out by --ignore", count=self.by_ignore)),
            (self.by_severity, msg("{count} findings left out by --severity …=off", count=self.by_severity)),
        )
        return tuple(note for count, note in counted if count)


def selection(select: Sequence[str] = (), ignore: Sequence[str] = (), severities: Sequence[str] = ()) -> Selection:
    """Read the values of --select, --ignore (`T`, `T1,A103`) and --severity (`A103=warning`).

    Raises:
        SelfEvalError: a code that no finding has, or a severity that is none; the probable one is named.
    """
    return Selection(_codes(select), _codes(ignore), dict(_severity(text) for text in severities))


def known_codes() -> tuple[str, ...]:
    """Every code that a finding can have, sorted."""
    return tuple(sorted({*CHECKS, *OTHER_CODES}))


def nearest_code(code: str) -> str:
    """The known code that was probably meant, "" if none is near."""
    text = code[:1].upper() + code[1:].upper().translate(_DIGITS)
    near = difflib.get_close_matches(text, known_codes(), n=1)
    if text in known_codes():
        return text
    return near[0] if near else ""


def _longest(code: str, beginnings: Sequence[str]) -> int:
    return max((len(start) for start in beginnings if code.startswith(start)), default=0)


def _codes(texts: Sequence[str]) -> tuple[str, ...]:
    parts = [part.strip().upper() for text in texts for part in text.replace("，", ",").split(",")]
    for part in parts:
        if not part or not any(code.startswith(part) for code in known_codes()):
            raise _unknown(part)
    return tuple(dict.fromkeys(parts))


def _severity(text: str) -> tuple[str, Severity | None]:
    code, sign, level = (part.strip() for part in text.partition("="))
    code, level = code.upper(), level.lower()
    if not sign or (level != OFF and level not in LEVELS):
        raise SelfEvalError(
            msg("Bad argument"),
            msg("“{text}” does not set a severity.", text=text),
            msg("Write CODE=error, CODE=warning, CODE=note or CODE=off, such as A103=warning."),
        )
    if code not in known_codes():
        raise _unknown(code)
    return code, LEVELS.get(level)


def _unknown(code: str) -> SelfEvalError:
    near = nearest_code(code) if code else ""
    hint = msg("Write a code such as T101, or its beginning, such as T or T1.")
    if near:
        hint = msg("Probably {meant} is meant.", meant=near)
    return SelfEvalError(msg("Unknown code"), msg("No finding has the code “{code}”.", code=code), hint)
