"""Two quiet colour themes, one of high contrast, and the names that the style sheet uses."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="selfeval-dark", primary="#4f9d8c", secondary="#6c8ea4", accent="#5fb3a1", warning="#c9a15a",
    error="#d97a6c", success="#7fae6d", foreground="#d8dcd9", background="#15181a", surface="#1c2023",
    panel="#262b2f", dark=True,
    variables={"key": "#7cc4b4", "good": "#8fbf7c", "bad": "#e58a7b", "warn": "#d6b26b", "bar": "#4f9d8c",
               "bar-full": "#6f9f5c", "bar-low": "#b98f4a",
               "bar-rest": "#30363a", "frame": "#3a4247", "focus": "#1d3833",
               "cursor": "#2f5d55", "cursor-text": "#f2f5f3", "entry": "#0e1012",
               "muted": "#98a09c"},
)  # fmt: skip
LIGHT = Theme(
    name="selfeval-light", primary="#2d7364", secondary="#486b80", accent="#2d7364", warning="#8a6212",
    error="#a83c2d", success="#3d7030", foreground="#22282a", background="#fbfbf8", surface="#f1f1ec",
    panel="#e4e5de", dark=False,
    variables={"key": "#1f6254", "good": "#37692b", "bad": "#a83c2d", "warn": "#80590c", "bar": "#3f8f7e",
               "bar-full": "#5c9150", "bar-low": "#b98a3a",
               "bar-rest": "#d5d7cf", "frame": "#c3c6bd", "focus": "#e0f1ec",
               "cursor": "#cfe5df", "cursor-text": "#14201d", "entry": "#ffffff",
               "muted": "#636b68"},
)  # fmt: skip
CONTRAST = Theme(
    name="selfeval-contrast", primary="#ffffff", secondary="#ffffff", accent="#ffff00", warning="#ffff00",
    error="#ff9999", success="#99ff99", foreground="#ffffff", background="#000000", surface="#000000",
    panel="#303030", dark=True,
    variables={"key": "#ffff00", "good": "#99ff99", "bad": "#ffb0b0", "warn": "#ffff66", "bar": "#ffffff",
               "bar-full": "#99ff99", "bar-low": "#ffff66",
               "bar-rest": "#404040", "frame": "#a0a0a0", "focus": "#0000a0",
               "cursor": "#ffff00", "cursor-text": "#000000", "entry": "#000060",
               "muted": "#e0e0e0"},
)  # fmt: skip
THEMES = (DARK, LIGHT, CONTRAST)
FEW_COLOURS = "standard"
"""What Rich calls a terminal of 8 or 16 colours, in which quiet ones become the same: high contrast is what is left."""


def chosen_theme(name: str) -> str | None:
    """The theme that a person has chosen, None where it is none of these."""
    return name if name in {theme.name for theme in THEMES} else None


def following(name: str) -> str:
    """The theme after this one, going round."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
