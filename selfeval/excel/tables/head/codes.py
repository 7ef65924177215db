"""Parts a code and a name that share one cell: `482001 乐亭县信访局`, `[312]某局`, `13022525P00RERB10015T-信访专项`."""

from __future__ import annotations

import re
from typing import Final

from selfeval.core.numbers import squeezed
from selfeval.core.patterns import lazy

_NARROW: Final = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"【": "[", "】": "]", "〔": "[", "〕": "]"}
    | {"　": " ", "—": "-", "–": "-", "－": "-", "―": "-"}
)  # fmt: skip
"""One character for each, so that what is cut off keeps its own spelling."""

_CODE = r"[0-9][0-9A-Z]{2,39}"
_SHAPES: Final = tuple(
    lazy(rf"\A{pattern}")
    for pattern in (
        rf"[\[(] ?(?P<code>{_CODE}) ?[\])][\s\-_:、.]{{0,9}}+(?P<name>[^\s\-].*)",
        rf"(?P<code>{_CODE})[\s\-_:、./]{{1,9}}+(?P<name>[^\s\-0-9~至].*)",
        r"(?P<code>[0-9]{6,40}[0-9A-Z]{0,40}|[0-9](?=(?:[A-Z]{0,9}[0-9]){7})[0-9A-Z]{9,80})(?P<name>[^\s0-9A-Z年月日\-~至].*)",
        r"(?P<name>.*[^\s\-0-9(\[]) ?[\[(] ?(?P<code>[0-9][0-9A-Z]{4,39}) ?[\])]",
        r"(?P<name>.*[一-鿿)\]])[\s\-_]{1,9}+(?P<code>[0-9]{6}[0-9A-Z]{0,40})",
    )
)
_YEAR = lazy(r"20\d\d(?:[01]\d)?")


def split_code(text: str) -> tuple[str, str]:
    """Code and name, each as written but the code in plain figures; ("", the text) where there is no code.

    A year is none: `2025年清河县局` and `2025-信访专项` are names.
    """
    plain = squeezed(text)
    narrow = plain.translate(_NARROW)
    for shape in _SHAPES:
        found = shape.fullmatch(narrow)
        if found and not _YEAR.fullmatch(found["code"]) and _is_name(found["name"]):
            first, last = found.span("name")
            return found["code"], plain[first:last].strip()
    return "", text.strip()


def split_unit(text: str) -> tuple[str, str]:
    """Code and name of a unit: `482001 乐亭县信访局本级` → `482001`, `乐亭县信访局`."""
    code, name = split_code(text)
    return code, name.removesuffix("本级")


def _is_name(text: str) -> bool:
    """Whether what is left is a name and no figure with its unit: `120000 元`."""
    return bool(re.search(r"[一-鿿]{2}", text)) and not re.fullmatch(
        r"[亿万千百十]?(?:元|人|户|个|件|次)(?:次|整)?", text
    )
