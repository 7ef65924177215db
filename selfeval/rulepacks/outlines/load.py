"""Finds outlines of reports by id or path, in the `outlines` of the folders of rule packs, and checks them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from selfeval.core.problems import NOTHING, Message, Problem, SelfEvalError, about_file, msg
from selfeval.core.report.outline import Outline, Scope
from selfeval.real_path import is_file
from selfeval.rulepacks.finding import pack_files
from selfeval.rulepacks.outlines.form import SCHEMA, OutlineForm, form_mistakes, law_mistakes, to_outline
from selfeval.rulepacks.text.errors import PackProblem, Place
from selfeval.rulepacks.text.files import read_bytes, read_toml

FOLDER = "outlines"
"""The folder of outlines inside a folder of rule packs."""


class OutlineError(SelfEvalError):
    """An outline that cannot be used; `problems` has every mistake in it."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(
            msg("Mistakes in the outline"),
            msg("{file}: {count} to correct — {problems}", file=name, count=len(problems),
                problems=tuple(_placed(problem) for problem in problems)),
            msg("Correct them in a text editor; docs/report.md explains every key."),
            "R191",
            line=first.line if isinstance(first, PackProblem) else None,
        )  # fmt: skip
        self.problems = problems


def _placed(problem: Problem) -> Message:
    return msg("{where} {code} {message}", where=str(problem.where), code=problem.code, message=problem.message)


@dataclass(frozen=True, slots=True)
class OutlineInfo:
    """An outline that was found.

    Attributes:
        id: the file's name without `.toml`.
        outline: None where it cannot be used; `error` says why.
        hidden: whether one of the same id in an earlier folder is used instead.
    """

    id: str
    path: Path
    outline: Outline | None = None
    error: SelfEvalError | None = None
    hidden: bool = False

    @property
    def several(self) -> bool:
        """Whether it is about several units."""
        return self.outline is not None and self.outline.scope is Scope.UNITS


def find_outlines(places: Sequence[Path]) -> list[OutlineInfo]:
    """Every outline of these folders of packs, usable or not, by id."""
    found: list[OutlineInfo] = []
    seen: set[str] = set()
    for path in (path for place in places for path in pack_files(place / FOLDER)):
        hidden = path.stem in seen
        seen.add(path.stem)
        try:
            found.append(OutlineInfo(path.stem, path, outline=parse_outline(path, read_bytes(path)), hidden=hidden))
        except SelfEvalError as error:
            found.append(OutlineInfo(path.stem, path, error=error, hidden=hidden))
    return sorted(found, key=lambda info: (info.id, info.hidden))


def load_outline(id_or_path: str, places: Sequence[Path]) -> Outline:
    """The outline with this id, or in this `.toml` file.

    Raises:
        SelfEvalError: R102 … R104, R108 as for a rule pack, R190 not found, R191 mistakes in it.
    """
    if id_or_path.lower().endswith(".toml") or "/" in id_or_path or "\\" in id_or_path:
        path = Path(id_or_path)
        if is_file(path):
            return parse_outline(path, read_bytes(path))
    known = {path.stem: path for place in reversed(places) for path in pack_files(place / FOLDER)}
    if id_or_path not in known:
        raise SelfEvalError(
            msg("Outline not found"),
            msg("There is no outline {name}", name=id_or_path),
            msg("Known outlines: {known}", known=", ".join(sorted(known)) or "—"),
            "R190",
        )
    return parse_outline(known[id_or_path], read_bytes(known[id_or_path]))


def parse_outline(path: Path, data: bytes) -> Outline:
    """The outline in these bytes; errors as for `load_outline`."""
    with about_file(path):
        text, raw = read_toml(path, data)
        place = Place(path.name, text)
        try:
            form = OutlineForm.model_validate(raw)
        except ValidationError as error:
            problems = _of_other_form(raw, place) or form_mistakes(error, place)
            raise OutlineError(path.name, tuple(problems)) from error
        problems = list(law_mistakes(form, place))
        if form.id != path.stem:
            message = msg("the file is called {file}; file name and id must be the same", file=path.name)
            problems.append(place.problem("R197", ("id",), message))
        if problems:
            raise OutlineError(path.name, tuple(problems))
        return to_outline(form, hashlib.sha256(data).hexdigest())


def _of_other_form(raw: dict[str, object], place: Place) -> list[Problem]:
    """That the file is of another schema, which makes everything else in it beside the point."""
    found = raw.get("schema")
    if found == SCHEMA:
        return []
    message = msg('an outline says schema = "{schema}"', schema=SCHEMA)
    read = "" if found is None else str(found)[:60]
    return [place.problem("R193", ("schema",) if found is not None else (), message, read=read, hint=NOTHING)]
