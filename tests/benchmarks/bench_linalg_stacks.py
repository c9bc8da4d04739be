"""Stacks of float matrices against the LAPACK calls of NumPy, on 10⁴ matrices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.benchmarks.measure import Row, compare
from verify.linalg.floats import definiteness, eigenvalues, lognorm2_sign, spectral_radius

COUNT = 10_000


def benchmark() -> Iterator[Row]:
    """Yield spectra (target 1.1) and signs (target 1/4 for n ≤ 16), for several sizes."""
    for n in (4, 16, 64):
        A = np.random.default_rng(n).standard_normal((COUNT, n, n))
        repeats, warm = (5, 2) if n < 64 else (3, 0)  # half a minute a turn at n = 64

        def lapack(A: np.ndarray = A) -> np.ndarray:
            return np.linalg.eigvals(A)

        for function in (eigenvalues, spectral_radius):
            what = f"{function.__name__} of {len(A)} matrices, n = {n}"
            yield compare(what, lambda f=function, A=A: f(A), lapack, 1.1, repeats, warm=warm)
    for n in (2, 4, 8, 12, 16):
        for name, S in _symmetric(n):
            yield compare(
                f"definiteness of {COUNT} {name} matrices, n = {n}",
                lambda S=S: definiteness(S),
                lambda S=S: np.linalg.eigvalsh(S),
                1 / 4,
                7,
            )
        A = np.random.default_rng(n).standard_normal((COUNT, n, n)) / n**0.5
        A -= 1.4 * np.eye(n)
        yield compare(
            f"sign of μ₂ of {COUNT} matrices, n = {n}",
            lambda A=A: lognorm2_sign(A),
            lambda A=A: np.linalg.eigvalsh(A + np.swapaxes(A, -1, -2)),
            1 / 4,
            7,
        )


def _symmetric(n: int) -> Iterator[tuple[str, np.ndarray]]:
    G = np.random.default_rng(n).standard_normal((COUNT, n, n))
    both = G + np.swapaxes(G, -1, -2)
    gram = G @ np.swapaxes(G, -1, -2)
    yield "definite", (gram + np.swapaxes(gram, -1, -2)) / 2
    yield "mixed", both + 1.2 * (2 * n) ** 0.5 * np.eye(n)
