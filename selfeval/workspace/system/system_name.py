"""What the operating system is called, asked in a way that cannot fail."""

from __future__ import annotations

import os
import sys


def system_name() -> str:
    """Name, version and machine, as far as the system tells them.

    `platform.platform()` would ask the management service of Windows, which may be switched off, slow, or, under Wine,
    end the process.
    """
    if sys.platform == "win32":
        major, minor, build = sys.getwindowsversion().platform_version or ()
        return f"Windows {major}.{minor}.{build} {os.environ.get('PROCESSOR_ARCHITECTURE', '')}".strip()
    uname = os.uname()
    return f"{uname.sysname} {uname.release} {uname.machine}"
