"""A chain of yearly packs becomes one layer over its base: what all of them say now stands in one file.

Only what some layer above the base states is kept, so that everything else still comes from the base. Values of one
block for which the layers give different sources get one citation that names all of these and what each is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selfeval.core.patterns import lazy
from selfeval.core.rules.keys.lookup import field_at, note_at
from selfeval.core.rules.layers import Stated
from selfeval.rulepacks.layers.layering import Layers
from selfeval.rulepacks.layers.merging import BY_ID, fallen, merged, node, plain
from selfeval.rulepacks.text.lines import Path, dotted

# ruff: noqa: ANN401 - whatever a TOML file holds

MOST_LAYERS = 4
"""More layers than these are folded when next year's pack is made: the base, two places below it, and one year."""

_HEAD = frozenset({"schema", "extends", "id", "version", "title", "years", "citations"})
_STATED_ANEW = _HEAD - {"citations"}
_LONGEST_ID = 64
_END_OF_NAME = lazy(r"[；。，：（]")


@dataclass(slots=True)
class _Fold:
    """The chain, who says what in it, and the citations that the one layer will have."""

    layers: Layers
    stated: Mapping[str, Stated]
    citations: dict[str, Any] = field(default_factory=dict)

    def above(self, path: Path) -> bool:
        """Whether a layer above the base says this value, or part of this table."""
        said = self.stated.get(dotted(path))
        return said is not None and said.layer != self.layers.files[0].layer

    def cite(self, path: Path) -> str:
        """The citation that its layer gives for the value at this path."""
        said = self.stated.get(dotted(path))
        return said.citation if said else ""


def folded(layers: Layers) -> dict[str, Any]:
    """The document of one layer over the first file that says what all files above it say; id and years are left out.

    What the chain took away of the base, and did not state anew, is taken away by name (`remove`).
    """
    fold = _Fold(layers, layers.stated)
    known = layers.raw.get("citations", {})
    fold.citations |= {name: known[name] for name in known if fold.above(("citations", name))}
    found: dict[str, Any] = {}
    for key, value in layers.raw.items():
        if key in _HEAD:
            continue
        if key in BY_ID:
            entries = _entries(fold, key, value)
            if entries:
                found[key] = entries
        elif fold.above((key,)):
            found[key] = _part(fold, (key,), value)
    if "answers" in found and (sources := _of_answers(fold)):
        found["answers_cite"] = _joint(fold, sources) if len(sources) > 1 else next(iter(sources))
    said = {"citations": fold.citations, **found} if fold.citations else found
    _take_away(said, _over(layers, said), {**layers.raw, "citations": {**known, **fold.citations}})
    return said


