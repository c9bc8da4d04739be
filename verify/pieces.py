"""The pieces of a check: each can be done apart, in any order, wherever.

What the routes say of one statement, whether one control falls, whether one assumption is
needed, where one trajectory ends, what one block of a whole hunt finds: none of these depends
on another, and each follows from the claim, the effort and its seed. Whoever checks the claim
puts in the pieces that were done before, and does the others; the result is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Piece:
    """A piece of the check of one claim that was done."""

    key: Hashable
    value: Any


@dataclass(frozen=True)
class Due:
    """A whole hunt that a check will make, by the key of the piece it belongs to."""

    name: Hashable


@contextmanager
def put_in(pieces: Iterable[Piece]) -> Iterator[None]:
    """Let pieces of one claim's check stand for doing them again."""
    before = _DONE.set({piece.key: piece.value for piece in pieces})
    try:
        yield
    finally:
        _DONE.reset(before)


_DONE: ContextVar[Mapping[Hashable, Any]] = ContextVar("pieces", default={})  # noqa: B039


def piece(key: Callable[[], Hashable], do: Callable[[], Value]) -> Value:
    """Return what `do` returns, from a piece with the key if it was done before."""
    known = _DONE.get()
    if known and (name := key()) in known:
        found: Value = known[name]
        return found
    return do()
