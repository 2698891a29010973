"""The language server: publishes diagnostics while a note is written."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, field

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from mclint import api
from mclint.config import Config, ConfigError, closest
from mclint.diagnostic import Diagnostic, Severity
from mclint.lsp_documents import SafeDocument, SafeWorkspace
from mclint.pages import Page, page
from mclint.project import macros_around
from mclint.rules import InternalError, validate
from mclint.sources.reader import format_of
from mclint.version import __version__

DELAY = 0.15
WATCH = 3.0
LATEX = ("latex", "tex", "plaintex")
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


@dataclass(slots=True)
class Pending:
    """The checks under way, one per document: a newer edit replaces the one that waits."""

    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def begin(self, uri: str, task: asyncio.Task[None] | None) -> None:
        """Put a task in the place of the one that runs for this document."""
        old = self.tasks.pop(uri, None)
        if old is not None:
            old.cancel()
        if task is not None:
            self.tasks[uri] = task
            task.add_done_callback(lambda done: self._end(uri, done))

    def _end(self, uri: str, done: asyncio.Task[None]) -> None:
        if self.tasks.get(uri) is done:
            del self.tasks[uri]


def serve() -> None:
    """Run the server on standard input and output until the client leaves."""
    # Garbage from a client is answered with an error message; a log of it on standard error helps nobody.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    create().start_io()


def create() -> LanguageServer:
    """A server with its handlers."""
    server = LanguageServer("mclint", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
    pending = Pending()

    @server.feature(types.INITIALIZE)
    def initialize(ls: LanguageServer, params: types.InitializeParams) -> None:
        old = ls.workspace
        ls.protocol._workspace = SafeWorkspace(
            params.root_uri, old._sync_kind, params.workspace_folders or [], old.position_encoding
        )
        if params.process_id is not None and os.name == "posix":
            pending.begin("", asyncio.get_running_loop().create_task(watch(params.process_id)))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: LanguageServer, params: types.DidOpenTextDocumentParams) -> None:
        begin(ls, pending, params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: LanguageServer, params: types.DidChangeTextDocumentParams) -> None:
        begin(ls, pending, params.text_document.uri, DELAY)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    def asked(ls: LanguageServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        document = documents(ls).opened(params.text_document.uri)
        return [] if document is None else actions(ls, document, params.range)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(ls: LanguageServer, params: types.HoverParams) -> types.Hover | None:
        document = documents(ls).opened(params.text_document.uri)
        return None if document is None else explained(document, params.position)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: LanguageServer, params: types.DidCloseTextDocumentParams) -> None:
        pending.begin(params.text_document.uri, None)
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    return server


def begin(ls: LanguageServer, pending: Pending, uri: str, delay: float) -> None:
    """Check a document after a while in which no newer edit arrives."""
    document = documents(ls).opened(uri)
    if document is not None:
        pending.begin(uri, asyncio.get_running_loop().create_task(refresh(ls, document, delay)))


def documents(ls: LanguageServer) -> SafeWorkspace:
    """The workspace as we made it."""
    workspace = ls.workspace
    assert isinstance(workspace, SafeWorkspace)
    return workspace


async def refresh(ls: LanguageServer, document: SafeDocument, delay: float) -> None:
    """Check the document beside the messages, and publish what was found if it is still the same version."""
    await asyncio.sleep(delay)
    version, text = document.version, document.source
    found, complaints = await asyncio.get_running_loop().run_in_executor(
        None, examine, text, document.path or document.uri, document.language_id or ""
    )
    for complaint in complaints:
        ls.window_log_message(types.LogMessageParams(types.MessageType.Error, complaint))
    if documents(ls).opened(document.uri) is document and document.version == version:
        able = ls.client_capabilities.text_document
        abilities = able.publish_diagnostics if able else None
        document.found, document.checked = tuple(found), version
        published = [translate(diagnostic, document, abilities) for diagnostic in found]
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, published, version))


def actions(ls: LanguageServer, document: SafeDocument, place: types.Range) -> list[types.CodeAction]:
    """The fixes of the findings at a place, unless the document was edited since it was checked."""
    start, end = document.offset(place.start), document.offset(place.end)
    able = ls.client_capabilities.text_document
    abilities = able.publish_diagnostics if able else None
    found: list[types.CodeAction] = []
    for diagnostic in document.findings:
        fix = diagnostic.fix
        if fix is not None and fix.edits and diagnostic.span.start <= end and start <= diagnostic.span.end:
            edits = [types.TextEdit(document.range_of(edit.span), edit.content) for edit in fix.edits]
            change = types.WorkspaceEdit({document.uri: edits})
            solved = [translate(diagnostic, document, abilities)]
            found.append(types.CodeAction(fix.message, types.CodeActionKind.QuickFix, solved, edit=change))
    return found


def explained(document: SafeDocument, place: types.Position) -> types.Hover | None:
    """The rules whose findings stand at a place, each with what its page begins with."""
    offset = document.offset(place)
    here = [each for each in document.findings if each.span.start <= offset <= each.span.end]
    if not here:
        return None
    told = [opening(page(rule)) for rule in dict.fromkeys(each.rule for each in here)]
    narrowest = min((each.span for each in here), key=lambda span: span.end - span.start)
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(told))
    return types.Hover(content, document.range_of(narrowest))


def opening(entry: Page) -> str:
    """The beginning of a rule's page: what it is about and why it matters."""
    first, _, _ = entry.text.partition("\n## Bad")
    return f"{first.replace('## ', '#### ').replace('# ', '### ', 1).rstrip()}\n\n[The whole page]({entry.url})"


