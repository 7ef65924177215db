"""Checks of the texts around the table: missing, too short, copied, and conclusions that say another result."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks import words
from selfeval.core.checks.lengths import texts_of
from selfeval.core.checks.registry import Case, Found, Scope, Stage, department_check, project_check
from selfeval.core.model import WRITTEN
from selfeval.core.numbers import plain, same_to_its_digits
from selfeval.core.problems import Severity, msg
from selfeval.core.scoring.assessment import budget_year
from selfeval.core.scoring.results import Assessment
from selfeval.core.texts.conclusions import grade_named, read_conclusion
from selfeval.core.texts.lengths import LIMITED, characters, limit_of, named

_LIKE_FROM = 12
"""Signs from which on two equal texts were copied; shorter ones, such as 无, are equal by chance."""


@project_check(
    "S123",
    Severity.WARNING,
    msg("Text too short"),
    msg("Say more; see lengths_least of the rule pack."),
    "评价结论 6 字，至少 50 字",
    Scope.PROJECT,
    Stage.FILLED,
)
def too_short(case: Case) -> Iterator[Found]:
    """A text that is there has fewer characters than the pack asks for."""
    lengths = case.pack.lengths_least
    for field, text, item in texts_of(case) if lengths else ():
        least, count = limit_of(lengths, field), characters(text)
        if least is None or not count or count >= least:
            continue
        name = case.project.title if item is None else item.indicator.tier3
        what = named(field)
        said = msg("“{name}”: {what} has {count} characters; the form wants at least {least}.",
                   name=name, what=what, count=count, least=least)  # fmt: skip
        yield Found(said, field, text, item)


@project_check(
    "S124",
    Severity.WARNING,
    msg("Text missing"),
    msg("Write it; see required_texts of the rule pack."),
    "（评价结论空白）",
    Scope.PROJECT,
    Stage.FILLED,
)
def not_written(case: Case) -> Iterator[Found]:
    """The rule pack demands a text around the table, and it is blank."""
    for name in case.result.blank_texts:
        if name in WRITTEN:
            message = msg("“{title}”: {what} is missing.", title=case.project.title, what=LIMITED[name])
            yield Found(message, name)


@department_check(
    "S125",
    Severity.WARNING,
    msg("Text copied"),
    msg("Write for each project, and under each heading, what is so there."),
    "两个项目结论相同",
    Scope.DEPARTMENT,
    Stage.FILLED,
)
def copied(assessment: Assessment) -> Iterator[Found]:
    """The same text stands with two projects, or under two headings of one; the projects' own names left out."""
    seen: dict[str, tuple[str, str, str]] = {}
    for result in assessment.projects:
        project = result.project
        for name in WRITTEN:
            text = assessment.evaluation.value(project, name)
            whole = words.bare(text)
            bare = whole.replace(words.bare(project.title), "")
            if len(bare) < _LIKE_FROM:
                continue
            first = seen.get(whole) or seen.get(bare)  # whole: a text may be copied with the name of its project
            seen.setdefault(whole, (project.id, project.title, name))
            seen.setdefault(bare, (project.id, project.title, name))
            if first is None:
                continue
            where, what = project.cells.get(name) or project.where("name"), LIMITED[name]
            if first[0] == project.id:
                message = msg("“{title}”: {what} and {other} are the same text.",
                              title=project.title, what=what, other=LIMITED[first[2]])  # fmt: skip
            else:
                message = msg("“{title}”: {what} is the same text as with “{other}”.",
                              title=project.title, what=what, other=first[1])  # fmt: skip
            yield Found(message, name, text, where=where, project=project.id)


@project_check(
    "S126",
    Severity.WARNING,
    msg("Conclusion with another grade"),
    msg("Correct the conclusion, or what it is drawn from."),
    "结论“等级为优”，总分 78",
    Scope.PROJECT,
    Stage.FILLED,
)
def other_grade(case: Case) -> Iterator[Found]:
    """The text of the conclusion names a grade, and it is not the one of the computed total."""
    text, grade = case.evaluation.value(case.project, "conclusion"), case.result.grade
    if not grade or case.result.total is None or text.strip() == (case.project.claimed.grade or ""):
        return
    names = frozenset(one.name for one in case.pack.grades)
    said = read_conclusion(text, budget_year(case.evaluation)).grades
    if said and all(grade_named(word, names) != grade for word, _ in said):
        word, clause = said[0]
        message = msg("The conclusion says {written} (“{clause}”), but a total of {total} is {grade}.",
                      written=word, clause=clause, total=plain(case.result.total), grade=grade)  # fmt: skip
        yield Found(message, "conclusion", text)


@project_check(
    "S127",
    Severity.WARNING,
    msg("Conclusion with another total"),
    msg("Correct the conclusion, or what it is drawn from."),
    "结论“得分95分”，总分 78",
    Scope.PROJECT,
    Stage.FILLED,
)
def other_total(case: Case) -> Iterator[Found]:
    """The text of the conclusion gives a total, and it is not the computed one as far as its digits go."""
    text, total = case.evaluation.value(case.project, "conclusion"), case.result.total
    if total is None:
        return
    said = read_conclusion(text, budget_year(case.evaluation)).totals
    same = (abs(value - total) <= case.pack.tolerance or same_to_its_digits(value, total) for value, _ in said)
    if said and not any(same):
        value, clause = said[0]
        message = msg("The conclusion says {written} points (“{clause}”), but the total is {total}.",
                      written=plain(value), clause=clause, total=plain(total))  # fmt: skip
        yield Found(message, "conclusion", text)
