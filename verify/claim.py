"""What a claim is: assumptions, statement, controls, source, reading. Data only."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.errors import ClaimError
from verify.kinds import Kind, Modal, kind_of
from verify.logic import And, relation
from verify.obligation import Obligation, Premise
from verify.source import Source as Source
from verify.statements import (
    check_definitions,
    check_expression,
    check_names,
    check_nothing_lost,
    check_quantities,
    check_sizes,
    check_statement,
)
from verify.verdict import Verdict


class Reading(enum.StrEnum):
    """How a sentence of the source is taken."""

    LITERAL = "literal"  # word for word
    INTENDED = "intended"  # what its author evidently means
    REPAIRED = "repaired"  # the nearest statement that is true


@dataclass(frozen=True)
class Assumption:
    """A named assumption; the name fits after "we assume that"."""

    name: str
    says: Boolean
    draws: Any = None  # an ensemble whose matrices satisfy it

    def __post_init__(self) -> None:
        check_statement(self.says, f"assumption {self.name!r}")
        if any(isinstance(node, Modal) for node in sympy.preorder_traversal(self.says)):
            raise ClaimError(
                f"assumption {self.name!r} speaks of a whole trajectory: {self.says}. Assume "
                "something of the start, and state the rest as a claim."
            )
        _check_draws(self)


@dataclass(frozen=True)
class Link:
    """One line of a calculation: `sign expression`, because."""

    sign: str
    expression: Any
    because: str


def equals(expression: Any, because: str = "") -> Link:
    """Return the link `= expression`."""
    return Link("==", sympy.sympify(expression), because)


def below(expression: Any, because: str = "") -> Link:
    """Return the link `< expression`."""
    return Link("<", sympy.sympify(expression), because)


def at_most(expression: Any, because: str = "") -> Link:
    """Return the link `<= expression`."""
    return Link("<=", sympy.sympify(expression), because)


def above(expression: Any, because: str = "") -> Link:
    """Return the link `> expression`."""
    return Link(">", sympy.sympify(expression), because)


def at_least(expression: Any, because: str = "") -> Link:
    """Return the link `>= expression`."""
    return Link(">=", sympy.sympify(expression), because)


@dataclass(frozen=True)
class Control:
    """A false twin: the same assumptions (or its own), another statement, known to be false.

    The name fits after "one might think that". A control that the program cannot refute caps
    the claim's verdict: a check that cannot fail is no check.
    """

    name: str
    says: Boolean
    given: tuple[Assumption, ...] | None = None  # None: the claim's own

    def __post_init__(self) -> None:
        check_statement(self.says, f"control {self.name!r}")


@dataclass(frozen=True)
class Claim:
    """A statement for all values of its letters that satisfy `given`.

    Either `says` (a statement) or `start` with `chain` (a calculation, line by line). `needs`
    are the assumptions it cannot do without: dropping one must produce a counterexample.
    Raises `ClaimError`, naming the rule and the remedy.
    """

    controls: tuple[Control, ...] = ()
    says: Boolean | None = None
    start: Any = None
    chain: tuple[Link, ...] = ()
    given: tuple[Assumption, ...] = ()
    needs: tuple[Assumption, ...] = ()
    where: Mapping[sympy.Symbol, Any] = field(default_factory=dict)
    source: Source | None = None
    reading: str = Reading.INTENDED
    repairs: Any = None  # the claim or family that this one repairs, or a tuple of them
    expects: Verdict = Verdict.PROVED
    uses: tuple[Any, ...] = ()
    sizes: Mapping[sympy.Symbol, tuple[int, ...]] = field(default_factory=dict)
    remark: str = ""
    origin: tuple[str, int] = field(default=("", 0), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", _caller())
        object.__setattr__(self, "reading", _reading(self.reading))
        where = {letter: sympy.sympify(meaning) for letter, meaning in self.where.items()}
        object.__setattr__(self, "where", where)
        _check_types(self)
        _check_kind(self)
        check_sizes(self.sizes)
        _check_assumptions(self)
        _check_controls(self)
        _check_letters(self)
        _check_quantities(self)

    @property
    def kind(self) -> Kind:
        """Return the kind of the statement."""
        return Kind.CHAIN if self.says is None else kind_of(self.says)

    @property
    def repaired(self) -> tuple[Any, ...]:
        """Return the claims and families that this one repairs."""
        several = isinstance(self.repairs, tuple)
        return self.repairs if several else () if self.repairs is None else (self.repairs,)

    @property
    def statement(self) -> Boolean:
        """Return the statement as one Boolean; for a chain, all its links together."""
        if self.says is not None:
            return self.says
        links = [obligation.says for obligation in self.obligations()]
        return links[0] if len(links) == 1 else And(*links)

    def obligations(self) -> tuple[Obligation, ...]:
        """Return what must be shown: one obligation a link, or one for the whole statement."""
        given = tuple(Premise(a.name, a.says, a.draws) for a in self.given)
        if self.says is not None:
            return (Obligation(self.says, given, self.where, "", self.sizes),)
        return tuple(
            Obligation(says, given, self.where, part, self.sizes)
            for part, says in _links(self.start, self.chain)
        )

    def _repr_html_(self) -> str:
        from verify.show.notebook import claim_html

        return claim_html(self)

    def _repr_latex_(self) -> str:
        from verify.show.notebook import claim_latex

        return claim_latex(self)


@dataclass(frozen=True)
class Family:
    """A claim for each size of a finite list, answered as one.

    `member` returns the claim at given sizes, the same one each time; `sizes` maps its
    parameters to the values tried.
    """

    member: Callable[..., Claim]
    sizes: tuple[Mapping[str, int], ...]
    origin: tuple[str, int] = field(default=("", 0), compare=False, repr=False)
    _made: dict[int, Claim] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", _caller())
        if not self.sizes:
            raise ClaimError("A family lists the sizes it is checked at: sizes=({'n': 2},).")

    def members(self) -> tuple[tuple[str, Claim], ...]:
        """Return each member with its label, "n = 2"."""
        return tuple((_label(size), self.at(k)) for k, size in enumerate(self.sizes))

    def at(self, place: int) -> Claim:
        """Return the member at one of the sizes, made by the first call."""
        if place not in self._made:  # making one may take a second
            self._made[place] = self.member(**self.sizes[place])
        return self._made[place]

    def _repr_html_(self) -> str:
        from verify.show.notebook import claim_html

        return claim_html(self)

    def _repr_latex_(self) -> str:
        from verify.show.notebook import claim_latex

        return claim_latex(self)


@dataclass(frozen=True)
class Unchecked:
    """A sentence of a source that no program can check, listed with the reason."""

    source: Source
    sentence: str
    reason: str
    origin: tuple[str, int] = field(default=("", 0), compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", _caller())

    def _repr_html_(self) -> str:
        from verify.show.notebook import claim_html

        return claim_html(self)

    def _repr_latex_(self) -> str:
        from verify.show.notebook import claim_latex

        return claim_latex(self)


def _label(size: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in size.items())


def _links(start: Any, chain: Iterable[Link]) -> Iterable[tuple[str, Boolean]]:
    left = sympy.sympify(start)
    for number, link in enumerate(chain, 1):
        yield f"line {number}", relation(left, link.sign, link.expression)
        left = link.expression


def _caller() -> tuple[str, int]:
    """Return file and line of the claim file that is being read."""
    frame = inspect.currentframe()
    while frame is not None:
        name = frame.f_code.co_filename
        if name != __file__ and not name.startswith("<string>"):
            return name, frame.f_lineno
        frame = frame.f_back
    return "", 0


def _reading(word: str) -> Reading:
    try:
        return Reading(word)
    except ValueError:
        words = ", ".join(repr(str(reading)) for reading in Reading)
        raise ClaimError(f"reading={word!r} is no reading. Write one of {words}.") from None


def _check_draws(assumption: Assumption) -> None:
    if assumption.draws is None:
        return
    from verify.ensembles import Ensemble

    if not isinstance(assumption.draws, Ensemble):
        raise ClaimError(
            f"assumption {assumption.name!r}: draws={assumption.draws!r} is no ensemble. "
            "Write draws=ensembles.hurwitz, or another one of verify.ensembles."
        )


def _check_types(claim: Claim) -> None:
    if not isinstance(claim.expects, Verdict):
        raise ClaimError(
            f"expects={claim.expects!r} is no verdict. Write expects=proved, "
            "certified, supported, observed, undecided, vacuous or refuted (from verify)."
        )
    for name, cls in (("given", Assumption), ("needs", Assumption), ("controls", Control)):
        value = getattr(claim, name)
        if not isinstance(value, tuple) or not all(isinstance(item, cls) for item in value):
            raise ClaimError(
                f"{name}={value!r}: it holds a tuple of {cls.__name__}. "
                f"Write {name}=({cls.__name__}(...),), the comma included."
            )
    if claim.source is not None and not isinstance(claim.source, Source):
        raise ClaimError(f"source={claim.source!r}: write source=Source('key', 'Theorem 2').")
    if (claim.reading == Reading.REPAIRED) != bool(claim.repaired):
        raise ClaimError(
            "A repaired claim names the claim it repairs, and only it does: repairs=..."
        )


def _check_kind(claim: Claim) -> None:
    if (claim.says is None) == (not claim.chain):
        raise ClaimError("A claim has says=..., or start=... with chain=(...): one of the two.")
    if claim.says is not None:
        check_statement(claim.says, "the statement")
        kind_of(claim.says)
    elif claim.start is None:
        raise ClaimError("A chain begins somewhere: start=..., then chain=(equals(...), ...).")
    elif not all(isinstance(link, Link) for link in claim.chain):
        raise ClaimError(
            f"chain={claim.chain!r}: its lines are equals, below, at_most, above or at_least."
        )


def _check_assumptions(claim: Claim) -> None:
    names = [assumption.name for assumption in claim.given]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ClaimError(f"Two assumptions are called {twice[0]!r}. Give each its own name.")
    for assumption in claim.needs:
        if assumption not in claim.given:
            raise ClaimError(
                f"needs lists {assumption.name!r}, which given does not. Add it to given."
            )


def _check_controls(claim: Claim) -> None:
    if not claim.controls:
        raise ClaimError(
            "A claim has at least one control: a false twin that a competent person might "
            "believe. Write controls=(Control('it halves at every step', Lt(...)),)."
        )
    for control in claim.controls:
        if control.says == claim.says:
            raise ClaimError(f"The control {control.name!r} says what the claim says.")


def _check_letters(claim: Claim) -> None:
    given = [assumption.says for assumption in claim.given]
    says = [obligation.says for obligation in claim.obligations()]
    meanings = [relation(letter, "==", meaning) for letter, meaning in claim.where.items()]
    for tree in (*says, *given):
        check_expression(tree)
    check_names([*says, *given, *meanings])
    for control in claim.controls:
        own = given if control.given is None else [a.says for a in control.given]
        check_names([control.says, *own, *meanings])
    check_definitions(claim.where)
    for tree in (*says, *(control.says for control in claim.controls)):
        _check_moving(tree, claim.where)
    for control in claim.controls:
        check_expression(control.says)
        for assumption in control.given or ():
            check_expression(assumption.says)


def _check_moving(tree: Boolean, where: Mapping[sympy.Symbol, Any]) -> None:
    moving = tree.moving if isinstance(tree, Modal) else ()
    defined = [x for x in moving if x in where]
    if defined:
        raise ClaimError(
            f"where defines {defined[0]}, which moves along the flow. Write the flow in the "
            "letters that are not defined, or take the definition out of where."
        )
    for part in tree.args if isinstance(tree, Modal) else ():
        check_nothing_lost(part, where)
    hidden = [x for x, meaning in where.items() if meaning.free_symbols & set(moving)]
    if hidden:
        raise ClaimError(
            f"where defines {hidden[0]} by a letter that moves along the flow, and its rate "
            f"would be lost. Write {where[hidden[0]]} out in the statement."
        )


def _check_quantities(claim: Claim) -> None:
    given = [a.says for a in claim.given]
    given += [a.says for control in claim.controls for a in control.given or ()]
    lines = [] if claim.says is not None else [o.says for o in claim.obligations()]
    meanings = [relation(letter, "==", meaning) for letter, meaning in claim.where.items()]
    for tree in (*given, *lines, *meanings):
        check_quantities(tree, alone=False)
    kind = claim.kind
    for says in (claim.says, *(control.says for control in claim.controls)):
        if says is not None:
            check_quantities(says, alone=kind in (Kind.FREQUENCY, Kind.RATE))
