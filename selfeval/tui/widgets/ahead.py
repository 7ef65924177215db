"""Inputs of a chain of fields: keys typed behind the one that finishes a field belong to what comes next.

Textual hands a burst of keys to the field that has the keyboard when they arrive, and runs Enter's action only
afterwards; without this, two amounts typed quickly would end up glued together in the first field.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.widgets import Input


class Ahead(Input):
    """An input that holds keys back from the moment it is finished until the keyboard is elsewhere.

    `finishing` names the actions of the keys that finish it.
    """

    finishing: ClassVar[dict[str, str]] = {}
    _held: list[events.Key] | None = None

    async def on_key(self, event: events.Key) -> None:
        """Finish at once, or hold the key back."""
        if self._held is not None:
            self._held.append(event)
        elif event.key in self.finishing:
            self._held = []
            await self.run_action(self.finishing[event.key])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """The keyboard is elsewhere."""
        self.release()

    def release(self) -> None:
        """Let the keys go to what has the keyboard now."""
        held, self._held = self._held, None
        for event in held or ():
            self.app.post_message(events.Key(event.key, event.character))
