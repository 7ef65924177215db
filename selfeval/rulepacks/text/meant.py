"""What a wrong value of a rule pack probably means, and how its line would read with that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.keys.words import CHOICES, OLDER
from selfeval.rulepacks.text.lines import Path, Span
from selfeval.rulepacks.text.signs import split_comment

_NUMBER = lazy(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*(?:%|‰|分|字|万元|元|年度|年|个百分点|位小数|位|起|以上|个|点)*")
_TRUE = frozenset({"是", "真", "对", "有", "已", "已核对", "已确认", "true", "yes", "y", "√", "✓", "on", "1"})
_FALSE = frozenset({"否", "假", "错", "无", "未", "待核实", "未核对", "未确认", "false", "no", "n", "×", "off", "0"})
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """What to write instead: another value, another key, or both; in the words of the file."""

    value: str | None = None
    key: str | None = None


def number(value: object) -> Decimal | None:
    """The number that a text means: `"10"`, `10分`, `１３０％`; None for anything else."""
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", value).strip().replace("。", ".")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    found = _NUMBER.fullmatch(text)
    try:
        return Decimal(found[1]) if found else None
    except InvalidOperation:
        return None


def truth(value: object) -> bool | None:
    """The truth value that a text or a 1 means; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    return True if text in _TRUE else False if text in _FALSE else None


def word(text: str, words: str) -> str | None:
    """The machine's word of a closed list for a Chinese label or an earlier word; None for anything else."""
    wanted = unicodedata.normalize("NFKC", text).strip().lower()
    for machine, label in CHOICES.get(words, {}).items():
        if wanted in {machine, label, unicodedata.normalize("NFKC", label).lower()} or OLDER.get(wanted) == machine:
            return str(machine)
    return None


def literal(value: object) -> str:
    """A value as a pack file writes it, never as Python does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(Decimal(value)) if Decimal(value).is_finite() else str(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {literal(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return str(value)  # a date or time


def brief(value: object) -> str:
    """A value as it is quoted in a sentence: a text alone, anything else as the file writes it."""
    text = value if isinstance(value, str) else literal(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def line_at(text: str, place: int) -> tuple[int, int]:
    """Beginning and end of the line of a place."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def shown(line: str) -> str:
    """A line as a sentence quotes it: without its comment, not too long."""
    line = split_comment(line)[0].strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def instead(text: str, span: Span, repair: Repair | None) -> Message:
    """“Write … instead of …”, or the line alone where nobody can say what is meant."""
    place = span.start if repair is None or repair.key is not None else span.value
    start, end = line_at(text, place)
    was = shown(text[start:end])
    if repair is None:
        return msg("The line reads: {line}", line=was) if was else NOTHING
    left, right = (span.start, span.key_end) if repair.key is not None else (span.value, span.end)
    words = repair.key if repair.key is not None else repair.value or ""
    if repair.key is not None and repair.value is not None:
        words, right = f"{repair.key} = {repair.value}", span.end
    new = text[:left] + words + text[right:]
    start, end = line_at(new, left)
    return msg("The line reads: {line} — it should read: {fixed}", line=was, fixed=shown(new[start:end]))


def without(text: str, path: Path, span: Span) -> Message:
    """“Take this line out”, for a key that has no business there."""
    start, end = line_at(text, span.start)
    return msg("Take out {key} in the line: {line}", key=str(path[-1]), line=shown(text[start:end]))
