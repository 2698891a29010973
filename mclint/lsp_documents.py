"""Open documents of the language server: edits and positions counted as the protocol counts them.

The protocol breaks lines at LF, CRLF and CR only, and counts columns in the units that client and server agreed on.
"""

from __future__ import annotations

from urllib.parse import unquote

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from mclint.diagnostic import Diagnostic
from mclint.span import Source, Span


class SafeDocument(TextDocument):
    """A document that stays equal to the client's, also where the text has form feeds or other separators."""

    _table: Source | None = None
    found: tuple[Diagnostic, ...] = ()
    checked: int | None = -1  # the version in which that was found

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was found, unless the document was edited since."""
        return self.found if self.checked == self.version else ()

    @property
    def table(self) -> Source:
        """The text with its lines, kept until it changes."""
        if self._table is None or self._table.text is not self.source:
            self._table = Source(self.source)
        return self._table

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines with their ends."""
        table = self.table
        ends = (*table.starts[1:], len(table.text))
        return tuple(table.text[start:end] for start, end in zip(table.starts, ends, strict=True))

    def offset(self, position: types.Position) -> int:
        """The character at a position, clamped into its line and the document."""
        table = self.table
        if position.line >= len(table.starts):
            return len(table.text)
        start, line = table.starts[position.line], table.line(position.line + 1)
        if line.isascii():
            return start + min(max(position.character, 0), len(line))
        count, units = 0, self.position_codec.impl.code_units_for_char
        for index, character in enumerate(line):
            if count >= position.character:
                return start + index
            count += units(character)
        return start + len(line)

    def range_of(self, span: Span) -> types.Range:
        """A span as a range in the units of the client."""
        return types.Range(self._position(span.start), self._position(span.end))

    def _position(self, offset: int) -> types.Position:
        row, column = self.table.position(offset)
        before = self.table.line(row)[: column - 1]
        return types.Position(row - 1, len(before) if before.isascii() else self.position_codec.impl.num_units(before))

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        start, end = sorted((self.offset(change.range.start), self.offset(change.range.end)))
        text = self.source
        self._source = text[:start] + change.text + text[end:]


class SafeWorkspace(Workspace):
    """A workspace of safe documents that ignores edits from the past and to documents that are not open."""

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> SafeDocument:
        return SafeDocument(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self._position_codec,
        )

    def update_text_document(
        self, text_doc: types.VersionedTextDocumentIdentifier, change: types.TextDocumentContentChangeEvent
    ) -> None:
        """Apply an edit, unless it is older than what the document is."""
        document = self.opened(text_doc.uri)
        if document is not None and (document.version is None or text_doc.version >= document.version):
            super().update_text_document(text_doc, change)

    def opened(self, uri: str) -> SafeDocument | None:
        """The document, if it is open; nothing is read from the disk."""
        document = self._text_documents.get(unquote(uri))
        return document if isinstance(document, SafeDocument) else None
