"""Laws of sources: each is said to have been seen or not, and what is cited is there."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from selfeval.core.problems import msg
from selfeval.rulepacks.laws.flaw import Flaw
from selfeval.rulepacks.text.lines import Path


def citation_flaws(raw: Mapping[str, Any], wrong: Collection[Path]) -> Iterator[Flaw]:
    """Sources that do not say what was seen, and sources that are cited and not there."""
    known = raw.get("citations")
    names = [str(name) for name in known] if isinstance(known, Mapping) else []
    yield from _seen(known)
    uses = list(_cites(raw, ()))
    used = {value for _, value in uses}
    for path, value in uses:
        if value and value not in names and ("citations",) not in wrong:
            near = difflib.get_close_matches(value, names, n=1, cutoff=0.6)
            if near and near[0] not in used:  # the source itself is called otherwise than everywhere else
                text = msg("No rule cites {known}; {name} is cited and is not there", known=near[0], name=value)
                yield Flaw("R124", ("citations", near[0]), text, renamed=value, same=f"renamed {value}")
                continue
            text = msg("There is no citation {name}; there are {known}", name=value, known=", ".join(names))
            yield Flaw("R124", path, text, meant=near[0] if near else None, same=f"missing {value}")
    for key in ("answers", "grades"):
        if raw.get(key) and not raw.get(f"{key}_cite") and (f"{key}_cite",) not in wrong:
            yield Flaw("R124", (f"{key}_cite",), msg("{key} has no citation", key=key))


def _seen(known: object) -> Iterator[Flaw]:
    """Each citation says what was seen of it, or at least that it is not verified; not two different things."""
    for name, entry in known.items() if isinstance(known, Mapping) else ():
        if not isinstance(entry, Mapping):
            continue
        seen, verified = entry.get("seen"), entry.get("verified")
        if seen is None and verified is None:
            text = msg("write what was seen: original, quoted or practice; or verified = false where nothing was")
            yield Flaw("R111", ("citations", str(name), "seen"), text)
        elif isinstance(seen, str) and isinstance(verified, bool) and verified != (seen == "original"):
            text = msg("seen = {seen} says already whether it is verified; take this out", seen=f'"{seen}"')
            yield Flaw("R125", ("citations", str(name), "verified"), text)


def _cites(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every `cite` and `…_cite` of the file."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str) and (key == "cite" or str(key).endswith("_cite")):
                yield (*path, key), inner
            else:
                yield from _cites(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _cites(inner, (*path, index))
