"""Hold the scores on the documents beside the project, where there are any, against the floor in tests/scores.json.

`--update` writes the scores of today as the new floor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOOR = ROOT / "tests" / "scores.json"
TOOLS = ROOT.parent / "shared" / "tools"
MORE_IS_BETTER = {
    "found": True,
    "agree": True,
    "unexpected": False,
    "found A": True,
    "proven": True,
    "alarmed": False,
    "crashed": False,
    "proven_share": True,
    "understood_share": True,
}


def score(tool: str, mclint: str) -> dict[str, float]:
    """The figures that a tool gives."""
    command = [sys.executable, str(TOOLS / tool), "--mclint", mclint, "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 2 or not done.stdout.startswith("{"):
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def fallen(name: str, floor: dict[str, float], figures: dict[str, float]) -> list[str]:
    """A sentence for each figure that is worse than the floor."""
    return [
        f"{name}: {key} is {figures[key]}, and was {value}"
        for key, value in floor.items()
        if (figures[key] < value if MORE_IS_BETTER[key] else figures[key] > value)
    ]


def main() -> int:
    """Print the scores; 1 where one is worse than before."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mclint", default="mclint")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if not TOOLS.is_dir():
        print("no scores: ../shared is not here")
        return 0
    floor = json.loads(FLOOR.read_text())
    figures = {name: score(f"score_{name}.py", options.mclint) for name in floor}
    print(json.dumps(figures))
    if options.update:
        new = {name: {key: figures[name][key] for key in keys} for name, keys in floor.items()}
        FLOOR.write_text(json.dumps(new, indent=2) + "\n")
    worse = [sentence for name in floor for sentence in fallen(name, floor[name], figures[name])]
    print("\n".join(worse) or "no score has fallen")
    return 1 if worse and not options.update else 0


if __name__ == "__main__":
    sys.exit(main())
