"""The tables of one file laid over those of the file below it, each value knowing the file it stands in.

Tables merge key by key; `[[methods]]` and `[[answers]]` merge by `id`; every other list is replaced whole. `remove =
true` in an entry or a table drops what lies below, `remove = ["…"]` single keys of it. What then no longer fits what
the upper file says, such as the pass gate of a method that has none any more, falls away by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.rulepacks.layers.idle_keys import idle
from selfeval.rulepacks.text import lines

_NOT_SCORED = ExecutionMethod.NONE.value
BY_ID = ("methods", "answers")
"""Lists whose entries an overlay changes one by one, by their ids."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the merged document, the layer that states it, and its path in that layer's file."""

    value: Any
    layer: int
    path: lines.Path


@dataclass(frozen=True, slots=True)
class Fall:
    """A value below that falls away: its merged path and layer; the key that decides, what it says, and its layer."""

    path: lines.Path
    value: Any
    layer: int
    decides: lines.Path
    said: str
    by: int


Flaw: TypeAlias = tuple[str, int, lines.Path, Message]
"""What is wrong with an overlay itself: problem code, layer, path in its file, sentence."""


def node(value: Any, layer: int, path: lines.Path) -> Node:  # noqa: ANN401 - whatever a TOML file holds
    """The tables of one file as nodes."""
    if isinstance(value, Mapping):
        return Node({key: node(inner, layer, (*path, key)) for key, inner in value.items()}, layer, path)
    if isinstance(value, list):
        return Node([node(inner, layer, (*path, index)) for index, inner in enumerate(value)], layer, path)
    return Node(value, layer, path)


def merged(below: Node, above: Node, flaws: list[Flaw]) -> Node:
    """What `above` says, and below it what it does not say."""
    if isinstance(below.value, dict) and isinstance(above.value, dict):
        said = {key: inner for key, inner in above.value.items() if key != "remove"}
        both = _kept(below, above, flaws)
        for key, inner in said.items():
            both[key] = merged(both[key], inner, flaws) if key in both else inner
        return replace(above, value=both)
    if above.path in {(name,) for name in BY_ID} and isinstance(below.value, list) and isinstance(above.value, list):
        entries = _by_id(below.value, above.value, flaws)
        return replace(above, value=_sorted_bands(entries) if above.path == ("answers",) else entries)
    return above


def _kept(below: Node, above: Node, flaws: list[Flaw]) -> dict[str, Node]:
    """What stays of the table below: all of it, or what `remove` leaves."""
    remove = above.value.get("remove")
    if remove is None:
        return dict(below.value)
    path = (*above.path, "remove")
    if remove.value is True:
        return {}
    names = [entry.value for entry in remove.value] if isinstance(remove.value, list) else None
    if names is None or not all(isinstance(name, str) for name in names):
        text = msg('remove = true drops the whole table of the base, remove = ["…"] single keys of it')
        flaws.append(("R112", above.layer, path, text))
        return dict(below.value)
    for name in names:
        if name not in below.value:
            flaws.append(("R163", above.layer, path, msg("there is no {name} below that could be removed", name=name)))
    return {key: inner for key, inner in below.value.items() if key not in names}


def fallen(top: Node, layer: int) -> tuple[Node, list[Fall]]:
    """The document without what the layers below `layer` say and what no longer fits what this one says."""
    falls: list[Fall] = []
    for path, decides, said in idle(plain(top)):
        left, decider = at(top, path), at(top, decides)
        if left is None or decider is None or decider.layer != layer or _newest(left) >= layer:
            continue
        falls.append(Fall(path, plain(left), left.layer, decides, said, layer))
        top = _without(top, path)
    scored, weight = at(top, ("execution", "method")), at(top, ("execution", "weight"))
    if scored and weight and scored.value == _NOT_SCORED and scored.layer == layer > weight.layer and weight.value:
        falls.append(Fall(("execution", "weight"), weight.value, weight.layer, ("execution", "method"),
                          _NOT_SCORED, layer))  # fmt: skip
        top = _without(top, ("execution", "weight"), Node(0, layer, scored.path))
    caps, cite = at(top, ("execution", "caps")), at(top, ("execution", "caps_cite"))
    if caps and cite and caps.value == [] and caps.layer == layer > cite.layer:
        falls.append(Fall(("execution", "caps_cite"), cite.value, cite.layer, ("execution", "caps"), "[]", layer))
        top = _without(top, ("execution", "caps_cite"))
    citations = at(top, ("citations",))
    for name, entry in citations.value.items() if citations and isinstance(citations.value, dict) else ():
        seen, verified = at(entry, ("seen",)), at(entry, ("verified",))
        if seen and verified and seen.layer == layer > verified.layer:
            source: lines.Path = ("citations", str(name))
            falls.append(Fall((*source, "verified"), verified.value, verified.layer, (*source, "seen"),
                              str(seen.value), layer))  # fmt: skip
            top = _without(top, (*source, "verified"))
    return top, falls


