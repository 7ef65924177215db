"""The yardstick of typing: a Textual program with one Input and one label that repeats what stands in it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Bare(App[None]):
    """A field and a label."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        """The field, its label below."""
        yield Input(compact=True)
        yield Static(id="echo", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Repeat it."""
        self.query_one("#echo", Static).update(event.value)


if __name__ == "__main__":
    Bare().run()
