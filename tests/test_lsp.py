"""The language server: edits, positions and diagnostics as a client sees them."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from conftest import RIGHT_NOTE, WRONG_NOTE
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls")
pytest_lsp = pytest.importorskip("pytest_lsp")

from lsprotocol import types  # noqa: E402
from pygls.workspace import PositionCodec  # noqa: E402
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities  # noqa: E402

from mclint.lsp_documents import SafeDocument, SafeWorkspace  # noqa: E402
from mclint.span import Span  # noqa: E402

SERVER = [sys.executable, "-m", "mclint", "server"]
URI = "file:///notes/astral.md"
ENCODINGS = ("utf-8", "utf-16", "utf-32")
ALPHABET = "ab$\\\f\v\x85\u2028\x1c\r\n😋𝔸é"


@pytest_lsp.fixture(config=ClientServerConfig(server_command=SERVER))
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    """A server as Visual Studio Code starts it."""
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=client_capabilities("visual-studio-code"), workspace_folders=[])
    )
    yield
    await lsp_client.shutdown_session()


def open_note(client: LanguageClient, text: str, uri: str = URI) -> None:
    """Open a note in the editor."""
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text)))


def change(client: LanguageClient, version: int, *changes: types.TextDocumentContentChangeEvent) -> None:
    """Change the open note."""
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, URI), list(changes))
    )


def insertion(row: int, column: int, text: str) -> types.TextDocumentContentChangePartial:
    """A change that inserts a text."""
    place = types.Position(row, column)
    return types.TextDocumentContentChangePartial(range=types.Range(place, place), text=text)


async def published(client: LanguageClient, version: int | None, uri: str = URI) -> list[types.Diagnostic]:
    """The diagnostics for a version of the note, as soon as they arrive."""
    while True:
        params = await asyncio.wait_for(
            client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), timeout=30
        )
        if params.uri == uri and params.version == version:
            return list(params.diagnostics)


async def test_a_note_is_checked_when_opened_and_changed(client: LanguageClient) -> None:
    open_note(client, WRONG_NOTE)
    (found,) = await published(client, 1)
    assert (found.code, found.source, found.severity) == ("wrong-derivative", "mclint", types.DiagnosticSeverity.Error)
    assert found.range.start.line == 2
    assert found.code_description is not None and found.code_description.href.endswith("/wrong-derivative.md")
    row = WRONG_NOTE.splitlines()[2]
    change(client, 2, insertion(2, row.index("= A") + 2, "2 "))
    assert await published(client, 2) == []
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(URI)))
    assert await published(client, None) == []


async def test_positions_after_astral_characters_and_form_feeds(client: LanguageClient) -> None:
    note = WRONG_NOTE.replace("Let", "\f𝔸\u2028😋 Let").replace("$$ \\nabla", "😋 $$ \\nabla")
    open_note(client, note)
    (moved,) = await published(client, 1)
    open_note(client, WRONG_NOTE, "file:///notes/plain.md")
    (plain,) = await published(client, 1, "file:///notes/plain.md")
    # The face and the space before the formula are three units of UTF-16.
    assert moved.range.start == types.Position(plain.range.start.line, plain.range.start.character + 3)
    assert moved.range.end == types.Position(plain.range.end.line, plain.range.end.character + 3)


async def test_only_the_last_of_many_edits_is_checked(client: LanguageClient) -> None:
    open_note(client, RIGHT_NOTE)
    await published(client, 1)
    for version in range(2, 12):
        change(client, version, insertion(0, 0, "x"))
    params = await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert params.version == 11


async def test_edits_that_make_no_sense_are_survived(client: LanguageClient) -> None:
    change(client, 7, insertion(0, 0, "nobody opened this"))
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier("file:///none.md")))
    open_note(client, RIGHT_NOTE)
    await published(client, 1)
    change(client, 2, insertion(9999, 9999, "\n" + WRONG_NOTE))
    assert len(await published(client, 2)) == 1
    change(client, 1, types.TextDocumentContentChangeWholeDocument(text="an edit from the past"))
    change(client, 3, insertion(0, 0, " "))
    assert len(await published(client, 3)) == 1


def frame(body: bytes) -> bytes:
    """A message with its header."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def request(number: int, method: str, params: object) -> bytes:
    """A request."""
    return frame(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode())


