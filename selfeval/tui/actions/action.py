"""What one action is: its id, keys, words and screens."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.problems import Message
from selfeval.core.records import dataclass

ALL = "all"
HOME, WORK, BUDGET, PROBLEMS, RESULT, HELP = "home", "work", "budget", "problems", "result", "help"
RULES, CHANGE, WHAT_IF = "rules", "change", "what_if"
HISTORY, LAST_YEAR, PASTE, CHANGED, WHY = "history", "last_year", "paste", "changed", "why"
DOCUMENT = "document"
SCREENS = (
    HOME, WORK, BUDGET, PROBLEMS, RESULT, HELP, RULES, CHANGE, WHAT_IF, HISTORY, LAST_YEAR, PASTE, CHANGED, WHY,
    DOCUMENT,
)  # fmt: skip

_KEY_NAMES = {"enter": "Enter", "escape": "Esc", "delete": "Del", "left": "<-", "right": "->", "tab": "Tab",
              "ctrl+pageup": "^PgUp", "ctrl+pagedown": "^PgDn",
    "ctrl+down": "^Down",
    "ctrl+up": "^Up", "ctrl+left": "^<-", "ctrl+right": "^->", "shift+f1": "Shift+F1"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    Attributes:
        id: a screen or the app has a method `action_<id>`.
        keys: as delivered; the first one is shown.
        label: what it is called in footer and palette.
        help: one sentence for the help screen.
        where: screens it belongs to, or `ALL`.
        footer: rank in the footer, 0 for not there.
        row: whether it concerns the row under the cursor and is offered beside it.
        not_in: screens whose footer has no room for it.
    """

    id: str
    keys: tuple[str, ...]
    label: Message
    help: Message
    where: tuple[str, ...]
    footer: int = 0
    row: bool = False
    not_in: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key to press, as people write it: `F1`, `^Z`, `Enter`."""
        keys = keys_of(self)
        return key_name(keys[0]) if keys else ""


_configured: dict[str, tuple[str, ...]] = {}


def configure(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let actions have other keys, by id; those not named have the keys they are delivered with."""
    _configured.clear()
    _configured.update(keys)


def keys_of(action: Action) -> tuple[str, ...]:
    """The keys of an action as this person has them."""
    return _configured.get(action.id, action.keys)


def key_name(key: str) -> str:
    """`ctrl+z` → `^Z`, `f1` → `F1`."""
    if key.startswith("ctrl+") and len(key) == len("ctrl+x"):
        return f"^{key[-1].upper()}"
    return _KEY_NAMES.get(key, key.upper())
