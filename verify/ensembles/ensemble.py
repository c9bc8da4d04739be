"""What an ensemble is: seeded draws, exact small draws, and a certificate of what it claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.errors import FlowproofError
from verify.verdict import Truth

Die = Callable[[int, int], int]  # die(low, high): an integer, both ends included


class EnsembleError(FlowproofError, ValueError):
    """A request that an ensemble cannot meet; the message gives the rule and the remedy."""


@dataclass(frozen=True)
class Certificate:
    """What was established about one matrix, by exact arithmetic alone.

    `distance` bounds from above the Frobenius distance, relative to the norm of the matrix, to
    a matrix that has the property; 0 says that this very matrix has it. A matrix of rationals
    is certified at distance 0 or not at all; a matrix of floats may be as far from the property
    as rounding takes it, where rounding cannot be avoided. The law of a draw is no property of
    one matrix, and no certificate speaks of it.
    """

    holds: Truth
    says: str
    because: str
    distance: float = 0.0

    def __bool__(self) -> bool:
        """Tell whether the property is established: unknown is never a pass."""
        return self.holds is Truth.TRUE


@dataclass(frozen=True)
class Ensemble:
    """A law of random matrices, all of which have one property.

    >>> from verify.ensembles import orthogonal
    >>> Q = orthogonal.draw(count=3, n=4, seed=0)
    >>> Q.shape, bool(orthogonal.certificate(Q[0]))
    ((3, 4, 4), True)
    """

    name: str
    says: str  # the property, as it ends the sentence "the matrix is ..."
    floats: Callable[[np.random.Generator, int, int], np.ndarray]  # (dice, count, n)
    rationals: Callable[[Die, int], Any]  # (die, n): a SymPy matrix, or a pair of them
    certify: Callable[[Any], Certificate]
    refuses: Callable[[int], str] = lambda n: ""  # why a size has no such matrix

    def draw(self, count: int, n: int, seed: int) -> np.ndarray:
        """Return `count` draws as an array (count, n, n), or (count, 2, n, n) for pairs.

        The same arguments give the same array. A count or size below 1, a negative seed, or a
        size without such a matrix raises `EnsembleError`.
        """
        _at_least("count", count, 1)
        self._sized(n, seed)
        return self.floats(np.random.default_rng(seed), count, n)

    def exact(self, n: int, seed: int) -> Any:
        """Return one draw with exact entries, as an immutable SymPy matrix (or pair of them).

        Entries are rational (published HiPPO matrices hold square roots). Meant for n up to 8
        or so: numerators grow with n.
        """
        self._sized(n, seed)
        dice = np.random.default_rng(seed)
        return self.rationals(lambda low, high: int(dice.integers(low, high + 1)), n)

    def certificate(self, matrix: Any) -> Certificate:
        """Return what exact arithmetic establishes about one matrix (or pair).

        NumPy arrays of floats are taken as the dyadic rationals they store. SymPy and flint
        matrices and nested lists of rationals are taken as they are. An oblong, empty or
        non-finite matrix raises `MatrixError`. Costs up to an exact characteristic polynomial.
        """
        return self.certify(matrix)

    def admits(self, n: int) -> bool:
        """Tell whether the ensemble has a matrix of size `n`."""
        return n >= 1 and not self.refuses(n)

    def _sized(self, n: int, seed: int) -> None:
        _at_least("n", n, 1)
        _at_least("seed", seed, 0)
        reason = self.refuses(n)
        if reason:
            raise EnsembleError(f"{self.name}: n = {n}. {reason}")


def decided(says: str, answer: bool, because: str) -> Certificate:
    """Return the certificate of a property that exact arithmetic decided for this matrix."""
    return Certificate(Truth.of(answer), says, because, 0.0 if answer else float("inf"))


def _at_least(what: str, value: Any, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise EnsembleError(f"{what} is {value!r}. It is an integer of at least {least}.")
