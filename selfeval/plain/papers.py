"""What is written besides the scored workbook, by decision: the report, next year's targets."""

from __future__ import annotations

from itertools import groupby

from selfeval.core.next_year.words import TITLES, sentence
from selfeval.core.problems import SelfEvalError, msg
from selfeval.plain.facts import Facts
from selfeval.workspace.next_year.targets import carry_over, free_target, write_next_year
from selfeval.workspace.output.report import (
    Subject,
    default_report,
    free_report,
    outlines,
    update,
    usual_outline,
    write_new,
)


class Papers:
    """Writes papers in a conversation."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace

    # -- the report

    def report(self) -> None:
        """Write the report in Word by one of the outlines, or bring the one that is there up to date."""
        subject = Subject((self._workspace.assessment,), (self._workspace.source,))
        found = [info for info in outlines(self._workspace.source.path) if info.outline and not info.several]
        found.sort(key=lambda info: info.id != usual_outline(subject))
        titles = [info.outline.title for info in found if info.outline]
        chosen = self._talk.choose(msg("Which report?"), titles)
        if chosen is None:
            return
        path, renewed = default_report(subject), None
        if path.exists():
            there = msg("{name} is there already. What people wrote in it stays if it is brought up to date.",
                        name=path.name)  # fmt: skip
            ways = [msg("Bring it up to date"), msg("Write another one beside it")]
            renewed = self._talk.choose(there, ways)
            if renewed is None:
                return
        try:
            if renewed == 0:
                written = update(subject, path)
            else:
                written = write_new(subject, found[chosen].id, free_report(subject))
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        self._talk.say(msg("The report is up to date") if written.updated else msg("The report is written"))
        for said in written.told():
            self._talk.say(said, "  ")
        self._talk.say(msg("Open it in Word or WPS; what only a person can write is shaded there."))

    # -- next year

    def next_year(self) -> None:
        """Show what next year's targets would be and what has to be decided anew; write them by decision."""
        try:
            made = carry_over(self._workspace.assessment, self._workspace.problems, self._workspace.source)
            if not made.complete:
                self._talk.say(msg("The evaluation is not finished; what it holds so far is carried over."))
            self._talk.say(msg("Targets of {year}: {path}", year=made.year, path=str(free_target(made))))
            self._talk.say(msg("To be decided anew: {count}", count=len(made.decisions)))
            for kind, decisions in groupby(made.decisions, key=lambda one: one.kind):
                self._talk.say(TITLES[kind], "  ")
                for one in decisions:
                    self._talk.say(sentence(one), "    ")
            if self._talk.choose(msg("Next year's targets"), [msg("Write")]) is None:
                return
            written = write_next_year(made, free_target(made))
        except SelfEvalError as error:
            self._facts.refused(error)
            return
        self._talk.say(msg("Next year's targets are written"))
        for said in written.told():
            self._talk.say(said, "  ")
        self._talk.say(msg("The sheet 待定事项 lists what has to be decided anew."))
