"""Every ensemble, for the laws that hold of all of them."""

from fractions import Fraction

import verify.ensembles as ensembles
from verify.ensembles import Ensemble

ALL: list[Ensemble] = [
    *(member for member in vars(ensembles).values() if isinstance(member, Ensemble)),
    ensembles.wishart(),
    ensembles.wishart(excess=2),
    ensembles.spd(100),
    ensembles.spd(Fraction(10**7, 3)),
    ensembles.grcar(),
    ensembles.grcar(superdiagonals=1),
    ensembles.jordan(0),
    ensembles.jordan(Fraction(1, 2**20)),
    ensembles.companion_of([-1, 0, Fraction(1, 2)]),
]

# rotated LegS and LegT hold square roots that no rotation clears
RATIONAL = [e for e in ALL if e not in (ensembles.legs_rotated, ensembles.legt_rotated)]


def sizes(ensemble: Ensemble, largest: int) -> list[int]:
    """Return the sizes of the ensemble from 1 to `largest`."""
    return [n for n in range(1, largest + 1) if ensemble.admits(n)]
