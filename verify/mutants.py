"""How many small false variations of a claim each checker catches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verify.effort import QUICK, Effort
from verify.mutate import mutants
from verify.obligation import Obligation
from verify.result import MutantResult
from verify.routes import Route, attack, check_of
from verify.search.route import points
from verify.verdict import Evidence, Verdict, judge


def mutants_of(
    obligations: Iterable[Obligation],
    evidence: tuple[Evidence, ...],
    routes: tuple[Route, ...],
    effort: Effort,
) -> tuple[MutantResult, ...]:
    """Return the fate of the automatic mutants of each obligation.

    Each mutant meets the hunt for points and the provers that closed the claim itself, each on
    its own: a prover that proves a statement and its opposite would show here.
    """
    if not effort.mutants:
        return ()
    todo = list(obligations)
    most = -(-effort.mutants // max(len(todo), 1))
    small = replace(QUICK, seed=effort.seed)
    lighter = replace(small.lighter(4), smt=small.smt // 4, refute=False)
    results = []
    for obligation in todo:
        closers = {e.check for e in evidence if e.verdict >= Verdict.CERTIFIED}
        provers = tuple(r for r in routes if r is not points and check_of(r) in closers)
        if points not in routes:
            provers = ()
        for mutant in mutants(obligation.says, most):
            varied = replace(obligation, says=mutant.says)
            hunts = (points,) if points in routes else routes
            found = list(attack(varied, hunts, lighter))
            found += [route(varied, lighter) for route in provers]
            if judge(found).verdict in (Verdict.SUPPORTED, Verdict.UNDECIDED):
                found += attack(varied, routes, small)
            place = f", {obligation.part}" if obligation.part else ""
            results.append(_fate(mutant.name + place, str(mutant.says), found))
    return tuple(results)


def _fate(name: str, statement: str, found: list[Evidence]) -> MutantResult:
    last = judge(replace(item, part="") for item in found)
    fates = {Verdict.REFUTED: "killed", Verdict.UNDECIDED: "weakened", Verdict.PROVED: "true"}
    fate = fates.get(last.verdict, "survived")
    verdicts = tuple({item.check: item.verdict for item in found}.items())
    return MutantResult(name, statement, fate, verdicts, last.because)
