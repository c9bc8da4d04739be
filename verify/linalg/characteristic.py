"""The exact characteristic polynomial, and the certified eigenvalues it gives.

Over the Gaussian integers the polynomial p is found modulo primes that split, i becoming a
square root of -1, and put together by the Chinese remainder theorem. Its roots are then read
off the real polynomial p p̄.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from fractions import Fraction

import flint

from verify.linalg.matrices import Exact
from verify.linalg.polynomials import Count, Root, half_plane, roots, unit_disc


@dataclass(frozen=True)
class Characteristic:
    """det(zI - dA) = real + i imag for a matrix A whose entries have the denominator d.

    The polynomial is monic with integer coefficients; its roots are d times the eigenvalues.
    """

    real: flint.fmpz_poly
    imag: flint.fmpz_poly | None
    denominator: int

    @property
    def norm(self) -> flint.fmpz_poly:
        """The real polynomial itself, or p p̄: the eigenvalues and their conjugates."""
        if self.imag is None:
            return self.real
        return self.real * self.real + self.imag * self.imag

    @property
    def copies(self) -> int:
        """How many roots of `norm` an eigenvalue stands for: 1, or 2 with its conjugate."""
        return 1 if self.imag is None else 2


def characteristic(A: Exact) -> Characteristic:
    """Return the characteristic polynomial of an exact square matrix."""
    if A.imag is None:
        return Characteristic(A.real.charpoly(), None, A.denominator)
    real, imag = _gaussian_charpoly(A.real, A.imag)
    return Characteristic(real, imag if not imag.is_zero() else None, A.denominator)


def eigenvalues(A: Exact, bits: int) -> list[Root]:
    """Return the distinct eigenvalues to about `bits` bits each, with their multiplicities."""
    p = characteristic(A)
    found = roots(p.real, bits) if p.imag is None else _gaussian_roots(p, bits)
    with flint.ctx.workprec(bits + 8):
        return [_scaled(root, p.denominator) for root in found]


def real_part_count(A: Exact) -> Count:
    """Return how many eigenvalues have negative, zero and positive real part, exactly."""
    p = characteristic(A)
    return _divided(half_plane(p.norm), p.copies)


def unit_disc_count(A: Exact) -> Count:
    """Return how many eigenvalues have modulus below, equal to and above 1, exactly."""
    p = characteristic(A)
    d = p.denominator
    unscaled = flint.fmpz_poly([c * d**k for k, c in enumerate(p.norm.coeffs())])
    return _divided(unit_disc(unscaled), p.copies)


def shifted(A: Exact, number: Fraction) -> Exact:
    """Return A - number I."""
    d = math.lcm(A.denominator, number.denominator)
    scale, shift = d // A.denominator, int(number * d)
    n = A.size
    identity = flint.fmpz_mat(n, n, [shift if i % (n + 1) == 0 else 0 for i in range(n * n)])
    imag = None if A.imag is None else scale * A.imag
    return Exact(scale * A.real - identity, imag, d)


def _scaled(root: Root, denominator: int) -> Root:
    rational = None if root.rational is None else root.rational / denominator
    if denominator == 1:
        return root
    ball = (
        flint.acb(flint.arb(flint.fmpq(rational.numerator, rational.denominator)))
        if (rational is not None)
        else root.ball / denominator
    )
    return Root(ball, root.multiplicity, rational)


def _divided(count: Count, copies: int) -> Count:
    return Count(count.inside // copies, count.boundary // copies, count.outside // copies)


def _gaussian_roots(p: Characteristic, bits: int) -> list[Root]:
    """Return the roots of p = a + ib: those of g = gcd(a, b), and those of q = p/g.

    q and q̄ have no common root (it would be one of a/g and b/g), so each root z of q q̄ belongs
    to exactly one of them, and enough bits show that the other does not vanish at z.
    """
    assert p.imag is not None
    common = p.real.gcd(p.imag)
    a, b = p.real // common, p.imag // common
    norm = a * a + b * b
    shared = _radical(common).gcd(_radical(norm)).degree()
    while True:
        first, both = _some_roots(common, bits), _some_roots(norm, bits)
        own = _own_roots(both, a, b, bits)
        # every shared root overlaps; when no more do, every overlap is a shared root
        overlaps = sum(bool(r.ball.overlaps(s.ball)) for r in first for s in both)
        if own is not None and overlaps == shared:
            return _merged(first, own)
        bits *= 2


def _radical(polynomial: flint.fmpz_poly) -> flint.fmpz_poly:
    return polynomial // polynomial.gcd(polynomial.derivative())


def _some_roots(polynomial: flint.fmpz_poly, bits: int) -> list[Root]:
    return roots(polynomial, bits) if polynomial.degree() > 0 else []


def _own_roots(
    candidates: list[Root], a: flint.fmpz_poly, b: flint.fmpz_poly, bits: int
) -> list[Root] | None:
    own = []
    with flint.ctx.workprec(bits + 2 * (a.height_bits() + b.height_bits()) + 64):
        p, q = flint.acb_poly(a), flint.acb_poly(b)
        for root in candidates:
            at_a, at_b = p(root.ball), q(root.ball)
            value, conjugate = at_a + flint.acb(0, 1) * at_b, at_a - flint.acb(0, 1) * at_b
            if value.contains(0) and conjugate.contains(0):
                return None
            if value.contains(0):
                own.append(root)
    return own


def _merged(first: list[Root], second: list[Root]) -> list[Root]:
    """Join two lists of roots; one that overlaps in both lists is one root, counted once."""
    result = list(first)
    for root in second:
        twin = next((k for k, r in enumerate(result) if r.ball.overlaps(root.ball)), None)
        if twin is None:
            result.append(root)
        else:
            old = result[twin]
            result[twin] = Root(old.ball, old.multiplicity + root.multiplicity, old.rational)
    return result


def _gaussian_charpoly(
    real: flint.fmpz_mat, imag: flint.fmpz_mat
) -> tuple[flint.fmpz_poly, flint.fmpz_poly]:
    n = real.nrows()
    bound = 4 * _coefficient_bound(real, imag)
    modulus, prime = 1, 1 << 62
    residues: list[tuple[int, list[int], list[int]]] = []
    while modulus < bound:
        prime, root = _split_prime(prime)
        one = flint.nmod_mat(real + root * imag, prime).charpoly()
        other = flint.nmod_mat(real - root * imag, prime).charpoly()
        pairs = [(int(one[k]), int(other[k])) for k in range(n + 1)]
        half, per_root = pow(2, -1, prime), pow(2 * root, -1, prime)
        residues.append(
            (
                prime,
                [(x + y) * half % prime for x, y in pairs],
                [(x - y) * per_root % prime for x, y in pairs],
            )
        )
        modulus *= prime
    return (
        _chinese([(p, a) for p, a, _ in residues], modulus),
        _chinese([(p, b) for p, _, b in residues], modulus),
    )


def _coefficient_bound(real: flint.fmpz_mat, imag: flint.fmpz_mat) -> int:
    """Bound every coefficient: by Hadamard a sum of minors is at most ∏ (1 + |row|)."""
    rows = zip(real.tolist(), imag.tolist(), strict=True)
    squares = [sum(int(x) ** 2 for x in (*r, *i)) for r, i in rows]
    return math.prod(2 + math.isqrt(square) for square in squares)


@functools.cache
def _split_prime(above: int) -> tuple[int, int]:
    """Return the next prime p = 1 mod 4 below `above`, and a square root of -1 modulo p."""
    prime = above - 4 + (1 - above) % 4
    while not flint.fmpz(prime).is_prime():
        prime -= 4
    base = 2
    while pow(base, (prime - 1) // 2, prime) != prime - 1:
        base += 1
    return prime, pow(base, (prime - 1) // 4, prime)


def _chinese(residues: list[tuple[int, list[int]]], modulus: int) -> flint.fmpz_poly:
    total = [0] * len(residues[0][1])
    for prime, values in residues:
        cofactor = modulus // prime
        weight = cofactor * pow(cofactor, -1, prime)
        total = [t + weight * value for t, value in zip(total, values, strict=True)]
    centred = [(t + modulus // 2) % modulus - modulus // 2 for t in total]
    return flint.fmpz_poly(centred)
