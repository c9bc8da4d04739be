"""Spectra of large HiPPO matrices, exactly: LegS has -1, …, -N, LegT a Padé denominator.

The matrices are taken without their square roots, as T⁻¹AT with T = diag √(2n + 1): rational,
with the same characteristic polynomial. Doubles lose every digit of these spectra near N = 21.
"""

from math import comb

from sympy import Add, Matrix, Rational, factorial, prod

from proofs.state_space.legt import scaled_legt
from proofs.state_space.precision import lagt, scaled_legs
from verify import Claim, Control, Eq, Family, Source, real
from verify.notation import array, characteristic

s = real("s")
essay = Source("five-conditions", "Start With a Stable Matrix")
place = Source("hippo", "on the derivation of LegT, the translated measure")
exponential = Source("hippo", "on the derivation of LagT, the exponential measure")
half = Rational(1, 2)
LARGE = ({"N": 8}, {"N": 24}, {"N": 48})


def polynomial(entries: Matrix):
    """Return det(sI - A), which is worked out from the exact numbers."""
    return characteristic(array(entries), s)


def legs_at(N: int) -> Claim:
    """State the spectrum of LegS of size N."""
    found = polynomial(scaled_legs(N))
    return Claim(
        source=essay,
        says=Eq(found, legs_polynomial(N)),
        controls=(
            Control("the eigenvalues begin at 0", Eq(found, prod(s + j for j in range(N)))),
            Control("all eigenvalues are -1", Eq(found, (s + 1) ** N)),
        ),
        remark="A float routine finds eigenvalues far from the real line at the larger sizes.",
    )


def legt_at(N: int) -> Claim:
    """State the characteristic polynomial of LegT of size N."""
    found = polynomial(scaled_legt(N))
    terms = [
        Rational(factorial(2 * N - 1 - j), factorial(N - 1)) * comb(N, j) * s**j
        for j in range(N + 1)
    ]
    return Claim(
        source=place,
        says=Eq(found, Add(*terms)),
        controls=(Control("it has the spectrum of LegS", Eq(found, legs_polynomial(N))),),
        remark="The denominator of the [N - 1/N] Padé approximant of e⁻ˢ.",
    )


def legs_polynomial(N: int):
    """Return (s + 1) ⋯ (s + N)."""
    return prod(s + j for j in range(1, N + 1))


def lagt_at(N: int) -> Claim:
    """State the spectrum of LagT of size N."""
    found = polynomial(lagt(N))
    return Claim(
        source=exponential,
        says=Eq(found, (s + half) ** N),
        controls=(Control("the eigenvalue is -1", Eq(found, (s + 1) ** N)),),
        remark="One eigenvalue -½, N-fold: a single Jordan block, where floats are at a loss.",
    )


legs_spectrum = Family(legs_at, sizes=LARGE)
legt_spectrum = Family(legt_at, sizes=LARGE)
lagt_spectrum = Family(lagt_at, sizes=LARGE)
