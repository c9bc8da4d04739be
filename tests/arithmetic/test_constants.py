from __future__ import annotations

import pytest
import sympy
from sympy import sqrt

from verify.arithmetic.constants import vanishes_by_identity


@pytest.mark.parametrize(
    "constant",
    [
        sympy.exp(sympy.log(2), evaluate=False) - 2,
        sympy.log(6) - sympy.log(2) - sympy.log(3),
        sympy.sinh(1) - (sympy.E - 1 / sympy.E) / 2,
        sympy.sin(1) ** 2 + sympy.cos(1) ** 2 - 1,
        (sympy.pi + sympy.E) ** 2 - sympy.pi**2 - 2 * sympy.pi * sympy.E - sympy.E**2,
    ],
)
def test_an_identity_of_constants_vanishes(constant):
    assert vanishes_by_identity(constant)


@pytest.mark.parametrize(
    "constant",
    [
        sympy.exp(1) - 2,
        sympy.log(6) - sympy.log(2) - sympy.log(5),
        sympy.sin(1) ** 2 + sympy.cos(1) - 1,
        sympy.Symbol("x") - sympy.Symbol("x", real=True),
        sympy.nan,
        sympy.Piecewise((0, sympy.Symbol("x", real=True) < 1), (1, True)),
        (1 + sqrt(2)) ** 1000 - (1 + sqrt(2)) ** 999,
        sympy.exp(sympy.pi * sqrt(163)) - 262537412640768744,
    ],
)
def test_what_is_no_identity_does_not_vanish(constant):
    assert not vanishes_by_identity(constant)
