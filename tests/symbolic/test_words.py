"""Rewriting of words by premises, and the normal form of sums."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from sympy import Integer, exp

from verify.logic import Eq
from verify.notation import (
    identity,
    index,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    tokens,
    total,
    vector,
    weights,
)
from verify.obligation import Obligation, Premise
from verify.symbolic.lettered import rules_of
from verify.symbolic.normal_words import Normal
from verify.symbolic.sequents import sequents
from verify.symbolic.sized import at_sizes
from verify.symbolic.words import Combination, completed, order, reduced, reversed_word

n, many = size("n l")
x, y = vector("x y", n)
A, B, C = matrix("A B C", n)
i, j, k = index("i j k")
h = real("h")
t, w = tokens("x", many, n), weights("w", many)


def rules(*gaps: Any) -> Any:
    equations: list[tuple[Combination, frozenset[Any]]] = []
    for gap in gaps:
        terms = Normal().terms(gap)
        equations.append(({term.word: term.number for term in terms}, frozenset()))
    return tuple(completed(equations))


def vanishes(gap: Any, *given: Any) -> bool:
    return bool(Normal(rules(*given)).number(inner(x, gap * y)) == 0)


def test_every_rule_leads_to_smaller_words() -> None:
    found = rules(A.T - A, A * B - B * A, A * A - identity(n))
    for rule in found:
        assert all(order(word) < order(rule.word) for word, _ in rule.equals)


def test_a_one_sided_inverse_is_two_sided() -> None:
    assert vanishes(B * A - identity(n), A * B - identity(n))
    assert not vanishes(B * A - A * B, A * B - C)


def test_overlapping_premises_are_completed() -> None:
    # From A B = I and B C = I follows A = C.
    assert vanishes(A - C, A * B - identity(n), B * C - identity(n))
    # Commuting with a symmetric matrix passes to the transpose.
    assert vanishes(A * B.T - B.T * A, A.T - A, A * B - B * A)
    assert not vanishes(A * B - B * A, A.T - A, B.T - B)


def test_the_transpose_of_a_reduced_word_reduces_alike() -> None:
    found = rules(A.T + A, B.T - B, A * B - B * A)
    letters = [(A, False), (A, True), (B, False), (B, True)]
    for word in itertools.product(letters, repeat=3):
        turned: Combination = {}
        for part, number in reduced(word, found).items():
            for other, factor in reduced(reversed_word(part), found).items():
                turned[other] = turned.get(other, Integer(0)) + number * factor
        assert {p: c for p, c in turned.items() if c} == reduced(reversed_word(word), found)


def test_no_rule_divides_by_a_letter_that_may_vanish() -> None:
    assert not vanishes(A - B, h * A - h * B)


def test_bound_indices_may_be_renamed_and_swapped() -> None:
    one = total(w[i, j] * inner(t[i], A * t[j]) * w[j, k], i, j, k)
    two = total(w[k, i] * inner(t[k], A * t[i]) * w[i, j], k, j, i)
    assert Normal().number(one - two) == 0
    other = total(w[k, i] * inner(t[i], A * t[k]) * w[i, j], k, j, i)
    assert Normal().number(one - other) != 0


def test_sums_split_into_connected_pieces() -> None:
    assert Normal().number(total(w[i] * w[j], i, j) - total(w[i], i) ** 2) == 0
    assert Normal().number(total(w[i] ** 2, i) - total(w[i], i) ** 2) != 0
    assert Normal().number(total(w[i] + 0 * w[j], i) - total(w[k], k)) == 0


def test_nested_sums_open_and_quotients_stay() -> None:
    partition = total(exp(inner(t[i], t[k])), k)
    nested = total(total(exp(inner(t[i], t[j])) * w[j], j) / partition, i)
    flat = total(exp(inner(t[i], t[j])) * w[j] / partition, i, j)
    assert Normal().number(nested - flat) == 0
    swapped = total(exp(inner(t[i], t[j])) * w[i] / partition, i, j)
    assert Normal().number(nested - swapped) != 0


def test_a_norm_is_the_root_of_its_square() -> None:
    normal = Normal()
    assert normal.number(norm(x - y) ** 2 - inner(x - y, x - y)) == 0
    assert normal.number(norm(-2 * x) - 2 * norm(x)) == 0
    assert normal.number(norm(x + y) - norm(x) - norm(y)) != 0


def test_the_normal_form_agrees_with_numbers() -> None:
    draw = np.random.default_rng(3)
    formulas = [
        inner((A + B) * (x - 2 * y), A.T * (B * x)),
        norm(A * x - y) ** 4 - inner(x, x) * inner(y, B * x),
        total(w[i, j] * inner(t[i] - t[j], A * t[j]) ** 2, i, j),
        norm(total(w[i, i] * t[i], i)) ** 2 * total(w[i, j], i, j),
    ]
    for formula in formulas:
        same = Eq(formula, Normal().number(formula))
        sized = at_sizes(Obligation(same), dict.fromkeys((n, many), 2))
        point = {s: Integer(int(draw.integers(-3, 4))) for s in sized.letters()}
        assert sized.says.lhs.subs(point) == sized.says.rhs.subs(point)


def ruled(*premises: Any) -> Any:
    """Return the rules of premises over free indices."""
    given = tuple(Premise(f"premise {place}", says) for place, says in enumerate(premises))
    (sequent,) = sequents(Obligation(Eq(h, h), given))
    return rules_of(sequent.given)


def test_equal_tokens_are_all_the_first_one() -> None:
    found = ruled(same(t[i], t[j]))
    for place in (i, k, 1):
        assert reduced(((t[place], False),), found) == {((t[1], False),): 1}
    assert Normal(found).number(inner(t[i], A * t[k]) - inner(t[j], A * t[j])) == 0


def test_a_rule_that_only_swaps_indices_ends() -> None:
    found = ruled(same(t[i] * t[j].T, t[j] * t[i].T))
    normal = Normal(found)
    assert normal.number(inner(x, (t[i] * t[k].T - t[k] * t[i].T) * y)) == 0
    assert normal.number(inner(x, (t[i] * t[j].T - t[k] * t[i].T) * y)) != 0


def test_an_index_of_a_rule_stands_for_one_place_at_a_time() -> None:
    found = ruled(Eq(inner(t[i], t[i]), 1), same(A * t[i], A * t[j]))
    assert Normal(found).number(inner(t[i], t[j]) - 1) != 0
    assert Normal(found).number(inner(t[i], A * t[j]) - inner(t[i], A * t[k])) == 0
