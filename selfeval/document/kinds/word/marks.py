"""What the XML of a Word document says about its paragraphs: styles, levels of headings, numbers that Word counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from selfeval.core.patterns import lazy

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = lazy(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = lazy(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"
_MOST_LEVELS = 9


def tag(element: Element) -> str:
    """The local name of an element of Word's own."""
    name = element.tag if isinstance(element.tag, str) else ""
    return name.removeprefix(W)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's own, "" where it is missing."""
    return "" if element is None else element.get(f"{W}{name}", "")


def kept(parent: Element) -> Iterator[Element]:
    """The children, of alternatives for older programs only the first."""
    for child in parent:
        if child.tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            source = choice if choice is not None else child.find(f"{MC}Fallback")
            if source is not None:
                yield from kept(source)
        else:
            yield child


@dataclass
class Styles:
    """Levels, contents and numbering of paragraph styles, by their ids."""

    levels: dict[str, int] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)

    def level(self, paragraph: Element) -> int:
        """1 … 9 for a heading, 0 for other paragraphs."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if value(own).isdigit() and int(value(own)) < _MOST_LEVELS:
            return int(value(own)) + 1
        return self.levels.get(style_of(paragraph), 0)

    def is_contents(self, paragraph: Element) -> bool:
        """Whether the style is that of a list of contents."""
        return style_of(paragraph) in self.contents


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))


def paragraph_styles(tree: Element | None) -> Styles:
    """Read styles.xml; a style has what the one it is based on has."""
    styles, based = Styles(), dict[str, str]()
    for style in tree.iter(f"{W}style") if tree is not None else ():
        identifier, name = value(style, "styleId"), value(style.find(f"{W}name"))
        based[identifier] = value(style.find(f"{W}basedOn"))
        outline = value(style.find(f"{W}pPr/{W}outlineLvl"))
        heading = _HEADING.fullmatch(name.strip())
        if outline.isdigit() and int(outline) < _MOST_LEVELS:
            styles.levels[identifier] = int(outline) + 1
        elif heading:
            styles.levels[identifier] = int(heading[1])
        if _CONTENTS.fullmatch(name.strip()):
            styles.contents.add(identifier)
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            styles.numbers[identifier] = value(numbered.find(f"{W}numId")), value(numbered.find(f"{W}ilvl")) or "0"
    for identifier in based:
        _inherit(styles, based, identifier)
    return styles


def _inherit(styles: Styles, based: Mapping[str, str], identifier: str) -> None:
    parent = based.get(identifier, "")
    for _ in range(20):  # styles based on each other in a ring end here
        if not parent:
            return
        if parent in styles.levels:
            styles.levels.setdefault(identifier, styles.levels[parent])
        if parent in styles.numbers:
            styles.numbers.setdefault(identifier, styles.numbers[parent])
        parent = based.get(parent, "")


@dataclass
class Numbers:
    """Counts numbered paragraphs as Word does: the text of a number is nowhere in the file."""

    lists: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def number(self, paragraph: Element, styles: Styles) -> str:
        """The number before a paragraph, such as `（一）` or `1.`; "" where it has none, or a mere dot."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            identifier, level = value(own.find(f"{W}numId")), value(own.find(f"{W}ilvl")) or "0"
        else:
            identifier, level = styles.numbers.get(style_of(paragraph), ("", "0"))
        levels = self.lists.get(identifier)
        if not levels or not level.isdigit() or int(level) not in levels:
            return ""
        depth = int(level)
        counts = self._counts.setdefault(self.abstract.get(identifier, identifier), {})
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        shape, text, _ = levels[depth]
        if shape in {"bullet", "none"}:
            return ""
        for one, (its_shape, _, start) in levels.items():
            text = text.replace(f"%{one + 1}", counted(counts.get(one, start), its_shape))
        return text


def numbering(tree: Element | None) -> Numbers:
    """Read numbering.xml."""
    found = Numbers()
    if tree is None:
        return found
    shapes: dict[str, dict[int, tuple[str, str, int]]] = {}
    for abstract in tree.iter(f"{W}abstractNum"):
        shapes[value(abstract, "abstractNumId")] = dict(_levels(abstract))
    for number in tree.iter(f"{W}num"):
        base = value(number.find(f"{W}abstractNumId"))
        levels = dict(shapes.get(base, {}))
        for override in number.iter(f"{W}lvlOverride"):
            levels |= dict(_levels(override))
        found.lists[value(number, "numId")] = levels
        found.abstract[value(number, "numId")] = base
    return found


def _levels(parent: Element) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in parent.iter(f"{W}lvl"):
        depth = value(level, "ilvl")
        if depth.isdigit() and int(depth) < _MOST_LEVELS:
            start = value(level.find(f"{W}start"))
            shape, text = value(level.find(f"{W}numFmt")) or "decimal", value(level.find(f"{W}lvlText"))
            yield int(depth), (shape, text, int(start) if start.isdigit() and len(start) < 6 else 1)


def counted(number: int, shape: str) -> str:
    """A number as the list writes it: 一, ①, A, 1."""
    if shape.startswith(("chinese", "japanese", "ideographDigital", "taiwanese")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        before = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
        return before + (_DIGITS[ones] if ones or not tens else "")
    if shape.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x245F + number)
    if shape in {"upperLetter", "lowerLetter"} and 0 < number <= 26:
        return chr((64 if shape == "upperLetter" else 96) + number)
    return str(number)
