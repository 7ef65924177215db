"""What was: last year's evaluation beside this one, and what was entered so far."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.plain.facts import Facts
from selfeval.workspace.compare.last_year import LastYear, Match, look_at, take_over, taken
from selfeval.workspace.compare.last_year_row import before
from selfeval.workspace.headless import of_earlier_year
from selfeval.workspace.looking.history import points
from selfeval.workspace.looking.history_text import lines
from selfeval.workspace.system.typed_path import path_of

MOST = 20
"""So many entries of the history are shown."""


class History:
    """Looks back in a conversation."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace

    # -- last year

    def last_year(self) -> None:
        """Show what stands beside this year's rows; a file that is named is taken over."""
        self._told()
        prompt = msg("Last year's scored workbook, its path (Enter leaves it as it is):")
        text = self._talk.ask(prompt)
        if text:
            self.take_over(path_of(text))

    def _told(self) -> None:
        evaluation = self._workspace.evaluation
        for result in self._workspace.assessment.projects:
            for scored in result.indicators:
                found = before(evaluation, result.project, scored)
                if found is None:
                    continue
                self._talk.fact(Message(scored.indicator.tier3), self._talk.words(found.told))
                if found.more:
                    self._talk.say(found.weaker, "    ")

    def take_over(self, path: Path) -> None:
        """Put last year's figures beside this year's rows, after a question about each renamed one."""
        try:
            found = look_at(self._workspace.evaluation, of_earlier_year(path))
            chosen = self._chosen(found)
            step = take_over(self._workspace, found, chosen)
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        if step is None:
            self._talk.say(msg("These figures stand there already.") if chosen else msg("No row was found again."))
            return
        self._talk.say(msg("Last year's figures stand beside {count} rows; ? on a row shows them.", count=len(chosen)))
        self._told()

    def _chosen(self, found: LastYear) -> list[Match]:
        known = taken(self._workspace.evaluation, found)
        chosen = []
        for match in found.matches:
            if match in known or self._confirmed(match):
                chosen.append(match)
        for _, name in found.new:
            self._talk.say(msg("New this year: {name}", name=name), "  ")
        for _, name in found.gone:
            self._talk.say(msg("Not there any more: {name}", name=name), "  ")
        return chosen

    def _confirmed(self, match: Match) -> bool:
        question = msg(
            "Is “{name}” ({target}) last year's “{last}” ({before})? The names are {likeness}% alike.",
            name=match.name,
            target=self._workspace.scored(match.project, match.indicator).indicator.target,
            last=match.last.indicator.tier3,
            before=match.last.indicator.target,
            likeness=match.likeness,
        )
        answers = [msg("Yes, the same"), msg("No, another one")]
        return self._talk.choose(question, answers, msg("Number (Enter: no):")) == 0

    # -- history

    def history(self) -> None:
        """The last entries, the newest at the end."""
        try:
            found = points(self._workspace.entries())
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        for line in lines(self._workspace.evaluation, found[-MOST:], self._talk.words_of):
            self._talk.say(line.strip(), "   " if line.startswith(" ") else "")
        if not found:
            self._talk.say(msg("Nothing has been entered yet."))
