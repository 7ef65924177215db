"""The question that a likely slip raises: taken as meant, or as written; the same for a row and for the budget."""

from __future__ import annotations

from selfeval.core.problems import Message, msg
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.text import clip, one_line

LABEL = 20
"""Cells of a text on a key; the question has it in full."""


class Slip(Ask):
    """Gives `take` for what is probably meant, `keep` for the text as it is; Esc leads back to typing."""

    @property
    def unsaved(self) -> bool:
        """The text is not entered yet."""
        return True


def slip_dialog(said: Message, offer: str, text: str) -> Slip:
    """Asks whether `offer` is meant, where there is one, or the text as it is written."""
    title, back = msg("Which is meant?"), msg("Go on typing")
    written = ("keep", "F10", msg("{text} (as written)", text=clip(one_line(text), LABEL)))
    if not offer:
        return Slip(title, said, (("cancel", "Enter", back), written))
    meant = Message("{text}", (("text", clip(offer, LABEL)),))
    return Slip(title, said, (("take", "Enter", meant), written, ("cancel", "Esc", back)))
