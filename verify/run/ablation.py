"""The ablation table of one claim: what each assumption is good for."""

from __future__ import annotations

from dataclasses import dataclass

from verify.claim import Claim, Family, Unchecked
from verify.effort import Effort
from verify.obligation import Obligation
from verify.result import AblationResult
from verify.verdict import Evidence


@dataclass(frozen=True)
class AblationTable:
    """What becomes of a claim without each assumption, and the least sets that are enough."""

    rows: tuple[AblationResult, ...]
    minimal: tuple[tuple[str, ...], ...] = ()  # empty when no set was shown to be enough


def ablate_subject(subject: Claim | Family | Unchecked, effort: Effort) -> AblationTable:
    """Return the ablation table of a claim; of a family, that of its largest listed member.

    Costs a search and a proof for each assumption and each set of assumptions tried.
    """
    if isinstance(subject, Unchecked):
        return AblationTable(())
    claim = subject if isinstance(subject, Claim) else subject.members()[-1][1]
    if not claim.given:
        return AblationTable(())
    return _of_claim(claim, effort)


def _of_claim(claim: Claim, effort: Effort) -> AblationTable:
    from verify.guards import ablation_of
    from verify.routes import answer, routes_of
    from verify.search.ablation import minimal_sets

    routes = routes_of(claim.kind)

    def prove(obligation: Obligation, effort: Effort) -> tuple[Evidence, ...]:
        return answer(obligation, routes, effort)

    rows = ablation_of(claim, routes, effort)
    needed = [row.assumption for row in rows if row.result == "needed"]
    minimal = minimal_sets(claim.obligations(), effort, prove, needed)
    return AblationTable(rows, minimal)
