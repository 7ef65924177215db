"""Bytes of a rule pack → checked values: the merged document has its form, holds its laws, and becomes a `RulePack`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from pydantic import ValidationError

from selfeval.core.problems import Message, Problem, about_file, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.form.conversion import to_pack
from selfeval.rulepacks.form.objections import form_problems, unknown_as
from selfeval.rulepacks.form.schema import PackFile
from selfeval.rulepacks.laws.flaw import Flaw, once
from selfeval.rulepacks.laws.laws import flaws
from selfeval.rulepacks.laws.usual_numbers import unusual
from selfeval.rulepacks.layers.layering import IDENT, LayerFile, Layers, read_layers
from selfeval.rulepacks.strays import ending, is_toml
from selfeval.rulepacks.text.errors import PackError, PackProblem, Place
from selfeval.rulepacks.text.files import RefusedError
from selfeval.rulepacks.text.lines import Path, dotted
from selfeval.rulepacks.text.meant import Repair, literal


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a path of the merged document, and the problem at the place of the value."""

    code: str
    path: Path
    problem: PackProblem


def parse_pack(path: FilePath, data: bytes, folders: Sequence[FilePath] | None = None) -> RulePack:
    """The rule pack in these bytes, with everything it rests on; bases are found as `load_pack` finds packs.

    Raises:
        SelfEvalError: R102, R103 as for `read_toml`, R105 for another schema, R106 for an id unlike the file name.
        PackError: every mistake in the keys (R110 …), a base that cannot be had (R160 …).
    """
    with about_file(path):
        return _parsed(path, read_layers(path, data, folders))


def _parsed(path: FilePath, layers: Layers) -> RulePack:
    problems = [*layers.own_problems(), *(_told(layers, finding) for finding in _findings(layers))]
    if problems:
        raise PackError(path.name, tuple(sorted(problems, key=layers.order)))
    _check_ids(layers)
    return to_pack(PackFile.model_validate(layers.raw), layers)


def _findings(layers: Layers) -> list[Finding]:
    """Everything wrong with the merged document: forms, numbers hardly meant, laws; one fault is found once."""
    found: list[Finding] = []
    wrong: set[Path] = set()
    try:
        PackFile.model_validate(layers.raw)
    except ValidationError as error:
        found = [Finding(problem.code, path, problem) for path, problem in form_problems(error, PackFile, layers)]
        wrong = {finding.path for finding in found} | unknown_as(error, PackFile)
    for code, where, message, meant in unusual(layers.raw):
        repair = None if meant is None else Repair(literal(meant))
        found.append(Finding(code, where, layers.problem(code, where, message, repair=repair)))
        wrong.add(where)
    for flaw in once(flaws(layers.raw, wrong)):
        if not any(flaw.path[: len(other)] == other for other in wrong):
            problem = layers.problem(flaw.code, flaw.path, flaw.message, repair=_repair(flaw, layers))
            found.append(Finding(flaw.code, flaw.path, replace(problem, entry=flaw.entry)))
    return found


def _repair(flaw: Flaw, layers: Layers) -> Repair | None:
    """What a law says is meant: another value, or another name of the table."""
    if not flaw.renamed:
        return None if flaw.meant is None else Repair(literal(flaw.meant))
    place, inside = layers.located(flaw.path)
    span = place.span(inside)
    header = place.text[span.start : span.key_end] if span else ""
    return Repair(key=header.replace(str(flaw.path[-1]), flaw.renamed)) if header.startswith("[") else None


def _told(layers: Layers, finding: Finding) -> Problem:
    """The problem where a person can correct it: never in a base that is sound without what rests on it."""
    layer, _ = layers.stands(finding.path)
    top = len(layers.files) - 1
    if layer == top or not finding.path:
        return finding.problem
    below = [(other.code, other.path) for other in _findings(layers.up_to(layer))]
    if (finding.code, finding.path) in below:
        return finding.problem
    cause = layers.blamed(finding.path, layer)
    text = msg(
        "{message} — {path} stands in {file}, which stays as it is: state it anew in this file",
        message=finding.problem.message,
        path=dotted(finding.path),
        file=layers.files[layer].path.name,
    )
    placed = layers.problem(finding.code, cause, text)
    return replace(placed, message=text, said=text, input=finding.problem.input)


def _check_ids(layers: Layers) -> None:
    for file in layers.files:
        if file.raw["id"] != file.path.stem:
            message = msg(
                "{file} calls itself {id}; file name and id must be the same", file=file.path.name, id=file.raw["id"]
            )
            line = Place(file.path.name, file.text).span(("id",))
            raise RefusedError("R106", message, _renaming(file), line.line if line else None)


def _renaming(file: LayerFile) -> Message:
    """What to do about a file that is called otherwise than its pack: to another id only if the name can be one."""
    if not is_toml(file.path):
        return ending(file.path, str(file.raw["id"]))
    if not IDENT.fullmatch(file.path.stem):
        return msg("Rename the file {id}.toml.", id=str(file.raw["id"]))
    return msg('Rename the file, or write id = "{id}" in it.', id=file.path.stem)
