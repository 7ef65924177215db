"""What is asked where no table was recognised: the nearest rows of the workbook, and what the answer leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.tui.host import Host
from selfeval.tui.text import one_line
from selfeval.workspace import mapping

NO_TABLE = "F112"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question: the workbook with its rule pack, why it is asked, the nearest rows, the fields that are known."""

    path: Path
    rules: str | None
    why: Message
    rows: tuple[str, ...]
    start: dict[str, str]


def candidates_of(path: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """The nearest rows of a workbook as lines, and the fields of the first one that are known, with their columns.

    Reads the workbook, so that it belongs beside the event loop; `SelfEvalError` where it cannot be read.
    """
    candidates = mapping.unmapped(path).candidates
    rows = tuple("   ".join(f"{cell.where.cell} {one_line(cell.text)}" for cell in row.cells) for row in candidates)
    start: dict[str, str] = {}
    for cell in candidates[0].cells if candidates else ():
        if cell.field:
            start.setdefault(cell.field, "".join(char for char in cell.where.cell if char.isalpha()))
    return rows, start


def ask_columns(host: Host, asked: Asked) -> None:
    """Show the dialog, then open the workbook as the answer says; what cannot be read so is asked again."""

    def answered(words: tuple[str, ...] | None) -> None:
        if words is None:
            return
        again = partial(_ask_again, host, asked, words)
        host.beside(
            lambda: mapping.remember_mapping(asked.path, mapping.parse(words)),
            lambda _kept: host.works.open_work(asked.path, asked.rules),
            group="columns",
            failed=again,
        )

    host.open_room("columns", asked.why, asked.rows, asked.start, then=answered)


def _ask_again(host: Host, asked: Asked, words: tuple[str, ...], error: SelfEvalError) -> None:
    """These words do not lead to a table."""
    why = msg("{message} {hint}", message=error.message, hint=error.hint)
    ask_columns(host, replace(asked, why=why, start=_values(words)))


def _values(words: Iterable[str]) -> dict[str, str]:
    by_label = {label: name for name, label in mapping.fields().items()}
    pairs = (word.partition("=") for word in words)
    return {by_label[label]: value for label, _, value in pairs if label in by_label}
