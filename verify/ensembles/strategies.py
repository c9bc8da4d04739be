"""The ensembles as Hypothesis strategies, for the tests of whoever uses this package.

Hypothesis is a test dependency and is imported when a strategy is asked for, not before.
"""

from __future__ import annotations

from typing import Any

from verify.ensembles.ensemble import Ensemble, EnsembleError

_LARGEST_SIZE = 64


def exact_matrices(ensemble: Ensemble, min_size: int = 1, max_size: int = 4) -> Any:
    """Return a strategy for exact matrices (SymPy) of sizes from min_size to max_size.

    Every number is drawn by Hypothesis, so failures shrink to small integers and small sizes.
    """
    from hypothesis import strategies as st

    sizes = st.sampled_from(_sizes(ensemble, min_size, max_size))

    @st.composite
    def matrices(draw: Any) -> Any:
        n = draw(sizes)
        return ensemble.rationals(lambda low, high: draw(st.integers(low, high)), n)

    return matrices()


def float_matrices(ensemble: Ensemble, min_size: int = 1, max_size: int = 8) -> Any:
    """Return a strategy for float draws of the ensemble, as arrays (n, n).

    Sizes and seeds are drawn; failures shrink to small sizes, entries do not shrink.
    """
    from hypothesis import strategies as st

    sizes = st.sampled_from(_sizes(ensemble, min_size, max_size))
    seeds = st.integers(0, 2**32 - 1)
    return st.builds(lambda n, seed: ensemble.draw(1, n, seed)[0], sizes, seeds)


def _sizes(ensemble: Ensemble, min_size: int, max_size: int) -> list[int]:
    sizes = [n for n in range(max(min_size, 1), max_size + 1) if ensemble.admits(n)]
    if not sizes:
        raise EnsembleError(
            f"{ensemble.name} has no matrix of size {min_size} to {max_size}. {_hint(ensemble)}"
        )
    return sizes


def _hint(ensemble: Ensemble) -> str:
    near = [str(n) for n in range(1, _LARGEST_SIZE + 1) if ensemble.admits(n)][:4]
    return f"Sizes it has: {', '.join(near)}, ..." if near else "It has none up to 64."
