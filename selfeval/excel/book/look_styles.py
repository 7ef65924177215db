"""Cell styles as they are seen: number format, colours resolved through theme and palette, size, turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Final, TypeAlias

from selfeval.core.records import dataclass
from selfeval.excel.book.numcode import BUILT_IN
from selfeval.excel.book.sheetxml import Attributes, Handler

Rgb: TypeAlias = tuple[int, int, int]

BLACK: Final[Rgb] = (0, 0, 0)
WHITE: Final[Rgb] = (255, 255, 255)
READABLE = 1.6
"""Contrast of type and ground (WCAG 2, 1 to 21) below which nobody sees a text; the palest that we write has 3.5."""

_PALETTE: Final = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
)
"""The indexed colours one behind the other, six digits each (ECMA-376, 18.8.27)."""

_THEME_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""Theme colours by their number; light and dark are swapped in the file (ECMA-376, 18.8.3)."""

_OFFICE: Final[Mapping[str, Rgb]] = {"lt1": WHITE, "dk1": BLACK, "lt2": (238, 236, 225), "dk2": (31, 73, 125)}
_USUAL_SIZE = 11.0
_GROUNDS: Final = {
    "fgColor": frozenset({"", "none", "gray125"}),
    "bgColor": frozenset({"", "none", "gray125", "solid"}),
}
"""Colours of a fill, and the patterns under which they are not seen."""


@dataclass(frozen=True, slots=True)
class Font:
    """Type: colour (None where it is the usual black), points, whether it is struck out or hidden."""

    colour: Rgb | None = None
    size: float = _USUAL_SIZE
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown.

    Attributes:
        number: its number format code.
        ground: colours behind its text.
        indent, turned: how far its text is pushed in, and turned, in degrees as the file counts them.
        repeated: its text is repeated until the cell is full.
    """

    number: str = "General"
    font: Font = Font()
    ground: tuple[Rgb, ...] = (WHITE,)
    indent: int = 0
    turned: int = 0
    repeated: bool = False

    @property
    def legible(self) -> bool:
        """Whether type and ground differ enough to be told apart."""
        return legible(self.font, self.ground)


def legible(font: Font, ground: Sequence[Rgb]) -> bool:
    """Whether type can be told from all the colours behind it."""
    return all(_contrast(font.colour or BLACK, one) >= READABLE for one in ground)


def _contrast(one: Rgb, other: Rgb) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Theme(Handler):
    """Collects `colours`: the colours of a theme by name."""

    def __init__(self) -> None:
        self.colours: dict[str, Rgb] = dict(_OFFICE)
        self._name = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Note whose colour follows, or take it."""
        if name in _THEME_ORDER:
            self._name = name
        elif name in {"sysClr", "srgbClr"} and self._name:
            found = _hex(attributes.get("lastClr") if name == "sysClr" else attributes.get("val"))
            if found is not None:
                self.colours[self._name] = found
            self._name = ""


def _hex(text: str | None) -> Rgb | None:
    """`FF00AA11` or `00AA11` → its colour; the transparency in front counts for nothing in cells."""
    digits = (text or "")[-6:]
    try:
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) == 6 else None
    except ValueError:
        return None


