"""What a claim offers as a reason why trajectories converge; its rule checks every hypothesis.

A certificate is no part of what is said, only of how it may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy

from verify.errors import ClaimError
from verify.flows.flow import Flow, check_real


class Certificate(sympy.Basic):
    """A reason offered for a limit; the arguments are expressions in the claim's letters."""

    @property
    def height(self) -> Any:
        """Return the function V that never grows."""
        return self.args[0]


class Barbalat(Certificate):
    """V ≥ 0 falls at least as fast as the squared gap, whose slope is at most `slope`."""

    @property
    def slope(self) -> Any:
        """Return the bound on how fast the gap changes."""
        return self.args[1]

    @property
    def growth(self) -> Any:
        """Return the bound on how fast the state can run away, relative to its size."""
        return self.args[2]


class Gradient(Certificate):
    """The flow is minus the gradient of an analytic V in a metric."""

    @property
    def metric(self) -> sympy.Matrix:
        """Return the matrix of the metric, in the order of the state letters."""
        return sympy.Matrix([list(row) for row in self.args[1]])


class FiniteLength(Certificate):
    """V ≥ 0 falls at a rate, and a multiple of it, or of √V, is above the speed."""

    @property
    def rate(self) -> Any:
        """Return the λ of V' ≤ -λV."""
        return self.args[1]

    @property
    def speed(self) -> Any:
        """Return the K of |x'|ᵖ ≤ Kᵖ V."""
        return self.args[2]

    @property
    def power(self) -> int:
        """Return p, 1 or 2."""
        return int(self.args[3])


def reason_changed(reason: Any, change: Callable[[Any], Any]) -> Any:
    """Return a Lyapunov function or a certificate with `change` applied to its expressions."""
    if isinstance(reason, Certificate | sympy.Tuple):
        return reason.func(*(reason_changed(part, change) for part in reason.args))
    return change(reason)


def turned(reason: Any) -> Any:
    """Return a reason for time running backwards: -V for a Lyapunov function or a potential V.

    What decays at a rate forwards is no reason backwards; it is returned as it is.
    """
    if isinstance(reason, Gradient):
        return Gradient(-reason.height, *reason.args[1:])
    return reason if isinstance(reason, Certificate) else -reason


def barbalat(height: Any, slope: Any, growth: Any = 1) -> Barbalat:
    """Return the certificate of Barbalat's lemma, for `tends`.

    With V = `height` ≥ 0 and V' ≤ -Σ gap² over the gaps (left minus right) of the target, every
    gap is square integrable; with |gap'| ≤ `slope` it is uniformly continuous as well, and so
    tends to 0, whatever the inputs of the flow do. `growth` is a K with Σ x x' ≤ K (1 + Σ x²)
    over the state letters that are no angles: then no trajectory runs away in finite time.
    Neither bound may hold a letter that moves.
    """
    return Barbalat(*map(sympy.sympify, (height, slope, growth)))


def gradient(potential: Any, metric: Sequence[Sequence[Any]]) -> Gradient:
    """Return the certificate of Łojasiewicz' theorem, for `converges`.

    The flow is x' = -g⁻¹ ∇V with V = `potential` analytic and g = `metric`, a square of
    expressions in the order of the state letters, symmetric and positive definite.
    """
    rows = [list(row) for row in metric]
    if any(len(row) != len(rows) for row in rows):
        raise ClaimError(f"gradient: the metric {rows} is no square. Write one row a letter.")
    table = sympy.Tuple(*(sympy.Tuple(*map(sympy.sympify, row)) for row in rows))
    return Gradient(sympy.sympify(potential), table)


def finite_length(height: Any, rate: Any, speed: Any, power: int = 2) -> FiniteLength:
    """Return the certificate "every trajectory has finite length".

    V = `height` ≥ 0, V' ≤ -`rate` V with `rate` > 0, and |x'|² ≤ `speed`² V for every state
    letter; with `power` = 1, |x'| ≤ `speed` V. Then each letter moves by `power` `speed`
    V(0)^(1/`power`) / `rate` at most. It is for `converges`, and for `tends` where |gap|² ≤
    `speed`² V of every gap of the target, or |gap| ≤ `speed` V. Neither bound may hold a letter
    that moves.
    """
    if power not in (1, 2):
        raise ClaimError(f"finite_length: power={power!r}. Write 1 or 2.")
    return FiniteLength(*map(sympy.sympify, (height, rate, speed, power)))


def check_certificate(certificate: Certificate, flow: Flow) -> None:
    """Raise `ClaimError` when a certificate speaks of what it must not, or does not fit."""
    bounds = certificate.args[1:]
    if isinstance(certificate, Gradient):
        if len(certificate.args[1]) != len(flow.letters):
            raise ClaimError(
                f"gradient: the metric has {len(certificate.args[1])} rows for the letters "
                f"{flow.letters}. Write one row and one column for each."
            )
        if flow.inputs:
            raise ClaimError("gradient: a gradient flow has no inputs. Offer finite_length.")
        bounds = ()
    check_real(certificate, f"{type(certificate).__name__}: {certificate}")
    moving = {*flow.letters, *flow.inputs}
    for bound in bounds:
        if bound.free_symbols & moving:
            raise ClaimError(
                f"{type(certificate).__name__}: the bound {bound} holds a letter that moves. "
                "Write it in parameters, and bound the letter by an assumption."
            )
    if certificate.height.free_symbols & set(flow.inputs):
        raise ClaimError(
            f"{type(certificate).__name__}: V = {certificate.height} holds an input, whose "
            "rate is not known. Write V in the state and parameters."
        )
