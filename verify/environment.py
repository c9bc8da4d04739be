"""What NumPy and SymPy read from the environment when they are first imported."""

from __future__ import annotations

# Threads slow small matrices; SymPy's usual 1000 answers are soon full.
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "SYMPY_CACHE_SIZE": "20000",
}
