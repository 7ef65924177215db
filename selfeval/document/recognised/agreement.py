"""Holds what a document says in several places against each other: its list of contents, headings, tables, amounts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.core.units import MONEY_UNIT, convert, money_unit
from selfeval.document.recognised.department import sub_goals
from selfeval.document.recognised.found import DepartmentPart, Entry, ProjectPart, Sums, Text
from selfeval.document.recognised.projects import DUTY
from selfeval.document.values import Notes, Place
from selfeval.excel.tables.department import section_of, total_in
from selfeval.excel.tables.labels.labels import is_title, title_subject, weak_name_of
from selfeval.excel.tables.taking import number_in

_NUMBER: Final = lazy(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|\d{1,3}\s)\s*")
_MARKS: Final = lazy(r"[\s（）()“”\"'《》、,，.．。:：;；\-—]+")
_AMOUNT: Final = lazy(rf"([\d][\d,，.]{{0,20}})\s?({MONEY_UNIT})")


def bare(text: str) -> str:
    """A name for comparison: without its number, what the form is called, blanks and marks."""
    text = _NUMBER.sub("", "".join(text.split()))
    return _MARKS.sub("", title_subject(text) or text)


def agree(department: DepartmentPart, projects: Sequence[ProjectPart], entries: Sequence[Entry], notes: Notes) -> None:
    """Tell every disagreement between contents, headings, tables and the department's goals."""
    names = {bare(name): part for part in projects for name in (part.project.name, part.title, part.name) if name}
    _contents(entries, names, projects, department, notes)
    for part in projects:
        _names(part, notes)
    section = department.section("sub")
    if section is not None:
        listed = sub_goals(section)
        for goal in listed:
            if goal.name.text and bare(goal.name.text) not in names and projects:
                message = msg(
                    "“{name}” stands among the department's goals, but no table is about it.", name=goal.name.text
                )
                hint = msg("Look for its table in the document; it may be a picture or have another name.")
                notes.tell("F626", Severity.WARNING, message, hint, goal.name.place, goal.name.text)
        known = {bare(goal.name.text) for goal in listed}
        for part in projects:
            if known and not {bare(name) for name in (part.project.name, part.title, part.name)} & known:
                message = msg("The department's goals do not name “{name}”.", name=part.name)
                notes.tell("F626", Severity.WARNING, message, place=_place(part), text=part.name)


def _place(part: ProjectPart) -> Place | None:
    return part.places.get("title") or part.places.get("name") or next(iter(part.places.values()), None)


def _is_of_duties(part: ProjectPart) -> bool:
    """Whether a table goes from duties to indicators and is about no single project."""
    return not part.project.code and any(weak_name_of(extra.header) == DUTY for extra in part.extra)


def _contents(
    entries: Sequence[Entry],
    names: dict[str, ProjectPart],
    projects: Sequence[ProjectPart],
    department: DepartmentPart,
    notes: Notes,
) -> None:
    """F625: what the list of contents names and the document does not have, and the reverse."""
    headings = {bare(section.heading.text) for section in department.sections if section.heading}
    listed = set()
    for entry in entries:
        own = bare(entry.title)
        listed.add(own)
        if own in names or own in headings or not own:
            continue
        if section_of(entry.title)[0]:
            message = msg("The list of contents names “{name}”, but no such heading was found.", name=entry.title)
        elif is_title(entry.title) or _is_near_tables(entry, entries, names):
            message = msg(
                "The list of contents names “{name}”, but no table with that name was found.", name=entry.title
            )
        else:
            continue
        near = _nearest(own, names)
        hint = msg("Compare it with “{name}”.", name=near) if near else msg("Look for the table in the document.")
        notes.tell("F625", Severity.WARNING, message, hint, entry.place, entry.title)
    for part in projects:
        called = {bare(name) for name in (part.project.name, part.title, part.name) if name}
        if entries and any(bare(entry.title) in names for entry in entries) and not called & listed:
            message = msg("The list of contents does not name the table of “{name}”.", name=part.name)
            notes.tell("F625", Severity.WARNING, message, place=_place(part), text=part.name)