def test_garbage_is_survived() -> None:
    garbage = [b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b'{"jsonrpc": "2.0", "method": 7}', b'{"id": {}}']
    stream = (
        request(1, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        + b"".join(map(frame, garbage))
        + request(2, "no/such/method", {})
        + request(3, "textDocument/didOpen", {"textDocument": 5})
        + request(4, "shutdown", None)
        + frame(b'{"jsonrpc": "2.0", "method": "exit"}')
    )
    done = subprocess.run(SERVER, input=stream, capture_output=True, timeout=60)
    answers = [
        json.loads(part) for part in re.split(rb"Content-Length: \d+\r\n(?:[^\r]+\r\n)*\r\n", done.stdout) if part
    ]
    assert done.returncode == 0
    assert [answer["result"] for answer in answers if answer.get("id") == 4] == [None]
    assert b"Traceback" not in done.stderr


def test_the_server_leaves_when_its_input_ends() -> None:
    assert subprocess.run(SERVER, input=b"", capture_output=True, timeout=60).returncode == 0


def units(text: str, encoding: str) -> int:
    """How long a text is for a client."""
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


def place(text: str, offset: int, encoding: str) -> types.Position:
    """Where an offset is for a client, counted the slow way."""
    before = re.split(r"\r\n|\r|\n", text[:offset])
    return types.Position(len(before) - 1, units(before[-1], encoding))


def document(text: str, encoding: str) -> SafeDocument:
    """A document of a client with an encoding."""
    return SafeDocument("file:///a.md", text, 1, position_codec=PositionCodec(encoding))


EDITS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.text(ALPHABET, max_size=4)), max_size=6)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(st.text(ALPHABET, max_size=40), EDITS)
def test_random_edits_keep_the_text_equal(encoding: str, text: str, edits: list[tuple[int, int, str]]) -> None:
    held = document(text, encoding)
    for first, second, new in edits:
        start, end = sorted((min(first, len(text)), min(second, len(text))))
        # A place between CR and LF is none for the protocol.
        start, end = (offset - (text[offset - 1 : offset + 1] == "\r\n") for offset in (start, end))
        reach = types.Range(place(text, start, encoding), place(text, end, encoding))
        held.apply_change(types.TextDocumentContentChangePartial(range=reach, text=new))
        text = text[:start] + new + text[end:]
        assert held.source == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(st.text(ALPHABET, max_size=40), st.integers(0, 40))
def test_places_are_counted_as_the_client_counts(encoding: str, text: str, offset: int) -> None:
    offset = min(offset, len(text))
    offset -= text[offset - 1 : offset + 1] == "\r\n"
    held = document(text, encoding)
    expected = place(text, offset, encoding)
    assert held.range_of(Span(offset, offset)) == types.Range(expected, expected)
    assert held.offset(expected) == offset
    assert "".join(held.lines) == text


def test_places_outside_are_clamped() -> None:
    held = document("ab\ncd", "utf-16")
    assert [held.offset(types.Position(*where)) for where in ((0, 99), (1, 99), (9, 0))] == [2, 5, 5]


def test_nothing_is_read_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("secret")
    assert SafeWorkspace(None).opened((tmp_path / "a.md").as_uri()) is None


async def test_the_fix_of_a_finding_is_offered_where_it_stands(client: LanguageClient) -> None:
    open_note(client, WRONG_NOTE)
    (found,) = await published(client, 1)
    document = types.TextDocumentIdentifier(URI)
    context = types.CodeActionContext([found])
    actions = await client.text_document_code_action_async(types.CodeActionParams(document, found.range, context))
    (action,) = actions or []
    assert isinstance(action, types.CodeAction) and action.kind == types.CodeActionKind.QuickFix
    assert action.edit is not None and action.edit.changes is not None
    (edit,) = action.edit.changes[URI]
    assert isinstance(edit, types.TextEdit) and edit.new_text == "2 "
    beginning = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert not await client.text_document_code_action_async(types.CodeActionParams(document, beginning, context))


async def test_a_finding_under_the_pointer_is_explained(client: LanguageClient) -> None:
    open_note(client, WRONG_NOTE)
    (found,) = await published(client, 1)
    document = types.TextDocumentIdentifier(URI)
    hover = await client.text_document_hover_async(types.HoverParams(document, found.range.start))
    assert hover is not None and hover.range == found.range
    assert isinstance(hover.contents, types.MarkupContent)
    assert (
        hover.contents.value.startswith("### wrong-derivative\n\n") and "/wrong-derivative.md)" in hover.contents.value
    )
    assert "```" not in hover.contents.value
    assert await client.text_document_hover_async(types.HoverParams(document, types.Position(0, 0))) is None


async def test_the_facts_behind_a_finding_are_places(client: LanguageClient) -> None:
    open_note(client, "Let $A \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^m$.\n\nWe take $A x$ then.\n")
    (found,) = await published(client, 1)
    assert found.related_information is not None
    assert [each.message for each in found.related_information] == ["so A is m × n", "so x is m × 1"]
    assert [each.location.range.start for each in found.related_information] == [
        types.Position(0, 5),
        types.Position(0, 41),
    ]
    assert {each.location.uri for each in found.related_information} == {URI}
