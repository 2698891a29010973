"""Processor time and memory: a folder of documents in one process, each document alone, and files made to be hard.

Usage: python tests/benchmarks/corpus.py [FOLDER]   (needs ../shared/corpus beside the project, or a folder)

Exit status 1 where a promise is broken: all documents within 120 s and 300 MB, none over 10 s, a megabyte of tiny
formulas within 2 s and 20 times its size.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SUFFIXES = {".md", ".markdown", ".mdx", ".qmd", ".rmd", ".jmd", ".myst", ".tex", ".ltx", ".ipynb"}
MEASURE = """
import contextlib, gc, io, json, resource, sys, time
gc.disable()
from mclint.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    status = main([*sys.argv[1:], "--isolated", "--jobs", "1"])
used = resource.getrusage(resource.RUSAGE_SELF)
json.dump([status, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024], sys.stdout)
"""
LIMITS = {"all": (120.0, 300.0), "one": (10.0, 300.0)}
HARD = {
    "420 000 tiny formulas": "$a=b$ \n\n" * 5 + "$x$ $y$ $z$ " * 420_000,
    "100 000 tiny equations": "$a = b$ and " * 100_000,
    "one formula of 1 MB": "$$ " + "x + " * 250_000 + "x $$",
    "1 MB of prose": "Let us look at the matrix again. " * 30_000,
}


def measure(*paths: str) -> tuple[int, float, float]:
    """Exit status, seconds of processor time and megabytes of a run in a process of its own."""
    done = subprocess.run([sys.executable, "-c", MEASURE, *paths], capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    status, seconds, megabytes = json.loads(done.stdout)
    return status, seconds, megabytes


def told(name: str, seconds: float, megabytes: float, limits: tuple[float, float]) -> bool:
    """Print one measurement; whether it keeps within the limits."""
    kept = seconds <= limits[0] and megabytes <= limits[1]
    print(f"{name}: {seconds:.1f} s (at most {limits[0]:.0f}), {megabytes:.0f} MB (at most {limits[1]:.0f})", end="")
    print("" if kept else "   TOO MUCH")
    return kept


def documents(folder: Path) -> bool:
    """The whole folder in one process, and its slowest document."""
    files = [str(each) for each in sorted(folder.rglob("*")) if each.suffix.lower() in SUFFIXES]
    kept = told(f"{len(files)} documents in one process", *measure(*files)[1:], LIMITS["all"])
    largest = sorted(files, key=lambda file: -Path(file).stat().st_size)[:12]
    slowest, file = max((measure(file)[1:], file) for file in largest)
    return told(f"the slowest document, {Path(file).name}", *slowest, LIMITS["one"]) and kept


def hard() -> bool:
    """Files that no author writes; each within 2 s and 20 times its size for a megabyte."""
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for name, text in HARD.items():
            note = Path(folder) / "note.md"
            note.write_text(text, encoding="utf-8")
            size = len(text) / 1e6
            kept &= told(f"{name} ({size:.1f} MB)", *measure(str(note))[1:], (0.5 + 2 * size, 200 + 20 * size))
    return kept


def main() -> int:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    folder = parser.parse_args().folder
    kept = hard()
    if folder.is_dir():
        kept = documents(folder) and kept
    else:
        print(f"no documents: {folder} is not here")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