def _is_near_tables(entry: Entry, entries: Sequence[Entry], names: dict[str, ProjectPart]) -> bool:
    """Whether an entry stands among others that name tables."""
    first = next((index for index, one in enumerate(entries) if bare(one.title) in names), len(entries))
    return entries.index(entry) >= first


def _nearest(name: str, names: dict[str, ProjectPart]) -> str:
    from difflib import get_close_matches  # a quarter of the start of this module

    close = get_close_matches(name, names, n=1, cutoff=0.6)
    return names[close[0]].name if close else ""


def _names(part: ProjectPart, notes: Notes) -> None:
    """F627: the name of the cell, where the table's title has another one; F628: the title's, where there is none."""
    named = part.project.name
    if named and part.title and is_title(part.title) and title_subject(_NUMBER.sub("", part.title)):
        if bare(named) != bare(part.title):
            message = msg(
                "The table is headed “{title}”, but names its project “{name}”.", title=part.title, name=named
            )
            notes.tell("F627", Severity.WARNING, message, msg("Ask which of them is right."), _place(part), named)
    elif not named and not _is_of_duties(part):
        message = msg("The table does not name its project; “{name}” was taken from the heading.", name=part.name)
        hint = msg("Enter the project's name (项目名称) as it stands in the budget.")
        notes.tell("F628", Severity.WARNING, message, hint, _place(part), part.title)


def sums(department: DepartmentPart, projects: Sequence[ProjectPart], notes: Notes) -> Sums:
    """The department's total against the sum of the projects' budgets, and each amount that the goal names; F629."""
    section = department.section("overall")
    text = "\n".join(one.text for one in section.texts) if section else ""
    stated, unit = total_in(text)
    unit = unit or next((part.project.money_unit for part in projects), "万元")
    parts = []
    added: Decimal | None = Decimal(0)
    for part in projects:
        amount = number_in(part.project.budget.get("initial", ""))
        shown = convert(amount, part.project.money_unit, unit) if amount is not None else None
        added = added + shown if added is not None and shown is not None else None
        parts.append((part.name, plain(shown) if shown is not None else "", _named_amount(part.name, text, unit)))
        if shown is None and not _is_of_duties(part):
            message = msg("No budget was found for “{name}”.", name=part.name)
            notes.tell("F629", Severity.WARNING, message, msg("Enter it (预算数)."), _place(part), part.name)
    total = number_in(stated)
    agrees = None if total is None or added is None or not projects else total == added
    if agrees is False and section is not None:
        message = msg(
            "The department's total is {total} {unit}, but its projects add up to {sum} {unit}.",
            total=stated,
            sum=plain(added or Decimal(0)),
            unit=unit,
        )
        hint = msg("A table may be missing, or an amount misread.")
        notes.tell("F629", Severity.WARNING, message, hint, _first(section.texts), stated)
    _tell_parts(parts, unit, section.texts if section else [], notes)
    return Sums(stated or None, plain(added) if added is not None and projects else None, unit, tuple(parts), agrees)


def _first(texts: Sequence[Text]) -> Place | None:
    return texts[0].place if texts else None


def _tell_parts(parts: Sequence[tuple[str, str, str | None]], unit: str, texts: Sequence[Text], notes: Notes) -> None:
    for name, own, named in parts:
        if named and own and number_in(named) != number_in(own):
            message = msg(
                "The department's goal names {named} {unit} for “{name}”, its table {own} {unit}.",
                named=named,
                name=name,
                own=own,
                unit=unit,
            )
            notes.tell("F629", Severity.WARNING, message, msg("Ask which of them is right."), _first(texts), name)


def _named_amount(name: str, text: str, unit: str) -> str | None:
    """The amount, in `unit`, that stands behind a project's name in the department's goal."""
    at = text.find(name) if name else -1
    found = _AMOUNT.match(text[at + len(name) : at + len(name) + 40].lstrip("共计为:：（( ")) if at >= 0 else None
    amount = number_in(found[1].strip("，,.")) if found else None
    shown = convert(amount, money_unit(found[2]), unit) if found and amount is not None else None
    return plain(shown) if shown is not None else None
