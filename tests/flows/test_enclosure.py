"""Enclosures contain the truth: exact solutions at random times, and lies that must be seen."""

from fractions import Fraction

import flint
import numpy as np
import pytest
import sympy
from flint import arb
from scipy.integrate import solve_ivp

from verify import real
from verify.errors import ClaimError, FlowproofError, UnsupportedFunction
from verify.flows import enclosure, tubes
from verify.flows.domains import Domain, domain
from verify.flows.enclosure import enclose
from verify.flows.flow import Flow
from verify.flows.taylor import equations, solution

x, y, k, r = real("x y k r")
LAW = Flow({x: 1 - x**2})  # x = tanh(artanh x(0) + t)
TURN = Flow({x: -k * y, y: k * x})
BITS = 200


def _times(seed, count=4):
    rng = np.random.default_rng(seed)
    return [
        Fraction(int(rng.integers(1, 3000)), int(rng.integers(500, 1500))) for _ in range(count)
    ]


def _arb(value):
    return arb(flint.fmpq(value.numerator, value.denominator))


def _truth(flow, start, t):
    """Return the exact solution as a ball."""
    t = _arb(t)
    if flow is LAW:
        return [(start[0].atanh() + t).tanh()]
    c, s = (t * start[2]).cos(), (t * start[2]).sin()
    return [c * start[0] - s * start[1], s * start[0] + c * start[1], start[2]]


@pytest.mark.parametrize("time", _times(1))
def test_the_tanh_law_is_enclosed_at_random_times(time):
    with flint.ctx.workprec(BITS):
        found = enclose(LAW, {x: "1/3"}, time, radius=Fraction(1, 10**30))
        (truth,) = _truth(LAW, [arb(1) / 3], time)
        assert found.complete
        assert found.state[x].contains(truth)
        assert found.radius < arb(10) ** -30


@pytest.mark.parametrize("time", _times(2))
def test_a_rotation_is_enclosed_forward_and_backward(time):
    with flint.ctx.workprec(BITS):
        for signed in (time, -time):
            found = enclose(TURN, {x: 1, y: "2/7", k: sympy.sqrt(2)}, signed, bits=140)
            truth = _truth(TURN, [arb(1), arb(2) / 7, arb(2).sqrt()], signed)
            assert all(
                found.state[v].contains(t) for v, t in zip((x, y, k), truth, strict=True)
            )
            assert found.radius < arb(10) ** -35


def test_every_start_in_a_box_is_enclosed_and_a_rotation_does_not_wrap():
    start = {x: arb(1, 0.01), y: arb(0, 0.01), k: 1}
    found = enclose(TURN, start, Fraction(20))
    for dx in (-0.01, 0.0, 0.01):
        for dy in (-0.01, 0.0, 0.01):
            truth = _truth(TURN, [1 + arb(dx), arb(dy), arb(1)], Fraction(20))
            assert found.state[x].overlaps(truth[0])
            assert found.state[y].overlaps(truth[1])
    # A box turned by any angle fits into one √2 times as wide; wrapping would give e^20.
    assert found.radius < 0.0143


def test_an_unknown_parameter_widens_the_answer():
    found = enclose(LAW_WITH_RATE, {x: "1/2", r: arb(1, 0.125)}, 1)
    for rate in (0.875, 1.0, 1.125):
        assert found.state[x].contains(((arb(1) / 2).atanh() + arb(rate)).tanh().mid())
    assert found.state[r].contains(arb(1.125).mid())
    assert found.state[x].rad() > 0.02


LAW_WITH_RATE = Flow({x: r * (1 - x**2)})


def test_the_logistic_and_riccati_equations_are_enclosed():
    with flint.ctx.workprec(BITS):
        logistic = enclose(Flow({x: x * (1 - x)}), {x: "1/10"}, Fraction(7, 2), bits=120)
        assert logistic.state[x].contains(1 / (1 + 9 * (-arb(7) / 2).exp()))
        riccati = enclose(Flow({x: 1 + x**2}), {x: 0}, Fraction(3, 2), bits=120)
        assert riccati.state[x].contains((arb(3) / 2).tan())
        assert riccati.complete


