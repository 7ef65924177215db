"""Changes of raw bytes: bits, pieces put in, cut out, doubled, cut short, spliced with another input."""

from __future__ import annotations

import re
from random import Random

from tests.campaigns.fuzz.words import PIECES


def damaged(data: bytes, dice: Random, other: bytes = b"") -> bytes:
    """A few changes anywhere in the bytes; `other` may lend its end."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 4, 16))):
        _change(changed, dice)
    roll = dice.random()
    if roll < 0.04:
        del changed[dice.randrange(len(changed) + 1) :]
    elif roll < 0.06 and other:
        changed[dice.randrange(len(changed) + 1) :] = other[dice.randrange(len(other)) :]
    return bytes(changed)


def _change(changed: bytearray, dice: Random) -> None:
    at = dice.randrange(len(changed) + 1)
    roll = dice.random()
    if roll < 0.3 and at < len(changed):
        changed[at] ^= 1 << dice.randrange(8)
    elif roll < 0.6:
        changed[at : at + dice.randrange(5)] = dice.choice((*PIECES, bytes([dice.randrange(256)])))
    elif roll < 0.75:
        _digit(changed, dice)
    elif roll < 0.9:
        del changed[at : at + dice.choice((1, 4, 10, 100))]
    else:
        changed[at:at] = changed[at : at + dice.choice((1, 10, 200))] * dice.choice((1, 1, 3, 50))


def _digit(changed: bytearray, dice: Random) -> None:
    """Another sign in the place of a digit, near a place chosen at random."""
    found = re.compile(rb"[0-9]").search(changed, dice.randrange(len(changed) + 1))
    if found:
        changed[found.start()] = dice.choice(b"0123456789-.e")


def records(data: bytes, dice: Random, start: int = 0) -> bytes:
    """Binary records (type and length of two bytes each) changed: taken out, doubled, swapped, with another length."""
    places, at = [], start
    while at + 4 <= len(data) and len(places) < 5000:
        size = int.from_bytes(data[at + 2 : at + 4], "little")
        places.append((at, at + 4 + size))
        at += 4 + size
    if not places:
        return damaged(data, dice)
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5))):
        begin, end = dice.choice(places)
        if end > len(changed):
            continue
        roll = dice.random()
        if roll < 0.2:
            del changed[begin:end]
        elif roll < 0.35:
            changed[begin:begin] = changed[begin:end] * dice.choice((1, 2, 40))
        elif roll < 0.55:
            changed[begin + 2 : begin + 4] = dice.choice((b"\0\0", b"\xff\xff", b"\x20\x20", bytes(dice.randbytes(2))))
        elif roll < 0.65:
            changed[begin : begin + 2] = dice.choice(
                (bytes(dice.randbytes(2)), changed[slice(*dice.choice(places))][:2])
            )
        elif end > begin + 4:
            place = dice.randrange(begin + 4, end)
            changed[place : place + dice.choice((1, 2, 4, 8))] = dice.choice(
                (b"\xff" * 4, b"\0" * 8, dice.randbytes(2))
            )
    return bytes(changed)
