"""l uniform points of Sⁿ lie in one open hemisphere with chance 2⁻⁽ˡ⁻¹⁾ Σₖ₌₀ⁿ C(l-1, k).

So the chance is 1 as long as there are n + 1 points at most, and falls fast from there on.
"""

import itertools

import numpy as np
from sympy import Add, Rational, binomial

from verify import (
    Claim,
    Control,
    Eq,
    Family,
    Lt,
    Source,
    chance,
    event,
    observed,
    supported,
)
from verify.quantities import clear_of_zero, points_on_sphere

place = Source("consensus-is-all-you-get", "Remark 4.2")


@event("the points lie in one open hemisphere")
def in_a_hemisphere(points):
    """Look for n points with all others on one side of the hyperplane through them and 0.

    Points in general position, more than n, lie in an open hemisphere iff there are such n: the
    cone over the points then has a facet. The entries of a normal are the minors of the n.
    """
    count, dimension = points.shape[1:]
    surely = np.zeros(len(points), dtype=bool)
    perhaps = np.zeros(len(points), dtype=bool)
    for chosen in itertools.combinations(range(count), dimension - 1):
        others = [k for k in range(count) if k not in chosen]
        heights = np.einsum("bkd,bd->bk", points[:, others], normal(points[:, list(chosen)]))
        for side in (heights, -heights):
            above, near = clear_of_zero(side)
            surely |= np.all(above & ~near, axis=1)
            perhaps |= np.all(above | near, axis=1)
    return surely, perhaps & ~surely


def normal(points):
    """Return vectors orthogonal to n vectors of n + 1 dimensions each, (b, n, n + 1)."""
    rows = [[points[:, i, k] for k in range(points.shape[2])] for i in range(points.shape[1])]
    minors = [determinant(without(rows, k)) * (-1) ** k for k in range(points.shape[2])]
    return np.stack(minors, axis=1)


def determinant(rows):
    """Return the determinants of small matrices, expanded along the first row."""
    first, *others = rows
    if not others:
        return first[0]
    return sum(
        (-1) ** k * entry * determinant(without(others, k)) for k, entry in enumerate(first)
    )


def without(rows, place):
    """Return the rows without one of their columns."""
    return [row[:place] + row[place + 1 :] for row in rows]


def wendel(count, last):
    """Return 2⁻⁽ˡ⁻¹⁾ Σₖ C(l-1, k) for k from 0 to `last`, where l is `count`."""
    terms = (binomial(count - 1, k) for k in range(last + 1))
    return Add(*terms) * Rational(1, 2 ** (count - 1))


def formula_at(l, n):  # noqa: E741  # the letter of the paper
    """Return Wendel's formula for l points of Sⁿ."""
    hemisphere = chance(in_a_hemisphere, points_on_sphere(l, n, cost=2))
    return Claim(
        source=place,
        expects=observed,
        says=Eq(hemisphere, wendel(l, n)),
        controls=(
            Control("the sum ends at n - 1", Eq(hemisphere, wendel(l, n - 1))),
            Control("each point is on either side alike", Eq(hemisphere, Rational(1, 2**l))),
        ),
        remark=(
            "J. G. Wendel, Math. Scand. 11 (1962). The sum ends at n - 1 for points of the "
            "sphere in n dimensions; Sⁿ lies in n + 1."
        ),
    )


formula = Family(
    formula_at,
    ({"l": 3, "n": 1}, {"l": 4, "n": 1}, {"l": 4, "n": 2}, {"l": 5, "n": 2}, {"l": 7, "n": 2}),
)

certain = Claim(
    source=place,
    reading="repaired",
    repairs=formula,
    expects=observed,
    says=Eq(chance(in_a_hemisphere, points_on_sphere(3, 2)), 1),
    controls=(
        Control("one point more", Eq(chance(in_a_hemisphere, points_on_sphere(4, 2)), 1)),
    ),
    remark=(
        "The remark asks for n ≥ l; n ≥ l - 1 is enough, and no less is: three points of S² "
        "always lie in an open hemisphere unless they are linearly dependent."
    ),
)

ten = chance(in_a_hemisphere, points_on_sphere(10, 2, cost=4))
ten_tokens = Claim(
    source=Source("consensus-is-all-you-get", "Section 7"),
    expects=supported,
    says=Lt(ten, Rational(1, 8)),
    controls=(
        Control(
            "ten tokens lie in some hemisphere as a rule",
            Lt(Rational(1, 2), ten),
        ),
    ),
    remark=(
        "Ten random tokens in three dimensions, as in the figures of the paper, meet the "
        "hypothesis of its Theorem 4.1 with chance 23/256 only."
    ),
)
