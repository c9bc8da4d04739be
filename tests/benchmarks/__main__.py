"""Prints the table of benchmarks: `python -m tests.benchmarks [PART OF A FILE NAME]`.

A benchmark is a file `bench_*.py` in this folder with one function `benchmark()` that yields
rows. No list is edited.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tests.benchmarks.measure import HEADING


def benchmarks(part: str = "") -> Iterator[ModuleType]:
    """Yield the benchmark modules of this folder whose name contains `part`."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name.startswith("bench_") and part in module.name:
            yield importlib.import_module(f"tests.benchmarks.{module.name}")


def main() -> None:
    """Run the benchmarks named on the command line, or all."""
    # Before the first module imports NumPy: two threads slow small stacks, and rows are of one.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    print(HEADING)
    for module in benchmarks(*sys.argv[1:2]):
        for row in module.benchmark():
            print(row.line(), flush=True)


if __name__ == "__main__":
    main()
