"""By which endings documents of targets go; their content decides what they are."""

from __future__ import annotations

from typing import Final

DOCUMENTS: Final = frozenset({".docx", ".docm", ".pdf", ".txt", ".md", ".html", ".htm"})
"""For lists of files, which are shown before any reader is loaded."""
