"""What the cells of a header mean beside each other: weak names such as 指标内容, and the label of the whole block."""

from __future__ import annotations

from typing import Final

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Span
from selfeval.excel.tables.labels.labels import normal, year_in

TARGETS: Final = frozenset({"target", "initial_target", "adjusted_target", "value"})
"""Fields that name the target of a row."""

_WEAK: Final = frozenset({"name?", "block?", "target?", "duty?"})
_VALUES: Final = frozenset({"target", "initial_target", "adjusted_target", "actual", "weight", "score", "reason"})
"""Fields whose columns stand behind the tiers, where one of the same words labels the block."""
_LEAST_TIERS: Final = 2
_LAST: Final = {"target": "last_target", "actual": "last_actual"}
"""What a column of the year before holds: 2024年完成值 beside 2025年完成值."""
_AIMED: Final = lazy("(?:年度|绩效|指标)?目标(?:应)?完成(?:值|数|数值|数量)?")
"""Headers of what was to be reached that read like those of what was: 目标完成值."""


def aimed_at(named: list[tuple[str, Span, str]]) -> list[tuple[str, Span, str]]:
    """The cells of a header, where 目标完成值 beside 实际完成值 is the target; alone it is the outcome."""
    outcomes = [normal(text) for name, _, text in named if name == "actual"]
    if len(outcomes) < 2 or all(map(_AIMED.fullmatch, outcomes)):
        return named
    return [
        ("target" if name == "actual" and _AIMED.fullmatch(normal(text)) else name, span, text)
        for name, span, text in named
    ]


def of_this_year(named: list[tuple[str, Span, str]], year: int | None) -> list[tuple[str, Span]]:
    """The fields of a header's cells, where of columns of several years only the form's own are targets and outcomes.

    `named` has the text of each cell. Where the form does not say its year, the latest column is its own.
    """
    others: dict[int, str] = {}
    for field, last in _LAST.items():
        years = {index: year_in(text) for index, (name, _, text) in enumerate(named) if name == field}
        dated = {index: found for index, found in years.items() if found is not None}
        undated = len(dated) < len(years)
        if not dated or len(years) < 2 or (undated and year is None):
            continue
        own = max(dated.values())
        if year is not None and (undated or year in dated.values()):
            own = year
        others |= {index: last if found == own - 1 else "" for index, found in dated.items() if found != own}
    renamed = [(others.get(index, name), span) for index, (name, span, _) in enumerate(named)]
    return [(name, span) for name, span in renamed if name]


def below(upper: list[tuple[str, Span]], name: str, span: Span) -> str:
    """What a cell of a header's second line holds: 数值, 单位 below 实际完成值 are the outcome's; "" for its sign."""
    over = [item for item in upper if item[1].left <= span.left]
    field, parent = over[-1] if over else ("", span)
    if field != "actual" or parent.left < parent.right < span.left:
        return "target" if name == "value" else name
    return {"value": "actual", "unit": "actual_unit", "sign": ""}.get(name, name)


def _with_unit_of_outcome(named: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Of two columns of units the one right behind the outcome is the outcome's: 指标值 | 单位 | 完成值 | 单位."""
    if sum(name == "unit" for name, _ in named) < 2:
        return named
    ends = {span.right + 1 for name, span in named if name == "actual"}
    first = min(span.left for name, span in named if name == "unit")
    return [("actual_unit" if name == "unit" and first < span.left in ends else name, span) for name, span in named]


def settled(named: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """What weak names mean here: the indicators' column where nothing else is, else their description.

    绩效指标 may be the mere label of the block, left of the tiers, so it also wants a tier before it, or no tiers at
    all and a target with an outcome or points.
    """
    named = _with_unit_of_outcome(_without_block(named))
    names = {name for name, _ in named}
    taken = "tier3" in names
    tiers = [span.left for name, span in named if name in {"tier1", "tier2", "duty?"}]
    whole = "target" in names and bool(names & {"actual", "weight"})
    found: list[tuple[str, Span]] = []
    weak: list[Span] = []
    for name, span in named:
        if name == "standard" and "score" not in names:
            continue  # in a table of targets it is one more text about the row, and says nothing of a score
        if name not in _WEAK:
            found.append((name, span))
            continue
        if name == "target?":
            weak.append(span)
        if name in {"target?", "duty?"}:
            continue
        fits = span.left > min(tiers) if tiers else name == "name?" or whole
        if fits and not taken:
            taken = True
            found.append(("tier3", span))
        elif name == "name?":
            found.append(("description", span))
    if weak and taken:
        fits = not names & TARGETS
        found += [("target", weak[0])] if fits else _goals(weak, found)
        found.sort(key=lambda item: item[1].left)
    return found


def _without_block(named: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """The cells of a header without the block's own label left of the tiers: 绩效指标完成情况 beside all its rows.

    It is merged farther down than the tiers, or its words stand once more over the column that they name.
    """
    tiers = [span for name, span in named if name in {"tier1", "tier2", "tier3"}]
    if len(tiers) < _LEAST_TIERS:
        return named
    left, bottom = min(span.left for span in tiers), max(span.bottom for span in tiers)

    def is_block(name: str, span: Span) -> bool:
        if name not in _VALUES or span.right >= left:
            return False
        return span.bottom > bottom or any(name == other and one.left > left for other, one in named)

    return [(name, span) for name, span in named if not is_block(name, span)]


def _goals(weak: list[Span], named: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """A column 年度绩效目标 left of the tiers says which goal a row serves; above other columns it heads them."""
    first = min((span.left for name, span in named if name in {"tier1", "tier2", "tier3"}), default=0)
    own = [span for span in weak if span.right < first]
    return [("goal", own[0])] if len(own) == 1 and all(name != "goal" for name, _ in named) else []
