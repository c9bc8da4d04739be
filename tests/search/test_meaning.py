"""Where a statement may have no value, and how that is found."""

import pytest
from sympy import Rational, exp, log, sqrt

from verify.effort import QUICK
from verify.logic import Ge, Gt, Ne
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.search.hunt import Ground, search
from verify.verdict import Truth

x, y = real("x y")
far = 10**9


def hunted(says, *given):
    premises = tuple(Premise(f"premise {k}", one) for k, one in enumerate(given))
    return search(Ground(Obligation(says, premises), {}, QUICK.boundaries), QUICK)


@pytest.mark.parametrize(
    ("says", "where"),
    [
        (Ge(exp(x) / (x - Rational(1237, 1000)) ** 2, 0), "x = 1237/1000"),
        (Ge(exp(x) / (x**2 + y - far) ** 2, 0), f"x = 0, y = {far}"),
        (Ge(exp(x) * sqrt(x + far), 0), f"x = {-far - 1}"),
        (Ge(exp(x) * log((x - far) ** 2) ** 2, 0), f"x = {far}"),
    ],
    ids=["pole", "curve", "root", "logarithm of a square"],
)
def test_a_point_without_a_value_is_solved_for(says, where):
    found = hunted(says)
    assert found.undefined.startswith(f"the statement has no meaning at {where}")
    assert found.witness is None


def test_points_that_no_premise_admits_are_no_matter():
    found = hunted(Ge(exp(x) / (x - far) ** 2, 0), Ne(x, far))
    assert found.undefined == ""
    assert Truth.UNKNOWN not in found.met_at.values()
    assert hunted(Ge(exp(x) * sqrt(x + far), 0), Gt(x, 0)).undefined == ""