def test_a_linear_system_is_enclosed_by_its_exponential():
    A = sympy.Matrix([[-1, 2], [-3, sympy.Rational(1, 2)]])
    rates = A * sympy.Matrix([x, y])
    with flint.ctx.workprec(BITS):
        found = enclose(
            Flow({x: rates[0], y: rates[1]}), {x: 1, y: -1}, Fraction(9, 4), bits=150
        )
        B = flint.arb_mat([[-1, 2], [-3, arb(1) / 2]]) * (arb(9) / 4)
        truth = B.exp() * flint.arb_mat([[1], [-1]])
        assert found.state[x].contains(truth[0, 0])
        assert found.state[y].contains(truth[1, 0])


def test_functions_of_every_kind_are_enclosed():
    # Time as a function of x is a primitive of 1 / rate.
    for rate, time_of in (
        (1 / sympy.exp(x), lambda v: v.exp()),
        (1 / sympy.tanh(x), lambda v: v.cosh().log()),
        (sympy.sqrt(x), lambda v: 2 * v.sqrt()),
        (1 / sympy.cos(x), lambda v: v.sin()),
        (1 + sympy.log(x) - sympy.log(x), lambda v: v),
        (1 / sympy.cosh(x), lambda v: v.sinh()),
    ):
        with flint.ctx.workprec(BITS):
            found = enclose(Flow({x: rate}), {x: "1/2"}, Fraction(1, 4), bits=120)
            passed = time_of(found.state[x]) - time_of(arb(1) / 2)
            assert found.complete, rate
            assert passed.contains(arb(1) / 4), rate
            assert passed.rad() < arb(10) ** -25, rate


def test_a_blow_up_in_finite_time_stops_before_it():
    found = enclose(Flow({x: x**2}), {x: 1}, 2, bits=40)
    assert not found.complete
    assert found.reached < 1
    assert found.why_stopped


def test_a_solution_that_leaves_the_domain_of_the_field_stops():
    found = enclose(Flow({x: -1 / x}), {x: 1}, 1, bits=40)  # x = sqrt(1 - 2 t)
    assert not found.complete
    assert found.reached < Fraction(1, 2)


@pytest.mark.slow
def test_a_solution_that_reaches_the_end_of_a_root_stops():
    root = enclose(Flow({x: -sympy.sqrt(x)}), {x: 1}, 3, bits=64)  # reaches 0 at t = 2
    assert not root.complete
    assert root.reached < 2


def test_a_start_where_the_field_is_undefined_stops_at_once():
    for rate in (1 / x, sympy.log(x), sympy.sqrt(x)):
        found = enclose(Flow({x: rate}), {x: arb(0, 0.5)}, 1)
        assert not found.complete
        assert found.reached == 0
        assert found.steps == ()


def test_a_set_that_grows_too_large_stops():
    found = enclose(Flow({x: x}), {x: arb(0, 1)}, 10, largest=100)
    assert "radius above 100" in found.why_stopped
    assert 0 < found.reached < 5
    assert 1 < found.radius < 100


@pytest.mark.parametrize("start", [{}, {x: 0.5}, {x: sympy.Float(0.5)}, {x: sympy.oo}])
def test_a_start_that_is_missing_or_inexact_is_an_error(start):
    with pytest.raises(FlowproofError):
        enclose(LAW, start, 1)


def test_a_float_time_is_an_error():
    with pytest.raises(ClaimError, match="not exact"):
        enclose(LAW, {x: 0}, 0.5)


def test_a_field_with_a_kink_is_an_error():
    with pytest.raises(UnsupportedFunction, match="analytic"):
        enclose(Flow({x: -sympy.Abs(x)}), {x: 1}, 1)


def test_an_interval_of_time_holds_every_state_in_it():
    with flint.ctx.workprec(BITS):
        found = enclose(LAW, {x: "-1/2"}, 2, bits=100)
        for step in found.steps:
            states = step.during(Fraction(0), step.length)
            for part in (0, 1, 2, 3):
                time = step.begin + step.length * Fraction(part, 3)
                assert states[0].contains(_truth(LAW, [-arb(1) / 2], time)[0])
            assert states[0].rad() < 1


def test_radii_never_shrink_below_the_truth():
    """A box of starts fills its image: both ends of it are in the answer, and little else."""
    found = enclose(LAW, {x: arb(0, 0.25)}, 1)
    low, high = (((arb(s) / 4).atanh() + 1).tanh() for s in (-1, 1))
    assert found.state[x].contains(low.mid())
    assert found.state[x].contains(high.mid())
    assert found.radius < 4 * (high - low)


