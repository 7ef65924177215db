"""Changes of the structure of XML and of web pages: elements, attributes and texts, taken by their signs alone."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random
from xml.sax.saxutils import escape

from tests.campaigns.fuzz.words import NAMES, attribute, text

_TOKENS = re.compile(rb"<[^>]*>|[^<]+|<")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)=(\"[^\"]*\"|'[^']*'|[^\s>]+)")


@lru_cache(maxsize=256)
def _tokens(data: bytes) -> tuple[bytes, ...]:
    return tuple(_TOKENS.findall(data))


def restructured(data: bytes, dice: Random) -> bytes:
    """Some tags and texts changed, moved, doubled, nested or taken out; mostly still well formed."""
    tokens = list(_tokens(data))
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        if tokens:
            dice.choice(_CHANGES)(tokens, dice)
    return b"".join(tokens)


def _start(tokens: list[bytes], dice: Random) -> int:
    """The place of some opening tag, else of anything."""
    for _ in range(6):
        at = dice.randrange(len(tokens))
        if tokens[at].startswith(b"<") and not tokens[at].startswith((b"</", b"<?", b"<!")):
            return at
    return dice.randrange(len(tokens))


def _end(tokens: list[bytes], at: int) -> int:
    """Behind the element that opens at `at`, as far as its signs tell."""
    if tokens[at].endswith(b"/>") or not tokens[at].startswith(b"<"):
        return at + 1
    depth = 0
    for place in range(at, min(len(tokens), at + 400)):
        token = tokens[place]
        if token.startswith(b"</"):
            depth -= 1
        elif token.startswith(b"<") and not token.endswith(b"/>") and not token.startswith((b"<?", b"<!")):
            depth += 1
        if depth <= 0:
            return place + 1
    return at + 1


def _value(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    found = list(_ATTRIBUTE.finditer(tokens[at]))
    if found:
        one = dice.choice(found)
        value = escape(attribute(dice), {'"': "&quot;"}).encode("utf-8", "surrogatepass")
        tokens[at] = tokens[at][: one.start(2)] + b'"' + value + b'"' + tokens[at][one.end(2) :]


def _less(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    found = list(_ATTRIBUTE.finditer(tokens[at]))
    if found:
        one = dice.choice(found)
        again = tokens[at][one.start() : one.end()] + b" " if dice.random() < 0.2 else b""
        tokens[at] = tokens[at][: one.start()] + again * 2 + tokens[at][one.end() :]


def _said(tokens: list[bytes], dice: Random) -> None:
    """Another text between two tags."""
    for _ in range(6):
        at = dice.randrange(len(tokens))
        if not tokens[at].startswith(b"<"):
            break
    if not tokens[at].startswith(b"<"):
        raw = text(dice)
        tokens[at] = (escape(raw) if dice.random() < 0.9 else raw).encode("utf-8", "surrogatepass")


def _out(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    del tokens[at : _end(tokens, at)]


def _again(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    tokens[at:at] = tokens[at : _end(tokens, at)] * dice.choice((1, 1, 2, 30, 1000))


def _elsewhere(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    taken = tokens[at : _end(tokens, at)]
    del tokens[at : at + len(taken)]
    to = dice.randrange(len(tokens) + 1)
    tokens[to:to] = taken


def _nested(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    name = dice.choice(NAMES).encode()
    deep = dice.choice((1, 3, 300, 3000))
    tokens[_end(tokens, at) : _end(tokens, at)] = [b"</" + name + b">"] * deep
    tokens[at:at] = [b"<" + name + b">"] * deep


def _named(tokens: list[bytes], dice: Random) -> None:
    at = _start(tokens, dice)
    tokens[at] = re.sub(rb"^<(/?)[\w:.-]+", rb"<\1" + dice.choice(NAMES).encode(), tokens[at])


def _alone(tokens: list[bytes], dice: Random) -> None:
    """One token lost or doubled, so that tags do not fit any more."""
    at = dice.randrange(len(tokens))
    tokens[at : at + 1] = [tokens[at]] * dice.choice((0, 0, 2))


_CHANGES = (
    _value,
    _value,
    _value,
    _value,
    _less,
    _said,
    _said,
    _said,
    _out,
    _again,
    _elsewhere,
    _nested,
    _named,
    _alone,
)