def _over(layers: Layers, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the base and this one layer over it come to."""
    base = node(layers.files[0].raw, 0, ())
    found: Mapping[str, Any] = plain(fallen(merged(base, node(said, 1, ()), []), 1)[0])
    return found


def _take_away(said: dict[str, Any], found: Mapping[str, Any], wanted: Mapping[str, Any], depth: int = 0) -> None:
    """Add to `said` the removal of keys that are `found` under it and not `wanted`, also further inside."""
    kept = _STATED_ANEW if depth == 0 else frozenset[str]()
    gone = [key for key in found if key not in wanted and key not in kept]
    if gone:
        said["remove"] = gone
    for key, inner in found.items():
        other = wanted.get(key)
        if isinstance(inner, Mapping) and isinstance(other, Mapping) and key not in kept:
            part = said.get(key, {})
            _take_away(part, inner, other, depth + 1)
            if part:
                said[key] = part
        elif key in BY_ID and depth == 0 and isinstance(inner, list) and isinstance(other, list):
            _take_away_in_entries(said, key, inner, other)


def _take_away_in_entries(
    said: dict[str, Any], key: str, found: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]
) -> None:
    """The same for the entries of a list that merges by id."""
    wanted_by_id = {entry.get("id"): entry for entry in wanted}
    for entry in found:
        if (other := wanted_by_id.get(entry.get("id"))) is None:
            continue  # taken away as a whole already
        part = next((one for one in said.get(key, ()) if one.get("id") == entry["id"]), None)
        mine = {"id": entry["id"]} if part is None else part
        _take_away(mine, entry, other, 1)
        if part is None and len(mine) > 1:
            said.setdefault(key, []).append(mine)


def _part(fold: _Fold, path: Path, value: Any) -> Any:
    """What layers above the base say of this value: of a table only their keys, a list as a whole."""
    if not isinstance(value, Mapping):
        return value
    kept = {key: _part(fold, (*path, key), inner) for key, inner in value.items() if fold.above((*path, key))}
    return _sourced(fold, path, kept)


def _entries(fold: _Fold, key: str, value: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The entries of a list that merges by id: of those of the base only what is said above it, and what is gone."""
    base = {entry.get("id"): entry for entry in fold.layers.files[0].raw.get(key, ())}
    kept: list[dict[str, Any]] = []
    for number, entry in enumerate(value):
        part = _part(fold, (key, number), entry)
        if part and entry.get("id") in base:
            kept.append({"id": entry["id"], **part})
        elif entry.get("id") not in base:
            kept.append(part)
    gone = [name for name in base if name not in {entry.get("id") for entry in value}]
    return [*kept, *({"id": name, "remove": True} for name in gone)]


def _of_answers(fold: _Fold) -> dict[str, list[str]]:
    """The sources of what is said above the base of the answers, which have one citation together."""
    found: dict[str, list[str]] = {}
    for number, entry in enumerate(fold.layers.raw["answers"]):
        for key in entry:
            if key != "id" and fold.above(("answers", number, key)) and fold.cite(("answers", number, key)):
                rows = found.setdefault(fold.cite(("answers", number, key)), [])
                rows += [entry["id"]] if entry["id"] not in rows else []
    return found


def _sourced(fold: _Fold, path: Path, kept: dict[str, Any]) -> dict[str, Any]:
    """The table with a source that is true for all its values, where the layers give different ones."""
    if "cite" not in kept:
        return kept
    sources: dict[str, list[str]] = {}
    for key, value in kept.items():
        if key in {"id", "cite"} or key.endswith("_cite"):
            continue
        if f"{key}_cite" in kept or (isinstance(value, Mapping) and "cite" in value):
            continue  # it has a source of its own
        sources.setdefault(fold.cite((*path, key)), []).append(key)
    if len(sources) > 1:
        return {**kept, "cite": _joint(fold, sources)}
    return {**kept, "cite": next(iter(sources), kept["cite"]) or kept["cite"]}


def _joint(fold: _Fold, sources: Mapping[str, Sequence[str]]) -> str:
    """The id of a citation that names every source, with a note on what each is for."""
    known = fold.layers.raw.get("citations", {})
    names = [name for name in sources if name in known]
    joint = "-".join(names)[:_LONGEST_ID].rstrip("-_") or "folded"
    parts = [f"{'、'.join(map(_called, keys))}：{_text(known, name)}" for name, keys in sources.items()]
    seen = [known[name] for name in names]
    citation: dict[str, Any] = {"document": "；".join(dict.fromkeys(_text(known, name) for name in names))}
    whole = len(names) == len(sources)
    kinds = {entry.get("seen") for entry in seen}
    if whole and None not in kinds and kinds:
        citation["seen"] = kinds.pop() if len(kinds) == 1 else _least(kinds)
    else:
        citation["verified"] = whole and all(
            entry.get("verified") is True or entry.get("seen") == "original" for entry in seen
        )
    citation["note"] = "；".join(parts) + "。"
    base, number = joint, 1
    while joint in {*known, *fold.citations} and fold.citations.get(joint) != citation:
        number += 1
        joint = f"{base[: _LONGEST_ID - 6]}-{number}"
    fold.citations[joint] = citation
    return joint


def _least(kinds: set[Any]) -> str:
    """What was seen of all of several documents."""
    return "practice" if "practice" in kinds else "quoted"


def _called(key: str) -> str:
    """What a key is called: the beginning of its description; another id, such as that of an answer, stays."""
    for table in ("methods", "execution"):
        if field := field_at((table, key)):
            return field.label
        if about := note_at((table, key)):
            return _END_OF_NAME.split(about)[0]
    return key


def _text(known: Mapping[str, Any], name: str) -> str:
    if name not in known:
        return "未注明依据"
    entry = known[name]
    return f"{entry.get('document', name)} {entry.get('article', '')}".strip()
