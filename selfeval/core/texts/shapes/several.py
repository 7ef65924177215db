"""Several numbers in one text: which is the sum or the whole of the others, and which are parts of it."""

from __future__ import annotations

from selfeval.core.patterns import lazy
from selfeval.core.texts.shapes.quantities import Written
from selfeval.core.units import are_comparable, same_unit

_SUM = lazy(r"(?:共计?|合计|总计|累计|总共|小计|总数|总量)[^0-9,，。;；、]{0,6}\Z")
_DONE = lazy("完成|办结|整改|建成|完工|竣工|验收|解决|投入使用|达标|合格|通过|到位|发放|支付")
_PART = lazy(r"[0-9].{0,20}[,，;；。(（]\s?(?:其中|包括|包含|内含|含)")
_NEAR = lazy(r"[,，。;；、()（）]")
CLAUSE = lazy(r"[,，。;；、]")
"""Where a text begins to speak of something else."""


def is_part(written: Written) -> bool:
    """Whether the number is named as a part of one before it: 200亩 of `520亩，其中经济林200亩`."""
    return _PART.search(written.context) is not None


def whole_and_parts(several: tuple[Written, ...]) -> tuple[Written | None, tuple[Written, ...]]:
    """The number before 其中 and those behind it in its unit: 12场 of `12场，其中培训105人次` has no part."""
    named = tuple(one for one in several if is_part(one))
    before = several[: several.index(named[0])] if named else ()
    if not before:
        return None, ()
    whole = before[-1]
    parts = tuple(one for one in named if _of_the_same(one.unit, whole.unit))
    return (whole, parts) if parts else (None, ())


def asked_of(whole: Written, parts: tuple[Written, ...], name: str) -> tuple[Written | None, bool]:
    """Which one of a whole and its parts answers a row of that name, and whether that is certain.

    A part answers where it shares words with the name, or alone says that something was done: 12个 of
    `共20个，其中已完成12个`. None where several parts say so.
    """
    of_whole = _shared(name, whole)
    of_parts = [(one, shared - of_whole) for one in parts if (shared := _shared(name, one)) - of_whole]
    if len(of_parts) == 1:
        part, shared = of_parts[0]
        more = len(_shared(name, part)) > len(of_whole) or not of_whole - _shared(name, part)
        done = more or any(_DONE.search(word) for word in shared)
        return (part if done else whole), False
    if of_whole or of_parts:
        return whole, not of_parts
    done_parts = () if _DONE.search(_clause_of(whole)) else tuple(it for it in parts if _DONE.search(_clause_of(it)))
    if not done_parts:
        return whole, True
    return (done_parts[0] if len(done_parts) == 1 else None), False


def _shared(name: str, one: Written) -> set[str]:
    """The pairs of characters, and 男 and 女, that a name and the clause of a number have in common."""
    clause = _clause_of(one)
    words = {name[at : at + 2] for at in range(len(name) - 1)} | ({"男", "女"} & set(name))
    return {word for word in words if word in clause}


def _clause_of(one: Written) -> str:
    return f"{_NEAR.split(one.context)[-1]}|{one.unit}{_NEAR.split(one.behind)[0]}"


def _of_the_same(one: str, other: str) -> bool:
    """Whether two numbers count the same: 12个 of 20个项目, 50人 of 1.2万人."""
    if not one or not other or one.startswith(other) or other.startswith(one):
        return True
    return same_unit(one, other) or are_comparable(one, other)


def sum_of(several: tuple[Written, ...]) -> Written | None:
    """The number that is called the sum of the others and is it: 4次 of `上半年2次，下半年2次，共4次`."""
    for index, one in enumerate(several):
        others = several[:index] + several[index + 1 :]
        alike = all(same_unit(one.unit, other.unit) and other.upper is None for other in others)
        if len(others) > 1 and alike and _SUM.search(one.context) and one.value == sum(it.value for it in others):
            return one
    return None


def without_parts(several: tuple[Written, ...]) -> tuple[Written, ...]:
    """The numbers without the parts of a whole: `线上2场、线下3场，共5场` and `5场，其中县级2场` are 5场."""
    total = sum_of(several)
    return (total,) if total else tuple(one for one in several if not is_part(one))
