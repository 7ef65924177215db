"""The dialogs that a row can open: reason, answer, day, slip, budget, why it does not apply; what comes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from selfeval.core.evaluation import Step
from selfeval.core.model import SIGNED, WRITTEN
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, labelled, msg, verbatim
from selfeval.core.readings import Assumption, Kind
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.shares import supposed_share
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored
from selfeval.tui.dialogs.ask import Slip, slip_dialog
from selfeval.tui.entry.desk import Desk
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.row_texts.rooms.budget import still_to_write
from selfeval.tui.text import one_line
from selfeval.workspace.clock import today
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.required import loss, needs_budget_reason
from selfeval.workspace.work.questions.slips import slip
from selfeval.workspace.work.reason_facts import facts_of

GoOn = Callable[[], None]


class RowDialogs:
    """Opens the dialogs of a row and enters what they give; where to go afterwards is the caller's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def _title(self, place: Place) -> str:
        return one_line(self._desk.scored(place).indicator.tier3)

    def ask_reason(self, place: Place, go_on: GoOn, *, asked: bool) -> None:
        """Ask for the reason, then go on."""
        desk, scored = self._desk, self._desk.scored(place)
        named = {"asked": asked, "lengths": desk.workspace.pack.lengths}
        facts = facts_of(scored) if scored.lost > 0 or scored.over else ""

        def ask(texts: tuple[str, str]) -> None:
            desk.host.open_room("reason", self._title(place), loss(scored), *texts, facts=facts, **named, then=taken)

        def taken(texts: tuple[str, str] | None) -> None:
            if texts is None or desk.put(place, {"reason": texts[0], "evidence": texts[1]}, partial(ask, texts)):
                go_on()

        ask((desk.fact(place, "reason"), desk.fact(place, "evidence")))

    def ask_answer(self, place: Place, go_on: GoOn, typed: str = "", type_on: GoOn | None = None) -> None:
        """Ask for the answer of a target in words (or yes or no), then go on.

        What was `typed` and is no answer itself says which one may be meant; Esc leads back to typing it.
        """
        desk, pack = self._desk, self._desk.workspace.pack
        if desk.scored(place).target.kind is Kind.BOOLEAN:
            self._ask_yes_no(place, go_on)
        elif not pack.answers:
            desk.say(msg("The rule pack {id} has no answers for targets in words.", id=pack.id), bad=True)
        else:
            self._ask_choice(place, go_on, typed, type_on)

    def _ask_yes_no(self, place: Place, go_on: GoOn) -> None:
        scored = self._desk.scored(place)
        said = msg("Target: {target}", target=as_scored(scored.target))

        def ask(standing: str) -> None:
            then = partial(self._outcome, place, go_on, ask)
            self._desk.host.open_room("yes_no", self._title(place), said, standing, then=then)

        ask({True: "是", False: "否", None: ""}[scored.actual.yes])

    def _outcome(self, place: Place, go_on: GoOn, ask: Callable[[str], None], text: str | None) -> None:
        if text is not None and self._desk.put(place, {"actual": text}, partial(ask, text)):
            go_on()

    def _ask_choice(self, place: Place, go_on: GoOn, typed: str, type_on: GoOn | None) -> None:
        desk, workspace, pack = self._desk, self._desk.workspace, self._desk.workspace.pack
        scored = desk.scored(place)

        def score_of(answer: Answer, share: str) -> str:
            return self._score(place, {"actual": answer.label, "share": share})

        def usual(answer: Answer) -> Decimal:
            return supposed_share(answer, scored.weight.effective, pack.rounding)

        def answered(taken: tuple[str, str] | None) -> None:
            if taken is None and typed and type_on is not None:
                desk.screen.call_after_refresh(type_on)
            elif taken is not None:
                given = {"actual": taken[0], "share": taken[1]}
                if desk.put(place, given, lambda: ask(workspace.preview(place.project, place.indicator, given))):
                    go_on()

        def ask(shown: Scored) -> None:
            present = (shown.answer.id if shown.answer is not None else shown.actual.answer, shown.share)
            desk.host.open_room(
                "choice", self._title(place), said, pack.answers, present, usual, score_of, then=answered
            )

        offers = workspace.preview(place.project, place.indicator, {"actual": typed}).actual.assumptions
        offer = next((note.offer for note in offers if note.offer), "") if typed else ""
        said = msg("Target: {target}", target=as_scored(scored.target))
        ask(workspace.preview(place.project, place.indicator, {"actual": offer}) if offer else scored)

    def ask_day(self, place: Place, go_on: GoOn) -> None:
        """Ask for the day on which something was done."""
        desk, workspace = self._desk, self._desk.workspace
        scored = desk.scored(place)
        start = scored.target.last_day or scored.target.day or today()

        def read(text: str) -> tuple[date | None, str]:
            trial = workspace.preview(place.project, place.indicator, {"actual": text})
            return trial.actual.day, reading_line(desk.words, trial, workspace.pack.rounding.places)

        said = msg("Target: {target}", target=as_scored(scored.target))

        def ask(standing: str) -> None:
            then = partial(self._outcome, place, go_on, ask)
            desk.host.open_room("day", self._title(place), said, standing, start, read, then=then)

        ask(desk.fact(place, "actual"))

    # -- slips

    def ask_slip(self, place: Place, text: str, take: Callable[[str], None], type_on: GoOn) -> bool:
        """Ask about a text that looks like a slip, then take what is meant; whether there was anything to ask."""
        desk = self._desk
        found = slip(desk.workspace, place, text)
        if found is None:
            return False

        def answered(answer: str | None) -> None:
            if answer is None:
                # The keyboard can be given to the line only once the question is gone.
                desk.screen.call_after_refresh(type_on)
            else:
                take(found.offer if answer == "take" else text)

        desk.host.push_screen(self._slip_question(place, text, found), answered)
        return True

    def _slip_question(self, place: Place, text: str, found: Assumption) -> Slip:
        lines = [self._desk.words(found.message)]
        for one in [found.offer, text] if found.offer else [text]:
            score = self._score(place, {"actual": one}).partition("  ? ")[0]  # without the doubt that is asked about
            lines.append(self._desk.words(labelled(one_line(one), score)))
        return slip_dialog(verbatim("\n".join(lines)), found.offer, text)

    def _score(self, place: Place, values: dict[str, str]) -> str:
        workspace = self._desk.workspace
        trial = workspace.preview(place.project, place.indicator, values)
        return reading_line(self._desk.words, trial, workspace.pack.rounding.places)

    # -- the texts around the table

    def ask_texts(self, place: Place, go_on: GoOn) -> None:
        """Ask for what was carried out, the conclusion, the problems and the measures, then go on."""
        desk = self._desk
        title = one_line(desk.workspace.result(place.project).project.title)

        def ask(texts: Mapping[str, str]) -> None:
            desk.host.open_room("texts", title, texts, desk.workspace.pack, then=taken)

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is not None and desk.put(place, dict(texts), partial(ask, texts)):
                go_on()

        ask({name: desk.fact(place, name) for name in (*WRITTEN, *SIGNED)})

    # -- the budget

    def open_budget(self, text: str, go_on: Callable[[Place], None], *, mouse: bool = False) -> None:
        """Open the budget, `text` typed as the amount executed, then go on; with `mouse` there are digits to click."""
        desk = self._desk
        if is_beside(desk.workspace.result(desk.place.project).project):
            screen = desk.host.room("goals", desk.workspace, desk.place.project)
        else:
            screen = desk.host.room("budget", desk.workspace, desk.place.project, text)
        screen.set_class(mouse, "-mouse")
        desk.host.show_room(screen, partial(self._budget_left, go_on))

    def _budget_left(self, go_on: Callable[[Place], None], steps: tuple[Step, ...] | None) -> None:
        desk = self._desk
        for step in steps or ():
            desk.show_step(step)
        if not steps:
            return
        place = desk.place
        result = desk.workspace.result(place.project)
        low = not desk.workspace.trial and needs_budget_reason(desk.workspace, result)
        said: list[Message] = []
        if low:
            below = plain(desk.workspace.pack.execution.explain_below)
            said.append(msg("Execution is below {below}%: the form asks why. F5 leads back.", below=below))
        if not place.indicator and "" not in result.missing:
            go_on(place)
        if not place.indicator and desk.place.indicator:
            row = desk.scored(desk.place).indicator.tier3
            if is_beside(result.project):
                said.append(msg("The outcome of the goals is entered; on to {row}.", row=row))
            else:
                said.append(msg("The budget is entered; on to {row}.", row=row))
            said += [still_to_write(name) for name in result.blank_texts[:1]]
        if said:  # one word: a second one would take the place of the first
            desk.say(verbatim(desk.words.together(said)), bad=low)
