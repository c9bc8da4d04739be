"""Whether a computation takes its chance from elsewhere than the generator it is given.

One seed must give the same numbers twice. Running everything twice shows that, and doubles the
cost; the usual ways to break it can be seen in one run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import bit_generator

from verify.quantities.fingerprint import fingerprint

_NUMPY: Any = bit_generator  # its `randbits` asks the system for a seed, and has no type


def watched(run: Callable[[Any], Any], given: Any) -> tuple[Any, bool]:
    """Return `run(given)`, and whether the same call might return something else.

    It might when it draws from NumPy's or Python's own generator, makes a generator without a
    seed, or changes what its code closes over or names in its module. What it does with the
    clock, with threads or in other libraries is not seen: only a second run shows that.
    """
    before = _state(run)
    with _asked_for_entropy() as asked:
        value = run(given)
    return value, bool(asked) or before != _state(run)


def _state(run: Callable[[Any], Any]) -> tuple[Any, ...]:
    numpy_state: Any = np.random.get_state()  # noqa: NPY002 - somebody else's draws are looked for
    return fingerprint(run), random.getstate(), numpy_state[1].tobytes(), numpy_state[2:]


@contextmanager
def _asked_for_entropy() -> Iterator[list[int]]:
    """Yield a list that grows when NumPy asks the system for a seed."""
    asked: list[int] = []
    known = _NUMPY.randbits

    def noted(bits: int) -> int:
        asked.append(bits)
        return int(known(bits))

    _NUMPY.randbits = noted
    try:
        yield asked
    finally:
        _NUMPY.randbits = known
