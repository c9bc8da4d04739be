"""The trees of vector algebra: letters, sums, products, transposes, inner products, norms.

These are the nodes that `verify.symbolic.vectors` builds. They are kept as written and printed
as papers print them; `verify.symbolic.words` brings them to normal form.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy
from sympy import Basic, Expr, Integer
from sympy.printing.pretty.stringpict import prettyForm

from verify.errors import ClaimError
from verify.symbolic.slopes import derivative_in
from verify.symbolic.texts import typeset


def dimension(n: Any) -> Any:
    """Return a dimension or count as SymPy has it; raise `ClaimError` when `n` is none."""
    value = sympy.sympify(n)
    if (value.is_Integer and value >= 1) or (value.is_Symbol and value.is_integer):
        return value
    raise ClaimError(f"{n} is no dimension. Write a whole number >= 1, or size('n').")


def check_same_shape(left: Array, right: Array, sign: str) -> None:
    """Raise `ClaimError`, with both shapes, unless they are the same."""
    if left.shape != right.shape:
        raise ClaimError(
            f"{left} {sign} {right}: {_kind(left)} meets {_kind(right)}. "
            "Both sides need the same dimensions."
        )


class Array(Basic):
    """The interface of a vector or matrix: its operators, and a `shape` (rows, columns)."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        raise NotImplementedError(f"{type(self).__name__} states its own shape")

    @property
    def T(self) -> Array:
        """Return the transpose."""
        return self.args[0] if isinstance(self, Transposed) else Transposed(self)

    def __add__(self, other: Any) -> Array:
        return _plus(self, other)

    def __radd__(self, other: Any) -> Array:
        return self if other == 0 else _plus(self, other)

    def __sub__(self, other: Any) -> Array:
        return _plus(self, -other)

    def __rsub__(self, other: Any) -> Array:
        return -self if other == 0 else _plus(self, other)

    def __neg__(self) -> Array:
        return _times(Integer(-1), self)

    def __mul__(self, other: Any) -> Array:
        if isinstance(other, Array):
            return _product(self, other)
        return _times(sympy.sympify(other), self)

    def __rmul__(self, other: Any) -> Array:
        return _times(sympy.sympify(other), self)

    def __truediv__(self, other: Any) -> Array:
        return _times(1 / sympy.sympify(other), self)

    def __pow__(self, power: int) -> Array:
        if self.shape[0] != self.shape[1] or not isinstance(power, int) or power < 0:
            raise ClaimError(
                f"({self})**{power}: a square matrix has whole powers 0, 1, 2, ... only. "
                "Write inner(x, x) or norm(x)**2 for a vector."
            )
        return Product(*[self] * power) if power else Identity(self.shape[0])

    def __abs__(self) -> Any:
        raise ClaimError(f"abs({self}): {self} is no number. Write norm(x), or an entry.")

    def _pretty(self, printer: Any) -> Any:
        return prettyForm(typeset(str(self)))


class Letter(Array):
    """A vector or matrix about which nothing is known but its shape."""

    __slots__ = ()
    needs_sizes = True

    def __new__(cls, name: Basic, rows: Basic, columns: Basic) -> Letter:
        return Basic.__new__(cls, name, rows, columns)

    @property
    def name(self) -> str:
        """Return the name."""
        return self.args[0].name

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[1], self.args[2]

    def _sympystr(self, printer: Any) -> str:
        return printer._print(sympy.Symbol(self.name))

    def _latex(self, printer: Any) -> str:
        return printer._print(sympy.Symbol(self.name))


class Identity(Array):
    """The identity matrix."""

    __slots__ = ()
    needs_sizes = True

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0], self.args[0]

    def _sympystr(self, printer: Any) -> str:
        return "I"

    def _latex(self, printer: Any) -> str:
        return "I"


class Zero(Array):
    """The zero vector or matrix."""

    __slots__ = ()
    needs_sizes = True

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0], self.args[1]

    def _sympystr(self, printer: Any) -> str:
        return "0"

    def _latex(self, printer: Any) -> str:
        return "0"


class Transposed(Array):
    """The transpose of what it holds."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        rows, columns = self.args[0].shape
        return columns, rows

    def _sympystr(self, printer: Any) -> str:
        return f"{_factor(self.args[0], printer)}ᵀ"

    def _latex(self, printer: Any) -> str:
        return f"{_factor(self.args[0], printer)}^{{\\top}}"


class Scaled(Array):
    """A number times a vector or matrix."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[1].shape

    def _sympystr(self, printer: Any) -> str:
        return _coefficient(self.args[0], printer, "*") + _factor(self.args[1], printer)

    def _latex(self, printer: Any) -> str:
        return _coefficient(self.args[0], printer, " ") + _factor(self.args[1], printer)


class Sum(Array):
    """A sum of vectors or matrices of one shape, in the order written."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0].shape

    def _sympystr(self, printer: Any) -> str:
        return _signed([printer._print(term) for term in self.args])

    def _latex(self, printer: Any) -> str:
        return _signed([printer._print(term) for term in self.args])


class Product(Array):
    """A product of matrices, the last one perhaps a vector."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0].shape[0], self.args[-1].shape[1]

    def _sympystr(self, printer: Any) -> str:
        return " ".join(_factor(factor, printer) for factor in self.args)

    def _latex(self, printer: Any) -> str:
        return " ".join(_factor(factor, printer) for factor in self.args)


