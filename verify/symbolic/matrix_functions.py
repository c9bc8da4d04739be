"""Functions of matrices as trees: norms, logarithmic norms, spectra, exponentials, inverses.

They are kept as written and printed as papers print them. A function with numbers as values is
a SymPy expression, one with matrices as values an `Array`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy
from sympy import Basic, Expr, Integer
from sympy.printing.pretty.stringpict import prettyForm

from verify.errors import ClaimError
from verify.symbolic.arrays import Array, Letter
from verify.symbolic.texts import typeset


class Explicit(Array):
    """A matrix given by its entries, row by row."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0], self.args[1]

    @property
    def entries(self) -> tuple[Any, ...]:
        """Return the entries, row by row."""
        return tuple(self.args[2:])

    def _table(self, printer: Any) -> list[list[str]]:
        width = int(self.shape[1])
        texts = [printer._print(entry) for entry in self.entries]
        return [texts[k : k + width] for k in range(0, len(texts), width)]

    def _sympystr(self, printer: Any) -> str:
        return "[" + ", ".join(f"[{', '.join(row)}]" for row in self._table(printer)) + "]"

    def _latex(self, printer: Any) -> str:
        body = r" \\ ".join(" & ".join(row) for row in self._table(printer))
        return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


class MatrixValued(Array):
    """The interface of a function from square matrices to matrices of the same size."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0].shape

    def rebuilt(self, inner: Any) -> Array:
        """Raise `ClaimError`: no derivative of such a function is known here."""
        raise ClaimError(
            f"the derivative of {self} is not known. Write it out, as A * expm(t * A)."
        )


class Exponential(MatrixValued):
    """The exponential of a square matrix."""

    __slots__ = ()

    def _sympystr(self, printer: Any) -> str:
        return f"e^{_tight(self.args[0], printer)}"

    def _latex(self, printer: Any) -> str:
        return f"e^{{{printer._print(self.args[0])}}}"


class Inverse(MatrixValued):
    """The inverse of a square matrix; it has no value where the matrix is singular."""

    __slots__ = ()

    def _sympystr(self, printer: Any) -> str:
        return f"{_tight(self.args[0], printer)}⁻¹"

    def _latex(self, printer: Any) -> str:
        text = printer._print(self.args[0])
        return (text if isinstance(self.args[0], Letter) else rf"\left({text}\right)") + "^{-1}"


class MatrixNumber(Expr):
    """The interface of a function of one matrix whose values are numbers."""

    __slots__ = ()
    is_commutative = True
    always_real = True  # False: real for real matrices
    precedence = 1000  # printed between brackets: it never needs parentheses
    text = "{}"
    tex = "{}"

    def _eval_is_real(self) -> bool | None:
        told = self.always_real or not (
            self.has(sympy.I) or any(s.is_real is not True for s in self.free_symbols)
        )
        return told or None

    def _eval_derivative(self, letter: Any) -> Expr:
        return sympy.Derivative(self, letter, evaluate=False)

    def _sympystr(self, printer: Any) -> str:
        return self.text.format(*[printer._print(part) for part in self.args])

    def _latex(self, printer: Any, exp: str = "") -> str:
        body = self.tex.format(*[printer._print(part) for part in self.args])
        return f"{body}^{{{exp}}}" if exp else body

    def _pretty(self, printer: Any) -> Any:
        return prettyForm(typeset(str(self)))


class Norm1(MatrixNumber):
    """The largest column sum of moduli."""

    __slots__ = ()
    is_nonnegative = True
    text, tex = "‖{}‖₁", r"\lVert {} \rVert_1"


class Norm2(MatrixNumber):
    """The largest singular value."""

    __slots__ = ()
    is_nonnegative = True
    text, tex = "‖{}‖₂", r"\lVert {} \rVert_2"


class NormInf(MatrixNumber):
    """The largest row sum of moduli."""

    __slots__ = ()
    is_nonnegative = True
    text, tex = "‖{}‖∞", r"\lVert {} \rVert_\infty"


class Frobenius(MatrixNumber):
    """The square root of the sum of the squares of all entries."""

    __slots__ = ()
    is_nonnegative = True
    text, tex = "‖{}‖F", r"\lVert {} \rVert_F"


class LogNorm1(MatrixNumber):
    """The largest of a[j, j] + Σ |a[i, j]|, i ≠ j, over columns j."""

    __slots__ = ()
    text, tex = "μ₁({})", r"\mu_1\left({}\right)"


class LogNorm2(MatrixNumber):
    """The largest eigenvalue of the symmetric part."""

    __slots__ = ()
    text, tex = "μ₂({})", r"\mu_2\left({}\right)"


class LogNormInf(MatrixNumber):
    """The largest of a[i, i] + Σ |a[i, j]|, j ≠ i, over rows i."""

    __slots__ = ()
    text, tex = "μ∞({})", r"\mu_\infty\left({}\right)"


class Abscissa(MatrixNumber):
    """The largest real part of an eigenvalue."""

    __slots__ = ()
    text, tex = "α({})", r"\alpha\left({}\right)"


class Radius(MatrixNumber):
    """The largest modulus of an eigenvalue."""

    __slots__ = ()
    is_nonnegative = True
    text, tex = "ρ({})", r"\rho\left({}\right)"


class Trace(MatrixNumber):
    """The sum of the diagonal."""

    __slots__ = ()
    always_real = False
    text, tex = "tr({})", r"\operatorname{{tr}}\left({}\right)"


class Determinant(MatrixNumber):
    """The determinant."""

    __slots__ = ()
    always_real = False
    text, tex = "det({})", r"\det\left({}\right)"


class Characteristic(MatrixNumber):
    """The characteristic polynomial of a matrix at a number, det(xI - A)."""

    __slots__ = ()
    always_real = False
    text, tex = "det({1}*I - {0})", r"\det\left({1} I - {0}\right)"


class Entry(MatrixNumber):
    """One entry of a matrix that has no formula for its entries: matrix, row, column."""

    __slots__ = ()
    always_real = False
    text, tex = "({})[{},{}]", r"\left({}\right)_{{{},{}}}"


@lru_cache(maxsize=1024)
def has_functions(tree: Basic) -> bool:
    """Tell whether a statement holds a function of a matrix, or a matrix given by entries."""
    return bool(tree.has(Explicit, MatrixValued, MatrixNumber))


def check_matrix(A: Any, what: str, square: bool = True) -> Array:
    """Return a matrix; raise `ClaimError` where it is none, or not square where it must be."""
    if not isinstance(A, Array):
        raise ClaimError(
            f"{what}({A}): {A} is no matrix. Write matrix('A', n), or array([[1, 2], [3, 4]])."
        )
    rows, columns = A.shape
    if square and rows != columns:
        raise ClaimError(
            f"{what}({A}): the matrix has {rows} rows and {columns} columns. "
            f"It must be square: write {what}(A.T * A), or a square matrix."
        )
    return A


def explicit(rows: list[list[Any]]) -> Explicit:
    """Return the matrix with these rows, all of one length."""
    entries = [sympy.sympify(entry) for row in rows for entry in row]
    return Explicit(Integer(len(rows)), Integer(len(rows[0])), *entries)


def _tight(matrix: Any, printer: Any) -> str:
    text = str(printer._print(matrix))
    return text if isinstance(matrix, Letter | Explicit) else f"({text})"
