"""The list of all checks as a Markdown table, for the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.checks.findings import CHECKS
from selfeval.core.problems import Severity, Translate, msg, untranslated

_HEAD = (msg("Code"), msg("Severity"), msg("Objection"), msg("Example"), msg("What to do"))
_SEVERITIES = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.INFO: msg("note"),
}


def table(translate: Translate = untranslated, codes: Iterable[str] = CHECKS) -> str:
    """Columns code, severity, objection, example, what to do; one line a check, by code, in the reader's language."""
    lines = [_line([cell.render(translate) for cell in _HEAD]), _line(["---"] * len(_HEAD))]
    for code in sorted(codes):
        check = CHECKS[code]
        severity = _SEVERITIES[check.severity].render(translate)
        lines.append(
            _line([code, severity, check.title.render(translate), check.example, check.hint.render(translate)])
        )
    return "\n".join(lines) + "\n"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells) + " |"
