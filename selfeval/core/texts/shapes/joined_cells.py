"""Target texts that were several cells of a form: 指标性质, sign, value and unit, joined by `|`."""

from __future__ import annotations

import re

from selfeval.core.numbers import parse_number
from selfeval.core.texts.words.targets import comparator_of
from selfeval.core.units import normal_unit

_DIRECTIONS = frozenset({"正向", "反向", "正向指标", "反向指标", "正指标", "负指标", "负向"})
_NATURES = _DIRECTIONS | {"定性", "定量", "定性指标", "定量指标"}


def split_cells(text: str, sign: str, unit: str, nature: str) -> tuple[str, str, str, str]:
    """Value, sign, unit and 指标性质: what a text of joined cells says goes before the cells given beside it."""
    parts = [part.strip() for part in re.split(r"[|｜]", text)]
    if sign in _NATURES:
        sign, nature = "", nature or sign
    leads = parts[0] in _NATURES or comparator_of(parts[0]) is not None
    if len(parts) == 2 and may_be_a_share(*parts):
        return parts[0], sign, unit or parts[1], nature
    if not leads or not 1 < len(parts) <= 5:
        return text, sign, unit, nature
    while len(parts) > 1 and parts[0] in _NATURES:
        lead = parts.pop(0)
        nature = lead if lead in _DIRECTIONS else nature or lead
    if len(parts) > 1 and comparator_of(parts[0]):
        lead = parts.pop(0)
        sign = sign or lead
    if len(parts) == 2:
        last = parts.pop()
        unit = unit or last
    return " ".join(parts), sign, unit, nature


def may_be_a_share(value: str, unit: str) -> bool:
    """Whether a value cell holds a bare number up to 1 beside a cell for percent, so that 0.9 may be 90 %."""
    number = parse_number(value.lstrip("≥≤><=＞＜＝ "))
    return number is not None and 0 < number <= 1 and normal_unit(unit) == "%"


def words_of(text: str) -> str:
    """The wording of a target without the cells for its nature, sign and unit: 好 for `定性 | 好`."""
    return split_cells(text, "", "", "")[0].strip()
