"""The closed form of a file, made of the table of its keys: which there are, of what type and limits.

What one key alone can get wrong is refused here; what keys of a rule pack say together is judged in `laws`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, create_model

from selfeval.core.rules.keys.fields import ITSELF, NAME, FieldKind, RuleField
from selfeval.core.rules.keys.lookup import KEYS, FileKeys
from selfeval.core.rules.keys.nesting import RuleTable, Shape
from selfeval.core.rules.keys.words import CHOICES
from selfeval.rulepacks.form.editors import for_overlays
from selfeval.rulepacks.form.fields import Block, Code, Free, Ident, Percent, Positive, Rate, Text, Whole
from selfeval.rulepacks.text.files import SCHEMA

# ruff: noqa: ANN401 - types that are made of the table have no names

_TYPES: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: Text,
    FieldKind.NAME: Ident,
    FieldKind.CITE: Ident,
    FieldKind.CODE: Code,
    FieldKind.YES: StrictBool,
    FieldKind.PERCENT: Percent,
    FieldKind.POINTS: Percent,
    FieldKind.RATE: Rate,
    FieldKind.MEASURE: Positive,
}
_tuple: Any = tuple
_dict: Any = dict
_literal: Any = Literal
_annotated: Any = Annotated


def json_schema() -> dict[str, Any]:
    """The form as a JSON Schema, for editors that complete and check TOML; descriptions are in Chinese."""
    schema = PackFile.model_json_schema(by_alias=True)
    for path, table in KEYS.nested.items():
        inside = (schema["$defs"][table.block] if path else schema)["properties"] if table.block else {}
        for key in inside:
            if note := KEYS.note(path, key):
                inside[key]["description"] = note
    return for_overlays(schema)


class Forms:
    """Makes the forms of a kind of file, each once: of its keys, and of the text that names its format."""

    def __init__(self, keys: FileKeys, schema: str) -> None:
        self._keys, self._schema = keys, schema
        self._made: dict[str, type[Block]] = {}

    def of(self, path: str) -> type[Block]:
        """The form of one table, or of one entry of a list or table of named ones; "" is the whole file."""
        return self._block(self._keys.nested[path].block, path)

    def of_entries(self, path: str) -> Any:
        """The form of a whole list."""
        return _tuple[self.of(path), ...]

    def _block(self, name: str, path: str) -> type[Block]:
        """The form of this name; tables that stand in several places have one."""
        if name not in self._made:
            fields, inside = dict(self._keys.of(path)), dict[str, Any]()
            for key in self._keys.in_order(path):
                if key == "schema":  # a name that pydantic keeps for itself
                    inside["schema_"] = _literal[self._schema], Field(alias=key)
                else:
                    inside[key] = _value(fields[key]) if key in fields else self._table(f"{path}.{key}".lstrip("."))
            about = self._keys.nested[path].about
            self._made[name] = create_model(name, __base__=Block, __doc__=about, **inside)
        return self._made[name]

    def _table(self, path: str) -> tuple[Any, Any]:
        """Type and default of what stands under the name of a table or list; `...` where it must be written."""
        table = self._keys.nested[path]
        if table.shape is Shape.ONE:
            block = self.of(path)
            if table.needed:
                return block, ...
            required = any(field.is_required() for field in block.model_fields.values())
            return (block | None, None) if required else (block, block())
        kind = self._listed(path, table)
        if table.needed:
            return _annotated[kind, Field(min_length=1)], ...
        return kind, () if table.shape is Shape.LIST else Field(default_factory=dict)

    def _listed(self, path: str, table: RuleTable) -> Any:
        """The type of a list, or of a table of named entries."""
        fields = dict(self._keys.of(path))
        entry = next(iter(fields.values())) if table.names else fields.get(ITSELF)
        value = self.of(path) if entry is None else _value(entry)[0]
        if table.shape is Shape.LIST:
            return _tuple[value, ...]
        return _dict[_words(table.names) if table.names else _value(fields[NAME])[0], value]


def _value(field: RuleField) -> tuple[Any, Any]:
    """Type and default of a single key; the default is `...` where the key must be written."""
    default: Any = ... if field.required else field.default
    kind: Any = _TYPES.get(field.kind)
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        kind = _words(field.words, blank=default == "")
        if isinstance(default, str) and isinstance(kind, type):
            default = kind(default)
    elif field.kind is FieldKind.WHOLE:
        kind = _annotated[Whole, Field(ge=int(field.low or 0), le=int(field.high or 0))]
        default = int(default) if isinstance(default, Decimal) else default
    elif default == "" or field.blank:
        kind = Free
    if field.kind is FieldKind.TEXTS:
        kind = _tuple[Free if field.blank else Text, ...]
        kind = kind if field.blank or default == () else _annotated[kind, Field(min_length=1)]
    elif field.kind is FieldKind.SERIES:
        kind = _tuple[Percent, ...]
    elif field.kind is FieldKind.CHOICES:
        kind = _tuple[kind, ...]
    return (kind | None if field.optional else kind), default


def _words(name: str, *, blank: bool = False) -> Any:
    """The type of a closed list: that of its words, or the words themselves where they are bare texts."""
    words = tuple(CHOICES[name])
    if isinstance(words[0], StrEnum):
        return type(words[0])
    return _literal[("", *words) if blank else words]


PACK_FORMS = Forms(KEYS, SCHEMA)
PackFile = PACK_FORMS.of("")
"""A whole rule pack; an overlay has this form once it is merged with what it rests on."""
