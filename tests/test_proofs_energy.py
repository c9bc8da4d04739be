"""Facts behind the energy claims, worked out by hand or in NumPy, without the engine."""

import numpy as np
import pytest
import sympy
from sympy import Matrix, Rational, log

from proofs.energy import adversarial, equal_angles, metastable_lifetime
from proofs.energy.vocabulary import rate_of
from tests.shipped import shipped
from verify import Assumption, Claim, Control, Eq, Ge, inner, refuted, tokens
from verify.checker import check
from verify.claim import Unchecked
from verify.effort import QUICK
from verify.verdict import Verdict

VALUE = np.array([1.0, 1.1, 1.2])


@pytest.fixture(scope="module")
def found():
    return {item.id: item for item in shipped("energy").found}


def sphere(rng, *shape):
    x = rng.normal(size=shape)
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def attention(x, beta):
    weights = np.exp(beta * x @ x.swapaxes(-1, -2))
    return weights @ x / weights.sum(-1, keepdims=True), weights.sum(-1)


def energy(x, beta):
    n = x.shape[-2]
    return np.exp(beta * x @ x.swapaxes(-1, -2)).sum((-1, -2)) / (2 * beta * n * n)


def rate(x, value, beta):
    mean, normalizer = attention(x, beta)
    turned = mean @ value.T
    across = mean - (x * mean).sum(-1, keepdims=True) * x
    return (normalizer * (across * turned).sum(-1)).sum(-1)


def test_no_claim_file_has_a_problem():
    assert shipped("energy").problems == ()


def test_every_refuted_sentence_of_the_article_has_a_repaired_twin(found):
    repaired = {item.repairs for item in found.values()}
    refuted_ids = {
        name
        for name, item in found.items()
        if not isinstance(item.subject, Unchecked) and item.claim.expects is Verdict.REFUTED
    }
    assert len(refuted_ids) >= 12
    assert refuted_ids <= repaired


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.0])
def test_two_tokens_lose_energy_iff_the_condition_number_exceeds_coth_beta(beta):
    angles = np.pi - np.geomspace(1e-3, np.pi - 1e-3, 400)
    turns = np.linspace(0, np.pi, 60)
    first, second = np.add.outer(turns, angles / 2), np.add.outer(turns, -angles / 2)
    theta = np.stack([first, second], axis=-1).reshape(-1, 2)
    x = np.stack([np.cos(theta), np.sin(theta)], axis=-1)
    largest = 1 / np.tanh(beta)
    assert (rate(x, np.diag([1.0, 0.98 * largest]), beta) > -1e-12).all()
    assert (rate(x, np.diag([1.0, 1.02 * largest]), beta) < -1e-9).any()


def test_random_triples_hardly_ever_show_that_an_almost_identical_matrix_loses_energy():
    x = sphere(np.random.default_rng(0), 20_000, 3, 3)
    assert (rate(x, np.diag(VALUE), 1.0) < 0).sum() <= 3


def test_random_draws_of_eight_tokens_never_show_it_either():
    x = sphere(np.random.default_rng(1), 20_000, 8, 3)
    for beta in (0.5, 1.0, 2.0, 5.0):
        assert (rate(x, np.diag(VALUE), beta) > 0).all()


@pytest.mark.slow
def test_the_search_finds_eight_tokens_that_lose_energy_and_numpy_agrees():
    result = check(adversarial.close_to_one, QUICK)
    assert result.verdict is Verdict.REFUTED
    values = {name: Rational(text) for name, text in result.witness.values.items()}
    rows = [[values[f"x[{i},{k}]"] for k in (1, 2, 3)] for i in range(1, 9)]
    assert all(sum(entry**2 for entry in row) == 1 for row in rows)
    assert rate(np.array(rows, dtype=float), np.diag(VALUE), 1.0) < 0


def test_the_search_finds_three_tokens_as_well():
    x, i = tokens("x", 3, 3), adversarial.i
    unit = Assumption("the tokens are unit vectors", Eq(inner(x[i], x[i]), 1))
    claim = Claim(
        given=(unit,),
        says=Ge(adversarial.rate(x, adversarial.almost_one), 0),
        expects=refuted,
        controls=(Control("no token has a length", Ge(0, inner(x[1], x[1]))),),
    )
    assert check(claim, QUICK).verdict is Verdict.REFUTED


def test_the_rate_is_the_derivative_of_the_energy():
    rng = np.random.default_rng(2)
    x, value, beta = sphere(rng, 5, 3), rng.normal(size=(3, 3)), 1.5
    mean, _ = attention(x, beta)
    turned = mean @ value.T
    velocity = turned - (x * turned).sum(-1, keepdims=True) * x
    step = 1e-6
    slope = (energy(x + step * velocity, beta) - energy(x - step * velocity, beta)) / (2 * step)
    assert rate(x, value, beta) / 25 == pytest.approx(slope, rel=1e-8)


