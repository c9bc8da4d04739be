"""A fingerprint of what a claim says, the same wherever and whenever it is read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import sympy

from verify.claim import Assumption, Claim, Family, Unchecked

_DUMMY = re.compile(r"dummy_index=\d+")


def digest(subject: Claim | Family | Unchecked) -> str:
    """Return 16 hex digits that change when statement, assumptions, controls, sizes or
    expected verdict change, and with nothing else.

    Names of variables, places in files, remarks and reasons do not count.
    """
    text = "\n".join(_lines(subject))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _lines(subject: Claim | Family | Unchecked) -> Iterator[str]:
    if isinstance(subject, Unchecked):
        yield f"unchecked {subject.sentence!r} {subject.source}"
    elif isinstance(subject, Family):
        for label, member in subject.members():
            yield f"member {label}"
            yield from _of_claim(member)
    else:
        yield from _of_claim(subject)


def _of_claim(claim: Claim) -> Iterator[str]:
    yield f"reading {claim.reading}"
    yield f"expects {claim.expects}"
    for obligation in claim.obligations():
        yield f"{obligation.part} {_spelled(obligation.says)}"
    for letter, meaning in claim.where.items():
        yield f"where {_spelled(letter)} {_spelled(meaning)}"
    for assumption in claim.given:
        yield f"given {_assumption(assumption)} {assumption in claim.needs}"
    for control in claim.controls:
        own = None if control.given is None else [_assumption(a) for a in control.given]
        yield f"control {control.name!r} {_spelled(control.says)} {own}"
    for letter, values in claim.sizes.items():
        yield f"size {letter} {values}"


def _assumption(assumption: Assumption) -> str:
    return f"{assumption.name!r} {_spelled(assumption.says)}"


def _spelled(expression: Any) -> str:
    """Return an expression letter by letter; SymPy numbers its dummies anew in each process."""
    text = sympy.srepr(expression)
    order: dict[str, str] = {}
    return _DUMMY.sub(lambda hit: order.setdefault(hit[0], f"dummy_{len(order)}"), text)
