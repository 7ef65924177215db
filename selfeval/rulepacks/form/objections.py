"""What the closed form of a file objects to, in words for people: unknown and missing keys, values of another kind."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.rules.keys.lookup import field_at
from selfeval.core.rules.keys.tables import TABLES
from selfeval.core.rules.keys.words import CHOICES, likely
from selfeval.rulepacks.form.editors import model_in
from selfeval.rulepacks.form.samples import described, missing_key, named_citation, named_properly
from selfeval.rulepacks.text.errors import PackProblem, Place
from selfeval.rulepacks.text.lines import Path
from selfeval.rulepacks.text.meant import Repair, brief, literal, number, truth, word
from selfeval.rulepacks.text.signs import CALLED

_BLANK = frozenset({"string_too_short", "too_short"})
_SIGNS = {"greater_than": ("gt", ">"), "greater_than_equal": ("ge", "≥"), "less_than": ("lt", "<"),
          "less_than_equal": ("le", "≤")}  # fmt: skip
_YEAR = lazy(r"\s{0,9}([0-9]{4})\s{0,9}年?度?\s{0,9}(?P<on>起|开始|以后|之后|及以后|以来|以上)?\s{0,9}")
"""A budget year as people write it, `on` where it is the first of several."""
_DIGITS = frozenset({"finite_number", "decimal_max_digits", "decimal_max_places", "decimal_whole_digits"})


def form_problems(error: ValidationError, model: type[BaseModel], place: Place) -> list[tuple[Path, PackProblem]]:
    """One problem for each key whose form is wrong; a misspelled key is not told a second time as a missing one."""
    details = error.errors(include_url=False, include_context=True)
    meant = dict(_meant_keys(details, model))
    missing = {_path(detail) for detail in details if detail["type"] == "missing"}
    taken = {(*path[:-1], key) for path, key in meant.items()} & missing
    paths = [_path(detail) for detail in details]
    problems: list[tuple[Path, PackProblem]] = []
    for detail in details:
        path = _path(detail)
        if detail["type"] == "missing" and path in taken:
            continue
        if detail["type"] == "too_short" and any(other != path == other[: len(path)] for other in paths):
            continue  # its entries are there, only wrong
        if detail["type"] == "extra_forbidden":
            problems.append((path, _unknown(path, detail["input"], meant.get(path, ""), model, place)))
        else:
            problems.append((path, _form_problem(detail, path, place)))
    return problems


def unknown_as(error: ValidationError, model: type[BaseModel]) -> set[Path]:
    """The paths of the keys that misspelled ones probably mean: what depends on them is no second fault."""
    return {(*path[:-1], key) for path, key in _meant_keys(error.errors(include_url=False), model)}


def _meant_keys(details: list[ErrorDetails], model: type[BaseModel]) -> Iterator[tuple[Path, str]]:
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path = _path(detail)
            if key := _meant_key(str(path[-1]), path[:-1], _keys(model, path[:-1])):
                yield path, key


def _path(detail: ErrorDetails) -> Path:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _unknown(path: Path, read: object, meant: str, model: type[BaseModel], place: Place) -> PackProblem:
    key, known = str(path[-1]), _keys(model, path[:-1])
    if meant:
        repair, (at, inside) = None, place.located(path)
        if at.span(inside):
            repair = Repair(key=_renamed(place, path, meant), value=_one_year((*path[:-1], meant), read))
        return place.problem("R110", path, msg("unknown key; probably {meant} is meant", meant=meant), repair=repair)
    homes = [table for table, fields in TABLES.items() if any(field.key == key for field in fields)]
    if homes and key not in known:
        names = "、".join(f"[{table}]" if table else "…" for table in homes)
        if homes == [""]:
            text = msg("the key {key} stands at the top of the file, above the first line in brackets", key=key)
        else:
            text = msg("unknown key; {key} belongs to {tables}", key=key, tables=names)
        return place.problem("R110", path, text)
    return place.problem("R110", path, msg("unknown key; known here are {known}", known=", ".join(known)))


def _renamed(place: Place, path: Path, meant: str) -> str:
    """The key or the header with the right name in place of the wrong one."""
    at, inside = place.located(path)
    span = at.span(inside)
    old = at.text[span.start : span.key_end] if span else ""
    if not old.startswith("["):
        return meant
    name = str(inside[-1] if isinstance(inside[-1], str) else inside[-2])
    return old.replace(name, meant, 1)


def _meant_key(key: str, above: Path, known: tuple[str, ...]) -> str:
    """The known key that an unknown one probably means, by its letters or by its Chinese heading."""
    words = tuple(part for part in above if isinstance(part, str))
    for name in known:
        field = field_at((*words, name))
        if field and key in {field.label, field.label.partition("（")[0]}:
            return name
    if CALLED.get(key) in known:
        return CALLED[key]
    plain = re.sub(r"[\s-]+", "_", key.strip()).lower()
    if near := difflib.get_close_matches(plain, known, n=1, cutoff=0.85):
        return near[0]
    if any(field.key == key for fields in TABLES.values() for field in fields):
        return ""  # a key of another table
    near = difflib.get_close_matches(plain, known, n=1, cutoff=0.6)
    return near[0] if near else ""


def _form_problem(detail: ErrorDetails, path: Path, place: Place) -> PackProblem:
    kind, read = detail["type"], detail["input"]
    if kind == "missing":
        return missing_key(path, place)
    if kind in {"enum", "literal_error"}:
        return _choice(path, read, str(detail.get("ctx", {}).get("expected", "")), place)
    code, text, repair = _value_error(kind, path, read, detail.get("ctx", {}), place)
    return place.problem(code, path, text, read=_as_written(path, read, place), repair=repair)


def _as_written(path: Path, read: object, place: Place) -> str:
    """A value as the file has it: 1.0 stays 1.0, a text stands without its quotes."""
    at, inside = place.located(path)
    span = None if isinstance(read, str) else at.all_spans.get(inside)
    written = at.text[span.value : span.end] if span else ""
    return brief(written if written and "\n" not in written else read)


def _choice(path: Path, read: object, expected: str, place: Place) -> PackProblem:
    field = described(path)
    words = CHOICES.get(field.words, {}) if field else {}
    options = list(words) or re.findall(r"'([^']*)'", expected)
    listed = "、".join(f"{option}（{words[option]}）" if words.get(option, option) != option else option
                      for option in options)  # fmt: skip
    meant = None
    if isinstance(read, str):
        near = [] if field else difflib.get_close_matches(read.lower(), options, n=1, cutoff=0.5)
        meant = word(read, field.words if field else "") or (near[0] if near else None)
        meant = meant or (likely(read, field.words) if field else None)
    elif isinstance(read, list) and len(read) == 1 and read[0] in options:
        meant = read[0]
    text = msg("“{read}” is not one of {choices}", read=brief(read), choices=listed)
    return place.problem("R113", path, text, read=brief(read), repair=_choice_repair(place, path, read, meant))


def _choice_repair(place: Place, path: Path, read: object, meant: str | None) -> Repair | None:
    at, inside = place.located(path)
    if meant is None or inside not in at.all_spans:
        return None
    span = at.all_spans[inside]
    key = span.value > span.key_end and at.text[span.start : span.key_end].strip("\"'")
    if key and inside and key == inside[-1] and read == key and _is_key_error(path):
        return Repair(key=literal(meant))
    return Repair(literal(meant))


def _is_key_error(path: Path) -> bool:
    """Whether the closed list is one of keys: the tiers of a layout and of `missing`."""
    return len(path) > 1 and path[-2] in {"tiers", "missing"}


def _value_error(
    kind: str, path: Path, read: object, context: Mapping[str, Any], place: Place
) -> tuple[str, Message, Repair | None]:
    if kind in {"string_type", "value_error", "bool_type", "tuple_type", "list_type"} or kind.endswith("_type"):
        return "R112", *_other_kind(kind, path, read, context, place)
    if kind in _SIGNS:
        name, sign = _SIGNS[kind]
        return "R114", msg("the number must be {sign} {limit}", sign=sign, limit=str(context[name])), None
    if kind in _DIGITS:
        return "R114", msg("the number must have at most 6 places and be of ordinary size"), None
    if kind in _BLANK:
        return "R115", msg("this must not be empty"), None
    if kind == "string_pattern_mismatch" and str(path[-1]).endswith("cite"):
        return "R115", *named_citation(path, read, place)
    if kind == "string_pattern_mismatch" and context.get("pattern") != r"\S":
        return (
            "R115",
            msg("only small letters, digits, - and _ are allowed here, or a code such as T101"),
            named_properly(path, read, context),
        )
    return "R115", msg("the text is empty or far too long"), None


def _other_kind(
    kind: str, path: Path, read: object, context: Mapping[str, Any], place: Place
) -> tuple[Message, Repair | None]:
    if kind == "value_error":
        whole = "whole" in str(context.get("error", ""))
        text = msg("a whole number is needed") if whole else msg("a number without quotes is needed")
        return text, _number_repair(read, whole=whole)
    if kind == "bool_type":
        value = truth(read)
        return msg("true or false is needed, without quotes"), None if value is None else Repair(literal(value))
    if kind == "string_type":
        return msg("a text in quotes is needed"), _text_repair(path, read, place)
    if kind in {"tuple_type", "list_type"}:
        if isinstance(read, Mapping):
            return _brackets(path, place, doubled=True)
        return msg("a list in square brackets is needed"), Repair(f"[{literal(read)}]")
    if isinstance(read, list) and (not read or isinstance(read[0], Mapping)):
        return _brackets(path, place, doubled=False)
    year = _one_year(path, read)
    return msg("a table is needed"), Repair(year) if year else None


def _one_year(path: Path, read: object) -> str | None:
    """The years of a pack as the file writes them, where a single year is given, or the first; else None."""
    if path != ("years",) or isinstance(read, bool) or not isinstance(read, int | Decimal | str):
        return None
    goes_on = False
    if isinstance(read, str):
        said = _YEAR.fullmatch(unicodedata.normalize("NFKC", read))
        if said is None:
            return None
        read, goes_on = said[1], said["on"] is not None
    year, known = Decimal(read), field_at(("years", "from"))
    if known is None or known.low is None or known.high is None:
        return None
    if not year.is_finite() or not known.low <= year <= known.high or year != int(year):
        return None
    return f"{{ from = {int(year)} }}" if goes_on else f"{{ from = {int(year)}, to = {int(year)} }}"


def _number_repair(read: object, *, whole: bool) -> Repair | None:
    value = Decimal(read) if isinstance(read, Decimal) else number(read)
    if value is None or not value.is_finite() or (whole and value != value.to_integral_value()):
        return None
    return Repair(literal(int(value) if value == value.to_integral_value() else value))


def _text_repair(path: Path, read: object, place: Place) -> Repair | None:
    if isinstance(read, list) and len(read) == 1 and isinstance(read[0], str):
        return Repair(literal(read[0]))
    if isinstance(read, list | Mapping):
        return None
    at, inside = place.located(path)
    span = at.all_spans.get(inside)
    return Repair(literal(at.text[span.value : span.end])) if span else None


def _brackets(path: Path, place: Place, *, doubled: bool) -> tuple[Message, Repair | None]:
    """A header with one pair of brackets where two are needed, or the other way round."""
    at, inside = place.located(path)
    found = next((span for key, span in at.all_spans.items() if key[: len(inside)] == inside), None)
    name = ".".join(str(part) for part in inside if isinstance(part, str))
    if found is None or at.text[found.start] != "[":
        wanted = msg("a list in square brackets is needed") if doubled else msg("a table is needed")
        return wanted, None
    if doubled:
        return msg("each entry of {name} begins with two pairs of brackets", name=name), Repair(key=f"[[{name}]]")
    return msg("{name} is written once, with one pair of brackets", name=name), Repair(key=f"[{name}]")


def _keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys known in the table at this path."""
    found: type[BaseModel] | None = model
    for part in path:
        if found is None or isinstance(part, int):
            continue
        fields = {field.alias or name: field.annotation for name, field in found.model_fields.items()}
        if part in fields:
            found = model_in(fields[part])[0]
    return tuple(field.alias or name for name, field in found.model_fields.items()) if found else ()
