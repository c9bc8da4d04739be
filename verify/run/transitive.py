"""How far a claim may be trusted when the claims it rests on are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verify.verdict import Verdict


@dataclass(frozen=True)
class Transitive:
    """The weakest verdict on the way, and the claim that has it ("" for the claim itself)."""

    verdict: Verdict
    through: str = ""


def transitive(
    name: str, verdicts: Mapping[str, Verdict], uses: Mapping[str, tuple[str, ...]]
) -> Transitive:
    """Return the weakest verdict among a claim and all that it rests on.

    A claim that was not run, or that rests on itself, establishes nothing: `undecided`.
    """
    weakest = Transitive(verdicts[name])
    seen, todo = {name}, list(reversed(uses.get(name, ())))
    while todo:
        used = todo.pop()
        if used in seen:
            continue
        seen.add(used)
        verdict = verdicts.get(used, Verdict.UNDECIDED)
        if verdict < weakest.verdict:
            weakest = Transitive(verdict, used if used in verdicts else f"{used} (not run)")
        todo += reversed(uses.get(used, ()))
    if weakest.verdict > Verdict.UNDECIDED and cycle(name, uses):
        return Transitive(Verdict.UNDECIDED, name)
    return weakest


def cycle(name: str, uses: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a way from a claim back to itself, () when it does not rest on itself."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for used in uses.get(way[-1], ()):
            if used == name:
                return (*way, name)
            if used not in seen:
                seen.add(used)
                ways.append((*way, used))
    return ()
