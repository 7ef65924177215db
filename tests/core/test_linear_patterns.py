"""No text makes a pattern hang: every compiled pattern of the package, and the readers, on long repetitions.

Time is counted in looks of a yardstick, taken by the same thread at the same moment, and is the best of several tries
where the first was slow: neither a slow nor a busy machine fails the test. A pattern that takes a run of signs in many
ways takes seconds or hours, not a little longer.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import pytest

import selfeval
from selfeval.core.numbers import parse_money, parse_number, parse_percent, parse_quantity
from selfeval.core.patterns import LazyPattern
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import read_target
from selfeval.core.texts.words.absence import punctuated, says_not_applicable

LONG = 5000
"""Signs of a long text."""

YARDSTICK = partial(re.compile(r"\s*+x").search, " " * LONG)
"""The work of the plainest pattern that is tried at each blank of a long text: some hundredths of a second."""

LIMIT = 5
"""Yardsticks that one look may take; the slowest pattern of the package takes three."""

PARTS = (5, 2, 1)
"""A fifth of it is looked at first."""

TRIES = 5
PIECES = (
    *(
        " ",
        "9",
        "0",
        " 9",
        ",",
        "9,",
        "1,234",
        "1.",
        "千",
        "亿万",
        "十",
        "1-",
        "1-1-1-",
        "(",
        "()",
        "（",
        "[",
        "%",
        "≥",
        "≥ ",
    ),
    *(
        "A",
        "A1",
        "中",
        "中 ",
        "的",
        "年",
        "1月",
        "2025年",
        "2025-",
        "。",
        "…",
        "*",
        '"',
        "'",
        "/",
        "|",
        "=",
        "_",
        ":",
        "号",
        "无",
    ),
    *(
        "项目",
        "预算",
        "资金",
        "指标",
        "事故",
        "下降",
        "安全",
        "完成",
        "\n",
        " \n",
        "\t",
        "□是 ",
        "是",
        "〔2025〕",
        "每月",
        "季度",
        "{",
    ),
)
SHAPES = ("{}!", "95{}!", "≥95%{}（详见附件，另附说明", "[{}")


def modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(selfeval.__path__, "selfeval."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def inside(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns of a module's value: those over bytes as the same over texts, those of classes too."""
    if isinstance(value, LazyPattern):
        yield from inside(value.compiled(), depth)
    elif isinstance(value, re.Pattern):
        of_bytes = isinstance(value.pattern, bytes)
        yield re.compile(value.pattern.decode("latin-1"), value.flags | re.ASCII) if of_bytes else value
    elif isinstance(value, type) and value.__module__.startswith("selfeval."):
        for part in list(vars(value).values()):
            yield from inside(part, depth + 1)
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for part in value:
            yield from inside(part, depth + 1)
    elif depth < 4 and isinstance(value, Mapping):
        for key, part in list(value.items()):
            yield from inside(key, depth + 1)
            yield from inside(part, depth + 1)


