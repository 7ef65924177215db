"""What stands under a key of a rule pack: its field, its note, where it stands among its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfeval.core.rules.keys.fields import ITSELF, NAME, RuleField
from selfeval.core.rules.keys.nesting import NESTED, RuleTable
from selfeval.core.rules.keys.tables import TABLES


@dataclass(frozen=True, slots=True, eq=False)
class FileKeys:
    """Every key of a kind of file with the tables that hold them; those of rule packs are `KEYS`."""

    tables: Mapping[str, tuple[RuleField, ...]]
    nested: Mapping[str, RuleTable]

    def of(self, path: str) -> tuple[tuple[str, RuleField], ...]:
        """The keys of the table at this path, as they are called in it, those of small tables inside it dotted."""
        if path in self.tables:
            return tuple((field.key, field) for field in self.tables[path])
        above, _, name = path.rpartition(".")
        inner = f"{name}."
        return tuple((key.removeprefix(inner), field) for key, field in self.of(above) if key.startswith(inner))

    def children(self, path: str) -> tuple[str, ...]:
        """The names of the tables and lists that stand directly inside this one."""
        return tuple(
            name for above, _, name in (full.rpartition(".") for full in self.nested) if name and above == path
        )

    def note(self, path: str, key: str) -> str:
        """What is to be written under a key of this table; of a table of values, in each of its entries."""
        inner = f"{path}.{key}" if path else key
        if field := dict(self.of(path)).get(key) or dict(self.of(inner) if inner in self.nested else ()).get(ITSELF):
            return field.note
        return self.nested[inner].note if inner in self.nested else ""

    def in_order(self, path: str) -> tuple[str, ...]:
        """The keys, tables and lists of a table, each once, in the order of the JSON Schema."""
        placed: dict[str, str | None] = {}
        for key, field in self.of(path):
            if key not in {NAME, ITSELF} and "." not in key:
                placed[key] = None if field.after is None else field.after.rpartition(".")[2]
        placed |= {name: self.nested[f"{path}.{name}" if path else name].after for name in self.children(path)}
        found = [key for key, after in placed.items() if after is None]
        waiting = {key: after for key, after in placed.items() if after is not None}
        while waiting:
            key, after = next((key, after) for key, after in waiting.items() if after == "" or after in found)
            found.insert(found.index(after) + 1 if after else 0, key)
            del waiting[key]
        return tuple(found)


KEYS = FileKeys(TABLES, NESTED)

_NAMED = frozenset(table for table, fields in TABLES.items() if any(field.key == NAME for field in fields))


def field_at(words: tuple[str, ...]) -> RuleField | None:
    """The field of a key, given by its path without the numbers of list entries; None for tables and unknown keys."""
    for length in range(len(words), -1, -1):
        table = ".".join(words[:length])
        if table in TABLES:
            rest = words[length + (table in _NAMED) :]
            key = ".".join(rest) or ITSELF
            return next((field for field in TABLES[table] if field.key == key), None)
    return None


def note_at(words: tuple[str, ...]) -> str:
    """What is to be written under this key, "" for an unknown one."""
    field = field_at(words)
    table = NESTED.get(".".join(words))
    return field.note if field else table.note if table else ""


GUARDED_LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    path: table.only for path, table in NESTED.items() if table.only is not None
}
"""Lists and small tables that have an effect only with some values of a key beside them, as `RuleField.only`."""
