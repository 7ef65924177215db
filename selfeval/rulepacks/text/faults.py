"""Why a text is no TOML, in the words of somebody who types: the sign at fault, the line, the line as it should be.

A line is repaired in every way that people get it wrong; the repair after which the text is TOML up to a later line
is what was meant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, Messages, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.keys.fields import NAME, FieldKind
from selfeval.core.rules.keys.nesting import NESTED
from selfeval.core.rules.keys.tables import TABLES
from selfeval.rulepacks.text.brackets import unended_list
from selfeval.rulepacks.text.lines import dotted, endless_key, spans
from selfeval.rulepacks.text.repairs import OF_TEXTS, ONLY_NUMBERS, REPAIRS
from selfeval.rulepacks.text.signs import normalised, visible

_AT_LINE = lazy(r"line (\d+)")
_HANZI = lazy(r"^\s*+[^\x00-\x7f]")
_NAMES = frozenset({FieldKind.TEXT, FieldKind.CHOICE})
_HEADER = lazy(r"^\s*+\[{1,2}+\s*+([A-Za-z_][\w.-]*+)\s*+\]")
_IN_CHINESE = frozenset(
    path
    for path, table in NESTED.items()
    if table.names or any(field.key == NAME and field.kind in _NAMES for field in TABLES.get(path, ()))
)
"""Tables whose keys are names of tiers or goals; all others have English keys."""
_MOST = 30
_BACK = 12
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a text is no TOML.

    Attributes:
        line: from 1.
        sign: what is wrong there; shown, fixed: the line as it reads and as it should read, "" where nobody can say.
        text: the whole text with that line as it should be, None where nobody can say.
    """

    line: int
    sign: Message
    shown: str
    fixed: str
    text: str | None = None

    @property
    def hint(self) -> Message:
        """What is wrong, and what to write instead."""
        if self.fixed:
            return msg("{sign}; it should read: {fixed}", sign=self.sign, fixed=self.fixed)
        return self.sign


def faults(text: str) -> list[Fault]:
    """Every place where the text is no TOML, each found after those before it are repaired; empty for TOML.

    A key of very many parts ends the search before anything is read (see `endless_key`).
    """
    endless = endless_key(text)
    if endless:
        place, parts = endless
        shown = _whole(text.split("\n")[place - 1])
        return [Fault(place, msg("no key of a rule pack has {count} parts", count=parts), shown, "")]
    found: list[Fault] = []
    origin = list(range(1, text.count("\n") + 2))
    seen = {text}
    while len(found) < _MOST:
        error = _error(text)
        if error is None:
            break
        fault = _fault(text, *error, origin)
        if fault.text in seen:  # two repairs that undo each other: nobody can say what is meant
            break
        found.append(replace(fault, line=origin[fault.line - 1]))
        if fault.text is None:
            break
        _moved(origin, fault.line, fault.text.count("\n") - text.count("\n"))
        text = fault.text
        seen.add(text)
    return found


def _moved(origin: list[int], place: int, more: int) -> None:
    """Keep the line of the file for each line of a text in which the line at `place` became several, or several one."""
    if more > 0:
        origin[place:place] = [origin[place - 1]] * more
    elif more < 0:
        del origin[place : place - more]


def _error(text: str) -> tuple[int, str] | None:
    """Line and sentence of the first fault, None for TOML; a line beyond the last one where the end comes too soon."""
    try:
        tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        return 1, "nested"
    except (ValueError, ArithmeticError) as error:
        found = _AT_LINE.search(str(error))
        return (int(found[1]) if found else text.count("\n") + 2), str(error)
    return None


def _fault(text: str, number: int, error: str, origin: Sequence[int]) -> Fault:
    lines = text.split("\n")
    at = min(number, len(lines))
    if re.search("overwrite|twice|redefine|immutable|extend|mutate", error):
        return _doubled(text, lines, at, origin)
    if ended := unended_list(lines, at):
        changed = "\n".join([*lines[:ended], "]", *lines[ended:]])
        after = _error(changed)
        if after is None or after[0] > number + 1:
            sign = msg("the closing bracket {sign} is missing", sign="]")
            return Fault(ended, sign, _whole(lines[ended - 1]), _whole(f"{lines[ended - 1]}\n]"), changed)
    for place in _candidates(lines, at):
        for sign, fixed in _repairs(lines[place - 1], lines[place:]):
            if fixed.startswith('"') and _HANZI.match(lines[place - 1]) and not _is_in_chinese(lines, place):
                continue
            taken = fixed.count("\n") if fixed.startswith(f"{lines[place - 1].rstrip()}\n") else 0
            fixed = re.sub(r"[^\S\n]*+\n\s*+", " ", fixed) if taken else fixed  # noqa: PLW2901 - a table of several lines
            changed = "\n".join([*lines[: place - 1], fixed, *lines[place + taken :]])
            after = _error(changed)
            if after is None or after[0] > number or (after[0] > place and place < number and after[0] >= number
                                                      and after != (number, error)):  # fmt: skip
                return Fault(place, sign, _whole(lines[place - 1]), _whole(fixed), changed)
    while at > 1 and not lines[at - 1].strip():
        at -= 1
    return Fault(at, _unknown(lines[at - 1]), _whole(lines[at - 1]), "")


