"""The screen that is written to: whether it shows colour, and how wide it is."""

from __future__ import annotations

import os
import sys

from mclint.report.terminal import WIDE


def in_color(choice: str) -> bool:
    """Colour on a terminal only, unless the person or the environment says otherwise."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide the screen is; rows for a file or a pipe are not cut to one."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDE
    except (OSError, ValueError):
        return WIDE
