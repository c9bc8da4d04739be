"""Chances, means, orders and measurements as statements write them."""

from __future__ import annotations

from typing import Any

import sympy
from sympy.printing.pretty.stringpict import prettyForm

from verify.errors import ClaimError
from verify.kinds import Kind, Opaque, Quantity
from verify.quantities.functions import Event, Experiment, Observable
from verify.quantities.law import Law


class Chance(Quantity):
    """The probability of an event under a law."""

    kind = Kind.FREQUENCY

    @property
    def event(self) -> Event:
        """Return the event."""
        return self.args[0].value

    @property
    def law(self) -> Law:
        """Return the law of the draws."""
        return self.args[1].value

    @property
    def words(self) -> str:
        """Return the event and the law in words."""
        return f"the chance that {self.event.says}; a draw is {self.law.words}"

    def _sympystr(self, printer: Any) -> str:
        return f"P({self.event}; {self.law})"

    def _sympyrepr(self, printer: Any) -> str:
        return f"Chance({self.event.key}, {self.law.key})"

    def _pretty(self, printer: Any) -> prettyForm:
        return prettyForm(str(self))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        return _power(rf"\mathbb{{P}}\left(\text{{{self.event.says}}}\right)", exp)


class Mean(Quantity):
    """The expectation of an observable under a law."""

    kind = Kind.FREQUENCY

    @property
    def observable(self) -> Observable:
        """Return the observable."""
        return self.args[0].value

    @property
    def law(self) -> Law:
        """Return the law of the draws."""
        return self.args[1].value

    @property
    def words(self) -> str:
        """Return the observable and the law in words."""
        return f"the mean of {self.observable.says}; a draw is {self.law.words}"

    def _sympystr(self, printer: Any) -> str:
        return f"E({self.observable}; {self.law})"

    def _sympyrepr(self, printer: Any) -> str:
        return f"Mean({self.observable.key}, {self.law.key})"

    def _pretty(self, printer: Any) -> prettyForm:
        return prettyForm(str(self))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        return _power(rf"\mathbb{{E}}\left(\text{{{self.observable.says}}}\right)", exp)


class Order(Quantity):
    """The power p for which an error behaves as C τᵖ, C not 0, as τ falls to 0."""

    kind = Kind.RATE

    @property
    def error(self) -> Any:
        """Return the error: an expression in the step, or an experiment."""
        first = self.args[0]
        return first.value if isinstance(first, Opaque) else first

    @property
    def step(self) -> sympy.Symbol:
        """Return the letter of the step; it is bound, and no letter of the statement."""
        return self.args[1]

    @property
    def free_symbols(self) -> set[Any]:
        """Return nothing: an order is a number."""
        return set()

    @property
    def words(self) -> str:
        """Return what has the order, in words."""
        falls = f"as {self.step} falls to 0"
        if isinstance(self.error, Experiment):
            return f"the order of {self.error.says} {falls}"
        return f"the power of {self.step} with which the expression begins {falls}"

    def _sympystr(self, printer: Any) -> str:
        return f"order({self.error}, {self.step})"

    def _sympyrepr(self, printer: Any) -> str:
        told = self.error
        if not isinstance(told, Experiment):
            return f"Order({sympy.srepr(told)}, {self.step})"
        return f"Order({told.key}, {self.step})"

    def _pretty(self, printer: Any) -> prettyForm:
        return prettyForm(str(self))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        told = self.error
        inside = _text(told.says) if isinstance(told, Experiment) else printer.doprint(told)
        step = printer.doprint(self.step)
        return _power(rf"\mathrm{{order}}_{{{step} \to 0}}\left({inside}\right)", exp)


class Measured(Quantity):
    """What an experiment in floating point measures."""

    kind = Kind.RATE

    @property
    def experiment(self) -> Experiment:
        """Return the experiment."""
        return self.args[0].value

    @property
    def words(self) -> str:
        """Return what is measured, in words."""
        return f"{self.experiment.says}, in floating point"

    def _sympystr(self, printer: Any) -> str:
        return f"measured({self.experiment})"

    def _sympyrepr(self, printer: Any) -> str:
        return f"Measured({self.experiment.key})"

    def _pretty(self, printer: Any) -> prettyForm:
        return prettyForm(str(self))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        # In brackets: the words may hold signs themselves, as "by yᵀy - 1".
        return _power(rf"\left({_text(self.experiment.says)}\right)", exp)


def chance(happens: Event, law: Law) -> Any:
    """Return the probability that an event happens under a law, as a number of a statement."""
    _typed(happens, Event, "@event('the draw is positive') above a function of arrays")
    _typed(law, Law, "a law, as gaussian(2) of verify.quantities")
    return Chance(Opaque(happens), Opaque(law))


def mean(value: Observable, law: Law) -> Any:
    """Return the expectation of a bounded observable under a law."""
    _typed(value, Observable, "@observable('the share', low=0, high=1) above a function")
    _typed(law, Law, "a law, as gaussian(2) of verify.quantities")
    return Mean(Opaque(value), Opaque(law))


def order(error: Any, step: Any) -> Any:
    """Return the order p of an error: error(τ) is C τᵖ to leading order as τ falls to 0.

    `error` is an expression with no other letter than the step, or an `Experiment`.
    """
    if isinstance(error, Experiment):
        return Order(Opaque(error), step)
    told = sympy.sympify(error)
    others = sorted(told.free_symbols - {step}, key=str)
    if others or not isinstance(told, sympy.Expr):
        raise ClaimError(
            f"order({told}, {step}): {others or 'no expression'}. An order is that of a real "
            f"expression in {step} alone: give numbers to the other letters."
        )
    return Order(told, step)


def measured(what: Experiment) -> Any:
    """Return the number that an experiment measures; at best it is observed."""
    _typed(what, Experiment, "@experiment('the fitted rate') above a function of a generator")
    return Measured(Opaque(what))


def _typed(value: Any, cls: type, instead: str) -> None:
    if not isinstance(value, cls):
        raise ClaimError(f"{value!r} is no {cls.__name__}. Write {instead}.")


def _text(words: str) -> str:
    return rf"\text{{{words}}}"


def _power(text: str, exp: Any) -> str:
    return text if exp is None else rf"\left({text}\right)^{{{exp}}}"