def _is_in_chinese(lines: list[str], place: int) -> bool:
    """Whether this line stands in a table with Chinese keys."""
    above = (found for line in reversed(lines[: place - 1]) if (found := _HEADER.match(line)))
    header = next(above, None)
    return header is not None and header[1] in _IN_CHINESE


def _whole(line: str) -> str:
    """The line, remarks included, with what nobody sees made visible; a new line as ⏎."""
    text = visible(line.strip(" \t\r").replace("\n", " ⏎ "))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _candidates(lines: list[str], at: int) -> Iterator[int]:
    """The line of the fault, then the lines before it, one of which may have opened what is not closed."""
    yield at
    if at == len(lines):  # something is open to the end: where is a quote or a bracket without its other half?
        yield from (place for place, line in enumerate(lines, start=1) if _uneven(line))
    tried = 0
    for place in range(at - 1, 0, -1):
        if lines[place - 1].strip() and not lines[place - 1].lstrip().startswith("#"):
            yield place
            tried += 1
            if tried == _BACK:
                return


def _uneven(line: str) -> bool:
    body = line.split("#", maxsplit=1)[0]
    return body.count('"') % 2 == 1 or body.count("'") % 2 == 1 or body.count("[") != body.count("]")


def _repairs(line: str, following: list[str]) -> Iterator[tuple[Message, str]]:
    """Each way in which the line could be meant; signs of a Chinese keyboard first, then those together with others."""
    signs, plain = normalised(line)
    if signs and plain != line:
        yield msg("{signs}", signs=signs), plain
    for repair in REPAIRS:
        if not signs or repair not in OF_TEXTS:
            yield from ((_with(signs, sign), fixed) for sign, fixed in repair(plain, following) if fixed != line)
    for repair in REPAIRS if signs else ():
        if repair in OF_TEXTS:
            yield from ((sign, fixed) for sign, fixed in repair(line, following) if fixed != line)
            yield from ((_with(signs, sign), fixed) for sign, fixed in repair(plain, following))
    for first in REPAIRS:
        for sign, once in first(plain, following):
            for second in REPAIRS:
                if second is not first:
                    for other, fixed in second(once, following):
                        if fixed not in {line, once}:
                            yield _with((*signs, sign), other), fixed


def _with(signs: Messages, sign: Message) -> Message:
    return msg("{signs}", signs=(*signs, sign)) if signs else sign


def _doubled(text: str, lines: list[str], at: int, origin: Sequence[int]) -> Fault:
    """A key or a table that stands there a second time; `origin` has the line of the file for each line here."""
    while at > 1 and not re.match(r"\s*[^\s#]", lines[at - 1]):
        at -= 1
    line = lines[at - 1]
    known = spans("\n".join(lines[: at - 1]) + "\n")
    header = re.match(r"^\s*(\[\[?)([^\[\]]+)\]", line)
    rest = "\n".join([*lines[: at - 1], "#" + line, *lines[at:]])
    if header:
        path = tuple(part.strip("\"' ") for part in header[2].split("."))
        earlier = next(
            (span for key, span in known.items() if tuple(p for p in key if isinstance(p, str)) == path), None
        )
        name = dotted(path)
        if earlier is None:
            return Fault(at, msg("[{name}] cannot begin here", name=name), _whole(line), "", None)
        text_of = lines[earlier.line - 1].strip()
        if header[1] == "[[" and not text_of.startswith("[["):
            fixed = f"[[{name}]]"
            sign = msg("each entry of {name} begins with two pairs of brackets", name=name)
            changed = "\n".join([*lines[: earlier.line - 1], fixed, *lines[earlier.line :]])
            return Fault(earlier.line, sign, text_of, fixed, changed)
        if header[1] == "[" and text_of.startswith("[["):
            fixed = f"[[{name}]]"
            sign = msg("each entry of {name} begins with two pairs of brackets", name=name)
            return Fault(at, sign, _whole(line), fixed, "\n".join([*lines[: at - 1], fixed, *lines[at:]]))
        sign = msg("[{name}] stands in line {line} already; each table may occur once: put its keys there and take "
                   "this line out", name=name, line=origin[earlier.line - 1])  # fmt: skip
        return Fault(at, sign, _whole(line), "", rest if text_of.startswith("[") else None)
    key = line.split("=")[0].strip().strip("\"'")
    table = [path for path, span in known.items() if lines[span.line - 1].lstrip().startswith("[")]
    inside = table[-1] if table else ()
    earlier = known.get((*inside, key)) or next((s for p, s in known.items() if p and p[-1] == key), None)
    first = origin[(earlier.line if earlier else at) - 1]
    sign = msg("{key} stands in line {line} already; each key may occur once in its table: take one of the two out",
               key=key, line=first)  # fmt: skip
    return Fault(at, sign, _whole(line), "", rest)


def _unknown(line: str) -> Message:
    key, sign, _ = line.partition("=")
    if sign and not re.search("[\x00-\x7f]", key.strip()):
        return msg("keys are written in English here")
    if re.fullmatch(r"[^=]++=\s*+[\d.]++(?:[\s,]++[\d.]++)++\s*+(?:#.*)?", line):
        return msg("one number stands after =")
    if sign and key.strip() in ONLY_NUMBERS:
        return msg("a number without quotes is needed after =")
    if re.match(r"^[^=#]+=\s*(#|$)", line):
        return msg("the value after = is missing")
    return msg("look for a missing quote, bracket or = on this line or the one before; each key may occur once")
