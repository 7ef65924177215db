"""The files of the program itself, as its wheel has them: what `pyproject.toml` packs, of what git knows."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

from tests.tools.kit.pins import ROOT

_NOT_READ = {".po", ".pot"}
"""Sources of the catalogues; the program reads what is made of them."""


def program() -> dict[str, bytes]:
    """The files below the folder of libraries, by name."""
    target = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    places = {one: one for one in target["packages"]} | target["force-include"]
    found = {}
    for source, place in places.items():
        for name in known(source):
            if Path(name).suffix not in _NOT_READ:
                found[place + name.removeprefix(source)] = (ROOT / name).read_bytes()
    return found


def known(folder: str) -> list[str]:
    """The files below a folder that belong to the program, not those that lie about in it."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [name for name in done.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]
