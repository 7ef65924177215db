"""Brackets of a TOML line that are missing, too many, or of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.rules.keys.nesting import NESTED, Shape
from selfeval.core.rules.keys.tables import TABLES
from selfeval.rulepacks.text.signs import CALLED, split_comment

Repaired = Iterator[tuple[Message, str]]
LISTED = frozenset(path for path, table in NESTED.items() if table.shape is Shape.LIST and table.block)
"""Tables of which there may be several, each beginning with two pairs of brackets."""
_HEADER = lazy(r"^\s*+\[{1,2}+\s*+[A-Za-z_][\w.-]*+\s*+\]{1,2}+\s*+$")
_KEY = lazy(r"^[^\s\"'=]++\s*+=")
_ENGLISH_KEY = lazy(r"^\s*+[A-Za-z_][\w.-]*+\s*+=")


def headers(line: str, following: Sequence[str]) -> Repaired:
    """Headers with a bracket missing, with something behind them, or with a Chinese name."""
    body, comment = split_comment(line)
    text = body.strip()
    if found := re.match(r"^(\[{0,2})\s*([A-Za-z_][\w.-]*)\s*(\]{0,2})\s*(.*)$", text):
        left, name, right, rest = found.groups()
        if (left or right) and not rest.startswith("="):
            count = max(len(left), len(right))
            header = f"{'[' * count}{name}{']' * count}"
            if left != right.replace("]", "["):
                yield msg("a header has the same brackets on both sides"), header + comment
            if rest and "=" in rest:
                sign = msg("after a header the line ends; what follows goes to the next line")
                yield sign, f"{header}\n{rest}{comment}"
            elif rest:
                yield msg("remarks begin with #"), f"{header}  # {rest}{comment}"
    found = re.match(r"^(\[+)\s*([^\x00-\x7f].*?)\s*\]+$", text)
    if found and (table := CALLED.get(found[2])):
        sign = msg("tables are named in English here: {table}", table=table)
        yield sign, header_of(table) + comment
    if (found := re.match(r"^([A-Za-z_][\w.-]*+)\s*+[:=]$", text)) and found[1] in TABLES:
        yield msg("a table begins with its name in brackets"), header_of(found[1]) + comment


def header_of(table: str) -> str:
    """The line with which a table begins, or each entry of a list of tables."""
    return f"[[{table}]]" if table in LISTED else f"[{table}]"


def unclosed(line: str, following: Sequence[str]) -> Repaired:
    """A bracket that is opened and not closed; a table in braces over several lines."""
    body, comment = split_comment(line)
    stack = _open(body)
    if stack:
        if stack == ["{"]:
            for count, other in enumerate(following[:20], start=1):
                whole = "\n".join([body, *following[:count]])
                if "}" in other:
                    yield msg("the table in braces stands on one line"), re.sub(r",\s*\}", " }", whole)
                    break
        closing = "".join({"[": "]", "{": "}"}[sign] for sign in reversed(stack))
        trimmed = body.rstrip().rstrip(",")
        yield msg("the closing bracket {sign} is missing", sign=closing), f"{trimmed} {closing}{comment}"
        yield msg("the closing bracket {sign} is missing", sign=closing), f"{body.rstrip()}{closing}{comment}"


def unended_list(lines: Sequence[str], at: int) -> int:
    """The line (from 1) after which a list that begins on an earlier line than `at` should end; 0 for none.

    The list goes on to the next line that can only stand outside of it: a header or a key.
    """
    opened = 0
    for place in range(at - 1, 0, -1):
        body = split_comment(lines[place - 1])[0]
        if _KEY.match(body) or _HEADER.match(body):
            opened = place if re.search(r"=\s*+\[", body) and "[" in _open(body) else 0
            break
    if not opened:
        return 0
    last = opened
    for place in range(opened + 1, len(lines) + 1):
        body = split_comment(lines[place - 1])[0]
        if _ENGLISH_KEY.match(body) or _HEADER.match(body):
            return last
        if body.strip().startswith("]"):
            return 0
        last = place if body.strip() else last
    return last


def _closed(text: str, sign: str) -> str:
    """A text with a closing bracket before the blanks at its end."""
    kept = text.rstrip()
    return f"{kept}{sign}{text[len(kept) :]}"


def wrong_kind(line: str, following: Sequence[str]) -> Repaired:
    """A bracket too many, one missing inside, one of another kind."""
    body, comment = split_comment(line)
    if body.rstrip().endswith(("]", "}")) and _too_many(body):
        yield msg("there is one closing bracket too many"), body.rstrip()[:-1].rstrip() + comment
    in_list = re.sub(r"(\[[^\[\]{}]*+)\}", lambda found: f"{_closed(found[1], ']')}}}", body)
    for inner in (in_list, re.sub(r"(\{[^{}\[\]]*+)\]", lambda found: f"{_closed(found[1], ' }')}]", body)):
        if inner != body:
            yield msg("a closing bracket is missing"), inner + comment
    listed = re.sub(r"\{(\s*\"[^={}]*\")\s*\}", r"[\1]", body)
    if listed != body:
        yield msg("lists stand in square brackets"), listed + comment
    swapped = _swapped(body)
    if swapped != body:
        yield msg("brackets are closed by their own kind"), swapped + comment
    tables = re.sub(r"\(([^()]*=[^()]*)\)", r"{\1}", body)
    if tables != body:
        yield msg("tables stand in braces"), tables + comment
    round_ones = body.replace("(", "[").replace(")", "]")
    if round_ones != body:
        yield msg("lists stand in square brackets"), round_ones + comment


def _open(text: str) -> list[str]:
    stack: list[str] = []
    for char in re.sub(r'"[^"]*"', '""', text):
        if char in "[{":
            stack.append(char)
        elif char in "]}" and stack:
            stack.pop()
    return stack


def _too_many(text: str) -> bool:
    plain = re.sub(r'"[^"]*"', '""', text)
    return plain.count("]") > plain.count("[") or plain.count("}") > plain.count("{")


def _swapped(text: str) -> str:
    stack, out = [], []
    quoted = False
    for char in text:
        quoted = quoted != (char == '"')
        if not quoted and char in "[{":
            stack.append({"[": "]", "{": "}"}[char])
        elif not quoted and char in "]}" and stack:
            out.append(stack.pop())
            continue
        out.append(char)
    return "".join(out)
