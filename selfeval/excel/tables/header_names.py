"""What the cells of a header mean beside each other: weak names such as 指标内容, and the label of the whole block."""

from __future__ import annotations

from typing import Final

from selfeval.excel.book.grid import Span

TARGETS: Final = frozenset({"target", "initial_target", "adjusted_target", "value"})
"""Fields that name the target of a row."""

_WEAK: Final = frozenset({"name?", "block?", "target?", "duty?"})
_VALUES: Final = frozenset({"target", "initial_target", "adjusted_target", "actual", "weight", "score", "reason"})
"""Fields whose columns stand behind the tiers, where one of the same words labels the block."""
_LEAST_TIERS: Final = 2


def settled(named: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """What weak names mean here: the indicators' column where nothing else is, else their description.

    绩效指标 may be the mere label of the block, left of the tiers, so it also wants a tier before it, or no tiers at
    all and a target with an outcome or points.
    """
    named = _without_block(named)
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
