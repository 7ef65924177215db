"""Frozen records whose methods are made when the first one of a kind is: values as `dataclasses` makes them, sooner.

`dataclass(frozen=True, slots=True)` writes and compiles six functions a class, 0.4 ms each; of the 140 classes that a
start reads, most have no value before the first screen. Here a class has its fields and slots at once, and the
functions that `dataclasses` writes once one of them is called. Without it, reading the screen takes 21 % longer (0.41 s
of computing for 0.34), and so does `selfeval target`; `score` no longer, as packs and workbooks take most of that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

__all__ = ["dataclass"]


def _dataclass(cls: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, **asked: Any) -> Any:  # noqa: ANN401 - as there
    """The decorator of `dataclasses`; what is not a frozen record of its own with slots is left to that."""

    def made(kind: type[Any]) -> type[Any]:
        if frozen and slots and not asked and kind.__bases__ == (object,):
            return _record(kind)
        return dataclasses.dataclass(frozen=frozen, slots=slots, **asked)(kind)

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass

_WRITTEN = ("__init__", "__repr__", "__eq__", "__hash__")
"""What `dataclasses` writes for a class, unless the class has its own."""


def _record(kind: type[Any]) -> type[Any]:
    """The class with its fields and slots, and functions that make way for those written when one is called."""
    said = dict(kind.__dict__)
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    made.__dataclass_params__.frozen = True

    def complete() -> None:
        written = _written(made, said)
        for name in missing:
            setattr(made, name, getattr(written, name))

    missing = [name for name in _WRITTEN if said.get(name) is None]
    for name in missing:
        setattr(made, name, _first(made, name, complete))
    made.__setattr__, made.__delattr__ = _refuse_setting, _refuse_deleting
    made.__getstate__, made.__setstate__ = _state, _restore
    made.__signature__ = _Signature(complete)
    return cast("type[Any]", made)


def _first(made: type[Any], name: str, complete: Callable[[], None]) -> Callable[..., Any]:
    """A function that has all of them written, then is the one that was meant."""

    def first(self: object, *given: object, **named: object) -> object:
        complete()
        return getattr(made, name)(self, *given, **named)

    first.__name__ = name
    return first


def _written(made: type[Any], said: Mapping[str, object]) -> type[Any]:
    """A class with the same fields for which `dataclasses` has written everything."""
    types = dict(made.__annotations__)
    inside = {name: said[name] for name in (*types, "__post_init__") if name in said}
    inside["__doc__"] = made.__doc__ or made.__name__  # else `dataclasses` asks `inspect` for one, a third of the time
    inside |= {"__annotations__": types, "__module__": made.__module__, "__qualname__": made.__qualname__}
    return dataclasses.dataclass(frozen=True)(type(made.__name__, (), inside))


class _Signature:
    """What calling the class takes, for `inspect`, which looks here first: the functions are written for it."""

    def __init__(self, complete: Callable[[], None]) -> None:
        self._complete = complete

    def __get__(self, _instance: object, owner: Any) -> object:  # noqa: ANN401 - any record
        import inspect  # 4 ms, and no start asks

        self._complete()
        found = inspect.signature(owner.__init__)
        return found.replace(parameters=list(found.parameters.values())[1:])


def _refuse_setting(self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401 - any record
    return [getattr(self, item.name) for item in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:  # noqa: ANN401 - any record
    for item, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, item.name, value)
