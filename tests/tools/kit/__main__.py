"""`python -m tests.tools.kit`: the commands behind `make windows-kit`, `make linux-kit` and `make wheelhouse`."""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path

from tests.tools.kit import pins
from tests.tools.kit.build import Order, largest, windows
from tests.tools.kit.linux import Basis, linux, wheelhouse

CACHE = pins.ROOT / "build" / "kit"
OUT = pins.ROOT / "dist"


def main() -> int:
    """Build what is asked for and say how large it is."""
    asked = _arguments()
    if asked.what == "pins":
        return pins.refresh(asked.cache / "pins")
    order = Order(asked.kit, asked.out, asked.cache, asked.python_embed, asked.compiler)
    if asked.what == "windows":
        told(windows(order))
    elif asked.what == "linux":
        glibc = tuple(map(int, asked.glibc.split(".")))
        told(linux(order, Basis(asked.machine, asked.python, asked.sha256, (glibc[0], glibc[1]))))
    else:
        for system in pins.TAGS:
            told(wheelhouse(order, system))
    return 0


def told(path: Path) -> None:
    """Size and hash of what was made, and its largest parts; the hash also beside it."""
    data = path.read_bytes()
    found = pins.sha256(data)
    path.with_name(f"{path.name}.sha256").write_text(f"{found}  {path.name}\n", encoding="utf-8")
    print(f"{path}: {len(data) / 1e6:.1f} MB, SHA-256 {found}")
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            parts = {one.filename.partition("/")[2]: (one.compress_size, one.file_size) for one in archive.infolist()}
        print(f"unpacked: {sum(size for _, size in parts.values()) / 1e6:.1f} MB in {len(parts)} files")
        for name, size in largest({name: packed for name, (packed, _) in parts.items()}):
            print(f"  {size / 1e6:5.1f} MB  {name}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.kit")
    parser.add_argument("what", choices=("windows", "linux", "wheelhouse", "pins"))
    parser.add_argument("--kit", choices=(pins.CLERK, pins.BUREAU), default=pins.CLERK)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--python-embed", type=Path, help="the official archive of CPython's embeddable package")
    parser.add_argument("--compiler", type=Path, help="a Python 3.13 of this computer that makes the bytecode")
    parser.add_argument("--python", type=Path, help="for Linux: a Python 3.13 that can be moved, archive or folder")
    parser.add_argument("--sha256", help="what that archive must have")
    parser.add_argument("--machine", choices=("x86_64", "aarch64"), default="x86_64")
    parser.add_argument("--glibc", default=".".join(map(str, pins.GLIBC)), help="the oldest C library it is for")
    return parser.parse_args()


raise SystemExit(main())
