"""The questions about the budget of one project: amounts, spending at the checkpoints, the goals of the year."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval.core.model import SIGNED, SOURCES, WRITTEN
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules.parts.reviewing import grade_given
from selfeval.core.scoring.budget import Budget
from selfeval.core.scoring.department_form import is_beside
from selfeval.plain.facts import Facts
from selfeval.plain.meaning import meant
from selfeval.plain.talk import Wish, wish_of
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.budget_offers import budget_preview, field_offer, total_with
from selfeval.workspace.work.questions.required import OWN_MONEY, asked, needs_budget_reason
from selfeval.workspace.work.questions.slips import budget_slip

_FIXED = ("initial", "adjusted")


def prompt_for(name: str, now: str) -> Message:
    """Asks for a fact, with what is there in brackets."""
    label = field_name(name)
    return msg("{label} [{now}]:", label=label, now=now) if now else msg("{label}:", label=label)


class MoneyQuestions:
    """Asks about budgets."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace

    def ask(self, place: Place, *, everything: bool = False) -> Wish | None:
        """Ask for what was spent; with `everything` for the budgeted amounts as well."""
        result = self._workspace.result(place.project)
        self._talk.say(msg("Budget and spending: {project} (unit: {unit})",
                           project=result.project.title, unit=result.budget.unit))  # fmt: skip
        if is_beside(result.project):
            self._talk.say(OWN_MONEY)
            return self._through(place, self._texts(place, everything=everything))
        for name in _FIXED:
            self._talk.fact(field_name(name), self._shown(result.budget, place, name))
        amounts = asked(result.budget)
        if everything:
            amounts = (*_FIXED, *amounts, *(f"{whole}.{source}" for whole in _FIXED for source in SOURCES))
        wish = self._through(place, amounts)
        while wish is None:
            self._result(place)
            wish = self._through(place, self._texts(place, everything=everything))
            if wish is not Wish.BACK:
                return wish
            wish = self._through(place, amounts, len(amounts) - 1)
        return wish

    def _through(self, place: Place, names: Sequence[str], first: int = 0) -> Wish | None:
        """The fields in order, back and forth; what the person wants instead, None once all are through."""
        number = first
        while number < len(names):
            wish = self._field(place, names[number])
            if wish is not None and (wish is not Wish.BACK or not number):
                return wish
            number += -1 if wish is Wish.BACK else 1
        return None

    def _texts(self, place: Place, *, everything: bool) -> list[str]:
        names = []
        own_money = not is_beside(self._workspace.result(place.project).project)
        if own_money and self._workspace.pack.execution.finished_full and not self._facts.now(place, "finished"):
            names.append("finished")
        if needs_budget_reason(self._workspace, self._workspace.result(place.project)):
            names.append("budget_reason")
        if not self._facts.now(place, "goal_actual"):
            names.append("goal_actual")
        wanted = self._workspace.pack.required_texts
        names += [name for name in WRITTEN if everything or (name in wanted and not self._facts.now(place, name))]
        names += SIGNED if everything else ()
        if everything and (self._workspace.pack.review or self._facts.now(place, "review_grade")):
            names.append("review_grade")
        return names

    def _field(self, place: Place, name: str) -> Wish | None:
        """One field; Enter keeps what is there."""
        while True:
            text = self._talk.ask(self._prompt(place, name))
            wish = wish_of(text)
            if not text:
                return None
            if name == "review_grade" and wish in {Wish.EXPLAIN, Wish.ABSENT, Wish.OFFER}:
                self._grades(place)
                continue
            if wish in {Wish.BACK, Wish.MENU}:
                return wish
            if wish is Wish.UNDO:
                self._facts.undo()
                continue
            offered = field_offer(self._workspace.result(place.project), name)
            if wish in {Wish.EXPLAIN, Wish.ABSENT} or (wish is Wish.OFFER and not offered):
                self._talk.say(msg("Amounts in {unit}, such as 175.3; checkpoints in percent of the budget, such as "
                                   "97.39%. Enter keeps what is there, - clears it, < goes back, . leads to the menu.",
                                   unit=self._workspace.result(place.project).budget.unit))  # fmt: skip
                continue
            text = offered if wish is Wish.OFFER else text
            said = "" if wish is Wish.CLEAR else self._meant(place, name, text)
            if isinstance(said, Wish):
                return said
            text = said
            if self._readable(place, name, text) and self._facts.put(place, {name: text}):
                if name == "review_grade":
                    self._talk.say(total_with(self._workspace, place.project, text), "  ")
                return None

    def _meant(self, place: Place, name: str, text: str) -> str | Wish:
        return meant(self._talk, text, lambda one: budget_slip(self._workspace, place.project, name, one))

    def _prompt(self, place: Place, name: str) -> Message:
        budget = self._workspace.result(place.project).budget
        now, offered = self._shown(budget, place, name), field_offer(self._workspace.result(place.project), name)
        if offered and not self._facts.now(place, name):
            return msg("{label} (= is {offer}):", label=field_name(name), offer=offered)
        return prompt_for(name, now)

    def _shown(self, budget: Budget, place: Place, name: str) -> str:
        """The fact as it stands, in brackets the amount that is taken where none is written."""
        text = self._facts.now(place, name)
        amount = budget.amount(name) if name in _FIXED or name.startswith("executed") else None
        return text or (f"({plain(amount)})" if amount is not None else "")

    def _readable(self, place: Place, name: str, text: str) -> bool:
        """Whether a text can be entered; what is no amount is asked for again, and nothing is changed."""
        if name in budget_preview(self._workspace, place.project, {name: text}).budget.unreadable:
            self._talk.say(msg("“{text}” is not a number.", text=text))
            return False
        if name == "review_grade" and text and not grade_given(text, self._workspace.pack.grades):
            self._talk.say(total_with(self._workspace, place.project, text))
            self._grades(place)
            return False
        return True

    def _grades(self, place: Place) -> None:
        """What each grade of the pack would leave of the total."""
        for grade in self._workspace.pack.grades:
            said = total_with(self._workspace, place.project, grade.name)
            self._talk.say(msg("{label}: {text}", label=grade.name, text=said), "  ")
        self._talk.say(msg("A grade, or the points given; Enter keeps what is there, - clears it."), "  ")

    def _result(self, place: Place) -> None:
        result = self._workspace.result(place.project)
        for note in result.budget.assumptions:
            self._talk.say(note.message, "  ")
        self._talk.say(result.execution.why, "  ")
        rate = result.execution.rate
        if rate is not None and rate > 1:
            self._talk.say(msg("More was spent than the budget has: check both figures."), "  ")
