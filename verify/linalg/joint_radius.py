"""The joint spectral radius of a few matrices, between rigorous bounds.

From below, the spectral radius of a product of k factors, to the power 1/k. From above, the
largest norm of a factor, for any norm: the Euclidean norm of products, an ellipsoid, or the
polytope that the best product spans, whose norm is bounded by a linear program and the program
checked in balls. Sources: Jungers, The Joint Spectral Radius (2009); Guglielmi and Protasov,
Exact computation of joint spectral characteristics, Found. Comput. Math. 13 (2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import scipy.linalg
from scipy.optimize import linprog

from verify.linalg import balls
from verify.linalg.matrices import Exact, MatrixError, exact, gaussian

PRODUCTS = 20_000  # at most so many products are looked at
ENCLOSED = 300  # at most so many of one length are enclosed in balls
VERTICES = 120  # at most so many vertices of a polytope
BITS = 192
LEVEL = 1e-10  # a float image this far outside the polytope becomes a vertex


@dataclass(frozen=True)
class JointRadius:
    """lower ≤ ρ ≤ upper, both rigorous, and what they rest on."""

    lower: Fraction
    upper: Fraction
    word: tuple[int, ...]  # the product of the lower bound, its last factor applied first
    norm: str  # of the upper bound: "Euclidean, products of 5", "polytope of 8 vertices", ...


def joint_spectral_radius(matrices: Sequence[Any], products: int = PRODUCTS) -> JointRadius:
    """Return rigorous bounds of the joint spectral radius of real exact matrices.

    All products up to the length that `products` allows are tried from below. The bounds meet
    to about ten digits when the polytope closes; otherwise the ellipsoid and the products give
    a wider bracket. Unequal sizes and an empty list raise `MatrixError`.
    """
    family = _family(matrices)
    middles = [_floats(A) for A in family]
    words = _words(middles, products)
    word, lower = _best_below(family, words)
    candidates = [_by_products(family, words), _by_ellipsoid(family, middles)]
    if lower > 0:
        polytope = _polytope(middles, word, float(lower))
        if polytope is not None:
            candidates.append(_by_polytope(family, polytope))
    upper, norm = min(candidates)
    return JointRadius(lower, max(upper, lower), word, norm)


def _family(matrices: Sequence[Any]) -> list[Exact]:
    family = [exact(A, f"matrix {i}") for i, A in enumerate(matrices)]
    if not family or len({A.size for A in family}) != 1 or any(A.imag for A in family):
        sizes = [A.size for A in family]
        raise MatrixError(
            f"Sizes {sizes}: give real square matrices of one size, at least one."
        )
    return family


def _words(middles: list[np.ndarray], limit: int) -> list[tuple[list[tuple[int, ...]], Any]]:
    """Return, for each length, all words and the stack of their float products."""
    letters: list[tuple[int, ...]] = [(i,) for i in range(len(middles))]
    levels: list[tuple[list[tuple[int, ...]], Any]] = [(letters, np.array(middles))]
    total = len(middles)
    while total + len(levels[-1][0]) * len(middles) <= limit and len(levels) < 16:
        words, stack = levels[-1]
        longer = [(*word, i) for word in words for i in range(len(middles))]
        levels.append((longer, np.concatenate([[P @ A for A in middles] for P in stack])))
        total += len(longer)
    return levels


def _best_below(
    family: list[Exact], levels: list[tuple[list[tuple[int, ...]], Any]]
) -> tuple[tuple[int, ...], Fraction]:
    best_word, best = levels[0][0][0], -1.0
    for words, stack in levels:
        values = np.abs(np.linalg.eigvals(stack)).max(axis=-1) ** (1 / len(words[0]))
        k = int(np.nan_to_num(values).argmax())
        if values[k] > best * (1 + 1e-12):  # the shortest word among equals
            best_word, best = words[k], float(values[k])
    with flint.ctx.workprec(BITS):
        radius = balls.spectral_radius(_product(family, best_word))
        root = _root(radius.nonnegative_part(), len(best_word))
        return best_word, max(gaussian(root.lower())[0], Fraction(0))


def _by_products(
    family: list[Exact], levels: list[tuple[list[tuple[int, ...]], Any]]
) -> tuple[Fraction, str]:
    """Return the least max ‖product‖^(1/k) over lengths k, enclosed where floats see a gain."""
    best: tuple[Fraction, str] | None = None
    for words, stack in levels:
        k = len(words[0])
        seen = float(np.linalg.norm(stack, 2, axis=(-2, -1)).max()) ** (1 / k)
        if best is not None and (len(words) > ENCLOSED or seen >= float(best[0])):
            continue
        with flint.ctx.workprec(BITS):
            norms = [balls.norm2(_product(family, word)) for word in words]
            bound = gaussian(_root(balls.largest(norms), k).upper())[0]
        if best is None or bound < best[0]:
            best = bound, f"Euclidean, products of {k}"
    assert best is not None
    return best


def _by_ellipsoid(family: list[Exact], middles: list[np.ndarray]) -> tuple[Fraction, str]:
    """Return the norm in √(xᵀPx), where P = I + Σ AᵢᵀPAᵢ/γ², γ² just above its limit."""
    lifted = sum(np.kron(A.T, A.T) for A in middles)
    n = len(middles[0])
    gamma = np.abs(np.linalg.eigvals(lifted)).max() * 1.001 + 1e-12
    P = np.linalg.solve(np.eye(n * n) - lifted / gamma, np.eye(n).ravel()).reshape(n, n)
    try:
        L = np.linalg.cholesky((P + P.T) / 2)
    except np.linalg.LinAlgError:
        L = np.eye(n)
    with flint.ctx.workprec(BITS):
        factor = _exact(L.T)
        inverse = factor.inv()
        bound = balls.largest(balls.norm2(factor * A.balls(BITS) * inverse) for A in family)
        return gaussian(bound.upper())[0], "ellipsoid"


def _polytope(
    middles: list[np.ndarray], word: tuple[int, ...], radius: float
) -> np.ndarray | None:
    """Return vertices (n, count) of a polytope that the matrices nearly keep, or None."""
    n = len(middles[0])
    scaled = [A / radius for A in middles]
    vertices = _cycle(scaled, word)
    if np.linalg.matrix_rank(np.array(vertices)) < n:
        vertices += list(1e-2 * np.eye(n))
    waiting = list(vertices)
    while waiting:
        v = waiting.pop(0)
        for A in scaled:
            image = A @ v
            if _gauge(np.array(vertices).T, image)[0] > 1 + LEVEL:
                vertices.append(image)
                waiting.append(image)
        if len(vertices) > VERTICES:
            return None
    return np.array(vertices).T


def _cycle(scaled: list[np.ndarray], word: tuple[int, ...]) -> list[np.ndarray]:
    """Return the leading eigenvector of the best product and its images along the word."""
    product = np.eye(len(scaled[0]))
    for i in word:
        product = product @ scaled[i]
    values, vectors = np.linalg.eig(product)
    lead = vectors[:, int(np.abs(values).argmax())]
    starts = [lead.real, lead.imag] if np.abs(lead.imag).max() > 1e-9 else [lead.real]
    found = []
    for start in starts:
        v = start / np.abs(start).max()
        for i in reversed(word):
            found.append(v)
            v = scaled[i] @ v
    return found


def _gauge(vertices: np.ndarray, point: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the least Σ|c| with point = vertices c, and c, in floats."""
    count = vertices.shape[1]
    answer = linprog(
        np.ones(2 * count), A_eq=np.hstack([vertices, -vertices]), b_eq=point, method="highs"
    )
    if answer.x is None:
        return np.inf, np.zeros(count)
    c = answer.x[:count] - answer.x[count:]
    return float(np.abs(c).sum()), c


