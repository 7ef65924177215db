"""The menu of plain mode, and the way through everything that is still open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import FactKey
from selfeval.core.model import SIGNED
from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import Message, SelfEvalError, labelled, msg
from selfeval.core.scoring.handing_in import summed_up
from selfeval.core.scoring.publication import counts_from_approval
from selfeval.core.texts.targets.forms import as_scored
from selfeval.plain.facts import Facts
from selfeval.plain.handing_in import HandingIn
from selfeval.plain.history import MOST, History
from selfeval.plain.money import MoneyQuestions, prompt_for
from selfeval.plain.months import MonthQuestions
from selfeval.plain.rows import RowQuestions
from selfeval.plain.talk import Talk, Wish
from selfeval.plain.whole_work import WholeWork
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.looking.findings import OWNERS
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

if TYPE_CHECKING:
    from selfeval.plain.papers import Papers

MENU_TOLD = (
    msg("Asks about every open row in turn; what was answered is saved at once."),
    msg("Lists every row with its target, outcome and points, and asks about the one chosen."),
    msg("Asks for the amounts, the spending at the checkpoints and the goals of a project."),
    msg("Lists everything that a reviewer would ask about, with what to do."),
    msg("Shows total and grade of every project and of the department, and what is still to do before handing in."),
    msg("Lists what is still to do, asks who signs, and writes the workbook beside yours."),
    msg("Takes back the last entry, also one of an earlier day."),
    msg("Enters again what was just taken back."),
    msg("Puts last year's targets, outcomes and scores beside this year's."),
    msg("Shows who entered what and when."),
    msg("Shows row by row what a file that came back would enter, and enters it if you want."),
    msg("Asks what was spent and reached by the end of a month, shows the lights, and writes the form of monitoring."),
    msg("Shows what another rule pack would change, and changes to it if you want."),
    msg("Makes everything as it was after an earlier entry; that can be undone."),
    msg("Writes the report by an outline, or brings the one that is there up to date."),
    msg("Shows what next year's targets would be and what has to be decided anew, then writes them if you want."),
    msg("Leaves; everything entered is saved."),
)
"""What each line of the menu does, in its order."""


def hold(file: Path, rules: str | None, talk: Talk, last_year: Path | None = None, month: int = 0) -> None:
    """Open a work and talk it through; errors as for `open_workspace`."""
    workspace = open_workspace(file, rules=rules)
    try:
        Session(workspace, talk).run(last_year, month)
    finally:
        workspace.close()


class Session:
    """One work as a conversation."""

    def __init__(self, workspace: Workspace, talk: Talk) -> None:
        self._workspace, self._talk = workspace, talk
        self._facts = Facts(workspace, talk)
        self._history, self._whole_work = History(self._facts), WholeWork(self._facts)
        self._handing_in = HandingIn(self._facts)
        self._rows, self._money = RowQuestions(self._facts), MoneyQuestions(self._facts)
        self._months = MonthQuestions(self._facts)

    def run(self, last_year: Path | None = None, month: int = 0) -> None:
        """Talk until the person leaves, first of `last_year` and `month` if given; all entries are saved at once."""
        try:
            self._greet()
            if last_year is not None:
                self._history.take_over(last_year)
            if month:
                self._months.ask(month)
            while self._menu():
                pass
        except EOFError:
            pass
        if self._workspace.read_only:
            self._talk.say(msg("Nothing was entered here: the work was open in another window."))
        elif self._workspace.volatile:
            self._talk.say(msg("Nothing could be saved on this computer."))
        else:
            self._talk.say(msg("Everything entered is saved."))

    def _greet(self) -> None:
        workspace, talk = self._workspace, self._talk
        department, year = workspace.evaluation.department.name, workspace.assessment.year
        talk.say(" ".join(part for part in (department, str(year or ""), workspace.source.path.name) if part))
        talk.say(msg("Rule pack: {id}, {title}", id=workspace.pack.id, title=workspace.pack.title))
        for notice in workspace.notices:
            talk.say(notice)
        if not workspace.read_only:
            talk.say(msg("Every answer is saved at once."))
        talk.say(msg("Enter alone goes on; ? explains; . leads to the menu."))

    def _menu(self) -> bool:
        """One choice; False to leave."""
        waiting = [place for place in self._workspace.places() if self._workspace.is_open(place)]
        seen, last = len(self._workspace.objections), msg("History: the last {count} entries", count=MOST)
        acts: list[tuple[Message, Callable[[], None]]] = [
            (msg("Go on: {count} rows are open", count=len(waiting)), self._go_on),
            (msg("Choose a row"), self._choose_row),
            (msg("Budget of a project"), self._budget),
            (msg("Findings: {count}", count=seen), self._findings),
            (msg("Result"), self._handing_in.result),
            (msg("Write the scored workbook"), self._export),
            (msg("Undo"), lambda: self._undone(again=False)),
            (msg("Redo"), lambda: self._undone(again=True)),
            (msg("Last year's figures"), self._history.last_year),
            (last, self._history.history),
            (msg("Take in a file with actuals"), self._whole_work.take_in),
            (msg("Monitoring of a month"), self._months.ask),
            (msg("Another rule pack"), self._whole_work.change_pack),
            (msg("Go back to an earlier point"), self._whole_work.go_back),
            (msg("Self-evaluation report (Word)"), lambda: self._papers().report()),
            (msg("Next year's targets"), lambda: self._papers().next_year()),
        ]
        labels = [*(label for label, _ in acts), msg("Quit")]
        told = [msg("{number}. {said}", number=number, said=said) for number, said in enumerate(MENU_TOLD, 1)]
        prompt = msg("Number (Enter goes on):")
        chosen = self._talk.choose(msg("What next?"), labels, prompt, told, leaves=False) or 0
        if chosen == len(acts):
            return False
        acts[chosen][1]()
        return True

    # -- through the rows

    def _go_on(self) -> None:
        """Everything that is open, in order; what is left open is not asked again in this round."""
        asked: list[Place] = []
        place = self._workspace.next_open(None)
        while place is not None and place not in asked:
            asked.append(place)
            wish = self._ask(place)
            if wish is Wish.MENU:
                return
            if wish is Wish.BACK:
                asked.pop()
                place = asked.pop() if asked else place
                continue
            place = self._following_open(place, asked)
        left = sum(map(self._workspace.is_open, self._workspace.places()))
        self._talk.say(msg("{count} rows are still open.", count=left) if left else msg("All rows are complete."))

    def _following_open(self, place: Place, asked: list[Place]) -> Place | None:
        places = self._workspace.places()
        start = places.index(place) + 1
        order = (*places[start:], *places[:start])
        return next((one for one in order if one not in asked and self._workspace.is_open(one)), None)

    def _ask(self, place: Place) -> Wish | None:
        """One row, with its number among all rows."""
        places = self._workspace.places()
        result = self._workspace.result(place.project)
        self._talk.say("")
        self._talk.say(
            msg(
                "Question {number} of {count}: {project}",
                number=places.index(place) + 1,
                count=len(places),
                project=result.project.title,
            )
        )
        return self._rows.ask(place) if place.indicator else self._money.ask(place)

    def _choose_row(self) -> None:
        places = self._workspace.places()
        chosen = self._talk.choose(msg("Which row?"), [self._row(place) for place in places])
        if chosen is not None:
            self._ask(places[chosen])

    def _row(self, place: Place) -> str:
        result = self._workspace.result(place.project)
        state = self._talk.words(msg("open") if self._workspace.is_open(place) else msg("done"))
        if not place.indicator:
            name = self._talk.words(labelled(result.project.title, msg("Budget")))
            return f"{name}  {fixed(result.execution.score, self._places) or '-'}  ({state})"
        scored = result.scored(place.indicator)
        score = f"{fixed(scored.score, self._places) or '-'} / {plain(scored.weight.effective)}"
        actual = self._facts.now(place, "actual")
        several = len(self._workspace.assessment.projects) > 1
        name = scored.indicator.tier3
        if several:
            name = self._talk.words(labelled(result.project.title, name))
        return f"{name}  {as_scored(scored.target)}  {actual or '-'}  {score}  ({state})"

    def _budget(self) -> None:
        projects = self._workspace.assessment.projects
        chosen = 0 if len(projects) == 1 else self._talk.choose(
            msg("Which project?"), [result.project.title for result in projects]
        )  # fmt: skip
        if chosen is not None:
            self._money.ask(Place(projects[chosen].project.id, ""), everything=True)

    # -- looking

    @property
    def _places(self) -> int:
        return self._workspace.pack.rounding.places

    def _findings(self) -> None:
        found = self._workspace.objections
        order = [problem for owner in OWNERS for problem in found if problem.about is owner]
        for number, problem in enumerate(order, 1):
            if number == 1 or problem.about is not order[number - 2].about:
                self._talk.say(OWNERS[problem.about])
            where = f" {problem.where}" if problem.where else ""
            self._talk.say(f"{number}. {problem.code}{where}")
            self._talk.say(problem.message, "   ")
            self._talk.say(problem.hint, "   ")
        if not found:
            self._talk.say(msg("No findings."))

    def _undone(self, *, again: bool) -> None:
        step = self._facts.undo(again=again)
        if step is None:
            return
        change = step.changes[0]
        before, after = (change.old, change.new) if again else (change.new, change.old)
        self._talk.say(
            msg(
                "{field}: {before} -> {after}",
                field=field_name(change.key.field),
                before=before or msg("empty"),
                after=after or msg("empty"),
            )
        )

    # -- leaving

    def _papers(self) -> Papers:
        """What writes reports and targets; the packages behind it are not waited for before somebody asks."""
        from selfeval.plain.papers import Papers  # pydantic and the writers of Word stand behind it

        return Papers(self._facts)

    def _export(self) -> None:
        left = self._workspace.to_do
        said = summed_up(left)
        for item in left:
            self._talk.say(item.message, "  ")
        if left and self._talk.choose(said, [msg("Write it as it is")]) is None:
            return
        for name in (*SIGNED, *self._days()):
            now = self._workspace.evaluation.setting(name)
            text = self._talk.text(prompt_for(name, now), msg("Write it, or Enter alone; - clears it."))
            if text in {Wish.BACK, Wish.MENU}:
                return
            text = "" if text is Wish.CLEAR else text or now
            if text != now:
                self._set(name, text)
        if self._written(None):
            return
        free = self._workspace.free_output_path()
        if self._talk.choose(msg("Write it under another name?"), [str(free)]) is not None:
            self._written(free)

    def _days(self) -> tuple[str, ...]:
        """The approval of the accounts, where the pack counts from it."""
        return ("approved_on",) if counts_from_approval(self._workspace.pack) else ()

    def _written(self, path: Path | None) -> bool:
        """Write the scored workbook; what prevents it is said."""
        try:
            target = self._workspace.export(path)
        except SelfEvalError as error:
            self._facts.refused(error)
            return False
        self._talk.say(msg("Scored workbook: {path}", path=str(target)))
        return True

    def _set(self, name: str, text: str) -> None:
        try:
            self._workspace.enter([(FactKey("", "", name), text)])
        except SelfEvalError as error:
            self._facts.refused(error)
