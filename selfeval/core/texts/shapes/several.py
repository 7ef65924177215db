"""Several numbers in one text: which is the whole of the others, and which stand for each of many."""

from __future__ import annotations

from selfeval.core.patterns import lazy
from selfeval.core.texts.shapes.quantities import Written
from selfeval.core.units import same_unit

_SUM = lazy(r"(?:共计?|合计|总计|累计|总共|小计|总数|总量)[^0-9,，。;；、]{0,6}\Z")
_PART = lazy(r"[0-9].{0,20}[,，;；。(（]\s?(?:其中|包括|包含|内含|含)")
CLAUSE = lazy(r"[,，。;；、]")
"""Where a text begins to speak of something else."""


def is_part(written: Written) -> bool:
    """Whether the number is named as a part of one before it: 200亩 of `520亩，其中经济林200亩`."""
    return _PART.search(written.context) is not None


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
