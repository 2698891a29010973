"""Findings as GitHub workflow commands, which annotate the changed files of a pull request."""

from __future__ import annotations

from mclint.diagnostic import Diagnostic, Severity
from mclint.report import Findings
from mclint.report.terminal import printable
from mclint.span import Source

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def escape_message(text: str) -> str:
    """The text with what would end the command spelled out."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """The text with what would end the command or the property spelled out."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")


def render(findings: Findings) -> str:
    """A workflow command per finding."""
    return "".join(f"{command(found, source)}\n" for source, all_found in findings for found in all_found)


def command(diagnostic: Diagnostic, source: Source) -> str:
    """`::error title=mclint (rule),file=…,line=…,col=…,endLine=…,endColumn=…::message`."""
    row, column = source.position(diagnostic.span.start)
    end_row, end_column = source.position(diagnostic.span.end)
    properties = {
        "title": f"mclint ({diagnostic.rule})",
        "file": printable(source.filename),
        "line": row,
        "col": column,
        "endLine": end_row,
        "endColumn": end_column,
    }
    listed = ",".join(f"{key}={escape_property(str(value))}" for key, value in properties.items())
    whole = "\n".join((diagnostic.message, *filter(None, [diagnostic.label]), *diagnostic.notes))
    message = "\n".join(map(printable, whole.split("\n")))
    return f"::{COMMANDS[diagnostic.severity]} {listed}::{escape_message(message)}"
