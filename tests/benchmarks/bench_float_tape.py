"""Float sweep of the tape against NumPy written by hand, 1e5 points."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy
from scipy import special
from sympy import I, Piecewise, Rational

from tests.benchmarks.measure import Row, compare
from verify.arithmetic import FLOAT, Margins, compile_tape
from verify.logic import Gt, Lt
from verify.notation import real

POINTS = 100_000
x, y, b = real("x y b")


def _growth(x, y, b):
    return (1 + x * y) ** 2 - 1


def _modulus(x, y, b):
    return (1 + b * x) ** 2 + (b * y) ** 2 - 1


def _complex(x, y, b):
    return np.abs(1 + b * (x + 1j * y) + (b * (x + 1j * y)) ** 2 / 2)


def _gelu(x, y, b):
    return x / 2 * (1 + special.erf(x / np.sqrt(2)))


def _softmax(x, y, b):
    p, q = np.exp(b * x), np.exp(b * y)
    return (p * x + q * y) / (p + q) - x


def _rational(x, y, b):
    return (x**3 - 2 * x * y + 1 / 3) / (1 + x**2 + y**2)


def _relu(x, y, b):
    return np.maximum(x, 0) - np.minimum(y, 0) + np.where(x > y, x, b * y)


def _roots(x, y, b):
    r = np.sqrt(x**2 + y**2)
    return np.tanh(r) - r / (1 + r)


_u = b * (x + I * y)
_r = sympy.sqrt(x**2 + y**2)
FORMULAS = {
    "growth factor (1 + hλ)² - 1": ((1 + x * y) ** 2 - 1, _growth),
    "squared modulus of 1 + hλ, real parts": ((1 + b * x) ** 2 + (b * y) ** 2 - 1, _modulus),
    "|1 + u + u²/2|, complex": (sympy.Abs(1 + _u + _u**2 / 2), _complex),
    "gelu": (x / 2 * (1 + sympy.erf(x / sympy.sqrt(2))), _gelu),
    "softmax mean of two, shared exponentials": (
        (sympy.exp(b * x) * x + sympy.exp(b * y) * y) / (sympy.exp(b * x) + sympy.exp(b * y))
        - x,
        _softmax,
    ),
    "rational": ((x**3 - 2 * x * y + Rational(1, 3)) / (1 + x**2 + y**2), _rational),
    "relu and a case": (
        sympy.Max(x, 0) - sympy.Min(y, 0) + Piecewise((x, Gt(x, y)), (b * y, True)),
        _relu,
    ),
    "norm, tanh and a quotient": (sympy.tanh(_r) - _r / (1 + _r), _roots),
}


def benchmark() -> Iterator[Row]:
    """Yield a row for each formula."""
    draw = np.random.default_rng(0)
    columns = {x: draw.normal(size=POINTS), y: draw.normal(size=POINTS), b: draw.random(POINTS)}
    arrays = [columns[x], columns[y], columns[b]]
    for name, (formula, by_hand) in FORMULAS.items():
        tape = compile_tape([formula], [x, y, b])
        assert np.allclose(tape.play(FLOAT, columns)[0], by_hand(*arrays))
        yield compare(
            f"float tape: {name}",
            lambda tape=tape: tape.play(FLOAT, columns),
            lambda by_hand=by_hand: by_hand(*arrays),
            3.0,
        )
    margins = Margins(Lt(_r, 1 + b), [x, y, b])
    yield compare(
        "float margin of |(x, y)| < 1 + b",
        lambda: margins.at(columns),
        lambda: 1 + arrays[2] - np.sqrt(arrays[0] ** 2 + arrays[1] ** 2),
        3.0,
    )
