"""What mclint reports: a message, the place it is about, the facts it follows from, and a change."""

from __future__ import annotations

from enum import Enum

from mclint.patterns import regex
from mclint.records import NamedTuple
from mclint.span import Span

COMMAND = regex(r"\\(?:[A-Za-z]+|.)")


class Severity(Enum):
    """How much a finding matters; errors and warnings set the exit status."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Safety(Enum):
    """Whether a fix keeps the meaning, changes what the note claims, or is only shown."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Label(NamedTuple):
    """A place that explains a finding, with a short clause about it."""

    span: Span
    message: str


class Edit(NamedTuple):
    """Replace the text of a span."""

    span: Span
    content: str


class Fix(NamedTuple):
    """Edits that repair a finding, and the sentence that offers them."""

    message: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.UNSAFE


class Diagnostic(NamedTuple):
    """One finding: `rule` names its page, `label` is the clause under the marked text."""

    rule: str
    span: Span
    message: str
    label: str = ""
    related: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    fix: Fix | None = None
    severity: Severity = Severity.ERROR
    family: str = ""


def brief(latex: str, most: int = 60) -> str:
    """LaTeX on one line, shortened in the middle."""
    text = " ".join(latex.split())
    if len(text) <= most:
        return text
    head, tail = whole_commands(text, 0, most // 2), whole_commands(text, len(text) - most // 3, len(text))
    return f"{head.rstrip(' ^_')} … {tail.lstrip()}"


def whole_commands(text: str, start: int, end: int) -> str:
    """A piece of LaTeX without the halves of commands at its ends: not `mathbf{x}` for `\\mathbf{x}`."""
    whole = [match.span() for match in COMMAND.finditer(text)]
    start = next((last for first, last in whole if first < start < last), start)
    end = next((first for first, last in whole if first < end < last), end)
    return text[start:end]
