"""Puts kits together: Python, libraries, program, launchers and words, and writes each as one archive."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfeval.version import __version__
from tests.tools.kit import bytecode, interpreter, manifest, pins
from tests.tools.kit.archive import write_zip
from tests.tools.kit.program import program
from tests.tools.kit.wheels import Library, libraries

TEXTS = Path(__file__).with_name("texts")
LIBRARIES = "lib"
"""The folder of libraries and of the program, inside the kit."""
OPENER = "打开自评.cmd"
LEFT_OUT = {
    pins.CLERK: "一个文件夹里许多张自评表的批量处理（batch、review、sample 等命令，财政部门用）：请用财政部门版。",
    pins.BUREAU: "无。",
}


@dataclass(frozen=True)
class Order:
    """What is wanted.

    Attributes:
        kit: `clerk` or `bureau`.
        out: where the archive goes.
        cache: where what pip brought is kept.
        python_embed: the official archive, if it is at hand.
        compiler: a Python of the kit's version that runs here, if one is named.
    """

    kit: str
    out: Path
    cache: Path
    python_embed: Path | None = None
    compiler: Path | None = None

    @property
    def mark(self) -> str:
        """What the name of the archive says of the kit."""
        return "" if self.kit == pins.CLERK else f"-{self.kit}"


def windows(order: Order) -> Path:
    """The kit for Windows of 64 bits."""
    python = interpreter.embedded(order.python_embed, order.cache)
    found = list(libraries(pins.fetched("win64", pins.wheels("win64", order.kit), order.cache)))
    modules = below(LIBRARIES, found)
    compiler = _compiler(order, python)
    if compiler is None:
        print("no Python 3.13 and no Wine here: the kit has no bytecode, its first start takes longer")
    else:
        modules |= bytecode.compiled(modules, compiler)
    files = {f"python/{name}": data for name, data in python.items()} | modules
    files[f"python/{interpreter.SEARCHED}"] = interpreter.searched(LIBRARIES)
    files |= launchers(order.kit)
    files |= manifest.licences(found, python["LICENSE.txt"], (pins.ROOT / "LICENSE").read_bytes(), __version__)
    files[manifest.ABOUT] = manifest.about(
        __version__, "win64", order.kit, interpreter.VERSION, compiler and compiler.name, found
    )
    files[manifest.SUMS] = manifest.sums(files)
    top = f"selfeval-{__version__}-win64{order.mark}"
    path = order.out / f"{top}.zip"
    write_zip(path, top, files)
    return path


def below(folder: str, found: Sequence[Library]) -> dict[str, bytes]:
    """Program and libraries in one folder; two that bring the same file are an error."""
    files = {f"{folder}/{name}": data for name, data in program().items()}
    for one in found:
        for name, data in one.files.items():
            if files.setdefault(f"{folder}/{name}", data) != data:
                raise SystemExit(f"{one.name}: {name} is in another library, too")
    return files


def launchers(kit: str) -> dict[str, bytes]:
    """What a person starts and reads, with the line ends of Windows."""
    text = (TEXTS / "usage.txt").read_text("utf-8").format(version=__version__, left_out=f"  {LEFT_OUT[kit]}")
    return {
        "selfeval.cmd": _lines((TEXTS / "selfeval.cmd").read_text("ascii")).encode("ascii"),
        OPENER: _lines((TEXTS / "open.cmd").read_text("ascii")).encode("ascii"),
        "使用说明.txt": _lines(text).encode("utf-8-sig"),
    }


def _lines(text: str) -> str:
    return "".join(f"{line}\r\n" for line in text.splitlines())


def _compiler(order: Order, python: Mapping[str, bytes]) -> bytecode.Compiler | None:
    place = order.cache / "python"
    if place.exists():
        shutil.rmtree(place)
    place.mkdir(parents=True)
    for name, data in python.items():
        (place / name).write_bytes(data)
    candidates = bytecode.compilers(
        order.compiler, (place / "python.exe").absolute(), (order.cache / "wine").absolute()
    )
    return bytecode.usable(candidates, place)


def largest(files: Mapping[str, int], count: int = 5) -> list[tuple[str, int]]:
    """The largest parts of a kit, in bytes: Python, and each library by its name."""
    sizes: Counter[str] = Counter()
    for name, size in files.items():
        first, _, rest = name.partition("/")
        sizes[rest.partition("/")[0] if first == LIBRARIES else first] += size
    return sizes.most_common(count)
