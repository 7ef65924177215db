"""Recompute a scored workbook from its own facts and name every cell that differs.

The workbook is built anew in memory, from the record that it carries and from the facts that stand in it; every cell,
how it is shown and what lies over it are held against that. Works on stored values, so it needs no spreadsheet program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.problems import NOTHING, CellRef, Problem, Severity, Translate, msg, untranslated
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.grid import Book, Grid, parse_cell
from selfeval.excel.paper.labels import ABOUT, DEVIATIONS, FINDINGS, MONTHS, STEPS, SUMMARY
from selfeval.excel.scored.about_read import find_about, recorded_rules
from selfeval.excel.scored.plan import FORM_HEADER, STEPS_HEADER, SUMMARY_HEADER, make_plan
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.cells import changed_cells, same
from selfeval.excel.scored.verify.expected import Expected, expected, matched
from selfeval.excel.scored.verify.facts import changed_facts, changed_in_steps, with_effect
from selfeval.excel.scored.verify.figures import changed_formula, compare
from selfeval.excel.scored.verify.groups import gathered
from selfeval.excel.scored.verify.hidden_parts import hidden_parts
from selfeval.excel.scored.verify.layout import by_meaning, no_record, other_layout
from selfeval.excel.scored.verify.looks import looks
from selfeval.excel.scored.verify.reasons import changed_reasons
from selfeval.excel.tables.result import ReadResult


def verify(
    book: Book,
    pack: RulePack,
    formulas: Mapping[CellRef, str] | Callable[[], Mapping[CellRef, str]] | None = None,
    *,
    data: bytes | None = None,
    languages: Sequence[Translate] = (untranslated,),
    tool: str = "",
) -> tuple[Problem, ...]:
    """Every difference between a scored workbook and what its own facts give under the pack; empty if there is none.

    `data` are the bytes of the workbook: without them only values are compared, not how they are shown. `languages`
    are those that sentences may have been written in, the usual one first; `tool` is the program that verifies.

    Codes: R201 another rule pack than the one recorded; F210 … F213 changed layout, hidden parts; S401 a figure read or
    scored from the facts, S402 the program's own figure, S501 totals and grades, S502 other figures, S503 the
    difference column, S504 a formula replaced by a value, S505 a formula without its value, S506 another formula than
    the program's (where `formulas` are given, or what reads them), S507 a fact changed after scoring, S508 a number
    typed as text, S509 another text, S510 a cell that was added, S511 … S518 what is shown otherwise, S519 the record,
    S520 validations and charts, S521 no record to hold texts against, S522 another layout: these two are notes, and
    say what was not compared.

    Raises:
        SelfEvalError: F114 where the workbook cannot be read back.
    """
    result = read_scored(book)
    expectation, problems = expected(book, pack, result, languages or (untranslated,), data)
    if expectation.untouched:
        return (*_rules(book, pack), *result.problems)
    problems = [*_rules(book, pack), *result.problems, *problems]
    if expectation.writer is not None:
        problems.append(other_layout(book, expectation.writer))
        return gathered([*problems, *by_meaning(book, result, expectation)], expectation, tool)
    if expectation.record is None and not any(problem.code == "S519" for problem in problems):
        problems.append(no_record(book))
    sheets = matched(book, expectation, result)
    shifted = {name for name, grid in sheets.items() if grid is not None and _shifted(name, grid)}
    problems += [_moved(grid.title) for name, grid in sorted(sheets.items()) if grid is not None and name in shifted]
    problems += [_gone(name) for name, grid in sheets.items() if grid is None]
    compared = {name: grid for name, grid in sheets.items() if grid is not None and name not in shifted}
    problems += _facts(book, result, expectation, compared)
    problems += _figures(expectation, compared, (formulas() if callable(formulas) else formulas) or {})
    told = {problem.where for problem in problems if problem.where is not None}
    for name, grid in compared.items():
        ours = expectation.book.sheet(name)
        if ours is not None and (expectation.record is not None or name not in _WITHOUT_RECORD):
            problems += changed_cells(ours, grid, told, expectation)
    problems += hidden_parts(book, compared, expectation.book)
    if data is not None:
        known = {name: grid for name, grid in compared.items() if expectation.record or name not in _ONLY_IN_RECORD}
        problems += looks(data, book, expectation, known)
    return gathered(problems, expectation, tool)


_WITHOUT_RECORD = frozenset({STEPS, FINDINGS, DEVIATIONS, ABOUT})
"""Sheets whose texts nobody can verify in workbooks that carry no record."""

_ONLY_IN_RECORD = frozenset({FINDINGS, ABOUT})
"""Sheets of which nobody knows without a record how many rows they had, and so what was to be printed."""


def _facts(book: Book, result: ReadResult, expectation: Expected, compared: Mapping[str, Grid]) -> list[Problem]:
    """What `changed_facts` and `changed_reasons` find, but for cells that hold what was written."""
    found = list(changed_facts(book, result))
    listed = compared.get(DEVIATIONS)
    if listed is not None:
        found += changed_reasons(expectation.now, listed)
    if expectation.record is not None:
        found = [problem for problem in found if not _as_written(problem.where, expectation, compared)]
        stated = changed_in_steps(book, result, expectation.facts)
        found += [problem for problem in stated if not _as_written(problem.where, expectation, compared)]
    return with_effect(found, expectation)


def _as_written(where: CellRef | None, expectation: Expected, compared: Mapping[str, Grid]) -> bool:
    for name, grid in compared.items():
        ours = expectation.book.sheet(name)
        if where is not None and where.sheet == grid.title and where.cell and ours is not None:
            place = parse_cell(where.cell)
            return same(ours.cell(*place), grid.cell(*place))
    return False


def _figures(expectation: Expected, compared: Mapping[str, Grid], formulas: Mapping[CellRef, str]) -> Iterator[Problem]:
    """Every figure, and the formula behind it."""
    titles = {name: grid.title for name, grid in compared.items() if name != grid.title}
    written = expectation.formulas if formulas else {}
    for figure in expectation.figures:
        grid = compared.get(figure.sheet)
        if grid is None:
            continue
        yield from compare(grid, figure, formulas)
        before = written.get(CellRef(figure.sheet, grid.ref(figure.row, figure.column).cell), "")
        yield from changed_formula(grid, figure, formulas, before, titles)


def _rules(book: Book, pack: RulePack) -> Iterator[Problem]:
    grid, recorded = find_about(book), recorded_rules(book)
    if recorded.id == pack.id and recorded.sha256 in {pack.sha256, *pack.byte_hashes}:
        return
    message = msg(
        "The workbook was scored under {recorded} (hash {old}), not under this {id} (hash {new}).",
        recorded=f"{recorded.id} {recorded.version}".strip() or "?",
        old=(recorded.sha256 or "?")[:12],
        id=f"{pack.id} {pack.version}",
        new=pack.sha256[:12] or "?",
    )
    hint = msg(
        "Differences below may come from the other rules; name the pack that was used: --rules {file}.",
        file=f"{recorded.id or pack.id}.toml",
    )
    where = CellRef(grid.title, "") if grid is not None else None
    yield Problem("R201", Severity.ERROR, message, hint, where, recorded.sha256)


def matched_sheets(book: Book, assessment: Assessment, result: ReadResult) -> dict[str, Grid | None]:
    """Sheets of the rebuilt workbook by name → the sheets of this one, forms that were renamed included."""
    plan = make_plan(assessment)
    forms = {item.form: project.sheet for item, project in zip(plan.projects, result.department.projects, strict=True)}
    by_title = {grid.title: grid for grid in book.sheets}
    return {name: by_title.get(forms.get(name, name)) for name in (*forms, SUMMARY, STEPS, DEVIATIONS)}


_NEAR = 4
"""Rows and columns within which a header that was moved is looked for; closer than the second header of 计分过程."""


def _shifted(name: str, grid: Grid) -> bool:
    """Whether the headers of a sheet stand elsewhere than the program puts them."""
    anchors = {SUMMARY: (SUMMARY_HEADER, 1, "序号"), STEPS: (STEPS_HEADER, 1, "项目"), DEVIATIONS: (2, 1, "项目")}
    anchors |= {FINDINGS: (2, 1, "编号"), MONTHS: (2, 1, "项目"), ABOUT: (0, 1, ABOUT)}
    row, column, label = anchors.get(name, (FORM_HEADER, 2, FACT_LABELS["tier1"]))
    near = range(max(1, row + 1 - _NEAR), row + 2 + _NEAR)
    return grid.text(row + 1, column) != label and any(
        grid.text(line, place) == label for line in near for place in range(1, column + _NEAR)
    )


def _moved(title: str) -> Problem:
    message = msg("Rows or columns of the sheet {sheet} were moved, so its figures cannot be compared.", sheet=title)
    hint = msg("Open the workbook in the program and write it again.")
    return Problem("F211", Severity.ERROR, message, hint, CellRef(title, ""))


def _gone(title: str) -> Problem:
    message = msg("The sheet {sheet} is missing.", sheet=title)
    return Problem("F212", Severity.ERROR, message, NOTHING, CellRef(title, ""))
