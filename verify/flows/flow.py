"""A small flow by its equations: letters, and the time derivative of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import sympy

from verify.errors import ClaimError, UnsupportedFunction
from verify.logic import by_name
from verify.notation import is_complex, is_real
from verify.symbolic.cancelled import lost_by
from verify.symbolic.slopes import derivative_in


@dataclass(frozen=True)
class Flow:
    """The autonomous system `letter' = expression` of its state letters.

    `field` maps each state letter to its time derivative, an exact expression in state letters
    and parameters; a dictionary is kept as pairs in the order given. `angles` are the state
    letters in which the field is periodic with period 2π; this is checked. `inputs` are letters
    of the field that are no state and may change with time in any way: a statement is then
    about all functions of time that are measurable, bounded on bounded intervals, and such that
    every premise about them holds at all times. Raises `ClaimError`.

    >>> from verify.notation import real
    >>> theta = real("theta")
    >>> Flow({theta: -sympy.sin(theta)}, angles=(theta,)).rate(sympy.cos(theta))
    sin(theta)**2
    """

    field: Any
    angles: tuple[sympy.Symbol, ...] = ()
    inputs: tuple[sympy.Symbol, ...] = ()

    def __post_init__(self) -> None:
        pairs = self.field.items() if isinstance(self.field, Mapping) else self.field
        exact = tuple((letter, sympy.sympify(rate)) for letter, rate in pairs)
        object.__setattr__(self, "field", exact)
        object.__setattr__(self, "angles", tuple(self.angles))
        object.__setattr__(self, "inputs", tuple(self.inputs))
        _check(self)

    @cached_property
    def letters(self) -> tuple[sympy.Symbol, ...]:
        """Return the state letters, in the order given."""
        return tuple(letter for letter, _ in self.field)

    @cached_property
    def rates(self) -> tuple[Any, ...]:
        """Return the time derivatives, in the order of `letters`."""
        return tuple(rate for _, rate in self.field)

    @cached_property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """Return the letters of the field that are no state, inputs among them, by name."""
        free = set().union(*(rate.free_symbols for rate in self.rates))
        return tuple(sorted(free - set(self.letters), key=by_name))

    def rate(self, quantity: Any) -> Any:
        """Return the time derivative of a quantity along the flow (its Lie derivative).

        The quantity is differentiated in the state letters and in no other.
        """
        expression = sympy.sympify(quantity)
        return sympy.Add(*(rate * derivative_in(expression, x) for x, rate in self.field))

    def at(self, values: Mapping[sympy.Symbol, Any]) -> Flow:
        """Return the flow with parameters put in; an input put in stays as it is put in.

        Raises `UnsupportedFunction` where a rate then has no real value, or no longer shows
        where it has one: q log x with q = 0 has none where x is not positive.
        """
        if not any(x in values for x in (*self.letters, *self.parameters, *self.inputs)):
            return self
        for x, rate in self.field:
            check_kept(rate, values, f"the rate of {x}")
        changed = [(x, rate.xreplace(dict(values))) for x, rate in self.field]
        return Flow(changed, self.angles, tuple(u for u in self.inputs if u not in values))

    def with_rates(self, change: Callable[[Any], Any]) -> Flow:
        """Return the flow of the same letters with `change` applied to every rate."""
        changed = [(x, change(rate)) for x, rate in self.field]
        return Flow(changed, self.angles, self.inputs)

    def node(self) -> tuple[sympy.Tuple, sympy.Tuple]:
        """Return the flow as SymPy nodes, for use inside a statement."""
        pairs = sympy.Tuple(*(sympy.Tuple(letter, rate) for letter, rate in self.field))
        inputs = (sympy.Tuple(*self.inputs),) if self.inputs else ()
        return pairs, sympy.Tuple(*self.angles, *inputs)

    @staticmethod
    def of(pairs: Iterable[Any], angles: Iterable[Any]) -> Flow:
        """Return the flow that `node` wrote."""
        return _read(sympy.Tuple(*pairs), sympy.Tuple(*angles))


def check_kept(expression: Any, values: Mapping[sympy.Symbol, Any], what: str) -> None:
    """Raise `UnsupportedFunction` where values put in hide that an expression has no value."""
    lost = lost_by(sympy.sympify(expression), values)
    if lost:
        told = ", ".join(f"{x} = {v}" for x, v in values.items() if expression.has(x))
        raise UnsupportedFunction(
            f"{what}, {expression}, no longer shows with {told} that {lost[0]} has a value"
        )


def check_real(expression: Any, what: str) -> None:
    """Raise `ClaimError` for an expression that is seen to hold complex numbers."""
    whole = sympy.sympify(expression)
    letters = sorted(filter(is_complex, whole.free_symbols), key=by_name)
    if letters or whole.has(sympy.I):
        raise ClaimError(
            f"{what} holds {letters[0] if letters else sympy.I}, and flows are about real "
            "numbers. Write real letters for the real and the imaginary part."
        )


@lru_cache(maxsize=512)  # a statement is asked for its flow at every turn
def _read(pairs: sympy.Tuple, told: sympy.Tuple) -> Flow:
    inputs = next((tuple(item) for item in told if isinstance(item, sympy.Tuple)), ())
    field = [(letter, rate) for letter, rate in pairs]
    return Flow(field, tuple(x for x in told if isinstance(x, sympy.Symbol)), inputs)


def _check(flow: Flow) -> None:
    if not flow.field:
        raise ClaimError("A flow has at least one letter: Flow({x: -x}).")
    for letter, rate in flow.field:
        if not (isinstance(letter, sympy.Symbol) and is_real(letter)):
            raise ClaimError(
                f"Flow: {letter!r} is no letter for any real number. Write x = real('x'), and "
                "of which numbers it starts as an assumption."
            )
        if not isinstance(rate, sympy.Expr):
            raise ClaimError(f"Flow: the rate of {letter} is {rate!r}, which is no expression.")
        check_real(rate, f"Flow: the rate of {letter}")
        if rate.atoms(sympy.Float):
            raise ClaimError(
                f"Flow: the rate of {letter} is {rate}, which holds a float. Write Rational."
            )
    if len(set(flow.letters)) != len(flow.letters):
        raise ClaimError("Flow: a letter has two rates. Write each letter once.")
    for angle in flow.angles:
        if angle not in flow.letters:
            raise ClaimError(f"Flow: the angle {angle} is no letter of the flow.")
        _check_period(flow, angle)
    for letter in flow.inputs:
        if letter in flow.letters or not (isinstance(letter, sympy.Symbol) and is_real(letter)):
            raise ClaimError(
                f"Flow: the input {letter!r} must be a real letter that has no rate. Take it "
                "out of inputs, or out of the field."
            )


def _check_period(flow: Flow, angle: sympy.Symbol) -> None:
    """Raise unless every rate shows the angle in sines and cosines of itself only."""
    for letter, rate in flow.field:
        if not _has_period(rate, angle):
            raise ClaimError(
                f"Flow: the rate of {letter} is not seen to be 2π-periodic in {angle}. Write "
                f"it in sin and cos of {angle}, or take {angle} out of angles."
            )


@lru_cache(maxsize=1024)
def _has_period(rate: sympy.Expr, angle: sympy.Symbol) -> bool:
    """Tell whether a rate is seen to be 2π-periodic in an angle.

    Sines and cosines of whole multiples of it are; of anything else an exact comparison
    decides, for SymPy rewrites sin(x + 2π) to sin(x) when it builds it.
    """
    waves = [w for w in rate.atoms(sympy.sin, sympy.cos) if _turns(w.args[0], angle)]
    if angle not in rate.xreplace(dict.fromkeys(waves, sympy.S.One)).free_symbols:
        return True
    turned = rate.subs(angle, angle + 2 * sympy.pi)
    return bool(sympy.expand(turned - rate) == 0)


def _turns(argument: sympy.Expr, angle: sympy.Symbol) -> bool:
    count = argument.coeff(angle)
    return bool(count.is_Integer) and angle not in (argument - count * angle).free_symbols
