"""Bytes of a rule pack → checked values: the merged document has its form, holds its laws, and becomes a `RulePack`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from selfeval.core.problems import Message, Problem, msg
from selfeval.core.rules import RulePack
from selfeval.rulepacks.convert import to_pack
from selfeval.rulepacks.errors import PackError, form_problems
from selfeval.rulepacks.files import MAX_BYTES, read_bytes, read_toml, refused
from selfeval.rulepacks.laws import flaws
from selfeval.rulepacks.layering import IDENT, LayerFile, Layers, read_layers
from selfeval.rulepacks.schema import PackFile
from selfeval.rulepacks.strays import ending
from selfeval.rulepacks.usual import unusual

__all__ = ["MAX_BYTES", "parse_pack", "read_bytes", "read_toml"]


def parse_pack(path: Path, data: bytes, folders: Sequence[Path] | None = None) -> RulePack:
    """The rule pack in these bytes, with everything it rests on; bases are found as `load_pack` finds packs.

    Raises:
        SelfEvalError: R102, R103 as for `read_toml`, R105 for another schema, R106 for an id unlike the file name.
        PackError: every mistake in the keys (R110 …), a base that cannot be had (R160 …).
    """
    layers = read_layers(path, data, folders)
    problems: list[Problem] = layers.own_problems()
    file = None
    try:
        file = PackFile.model_validate(layers.raw)
    except ValidationError as error:
        problems += form_problems(error, PackFile, layers)
    odd = list(unusual(layers.raw))
    problems += [layers.problem(code, where, message) for code, where, message, _ in odd]
    wrong = frozenset(where for _, where, _, _ in odd)
    problems += [layers.problem(code, where, message) for code, where, message in flaws(layers.raw, wrong)]
    if file is None or problems:
        raise PackError(path.name, tuple(sorted(problems, key=layers.order)))
    _check_ids(layers)
    return to_pack(file, layers)


def _check_ids(layers: Layers) -> None:
    for file in layers.files:
        if file.raw["id"] != file.path.stem:
            message = msg(
                "{file} calls itself {id}; file name and id must be the same", file=file.path.name, id=file.raw["id"]
            )
            raise refused("R106", message, _renaming(file))


def _renaming(file: LayerFile) -> Message:
    """What to do about a file that is called otherwise than its pack: to another id only if the name can be one."""
    if file.path.suffix != ".toml":
        return ending(file.path, str(file.raw["id"]))
    if not IDENT.fullmatch(file.path.stem):
        return msg("Rename the file {id}.toml.", id=str(file.raw["id"]))
    return msg('Rename the file, or write id = "{id}" in it.', id=file.path.stem)
