"""Columns of values as Arrow arrays, put together from their bytes.

`pyarrow.array` imports pandas to see whether it was given something of it: half a second and 80 MB, for lists.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import accumulate
from typing import Any

import pyarrow as pa

from selfeval.portfolio.batch.columns import DIGITS, PLACES, Kind
from selfeval.portfolio.batch.record import Value

# ruff: noqa: ANN401 - pyarrow has no types
_LARGEST = Decimal(10) ** (DIGITS - PLACES)
_STEP = Decimal(1).scaleb(-PLACES)
_EXACT = Context(prec=3 * DIGITS, rounding=ROUND_HALF_UP)
_BYTES = 16
"""Of a decimal."""

TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: pa.string(),
    Kind.WORD: pa.dictionary(pa.int32(), pa.string()),
    Kind.INTEGER: pa.int64(),
    Kind.FLAG: pa.bool_(),
    Kind.DECIMAL: pa.decimal128(DIGITS, PLACES),
}


def stored(value: Value) -> Decimal | None:
    """A decimal text as the tables hold it: to six places, half up; None for what has more digits than any amount."""
    if value is None:
        return None
    number = Decimal(str(value))
    if number.copy_abs() >= _LARGEST:  # abs() would round to 28 digits first
        return None
    kept = number.quantize(_STEP, context=_EXACT)
    return kept if kept.copy_abs() < _LARGEST else None


def column_array(kind: Kind, values: Sequence[Value]) -> Any:
    """The values of one column; None is null."""
    return _MAKERS[kind](values)


def _texts(values: Sequence[Value]) -> Any:
    parts = [b"" if value is None else str(value).encode("utf-8", "replace") for value in values]
    offsets = array("i", accumulate(map(len, parts), initial=0))
    buffers = [_validity(values), _buffer(offsets), pa.py_buffer(b"".join(parts))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def _words(values: Sequence[Value]) -> Any:
    places: dict[Value, int] = {}
    indices = array("i", [0 if value is None else places.setdefault(value, len(places)) for value in values])
    numbers = pa.Array.from_buffers(pa.int32(), len(values), [_validity(values), _buffer(indices)])
    return pa.DictionaryArray.from_arrays(numbers, _texts(list(places)))


def _integers(values: Sequence[Value]) -> Any:
    numbers = array("q", [0 if value is None else int(value) for value in values])
    return pa.Array.from_buffers(pa.int64(), len(values), [_validity(values), _buffer(numbers)])


def _flags(values: Sequence[Value]) -> Any:
    return pa.Array.from_buffers(pa.bool_(), len(values), [_validity(values), _bits(values, bool)])


def _decimals(values: Sequence[Value]) -> Any:
    numbers = [stored(value) for value in values]
    data = b"".join(
        bytes(_BYTES) if number is None else int(number.scaleb(PLACES, _EXACT)).to_bytes(_BYTES, "little", signed=True)
        for number in numbers
    )
    buffers = [_validity(numbers), pa.py_buffer(data)]
    return pa.Array.from_buffers(TYPES[Kind.DECIMAL], len(values), buffers)


_MAKERS: Mapping[Kind, Callable[[Sequence[Value]], Any]] = {
    Kind.TEXT: _texts,
    Kind.WORD: _words,
    Kind.INTEGER: _integers,
    Kind.FLAG: _flags,
    Kind.DECIMAL: _decimals,
}


def _validity(values: Sequence[object]) -> Any:
    return None if None not in values else _bits(values, lambda value: value is not None)


def _bits(values: Sequence[Any], is_set: Callable[[Any], bool]) -> Any:
    """One bit a value, the first in the lowest bit of the first byte."""
    text = "".join("1" if is_set(value) else "0" for value in reversed(values)) or "0"
    return pa.py_buffer(int(text, 2).to_bytes((len(values) + 7) // 8 or 1, "little"))


def _buffer(numbers: array[int]) -> Any:
    if sys.byteorder == "big":
        numbers.byteswap()
    return pa.py_buffer(numbers.tobytes())
