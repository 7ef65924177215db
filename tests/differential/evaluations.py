"""Random evaluations: projects with targets, outcomes, points and budgets of every kind, edges more often than chance.

Everything follows from one `random.Random`; each fact is drawn as a value and written as a text, never the other way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.differential import goals
from tests.differential.facts import Actual, Project, Row, Target
from tests.differential.packfile import Pack

PATHS = (
    ("产出指标", "数量指标"),
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
    ("成本指标", "经济成本指标"),
)
ELSEWHERE = (("管理指标", "过程管理指标"), ("成本指标", "社会成本指标"), ("管理指标", "数量指标"))
"""Tiers that most packs give no points."""
ALIASES = {"产出指标": ("产出指标（50分）", "项目完成指标"), "效益指标": ("项目效果指标",)}
NAMES = (
    "培训场次",
    "验收情况",
    "覆盖村庄",
    "设备维护",
    "宣传活动",
    "档案整理",
    "道路养护",
    "资料编印",
    "排查隐患",
    "走访群众",
)
UNITS = ("人", "次", "件", "公里", "")
LINKED = (("预算资金执行率", "%"), ("解决问题费用", "万元"), ("信访费用支出", "万元"))
ABSENT = ("未开展", "指标调整", "项目取消", "数据未出")
YEAR = 2025


def decimal_text(value: Fraction) -> str:
    """The fraction as a plain decimal; it must be one."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 12:
            raise ValueError(value)
    digits = f"{abs(int(value * 10**places)):0{places + 1}d}"
    whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
    return ("-" if value < 0 else "") + whole + (f".{rest}" if rest else "")


def _number(rng: Random, low: int, high: int) -> Fraction:
    places = rng.choice((0, 0, 0, 1, 2, 2, 3))
    return Fraction(rng.randint(low * 10**places, high * 10**places), 10**places)


def _written(rng: Random, value: Fraction, unit: str) -> str:
    text = decimal_text(value)
    if abs(value) >= 1000 and "." not in text and rng.random() < 0.3:
        text = f"{int(value):,}"
    if rng.random() < 0.05:
        text = text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    return f"{text}{unit}"


# ---- targets and outcomes -------------------------------------------------------------------------------


def _quantity_target(rng: Random) -> Target:
    unit = rng.choice(("%", "%", *UNITS))
    sign = rng.choice((">=", ">=", ">=", "<=", "<=", ">", "<", "=", "between"))
    limit = 100 if unit == "%" else rng.choice((10, 50, 1000, 20000))
    value = Fraction(0) if rng.random() < 0.08 else max(_number(rng, 0, limit), Fraction(1, 100))
    if not unit and 2000 <= value < 2100:  # a bare 2025.6 among deadlines is a month
        value += 100
    if sign == "between":
        value = max(value, Fraction(1))
        upper = value + _number(rng, 1, limit)
        low = f"{decimal_text(value)}{'%' if unit == '%' else ''}"
        return Target(f"{low}-{decimal_text(upper)}{unit}", sign, value, upper, unit)
    word = {
        ">=": ("≥", ">=", "不低于", "≧"),
        "<=": ("≤", "<=", "不超过"),
        ">": (">", "＞"),
        "<": ("<", "＜"),
        "=": ("=",),
    }
    return Target(f"{rng.choice(word[sign])}{_written(rng, value, unit)}", sign, value, unit=unit)


def _outcome(rng: Random, target: Target) -> Actual:
    value, top = target.value, target.upper or target.value
    step = Fraction(1, rng.choice((1, 10, 100)))
    near = (value, top, value - step, top + step, value + step, value / 2, 2 * top, top * 3, Fraction(0))
    number = rng.choice(near)
    if rng.random() < 0.5:
        number = _number(rng, 0, max(int(2 * top), 2))
    if rng.random() < 0.04:
        number = -_number(rng, 1, 50)
    if target.value and rng.random() < 0.15:  # exactly on, or just beside, a threshold that packs like
        percent = Fraction(rng.choice((50, 60, 80, 90, 100, 110, 120, 130, 150, 180, 200)))
        number = value * percent / 100 + rng.choice((Fraction(0), Fraction(1, 100), Fraction(-1, 100)))
    number = Fraction(round(number * 10**6), 10**6)
    # A figure without a unit is the target's own; a percent must say so, and a share of 1 must not be taken for one.
    unit = target.unit if target.unit == "%" or rng.random() < 0.7 else ""
    return Actual(_written(rng, number, unit), number=number)


