"""A pack and the packs it rests on (`extends`): which files these are, and which of them says what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, Problem, SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.layers import Fallen, Layer, Stated
from selfeval.rulepacks.finding import pack_folders, pack_path
from selfeval.rulepacks.layers.content import byte_hashes, chained, content_hash
from selfeval.rulepacks.layers.merging import Fall, Flaw, fallen, is_value, merged, node, plain, walk
from selfeval.rulepacks.text import lines
from selfeval.rulepacks.text.errors import PackError, PackProblem, Place
from selfeval.rulepacks.text.files import check_schema, read_bytes, read_toml
from selfeval.rulepacks.text.lines import dotted
from selfeval.rulepacks.text.meant import literal

MAX_LAYERS = 6
"""National, province, city, county, unit, and one to spare; more is a mistake."""

_OWN = ("id", "version", "title")
_NAMING = tuple((key,) for key in ("id", "title", "cite", "label", "label_en", "synonyms"))
"""Keys that decide no points: what else an entry says is more likely the cause of a fault."""
IDENT = lazy(r"[a-z0-9][a-z0-9_-]{0,63}")


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
        self.falls: list[Fall] = []
        root = node(files[0].raw, 0, ())
        for number, file in enumerate(files[1:], start=1):
            self.flaws += _own_keys(file, number)
            root, fell = fallen(merged(root, node(file.raw, number, ()), self.flaws), number)
            self.falls += fell
        self.raw: dict[str, Any] = plain(root)
        self._nodes = dict(walk(root, ()))
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
        for path, value in self._nodes.items():
            if not path or not is_value(value.value):
                continue
            said = Stated(layers[value.layer], _cite_over(self.files[value.layer].raw, value.path))
            for length in range(len(path), 0, -1):
                above = found.get(path[:length])
                if above is None or above[0] < value.layer:
                    found[path[:length]] = (value.layer, said)
        return {dotted(path): said for path, (_, said) in found.items()}

    @property
    def fallen(self) -> tuple[Fallen, ...]:
        """What lower layers say and what no longer fits what the upper ones say."""
        layers = [file.layer for file in self.files]
        return tuple(
            Fallen(dotted(fall.path), literal(fall.value), layers[fall.layer], dotted(fall.decides), fall.said,
                   layers[fall.by])
            for fall in self.falls
        )  # fmt: skip

    def located(self, path: lines.Path) -> tuple[Place, lines.Path]:
        """The file in which the value at this path, or the nearest table around it, stands."""
        layer, inside = self.stands(path)
        return self._places[layer], inside

    def order(self, problem: Problem) -> tuple[int, int]:
        """Sorts problems by layer, base first, then by line."""
        file, line = (problem.file, problem.line) if isinstance(problem, PackProblem) and problem.line else ("", 0)
        names = [place.name for place in self._places]
        return (names.index(file) if file in names else len(names)), line

    def own_problems(self) -> list[Problem]:
        """The mistakes of the overlays themselves."""
        return [self._places[layer].problem(code, path, message) for code, layer, path, message in self.flaws]

    def stands(self, path: lines.Path) -> tuple[int, lines.Path]:
        """The layer in which a value, or the nearest table around it, stands, and its path in that file."""
        for length in range(len(path), -1, -1):
            if found := self._nodes.get(path[:length]):
                return found.layer, (*found.path, *path[length:])
        return len(self.files) - 1, path

    def up_to(self, layer: int) -> Layers:
        """The pack of the lower files alone, this layer included."""
        return Layers(self.files[: layer + 1])

    def blamed(self, path: lines.Path, layer: int) -> lines.Path:
        """What the layers above `layer` say that lies nearest to a path below: there a person can correct it."""
        related = {"weights": ("execution", "weight"), "execution": ("weights", "layouts"), "answers": ("methods",)}
        wanted = (path, related.get(str(path[0]), path)) if path else (path,)
        best: tuple[int, lines.Path] = (0, ())
        for aim in wanted:
            for other, value in self._nodes.items():
                common = next((n for n, (a, b) in enumerate(zip(aim, other, strict=False)) if a != b),
                              min(len(aim), len(other)))  # fmt: skip
                rank = 2 * common + (other[-1:] not in _NAMING)
                if value.layer > layer and is_value(value.value) and common and rank > best[0]:
                    best = (rank, other)
            if best[0]:
                return best[1]
        return ("extends",)


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
    check_schema(path, raw, text)
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
