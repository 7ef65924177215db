"""Frozen records whose methods are made when the first one of a kind is: values as `dataclasses` makes them, sooner.

`dataclass(frozen=True, slots=True)` writes and compiles six functions a class, 0.4 ms each; of the 140 classes that a
start reads, most have no value before the first screen. Here a class has its slots at once, its `__init__` with its
first value (70 µs), and what `dataclasses` writes, fields included, once somebody asks for any of it. Without it,
reading the screen takes 21 % longer, and so does `selfeval target`.

A value is also made sooner: `dataclasses` calls `object.__setattr__` for each field of a frozen class, 60 ns each; here
a value is open while its fields are set (0.2 µs instead of 0.6 for a cell with seven fields, 0.6 instead of 2.1 for an
indicator with 26), and `replace` does not ask each field what it is (1.5 µs instead of 4.3 for an indicator).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

__all__ = ["dataclass", "replace"]

Value = TypeVar("Value")


def _dataclass(cls: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, **asked: Any) -> Any:  # noqa: ANN401 - as there
    """The decorator of `dataclasses`; what is not a frozen record of its own with slots is left to that."""

    def made(kind: type[Any]) -> type[Any]:
        if frozen and slots and not asked and kind.__bases__ == (object,) and _is_usual(kind):
            return _record(kind)
        return dataclasses.dataclass(frozen=frozen, slots=slots, **asked)(kind)

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass

_WRITTEN = ("__repr__", "__eq__", "__hash__")
"""What `dataclasses` writes for a class beside its `__init__`, unless the class has its own."""


_ASKED = ("__dataclass_fields__", "__dataclass_params__")
"""What `dataclasses` keeps of a class for those who ask about its fields."""


def _is_usual(kind: type[Any]) -> bool:
    """Whether every annotation is a field that is set by an argument of its name, in its turn."""
    for name, said in kind.__dict__.get("__annotations__", {}).items():  # noqa: RUF063 - those of no base
        given = kind.__dict__.get(name)
        if isinstance(given, dataclasses.Field) and not (given.init and given.kw_only is dataclasses.MISSING):
            return False
        if not isinstance(said, str) or any(word in said for word in ("ClassVar", "InitVar", "KW_ONLY")):
            return False
    return True


def _record(kind: type[Any]) -> type[Any]:
    """The class with its slots, and functions that make way for those written when one is called."""
    said = dict(kind.__dict__)
    names = tuple(said.get("__annotations__", ()))
    left_out = {"__dict__", "__weakref__", *names}
    inside = {name: value for name, value in said.items() if name not in left_out}
    made: Any = type(kind.__name__, (), {**inside, "__slots__": names, "__match_args__": names})
    made.__qualname__ = kind.__qualname__
    made.__doc__ = kind.__doc__ or kind.__name__

    def begin() -> None:
        made.__init__ = _quick_init(made, said)

    def complete() -> None:
        written = _written(made, said)
        for name in (*_ASKED, *missing):
            setattr(made, name, getattr(written, name))
        made.__dataclass_params__.frozen = True

    missing = [name for name in _WRITTEN if said.get(name) is None]
    for name in missing:
        setattr(made, name, _first(made, name, complete))
    if said.get("__init__") is None:
        made.__init__ = _first(made, "__init__", begin)
    for name in _ASKED:
        setattr(made, name, _Later(made, name, complete))
    made.__setattr__, made.__delattr__ = _refuse_setting, _refuse_deleting
    made.__getstate__, made.__setstate__ = _state, _restore
    made.__signature__ = _Signature(begin)
    return cast("type[Any]", made)


class _Later:
    """An attribute of a class that is there once somebody asks."""

    def __init__(self, made: type[Any], name: str, complete: Callable[[], None]) -> None:
        self._made, self._name, self._complete = made, name, complete

    def __get__(self, _instance: object, _owner: object) -> object:
        if self._made.__dict__[self._name] is self:
            self._complete()
        return self._made.__dict__[self._name]


_READERS: dict[type[Any], tuple[Mapping[str, int], Callable[[Any], tuple[object, ...]]]] = {}
"""Of each record whose `__init__` is a quick one: which argument each field is, and what reads them all at once."""


def replace(value: Value, /, **changes: Any) -> Value:  # noqa: ANN401 - as there
    """`dataclasses.replace`, for values of any class that it takes."""
    kind = value.__class__
    known = _READERS.get(kind)
    if known is None or not known[0].keys() >= changes.keys():
        return dataclasses.replace(value, **changes)  # type: ignore[type-var]
    places, read = known
    given = [*read(value)]
    for name, changed in changes.items():
        given[places[name]] = changed
    return kind(*given)


def _first(made: type[Any], name: str, complete: Callable[[], None]) -> Callable[..., Any]:
    """A function that has all of them written, then is the one that was meant."""

    def first(self: object, *given: object, **named: object) -> object:
        complete()
        return getattr(made, name)(self, *given, **named)

    first.__name__ = name
    return first


def _written(made: type[Any], said: Mapping[str, object]) -> type[Any]:
    """A class with the same fields for which `dataclasses` has written everything but `__init__`."""
    types = dict(made.__annotations__)
    inside = {name: said[name] for name in types if name in said}
    inside["__doc__"] = made.__doc__ or made.__name__  # else `dataclasses` asks `inspect` for one, a third of the time
    inside |= {"__annotations__": types, "__module__": made.__module__, "__qualname__": made.__qualname__}
    # Not frozen, as what is refuses by two functions that all classes here share: none need be written for it.
    return dataclasses.dataclass(init=False, unsafe_hash=True)(type(made.__name__, (), inside))


class _Made:
    """What stands in a signature for a default that is made anew for each value."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()


