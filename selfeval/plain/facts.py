"""Enters facts of one work and says what happened; the one place where plain mode changes anything."""

from __future__ import annotations

from selfeval.core.evaluation import Step
from selfeval.core.numbers import plain
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.scoring.scored import Scored
from selfeval.plain.talk import Talk
from selfeval.workspace.work.outcomes import fact_of, fresh_facts, renewed
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class Facts:
    """The facts of one work, read and entered in a conversation."""

    def __init__(self, workspace: Workspace, talk: Talk) -> None:
        self.workspace, self.talk = workspace, talk

    def scored(self, place: Place) -> Scored:
        """The scored indicator of a place."""
        return self.workspace.scored(place.project, place.indicator)

    def now(self, place: Place, name: str) -> str:
        """A fact as it stands."""
        return fact_of(self.workspace.assessment, place, name)

    def put(self, place: Place, values: dict[str, str]) -> bool:
        """Enter facts of one place as one step; whether they stand now. What prevents it is said."""
        fresh = fresh_facts(self.workspace.assessment, place, values)
        if not fresh:
            return True
        before = self._weights(place)
        try:
            step = self.workspace.enter(fresh)
        except SelfEvalError as error:
            self.refused(error)
            return False
        if step is not None and renewed(fresh, [change.key for change in step.changes]):
            self.talk.say(msg("The figures at the head of the reason follow the new outcome; look at the cause."), "  ")
        self._weights_said(place, before)
        return True

    def undo(self, *, again: bool = False) -> Step | None:
        """Take back the last step, or do it again."""
        try:
            step = self.workspace.redo() if again else self.workspace.undo()
        except SelfEvalError as error:
            self.refused(error)
            return None
        if step is None:
            self.talk.say(msg("There is nothing to do again.") if again else msg("There is nothing to undo."))
        return step

    def refused(self, error: SelfEvalError) -> None:
        """Say why something was not possible."""
        if self.workspace.read_only and self.workspace.freed():
            self.talk.say(msg("The other window has gone by now: leave here and start again to enter."))
            return
        self.talk.say(error.message)
        if error.hint:
            self.talk.say(error.hint)

    def _weights(self, place: Place) -> dict[str, str]:
        rows = self.workspace.result(place.project).indicators
        return {item.indicator.id: plain(item.weight.effective) for item in rows}

    def _weights_said(self, place: Place, before: dict[str, str]) -> None:
        """The points that another entry moved, as after an indicator that does not apply."""
        after = self._weights(place)
        for item in self.workspace.result(place.project).indicators:
            key = item.indicator.id
            if after[key] != before.get(key, after[key]):
                self.talk.say(
                    msg("Points of {name}: {old} -> {new}", name=item.indicator.tier3, old=before[key], new=after[key]),
                    "  ",
                )
