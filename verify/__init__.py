"""State a theorem once; get a verdict that says how far the evidence goes.

Names are loaded when they are first used: the command line answers before SymPy is read.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify.checker import check as check
    from verify.claim import Assumption as Assumption
    from verify.claim import Claim as Claim
    from verify.claim import Control as Control
    from verify.claim import Family as Family
    from verify.claim import Source as Source
    from verify.claim import Unchecked as Unchecked
    from verify.claim import above as above
    from verify.claim import at_least as at_least
    from verify.claim import at_most as at_most
    from verify.claim import below as below
    from verify.claim import equals as equals
    from verify.flows.certificates import barbalat as barbalat
    from verify.flows.certificates import finite_length as finite_length
    from verify.flows.certificates import gradient as gradient
    from verify.flows.convergence import converges as converges
    from verify.flows.flow import Flow as Flow
    from verify.flows.statements import almost_all_tend as almost_all_tend
    from verify.flows.statements import always as always
    from verify.flows.statements import at_rest as at_rest
    from verify.flows.statements import decays as decays
    from verify.flows.statements import never_grows as never_grows
    from verify.flows.statements import tends as tends
    from verify.logic import And as And
    from verify.logic import Eq as Eq
    from verify.logic import Ge as Ge
    from verify.logic import Gt as Gt
    from verify.logic import Iff as Iff
    from verify.logic import Implies as Implies
    from verify.logic import Le as Le
    from verify.logic import Lt as Lt
    from verify.logic import Ne as Ne
    from verify.logic import Not as Not
    from verify.logic import Or as Or
    from verify.notation import abscissa as abscissa
    from verify.notation import array as array
    from verify.notation import characteristic as characteristic
    from verify.notation import complex_number as complex_number
    from verify.notation import determinant as determinant
    from verify.notation import differential as differential
    from verify.notation import expm as expm
    from verify.notation import frobenius as frobenius
    from verify.notation import identity as identity
    from verify.notation import index as index
    from verify.notation import inner as inner
    from verify.notation import inverse as inverse
    from verify.notation import lognorm1 as lognorm1
    from verify.notation import lognorm2 as lognorm2
    from verify.notation import lognorminf as lognorminf
    from verify.notation import matrix as matrix
    from verify.notation import norm as norm
    from verify.notation import norm1 as norm1
    from verify.notation import norm2 as norm2
    from verify.notation import norminf as norminf
    from verify.notation import radius as radius
    from verify.notation import real as real
    from verify.notation import same as same
    from verify.notation import size as size
    from verify.notation import tokens as tokens
    from verify.notation import total as total
    from verify.notation import trace as trace
    from verify.notation import vector as vector
    from verify.notation import weights as weights
    from verify.notation import zero as zero
    from verify.quantities.functions import event as event
    from verify.quantities.functions import experiment as experiment
    from verify.quantities.functions import observable as observable
    from verify.quantities.nodes import chance as chance
    from verify.quantities.nodes import mean as mean
    from verify.quantities.nodes import measured as measured
    from verify.quantities.nodes import order as order
    from verify.verdict import Verdict as Verdict

_HOMES = {
    "verify.checker": "check",
    "verify.claim": (
        "Assumption Claim Control Family Source Unchecked above at_least at_most below equals"
    ),
    "verify.flows.certificates": "barbalat finite_length gradient",
    "verify.flows.convergence": "converges",
    "verify.flows.flow": "Flow",
    "verify.flows.statements": "almost_all_tend always at_rest decays never_grows tends",
    "verify.logic": "And Eq Ge Gt Iff Implies Le Lt Ne Not Or",
    "verify.notation": (
        "abscissa array characteristic complex_number determinant differential expm "
        "frobenius identity index inner inverse lognorm1 lognorm2 lognorminf matrix "
        "norm norm1 norm2 norminf radius real same size tokens total trace vector "
        "weights zero"
    ),
    "verify.quantities.functions": "event experiment observable",
    "verify.quantities.nodes": "chance mean measured order",
}
_VERDICTS = "refuted vacuous undecided observed supported certified proved"
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted([*_HOME, "Verdict", *_VERDICTS.split()])


def __getattr__(name: str) -> Any:
    if name in _HOME:
        home = _HOME[name]
        return getattr(sys.modules.get(home) or importlib.import_module(home), name)
    if name == "Verdict" or name in _VERDICTS.split():
        verdict = importlib.import_module("verify.verdict").Verdict
        return verdict if name == "Verdict" else verdict.named(name)
    raise AttributeError(f"verify has no {name!r}. It has: {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return __all__
