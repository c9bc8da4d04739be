"""How hard a check tries, and from which seed."""

from __future__ import annotations

from dataclasses import dataclass, replace

_LIGHT = 16  # exact points; a hunt that tries fewer is a light one


@dataclass(frozen=True)
class Effort:
    """Bounds on the work of every route, counted in work and not in seconds.

    Counted bounds make a run reproducible on any machine; the clock belongs to the worker that
    runs a whole claim.
    """

    seed: int = 0
    points: int = 200  # exact points replayed rigorously
    batch: int = 20_000  # float points a sweep
    descents: int = 24  # adversarial descents, from the worst float points
    boundaries: int = 12  # thin sets searched on their own: where a margin vanishes
    draws: int = 400_000  # draws that estimate a chance or a mean
    bits: int = 4096  # the cap of ball precision
    smt: int = 20_000_000  # z3 resource units a query
    boxes: int = 20_000  # boxes of a subdivision
    refute: bool = True  # whether a prover that finds no proof looks for a counterexample
    mutants: int = 3  # automatic mutants a claim; 0 turns mutation off

    @property
    def light(self) -> bool:
        """Tell whether so few points are tried that ties and unknown points share them.

        So it is beside a proof, and where a hunt is divided among many sizes.
        """
        return self.points < _LIGHT

    def lighter(self, times: int) -> Effort:
        """Return an effort that looks at so many times fewer points; proofs keep theirs."""
        return replace(
            self,
            points=max(self.points // times, 12),
            batch=max(self.batch // times, 512),
            descents=self.descents // times,
            boundaries=self.boundaries // times,
        )


THOROUGH = Effort()
QUICK = Effort(
    points=60,
    batch=4_000,
    descents=6,
    boundaries=6,
    draws=40_000,
    bits=1024,
    smt=4_000_000,
    boxes=3_000,
    mutants=0,
)
