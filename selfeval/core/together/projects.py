"""The joint form: projects matched by code or name, rows by tiers, name, unit and direction, budgets added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial

from selfeval.core.free_names import FreeNames
from selfeval.core.keys import key, tier_key
from selfeval.core.model import AMOUNTS, FORM_ID, SOURCES, WRITTEN, Claimed, Department, Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Translate
from selfeval.core.rules.choices import WeighedBy
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.weights.splitting import FINEST, split
from selfeval.core.scoring.scored import Scored
from selfeval.core.together.figures import join, weights_of
from selfeval.core.together.part import Given, JointProject, JointRow, Part
from selfeval.core.units import in_wan, normal_unit


def matched(parts: Iterable[Part]) -> list[list[Part]]:
    """The parts by project: one code, else one name; in the order in which they come first."""
    groups: list[list[Part]] = []
    for part in parts:
        code, name = key(part.project.code), key(part.project.name or part.project.title)
        for group in groups:
            if any(part.unit == there.unit for there in group):
                continue  # two projects of one unit, whatever they are called
            other = group[0].project
            same_code = bool(code) and code == key(other.code)
            either_blank = not code or not other.code
            if same_code or (either_blank and name and name == key(other.name or other.title)):
                group.append(part)
                break
        else:
            groups.append([part])
    return groups


def joint_projects(groups: Iterable[Sequence[Part]], pack: RulePack, translate: Translate) -> tuple[JointProject, ...]:
    """The joint project of each group, each with an id of its own; words of the form as `translate` has them."""
    free = FreeNames([FORM_ID])
    return tuple(
        together(group, pack, free.take(group[0].project.code or f"p{number}", "{}#{}".format), translate)
        for number, group in enumerate(groups, start=1)
    )


def together(group: Sequence[Part], pack: RulePack, identifier: str, translate: Translate) -> JointProject:
    """The joint project of these parts under this id, words of the form in the language of `translate`."""
    first = group[0].project
    rows = [_row(place, given, group, pack) for place, given in enumerate(_rows(group, pack), start=1)]
    indicators = tuple(_indicator(row, group, translate) for row in rows)
    weights, execution = _weights(group, rows, pack)
    if weights is not None:
        indicators = tuple(replace(item, weight=weight) for item, weight in zip(indicators, weights, strict=True))
    project = Project(
        id=identifier,
        sheet=first.sheet,
        title=first.title,
        code=first.code,
        name=first.name,
        unit="、".join(dict.fromkeys(part.unit for part in group)),
        department=first.department,
        money_unit="万元" if len(group) > 1 else first.money_unit,
        budget=_budget(group),
        goals=_goals(group),
        goal_actual=_texts(group, "goal_actual"),
        kept={name: text for name in WRITTEN if (text := _texts(group, name))},
        budget_reason=_texts(group, "budget_reason"),
        finished=_finished(group),
        indicators=indicators,
        claimed=Claimed(execution_weight=execution),
        whole_department=first.whole_department,
    )
    return JointProject(project, tuple(group), tuple(rows))


# -- rows


def _place(scored: Scored) -> tuple[str, ...]:
    item, target = scored.indicator, scored.target
    sign = target.comparator.value if target.comparator else ""
    return (
        tier_key(item.tier1),
        tier_key(item.tier2),
        key(item.tier3),
        target.kind.value,
        normal_unit(target.unit),
        sign,
    )


def _rows(group: Sequence[Part], pack: RulePack) -> list[list[Given]]:
    """The rows of all units by tiers, name, unit and direction; twins of one form stay apart."""
    by = pack.aggregation.relative
    found: dict[tuple[str, ...], list[list[Given]]] = {}
    order: list[list[Given]] = []
    for part in group:
        money = None if by is WeighedBy.SIMPLE else part.money["executed" if by is WeighedBy.EXECUTED else "adjusted"]
        for scored in part.result.indicators:
            twins = found.setdefault(_place(scored), [])
            row = next((one for one in twins if all(given.part is not part for given in one)), None)
            if row is None:
                row = []
                twins.append(row)
                order.append(row)
            row.append(Given(part, scored, money))
    return order


def _row(place: int, given: Sequence[Given], group: Sequence[Part], pack: RulePack) -> JointRow:
    single = given[0].indicator.id if len(group) == 1 else f"r{place}"
    return JointRow(single, tuple(given), join(given, pack))


def _indicator(row: JointRow, group: Sequence[Part], translate: Translate) -> Indicator:
    first, joined = row.given[0], row.joined
    item = first.indicator
    if len(group) == 1:
        said = partial(first.part.evaluation.indicator_value, first.part.project, item)
        return replace(
            item,
            actual=joined.actual,
            share=joined.share,
            reason=said("reason"),
            evidence=said("evidence"),
            not_applicable=said("not_applicable"),
            reading=said("reading"),
            deduction=said("deduction"),
            weight=None,
            claimed_score=None,
            cells={},
        )
    gone = "；".join(f"{one.part.unit}：{one.scored.not_applicable}" for one in row.given if one.absent)
    return Indicator(
        row.indicator,
        item.tier1,
        item.tier2,
        item.tier3,
        joined.target,
        description=item.description,
        basis="；".join(dict.fromkeys(one.indicator.basis for one in row.given if one.indicator.basis)),
        actual=joined.actual,
        share=joined.share,
        reading=joined.reading,
        reason=_of_rows(row, "reason"),
        evidence=_evidence(row, translate),
        not_applicable=gone if all(one.absent for one in row.given) else "",
    )


def _evidence(row: JointRow, translate: Translate) -> str:
    """What each unit brought and how it became one, then the units' own evidence."""
    own = _of_rows(row, "evidence")
    return f"{contributions(row)}（{row.joined.said.render(translate)}）" + (f"；{own}" if own else "")


