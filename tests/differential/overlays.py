"""Random rule packs: overlays that change a bundled pack in a few places at once, written as the README says.

They cross what no single pack of the repository has together: a policy for rows that do not apply with a rounding, a
budget of 0, caps, another denominator, other curves.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

ID = "over"
HEAD = """schema = "selfeval.rules/1"
id = "{id}"
extends = "{base}"
version = "1"
title = "随机"
[citations.drawn]
document = "随机"
verified = false
"""
PROPORTIONAL = """[execution]
cite = "drawn"
denominator = "{denominator}"
zero_budget = "{zero}"
finished_full = {finished}
"""


def random_overlay(rng: Random, bases: list[str]) -> tuple[str, str]:
    """The id and the TOML text of an overlay on one of these packs."""
    base = rng.choice(bases)
    head = HEAD.format(id=ID, base=base)
    if rng.random() < 0.4:
        head = head.replace("[citations.drawn]", f"{_review(rng)}\n[citations.drawn]")
    blocks = [head, _weights(rng), _execution(rng), _answers(rng)]
    parts: tuple[Callable[[Random], str], ...] = (
        _quantity,
        _satisfaction,
        _grades,
        _rounding,
        _department,
        _deductions,
    )
    blocks += [part(rng) for part in parts if rng.random() < 0.6]
    return ID, "\n".join(blocks)


def _steps(*steps: tuple[float, float]) -> str:
    return "[" + ", ".join(f"{{ at_least = {start}, share = {share} }}" for start, share in steps) + "]"


def _levels(*levels: tuple[float, float]) -> str:
    return "[" + ", ".join(f"{{ at_least = {start}, points = {points} }}" for start, points in levels) + "]"


def _ramp(rng: Random) -> str:
    low, high = rng.choice(((70, 100), (60, 95), (0, 92.5), (33.3, 50)))
    between = rng.choice(("", ', between = "even"', ', between = "completion"'))
    return f"{{ zero_below = {low}, full_at = {high}{between} }}"


def _weights(rng: Random) -> str:
    lines = [
        "[weights]",
        f'not_applicable = "{rng.choice(("redistribute", "redistribute", "rescale", "zero", "hold", "hold"))}"',
    ]
    lines.append(f"step = {rng.choice((0.5, 0.5, 1, 0.1))}")
    if rng.random() < 0.4:
        shares = ", ".join(f'"{name}" = {rng.choice((1, 2, 3, 0.5))}' for name in ("数量指标", "社会效益指标"))
        lines.append(f"tier2_shares = {{ {shares} }}")
    if rng.random() < 0.4:
        lines.append('missing = { "满意度" = "效益" }')
    if rng.random() < 0.4:
        lines.append('unknown_tiers = "by_tiers"')
    if rng.random() < 0.4:
        how = rng.choice(("equal", "stated", "stated", "listed"))
        lines.append(f'by_goal = "{how}"')
        if how == "listed":
            shares = rng.choice(('{ "目标1" = 60, "目标2" = 40 }', '{ "目标1" = 33.3, "目标2" = 50, "目标3" = 16.7 }'))
            lines.append(f"goal_shares = {shares}")
    return "\n".join(lines)


def _execution(rng: Random) -> str:
    """The bases are proportional, so that no key of another method is left over."""
    text = PROPORTIONAL.format(
        denominator=rng.choice(("adjusted", "initial", "adjusted_plus_carry_over")),
        zero=rng.choice(("zero", "not_applicable")),
        finished=rng.choice(("true", "false")),
    )
    weight = rng.choice((10, 15, 20))
    method = rng.choice(("proportional", "intervals", "deduct_per_point", "ramp"))
    text += f'method = "{method}"\n'
    if method == "intervals":
        steps = (_steps((95, 100), (80, 62.5), (60, 33)), _levels((95, weight), (80, 7.5)))
        text += f"intervals = {rng.choice(steps)}\n"
    elif method == "ramp":
        text += f"ramp = {_ramp(rng)}\n"
    elif method == "deduct_per_point":
        text += f"full_at = {rng.choice((90, 92.5, 100))}\nper_point = {rng.choice((0.1, 0.5, 1))}\n"
    if rng.random() < 0.5:
        text += 'caps_cite = "drawn"\ncaps = [{ rate_below = 80, total = 89 }, { rate_below = 60, total = 69.5 }]\n'
    tiers = f'"产出" = {80 - weight}, "效益" = 15, "满意度" = 5'
    free = rng.choice(("", "", 'free = ["产出", "效益"]\n', 'free = ["满意度", "效益", "产出"]\n'))
    layout = f'[[weights.layouts]]\ncite = "drawn"\n{free}tiers = {{ {tiers} }}\n'
    return f"{text}weight = {weight}\n{layout}" + _more_layouts(rng, weight)


def _more_layouts(rng: Random, weight: int) -> str:
    if rng.random() < 0.5:
        return ""
    tiers = f'"成本" = 11, "产出" = {69 - weight}, "效益" = 15, "满意度" = 5'
    return f'[[weights.layouts]]\ncite = "drawn"\ntiers = {{ {tiers} }}\n'


def _quantity(rng: Random) -> str:
    """The quantity method is removed and written anew: removal and addition in the same layer."""
    curve = rng.choice(("ratio", "gate", "intervals", "all_or_nothing", "ramp"))
    lines = [
        '[[methods]]\nid = "quantity"\nremove = true',
        '[[methods]]\nid = "amounts"\ntitle = "数量"\ncite = "drawn"',
        f'curve = "{curve}"\napplies = {{ kinds = ["quantity", "range"] }}',
    ]
    if curve == "gate":
        lines.append(f"gate = {rng.choice((50, 60, 72.5))}")
    if curve == "ramp":
        lines.append(f"ramp = {_ramp(rng)}")
    if curve == "intervals":
        levels = _levels((100, rng.choice((10, 100))), (80, 6.25), (50, 2))
        lines.append(f"intervals = {rng.choice((_steps((100, 100), (80, 50), (50, 12.5)), levels))}")
    if curve != "all_or_nothing":
        lines.append(f'reverse = "{rng.choice(("inverse", "linear", "all_or_nothing"))}"')
    if rng.random() < 0.6:
        kind = rng.choice(('deduction = "points", points = 1.25', 'deduction = "proportional"', 'deduction = "all"'))
        lines.append(
            f'over = {{ flag_from = 120, deduct_from = {rng.choice((120, 130, 150))}, {kind}, cite = "drawn" }}'
        )
    return "\n".join(lines)


def _satisfaction(rng: Random) -> str:
    """A more specific method beside the general one; it looks at the figure itself."""
    where = rng.choice(
        ('tier1 = ["满意度"], units = ["%"]', 'tier2 = ["*满意度*"], units = ["%"]', 'names = ["培训*"], units = ["%"]')
    )
    return (
        '[[methods]]\nid = "satisfied"\ntitle = "满意度"\ncite = "drawn"\ncurve = "intervals"\non_actual = true\n'
        f'applies = {{ kinds = ["quantity", "range"], {where}, direction = "higher" }}\n'
        f"intervals = {_steps((90, 100), (75, 50))}\n"
    )


def _answers(rng: Random) -> str:
    if rng.random() < 0.5:
        return ""
    edge = rng.choice(("70", "85", "92.5"))
    return (
        f'[[answers]]\nid = "achieved"\nlower = {edge}\nupper = 100\n'
        f'[[answers]]\nid = "not_achieved"\nlower = 0\nupper = {edge}\n'
    )


def _grades(rng: Random) -> str:
    edges = rng.choice(((95, 85, 60), (80, 70, 60), (89.5, 79.5, 59.5)))
    names = zip(("优", "良", "中"), edges, strict=True)
    return "\n".join(f'[[grades]]\nname = "{name}"\nat_least = {edge}' for name, edge in names) + (
        '\n[[grades]]\nname = "差"\nat_least = 0\n'
    )


def _rounding(rng: Random) -> str:
    mode, total = rng.choice(("half_up", "down")), rng.choice(("sum_of_rounded", "rounded_sum"))
    return f'[rounding]\nplaces = {rng.choice((0, 1, 2, 3))}\nmode = "{mode}"\ntotal = "{total}"\n'


def _deductions(rng: Random) -> str:
    kinds = {
        "没有佐证": f"percent = {rng.choice((100, 60, 33.3))}",
        "不属本项目": f'percent = {rng.choice((100, 50))}\ntaken_from = "{rng.choice(("weight", "score"))}"',
        "缺项": f"per_item = {rng.choice((0.5, 1, 2.25))}",
        "报送迟延": f"points = {rng.choice((0.5, 1, 3.75))}",
    }
    return "\n".join(
        f'[[deductions]]\nid = "kind-{number}"\ntitle = "{title}"\ncite = "drawn"\n{cost}\n'
        for number, (title, cost) in enumerate(kinds.items())
    )


def _review(rng: Random) -> str:
    steps = rng.choice((((1, 90), (2, 80), (3, 70)), ((1, 95.5), (3, 50))))
    listed = ", ".join(f"{{ lower_by = {lower}, percent = {percent} }}" for lower, percent in steps)
    return f'review_cite = "drawn"\nreview = [{listed}]'


def _department(rng: Random) -> str:
    return f'[department]\ntotal = "{rng.choice(("weighted", "simple", "own_form"))}"\ncite = "drawn"\n'
