"""The table of screens: the name under which each is opened, and what makes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_HERE = "selfeval.tui"

ROOMS: Mapping[str, str] = MappingProxyType(
    {
        name: f"{_HERE}.{made}"
        for name, made in {
            # whole screens
            "home": "rooms.home:Home",
            "work": "entry.screen:Work",
            "what_if": "entry.what_if:WhatIf",
            "budget": "rooms.budget:BudgetScreen",
            "goals": "rooms.goals:GoalsScreen",
            "problems": "rooms.findings:Problems",
            "result": "rooms.result:ResultScreen",
            "help": "rooms.help:Help",
            "rules": "rooms.packs.rules:Rules",
            "change": "rooms.packs.change:PackChange",
            "history": "rooms.history:History",
            "report": "rooms.output.report:Reports",
            "next_year": "rooms.next_year.dialog:NextYearDialog",
            "last_year": "rooms.last_year:LastYearScreen",
            "paste": "rooms.paste:PasteScreen",
            "changed": "rooms.workbook_changes:Changes",
            "why": "rooms.why:Why",
            "months": "rooms.months:MonthScreen",
            "document": "rooms.documents.preview:DocumentScreen",
            "overview": "rooms.overview.departments:Departments",
            "projects": "rooms.overview.projects:Projects",
            "form": "rooms.overview.form:Form",
            # dialogs
            "halt": "dialogs.ask:Halt",
            "error": "dialogs.ask:error_dialog",
            "leave": "dialogs.ask:leave_dialog",
            "other_year": "dialogs.ask:year_dialog",
            "assign": "dialogs.assignment:Assigning",
            "browse": "dialogs.browse:Browse",
            "columns": "dialogs.columns:Columns",
            "mark": "dialogs.overview:Marking",
            "order": "dialogs.overview:Ordering",
            "refused": "dialogs.overview:Refused",
            "filter": "dialogs.filter:Pick",
            "grade": "dialogs.grade:Grading",
            "month": "dialogs.row.month:MonthPick",
            "other_row": "dialogs.other_row:OtherRow",
            "palette": "dialogs.palette:Palette",
            "paste_wait": "dialogs.waits.paste:Waiting",
            "readings": "dialogs.readings:Readings",
            "too_small": "dialogs.too_small:TooSmall",
            # dialogs of a row
            "choice": "dialogs.row.answer:Choice",
            "yes_no": "dialogs.row.answer:YesNo",
            "day": "dialogs.row.day:Day",
            "deductions": "dialogs.row.deductions:Deducting",
            "not_applicable": "dialogs.row.not_applicable:Absent",
            "reading": "dialogs.row.reading:Reading",
            "reason": "dialogs.row.reason:Note",
            "texts": "dialogs.row.texts:Texts",
            "survey": "dialogs.row.survey:Surveying",
        }.items()
    }
)
"""Screens open each other by these names; only here it is known which classes they are."""
