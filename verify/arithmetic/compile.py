"""From SymPy expressions to a tape.

Nothing is evaluated on the way: rationals stay rationals, and a function that no arithmetic
knows is an error, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from verify.arithmetic.builder import Builder
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Tape
from verify.errors import ClaimError, UnsupportedFunction
from verify.symbolic.matrix_functions import Entry, Explicit

_CONSTANTS = {
    sympy.pi: "pi",
    sympy.E: "e",
    sympy.EulerGamma: "euler_gamma",
    sympy.GoldenRatio: "golden_ratio",
    sympy.I: "i",
}
# Order relations come down to two comparisons, with the sides swapped where needed.
_COMPARISONS = {
    "<": ("less", False),
    "<=": ("less_equal", False),
    ">": ("less", True),
    ">=": ("less_equal", True),
    "==": ("equal", False),
    "!=": ("unequal", False),
}
_RECIPROCALS = {
    "coth": "tanh",
    "cot": "tan",
    "sec": "cos",
    "csc": "sin",
    "sech": "cosh",
    "csch": "sinh",
}
# How many operands, the first ones, have to be real numbers, whatever the others are.
_OF_REALS = {"atan2": 2, "Heaviside": 2} | dict.fromkeys(
    ("besseli", "besselj", "besselk", "bessely"), 1
)
_FOLDED = {"Add": "add", "Mul": "mul", "Max": "max", "Min": "min", "And": "and", "Or": "or"}


Meanings = tuple[tuple[Any, Any], ...]  # letters, each with what it stands for


def compile_tape(
    expressions: Sequence[Any], inputs: Sequence[Any], meanings: Meanings = ()
) -> Tape:
    """Return the tape that computes the expressions from the inputs.

    `meanings` are further letters, each with an expression in the inputs that it stands for.

    Equal parts are computed once across all expressions. Functions of real arguments are the
    real ones: sqrt or log of a negative number is undefined, unless the argument is complex
    by construction (a complex letter or I in it). Raises `UnsupportedFunction` for a function
    or number outside the table of functions, `ClaimError` for a letter that is no input.
    """
    return _compiled(tuple(map(sympy.sympify, expressions)), tuple(inputs), meanings)


@lru_cache(maxsize=512)
def _compiled(
    expressions: tuple[Any, ...], inputs: tuple[Any, ...], meanings: Meanings
) -> Tape:
    builder = Builder()
    registers = write(builder, expressions, inputs, meanings)
    return builder.tape(inputs, tuple(registers[e] for e in expressions))


def write(
    builder: Builder,
    expressions: Sequence[Any],
    inputs: Sequence[Any],
    meanings: Meanings = (),
) -> dict[Any, int]:
    """Write the expressions, and return the register of each expression in them."""
    letters = {letter: builder.input(k, _is_real(letter)) for k, letter in enumerate(inputs)}
    if meanings:
        found = _write(builder, [meaning for _, meaning in meanings], letters)
        letters |= {letter: found[meaning] for letter, meaning in meanings}
    return _write(builder, expressions, letters)


def write_closed(
    builder: Builder, expressions: Sequence[Any], point: Mapping[Any, Any]
) -> dict[Any, int]:
    """Write the expressions with the exact values of a point in place of its letters."""
    values = {letter: sympy.sympify(value) for letter, value in point.items()}
    written = _write(builder, list(values.values()), {})
    letters = {
        letter: builder.real_side(written[value])
        if _is_real(letter)
        else builder.add("embed", written[value], real=False)
        for letter, value in values.items()
    }
    return _write(builder, expressions, letters)


def _write(
    builder: Builder, expressions: Sequence[Any], letters: dict[Any, int]
) -> dict[Any, int]:
    registers = dict(letters)
    for node in _operands_first(expressions, registers):
        registers[node] = _written(node, registers, builder)
    return registers


def _is_real(letter: Any) -> bool:
    return bool(getattr(letter, "is_extended_real", True) is True)


def _operands_first(roots: Sequence[Any], known: dict[Any, int]) -> Iterator[Any]:
    """Yield each distinct node once, after its operands; no recursion, so depth is free."""
    done = set(known)
    stack = list(reversed(roots))
    while stack:
        node = stack[-1]
        waiting = [child for child in _operands(node) if child not in done]
        if node in done:
            stack.pop()
        elif waiting:
            stack.extend(reversed(waiting))
        else:
            done.add(stack.pop())
            yield node


def _operands(node: Any) -> list[Any]:
    if isinstance(node, sympy.Pow) and node.exp.is_Rational:
        return [node.base]
    if isinstance(node, sympy.Piecewise | sympy.hyper):
        return [part for group in node.args for part in _parts(group)]
    if isinstance(node, Explicit):
        return list(node.entries)
    if isinstance(node, Entry):
        return [node.args[0]]
    return list(node.args)


def _parts(group: Any) -> list[Any]:
    return list(group.args) if isinstance(group, sympy.Tuple) else [group]


def _written(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    """Return the register of a node whose operands have theirs."""
    name = type(node).__name__
    if not node.args:
        return _atom(node, builder)
    if isinstance(node, sympy.Pow) and node.exp.is_Rational:
        return builder.power(registers[node.base], node.exp)
    if isinstance(node, Relational):
        comparison, swapped = _COMPARISONS[str(node.rel_op)]
        left, right = (registers[side] for side in node.args)
        return builder.add(comparison, *((right, left) if swapped else (left, right)))
    if name in _SHAPES:
        return _SHAPES[name](node, registers, builder)
    return _function(name, [registers[a] for a in node.args], builder)


def _function(name: str, args: list[int], builder: Builder) -> int:
    real = _OF_REALS.get(name, 0)
    args = [*map(builder.real_side, args[:real]), *args[real:]]
    if name in _FOLDED:
        return builder.fold(_FOLDED[name], args)
    if name in _RECIPROCALS:
        return builder.add("div", builder.number(1), builder.add(_RECIPROCALS[name], *args))
    if name not in FUNCTIONS:
        raise UnsupportedFunction(
            f"no arithmetic knows {name}. Write the statement with functions that verify "
            "knows, or teach it this one: CONTRIBUTING.md says how."
        )
    return builder.add(name, *args)


def _atom(node: Any, builder: Builder) -> int:
    if node.is_Rational if isinstance(node, sympy.Expr) else False:
        return builder.number(node)
    if node in _CONSTANTS:
        return builder.add(_CONSTANTS[node], real=node != sympy.I)
    if isinstance(node, BooleanTrue | BooleanFalse):
        return builder.add("truth", extra=(bool(node),))
    if node in (sympy.nan, sympy.zoo):
        return builder.add("undefined")
    if isinstance(node, sympy.Symbol):
        raise ClaimError(f"{node}: this letter is no input of the tape. Give it a value.")
    if isinstance(node, sympy.Float):
        raise UnsupportedFunction(
            f"{node}: no arithmetic knows Float. Write decimals as Rational(1, 10)."
        )
    raise UnsupportedFunction(
        f"no arithmetic knows {node}; write a rational number, or one of "
        f"{', '.join(str(c) for c in _CONSTANTS)}."
    )


def _piecewise(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    """Write the cases from the last to the first; outside all of them there is no value."""
    value = builder.add("undefined")
    for case in reversed(node.args):
        expression, condition = (registers[part] for part in case.args)
        value = builder.select(condition, expression, value)
    return value


def _hypergeometric(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    upper, lower, argument = node.args
    args = [registers[part] for part in (*upper.args, *lower.args, argument)]
    return builder.add("hyper", *args, extra=(len(upper.args), len(lower.args)))


def _heaviside(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    at_zero = registers[node.args[1]] if len(node.args) > 1 else builder.number(sympy.S.Half)
    return _function("Heaviside", [registers[node.args[0]], at_zero], builder)


def _factorial(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    one = builder.number(1)
    return builder.add("gamma", builder.add("add", registers[node.args[0]], one))


def _logarithm(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    logs = [builder.add("log", registers[a]) for a in node.args]
    return logs[0] if len(logs) == 1 else builder.add("div", logs[0], logs[1])


def _exponential(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    if node.base == sympy.E:
        return builder.add("exp", registers[node.exp])
    exponent = builder.rational(registers[node.exp])
    if exponent is not None:
        return builder.power(registers[node.base], exponent)
    return builder.add("pow", registers[node.base], registers[node.exp])


def _negation(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    return builder.add("not", registers[node.args[0]])


def _implication(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    premise, conclusion = (registers[a] for a in node.args)
    return builder.add("or", builder.add("not", premise), conclusion)


def _if_then_else(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    """Write a condition that SymPy made of a case distinction inside a relation."""
    condition, one, other = (registers[a] for a in node.args)
    first = builder.add("and", condition, one)
    return builder.add("or", first, builder.add("and", builder.add("not", condition), other))


def _principal_product_log(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    if len(node.args) > 1 and node.args[1] != 0:
        raise UnsupportedFunction(
            f"{node}: no arithmetic knows another branch of LambertW than 0."
        )
    return builder.add("LambertW", registers[node.args[0]])


def _matrix(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    rows, columns = map(int, node.shape)
    entries = [registers[entry] for entry in node.entries]
    return builder.add("matrix", *entries, extra=(rows, columns))


def _entry(node: Any, registers: dict[Any, int], builder: Builder) -> int:
    matrix, row, column = node.args
    return builder.add("entry", registers[matrix], extra=(int(row) - 1, int(column) - 1))


_SHAPES: dict[str, Callable[[Any, dict[Any, int], Builder], int]] = {
    "Piecewise": _piecewise,
    "hyper": _hypergeometric,
    "Heaviside": _heaviside,
    "factorial": _factorial,
    "log": _logarithm,
    "Pow": _exponential,
    "Not": _negation,
    "Implies": _implication,
    "ITE": _if_then_else,
    "LambertW": _principal_product_log,
    "Explicit": _matrix,
    "Entry": _entry,
}