def literals() -> Iterator[re.Pattern[str]]:
    """Patterns that stand as plain texts in calls such as `re.search(r"…", text)`."""
    for path in Path(selfeval.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if re.search(r"\bre\s*\.", text) else ():
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
            if not called or not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":
                continue
            pattern = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if isinstance(pattern, (str, bytes)):
                yield re.compile(pattern if isinstance(pattern, str) else pattern.decode("latin-1"))


def patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for value in list(vars(module).values()):
            for pattern in inside(value):
                found.setdefault(f"{pattern.pattern}{pattern.flags}", pattern)
    for pattern in literals():
        found.setdefault(f"{pattern.pattern}{pattern.flags}", pattern)
    return found


def long_texts(size: int, pieces: tuple[str, ...] = PIECES, shapes: tuple[str, ...] = SHAPES) -> Iterator[str]:
    for piece in pieces:
        run = (piece * size)[:size]
        for shape in shapes:
            yield shape.format(run) if "{" not in run else shape.replace("{}", run)


def seconds(look: Callable[[], object]) -> float:
    """What a look takes of the processor, other threads not counted."""
    start = time.thread_time()
    look()
    return time.thread_time() - start


@cache
def usual() -> float:
    """Seconds of the yardstick at the best moment."""
    return min(seconds(YARDSTICK) for _ in range(20))


def best(look: Callable[[], object]) -> float:
    """A look in yardsticks: the quickest of a few tries, each beside a yardstick; one is enough where it is quick."""
    took = seconds(look) / usual()
    if took <= LIMIT:
        return took
    return min(seconds(look) / max(seconds(YARDSTICK), usual()) for _ in range(TRIES))


def slowest(pattern: re.Pattern[str], texts: Sequence[str]) -> tuple[float, str]:
    """The longest look of a pattern and the text it was at; stops at the first that is too long."""
    worst = (0.0, "")
    for text in texts:
        for how in (pattern.search, pattern.fullmatch):  # a match is what a search looks for first
            took = best(lambda how=how, text=text: how(text))
            worst = max(worst, (took, text[:12]))
            if took > LIMIT:
                return worst
    return worst


def too_slow(pattern: re.Pattern[str]) -> bool:
    """Whether a text of some shape is looked at too long.

    From short to long: what grows too fast is known before it could hang the test. A longer text is looked at only
    where a part of it took so long that the whole could take too long, if time grows with the cube of its length.
    """
    short = (*_texts(50, SHAPES), *_texts(300, SHAPES[:2]))
    if slowest(pattern, short)[0] > LIMIT:
        return True
    for texts in zip(*(_texts(LONG // part, SHAPES[:1]) for part in PARTS), strict=True):
        for text, part in zip(texts, PARTS, strict=True):
            took = slowest(pattern, [text])[0]
            if took > LIMIT:
                return True
            if took <= LIMIT / part**3:
                break
    return False


@cache
def _texts(size: int, shapes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(long_texts(size, shapes=shapes))


def test_every_pattern_is_quick_on_every_repetition():
    found = patterns()
    assert len(found) > 250
    assert [name for name, one in found.items() if too_slow(one)] == []


def test_the_test_finds_a_pattern_that_explodes():
    assert slowest(re.compile(r"(a+)+$"), ["a" * 24 + "!"])[0] > LIMIT
    assert slowest(re.compile(r"\s*x?\s*y?\s*z"), [" " * 300 + "!"])[0] > LIMIT
    assert too_slow(re.compile("[^x]*?[^y]?9x")), "only on long texts"


READERS: tuple[Callable[[str], object], ...] = (
    *(parse_number, parse_quantity, parse_percent, says_not_applicable, punctuated),
    lambda text: parse_money(text, "万元"),
    lambda text: read_target(text, tier1="产出指标", tier2="时效指标", name=text[:200], year=2025),
    lambda text: read_actual(text, TARGETS[0], answers={"达成年度指标": "a", "未达成": "b"}, year=2025),
    lambda text: read_actual(text, TARGETS[1], answers={"达成年度指标": "a", "未达成": "b"}, year=2025),
    lambda text: read_actual(text, TARGETS[2], answers={"达成年度指标": "a", "未达成": "b"}, year=2025),
    lambda text: read_actual(text, TARGETS[3], answers={"达成年度指标": "a", "未达成": "b"}, year=2025),
)
TARGETS = [read_target(text, tier1="产出指标", year=2025) for text in ("≥95%", "12月底前", "是否超预算", "逐步减少")]


@pytest.mark.parametrize("size", [40, 100, 200, 480, 5000])
def test_what_people_type_is_read_at_once(size):
    texts = list(long_texts(size))
    slow = [text[:12] for text in texts for read in READERS if best(lambda read=read, text=text: read(text)) > LIMIT]
    assert not slow


@pytest.mark.parametrize("size", [100, 200, 400])
def test_blanks_that_align_a_text_cost_nothing(size):
    blanks = " " * size
    assert read_target(f"≥95%{blanks}（详见附件，另附说明", tier1="产出指标").text.startswith("≥95%")
    assert read_target(f"{blanks}≥{blanks}95{blanks[:40]}%", tier1="产出指标").value == 95
    assert best(lambda: read_target(f"≥95%{blanks}（详见附件，另附{blanks[:30]}说明", tier1="产出指标")) < LIMIT
