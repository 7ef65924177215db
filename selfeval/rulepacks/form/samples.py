"""What should stand where a key of a pack is missing or is no name: a line as a sample, a name of the right kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from selfeval.core.problems import Message, msg
from selfeval.core.rules.keys.fields import NUMERIC, FieldKind, RuleField
from selfeval.core.rules.keys.lookup import field_at
from selfeval.core.rules.keys.words import CHOICES
from selfeval.rulepacks.layers.layering import IDENT
from selfeval.rulepacks.text.brackets import header_of
from selfeval.rulepacks.text.errors import PackProblem, Place
from selfeval.rulepacks.text.lines import Path
from selfeval.rulepacks.text.meant import Repair, literal

_ID = "my-rules"
"""For a file whose own name cannot be an id."""

_TEN = Decimal(10)
"""The points of an execution rate nearly everywhere, and a number that no one takes for his own elsewhere."""


def missing_key(path: Path, place: Place) -> PackProblem:
    """R111: a key that must stand there, with a line such as people write it."""
    key = str(path[-1])
    field = described(path)
    stem = PurePath(place.name).stem
    if path == ("id",):
        name = stem if IDENT.fullmatch(stem) else _ID
        hint = msg("Add a line such as: {line}", line=f"id = {literal(name)}")
    elif field:
        sample = f"{key.rsplit('.', maxsplit=1)[-1]} = {_sample(field)}"
        hint = msg("Add a line such as: {line}", line=sample)
    else:
        name = ".".join(part for part in path if isinstance(part, str))
        hint = msg("Add it, beginning with the line: {line}", line=header_of(name))
    return place.problem("R111", path, msg("this key is missing"), hint=hint)


def _sample(field: RuleField) -> str:
    if field.kind in NUMERIC:
        low = max(field.usual[0], min(_TEN, field.usual[1])) if field.usual else field.low
        return literal(field.default if isinstance(field.default, Decimal) else low)
    if field.kind is FieldKind.YES:
        return "false"
    if field.kind is FieldKind.CHOICE:
        return literal(str(next(iter(CHOICES[field.words]))))
    return '["…"]' if field.kind in {FieldKind.TEXTS, FieldKind.CHOICES} else '"…"'


def named_citation(path: Path, read: object, place: Place) -> tuple[Message, Repair | None]:
    """What is no name of a citation: which names there are, and the one that is meant, by its letters or document."""
    at, _ = place.located(path)
    names: dict[str, bool] = {}
    for key, span in at.all_spans.items():
        if len(key) > 1 and key[0] == "citations":
            said = key[2:] == ("document",) and at.text[span.value : span.end].strip("\"'") == str(read).strip()
            names[str(key[1])] = names.get(str(key[1]), False) or said
    wanted = re.sub(r"[\s.]+", "-", str(read).strip().lower())
    meant = [wanted] if wanted in names else [name for name, said in names.items() if said]
    if not names:
        return msg("the name of a citation stands here, and this pack has none: add a table [citations.NAME]"), None
    text = msg("here stands the name of a citation, not its document: {names}", names=", ".join(names))
    return text, Repair(literal(meant[0])) if len(meant) == 1 else None


def named_properly(path: Path, read: object, context: Mapping[str, Any]) -> Repair | None:
    """An id in small letters without blanks, or a code in capitals, where that is all it lacks."""
    pattern = str(context.get("pattern", ""))
    text = str(read).strip()
    for guess in (text.upper(), re.sub(r"[\s.]+", "-", text.lower())):
        if pattern and re.fullmatch(pattern.strip("^$"), guess):
            as_key = bool(path) and path[-1] == read
            return Repair(key=guess) if as_key else Repair(literal(guess))
    return None


def described(path: Path) -> RuleField | None:
    """The described field of a pack; entries of lists of texts or words count as their list."""
    words = tuple(part for part in path if isinstance(part, str))
    return field_at(words) or (field_at(words[:-1]) if words else None)
