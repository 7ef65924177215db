"""What changed between two rule packs: every field that differs, in words, with both sources.

The packs are walked field by field as their dataclasses are made, so that nothing a pack can say is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.keys.lookup import KEYS
from selfeval.core.rules.layers import Citation, DecidedReading
from selfeval.core.rules.pack import ExecutionRule, MethodRule, RulePack
from selfeval.rulepacks.compare.pairing import called, keyed, name_in_path, pairs, summary
from selfeval.rulepacks.compare.words import ENTRIES, NOT_COMPARED, Wording, one, wordings

# ruff: noqa: ANN401 - fields of any type are compared

HEAD = msg("Rule pack")
"""The topic of what belongs to no table of its own."""
PROPOSED = msg("Proposed readings of targets, confirmed by nobody: they move no points")
"""The topic of a decided reading that is only offered."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the new pack says otherwise.

    Attributes:
        path: where it stands, such as `execution.weight` or `methods.quantity.over.flag_from`.
        topic: what the rule is about: weights, budget execution, one method …
        what: what differs inside the topic.
        old, new: what either pack says; None where it says nothing of the kind.
        old_values, new_values: the same as the pack has it, by field; Decimal, str, bool, choices or tuples of such.
        old_citation, new_citation: where either rule comes from, with its verification state; None where not stated.
        minor: follows from the changes beside it, such as another id or source.
    """

    path: str
    topic: Message
    what: Message
    old: Message | None
    new: Message | None
    old_values: Mapping[str, Any]
    new_values: Mapping[str, Any]
    old_citation: Citation | None = None
    new_citation: Citation | None = None
    minor: bool = False

    @property
    def sentence(self) -> Message:
        """The change as one sentence."""
        if self.old is None and self.new is not None:
            return msg("{what}: new — {new}", what=self.what, new=self.new)
        if self.new is None and self.old is not None:
            return msg("{what}: dropped; it was {old}", what=self.what, old=self.old)
        if self.old == self.new:
            return msg("{what}: “{new}”, written in another way", what=self.what, new=self.new or NOTHING)
        return msg("{what}: from “{old}” to “{new}”", what=self.what, old=self.old or NOTHING, new=self.new or NOTHING)


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the walk is: the packs, the path, what it is called, and the citation that holds here in either pack."""

    old: RulePack
    new: RulePack
    path: str = ""
    topic: Message = HEAD
    item: Message = NOTHING
    old_citation: str = ""
    new_citation: str = ""

    def inside(self, name: str) -> _Here:
        """One step down; the first step settles the topic."""
        if self.path:
            return replace(self, path=f"{self.path}.{name}")
        return replace(self, path=name, topic=_topic(name))

    def under(self, old: Any, new: Any, name: str = "") -> _Here:
        """The same place with the citations that an owner has for one of its fields, or for itself."""
        return replace(
            self,
            old_citation=_cited(old, name) or self.old_citation,
            new_citation=_cited(new, name) or self.new_citation,
        )

    def change(
        self,
        what: Message,
        shown: tuple[Message | None, Message | None],
        values: tuple[Mapping[str, Any], Mapping[str, Any]],
        *,
        minor: bool = False,
    ) -> Change:
        """The change that was found here."""
        return Change(
            path=self.path,
            topic=self.topic,
            what=msg("“{item}”: {what}", item=self.item, what=what) if self.item else what,
            old=shown[0],
            new=shown[1],
            old_values=values[0],
            new_values=values[1],
            old_citation=self.old.citation(self.old_citation),
            new_citation=self.new.citation(self.new_citation),
            minor=minor,
        )


def diff(old: RulePack, new: RulePack) -> tuple[Change, ...]:
    """Everything that `new` says otherwise than `old`, topic by topic; empty if they say the same.

    Methods, answers, grades, layouts, links and decided readings are matched by their names; a method that only one
    pack has is matched with the other's for the same indicators.
    """
    places = [HEAD, *(table.topic for table in KEYS.nested.values() if table.topic)]
    found = _owner(old, new, _Here(old, new))
    return tuple(
        sorted(
            found,
            key=lambda one: (places.index(_topic(one.path.partition(".")[0])), one.topic == PROPOSED),
        )
    )


def _topic(name: str) -> Message:
    """What a field of the pack is about: that of its table, or of the one whose total or source it is."""
    table = KEYS.nested.get(name.removesuffix("_citation").removesuffix("_total"))
    return table.topic or HEAD if table else HEAD


def _owner(old: Any, new: Any, here: _Here) -> Iterator[Change]:
    """Two values of the same dataclass, field by field."""
    here = here.under(old, new)
    kind, told = type(old), set[str]()
    for wording in wordings(kind):
        told.update(wording.fields)
        yield from _worded(old, new, wording, here)
    for name in (item.name for item in fields(kind)):
        if name in told or (kind, name) in NOT_COMPARED:
            continue
        before, after = getattr(old, name), getattr(new, name)
        place = here.inside(name).under(old, new, name)
        if is_dataclass(before):
            yield from _owner(before, after, place)
        elif (kind, name) in ENTRIES:
            yield from _entries(before, after, kind, name, place)
        elif keyed(before) or keyed(after):
            yield from _items(before, after, place)
        else:
            yield from _worded(old, new, one(name, Message(name)), here)


