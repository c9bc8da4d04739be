"""How many small false variations of a claim each checker catches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verify.effort import QUICK, Effort
from verify.kinds import quantities_of
from verify.mutate import Mutant, mutants
from verify.obligation import Obligation, Premise
from verify.pointwise import POINTWISE
from verify.result import MutantResult
from verify.routes import Route, answer, attack, check_of
from verify.search.replay import replay
from verify.search.route import points
from verify.symbolic.sized import readable
from verify.verdict import Evidence, Verdict, Witness, judge

KILLED, TRUE, WEAKENED, ALIKE, SURVIVED = (
    "killed",  # refuted
    "true",  # proved or certified, as the claim is
    "weakened",  # undecided: it does not pass any more
    "not told apart by sampling",  # passed by samples only, as the claim is
    "survived",  # passed by samples, where the claim is proved or certified
)


def mutants_of(
    obligations: Iterable[Obligation],
    evidence: tuple[Evidence, ...],
    routes: tuple[Route, ...],
    effort: Effort,
) -> tuple[MutantResult, ...]:
    """Return the fate of the automatic mutants of each obligation.

    Each mutant meets the points that killed another one, the hunt for points, and the provers
    that closed the claim itself, each on its own: a prover that proves a statement and its
    opposite would show here.
    """
    if not effort.mutants:
        return ()
    todo = list(obligations)
    most = -(-effort.mutants // max(len(todo), 1))
    small = replace(QUICK, seed=effort.seed)
    results = []
    for obligation in todo:
        trials = _Trials.of(obligation, evidence, routes, small)
        known: list[Witness] = []
        for mutant in mutants(obligation.says, most, strictness=trials.sharp):
            found = trials.of_mutant(mutant, known)
            known += [e.witness for e in found if e.witness is not None and _is_new(e, known)]
            place = f", {obligation.part}" if obligation.part else ""
            results.append(_fate(mutant.name + place, str(mutant.says), found, trials.closed))
    return tuple(results)


@dataclass(frozen=True)
class _Trials:
    """What the mutants of one obligation meet."""

    obligation: Obligation
    hunts: tuple[Route, ...]
    provers: tuple[Route, ...]
    routes: tuple[Route, ...]
    small: Effort
    closed: bool  # the claim is proved or certified

    @classmethod
    def of(
        cls,
        obligation: Obligation,
        evidence: Sequence[Evidence],
        routes: tuple[Route, ...],
        small: Effort,
    ) -> _Trials:
        about = [e for e in evidence if e.part in ("", obligation.part)]
        closers = {e.check for e in about if e.verdict >= Verdict.CERTIFIED}
        if points not in routes:
            return cls(obligation, routes, (), routes, small, bool(closers))
        provers = tuple(r for r in routes if r is not points and check_of(r) in closers)
        return cls(obligation, (points,), provers, routes, small, bool(closers))

    @property
    def sharp(self) -> bool:
        """Tell whether < and <= can be told apart: an estimated number is never met exactly."""
        return self.closed or not quantities_of(self.obligation.says)

    def of_mutant(self, mutant: Mutant, known: Sequence[Witness]) -> list[Evidence]:
        """Return what is found about a mutant, the cheap and deadly first."""
        varied = replace(self.obligation, says=mutant.says)
        lighter = replace(self.small.lighter(4), smt=self.small.smt // 4, refute=False)
        found = self._replayed(varied, known) or list(attack(varied, self.hunts, lighter))
        if _is_unsettled(found):
            found += self._implied(varied)
        if _last(found) < Verdict.CERTIFIED:
            found += [route(varied, lighter) for route in self.provers]
        if _is_unsettled(found):
            found += attack(varied, self.routes, self.small)
        return found

    def _implied(self, varied: Obligation) -> list[Evidence]:
        """Return the proof that a mutant follows from the claim that was proved, if it does.

        y <= 2x² follows from y <= x², wherever that comes from. So nothing else is assumed:
        what made the claim hard to prove would make this hard.
        """
        if self.routes != POINTWISE or not self.closed:
            return []
        lemma = Premise("the claim", self.obligation.says)
        brief = replace(self.small.lighter(8), smt=self.small.smt // 8, refute=False)
        found = answer(replace(varied, given=(lemma,)), self.routes, brief)
        return [
            replace(item, because=f"it follows from the claim: {item.because}")
            for item in found
            if item.verdict >= Verdict.CERTIFIED
        ]

    def _replayed(self, varied: Obligation, known: Sequence[Witness]) -> list[Evidence]:
        """Return the refutation by a point that has killed another mutant, if one does."""
        if self.routes != POINTWISE:
            return []
        for witness in known:
            answer = replay(varied, witness.values, self.small.bits, witness.size)
            if answer.breaks:
                told = replace(witness, replayed=answer.how, gap="", robust=None)
                because = f"it fails where {readable(witness.values)}, as another mutant does"
                return [Evidence("points", Verdict.REFUTED, because, witness=told, tried=1)]
        return []


def _is_unsettled(found: Sequence[Evidence]) -> bool:
    return _last(found) in (Verdict.SUPPORTED, Verdict.UNDECIDED)


def _last(found: Sequence[Evidence]) -> Verdict:
    return judge(replace(item, part="") for item in found).verdict


def _is_new(item: Evidence, known: Sequence[Witness]) -> bool:
    new = item.witness is not None and all(item.witness.values != w.values for w in known)
    return item.verdict is Verdict.REFUTED and new


def _fate(name: str, statement: str, found: list[Evidence], closed: bool) -> MutantResult:
    last = judge(replace(item, part="") for item in found)
    verdicts = tuple({item.check: item.verdict for item in found}.items())
    return MutantResult(name, statement, _word(last.verdict, closed), verdicts, last.because)


def _word(verdict: Verdict, closed: bool) -> str:
    if verdict is Verdict.REFUTED:
        return KILLED
    if verdict >= Verdict.CERTIFIED:
        return TRUE
    if verdict <= Verdict.UNDECIDED:
        return WEAKENED
    return SURVIVED if closed else ALIKE
