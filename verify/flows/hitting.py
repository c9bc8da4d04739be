"""The first time at which a trajectory makes a quantity change its sign, in balls.

It is a number that no single point gives: the enclosure of the trajectory gives it, for an
exact start, with a radius that follows from the bits.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy
from flint import arb, ctx
from sympy.printing.pretty.stringpict import prettyForm

from verify.errors import ClaimError, UnsupportedFunction
from verify.flows.crossings import crosses
from verify.flows.enclosure import exact
from verify.flows.flow import Flow
from verify.kinds import Kind, Quantity
from verify.symbolic.continuity import is_steady
from verify.verdict import Truth

BITS = 96


class FirstTime(Quantity):
    """The first time at which a quantity is 0 along the trajectory from a start."""

    kind = Kind.RATE

    @property
    def quantity(self) -> Any:
        """Return what changes its sign, an expression in the letters of the flow."""
        return self.args[0]

    @property
    def start(self) -> dict[sympy.Symbol, Any]:
        """Return the start: an exact number for each letter."""
        return dict(self.args[1])

    @property
    def before(self) -> Any:
        """Return the time that is looked through."""
        return self.args[2]

    @property
    def flow(self) -> Flow:
        """Return the flow."""
        return Flow.of(self.args[3], self.args[4])

    @property
    def free_symbols(self) -> set[Any]:
        """Return nothing: the letters are those of the flow, and a time is a number."""
        return set()

    @property
    def words(self) -> str:
        """Return what it is the time of, in words."""
        start = ", ".join(f"{x} = {value}" for x, value in self.start.items())
        system = ", ".join(f"{x}' = {rate}" for x, rate in self.flow.field)
        return f"the first time at which {self.quantity} = 0 along {system}, from {start}"

    def _sympystr(self, printer: Any) -> str:
        start = ", ".join(f"{x} = {value}" for x, value in self.start.items())
        return f"time({self.quantity} = 0 from {start})"

    def _pretty(self, printer: Any) -> prettyForm:
        return prettyForm(str(self))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        start = r",\ ".join(
            f"{printer.doprint(x)} = {printer.doprint(value)}"
            for x, value in self.start.items()
        )
        inside = rf"{printer.doprint(self.quantity)} = 0\ \text{{from}}\ {start}"
        text = rf"\mathrm{{time}}\left({inside}\right)"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"


def first_time(
    quantity: Any, flow: Flow, start: Mapping[sympy.Symbol, Any], before: Any
) -> FirstTime:
    """Return the first time at which `quantity` is 0 along `flow` from `start`.

    `quantity` is an expression in the letters of the flow, not 0 at the start; `start` gives an
    exact number for each letter and parameter, `before` an exact time to look through. Raises
    `ClaimError` for anything else.
    """
    gauge = sympy.sympify(quantity)
    values = {letter: sympy.sympify(value) for letter, value in start.items()}
    known = {*flow.letters, *flow.parameters}
    if values.keys() != known or gauge.free_symbols - known:
        raise ClaimError(
            f"first_time: start and quantity are about {sorted(map(str, known))}, the letters "
            "of the flow. Give each an exact number, and use no other letter."
        )
    if not is_steady(gauge):
        raise ClaimError(
            f"first_time: {gauge} may jump from one sign to the other, and is 0 nowhere. Write "
            "a quantity that is continuous where it is defined."
        )
    if any(value.atoms(sympy.Float) or value.free_symbols for value in values.values()):
        raise ClaimError(f"first_time: the start {values} is not exact. Write Rational(1, 2).")
    if not exact(before) > 0:
        raise ClaimError(f"first_time: before = {before}. Write a time above 0.")
    pairs = sympy.Tuple(*(sympy.Tuple(x, values[x]) for x in sorted(values, key=str)))
    return FirstTime(gauge, pairs, sympy.sympify(before), *flow.node())


@lru_cache(maxsize=64)
def enclosed(time: FirstTime, bits: int = BITS) -> tuple[tuple[Fraction, Fraction] | None, str]:
    """Return rational numbers between which the time lies, and why; or `None`, and why not.

    It costs an enclosure of the trajectory: a second for a dozen units of time of a small flow.
    """
    try:
        found = crosses(time.flow, time.start, time.quantity, exact(time.before), bits=bits)
    except UnsupportedFunction as error:  # no enclosure of such a field
        return None, f"{time}: {error}"
    if found.certain is not Truth.TRUE:
        return None, f"{time}: {found.because}"
    if not found.once or found.time is None or not found.time.is_finite():
        return None, f"{time}: it is not seen that the first crossing is the one found"
    with ctx.workprec(bits):
        low, high = (_fraction(end) for end in (found.time.lower(), found.time.upper()))
        told = found.time.str(20)
    return (low, high), f"{time} is {told}"


def _fraction(value: arb) -> Fraction:
    mantissa, exponent = value.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
