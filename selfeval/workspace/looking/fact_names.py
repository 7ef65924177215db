"""What people call the facts of an evaluation."""

from __future__ import annotations

from selfeval.core.problems import Message, msg

FIELDS = {
    "actual": msg("actual"),
    "share": msg("share"),
    "reason": msg("reason"),
    "evidence": msg("evidence"),
    "not_applicable": msg("not applicable"),
    "deduction": msg("deduction"),
    "reading": msg("reading of the target"),
    "weight": msg("points"),
    "initial": msg("initial budget"),
    "adjusted": msg("adjusted budget"),
    "executed": msg("amount executed"),
    "goal_actual": msg("goals reached"),
    "budget_reason": msg("reason for the budget"),
    "finished": msg("project finished"),
    "review_grade": msg("reviewer's grade"),
    "preparer": msg("prepared by"),
    "leader": msg("person in charge"),
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


def field_name(name: str) -> Message:
    """What people call a fact, by its field: `executed.fiscal` → amount executed, fiscal funds."""
    if name in FIELDS:
        return FIELDS[name]
    head, _, tail = name.partition(".")
    if head == "checkpoint":
        return Message(MONTH.template, (("month", tail),))
    if head in FIELDS and tail in SOURCES:
        return msg("{amount} {source}", amount=FIELDS[head], source=SOURCES[tail])
    return Message(name)
