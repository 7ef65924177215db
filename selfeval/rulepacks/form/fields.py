"""The kinds of value that a rule-pack file may hold: exact numbers between limits, texts, names, closed tables.

Numbers are `Decimal` from the first character on: a binary float never enters, a quoted number is not a number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema


def _number(value: object) -> object:
    """Only a TOML number passes: a bool is an int to Python, and a quoted number is a text."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("number")  # noqa: TRY004 - pydantic collects ValueError only
    return Decimal(value)


def _whole(value: object) -> object:
    """Only a TOML integer passes."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("whole")  # noqa: TRY004 - pydantic collects ValueError only
    return value


_NUMBER = BeforeValidator(_number)
_FINE = Field(max_digits=12, decimal_places=6)  # 1e-99999999 is short to write and endless to compute with

Percent: TypeAlias = Annotated[
    Decimal, Field(ge=0, le=100), _FINE, _NUMBER, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]
"""A part of 100, also points of 100."""
Rate: TypeAlias = Annotated[
    Decimal, Field(ge=0, le=1000), _FINE, _NUMBER, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1000})
]
"""A percentage that may exceed 100, such as a completion."""
Positive: TypeAlias = Annotated[
    Decimal,
    Field(gt=0, le=100),
    _FINE,
    _NUMBER,
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 100}),
]
Whole: TypeAlias = Annotated[int, BeforeValidator(_whole)]
Text: TypeAlias = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=2000, pattern=r"\S")]
Free: TypeAlias = Annotated[str, StringConstraints(strict=True, max_length=2000)]
Ident: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Code: TypeAlias = Annotated[str, StringConstraints(strict=True, pattern=r"^[TBASWRF]\d{1,4}$")]


class Block(BaseModel):
    """A table of the file: no key beyond the known ones, nothing assigned afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)
