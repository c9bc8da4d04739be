"""What has no derivative everywhere is not differentiated as if it had."""

import pytest
import sympy

from verify.errors import ClaimError
from verify.logic import Gt
from verify.notation import differential, inner, size, vector

x, v, d = vector("x v d", size("n"))
height = inner(x, v)


@pytest.mark.parametrize(
    "value",
    [
        sympy.Abs(height),
        sympy.Max(height, 0),
        sympy.sign(height) * height,
        sympy.Piecewise((1, Gt(height, 0)), (0, True)),
        sympy.Heaviside(height),
    ],
    ids=str,
)
def test_a_choice_that_moves_has_no_derivative(value):
    with pytest.raises(ClaimError, match="may have no derivative"):
        differential(value, x, d)


def test_a_choice_that_stays_is_a_factor():
    assert differential(sympy.Abs(inner(v, v)) * height, x, d) == sympy.Abs(
        inner(v, v)
    ) * inner(d, v)
