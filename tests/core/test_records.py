"""Records are what `dataclasses` makes of the same class, before and after their functions are written."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from importlib import import_module
from pkgutil import walk_packages

import pytest

import selfeval
from selfeval.core import records


def of_each(decorator):
    """The same classes under a decorator; each call makes new ones."""

    @decorator(frozen=True, slots=True)
    class Plain:
        """A record."""

        a: int
        b: str = "x"
        c: tuple[int, ...] = ()
        d: dict[str, int] = dataclasses.field(default_factory=dict, hash=False)

        @property
        def twice(self) -> int:
            return self.a * 2

    @decorator(frozen=True, slots=True)
    class Checked:
        a: int
        b: int = 0

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("negative")
            object.__setattr__(self, "b", self.a + 1)

    @decorator(frozen=True, slots=True)
    class Own:
        a: int
        b: int = dataclasses.field(default=1, compare=False, repr=False)

        def __repr__(self) -> str:
            return f"<{self.a}>"

    @decorator(frozen=True, slots=True)
    class Equal:  # noqa: PLW1641 - the decorator gives it one
        a: int

        def __eq__(self, other: object) -> bool:
            return True

    @decorator(frozen=True, slots=True)
    class Above(Plain):
        e: int = 5

    @decorator(frozen=True, slots=True, order=True)
    class Ordered:
        a: int

    return {kind.__name__: kind for kind in (Plain, Checked, Own, Equal, Above, Ordered)}


OURS, THEIRS = of_each(records.dataclass), of_each(dataclasses.dataclass)
for _kind in OURS.values():
    globals()[_kind.__name__] = _kind
    _kind.__qualname__ = _kind.__name__  # where pickle looks


def outcome(act):
    """What comes of it: a value, or the name of the error."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - whatever it is, both have to say it
        return type(error).__name__


def each():
    """A pair of classes of which neither has been called yet."""
    ours, theirs = of_each(records.dataclass), of_each(dataclasses.dataclass)
    return [(ours[name], theirs[name]) for name in ours]


ACTS = {
    "repr": lambda kind: repr(kind(3)).rpartition(".")[2],
    "equal": lambda kind: (kind(3) == kind(3), kind(3) == kind(4), kind(3) == 3, kind(3) != kind(3)),
    "hash": lambda kind: (hash(kind(3)) == hash(kind(3)), len({kind(3), kind(3), kind(4)})),
    "same hash as a tuple": lambda kind: hash(kind(3)),
    "no argument": lambda kind: kind(),
    "too many": lambda kind: kind(1, 2, 3, 4, 5, 6, 7),
    "unknown": lambda kind: kind(a=1, zz=2),
    "negative": lambda kind: kind(-1).a,
    "by name": lambda kind: kind(a=9).a,
    "fields": lambda kind: [(f.name, f.type, f.default, f.compare, f.hash) for f in dataclasses.fields(kind)],
    "replace": lambda kind: dataclasses.replace(kind(3), a=8) == kind(8),
    "as dict": lambda kind: dataclasses.asdict(kind(3)),
    "set": lambda kind: setattr(kind(3), "a", 1),
    "delete": lambda kind: delattr(kind(3), "a"),
    "no dict": lambda kind: hasattr(kind(3), "__dict__"),
    "slots": lambda kind: kind.__slots__,
    "signature": lambda kind: str(inspect.signature(kind)),
    "match": lambda kind: kind.__match_args__,
    "copy": lambda kind: (copy.copy(kind(3)) == kind(3), copy.deepcopy(kind(3)) == kind(3)),
    "order": lambda kind: kind(1) < kind(2),
    "doc": lambda kind: bool(kind.__doc__),
    "is one": lambda kind: (dataclasses.is_dataclass(kind), dataclasses.is_dataclass(kind(3))),
    "params": lambda kind: (kind.__dataclass_params__.frozen, len({kind(1): 1})),
}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_comes_out_as_with_dataclasses(act):
    for ours, theirs in each():
        wanted = outcome(lambda theirs=theirs: ACTS[act](theirs))
        for _ in range(2):  # as the first thing that is asked of the class, and later
            assert outcome(lambda ours=ours: ACTS[act](ours)) == wanted, ours.__name__


@pytest.mark.parametrize("name", OURS)
def test_they_go_through_pickle(name):
    if name != "Equal":  # whose values are equal to anything
        assert pickle.loads(pickle.dumps(OURS[name](3))) == OURS[name](3)


def test_defaults_are_made_anew_for_each():
    kind = of_each(records.dataclass)["Plain"]
    kind(1).d["x"] = 1
    assert kind(1).d == {}


def test_every_record_of_the_program_takes_what_dataclasses_would():
    seen = 0
    for module in walk_packages(selfeval.__path__, "selfeval."):
        if module.name.startswith(("selfeval.tui", "selfeval.__main__")):
            continue
        for kind in vars(import_module(module.name)).values():
            if not (isinstance(kind, type) and kind.__module__ == module.name and "__signature__" in vars(kind)):
                continue
            if dataclasses.is_dataclass(kind):
                names = [item.name for item in dataclasses.fields(kind) if item.init]
                assert list(inspect.signature(kind).parameters) == names, kind
                seen += 1
    assert seen > 100


def test_a_field_without_a_default_behind_one_that_has_one_is_refused():
    @records.dataclass(frozen=True, slots=True)
    class Wrong:
        a: int = 1
        b: int  # type: ignore[misc]

    with pytest.raises(TypeError, match="without a default"):
        Wrong(1, 2)


@pytest.mark.parametrize("name", OURS)
def test_replace_gives_what_dataclasses_does(name):
    value = OURS[name](3)
    acts = (lambda made: made(value), lambda made: made(value, a=8), lambda made: made(value, zz=1))
    for act in acts:
        assert repr(outcome(lambda act=act: act(records.replace))) == repr(
            outcome(lambda act=act: act(dataclasses.replace))
        )


def test_what_is_derived_from_a_record_stays_of_its_own_class():
    base = of_each(records.dataclass)["Plain"]

    class Derived(base):
        """With more than a record."""

    assert (type(Derived(1)), Derived(1).b, Derived(1).d) == (Derived, "x", {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        Derived(1).a = 2
