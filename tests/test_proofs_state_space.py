"""Facts behind the state space claims, worked out by hand and checked without the engine."""

from math import comb, factorial

import numpy as np
import pytest
import sympy
from scipy.linalg import expm
from sympy import Matrix, Rational, eye, sqrt

from proofs.state_space import (
    dissipation_inequality,
    every_step_of_two,
    large_spectra,
    legs,
    legt,
    measured_bounds,
    sharp_gain,
)
from proofs.state_space.euler_threshold import euler_steps
from proofs.state_space.precision import scaled_legs
from tests.shipped import shipped
from verify.claim import Claim
from verify.ensembles.hippo import LAGT, LEGS, LEGT
from verify.linalg.lyapunov import lyapunov
from verify.verdict import Verdict

SIZES = (1, 2, 3, 5)


def test_every_refuted_sentence_has_a_repaired_twin():
    found = shipped("state_space")
    repaired = {item.repairs for item in found.found}
    refuted = [
        item.id
        for item in found.found
        if isinstance(item.subject, Claim) and item.subject.expects is Verdict.REFUTED
    ]
    assert found.problems == ()
    assert len(refuted) >= 10
    assert set(refuted) <= repaired


@pytest.mark.parametrize("N", SIZES)
def test_legs_is_the_matrix_of_the_ensemble(N):
    entries, roots = legs.legs(N)
    entry = legs.entry(legs.i, legs.k)
    assert entries == Matrix(LEGS.symbolic(N))
    assert entries == Matrix(N, N, lambda a, b: entry.subs({legs.i: a, legs.k: b}))
    assert (entries + entries.T + eye(N) + Matrix(roots) * Matrix(roots).T).is_zero_matrix


@pytest.mark.parametrize("N", SIZES)
def test_legt_loses_two_squares(N):
    entries = Matrix(LEGT.symbolic(N))
    q = Matrix([sqrt(2 * k + 1) for k in range(N)])
    w = Matrix([(-1) ** k * sqrt(2 * k + 1) for k in range(N)])
    assert (entries + entries.T + q * q.T + w * w.T).applyfunc(sympy.simplify).is_zero_matrix
    entry = legt.entry(legt.i, legt.k, legt.s)
    assert entries == Matrix(
        N, N, lambda a, b: entry.subs({legt.i: a, legt.k: b, legt.s: (-1) ** (a - b)})
    )
    scale = sympy.diag(*q)
    assert (scale * legt.scaled_legt(N) * scale.inv() - entries).is_zero_matrix


@pytest.mark.parametrize("N", SIZES)
def test_lagt_loses_one_square(N):
    entries = Matrix(LAGT.symbolic(N))
    assert entries + entries.T == -sympy.ones(N, N)
    assert entries.eigenvals() == {Rational(-1, 2): N}


@pytest.mark.parametrize("N", [1, 2, 3, 6])
def test_the_characteristic_polynomials_are_the_named_ones(N):
    s = sympy.Symbol("s")
    assert Matrix(LEGS.symbolic(N)).eigenvals() == {-k: 1 for k in range(1, N + 1)}
    expected = sum(
        Rational(factorial(2 * N - 1 - j), factorial(N - 1)) * comb(N, j) * s**j
        for j in range(N + 1)
    )
    found = legt.scaled_legt(N).charpoly(s).as_expr()
    assert sympy.expand(found - expected) == 0


def test_the_exponential_of_legs_decays_from_the_start():
    for N in (2, 4, 8):
        A = LEGS.published(N)
        for time in (0.01, 0.3, 2.0):
            assert np.linalg.norm(expm(time * A), 2) <= np.exp(-time / 2) + 1e-12


def test_a_stable_matrix_may_lengthen_in_one_step():
    A = np.array([[-1.0, 4.0], [0.0, -1.0]])
    assert np.linalg.norm(expm(A), 2) == pytest.approx((4 + np.sqrt(20)) / (2 * np.e))
    assert np.linalg.norm(expm(A), 2) > 1.5


