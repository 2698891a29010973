"""The public API of mclint: check, fix, coverage, equations, read and explain; each imported when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mclint.version import __version__

if TYPE_CHECKING:
    from mclint.api import check, coverage, equations, explain, fix, read
    from mclint.config import Config
    from mclint.diagnostic import Diagnostic, Edit, Fix, Label, Safety, Severity
    from mclint.span import Source, Span

HOMES = {
    "check": "api",
    "coverage": "api",
    "equations": "api",
    "explain": "api",
    "fix": "api",
    "read": "api",
    "Config": "config",
    "Diagnostic": "diagnostic",
    "Edit": "diagnostic",
    "Fix": "diagnostic",
    "Label": "diagnostic",
    "Safety": "diagnostic",
    "Severity": "diagnostic",
    "Source": "span",
    "Span": "span",
}

__all__ = [
    "Config",
    "Diagnostic",
    "Edit",
    "Fix",
    "Label",
    "Safety",
    "Severity",
    "Source",
    "Span",
    "__version__",
    "check",
    "coverage",
    "equations",
    "explain",
    "fix",
    "read",
]


def __getattr__(name: str) -> object:
    """Import what is asked for: the command line must not pay for all of it."""
    if name not in HOMES:
        raise AttributeError(f"module 'mclint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"mclint.{HOMES[name]}"), name)
