"""New cell styles for a form that is filled: those it has, with number formats that show a unit.

Styles are only added behind those that are there, so that no other cell looks different.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from xml.sax.saxutils import quoteattr

from selfeval.core.patterns import lazy
from selfeval.excel.form.parts.scan import UnpatchableError

_FIRST_OWN = 164
"""Numbers below are formats that programs know by heart (ECMA-376, 18.8.30)."""

_CELL_STYLES = lazy(rb"<((?:\w+:)?)cellXfs\b([^>]*)>(.*?)</\1cellXfs>", re.DOTALL)
_STYLE = lazy(rb"<((?:\w+:)?)xf\b(?:[^>]*/>|[^>]*[^/]>.*?</\1xf>|>.*?</\1xf>)", re.DOTALL)
_FORMATS = lazy(rb"<((?:\w+:)?)numFmts\b([^>]*)>(.*?)</\1numFmts>", re.DOTALL)
_ROOT = lazy(rb"<((?:\w+:)?)styleSheet\b[^>]*[^/]>")
_NUMBER = lazy(rb"""\bnumFmtId\s*=\s*["'](\d+)["']""")
_CODE = lazy(rb"""\bformatCode\s*=\s*("[^"]*"|'[^']*')""")
_APPLIED = lazy(rb"""\sapplyNumberFormat\s*=\s*["'][^"']*["']""")
_COUNT = lazy(rb"""(\bcount\s*=\s*["'])\d+""")

Wish = tuple[int, str]
"""The number of a style that a cell has, and the format code that it should get."""


def restyled(data: bytes, wishes: Iterable[Wish]) -> tuple[bytes, dict[Wish, int]]:
    """The styles part with what is wished for, and the number of each new style.

    Raises:
        UnpatchableError: the part is written in a way that nothing can be added with certainty.
    """
    ordered = list(dict.fromkeys(wishes))
    block = _CELL_STYLES.search(data)
    if block is None or _ROOT.search(data) is None:
        raise UnpatchableError("styles")
    styles = [found.group() for found in _STYLE.finditer(block[3])]
    if _STYLE.sub(b"", block[3]).strip():
        raise UnpatchableError("styles")
    numbers = _numbers(data, [code for _, code in ordered])
    new: list[bytes] = []
    places: dict[Wish, int] = {}
    for wish in ordered:
        if wish[0] >= len(styles):
            raise UnpatchableError("style")
        places[wish] = len(styles) + len(new)
        new.append(_with_format(styles[wish[0]], numbers[wish[1]]))
    head = _COUNT.sub(rb"\g<1>" + str(len(styles) + len(new)).encode(), block[2])
    tag = block[1] + b"cellXfs"
    whole = b"<" + tag + head + b">" + block[3] + b"".join(new) + b"</" + tag + b">"
    return _with_formats(data[: block.start()] + whole + data[block.end() :], numbers), places


def _with_format(style: bytes, number: int) -> bytes:
    """A style with another number format."""
    end = style.index(b">") + 1
    tag = _APPLIED.sub(b"", style[:end])
    code = str(number).encode()
    tag = _NUMBER.sub(b'numFmtId="' + code + b'"', tag) if _NUMBER.search(tag) else _added(tag, b'numFmtId="%s"' % code)
    return _added(tag, b'applyNumberFormat="1"') + style[end:]


def _added(tag: bytes, attribute: bytes) -> bytes:
    at = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:at].rstrip() + b" " + attribute + tag[at:]


def _numbers(data: bytes, codes: Iterable[str]) -> dict[str, int]:
    """The number of each code: the one it has in the part, else a free one."""
    formats = _FORMATS.search(data)
    known: dict[str, int] = {}
    for tag in re.findall(rb"<(?:\w+:)?numFmt\b[^>]*>", formats[3]) if formats else ():
        number, text = _NUMBER.search(tag), _CODE.search(tag)
        if number and text:
            known[unescape(text[1][1:-1].decode("utf-8"))] = int(number[1])
    free = max([_FIRST_OWN - 1, *known.values()]) + 1
    numbers: dict[str, int] = {}
    for code in codes:
        if code not in numbers:
            numbers[code] = known.get(code, free)
            free += code not in known
    return numbers


def _with_formats(data: bytes, numbers: dict[str, int]) -> bytes:
    """The part with the codes that it lacks."""
    formats, root = _FORMATS.search(data), _ROOT.search(data)
    held = formats[3] if formats else b""
    prefix = formats[1] if formats else root[1] if root else b""
    new = [
        b"<" + prefix + f'numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'.encode()
        for code, number in numbers.items()
        if not re.search(rb"""numFmtId\s*=\s*["']%d["']""" % number, held)
    ]
    if not new:
        return data
    if formats:
        count = len(re.findall(rb"<(?:\w+:)?numFmt\b", held)) + len(new)
        head = _COUNT.sub(rb"\g<1>" + str(count).encode(), formats[2])
        tag = prefix + b"numFmts"
        whole = b"<" + tag + head + b">" + held + b"".join(new) + b"</" + tag + b">"
        return data[: formats.start()] + whole + data[formats.end() :]
    if root is None:
        raise UnpatchableError("styles")
    tag = prefix + b"numFmts"
    whole = b"<" + tag + b' count="%d">' % len(new) + b"".join(new) + b"</" + tag + b">"
    return data[: root.end()] + whole + data[root.end() :]