def _date_pair(rng: Random) -> tuple[Target, Actual]:
    day = date(YEAR, rng.randint(2, 12), rng.randint(1, 28))
    text = f"{day.year}年{day.month}月{day.day}日前"
    if rng.random() < 0.4:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        text = f"{day.year}年{day.month}月底前"
    done = day + timedelta(days=rng.choice((0, 0, 1, -1, rng.randint(-60, 60))))
    shown = done.isoformat() if rng.random() < 0.5 else f"{done.year}年{done.month}月{done.day}日"
    return Target(text, "by", day=day), Actual(shown, day=done)


def _words_pair(rng: Random, pack: Pack) -> tuple[Target, Actual]:
    answers = pack["answers"]
    band = rng.choice(answers)
    label = rng.choice((band["label"], *band.get("synonyms", ())))
    target = Target(rng.choice(("有效改善", "显著提升", "持续完善")), "words")
    share = rng.choice((band["lower"], band["upper"], band["upper"] - Fraction(1, 100), band["lower"] + 1))
    if rng.random() < 0.4:
        share = Fraction(rng.randint(int(band["lower"]), int(band["upper"])))
    if rng.random() < 0.1:
        share = Fraction(rng.randint(0, 105))
    if rng.random() < 0.2:
        return target, Actual(label, answer=band["id"])
    text = decimal_text(share)
    if rng.random() < 0.5:
        return target, Actual(label, rng.choice((text, f"{text}%")), answer=band["id"], share=share)
    return target, Actual(f"{band['label']} {text}%", answer=band["id"], share=share)


def _pair(rng: Random, pack: Pack) -> tuple[Target, Actual]:
    kind = rng.choices(("quantity", "words", "by", "is"), (12, 4, 2, 1))[0]
    if kind == "words":
        return _words_pair(rng, pack)
    if kind == "by":
        return _date_pair(rng)
    if kind == "is":
        wanted, found = rng.random() < 0.8, rng.random() < 0.6
        return Target("是" if wanted else "否", "is", yes=wanted), Actual("是" if found else "否", yes=found)
    target = _quantity_target(rng)
    return target, _outcome(rng, target)


# ---- a row, a project, a department ---------------------------------------------------------------------


def _row(rng: Random, pack: Pack, number: int, path: tuple[str, str]) -> Row:
    name = f"{NAMES[number % len(NAMES)]}{'甲乙丙丁'[number // len(NAMES)]}"
    target, actual = _pair(rng, pack)
    if pack.get("links") and rng.random() < 0.3:
        name, unit = rng.choice(LINKED)
        value = _number(rng, 1, 99)
        target = Target(f"≥{decimal_text(value)}{unit}", ">=", value, unit=unit)
        actual = Actual() if rng.random() < 0.6 else _outcome(rng, target)
    if rng.random() < 0.01:
        actual = Actual()
    row = Row(*path, name, target, actual, None)
    if target.sign in {">=", "<="} and rng.random() < 0.05:  # a person says what was meant
        row = replace(row, target=replace(target, text="约定执行"), reading=target.text)
    return _deducted(rng, pack, row)


def _deducted(rng: Random, pack: Pack, row: Row) -> Row:
    """The row with up to two of the pack's deductions; nothing is drawn where the pack has none."""
    rules = pack.get("deductions", [])
    if not rules or rng.random() < 0.6:
        return row
    chosen = rng.sample(rules, min(len(rules), rng.choice((1, 1, 2))))
    counted = [(rule, rng.randint(0, 4) if "per_item" in rule else 0) for rule in chosen]
    texts = [
        rng.choice((rule["title"], rule["id"]))
        + (f"{rng.choice(('', ' '))}{items}{rng.choice(('', '项'))}" if "per_item" in rule else "")
        + rng.choice(("：理由", ": 理由", ""))
        for rule, items in counted
    ]
    return replace(
        row,
        deducted=tuple((rule["id"], items) for rule, items in counted),
        deduction_text=rng.choice(("；", "; ", "\n")).join(texts),
    )


def _weights(rng: Random, pack: Pack, rows: list[Row], execution: Fraction) -> list[Row]:
    """All, some or no points; mostly such that they make the full mark, sometimes finer than the pack's unit."""
    kind = rng.choices(("all", "none", "some", "wrong"), (11, 5, 2, 1))[0]
    if kind == "none":
        return rows
    places = rng.choice((0, 0, 1, 1, 2, 3)) if rng.random() < 0.3 else rng.choice((0, 0, 0, 1))
    units = int((100 - execution) * 10**places)
    cuts = sorted(rng.sample(range(1, units), len(rows) - 1)) if len(rows) > 1 else []
    parts = [Fraction(b - a, 10**places) for a, b in zip([0, *cuts], [*cuts, units], strict=True)]
    if kind == "wrong":
        parts[0] += rng.choice((1, 10, Fraction(1, 2)))
    if rng.random() < 0.25 and len(rows) > 2:  # equal parts, so that remainders tie
        parts = [Fraction(int((100 - execution) / len(rows)))] * len(rows)
        parts[-1] = 100 - execution - sum(parts[:-1])
    kept = [kind != "some" or rng.random() < 0.6 for _ in rows]
    return [replace(row, weight=part if keep else None) for row, part, keep in zip(rows, parts, kept, strict=True)]


