"""What one action is: its id, keys, words and screens."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.problems import Message
from selfeval.core.records import dataclass
from selfeval.tui.actions.meanings import SAME_PRESS, Meaning

ALL = "all"
HOME, WORK, BUDGET, PROBLEMS, RESULT, HELP = "home", "work", "budget", "problems", "result", "help"
RULES, CHANGE, WHAT_IF = "rules", "change", "what_if"
HISTORY, LAST_YEAR, PASTE, CHANGED, WHY = "history", "last_year", "paste", "changed", "why"
DOCUMENT, MONTHS = "document", "months"
OVERVIEW, PROJECTS, FORM = "overview", "projects", "form"
SCREENS = (
    HOME, WORK, BUDGET, PROBLEMS, RESULT, HELP, RULES, CHANGE, WHAT_IF, HISTORY, LAST_YEAR, PASTE, CHANGED, WHY,
    DOCUMENT, MONTHS, OVERVIEW, PROJECTS, FORM,
)  # fmt: skip

_KEY_NAMES = {
    "enter": "Enter", "escape": "Esc", "delete": "Del", "space": "Space", "backspace": "Backspace", "tab": "Tab",
    "left": "<-", "right": "->", "up": "Up", "down": "Down", "pageup": "PgUp", "pagedown": "PgDn",
    "underscore": "_", "slash": "/",
}  # fmt: skip
_MODIFIER_NAMES = {"ctrl": "^", "shift": "Shift+", "alt": "Alt+"}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    Attributes:
        id: a screen or the app has a method `action_<id>`.
        meaning: what it is on this screen that its keys mean everywhere.
        label: what it is called in footer and palette.
        help: one sentence for the help screen.
        where: screens it belongs to, or `ALL`.
        footer: rank in the footer, 0 for not there.
        row: whether it concerns the row under the cursor and is offered beside it.
        not_in: screens whose footer has no room for it.
        also: a second meaning that comes to the same here; its keys do it too.
    """

    id: str
    meaning: Meaning
    label: Message
    help: Message
    where: tuple[str, ...]
    footer: int = 0
    row: bool = False
    not_in: tuple[str, ...] = ()
    also: Meaning | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """As delivered; the first one is shown."""
        return self.meaning.keys + (self.also.keys if self.also is not None else ())

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


def key_names(action: Action) -> str:
    """All keys to press, as people write them."""
    return names_of(keys_of(action))


def names_of(keys: tuple[str, ...]) -> str:
    """Keys as people write them; what another terminal sends for the same press is left out."""
    return ", ".join(key_name(key) for key in keys if key == keys[0] or key not in SAME_PRESS)


def key_name(key: str) -> str:
    """`ctrl+z` → `^Z`, `f1` → `F1`, `shift+f1` → `Shift+F1`."""
    *modifiers, base = key.split("+")
    return "".join(_MODIFIER_NAMES.get(one, f"{one}+") for one in modifiers) + _KEY_NAMES.get(base, base.upper())
