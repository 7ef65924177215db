"""A pack and the packs it rests on (`extends`) become one document, in which each value knows the file it stands in.

Tables merge key by key; `[[methods]]` and `[[answers]]` merge by `id`, where `remove = true` drops an entry; every
other list is replaced whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from selfeval.core.layers import Layer, Stated
from selfeval.core.problems import Message, Problem, SelfEvalError, msg
from selfeval.rulepacks import lines
from selfeval.rulepacks.content import byte_hashes, chained, content_hash
from selfeval.rulepacks.errors import PackError, Place
from selfeval.rulepacks.files import check_schema, read_bytes, read_toml
from selfeval.rulepacks.finding import pack_folders, pack_path
from selfeval.rulepacks.lines import dotted

MAX_LAYERS = 6
"""National, province, city, county, unit, and one to spare; more is a mistake."""

_BY_ID = ("methods", "answers")
_OWN = ("id", "version", "title")
IDENT = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class LayerFile:
    """One file of a pack: its text, its tables, the hash of these, and the hashes of its bytes with any line ends."""

    path: Path
    text: str
    raw: Mapping[str, Any]
    sha256: str
    of_bytes: tuple[str, ...]

    @property
    def layer(self) -> Layer:
        """What the pack remembers of this file."""
        own = {key: str(self.raw.get(key, "")) for key in _OWN}
        return Layer(own["id"], own["title"], own["version"], self.sha256, self.path.name)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the merged document, the layer that states it, and its path in that layer's file."""

    value: Any
    layer: int
    path: lines.Path


Flaw: TypeAlias = tuple[str, int, lines.Path, Message]
"""What is wrong with an overlay itself: problem code, layer, path in its file, sentence."""


class Layers(Place):
    """The merged document of a chain of files; makes problems that name the file and line in which a value stands.

    Attributes:
        files: the layers, base first.
        raw: the merged tables.
        flaws: mistakes of the overlays themselves.
    """

    def __init__(self, files: tuple[LayerFile, ...]) -> None:
        super().__init__(files[-1].path.name, files[-1].text)
        self.files = files
        self.flaws: list[Flaw] = []
        root = _node(files[0].raw, 0, ())
        for number, file in enumerate(files[1:], start=1):
            self.flaws += _own_keys(file, number)
            root = _merged(root, _node(file.raw, number, ()), self.flaws)
        self.raw: dict[str, Any] = _plain(root)
        self._nodes = dict(_walk(root, ()))
        self._places = [Place(file.path.name, file.text) for file in files]

    @property
    def sha256(self) -> str:
        """The hash of what the files say."""
        return chained([file.sha256 for file in self.files])

    @property
    def of_bytes(self) -> frozenset[str]:
        """What earlier versions recorded of the same files: the hash of their bytes, with one or the other line end."""
        return frozenset(chained(hashes) for hashes in zip(*(file.of_bytes for file in self.files), strict=True))

    @property
    def stated(self) -> dict[str, Stated]:
        """Who says each value, and each table or list of such: of several layers the uppermost that says part of it."""
        layers = [file.layer for file in self.files]
        found: dict[lines.Path, tuple[int, Stated]] = {}
        for path, node in self._nodes.items():
            if not path or not _is_value(node.value):
                continue
            said = Stated(layers[node.layer], _cite_over(self.files[node.layer].raw, node.path))
            for length in range(len(path), 0, -1):
                above = found.get(path[:length])
                if above is None or above[0] < node.layer:
                    found[path[:length]] = (node.layer, said)
        return {dotted(path): said for path, (_, said) in found.items()}

    def at(self, path: lines.Path) -> str:
        """File and line in which the value at this path stands, or the nearest table around it."""
        layer, inside = self._stands(path)
        return self._places[layer].at(inside)

    def order(self, problem: Problem) -> tuple[int, int]:
        """Sorts problems by layer, base first, then by line."""
        name, _, line = problem.where.sheet.rpartition(":") if problem.where else ("", "", "0")
        names = [place.name for place in self._places]
        return (names.index(name) if name in names else len(names)), int(line)

    def own_problems(self) -> list[Problem]:
        """The mistakes of the overlays themselves."""
        return [self._places[layer].problem(code, path, message) for code, layer, path, message in self.flaws]

    def _stands(self, path: lines.Path) -> tuple[int, lines.Path]:
        for length in range(len(path), -1, -1):
            if node := self._nodes.get(path[:length]):
                return node.layer, (*node.path, *path[length:])
        return len(self.files) - 1, path


