"""A checker that passes false mutants is shown by its kill rate."""

from dataclasses import replace

from sympy import cos, log, sin

from verify import converges, experiment, gradient, measured, order
from verify.claim import Kind
from verify.effort import QUICK, THOROUGH
from verify.flows.flow import Flow
from verify.kill_rates import KillRate, kill_rates
from verify.logic import Eq, Ge, Gt, Le, Lt
from verify.mutants import mutants_of
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.result import MutantResult
from verify.routes import ROUTES, answer
from verify.search.route import points
from verify.symbolic.normal_form import normal_form
from verify.verdict import Evidence, Verdict, judge

c, s, x, y = real("c s x y")
PAIRS = ((c, s), (x, y))
square = Obligation(Ge(x**2 + 2, 2))


@experiment("a number")
def number(rng):
    return 1 + rng.random()


ROUTES_OF_CHAINS = ROUTES[Kind.CHAIN]


def test_the_mutants_of_a_proved_claim_are_killed_or_true():
    evidence = answer(square, ROUTES_OF_CHAINS, THOROUGH)
    results = mutants_of([square], evidence, ROUTES_OF_CHAINS, THOROUGH)
    assert {result.fate for result in results} <= {"killed", "true"}
    assert "killed" in {result.fate for result in results}
    assert all(rate.killed == rate.total for rate in kill_rates(results))


def test_a_checker_that_proves_everything_has_a_kill_rate_of_zero(monkeypatch):
    def blind(obligation, effort):
        return Evidence("normal form", Verdict.PROVED, "because it says so")

    routes = tuple(blind if route is normal_form else route for route in ROUTES_OF_CHAINS)
    monkeypatch.setitem(__import__("verify.routes").routes.CHECKS, blind, "normal form")
    evidence = (blind(square, THOROUGH),)
    rates = {r.checker: r for r in kill_rates(mutants_of([square], evidence, routes, THOROUGH))}
    assert rates["normal form"].killed == 0 < rates["normal form"].total
    assert rates["points"].killed == rates["points"].total


def test_true_mutants_count_against_nobody():
    true = MutantResult("<= became <", "x < 1", "true", (("smt", Verdict.PROVED),))
    false = MutantResult("sign", "x > 1", "killed", (("smt", Verdict.UNDECIDED),))
    missed = MutantResult("sign", "x > 2", "survived", (("smt", Verdict.CERTIFIED),))
    assert kill_rates([true, false, missed]) == (KillRate("smt", 1, 2),)


def fates(obligation, routes, evidence, effort=THOROUGH):
    return {m.name: m.fate for m in mutants_of([obligation], evidence, routes, effort)}


def fixed(check, verdict):
    def route(obligation, effort):
        return Evidence(check, verdict, "as told")

    return route


def test_a_mutant_that_is_certified_is_true(monkeypatch):
    certain = fixed("rate", Verdict.CERTIFIED)
    told = fates(square, (certain,), (certain(square, THOROUGH),))
    assert set(told.values()) == {"true"}


def test_a_mutant_of_a_sampled_claim_is_not_told_apart():
    for verdict in (Verdict.OBSERVED, Verdict.SUPPORTED):
        sampled = fixed("frequency", verdict)
        told = fates(square, (sampled,), (sampled(square, THOROUGH),))
        assert set(told.values()) == {"not told apart by sampling"}


def test_a_mutant_of_a_proved_claim_that_only_samples_pass_has_survived(monkeypatch):
    seen = fixed("length", Verdict.SUPPORTED)
    proof = Evidence("normal form", Verdict.PROVED, "shown")
    assert set(fates(square, (seen,), (proof,)).values()) == {"survived"}


def test_a_mutant_that_does_not_pass_any_more_is_weakened():
    nothing = fixed("frequency", Verdict.UNDECIDED)
    passed = Evidence("frequency", Verdict.SUPPORTED, "seen")
    assert set(fates(square, (nothing,), (passed,)).values()) == {"weakened"}


def test_an_estimated_number_has_no_mutants_of_strictness():
    share = Obligation(Lt(measured(number), 2))
    names = fates(share, ROUTES[Kind.RATE], ())
    assert not any("became <=" in name for name in names)
    assert any("became >" in name for name in names)
    exact = Obligation(Ge(order(x**2, x), 2))
    evidence = answer(exact, ROUTES[Kind.RATE], THOROUGH)
    told = fates(exact, ROUTES[Kind.RATE], evidence)
    assert told[">= became >"] == "killed"


def test_a_point_that_killed_one_mutant_is_tried_on_the_others(monkeypatch):
    tried = []

    def hunt(obligation, effort):
        tried.append(obligation.says)
        return points(obligation, effort)

    monkeypatch.setattr("verify.mutants.points", hunt)
    monkeypatch.setattr("verify.mutants.POINTWISE", (hunt,))
    monkeypatch.setattr("verify.pointwise.points", hunt)
    results = mutants_of([square], (), (hunt,), replace(THOROUGH, mutants=4))
    assert [m.fate for m in results].count("killed") >= 2
    assert any("as another mutant does" in m.because for m in results)
    assert len(set(tried)) < len(results)


def test_a_point_that_does_not_break_a_mutant_kills_nobody():
    true_twin = Obligation(Ge(x**2, 0))
    evidence = answer(true_twin, ROUTES_OF_CHAINS, THOROUGH)
    for mutant in mutants_of([true_twin], evidence, ROUTES_OF_CHAINS, THOROUGH):
        assert (mutant.fate == "true") == (mutant.name == "a factor 2 on x**2"), mutant


def test_a_mutant_that_follows_from_a_claim_that_was_proved_is_true():
    # The sum of the squares is hard to bound from these premises, and easy from the claim.
    circle = [Premise(f"{u} and {v} are on the circle", Eq(u**2 + v**2, 1)) for u, v in PAIRS]
    upper = Premise("the second is in the upper half", Gt(s, 0))
    lower = Premise("the third is in the lower half", Lt(y, 0))
    before = Premise("the third is before the edge", Lt(s * x - c * y, 0))
    says = Le((x + 1) ** 2 + y**2, (c - 1) ** 2 + s**2)
    near = Obligation(says, (upper, lower, before, *circle))
    evidence = answer(near, ROUTES_OF_CHAINS, QUICK)
    assert evidence[-1].verdict is Verdict.PROVED
    told = mutants_of([near], evidence, ROUTES_OF_CHAINS, THOROUGH)
    (doubled,) = (mutant for mutant in told if mutant.name == "a factor 2 on s**2")
    assert doubled.fate == "true"
    assert doubled.because.startswith("it follows from the claim")


def test_nothing_follows_from_a_claim_that_was_only_sampled():
    told = fates(square, (fixed("length", Verdict.SUPPORTED),), ())
    assert "true" not in told.values()


def test_a_gradient_flow_converges_backwards_as_well():
    pull = Flow({x: -x / (1 + x**2)})
    confined = Premise("x starts at 1 at most", Le(x**2, 1))
    says = converges(pull, by=gradient(log(1 + x**2) / 2, [[1]]))
    turn = Flow({c: -sin(c)}, angles=(c,))
    about = Obligation(converges(turn, by=gradient(-cos(c), [[1]])))
    evidence = answer(about, ROUTES[Kind.CONVERGENCE], QUICK)
    told = fates(about, ROUTES[Kind.CONVERGENCE], evidence)
    assert told == {"time runs backwards": "true"}
    away = Obligation(says.backwards(), (confined,))
    assert judge(answer(away, ROUTES[Kind.CONVERGENCE], QUICK)).verdict < Verdict.CERTIFIED
