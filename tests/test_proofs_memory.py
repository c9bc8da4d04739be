"""Facts behind the memory claims, worked out by hand and checked without the engine."""

import re
from itertools import pairwise

import numpy as np
import pytest
import sympy
from sympy import Matrix, Rational, exp

from proofs.memory import (
    attention_slope,
    depth_experiments,
    impossible,
    lyapunov_definition,
    needed_for_every_start,
    radial_unboundedness,
    random_spectra,
    untied_layers,
)
from proofs.vocabulary import centered, dot, layer_norm, rms_norm
from tests.docs import DOCS
from tests.shipped import shipped
from verify.claim import Claim, Unchecked
from verify.verdict import Verdict

HALF = Rational(1, 2)


@pytest.fixture(scope="module")
def found():
    return {item.id: item for item in shipped("memory").found}


def test_every_refuted_sentence_has_a_repaired_twin(found):
    repaired = {item.repairs for item in found.values()}
    refuted = [
        name
        for name, item in found.items()
        if isinstance(item.subject, Claim) and item.subject.expects is Verdict.REFUTED
    ]
    assert len(refuted) >= 25
    assert set(refuted) <= repaired


def test_no_claim_file_has_a_problem():
    assert shipped("memory").problems == ()


def test_what_cannot_be_checked_comes_with_a_reason(found):
    listed = [i.subject for i in found.values() if isinstance(i.subject, Unchecked)]
    assert len(listed) >= 12
    assert all(len(item.reason) > 20 for item in listed)


def test_every_claim_of_the_ablation_page_ships_with_what_it_needs(found):
    page = (DOCS / "ablations_memory.md").read_text()
    table = set(
        re.findall(r"\| `((?:memory|euler|state_space)\.[\w.]+)` \|$", page, re.MULTILINE)
    )
    claims = {i.id: i.subject for i in (*shipped("state_space").found, *shipped("euler").found)}
    claims |= {name: item.subject for name, item in found.items()}
    assert len(table) >= 16
    for name in table:
        assert claims[name].needs, name
        assert claims[name].expects is Verdict.PROVED, name


def test_a_gap_that_shrinks_need_not_meet_an_antiparallel_correction():
    gap, change = Matrix([1, 0]), Matrix([-1, Rational(-1, 4)])
    assert (gap + change).norm() == Rational(1, 4)
    assert gap.dot(change) != -gap.norm() * change.norm()


def test_a_correction_of_a_sixteenth_already_contracts():
    gap, change = Matrix([Rational(3, 2), 0]), Matrix([-Rational(3, 32), 0])
    assert (gap + change).norm() == Rational(15, 16) * gap.norm()
    assert change.norm() < HALF * gap.norm()


def test_the_nilpotent_step_has_norm_two_and_spectrum_zero():
    step = Matrix([[0, -2], [0, 0]])
    assert step.eigenvals() == {0: 2}
    assert max((step.T * step).eigenvals()) == 4


def test_the_block_with_weights_one_and_minus_one_halves():
    for point in (-3, 0, 2, Rational(7, 5)):
        assert impossible.halving(sympy.sympify(point)) == HALF * point


def test_bounded_corrections_leave_a_ratio_near_one_far_out():
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(4, 4))

    def layer(x):
        middle = x - x.mean()
        return x + np.tanh(weights @ (middle / middle.std()))

    ratios = []
    for scale in (1e2, 1e4, 1e6):
        x, y = scale * rng.normal(size=4), scale * rng.normal(size=4)
        ratios.append(np.linalg.norm(layer(x) - layer(y)) / np.linalg.norm(x - y))
        bound = 2 * 2 / np.linalg.norm(x - y)  # each correction is at most sqrt(4)
        assert ratios[-1] >= 1 - bound
    assert ratios[-1] == pytest.approx(1, abs=1e-4)


def test_the_slope_of_attention_agrees_with_a_difference_quotient():
    def first(x, y):
        scores = np.exp([x * x, x * y])
        return scores @ [x, y] / scores.sum()

    for s in (0.5, 2.0, 5.0):
        quotient = (first(1e-5, s) - first(-1e-5, s)) / 2e-5
        assert quotient == pytest.approx(0.5 + s * s / 4, rel=1e-5)
        exact = attention_slope.plain.subs(attention_slope.s, Rational(s))
        assert float(exact) == pytest.approx(0.5 + s * s / 4, rel=1e-12)