def read_layers(path: Path, data: bytes, folders: Sequence[Path] | None = None) -> Layers:
    """The pack in `data` with everything it rests on; bases are looked for beside it, then in `folders`.

    Raises:
        SelfEvalError: R102, R103, R104, R105, R107, R108 for any of the files.
        PackError: R160 unknown base, R161 a pack that rests on itself, R162 too many layers.
    """
    files = [_file(path, data)]
    while (wanted := files[0].raw.get("extends")) is not None:
        upper = files[0]
        place = Place(upper.path.name, upper.text)
        if not isinstance(wanted, str) or not IDENT.fullmatch(wanted):
            raise _stop(place, "R160", msg("the id of a rule pack is needed, such as cn-mof-2020-10"))
        names = [file.path.stem for file in files]
        if wanted in names:
            round_trip = " → ".join([*reversed(names[: names.index(wanted) + 1]), wanted])
            raise _stop(place, "R161", msg("the packs rest on each other in a circle: {names}", names=round_trip))
        if len(files) == MAX_LAYERS:
            chain = " → ".join([*reversed(names), wanted])
            text = msg("more than {most} layers: {names}", most=MAX_LAYERS, names=chain)
            raise _stop(place, "R162", text)
        base = _base(place, upper.path, wanted, folders)
        files.insert(0, _file(base, read_bytes(base)))
    return Layers(tuple(files))


def _file(path: Path, data: bytes) -> LayerFile:
    text, raw = read_toml(path, data)
    check_schema(path, raw)
    return LayerFile(path, text, raw, content_hash(raw), byte_hashes(data))


def _base(place: Place, upper: Path, wanted: str, folders: Sequence[Path] | None) -> Path:
    searched = (upper.parent, *(pack_folders() if folders is None else folders))
    try:
        return pack_path(wanted, folders=searched)
    except SelfEvalError as error:
        if error.code != "R101":
            raise
        text = msg("there is no rule pack {name} to rest on; {known}", name=wanted, known=error.hint)
        raise _stop(place, "R160", text) from error


def _stop(place: Place, code: str, message: Message) -> PackError:
    return PackError(place.name, (place.problem(code, ("extends",), message),))


def _cite_over(raw: Any, path: lines.Path) -> str:  # noqa: ANN401 - whatever a TOML file holds
    """The id of the citation that a file gives for its value at this path, by the nearest `cite` around it."""
    cite = ""
    for part in path:
        if isinstance(raw, Mapping):
            nearest = raw.get(f"{part}_cite", raw.get("cite", cite))
            cite = nearest if isinstance(nearest, str) else cite
        raw = raw[part]
    return cite


def _own_keys(file: LayerFile, layer: int) -> Iterator[Flaw]:
    """An overlay speaks for itself: it has an id, a version and a title of its own."""
    for key in _OWN:
        if key not in file.raw:
            yield "R111", layer, (key,), msg("this key is missing")


def _node(value: Any, layer: int, path: lines.Path) -> Node:  # noqa: ANN401 - whatever a TOML file holds
    if isinstance(value, Mapping):
        return Node({key: _node(inner, layer, (*path, key)) for key, inner in value.items()}, layer, path)
    if isinstance(value, list):
        return Node([_node(inner, layer, (*path, index)) for index, inner in enumerate(value)], layer, path)
    return Node(value, layer, path)


def _merged(below: Node, above: Node, flaws: list[Flaw]) -> Node:
    if isinstance(below.value, dict) and isinstance(above.value, dict):
        both = dict(below.value)
        for key, node in above.value.items():
            both[key] = _merged(below.value[key], node, flaws) if key in below.value else node
        return replace(above, value=both)
    if above.path in {(name,) for name in _BY_ID} and isinstance(below.value, list) and isinstance(above.value, list):
        entries = _by_id(below.value, above.value, flaws)
        return replace(above, value=_sorted_bands(entries) if above.path == ("answers",) else entries)
    return above


def _by_id(below: list[Node], above: list[Node], flaws: list[Flaw]) -> list[Node]:
    entries, touched = list(below), set()
    for entry in above:
        name = _id(entry)
        found = next((index for index, other in enumerate(entries) if name and _id(other) == name), None)
        if isinstance(entry.value, dict) and "remove" in entry.value:
            flaw = _removal_flaw(entry, found)
            if flaw:
                flaws.append(flaw)
            elif found is not None:
                del entries[found]
        elif found is not None and name not in touched:
            entries[found] = _merged(entries[found], entry, flaws)
        else:  # new, or stated twice in one file, which the laws refuse
            entries.append(entry)
        touched.add(name)
    return entries


def _removal_flaw(entry: Node, found: int | None) -> Flaw | None:
    path = (*entry.path, "remove")
    if entry.value["remove"].value is not True:
        return "R112", entry.layer, path, msg("only remove = true is possible; leave the key out to keep the entry")
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


def _plain(node: Node) -> Any:  # noqa: ANN401 - as above
    if isinstance(node.value, dict):
        return {key: _plain(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(inner) for inner in node.value]
    return node.value


def _walk(node: Node, path: lines.Path) -> Iterator[tuple[lines.Path, Node]]:
    yield path, node
    inner: Iterable[tuple[str | int, Node]] = node.value.items() if isinstance(node.value, dict) else ()
    if isinstance(node.value, list):
        inner = enumerate(node.value)
    for key, child in inner:
        yield from _walk(child, (*path, key))


def _is_value(value: Any) -> bool:  # noqa: ANN401 - as above
    """Whether this is stated as one piece: a plain value, a list of such, or an empty list or table."""
    if isinstance(value, dict):
        return not value
    if isinstance(value, list):
        return not any(isinstance(inner.value, dict | list) for inner in value)
    return True
