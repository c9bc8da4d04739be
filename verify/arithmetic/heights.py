"""Bounds on the conjugates of an algebraic number, written as a quotient U/L of integers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from flint import arb

from verify.arithmetic.tape import Instruction


@dataclass(frozen=True)
class Height:
    """No conjugate of U exceeds 2^numerator, none of L 2^denominator, both whole numbers.

    `roots` are the root operations that U and L are made with: their register and order.
    """

    numerator: int
    denominator: int
    roots: frozenset[tuple[int, int]] = frozenset()

    def degree(self, complex_too: bool) -> int:
        """Return a bound on the degree of the field of U.

        With complex numbers the field has to be closed under conjugation and hold i: each root
        then counts twice, and i doubles the whole.
        """
        order = prod(q for _, q in self.roots)
        return 2 * order * order if complex_too else order

    def of_part(self) -> Height:
        """Return the height of the real and the imaginary part, (E ± conjugate E) / 2 (i)."""
        up = self.numerator + self.denominator + 1
        return Height(up, 2 * self.denominator + 1, self.roots)


def whole_height(rational: Any) -> Height:
    """Return the height of a rational number."""
    return Height(_bits(int(rational.p)), _bits(int(rational.q)))


def height(
    register: int, step: Instruction, ball: Any, operands: list[Height | None]
) -> Height | None:
    """Return the height of an operation's value, `None` when it may be transcendental.

    The absolute value of a complex number is called `modulus` here.
    """
    rule = _RULES.get(step.name)
    if rule is not None and None not in operands:
        roots = frozenset().union(*(h.roots for h in operands if h is not None))
        up, down = rule(*[(h.numerator, h.denominator) for h in operands if h], *step.extra)
        return Height(up, down, roots | _own_root(register, step, ball))
    if isinstance(ball, arb) and ball.is_finite() and ball.is_exact():
        return whole_height(ball.fmpq())  # exp(0), cos(0): a ball without radius is a number
    return None


def _own_root(register: int, step: Instruction, ball: Any) -> frozenset[tuple[int, int]]:
    if step.name == "root":
        return frozenset({(register, int(step.extra[0]))})
    if step.name in ("golden_ratio", "modulus"):
        return frozenset({(register, 2)})
    return frozenset()


def _bits(n: int) -> int:
    """Return the least whole k with |n| <= 2^k."""
    return max(abs(n) - 1, 0).bit_length()


Pair = tuple[int, int]


def _sum(a: Pair, b: Pair) -> Pair:
    return max(a[0] + b[1], b[0] + a[1]) + 1, a[1] + b[1]


def _root(a: Pair, q: int) -> Pair:
    """U/L = (U L^(q-1))/L^q, so the root is that of U L^(q-1), over L; or the other way."""
    up, down = a
    if up >= down:
        return -(-(up + (q - 1) * down) // q), down
    return up, -(-((q - 1) * up + down) // q)


def _same(a: Pair) -> Pair:
    return a


def _part(a: Pair) -> Pair:
    return a[0] + a[1] + 1, 2 * a[1] + 1


def _larger(a: Pair, b: Pair) -> Pair:
    return max(a[0], b[0]), max(a[1], b[1])


_RULES: Mapping[str, Callable[..., Pair]] = {
    "add": _sum,
    "sub": _sum,
    "mul": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "div": lambda a, b: (a[0] + b[1], a[1] + b[0]),
    "neg": _same,
    "conjugate": _same,
    "ordered": _same,
    "embed": _same,
    "power": lambda a, n: (n * a[0], n * a[1]),
    "root": _root,
    "Abs": _same,
    "modulus": lambda a: _root((2 * a[0], 2 * a[1]), 2),  # sqrt(E conjugate(E))
    "re": _part,
    "im": _part,
    "max": _larger,
    "min": _larger,
    "Heaviside": lambda a, at_zero: _larger((0, 0), at_zero),
    "i": lambda: (0, 0),
    "golden_ratio": lambda: (1, 0),
}
