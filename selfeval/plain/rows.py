"""The questions about one indicator: what there is, and its outcome."""

from __future__ import annotations

from selfeval.core.model import STANDARD
from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.scoring.assessment import needs_confirmation
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored
from selfeval.core.texts.targets.in_words import understood
from selfeval.plain.facts import Facts
from selfeval.plain.follow_ups import FollowUps
from selfeval.plain.talk import Wish, wish_of
from selfeval.workspace.compare.last_year_row import before
from selfeval.workspace.looking.month_facts import month_facts
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.budget_offers import budget_offer
from selfeval.workspace.work.questions.required import earned


class RowQuestions:
    """Asks about indicators."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._workspace = facts, facts.workspace
        self._talk, self._follow_ups = facts.talk, FollowUps(facts)

    def ask(self, place: Place) -> Wish | None:
        """Ask until the row is answered or left; `BACK` or `MENU` where the person wants to go elsewhere."""
        self._describe(place)
        while True:
            text = self._talk.ask(msg("Actual (Enter goes on, ? explains, . leads to the menu):"))
            wish = wish_of(text)
            if wish in {Wish.BACK, Wish.MENU}:
                return wish
            if not text:
                return None
            if self._aside(place, wish):
                continue
            if wish is Wish.ABSENT:
                if self._follow_ups.absent(place):
                    return None
            elif isinstance(meant := text if wish else self._follow_ups.meant(place, text), Wish):
                return meant
            elif self._enter(place, meant, wish):
                settled = self._settled(place)
                if isinstance(settled, Wish):
                    return settled
                if settled:
                    return self._follow_ups.ask(place)

    def _aside(self, place: Place, wish: Wish | None) -> bool:
        """Whether the wish was for something beside the outcome, which is asked for again afterwards."""
        if wish is Wish.EXPLAIN:
            self._explain(place)
        elif wish is Wish.UNDO:
            self._facts.undo()
            self._describe(place)
        elif wish is Wish.DEDUCT:
            self._follow_ups.deduct(place)
        else:
            return False
        return True

    # -- what is there

    def _describe(self, place: Place) -> None:
        scored, talk = self._facts.scored(place), self._talk
        row = scored.indicator
        talk.say(" / ".join(part for part in (row.tier1, row.tier2, row.tier3) if part))
        talk.fact(msg("Standard") if row.kind == STANDARD else msg("Target"), self._target(scored))
        talk.fact(msg("Goal"), " ".join(row.goal.split()))
        talk.fact(msg("Points"), plain(scored.weight.effective))
        talk.fact(msg("Actual"), self._facts.now(place, "actual"))
        talk.fact(msg("Deduction"), self._facts.now(place, "deduction"))
        if scored.not_applicable:
            talk.fact(msg("Does not apply"), scored.not_applicable)
        elif scored.score is not None:
            talk.say(earned(scored, self._workspace.pack.rounding.places), "  ")
        elif row.kind:
            talk.say(scored.why, "  ")
        offer = budget_offer(self._workspace, place.project, place.indicator)
        if offer and not self._facts.now(place, "actual"):
            talk.say(msg("The budget says {offer}; = takes it.", offer=offer), "  ")
        if scored.target.kind is Kind.QUALITATIVE:
            for number, answer in enumerate(self._workspace.pack.answers, 1):
                band = f"{plain(answer.upper)}-{plain(answer.lower)}%"
                talk.say(f"{number}. {self._label(answer)}  {band}", "  ")
        elif scored.target.kind is Kind.BOOLEAN:
            talk.say(msg("1. yes   2. no"), "  ")

    def _target(self, scored: Scored) -> str:
        said = self._talk.words(understood(scored.target))
        sure = not needs_confirmation(scored.target)
        doubt = "" if sure else f"  ({self._talk.words(msg('to be confirmed'))})"
        return f"{as_scored(scored.target)}  =  {said}{doubt}"

    def _label(self, answer: Answer) -> str:
        english = self._talk.language == "en" and answer.label_en != answer.label
        return f"{answer.label_en} ({answer.label})" if english else answer.label

    def _explain(self, place: Place) -> None:
        scored, talk = self._facts.scored(place), self._talk
        talk.fact(msg("Description"), scored.indicator.description)
        talk.fact(msg("Basis"), scored.indicator.basis)
        if scored.weight.goal:
            talk.say(goal_words(scored.weight.goal), "  ")
        for note in scored.target.assumptions:
            talk.say(note.message, "  ")
        last = before(self._workspace.evaluation, self._workspace.result(place.project).project, scored)
        if last is not None:
            talk.fact(msg("Last year"), " ".join(part for part in (last.name, talk.words(last.told)) if part))
            if last.more:
                talk.say(last.weaker, "  ")
        talk.fact(msg("Why"), talk.words(scored.why))
        talk.fact(msg("Reason"), self._facts.now(place, "reason"))
        talk.fact(msg("Evidence"), self._facts.now(place, "evidence"))
        project = self._workspace.result(place.project).project
        for label, said in month_facts(self._workspace.evaluation, project, scored.indicator):
            talk.fact(label, talk.words(said))
        talk.fact(msg("Survey"), self._facts.now(place, "survey"))
        for problem in self._workspace.problems_of(place):
            if problem.code not in NOT_YET:
                talk.say(msg("{message} {hint}", message=problem.message, hint=problem.hint), "  ")
        talk.say(
            msg(
                "Signs in the place of an answer: ? explains, < goes back, . leads to the menu, ! does not apply, "
                "= takes the figure of the budget, - clears, ~ undoes, # deducts points."
            )
        )

    # -- entering

    def _enter(self, place: Place, text: str, wish: Wish | None) -> bool:
        scored = self._facts.scored(place)
        if wish is Wish.CLEAR:
            names = ("actual", "share", "not_applicable")
            self._facts.put(place, {name: "" for name in names if self._facts.now(place, name)})
            self._talk.say(msg("Cleared; ~ brings it back."))
            return False
        if wish is Wish.OFFER:
            text = budget_offer(self._workspace, place.project, place.indicator)
            if not text:
                self._talk.say(msg("The budget says nothing about this row."))
                return False
        elif text.isdecimal():
            text = self._numbered(scored, int(text), text)
        values = {"actual": text}
        tried = self._workspace.preview(place.project, place.indicator, values)
        if tried.actual.kind is ActualKind.UNREADABLE:  # asked for again, so nothing may stand there meanwhile
            self._talk.say(tried.why, "  ")
            return False
        return self._facts.put(place, values)

    def _numbered(self, scored: Scored, number: int, text: str) -> str:
        answers = self._workspace.pack.answers
        if scored.target.kind is Kind.QUALITATIVE and 1 <= number <= len(answers):
            return answers[number - 1].label
        if scored.target.kind is Kind.BOOLEAN and number in {1, 2}:
            return "是" if number == 1 else "否"
        return text

    def _settled(self, place: Place) -> bool | Wish:
        """Whether the figure stands after all doubts about it; `BACK` or `MENU` where the person goes elsewhere."""
        while again := self._follow_ups.doubt(place):
            wish = wish_of(again)
            if wish in {Wish.BACK, Wish.MENU}:
                return wish
            if not self._enter(place, again, wish):
                return False
        return again is not None
