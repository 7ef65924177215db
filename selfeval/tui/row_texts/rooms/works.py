"""Rows of the home screen: the works opened last, and the ways to begin one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from selfeval.core.problems import Message, msg
from selfeval.core.report.standing import next_words
from selfeval.tui.row_texts.bars import bar
from selfeval.tui.row_texts.scores import tone_of_rank
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line
from selfeval.workspace.system.recent import RecentWork

_LONG_BAR, _BAR = 16, 8
_ROOMY, _WIDE = 72, 110
"""Cells of a list from which there is room for when it was touched last, and for department and year."""


def work_columns(words: Words, room: int) -> tuple[Column, ...]:
    """Columns of the works in a list of so many cells."""
    wide, roomy = room >= _WIDE, room >= _ROOMY
    return (
        Column(words(msg("Workbook")), 12, 3, names=True),
        *((Column(words(msg("Department")), 12, 2), Column(words(msg("Year")), 4)) if wide else ()),
        Column(words(msg("Done")), _LONG_BAR if wide else _BAR),
        Column("", 5, right=True),
        Column(words(msg("Grade")), 5),
        Column(words(msg("What to do next")), 14, 4),
        *((Column(words(msg("Last touched")), 12),) if roomy else ()),
    )


def work_row(words: Words, work: RecentWork, room: int, now: str, gone: Message | None = None) -> Row:
    """One work: how far it is, what to do next, when it was touched last; `gone` says why it cannot be opened."""
    wide, roomy, standing = room >= _WIDE, room >= _ROOMY, work.standing
    done, share, tones = "", "", {}
    grade, following = "", words(msg("open it to see how far it is"))
    if standing is not None:
        part = Fraction(standing.done, standing.steps) if standing.steps else Fraction(0)
        share = bar(part, _LONG_BAR if wide else _BAR)
        done, grade = f"{standing.done}/{standing.steps}", standing.grade or "-"
        following = one_line(words(next_words(standing.next)))
        tones = {(5 if wide else 3): tone_of_rank(standing.rank, standing.ranks)}
    cells = (
        one_line(work.path.name),
        *((one_line(work.department), str(work.year or "")) if wide else ()),
        share,
        done,
        grade,
        words(gone) if gone else following,
        *((when(words, work.touched or work.opened, now),) if roomy else ()),
    )
    return Row(str(work.path), cells, tones, tone="dim" if gone else "")


def work_lines(words: Words, work: RecentWork, now: str) -> str:
    """The work under the cursor in full: where it is, whose, how far, what to do next."""
    about = "  ".join(one_line(text) for text in (work.department, str(work.year or "")) if text)
    lines = [one_line(str(work.path)), about]
    standing = work.standing
    if standing is not None:
        said = msg("{done} of {steps} done", done=standing.done, steps=standing.steps)
        if standing.total:
            said = msg("{said}, {points} points {grade}", said=said, points=standing.total, grade=standing.grade)
        following = msg("{said}. Next: {next}", said=said, next=next_words(standing.next))
        lines.append(one_line(words(following)))
    touched = when(words, work.touched, now)
    lines.append(words(msg("Last entry: {when}", when=touched)) if touched else "")
    return "\n".join(line for line in lines if line)


def when(words: Words, at: str, now: str) -> str:
    """A moment as people say it: the time of today, yesterday, else the day; "" for none."""
    try:
        moment, present = datetime.fromisoformat(at), datetime.fromisoformat(now)
    except ValueError:
        return ""
    days = (present.date() - moment.date()) // timedelta(days=1)
    if days == 0:
        return words(msg("today {time}", time=f"{moment:%H:%M}"))
    if days == 1:
        return words(msg("yesterday {time}", time=f"{moment:%H:%M}"))
    return f"{moment:%m-%d %H:%M}" if moment.year == present.year else f"{moment:%Y-%m-%d}"


WAYS: tuple[tuple[str, Message, Message], ...] = (
    (
        "browse",
        msg("Open a workbook"),
        msg("The approved targets, a form that is filled, or a scored workbook to go on with."),
    ),
    (
        "from_document",
        msg("Read a document"),
        msg("Targets that are published as a Word file, a PDF, a text or a web page."),
    ),
    (
        "start_from_last_year",
        msg("Start from last year"),
        msg("This year's targets with last year's evaluation beside them."),
    ),
    (
        "next_year",
        msg("Begin next year"),
        msg("Next year's targets out of an evaluation, with what has to be decided anew."),
    ),
    (
        "watch_month",
        msg("Watch the year"),
        msg("Spending and outcomes of a workbook at the end of a month, with red and yellow lights."),
    ),
    (
        "demo",
        msg("Try the example"),
        msg("A copy of a real evaluation of 2025 to try things on, with a short tour."),
    ),
)
"""How to begin: an action of the home screen, its name, and what it is for."""


def way_rows(words: Words, keys: Mapping[str, str]) -> list[Row]:
    """One row for each way to begin: the key of its action, its name, what it is for."""
    return [Row(name, (keys[name], words(label), words(told)), {0: "title", 2: "dim"}) for name, label, told in WAYS]