def _by_polytope(family: list[Exact], vertices: np.ndarray) -> tuple[Fraction, str]:
    """Bound the polytope norm of each matrix: Av = Vc + r, and r is written in a basis of V."""
    columns = vertices.shape[1]
    with flint.ctx.workprec(BITS):
        V = _exact(vertices)
        chosen = _basis(vertices)
        inverse = _exact(vertices[:, chosen]).inv()
        worst = flint.arb(0)
        for A in family:
            images = A.balls(BITS) * V
            floats = np.array([[complex(z).real for z in row] for row in images.tolist()])
            coefficients = np.array([_gauge(vertices, floats[:, k])[1] for k in range(columns)])
            C = _exact(coefficients.T)
            rest = inverse * (images - V * C)
            worst = worst.max(_bound(C, rest))
        return gaussian(worst.upper())[0], f"polytope of {columns} vertices"


def _bound(C: flint.acb_mat, rest: flint.acb_mat) -> Any:
    """Return the largest column sum of |C| plus that of |rest|, column by column."""
    totals = [flint.arb(0)] * C.ncols()
    for row in C.tolist() + rest.tolist():
        totals = [total + abs(entry) for total, entry in zip(totals, row, strict=True)]
    return balls.largest(totals)


def _basis(vertices: np.ndarray) -> list[int]:
    _, _, order = scipy.linalg.qr(vertices, pivoting=True)
    return [int(k) for k in order[: len(vertices)]]


def _product(family: list[Exact], word: tuple[int, ...]) -> Any:
    result = family[word[0]].rational
    for i in word[1:]:
        result = result * family[i].rational
    return result


def _root(number: Any, k: int) -> Any:
    return number.root(k) if k > 1 else number


def _floats(A: Exact) -> np.ndarray:
    return np.array([[complex(z).real for z in row] for row in A.balls(64).tolist()])


def _exact(M: np.ndarray) -> flint.acb_mat:
    return flint.acb_mat([[flint.acb(x) for x in row] for row in M.tolist()])
