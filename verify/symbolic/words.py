"""Words: products of vector and matrix letters, and how premises shorten them.

A word is a product of letters and transposed letters. An equation of matrices or vectors, as
`A.T = -A` or `A v = λ v`, turns its longest word into the rest; the equations are completed by
their transposes and overlaps (Knuth and Bendix 1970, bounded), so that more words meet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Expr, Integer

from verify.symbolic.arrays import Array, Product, Transposed
from verify.symbolic.sums import Token

Factor = tuple[Any, bool]  # a letter or token, and whether it is transposed
Word = tuple[Factor, ...]
Combination = dict[Word, Expr]  # a linear combination of words

_MOST_RULES = 40
_LONGEST = 8


@dataclass(frozen=True)
class Rule:
    """One word and the combination it equals; indices in `free` stand for any index."""

    word: Word
    equals: tuple[tuple[Word, Expr], ...]
    free: frozenset[sympy.Symbol] = frozenset()


def reversed_word(word: Word) -> Word:
    """Return the transpose of a word."""
    return tuple((letter, not flag) for letter, flag in reversed(word))


def array_of(word: Word) -> Array:
    """Return a word as a product of letters; it must not be empty."""
    factors = [Transposed(letter) if flag else letter for letter, flag in word]
    return factors[0] if len(factors) == 1 else Product(*factors)


def word_of(array: Array) -> Word:
    """Return a product of letters as a word; the inverse of `array_of`."""
    factors = array.args if isinstance(array, Product) else (array,)
    return tuple((f.T, True) if isinstance(f, Transposed) else (f, False) for f in factors)


def order(word: Word) -> Any:
    """Return the key by which words are compared: length, transposes, names."""
    return len(word), sum(flag for _, flag in word), [_name(factor) for factor in word]


def reduced(word: Word, rules: Iterable[Rule]) -> Combination:
    """Return what a word comes to when every rule has been used as often as it can be.

    Every step leads to smaller words (see `order`), so this ends: a rule over free indices is
    not used where it would only swap them.
    """
    rules = tuple(rules)
    done: Combination = {}
    waiting: list[tuple[Word, Any]] = [(word, Integer(1))]
    while waiting:
        current, factor = waiting.pop()
        step = _step(current, rules)
        if step is None:
            add_to(done, current, factor)
        else:
            waiting.extend((next_word, factor * number) for next_word, number in step)
    return done


def add_to(combination: Combination, word: Word, number: Any) -> None:
    """Add a multiple of a word to a combination, in place; words with 0 are dropped."""
    value = sympy.expand(combination.get(word, Integer(0)) + number)
    if value == 0:
        combination.pop(word, None)
    else:
        combination[word] = value


def completed(equations: Iterable[tuple[Combination, frozenset[sympy.Symbol]]]) -> list[Rule]:
    """Return rules from equations `combination = 0`, with transposes and overlaps.

    An equation whose longest word has a coefficient that is no number gives no rule: dividing
    by it would assume that it does not vanish. Rules are complete only when few are needed.
    """
    rules: list[Rule] = []
    waiting = [pair for equation in equations for pair in _with_transpose(equation)]
    while waiting and len(rules) < _MOST_RULES:
        combination, free = waiting.pop(0)
        rule = _rule(_reduced_all(combination, rules), free)
        if rule is None or len(rule.word) > _LONGEST:
            continue
        overlaps = [eq for other in [*rules, rule] for eq in _overlaps(rule, other)]
        waiting += [
            pair for eq in [*overlaps, *_rotations(rule)] for pair in _with_transpose(eq)
        ]
        stale = [old for old in rules if _touched(old, rule)]
        waiting += [_equation(old) for old in stale]
        rules = [old for old in rules if old not in stale] + [rule]
    return rules


def _step(word: Word, rules: tuple[Rule, ...]) -> list[tuple[Word, Any]] | None:
    """Return the word after one use of one rule, or None when no rule fits."""
    for rule in rules:
        for start in range(len(word) - len(rule.word) + 1):
            binding = _match(rule, word[start : start + len(rule.word)])
            if binding is None:
                continue
            head, tail = word[:start], word[start + len(rule.word) :]
            found = [
                (head + _bound(middle, binding) + tail, number.xreplace(binding))
                for middle, number in rule.equals
            ]
            if not rule.free or all(order(smaller) < order(word) for smaller, _ in found):
                return found
    return None


def _match(rule: Rule, part: Word) -> dict[Any, Any] | None:
    """Return what the free indices stand for where a rule fits; one that stands in no letter of
    the word stands for any place, so for the first."""
    binding: dict[Any, Any] = {}
    for (pattern, flag), (letter, other) in zip(rule.word, part, strict=True):
        if flag != other:
            return None
        # An index may meet its own name, in an equation of the same premises: it is bound too.
        if isinstance(pattern, Token) and pattern.places[0] in rule.free:
            alike = isinstance(letter, Token) and pattern.args[:3] == letter.args[:3]
            variable = pattern.places[0]
            if not alike or binding.setdefault(variable, letter.places[0]) != letter.places[0]:
                return None
        elif pattern != letter:
            return None
    return {**dict.fromkeys(rule.free, Integer(1)), **binding}


def _bound(word: Word, binding: dict[Any, Any]) -> Word:
    return tuple((letter.xreplace(binding), flag) for letter, flag in word) if binding else word


def _rule(combination: Combination, free: frozenset[sympy.Symbol]) -> Rule | None:
    """Return the rule of an equation `combination = 0`, or None when it gives none."""
    if not combination:
        return None
    lead = max(combination, key=order)
    number = combination[lead]
    if not lead or not number.is_Rational:
        return _definition(combination, free)
    rest = [(w, sympy.expand(-c / number)) for w, c in combination.items() if w != lead]
    return Rule(lead, tuple(rest), free)


def _definition(combination: Combination, free: frozenset[sympy.Symbol]) -> Rule | None:
    """Return the rule `letter -> rest` for a letter that stands alone and nowhere else."""
    for word, number in combination.items():
        others = [w for w in combination if w != word]
        alone = len(word) == 1 and all(word[0][0] != f[0] for w in others for f in w)
        if alone and number.is_Rational and not word[0][1]:
            rest = [(w, sympy.expand(-combination[w] / number)) for w in others]
            return Rule(word, tuple(rest), free)
    return None


def _reduced_all(combination: Combination, rules: list[Rule]) -> Combination:
    result: Combination = {}
    for word, number in combination.items():
        for part, factor in reduced(word, rules).items():
            add_to(result, part, number * factor)
    return result


def _with_transpose(
    equation: tuple[Combination, frozenset[sympy.Symbol]],
) -> list[tuple[Combination, frozenset[sympy.Symbol]]]:
    combination, free = equation
    return [equation, ({reversed_word(w): c for w, c in combination.items()}, free)]


def _equation(rule: Rule) -> tuple[Combination, frozenset[sympy.Symbol]]:
    combination: Combination = {rule.word: Integer(1)}
    for word, number in rule.equals:
        add_to(combination, word, -number)
    return combination, rule.free


def _touched(old: Rule, new: Rule) -> bool:
    words = (old.word, *(word for word, _ in old.equals))
    return any(_step(word, (new,)) is not None for word in words)


def _overlaps(one: Rule, two: Rule) -> list[tuple[Combination, frozenset[sympy.Symbol]]]:
    """Return the equations that follow where two rules meet in one word."""
    if one.free or two.free:
        return []
    found = []
    for first, second in itertools.permutations((one, two), 2):
        for size in range(1, min(len(first.word), len(second.word))):
            if first.word[-size:] == second.word[:size]:
                found.append((_meeting(first, second, size), first.free))
    return found


def _meeting(first: Rule, second: Rule, size: int) -> Combination:
    head, tail = first.word[:-size], second.word[size:]
    combination: Combination = {}
    for word, number in first.equals:
        add_to(combination, word + tail, number)
    for word, number in second.equals:
        add_to(combination, head + word, -number)
    return combination


def _rotations(rule: Rule) -> list[tuple[Combination, frozenset[sympy.Symbol]]]:
    """Return A W = c from W A = c, for square matrices and a number c other than 0.

    A one-sided inverse of a square matrix is two-sided; this needs finite dimension.
    """
    square = all(letter.shape[0] == letter.shape[1] for letter, _ in rule.word)
    if not square or [word for word, _ in rule.equals] != [()]:
        return []
    number = rule.equals[0][1]
    if not number.is_Rational or number == 0:
        return []
    turned = [rule.word[k:] + rule.word[:k] for k in range(1, len(rule.word))]
    return [({word: Integer(1), (): -number}, rule.free) for word in turned]


def _name(factor: Factor) -> Any:
    letter, flag = factor
    return letter.name, str(letter), flag
