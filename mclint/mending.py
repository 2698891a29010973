"""Apply the fixes of findings to texts and files: whole fixes over several passes, written at once or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from mclint.diagnostic import Diagnostic, Edit, Safety, Severity
from mclint.fixes import apply
from mclint.records import NamedTuple
from mclint.span import Span

if TYPE_CHECKING:
    from argparse import Namespace

MOST_PASSES = 12
MARK = "\ufeff".encode()
Check = Callable[[str], list[Diagnostic]]
Edits = tuple[Edit, ...]


class Mended(NamedTuple):
    """A text before and after its fixes, and how many were applied."""

    before: str
    after: str
    number: int


def mended(text: str, check: Check, unsafe: bool = False) -> Mended:
    """The text with all fixes that may be applied."""
    after, found, number = text, check(text), 0
    for _ in range(MOST_PASSES):
        chosen = list(_apart(found, unsafe))
        step = next(_steps(after, found, chosen, check), None)
        if step is None:
            break
        after, found, more = step
        number += more
    return Mended(text, after, number)


def _steps(
    text: str, found: list[Diagnostic], chosen: list[Edits], check: Check
) -> Iterator[tuple[str, list[Diagnostic], int]]:
    """The text with all of some fixes, or with one of them, where that leaves fewer findings and brings none."""
    for group in (chosen, *([each] for each in chosen if len(chosen) > 1)):
        edits = [edit for each in group for edit in each]
        after, places = apply(text, edits)
        remaining = check(after) if group else found
        more = Counter(each.rule for each in remaining) - Counter(each.rule for each in found)
        if len(remaining) < len(found) and not more and not _brings(found, remaining, edits, places):
            yield after, remaining, len(group)


def _brings(
    found: Iterable[Diagnostic], remaining: Iterable[Diagnostic], edits: Sequence[Edit], places: Sequence[Span]
) -> bool:
    """Whether something is wrong where nothing was and nothing changed: in the next step of a chain."""
    known = {(_moved(each.span.start, edits), each.rule) for each in found}
    for each in remaining:
        start, end = each.span
        changed = any(start <= place.end and place.start <= end for place in places)
        if not changed and each.severity is not Severity.INFO and (start, each.rule) not in known:
            return True
    return False


def _moved(place: int, edits: Iterable[Edit]) -> int:
    """Where a place of a text is after some edits."""
    before = (edit for edit in edits if edit.span.end <= place and edit.span.start < place)
    return place + sum(len(edit.content) - (edit.span.end - edit.span.start) for edit in before)


def _apart(found: Iterable[Diagnostic], unsafe: bool) -> Iterator[Edits]:
    """The edits of the fixes that may be applied together, in the order of the text; what overlaps waits."""
    allowed = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
    taken: list[Edit] = []
    for diagnostic in found:
        fix = diagnostic.fix
        if fix is None or not fix.edits or fix.safety not in allowed:
            continue
        if not any(_meet(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
            yield fix.edits


def _meet(edit: Edit, other: Edit) -> bool:
    """Whether two edits touch; two insertions at one place have no order."""
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end


def diff(filename: str, change: Mended) -> str:
    """A change as a unified diff."""
    from difflib import unified_diff

    lines = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
    found = unified_diff(*lines, filename, filename)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found)


def closing(changes: Sequence[Mended], chosen: Namespace) -> str:
    """A line that says what was fixed, where the output is for people."""
    number = sum(change.number for change in changes)
    if chosen.quiet or chosen.output_format != "text":
        return ""
    files = "1 file" if len(changes) == 1 else f"{len(changes)} files"
    return f"Fixed {number} finding{'' if number == 1 else 's'} in {files}.\n" if number else "Nothing was fixed.\n"


def write(path: str, change: Mended) -> str:
    """Put the new text in the file; a sentence where it is no longer what was checked, or cannot be written."""
    target = os.path.realpath(path)
    try:
        with open(target, "rb") as file:
            data = file.read()
        mark = MARK if data.startswith(MARK) else b""
        if data != mark + change.before.encode():
            return f"{path}: changed while it was checked, so it is left as it is"
        _replace(target, mark + change.after.encode())
    except OSError as error:
        return f"{path}: cannot be written: {error.strerror}"
    return ""


def _replace(target: str, data: bytes) -> None:
    """Write a file beside the target and move it there: whoever reads it sees all of it or the old one."""
    mode = stat.S_IMODE(os.stat(target).st_mode)
    handle, beside = tempfile.mkstemp(prefix=".mclint-", dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
