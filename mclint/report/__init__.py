"""Reporters: findings as text for people and as formats for programs; pure functions of what was found."""

from __future__ import annotations

from collections.abc import Sequence

from mclint.diagnostic import Diagnostic
from mclint.span import Source

Findings = Sequence[tuple[Source, Sequence[Diagnostic]]]