def test_two_stable_steps_may_grow_together():
    A = np.array([[-1.0, 10.0], [0.0, -1.0]])
    product = expm(0.3 * A) @ expm(0.3 * A.T)
    assert max(abs(np.linalg.eigvals(product))) == pytest.approx(5.99, abs=0.01)


def test_the_fitted_energy_solves_the_lyapunov_equation():
    A = Matrix([[-1, 4], [0, -1]])
    P = Matrix([[Rational(1, 2), 1], [1, Rational(9, 2)]])
    assert -eye(2) == A.T * P + P * A
    assert P.is_positive_definite
    assert Matrix([1, 1]).dot((A + A.T) * Matrix([1, 1])) == 4


def test_untied_factors_leave_the_half_plane_and_tied_ones_do_not():
    P = Matrix([1, 1])
    assert (-eye(2) / 2 + P * P.T).eigenvals() == {Rational(3, 2): 1, Rational(-1, 2): 1}
    assert (-eye(2) / 2 - P * P.T).eigenvals() == {Rational(-5, 2): 1, Rational(-1, 2): 1}


def test_the_euler_threshold_of_legs_with_two_states_is_one_half():
    A = Matrix(LEGS.symbolic(2))
    S = -(A + A.T)
    s = sympy.Symbol("s")
    assert set(sympy.solve((A.T * A - s * S).det(), s)) == {2, Rational(2, 5)}


def test_integer_euler_steps_end_at_zero_and_not_before():
    for N in (2, 3, 5):
        assert euler_steps(N, N).is_zero_matrix
        assert not euler_steps(N, N - 1).is_zero_matrix


def test_the_bilinear_rule_keeps_the_energy_identity():
    N, step = 3, Rational(1, 3)
    A, roots = legs.legs(N)
    q, c, u = Matrix(roots), Matrix([1, -2, 3]), Rational(5, 7)
    after = (eye(N) - step / 2 * A).inv() * ((eye(N) + step / 2 * A) * c + step * u * q)
    middle = (c + after) / 2
    gain = after.dot(after) - c.dot(c)
    expected = step * (-middle.dot(middle) + u**2 - (u - q.dot(middle)) ** 2)
    assert sympy.simplify(gain - expected) == 0


def test_the_sharp_gain_is_attained():
    N, alpha = 3, Rational(1, 2)
    A, roots = legs.legs(N)
    q = Matrix(roots)
    P = -(A + A.T) - alpha * eye(N)
    gain = sympy.simplify((q.T * P.inv() * q)[0])
    assert gain == Rational(N**2) / (N**2 + 1 - alpha)


def test_the_written_out_step_is_that_of_the_matrix_exponential():
    system, step = np.array(scaled_legs(3)).astype(float), 0.3
    block = np.zeros((4, 4))
    block[:3, :3], block[:3, 3] = system, 1
    whole = expm(step * block)
    gathered = np.linalg.solve(system, expm(step * system) - np.eye(3)) @ np.ones(3)
    assert np.allclose(whole[:3, 3], gathered)
    assert not np.allclose(gathered, step * np.ones(3), atol=0.05)


@pytest.mark.parametrize("N", [3, 8, 24])
def test_every_root_of_legt_has_a_negative_real_part(N):
    roots = np.linalg.eigvals(np.array(legt.scaled_legt(N)).astype(float))
    assert roots.real.max() < -1


