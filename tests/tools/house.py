"""The structure of the code in figures: `python -m tests.tools.house [FOLDER]`.

Files, lines and the fullest folder of each room; circles of imports, those inside functions counted too; imports of our
own modules inside functions; the longest class together with its own bases; names that several addresses give; tables
of constants and functions that are written twice.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.places import ROOT

PACKAGE = "selfeval"
_ENTRIES, _STATEMENTS = 3, 4


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a module of our own: who imports what, at which line, and whether only inside a function."""

    source: str
    target: str
    line: int
    inside: bool


@dataclass(frozen=True, slots=True)
class House:
    """All modules of a tree, by dotted name, with what they import from each other."""

    paths: Mapping[str, Path]
    trees: Mapping[str, ast.Module]
    imports: tuple[Import, ...] = field(default=())

    @property
    def deferred(self) -> list[Import]:
        """Imports of our own modules that stand inside functions."""
        return [each for each in self.imports if each.inside]


def look(root: Path = ROOT) -> House:
    """Read the tree below `root`."""
    files = sorted((root / PACKAGE).rglob("*.py"))
    paths = {".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path for path in files}
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    found = tuple(each for name, tree in trees.items() for each in _imports(name, tree, paths))
    return House(paths, trees, found)


def _imports(name: str, tree: ast.Module, paths: Mapping[str, Path]) -> Iterator[Import]:
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, inside = waiting.pop()
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for each in node.names:
                full = f"{node.module}.{each.name}"
                target = full if full in paths else str(node.module)
                if target != name:
                    yield Import(name, target, node.lineno, inside)
        # No import stands inside an expression, and most nodes are expressions.
        within = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        waiting += [(child, within) for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]


def circles(house: House) -> list[list[str]]:
    """Groups of modules that reach each other by imports, the largest first; imports inside functions count."""
    arrows: dict[str, set[str]] = defaultdict(set)
    for each in house.imports:
        arrows[each.source].add(each.target)
    groups = [group for group in _components(sorted(house.paths), arrows) if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group))


