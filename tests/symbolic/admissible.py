"""Points that meet the premises of statements about vectors, found by the tests alone."""

from __future__ import annotations

import re
from typing import Any

import sympy
from sympy import Integer

from verify.arithmetic import decide_tree
from verify.obligation import Obligation
from verify.verdict import Truth


def admissible(sized: Obligation, generator: Any) -> dict[Any, Any]:
    """Return a point that meets every premise, some integers mended by one of a few rules."""
    letters = sized.letters()
    for _ in range(60):
        point = {s: Integer(int(generator.integers(-2, 3))) for s in letters}
        for fix in (_nothing, *_FIXES):
            fixed = {s: fix(s.name, point, letters) for s in letters}
            met = [decide_tree(p.says, fixed, 256).truth for p in sized.given]
            if all(truth is Truth.TRUE for truth in met):
                return fixed
    raise AssertionError("no fix meets the premises")


def _nothing(name: str, point: Any, letters: Any) -> Any:
    return _at(name, point)


def _symmetric(name: str, point: Any, letters: Any) -> Any:
    r, c = _places(name)
    return _at(f"{name[0]}[{min(r, c)},{max(r, c)}]" if name[0] in "AP" else name, point)


def _skew(name: str, point: Any, letters: Any) -> Any:
    r, c = _places(name)
    if name[0] != "A":
        return _at(name, point)
    return (r < c) * _at(name, point) - (r > c) * _at(f"A[{c},{r}]", point)


def _signs(name: str, point: Any, letters: Any) -> Any:
    """A signed permutation: the coordinates in reverse order, the first with a minus."""
    r, c = _places(name)
    last = max(_places(s.name)[0] for s in letters)
    if name[0] != "A":
        return _at(name, point)
    return Integer((r + c == last + 1) * (-1 if r == 1 else 1))


def _first_axis(name: str, point: Any, letters: Any) -> Any:
    """Tokens and y on the sphere: plus or minus the first axis vector."""
    r, c = _places(name)
    if name[0] not in "xy":
        return _at(name, point)
    return Integer(((c or r) == 1) * (-1 if name[0] == "x" and c and r % 2 else 1))


def _rows(name: str, point: Any, letters: Any) -> Any:
    r, c = _places(name)
    if name[0] != "w" or c > 1:
        return _at(name, point)
    others = [s for s in letters if s.name.startswith(f"w[{r},") and s.name != name]
    return 1 - sum(point[s] for s in others)


def _eigenvector(name: str, point: Any, letters: Any) -> Any:
    """A is h times the identity."""
    r, c = _places(name)
    return (r == c) * _at("h", point) if name[0] == "A" else _at(name, point)


def _moved(name: str, point: Any, letters: Any) -> Any:
    """y = x + h A x."""
    if name[0] != "y":
        return _at(name, point)
    r, _ = _places(name)
    columns = [_places(s.name)[0] for s in letters if s.name.startswith("x[")]
    image = sum(_at(f"A[{r},{c}]", point) * _at(f"x[{c}]", point) for c in columns)
    return _at(f"x[{r}]", point) + _at("h", point) * image


_FIXES = (_symmetric, _skew, _signs, _first_axis, _rows, _eigenvector, _moved)


def _at(name: str, point: Any) -> Any:
    return point[sympy.Symbol(name, real=True)]


def _places(name: str) -> tuple[int, int]:
    numbers = [int(part) for part in re.findall(r"\d+", name)]
    return (*numbers, 0, 0)[0], (*numbers, 0, 0)[1]
