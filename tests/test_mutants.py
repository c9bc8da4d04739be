"""A checker that passes false mutants is shown by its kill rate."""

from verify.claim import Kind
from verify.effort import THOROUGH
from verify.kill_rates import KillRate, kill_rates
from verify.logic import Ge
from verify.mutants import mutants_of
from verify.notation import real
from verify.obligation import Obligation
from verify.result import MutantResult
from verify.routes import ROUTES, answer
from verify.symbolic.normal_form import normal_form
from verify.verdict import Evidence, Verdict

x = real("x")
square = Obligation(Ge(x**2 + 2, 2))
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
