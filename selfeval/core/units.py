"""Units of targets and actuals: which are the same, and which can be turned into one another with certainty."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from selfeval.core.patterns import lazy

PERCENT_WORDS = frozenset({"%", "％", "﹪", "百分比", "百分数", "百分率", "百分之", "个百分比"})

_JOINTS = str.maketrans(dict.fromkeys("*＊•・×、∙⋅", "·") | {"／": "/", "（": "(", "）": ")", "％": "%"})
_PREFIXES: tuple[tuple[str, int], ...] = (
    ("亿", 10**8),
    ("万", 10**4),
    ("千", 10**3),
    ("百万", 10**6),
    ("十万", 10**5),
    ("百", 100),
)
_BASES: Mapping[str, tuple[str, Fraction]] = {
    "元": ("元", Fraction(1)),
    "圆": ("元", Fraction(1)),
    "元人民币": ("元", Fraction(1)),
    "米": ("米", Fraction(1)),
    "m": ("米", Fraction(1)),
    "分米": ("米", Fraction(1, 10)),
    "厘米": ("米", Fraction(1, 100)),
    "公分": ("米", Fraction(1, 100)),
    "cm": ("米", Fraction(1, 100)),
    "㎝": ("米", Fraction(1, 100)),
    "毫米": ("米", Fraction(1, 1000)),
    "mm": ("米", Fraction(1, 1000)),
    "㎜": ("米", Fraction(1, 1000)),
    "公里": ("米", Fraction(1000)),
    "km": ("米", Fraction(1000)),
    "㎞": ("米", Fraction(1000)),
    "平方米": ("平方米", Fraction(1)),
    "平米": ("平方米", Fraction(1)),
    "㎡": ("平方米", Fraction(1)),
    "m2": ("平方米", Fraction(1)),
    "m²": ("平方米", Fraction(1)),
    "公顷": ("平方米", Fraction(10**4)),
    "平方公里": ("平方米", Fraction(10**6)),
    "平方千米": ("平方米", Fraction(10**6)),
    "km2": ("平方米", Fraction(10**6)),
    "km²": ("平方米", Fraction(10**6)),
    "立方米": ("立方米", Fraction(1)),
    "m3": ("立方米", Fraction(1)),
    "m³": ("立方米", Fraction(1)),
    "克": ("克", Fraction(1)),
    "斤": ("克", Fraction(500)),
    "公斤": ("克", Fraction(1000)),
    "kg": ("克", Fraction(1000)),
    "㎏": ("克", Fraction(1000)),
    "吨": ("克", Fraction(10**6)),
    "秒": ("分钟", Fraction(1, 60)),
    "秒钟": ("分钟", Fraction(1, 60)),
    "分钟": ("分钟", Fraction(1)),
    "min": ("分钟", Fraction(1)),
    "小时": ("分钟", Fraction(60)),
    "h": ("分钟", Fraction(60)),
    "个小时": ("分钟", Fraction(60)),
    "hr": ("分钟", Fraction(60)),
    "hour": ("分钟", Fraction(60)),
    "hours": ("分钟", Fraction(60)),
    "mins": ("分钟", Fraction(1)),
    "minutes": ("分钟", Fraction(1)),
    "d": ("天", Fraction(1)),
    "day": ("天", Fraction(1)),
    "days": ("天", Fraction(1)),
    "天": ("天", Fraction(1)),
    "日": ("天", Fraction(1)),
    "日历天": ("天", Fraction(1)),
    "日历日": ("天", Fraction(1)),
    "自然日": ("天", Fraction(1)),
    "自然天": ("天", Fraction(1)),
    "个日历天": ("天", Fraction(1)),
    "个日历日": ("天", Fraction(1)),
    "个自然日": ("天", Fraction(1)),
    "周": ("天", Fraction(7)),
    "个周": ("天", Fraction(7)),
    "星期": ("天", Fraction(7)),
    "个星期": ("天", Fraction(7)),
    "个工作日": ("工作日", Fraction(1)),
    "月": ("个月", Fraction(1)),
    "个月": ("个月", Fraction(1)),
    "季度": ("个月", Fraction(3)),
    "个季度": ("个月", Fraction(3)),
    "年": ("个月", Fraction(12)),
    "%": ("%", Fraction(1)),
    "比例": ("%", Fraction(100)),
    "‰": ("%", Fraction(1, 10)),
    "成": ("%", Fraction(10)),
    "个百分点": ("百分点", Fraction(1)),
    "百分点": ("百分点", Fraction(1)),
}
"""Alias → (base unit, how many of it). A day is not turned into hours: it may be a working day."""

_ALIKE: Mapping[str, str] = {"名": "人", "位": "人", "场次": "场", "批次": "批"}
"""Words that count the same things."""

MONEY_UNIT = "[十百千万亿]{0,3}[元圆]"
"""The units of money as part of a pattern: 元, 千元, 万元, 亿元 and the rarer ones."""

TIME_UNITS = frozenset(
    unit for unit, (base, _) in _BASES.items() if base in {"分钟", "天", "工作日", "个月"}
) | frozenset({"工作日"})
"""Units that count time; 分 alone is none, as points are counted in it too."""


def normal_unit(text: str) -> str:
    """The unit in comparable spelling: trimmed, no inner spaces, `%` for every percent, one joint `·`, `/` plain.

    `元/人*月`, `元/人、月` and `元/人/月` all become `元/人·月`. Characters such as ㎡ stay as they are.
    """
    bare = "".join(text.split())
    if bare in PERCENT_WORDS or _percent_twice(bare):
        return "%"
    if "每" in bare and (each := _EACH.fullmatch(bare)):
        bare = f"{each['top']}/{each['below']}"  # 元每人
    top, slash, below = bare.translate(_JOINTS).partition("/")
    if below.startswith("(") and below.endswith(")"):
        below = below[1:-1]
    return top + slash + below.replace("/", "·")


def _percent_twice(bare: str) -> bool:
    """Whether percent is written twice, once in brackets: `%（百分比）`."""
    outer, bracket, inner = bare.replace("（", "(").replace("）", ")").partition("(")
    return bool(bracket) and outer in PERCENT_WORDS and inner.removesuffix(")") in PERCENT_WORDS


def same_unit(one: str, other: str) -> bool:
    """Whether both name the same unit, in whatever spelling: 公里 and 千米, 元/人*月 and 元/月·人; 人 is not 人次.

    Of 台（套） either word will do, and so does the measure word alone of 个村 and 家企业.
    """
    if _measure(one) == _measure(other):
        return True
    return any(_measure(a) == _measure(b) for a in _either(one) for b in _either(other)) or _counted_alike(one, other)


def _either(unit: str) -> tuple[str, ...]:
    """The units that one with a second word in brackets stands for: 台, 套 and 台套 for 台（套）, 人次 for 人（次）."""
    found = _BRACKETED.fullmatch(normal_unit(unit))
    if found is None:
        return (unit,)
    first, second = found["first"], found["second"]
    joined = first + second
    return (joined,) if second == "次" else (unit, first, second, joined, f"{first}/{second}")


def _counted_alike(one: str, other: str) -> bool:
    """Whether one is the measure word of the other: 个 and 个村; not 个 and 个月, 人 and 人次."""
    short, long = sorted((normal_unit(one), normal_unit(other)), key=len)
    rest = long.removeprefix(short)
    if short not in _MEASURE_WORDS or rest == long or "/" in long or _measure(long)[1] in _MEASURED:
        return False
    return rest[:1] not in "次天日月年时分百工"


def with_multiplier_of(unit: str, goal: str) -> str:
    """The unit of a goal for a number that was counted in another one: 株 for 棵 of 万株, 万株 for 万棵 of 株."""
    own, others = _MULTIPLIER.match(normal_unit(unit)), _MULTIPLIER.match(goal)
    return (own[0] if own else "") + goal[others.end() if others else 0 :]


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """The value in the other unit, None where the two cannot be compared with certainty.

    Exact; where the result has no finite decimal form (50 分钟 in 小时) it is given to thirty places, so that it can
    never wrongly equal a target.
    """
    source, goal = _measure(from_unit), _measure(to_unit)
    if source[1:] != goal[1:]:
        return None
    return value if source == goal else _decimal(Fraction(value) * source[0] / goal[0])


_EACH = lazy("(?P<top>[^/每]{1,6})每(?P<below>[^/每]{1,4})")
_MULTIPLIER = lazy("[十百千]?[万亿]{1,2}(?=.)")
_BRACKETED = lazy(r"(?P<first>[一-鿿]{1,3})[(（](?P<second>[一-鿿]{1,3})[)）]")
_MEASURE_WORDS = frozenset("个名家项所座条台套处件份篇户位只头株棵辆部本册张块根栋间幅盏口艘门支眼场批期类种")


def are_comparable(one: str, other: str) -> bool:
    """Whether what is given in one unit can be converted into the other."""
    return _measure(one)[1:] == _measure(other)[1:]


def in_wan(amount: Decimal | None, unit: str) -> Decimal | None:
    """An amount in 万元; None for an unknown amount or unit."""
    return None if amount is None else convert(amount, unit, "万元")


def money_unit(text: str) -> str:
    """The money unit that a text names, with the short 万 and 亿 completed to 万元 and 亿元; "" if it is none."""
    unit = normal_unit(text)
    scale, rest = _scaled(unit)
    if not rest and scale > 1:
        return unit + "元"
    return unit if _measure(unit)[1:] == ("元", ()) else ""


def is_money(unit: str) -> bool:
    """Whether the unit is an amount of money, not money per something."""
    return bool(unit) and _measure(unit)[1:] == ("元", ())


def is_scale(unit: str) -> bool:
    """Whether the unit is only a multiplier, such as the 万 of `150万`."""
    scale, rest = _scaled(normal_unit(unit))
    return scale > 1 and not rest


_MEASURED = frozenset(base for base, _ in _BASES.values()) | {"工作日"}


def is_count(unit: str) -> bool:
    """Whether the unit counts things, such as 批次 and 人: no measure, no money, no share, nothing per something."""
    _, base, below = _measure(unit)
    return bool(base) and not below and base not in _MEASURED


@lru_cache(maxsize=1024)
def _measure(text: str) -> tuple[Fraction, str, tuple[str, ...]]:
    """How many, of which base unit, per which sorted base units."""
    top, _, below = normal_unit(text).partition("/")
    factor, base = _base(top)
    parts = [_base(part) for part in below.split("·")] if below else []
    for size, _name in parts:
        factor /= size
    return factor, base, tuple(sorted(name for _, name in parts))


def _base(text: str) -> tuple[Fraction, str]:
    known = _BASES.get(text) or _BASES.get(text.lower())
    if known:
        return known[1], known[0]
    scale, rest = _scaled(text)
    name, factor = _BASES.get(rest, (_ALIKE.get(rest, rest), Fraction(1)))
    return scale * factor, name


def _scaled(text: str) -> tuple[int, str]:
    scale, rest = 1, text
    for _ in range(3):
        for prefix, size in _PREFIXES:
            if rest.startswith(prefix) and rest not in _BASES:
                scale, rest = scale * size, rest.removeprefix(prefix)
                break
        else:
            break
    return scale, rest


def _decimal(value: Fraction) -> Decimal:
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest != 1:
        places = 30
    whole = (value * 10**places + Fraction(1, 2)).__floor__()
    return Decimal(f"{whole}E-{places}")