class StyleSheet(Handler):
    """Collects `styles`: the style of each number that a cell can have; needs the colours of the theme."""

    def __init__(self, theme: Mapping[str, Rgb]) -> None:
        self._theme = theme
        self._codes = dict(BUILT_IN)
        self._palette: list[Rgb | None] = [_hex(_PALETTE[place : place + 6]) for place in range(0, len(_PALETTE), 6)]
        self._custom: list[Rgb | None] = []
        self._fonts: list[Font] = []
        self._fills: list[tuple[Rgb, ...]] = []
        self._raw: list[tuple[Attributes, dict[str, str]]] = []
        self._section = ""
        self._pattern = ""
        self._colours: list[Rgb] = []

    @property
    def styles(self) -> tuple[Style, ...]:
        """The styles, in the order of their numbers."""
        return tuple(self._style(own, alignment) for own, alignment in self._raw)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what an element says."""
        if name in {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "colors"}:
            self._section = name
        elif self._section == "numFmts" and name == "numFmt":
            self._codes[whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "General")
        elif self._section == "fonts":
            self._font(name, attributes)
        elif self._section == "fills":
            self._fill(name, attributes)
        elif self._section == "cellXfs":
            if name == "xf":
                self._raw.append((dict(attributes), {}))
            elif name == "alignment" and self._raw:
                self._raw[-1][1].update(attributes)
        elif self._section == "colors" and name == "rgbColor":
            self._custom.append(_hex(attributes.get("rgb")))

    def end(self, name: str) -> None:
        """Finish a fill, or the list of colours."""
        if name == "fill" and self._section == "fills":
            self._fills.append(tuple(self._colours) or (WHITE,))
        elif name == "indexedColors":
            self._palette[: len(self._custom)] = self._custom

    def _font(self, name: str, attributes: Attributes) -> None:
        if name == "font":
            self._fonts.append(Font())
        elif not self._fonts:
            return
        elif name == "sz":
            self._fonts[-1] = replace(self._fonts[-1], size=real(attributes.get("val"), _USUAL_SIZE))
        elif name == "color":
            self._fonts[-1] = replace(self._fonts[-1], colour=self.colour(attributes))
        elif name == "strike":
            self._fonts[-1] = replace(self._fonts[-1], struck=attributes.get("val", "1") not in {"0", "false"})

    def _fill(self, name: str, attributes: Attributes) -> None:
        if name == "fill":
            self._colours, self._pattern = [], ""
        elif name == "patternFill":
            self._pattern = attributes.get("patternType", "none")
        elif name == "color" or (name in _GROUNDS and self._pattern not in _GROUNDS[name]):
            self._add(attributes)

    def _add(self, attributes: Attributes) -> None:
        found = self.colour(attributes)
        if found is not None:
            self._colours.append(found)

    def colour(self, attributes: Attributes) -> Rgb | None:
        """The colour that an element names; None for the usual one."""
        found: Rgb | None = None
        if "rgb" in attributes:
            found = _hex(attributes["rgb"])
        elif "theme" in attributes:
            number = whole(attributes["theme"])
            found = self._theme.get(_THEME_ORDER[number]) if number < len(_THEME_ORDER) else None
        elif "indexed" in attributes:
            number = whole(attributes["indexed"])
            found = self._palette[number] if number < len(self._palette) else None
        tint = real(attributes.get("tint"), 0.0)
        if found is None or not tint:
            return found
        return _tinted(found, tint)

    def _style(self, own: Attributes, alignment: Mapping[str, str]) -> Style:
        font, fill = whole(own.get("fontId")), whole(own.get("fillId"))
        return Style(
            self._codes.get(whole(own.get("numFmtId")), "General"),
            self._fonts[font] if font < len(self._fonts) else Font(),
            self._fills[fill] if fill < len(self._fills) else (WHITE,),
            whole(alignment.get("indent")),
            whole(alignment.get("textRotation")),
            alignment.get("horizontal") == "fill",
        )


def _tinted(colour: Rgb, tint: float) -> Rgb:
    bright = min(1.0, max(-1.0, tint))
    red, green, blue = (
        round(part * (1 + bright)) if bright < 0 else round(part + (255 - part) * bright) for part in colour
    )
    return red, green, blue


def whole(text: str | None) -> int:
    """A whole number that is no less than 0; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def real(text: str | None, usual: float) -> float:
    """A number, `usual` where there is none that anybody could mean."""
    try:
        found = float(text) if text else usual
    except ValueError:
        return usual
    return found if abs(found) < 1e6 else usual


@dataclass
class Runs(Handler):
    """Collects `odd`: the shared strings of which a part is shown otherwise than its cell, too small or too pale."""

    sheet: StyleSheet
    odd: set[int] = field(default_factory=set)
    _count: int = -1
    _font: Font | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Note the type of a run."""
        if name == "si":
            self._count += 1
        elif name == "rPr":
            self._font = Font()
        elif self._font is not None and name == "sz":
            self._font = replace(self._font, size=real(attributes.get("val"), _USUAL_SIZE))
        elif self._font is not None and name == "color":
            self._font = replace(self._font, colour=self.sheet.colour(attributes))
        elif self._font is not None and name == "strike":
            self._font = replace(self._font, struck=attributes.get("val", "1") not in {"0", "false"})

    def end(self, name: str) -> None:
        """Judge a run that has ended."""
        if name == "rPr" and self._font is not None:
            font, self._font = self._font, None
            if font.struck or font.size < 5 or not legible(font, (WHITE,)):
                self.odd.add(self._count)
