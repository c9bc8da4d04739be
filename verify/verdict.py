"""What a check may answer, and how answers combine."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Verdict(enum.IntEnum):
    """An answer about a claim, worst to best; the order is the meaning."""

    REFUTED = 0  # a witness, replayed in exact or ball arithmetic, or the negation is proved
    VACUOUS = 1  # the assumptions are shown contradictory
    UNDECIDED = 2  # nothing established
    OBSERVED = 3  # floating point saw no violation
    SUPPORTED = 4  # rigorous arithmetic found no violation at the points tried
    CERTIFIED = 5  # rigorous on the whole stated region or finite family
    PROVED = 6  # exact or symbolic

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> Verdict:
        """Return the verdict printed as `word`; raise `ValueError` for another word."""
        try:
            return cls[word.upper()]
        except KeyError:
            known = ", ".join(str(verdict) for verdict in cls)
            raise ValueError(f"{word!r} is no verdict. Write one of: {known}.") from None


class Truth(enum.IntEnum):
    """A three-valued answer: `and` is the minimum, `or` the maximum (Kleene)."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __invert__(self) -> Truth:
        return Truth(2 - self)

    @classmethod
    def of(cls, answer: bool | None) -> Truth:
        """Return the truth of a Python answer, `None` standing for unknown."""
        return cls.UNKNOWN if answer is None else cls.TRUE if answer else cls.FALSE


@dataclass(frozen=True)
class Witness:
    """A point that breaks a statement, with every number as an exact string.

    A number is a rational (`"3/5"`), an exact expression (`"sqrt(2)/2"`), or a decimal midpoint
    with a radius (`"0.5 +/- 1e-30"`); nothing is a float.
    """

    values: Mapping[str, str]
    replayed: str = ""  # the arithmetic that confirmed it: "exact", "ball, 128 bits", ...
    gap: str = ""  # by how much the statement fails there
    robust: bool | None = None  # True: a ball around it still breaks the claim; False: isolated
    size: str = ""  # the sizes it lives in, "n = 2"

    def __str__(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self.values.items())


@dataclass(frozen=True)
class Worst:
    """The smallest margin a search met, even when nothing was violated."""

    margin: str
    point: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One closed step: its method, and the exact identity or inequality it came down to."""

    says: str  # what was to be shown, in the claim's letters
    method: str  # "polynomial normal form", "z3: the negation is unsatisfiable", ...
    identity: str  # what it came down to: SymPy srepr, SMT-LIB text, a list of boxes
    language: str = "sympy"  # of `identity`: "sympy", "smt2", "text"


@dataclass(frozen=True)
class Evidence:
    """What one check established about one part of a claim.

    A guard never raises a verdict: it only caps it.
    """

    check: str  # "normal form", "smt", "points", "control", ...
    verdict: Verdict
    because: str  # one sentence for the reader
    part: str = ""  # the link of a chain; "" speaks of the whole statement
    scope: str = ""  # what the verdict covers: "every size", "n = 2", "200 points"
    witness: Witness | None = None
    worst: Worst | None = None
    tried: int = 0
    undecided: int = 0
    guard: bool = False
    floats_deny: bool = False  # floating point contradicts it, which establishes nothing
    seconds: float = 0.0
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """The combined verdict, with the evidence it rests on."""

    verdict: Verdict
    because: str
    scope: str = ""
    witness: Witness | None = None


def judge(evidence: Iterable[Evidence], parts: Iterable[str] = ("",)) -> Judgement:
    """Return the combined verdict of a claim whose statement has the named parts.

    One refutation outweighs all. Otherwise each part has its strongest evidence, the claim has
    its weakest part, and a guard caps what is left. No evidence for a part is `undecided`.
    """
    answers = list(evidence)
    refutations = [e for e in answers if not e.guard and e.verdict is Verdict.REFUTED]
    if refutations:
        simplest = min(refutations, key=_length)
        return Judgement(Verdict.REFUTED, simplest.because, simplest.scope, simplest.witness)
    best = [_strongest(answers, part) for part in parts]
    weakest = min(best, key=lambda e: e.verdict)
    guards = [e for e in answers if e.guard and e.verdict < weakest.verdict]
    last = min(guards, key=lambda e: e.verdict, default=weakest)
    because = last.because
    if last.verdict is Verdict.PROVED:  # all of them are: a proof names every method
        because = "; ".join(dict.fromkeys(e.because for e in best))
    return Judgement(last.verdict, because, last.scope, last.witness)


def _length(refutation: Evidence) -> float:
    """Return how much there is to read in a witness; without one, endless."""
    if refutation.witness is None:
        return float("inf")
    return len(str(refutation.witness))


def _strongest(answers: list[Evidence], part: str) -> Evidence:
    of_part = [e for e in answers if not e.guard and e.part in ("", part)]
    nothing = Evidence("none", Verdict.UNDECIDED, "no check had anything to say", part)
    return max(of_part, key=lambda e: e.verdict, default=nothing)