def test_the_gain_of_two_states_is_sharp():
    draw = np.random.default_rng(3)
    letters = dissipation_inequality
    for _ in range(20):
        half = draw.standard_normal((2, 2))
        S, g = half @ half.T + 0.1 * np.eye(2), draw.standard_normal(2)
        sharp = g @ np.linalg.solve(S, g)
        values = {letters.p: S[0, 0], letters.r: S[0, 1], letters.q: S[1, 1]}
        values |= {letters.g: g[0], letters.h: g[1]}
        found = float((letters.worst / letters.determinant).subs(values))
        assert np.isclose(found, sharp)
        for gain, sign in ((sharp * 1.001, -1), (sharp * 0.999, 1)):
            block = np.block([[-S, g[:, None]], [g[None, :], -np.array([[gain]])]])
            assert np.sign(np.linalg.eigvalsh(block).max()) == sign


def test_the_norm_of_the_exponential_of_two_states_is_the_closed_form():
    rng = np.random.default_rng(0)
    for a, b, c, t in rng.standard_normal((40, 4)):
        root = np.sqrt(complex(b * c))
        S = (np.sinh(root * t) / root).real
        exact = np.exp(a * t + np.arcsinh(abs(b + c) * abs(S) / 2))
        found = np.linalg.norm(expm(t * np.array([[a, b], [c, a]])), 2)
        assert abs(found - exact) <= 1e-9 * exact


def test_the_trace_criterion_is_that_the_norm_is_below_one():
    letters = every_step_of_two
    rng = np.random.default_rng(1)
    seen = set()
    for a, b, c in rng.standard_normal((60, 3)):
        root = np.sqrt(complex(b * c))
        values = {letters.a: a, letters.b: b, letters.c: c, letters.t: 1}
        values |= {letters.C: np.cosh(root).real, letters.S: (np.sinh(root) / root).real}
        trace, square = (float(x.subs(values)) for x in (letters.trace, letters.square))
        below = np.linalg.norm(expm(np.array([[a, b], [c, a]])), 2) < 1
        assert below == (trace < 1 + square**2 and square < 1)
        seen.add(bool(below))
    assert seen == {True, False}


def test_the_gain_below_the_sharp_one_fails_by_an_eigenvalue():
    matrix = sharp_gain.lmi_matrix(sharp_gain.sharp - Rational(1, 100))
    floats = np.array(matrix.tolist(), dtype=float)
    assert np.linalg.eigvalsh(floats).max() > 0
    floats = np.array(sharp_gain.lmi_matrix(sharp_gain.sharp + 1).tolist(), dtype=float)
    assert np.linalg.eigvalsh(floats).max() < 1e-12


def test_large_legs_has_the_spectrum_of_its_polynomial():
    N = 8
    exact = [float(large_spectra.legs_polynomial(N).subs(large_spectra.s, -j)) for j in (1, N)]
    assert exact == [0.0, 0.0]
    found = np.sort(np.linalg.eigvals(np.array(scaled_legs(N).tolist(), dtype=float)).real)
    assert np.allclose(found, -np.arange(N, 0, -1), atol=1e-6)


def test_the_gain_of_young_lies_between_the_sharp_one_and_twice_it():
    rng = np.random.default_rng(2)
    for _ in range(40):
        A, B = measured_bounds.system(rng)
        P = lyapunov(A).P
        sharp = measured_bounds.sharp_gain(A, B, P, 0.5 / np.linalg.eigvalsh(P).max())
        young = 2 * np.linalg.norm(P @ B) ** 2  # Q = I and η = 1/2
        assert sharp * (1 - 1e-9) <= young <= 2 * sharp * (1 + 1e-9)


def test_a_pushed_state_stays_below_the_bound_and_a_held_step_is_exact():
    A, B = np.diag([-1.0, -2.0, -3.0, -4.0]), np.ones((4, 1))
    step, column = measured_bounds.held(A, B)
    h = measured_bounds.STEP
    assert np.allclose(np.diag(step), np.exp(np.diag(A) * h))
    assert np.allclose(column, (1 - np.exp(np.diag(A) * h)) / -np.diag(A))
    P = lyapunov(A).P
    assert 0 < measured_bounds.longest(A, B, P) < measured_bounds.bound(A, B, P)