def examine(text: str, filename: str, language: str) -> tuple[list[Diagnostic], list[str]]:
    """What is wrong with a text, and what went wrong while it was checked."""
    complaints: list[str] = []
    failures: list[InternalError] = []
    try:
        config = settings(filename)
    except ConfigError as error:
        complaints.append(str(error))
        config = Config()
    form = "latex" if language in LATEX else format_of(filename, text)
    try:
        around = api.Around(macros_around(filename, form))
        found = api.check(text, format=form, config=config, filename=filename, around=around, failures=failures)
    except Exception as error:
        return [], [*complaints, f"internal error on {filename}: {type(error).__name__}: {error}"]
    return found, [*complaints, *(f"internal error in {failure}" for failure in failures)]


def settings(filename: str) -> Config:
    """The settings for a file, read anew: they may have changed while the server runs."""
    closest.cache_clear()
    config = closest(os.path.dirname(os.path.abspath(filename)))
    validate(config)
    return config


def translate(
    diagnostic: Diagnostic, document: SafeDocument, abilities: types.PublishDiagnosticsClientCapabilities | None
) -> types.Diagnostic:
    """A finding in the words of the protocol, with what this client understands."""
    related = [
        types.DiagnosticRelatedInformation(types.Location(document.uri, document.range_of(label.span)), label.message)
        for label in diagnostic.related
    ]
    linked = abilities is not None and abilities.code_description_support
    return types.Diagnostic(
        range=document.range_of(diagnostic.span),
        message=message(diagnostic),
        severity=SEVERITIES[diagnostic.severity],
        code=diagnostic.rule,
        code_description=types.CodeDescription(page(diagnostic.rule).url) if linked else None,
        source="mclint",
        related_information=related if abilities is not None and abilities.related_information else None,
    )


def message(diagnostic: Diagnostic) -> str:
    """The headline, the clause about the place, the notes and the offered change, a line each."""
    fix = diagnostic.fix
    lines = [diagnostic.message, diagnostic.label, *diagnostic.notes]
    if fix is not None:
        lines.append(": ".join(("help", fix.message, *(f"`{edit.content}`" for edit in fix.edits[:1]))))
    return "\n".join(filter(None, lines))


async def watch(process: int) -> None:
    """Leave when the client's process is gone: it cannot say goodbye any more."""
    while True:
        await asyncio.sleep(WATCH)
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            os._exit(1)
        except PermissionError:
            continue
