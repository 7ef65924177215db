"""Changes of texts that have a form: rows of fields, JSON, TOML."""

from __future__ import annotations

import json
from random import Random

from tests.campaigns.fuzz.words import LONG, LONGEST, text

_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32", "big5", "latin-1")
_SEPARATORS = (",", "\t", ";", "|", "，", " ", "\0")
_QUOTED = ('"', '""', '"a', 'a"b', "'", '"\n', "\n", "\r", "\x1a", "\\")


def of_fields(data: bytes, dice: Random) -> bytes:
    """Rows and fields of a text changed, doubled, taken out; other separators, quotes and encodings."""
    said = _decoded(data)
    separator = "\t" if "\t" in said else ","
    rows = [line.split(separator) for line in said.split("\n")]
    for _ in range(dice.choice((1, 1, 2, 4, 10))):
        row = dice.choice(rows)
        at, roll = dice.randrange(len(row) + 1), dice.random()
        if roll < 0.5 and row:
            row[at % len(row)] = text(dice)
        elif roll < 0.6:
            row.insert(at, dice.choice(_QUOTED))
        elif roll < 0.7:
            del row[at:]
        elif roll < 0.8:
            rows.insert(dice.randrange(len(rows) + 1), row * (1 if len(row) > 300 else dice.choice((1, 1, 1, 300))))
        elif roll < 0.9:
            rows.remove(row)
            rows = rows or [[""]]
        else:
            row[at:at] = row * (1 if len(row) > 300 else dice.choice((1, 20)))
    separator = dice.choice(_SEPARATORS) if dice.random() < 0.2 else separator
    end = dice.choice(("\r", "\n", "\r\n", "\x0b", "\u2028", "\x85")) if dice.random() < 0.2 else "\n"
    encoding = dice.choice(_ENCODINGS) if dice.random() < 0.3 else "utf-8"
    return end.join(separator.join(row) for row in rows).encode(encoding, "replace")


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def odd_value(dice: Random, depth: int = 0) -> object:
    """A value of JSON that nobody expects."""
    roll = dice.random()
    if roll < 0.5:
        return text(dice)
    if roll < 0.8:
        return dice.choice(
            (None, True, False, 0, -1, 1e308, 10**30, -(10**400), 0.1, float("nan"), float("inf"), "", [], {})
        )
    if depth < 3:
        inner = odd_value(dice, depth + 1)
        return dice.choice(([inner], {text(dice): inner}, [inner] * 50, {"projects": inner}))
    return dice.choice(LONG)


def changed_tree(value: object, dice: Random) -> object:
    """The same value with one place in it changed."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key = dice.choice(list(value))
        roll = dice.random()
        if roll < 0.8:
            return {**value, key: changed_tree(value[key], dice)}
        left = {name: one for name, one in value.items() if name != key}
        return left if roll < 0.9 else {**left, text(dice): value[key]}
    if isinstance(value, list) and value and dice.random() < 0.85:
        at = dice.randrange(len(value))
        roll = dice.random()
        if roll < 0.75:
            return [*value[:at], changed_tree(value[at], dice), *value[at + 1 :]]
        return (
            [*value[:at], *value[at + 1 :]]
            if roll < 0.85
            else [*value, *[value[at]] * dice.choice((1, 2, 100 if len(value) < 50 else 1))]
        )
    return odd_value(dice)


def _written(value: object, *, ascii_only: bool) -> str:
    """The value as JSON, cut at the longest input: lists repeated within lists would not fit into memory."""
    parts, length = [], 0
    for part in json.JSONEncoder(ensure_ascii=ascii_only).iterencode(value):
        parts.append(part)
        length += len(part)
        if length > LONGEST:
            break
    return "".join(parts)


def of_json(data: bytes, dice: Random) -> bytes:
    """Values, keys and signs of JSON changed; now and then nested very deeply."""
    value = json.loads(data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        value = changed_tree(value, dice)
    said = _written(value, ascii_only=dice.random() < 0.5)
    roll = dice.random()
    if roll < 0.06 and len(said) > 2:
        at = dice.randrange(len(said))
        said = said[:at] + dice.choice(('{"a":' * 3000, "[" * 30_000, "\\u", '"', ",,", "//", "{" * 300)) + said[at:]
    elif roll < 0.12:
        said = said.replace('"code"', '"code": 1, "code"', 1).replace('"actual"', '"actual": "", "actual"', 1)
    encoding = dice.choice(_ENCODINGS) if dice.random() < 0.1 else "utf-8"
    return said.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")


_TOML = (
    *("0", "-1", "1e400", "nan", "-inf", "1_000", "0x7fffffffffffffffffff", "100", "9" * 400, "0." + "0" * 300 + "1"),
    *(
        '""',
        "'''a\nb'''",
        "true",
        "[]",
        "{}",
        "[[]]",
        "[1, 'a']",
        "{a = 1}",
        "2025-06-30",
        "25:61:61",
        "1979-05-27T07:32:00Z",
    ),
    *(
        '"*"',
        '"' + "*a" * 400 + '"',
        '"\\u0000"',
        '"\\ud800"',
        '"≥90%"',
        '"满意度*"',
        "[0, 100]",
        '["产出"]',
        '"base"',
        "60",
        "90",
    ),
)


def of_toml(data: bytes, dice: Random) -> bytes:
    """Lines, values, keys and headers of TOML changed."""
    lines = data.decode("utf-8").split("\n")
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        at = dice.randrange(len(lines))
        key, sign, _ = lines[at].partition("=")
        roll = dice.random()
        if roll < 0.5 and sign:
            value = dice.choice(_TOML) if dice.random() < 0.8 else json.dumps(text(dice))
            lines[at] = f"{key}= {value}"
        elif roll < 0.6:
            del lines[at]
            lines = lines or [""]
        elif roll < 0.7:
            lines.insert(dice.randrange(len(lines) + 1), lines[at])
        elif roll < 0.8 and sign:
            name = dice.choice(("id", "year", "weights", "a.b.c", f"{key}x", json.dumps(text(dice))))
            lines[at] = f"{name} {sign}{lines[at].partition(sign)[2]}"
        elif roll < 0.9:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = dice.choice(
                ("[a]", "[[methods]]", "[weights]", "x", "[" * 300, "a = " + "[" * 3000, "a." * 3000 + "b = 1")
            )
    return "\n".join(lines).encode("utf-8", "surrogatepass")