def contributions(row: JointRow) -> str:
    """What each unit brought: `甲局 10人次/≥12人次；乙局 22人次/≥20人次`."""
    return "；".join(f"{one.part.unit} {outcome_of(one)}/{one.indicator.target}" for one in row.given)


def outcome_of(one: Given) -> str:
    """A unit's outcome as it stands, 不适用 where the row does not apply to it, a dash where there is none."""
    return "不适用" if one.absent else one.scored.actual.text or "—"


def _of_rows(row: JointRow, name: str) -> str:
    """A text of all units, each under its name; the text alone where every one of them says the same."""
    said = [
        (one.part.unit, text)
        for one in row.given
        if (text := one.part.evaluation.indicator_value(one.part.project, one.indicator, name).strip())
    ]
    return _told(said, len(row.given))


def _told(said: Sequence[tuple[str, str]], units: int) -> str:
    """What one of several units says is not what all of them say: it stands under its name."""
    texts = dict.fromkeys(text for _, text in said)
    if len(texts) == 1 and len(said) == units:
        return next(iter(texts))
    return "；".join(f"{unit}：{text}" for unit, text in said)


def _weights(
    group: Sequence[Part], rows: Sequence[JointRow], pack: RulePack
) -> tuple[list[Decimal] | None, Decimal | None]:
    """Points of the rows and of the execution rate: as they stand where all units agree, else their mean.

    A row that a unit lacks has no points there, so that the means add up as the units' own points do. None where no
    unit states any, so that the pack proposes them.
    """
    if all(scored.weight.origin in {"proposed", "pack"} for part in group for scored in part.result.indicators):
        return None, None
    execution = [part.result.weighing.execution for part in group]
    bases = [[_base(row, part) for part in group] for row in rows]
    columns = [*bases, execution]
    if all(len(set(column)) == 1 for column in columns):
        return [column[0] for column in bases], execution[0]
    by = pack.aggregation.relative
    field = "executed" if by is WeighedBy.EXECUTED else "adjusted"
    given = [Given(part, part.result.indicators[0], part.money[field]) for part in group]
    weights = weights_of(given, pack)
    means = [
        sum((Fraction(points) * weight for points, weight in zip(column, weights, strict=True)), Fraction(0))
        / sum(weights)
        for column in columns
    ]
    total = sum(means, Fraction(0))
    pieces = split(Decimal(total.numerator) / Decimal(total.denominator), means, FINEST)
    return pieces[:-1], pieces[-1]


def _base(row: JointRow, part: Part) -> Decimal:
    return next((one.scored.weight.base for one in row.given if one.part is part), Decimal(0))


# -- around the rows


def _budget(group: Sequence[Part]) -> dict[str, str]:
    """Amounts in 万元, added up: the totals where every unit has one, sources where any has."""
    if len(group) == 1:
        part = group[0]
        names = part.project.budget.keys() | set(AMOUNTS)
        return {name: part.evaluation.value(part.project, name) for name in names}
    found: dict[str, str] = {}
    for amount in AMOUNTS:
        known = [part.money[amount] for part in group]
        if all(value is not None for value in known):
            found[amount] = plain(sum((value for value in known if value is not None), Decimal(0)))
        for source in SOURCES:
            name = f"{amount}.{source}"
            values = [in_wan(part.result.budget.amount(name), part.result.budget.unit) for part in group]
            if any(value is not None for value in values):
                found[name] = plain(sum((value for value in values if value is not None), Decimal(0)))
    return found


def _goals(group: Sequence[Part]) -> tuple[str, ...]:
    if len({part.project.goals for part in group}) == 1:
        return group[0].project.goals
    return tuple(f"{part.unit}：{goal}" for part in group for goal in part.project.goals)


def _texts(group: Sequence[Part], name: str) -> str:
    said = [(part.unit, text) for part in group if (text := part.evaluation.value(part.project, name).strip())]
    return _told(said, len(group))


def _finished(group: Sequence[Part]) -> str:
    """What they all say; else 是 where every unit is, 否 where any is not, blank where one does not say."""
    words = {part.evaluation.value(part.project, "finished").strip() for part in group}
    if len(words) == 1:
        return words.pop()
    known = [part.result.budget.finished for part in group]
    return "" if None in known else "是" if all(known) else "否"


def department(projects: Sequence[JointProject], first: Department, year: int | None) -> Department:
    """The joint form; of one form alone also what it says of its department."""
    kept = tuple(one.project for one in projects)
    parts = [part for one in projects for part in one.parts]
    if len({part.file for part in parts}) < 2:
        return replace(first, year=year, projects=kept, cells={})
    names = dict.fromkeys(part.evaluation.department.name for part in parts)
    name = "、".join(filter(None, names))
    return Department(name, first.code if len(names) < 2 else "", year, money_unit=first.money_unit, projects=kept)
