"""Everything wrong with a rule-pack file at once, each mistake with line, dotted path and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from selfeval.core.problems import NOTHING, CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.rulepacks.lines import Path, dotted, line_numbers, line_of

_TYPES: Mapping[str, Message] = {
    "string_type": msg("a text in quotes is needed"),
    "bool_type": msg("true or false is needed, without quotes"),
    "tuple_type": msg("a list in square brackets is needed"),
    "list_type": msg("a list in square brackets is needed"),
    "dict_type": msg("a table is needed"),
    "model_type": msg("a table is needed"),
    "model_attributes_type": msg("a table is needed"),
}
_BLANK = frozenset({"string_too_short", "too_short"})
_RANGE = frozenset({"greater_than", "greater_than_equal", "less_than", "less_than_equal"})
_DIGITS = frozenset({"finite_number", "decimal_max_digits", "decimal_max_places", "decimal_whole_digits"})


class PackError(SelfEvalError):
    """A rule pack that cannot be used; `problems` has every mistake in it, in the order of the file."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            msg("Mistakes in the rule pack"),
            msg(
                "{file}: {count} to correct — {problems}",
                file=name,
                count=len(problems),
                problems=tuple(_placed(problem) for problem in problems),
            ),
            msg("Correct them in a text editor; scoring_rules/README.md explains every key."),
            code="R100",
        )
        self.problems = problems


class Place:
    """Makes the problems of one file, knowing its name and the line of each key."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        self._lines: Mapping[Path, int] | None = None

    def problem(
        self, code: str, path: Path, message: Message, severity: Severity = Severity.ERROR, read: object = None
    ) -> Problem:
        """A problem at this path."""
        where = CellRef(self.at(path), "")
        sentence = msg("{path}: {message}", path=dotted(path), message=message) if path else message
        return Problem(code, severity, sentence, NOTHING, where, "" if read is None else str(read))

    def at(self, path: Path) -> str:
        """File and line of the path, such as `cn-mof-2020-10.toml:37`."""
        if self._lines is None:  # only files with mistakes need their lines
            self._lines = line_numbers(self._text)
        return f"{self.name}:{line_of(self._lines, path)}"


def form_problems(error: ValidationError, model: type[BaseModel], place: Place) -> list[Problem]:
    """One problem for each key whose form is wrong."""
    return [_form_problem(detail, model, place) for detail in error.errors(include_url=False, include_context=True)]


def _form_problem(detail: ErrorDetails, model: type[BaseModel], place: Place) -> Problem:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    kind, read = detail["type"], detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        guess = _guess(str(path[-1]), _keys(model, path[:-1]))
        return place.problem("R110", path, guess)
    if kind == "missing":
        return place.problem("R111", path, msg("this key is missing"))
    if kind in {"enum", "literal_error"}:
        choices = str(context["expected"]).replace(" or ", ", ")
        text = msg("“{read}” is not one of {choices}", read=_brief(read), choices=choices)
        return place.problem("R113", path, text, read=_brief(read))
    return place.problem(*_value_error(kind, path, context), read=_brief(read))


def _value_error(kind: str, path: Path, context: Mapping[str, Any]) -> tuple[str, Path, Message]:
    if kind in _TYPES:
        return "R112", path, _TYPES[kind]
    if kind == "value_error":
        whole = "whole" in str(context.get("error", ""))
        return "R112", path, msg("a whole number is needed") if whole else msg("a number without quotes is needed")
    if kind in _RANGE:
        sign, limit = next((name, value) for name, value in context.items() if name in {"gt", "ge", "lt", "le"})
        signs = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
        return "R114", path, msg("the number must be {sign} {limit}", sign=signs[sign], limit=str(limit))
    if kind in _DIGITS:
        return "R114", path, msg("the number must have at most 6 places and be of ordinary size")
    if kind in _BLANK:
        return "R115", path, msg("this must not be empty")
    if kind == "string_pattern_mismatch" and context.get("pattern") != r"\S":
        return "R115", path, msg("only small letters, digits, - and _ are allowed here, or a code such as T101")
    return "R115", path, msg("the text is empty or far too long")


def _guess(key: str, known: tuple[str, ...]) -> Message:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return msg("unknown key; probably {meant} is meant", meant=near[0])
    return msg("unknown key; known here are {known}", known=", ".join(known))


def _keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys known in the table at this path."""
    found: type[BaseModel] | None = model
    for part in path:
        if found is None or isinstance(part, int):
            continue
        fields = {field.alias or name: field.annotation for name, field in found.model_fields.items()}
        if part in fields:
            found = _model_in(fields[part])
    return tuple(field.alias or name for name, field in found.model_fields.items()) if found else ()


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The table type inside `X`, `tuple[X, ...]`, `dict[str, X]` or `X | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None)


def _brief(read: object) -> str:
    text = str(read)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _placed(problem: Problem) -> Message:
    return msg("{where} {code} {message}", where=str(problem.where), code=problem.code, message=problem.message)
