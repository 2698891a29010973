"""The documents of a folder, each known by the repository it comes from and its path there."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tqdm import tqdm

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "shared" / "corpus"
INDEX = "INDEX.tsv"
ROLES = ("doc", "support")
SUFFIXES = {".md", ".markdown", ".mdx", ".qmd", ".rmd", ".jmd", ".myst", ".tex", ".ltx", ".ipynb", ".txt"}

Found = TypeVar("Found", bound=tuple[Any, ...])


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


def examined(examine: Callable[[Document], Iterable[Found]], among: Sequence[Document], processes: int) -> list[Found]:
    """What is found in documents, sorted; the largest are looked at first, with a progress bar."""
    largest_first = sorted(among, key=lambda each: -each.file.stat().st_size)
    found: list[Found] = []
    with ProcessPoolExecutor(processes) as executor:
        jobs = [executor.submit(examine, document) for document in largest_first]
        for job in tqdm(as_completed(jobs), total=len(jobs), unit="document", disable=None):
            found += job.result()
    return sorted(found)