def _amount(rng: Random) -> Fraction:
    return Fraction(0) if rng.random() < 0.06 else _number(rng, 1, rng.choice((5, 200, 5000)))


def _budget(rng: Random) -> dict[str, Fraction]:
    initial, adjusted = _amount(rng), _amount(rng)
    if rng.random() < 0.5:
        adjusted = initial
    amounts = {"initial": initial, "adjusted": adjusted, "executed": Fraction(0)}
    for source in ("fiscal", "carry_over", "other"):
        if rng.random() < 0.2:
            amounts[f"adjusted.{source}"] = _amount(rng)
    base = rng.choice(("initial", "adjusted", "adjusted"))
    percent = rng.choice((100, 100, 90, 80, 70, 60, 50, 0, 120)) + rng.choice(
        (Fraction(0), Fraction(1, 100), -Fraction(1, 100))
    )
    if rng.random() < 0.5:
        percent = _number(rng, 0, 110)
    amounts["executed"] = max(amounts[base] * percent / 100, Fraction(0))
    amounts["executed"] = Fraction(round(amounts["executed"] * 10**6), 10**6)
    for name in list(amounts):
        if rng.random() < (0.02 if name == "executed" else 0.06):
            del amounts[name]
    return amounts


def random_project(rng: Random, pack: Pack, name: str, known: set[str]) -> Project:
    """One project; `known` are the tiers that this pack has points for."""
    paths = [path for path in PATHS if any(tier in path[0] for tier in known)]
    chosen = [rng.choice(paths) for _ in range(rng.randint(1, 12))]
    if rng.random() < 0.15:
        chosen += [rng.choice(ELSEWHERE) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.1:
        chosen = [(rng.choice(ALIASES.get(tier1, (tier1,))), tier2) for tier1, tier2 in chosen]
    if rng.random() < 0.6:
        chosen += [next(path for path in paths if tier in path[0]) for tier in sorted(known)]
    rows = [_row(rng, pack, number, path) for number, path in enumerate(chosen)]
    rows = list({row.id: row for row in rows}.values())
    rng.shuffle(rows)
    own = Fraction(rng.choice((5, 15, 20))) if rng.random() < 0.1 else None
    execution = Fraction(pack["execution"]["weight"]) if own is None else own
    rows = _weights(rng, pack, rows, execution)
    if pack["weights"].get("by_goal", "none") != "none":
        rows = goals.with_goals(rng, rows, 100 - execution)
    if rng.random() < 0.4:
        share = rng.choice((0.15, 0.4, 0.7))
        rows = [replace(row, absent=rng.choice(ABSENT) if rng.random() < share else "") for row in rows]
    amounts = _budget(rng)
    return Project(
        name,
        tuple(rows),
        amounts,
        {key: _written(rng, value, "") for key, value in amounts.items()},
        rng.choice(("万元", "万元", "万元", "元")),
        rng.choice(("", "是", "否")),
        own,
        review_grade=rng.choice(("", *(grade["name"] for grade in pack["grades"]), "?", "75", "101"))
        if pack.get("review")
        else "",
    )


def random_department(rng: Random, pack: Pack) -> tuple[Project, ...]:
    """One to three projects, or the department's own form.

    Not its form where the pack lays that out: its rows follow rules that the second calculator does not know, and they
    are held by worked cases, `verify` and LibreOffice instead.
    """
    known = {tier for layout in pack["weights"]["layouts"] for tier in layout["tiers"]}
    count = rng.choices((1, 2, 3), (6, 2, 1))[0]
    projects = [random_project(rng, pack, f"项目{'一二三'[number]}", known) for number in range(count)]
    # A workbook holds projects or, in one of its own, the form of the whole department; never both.
    often = 0.8 if pack.get("department", {}).get("total") == "own_form" else 0.1
    if rng.random() < often and not pack.get("department_rows"):
        projects = [replace(project, whole_department=True) for project in projects[:1]]
    return tuple(projects)
