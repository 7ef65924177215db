"""Other keys for actions, as a person's `keys.toml` wants them: checked against the registry, refused by name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.tui.actions.action import ALL, SCREENS, Action, key_name
from selfeval.tui.actions.registry import ACTIONS, actions_for
from selfeval.workspace.system.preferences import KeysFile

_SPELLINGS = {
    "esc": "escape", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", "pgdown": "pagedown", "return": "enter",
    "ins": "insert", "control": "ctrl", "/": "slash", "_": "underscore",
}  # fmt: skip
_NAMED = ("escape", "delete", "insert", "pageup", "pagedown", "home", "end", "left", "right", "up", "down", "enter",
          "tab", "space", "backspace", "slash", "underscore", *(f"f{number}" for number in range(1, 25)))  # fmt: skip
_MODIFIERS = ("ctrl", "alt", "shift")
_LISTS = frozenset(
    {"enter", "tab", "shift+tab", "space", "backspace", "up", "down", "home", "end", "pageup", "pagedown"}
)
"""Keys that move in lists and fields."""
_OWN = frozenset({"escape", "delete", "left", "right", "ideographic_space"})
"""Keys that only those actions may have that are delivered with them: elsewhere they mean something already."""
_SWALLOWED = frozenset({"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+space", "ctrl+full_stop", "ctrl+."})
"""Keys that never arrive: they are Tab, Enter, Backspace or the switch of an input method."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that are used, by action id, and what is wrong with the others."""

    keys: Mapping[str, tuple[str, ...]]
    problems: tuple[Message, ...] = ()

    @property
    def textual(self) -> dict[str, str]:
        """As `App.set_keymap` takes it."""
        return {name: ",".join(keys) for name, keys in self.keys.items()}


def read_keymap(file: KeysFile) -> Keymap:
    """Check a file of keys; whatever is wrong in it leaves the action with the keys it had."""
    if file.fault:
        return Keymap({}, (file.fault,))
    found: dict[str, tuple[str, ...]] = {}
    problems: list[Message] = []
    known = {action.id: action for action in ACTIONS}
    for name, value in file.entries.items():
        if name not in known:
            problems.append(_unknown(name, known))
            continue
        keys, faults = _keys(known[name], value)
        problems += faults
        if keys and not faults:
            found[name] = keys
    problems += _conflicts(found)
    return Keymap(found, tuple(problems))


def _unknown(name: str, known: Iterable[str]) -> Message:
    near = difflib.get_close_matches(name.lower().replace("-", "_"), list(known), n=1, cutoff=0.5)
    if near:
        return msg("There is no action “{name}”; probably “{meant}” is meant.", name=name, meant=near[0])
    return msg("There is no action “{name}”. There are: {names}", name=name, names=", ".join(sorted(known)))


def _keys(action: Action, value: object) -> tuple[tuple[str, ...], list[Message]]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        said = msg('{name}: write a key such as "ctrl+f", or several such as ["f3", "ctrl+f"].', name=action.id)
        return (), [said]
    keys = tuple(dict.fromkeys(spelled(text) for text in texts))
    return keys, [fault for key, text in zip(keys, texts, strict=False) if (fault := _fault(action, key, text))]


def spelled(text: str) -> str:
    """A key as the program spells it: `^F`, `Ctrl-F` and `ctrl + f` are all `ctrl+f`."""
    bare = re.sub(r"\s+", "", text.strip().lower())
    bare = re.sub(r"^\^(?=.)", "ctrl+", bare)
    parts = [_SPELLINGS.get(part, part) for part in re.split(r"[+-](?=.)", bare)]
    *modifiers, key = parts
    return "+".join(
        [*(one for one in _MODIFIERS if one in modifiers), *(m for m in modifiers if m not in _MODIFIERS), key]
    )


def _fault(action: Action, key: str, text: str) -> Message:
    *modifiers, base = key.split("+")
    strange = [part for part in modifiers if part not in _MODIFIERS]
    if strange or not (len(base) == 1 or base in _NAMED):
        near = difflib.get_close_matches(strange[0] if strange else base, (*_NAMED, *_MODIFIERS), n=1, cutoff=0.5)
        if near:
            return msg(
                "{name}: there is no key “{key}”; probably “{meant}” is meant.", name=action.id, key=text, meant=near[0]
            )
        return msg("{name}: there is no key “{key}”.", name=action.id, key=text)
    if len(base) == 1 and not {"ctrl", "alt"} & set(modifiers):
        return msg("{name}: “{key}” is typed as text; take it with ctrl, or a function key.", name=action.id, key=text)
    if key in _SWALLOWED:
        return msg("{name}: “{key}” never reaches the program; take another one.", name=action.id, key=text)
    if key in _LISTS | _OWN and key not in action.keys:
        return msg("{name}: “{key}” is needed in lists and fields; take another one.", name=action.id, key=text)
    if key == "f10" and ALL in action.where:
        return msg("{name}: “{key}” answers questions; take another one.", name=action.id, key=text)
    return Message("")


def _conflicts(found: dict[str, tuple[str, ...]]) -> Iterator[Message]:
    """Take out, one after the other, what would give one key to two actions of a screen."""
    while (clash := _clash(found)) is not None:
        name, key, other = clash
        del found[name]
        yield msg("{name}: {key} is the key of “{other}” already.", name=name, key=key_name(key), other=other)


def _clash(found: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """The first entry, the last one in the file first, whose key another action of the same screen has."""
    for name in reversed(list(found)):
        for where in SCREENS:
            mine = actions_for(where)
            if all(action.id != name for action in mine):
                continue
            for action in mine:
                same = set(found[name]) & set(found.get(action.id, action.keys))
                if action.id != name and same:
                    return name, min(same), action.id
    return None
