"""What mclint makes of one document, as JSON on standard output: `python examine.py FILE`.

A process of its own for each document: it may crash, hang or grow without harm, and its time and memory are its own.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def examine(path: str) -> dict[str, object]:
    """Equations with their verdicts, findings, failures, processor time and memory."""
    from mclint.config import Config
    from mclint.runner import Job, look

    begin = time.process_time()
    result = look(Job(path, path, "examine", Config()))
    seconds = time.process_time() - begin
    position = result.source.position
    return {
        "equations": [
            (*position(each.span.start), each.kind, each.status, each.reason.split(":")[0]) for each in result.equations
        ],
        "findings": [
            (*position(each.span.start), each.rule, each.severity.value, each.message) for each in result.diagnostics
        ],
        "failures": list(result.failures),
        "seconds": round(seconds, 3),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    gc.disable()  # as the command line does
    json.dump(examine(sys.argv[1]), sys.stdout)
