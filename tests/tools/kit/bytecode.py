"""Compiles a kit's modules, so that nothing is compiled, or written, on the computers it is copied to."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.tools.kit.pins import PYTHON

_MAGIC = b"\xf3\x0d\x0d\x0a"
"""What bytecode of 3.13 begins with."""
_TAG = "cpython-313"
# Without times, so that unpacking changes nothing; names below the kit's own folder; one process, always in order.
_SCRIPT = r"""
import py_compile, sys
never = py_compile.PycInvalidationMode.UNCHECKED_HASH
for line in open("names.txt", encoding="utf-8"):
    name = line.rstrip("\n")
    folder, _, last = name.rpartition("/")
    into = f"{folder}/__pycache__/{last[:-3]}.cpython-313.pyc"
    try:
        py_compile.compile(name, cfile=into, dfile=name, doraise=True, optimize=0, invalidation_mode=never)
    except py_compile.PyCompileError as error:
        print("left as text:", name, file=sys.stderr)
"""


@dataclass(frozen=True)
class Compiler:
    """A Python of the kit's version that runs here, what it is called in the kit, and what it needs to run."""

    command: tuple[str, ...]
    name: str
    environment: tuple[tuple[str, str], ...] = ()

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run it in a folder; Wine wants three streams of a usual kind."""
        environment = os.environ | dict(self.environment)
        return subprocess.run(
            [*self.command, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            capture_output=True,
            check=False,
        )


def compilers(python: Path | None, embedded: Path | None, prefix: Path) -> Iterator[Compiler]:
    """Those to try: the one that is named, the kit's own under Wine, one of this computer.

    Args:
        python: named by whoever builds.
        embedded: the kit's own `python.exe`, unpacked.
        prefix: where Wine may keep its things.
    """
    if python is not None:
        yield Compiler((str(python),), "named")
        return
    wine = wine_program()
    if embedded is not None and wine:
        quiet = (("WINEPREFIX", str(prefix)), ("WINEDEBUG", "-all"), ("WINEDLLOVERRIDES", "mscoree,mshtml="))
        yield Compiler((wine, str(embedded)), "own", quiet)
    if found := shutil.which(f"python{PYTHON}"):
        yield Compiler((found,), "here")


def wine_program() -> str | None:
    """Wine for 64 bits, wherever the distribution puts it."""
    places = (shutil.which("wine64"), "/usr/lib/wine/wine64", shutil.which("wine"))
    return next((place for place in places if place and Path(place).exists()), None)


def usable(candidates: Iterator[Compiler], folder: Path) -> Compiler | None:
    """The first that runs and writes bytecode of the kit's version, with its full version as its name."""
    folder.mkdir(parents=True, exist_ok=True)
    ask = "import importlib.util as u, sys; print(u.MAGIC_NUMBER.hex(), sys.version.split()[0])"
    for one in candidates:
        words = one.run(folder, "-c", ask).stdout.decode("ascii", "replace").split()
        if len(words) == 2 and bytes.fromhex(words[0]) == _MAGIC:
            return Compiler(one.command, words[1], one.environment)
    return None


def compiled(files: Mapping[str, bytes], compiler: Compiler) -> dict[str, bytes]:
    """The bytecode of every module among these files, under the names that Python looks for."""
    names = sorted(name for name in files if name.endswith(".py"))
    with tempfile.TemporaryDirectory(prefix="selfeval-kit-") as place:
        folder = Path(place)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(files[name])
        (folder / "names.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        (folder / "each.py").write_text(_SCRIPT, encoding="utf-8")
        done = compiler.run(folder, "-I", "each.py")
        if done.returncode:
            raise SystemExit(f"bytecode: {done.stderr.decode('utf-8', 'replace')}")
        found = {name: _below(folder, name) for name in names}
        return {str(path.relative_to(folder)): path.read_bytes() for path in found.values() if path.is_file()}


def _below(folder: Path, name: str) -> Path:
    path = folder / name
    return path.parent / "__pycache__" / f"{path.stem}.{_TAG}.pyc"
