"""What a law is: a seeded sampler with a name, parameters, and the shapes of one draw."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from verify.errors import ClaimError, FlowproofError
from verify.quantities.fingerprint import fingerprint, home

Arrays = tuple[np.ndarray, ...]
Shape = tuple[int, ...]
Sampler = Callable[[np.random.Generator, int], Any]
TRIAL = 8  # draws by which a law shows that it obeys its seed


class QuantityError(FlowproofError):
    """A law, event or experiment does not do what it must: nothing follows from its numbers."""


@dataclass(frozen=True)
class Law:
    """A law of one draw, which is a tuple of arrays of the given shapes.

    `sampler(rng, count)` returns one array, or a tuple of them, with `count` draws along the
    first axis. A finite law also lists its `outcomes`: exact arrays with their weights. Two
    laws are equal when their names, parameters, shapes and code are.
    """

    name: str
    says: str  # as it ends the sentence "the draw is ..."
    sampler: Sampler = field(compare=False, repr=False)
    shapes: tuple[Shape, ...]
    parameters: tuple[tuple[str, Any], ...] = ()
    outcomes: tuple[tuple[Any, Fraction], ...] = ()
    cost: int = 1  # a draw of cost 10 is drawn 10 times less often
    code: str = ""
    home: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", fingerprint(self.sampler))
        object.__setattr__(self, "home", home(self.sampler))
        if self.outcomes and sum(weight for _, weight in self.outcomes) != 1:
            raise ClaimError(f"{self!r}: the weights of its outcomes do not add up to 1.")
        below = [weight for _, weight in self.outcomes if weight < 0]
        if below:
            raise ClaimError(f"{self!r}: {below[0]} is no weight. Write numbers of at least 0.")
        if self.cost < 1:
            raise ClaimError(f"{self!r}: cost={self.cost}. Write 1, or how many times dearer.")

    def __repr__(self) -> str:
        inside = ", ".join(str(value) for _, value in self.parameters)
        return f"{self.name}({inside})"

    @property
    def words(self) -> str:
        """Return what a draw is, and how many numbers it has along each axis."""
        sizes = " and ".join(" × ".join(map(str, shape)) or "1" for shape in self.shapes)
        return f"{self.says} ({sizes} number{'s' * (sizes != '1')})"

    @property
    def key(self) -> str:
        """Return a text that follows what it says and does, the same in every process."""
        return f"{self!r} {self.shapes} {self.outcomes} {fingerprint(self.sampler)}"

    def generator(self, seed: int, block: int = 0) -> np.random.Generator:
        """Return the generator of a block of draws; each name has its own streams.

        A block follows from seed and number alone: who draws it, and when, changes nothing.
        """
        entropy = [seed, zlib.crc32(f"{self!r} {self.shapes}".encode())]
        key = (block,) if block else ()
        return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=key))

    def draw(self, rng: np.random.Generator, count: int) -> Arrays:
        """Return `count` draws, checked for their shapes and for being finite numbers.

        Raises `QuantityError` when the law returns something else.
        """
        drawn = self.sampler(rng, count)
        arrays = drawn if isinstance(drawn, tuple) else (drawn,)
        found = tuple(getattr(array, "shape", None) for array in arrays)
        wanted = tuple((count, *shape) for shape in self.shapes)
        if found != wanted:
            raise QuantityError(f"the law {self!r} returned shapes {found}, not {wanted}")
        for array in arrays:
            if array.dtype.kind not in "biufc" or not np.all(np.isfinite(array)):
                raise QuantityError(f"the law {self!r} drew what is no finite number")
        return arrays

    def obey(self, seed: int) -> None:
        """Raise `QuantityError` unless draws follow from the seed, and from nothing else.

        One seed must give the same draws twice; two seeds, and two batches, other draws, and
        a batch not one draw over and over.
        """
        rng = self.generator(seed)
        first, second = self.draw(rng, TRIAL), self.draw(rng, TRIAL)
        if not _same(first, self.draw(self.generator(seed), TRIAL)):
            raise QuantityError(f"the law {self!r} drew differently from the same seed")
        other = self.draw(self.generator(seed + 1), TRIAL)
        if not self.outcomes and (_same(first, other) or _same(first, second)):
            raise QuantityError(f"the law {self!r} drew the same twice: it ignores its seed")
        if not self.outcomes and all(np.array_equal(a, a[:1].repeat(TRIAL, 0)) for a in first):
            raise QuantityError(f"the law {self!r} repeats one draw all over a batch")


def _same(first: Arrays, second: Arrays) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def law(
    name: str, says: str, *shapes: Shape, cost: int = 1, **parameters: Any
) -> Callable[[Sampler], Law]:
    """Return a decorator that makes a law of a function of a generator and a count.

    >>> @law("coin", "a fair coin", ())
    ... def coin(rng, count):
    ...     return rng.random(count)
    """

    def made(sampler: Sampler) -> Law:
        return Law(name, says, sampler, shapes, tuple(parameters.items()), cost=cost)

    return made


def listed(name: str, says: str, weights: Mapping[Any, Any], **parameters: Any) -> Law:
    """Return the law that draws one of finitely many outcomes, given with their weights.

    An outcome is a number or a nested tuple of numbers, all of one shape; numbers and weights
    are exact (integers or fractions). Chances under it are computed by listing, not by drawing.
    """
    outcomes = tuple((outcome, Fraction(weight)) for outcome, weight in weights.items())
    table = np.array([_floats(outcome) for outcome, _ in outcomes], dtype=float)
    chances = np.array([float(weight) for _, weight in outcomes])

    def sampler(rng: np.random.Generator, count: int) -> np.ndarray:
        places = rng.choice(len(table), size=count, p=chances / chances.sum())
        return np.asarray(table[places])

    shape = (tuple(table.shape[1:]),)
    return Law(name, says, sampler, shape, tuple(parameters.items()), outcomes)


def _floats(outcome: Any) -> Any:
    if isinstance(outcome, tuple):
        return [_floats(entry) for entry in outcome]
    if isinstance(outcome, float):
        raise ClaimError(f"{outcome} is a float. The outcomes of a listed law are exact.")
    return float(outcome)
