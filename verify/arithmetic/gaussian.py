"""Complex numbers with rational parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import fmpq


@dataclass(frozen=True)
class Gaussian:
    """The number re + im i, both parts fmpq; arithmetic with fmpq on either side."""

    re: Any
    im: Any

    def norm(self) -> Any:
        """Return the square of the absolute value."""
        return self.re * self.re + self.im * self.im

    def __add__(self, other: Any) -> Gaussian:
        z = lifted(other)
        return Gaussian(self.re + z.re, self.im + z.im)

    def __mul__(self, other: Any) -> Gaussian:
        z = lifted(other)
        return Gaussian(
            self.re * z.re - self.im * z.im,
            self.re * z.im + self.im * z.re,
        )

    def __neg__(self) -> Gaussian:
        return Gaussian(-self.re, -self.im)

    def __sub__(self, other: Any) -> Gaussian:
        return self + -lifted(other)

    def __rsub__(self, other: Any) -> Gaussian:
        return lifted(other) + -self

    def __truediv__(self, other: Any) -> Gaussian:
        z = lifted(other)
        return self * Gaussian(z.re / z.norm(), -z.im / z.norm())

    def __rtruediv__(self, other: Any) -> Gaussian:
        return lifted(other) / self

    def __pow__(self, n: int) -> Gaussian:
        result, square = lifted(fmpq(1)), self
        while n:
            result = result * square if n & 1 else result
            square, n = square * square, n >> 1
        return result

    __radd__, __rmul__ = __add__, __mul__


def lifted(x: Any) -> Gaussian:
    """Return a rational as a complex number."""
    return x if isinstance(x, Gaussian) else Gaussian(fmpq(x), fmpq(0))


def plain(x: Any) -> Any:
    """Return the number as a rational when its imaginary part is zero."""
    return x.re if isinstance(x, Gaussian) and x.im == 0 else x


def realpart(x: Any) -> Any:
    """Return the real part."""
    return lifted(x).re


def imaginary(x: Any) -> Any:
    """Return the imaginary part."""
    return lifted(x).im


def conjugated(x: Any) -> Any:
    """Return the complex conjugate."""
    return Gaussian(x.re, -x.im) if isinstance(x, Gaussian) else x