def _worded(old: Any, new: Any, wording: Wording, here: _Here) -> Iterator[Change]:
    before = {name: getattr(old, name) for name in wording.fields}
    after = {name: getattr(new, name) for name in wording.fields}
    if before != after:
        place = here.inside(wording.fields[0]).under(old, new, wording.fields[0])
        place = replace(
            place,
            old_citation=_own_source(here.old, old, wording.fields[0], place.old_citation),
            new_citation=_own_source(here.new, new, wording.fields[0], place.new_citation),
        )
        shown = wording.show(old, here.old), wording.show(new, here.new)
        yield place.change(wording.what, shown, (before, after), minor=wording.minor)


def _own_source(pack: RulePack, owner: Any, name: str, block: str) -> str:
    """The citation that the layer stating this one value gives for it; in a pack of one layer that of its block."""
    if isinstance(owner, ExecutionRule):
        path = f"execution.{name}"
    elif isinstance(owner, MethodRule):
        path = f"methods[{_index(pack.methods, owner) + 1}].{name}"
    else:
        return block
    source = pack.source_of(path, block)
    return source.id if source else "" if pack.layer_of(path) else block


def _entries(old: Mapping[str, Any], new: Mapping[str, Any], kind: type, name: str, here: _Here) -> Iterator[Change]:
    """A table whose entries say one thing each; an entry that is not written has its usual value."""
    entry = ENTRIES[kind, name]
    for key in dict.fromkeys((*old, *new)):
        usual = entry.usual(str(key))
        if old.get(key, usual) != new.get(key, usual):
            shown = tuple(entry.show(side[key]) if key in side else entry.absent for side in (old, new))
            values = ({name: old.get(key)}, {name: new.get(key)})
            yield here.inside(str(key)).change(entry.what(str(key)), (shown[0], shown[1]), values)


def _items(old: Any, new: Any, here: _Here) -> Iterator[Change]:
    """Lists or tables of dataclasses: what is dropped, what is new, what differs, another order."""
    both = pairs(old, new)
    for before, after in both:
        item = before if after is None else after
        place = here.inside(name_in_path(before or item)).under(before, after)
        if isinstance(item, MethodRule):
            place = replace(place, topic=_method(before, after))
        elif isinstance(item, DecidedReading) and not (after or item).confirmed:
            place = replace(place, topic=PROPOSED, item=called(item))
        else:
            place = replace(place, item=called(item))
        if before is not None and after is not None:
            yield from _owner(before, after, place)
            continue
        what = msg("the whole method") if isinstance(item, MethodRule) else place.item
        shown = before and _summary(before, here.old), after and _summary(after, here.new)
        values = ({} if before is None else {"": before}, {} if after is None else {"": after})
        yield replace(place, item=NOTHING).change(what, shown, values)
    if isinstance(old, tuple):
        yield from _order(old, new, [(a, b) for a, b in both if a is not None and b is not None], here)


def _summary(item: Any, pack: RulePack) -> Message:
    """What an item says; a reading that nobody has confirmed is a proposal and says so."""
    said = summary(item, pack)
    if isinstance(item, DecidedReading) and not item.confirmed:
        return msg("a proposal that nobody has confirmed: {said}", said=said)
    return said


def _order(old: Any, new: Any, both: list[tuple[Any, Any]], here: _Here) -> Iterator[Change]:
    """The first of several may be the one that counts."""
    before = sorted(both, key=lambda pair: _index(old, pair[0]))
    after = sorted(both, key=lambda pair: _index(new, pair[1]))
    if before != after:
        names = tuple(called(a) for a, _ in before), tuple(called(b) for _, b in after)
        shown = msg("{parts}", parts=names[0]), msg("{parts}", parts=names[1])
        yield here.change(msg("order"), shown, ({"order": names[0]}, {"order": names[1]}))


def _index(items: Any, wanted: Any) -> int:
    return next(index for index, item in enumerate(items) if item is wanted)


def _method(old: MethodRule | None, new: MethodRule | None) -> Message:
    if old and new and old.title != new.title:
        return msg("Method “{old}”, now “{new}”", old=old.title, new=new.title)
    rule = new or old
    return msg("Method “{title}”", title=rule.title if rule else "")


def _cited(owner: Any, name: str) -> str:
    """The citation that an owner has for one of its fields, such as `caps_citation` for `caps`, or for itself."""
    if isinstance(owner, Citation):
        return owner.id
    key = f"{name.removesuffix('_total')}_citation" if name else "citation"
    found = getattr(owner, key, "") if not name.endswith("citation") else getattr(owner, name)
    return found if isinstance(found, str) else ""
