"""The tables of a budget: amounts by source, spending at the checkpoints, whether the project is finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from selfeval.core.model import AMOUNTS, CHECKPOINTS, SOURCES
from selfeval.core.problems import msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.rooms.budget import AMOUNT_NAMES
from selfeval.tui.text import Words
from selfeval.tui.widgets.cell import text_line
from selfeval.tui.widgets.field_rows import FieldRow
from selfeval.tui.widgets.keys import Option
from selfeval.workspace.looking.fact_names import SOURCES as SOURCE_NAMES


def amounts(words: Words, pack: RulePack, result: ProjectResult, text_of: Callable[[str], str]) -> Iterator[Widget]:
    """Every field with its text, the execution rate below the amounts (`#rate`)."""
    yield text_line("", *(words(AMOUNT_NAMES[name]) for name in AMOUNTS))
    yield FieldRow(words(msg("Whole amount")), AMOUNTS, text_of)
    for source in SOURCES:
        label = msg("  of it {source}", source=SOURCE_NAMES[source])
        yield FieldRow(words(label), tuple(f"{amount}.{source}" for amount in AMOUNTS), text_of)
    yield Static(id="rate", markup=False)
    months = [words(msg("month {month}", month=month)) for month in CHECKPOINTS]
    yield text_line(words(msg("Spent by, %")), *months)
    plan = (result.budget.texts.get(f"plan.{month}", "-") for month in CHECKPOINTS)
    yield text_line(words(msg("  planned")), *plan)
    yield FieldRow(words(msg("  really spent")), tuple(f"checkpoint.{month}" for month in CHECKPOINTS), text_of)
    if pack.execution.finished_full:
        yield Horizontal(
            Static(Content(words(msg("Project finished?"))), classes="line-label"),
            Option("finished_yes", "", words(msg("Yes")), classes="chip", id="yes"),
            Option("finished_no", "", words(msg("No")), classes="chip", id="no"),
            classes="line",
        )
