"""The number formats of an OpenDocument table, element by element, as the format codes that all other kinds have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from selfeval.core.patterns import lazy

_PARTS: Final = {
    "year": "yyyy",
    "month": "m",
    "day": "d",
    "day-of-week": "aaaa",
    "hours": "h",
    "minutes": "mm",
    "seconds": "ss",
    "am-pm": "AM/PM",
    "text-content": "@",
    "scientific-number": "0.00E+00",
    "fraction": "# ?/?",
    "fill-character": "",
    "currency-symbol": "",
    "text": "",
    "text-properties": "",
    "map": "",
}
"""Elements and what they are in a code; a format with another one (quarters, texts within a number) is not known."""
_CONDITION = lazy(r"value\(\)\s*(>=|<=|!=|<>|=|>|<)\s*(-?\d+(?:\.\d+)?)")
_BY_SIGN: Final = {(">=0",), (">0", "<0"), (">0", "<0", "=0")}
"""The conditions that the sections of a code have without saying so."""
_MOST_PLACES = 30


@dataclass(slots=True)
class _Format:
    """One format in the making: pieces of its code, and the formats that stand in for it under a condition."""

    kind: str
    overflow: bool
    pieces: list[str] = field(default_factory=list)
    maps: list[tuple[str, str]] = field(default_factory=list)
    known: bool = True

    def code(self) -> str:
        """Its own section; blanks at its edges only keep figures off the border."""
        return "".join(self.pieces).strip(" ")


class Formats:
    """Collects formats; `code` gives that of one by its name."""

    def __init__(self) -> None:
        self._formats: dict[str, _Format] = {}
        self._open: _Format | None = None
        self._text: list[str] | None = None

    @property
    def inside(self) -> bool:
        """Whether we are within a format."""
        return self._open is not None

    def begin(self, name: str, kind: str, own: Mapping[str, str]) -> None:
        """A format begins; its kind is the name of its element, such as `date-style`."""
        self._open = self._formats[name] = _Format(kind, own.get("truncate-on-overflow") == "false")

    def element(self, name: str, own: Mapping[str, str]) -> None:
        """A piece of the open format."""
        if self._open is None:
            return
        one = self._open
        if name in {"text", "currency-symbol"}:
            self._text = []
        elif name == "text-properties" and own.get("color", "").lower() == "#ff0000":
            one.pieces.append("[Red]")
        elif name == "map":
            found = _CONDITION.fullmatch(own.get("condition", "").strip())
            one.known = one.known and found is not None
            if found:
                one.maps.append((found[1].replace("!=", "<>") + found[2], own.get("apply-style-name", "")))
        elif name == "number":
            one.pieces.append(_digits(own))
        elif name in _PARTS:
            elapsed = one.overflow and name in {"hours", "minutes", "seconds"}
            one.overflow = one.overflow and not elapsed
            one.pieces.append(f"[{_PARTS[name]}]" if elapsed else _PARTS[name])
        else:
            one.known = False

    def text(self, data: str) -> None:
        """Words of the open format."""
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        """A piece, or the open format, is finished."""
        if self._open is None:
            return
        if name in {"text", "currency-symbol"} and self._text is not None:
            words, self._text = "".join(self._text), None
            if words == "%" and self._open.kind == "percentage-style":
                self._open.pieces.append("%")
            elif words:
                self._open.pieces.append('"' + words.strip(" ").replace('"', "”") + '"' if words.strip(" ") else " ")
        elif name == self._open.kind:
            self._open = None

    def code(self, name: str) -> str | None:
        """The format code; None where the file has no such format, or it holds something that codes do not."""
        one = self._formats.get(name)
        if one is None or not one.known or one.kind == "boolean-style":
            return None
        others = [self._formats.get(other) for _, other in one.maps]
        if any(other is None or not other.known or other.maps for other in others):
            return None
        codes = [other.code() for other in others if other is not None]
        conditions = tuple(condition for condition, _ in one.maps)
        if not conditions or conditions in _BY_SIGN:
            return ";".join([*codes, one.code()])
        return ";".join([*(f"[{c}]{code}" for c, code in zip(conditions, codes, strict=True)), one.code()])


def _digits(own: Mapping[str, str]) -> str:
    """The placeholders of a number, such as `#,##0.00,`."""
    most = min(int(own.get("decimal-places") or 0), _MOST_PLACES)
    least = min(int(own.get("min-decimal-places") or most), most)
    whole = min(int(own.get("min-integer-digits") or 0), _MOST_PLACES)
    grouped = own.get("grouping") == "true"
    if "decimal-places" not in own and not grouped and whole <= 1 and "display-factor" not in own:
        return "General"
    digits = "0" * whole if whole or not (grouped or not most) else "#"
    if grouped:
        digits = "#,##" + "0" * max(whole, 1) if whole < 2 else "#," + digits.rjust(4, "#")
    factor = len(own.get("display-factor", "1")) - 1
    return digits + ("." + "0" * least + "#" * (most - least) if most else "") + "," * (factor // 3)
