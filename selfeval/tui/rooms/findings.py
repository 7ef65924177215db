"""All findings, grouped by severity; choosing one goes to its row, and coming back stands on it again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from selfeval.core.problems import Problem, SelfEvalError, msg, verbatim
from selfeval.tui.actions.action import PROBLEMS
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.filter import Option
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.places import parted, problem_columns, problem_rows
from selfeval.tui.row_texts.rooms.findings import FindingText, said_of
from selfeval.tui.text import facts, one_line, spaced, width
from selfeval.tui.widgets.entry import begin_with
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.looking.findings import (
    GROUPS,
    OWNERS,
    FindingFilter,
    View,
    as_text,
    group_of,
    left_out,
    nearest,
    row_name,
    shown,
    write_text,
)
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

SEVERITY, ABOUT, CODE, PROJECT = "severity", "about", "code", "project"


class Problems(Shared, Screen[Place]):
    """Gives the place of the finding that was chosen, None for Esc.

    `view` is what was looked at last; it is kept up to date.
    """

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(PROBLEMS)
    where = PROBLEMS
    AUTO_FOCUS = "#findings"

    def __init__(self, workspace: Workspace, view: View | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.view = view or View()
        self._look()
        self.problems: list[Problem] = []

    def _look(self) -> None:
        """Take the findings of now."""
        self._seen = self.workspace.assessment
        self.selected = self.view.selection.apply(self.workspace.problems)

    def compose(self) -> ComposeResult:
        """Counts, filter, list, the finding under the cursor in full."""
        words = self.words
        yield Static(id="findings-head", markup=False, classes="sheet-title")
        yield Static(id="findings-left-out", markup=False)
        with Horizontal(id="findings-field"):
            yield Static(Content(words(msg("Find"))), classes="label")
            yield FindingText(
                self.view.only.text, id="findings-text", compact=True, placeholder=words(msg("words, cell, code"))
            )
            yield Static(id="findings-only", markup=False)
        yield Rows(problem_columns(words), id="findings")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(PROBLEMS, words)

    def on_mount(self) -> None:
        """Fill the list; stand on the finding that was looked at last."""
        self._refill()

    def on_screen_resume(self) -> None:
        """Show what was changed on a screen that stood in front."""
        if self._seen is not self.workspace.assessment:
            self._look()
            self._refill()

    def _refill(self) -> None:
        """Show the findings as they stand."""
        words = self.words
        objections = [found for found in self.selected.problems if found.code not in NOT_YET]
        title = f"{words(msg('Findings'))}   "
        room = self.app.size.width - width(title) - 2
        counted = (parted(words, objections, most) for most in (4, 3, 2, 1))
        head = title + next((line for line in counted if width(line) <= room), "")
        self.query_one("#findings-head", Static).update(Content(head))
        notes = left_out(self.workspace, self.selected)
        line = self.query_one("#findings-left-out", Static)
        line.update(Content("  ".join(self.words(note) for note in notes)))
        line.set_class(bool(notes), "-shown")
        self._fill()

    def _fill(self) -> None:
        """Show what the filter leaves."""
        words, only = self.words, self.view.only
        self.problems = shown(self.workspace, self.selected.problems, only, words)
        here = nearest(self.problems, self.view.here)
        self.query_one(Rows).fill(problem_rows(words, self.problems), "" if here is None else str(here))
        said = ""
        if only:
            hidden = len(self.selected.problems) - len(self.problems)
            said = words(
                msg(
                    "{hidden} hidden; Esc shows all. {filter}",
                    hidden=hidden,
                    filter=said_of(self.workspace, replace(only, text="")),
                )
            )
        self.query_one("#findings-only", Static).update(Content(one_line(said)))
        self._show()

    @property
    def problem(self) -> Problem | None:
        """The finding under the cursor."""
        key = self.query_one(Rows).key
        return self.problems[int(key)] if key.isdigit() else None

    @on(Moved)
    def _moved(self) -> None:
        self.view.here = self.problem
        self._show()

    def _show(self) -> None:
        words, problem = self.words, self.problem
        if problem is None:
            nothing = (
                msg("Nothing fits; Esc shows all findings again.") if self.view.only else msg("Nothing was found.")
            )
            text = Content(words(nothing))
        else:
            name = row_name(self.workspace, problem)
            text = facts(
                (
                    ("", spaced(words(problem.message))),
                    (words(msg("What to do")), spaced(words(problem.hint))),
                    (
                        words(msg("Where")),
                        "  ".join(dict.fromkeys(part for part in (str(problem.where or ""), name) if part)),
                    ),
                    (words(msg("As written")), problem.input),
                    ("", "" if problem.project else words(msg("This concerns the workbook as a whole."))),
                )
            )
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    @on(Chosen)
    def _chosen(self) -> None:
        problem = self.problem
        self.view.here = problem
        if problem is None or not problem.project:
            self.say(msg("This concerns the workbook as a whole; there is no row to go to."))
            return
        place = Place(problem.project, problem.indicator)
        if place not in self.workspace.places():
            place = Place(problem.project, "")
        self.dismiss(place)

    # -- looking for some of them

    def on_key(self, event: events.Key) -> None:
        """What is typed on the list is looked for."""
        if event.is_printable and event.character and self.query_one(Rows).has_focus:
            event.stop()
            begin_with(self.query_one(FindingText), event.character)

    @on(Input.Changed, "#findings-text")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.view.only.text:
            self._only(replace(self.view.only, text=event.value))

    @on(Input.Submitted, "#findings-text")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Rows).focus()

    def action_move(self, steps: int) -> None:
        """Up or down in the list, while the text keeps the keyboard."""
        self.query_one(Rows).action_move(steps)

    def _only(self, only: FindingFilter) -> None:
        self.view.only = only
        self._fill()

    def action_find(self) -> None:
        """Type what to look for."""
        self.query_one(FindingText).focus()

    def action_filter(self) -> None:
        """Choose severity, code or project."""
        found = self.selected.problems
        groups, codes = Counter(map(group_of, found)), Counter(problem.code for problem in found)
        projects = Counter(problem.project for problem in found)
        options = [Option(SEVERITY, name, title, groups[name]) for name, title in GROUPS.items()]
        owners = Counter(problem.about for problem in found)
        options += [Option(ABOUT, owner.value, title, owners[owner]) for owner, title in OWNERS.items()]
        options += [
            Option(PROJECT, result.project.id, verbatim(result.project.title), projects[result.project.id])
            for result in self.workspace.assessment.projects
        ]
        options += [Option(CODE, code, verbatim(code), count) for code, count in sorted(codes.items())]
        only = self.view.only
        now = {SEVERITY: only.severity, ABOUT: only.about, PROJECT: only.project, CODE: only.code}
        titles = ((SEVERITY, msg("Severity")), (ABOUT, msg("Whose")), (PROJECT, msg("Project")), (CODE, msg("Code")))
        kept = {name: text for name, text in now.items() if text}
        self.host.open_room("filter", titles, options, kept, then=self._picked)

    def _picked(self, picked: dict[str, str] | None) -> None:
        if picked is not None:
            text = self.view.only.text if picked else ""
            self._only(
                FindingFilter(**{name: picked.get(name, "") for name in (SEVERITY, ABOUT, CODE, PROJECT)}, text=text)
            )
            self.query_one(FindingText).value = text
            self.query_one(Rows).focus()

    # -- leaving

    def action_back(self) -> None:
        """Show all findings; where all are shown, go back."""
        if self.view.only:
            self._picked({})
        else:
            self.view.here = self.problem
            self.dismiss(None)

    def action_save_text(self) -> None:
        """Write the findings that are shown to a text file."""
        notes = left_out(self.workspace, self.selected)
        if self.view.only:
            notes.append(msg("Only: {filter}", filter=said_of(self.workspace, self.view.only)))
        text = as_text(self.workspace, self.problems, notes, self.words)
        try:
            path = write_text(self.workspace, text, "检查结果")
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        self.say(msg("Written: {path}", path=str(path)))

    def action_result(self) -> None:
        """Show totals and grades."""
        self.host.open_room("result", self.workspace, then=self.close_with)
