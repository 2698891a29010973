"""The command line: arguments in, text and an exit status out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mclint.arguments import OVERVIEW, UsageError, plain
from mclint.config import ConfigError
from mclint.version import __version__

if TYPE_CHECKING:
    from argparse import Namespace

    from mclint.diagnostic import Diagnostic
    from mclint.runner import Job, Result
    from mclint.span import Source

CLEAN, FOUND, BROKEN, INTERRUPTED = 0, 1, 2, 130


def run() -> None:
    """The console script: what `main` does, in a process that does nothing else.

    Trees are many and have no cycles, matrices are small, and there is nothing to tear down at the end (mypy leaves
    its process in the same way): together that is an eighth of the time that a page of notes takes.
    """
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = main()
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:  # the language server closes its own when its client has left
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run mclint and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _dispatch(list(sys.argv[1:] if arguments is None else arguments))
        if not sys.stdout.closed:
            sys.stdout.flush()
        return status
    except (UsageError, ConfigError) as error:
        return _complain(str(error))
    except BrokenPipeError:
        # Whoever read the output has left; without this the interpreter complains once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    except KeyboardInterrupt:
        return INTERRUPTED


def _dispatch(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help"):
        print(OVERVIEW)
        return CLEAN if given else BROKEN
    if given[0] in ("-V", "--version"):
        print(f"mclint {__version__}")
        return CLEAN
    if given[0] in COMMANDS:
        return COMMANDS[given[0]](given[1:])
    return check(given)


def _complain(sentence: str) -> int:
    """Say on standard error what went wrong."""
    from mclint.report.text import headline

    print(f"mclint: {headline(sentence)}", file=sys.stderr)
    return BROKEN


def check(given: list[str]) -> int:
    """Report diagnostics."""
    chosen = plain(given)
    if chosen is None:
        from mclint import options

        chosen = options.of_check().parse_intermixed_args(given)
    if chosen.fix or chosen.diff:
        return _mend(chosen)
    results, status = _results(chosen, "check")
    sys.stdout.write(_report([(result.source, result.diagnostics) for result in results], chosen))
    return max(status, CLEAN if chosen.exit_zero else _severity(results))


def _mend(chosen: Namespace) -> int:
    """Apply fixes and report what is left, or only show what would change."""
    from mclint import mending

    results, status = _results(chosen, "fix unsafely" if chosen.unsafe_fixes else "fix")
    changes = [(result, result.change) for result in results if result.change and result.change.number]
    if chosen.diff:
        sys.stdout.write("".join(mending.diff(result.source.filename, change) for result, change in changes))
        return max(status, FOUND if changes and not chosen.exit_zero else CLEAN)
    to_output = "-" in chosen.paths
    for result in results if to_output else ():
        sys.stdout.write(result.change.after if result.change else result.source.text)
    for result, change in () if to_output else changes:
        complaint = mending.write(result.source.filename, change)
        status = _complain(complaint) if complaint else status
    report = _report([(result.source, result.diagnostics) for result in results], chosen)
    (sys.stderr if to_output else sys.stdout).write(report + mending.closing([each for _, each in changes], chosen))
    return max(status, CLEAN if chosen.exit_zero else _severity(results))


def _report(findings: list[tuple[Source, tuple[Diagnostic, ...]]], chosen: Namespace) -> str:
    """The findings in the format that was asked for."""
    from mclint.report import text

    if chosen.output_format == "json":
        from mclint.pages import page
        from mclint.report import json

        return json.statistics(findings) if chosen.statistics else json.render(findings, lambda rule: page(rule).url)
    if chosen.statistics:
        return text.statistics(findings)
    if chosen.output_format == "github":
        from mclint.report import github

        return github.render(findings)
    if chosen.output_format == "sarif":
        from mclint.report import sarif

        return sarif.render(findings, os.getcwd())
    if chosen.output_format == "concise":
        from mclint.report import concise

        return concise.render(findings)
    from mclint.report.screen import columns, in_color

    has_tried = chosen.fix and chosen.unsafe_fixes  # what is left then is better not fixed
    last = () if chosen.quiet else (text.summary(findings), "" if has_tried else text.fixable(findings))
    closing = "".join(f"{line}\n" for line in last if line)
    return "\n".join(filter(None, (text.render(findings, in_color(chosen.color), columns()), closing)))


def _severity(results: Sequence[Result]) -> int:
    """1 where there is an error or a warning."""
    found = (diagnostic for result in results for diagnostic in result.diagnostics)
    return FOUND if any(diagnostic.severity.value != "info" for diagnostic in found) else CLEAN


def coverage(given: list[str]) -> int:
    """Each equation with its verdict."""
    from mclint import options

    parser = options.on_files("coverage", "List every equation with its verdict.", ("text", "json"))
    chosen = parser.parse_intermixed_args(given)
    results, status = _results(chosen, "coverage")
    from mclint.report import coverage as report
    from mclint.report.screen import in_color

    rows = [(result.source, result.equations) for result in results]
    json = chosen.output_format == "json"
    sys.stdout.write(report.render_json(rows) if json else report.render(rows, in_color(chosen.color)))
    return max(status, _aside(results))


def shapes(given: list[str]) -> int:
    """Each symbol with its shape and the reason."""
    from mclint import options

    parser = options.on_files("shapes", "List every symbol with its shape and the reason.", ("text", "json"))
    chosen = parser.parse_intermixed_args(given)
    results, status = _results(chosen, "shapes")
    from mclint.report import shapes as report
    from mclint.report.screen import in_color

    rows = [(result.source, result.symbols) for result in results]
    json = chosen.output_format == "json"
    sys.stdout.write(report.render_json(rows) if json else report.render(rows, in_color(chosen.color)))
    return max(status, _aside(results))


def _aside(results: Sequence[Result]) -> int:
    """Files that could not be read, on standard error, where findings are not what was asked for."""
    from mclint.report import concise

    sys.stderr.write(concise.render([(result.source, result.diagnostics) for result in results]))
    return _severity(results)


def _results(chosen: Namespace, task: str) -> tuple[list[Result], int]:
    """What became of every file, and the exit status of what went wrong beside the findings."""
    if not chosen.paths:
        raise UsageError("name a file or a folder, or - for standard input")
    from mclint.requested import jobs as asked
    from mclint.requested import settings_for

    settings = settings_for(chosen)
    status = CLEAN
    jobs: dict[str, Job] = {}
    for path in chosen.paths:
        if path != "-" and not os.path.lexists(path):
            status = _complain(f"{path}: no such file or folder")
        else:
            jobs |= {os.path.normpath(job.path): job for job in asked(path, task, settings, chosen)}
    from mclint import runner

    results = list(runner.run(list(jobs.values()), chosen.jobs))
    for result in results:
        for failure in result.failures:
            status = _complain(failure)
    return results, status


def explain(given: list[str]) -> int:
    """The page of a rule, the section of an identity, or the list of the rules."""
    from mclint import options

    chosen = options.of_explain().parse_intermixed_args(given)
    from mclint.pages import pages
    from mclint.report import rules as report
    from mclint.rules import suggestion
    from mclint.values.catalogue import entries as catalogue
    from mclint.values.catalogue import section

    entries = [entry for entry in pages() if chosen.rule in (None, entry.name)]
    identity = "" if entries or chosen.output_format == "json" else section(chosen.rule)
    if not entries and not identity:
        known = [*(each.name for each in pages()), *(each.name for each in catalogue())]
        raise UsageError(f"there is no rule {chosen.rule!r}{suggestion(chosen.rule, known)}")
    if chosen.output_format == "json":
        sys.stdout.write(report.render_json(entries))
    elif chosen.rule is None:
        sys.stdout.write(report.render(entries))
    else:
        from mclint.report import page
        from mclint.report.screen import columns, in_color

        text, color = identity or entries[0].text, in_color(chosen.color)
        # A pipe gets the page as it is written: Markdown is what the next program reads.
        sys.stdout.write(page.render(text, columns(), color) if color or sys.stdout.isatty() else text)
    return CLEAN


def derive(given: list[str]) -> int:
    """A derivative in closed form."""
    from mclint import options

    chosen = options.of_derive().parse_args(given)
    from mclint.derivation.asked import RequestError
    from mclint.derivation.telling import answered

    try:
        sys.stdout.write(answered(chosen))
    except RequestError as error:
        return _complain(str(error))
    return CLEAN


def server(given: list[str]) -> int:
    """The language server, on standard input and output."""
    from mclint import options

    options.of_server().parse_args(given)
    try:
        from mclint import lsp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        return _complain("the language server needs pygls, which `pip install 'mclint[lsp]'` brings")
    lsp.serve()
    return CLEAN


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "check": check,
    "coverage": coverage,
    "derive": derive,
    "explain": explain,
    "shapes": shapes,
    "server": server,
}
