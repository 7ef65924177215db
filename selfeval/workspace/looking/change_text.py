"""A change as people read it: the row it belongs to and the texts before and after, also where the row is gone."""

from __future__ import annotations

from selfeval.core.evaluation import Change, Evaluation, FactKey
from selfeval.core.model import Indicator, Project
from selfeval.core.problems import Message, msg
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.pack_in_use import DEFAULT_PACK


def row_name(evaluation: Evaluation, key: FactKey) -> Message | str:
    """The indicator's name, the project's, or that the fact concerns the whole work; a row that is gone by its id."""
    if not key.project:
        return msg("Whole work")
    project, row = _found(evaluation, key)
    if row is not None:
        return row.tier3
    if project is not None and not key.indicator:
        return project.title
    return key.indicator or key.project


def shown_text(evaluation: Evaluation, key: FactKey, text: str | None) -> str:
    """What a fact says: as entered, else as the workbook has it; "" for nothing."""
    if text is not None:
        return text
    return DEFAULT_PACK if key.field == "rules" else _in_workbook(evaluation, key)


def change_told(evaluation: Evaluation, change: Change) -> Message:
    """`信访群众满意度, actual: empty -> 95%`."""
    before = shown_text(evaluation, change.key, change.old)
    after = shown_text(evaluation, change.key, change.new)
    return change_line(row_name(evaluation, change.key), change.key.field, before, after)


def change_line(row: str | Message, field: str, before: str, after: str) -> Message:
    """The same of texts as they are to be shown; blank ones are told as such."""
    return msg(
        "{row}, {field}: {before} -> {after}",
        row=row,
        field=field_name(field),
        before=before or msg("empty"),
        after=after or msg("empty"),
    )


def _in_workbook(evaluation: Evaluation, key: FactKey) -> str:
    blank = Evaluation(evaluation.department)
    project, row = _found(evaluation, key)
    if project is None:
        return ""
    if not key.indicator:
        return blank.value(project, key.field)
    return blank.indicator_value(project, row, key.field) if row is not None else ""


def _found(evaluation: Evaluation, key: FactKey) -> tuple[Project | None, Indicator | None]:
    project = next((one for one in evaluation.department.projects if one.id == key.project), None)
    rows = project.indicators if project is not None else ()
    return project, next((row for row in rows if row.id == key.indicator), None)
