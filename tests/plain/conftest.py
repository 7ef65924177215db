"""Plain mode is tried on the same works as the screen."""

from tests.tui.conftest import _own_state, filled, seed

__all__ = ["_own_state", "filled", "seed"]
