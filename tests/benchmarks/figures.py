"""Print what mclint promises in figures: seed scores, coverage, cold start, speed, memory.

Usage: python tests/benchmarks/figures.py [--rounds 11]   (needs ../shared/seeds beside the project)
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
BASELINE = "import numpy, markdown_it, pylatexenc.latexwalker"
# The module, not the script beside this interpreter, so that both sides of the ratio start in the same way.
MCLINT = [sys.executable, "-m", "mclint"]
CLEAN = """Let $A \\in \\mathbb{R}^{n \\times n}$ and $x \\in \\mathbb{R}^n$.

$$ \\nabla_x (x^\\top A x) = (A + A^\\top) x $$
"""
SYMPY = """
import contextlib, io, sys
from mclint.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    status = main([sys.argv[1], "--isolated"])
print(status, "sympy" in sys.modules)
"""
MEMORY = """
import contextlib, io, resource, sys
from mclint.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


# Modules are compiled once and kept, as where mclint is installed.
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=COMPILED).stdout


def seconds(*command: str) -> float:
    """How long a command takes."""
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, cwd=ROOT, env=COMPILED)
    return time.perf_counter() - begin


def seed_scores() -> str:
    """Expected findings that are found, and unexpected ones."""
    tool = SEEDS.parent / "tools" / "score_seeds.py"
    return output(sys.executable, str(tool), "--mclint", " ".join(MCLINT)).strip().splitlines()[-1]


def coverage(files: list[str]) -> str:
    """The share of derivative equations that are verified or wrong, and why the others are not."""
    equations = json.loads(output(*MCLINT, "coverage", *files, "--output-format", "json"))
    derivatives = [equation for equation in equations if equation["kind"] == "derivative"]
    if not derivatives:
        return "no derivative equations"
    decided = sum(equation["status"] in ("verified", "wrong") for equation in derivatives)
    reasons = Counter(equation["reason"].split(":")[0] for equation in derivatives if equation["status"] == "skipped")
    share = f"{decided} of {len(derivatives)} derivative equations decided ({100 * decided / len(derivatives):.1f} %)"
    return f"{share}; skipped: {dict(reasons)}"


def cold_run(file: str, rounds: int) -> str:
    """A run of mclint against the bare import of its libraries, one after the other."""
    ours, bare = [], []
    for _ in range(rounds + 1):
        bare.append(seconds(sys.executable, "-c", BASELINE))
        ours.append(seconds(*MCLINT, file))
    # The first round warms the disk cache.
    middle, floor = statistics.median(ours[1:]), statistics.median(bare[1:])
    ratio = statistics.median(one / other for one, other in zip(ours[1:], bare[1:], strict=True))
    return f"{1000 * middle:.0f} ms against {1000 * floor:.0f} ms: ratio {ratio:.2f} (median of {rounds})"


def sympy_absent(folder: Path) -> str:
    """Whether a clean document leaves sympy alone."""
    note = folder / "clean.md"
    note.write_text(CLEAN, encoding="utf-8")
    return output(sys.executable, "-c", SYMPY, str(note)).strip()


def equations_per_second(files: list[str]) -> str:
    """How fast the seeds are checked once everything is loaded."""
    from mclint import api
    from mclint.sources.reader import format_of

    notes = [(Path(file).read_text(encoding="utf-8"), file) for file in files]
    count = sum(len(api.coverage(text, format=format_of(file, text))) for text, file in notes)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        for text, file in notes:
            api.check(text, format=format_of(file, text), filename=file)
        times.append(time.perf_counter() - begin)
    return f"{count / statistics.median(times):.0f} ({count} equations in {statistics.median(times):.2f} s)"


def peak_memory(files: list[str]) -> str:
    """The largest resident size of a run on each seed and on all."""
    sizes = [int(output(sys.executable, "-c", MEMORY, *some)) / 1024 for some in (*([file] for file in files), files)]
    return f"{max(sizes):.0f} MB"


def main() -> int:
    """Print the figures."""
    import tempfile

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11, help="runs of the cold start, at least 11")
    rounds = parser.parse_args().rounds
    files = sorted(map(str, SEEDS.glob("*.txt")))
    if not files:
        print("no figures: ../shared/seeds is not here")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        print("seeds:", seed_scores())
        print("coverage:", coverage(files))
        print("cold run on seed 004 (at most 2.5):", cold_run(files[-1], rounds))
        print("clean document, exit status and sympy imported (0 False):", sympy_absent(Path(folder)))
        print("equations a second once loaded (at least 500):", equations_per_second(files))
        print("peak memory (at most 120 MB):", peak_memory(files))
    return 0


if __name__ == "__main__":
    sys.exit(main())