def test_the_exact_rate_agrees_with_numpy():
    points = ((1, 0), (Rational(3, 5), Rational(4, 5)), (0, -1))
    value = ((1, 2), (-3, 4))
    exact = rate_of(points, value, Rational(1, 2))
    x = np.array(points, dtype=float)
    assert float(exact) == pytest.approx(rate(x, np.array(value, dtype=float), 0.5), rel=1e-12)


def test_a_definite_matrix_with_eigenvalues_one_and_five_loses_a_sixth():
    value = Matrix([[3, -2], [-2, 3]])
    assert sorted(value.eigenvals()) == [1, 5]
    assert rate_of(((1, 0), (0, 1)), value.tolist(), log(2)) / 4 == Rational(-1, 6)


def test_rotations_cost_three_tokens_energy_and_two_none():
    turn = ((0, 1), (-1, 0))
    assert rate_of(((1, 0), (0, 1)), turn, log(2)) == 0
    assert rate_of(((1, 0), (1, 0), (0, 1)), turn, log(2)) / 9 == Rational(-1, 15)
    mixed = ((1, 3), (-3, 1))
    assert rate_of(((1, 0), (1, 0), (0, 1)), mixed, log(2)) / 9 == Rational(-2, 45)


def test_normalized_steps_of_any_size_raise_the_energy():
    rng = np.random.default_rng(3)
    for h in (0.1, 1.0, 10.0, 1e6):
        x = sphere(rng, 300, 4, 3)
        mean, normalizer = attention(x, 2.0)
        y = x + h * mean
        y /= np.linalg.norm(y, axis=-1, keepdims=True)
        gain = energy(y, 2.0) - energy(x, 2.0)
        bound = (normalizer * ((y - x) ** 2).sum(-1)).sum(-1) / (2 * h * 16)
        assert (gain - bound >= -1e-12 * energy(y, 2.0)).all()


def test_the_spectrum_at_consensus_is_that_of_the_theorem():
    rng = np.random.default_rng(4)
    n, d = 3, 3
    value, scores = np.diag([2.0, 0.5, -1.0]), rng.normal(size=(d, d))
    x = np.tile([1.0, 0.0, 0.0], (n, 1))

    def velocity(flat):
        y = flat.reshape(n, d)
        weights = np.exp(y @ scores @ y.T)
        turned = weights / weights.sum(-1, keepdims=True) @ y @ value.T
        return (turned - (y * turned).sum(-1, keepdims=True) * y).ravel()

    step = 1e-6
    frame = np.zeros((n * d, n * (d - 1)))
    for token in range(n):
        for k in range(d - 1):
            frame[token * d + 1 + k, token * (d - 1) + k] = 1
    columns = [
        (velocity(x.ravel() + step * e) - velocity(x.ravel() - step * e)) / (2 * step)
        for e in frame.T
    ]
    seen = np.sort(np.linalg.eigvals(frame.T @ np.array(columns).T).real)
    expected = np.sort([-2.0] * 4 + [0.5 - 2, -1 - 2])
    assert seen == pytest.approx(expected, abs=1e-6)


def test_the_lifetime_agrees_with_a_quadrature_and_with_the_flow():
    gamma, beta = metastable_lifetime.gamma, metastable_lifetime.beta
    closed = float(metastable_lifetime.lifetime(4).evalf(20))
    slowness = sympy.lambdify(gamma, metastable_lifetime.slowness.subs(beta, 4))
    nodes, weights = np.polynomial.legendre.leggauss(60)
    assert closed == pytest.approx((weights * slowness(nodes / 2)).sum() / 2, rel=1e-12)
    speed = sympy.lambdify(gamma, metastable_lifetime.speed.subs(beta, 4))
    state, time, step = -0.5, 0.0, 0.002
    while state < 0.5:
        state += step * speed(state + step * speed(state) / 2)
        time += step
    assert time == pytest.approx(closed, abs=0.01)


def test_the_law_of_equal_cosines_is_what_three_tokens_do():
    gamma, beta, n = 0.3, 2.0, 3
    gram = np.full((n, n), gamma) + (1 - gamma) * np.eye(n)
    x = np.linalg.cholesky(gram)
    mean, _ = attention(x, beta)
    velocity = mean - (x * mean).sum(-1, keepdims=True) * x
    law = equal_angles.law.subs(
        {equal_angles.gamma: Rational(3, 10), equal_angles.n: 3, equal_angles.beta: 2}
    )
    assert velocity[0] @ x[1] + x[0] @ velocity[1] == pytest.approx(float(law), rel=1e-12)


def test_many_unit_vectors_are_imposed_together():
    x = tokens("x", 6, 2)
    unit = Assumption(
        "the tokens are unit vectors", Eq(inner(x[adversarial.i], x[adversarial.i]), 1)
    )
    claim = Claim(
        given=(unit,),
        says=Ge(inner(x[1], x[6]), 0),
        expects=refuted,
        controls=(Control("more", Ge(inner(x[1], x[6]), 1)),),
    )
    assert check(claim, QUICK).verdict is Verdict.REFUTED