def test_khalil_s_orbit_runs_off_while_his_function_falls():
    a, b = radial_unboundedness.a, radial_unboundedness.b
    field = sympy.lambdify((a, b), (radial_unboundedness.da, radial_unboundedness.db))
    energy = sympy.lambdify((a, b), radial_unboundedness.V)
    state, before = np.array([4.0, 2.0]), energy(4.0, 2.0)
    for _ in range(4000):
        half = state + 0.005 * np.array(field(*state))
        state = state + 0.01 * np.array(field(*half))
    assert state[0] > 100
    assert 4 < energy(*state) < before


def test_the_well_falls_along_the_escaping_orbit():
    s = lyapunov_definition.s
    well, escape = lyapunov_definition.well(s), lyapunov_definition.escape(s)
    state, heights = Rational(3), []
    for _ in range(5):
        heights.append(well.subs(s, state))
        state = escape.subs(s, state)
    assert state == 96
    assert all(later < earlier for earlier, later in pairwise(heights))


def test_the_stein_equation_has_the_matrix_named_in_the_claim():
    step = Matrix([[HALF, 3], [0, HALF]])
    form = Matrix([[Rational(4, 3), Rational(8, 3)], [Rational(8, 3), 28]])
    assert step.T * form * step - form == -sympy.eye(2)
    assert form.is_positive_definite
    assert max((step.T * step).eigenvals(), key=float) > 9


def test_eight_opposite_tokens_outweigh_one():
    value = (exp(1) - 8 * exp(-1)) / (exp(1) + 8 * exp(-1))
    assert float(value) == pytest.approx(-0.0397, abs=1e-4)


def test_the_norm_of_a_normalized_vector_is_the_root_of_its_length():
    assert dot(layer_norm((3, 1)), layer_norm((3, 1))) == 2
    assert dot(layer_norm((1, 2, 6)), layer_norm((1, 2, 6))) == 3


def test_normalization_turns_and_merges_vectors():
    assert layer_norm((3, 1)) == (1, -1)
    assert layer_norm((10, 11, 12)) == layer_norm((-12, -11, -10))
    assert layer_norm((10, 11, 12)) == tuple(-e for e in layer_norm((12, 11, 10)))
    cosine = Rational(dot((10, 11, 12), (-12, -11, -10)), dot((10, 11, 12), (10, 11, 12)))
    assert cosine == Rational(-361, 365)


def test_one_coordinate_is_centered_to_zero():
    assert centered((5,)) == (0,)
    assert layer_norm((5,), epsilon=1) == (0,)
    assert rms_norm((-5,)) == (-1,)
    assert dot((2,), (3,)) == 6


def test_normalizations_agree_with_numpy():
    x = np.array([1.0, -2.0, 4.0, 0.5])
    exact = [Rational(entry) for entry in x]
    expected = (x - x.mean()) / np.sqrt(x.var() + 0.125)
    found = [float(e) for e in layer_norm(exact, Rational(1, 8))]
    assert found == pytest.approx(expected, rel=1e-12)
    expected = x / np.sqrt((x**2).mean() + 0.125)
    found = [float(e) for e in rms_norm(exact, Rational(1, 8))]
    assert found == pytest.approx(expected, rel=1e-12)


def test_products_of_layers_leave_their_spectra_behind():
    up, down = Matrix([[0, 2], [0, 0]]), Matrix([[0, 0], [2, 0]])
    assert up.eigenvals() == down.eigenvals() == {0: 2}
    assert up * down == Matrix([[4, 0], [0, 0]])
    left, right = sympy.diag(2, Rational(1, 4)), sympy.diag(Rational(1, 4), 2)
    assert left * right == HALF * sympy.eye(2)
    coupled = Matrix([[Rational(9, 10), 1], [0, Rational(9, 10)]])
    largest = max((coupled * coupled.T).eigenvals(), key=float)
    assert float(largest) == pytest.approx(2.3396, abs=1e-4)


