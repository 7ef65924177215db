"""`make sbom`: what is in an installation of this program, as CycloneDX JSON, from the metadata of what is installed.

Only what the program needs to run is listed, found by following the requirements from `selfeval` on. The same
installation gives the same file, so that two of them can be compared.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = "selfeval"
_TEXT_LICENCE = 60
"""Signs; a licence field that is longer holds the text of the licence, not its name."""


def needed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """Names of the distributions that this one asks for here, on this system and with these extras."""
    for line in distribution(name).requires or []:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""}):
            yield canonicalize_name(requirement.name)


def closure(name: str) -> Mapping[str, tuple[str, ...]]:
    """Each distribution that is needed, itself included, with those it asks for; what is not installed is an error."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = [canonicalize_name(name)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = tuple(sorted(set(needed(one))))
            waiting += found[one]
    return dict(sorted(found.items()))


def purl(one: Distribution) -> str:
    """The package URL, without any index."""
    return f"pkg:pypi/{canonicalize_name(one.metadata['Name'])}@{quote(one.version)}"


def licence(one: Distribution) -> str:
    """The licence as the metadata names it: an expression, a short field, or the classifiers; "" for none."""
    meta = one.metadata
    expression = meta.get("License-Expression") or ""
    field = meta.get("License") or ""
    classes = [line.rpartition(" :: ")[2] for line in meta.get_all("Classifier") or [] if line.startswith("License ::")]
    return expression or (field if 0 < len(field) <= _TEXT_LICENCE and "\n" not in field else ", ".join(classes))


def component(one: Distribution) -> dict[str, Any]:
    """One distribution as CycloneDX describes it."""
    found: dict[str, Any] = {
        "type": "application" if canonicalize_name(one.metadata["Name"]) == PROGRAM else "library",
        "bom-ref": purl(one),
        "name": one.metadata["Name"],
        "version": one.version,
        "purl": purl(one),
    }
    if summary := one.metadata.get("Summary"):
        found["description"] = summary
    if name := licence(one):
        found["licenses"] = [{"license": {"name": name}}]
    return found


def bom(name: str = PROGRAM) -> dict[str, Any]:
    """The whole bill of materials."""
    parts = closure(name)
    found = {part: distribution(part) for part in parts}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(found[canonicalize_name(name)])},
        "components": [component(one) for part, one in found.items() if part != canonicalize_name(name)],
        "dependencies": [
            {"ref": purl(found[part]), "dependsOn": [purl(found[other]) for other in others]}
            for part, others in parts.items()
        ],
    }


def main(target: Path) -> int:
    """Write it; 2 where something that is needed is not installed."""
    try:
        made = bom()
    except PackageNotFoundError as error:
        print(f"not installed: {error}", file=sys.stderr)
        return 2
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target}: {len(made['components'])} libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
