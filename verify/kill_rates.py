"""How many false mutants each checker caught, counted from their fates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verify.result import MutantResult
from verify.verdict import Verdict


@dataclass(frozen=True)
class KillRate:
    """Of the false mutants of claims that a checker passed, how many it did not pass."""

    checker: str
    killed: int
    total: int


def kill_rates(results: Iterable[MutantResult]) -> tuple[KillRate, ...]:
    """Return the kill rate of each checker over the mutants that are false.

    A checker kills a false mutant by refuting it, or by not passing it. Mutants that are true
    as well are left out: nobody can kill them.
    """
    counts: dict[str, list[int]] = {}
    for mutant in results:
        if mutant.fate == "true":
            continue
        for checker, verdict in mutant.verdicts:
            pair = counts.setdefault(checker, [0, 0])
            pair[0] += verdict <= Verdict.UNDECIDED
            pair[1] += 1
    return tuple(KillRate(name, *pair) for name, pair in sorted(counts.items()))