def test_a_map_that_brings_points_closer_may_have_no_fixed_point():
    point = sympy.Integer(1)
    for _ in range(6):
        point = point + 1 / point
    assert point > 3
    assert sympy.solve(sympy.Symbol("x") + 1 / sympy.Symbol("x") - sympy.Symbol("x")) == []


def test_weights_on_the_sphere_are_capped_as_claimed():
    rng = np.random.default_rng(1)
    tokens = rng.normal(size=(50, 6, 3))
    tokens /= np.linalg.norm(tokens, axis=-1, keepdims=True)
    scores = np.exp(2.0 * tokens @ tokens.swapaxes(-1, -2))
    weights = scores / scores.sum(-1, keepdims=True)
    assert weights.max() <= np.exp(2) / (np.exp(2) + 5 * np.exp(-2))


def test_the_residual_of_equal_tokens_doubles():
    tokens = np.full((3, 2), [0.5, -0.25])
    start = tokens.copy()
    for _ in range(5):
        scores = np.exp(tokens @ tokens.T - (tokens @ tokens.T).max(-1, keepdims=True))
        tokens = tokens + (scores / scores.sum(-1, keepdims=True)) @ tokens
    assert tokens == pytest.approx(32 * start, rel=1e-12)


def test_a_hundred_layers_amplify_by_the_named_factors():
    assert float(Rational(101, 100) ** 96) == pytest.approx(2.6, abs=0.01)
    assert float(Rational(11, 10) ** 96) == pytest.approx(9400, rel=0.01)


def test_untied_layers_never_pass_their_bound_and_gain_less_than_depth():
    rng = np.random.default_rng(5)
    early, late, share = untied_layers.untied(rng, 1.0)
    assert 0 < share < 1
    assert untied_layers.length(late) < 4 * untied_layers.length(early)


def test_the_constant_of_a_layer_bounds_what_it_adds():
    rng = np.random.default_rng(6)
    layer = untied_layers.weights(rng)
    for size in (0.1, 1.0, 100.0):
        x = size * rng.standard_normal((untied_layers.TOKENS, untied_layers.WIDTH))
        added = untied_layers.pre_norm(x, layer) - x
        assert untied_layers.longest(added) <= untied_layers.constant(layer)


def test_scaling_a_perturbation_back_measures_the_derivative():
    rng = np.random.default_rng(7)
    x = rng.standard_normal((untied_layers.TOKENS, untied_layers.WIDTH))
    layer, ray = untied_layers.weights(rng), rng.standard_normal(x.shape)
    small = untied_layers.NEAR
    step = untied_layers.pre_norm(x + small * ray, layer) - untied_layers.pre_norm(x, layer)
    moved = step / small
    exact = depth_experiments.derivative(x, layer) @ ray.ravel()
    assert np.linalg.norm(moved.ravel() - exact) < 1e-3 * np.linalg.norm(exact)


def test_the_lens_leaves_these_shares_outside():
    shares = [float(random_spectra.lens_share(Rational(s, 20))) for s in (1, 4, 10, 20, 40)]
    assert np.allclose(shares, [0.505, 0.521, 0.553, 0.609, 0.75], atol=6e-4)


def test_the_lens_is_what_uniform_points_of_a_disc_hit():
    rng = np.random.default_rng(8)
    points = np.sqrt(rng.random(200_000)) * np.exp(2j * np.pi * rng.random(200_000)) * 1.5
    share = np.mean(np.abs(1 + points) >= 1)
    assert abs(share - float(random_spectra.lens_share(Rational(3, 2)))) < 0.006


def test_each_way_to_spoil_a_lyapunov_function_moves_a_state_away():
    e, r = needed_for_every_start.e, needed_for_every_start.r
    V = needed_for_every_start.energy
    for jump, flat in ((1, 0), (0, 1)):
        values = {e: jump, r: flat}
        assert V(Rational(2)).subs(values) < V(Rational(1)).subs(values)
    assert V(Rational(2)).subs({e: 0, r: 0}) == 4
