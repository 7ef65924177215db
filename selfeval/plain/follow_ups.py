"""What an outcome calls for: a doubtful reading, a share, the reading of the target, a reason, evidence."""

from __future__ import annotations

from selfeval.core.numbers import parse_percent, plain
from selfeval.core.problems import Message, labelled, msg
from selfeval.core.readings import ActualKind, Kind, Target
from selfeval.core.rules.parts.deductions import Deduction, DeductionRule, cost_words, with_one
from selfeval.core.rules.shares import band, in_band, supposed_share
from selfeval.core.scoring.assessment import needs_confirmation
from selfeval.core.scoring.surveys import offered_survey
from selfeval.core.texts.surveys import read_survey, with_rates
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.in_words import understood
from selfeval.core.texts.targets.read import read_target
from selfeval.core.texts.words.absence import STATES
from selfeval.core.texts.words.names import is_satisfaction
from selfeval.plain.facts import Facts
from selfeval.plain.meaning import meant
from selfeval.plain.money import prompt_for
from selfeval.plain.talk import Wish
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import doubts
from selfeval.workspace.work.questions.required import earned, loss, needs_reason
from selfeval.workspace.work.questions.slips import slip
from selfeval.workspace.work.reason_facts import facts_of


class FollowUps:
    """The questions that follow an entry about one indicator."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace

    def ask(self, place: Place) -> Wish | None:
        """All of them; doubts about the figure itself have been cleared up before. `BACK` or `MENU` to go elsewhere."""
        self._share(place)
        self.confirm(place)
        scored = self._facts.scored(place)
        self._talk.say(earned(scored, self._workspace.pack.rounding.places), "  ")
        wanted = needs_reason(self._workspace.evaluation, self._workspace.result(place.project), scored)
        if wanted or self._facts.now(place, "reason"):
            return self.reason(place)
        return self._behind_satisfaction(place)

    def _behind_satisfaction(self, place: Place) -> Wish | None:
        """Evidence and survey of a satisfaction rate, where they are not there yet."""
        row = self._facts.scored(place).indicator
        if not is_satisfaction(row.tier1, row.tier2):
            return None
        wish = None if self._facts.now(place, "evidence") else self._evidence(place)
        return wish or self._survey(place)

    def _survey(self, place: Place) -> Wish | None:
        """The survey; what another text tells of it is offered first."""
        if self._facts.now(place, "survey"):
            return None
        project = self._workspace.result(place.project).project
        offered = offered_survey(self._workspace.evaluation, project, self._facts.scored(place).indicator)
        if offered is not None and self._talk.choose(offered.message, [msg("Enter it as the survey")]) == 0:
            self._facts.put(place, {"survey": offered.offer})
            return None
        prompt = msg("Survey: handed out/came back/valid/content, such as 120/118/115/110 (Enter leaves it out):")
        wish = self._text(place, "survey", prompt)
        survey = read_survey(self._facts.now(place, "survey"))
        if survey is not None:
            self._talk.say(with_rates(survey), "  ")
        return wish

    def doubt(self, place: Place) -> str | None:
        """Empty where the figure stands, None where it cannot be read, else what the person typed instead."""
        scored = self._facts.scored(place)
        if scored.actual.kind is ActualKind.UNREADABLE:
            self._talk.say(scored.why, "  ")
            return None
        doubts = [note for note in scored.actual.assumptions if note.confidence.value == "low"]
        worded = scored.target.kind is Kind.QUALITATIVE and scored.actual.answer
        if not doubts or worded:
            return ""
        if slip(self._workspace, place, self._facts.now(place, "actual")) is not None:
            return ""  # asked about before it was entered
        for note in doubts:
            self._talk.say(note.message, "  ")
        return self._talk.ask(msg("Enter keeps it as read; or type it again:"))

    def meant(self, place: Place, text: str) -> str | Wish:
        """What is meant by a text that looks like a slip; `BACK` or `MENU` to leave it."""
        return meant(self._talk, text, lambda one: slip(self._workspace, place, one))

    def _share(self, place: Place) -> None:
        scored = self._facts.scored(place)
        answer = next((one for one in self._workspace.pack.answers if one.id == scored.actual.answer), None)
        if answer is None or scored.target.kind is not Kind.QUALITATIVE:
            return
        if scored.actual.share is not None or self._facts.now(place, "share"):
            return
        usual = plain(supposed_share(answer, scored.weight.effective, self._workspace.pack.rounding))
        while True:
            text = self._talk.ask(
                msg("Share of the points, {band} (Enter takes {share}%):", band=band(answer), share=usual)
            )
            share = parse_percent(text or usual)
            if share is not None and in_band(answer, share):
                self._facts.put(place, {"share": plain(share)})
                return
            self._talk.say(msg("Give a number from {band}.", band=band(answer)))

    def reason(self, place: Place) -> Wish | None:
        """Why points were lost, then what proves it; `<` leads from there back to the reason."""
        scored = self._facts.scored(place)
        self._talk.say(loss(scored), "  ")
        now, facts = self._facts.now(place, "reason"), facts_of(scored)
        if facts and not now:
            self._talk.say(msg("The reason begins with: {facts}", facts=facts), "  ")
        prompt = msg("Reason and what will be done (Enter leaves it for later):")
        wish = self._text(place, "reason", prompt_for("reason", now) if now else prompt, "" if now else facts)
        if wish or self._facts.now(place, "evidence"):
            return wish
        wish = self._evidence(place)
        return self.reason(place) if wish is Wish.BACK else wish

    def _evidence(self, place: Place) -> Wish | None:
        prompt = msg("Evidence: document, file, page, number of people asked (Enter leaves it out):")
        return self._text(place, "evidence", prompt)

    def _text(self, place: Place, name: str, prompt: Message, before: str = "") -> Wish | None:
        """Ask for a text, which goes behind `before`; Enter alone leaves everything as it is."""
        told = msg("{lost} Write a text, or Enter alone; - clears it, < goes back, . leads to the menu.",
                   lost=loss(self._facts.scored(place)))  # fmt: skip
        text = self._talk.text(prompt, told)
        if text in {Wish.BACK, Wish.MENU}:
            return Wish(text)
        if text:
            whole = text if text.startswith(before) else before + text
            self._facts.put(place, {name: "" if text is Wish.CLEAR else whole})
        return None

    def confirm(self, place: Place) -> None:
        """How an uncertain target is to be read."""
        target, found_doubts = self._facts.scored(place).target, doubts(self._workspace, place)
        asked = any(one.offer and one.offer != one.now for one in found_doubts)
        if not (asked or needs_confirmation(target) or target.kind is Kind.UNREADABLE):
            return
        for one in found_doubts:
            self._talk.say(one.said, "  ")
        found = (canonical(target), *(one.offer for one in found_doubts))
        readings = [text for text in dict.fromkeys(found) if text]
        shown: list[Message | str] = [
            msg("{reading}: {said}", reading=text, said=understood(self._read(place, text))) for text in readings
        ]
        question = msg("How is the target “{text}” to be read?", text=target.text)
        chosen = self._talk.choose(question, [*shown, msg("otherwise: write it plainly")])
        if chosen is None:
            return
        text = readings[chosen] if chosen < len(readings) else self._own(place)
        if text:
            self._facts.put(place, {"reading": text})

    def _own(self, place: Place) -> str:
        while True:
            text = self._talk.ask(msg("The target in plain words, such as ≥90% (Enter leaves it as it is):"))
            read = self._read(place, text)
            dateless = read.kind is Kind.DATE and read.day is None
            if not text or not (read.kind is Kind.UNREADABLE or dateless):
                return text
            self._talk.say(msg("“{text}” cannot be read as a target.", text=text))

    def _read(self, place: Place, text: str) -> Target:
        row = self._facts.scored(place).indicator
        year = self._workspace.assessment.year
        return read_target(text, tier1=row.tier1, tier2=row.tier2, name=row.tier3, year=year)

    def absent(self, place: Place) -> bool:
        """Mark the indicator as not applicable; whether it was."""
        options: list[Message | str] = [
            f"{self._talk.words(label)} ({code})" if self._talk.language == "en" else code for code, label in STATES
        ]
        chosen = self._talk.choose(msg("Why does this indicator not apply this year?"), options)
        if chosen is None:
            return False
        told = msg("Write a number such as 财预〔2020〕10号, or Enter alone.")
        document = self._talk.text(msg("Document number (may stay empty):"), told)
        if document in {Wish.BACK, Wish.MENU}:
            return False
        document = "" if document is Wish.CLEAR else document
        return self._facts.put(place, {"not_applicable": f"{STATES[chosen][0]} {document}".strip()})

    def deduct(self, place: Place) -> None:
        """What a reviewer takes off, how many items, and why; `-` in the place of the reason takes it back."""
        rules, now = self._workspace.pack.deductions, self._facts.now(place, "deduction")
        if not rules:
            self._talk.say(msg("The rule pack knows no deductions."))
            return
        self._talk.fact(msg("Deduction"), now)
        names: list[Message | str] = [labelled(rule.title, cost_words(rule)) for rule in rules]
        chosen = self._talk.choose(msg("What is deducted here?"), [*names, msg("Nothing is deducted: take it back")])
        if chosen is None:
            return
        text = "" if chosen == len(rules) else self._deduction(rules[chosen], now)
        if text is not None and self._facts.put(place, {"deduction": text}):
            self._talk.say(earned(self._facts.scored(place), self._workspace.pack.rounding.places), "  ")

    def _deduction(self, rule: DeductionRule, now: str) -> str | None:
        """The fact with this deduction; None where the person leaves it."""
        items = "0"
        if rule.per_item is not None:
            items = self._talk.ask(msg("How many items are missing?"))
            if not items.isdecimal() or not int(items):
                return None
        told = msg("A deduction needs a reason.")
        why = self._talk.text(msg("Reason for the deduction:"), told)
        if not why or isinstance(why, Wish):
            self._talk.say(told)
            return None
        return with_one(now, self._workspace.pack.deductions, Deduction(rule, int(items), why))
