"""What concerns the work as a whole: a file that came back, another rule pack, an earlier point."""

from __future__ import annotations

from selfeval.core.numbers import fixed
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.plain.facts import Facts
from selfeval.plain.history import MOST
from selfeval.workspace.incoming import file_preview
from selfeval.workspace.incoming.preview import Seen, State, look
from selfeval.workspace.looking.change_text import change_told
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.looking.history import points, restore, way_back
from selfeval.workspace.looking.history_text import head
from selfeval.workspace.packs.switch import Offer, Switch, change_pack, offers, plan
from selfeval.workspace.system.typed_path import path_of
from selfeval.workspace.work.questions.required import reached, undecided

_EMPTY = msg("empty")


class WholeWork:
    """Changes much at once in a conversation, always after it was shown and by decision."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace

    # -- a file that came back

    def take_in(self) -> None:
        """Show row by row what a file would enter, ask about what is doubtful, and enter the rest as one step."""
        text = self._talk.ask(msg("The file with actuals, its path (Enter leaves it):"))
        if not text:
            return
        try:
            found, pasted = file_preview.look_at_file(self._workspace, path_of(text))
            for note in pasted.notes:
                self._talk.say(note)
            seen = look(self._workspace, pasted.lines)
            taken = [number for number, one in enumerate(seen) if self._wanted(one)]
            if not taken:
                self._talk.say(msg("No outcome, reason or budget figure is in there that is not here already."))
                return
            if self._talk.choose(msg("Take over {count} rows?", count=len(taken)), [msg("Yes")]) is None:
                return
            file_preview.take_rows(self._workspace, found, seen, taken)
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        self._talk.say(msg("{count} rows taken over; Undo in the menu takes all of it back.", count=len(taken)))

    def _wanted(self, one: Seen) -> bool:
        """Say what a row would change; whether it is to be entered."""
        if one.state is State.SAME:
            return False
        self._talk.say(one.line.shown or msg("row {number}", number=one.line.number))
        for fact in one.facts:
            if fact.old != fact.new:
                names = {"field": field_name(fact.key.field), "before": fact.old or _EMPTY, "after": fact.new or _EMPTY}
                self._talk.say(msg("{field}: {before} -> {after}", **names), "  ")
        for said in (*one.notes, *(problem.message for problem in one.problems)):
            self._talk.say(said, "  ")
        if one.line.place is None or one.wanted:
            return one.line.place is not None
        return self._talk.choose(msg("Take this row all the same?"), [msg("Yes")], msg("Number (Enter: no):")) == 0

    # -- another rule pack

    def change_pack(self) -> None:
        """Show what another rule pack would change; change to it by decision."""
        others = [offer for offer in offers(self._workspace) if not offer.used]
        question = msg("Rule pack in use: {id}. Score by which one?", id=self._workspace.pack.id)
        chosen = self._talk.choose(question, [self._named(offer) for offer in others])
        if chosen is None:
            return
        try:
            if (error := others[chosen].error) is not None:
                raise error
            switch = plan(self._workspace, others[chosen].name)
            self._told(switch)
            said = switch.other_year.message if switch.other_year is not None else msg("Score by it from now on?")
            answer = msg("Use it all the same") if switch.other_year is not None else msg("Yes")
            if self._talk.choose(said, [answer]) is None:
                return
            change_pack(self._workspace, switch, year_mismatch=switch.other_year is not None)
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        self._talk.say(msg("Scored by {id} from now on; Undo takes it back.", id=self._workspace.pack.id))

    def _named(self, offer: Offer) -> Message | str:
        if offer.pack is None:
            return msg("{id} cannot be used.", id=offer.name)
        named = f"{offer.name}  {offer.pack.title}"
        return msg("{pack} (for this unit)", pack=named) if offer.meant else named

    def _told(self, switch: Switch) -> None:
        for item in switch.replay.projects:
            before, after = self._figures(item.before), self._figures(item.after)
            self._talk.say(f"{item.before.project.title}  {before} -> {after}", "  ")
        shown = [change for change in switch.changes if not change.minor] or list(switch.changes)
        for change in shown:
            self._talk.say(change.sentence, "  ")
        for proposal in switch.proposed:
            self._talk.say(proposal.sentence, "  ")

    def _figures(self, result: ProjectResult) -> str:
        places = self._workspace.pack.rounding.places
        if result.undecided:
            return self._talk.words(undecided(result))
        return f"{fixed(reached(result), places) or '-'} {result.grade}".strip()

    # -- an earlier point

    def go_back(self) -> None:
        """Go back to a point of the history, as one more entry, after a word on what that changes."""
        try:
            found = points(self._workspace.entries())
            shown = found[-MOST:]
            chosen = self._talk.choose(msg("Go back to how it was after which entry?"), [head(one) for one in shown])
            if chosen is None:
                return
            number = shown[chosen].number
            step = way_back(self._workspace.evaluation, found, number)
            if step is None:
                self._talk.say(msg("Everything is as it was then; there is nothing to restore."))
                return
            for change in step.changes:
                self._talk.say(change_told(self._workspace.evaluation, change), "  ")
            title = msg("Go back to this point? {count} values change", count=len(step.changes))
            if self._talk.choose(title, [msg("Go back to it")]) is None:
                return
            restore(self._workspace, found, number)
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        self._talk.say(msg("Restored, {count} values; Undo takes it back.", count=len(step.changes)))
