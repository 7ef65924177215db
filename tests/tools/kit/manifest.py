"""What a kit says of itself: `kit.json`, and `SHA256SUMS`, by which `selfeval doctor` and `sha256sum -c` check it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from tests.tools.kit.pins import TABLES, sha256
from tests.tools.kit.wheels import Library

SUMS, ABOUT = "SHA256SUMS", "kit.json"
SCHEMA = "selfeval.kit/1"


def about(version: str, system: str, kit: str, python: str, bytecode: str | None, libs: Sequence[Library]) -> bytes:
    """`kit.json`: what this is, made of what, and what was left out on purpose."""
    inside = {one.name.lower().replace("_", "-") for one in libs}
    told = {
        "schema": SCHEMA,
        "version": version,
        "system": system,
        "kit": kit,
        "python": python,
        "bytecode": bytecode,
        "libraries": {one.name: one.version for one in sorted(libs, key=lambda one: one.name.lower())},
        "left_out": sorted(TABLES.keys() - inside),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def sums(files: Mapping[str, bytes]) -> bytes:
    """A line for every file, in the form of `sha256sum`."""
    return "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())).encode("utf-8")


def licences(libs: Sequence[Library], python: bytes, own: bytes, version: str) -> dict[str, bytes]:
    """A folder of licences with a list of whose they are."""
    found = {"licences/selfeval/LICENSE": own, "licences/Python/LICENSE.txt": python}
    lines = [f"selfeval {version}: MIT", "Python: PSF-2.0"]
    for one in sorted(libs, key=lambda one: one.name.lower()):
        found |= {f"licences/{one.name}/{name}": data for name, data in one.licences.items()}
        lines.append(f"{one.name} {one.version}: {one.licence or 'see its folder'}")
    found["licences/LIST.txt"] = "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
    return found
