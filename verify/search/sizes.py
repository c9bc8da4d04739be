"""Abstract vectors and symbolic sizes, written out at small sizes for the search."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import sympy

from verify.errors import ClaimError
from verify.notation import is_size
from verify.obligation import Obligation
from verify.symbolic.matrix_functions import has_functions
from verify.symbolic.sized import at_sizes
from verify.symbolic.vectors import abstract_atoms

DEFAULT = (1, 2, 3)
MOST = 9


def sizes_of(obligation: Obligation) -> list[sympy.Symbol]:
    """Return the symbolic sizes of an obligation, by name."""
    trees = (obligation.says, *(premise.says for premise in obligation.given))
    free = {letter for tree in trees for letter in tree.free_symbols}
    free |= {letter for meaning in obligation.where.values() for letter in meaning.free_symbols}
    return sorted((letter for letter in free if is_size(letter)), key=str)


def concretely(obligation: Obligation) -> Iterator[tuple[str, Obligation]]:
    """Yield the obligation at each size to try, labelled `n = 2`; as it is without sizes.

    The sizes come from the obligation, else they are 1, 2 and 3; at most `MOST` combinations,
    the smallest first.
    """
    for sizes in tried_sizes(obligation):
        yield label_of(sizes), at(obligation, sizes)


def tried_sizes(obligation: Obligation) -> list[dict[sympy.Symbol, int]]:
    """Return the sizes that `concretely` tries, in order; one empty choice without sizes."""
    letters = sizes_of(obligation)
    choices = [obligation.sizes.get(letter, DEFAULT) for letter in letters]
    combinations = sorted(itertools.product(*choices), key=sum)[:MOST]
    return [dict(zip(letters, values, strict=True)) for values in combinations]


def label_of(sizes: Mapping[sympy.Symbol, int]) -> str:
    """Return sizes as `n = 2, m = 3`."""
    return ", ".join(f"{letter.name} = {value}" for letter, value in sizes.items())


def at(obligation: Obligation, sizes: Mapping[sympy.Symbol, int]) -> Obligation:
    """Return the obligation at some sizes, in coordinates where it is not about scalars."""
    trees = (obligation.says, *(premise.says for premise in obligation.given))
    abstract = any(abstract_atoms(tree) for tree in trees)
    abstract = abstract or any(has_functions(tree) for tree in trees)
    return at_sizes(obligation, sizes) if sizes or abstract or obligation.where else obligation


def written_out(obligation: Obligation, sizes: Mapping[str, int]) -> Obligation:
    """Return the obligation in coordinates; raise `ClaimError` for a size without a value."""
    letters = sizes_of(obligation)
    missing = [letter.name for letter in letters if letter.name not in sizes]
    if missing:
        raise ClaimError(f"no value for the size {', '.join(missing)}. Write size='n = 2'.")
    return at(obligation, {letter: sizes[letter.name] for letter in letters})


def read_sizes(text: str) -> dict[str, int]:
    """Return the sizes written in a label.

    >>> read_sizes("n = 2, l = 3")
    {'n': 2, 'l': 3}
    """
    found = {}
    for piece in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = piece.partition("=")
        found[name.strip()] = _whole(value.strip(), text)
    return found


def told_sizes(obligation: Obligation, values: Mapping[str, str]) -> dict[str, int]:
    """Return the sizes among the values of a point, as of a statement about plain numbers."""
    names = [letter.name for letter in sizes_of(obligation) if letter.name in values]
    return {name: _whole(values[name], f"{name} = {values[name]}") for name in names}


def _whole(value: str, text: str) -> int:
    if not (value.isdecimal() and int(value) > 0):
        raise ClaimError(f"{text!r} gives no sizes above 0. Write them as n = 2, m = 3.")
    return int(value)
