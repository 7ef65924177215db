"""What the head of the entry screen says: projects, total and grade, what is to do, findings, points by tier."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from selfeval.core.problems import Owner, Problem, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.desk.tiers import tier_bars, tier_grid
from selfeval.tui.row_texts.places import counts_of, parted
from selfeval.tui.text import Words, clip, one_line, pad, percent, points, width
from selfeval.workspace.work.questions.required import reached, undecided
from selfeval.workspace.work.workspace import Workspace

MOST_TABS = 3
"""Up to so many projects stand beside each other at the top, so that no list of them is needed."""
_GRADES = ("$good", "$key", "$warn", "$bad")
"""Tones of grades, from the best to the worst."""
_NARROW = 112
"""Cells below which points by tier and findings do not stand beside a large total."""


def grade_tone(pack: RulePack, grade: str) -> str:
    """The colour of a grade, by its rank among the grades of the pack, whatever they are called."""
    names = [each.name for each in pack.grades]
    if grade not in names:
        return "$foreground"
    steps, last = names.index(grade), max(len(names) - 1, 1)
    return _GRADES[(2 * steps * (len(_GRADES) - 1) + last) // (2 * last)]


def head_lines(cells: int, lines: int) -> int:
    """Lines of the head on a terminal of this size: the total large where there is room."""
    if cells < _NARROW or lines < 30:
        return 3
    return 4 if lines < 36 else 5


@dataclass(frozen=True, slots=True)
class HeadTexts:
    """The parts of the head for one project.

    Attributes:
        workspace: the work.
        result: the project that is shown.
        problems: the findings of the whole work.
        drawn: whether the terminal draws lines in one cell, so that the total can be drawn large.
    """

    words: Words
    workspace: Workspace
    result: ProjectResult
    problems: tuple[Problem, ...]
    drawn: bool = False

    def whole(self, room: int, lines: int) -> Content:
        """Everything on so many lines of so many cells."""
        if lines <= 3:
            shown = [self.top(room), self.figures(room), tier_bars(self.words, self.result, room)]
        else:
            shown = [self.top(room), *[Content("")] * (lines - 4), *self._large(room)]
        return Content("\n").join(shown)

    # -- the top line

    def top(self, room: int) -> Content:
        """The projects beside each other, or the number and name of this one; rule pack; whether all is saved."""
        workspace = self.workspace
        projects = workspace.assessment.projects
        pack = clip(workspace.pack.id, max(room // 4, 8))
        right = Content.assemble((pack, "$muted"), "  ", self._saved(short=room < 100))
        left = Content("")
        if room >= 100 or len(projects) > MOST_TABS:
            year = workspace.assessment.year
            name = one_line(workspace.evaluation.department.name) + (f" {year}" if year else "")
            name = clip(name, max(room // (4 if len(projects) <= MOST_TABS else 3), 8))
            left = Content.assemble((name, "$muted"), "   ") if name else left
        rest = room - left.cell_length - right.cell_length - 1
        if 1 < len(projects) <= MOST_TABS:
            middle = self._tabs(rest)
        else:
            number = [item.project.id for item in projects].index(self.result.project.id) + 1
            said = one_line(self.result.project.title)
            said = said if len(projects) == 1 else f"{number}/{len(projects)} {said}"
            middle = pressed(Content.styled(clip(said, rest), "bold"), "projects")
        fill = " " * max(rest - middle.cell_length + 1, 1)
        return Content.assemble(left, middle, fill, right)

    def _saved(self, *, short: bool) -> tuple[str, str]:
        workspace, words = self.workspace, self.words
        if workspace.read_only:
            return words(msg("read only")), "$warn"
        if workspace.volatile or workspace.refusal is not None:
            return words(msg("not saved")), "bold $bad"
        return words(msg("saved") if short else msg("all saved")), "$muted"

    def _tabs(self, room: int) -> Content:
        """Each project with its total and grade; the one that is shown in brackets, on the tone of the cursor."""
        results = self.workspace.assessment.projects
        figures = [tab_figure(self.workspace, result) for result in results]
        texts = [(one_line(result.project.title), figure) for result, figure in zip(results, figures, strict=True)]
        most = room  # the longest names give way
        while most > 6 and sum(width(_tab(name, figure, most)) + 1 for name, figure in texts) > room + 1:
            most -= 1
        parts: list[Content] = []
        for number, (result, (name, figure)) in enumerate(zip(results, texts, strict=True)):
            shown = result.project.id == self.result.project.id
            style = "bold $cursor-text on $cursor" if shown else "$muted"
            text = _tab(name, figure, most)
            text = f"[{text[1:-1]}]" if shown and len(texts) > 1 else text
            parts.append(pressed(Content.styled(text, style), f"to_project({number})"))
        return Content(" ").join(parts)

    # -- the figures

    def total(self) -> tuple[str, str]:
        """Total or points so far, and its colour; words where the points do not make full marks."""
        result, places = self.result, self.workspace.pack.rounding.places
        if result.undecided:
            return self.words(undecided(result)), "$warn"
        if result.total is not None:
            return points(result.total, places), grade_tone(self.workspace.pack, result.grade)
        return points(result.earned, places), "$foreground"

    def to_do(self) -> tuple[str, str]:
        """How many rows and texts still wait, and its colour."""
        count = self.result.steps_open
        if count:
            return self.words(msg("{count} still open", count=count)), "$warn"
        return self.words(msg("nothing open")), "$muted"

    def grade(self) -> Content:
        """The grade on its colour; nothing where there is none."""
        grade = self.result.grade
        if not grade:
            return Content("")
        return Content.styled(f" {grade} ", f"bold $background on {grade_tone(self.workspace.pack, grade)}")

    def figures(self, room: int) -> Content:
        """On one line: total, grade, what is open, execution; findings."""
        words, result = self.words, self.result
        text, tone = self.total()
        if not result.undecided:
            whole = result.total is not None
            said = msg("Total {points} of 100", points=text) if whole else msg("So far {points} of 100", points=text)
            text = words(said)
        total = pressed(Content.styled(text, f"bold {tone}"), "result")
        rate = words(msg("execution {rate}", rate=percent(result.execution.rate)))
        grade = Content.assemble(" ", self.grade()) if result.grade else Content("")
        to_do = pressed(Content.styled(*self.to_do()), "next_open")
        lefts = (
            Content.assemble(total, grade, "   ", to_do, "   ", rate),
            Content.assemble(total, grade, "   ", to_do),  # the bar of the budget's tier says the rate too
            Content.assemble(total, grade),
        )
        fits = (
            (left, right)
            for left, mosts in ((lefts[0], (4, 3)), (lefts[1], (4, 3, 2, 1)), (lefts[2], (2, 1)))
            for right in (parted(words, self.problems, most) for most in mosts)
            if left.cell_length + width(right) + 3 <= room
        )
        left, right = next(fits, (total, parted(words, self.problems, 1)))
        fill = " " * max(room - left.cell_length - width(right), 3)
        return Content.assemble(left, fill, pressed(Content.styled(right, "$muted"), "problems"))

    def _large(self, room: int) -> list[Content]:
        """On three lines: the total drawn large, a bar per tier in a grid, what is open, findings."""
        left = self._large_total()
        beside = room - max(line.cell_length for line in left) - 3
        for most, whole in ((4, True), (3, True), (2, True), (2, False), (1, False)):
            right = self._large_right(most)
            cells = right[0].cell_length
            middle = tier_grid(self.words, self.result, beside - cells - 3, whole=whole)
            if max(line.cell_length for line in middle) <= beside - cells - 3:
                break
        rows = zip(left, middle, right, strict=True)
        return [Content.assemble(a, "   ", b, " " * max(beside - b.cell_length - cells, 1), c) for a, b, c in rows]

    def _large_total(self) -> list[Content]:
        """The total as large as the terminal can draw it, the grade in a field of its colour beside it."""
        text, tone = self.total()
        result, words = self.result, self.words
        drawn = self.drawn and not result.undecided
        band = f"bold $background on {tone}" if result.total is not None else f"bold {tone} on $panel"
        if drawn:
            lines = [Content.styled(f" {line} ", f"bold {tone}") for line in large(text)]
        else:
            lines = [Content.styled(part, band) for part in (" " * (width(text) + 4), f"  {text}  ")]
            lines.append(lines[0])
        said = result.grade or ("" if result.undecided else words(msg("so far")))
        if said:
            field = width(said) + 4
            grade = [Content.styled(pad(part, field), band) for part in ("", f"  {said}", "")]
            lines = [Content.assemble(one, two) for one, two in zip(lines, grade, strict=True)]
        return [pressed(line, "result") for line in lines]

    def _large_right(self, most: int) -> list[Content]:
        """Three lines: what is open and the execution rate, the findings of the evaluation, those of the targets.

        `most` tells how much of the counts is said; see `parted`.
        """
        words = self.words
        rate = words(msg("execution {rate}", rate=percent(self.result.execution.rate)))
        state, tone = self.to_do()
        todo = pressed(Content.assemble((state, f"bold {tone}"), "   ", (rate, "$muted")), "next_open")
        found = counts_of(words, self.problems, most)
        own = self._about(Owner.EVALUATION)
        lines = [Content.styled(found[0], "$foreground" if own else "$muted"), Content.styled(found[1], "$muted")]
        cells = max(todo.cell_length, *(line.cell_length for line in lines))
        shown = [todo, *(pressed(line, "problems") for line in lines)]
        return [Content.assemble(line, " " * (cells - line.cell_length)) for line in shown]

    def _about(self, owner: Owner) -> list[Problem]:
        return [problem for problem in self.problems if problem.about is owner]


def _tab(name: str, figure: str, most: int) -> str:
    return f" {clip(name, most)} {figure} " if figure else f" {clip(name, most)} "


def tab_figure(workspace: Workspace, result: ProjectResult) -> str:
    """`93.31 优`, or the points so far; "" before the first entry."""
    if result.undecided or (result.total is None and not result.earned):
        return ""
    return f"{points(reached(result), workspace.pack.rounding.places)} {result.grade}".strip()


def large(text: str) -> list[str]:
    """A number on three lines, drawn with lines; for terminals that draw these in one cell."""
    lines = ["", "", ""]
    for char in text:
        for place, part in enumerate(_DIGITS.get(char, ("   ", f" {char} ", "   "))):
            lines[place] += part
    return lines


_DIGITS = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": (" ┓ ", " ┃ ", " ┻ "),
    "2": ("┏━┓", "┏━┛", "┗━┛"),
    "3": ("┏━┓", " ━┫", "┗━┛"),
    "4": ("┓ ┏", "┗━┫", "  ┻"),
    "5": ("┏━━", "┗━┓", "┗━┛"),
    "6": ("┏━┓", "┣━┓", "┗━┛"),
    "7": ("━━┓", "  ┃", "  ┻"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "┗━┛"),
    ".": (" ", " ", "."),
    "-": ("   ", "━━━", "   "),
}


def pressed(text: Content, action: str) -> Content:
    """The text, a click on which does what the action of this name does."""
    return text.stylize(Style.from_meta({"press": action}))