def at(top: Node, path: lines.Path) -> Node | None:
    """The node at a path of the merged document."""
    found: Node | None = top
    for part in path:
        inner = found.value if found is not None else None
        if isinstance(inner, dict):
            found = inner.get(part)
        else:
            found = inner[part] if isinstance(inner, list) and isinstance(part, int) and part < len(inner) else None
    return found


def _newest(top: Node) -> int:
    """The uppermost layer that says any value inside."""
    return max((inner.layer for _, inner in walk(top, ()) if is_value(inner.value)), default=top.layer)


def _without(top: Node, path: lines.Path, other: Node | None = None) -> Node:
    head, rest = path[0], path[1:]
    if isinstance(top.value, list) and isinstance(head, int):
        return replace(top, value=[_without(inner, rest, other) if place == head else inner
                                   for place, inner in enumerate(top.value)])  # fmt: skip
    inner = dict(top.value)
    if rest:
        inner[head] = _without(inner[head], rest, other)
    elif other is not None:
        inner[head] = other
    else:
        del inner[head]
    return replace(top, value=inner)


def _by_id(below: list[Node], above: list[Node], flaws: list[Flaw]) -> list[Node]:
    entries, touched = list(below), set()
    for entry in above:
        name = _id(entry)
        found = next((index for index, other in enumerate(entries) if name and _id(other) == name), None)
        remove = entry.value.get("remove") if isinstance(entry.value, dict) else None
        if remove is not None and not (isinstance(remove.value, list) and found is not None):
            flaw = _removal_flaw(entry, found)
            if flaw:
                flaws.append(flaw)
            elif found is not None:
                del entries[found]
        elif found is not None and name not in touched:
            entries[found] = merged(entries[found], entry, flaws)
        else:  # new, or stated twice in one file, which the laws refuse
            entries.append(entry)
        touched.add(name)
    return entries


def _removal_flaw(entry: Node, found: int | None) -> Flaw | None:
    path = (*entry.path, "remove")
    if entry.value["remove"].value is not True:
        return (
            "R112",
            entry.layer,
            path,
            msg('remove = true drops this entry of the base, remove = ["…"] single keys; leave it out to keep all'),
        )
    others = [key for key in entry.value if key not in {"id", "remove"}]
    if others:
        text = msg("an entry that is removed states nothing else; take out {keys}", keys=", ".join(others))
        return "R125", entry.layer, path, text
    if found is None:
        text = msg("there is no {name} below that could be removed", name=_id(entry) or "—")
        return "R163", entry.layer, path, text
    return None


def _id(entry: Node) -> str:
    inner = entry.value.get("id") if isinstance(entry.value, dict) else None
    return inner.value if inner is not None and isinstance(inner.value, str) else ""


def _sorted_bands(entries: list[Node]) -> list[Node]:
    """Answers best first, wherever an overlay put a new one; as they are if a band has no proper upper end."""
    tops = [entry.value.get("upper") if isinstance(entry.value, dict) else None for entry in entries]
    numbers = [top.value for top in tops if top is not None and isinstance(top.value, int | Decimal)]
    if len(numbers) != len(entries) or any(number != number for number in numbers):  # noqa: PLR0124 - nan
        return entries
    order = sorted(range(len(entries)), key=lambda index: -numbers[index])
    return [entries[index] for index in order]


def plain(top: Node) -> Any:  # noqa: ANN401 - as above
    """The values alone."""
    if isinstance(top.value, dict):
        return {key: plain(inner) for key, inner in top.value.items()}
    if isinstance(top.value, list):
        return [plain(inner) for inner in top.value]
    return top.value


def walk(top: Node, path: lines.Path) -> Iterator[tuple[lines.Path, Node]]:
    """Every node with its path."""
    yield path, top
    inner: Iterable[tuple[str | int, Node]] = top.value.items() if isinstance(top.value, dict) else ()
    if isinstance(top.value, list):
        inner = enumerate(top.value)
    for key, child in inner:
        yield from walk(child, (*path, key))


def is_value(value: Any) -> bool:  # noqa: ANN401 - as above
    """Whether this is stated as one piece: a plain value, a list of such, or an empty list or table."""
    if isinstance(value, dict):
        return not value
    if isinstance(value, list):
        return not any(isinstance(inner.value, dict | list) for inner in value)
    return True
