"""The entered state of one evaluation: facts, and the steps by which they can be undone and redone.

A fact is a text under a key (project, indicator, field); "" for the indicator means a fact of the project, "" for both
a fact of the whole evaluation. What the workbook already holds shows through until a fact is entered; an entered ""
hides it. Everything that would be saved goes through `Evaluation.enter`, so everything can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import NamedTuple

from selfeval.core.model import AMOUNTS, CHECKPOINTS, SIGNED, SOURCES, WRITTEN, Department, Indicator, Project
from selfeval.core.records import dataclass, replace

LAST_YEAR_FIELDS = ("last.name", "last.target", "last.reading", "last.actual", "last.weight", "last.score")
"""What stood in last year's evaluation for the same indicator: facts like others, so that they outlive its workbook."""

INDICATOR_FIELDS = (
    *("actual", "share", "reason", "evidence", "not_applicable", "reading", "weight", "deduction"),
    "survey",
    *LAST_YEAR_FIELDS,
)
"""Facts of an indicator.

`share`: percent of the weight inside the band of a qualitative answer. `not_applicable`: why the indicator does not
apply (未开展, 指标调整, 项目取消, 数据未出, with a document number), "" when it does. `reading`: the target text as a
person confirmed or corrected it. `weight`: points, instead of the workbook's or the proposed ones. `deduction`: what a
reviewer takes off, with the reason (see `deductions`). `survey`: the questionnaires behind a satisfaction rate (see
`texts.surveys`).
"""

PROJECT_TEXTS = ("goal_actual", "budget_reason", "finished", "review_grade", *WRITTEN, *SIGNED)
"""Facts of a project that are no figures of its budget."""

PROJECT_FIELDS = (
    *AMOUNTS,
    *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES),
    *(f"checkpoint.{month}" for month in CHECKPOINTS),
    *PROJECT_TEXTS,
)
"""Facts of a project: money in its money unit; `checkpoint.3`: cumulative percent really spent by the end of March;
`goal_actual`: 年度总体目标 实际完成情况; `budget_reason`: why execution is low or the budget changed;
`finished`: 是/否; `review_grade`: the grade that a reviewer gave (复核等级); those of `WRITTEN`: what the unit writes
around the table; those of `SIGNED`: who signs, where it is not who signs for all (see `FactKey`).
Facts of a month have fields of their own, see `monitoring/fields.py`.
"""


class FactKey(NamedTuple):
    """Names one fact; project and indicator are "" for the wider ones.

    Fields of the whole evaluation are `rules` (the pack's id or path), `year` (of the budget), those of `SIGNED` (who
    signs all forms that name nobody else), `approved_on` (决算批复日期), `year_mismatch` (id of the pack and year, such
    as `cn-hebei-leting-2025 2026`, for which somebody accepted that the pack is meant for other years) and `last_year`
    (year and file of the evaluation beside this one).
    """

    project: str
    indicator: str
    field: str


@dataclass(frozen=True, slots=True)
class Change:
    """One fact from `old` to `new`; None means "nothing entered", and the workbook shows through."""

    key: FactKey
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back: one entry, or a whole paste or import.

    Attributes:
        kind: `enter`, `clear`, `paste`, `import`, `rules`, `restore` (an earlier point, whole).
        changes: never empty, and never without effect.
    """

    kind: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A department's targets and the facts entered about them. Values are never changed, only replaced."""

    department: Department
    facts: Mapping[FactKey, str] = field(default_factory=lambda: MappingProxyType({}))
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def value(self, project: Project, name: str) -> str:
        """A fact of the project, or what the workbook says; without a signer of its own, who signs for all."""
        entered = self.facts.get((project.id, "", name))  # type: ignore[call-overload] # as for indicators
        own = entered if entered is not None else project_default(project, name)
        return own or (self.setting(name) if name in SIGNED else "")

    def indicator_value(self, project: Project, indicator: Indicator, name: str) -> str:
        """A fact of the indicator, or what the workbook says."""
        # A plain triple finds what stands under a `FactKey`, and a dozen are asked for a row at each scoring.
        entered = self.facts.get((project.id, indicator.id, name))  # type: ignore[call-overload]
        return entered if entered is not None else indicator_default(indicator, name)

    def setting(self, name: str) -> str:
        """A fact of the whole evaluation, "" if not entered."""
        return self.facts.get(FactKey("", "", name), "")

    def step(self, values: Iterable[tuple[FactKey, str | None]], kind: str = "enter") -> Step | None:
        """The step that would enter these values; None if it would change nothing."""
        wanted = dict(values)
        changes = tuple(
            Change(key, self.facts.get(key), new) for key, new in wanted.items() if self.facts.get(key) != new
        )
        return Step(kind, changes) if changes else None

    def enter(self, step: Step) -> Evaluation:
        """The evaluation after this step; what was undone before can no longer be redone."""
        return replace(self, facts=_applied(self.facts, step), done=(*self.done, step), undone=())

    def undo(self) -> Evaluation:
        """The evaluation before its last step, the same evaluation if there is none."""
        if not self.done:
            return self
        last = self.done[-1]
        facts = _applied(self.facts, inverse(last))
        return replace(self, facts=facts, done=self.done[:-1], undone=(*self.undone, last))

    def redo(self) -> Evaluation:
        """The evaluation with the last undone step done again, the same evaluation if there is none."""
        if not self.undone:
            return self
        step = self.undone[-1]
        return replace(self, facts=_applied(self.facts, step), done=(*self.done, step), undone=self.undone[:-1])


def inverse(step: Step) -> Step:
    """The step that takes `step` back."""
    return Step(step.kind, tuple(Change(change.key, change.new, change.old) for change in reversed(step.changes)))


def indicator_default(indicator: Indicator, name: str) -> str:
    """What the workbook says of an indicator's fact, "" where it says nothing."""
    if name == "weight":
        return "" if indicator.weight is None else format(indicator.weight, "f")
    if name in LAST_YEAR_FIELDS:
        return _last_year(indicator, name)
    if name in indicator.monitored:
        return indicator.monitored[name]
    return str(getattr(indicator, name, ""))


def _last_year(indicator: Indicator, name: str) -> str:
    """What a form carries of last year beside a row; its name and points are not carried on their own."""
    carries = indicator.last_target or indicator.last_actual or indicator.last_score
    if not carries or name == "last.weight":
        return ""
    if name == "last.name":
        return indicator.tier3
    if name == "last.reading":
        return indicator.carried_reading or indicator.reading
    return str(getattr(indicator, name.replace(".", "_")))


def project_default(project: Project, name: str) -> str:
    """What the workbook says of a project's fact, "" where it says nothing."""
    if name in WRITTEN:
        return project.kept.get(name, "")
    if name in SIGNED:
        return project.signed.get(name, "")
    if name in PROJECT_TEXTS:
        return str(getattr(project, name))
    return project.budget.get(name) or project.monitored.get(name, "")


def apply_to(facts: dict[FactKey, str], step: Step) -> None:
    """Carry the changes of a step out on a dictionary of facts."""
    for change in step.changes:
        if change.new is None:
            facts.pop(change.key, None)
        else:
            facts[change.key] = change.new


def _applied(facts: Mapping[FactKey, str], step: Step) -> Mapping[FactKey, str]:
    after = dict(facts)
    apply_to(after, step)
    return MappingProxyType(after)
