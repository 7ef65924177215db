"""Random goals of a project: which one each row serves, and what share the form states of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from tests.differential.facts import Row

NUMERALS = "一二三"


def with_goals(rng: Random, rows: list[Row], available: Fraction) -> list[Row]:
    """Up to three goals; mostly with whole shares, sometimes with a row that serves none or shares that are wrong."""
    count = rng.choice((1, 2, 2, 3))
    lost = rng.choice((0, 0, 0, 0.2))
    served = [0 if rng.random() < lost else rng.randint(1, count) for _ in rows]
    goals = sorted(set(served) - {0})
    if not goals:
        return rows
    common = sum((row.weight or Fraction(0) for row, goal in zip(rows, served, strict=True) if not goal), Fraction(0))
    unit = rng.choice(("分", "分", "%"))
    shares = _shares(rng, len(goals), max(available - common, Fraction(0)) if unit == "分" else Fraction(100))
    stated = {goal: None if share is None else (share, unit) for goal, share in zip(goals, shares, strict=True)}
    texts = {goal: _text(rng, goal, stated[goal]) for goal in goals}
    return [
        replace(row, goal=goal, goal_text=texts[goal], goal_share=stated[goal]) if goal else row
        for row, goal in zip(rows, served, strict=True)
    ]


def _shares(rng: Random, count: int, whole: Fraction) -> list[Fraction | None]:
    tenths = int(whole * 10)
    if tenths < count or rng.random() < 0.1:
        return [None] * count
    cuts = sorted(rng.sample(range(1, tenths), count - 1))
    parts: list[Fraction | None] = [Fraction(b - a, 10) for a, b in zip([0, *cuts], [*cuts, tenths], strict=True)]
    if whole != Fraction(tenths, 10) or rng.random() < 0.1:
        parts[0] = rng.choice((None, Fraction(1)))
    return parts


def _text(rng: Random, goal: int, share: tuple[Fraction, str] | None) -> str:
    number = rng.choice((str(goal), NUMERALS[goal - 1], f"（{goal}）"))
    word = rng.choice(("目标", "年度绩效目标", "绩效目标"))
    said = ""
    if share is not None:
        amount = f"{float(share[0]):g}{share[1]}"
        said = rng.choice(("（权重{}）", "（占{}）") if share[1] == "%" else ("（{}）", "(分值：{})")).format(amount)
    return rng.choice((f"{word}{number}{said}", f"{word}{number}{said}：建成公路", f"{word}{number}：种树{said}"))
