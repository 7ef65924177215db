"""Asks what is meant by a text that looks like a slip, before anything is entered."""

from __future__ import annotations

from collections.abc import Callable

from selfeval.core.problems import Message, msg
from selfeval.core.readings import Assumption
from selfeval.plain.talk import Talk, Wish, wish_of


def meant(talk: Talk, text: str, find: Callable[[str], Assumption | None]) -> str | Wish:
    """The text that is meant, where `find` gives the slip it looks like; `BACK` or `MENU` to leave it."""
    while found := find(text):
        if not found.offer:
            return text
        talk.say(found.message, "  ")
        options: list[Message | str] = [found.offer, msg("{text} (as written)", text=text)]
        prompt = msg("Number (Enter takes 1), or type it again:")
        answer = talk.choose_or_text(msg("Which is meant?"), options, prompt)
        wish = wish_of(answer)
        if wish in {Wish.BACK, Wish.MENU}:
            return wish
        if answer in {"", "1", "2"}:
            return text if answer == "2" else found.offer
        text = answer
    return text
