"""Shows a written file in the system's file manager."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def opener(platform: str) -> tuple[str, ...]:
    """The command that opens a folder on this system; on Windows the system is asked directly, so it is empty there."""
    return {"win32": (), "darwin": ("open",)}.get(platform, ("xdg-open",))


def open_folder(path: Path) -> bool:
    """Open the folder that holds `path`; False where the system has no way to show one, as over ssh."""
    folder = path.absolute().parent
    command = opener(sys.platform)
    try:
        if not command:
            os.startfile(folder)  # type: ignore[attr-defined]
        elif command[0] != "open" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return False
        else:
            # The file manager lives on by itself; what it prints must not land on the screen.
            subprocess.Popen(
                [*command, str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    except OSError:
        return False
    return True