def test_scipy_agrees_on_three_tokens_on_the_circle():
    letters = real("theta_1 theta_2 theta_3")
    flow = Flow({a: sum(_pull(a, b, letters) for b in letters) for a in letters})

    def field(_, theta):
        scores = np.exp(2 * np.cos(theta[:, None] - theta))
        weights = scores / scores.sum(axis=1, keepdims=True)
        return (weights * np.sin(theta - theta[:, None])).sum(axis=1)

    start = np.array([0.0, 1.0, 2.5])
    theirs = solve_ivp(field, (0, 2), start, "DOP853", rtol=1e-12, atol=1e-12).y[:, -1]
    ours = enclose(flow, dict(zip(letters, (0, 1, "5/2"), strict=True)), 2, bits=64)
    assert ours.radius < 1e-12
    for letter, value in zip(letters, theirs, strict=True):
        assert abs(ours.state[letter] - float(value)) < 1e-9


def _pull(a, b, letters):
    weights = [sympy.exp(2 * sympy.cos(a - c)) for c in letters]
    return sympy.exp(2 * sympy.cos(a - b)) * sympy.sin(b - a) / sympy.Add(*weights)


@pytest.mark.parametrize("forgotten", ["rest", "slope_rest"])
def test_a_forgotten_bound_is_noticed(monkeypatch, forgotten):
    """With few terms, what the series leaves out matters: the truth falls out without it."""
    start = {x: arb(0.5, 0.0625)} if forgotten == "slope_rest" else {x: "1/2"}
    ends = (0.4375, 0.5625) if forgotten == "slope_rest" else (0.5,)

    def holds():
        found = enclose(Flow({x: x}), start, Fraction(1, 8), bits=64)
        truths = [arb(end) * (arb(1) / 8).exp() for end in ends]
        return all(bool(found.state[x].overlaps(truth)) for truth in truths)

    def short(system, begin, unit, terms, bits):
        return [known[:3] for known in solution(system, begin, unit, terms, bits)]

    monkeypatch.setattr(enclosure, "tube", lambda *_: None)
    if forgotten == "rest":
        monkeypatch.setattr(enclosure, "solution", short)
    monkeypatch.setattr(enclosure, "SLOPE_TERMS", 1)
    assert holds()
    monkeypatch.setattr(Domain, forgotten, lambda *_: arb(0))
    assert not holds()


def test_a_wrong_time_of_existence_is_not_accepted():
    """x' = x² from 1 ends at t = 1: no tube over a longer time passes its check."""
    system, start = equations(Flow({x: x**2})), [arb(1)]
    plain = domain(system, start)
    path = tubes._path(tubes._from_middle(system, start, 1.0), 1.0)
    for time in (1.0, 1.5, 4.0, 100.0):
        assert tubes._checked(system, start, path, time, plain) is None
    assert tubes._checked(system, start, path, 0.25, plain) is not None


def test_precision_follows_the_radius_asked_for():
    for digits in (5, 20, 60):
        goal = Fraction(1, 10**digits)
        found = enclose(Flow({x: x, y: x * y}), {x: "1/10", y: 1}, 3, radius=goal)
        with flint.ctx.workprec(400):
            assert found.complete
            assert found.radius < arb(10) ** -digits
            assert found.state[y].contains(((arb(3).exp() - 1) / 10).exp())


def test_a_start_that_is_a_ball_is_not_asked_for_more_than_it_has():
    found = enclose(LAW, {x: arb(0.5, 1e-6)}, 1, radius=Fraction(1, 10**20))
    assert found.complete
    assert found.radius > 1e-8


def test_no_time_is_no_step():
    found = enclose(LAW, {x: "1/3"}, 0)
    assert found.complete
    assert found.steps == ()
    assert found.state[x].overlaps(arb(1) / 3)


@pytest.mark.parametrize("radius", [0, -1, 1e-10])
def test_a_radius_that_is_no_positive_exact_number_is_an_error(radius):
    with pytest.raises(ClaimError):
        enclose(LAW, {x: 0}, 1, radius=radius)
