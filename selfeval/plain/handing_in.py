"""What an evaluation comes to, and what stands between it and handing it in."""

from __future__ import annotations

from selfeval.core.numbers import fixed
from selfeval.core.problems import Message, msg
from selfeval.core.scoring.handing_in import summed_up
from selfeval.core.scoring.results import ProjectResult
from selfeval.plain.facts import Facts
from selfeval.workspace.looking.checklist import Check, checklist
from selfeval.workspace.work.questions.required import undecided


class HandingIn:
    """Shows the result and its checklist in a conversation."""

    def __init__(self, facts: Facts) -> None:
        self._facts, self._talk, self._workspace = facts, facts.talk, facts.workspace

    def result(self) -> None:
        """Total and grade of every project and of the department, then the checklist."""
        places, department = self._workspace.pack.rounding.places, self._workspace.assessment.department
        for project in self._workspace.assessment.projects:
            self._talk.say(self._total(project, places))
        if department.total is not None:
            total = fixed(department.total, places) or ""
            self._talk.say(msg("Whole department: {total} {grade}", total=total, grade=department.grade))
        self._talk.say(summed_up(self._workspace.to_do))
        for line in checklist(self._workspace):
            self._check(line)

    @staticmethod
    def _total(result: ProjectResult, places: int) -> Message:
        title, total = result.project.title, fixed(result.total, places)
        if result.undecided:
            return msg("{project}: {said}", project=title, said=undecided(result))
        if total:
            return msg("{project}: {total} {grade}", project=title, total=total, grade=result.grade)
        return msg(
            "{project}: {points} points so far, {count} still open",
            project=title,
            points=fixed(result.earned, places) or "0",
            count=result.steps_open,
        )

    def _check(self, line: Check) -> None:
        """One line of the checklist, and below it what is left of it."""
        name, figures = self._talk.words(line.name), f"{line.done}/{line.total}"
        advised = "" if line.required or not line.left else f"  {self._talk.words(msg('advised, not required'))}"
        self._talk.say(f"{'[ ]' if line.left else '[x]'} {name}  {figures}{advised}", "  ")
        for item in line.to_do:
            self._talk.say(item.message, "      ")
