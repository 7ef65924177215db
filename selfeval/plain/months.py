"""The questions about a month of the year: what was spent and reached, what is expected, and what keeps it back."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.monitoring.fields import field, month_named
from selfeval.core.monitoring.results import lights_told
from selfeval.core.monitoring.words import (
    CAUSE_KINDS,
    LIGHT_MARKS,
    LIKELIHOOD_NAMES,
    Likelihood,
    causes,
    likelihood,
    no_cause,
)
from selfeval.core.numbers import parse_money, plain, round_half_up
from selfeval.core.problems import Message, SelfEvalError, labelled, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Light
from selfeval.plain.facts import Facts
from selfeval.plain.meaning import meant
from selfeval.plain.money import prompt_for
from selfeval.plain.talk import Wish, wish_of
from selfeval.workspace.monitoring.month import usual_month, watch, watch_project, write_form_of
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.required import month_fields
from selfeval.workspace.work.questions.slips import slip

_BEHIND = ("causes", "reason", "measures")
"""Asked only where the target is in danger."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One fact of a month."""

    place: Place
    name: str


class MonthQuestions:
    """Asks about one month."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace
        self._month = 0

    def ask(self, month: int = 0) -> None:
        """Ask for everything of a month, then say what it shows and offer its form."""
        self._month = month or self._which()
        if not self._month:
            return
        self._talk.say(msg("Monitoring, months 1 to {month}", month=str(self._month)))
        if self._through(list(self._questions())):
            self._standing()
            self._form()

    def _which(self) -> int:
        usual = usual_month(self._workspace.evaluation, self._workspace.pack)
        while True:
            text = self._talk.ask(msg("To the end of which month? [{month}]:", month=str(usual)))
            if not text or wish_of(text) in {Wish.BACK, Wish.MENU}:
                return 0 if text else usual
            try:
                return month_named(text)
            except SelfEvalError as error:
                self._talk.say(error.message)

    def _questions(self) -> Iterator[_Question]:
        for result in self._workspace.assessment.listed:
            place = Place(result.project.id, "")
            yield from (_Question(place, name) for name in month_fields(result.budget))
            for item in result.indicators:
                if not item.not_applicable:
                    for name in ("actual", "forecast", "likelihood", *_BEHIND):
                        yield _Question(Place(place.project, item.indicator.id), name)

    def _through(self, questions: list[_Question]) -> bool:
        """Ask them in order, back and forth; whether all are through."""
        number, step, said = 0, 1, Place("", "")
        while 0 <= number < len(questions):
            question = questions[number]
            if self._passed(question):
                number += step
                continue
            if question.place != said:
                said = question.place
                self._head(said)
            wish = self._one(question)
            if wish is Wish.MENU:
                return False
            step = -1 if wish is Wish.BACK else 1
            number = max(number + step, 0)
            if number == 0:
                step = 1
        return True

    def _passed(self, question: _Question) -> bool:
        return question.name in _BEHIND and likelihood(self._now(question.place, "likelihood")) in {
            None,
            Likelihood.CERTAIN,
        }

    def _now(self, place: Place, name: str) -> str:
        return self._facts.now(place, field(self._month, name))

    def _head(self, place: Place) -> None:
        result, talk = self._workspace.result(place.project), self._talk
        talk.say("")
        if not place.indicator:
            title, unit = result.project.title, result.budget.unit
            talk.say(msg("Budget and spending: {project} (unit: {unit})", project=title, unit=unit))
            one = watch_project(self._workspace.evaluation, self._workspace.pack, place.project, self._month)
            if one.base is not None:
                talk.fact(msg("Budget"), plain(one.base))
            if one.planned is not None:
                talk.fact(msg("planned by then"), f"{plain(round_half_up(one.planned, 2))}%")
            return
        item = result.scored(place.indicator).indicator
        talk.say(" / ".join(part for part in (item.tier1, item.tier2, item.tier3) if part))
        talk.fact(msg("Target"), item.target)

    # -- one question

    def _one(self, question: _Question) -> Wish | None:
        """One fact; Enter keeps what is there."""
        while True:
            text = self._talk.ask(self._prompt(question))
            wish = wish_of(text)
            if not text or wish in {Wish.BACK, Wish.MENU}:
                return wish
            if wish is Wish.UNDO:
                self._facts.undo()
            elif wish is not None and wish is not Wish.CLEAR:
                self._talk.say(self._explained(question))
            else:
                said = "" if wish is Wish.CLEAR else self._said(question, text)
                if isinstance(said, Wish):
                    return said
                if said is not None and self._facts.put(question.place, {field(self._month, question.name): said}):
                    return None

    def _prompt(self, question: _Question) -> Message:
        if question.name == "likelihood":
            for number, kind in enumerate(Likelihood, 1):
                self._talk.say(f"{number}. {self._talk.words(LIKELIHOOD_NAMES[kind])}", "  ")
        return prompt_for(field(self._month, question.name), self._now(question.place, question.name))

    def _said(self, question: _Question, text: str) -> str | Wish | None:
        """The text to enter; None where it is asked for again."""
        name, unit = question.name, self._workspace.result(question.place.project).budget.unit
        if not question.place.indicator:
            if parse_money(text, unit) is None:
                self._talk.say(msg("“{text}” is not a number.", text=text))
                return None
            return text
        if name == "likelihood":
            kinds = list(Likelihood)
            kind = kinds[int(text) - 1] if text in {"1", "2", "3"} else likelihood(text)
            if kind is None:
                self._talk.say(msg("“{text}” is none of 确定能, 有可能, 完全不可能.", text=text))
            return kind.value if kind else None
        if name == "causes":
            found, rest = causes(text)
            if rest:
                self._talk.say(no_cause(rest))
                return None
            return "、".join(found)
        if name in {"actual", "forecast"}:
            return meant(self._talk, text, lambda one: slip(self._workspace, question.place, one))
        return text

    def _explained(self, question: _Question) -> Message:
        if question.name == "causes":
            return msg("One or several of {kinds}.", kinds=CAUSE_KINDS)
        if question.name == "likelihood":
            return msg("Type a number from 1 to 3.")
        return msg("Figures since the beginning of the year. Enter keeps what is there, - clears it, < goes back, "
                   "~ undoes, . leads to the menu.")  # fmt: skip

    # -- what it shows

    def _standing(self) -> None:
        """Every light with its reason, gravest first, then the findings."""
        found, talk = watch(self._workspace.evaluation, self._workspace.pack, self._month), self._talk
        for one in found.month.projects:
            talk.say("")
            talk.say(f"{one.project.title} {talk.words(LIGHT_MARKS[one.light])}")
            lit = [(light, why, "") for light, why in lights_told(one.lights)]
            lit += [(light, why, row.indicator.tier3) for row in one.rows for light, why in lights_told(row.lights)]
            for light, why, name in sorted(lit, key=lambda one: one[0].rank):
                if light is not Light.GREEN or not name:
                    said = labelled(name, why) if name else why
                    talk.say(f"{talk.words(LIGHT_MARKS[light])} {talk.words(said)}", "  ")
        for number, problem in enumerate(found.problems, 1):
            talk.say(f"{number}. {problem.code}")
            talk.say(problem.message, "   ")
            talk.say(problem.hint, "   ")

    def _form(self) -> None:
        if self._talk.choose(msg("Write the form of monitoring?"), [msg("Write it")]) is None:
            return
        try:
            target, note = write_form_of(self._workspace, self._month)
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        if note:
            self._talk.say(note)
        self._talk.say(msg("Form of monitoring: {path}", path=str(target)))
