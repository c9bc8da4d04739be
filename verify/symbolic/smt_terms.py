"""z3 formulas in the plain SMT-LIB that every solver reads: no `and` of nothing, no `(+ x)`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import z3


def every(formulas: Iterable[Any], context: z3.Context) -> Any:
    """Return the conjunction of formulas, true for none."""
    parts = [formula for formula in formulas if not z3.is_true(formula)]
    if len(parts) > 1:
        return z3.And(*parts, context)
    return parts[0] if parts else z3.BoolVal(True, ctx=context)


def some(formulas: Iterable[Any], context: z3.Context) -> Any:
    """Return the disjunction of formulas, false for none."""
    parts = [formula for formula in formulas if not z3.is_false(formula)]
    if len(parts) > 1:
        return z3.Or(*parts, context)
    return parts[0] if parts else z3.BoolVal(False, ctx=context)


def implied(premise: Any, formula: Any) -> Any:
    """Return the implication, the formula alone where the premise is true."""
    return formula if z3.is_true(premise) else z3.Implies(premise, formula)


def total(terms: list[Any], context: z3.Context) -> Any:
    """Return the sum of terms."""
    if len(terms) > 1:
        return z3.ArithRef(z3.Z3_mk_add(context.ref(), len(terms), _asts(terms)), context)
    return terms[0] if terms else z3.RealVal(0, ctx=context)


def product(factors: list[Any], context: z3.Context) -> Any:
    """Return the product of factors."""
    if len(factors) > 1:
        return z3.ArithRef(z3.Z3_mk_mul(context.ref(), len(factors), _asts(factors)), context)
    return factors[0] if factors else z3.RealVal(1, ctx=context)


def _asts(parts: list[Any]) -> Any:
    """Return real terms as z3 takes them; `Sum` and `Product` look at each sort first."""
    return (z3.Ast * len(parts))(*(part.ast for part in parts))
