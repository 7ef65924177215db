"""A small correct pack that the tests damage."""

from pathlib import Path

import pytest

VARIANT = Path(__file__).parent / "packs" / "caps.toml"


@pytest.fixture
def text():
    """The text of a pack with id `caps`."""
    return VARIANT.read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path):
    """Writes a pack file named like its id and returns its path."""

    def write(content, name="caps.toml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write
