"""Find the files, read them, and run the pipeline over them, here or in several processes, with results in order."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from mclint import api
from mclint.config import Config
from mclint.diagnostic import Diagnostic
from mclint.project import macros_around
from mclint.records import NamedTuple
from mclint.rules import InternalError, dress
from mclint.rules import selected as selected_rules
from mclint.sources.reader import format_of, opened
from mclint.span import Source, Span

if TYPE_CHECKING:
    from mclint.mending import Mended
    from mclint.values.records import Equation
    from mclint.values.symbol_shapes import SymbolShape

SUFFIXES = (".md", ".markdown", ".mdx", ".qmd", ".rmd", ".myst", ".tex", ".ltx", ".ipynb", ".jmd")
LEFT_OUT = frozenset({"node_modules", "venv", "__pycache__", "site-packages"})
LARGEST = 10_000_000
MOST_FORMULAS = 50_000  # a book has some thousands
WORTH_PROCESSES = 20


class Job(NamedTuple):
    """One file to look at: `task` is a key of TASKS, `data` the file's bytes where they are already read."""

    path: str
    filename: str
    task: str
    config: Config
    data: bytes | None = None


class Result(NamedTuple):
    """What became of one file; `failures` are sentences about defects of mclint itself."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    equations: tuple[Equation, ...] = ()
    symbols: tuple[SymbolShape, ...] = ()
    change: Mended | None = None  # what fixes made of the file
    failures: tuple[str, ...] = ()


def run(jobs: Sequence[Job], processes: int = 0) -> Iterator[Result]:
    """The results in the order of the jobs; `processes` 0 decides by the number of files."""
    processes = processes or (os.cpu_count() or 1 if len(jobs) > WORTH_PROCESSES else 1)
    if processes <= 1 or len(jobs) <= 1:
        yield from map(look, jobs)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "forkserver" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(min(processes, len(jobs)), multiprocessing.get_context(method)) as executor:
        yield from executor.map(look, jobs, chunksize=max(1, min(8, len(jobs) // (4 * processes))))


def look(job: Job) -> Result:
    """One file, read and examined; a defect anywhere becomes a sentence in `failures`."""
    source, unreadable = _read(job)
    if unreadable is not None:
        wanted = any(entry.name == unreadable.rule for entry in selected_rules(job.config))
        return Result(source, (unreadable,) if wanted else ())
    collecting = gc.isenabled()
    gc.disable()  # trees are many and have no cycles: looking for some takes a fifth of the time
    try:
        return TASKS[job.task](source, job.config)
    except Exception as cause:
        return Result(source, failures=(_sentence(cause, source.filename),))
    finally:
        if collecting:
            gc.enable()


def _check(source: Source, config: Config) -> Result:
    defects: list[InternalError] = []
    form, around = _surroundings(source)
    found = api.check(
        source.text, format=form, config=config, filename=source.filename, around=around, failures=defects
    )
    return Result(source, tuple(found), failures=tuple(_sentence(defect, source.filename) for defect in defects))


def _coverage(source: Source, config: Config) -> Result:
    form, around = _surroundings(source)
    return Result(source, equations=tuple(api.coverage(source.text, format=form, config=config, around=around)))


def _shapes(source: Source, config: Config) -> Result:
    form, around = _surroundings(source)
    return Result(source, symbols=tuple(api.shapes(source.text, format=form, around=around)))


def _examine(source: Source, config: Config) -> Result:
    defects: list[InternalError] = []
    form, around = _surroundings(source)
    found, equations = api.examine(
        source.text, format=form, config=config, filename=source.filename, around=around, failures=defects
    )
    failures = tuple(_sentence(defect, source.filename) for defect in defects)
    return Result(source, tuple(found), tuple(equations), failures=failures)


def _fix(source: Source, config: Config) -> Result:
    return _mended(source, config, False)


def _fix_unsafely(source: Source, config: Config) -> Result:
    return _mended(source, config, True)


def _mended(source: Source, config: Config, unsafe: bool) -> Result:
    """The fixes of a file, and what is found in it when they are applied."""
    from mclint.mending import mended

    whole = source.origin.file if source.origin else source.text
    form = "notebook" if source.origin else format_of(source.filename, source.text)
    around = api.Around(macros_around(source.filename, "markdown" if source.origin else form))

    def check(text: str) -> list[Diagnostic]:
        return api.check(text, format=form, config=config, filename=source.filename, around=around)

    change = mended(whole, check, unsafe)
    after = opened(change.after, source.filename, form)
    return _check(after, config)._replace(change=change)


def _surroundings(source: Source) -> tuple[str, api.Around]:
    """The format of a text, and what is known from outside it."""
    form = "markdown" if source.origin else format_of(source.filename, source.text)
    return form, api.Around(macros_around(source.filename, form), source.origin)


TASKS: dict[str, Callable[[Source, Config], Result]] = {
    "check": _check,
    "coverage": _coverage,
    "examine": _examine,
    "fix": _fix,
    "fix unsafely": _fix_unsafely,
    "shapes": _shapes,
}


def _sentence(defect: Exception, filename: str) -> str:
    """`internal error in wrong-derivative on notes.md: ValueError: … (verify.py, line 12)`."""
    rule = f" in {defect.rule}" if isinstance(defect, InternalError) else ""
    cause = defect.cause if isinstance(defect, InternalError) else defect
    trace = cause.__traceback__
    place = ""
    while trace is not None:
        place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}, line {trace.tb_lineno})"
        trace = trace.tb_next
    return f"internal error{rule} on {filename}: {type(cause).__name__}: {cause}{place}"


def _read(job: Job) -> tuple[Source, Diagnostic | None]:
    data = job.data
    if data is None:
        try:
            with open(job.path, "rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            return unreadable(Source("", job.filename), 0, 0, f"the file cannot be read: {error.strerror}")
    source, broken = decode(data, job.filename)
    if broken is None and format_of(job.filename, source.text) == "notebook":
        source, broken = _notebook(source)
    if broken is None and source.text.count("$") > 2 * MOST_FORMULAS:
        return unreadable(source, 0, 0, f"the file holds more than {MOST_FORMULAS} formulas")
    return source, broken


def _notebook(source: Source) -> tuple[Source, Diagnostic | None]:
    """The Markdown cells of a notebook, with a finding where there is none."""
    from mclint.sources.notebook import UnreadableError

    try:
        return opened(source.text, source.filename, "notebook"), None
    except UnreadableError as error:
        return unreadable(source, error.offset, error.offset + 1, str(error))


def decode(data: bytes, filename: str) -> tuple[Source, Diagnostic | None]:
    """The bytes as text, with a finding where they are not text that mclint reads."""
    if len(data) > LARGEST:
        return unreadable(Source("", filename), 0, 0, f"the file is larger than {LARGEST // 1_000_000} MB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return unreadable(Source("", filename), 0, 0, "the file is in UTF-16, and mclint reads UTF-8")
    try:
        source = Source(data.decode("utf-8-sig"), filename)
    except UnicodeDecodeError as error:
        readable = error.object[: error.start].decode("utf-8")
        source = Source(readable + error.object[error.start :].decode("utf-8", errors="replace"), filename)
        byte = f"byte {error.object[error.start]:#04x}"
        return unreadable(source, len(readable), len(readable) + 1, f"{byte} is not valid UTF-8")
    if (start := source.text.find("\0")) >= 0:
        return unreadable(source, start, start + 1, "the file holds a NUL character, so it is not text")
    return source, None


def unreadable(source: Source, start: int, end: int, message: str, label: str = "") -> tuple[Source, Diagnostic]:
    """A file that cannot be read is a finding like others."""
    return source, dress(Diagnostic("unreadable-file", Span(start, end), message, label))


def files_below(folder: str) -> Iterator[str]:
    """The notes in a folder and below it, sorted; hidden ones, environments and symbolic links are left out."""
    for place, folders, names in os.walk(folder):
        kept = (name for name in folders if not name.startswith(".") and name not in LEFT_OUT)
        folders[:] = sorted(name for name in kept if not _is_environment(place, name))
        for name in sorted(names):
            path = os.path.normpath(os.path.join(place, name))
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and _is_regular(path):
                yield path


def _is_regular(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def _is_environment(place: str, name: str) -> bool:
    return os.path.exists(os.path.join(place, name, "pyvenv.cfg"))
