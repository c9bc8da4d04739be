import flint
import numpy as np
import pytest

from verify.linalg import exponentials as steps
from verify.linalg.matrices import MatrixError, exact

A = np.array([[-1.0, 4.0], [0.0, -1.0]])
B = np.array([[1.0], [2.0]])


def test_the_exponential_of_a_shear_is_known():
    assert steps.expm(A) == pytest.approx(np.exp(-1) * np.array([[1, 4], [0, 1]]))
    enclosed = steps.expm_balls(A, bits=200)
    with flint.ctx.workprec(300):
        assert enclosed[0, 1].real.overlaps(4 * flint.arb(-1).exp())
        assert enclosed[0, 1].rad() < 1e-50


def test_a_stack_has_the_exponentials_of_its_members():
    stack = np.random.default_rng(3).standard_normal((7, 3, 3))
    for member, whole in zip(stack, steps.expm(stack), strict=True):
        assert whole == pytest.approx(steps.expm(member))


def test_an_overflow_is_an_error_and_not_infinity():
    with pytest.raises(MatrixError, match="overflows"):
        steps.expm(np.array([[1000.0]]))


def test_the_hold_is_the_exact_step_for_a_constant_input():
    state, inputs = steps.zero_order_hold(A, B, 0.5)
    assert inputs == pytest.approx(np.linalg.solve(A, (state - np.eye(2)) @ B))
    singular, held = steps.zero_order_hold(np.zeros((2, 2)), B, 0.5)
    assert singular == pytest.approx(np.eye(2))
    assert held == pytest.approx(0.5 * B)


def test_the_hold_in_balls_encloses_the_float_one():
    exact_state, exact_inputs = steps.zero_order_hold_balls(A, B, "1/2")
    state, inputs = steps.zero_order_hold(A, B, 0.5)
    for i in range(2):
        assert abs(exact_state[i, 1] - state[i, 1]) < 1e-15
        assert abs(exact_inputs[i, 0] - inputs[i, 0]) < 1e-15


def test_exact_steps_agree_with_floats():
    state, inputs = steps.bilinear(A, B, 0.5)
    assert str(steps.bilinear_exact(A, "1/2")[0, 1]) == "32/25"
    assert state == pytest.approx(np.array([[0.6, 1.28], [0.0, 0.6]]))
    assert inputs == pytest.approx(np.linalg.solve(np.eye(2) - A / 4, 0.5 * B))
    assert steps.euler(A, B, 0.5)[0] == pytest.approx(np.eye(2) + A / 2)
    assert steps.euler_exact(A, "1/2") == exact([["1/2", 2], [0, "1/2"]]).rational


def test_the_bilinear_step_has_the_order_it_should():
    def error(h):
        return np.abs(steps.bilinear(A, B, h)[0] - steps.expm(h * A)).max()

    assert np.log2(error(0.02) / error(0.01)) == pytest.approx(3, abs=0.1)


def test_the_product_of_euler_steps_vanishes_exactly():
    # x' = Ax/t with step 1: ∏ (I + A/k), k = 1..n, is the characteristic polynomial at A
    n = 12
    legs = [
        [-(2 * k + 1) if i > k else -(i + 1) * (i == k) for k in range(n)] for i in range(n)
    ]
    product = steps.euler_exact(legs, 1)
    assert product != flint.fmpq_mat(n, n)
    for k in range(2, n + 1):
        product = product * steps.euler_exact(legs, f"1/{k}")
    assert product == flint.fmpq_mat(n, n)


@pytest.mark.parametrize(
    "call",
    [
        lambda: steps.bilinear(np.eye(2), B, 2.0),
        lambda: steps.bilinear_exact(np.eye(2), 2),
        lambda: steps.euler(A, np.ones((3, 1)), 0.1),
        lambda: steps.euler_exact(A, 1j),
        lambda: steps.zero_order_hold_balls(A, [[1], [2], [3]], 1),
    ],
)
def test_impossible_steps_are_errors(call):
    with pytest.raises(MatrixError):
        call()
