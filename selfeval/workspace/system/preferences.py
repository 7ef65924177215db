"""What one person has chosen for the screen: keys in a file of their own, colours, whether the tour was seen."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.rulepacks.text.lines import endless_key
from selfeval.store import remembered
from selfeval.store.places import state_dir

KEYS_FILE = "keys.toml"
MOST = 100_000
"""Bytes beyond which a file is not one of keys."""


@dataclass(frozen=True, slots=True)
class KeysFile:
    """The file that says which keys actions have.

    Attributes:
        path: where it is or would be, in the state folder.
        there: whether it exists.
        entries: what it says, not yet checked; empty where it says nothing.
        fault: why it cannot be read, else empty.
    """

    path: Path
    there: bool
    entries: dict[str, object]
    fault: Message = NOTHING


def keys_file() -> KeysFile:
    """Read the person's own `keys.toml`."""
    import tomllib

    path = state_dir() / KEYS_FILE
    try:
        if path.exists() and not path.is_file():  # a pipe or device would be read without end
            return KeysFile(path, True, {}, msg("It is no file."))
        with path.open("rb") as stream:
            data = stream.read(MOST + 1)
    except FileNotFoundError:
        return KeysFile(path, False, {})
    except OSError as error:
        return KeysFile(path, True, {}, msg("It cannot be read: {why}", why=error.strerror or type(error).__name__))
    try:
        if len(data) > MOST:
            return KeysFile(path, True, {}, msg("It is too large to be a file of keys."))
        text = data.decode("utf-8-sig")
        if endless_key(text):
            return KeysFile(path, True, {}, msg("It is not TOML: {why}", why="a.a.a.a…"))
        return KeysFile(path, True, tomllib.loads(text))
    except UnicodeDecodeError:
        return KeysFile(path, True, {}, msg("It is not saved as UTF-8."))
    except RecursionError:
        return KeysFile(path, True, {}, msg("It is not TOML: {why}", why="[[[[…"))
    except tomllib.TOMLDecodeError as error:
        return KeysFile(path, True, {}, msg("It is not TOML: {why}", why=str(error)))


def chosen(name: str) -> str:
    """What this person chose before under a name (`theme`, `tour`), "" for nothing."""
    return remembered.get(name)


def choose(name: str, text: str) -> bool:
    """Remember a choice; False where nothing can be written, which is no reason to stop."""
    return remembered.put(name, text)
