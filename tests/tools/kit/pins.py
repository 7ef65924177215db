"""The libraries of a kit: which wheel of which version, with its hash; `wheels.tsv` beside this file is their list."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LIST = Path(__file__).with_name("wheels.tsv")
PYTHON = "3.13"
"""The version that a kit runs on; its bytecode and its compiled libraries are of this one."""
GLIBC = (2, 28)
"""The oldest C library that a kit for Linux runs on: that of Kylin V10 and UOS 20."""
TAGS = {
    "win64": ("win_amd64",),
    **{
        f"linux-{machine}": (
            f"manylinux2014_{machine}",
            *(f"manylinux_2_{minor}_{machine}" for minor in range(17, GLIBC[1] + 1)),
        )
        for machine in ("x86_64", "aarch64")
    },
}
"""The systems that kits are made for, and what pip calls their wheels."""
CLERK, BUREAU = "clerk", "bureau"
TABLES = {"pandas": "numpy python-dateutil six tzdata", "pyarrow": "", "duckdb": ""}
"""What only tables of many forms need, with what that brings along: four fifths of the weight."""
_WINDOWS = ("colorama",)
"""What libraries ask for on Windows alone."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """One file: for which system (`any` for all), from which kit on, and what its bytes must be."""

    system: str
    kit: str
    name: str
    version: str
    file: str
    sha256: str


def wheels(system: str, kit: str) -> list[Wheel]:
    """What a kit for this system has in it."""
    with LIST.open(encoding="utf-8", newline="") as stream:
        rows = [Wheel(**row) for row in csv.DictReader(stream, delimiter="\t")]
    return [one for one in rows if one.system in {"any", system} and one.kit in {CLERK, kit}]


def sha256(data: bytes) -> str:
    """As sums are written."""
    return hashlib.sha256(data).hexdigest()


def fetched(system: str, wanted: Iterable[Wheel], cache: Path) -> list[Path]:
    """These wheels in the cache, those that lack brought by pip; one whose bytes are others is an error."""
    found = [(one, cache / one.file) for one in wanted]
    lacking = [one for one, path in found if not path.is_file() or sha256(path.read_bytes()) != one.sha256]
    if lacking:
        cache.mkdir(parents=True, exist_ok=True)
        asked = cache / f"requirements-{system}.txt"
        lines = (f"{one.name}=={one.version} --hash=sha256:{one.sha256}\n" for one in lacking)
        asked.write_text("".join(lines), encoding="utf-8")
        pip_download(cache, "--no-deps", "--require-hashes", *_for(system), "-r", str(asked))
    for one, path in found:
        if sha256(path.read_bytes()) != one.sha256:
            raise SystemExit(f"{path}: not the file that is pinned")
    return [path for _, path in found]


def pip_download(folder: Path, *words: str) -> None:
    """Bring files into a folder by pip, with whatever index it has been told of."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "-q", "--disable-pip-version-check", "-d", str(folder), *words],
        check=False,
    )
    if done.returncode:
        raise SystemExit("pip could not bring what is pinned, see above")


def _for(system: str) -> Iterator[str]:
    for tag in TAGS[system]:
        yield from ("--platform", tag)
    yield from ("--python-version", PYTHON, "--only-binary", ":all:")


def refresh(cache: Path) -> int:
    """Write the list anew from `pyproject.toml` and `constraints.txt`: a part of each release (`docs/releasing.md`)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [re.split(r"[\s<>=!;]", one)[0] for one in project["dependencies"] if "sys_platform" not in one]
    rows: set[Wheel] = set()
    for system in TAGS:
        extra = _WINDOWS if system == "win64" else ()
        small = _downloaded(system, [one for one in asked if one not in TABLES] + [*extra], cache / system / CLERK)
        large = _downloaded(system, [*asked, *extra, "tzdata"], cache / system / BUREAU)
        for path in large:
            kit = CLERK if path.name in {one.name for one in small} else BUREAU
            name, version, *_ = path.stem.split("-")
            place = "any" if path.name.endswith("-any.whl") and name not in _WINDOWS else system
            rows.add(Wheel(place, kit, name.lower().replace("_", "-"), version, path.name, sha256(path.read_bytes())))
    with LIST.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n")
        table.writerow(field.name for field in fields(Wheel))
        table.writerows(sorted(map(astuple, rows)))
    return 0


def _downloaded(system: str, names: Sequence[str], folder: Path) -> list[Path]:
    pip_download(folder, *_for(system), "-c", str(ROOT / "constraints.txt"), *names)
    return sorted(folder.glob("*.whl"))
