"""Whether an expression vanishes everywhere, by normal forms only.

`simplify` is no judge: it rewrites across branch cuts and has no record of what it used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.logic import Eq
from verify.symbolic.cases import Case, cases, has_choices
from verify.symbolic.denominators import definedness
from verify.symbolic.premises import Imposed, imposed, known_signs
from verify.symbolic.rational import Fraction, NotScalar
from verify.symbolic.signs import Sign, Signs
from verify.symbolic.spelling import Speller
from verify.symbolic.texts import text
from verify.verdict import Truth


@dataclass(frozen=True)
class Proof:
    """Why an expression vanishes wherever it is defined."""

    whole: Any  # the expression
    method: str
    identity: str  # letters, their relations, and a rational function that is zero modulo them
    conditions: tuple[Boolean, ...]  # where it is defined; they have to be shown separately


def vanishes(expression: Any, given: Iterable[Boolean] = ()) -> Proof | None:
    """Return a proof that a real expression is zero where it is defined, None if none is found.

    Every step holds for all real values of the letters that satisfy `given` and the returned
    conditions; None does not mean that the expression differs from zero.
    """
    whole, trees = sympy.sympify(expression), tuple(given)
    try:
        conditions = tuple(definedness(whole))
    except NotScalar:
        return None
    solved = imposed(trees)
    attempts = [("normal form", [Case((), whole)])]
    if solved.values:
        attempts.append(("normal form, equations put in", [Case((), solved.into(whole))]))
    if has_choices(whole):
        attempts.append(("normal form, by cases", _cases(solved.into(whole))))
    for method, branches in attempts:
        lines = [_identity(case, trees) for case in branches]
        if lines and all(line is not None for line in lines):
            identity = "\n".join(line for line in lines if line is not None)
            return Proof(whole, method, identity, conditions)
    return _of_constant(whole)


def identity_text(expression: Any, trees: Iterable[Boolean]) -> str | None:
    """Return the rational identity a vanishing comes down to, None if it fails."""
    try:
        found = spelled_sum(expression, tuple(trees))
    except NotScalar:
        return None
    return written(found.terms, found.speller) if found.normal.numerator.is_zero() else None


@dataclass(frozen=True)
class SpelledSum:
    """A sum in letters: term by term, and in normal form modulo what the letters satisfy."""

    terms: tuple[Any, ...]
    speller: Speller
    normal: Fraction


@lru_cache(maxsize=256)
def spelled_sum(expression: Any, trees: tuple[Boolean, ...]) -> SpelledSum:
    """Return an expression in letters under premises; raises `NotScalar` where it has none.

    Whether it vanishes and which sign it has are asked one after the other, of the same sum.
    """
    speller = speller_under(known_signs(trees))
    terms = tuple(speller.spell(sympy.Add.make_args(expression)))
    return SpelledSum(terms, speller, speller.normal(sympy.Add(*terms)))


def speller_under(known: Mapping[Any, Sign]) -> Speller:
    """Return a speller that knows signs of polynomials in the claim's letters."""

    def positive(polynomial: Any, speller: Speller) -> bool:
        return Signs(known, speller.letters).positive(polynomial)

    return Speller(positive)


def written(terms: Sequence[Any], speller: Speller) -> str:
    """Return a sum of spelled terms as lines that a program without this package can check.

    One line a letter, `v2: exp(x)`, with the relation it satisfies; last, the rational function
    that is zero modulo the relations.
    """
    free: set[sympy.Symbol] = set().union(*(term.free_symbols for term in terms))
    letters = [x for x in speller.letters if x in free]
    for letter in reversed(list(speller.letters.values())):
        if letter.symbol in letters and letter.power:
            inner = letter.equals.free_symbols
            letters += [x for x in speller.letters if x in inner and x not in letters]
    plain = free.union(
        *(speller.letters[x].equals.free_symbols for x in letters if speller.letters[x].power)
    ) - set(speller.letters)
    order = [*sorted(plain, key=str), *(x for x in speller.letters if x in letters)]
    short = {x: sympy.Symbol(f"v{n}") for n, x in enumerate(order, 1)}
    lines = []
    for x in order:
        made = speller.letters.get(x)
        line = f"{short[x]}: {text(made.meaning) if made else x}"
        if made and made.power:
            line += f"; {short[x]}**{made.power} = {text(made.equals.xreplace(short))}"
        lines.append(line)
    total = " + ".join(f"({text(term.xreplace(short))})" for term in terms)
    return "\n".join([*lines, f"0 = {total}"])


def _of_constant(whole: Any) -> Proof | None:
    """Return a proof for an expression without letters, such as nested roots."""
    if whole.free_symbols:
        return None
    from verify.arithmetic.decide import decide

    decision = decide(Eq(whole, 0), {})
    if decision.truth is not Truth.TRUE:
        return None
    return Proof(whole, decision.how, f"0 = {text(whole)}", ())


def _cases(whole: Any) -> list[Case]:
    try:
        return cases(whole)
    except NotScalar:
        return []


def _identity(case: Case, trees: tuple[Boolean, ...]) -> str | None:
    known = (*trees, *case.conditions)
    solved = imposed(known) if case.conditions else Imposed()
    found = identity_text(case.expression, known)
    if found is None and solved.values:
        found = identity_text(solved.into(case.expression), known)
    if found is None and case.conditions and _is_empty(case, trees):
        found = "nowhere"
    if found is None or not case.conditions:
        return found
    return f"where {' and '.join(map(text, case.conditions))}:\n{found}"


def _is_empty(case: Case, trees: tuple[Boolean, ...]) -> bool:
    from verify.symbolic.smt import contradictory

    return contradictory([*trees, *case.conditions])
