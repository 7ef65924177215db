"""A scored workbook read back: the facts that it was made from, so that the work can go on and be recomputed.

What a person may change stands on the forms and wins; everything else comes from 计分过程 and 说明.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from selfeval.core.model import (
    AMOUNT,
    KEPT,
    KEPT_MONEY,
    KEPT_WORDS,
    SIGNED,
    STANDARD,
    Department,
    Indicator,
    Project,
)
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, msg
from selfeval.core.scoring.department_rows import AMOUNT_TITLE, STANDARD_TITLE
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.paper.labels import (
    NOT_APPLICABLE,
    ROW_FACT,
    ROW_INDICATOR,
    SHARE_ASSUMED,
    SHARE_IN_TEXT,
    WEIGHT_ORIGINS,
)
from selfeval.excel.scored.about_read import About, find_about, read_about
from selfeval.excel.scored.claims import claimed_of
from selfeval.excel.scored.entries import reason_behind
from selfeval.excel.scored.form_sheet.money_read import budget_reason, budget_texts
from selfeval.excel.scored.form_sheet.read import Form, is_form, own_signers, read_form
from selfeval.excel.scored.months_sheet.read import with_own_months
from selfeval.excel.scored.steps_sheet.read import (
    StepRow,
    applies_again,
    entered_text,
    find_steps,
    read_steps,
    share_text,
    shows_own,
)
from selfeval.excel.tables.result import ReadResult

Places: TypeAlias = Mapping[str, tuple[int, int]]

_SETTINGS = ("rules", "year", *SIGNED, "approved_on", "year_mismatch")
_KINDS = {STANDARD_TITLE: STANDARD, AMOUNT_TITLE: AMOUNT}
_STATED = {WEIGHT_ORIGINS["workbook"], WEIGHT_ORIGINS["entered"]}
_DERIVED_SHARES = (SHARE_ASSUMED, SHARE_IN_TEXT)


def is_scored(book: Book) -> bool:
    """Whether `selfeval` wrote it: one of its sheets carries the format marker."""
    return find_about(book) is not None


def read_scored(book: Book) -> ReadResult:
    """Rebuild department, projects and indicators, and the settings, such as `rules`, `year` and those of `SIGNED`.

    Weights come back only where a workbook or a person gave them, proposed ones are proposed again. Claimed figures
    are those printed on the forms.

    Raises:
        SelfEvalError: F114 where 说明 or 计分过程 is gone, so that the facts cannot be found.
    """
    found, steps = find_about(book), find_steps(book)
    if found is None or steps is None:
        raise SelfEvalError(
            msg("Scored workbook damaged"),
            msg("The sheets 说明 and 计分过程 of {file} are missing or were rebuilt.", file=book.name),
            msg("Open the copy that the program wrote, or the original targets workbook."),
            "F114",
        )
    about = read_about(found)
    rows = read_steps(*steps, about)
    problems: list[Problem] = []
    by_project: dict[str, list[StepRow]] = {}
    for row in rows:
        by_project.setdefault(row.text("project_id"), []).append(row)
    forms = _forms(book, about, list(by_project))
    projects = [
        _project(project_id, own, forms.get(project_id), about, problems) for project_id, own in by_project.items()
    ]
    projects = with_own_months(book, projects, about)
    settings = {name: value for name in _SETTINGS if (value := about.basic.get(name, ""))}
    return ReadResult(_department(about, tuple(projects)), tuple(problems), book.sha256, scored=True, settings=settings)


def _department(about: About, projects: tuple[Project, ...]) -> Department:
    basic = about.basic
    year = basic.get("year", "")
    return Department(
        name=basic.get("name", ""),
        code=basic.get("code", ""),
        year=int(year) if year.isascii() and year.isdigit() else None,
        overall_goal=basic.get("overall_goal", ""),
        budget_total=basic.get("budget_total", ""),
        money_unit=basic.get("money_unit") or "万元",
        sub_goals=about.sub_goal_values(),
        safeguards=tuple(about.safeguards),
        projects=projects,
    )


def _forms(book: Book, about: About, ids: Sequence[str]) -> dict[str, Form]:
    """The form of each project: by the sheet's recorded name, else a renamed sheet with its code and name."""
    forms: dict[str, Form] = {}
    by_title = {grid.title: grid for grid in book.sheets}
    names = {project_id: about.projects.get(project_id, {}).get("form", "") for project_id in ids}
    recorded = set(names.values())
    spare = [grid for grid in book.sheets if grid.title not in recorded and is_form(grid)]
    for project_id, name in names.items():
        form = _form_of(by_title.get(name)) or _renamed(spare, about.projects.get(project_id, {}))
        if form is not None:
            forms[project_id] = form
    return forms


def _form_of(grid: Grid | None) -> Form | None:
    return read_form(grid) if grid is not None and is_form(grid) else None


def _renamed(spare: Sequence[Grid], fields: dict[str, str]) -> Form | None:
    wanted = (fields.get("code", ""), fields.get("name") or fields.get("title", ""))
    for grid in spare:
        form = read_form(grid)
        if form is not None and (form.text("code"), form.text("name")) == wanted:
            return form
    return None


