"""A longer time of existence: a tube around one approximate solution over a disc of time.

Let P be a polynomial near a solution, d_i bound its defect |f(P) - P'| for |t| ≤ R, and L_ij
the derivatives |∂f_i/∂x_j| within ε of P there. Along each ray the distance e of a solution
from P has e' ≤ d + L e, so that e ≤ exp(R L) (e(0) + R d); where this is less than ε, the
solution exists on the disc and stays in the tube (Gronwall, for a matrix without negative
entries).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from flint import acb, acb_poly, arb, arb_mat, ctx

from verify.flows.domains import ROUGH, Domain
from verify.flows.holomorphic import HOLOMORPHIC
from verify.flows.series import SERIES, coefficients, series, truncated
from verify.flows.taylor import Equations, solution

TERMS = 24  # of the polynomial
INNER = 0.7  # the tube over this part of the disc on which the field is bounded
LATTICE = 4  # boxes across the disc
TRIES = 5
ROOMY = 0.15  # the share of the tube's radii that its starts may use
LEAST = 1e-3  # below this share the derivative in the start is badly known
THIN = 0.2  # the tube against the polydisc in which the field was seen to be tame


@dataclass(frozen=True)
class Path:
    """A polynomial near the solution from the middle of a set, with exact coefficients."""

    letters: tuple[tuple[Any, ...], ...]  # powers of t / unit
    unit: float
    reach: float  # an estimate of where its series ends

    def polynomials(self) -> list[acb_poly]:
        """Return one polynomial a letter."""
        return [acb_poly(list(known)) for known in self.letters]


def tube(
    system: Equations,
    start: Sequence[Any],
    plain: Domain,
    last: Domain | None,
    known: Sequence[Sequence[Any]] | None = None,
) -> Domain | None:
    """Return a domain with a longer time than a polydisc has; `None` when none is found.

    `last` is the domain that was found a step before. `known` holds the coefficients of each
    letter of the solution, in powers of the time of `last`, or else of `plain`; by default it
    is the solution from the middle of the set.
    """
    unit = (last or plain).time
    path = _path(known, unit) if known else _path(_from_middle(system, start, unit), unit)
    time = min(0.6 * path.reach, _hope(plain, last))
    for _ in range(TRIES):
        if time < 1.25 * plain.time:
            return None
        found = _checked(system, start, path, time, plain)
        if found is not None:
            return found
        time *= 0.75
    return None


def _hope(plain: Domain, last: Domain | None) -> float:
    """Return the time to begin with: longer than the last one where that had room to spare."""
    if last is None or last.terms == 1:
        return 8 * plain.time
    return last.time * (1.15 if last.starts[0] > ROOMY * last.radii[0] else 1.0)


def _from_middle(system: Equations, start: Sequence[Any], unit: float) -> list[list[Any]]:
    return solution(system, [x.mid() for x in start], arb(unit), TERMS, 64)


def _path(known: Sequence[Sequence[Any]], unit: float) -> Path:
    letters = tuple(tuple(c.mid() for c in letter) for letter in known)
    sizes = [
        math.exp(_log(c) / k)
        for letter in letters
        for k, c in enumerate(letter)
        if k >= TERMS // 2 and c.is_finite() and not c.is_zero()
    ]
    return Path(letters, unit, unit / max([*sizes, 1e-3]))


def _log(x: Any) -> float:
    mantissa, exponent = x.man_exp()
    return math.log(abs(int(mantissa))) + int(exponent) * math.log(2)


def _checked(
    system: Equations, start: Sequence[Any], path: Path, time: float, plain: Domain
) -> Domain | None:
    """Return the tube over a disc of this radius, if it holds."""
    width = [THIN * radius for radius in plain.radii]
    with ctx.workprec(ROUGH):
        bounds = _bounds(system, path, time, width)
        if bounds is None:
            return None
        rates, slopes = bounds
        n = system.size
        growth = (arb(time) * slopes).exp()
        # The exponential of a matrix without negative entries grows with each entry.
        growth = arb_mat(n, n, [entry.abs_upper() for entry in growth.entries()])
        defect = _defect(system, path, time, rates)
        outset = arb_mat(n, 1, [x.rad() + time * d for x, d in zip(start, defect, strict=True)])
        used, unit = growth * outset, growth * arb_mat(n, 1, width)
        room = [(arb(w) - used[i, 0]) / unit[i, 0] for i, w in enumerate(width)]
        if not all(r.is_finite() and r > 0 for r in room):
            return None
        share = 0.99 * min(float(r.abs_lower()) for r in room)
        sure = all(used[i, 0] + share * unit[i, 0] < arb(w) for i, w in enumerate(width))
        starts = tuple(share * w for w in width)
        return (
            Domain(tuple(width), time, starts, time, TERMS) if sure and share > LEAST else None
        )


def _bounds(
    system: Equations, path: Path, time: float, width: list[float]
) -> tuple[list[Any], arb_mat] | None:
    """Return bounds on rates over the outer disc and on slopes over the inner one."""
    n = system.size
    rates, slopes = [arb(0)] * n, [arb(0)] * (n * n)
    polynomials = path.polynomials()
    speeds = [p.derivative() for p in polynomials]
    outer = time / INNER / path.unit
    around = [acb(arb(0, w), arb(0, w)) for w in width]
    for box in half_disc(LATTICE):
        when = box * outer
        middle = acb(when.real.mid(), when.imag.mid())
        points = [
            p(middle) + q(when) * (when - middle) + w
            for p, q, w in zip(polynomials, speeds, around, strict=True)
        ]
        here, steep = system.linearized(points, HOLOMORPHIC(ROUGH))
        rates, slopes = _greater(rates, here), _greater(slopes, steep)
        if not all(x.is_finite() for x in [*rates, *slopes]):
            return None
    return rates, arb_mat(n, n, slopes)


def _greater(bounds: list[Any], values: list[Any]) -> list[Any]:
    return [bound.max(value.abs_upper()) for bound, value in zip(bounds, values, strict=True)]


def _defect(system: Equations, path: Path, time: float, rates: list[Any]) -> list[Any]:
    """Return bounds on |f(P) - P'| over the inner disc.

    The first coefficients of f(P) - P' are computed; the others are those of f(P) alone, and
    Cauchy's estimate over the outer disc bounds them.
    """
    terms = TERMS - 1
    with truncated(terms):
        values = [series(letter, terms) for letter in path.letters]
        images = system.field(values, SERIES(terms, 64))
    fraction, ratio = arb(time) / path.unit, arb(INNER)
    defects = []
    for letter, image, rate in zip(path.letters, images, rates, strict=True):
        total = rate * ratio**terms / (1 - ratio)
        for k, coefficient in enumerate(coefficients(image, terms)):
            gap = coefficient - (k + 1) * letter[k + 1] / path.unit
            total += abs(gap) * fraction**k
        defects.append(total.abs_upper())
    return defects


@lru_cache(maxsize=8)
def half_disc(lattice: int) -> tuple[Any, ...]:
    """Return boxes that cover the upper half of the unit disc.

    The lower half is its mirror image, and so are the values of a real function there.
    """
    return tuple(_half_disc(lattice))


def _half_disc(lattice: int) -> Iterator[Any]:
    edge = 2 / lattice
    corners = -1 + edge * np.arange(lattice)
    for x in corners:
        for y in edge * np.arange((lattice + 1) // 2):
            nearest = math.hypot(max(x, -x - edge, 0.0), y)
            if nearest <= 1 + 1e-9:
                half = edge / 2
                # A little wider than the lattice, against the rounding of its corners.
                reach = arb(half * (1 + 1e-9))
                yield acb(arb(x + half) + arb(0, reach), arb(y + half) + arb(0, reach))