def _quick_init(made: type[Any], said: Mapping[str, Any]) -> Callable[..., None]:
    """An `__init__` as `dataclasses` writes it, which sets the fields while the value is of a class that is not frozen.

    That class has the same slots, as Python asks of classes that a value may change between. What is derived from a
    record has other slots, and is set field by field.
    """
    types = dict(made.__annotations__)
    names = tuple(types)
    makers = {name: given.default_factory for name, given in said.items() if name in types and _is_made(given)}
    usual = {name: _MADE if name in makers else _default(said[name]) for name in names if name in said}
    usual = {name: given for name, given in usual.items() if given is not dataclasses.MISSING}
    if tuple(usual) != names[len(names) - len(usual) :]:
        message = f"{made.__qualname__}: a field without a default follows one that has one"
        raise TypeError(message)
    whole = "".join(f"{name}, " for name in names)
    lines = [
        f"def __init__(self, {whole}):",
        *(f"    if {name} is _MADE: {name} = _makers[{name!r}]()" for name in makers),
        "    if self.__class__ is _Closed:",
        "        _set_class(self, _Open)",
        *(f"        self.{name} = {name}" for name in names),
        "        self.__class__ = _Closed",
        "    else:",
        f"        _set_each(self, ({whole}))",
        *(["    self.__post_init__()"] if hasattr(made, "__post_init__") else []),
    ]
    known = {
        "_MADE": _MADE,
        "_makers": makers,
        "_Closed": made,
        "_Open": type(made.__name__, (), {"__slots__": names}),
        "_set_each": partial(_set_each, names),
        "_set_class": object.__dict__["__class__"].__set__,
    }
    found: dict[str, Any] = {}
    exec("\n".join(lines), known, found)  # names of fields alone, as `dataclasses` does it
    init: Any = found["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__defaults__ = tuple(usual.values()) or None
    init.__annotations__ = {**types, "return": None}
    if len(names) > 1:
        _READERS[made] = {name: place for place, name in enumerate(names)}, attrgetter(*names)
    return cast("Callable[..., None]", init)


def _is_made(given: object) -> bool:
    """Whether a default is made anew for each value."""
    return isinstance(given, dataclasses.Field) and given.default_factory is not dataclasses.MISSING


def _default(given: Any) -> Any:  # noqa: ANN401 - any default
    return given.default if isinstance(given, dataclasses.Field) else given


def _set_each(names: tuple[str, ...], value: object, given: tuple[object, ...]) -> None:
    for name, one in zip(names, given, strict=True):
        object.__setattr__(value, name, one)


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
