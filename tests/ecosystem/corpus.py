"""The documents of a folder, each known by the repository it comes from and its path there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "shared" / "corpus"
INDEX = "INDEX.tsv"
ROLES = ("doc", "support")
SUFFIXES = {".md", ".markdown", ".mdx", ".qmd", ".rmd", ".jmd", ".myst", ".tex", ".ltx", ".ipynb", ".txt"}


class Document(NamedTuple):
    """One file, and what it is called wherever findings are kept."""

    repository: str
    path: str
    file: Path

    @property
    def name(self) -> str:
        """Repository and path in one string."""
        return f"{self.repository} {self.path}".strip()


def documents(folder: Path) -> list[Document]:
    """All documents of a folder: those of its index where it has one, else every file of a known kind."""
    if not (folder / INDEX).is_file():
        files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES)
        return [Document(folder.name, file.relative_to(folder).as_posix(), file) for file in files]
    with open(folder / INDEX, encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["role"] in ROLES]
    found = [Document(row["repository"], row["path_in_repository"], folder / row["file"]) for row in rows]
    return sorted(document for document in found if document.file.is_file())
