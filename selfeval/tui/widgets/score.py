"""The head of the entry screen: total, grade, execution, findings, and a bar per tier."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.widgets import Static

from selfeval.core.model import Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import Problem, msg
from selfeval.core.scoring.results import ProjectResult, TierScore
from selfeval.tui.messages import Pressed
from selfeval.tui.row_texts.places import TIERS, parted
from selfeval.tui.text import Words, clip, one_line, percent, points, width
from selfeval.workspace.work.questions import undecided
from selfeval.workspace.work.workspace import Workspace


class ScoreHead(Static):
    """Three lines; a click on each does what `clicks` says of it: list of projects, findings, result."""

    clicks: ClassVar[tuple[str, ...]] = ("projects", "problems", "result")

    def __init__(self, words: Words) -> None:
        super().__init__(id="head")
        self._words = words
        self._shown: tuple[Workspace, str, tuple[Problem, ...]] | None = None

    def show(self, workspace: Workspace, project: str, problems: tuple[Problem, ...]) -> None:
        """Show the figures of one project and the findings of the whole work."""
        self._shown = (workspace, project, problems)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Do what belongs to the line."""
        self.post_message(Pressed(self.clicks[min(max(event.y, 0), 2)]))

    def render(self) -> Content:
        """Project, rule pack and saved work; total, grade, rate and findings; tier bars."""
        if self._shown is None:
            return Content("")
        workspace, project, problems = self._shown
        result, room = workspace.result(project), max(self.content_size.width, 20)
        lines = (
            self._title(workspace, result, room),
            self._figures(workspace, result, problems, room),
            tier_bars(self._words, result, room),
        )
        return Content("\n").join(lines)

    def _title(self, workspace: Workspace, result: ProjectResult, room: int) -> Content:
        words, projects = self._words, workspace.assessment.projects
        number = [item.project.id for item in projects].index(result.project.id) + 1
        year = workspace.assessment.year
        left = one_line(workspace.evaluation.department.name) + (f" {year}" if year else "")
        if workspace.read_only:
            saved = words(msg("read only"))
        elif workspace.volatile or workspace.refusal is not None:
            saved = words(msg("not saved"))
        else:
            saved = words(msg("all saved"))
        title = f"{number}/{len(projects)} {one_line(result.project.title)}"
        left = clip(left, max(room // 3, 8))
        pack = clip(workspace.pack.id, max(room // 4, 8))
        saved = f"{pack}  {saved}"
        title = clip(title, room - width(left) - width(saved) - 6)
        fill = " " * max(room - width(left) - width(title) - width(saved) - 3, 1)
        return Content.assemble((left, "$muted"), "   ", (title, "bold"), fill, (saved, "$muted"))

    def _figures(
        self, workspace: Workspace, result: ProjectResult, problems: tuple[Problem, ...], room: int
    ) -> Content:
        words, places = self._words, workspace.pack.rounding.places
        if result.undecided:
            total = words(undecided(result))
            state = words(msg("{count} still open", count=result.steps_open)) if result.steps_open else ""
        elif result.total is not None:
            total = words(msg("Total {points} of 100", points=points(result.total, places)))
            state = words(msg("grade {grade}", grade=result.grade)) if result.grade else ""
        else:
            total = words(msg("So far {points} of 100", points=points(result.earned, places)))
            state = words(msg("{count} still open", count=result.steps_open))
        rate = words(msg("execution {rate}", rate=percent(result.execution.rate)))
        left = Content.assemble((total, "bold $key"), "   ", state, "   ", rate)
        shorter = Content.assemble((total, "bold $key"), "   ", state)  # the bar of the budget's tier says the rate too
        fits = (
            (one, right)
            for most in (4, 3, 2, 1)
            for right in (parted(words, problems, most),)
            for one in (left, shorter)
            if one.cell_length + width(right) + 3 <= room
        )
        left, right = next(fits, (Content.assemble((total, "bold $key")), parted(words, problems, 1)))
        fill = " " * max(room - left.cell_length - width(right), 3)
        return Content.assemble(left, fill, (right, "$muted"))


def tier_bars(words: Words, result: ProjectResult, room: int) -> Content:
    """Points earned and available per tier; bars are coloured spaces, the figures beside them say the same."""
    tiers = [tier for tier in result.tiers if tier.available or tier.earned]
    if not tiers:
        return Content("")
    labels = _labels(words, tiers, room)
    bar = max(min((room - sum(width(label) for label in labels)) // len(tiers) - 2, 20), 0)
    parts: list[Content] = []
    for tier, label in zip(tiers, labels, strict=True):
        filled = int(tier.earned * bar / tier.available) if tier.available else 0
        parts.append(
            Content.assemble(
                (label, "$muted"),
                (" " * filled, "on $bar"),
                (" " * (bar - filled), "on $bar-rest"),
            )
        )
    return Content("  " if bar else "").join(parts)


def _tier_name(words: Words, tier: TierScore) -> str:
    """A tier of the national form in the reader's language, another one as it is written."""
    if tier.tier is None:
        return words(msg("Execution"))
    return words(TIERS[tier.tier]) if isinstance(tier.tier, Tier1) else one_line(tier.tier)


def _labels(words: Words, tiers: list[TierScore], room: int) -> list[str]:
    """Name and points of each tier; the names are cut as far as there is no room for them."""
    names = [_tier_name(words, tier) for tier in tiers]
    figures = [f"{plain(tier.earned)}/{plain(tier.available)} " for tier in tiers]
    spare = room - sum(width(text) + 1 for text in figures)
    most = next((cells for cells in range(20, 4, -1) if sum(min(width(name), cells) for name in names) <= spare), 4)
    return [f"{clip(name, most)} {text}" for name, text in zip(names, figures, strict=True)]