class Inner(Expr):
    """The inner product of two vectors: a real number."""

    __slots__ = ()
    is_commutative = True
    is_real = True
    precedence = 1000  # printed between brackets: it never needs parentheses

    def _eval_derivative(self, letter: Any) -> Expr:
        u, v = self.args
        return _inner(derivative(u, letter), v) + _inner(u, derivative(v, letter))

    def _sympystr(self, printer: Any) -> str:
        u, v = self.args
        return f"⟨{printer._print(u)}, {printer._print(v)}⟩"

    def _latex(self, printer: Any, exp: str = "") -> str:
        u, v = self.args
        body = rf"\langle {printer._print(u)}, {printer._print(v)} \rangle"
        return f"{body}^{{{exp}}}" if exp else body

    def _pretty(self, printer: Any) -> Any:
        return prettyForm(typeset(str(self)))


class Norm(Expr):
    """The Euclidean norm of a vector: a real number, never negative."""

    __slots__ = ()
    is_commutative = True
    is_real = True
    is_nonnegative = True
    precedence = 1000

    def _eval_derivative(self, letter: Any) -> Expr:
        u = self.args[0]
        return _inner(u, derivative(u, letter)) / self

    def _sympystr(self, printer: Any) -> str:
        return f"‖{printer._print(self.args[0])}‖"

    def _latex(self, printer: Any, exp: str = "") -> str:
        body = rf"\lVert {printer._print(self.args[0])} \rVert"
        return f"{body}^{{{exp}}}" if exp else body

    def _pretty(self, printer: Any) -> Any:
        return prettyForm(typeset(str(self)))


@lru_cache(maxsize=8192)
def derivative(array: Array, letter: sympy.Symbol) -> Array:
    """Return the derivative of a vector or matrix in a scalar letter."""
    if letter not in array.free_symbols:
        return Zero(*array.shape)
    if isinstance(array, Scaled):
        number, body = array.args
        return _plus(
            _times(derivative_in(number, letter), body),
            _times(number, derivative(body, letter)),
        )
    if isinstance(array, Sum):
        return Sum(*[derivative(term, letter) for term in array.args])
    if isinstance(array, Transposed):
        return Transposed(derivative(array.args[0], letter))
    if isinstance(array, Product):
        factors = array.args
        parts = [
            Product(*factors[:k], derivative(factors[k], letter), *factors[k + 1 :])
            for k in range(len(factors))
        ]
        return Sum(*parts)
    return array.rebuilt(derivative(array.args[0], letter))  # a sum over an index


def _inner(u: Array, v: Array) -> Expr:
    return Integer(0) if isinstance(u, Zero) or isinstance(v, Zero) else Inner(u, v)


def _plus(left: Array, right: Any) -> Array:
    if not isinstance(right, Array):
        raise ClaimError(
            f"{left} + {right}: {left} is {_kind(left)} and {right} a number. "
            "Write a multiple of the identity, as c * identity(n), or a vector."
        )
    check_same_shape(left, right, "+")
    terms = [t for s in (left, right) for t in (s.args if isinstance(s, Sum) else (s,))]
    return Sum(*terms)


def _times(number: Any, array: Array) -> Array:
    if not isinstance(number, Expr):
        raise ClaimError(f"{number} * ({array}): {number} is no number, vector or matrix.")
    if number.has(sympy.I) or any(s.is_real is not True for s in number.free_symbols):
        raise ClaimError(
            f"{number} * ({array}): vectors here are real. Write the real and the imaginary "
            "part as two vectors."
        )
    if isinstance(array, Scaled):
        return _times(number * array.args[0], array.args[1])
    return array if number == 1 else Scaled(number, array)


def _product(left: Array, right: Array) -> Array:
    if left.shape[1] != right.shape[0]:
        raise ClaimError(
            f"({left}) * ({right}): {_kind(left)} times {_kind(right)}; the {left.shape[1]} "
            f"columns of the first must be the {right.shape[0]} rows of the second. "
            "Write inner(u, v) for the inner product of two vectors."
        )
    if isinstance(left, Scaled):
        return _times(left.args[0], _product(left.args[1], right))
    if isinstance(right, Scaled):
        return _times(right.args[0], _product(left, right.args[1]))
    factors = [f for s in (left, right) for f in (s.args if isinstance(s, Product) else (s,))]
    return Product(*factors)


def _kind(array: Array) -> str:
    rows, columns = array.shape
    return f"a vector of R^{rows}" if columns == 1 else f"a {rows} x {columns} matrix"


def _factor(array: Array, printer: Any) -> str:
    text = printer._print(array)
    return f"({text})" if isinstance(array, Sum | Scaled) else text


def _coefficient(number: Any, printer: Any, times: str) -> str:
    if number == -1:
        return "-"
    text = printer._print(number)
    loose = number.is_Add or ("/" in text and times == "*")  # 1/c*x reads as 1/(c*x)
    return f"({text}){times}" if loose else f"{text}{times}"


def _signed(terms: list[str]) -> str:
    return " + ".join(terms).replace("+ -", "- ")
