"""A law is held to its shapes, its seed, and finite numbers."""

from fractions import Fraction

import numpy as np
import pytest

from verify.errors import ClaimError
from verify.quantities import gaussian, ginibre, law, listed, points_on_sphere, signs, uniform
from verify.quantities.law import QuantityError


def seeded(value):
    @law("seeded", "by a closed-over number", (1,))
    def draw(rng, count):
        return rng.standard_normal((count, 1)) + value

    return draw


def test_the_same_seed_gives_the_same_draws():
    one, two = (gaussian(3).draw(gaussian(3).generator(4), 5) for _ in range(2))
    assert np.array_equal(one[0], two[0])
    assert not np.array_equal(one[0], gaussian(3).draw(gaussian(3).generator(5), 5)[0])


@pytest.mark.parametrize("obedient", [gaussian(2), uniform(), signs(3), ginibre(2), seeded(0)])
def test_an_honest_law_obeys_its_seed(obedient):
    obedient.obey(0)


def test_a_law_says_how_many_numbers_a_draw_has_along_each_axis():
    assert points_on_sphere(2, 3).words.endswith("(2 × 4 numbers)")
    assert gaussian().words.endswith("(1 number)")


def test_laws_are_equal_when_they_do_the_same():
    assert gaussian(2) == gaussian(2)
    assert gaussian(2) != gaussian(3)
    assert hash(signs(2)) == hash(signs(2))
    assert seeded(1) == seeded(1)
    assert seeded(1) != seeded(2)


@pytest.mark.parametrize(
    ("sampler", "complaint"),
    [
        (lambda rng, count: rng.random(count), "returned shapes"),
        (lambda rng, count: (rng.random((count, 1)),) * 2, "returned shapes"),
        (lambda rng, count: None, "returned shapes"),
        (lambda rng, count: np.full((count, 1), np.inf), "no finite number"),
        (lambda rng, count: np.full((count, 1), "a"), "no finite number"),
        (lambda rng, count: np.ones((count, 1)), "drew the same twice"),
        (lambda rng, count: np.random.default_rng(1).random((count, 1)), "ignores its seed"),
        (lambda rng, count: np.random.default_rng().random((count, 1)), "from the same seed"),
    ],
)
def test_a_law_that_disobeys_is_found_out(sampler, complaint):
    with pytest.raises(QuantityError, match=complaint):
        law("liar", "", (1,))(sampler).obey(0)


def test_a_listed_law_draws_its_outcomes_by_their_weights():
    coin = listed("coin", "a bent coin", {1: Fraction(3, 4), -1: Fraction(1, 4)})
    drawn = coin.draw(coin.generator(0), 20_000)[0]
    assert set(drawn) == {1.0, -1.0}
    assert np.mean(drawn == 1) == pytest.approx(0.75, abs=0.02)


def test_weights_add_up_to_one_and_outcomes_are_exact():
    with pytest.raises(ClaimError, match="do not add up"):
        listed("coin", "", {1: Fraction(1, 2), -1: Fraction(1, 4)})
    with pytest.raises(ClaimError, match="is no weight"):
        listed("coin", "", {1: 2, -1: -1})
    with pytest.raises(ClaimError, match="is a float"):
        listed("coin", "", {0.5: 1})


def test_points_on_a_sphere_have_length_one_and_no_direction():
    points = points_on_sphere(3, 2).draw(np.random.default_rng(0), 20_000)[0]
    assert points.shape == (20_000, 3, 3)
    assert np.linalg.norm(points, axis=2) == pytest.approx(1)
    assert np.mean(points[:, 0, 0] < 0.5) == pytest.approx(0.75, abs=0.02)  # Archimedes


def test_ginibre_entries_have_variance_one_over_d():
    matrices = ginibre(4).draw(np.random.default_rng(0), 5000)[0]
    assert matrices.var() == pytest.approx(0.25, abs=0.01)
