"""Kits for Linux, for Kylin and UOS of either machine, and wheelhouses for those who have Python."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from selfeval.version import __version__
from tests.tools.kit import bytecode, manifest, pins
from tests.tools.kit.archive import write_tar, write_zip
from tests.tools.kit.build import LEFT_OUT, LIBRARIES, TEXTS, Order, below
from tests.tools.kit.standalone import PROGRAM, of_another_machine, oldest_glibc, standalone
from tests.tools.kit.wheels import libraries

STARTER, OPENER = "selfeval", "打开自评.desktop"
_POINTER = f"python/lib/python{pins.PYTHON}/site-packages/selfeval.pth"
_EPOCH = {"SOURCE_DATE_EPOCH": "1577836800"}


@dataclass(frozen=True)
class Basis:
    """What a kit for Linux is built on: the machine, the Python that can be moved, its hash, the oldest C library."""

    machine: str
    python: Path | None
    sha256: str | None = None
    glibc: tuple[int, int] = pins.GLIBC


def linux(order: Order, basis: Basis) -> Path:
    """The kit for Linux on one kind of machine."""
    if basis.python is None:
        raise SystemExit(
            "name a Python 3.13 that can be moved: PYTHON_STANDALONE=cpython-3.13….tar.gz (install_only), or its folder"
        )
    system = f"linux-{basis.machine}"
    python = {f"python/{name}": data for name, data in standalone(basis.python, basis.sha256).items()}
    found = list(libraries(pins.fetched(system, pins.wheels(system, order.kit), order.cache)))
    files = python | below(LIBRARIES, found)
    if other := of_another_machine(files, basis.machine):
        raise SystemExit(f"{other} is compiled for another machine, the kit is for {basis.machine}")
    needed, by = oldest_glibc(files)
    if needed > basis.glibc:
        raise SystemExit(f"{by} needs glibc {needed[0]}.{needed[1]}, the kit is for {basis.glibc[0]}.{basis.glibc[1]}")
    compiler = _compiler(order, basis)
    if compiler is not None:
        files |= bytecode.compiled(files, compiler)
    files[_POINTER] = f"../../../../{LIBRARIES}\n".encode()
    text = (TEXTS / "usage-linux.txt").read_text("utf-8")
    files["使用说明.txt"] = text.format(version=__version__, left_out=f"  {LEFT_OUT[order.kit]}").encode("utf-8")
    files[STARTER] = (TEXTS / "selfeval.sh").read_bytes()
    files[OPENER] = (TEXTS / "open.desktop").read_bytes()
    licence = files.get(f"python/lib/python{pins.PYTHON}/LICENSE.txt", b"see https://docs.python.org/3/license.html\n")
    files |= manifest.licences(found, licence, (pins.ROOT / "LICENSE").read_bytes(), __version__)
    version = compiler.name if compiler else pins.PYTHON
    files[manifest.ABOUT] = manifest.about(__version__, system, order.kit, version, compiler and compiler.name, found)
    files[manifest.SUMS] = manifest.sums(files)
    top = f"selfeval-{__version__}-{system}{order.mark}"
    path = order.out / f"{top}.tar.gz"
    write_tar(path, top, files, {STARTER, OPENER, f"python/{PROGRAM}"})
    return path


def _compiler(order: Order, basis: Basis) -> bytecode.Compiler | None:
    own = basis.python / PROGRAM if basis.python and basis.python.is_dir() else None
    python = order.compiler or (own if own and basis.machine == os.uname().machine else None)
    return bytecode.usable(bytecode.compilers(python, None, order.cache / "wine"), order.cache / "compiler")


def wheelhouse(order: Order, system: str) -> Path:
    """All wheels and their hashes, for `pip install --no-index` on computers that have Python 3.13."""
    wanted = pins.wheels(system, order.kit)
    files = {f"wheels/{path.name}": path.read_bytes() for path in pins.fetched(system, wanted, order.cache)}
    own = own_wheel()
    files[f"wheels/{own[0]}"] = own[1]
    lines = [f"{one.name}=={one.version} --hash=sha256:{one.sha256}" for one in wanted]
    lines.append(f"selfeval=={__version__} --hash=sha256:{pins.sha256(own[1])}")
    files["requirements.txt"] = "".join(f"{line}\n" for line in sorted(lines)).encode()
    files["README.txt"] = (
        f"Python {pins.PYTHON}, {system}\r\n"
        "pip install --no-index --no-deps --find-links wheels --require-hashes -r requirements.txt\r\n"
    ).encode()
    top = f"selfeval-{__version__}-wheels-{system}{order.mark}"
    path = order.out / f"{top}.zip"
    write_zip(path, top, files)
    return path


def own_wheel() -> tuple[str, bytes]:
    """Name and bytes of the program's own wheel; its builder takes the day of its files from us."""
    with tempfile.TemporaryDirectory(prefix="selfeval-wheel-") as folder:
        words = ["wheel", "-q", "-q", "--disable-pip-version-check", "--no-deps", "-w", folder, str(pins.ROOT)]
        subprocess.run([sys.executable, "-m", "pip", *words], env=os.environ | _EPOCH, check=True)
        path = next(Path(folder).glob("*.whl"))
        return path.name, path.read_bytes()
