"""What people call the facts of an evaluation and the cells of its workbook, alone and within a sentence."""

from __future__ import annotations

from selfeval.core.monitoring.fields import month_field
from selfeval.core.problems import Message, msg

FIELDS = {
    "actual": msg("actual"),
    "share": msg("share"),
    "reason": msg("reason"),
    "evidence": msg("evidence"),
    "not_applicable": msg("not applicable"),
    "deduction": msg("deduction"),
    "survey": msg("survey"),
    "reading": msg("reading of the target"),
    "weight": msg("points"),
    "initial": msg("initial budget"),
    "adjusted": msg("adjusted budget"),
    "executed": msg("amount executed"),
    "goal_actual": msg("goals reached"),
    "budget_reason": msg("reason for the budget"),
    "finished": msg("project finished"),
    "review_grade": msg("reviewer's grade"),
    "content": msg("what was carried out"),
    "conclusion": msg("conclusion"),
    "issues": msg("problems found"),
    "measures": msg("measures"),
    "preparer": msg("prepared by"),
    "leader": msg("person in charge"),
    "phone": msg("telephone"),
    "signed_on": msg("date of the form"),
    "approved_on": msg("day on which the accounts were approved"),
    "rules": msg("rule pack"),
    "year": msg("budget year"),
    "year_mismatch": msg("rule pack of another year"),
    "last_year": msg("evaluation of last year"),
    "last.name": msg("last year's name"),
    "last.target": msg("last year's target"),
    "last.reading": msg("last year's reading of the target"),
    "last.actual": msg("last year's actual"),
    "last.weight": msg("last year's points"),
    "last.score": msg("last year's score"),
}
SOURCES = {"fiscal": msg("fiscal funds"), "carry_over": msg("carried over"), "other": msg("other funds")}

MONTH = msg("spent by the end of month {month}")
MONTH_FACTS = {
    "executed": msg("spent so far"),
    "forecast": msg("expected of the whole year"),
    "actual": msg("outcome so far"),
    "likelihood": msg("likelihood of reaching the target"),
    "causes": msg("causes"),
    "reason": msg("reason of the deviation"),
    "measures": msg("measures"),
}
"""The facts of a month by their names."""
_OF_MONTH = msg("months 1 to {month}: {name}")
_IN_SENTENCES = {
    "actual": msg("the actual outcome"),
    "share": msg("the share"),
    "reason": msg("the reason"),
    "evidence": msg("the evidence"),
    "not_applicable": msg("“not applicable”"),
    "deduction": msg("the deduction"),
    "survey": msg("the survey"),
    "initial": msg("the initial budget"),
    "adjusted": msg("the adjusted budget"),
    "executed": msg("the amount executed"),
    "checkpoint": msg("the spending by month"),
    "goal_actual": msg("the outcome of the yearly goal"),
    "budget_reason": msg("the reason of the budget"),
    "finished": msg("whether the project is finished"),
    "review_grade": msg("the reviewer's grade"),
    "content": msg("what was carried out"),
    "conclusion": msg("the conclusion"),
    "issues": msg("the problems found"),
    "measures": msg("the measures"),
    "preparer": msg("the name of the preparer"),
    "leader": msg("the name of the leader"),
    "phone": msg("the telephone number"),
    "signed_on": msg("the date of the form"),
}
_CELLS = {
    "target": msg("target"),
    "description": msg("description"),
    "basis": msg("basis of the target"),
    "title": msg("name of the project"),
    "money_unit": msg("unit of money"),
    "goals": msg("goals of the year"),
}
_PLAN = msg("planned by the end of month {month}")


def field_name(name: str) -> Message:
    """What people call a fact, by its field: `executed.fiscal` → amount executed, fiscal funds."""
    if name in FIELDS:
        return FIELDS[name]
    if (month := month_field(name)) is not None:
        return Message(_OF_MONTH.template, (("month", str(month.month)), ("name", month_fact_name(month.name))))
    head, _, tail = name.partition(".")
    if head == "checkpoint":
        return Message(MONTH.template, (("month", tail),))
    if head in FIELDS and tail in SOURCES:
        return msg("{amount} {source}", amount=FIELDS[head], source=SOURCES[tail])
    return Message(name)


def month_fact_name(name: str) -> Message:
    """What people call a fact of a month: `executed.fiscal` → spent so far, fiscal funds."""
    head, _, tail = name.partition(".")
    shown = MONTH_FACTS.get(head, Message(name))
    return msg("{amount} {source}", amount=shown, source=SOURCES[tail]) if tail in SOURCES else shown


def cell_name(name: str) -> Message:
    """What people call a cell of the workbook."""
    if name.startswith("plan."):
        return Message(_PLAN.template, (("month", name.partition(".")[2]),))
    return _CELLS.get(name) or field_name(name)


def name_in_sentence(name: str) -> Message:
    """What people call a fact in the middle of a sentence, by its field; parts of a sum are called as the sum is."""
    if month_field(name) is not None:
        return field_name(name)
    return _IN_SENTENCES.get(name.partition(".")[0], Message(name))
