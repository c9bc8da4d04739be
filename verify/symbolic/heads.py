"""What the scalar routes know of each function: rewritings, symmetries, letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy


@dataclass(frozen=True)
class Letter:
    """A letter that stands for one subexpression of a statement.

    `head` says how it came about: "exp", "root", "abs", "log", "sin", "cos", "max", "min",
    "piecewise", "constant", or the name of a function that is kept closed.
    """

    symbol: sympy.Symbol
    head: str
    arguments: tuple[Any, ...]  # in the claim's letters and earlier letters
    meaning: Any  # the subexpression, in the claim's letters
    power: int = 0  # symbol**power == equals; 0 if nothing of the kind is known
    equals: Any = None
    place: int = 0  # among the letters, in the order they were made


@lru_cache(maxsize=8192)
def rewritten(whole: Any) -> Any:
    """Return the expression with its hyperbolic, tangent-like and erfc parts written through
    exp, sin, cos and erf.
    """
    if not whole.args:
        return _CONSTANTS.get(whole, whole)
    if isinstance(whole, sympy.Piecewise):
        return whole
    arguments = [rewritten(argument) for argument in whole.args]
    rule = _REWRITINGS.get(whole.func)
    if rule is not None:
        return rule(arguments[0])
    if all(new is old for new, old in zip(arguments, whole.args, strict=True)):
        return whole
    return whole.func(*arguments)


def _tanh(u: Any) -> Any:
    return (sympy.exp(2 * u) - 1) / (sympy.exp(2 * u) + 1)


def _cosh(u: Any) -> Any:
    return (sympy.exp(u) + sympy.exp(-u)) / 2


def _sinh(u: Any) -> Any:
    return (sympy.exp(u) - sympy.exp(-u)) / 2


_CONSTANTS = {sympy.GoldenRatio: (1 + sympy.sqrt(5)) / 2}
_REWRITINGS: dict[Any, Callable[[Any], Any]] = {
    sympy.tanh: _tanh,
    sympy.cosh: _cosh,
    sympy.sinh: _sinh,
    sympy.coth: lambda u: 1 / _tanh(u),
    sympy.sech: lambda u: 1 / _cosh(u),
    sympy.csch: lambda u: 1 / _sinh(u),
    sympy.tan: lambda u: sympy.sin(u) / sympy.cos(u),
    sympy.cot: lambda u: sympy.cos(u) / sympy.sin(u),
    sympy.sec: lambda u: 1 / sympy.cos(u),
    sympy.csc: lambda u: 1 / sympy.sin(u),
    sympy.erfc: lambda u: 1 - sympy.erf(u),
}
ODD = (sympy.erf, sympy.erfi, sympy.atan, sympy.asin, sympy.asinh, sympy.atanh)
CONSTANTS = (sympy.pi, sympy.EulerGamma, sympy.Catalan)


def is_known(function: Any) -> bool:
    """Tell whether a function is one of SymPy's own: equal arguments give equal values."""
    own = str(type(function).__module__).startswith("sympy.functions.")
    return own and isinstance(function, sympy.Function)
