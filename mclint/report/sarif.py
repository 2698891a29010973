"""Findings as SARIF 2.1.0, which code hosts and editors show beside the text they are about."""

from __future__ import annotations

import os
from collections import Counter
from hashlib import sha256
from urllib.parse import quote

from mclint.diagnostic import Diagnostic, Fix, Label, Safety, Severity
from mclint.pages import Page, page
from mclint.report import Findings
from mclint.report.json import dump
from mclint.span import Source, Span
from mclint.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
MOST_RESULTS = 25_000  # what GitHub takes of a run, the most severe first
Found = tuple[Source, Diagnostic]


def render(findings: Findings, root: str) -> str:
    """One run with a result per finding; the files are named from the folder `root`."""
    every = [(source, each) for source, found in findings for each in found]
    if len(every) > MOST_RESULTS:
        every = sorted(every, key=lambda each: list(Severity).index(each[1].severity))[:MOST_RESULTS]
    rules = sorted({each.rule for _, each in every})
    seen: Counter[str] = Counter()
    driver = {
        "name": "mclint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(page(name)) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the folder in which mclint was run"}}},
        "results": [_result(each, rules.index(each[1].rule), root, seen) for each in every],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(entry: Page) -> dict[str, object]:
    """A rule with its page as help."""
    return {
        "id": entry.name,
        "name": "".join(word.capitalize() for word in entry.name.split("-")),
        "shortDescription": {"text": _sentence(entry.summary)},
        "fullDescription": {"text": _sentence(entry.summary)},
        "help": {"text": entry.text, "markdown": entry.text},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
        "properties": {"tags": ["matrix calculus", entry.family], "precision": "very-high"},
    }


def _result(found: Found, number: int, root: str, seen: Counter[str]) -> dict[str, object]:
    source, diagnostic = found
    file = _artifact(source.filename, root)
    parts = (diagnostic.message, diagnostic.label, *diagnostic.notes)
    result: dict[str, object] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": number,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(_plain(part) for part in parts if part)},
        "locations": [{"physicalLocation": _place(diagnostic.span, source, file)}],
        "partialFingerprints": {"mclintFinding/v1": _fingerprint(source, diagnostic, seen)},
    }
    if diagnostic.related:
        result["relatedLocations"] = [_related(n, each, source, file) for n, each in enumerate(diagnostic.related)]
    if diagnostic.fix and diagnostic.fix.edits and diagnostic.fix.safety is not Safety.DISPLAY:
        result["fixes"] = [_fix(diagnostic.fix, source, file)]
    return result


def _related(number: int, label: Label, source: Source, file: dict[str, str]) -> dict[str, object]:
    return {
        "id": number,
        "message": {"text": _plain(label.message)},
        "physicalLocation": _place(label.span, source, file),
    }


def _fix(fix: Fix, source: Source, file: dict[str, str]) -> dict[str, object]:
    edits = [
        {"deletedRegion": _region(edit.span, source), "insertedContent": {"text": source.spelled(edit.content)}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": _plain(fix.message)},
        "artifactChanges": [{"artifactLocation": file, "replacements": edits}],
    }


def _place(span: Span, source: Source, file: dict[str, str]) -> dict[str, object]:
    return {"artifactLocation": file, "region": _region(span, source)}


def _region(span: Span, source: Source) -> dict[str, int]:
    """Rows and columns from 1, the end exclusive."""
    row, column = source.position(span.start)
    end_row, end_column = source.position(max(span.start, span.end))
    return {"startLine": row, "startColumn": column, "endLine": end_row, "endColumn": end_column}


def _artifact(filename: str, root: str) -> dict[str, str]:
    """A file as an address below the root; in full where it stands elsewhere."""
    path = os.path.relpath(os.path.abspath(os.path.join(root, filename)), root).replace(os.sep, "/")
    if path.startswith("../"):
        return {"uri": f"file://{quote(os.path.abspath(filename).replace(os.sep, '/'))}"}
    return {"uri": quote(path), "uriBaseId": ROOT}


def _fingerprint(source: Source, diagnostic: Diagnostic, seen: Counter[str]) -> str:
    """What stays when rows are added above: the rule, the marked text, the message, and which of several it is."""
    marked = " ".join(source.slice(diagnostic.span).split())
    key = sha256("\0".join((source.filename, diagnostic.rule, marked, diagnostic.message)).encode()).hexdigest()[:16]
    seen[key] += 1
    return f"{key}:{seen[key]}"


def _plain(text: str) -> str:
    """A message in which `f[A](x)` is no link."""
    return text.replace("](", "] (")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