def _components(nodes: list[str], arrows: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Strongly connected components, by two passes along the arrows and against them."""
    back: dict[str, set[str]] = defaultdict(set)
    for source, targets in arrows.items():
        for target in targets:
            back[target].add(source)
    order: list[str] = []
    seen: set[str] = set()
    for start in nodes:
        order.extend(_reached(start, arrows, seen))
    seen = set()
    for start in reversed(order):
        group = _reached(start, back, seen)
        if group:
            yield sorted(group)


def _reached(start: str, arrows: Mapping[str, set[str]], seen: set[str]) -> list[str]:
    """What is reached from `start` and was not seen, each after all that it leads to."""
    if start in seen:
        return []
    seen.add(start)
    done: list[str] = []
    stack = [(start, iter(sorted(arrows.get(start, ()))))]
    while stack:
        node, rest = stack[-1]
        following = next((each for each in rest if each not in seen), None)
        if following is None:
            done.append(node)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(sorted(arrows.get(following, ())))))
    return done


def class_lines(house: House) -> dict[str, int]:
    """Lines of each class, by module and name, together with those of its bases that are our own."""
    own: dict[str, tuple[int, list[str]]] = {}
    for module, tree in house.trees.items():
        known = dict(_from(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = [known.get(name, f"{module}.{name}") for name in map(_base_name, node.bases)]
                own[f"{module}.{node.name}"] = ((node.end_lineno or node.lineno) - node.lineno + 1, bases)

    def whole(name: str) -> int:
        family, waiting = set(), [name]
        while waiting:
            each = waiting.pop()
            if each in own and each not in family:
                family.add(each)
                waiting.extend(own[each][1])
        return sum(own[each][0] for each in family)

    return {name: whole(name) for name in own}


def _base_name(base: ast.expr) -> str:
    """`Dialog` for `Dialog` and for `Dialog[str]`."""
    inner = base.value if isinstance(base, ast.Subscript) else base
    return inner.id if isinstance(inner, ast.Name) else ""


def passed_on(house: House) -> list[tuple[str, str]]:
    """Names that are taken from a module which only passes them on: `(importer, module.name)`."""
    defined = {name: dict(_from(tree)) for name, tree in house.trees.items()}
    found = []
    for name, tree in house.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in defined:
                for each in node.names:
                    full = f"{node.module}.{each.name}"
                    if full not in house.paths and each.name in defined[node.module]:
                        found.append((name, full))
    return found


def _from(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"


def written_twice(house: House) -> list[tuple[str, ...]]:
    """Tables of constants (of three entries and more) and functions (of four statements and more) that stand in several
    places: the same but for what functions call their arguments and variables."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, tree in house.trees.items():
        for node in tree.body:
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if value is not None and _entries(value) >= _ENTRIES:
                found[ast.dump(value)].append(f"{module}:{node.lineno}")
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                body = _body(function)
                if sum(isinstance(part, ast.stmt) for top in body for part in ast.walk(top)) >= _STATEMENTS:
                    found[_shape(function, body)].append(f"{module}:{function.lineno}")
    return sorted(tuple(places) for places in found.values() if len(places) > 1)


def _entries(value: ast.expr) -> int:
    """How many entries a table has, bare or inside `frozenset(…)` and the like; 0 for what is none."""
    if isinstance(value, ast.Call) and len(value.args) == 1:
        value = value.args[0]
    if isinstance(value, ast.Dict):
        return len(value.keys)
    return len(value.elts) if isinstance(value, ast.Tuple | ast.List | ast.Set) else 0


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    first = function.body[0]
    described = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return function.body[1:] if described else function.body


def _shape(function: ast.FunctionDef | ast.AsyncFunctionDef, body: list[ast.stmt]) -> str:
    """The text of a function in which its own names are numbers, in the order in which they first stand there."""
    arguments = function.args
    own = {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    names = [part for top in body for part in ast.walk(top) if isinstance(part, ast.Name)]
    own |= {part.id for part in names if isinstance(part.ctx, ast.Store)}
    numbers: dict[str, str] = {}
    called = {id(part): numbers.setdefault(part.id, str(len(numbers))) for part in names if part.id in own}
    kept = {id(part): part.id for part in names}
    try:
        for part in names:
            part.id = called.get(id(part), part.id)
        return "\n".join(map(ast.dump, body))
    finally:
        for part in names:
            part.id = kept[id(part)]


def room_of(name: str) -> str:
    """The room that a module stands in: the part after the package's own name."""
    return name.split(".")[1] if "." in name else ""


def _rooms(house: House) -> Iterator[str]:
    files, lines = Counter[str](), Counter[str]()
    folders: dict[str, Counter[Path]] = defaultdict(Counter)
    for name, path in house.paths.items():
        room = room_of(name)
        files[room] += 1
        lines[room] += len(path.read_text(encoding="utf-8").splitlines())
        folders[room][path.parent] += 1
    inside = Counter(room_of(each.source) for each in house.deferred)
    yield f"{'room':14}{'files':>7}{'lines':>8}{'fullest folder':>16}{'imports inside functions':>26}"
    for room in sorted(files, key=lambda room: -lines[room]):
        fullest = folders[room].most_common(1)[0][1]
        yield f"{room or PACKAGE:14}{files[room]:7}{lines[room]:8}{fullest:16}{inside[room]:26}"
    yield f"{'all':14}{files.total():7}{lines.total():8}{'':16}{inside.total():26}"


def main() -> int:
    """Print the figures; what is named one by one stands below them."""
    house = look(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
    print("\n".join(_rooms(house)))
    rings = circles(house)
    print(f"\ncircles: {len(rings)}")
    for ring in rings:
        print(f"  {len(ring)}: {' '.join(ring)}")
    longest = sorted(class_lines(house).items(), key=lambda item: -item[1])[:5]
    print("longest classes with their bases:", ", ".join(f"{name} {lines}" for name, lines in longest))
    handed = passed_on(house)
    print(f"names taken from a module that only passes them on: {len(handed)}")
    twice = written_twice(house)
    print(f"tables and functions written twice: {len(twice)}")
    for places in twice:
        print("  " + " ~ ".join(places))
    return 0


if __name__ == "__main__":
    sys.exit(main())
