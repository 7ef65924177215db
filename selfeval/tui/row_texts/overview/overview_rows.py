"""Departments, projects, rows and findings of a batch as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from textual.content import Content

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, Severity, labelled, msg
from selfeval.core.review.overview import (
    TOLERANCE,
    DepartmentLine,
    FileLine,
    FindingLine,
    Mark,
    MarkKind,
    ProjectLine,
    RowLine,
)
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import MANIFOLD, SEVERITY_MARKS, SEVERITY_TONES, Words, facts, one_line, percent, spaced
from selfeval.workspace import clock

_SMALL = 10
EVERY = "every"
"""Key of the row that stands for all departments."""
SIGNS: Mapping[MarkKind, str] = {MarkKind.SEEN: "o", MarkKind.ACCEPTED: "+", MarkKind.RETURNED: "<"}
"""One narrow sign per mark, so that colour is never the only one."""
MARKS: Mapping[str, Message] = {
    MarkKind.SEEN: msg("seen"),
    MarkKind.ACCEPTED: msg("accepted"),
    MarkKind.RETURNED: msg("to be returned"),
    "none": msg("no mark yet"),
    "changed": msg("marked, and the file has changed since"),
}
_TONES = {MarkKind.SEEN: "dim", MarkKind.ACCEPTED: "good", MarkKind.RETURNED: "bad"}


def department_columns(words: Words) -> tuple[Column, ...]:
    """Name, projects, money, totals both ways, differences, findings, marks."""
    return (
        Column(words(msg("department")), 13, 1, names=True, rest=True),
        Column(words(msg("forms")), 5, right=True),
        Column(words(msg("budget")), 10, right=True),
        Column(words(msg("rate")), 7, right=True),
        Column(words(msg("self")), 6, right=True),
        Column(words(msg("by us")), 6, right=True),
        Column(words(msg("differ")), 6, right=True),
        Column("x", 4, right=True),
        Column("!", 4, right=True),
        Column(words(msg("marked")), 6, right=True),
    )


def department_rows(words: Words, whole: DepartmentLine, lines: Sequence[DepartmentLine]) -> Iterator[Row]:
    """All of them together first; a department without a name is said to have none."""
    yield _department(EVERY, words(msg("All departments")), whole)
    for number, line in enumerate(lines):
        yield _department(str(number), one_line(line.name) or words(msg("(no department)")), line)


def _department(key: str, name: str, line: DepartmentLine) -> Row:
    cells = (
        name, str(line.projects), money(line.adjusted), percent(line.rate, column=True), exact(line.claimed),
        exact(line.total), str(line.differing or "-"), str(line.errors or "-"), str(line.warnings or "-"),
        f"{line.marked * 100 // max(line.projects, 1)}%",
    )  # fmt: skip
    tones = {6: "warn" if line.differing else "dim", 7: "bad" if line.errors else "dim", 8: "dim"}
    return Row(key, cells, tones, tone="title" if key == EVERY else "")


def project_columns(words: Words) -> tuple[Column, ...]:
    """Mark, unit, project, money, rate, totals, difference, grades, findings."""
    return (
        Column("", 1, kept=True),
        Column(words(msg("unit")), 10, 2, names=True),
        Column(words(msg("project")), 12, 3, names=True),
        Column(words(msg("budget")), 9, right=True),
        Column(words(msg("rate")), 7, right=True),
        Column(words(msg("self")), 6, right=True),
        Column(words(msg("by us")), 6, right=True),
        Column(words(msg("diff")), 7, right=True),
        Column(words(msg("grade")), 5),
        Column("x", 2, right=True),
        Column("!", 2, right=True),
    )


def project_row(line: ProjectLine, mark: Mark | None) -> Row:
    """One project."""
    sign = SIGNS[mark.mark] if mark else ""
    changed = mark is not None and mark.sha256 != line.sha256
    grades = f"{line.claimed_grade or '-'}/{line.grade or '-'}"
    cells = (
        "?" if changed else sign, one_line(line.unit or line.department), one_line(line.title or line.code),
        money(line.adjusted), percent(line.rate, column=True), exact(line.claimed), exact(line.total),
        signed(line.difference), one_line(grades), str(line.errors or "-"), str(line.warnings or "-"),
    )  # fmt: skip
    large = line.difference is not None and abs(line.difference) > TOLERANCE
    other = bool(line.grade and line.claimed_grade and line.grade != line.claimed_grade)
    tones = {
        0: "warn" if changed else _TONES[mark.mark] if mark else "",
        7: "bad" if large else "dim",
        8: "warn" if other else "dim",
        9: "bad" if line.errors else "dim",
        10: "dim",
    }
    return Row(str(line.place), cells, tones)


def project_said(words: Words, line: ProjectLine, mark: Mark | None) -> Content:
    """The project under the cursor: where it stands, whose it is, what the reviewer said."""
    said = ""
    if mark is not None:
        name = words(MARKS["changed" if mark.sha256 != line.sha256 else mark.mark])
        said = f"{name}  {mark.who} {clock.shown(mark.at)}  {mark.remark}"
    return facts(
        (
            ("", " ".join(filter(None, (line.code, line.title)))),
            (words(msg("Execution rate")), percent(line.rate) if (line.rate or 0) >= MANIFOLD else ""),
            (words(msg("Department")), f"{line.department}  {line.unit}".strip()),
            (words(msg("File")), line.file),
            (words(msg("Mark")), said.strip()),
        )
    )


def row_columns(words: Words) -> tuple[Column, ...]:
    """Indicator, target, outcome, points both ways, findings."""
    return (
        Column(words(msg("indicator")), 16, 3, names=True),
        Column(words(msg("target")), 10, 2),
        Column(words(msg("outcome")), 10, 2),
        Column(words(msg("weight")), 6, right=True),
        Column(words(msg("self")), 6, right=True),
        Column(words(msg("by us")), 6, right=True),
        Column(words(msg("diff")), 6, right=True),
        Column("", 2, right=True),
    )


def form_rows(words: Words, rows: Sequence[RowLine], findings: Sequence[FindingLine]) -> Iterator[Row]:
    """The rows of a form under their first tiers; the budget is the first."""
    tier = None
    for number, row in enumerate(rows):
        head = row.tier1 if row.indicator else words(msg("Budget"))
        if head != tier:
            tier = head
            yield Row(f"head {number}", (one_line(head) or "-",), fixed=True, tone="group")
        mine = [found for found in findings if found.indicator == row.indicator]
        worst = next((one for one in Severity if any(found.severity == one for found in mine)), None)
        large = row.difference is not None and abs(row.difference) > TOLERANCE
        name = row.tier3 or row.tier2 or words(msg("execution rate"))
        cells = (
            one_line(name), spaced(row.target), one_line(row.actual), "-" if row.weight is None else plain(row.weight),
            exact(row.claimed), exact(row.score), signed(row.difference),
            f"{SEVERITY_MARKS[worst]}{len(mine)}" if worst else "",
        )  # fmt: skip
        yield Row(str(number), cells, {6: "bad" if large else "dim", 7: SEVERITY_TONES[worst] if worst else ""})


def row_said(words: Words, row: RowLine, findings: Iterable[FindingLine]) -> Content:
    """Why a row has its score, by which rule, where it stands, and what was found about it."""
    own = 0 if words.language == "zh" else 1
    place = f"{row.sheet}!{row.cell}" if row.cell else row.sheet
    return facts(
        (
            ("", " > ".join(filter(None, (row.tier1, row.tier2, row.tier3)))),
            (words(msg("Read as")), row.reading),
            (words(msg("Why")), row.why[own]),
            (words(msg("Rule")), row.rule),
            (words(msg("Reason")), row.reason),
            (words(msg("Where")), place),
            *finding_facts(words, findings),
        )
    )


def finding_facts(words: Words, findings: Iterable[FindingLine]) -> Iterator[tuple[str, str]]:
    """Findings, the gravest first: sign and code, then what is wrong, where, and what to do."""
    own = 0 if words.language == "zh" else 1
    for found in findings:
        place = f"{found.sheet}!{found.cell}" if found.cell else found.sheet
        said = "  ".join(filter(None, (found.message[own], place, found.hint[own])))
        yield f"{SEVERITY_MARKS[Severity(found.severity)]} {found.code}", said


def file_rows(words: Words, files: Sequence[FileLine]) -> Iterator[Row]:
    """Files that were refused, then those read with doubt."""
    own = 0 if words.language == "zh" else 1
    titles = {"refused": msg("Refused"), "doubt": msg("Read with doubt")}
    for state, title in titles.items():
        mine = [(number, line) for number, line in enumerate(files) if line.state == state]
        if mine:
            yield Row(state, (words(labelled(title, str(len(mine)))),), fixed=True)
        for number, line in mine:
            yield Row(str(number), (line.code, one_line(line.file), one_line(line.message[own])),
                      tone="bad" if state == "refused" else "")  # fmt: skip


def money(amount: Decimal | None) -> str:
    """Whole 万元, thousands apart; less than ten with its decimals."""
    if amount is None:
        return "-"
    return f"{amount.normalize():,f}" if abs(amount) < _SMALL else f"{round_half_up(amount, 0):,f}"


def exact(value: Decimal | None) -> str:
    """Two decimals, half up, for means and differences too, which have more."""
    return "-" if value is None else f"{round_half_up(value, 2):.2f}"


def signed(value: Decimal | None) -> str:
    """A difference with its sign; `0` where there is none."""
    if value is None:
        return "-"
    return "0" if not value else f"{'+' if value > 0 else ''}{exact(value)}"