def _project(
    project_id: str, rows: Sequence[StepRow], form: Form | None, about: About, problems: list[Problem]
) -> Project:
    fields = about.projects.get(project_id, {})
    sheet = form.grid.title if form else fields.get("form", "")
    lines = [row for row in rows if row.text("row") == ROW_INDICATOR]
    places = form.rows if form else ()
    if form is None or len(places) != len(lines):
        problems.append(_changed_form(project_id, fields.get("title", project_id), sheet, len(lines), len(places)))
        places = ()
    indicators = tuple(
        _indicator(line, form, places[number] if places else None, about) for number, line in enumerate(lines)
    )
    money = {row.text("indicator_id"): row for row in rows if row.text("row") == ROW_FACT}
    title = fields.get("title", "")
    name = _edited(form, "name", fields.get("name", ""), shown=fields.get("name") or title)
    kept = {name: text for name in KEPT_WORDS if (text := _edited(form, name, fields.get(name, ""), about=about))}
    owner = fields.get("department", "")
    return Project(
        id=project_id,
        sheet=sheet,
        title=title,
        code=_edited(form, "code", fields.get("code", "")),
        name=name,
        unit=_edited(form, "unit", fields.get("unit", "")),
        department=_edited(form, "department", owner, shown=owner or about.basic.get("name", "")),
        purpose=fields.get("purpose", ""),
        money_unit=fields.get("money_unit") or "万元",
        budget=budget_texts(money, form, fields.get("money_unit") or "万元")
        | {name: kept[name] for name in KEPT_MONEY if name in kept},
        goals=_goals(form, tuple(about.goals.get(project_id, ()))),
        goal_actual=_edited(form, "goal_actual", None, about=about),
        kept={name: kept[name] for name in KEPT if name in kept},
        signed=own_signers(form, fields, about.basic),
        budget_reason=budget_reason(money, form, about),
        **{name: money[name].text("actual") for name in ("finished", "review_grade") if name in money},
        monitored={},
        indicators=indicators,
        claimed=claimed_of(form, fields, rows),
        cells=form.refs(form.fields) if form else {},
        whole_department=bool(fields.get("whole_department")),
    )


def _changed_form(project_id: str, title: str, sheet: str, expected: int, found: int) -> Problem:
    message = msg(
        "The form of {project} no longer has its {expected} indicator rows (found {found}); 计分过程 is used instead.",
        project=title,
        expected=expected,
        found=found,
    )
    hint = msg("Do not delete or add rows in a scored workbook; change the targets workbook instead.")
    return Problem("F210", Severity.WARNING, message, hint, CellRef(sheet, ""), project=project_id)


def _edited(
    form: Form | None, name: str, recorded: str | None, *, shown: str | None = None, about: About | None = None
) -> str:
    """A text of the form; the recorded one while the form still shows `shown` (or it)."""
    if form is None or name not in form.fields:
        return recorded or ""
    place = form.fields[name]
    text = about.whole(form.grid, *place) if about else form.text(name)
    if recorded is None:
        return text
    before = recorded if shown is None else shown
    return recorded if text.strip() == before.strip() else text


def _goals(form: Form | None, goals: tuple[str, ...]) -> tuple[str, ...]:
    text = form.text("goals").strip() if form else ""
    kept = not text or text == "\n".join(goals).strip() or len(text) > 30_000
    return goals if kept else tuple(line for line in text.split("\n") if line.strip())


def _indicator(row: StepRow, form: Form | None, places: Places | None, about: About) -> Indicator:
    gone, off = row.text("not_applicable"), row.text("deduction")
    target, actual, reason, claimed = row.text("target"), row.text("actual"), "", row.number("score")
    cells = {"tier3": row.grid.ref(row.row, row.columns["tier3"])}
    if form is not None and places is not None:
        cells = form.refs(places)
        target = _entered(form, places["target"], target, about)
        reason = about.whole(form.grid, *places["reason"])
        reason = "" if gone and reason == f"{NOT_APPLICABLE}：{gone}" else reason_behind(reason, gone, off)
        actual = _actual(form, places, row, actual, about)
        gone = "" if applies_again(row, form.grid.text(*places["actual"]), actual) else gone
        claimed = score.value if (score := form.cell(places["score"])) else None
    share = share_text(row, changed=actual.strip() != row.text("actual").strip())
    # A share that nobody entered must not come back as one worked out from the score.
    if not share and row.text("share_origin").startswith(_DERIVED_SHARES):
        claimed = None
    return Indicator(
        id=row.text("indicator_id"),
        tier1=row.text("tier1"),
        tier2=row.text("tier2"),
        tier3=row.text("tier3"),
        target=target,
        description=row.text("description"),
        basis=row.text("basis"),
        goal=row.text("goal"),
        weight=row.number("base_weight") if row.text("weight_origin") in _STATED else None,
        actual=actual,
        share=share,
        reason=reason,
        evidence=row.text("evidence"),
        not_applicable=gone,
        deduction=off,
        survey=row.text("survey"),
        last_target=row.text("last_target"),
        last_actual=row.text("last_actual"),
        last_score=row.text("last_score"),
        carried_reading=row.text("carried_reading"),
        reading=row.text("confirmed"),
        claimed_score=claimed,
        kind=_KINDS.get(row.text("method"), ""),
        cells=cells,
    )


def _actual(form: Form, places: Places, row: StepRow, original: str, about: About) -> str:
    """The actual as it stands on the form; the form of an indicator that does not apply hides the original."""
    cell, reading, gone = form.cell(places["actual"]), row.cell("reading"), row.text("not_applicable")
    if cell is not None and cell.formula and not original and reading is not None and reading.formula:
        number = reading.value
        shown = number / 100 if number is not None and cell.text.endswith("%") else number
        if shows_own(cell, shown):
            return ""  # worked out or taken over by the program, which nobody entered
    if gone and cell is not None and cell.text.strip() == NOT_APPLICABLE:
        return original
    return _entered(form, places["actual"], original, about)


def _entered(form: Form, place: tuple[int, int], original: str, about: About) -> str:
    """The text that a cell of the form stands for; `original` while nobody changed it."""
    cell = form.cell(place)
    if cell is not None and cell.value is None:
        cell = Cell(about.whole(form.grid, *place))
    return entered_text(cell, original, original)
